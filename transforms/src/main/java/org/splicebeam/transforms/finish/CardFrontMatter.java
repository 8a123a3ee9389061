package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.Sha256;
import org.splicebeam.schemas.parts.Split;

/**
 * What a card tells programs, in YAML: title, licence, tags, size, and the parts, so that {@code
 * load_dataset} of the folder takes them and no other file.
 *
 * <p>The description of the configuration differs wherever the parts do. {@code datasets} keeps
 * what it has loaded under the folder's last name and the configuration: without it, it would give
 * the rows of one data set for another one in a folder of the same name.
 */
final class CardFrontMatter {
  /** What a card begins with. */
  static final String BEGIN =
      "---\n# Written by splicebeam: it follows from dataset.json, and --overwrite replaces it.\n";

  /**
   * Hugging Face's names of sizes, each ten times the one before; the first is below a thousand.
   */
  private static final List<String> SIZES =
      List.of(
          "n<1K",
          "1K<n<10K",
          "10K<n<100K",
          "100K<n<1M",
          "1M<n<10M",
          "10M<n<100M",
          "100M<n<1B",
          "1B<n<10B",
          "10B<n<100B",
          "100B<n<1T",
          "n>1T");

  private final JsonNode dataset;

  CardFrontMatter(JsonNode dataset) {
    this.dataset = dataset;
  }

  String toText() {
    StringBuilder text = new StringBuilder(BEGIN);
    text.append("pretty_name: ").append(CardText.scalar(DatasetCard.title(dataset))).append('\n');
    if (dataset.has("license")) {
      addLicense(text, License.of(dataset.path("license").asText()));
    }
    text.append("tags:\n");
    DatasetCard.TAGS.forEach(tag -> text.append("- ").append(tag).append('\n'));
    text.append("task_categories:\n- tabular-classification\n");
    text.append("size_categories:\n- ").append(size()).append('\n');
    text.append("configs:\n- config_name: default\n");
    text.append("  description: content ").append(content()).append('\n');
    text.append("  data_files:\n").append(dataFiles());
    return text.append("---\n").toString();
  }

  private static void addLicense(StringBuilder text, License license) {
    text.append("license: ").append(license.identifier().orElse("other")).append('\n');
    if (license.identifier().isEmpty()) {
      text.append("license_name: ").append(CardText.scalar(license.name())).append('\n');
      if (license.isAddress()) {
        text.append("license_link: ").append(CardText.scalar(license.text())).append('\n');
      }
    }
  }

  private String size() {
    long rows = dataset.path("rows").path("kept").asLong();
    int size = 0;
    for (long bound = 1_000; rows >= bound && size < SIZES.size() - 1; bound *= 10) {
      size++;
    }
    return SIZES.get(size);
  }

  /** The same 16 hexadecimal digits for the same parts. */
  private String content() {
    MessageDigest digest = Sha256.begin();
    for (JsonNode part : dataset.path("parts")) {
      digest.update(part.path("sha256").asText().getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest).substring(0, 16);
  }

  /**
   * What of the folder is loaded; without splits all of it as train, which is the usual name. A
   * split without rows is left out, unless all are: {@code load_dataset} fails at one.
   */
  private String dataFiles() {
    List<String> splits = DatasetCard.splits(dataset);
    if (splits.isEmpty()) {
      return dataFile(Split.TRAIN.text(), "master/part-*.parquet");
    }
    List<String> withRows = new ArrayList<>(splits);
    withRows.removeIf(
        split -> dataset.path(DatasetOptions.SPLITS).path(split).path("rows").asLong() == 0);
    StringBuilder text = new StringBuilder();
    for (String split : withRows.isEmpty() ? splits : withRows) {
      text.append(dataFile(split, "master/%s/part-*.parquet".formatted(split)));
    }
    return text.toString();
  }

  private static String dataFile(String split, String path) {
    return "  - split: %s\n    path: %s\n".formatted(split, path);
  }
}
