package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.sampling.Draw;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeSelection;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.schemas.sampling.NegativeRank;
import org.splicebeam.transforms.sampling.NaiveSampling.Kept;
import org.splicebeam.transforms.sampling.NaiveSampling.Row;
import org.splicebeam.transforms.sampling.SamplingRule.Scope;

class GeneSamplerTest {
  private static final int SEEDS = 600;
  private static final String BEYOND_BMP = "\uD83E\uDDEC";
  private static final double[] THRESHOLDS = {0.15, 0.15, 0.15, 0, 1};
  private static final long[] WINDOWS = {0, 1, 5, 75, 1_000};
  private static final double[] RATIOS = {0, 0.1, 0.5, 1, 3.7, 1e6};
  private static final double[] NEAR_RATIOS = {0, 0.1, 0.5, 1, 3.7, ByRules.ALL_NEAR};
  private static final double[] SHARES = {0, Double.MIN_VALUE, 1e-3, 0.1, 1 / 3.0, 0.9, 1};

  /**
   * A gene of the laws: one place, or several in the way of a gene without annotation; one in three
   * by strata.
   */
  private record Case(String geneId, SamplingRule rule, List<Row> rows) {
    static Case of(int seed, Scope scope) {
      Random random = new Random(seed);
      boolean byStrata = random.nextInt(3) == 0;
      HandMadeRule rules =
          HandMadeRule.rule(scope)
              .hardFrom(THRESHOLDS[random.nextInt(THRESHOLDS.length)])
              .window(WINDOWS[random.nextInt(WINDOWS.length)])
              .easyRatio(RATIOS[random.nextInt(RATIOS.length)])
              .nearRatio(NEAR_RATIOS[random.nextInt(NEAR_RATIOS.length)])
              .seed(random.nextInt() >>> 1);
      if (byStrata) {
        rules.negativeRatio(4 * RATIOS[random.nextInt(RATIOS.length)]);
      }
      String[] chroms =
          seed % 3 == 0
              ? new String[] {"chr1", "1", "X", "\uFF21", BEYOND_BMP}
              : new String[] {"1"};
      int length = 1 + random.nextInt(seed % 2 == 0 ? 60 : 2_000);
      List<Row> rows = NaiveSampling.rows(random, 1 + random.nextInt(150), length, 0.15, chroms);
      return new Case(
          "GENE" + seed,
          rules.build(),
          byStrata ? NaiveSampling.ofEveryHeight(random, rows) : rows);
    }

    NaiveSampling naive() {
      return new NaiveSampling(geneId, rule, rows);
    }

    GeneSampler sampler(long order) {
      GeneSampler sampler = new GeneSampler(geneId, rule);
      NaiveSampling.blocks(geneId, rows, new Random(order)).forEach(sampler::add);
      sampler.settle();
      return sampler;
    }

    /** What pass 2 makes of the selection: it judges every row, then settles what came through. */
    Set<Kept> keptByPassTwo(GeneSelection selection) {
      RowJudge judge = new RowJudge(rule, selection);
      List<Row> through = rows.stream().filter(r -> judged(judge, r) != null).toList();
      Set<Kept> kept = new HashSet<>();
      for (Row row : NaiveSampling.settle(through)) {
        KeptAs keptAs = judged(judge, row);
        kept.add(new Kept(row, keptAs, judge.probability(keptAs, row.topScore())));
      }
      return kept;
    }

    private static KeptAs judged(RowJudge judge, Row row) {
      return judge.judge(row.position(), row.predType(), row.topScore(), row.chrom(), row.strand());
    }
  }

  private static GeneModel gene(long start) {
    return HandMadeGene.gene("G").at("1", Strand.FORWARD, start, start + 5_000).build();
  }

