package org.splicebeam.transforms.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.splicebeam.schemas.parts.FileReceipt;
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
  private static final Pattern NUMBER = Pattern.compile("[0-9]{5,9}");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The name of a part below the output folder. */
  public static String partName(int part) {
    return "master/part-" + fiveDigits(part) + ".parquet";
  }

  /** The name of a part's receipt below the output folder. */
  public static String receiptName(int part) {
    return OutputFolder.PRIVATE + "/receipts/part-" + fiveDigits(part) + ".json";
  }

  /** The part that a name below the output folder is of, or the receipt of; -1 for none. */
  public static int partOf(String name) {
    Matcher number = NUMBER.matcher(name);
    int part = number.find() ? Integer.parseInt(number.group()) : -1;
    boolean isOne = part >= 0 && (name.equals(partName(part)) || name.equals(receiptName(part)));
    return isOne ? part : -1;
  }

  /** Says that a part stands under its name. */
  public void write(int part, FileReceipt receipt) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("fingerprint", fingerprint);
    json.put("rows", receipt.rows());
    json.put("bytes", receipt.bytes());
    json.put("sha256", receipt.sha256());
    receipt.nullColumns().forEach(json.putArray("nullColumns")::add);
    json.put("sequenceHash", receipt.sequenceHash());
    Publish.text(folder, receiptName(part), JsonText.of(json));
  }

  /**
   * The receipt of a part that this very build has committed, with as many rows as are planned.
   * Empty where the part is to be built, also because its receipt is damaged.
   *
   * @param rows of the part by the plan
   */
  public Optional<FileReceipt> find(int part, long rows) throws IOException {
    return find(part).filter(receipt -> receipt.rows() == rows);
  }

  /**
   * The receipt of a part that this very build has committed: right fingerprint, and a part of its
   * length under its name.
   */
  Optional<FileReceipt> find(int part) throws IOException {
    Optional<byte[]> content = folder.read(receiptName(part));
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
            partName(part),
            json.path("rows").asLong(-1),
            json.path("bytes").asLong(-1),
            json.path("sha256").asText(),
            nullColumns,
            json.path("sequenceHash").asLong());
    boolean stands =
        json.path("fingerprint").asText().equals(fingerprint)
            && json.path("nullColumns").isArray()
            && receipt.rows() >= 0
            && folder.length(partName(part)).orElse(-2L) == receipt.bytes();
    return stands ? Optional.of(receipt) : Optional.empty();
  }

  private static String fiveDigits(int part) {
    String digits = Integer.toString(part);
    return "0".repeat(Math.max(0, 5 - digits.length())) + digits;
  }
}
