package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import org.splicebeam.schemas.sampling.EasyRank;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeSelection;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.transforms.sampling.NaiveSampling.Kept;
import org.splicebeam.transforms.sampling.NaiveSampling.Row;
import org.splicebeam.transforms.sampling.SamplingRule.Scope;

class GeneSamplerTest {
  private static final int SEEDS = 400;
  private static final String BEYOND_BMP = "\uD83E\uDDEC";
  private static final double[] THRESHOLDS = {0.15, 0.15, 0.15, 0, 1};
  private static final long[] WINDOWS = {0, 1, 5, 75, 1_000};
  private static final double[] RATIOS = {0, 0.1, 0.5, 1, 3.7, 1e6};
  private static final double[] SHARES = {0, Double.MIN_VALUE, 1e-3, 0.1, 1 / 3.0, 0.9, 1};

  /** A gene of the laws: one place, or several in the way of a gene without annotation. */
  private record Case(String geneId, SamplingRule rule, List<Row> rows) {
    static Case of(int seed, Scope scope) {
      Random random = new Random(seed);
      SamplingRule rule =
          HandMadeRule.rule(scope)
              .hardFrom(THRESHOLDS[random.nextInt(THRESHOLDS.length)])
              .window(WINDOWS[random.nextInt(WINDOWS.length)])
              .easyRatio(RATIOS[random.nextInt(RATIOS.length)])
              .seed(random.nextInt() >>> 1)
              .build();
      String[] chroms =
          seed % 3 == 0
              ? new String[] {"chr1", "1", "X", "\uFF21", BEYOND_BMP}
              : new String[] {"1"};
      int length = 1 + random.nextInt(seed % 2 == 0 ? 60 : 2_000);
      List<Row> rows =
          NaiveSampling.rows(random, 1 + random.nextInt(150), length, rule.hardThreshold(), chroms);
      return new Case("GENE" + seed, rule, rows);
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
        kept.add(new Kept(row, keptAs, keptAs == KeptAs.EASY ? judge.easyProbability() : 1));
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
    for (int seed = 0; seed < SEEDS; seed++) {
      Case some = Case.of(seed, Scope.GENE);
      NaiveSampling naive = some.naive();
      GeneSampler sampler = some.sampler(seed);
      GeneSelection selection = sampler.selectInGene();
      assertThat("seed " + seed, selection, equalTo(naive.selectionInGene()));
      assertThat("seed " + seed, some.keptByPassTwo(selection), equalTo(naive.keptInGene()));
      assertThat(sampler.nonTn(), equalTo(naive.nonTn()));
      assertThat(sampler.easy(), equalTo((long) naive.easy().size()));
      List<Row> easy = naive.easy();
      int drawn = 0;
      for (Kept kept : naive.keptInGene()) {
        seen.merge(kept.keptAs(), 1, Integer::sum);
        drawn += kept.keptAs() == KeptAs.EASY ? 1 : 0;
      }
      if (drawn > 0
          && drawn < easy.size()
          && easy.get(drawn - 1).position() == easy.get(drawn).position()) {
        cutBetweenEqualHashes++;
      }
    }
    // The laws have met every rule, and samples that end between rows of one position.
    for (KeptAs keptAs : List.of(KeptAs.NON_TN, KeptAs.HARD, KeptAs.NEAR, KeptAs.EASY)) {
      assertThat(keptAs.text(), seen.get(keptAs), greaterThan(100));
    }
    assertThat(cutBetweenEqualHashes, greaterThan(5));
  }

  @Test
  void aShareOfAllIsTheNaiveOne() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Case some = Case.of(seed, Scope.DATASET);
      double share = SHARES[seed % SHARES.length];
      NaiveSampling naive = some.naive();
      GeneSelection selection = some.sampler(seed).selectByShare(share);
      assertThat("seed " + seed, selection, equalTo(naive.selectionByShare(share)));
      assertThat("seed " + seed, some.keptByPassTwo(selection), equalTo(naive.keptByShare(share)));
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
      assertThat(selection.lastEasy(), nullValue());
      assertThat(selection.easyProbability(), equalTo(1.0));
      assertThat(sampler.easy(), equalTo(0L));
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
      EasyRank rank = selection.lastEasy();
      assertThat(
          rank == null ? null : new Row(rank.chrom(), rank.strand(), 1_000, PredType.TN, 0),
          equalTo(last));
      assertThat(selection.easyProbability(), equalTo(errors / 8.0));
    }
  }

  @Test
  void positionsReachToTheEndOfTheirType() {
    Row farthest = new Row("1", Strand.FORWARD, Long.MAX_VALUE, PredType.TN, 0.5);
    Row near = new Row("1", Strand.FORWARD, (1L << 60) - 1, PredType.FP, 0.5);
    Row next = new Row("1", Strand.FORWARD, 1L << 60, PredType.TN, 0.1);
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
