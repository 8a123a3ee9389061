package org.splicebeam.transforms.checks;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.parts.SpaceEstimate;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * Lets the plan pass where the parts that are to be built may fit into the free space of the output
 * folder; where they surely do not, the build ends before its second pass. Only local disks tell
 * their free space.
 */
public final class CheckSpace extends PTransform<PCollection<PartPlan>, PCollection<PartPlan>> {
  private static final long serialVersionUID = 1L;

  private final OutputFolder folder;
  private final PartSettings settings;
  private final PCollectionView<Map<Integer, FileReceipt>> committedParts;

  public CheckSpace(
      OutputFolder folder,
      PartSettings settings,
      PCollectionView<Map<Integer, FileReceipt>> committedParts) {
    this.folder = folder;
    this.settings = settings;
    this.committedParts = committedParts;
  }

  @Override
  public PCollection<PartPlan> expand(PCollection<PartPlan> plans) {
    return plans.apply("CompareFree", ParDo.of(new CompareFn()).withSideInputs(committedParts));
  }

  /** Why parts do not fit; empty where they may. */
  static Optional<Verdict> refusal(
      OutputFolder folder, PartSettings settings, PartPlan plan, Set<Integer> committed) {
    Optional<Long> free = folder.store().free();
    long[] open =
        IntStream.range(0, plan.parts())
            .filter(part -> !committed.contains(part))
            .mapToLong(part -> plan.rowsOfPart()[part])
            .toArray();
    SpaceEstimate needed = SpaceEstimate.of(settings, open);
    if (free.isEmpty() || free.get() >= needed.least()) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.badInput(
            "--output %s: %s are free, and the %s parts to be built take at least %s, %s: %s"
                .formatted(
                    folder.path(),
                    SpaceEstimate.told(free.get()),
                    open.length,
                    SpaceEstimate.told(needed.least()),
                    "usually about " + SpaceEstimate.told(needed.usual()),
                    "free space there or name another folder")));
  }

  private final class CompareFn extends DoFn<PartPlan, PartPlan> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void compare(ProcessContext context) throws IOException {
      Optional<Verdict> refusal =
          refusal(folder, settings, context.element(), context.sideInput(committedParts).keySet());
      if (refusal.isPresent()) {
        throw folder.verdict().raise(refusal.get());
      }
      context.output(context.element());
    }
  }
}
