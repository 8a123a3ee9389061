package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.splicebeam.schemas.scores.HandMadeSitedGene.sited;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Keys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.HandMadeSitedGene;
import org.splicebeam.schemas.scores.RowlessGene;
import org.splicebeam.schemas.scores.RowlessGene.Reason;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.arrays.HandMadeNpy;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.sampling.SamplingRule.Scope;
import org.splicebeam.transforms.verdict.Verdict;

/** Both passes over files of a few genes. */
class ScoreSourceTest {
  private static final int[] NONE = {};
  private static final SamplingRule ALL = HandMadeRule.rule(Scope.NONE).build();
  private static final ScoreRules MEASURED = new ScoreRules(0.5, 2, 3, null, null, true);

  @TempDir private Path folder;
  private SmallGenome genome;

  @BeforeEach
  void makeGenome() {
    genome = new SmallGenome(folder).contig("1", "ACGTACGTACGTACGT").contig("chr2", "TTTTAGGG");
  }

  private static HandMadeSitedGene gene(
      String id, String chrom, Strand strand, long start, long end) {
    return sited(id).at(chrom, strand, start, end);
  }

  private static HandMadeSitedGene gene(String id, String chrom, long start, long end) {
    return gene(id, chrom, Strand.FORWARD, start, end);
  }

  /** What a part makes of each row of the scan. */
  private static PCollection<String> rows(ScannedRows scan, ScoreSource source, String... columns) {
    return scan.ranges()
        .apply(
            FlatMapElements.into(TypeDescriptors.strings())
                .via(range -> rows(range, source, columns)));
  }

  private static List<String> rows(RowRange range, ScoreSource source, String... columns) {
    List<String> lines = new ArrayList<>();
    try (var reader = source.open(0, null)) {
      reader.read(List.of(range), block -> lines.addAll(ToldRows.of(block, columns)));
    }
    return lines;
  }

  private static PCollection<ScoreTally> genes(ScannedRows scan) {
    return GivenViews.in("genes", scan.figures().scores().genes(), new ScoreTally.Coder());
  }

  private static PCollection<Alignment> alignment(ScannedRows scan) {
    return GivenViews.in("offsets", scan.figures().scores().alignment(), new Alignment.Coder());
  }

  private Verdict verdictOf(Pipeline p) throws IOException {
    assertThrows(Pipeline.PipelineExecutionException.class, p::run);
    Verdict verdict = genome.output().verdict().read().orElseThrow();
    assertThat(verdict.exitCode(), is(2));
    return verdict;
  }

  private ScannedRows scan(TestPipeline p, ScoreSource source) {
    return p.apply("Scan", source.scan(genome.table(p)));
  }

  private ScoreSource source(ScoreRules rules, GeneChoice choice) throws IOException {
    return new ScoreSource(genome.files(), rules, choice, false);
  }

  private static GeneChoice chosen(SamplingRule rule, long chunkRows, String... chromosomes) {
    return new GeneChoice(GenePolicy.all(), Set.of(chromosomes), rule, chunkRows);
  }