  @Test
  void aGenesSampleIsTheNaiveOne() {
    Map<KeptAs, Integer> seen = new EnumMap<>(KeptAs.class);
    int cutBetweenEqualHashes = 0;
    int overruled = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Case some = Case.of(seed, Scope.GENE);
      NaiveSampling naive = some.naive();
      GeneSampler sampler = some.sampler(seed);
      GeneSelection selection = sampler.selectInGene();
      assertThat("seed " + seed, selection, equalTo(naive.selectionInGene()));
      assertThat("seed " + seed, some.keptByPassTwo(selection), equalTo(naive.keptInGene()));
      assertThat(sampler.nonTn(), equalTo(naive.nonTn()));
      naive.keptInGene().forEach(kept -> seen.merge(kept.keptAs(), 1, Integer::sum));
      overruled += selection.overruled().size();
      long[] drawn = naive.drawnInGene();
      for (int p = 0; p < drawn.length; p++) {
        List<Row> pool = naive.pools().get(p);
        int n = (int) drawn[p];
        assertThat(sampler.available(p), equalTo((long) pool.size()));
        if (n > 0 && n < pool.size() && pool.get(n - 1).position() == pool.get(n).position()) {
          cutBetweenEqualHashes++;
        }
      }
    }
    // The laws have met every rule, and samples that end between rows of one position.
    for (KeptAs keptAs : KeptAs.values()) {
      if (keptAs != KeptAs.ALL) {
        assertThat(keptAs.text(), seen.get(keptAs), greaterThan(100));
      }
    }
    assertThat(cutBetweenEqualHashes, greaterThan(5));
    assertThat(overruled, greaterThan(20));
  }

  @Test
  void aShareOfAllIsTheNaiveOne() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Case some = Case.of(seed, Scope.DATASET);
      double[] shares = new double[some.rule().negatives().pools()];
      Random random = new Random(seed);
      Arrays.setAll(shares, pool -> SHARES[random.nextInt(SHARES.length)]);
      NaiveSampling naive = some.naive();
      GeneSelection selection = some.sampler(seed).selectByShares(shares);
      assertThat("seed " + seed, selection, equalTo(naive.selectionByShares(shares)));
      assertThat(
          "seed " + seed, some.keptByPassTwo(selection), equalTo(naive.keptByShares(shares)));
    }
  }

  @Test
  void withoutSamplingOneRowOfEachKeyStays() {
    for (int seed = 0; seed < 50; seed++) {
      Case some = Case.of(seed, Scope.NONE);
      GeneSampler sampler = some.sampler(seed);
      Set<Kept> expected = new HashSet<>();
      for (Row row : NaiveSampling.settle(some.rows())) {
        expected.add(new Kept(row, KeptAs.ALL, 1));
      }
      GeneSelection selection = sampler.selectInGene();
      assertThat(some.keptByPassTwo(selection), equalTo(expected));
      for (int pool = 0; pool < some.rule().negatives().pools(); pool++) {
        assertThat(selection.draws().get(pool), equalTo(Draw.OF_NONE));
        assertThat(sampler.available(pool), equalTo(0L));
      }
    }
  }

  @Test
  void orderAndCutOfBlocksNeverShow() {
    for (int seed = 0; seed < 100; seed++) {
      Case some = Case.of(seed, Scope.GENE);
      GeneSampler one = some.sampler(1);
      GeneSelection selection = one.selectInGene();
      List<GeneTally> tallies = one.tally(selection, gene(7), 10);
      for (int order = 2; order < 6; order++) {
        GeneSampler other = some.sampler(order);
        assertThat(other.selectInGene(), equalTo(selection));
        assertThat(other.tally(selection, gene(7), 10), equalTo(tallies));
      }
    }
  }

  @Test
  void talliesAccountForEveryRow() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Case some = Case.of(seed, Scope.GENE);
      NaiveSampling naive = some.naive();
      GeneSampler sampler = some.sampler(seed);
      GeneModel gene = seed % 2 == 0 ? null : gene(seed);
      List<GeneTally> tallies = sampler.tally(sampler.selectInGene(), gene, Long.MAX_VALUE);
      assertThat("seed " + seed, tallies, equalTo(naive.tallies(naive.keptInGene(), gene)));
      long rows = 0;
      for (GeneTally tally : tallies) {
        rows += tally.kept() + tally.sampledOut() + tally.duplicates();
      }
      assertThat(rows, equalTo((long) some.rows().size()));
    }
  }

  @Test
  void chunksAreThoseOfTheKeptRowsOfAChromosome() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Case some = Case.of(seed, Scope.GENE);
      Set<Kept> kept = some.naive().keptInGene();
      int most = 1 + seed % 20;
      GeneSampler sampler = some.sampler(seed);
      for (GeneTally tally : sampler.tally(sampler.selectInGene(), null, most)) {
        boolean first = tally.chrom().equals("1") || tally.chrom().equals("chr1");
        long[] positions =
            kept.stream()
                .map(Kept::row)
                .filter(
                    r ->
                        first
                            ? r.chrom().equals("1") || r.chrom().equals("chr1")
                            : r.chrom().equals(tally.chrom()))
                .mapToLong(Row::position)
                .sorted()
                .toArray();
        Chunks expected = Chunks.of(positions, positions.length, most);
        assertThat(tally.chunkStarts(), equalTo(expected.starts()));
        assertThat(tally.chunkRows(), equalTo(expected.rows()));
        assertThat(Arrays.stream(tally.chunkRows()).sum(), equalTo(tally.kept()));
      }
    }
  }

  @Test
  void aNeighbourOnTheOtherStrandOrChromosomeCounts() {
    SamplingRule rule = HandMadeRule.rule(Scope.GENE).window(0).easyRatio(0).build();
    List<Row> rows =
        List.of(
            new Row("1", Strand.FORWARD, 10, PredType.FP, 0),
            new Row("1", Strand.REVERSE, 10, PredType.TN, 0),
            new Row("X", Strand.REVERSE, 10, PredType.TN, 0),
            new Row("X", Strand.REVERSE, 11, PredType.TN, 0));
    Case some = new Case("G", rule, rows);
    assertThat(
        some.keptByPassTwo(some.sampler(1).selectInGene()),
        equalTo(
            Set.of(
                new Kept(rows.get(0), KeptAs.NON_TN, 1),
                new Kept(rows.get(1), KeptAs.NEAR, 1),
                new Kept(rows.get(2), KeptAs.NEAR, 1))));
  }

  @Test
  void aNegativeIsAsHardAsItsKeysBestScore() {
    SamplingRule rule = HandMadeRule.rule(Scope.GENE).window(0).easyRatio(0).build();
    List<Row> rows =
        List.of(
            new Row("1", Strand.FORWARD, 10, PredType.TN, 0),
            new Row("1", Strand.FORWARD, 10, PredType.TN, 0.15),
            new Row("1", Strand.FORWARD, 10, PredType.TN, 0.1),
            new Row("1", Strand.FORWARD, 20, PredType.TN, 0.9),
            new Row("1", Strand.FORWARD, 20, PredType.FN, 0));
    Case some = new Case("G", rule, rows);
    GeneSampler sampler = some.sampler(1);
    GeneSelection selection = sampler.selectInGene();
    assertThat(
        some.keptByPassTwo(selection),
        equalTo(
            Set.of(
                new Kept(rows.get(1), KeptAs.HARD, 1), new Kept(rows.get(4), KeptAs.NON_TN, 1))));
    assertThat(
        sampler.tally(selection, gene(100), 5),
        equalTo(
            List.of(
                HandMadeTally.tally("G")
                    .from(100)
                    .rows(5, 2, 0)
                    .ofOtherType(1)
                    .labels(0, 0, 1, 1)
                    .chunk(2)
                    .build())));
  }

  @Test
  void aGeneOfOneEasyRowIsInNoPart() {
    Case some =
        new Case(
            "G",
            HandMadeRule.rule(Scope.GENE).build(),
            List.of(new Row("1", Strand.REVERSE, 0, PredType.TN, 0)));
    GeneSampler sampler = some.sampler(1);
    GeneSelection selection = sampler.selectInGene();
    assertThat(selection, equalTo(HandMadeSelection.of("G").share(0).build()));
    GeneTally tally = sampler.tally(selection, null, 5).get(0);
    assertThat(tally.sampledOut(), equalTo(1L));
    assertThat(tally.chunkRows(), equalTo(new long[] {0}));
    assertThat(tally.strand(), equalTo(Strand.REVERSE));
  }

  @Test
  void rowsOfOnePositionAreDrawnByChromosomeThenStrand() {
    List<Row> rows = new ArrayList<>();
    for (String chrom : List.of("1", "X", "\uFF21", BEYOND_BMP)) {
      for (Strand strand : List.of(Strand.FORWARD, Strand.REVERSE)) {
        rows.add(new Row(chrom, strand, 1_000, PredType.TN, 0));
      }
    }
    for (int errors = 0; errors <= rows.size(); errors++) {
      List<Row> all = new ArrayList<>(rows);
      for (int i = 0; i < errors; i++) {
        all.add(new Row("1", Strand.FORWARD, i, PredType.FP, 0));
      }
      Collections.shuffle(all, new Random(errors));
      Case some = new Case("G", HandMadeRule.rule(Scope.GENE).easyRatio(1).build(), all);
      GeneSelection selection = some.sampler(errors).selectInGene();
      Row last = errors == 0 ? null : rows.get(errors - 1);
      Draw easy = selection.draws().get(1);
      NegativeRank rank = easy.last();
      assertThat(
          rank == null ? null : new Row(rank.chrom(), rank.strand(), 1_000, PredType.TN, 0),
          equalTo(last));
      assertThat(easy.probability(), equalTo(errors / 8.0));
    }
  }

  /** Two rows of a key are in two strata: the higher decides, though the lower would stay. */
  @Test
  void aNegativeIsOfTheStratumOfItsKeysBestScore() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("1", Strand.FORWARD, 0, PredType.FP, 0.5));
    for (int position = 1; position <= 40; position++) {
      rows.add(new Row("1", Strand.FORWARD, position, PredType.TN, 0.05));
      rows.add(new Row("1", Strand.FORWARD, position, PredType.TN, 0));
    }
    rows.add(new Row("1", Strand.FORWARD, 50, PredType.TN, 0));
    SamplingRule rule = HandMadeRule.rule(Scope.GENE).negativeRatio(7.5).build();
    for (int gene = 0; gene < 20; gene++) {
      Case some = new Case("G" + gene, rule, rows);
      GeneSampler sampler = some.sampler(gene);
      assertThat(sampler.available(2), equalTo(40L));
      assertThat(sampler.available(13), equalTo(1L));
      GeneSelection selection = sampler.selectInGene();
      long drawn = some.naive().drawnInGene()[2];
      assertThat(selection.draws().get(2).probability(), equalTo(drawn / 40.0));
      assertThat(selection.draws().get(13).probability(), equalTo(1.0));
      assertThat(some.keptByPassTwo(selection), equalTo(some.naive().keptInGene()));
      assertThat(some.keptByPassTwo(selection).size(), equalTo((int) drawn + 2));
      assertThat(sampler.tally(selection, null, 99).get(0).tn(), equalTo(drawn + 1));
    }
  }

  /** Of one position at several places, as of easy ones. */
  @Test
  void theRowsOfAStratumAreDrawnByChromosomeThenStrand() {
    List<Row> tied = new ArrayList<>();
    for (String chrom : List.of("10", "9")) {
      for (Strand strand : List.of(Strand.FORWARD, Strand.REVERSE)) {
        tied.add(new Row(chrom, strand, 7, PredType.TN, 0));
      }
    }
    for (int n = 0; n <= 4; n++) {
      List<Row> rows = new ArrayList<>(tied);
      rows.add(new Row("9", Strand.FORWARD, 1, PredType.TP, 0.9));
      SamplingRule rule = HandMadeRule.rule(Scope.GENE).negativeRatio(n).build();
      Case some = new Case("X", rule, rows);
      Set<Kept> expected = new HashSet<>();
      expected.add(new Kept(rows.get(4), KeptAs.NON_TN, 1));
      for (Row row : tied.subList(0, n)) {
        expected.add(new Kept(row, KeptAs.STRATUM, n / 4.0));
      }
      assertThat(some.keptByPassTwo(some.sampler(n).selectInGene()), equalTo(expected));
    }
  }

  @Test
  void nearNegativesAreDrawnByARatioAndAHashOfTheirOwn() {
    List<Row> rows = new ArrayList<>();
    for (int position = 60; position < 260; position++) {
      PredType predType = position == 100 ? PredType.TP : PredType.TN;
      rows.add(new Row("1", Strand.FORWARD, position, predType, 0.1));
    }
    double u = new BigDecimal(NaiveSampling.hash("near\tG", 42)).doubleValue() / 0x1p64;
    for (double ratio : new double[] {0, 0.5, 3, 1_000}) {
      int n = (int) Math.min(115, Math.floor(ratio + u));
      List<Long> smallest =
          rows.stream()
              .map(Row::position)
              .filter(p -> p != 100 && p <= 175)
              .sorted(Comparator.comparing(p -> NaiveSampling.hash("G\t" + p + "\t\t", 42)))
              .limit(n)
              .sorted()
              .toList();
      for (Scope scope : List.of(Scope.GENE, Scope.DATASET)) {
        Case some = new Case("G", HandMadeRule.rule(scope).nearRatio(ratio).build(), rows);
        GeneSampler sampler = some.sampler(1);
        GeneSelection selection =
            scope == Scope.GENE
                ? sampler.selectInGene()
                : sampler.selectByShares(new double[] {0.7, 0});
        List<Kept> near =
            some.keptByPassTwo(selection).stream().filter(k -> k.keptAs() == KeptAs.NEAR).toList();
        assertThat(near.stream().map(k -> k.row().position()).sorted().toList(), equalTo(smallest));
        near.forEach(kept -> assertThat(kept.probability(), equalTo(n / 115.0)));
        assertThat(sampler.available(0), equalTo(115L));
      }
    }
  }

  @Test
  void positionsReachToTheEndOfTheirType() {
    Row farthest = new Row("1", Strand.FORWARD, Long.MAX_VALUE, PredType.TN, 0.5);
    Row near = new Row("1", Strand.FORWARD, (1L << 57) - 1, PredType.FP, 0.5);
    Row next = new Row("1", Strand.FORWARD, 1L << 57, PredType.TN, 0.1);
    Case some = new Case("G", HandMadeRule.rule(Scope.GENE).build(), List.of(farthest, near, next));
    GeneSelection selection = some.sampler(1).selectInGene();
    assertThat(selection.nonTnPositions(), equalTo(new long[] {near.position()}));
    assertThat(some.keptByPassTwo(selection), equalTo(some.naive().keptInGene()));
  }

  @Test
  void easyNegativesAreKeptInTheirRatioOnAverage() {
    SamplingRule rule = HandMadeRule.rule(Scope.GENE).window(0).build();
    int genes = 4_000;
    long kept = 0;
    for (int gene = 0; gene < genes; gene++) {
      List<Row> rows = new ArrayList<>();
      rows.add(new Row("1", Strand.FORWARD, 0, PredType.FN, 0));
      for (int i = 1; i < 12; i++) {
        rows.add(new Row("1", Strand.FORWARD, i, PredType.TN, 0));
      }
      GeneSampler sampler = new Case("GENE" + gene, rule, rows).sampler(gene);
      kept += sampler.tally(sampler.selectInGene(), null, 100).get(0).tn();
    }
    assertThat(Math.abs(kept - 0.5 * genes) < 3 * 0.5 * Math.sqrt(genes), equalTo(true));
  }
}
