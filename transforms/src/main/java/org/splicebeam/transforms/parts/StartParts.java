package org.splicebeam.transforms.parts;

import java.util.Arrays;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.analysis.PartSource;
import org.splicebeam.schemas.analysis.PlannedPart;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;

/**
 * What each part that is still to be built is to become: also one that no row comes to is written.
 *
 * <p>Memory: the plan.
 */
public final class StartParts
    extends PTransform<PCollection<PartPlan>, PCollection<KV<Integer, PartSource>>> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<String> fingerprint;
  private final PCollectionView<Map<Integer, FileReceipt>> committedParts;

  private StartParts(
      PCollectionView<String> fingerprint,
      PCollectionView<Map<Integer, FileReceipt>> committedParts) {
    this.fingerprint = fingerprint;
    this.committedParts = committedParts;
  }

  public static StartParts of(
      PCollectionView<String> fingerprint,
      PCollectionView<Map<Integer, FileReceipt>> committedParts) {
    return new StartParts(fingerprint, committedParts);
  }

  @Override
  public PCollection<KV<Integer, PartSource>> expand(PCollection<PartPlan> plans) {
    return plans.apply(
        "NameParts", ParDo.of(new StartFn()).withSideInputs(fingerprint, committedParts));
  }

  private final class StartFn extends DoFn<PartPlan, KV<Integer, PartSource>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void start(ProcessContext context) {
      long[] rows = context.element().rowsOfPart();
      long largest = Arrays.stream(rows).max().orElse(0);
      Map<Integer, FileReceipt> committed = context.sideInput(committedParts);
      for (int part = 0; part < rows.length; part++) {
        if (!committed.containsKey(part)) {
          PlannedPart planned =
              new PlannedPart(rows[part], largest, context.sideInput(fingerprint));
          context.output(KV.of(part, PartSource.start(planned)));
        }
      }
    }
  }
}
