package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.commit.RecordedPlan;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.parts.PartResult;
import org.splicebeam.transforms.statistics.HandMadeSummary;

/**
 * The steps of a build that touch the output folder, in their order and by the product's own
 * classes, without a pipeline: plan, parts with their receipts, dataset.json.
 *
 * @param content of the parts; builds of another content have another fingerprint
 */
record SmallBuild(String content) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTS = 2;
  private static final String SUMMARY =
      HandMadeSummary.of(new ColumnSettings(List.of(), false, List.of()))
          .part(0, 1)
          .build()
          .toText();

  /** Files of a finished data set. */
  static final int FILES = PARTS + 1;

  /** A folder that no run owns. */
  static OutputFolder folder(Path path, Disk disk) {
    return new OutputFolder(path.toString(), new LocalStore(path.toString(), disk), null);
  }

  /** Builds, or goes on with what stands. */
  void run(OutputFolder folder) throws IOException {
    BuildIdentity identity = new BuildIdentity(JSON.createObjectNode().put("content", content));
    Optional<RecordedPlan> earlier = RecordedPlan.read(folder);
    if (earlier.isPresent()
        && !earlier.get().identity().fingerprint().equals(identity.fingerprint())) {
      EarlierDataset.remove(folder, List.of());
    }
    new RecordedPlan("a run", PartLayout.undivided(PARTS), PARTS, identity).write(folder);
    PartReceipts receipts = new PartReceipts(folder, identity.fingerprint());
    ArrayNode digests = JSON.createArrayNode();
    for (int part = 0; part < PARTS; part++) {
      Optional<PartResult> result = receipts.find(new PartName(null, part), 1);
      if (result.isEmpty()) {
        byte[] bytes = partContent(part).getBytes(StandardCharsets.UTF_8);
        FileReceipt receipt =
            Publish.file(
                folder,
                new PartName(null, part).path(),
                out -> {
                  out.write(bytes, 0, 10);
                  out.write(bytes, 10, bytes.length - 10);
                  return 1;
                });
        result = Optional.of(new PartResult(receipt, SUMMARY));
        receipts.write(new PartName(null, part), result.get());
      }
      digests.add(result.get().receipt().sha256());
    }
    Publish.text(folder, EarlierDataset.DATASET, dataset(digests));
  }

  /** Whether files are this build's, whole, and with dataset.json only where all parts are. */
  boolean isRight(Map<String, String> files) {
    Map<String, String> expected = new TreeMap<>();
    ArrayNode digests = JSON.createArrayNode();
    for (int part = 0; part < PARTS; part++) {
      expected.put(new PartName(null, part).path(), partContent(part));
      digests.add(sha256(partContent(part)));
    }
    boolean complete = files.keySet().containsAll(expected.keySet());
    expected.put(EarlierDataset.DATASET, dataset(digests));
    return expected.entrySet().containsAll(files.entrySet())
        && (complete || !files.containsKey(EarlierDataset.DATASET));
  }

  private static String dataset(ArrayNode digests) {
    return JsonText.of(JSON.createObjectNode().set("parts", digests));
  }

  /** More than a buffer, so that it is written in two pieces. */
  private String partContent(int part) {
    return (content + part).repeat(15_000);
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