  /**
   * Two plus genes that overlap, so that the sites of each are masked in the other where they are
   * no sites of its own; a minus gene under another name of their chromosome; one of each reason;
   * and one on a chromosome that is left out.
   */
  @Test
  void everyGeneIsCountedAndTheRowsOfThoseThatHaveAny() throws IOException {
    genome
        .aliases(Map.of("NC_1", "1"))
        .gene(
            gene("A", "1", 1, 8).own(new int[] {2}, new int[] {6}).build(),
            SmallGenome.scores(8, Map.of(2, 0.9)),
            SmallGenome.scores(8, Map.of(4, 0.8)))
        .gene(
            gene("B", "1", 5, 10).own(new int[] {4}, new int[] {0, 2}).build(),
            SmallGenome.scores(6, Map.of(1, 0.7)),
            SmallGenome.scores(6, Map.of(0, 0.8)))
        .gene(
            gene("C", "NC_1", Strand.REVERSE, 15, 16).own(new int[] {0}, new int[] {0}).build(),
            new double[] {0.5, 0.25},
            new double[] {0.75, Double.NaN})
        .gene(gene("BARE", "1", 1, 4).build())
        .gene(gene("UNSCORED", "1", 2, 4).own(new int[] {1}, NONE).build())
        .gene(
            gene("LONGER", "NC_1", 1, 4).own(new int[] {3}, NONE).build(),
            new double[5],
            new double[5])
        .gene(
            gene("LOST", "KI", 1, 4).own(new int[] {3}, NONE).build(), new double[4], new double[4])
        .gene(
            gene("BEYOND", "1", 16, 17).own(new int[] {1}, NONE).build(),
            new double[2],
            new double[2])
        .gene(
            gene("LEFT", "2", 1, 8).own(new int[] {3}, NONE).build(), new double[8], new double[8]);
    TestPipeline p = GivenViews.pipeline();
    ScoreSource source = source(SmallGenome.RULES, chosen(ALL, 3, "NC_1", "chrKI"));
    ScannedRows scan = scan(p, source);
    PAssert.that(
            rows(
                scan,
                source,
                "gene_id",
                "place",
                "splice_type",
                "predicted_position",
                "donor_score",
                "acceptor_score",
                "sequence"))
        .containsInAnyOrder(
            // Donor 2 and acceptor 6 of its own; masked are acceptor 4, of B, and donor 3, of a
            // gene
            // that has no rows itself.
            "0 TN A 1+ neither - 0.0 0.0 ACG",
            "1 TN A 1+ neither - 0.0 0.0 ACGT",
            "2 TP A 1+ donor 2 0.8999999761581421 0.0 ACGTA",
            "5 TN A 1+ neither - 0.0 0.0 GTACGT",
            "6 FN A 1+ acceptor - 0.0 0.0 TACGT",
            "7 TN A 1+ neither - 0.0 0.0 ACGT",
            // Acceptors 0 and 2 of its own, 2 is also A's; the call at 1 is none of a donor's.
            "0 TP B 1+ acceptor 0 0.0 0.800000011920929 ACG",
            "1 FP B 1+ neither 1 0.699999988079071 0.0 ACGT",
            "2 FN B 1+ acceptor - 0.0 0.0 ACGTA",
            "3 TN B 1+ neither - 0.0 0.0 ACGTAC",
            "4 FN B 1+ donor - 0.0 0.0 CGTAC",
            "5 TN B 1+ neither - 0.0 0.0 GTAC",
            // Of a donor and an acceptor at one base that are both called the larger score.
            "0 TP C NC_1- acceptor 0 0.5 0.75 AC",
            "1 TN C NC_1- neither - 0.25 0.0 AC");
    ScannedRows.BySource chooser = (ScannedRows.BySource) scan.chooser();
    PAssert.that(chooser.selections().apply(Keys.create())).containsInAnyOrder("A", "B", "C");
    PAssert.that(chooser.tallies())
        .containsInAnyOrder(
            HandMadeTally.tally("A")
                .from(1)
                .rows(6, 6, 0)
                .labels(1, 0, 1, 4)
                .chunks(new long[] {5}, new long[] {3, 3})
                .build(),
            HandMadeTally.tally("B")
                .from(5)
                .rows(6, 6, 0)
                .labels(1, 1, 2, 2)
                .chunks(new long[] {3}, new long[] {3, 3})
                .build(),
            HandMadeTally.tally("C")
                .on("NC_1", Strand.REVERSE)
                .from(15)
                .rows(2, 2, 0)
                .labels(1, 0, 0, 1)
                .chunk(2)
                .build(),
            GeneTally.unselected("LEFT", 8));
    PAssert.thatSingleton(genes(scan))
        .satisfies(
            tally -> {
              assertThat(tally.genes(), is(3L));
              assertThat(tally.positions(), is(16L));
              assertThat(tally.masked(), is(2L));
              assertThat(tally.oneType(), is(0L));
              assertThat(tally.unselectedGenes(), is(1L));
              assertThat(tally.unselectedPositions(), is(8L));
              assertThat(
                  tally.without(),
                  is(
                      List.of(
                          new RowlessGene("BARE", "1", new Span(1, 4), Reason.NO_SITES),
                          new RowlessGene("UNSCORED", "1", new Span(2, 4), Reason.NO_SCORES),
                          new RowlessGene("BEYOND", "1", new Span(16, 17), Reason.OUTSIDE_CONTIG),
                          new RowlessGene("LOST", "KI", new Span(1, 4), Reason.NO_CONTIG),
                          new RowlessGene(
                              "LONGER", "NC_1", new Span(1, 4), Reason.LENGTH_MISMATCH))));
              return null;
            });
    PAssert.that(scan.rejects()).empty();
    p.run().waitUntilFinish();
  }

