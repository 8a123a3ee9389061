package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.finish.DatasetCard;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.parts.PartPacking;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.reject.WriteRowlessGenes;

/** {@code dataset.json} as it is read again. A figure that is not there is -1. */
final class DatasetDescription {
  static final String NAME = "dataset.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern REJECT_FILE = Pattern.compile("rejected/[A-Za-z0-9_.-]+\\.tsv");

  private final JsonNode json;

  private DatasetDescription(JsonNode json) {
    this.json = json;
  }

  /** Reads the file's text; empty where it is no JSON object. */
  static Optional<DatasetDescription> parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json.isObject() ? Optional.of(new DatasetDescription(json)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The columns that follow from the options; empty where these are not the ones that it tells. */
  Optional<Columns> columns() {
    return DatasetOptions.columnsOf(json.path("options"))
        .map(settings -> Enrichers.of(settings).columns())
        .filter(
            columns ->
                columns.fingerprint().equals(json.path("schemaFingerprint").asText())
                    && columns.size() == json.path("columns").asInt());
  }

  /** Its data version, where that is another one than this program knows. */
  OptionalInt otherVersion() {
    JsonNode version = json.path("dataVersion");
    return version.isInt() && version.asInt() != DatasetHeader.DATA_VERSION
        ? OptionalInt.of(version.asInt())
        : OptionalInt.empty();
  }

  /** Where its rows come from. */
  RowsFrom rowsFrom() {
    return DatasetOptions.rowsFrom(json.path("options"));
  }

  /** Which transcript its rows' features come from. */
  TranscriptJoin transcriptJoin() {
    return json.path("options").path("transcriptJoin").asText().equals("row")
        ? TranscriptJoin.ROW
        : TranscriptJoin.REPRESENTATIVE;
  }

  /** The card that follows from it. */
  DatasetCard card(Columns columns) {
    return new DatasetCard(json, columns, rowsFrom());
  }

  /** The features that it says are null in every row. */
  List<String> nullFeatures() {
    List<String> names = new ArrayList<>();
    json.path("nullFeatures").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** How true negatives were sampled. */
  RowRules.Sampling sampling() {
    JsonNode options = json.path("options");
    if (options.path("downsample").asText().equals("none")) {
      return RowRules.Sampling.NONE;
    }
    if (options.path("negatives").asText().equals("strata")) {
      return RowRules.Sampling.STRATA;
    }
    return options.path("nearRatio").isNumber()
        ? RowRules.Sampling.NEAR_AND_EASY
        : RowRules.Sampling.EASY;
  }

  /** Columns of the key beside gene_id, chrom, position and strand (contract 5). */
  List<String> moreKeyColumns() {
    return switch (json.path("options").path("positionIdMode").asText()) {
      case "transcript" -> List.of("transcript_id");
      case "spliceAware" -> List.of("transcript_id", "splice_type");
      default -> List.of();
    };
  }

  /** The most rows of a gene that is in one part (contract 6). */
  long mostRowsOfPart() {
    return PartPacking.mostRows(json.path("options").path("partRows").asLong(0), kept());
  }

  List<FileReceipt> parts() {
    return receipts("parts");
  }

  /** The files of rejected lines, save those whose name leads elsewhere. */
  List<FileReceipt> rejectedFiles() {
    return receipts("rejectedFiles").stream().filter(DatasetDescription::isRejectFile).toList();
  }

  private static boolean isRejectFile(FileReceipt file) {
    return REJECT_FILE.matcher(file.name()).matches();
  }

  long genes() {
    return json.path("genes").asLong(-1);
  }

  long kept() {
    return row("kept");
  }

  long label(PredType label) {
    return json.path("labels").path(label.name()).asLong(-1);
  }

  /** What does not fit in the file itself, the account of rows first of all. */
  List<String> contradictions() {
    List<String> sentences = new ArrayList<>();
    if (!json.path("dataVersion").isInt()) {
      sentences.add(
          "dataVersion is %s, this splicebeam knows %s"
              .formatted(json.path("dataVersion"), DatasetHeader.DATA_VERSION));
    }
    if (columns().isEmpty()) {
      sentences.add(
          "schemaFingerprint and columns are not those of its options"
              + " (kmerSizes, keepSequence, extraColumns): the parts' rows were not checked");
    }
    List<FileReceipt> parts = parts();
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).name().equals(PartReceipts.partName(i))) {
        sentences.add(
            "parts[%s] is named %s, not %s"
                .formatted(i, parts.get(i).name(), PartReceipts.partName(i)));
      }
    }
    if (parts.isEmpty()) {
      sentences.add("it names no part");
    }
    receipts("rejectedFiles").stream()
        .filter(file -> !isRejectFile(file))
        .forEach(
            file ->
                sentences.add(
                    "rejectedFiles has %s, which is no name there".formatted(file.name())));
    boolean ofScores = rowsFrom() == RowsFrom.SCORES;
    equal(
        sentences,
        "rows.read",
        row("read"),
        "kept + sampledOut + unselected + duplicates + rejected" + (ofScores ? " + masked" : ""),
        row("kept")
            + row("sampledOut")
            + row("unselected")
            + row("duplicates")
            + row("rejected")
            + (ofScores ? row("masked") : 0));
    equal(
        sentences,
        "rows.kept",
        row("kept"),
        "rows of the parts",
        parts.stream().mapToLong(FileReceipt::rows).sum());
    equal(
        sentences,
        "rows.kept",
        row("kept"),
        "rows by label",
        label(PredType.TP) + label(PredType.FP) + label(PredType.FN) + label(PredType.TN));
    equal(
        sentences,
        "rows.rejected",
        row("rejected"),
        "rejectedByReason",
        sum(json.path("rejectedByReason")));
    if (ofScores) {
      addRowless(sentences);
    } else {
      addTables(sentences);
    }
    return sentences;
  }

  private void addTables(List<String> sentences) {
    long tableRows = 0;
    long tableRejects = 0;
    for (JsonNode table : json.path("inputs").path("analysis")) {
      tableRows += table.path("rows").asLong(-1);
      tableRejects += table.path("rejected").asLong(-1);
    }
    equal(sentences, "rows.read", row("read"), "rows of the analysis tables", tableRows);
    equal(
        sentences,
        "rows.rejected",
        row("rejected"),
        "rejected of the analysis tables",
        tableRejects);
  }

  /** Genes without rows stand in a file of their own, which is there where there are any. */
  private void addRowless(List<String> sentences) {
    long listed = 0;
    for (FileReceipt file : receipts("rejectedFiles")) {
      listed += file.name().equals(WriteRowlessGenes.NAME) ? file.rows() : 0;
    }
    equal(
        sentences,
        "genes of " + WriteRowlessGenes.NAME,
        listed,
        "annotationGenes.withoutRows",
        sum(json.path("annotationGenes").path("withoutRows")));
    equal(
        sentences,
        "genes",
        genes(),
        "annotationGenes.withRows",
        json.path("annotationGenes").path("withRows").asLong(-1));
  }

  private static void equal(
      List<String> sentences, String name, long figure, String sumName, long sum) {
    if (figure != sum) {
      sentences.add("%s is %s, %s make %s".formatted(name, figure, sumName, sum));
    }
  }

  private static long sum(JsonNode figures) {
    long sum = 0;
    for (JsonNode figure : figures) {
      sum += figure.asLong();
    }
    return sum;
  }

  private long row(String figure) {
    return json.path("rows").path(figure).asLong(-1);
  }

  private List<FileReceipt> receipts(String array) {
    List<FileReceipt> receipts = new ArrayList<>();
    for (JsonNode file : json.path(array)) {
      receipts.add(
          new FileReceipt(
              file.path("name").asText(),
              file.path("rows").asLong(-1),
              file.path("bytes").asLong(-1),
              file.path("sha256").asText().toLowerCase(Locale.ROOT)));
    }
    return receipts;
  }
}
