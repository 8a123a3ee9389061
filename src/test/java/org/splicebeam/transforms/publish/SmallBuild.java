package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.commit.PartReceipts;
import org.splicebeam.transforms.commit.RecordedPlan;

/**
 * The steps of a build that touch the output folder, in their order and by the product's own
 * classes, without a pipeline: plan, parts with their receipts, dataset.json.
 */
final class SmallBuild {
  private static final int PARTS = 3;
  private final String content;

  /**
   * @param content of the parts; builds of another content have another fingerprint
   */
  SmallBuild(String content) {
    this.content = content;
  }

  /** Builds, or goes on with what stands. */
  void run(OutputFolder folder) throws IOException {
    BuildIdentity identity =
        new BuildIdentity(new ObjectMapper().createObjectNode().put("content", content));
    Optional<RecordedPlan> earlier = RecordedPlan.read(folder);
    if (earlier.isPresent()
        && !earlier.get().identity().fingerprint().equals(identity.fingerprint())) {
      EarlierDataset.remove(folder);
    }
    new RecordedPlan(folder.runId(), PARTS, identity).write(folder);
    PartReceipts receipts = new PartReceipts(folder, identity.fingerprint());
    List<String> digests = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      Optional<FileReceipt> found = receipts.find(part);
      if (found.isEmpty()) {
        byte[] bytes = partContent(part);
        FileReceipt receipt =
            Publish.file(
                folder,
                PartReceipts.partName(part),
                out -> {
                  out.write(bytes);
                  return 1;
                });
        receipts.write(part, receipt);
        found = Optional.of(receipt);
      }
      digests.add(found.get().sha256());
    }
    Publish.text(folder, EarlierDataset.DATASET, String.join("\n", digests));
  }

  /** More than a buffer, so that it is written in two pieces. */
  private byte[] partContent(int part) {
    return (content + part).repeat(40_000).getBytes(StandardCharsets.UTF_8);
  }
}
