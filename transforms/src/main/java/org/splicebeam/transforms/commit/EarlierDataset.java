package org.splicebeam.transforms.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * What an earlier build left in a folder, by the names that its own files tell: nothing is found by
 * listing, and nothing else is touched.
 */
public final class EarlierDataset {
  /** What makes a data set look whole; the first to go. */
  public static final String DATASET = "dataset.json";

  /** The files beside the parts. */
  public static final List<String> SIDE_FILES =
      List.of("gene_manifest.csv", "data_dictionary.csv", "schema.avsc", "README.md", "run.json");

  private static final ObjectMapper JSON = new ObjectMapper();

  private EarlierDataset() {}

  /**
   * Removes it: first {@code dataset.json}, then the parts, then their receipts and the plan, so
   * that what is left never looks complete and parts of two builds never stand side by side.
   *
   * @param rejects its files of rejected lines
   */
  public static void remove(OutputFolder folder, List<String> rejects) throws IOException {
    List<String> parts = parts(folder);
    folder.delete(DATASET);
    for (String part : parts) {
      folder.delete(part);
    }
    for (int part = 0; part < parts.size(); part++) {
      folder.delete(PartReceipts.receiptName(part));
    }
    for (String name : SIDE_FILES) {
      folder.delete(name);
    }
    for (String name : rejects) {
      folder.delete(name);
    }
    RecordedPlan.remove(folder);
  }

  /** The data version that the folder's dataset.json tells; empty where it tells none. */
  public static OptionalInt dataVersion(OutputFolder folder) throws IOException {
    JsonNode version = description(folder).path("dataVersion");
    return version.isInt() ? OptionalInt.of(version.asInt()) : OptionalInt.empty();
  }

  /** The folder's dataset.json; one that is damaged or not there tells nothing. */
  private static JsonNode description(OutputFolder folder) throws IOException {
    Optional<byte[]> content = folder.read(DATASET);
    try {
      return content.isEmpty() ? MissingNode.getInstance() : JSON.readTree(content.get());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Those that dataset.json or the plan names, and what stands numbered on after them. */
  private static List<String> parts(OutputFolder folder) throws IOException {
    int count = description(folder).path("parts").size();
    Optional<RecordedPlan> plan = RecordedPlan.read(folder);
    if (plan.isPresent()) {
      count = Math.max(count, plan.get().parts());
    }
    while (folder.length(PartReceipts.partName(count)).isPresent()) {
      count++;
    }
    List<String> names = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      names.add(PartReceipts.partName(part));
    }
    return names;
  }
}
