package org.splicebeam.transforms.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.sampling.NaiveSampling.Kept;
import org.splicebeam.transforms.sampling.NaiveSampling.Row;
import org.splicebeam.transforms.sampling.SamplingRule.Scope;

class DownsampleNegativesTest {
  private static final GeneModel ANNOTATED =
      HandMadeGene.gene("ANNOTATED")
          .named("name")
          .ofType("lncRNA")
          .at("chr1", Strand.FORWARD, 1_000, 9_000)
          .build();

  private static final Map<String, List<Row>> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put("ANNOTATED", NaiveSampling.rows(new Random(2), 400, 900, 0.15, "1"));
    ROWS.put("NOWHERE", NaiveSampling.rows(new Random(5), 300, 80, 0.15, "chr1", "1", "X"));
    ROWS.put(
        "HEIGHTS",
        NaiveSampling.ofEveryHeight(
            new Random(9), NaiveSampling.rows(new Random(9), 700, 300, 0.15, "2")));
    ROWS.put("EASY", NaiveSampling.rows(new Random(8), 100, 5_000, 0.15, "2"));
    ROWS.put("ONE_ROW", List.of(new Row("2", Strand.REVERSE, 0, PredType.TP, 0.9)));
    ROWS.put("ONE_EASY_ROW", List.of(new Row("2", Strand.FORWARD, 7, PredType.TN, 0)));
    ROWS.put("UNSELECTED", NaiveSampling.rows(new Random(3), 700, 900, 0.15, "1"));
  }

  private static final Set<String> SELECTED =
      Set.of("ANNOTATED", "NOWHERE", "HEIGHTS", "EASY", "ONE_ROW", "ONE_EASY_ROW", "NOT_IN_TABLES");

  private static SamplingRule rule(Scope scope) {
    return HandMadeRule.rule(scope).window(3).build();
  }

  private static PCollectionTuple sample(
      Pipeline pipeline, String label, SamplingRule rule, List<String> genes) {
    List<KV<String, Packed>> blocks = new ArrayList<>();
    Random random = new Random(label.length());
    for (String gene : genes) {
      NaiveSampling.blocks(gene, ROWS.get(gene), random)
          .forEach(block -> blocks.add(KV.of(gene, block.packed())));
    }
    Collections.shuffle(blocks, random);
    PCollection<KV<String, Packed>> calls =
        pipeline.apply(
            label + "Calls",
            Create.of(blocks).withCoder(KvCoder.of(StringUtf8Coder.of(), new Packed.Coder())));
    PCollectionView<Iterable<String>> selected =
        pipeline
            .apply(label + "Selected", Create.of(SELECTED))
            .apply(label + "ViewSelected", View.asIterable());
    PCollectionView<Map<String, GeneModel>> genesById =
        pipeline
            .apply(label + "Genes", Create.of(KV.of("ANNOTATED", ANNOTATED)))
            .apply(label + "ViewGenes", View.asMap());
    return calls.apply(label, DownsampleNegatives.by(rule, selected, genesById, 1_000_000));
  }

  private static void gives(PCollectionTuple sampled, SamplingRule rule, List<String> genes) {
    Map<String, NaiveSampling> naive = new LinkedHashMap<>();
    genes.stream()
        .filter(SELECTED::contains)
        .forEach(gene -> naive.put(gene, new NaiveSampling(gene, rule, ROWS.get(gene))));
    long nonTn = naive.values().stream().mapToLong(NaiveSampling::nonTn).sum();
    double[] shares = shares(rule, nonTn, List.copyOf(naive.values()));
    boolean byShare = rule.scope() == Scope.DATASET;
    List<KV<String, GeneSelection>> selections = new ArrayList<>();
    List<GeneTally> tallies = new ArrayList<>();
    naive.forEach(
        (gene, answer) -> {
          GeneSelection selection =
              byShare ? answer.selectionByShares(shares) : answer.selectionInGene();
          Set<Kept> kept = byShare ? answer.keptByShares(shares) : answer.keptInGene();
          selections.add(KV.of(gene, selection));
          tallies.addAll(answer.tallies(kept, gene.equals("ANNOTATED") ? ANNOTATED : null));
        });
    genes.stream()
        .filter(gene -> !SELECTED.contains(gene))
        .forEach(gene -> tallies.add(GeneTally.unselected(gene, ROWS.get(gene).size())));
    PAssert.that(sampled.get(DownsampleNegatives.SELECTIONS)).containsInAnyOrder(selections);
    PAssert.that(sampled.get(DownsampleNegatives.TALLIES)).containsInAnyOrder(tallies);
  }

  private static double[] shares(SamplingRule rule, long nonTn, List<NaiveSampling> genes) {
    long[] available = new long[rule.negatives().pools()];
    Arrays.setAll(
        available, pool -> genes.stream().mapToLong(g -> g.pools().get(pool).size()).sum());
    if (rule.negatives() instanceof ByStrata) {
      long[] kept = NaiveSampling.handedOut(available, 8 * nonTn);
      return IntStream.range(0, kept.length)
          .mapToDouble(j -> available[j] == 0 ? 0 : (double) kept[j] / available[j])
          .toArray();
    }
    double easy = available[1];
    return new double[] {0, easy == 0 ? 0 : Math.min(1, 0.5 * nonTn / easy)};
  }

  /** The naive sample of a gene sees no other: so none changes with the genes beside it. */
  @Test
  void everyScopeGivesTheNaiveSample() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    List<String> genes = List.copyOf(ROWS.keySet());
    for (Scope scope : Scope.values()) {
      gives(sample(pipeline, scope.name(), rule(scope), genes), rule(scope), genes);
      SamplingRule near = HandMadeRule.rule(scope).window(30).nearRatio(0.75).build();
      gives(sample(pipeline, scope.name() + "Near", near, genes), near, genes);
      SamplingRule strata = HandMadeRule.rule(scope).negativeRatio(8).build();
      gives(sample(pipeline, scope.name() + "Strata", strata, genes), strata, genes);
    }
    pipeline.run().waitUntilFinish();
  }

  @Test
  void noSelectedGeneIsNoErrorInTheSums() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    List<String> genes = List.of("UNSELECTED");
    SamplingRule rule = rule(Scope.DATASET);
    gives(sample(pipeline, "Unselected", rule, genes), rule, genes);
    pipeline.run().waitUntilFinish();
  }
}
