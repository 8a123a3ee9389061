package org.splicebeam.transforms.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.publish.LayoutJson;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * What {@code .splicebeam/plan.json} says of the build: its options, its inputs and their content,
 * as they were known before the first part. Folders that are copied without hidden names have none.
 */
public final class PlannedBuild {
  private static final String NAME = OutputFolder.PRIVATE + "/plan.json";

  private final DatasetFiles files;
  private final JsonNode plan;

  private PlannedBuild(DatasetFiles files, JsonNode plan) {
    this.files = files;
    this.plan = plan;
  }

  /** The folder's plan; a damaged one is none. */
  public static Optional<PlannedBuild> read(DatasetFiles files) {
    return files
        .json(NAME)
        .filter(json -> json.path("identity").isObject())
        .map(json -> new PlannedBuild(files, json));
  }

  /** Where dataset.json says something else. */
  public List<String> contradictions(DatasetDescription dataset) {
    List<String> sentences = new ArrayList<>();
    JsonNode identity = plan.path("identity");
    same(sentences, "schemaFingerprint", identity, dataset.at());
    JsonNode options = dataset.at("options");
    for (String name : names(options, identity.path("options"))) {
      if (!same(options.path(name), identity.path("options").path(name))) {
        sentences.add(differs("options." + name));
      }
    }
    if (!LayoutJson.read(plan.path("parts")).equals(dataset.layout())) {
      sentences.add(differs("the number of parts"));
    }
    List<String> told =
        dataset.rowsFrom() == RowsFrom.SCORES ? inputsOfScores(dataset) : inputsOfTables(dataset);
    TreeSet<String> planned = new TreeSet<>();
    identity.path("inputs").forEach(input -> planned.add(planned(input)));
    TreeSet<String> differing = new TreeSet<>(told);
    differing.removeAll(planned);
    planned.removeAll(told);
    differing.addAll(planned);
    if (!differing.isEmpty()) {
      sentences.add(differs("inputs (%s)".formatted(differing.first())));
    }
    sequences(dataset).ifPresent(sentences::add);
    return sentences;
  }

  /** The content that a data set from scores tells of its FASTA is the sum of its parts'. */
  private Optional<String> sequences(DatasetDescription dataset) {
    long sum = 0;
    for (PartName part : dataset.layout().names()) {
      Optional<JsonNode> receipt = files.json(PartReceipts.nameOf(part));
      if (receipt.isEmpty() || !receipt.get().path("sequenceHash").isIntegralNumber()) {
        return Optional.empty();
      }
      sum += receipt.get().path("sequenceHash").asLong();
    }
    return dataset.rowsFrom() == RowsFrom.TABLES
            || dataset
                .at("inputs", "fasta", "contentHash")
                .asText()
                .equals(HexFormat.of().toHexDigits(sum))
        ? Optional.empty()
        : Optional.of(
            "inputs.fasta.contentHash is not the sum of the parts' in .splicebeam/receipts");
  }

  private static String differs(String what) {
    return "%s: %s says something else".formatted(what, NAME);
  }

  private static void same(List<String> sentences, String name, JsonNode plan, JsonNode dataset) {
    if (!same(plan.path(name), dataset.path(name))) {
      sentences.add(differs(name));
    }
  }

  private static boolean same(JsonNode a, JsonNode b) {
    return a.toString().equals(b.toString());
  }

  private static TreeSet<String> names(JsonNode... objects) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode object : objects) {
      for (Iterator<String> i = object.fieldNames(); i.hasNext(); ) {
        names.add(i.next());
      }
    }
    return names;
  }

  private static String planned(JsonNode input) {
    return input.has("donor")
        ? offsets(input.path("donor"), input.path("acceptor"))
        : input(input.path("path"), input.path("bytes"), input.path("contentHash"));
  }

  private static String input(JsonNode path, JsonNode bytes, JsonNode hash) {
    return "%s of %s bytes, hash %s".formatted(path.asText(), bytes.asText(), hash.asText());
  }

  private static String offsets(JsonNode donor, JsonNode acceptor) {
    return "offsets %s and %s".formatted(donor.asText(), acceptor.asText());
  }

  /** Tables that were skipped are no part of the plan. */
  private static List<String> inputsOfTables(DatasetDescription dataset) {
    List<String> told = annotation(dataset);
    for (JsonNode table : dataset.at("inputs", "analysis")) {
      if (!table.has("skipped")) {
        told.add(input(table.path("path"), table.path("bytes"), table.path("contentHash")));
      }
    }
    return told;
  }

  private static List<String> inputsOfScores(DatasetDescription dataset) {
    List<String> told = annotation(dataset);
    JsonNode scores = dataset.at("inputs", "scores");
    for (JsonNode file : scores.path("files")) {
      told.add(input(file.path("path"), file.path("bytes"), scores.path("contentHash")));
    }
    JsonNode fasta = dataset.at("inputs", "fasta");
    told.add(input(fasta.path("path"), fasta.path("bytes"), fasta.path("indexHash")));
    told.add(
        offsets(dataset.at("offsets", "donorOffset"), dataset.at("offsets", "acceptorOffset")));
    return told;
  }

  private static List<String> annotation(DatasetDescription dataset) {
    List<String> told = new ArrayList<>();
    for (String input : List.of("annotation", "spliceSites")) {
      JsonNode file = dataset.at("inputs", input);
      if (file.isObject()) {
        told.add(input(file.path("path"), file.path("bytes"), file.path("contentHash")));
      }
    }
    return told;
  }
}
