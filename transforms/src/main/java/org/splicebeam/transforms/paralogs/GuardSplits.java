package org.splicebeam.transforms.paralogs;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.paralogs.Paralogs;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * Guards the splits of genes against copies of genes in other splits: of the splits that were
 * chosen it gives those of the data set, {@link #SPLITS}, and what it found, {@link #PARALOGS}, one
 * element each, and the {@link #TALLIES} of all genes.
 *
 * <p>Memory: on one worker the sketches of all genes, about 300 bytes each, the tallies and the
 * pairs.
 */
public final class GuardSplits extends PTransform<PCollection<GeneSplits>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Where genes stand in the data set. */
  public static final TupleTag<GeneSplits> SPLITS = new TupleTag<>() {};

  /** Genes that are alike. */
  public static final TupleTag<Paralogs> PARALOGS = new TupleTag<>() {};

  /** What becomes of each gene's rows: those of genes that are dropped are selected no more. */
  public static final TupleTag<GeneTally> TALLIES = new TupleTag<>() {};

  private final ParalogRule rule;
  private final transient PCollection<KV<String, Packed>> sketches;
  private final PCollectionView<Iterable<GeneTally>> geneTallies;

  /**
   * The guard of a rule.
   *
   * @param sketches parts of the sketches of genes with rows, by gene
   * @param geneTallies of all genes with rows
   */
  public GuardSplits(
      ParalogRule rule,
      PCollection<KV<String, Packed>> sketches,
      PCollectionView<Iterable<GeneTally>> geneTallies) {
    this.rule = rule;
    this.sketches = sketches;
    this.geneTallies = geneTallies;
  }

  @Override
  public PCollectionTuple expand(PCollection<GeneSplits> chosen) {
    PCollectionView<Iterable<GeneSketch>> whole =
        sketches
            .apply("GroupSketches", GroupByKey.create())
            .apply("UniteSketches", ParDo.of(new UniteFn()))
            .apply("ViewSketches", View.asIterable());
    return chosen.apply(
        "FindParalogs",
        ParDo.of(new GuardFn(rule, whole, geneTallies))
            .withSideInputs(whole, geneTallies)
            .withOutputTags(SPLITS, TupleTagList.of(PARALOGS).and(TALLIES)));
  }

  private static final class UniteFn extends DoFn<KV<String, Iterable<Packed>>, GeneSketch> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void unite(
        @Element KV<String, Iterable<Packed>> gene, OutputReceiver<GeneSketch> whole) {
      List<GeneSketch> some = new ArrayList<>();
      gene.getValue().forEach(packed -> some.add(GeneSketch.of(packed)));
      whole.output(GeneSketch.union(gene.getKey(), some));
    }
  }

  private static final class GuardFn extends DoFn<GeneSplits, GeneSplits> {
    private static final long serialVersionUID = 1L;
    private final ParalogRule rule;
    private final PCollectionView<Iterable<GeneSketch>> sketches;
    private final PCollectionView<Iterable<GeneTally>> geneTallies;

    GuardFn(
        ParalogRule rule,
        PCollectionView<Iterable<GeneSketch>> sketches,
        PCollectionView<Iterable<GeneTally>> geneTallies) {
      this.rule = rule;
      this.sketches = sketches;
      this.geneTallies = geneTallies;
    }

    @ProcessElement
    public void guard(ProcessContext context) {
      List<GeneTally> selected = new ArrayList<>();
      for (GeneTally tally : context.sideInput(geneTallies)) {
        if (tally.selected()) {
          selected.add(tally);
        }
      }
      SplitGuard guard =
          SplitGuard.of(rule, selected, context.sideInput(sketches), context.element());
      context.output(guard.splits());
      context.output(PARALOGS, guard.paralogs());
      for (GeneTally tally : context.sideInput(geneTallies)) {
        boolean isDropped = guard.splits().dropped().contains(tally.geneId());
        context.output(TALLIES, isDropped ? tally.leftOut() : tally);
      }
    }
  }
}
