package org.splicebeam.pipeline.dataset;

import java.io.IOException;
import java.util.Optional;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
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
    PartLayout parts = plan.get().parts();
    return "%s of %s parts%s stand in %s; this goes on: %s"
        .formatted(
            standing(parts),
            parts.parts(),
            isOwn ? "" : " of an earlier build",
            folder.path(),
            command);
  }

  private int standing(PartLayout parts) throws IOException {
    int standing = 0;
    for (PartName part : parts.names()) {
      if (folder.length(PartReceipts.nameOf(part)).isPresent()
          && folder.length(part.path()).isPresent()) {
        standing++;
      }
    }
    return standing;
  }
}
