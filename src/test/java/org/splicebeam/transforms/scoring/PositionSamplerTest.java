package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.splicebeam.schemas.scores.HandMadeSitedGene.sited;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.HandMadeThinBlock;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.sampling.GeneSampler;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.RowJudge;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.sampling.SamplingRule.Scope;

/**
 * Choosing among the positions of a gene is choosing among the rows of an analysis table that has
 * them all.
 */
class PositionSamplerTest {
  private static final int GENES = 400;
  private static final double[] THRESHOLDS = {0.15, 0.15, 0, 1};
  private static final long[] WINDOWS = {0, 1, 5, 75, 1_000};
  private static final double[] RATIOS = {0, 0.1, 0.5, 1, 3.7, 1e6};
  private static final double[] NEAR_RATIOS = {0, 0.5, 1, 3.7, Double.POSITIVE_INFINITY};
  private static final double[] SHARES = {0, Double.MIN_VALUE, 1e-3, 0.1, 1 / 3.0, 0.9, 1};

  /** A position that stays, and why. */
  private record Kept(KeptAs why, double probability) {}

  private static double one(double[] of, SplittableRandom random) {
    return of[random.nextInt(of.length)];
  }

  /** One in two by strata. */
  private static SamplingRule rule(SplittableRandom random, Scope scope) {
    HandMadeRule rule =
        HandMadeRule.rule(scope)
            .hardFrom(one(THRESHOLDS, random))
            .window(WINDOWS[random.nextInt(WINDOWS.length)])
            .nearRatio(one(NEAR_RATIOS, random))
            .easyRatio(one(RATIOS, random))
            .seed(random.nextInt() >>> 1);
    if (random.nextBoolean()) {
      rule.negativeRatio(4 * one(RATIOS, random));
    }
    return rule.build();
  }

  /** Sites of its own and of others, and scores of every height, most of them 0. */
  private static GeneLabels labels(SplittableRandom random, String id) {
    int length = 1 + random.nextInt(random.nextBoolean() ? 60 : 2_000);
    Strand strand = random.nextBoolean() ? Strand.FORWARD : Strand.REVERSE;
    SitedGene gene =
        sited(id)
            .at("1", strand, 1_001, 1_000 + length)
            .own(positions(random, length), positions(random, length))
            .others(positions(random, length), positions(random, length))
            .build();
    return new GeneLabels(gene, scores(random, length), scores(random, length), SmallGenome.RULES);
  }

  private static int[] positions(SplittableRandom random, int length) {
    return random.ints(random.nextInt(6), 0, length).distinct().toArray();
  }

  private static float[] scores(SplittableRandom random, int length) {
    float[] scores = new float[length + random.nextInt(3)];
    for (int i = 0; i < length; i++) {
      scores[i] = random.nextInt(3) > 0 ? 0 : (float) Math.pow(10, -8 * random.nextDouble());
    }
    return scores;
  }

  private static GeneSampler sampler(GeneLabels labels, SamplingRule rule) {
    SitedGene gene = labels.gene();
    HandMadeThinBlock rows = HandMadeThinBlock.of(gene.geneId(), gene.chrom(), gene.strand());
    for (int position = 0; position < labels.length(); position++) {
      if (!labels.isMasked(position)) {
        rows.row(position, labels.predType(position), labels.topScore(position));
      }
    }
    GeneSampler sampler = new GeneSampler(gene.geneId(), rule);
    sampler.add(rows.build());
    sampler.settle();
    return sampler;
  }

  private static Map<Integer, Kept> ofTable(
      GeneLabels labels, SamplingRule rule, GeneSelection selection) {
    RowJudge judge = new RowJudge(rule, selection);
    SitedGene gene = labels.gene();
    Map<Integer, Kept> kept = new TreeMap<>();
    for (int position = 0; position < labels.length(); position++) {
      if (!labels.isMasked(position)) {
        float score = labels.topScore(position);
        KeptAs why =
            judge.judge(position, labels.predType(position), score, gene.chrom(), gene.strand());
        if (why != null) {
          kept.put(position, new Kept(why, judge.probability(why, score)));
        }
      }
    }
    return kept;
  }

  private static Map<Integer, Kept> ofScores(
      GeneLabels labels, SamplingRule rule, double[] shares) {
    Map<Integer, Kept> kept = new TreeMap<>();
    List<Integer> order = new ArrayList<>();
    new PositionSampler(labels, rule)
        .choose(
            shares,
            (position, why, probability) -> {
              order.add(position);
              kept.put(position, new Kept(why, probability));
            });
    assertThat("ascending, each once", order, is(List.copyOf(kept.keySet())));
    return kept;
  }

  @Test
  void aGeneKeepsThePositionsThatAreKeptOfItsTable() {
    Map<KeptAs, Integer> seen = new EnumMap<>(KeptAs.class);
    for (int seed = 0; seed < GENES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      GeneLabels labels = labels(random, "GENE" + seed);
      SamplingRule rule = rule(random, Scope.GENE);
      GeneSampler sampler = sampler(labels, rule);
      Map<Integer, Kept> kept = ofScores(labels, rule, null);
      assertThat("seed " + seed, kept, is(ofTable(labels, rule, sampler.selectInGene())));
      kept.values().forEach(one -> seen.merge(one.why(), 1, Integer::sum));
      long[] available = new PositionSampler(labels, rule).available();
      for (int pool = 0; pool < available.length; pool++) {
        assertThat("seed " + seed, available[pool], is(sampler.available(pool)));
      }
    }
    for (KeptAs why : KeptAs.values()) {
      if (why != KeptAs.ALL) {
        assertThat(why.text(), seen.get(why), greaterThan(100));
      }
    }
  }

  @Test
  void sharesOfTheDataSetKeepThePositionsThatTheyKeepOfTables() {
    for (int seed = 0; seed < GENES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      GeneLabels labels = labels(random, "GENE" + seed);
      SamplingRule rule = rule(random, Scope.DATASET);
      double[] shares = new double[rule.negatives().pools()];
      Arrays.setAll(shares, pool -> one(SHARES, random));
      assertThat(
          "seed " + seed,
          ofScores(labels, rule, shares),
          is(ofTable(labels, rule, sampler(labels, rule).selectByShares(shares))));
    }
  }

  @Test
  void whatIsToldOfAGeneIsWhatIsToldOfItsTable() {
    for (int seed = 0; seed < GENES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      GeneLabels labels = labels(random, "GENE" + seed);
      SamplingRule rule = rule(random, Scope.GENE);
      int chunk = 1 + random.nextInt(20);
      GeneSampler sampler = sampler(labels, rule);
      SitedGene gene = labels.gene();
      List<GeneTally> expected =
          sampler.tally(
              sampler.selectInGene(),
              HandMadeGene.gene(gene.geneId()).at(gene.chrom(), gene.strand(), gene.span()).build(),
              chunk);
      KeptRows kept = new KeptRows(labels, chunk, range -> {});
      new PositionSampler(labels, rule).choose(null, kept);
      if (expected.isEmpty()) {
        assertThat("all is masked", labels.masked(), is((long) labels.length()));
      } else {
        assertThat("seed " + seed, List.of(kept.end()), is(expected));
      }
    }
  }
}