  @Test
  void genesOfOneTypeAreCounted() throws IOException {
    double[] missing = {Double.NaN, Double.NaN};
    genome
        .gene(gene("A", "1", 1, 2).own(new int[] {1}, NONE).build(), new double[2], missing)
        .gene(gene("B", "1", 1, 2).own(new int[] {1}, NONE).build(), missing, new double[2])
        .gene(gene("C", "1", 1, 2).own(new int[] {1}, NONE).build(), new double[2], new double[2])
        .gene(gene("D", "1", 1, 2).own(new int[] {1}, NONE).build(), missing, missing);
    TestPipeline p = GivenViews.pipeline();
    PAssert.thatSingleton(genes(scan(p, source(SmallGenome.RULES, SmallGenome.all(ALL)))))
        .satisfies(
            tally -> {
              assertThat(tally.oneType(), is(2L));
              assertThat(tally.genes(), is(3L));
              return null;
            });
    p.run().waitUntilFinish();
  }

  @Test
  void aGeneOfWhichAllButItsSiteIsMaskedHasOneRow() throws IOException {
    genome
        .gene(
            gene("A", "1", 2, 4).own(new int[] {1}, NONE).build(),
            new double[3],
            SmallGenome.scores(3, Map.of(0, 0.9)))
        .gene(
            gene("B", "1", 1, 5).own(new int[] {3}, new int[] {1}).build(),
            new double[5],
            new double[5]);
    TestPipeline p = GivenViews.pipeline();
    GeneChoice choice =
        new GeneChoice(
            new GenePolicy(Set.of("A"), Set.of()),
            Set.of(),
            HandMadeRule.rule(Scope.GENE).negativeRatio(8).build(),
            9);
    ScoreSource source = source(SmallGenome.RULES, choice);
    ScannedRows scan = scan(p, source);
    PAssert.that(rows(scan, source, "kept_as", "probability")).containsInAnyOrder("1 FN nonTN 1.0");
    PAssert.that(((ScannedRows.BySource) scan.chooser()).tallies())
        .containsInAnyOrder(
            HandMadeTally.tally("A").from(2).rows(1, 1, 0).labels(0, 0, 1, 0).chunk(1).build(),
            GeneTally.unselected("B", 5));
    p.run().waitUntilFinish();
  }

  // ---- sampling

  private List<SitedGene> someGenes(int genes, int length) {
    SplittableRandom random = new SplittableRandom(7);
    List<SitedGene> all = new ArrayList<>();
    genome.contig("3", "ACGT".repeat(length));
    for (int i = 0; i < genes; i++) {
      SitedGene gene =
          gene("S" + i, "3", 1 + i, i + length)
              .own(new int[] {random.nextInt(length)}, new int[] {random.nextInt(length)})
              .build();
      all.add(gene);
    }
    return all;
  }

