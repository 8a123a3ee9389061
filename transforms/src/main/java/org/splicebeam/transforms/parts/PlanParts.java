package org.splicebeam.transforms.parts;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * The plan of all parts, one element also for a data set without genes. It waits for the verdict on
 * the input, so that nothing is written of an input that will not do.
 *
 * <p>Memory: the tallies of all genes on one worker, about 150 bytes each.
 */
public final class PlanParts extends PTransform<PCollection<GeneTally>, PCollection<PartPlan>> {
  private static final long serialVersionUID = 1L;

  private final long partRows;
  private final PCollectionView<Boolean> inputAccepted;

  private PlanParts(long partRows, PCollectionView<Boolean> inputAccepted) {
    this.partRows = partRows;
    this.inputAccepted = inputAccepted;
  }

  /**
   * Parts of at most so many rows.
   *
   * @param partRows 0 for automatic
   */
  public static PlanParts ofRows(long partRows, PCollectionView<Boolean> inputAccepted) {
    return new PlanParts(partRows, inputAccepted);
  }

  @Override
  public PCollection<PartPlan> expand(PCollection<GeneTally> tallies) {
    PCollectionView<Iterable<GeneTally>> all = tallies.apply("ViewTallies", View.asIterable());
    return tallies
        .getPipeline()
        .apply("StartPlan", Create.of(partRows))
        .apply("PackGenes", ParDo.of(new PackFn(all)).withSideInputs(all, inputAccepted));
  }

  private final class PackFn extends DoFn<Long, PartPlan> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Iterable<GeneTally>> all;

    PackFn(PCollectionView<Iterable<GeneTally>> all) {
      this.all = all;
    }

    @ProcessElement
    public void pack(ProcessContext context) {
      if (!context.sideInput(inputAccepted)) {
        throw new IllegalStateException("a refused input ends the build before this step");
      }
      List<GeneTally> selected = new ArrayList<>();
      for (GeneTally tally : context.sideInput(all)) {
        if (tally.selected()) {
          selected.add(tally);
        }
      }
      context.output(PartPacking.pack(selected, context.element()));
    }
  }
}
