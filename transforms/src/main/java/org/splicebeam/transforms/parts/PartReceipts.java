package org.splicebeam.transforms.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

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

  /** Says that a part stands under its name. */
  public void write(PartName part, FileReceipt receipt) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("fingerprint", fingerprint);
    json.put("rows", receipt.rows());
    json.put("bytes", receipt.bytes());
    json.put("sha256", receipt.sha256());
    receipt.nullColumns().forEach(json.putArray("nullColumns")::add);
    json.put("sequenceHash", receipt.sequenceHash());
    Publish.text(folder, nameOf(part), JsonText.of(json));
  }

  /**
   * The receipt of a part that this very build has committed, with as many rows as are planned.
   * Empty where the part is to be built, also because its receipt is damaged.
   *
   * @param rows of the part by the plan
   */
  public Optional<FileReceipt> find(PartName part, long rows) throws IOException {
    return find(part).filter(receipt -> receipt.rows() == rows);
  }

  /**
   * The receipt of a part that this very build has committed: right fingerprint, and a part of its
   * length under its name.
   */
  Optional<FileReceipt> find(PartName part) throws IOException {
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
    List<String> nullColumns = new ArrayList<>();
    json.path("nullColumns").forEach(name -> nullColumns.add(name.asText()));
    FileReceipt receipt =
        new FileReceipt(
            part.path(),
            json.path("rows").asLong(-1),
            json.path("bytes").asLong(-1),
            json.path("sha256").asText(),
            nullColumns,
            json.path("sequenceHash").asLong());
    boolean stands =
        json.path("fingerprint").asText().equals(fingerprint)
            && json.path("nullColumns").isArray()
            && receipt.rows() >= 0
            && folder.length(part.path()).orElse(-2L) == receipt.bytes();
    return stands ? Optional.of(receipt) : Optional.empty();
  }
}