  /** What the sampler keeps of each gene by the shares of all of them, scores read by hand. */
  private List<String> keptByShares(SamplingRule rule, List<SitedGene> genes) throws IOException {
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      long[] available = new long[rule.negatives().pools()];
      long nonTn = 0;
      for (SitedGene gene : genes) {
        GeneLabels labels = labels(scores, gene);
        long[] ofGene = new PositionSampler(labels, rule).available();
        Arrays.setAll(available, pool -> available[pool] + ofGene[pool]);
        nonTn += labels.nonTn();
      }
      double[] shares = rule.negatives().shares(available, nonTn);
      List<String> kept = new ArrayList<>();
      for (SitedGene gene : genes) {
        GeneLabels labels = labels(scores, gene);
        new PositionSampler(labels, rule)
            .choose(
                shares,
                (position, why, probability) ->
                    kept.add(
                        "%d %s %s %s %s"
                            .formatted(
                                position,
                                labels.predType(position),
                                gene.geneId(),
                                why.text(),
                                probability)));
      }
      return kept;
    }
  }

  private static GeneLabels labels(GeneScores scores, SitedGene gene) {
    scores.read(gene);
    return new GeneLabels(gene, scores.donor(), scores.acceptor(), SmallGenome.RULES);
  }

  @Test
  void theDataSetsSharesAreThoseOfAllGenesTogether() throws IOException {
    int length = 300;
    SplittableRandom random = new SplittableRandom(5);
    List<SitedGene> genes = someGenes(4, length);
    for (SitedGene gene : genes) {
      double[] donor = random.doubles(length).map(x -> Math.pow(x, 12)).toArray();
      genome.gene(gene, donor, new double[length]);
    }
    for (SamplingRule rule :
        List.of(
            HandMadeRule.rule(Scope.DATASET).negativeRatio(3).build(),
            HandMadeRule.rule(Scope.DATASET).window(5).nearRatio(0.5).easyRatio(1).build())) {
      List<String> expected = keptByShares(rule, sitedOf(genes));
      TestPipeline p = GivenViews.pipeline();
      ScoreSource source = source(SmallGenome.RULES, SmallGenome.all(rule));
      PAssert.that(rows(scan(p, source), source, "gene_id", "kept_as", "probability"))
          .containsInAnyOrder(expected);
      p.run().waitUntilFinish();
      long negatives = expected.stream().filter(line -> line.contains(" TN ")).count();
      assertThat("some stay", negatives > 0 && negatives < 4L * length / 2, is(true));
    }
  }

  /** With each other's sites. */
  private static List<SitedGene> sitedOf(List<SitedGene> genes) {
    Map<String, SpliceSites> sites = new HashMap<>();
    List<GeneModel> models = new ArrayList<>();
    for (SitedGene gene : genes) {
      sites.put(gene.geneId(), gene.own());
      models.add(
          HandMadeGene.gene(gene.geneId()).at(gene.chrom(), gene.strand(), gene.span()).build());
    }
    SitesInGenes all = new SitesInGenes(models, sites, ChromosomeAliases.NONE);
    return models.stream().map(all::of).toList();
  }

  // ---- offsets

  /** Its scores stand as a model gives them: at the exon's last base, and at its first. */
  private void addSpeakingGene(String id, long start, int donorShift) {
    int sites = 20;
    int length = 12 * sites + 12;
    double[] donor = new double[length];
    double[] acceptor = new double[length];
    int[] donors = IntStream.range(0, sites).map(i -> 6 + 12 * i).toArray();
    int[] acceptors = IntStream.range(0, sites).map(i -> 8 + 12 * i).toArray();
    for (int i = 0; i < sites; i++) {
      donor[donors[i] + donorShift] = 0.9;
      acceptor[acceptors[i] + 1] = 0.9;
    }
    genome.gene(
        gene(id, "5", start, start + length - 1).own(donors, acceptors).build(), donor, acceptor);
  }

  @Test
  void offsetsAreMeasuredOverGenesThatAreNotSelectedToo() throws IOException {
    addSpeakingGene("MANY", 1, -1);
    genome.gene(
        gene("ONE", "1", 1, 4).own(new int[] {2}, new int[] {1}).build(),
        SmallGenome.scores(4, Map.of(1, 0.75)),
        SmallGenome.scores(4, Map.of(0, 0.5, 2, 0.625)));
    TestPipeline p = GivenViews.pipeline();
    ScoreSource source = source(MEASURED, chosen(ALL, 9, "1"));
    ScannedRows scan = scan(p, source);
    PAssert.that(rows(scan, source, "predicted_position", "donor_score", "acceptor_score"))
        .containsInAnyOrder(
            "0 TN - 0.0 0.0", "1 TP 1 0.0 0.625", "2 TP 2 0.75 0.0", "3 TN - 0.0 0.0");
    PAssert.thatSingleton(alignment(scan))
        .satisfies(
            alignment -> {
              assertThat(alignment.donorOffset(), is(1));
              assertThat(alignment.acceptorOffset(), is(-1));
              assertThat(alignment.peaks().get(0).sites(), is(21L));
              assertThat("that of the gene in the genome", alignment.checkedSites(), is(2L));
              return null;
            });
    p.run().waitUntilFinish();
  }

  @Test
  void offsetsThatCannotBeMeasuredAreAVerdict() throws IOException {
    addSpeakingGene("MANY", 1, -1);
    addSpeakingGene("OTHER", 1_001, 0);
    TestPipeline p = GivenViews.pipeline();
    scan(p, source(MEASURED, SmallGenome.all(ALL)));
    Verdict verdict = verdictOf(p);
    assertThat(verdict.sentence(), startsWith("--donorOffset=auto: donor scores have no clear"));
    assertThat(verdict.examples().size(), is(1));
  }

  /** Chromosomes are in bundles of their own, which come in any order. */
  @Test
  void theFirstFaultInGenomeOrderIsTold() throws IOException {
    double[] bad = {9};
    for (String chrom : List.of("10", "X", "2", "1", "MT")) {
      genome.gene(gene("G" + chrom, chrom, 1, 1).own(new int[] {0}, NONE).build(), bad, bad);
    }
    TestPipeline p = GivenViews.pipeline();
    scan(p, source(SmallGenome.RULES, chosen(ALL, 9, "10", "X", "2", "MT")));
    assertThat(
        "the measured genes come first, whether they are selected or not",
        verdictOf(p).sentence(),
        containsString("gene G1,"));
  }

  // ---- genes without rows

  @Test
  void noGeneWithRowsIsAVerdictThatNamesThreeOfEitherSide() throws IOException {
    genome
        .array("OTHER_1", one())
        .array("OTHER_2", one())
        .array("OTHER_3", one())
        .array("OTHER_4", one())
        .gene(gene("A", "1", 1, 2).own(new int[] {1}, NONE).build())
        .gene(gene("B", "2", 1, 2).own(new int[] {1}, NONE).build())
        .gene(gene("C", "7", 1, 2).own(new int[] {1}, NONE).build())
        .gene(gene("D", "X", 1, 2).build());
    TestPipeline p = GivenViews.pipeline();
    scan(p, source(MEASURED, SmallGenome.all(ALL)));
    assertThat(
        verdictOf(p).sentence(),
        is(
            "--scores, --fasta and --gtf make no row: of 4 genes 1 have no splice site, 3 have no"
                + " score; the scores have OTHER_1, OTHER_2, OTHER_3, the FASTA has 1, chr2, the annotation has 1, 2, 7,"
                + " ... (genes A, B, C, ...): do they name chromosomes or genes alike, and are they"
                + " of one assembly? --chromAliases tells which names are of one chromosome"));
  }

  private static byte[] one() {
    return HandMadeNpy.of("<f4", "1, 3", 0, 0, 0);
  }

  @Test
  void whereNoGeneIsSelectedALaterStepSaysSo() throws IOException {
    genome.gene(
        gene("A", "1", 1, 2).own(new int[] {1}, NONE).build(), new double[2], new double[2]);
    TestPipeline p = GivenViews.pipeline();
    ScannedRows scan = scan(p, source(SmallGenome.RULES, chosen(ALL, 9, "22")));
    PAssert.that(scan.ranges()).empty();
    PAssert.that(((ScannedRows.BySource) scan.chooser()).tallies())
        .containsInAnyOrder(GeneTally.unselected("A", 2));
    PAssert.thatSingleton(genes(scan))
        .isEqualTo(new ScoreTally(0, 0, 0, 0, 1, 2, 0, List.of(), null));
    p.run().waitUntilFinish();
  }

  /** Of a strand without a selected gene no track is needed. */
  @Test
  void tracksOfAStrandThatHasSelectedGenesAreNeeded() throws IOException {
    Path tracks = Files.createDirectory(folder.resolve("tracks"));
    Files.writeString(tracks.resolve("donor_plus.bedGraph"), "chr1\t2\t3\t0.75\n");
    Files.writeString(tracks.resolve("acceptor_plus.bedGraph"), "1\t0\t1\t0.25\n");
    genome
        .gene(gene("P", "1", 1, 4).own(new int[] {2}, NONE).build())
        .gene(gene("M", "2", Strand.REVERSE, 1, 4).own(new int[] {2}, NONE).build());
    ScoreFiles ofTracks = genome.files(tracks);
    TestPipeline plus = GivenViews.pipeline();
    ScoreSource source = new ScoreSource(ofTracks, SmallGenome.RULES, chosen(ALL, 9, "1"), false);
    PAssert.that(rows(scan(plus, source), source, "donor_score", "acceptor_score"))
        .containsInAnyOrder("0 TN 0.0 0.25", "1 TN 0.0 0.0", "2 TP 0.75 0.0", "3 TN 0.0 0.0");
    plus.run().waitUntilFinish();
    TestPipeline both = GivenViews.pipeline();
    scan(both, new ScoreSource(ofTracks, SmallGenome.RULES, SmallGenome.all(ALL), false));
    assertThat(
        verdictOf(both).sentence(),
        is(
            "--scores: there is no track of acceptor scores on the - strand, where selected genes"
                + " lie; add it, or select genes of the other strand"));
  }
}
