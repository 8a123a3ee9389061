package org.splicebeam.transforms.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.statistics.RowSummary;

/**
 * The receipts that follow committed parts, one file each in {@code .splicebeam/receipts}. A
 * receipt speaks for its part only under the fingerprint it names.
 *
 * @param folder the data set's
 * @param fingerprint of the build
 */
public record PartReceipts(OutputFolder folder, String fingerprint) {
  private static final String RECEIPTS = OutputFolder.PRIVATE + "/receipts/";
  private static final String ENDING = ".json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The name of a part's receipt below the output folder. */
  public static String nameOf(PartName part) {
    return RECEIPTS + part.text() + ENDING;
  }

  /** The part that a name below the output folder is of, or the receipt of; empty for none. */
  public static Optional<PartName> partOf(String name) {
    return name.startsWith(RECEIPTS) && name.endsWith(ENDING)
        ? PartName.ofText(name.substring(RECEIPTS.length(), name.length() - ENDING.length()))
        : PartName.ofPath(name);
  }

  /** Says that a part stands under its name, and what its rows say. */
  public void write(PartName part, PartResult result) throws IOException {
    FileReceipt receipt = result.receipt();
    ObjectNode json = JSON.createObjectNode();
    json.put("fingerprint", fingerprint);
    json.put("rows", receipt.rows());
    json.put("bytes", receipt.bytes());
    json.put("sha256", receipt.sha256());
    json.put("sequenceHash", receipt.sequenceHash());
    json.put("summary", result.summary());
    Publish.text(folder, nameOf(part), JsonText.of(json));
  }

  /**
   * The receipt of a part that this very build has committed, with as many rows as are planned.
   * Empty where the part is to be built, also because its receipt is damaged.
   *
   * @param rows of the part by the plan
   */
  public Optional<PartResult> find(PartName part, long rows) throws IOException {
    Optional<JsonNode> json = read(part);
    if (json.isEmpty() || rowsOf(json.get()) != rows) {
      return Optional.empty();
    }
    FileReceipt receipt =
        new FileReceipt(
            part.path(),
            rows,
            bytesOf(json.get()),
            json.get().path("sha256").asText(),
            json.get().path("sequenceHash").asLong());
    String summary = json.get().path("summary").asText();
    return RowSummary.ofText(summary).map(readable -> new PartResult(receipt, summary));
  }

  /** The rows of a part that this very build has committed; empty where it does not stand. */
  OptionalLong rows(PartName part) throws IOException {
    Optional<JsonNode> json = read(part);
    return json.isPresent() ? OptionalLong.of(rowsOf(json.get())) : OptionalLong.empty();
  }

  /** What says that a part stands: right fingerprint, and a part of its length under its name. */
  private Optional<JsonNode> read(PartName part) throws IOException {
    Optional<byte[]> content = folder.read(nameOf(part));
    if (content.isEmpty()) {
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = JSON.readTree(content.get());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    boolean stands =
        json.path("fingerprint").asText().equals(fingerprint)
            && rowsOf(json) >= 0
            && folder.length(part.path()).orElse(-2L) == bytesOf(json);
    return stands ? Optional.of(json) : Optional.empty();
  }

  private static long rowsOf(JsonNode receipt) {
    return receipt.path("rows").asLong(-1);
  }

  private static long bytesOf(JsonNode receipt) {
    return receipt.path("bytes").asLong(-1);
  }
}
