package org.splicebeam.transforms.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * What an earlier build left in a folder, by its records: nothing is found by listing, and nothing
 * else is touched.
 */
public final class EarlierDataset {
  /** What makes a data set look whole; the first to go. */
  public static final String DATASET = "dataset.json";

  /** What it says of who made it. */
  public static final String PRODUCT = "splicebeam";

  /** The files beside the parts. */
  public static final List<String> SIDE_FILES =
      List.of(
          "gene_manifest.csv",
          "data_dictionary.csv",
          "schema.avsc",
          "README.md",
          "croissant.json",
          "run.json",
          "statistics.json",
          "report.html",
          "paralogs.csv");

  /** All files but parts and rejected lines. */
  public static final List<String> FILES =
      Stream.concat(Stream.of(DATASET), SIDE_FILES.stream()).toList();

  private static final ObjectMapper JSON = new ObjectMapper();

  private EarlierDataset() {}

  /**
   * Removes it: first {@code dataset.json}, then the parts, then their receipts and the plan, so
   * that what is left never looks complete and parts of two builds never stand side by side.
   *
   * @param rejects its files of rejected lines
   */
  public static void remove(OutputFolder folder, List<String> rejects) throws IOException {
    RecordedFiles recorded = RecordedFiles.in(folder);
    for (String name : recorded.ofDataset()) {
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

  /** The folder's dataset.json; one that is damaged, somebody else's or not there tells nothing. */
  static JsonNode description(OutputFolder folder) throws IOException {
    Optional<byte[]> content = folder.read(DATASET);
    try {
      JsonNode json = content.isEmpty() ? MissingNode.getInstance() : JSON.readTree(content.get());
      return json.path("product").asText().equals(PRODUCT) && json.path("parts").isArray()
          ? json
          : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
