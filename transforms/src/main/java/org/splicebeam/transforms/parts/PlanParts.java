package org.splicebeam.transforms.parts;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * The plan of all parts, one element also for a data set without genes. It takes the verdict on the
 * input, so that nothing is written of an input that will not do.
 *
 * <p>Memory: the tallies of all genes on one worker, about 150 bytes each, and their splits.
 */
public final class PlanParts extends PTransform<PCollection<Boolean>, PCollection<PartPlan>> {
  private static final long serialVersionUID = 1L;

  private final long partRows;
  private final PCollectionView<Iterable<GeneTally>> geneTallies;

  /** Null where the data set has no splits. */
  private final PCollectionView<Iterable<GeneSplits>> splits;

  private PlanParts(
      long partRows,
      PCollectionView<Iterable<GeneTally>> geneTallies,
      PCollectionView<Iterable<GeneSplits>> splits) {
    this.partRows = partRows;
    this.geneTallies = geneTallies;
    this.splits = splits;
  }

  /**
   * Parts of at most so many rows.
   *
   * @param partRows 0 for automatic
   * @param geneTallies of all genes
   */
  public static PlanParts ofRows(long partRows, PCollectionView<Iterable<GeneTally>> geneTallies) {
    return new PlanParts(partRows, geneTallies, null);
  }

  /**
   * The same parts, those of each split by themselves.
   *
   * @param ofGenes the splits, one element; null for none
   */
  public PlanParts withSplits(PCollectionView<Iterable<GeneSplits>> ofGenes) {
    return new PlanParts(partRows, geneTallies, ofGenes);
  }

  @Override
  public PCollection<PartPlan> expand(PCollection<Boolean> accepted) {
    ParDo.SingleOutput<Boolean, PartPlan> pack = ParDo.of(new PackFn()).withSideInputs(geneTallies);
    return accepted.apply("PackGenes", splits == null ? pack : pack.withSideInputs(splits));
  }

  private final class PackFn extends DoFn<Boolean, PartPlan> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void pack(ProcessContext context) {
      if (!context.element()) {
        throw new IllegalStateException("a refused input ends the build before this step");
      }
      List<GeneTally> selected = new ArrayList<>();
      for (GeneTally tally : context.sideInput(geneTallies)) {
        if (tally.selected()) {
          selected.add(tally);
        }
      }
      context.output(
          splits == null
              ? PartPacking.pack(selected, partRows)
              : PartPacking.pack(selected, partRows, context.sideInput(splits).iterator().next()));
    }
  }
}
