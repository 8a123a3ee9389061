package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.util.Optional;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.commit.RecordedPlan;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * What a build that ends now leaves in its folder, and how to go on.
 *
 * @param folder on a local disk, owned by the build's run
 * @param command that goes on, for a shell
 */
record InterruptedBuild(OutputFolder folder, String command) {

  /** For people. */
  String sentence() throws IOException {
    Optional<RecordedPlan> plan = RecordedPlan.read(folder);
    boolean isOwn = plan.isPresent() && plan.get().run().equals(folder.runId());
    if (folder.length(EarlierDataset.DATASET).isPresent()) {
      return isOwn
          ? "the data set in %s is whole".formatted(folder.path())
          : "the data set in %s is as it was; this begins again: %s"
              .formatted(folder.path(), command);
    }
    if (plan.isEmpty()) {
      return "no part stands in %s yet; this begins again: %s".formatted(folder.path(), command);
    }
    int parts = plan.get().parts();
    return "%s of %s parts%s stand in %s; this goes on: %s"
        .formatted(
            standing(parts), parts, isOwn ? "" : " of an earlier build", folder.path(), command);
  }

  private int standing(int parts) throws IOException {
    int standing = 0;
    for (int part = 0; part < parts; part++) {
      if (folder.length(PartReceipts.receiptName(part)).isPresent()
          && folder.length(PartReceipts.partName(part)).isPresent()) {
        standing++;
      }
    }
    return standing;
  }
}
