package org.splicebeam.transforms.sampling;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * Decides on thin rows which rows stay (contract 4): one row a key, errors and true sites, hard and
 * near negatives, and a hashed sample of the others, or one of each height of score.
 *
 * <p>Gives {@link #SELECTIONS}, a rule for each selected gene, and {@link #TALLIES}, what becomes
 * of the rows of each gene, selected or not. Memory: the thin rows of one gene, 24 bytes each.
 */
public final class DownsampleNegatives
    extends PTransform<PCollection<KV<String, Packed>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Selected genes' rules by gene id. */
  public static final TupleTag<KV<String, GeneSelection>> SELECTIONS = new TupleTag<>() {};

  /** What becomes of each gene's rows. */
  public static final TupleTag<GeneTally> TALLIES = new TupleTag<>() {};

  private final SamplingRule rule;
  private final PCollectionView<Iterable<String>> selectedGenes;
  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final long chunk;

  private DownsampleNegatives(
      SamplingRule rule,
      PCollectionView<Iterable<String>> selectedGenes,
      PCollectionView<Map<String, GeneModel>> genesById,
      long chunk) {
    this.rule = rule;
    this.selectedGenes = selectedGenes;
    this.genesById = genesById;
    this.chunk = chunk;
  }

  /**
   * Down-sampling by a rule, in each gene or over all of them.
   *
   * @param chunk how many kept rows of a gene a part can take at most
   */
  public static DownsampleNegatives by(
      SamplingRule rule,
      PCollectionView<Iterable<String>> selectedGenes,
      PCollectionView<Map<String, GeneModel>> genesById,
      long chunk) {
    return new DownsampleNegatives(rule, selectedGenes, genesById, chunk);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Packed>> blocks) {
    PCollection<KV<String, Iterable<Packed>>> byGene =
        blocks.apply("GroupByGene", GroupByKey.create());
    if (rule.scope() != SamplingRule.Scope.DATASET) {
      return byGene.apply(
          "ChooseRows",
          ParDo.of(new ChooseFn(rule, chunk, selectedGenes, genesById, null))
              .withSideInputs(selectedGenes, genesById)
              .withOutputTags(SELECTIONS, TupleTagList.of(TALLIES)));
    }
    PCollectionView<Map<Integer, Long>> counts =
        byGene
            .apply(
                "CountPools",
                ParDo.of(new CountFn(rule, selectedGenes)).withSideInputs(selectedGenes))
            .apply("SumPools", Sum.longsPerKey())
            .apply("ViewPools", View.asMap());
    return byGene.apply(
        "ChooseRows",
        ParDo.of(new ChooseFn(rule, chunk, selectedGenes, genesById, counts))
            .withSideInputs(selectedGenes, genesById, counts)
            .withOutputTags(SELECTIONS, TupleTagList.of(TALLIES)));
  }

  private static GeneSampler settled(String geneId, Iterable<Packed> blocks, SamplingRule rule) {
    GeneSampler sampler = new GeneSampler(geneId, rule);
    blocks.forEach(block -> sampler.add(ThinBlock.of(block)));
    sampler.settle();
    return sampler;
  }

  private static Set<String> setOf(Iterable<String> ids) {
    Set<String> set = new HashSet<>();
    ids.forEach(set::add);
    return set;
  }

  private static final class CountFn extends DoFn<KV<String, Iterable<Packed>>, KV<Integer, Long>> {
    private static final long serialVersionUID = 1L;
    private final SamplingRule rule;
    private final PCollectionView<Iterable<String>> selectedGenes;
    private transient Set<String> selected;

    CountFn(SamplingRule rule, PCollectionView<Iterable<String>> selectedGenes) {
      this.rule = rule;
      this.selectedGenes = selectedGenes;
    }

    @StartBundle
    public void start() {
      selected = null;
    }

    @ProcessElement
    public void count(ProcessContext context) {
      if (selected == null) {
        selected = setOf(context.sideInput(selectedGenes));
      }
      String geneId = context.element().getKey();
      if (selected.contains(geneId)) {
        GeneSampler sampler = settled(geneId, context.element().getValue(), rule);
        context.output(KV.of(SamplingRule.NON_TN, sampler.nonTn()));
        for (int pool = 0; pool < rule.negatives().pools(); pool++) {
          context.output(KV.of(pool, sampler.available(pool)));
        }
      }
    }
  }

  private static final class ChooseFn
      extends DoFn<KV<String, Iterable<Packed>>, KV<String, GeneSelection>> {
    private static final long serialVersionUID = 1L;
    private final SamplingRule rule;
    private final long chunk;
    private final PCollectionView<Iterable<String>> selectedGenes;
    private final PCollectionView<Map<String, GeneModel>> genesById;
    private final PCollectionView<Map<Integer, Long>> counts;
    private transient Set<String> selected;
    private transient Map<String, GeneModel> genes;
    private transient double[] shares;

    ChooseFn(
        SamplingRule rule,
        long chunk,
        PCollectionView<Iterable<String>> selectedGenes,
        PCollectionView<Map<String, GeneModel>> genesById,
        PCollectionView<Map<Integer, Long>> counts) {
      this.rule = rule;
      this.chunk = chunk;
      this.selectedGenes = selectedGenes;
      this.genesById = genesById;
      this.counts = counts;
    }

    @StartBundle
    public void start() {
      selected = null;
    }

    @ProcessElement
    public void choose(ProcessContext context) {
      if (selected == null) {
        selected = setOf(context.sideInput(selectedGenes));
        genes = context.sideInput(genesById);
        if (counts != null) {
          shares = rule.shares(context.sideInput(counts));
        }
      }
      String geneId = context.element().getKey();
      if (!selected.contains(geneId)) {
        long rows = 0;
        for (Packed block : context.element().getValue()) {
          rows += ThinBlock.of(block).size();
        }
        context.output(TALLIES, GeneTally.unselected(geneId, rows));
        return;
      }
      GeneSampler sampler = settled(geneId, context.element().getValue(), rule);
      GeneSelection selection =
          counts == null ? sampler.selectInGene() : sampler.selectByShares(shares);
      context.output(KV.of(geneId, selection));
      sampler
          .tally(selection, genes.get(geneId), chunk)
          .forEach(tally -> context.output(TALLIES, tally));
    }
  }
}
