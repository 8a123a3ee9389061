package org.splicebeam.transforms.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.finish.Croissant;
import org.splicebeam.transforms.finish.DatasetCard;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.parts.PartPacking;

/** {@code dataset.json} as it is read again. A figure that is not there is -1. */
public final class DatasetDescription {
  public static final String NAME = "dataset.json";

  private static final Pattern REJECT_FILE =
      Pattern.compile(
          "rejected/(genes|(annotation|splice_sites|analysis-([0-9]{5,9}))(-[0-9]{5,9})?)\\.tsv");

  private final JsonNode json;
  private final Optional<String> digestFault;

  private DatasetDescription(JsonNode json, Optional<String> digestFault) {
    this.json = json;
    this.digestFault = digestFault;
  }

  /**
   * Reads the file's content.
   *
   * @throws StrictJson.NoJsonException where it is no JSON object
   */
  public static DatasetDescription parse(byte[] content) throws StrictJson.NoJsonException {
    return new DatasetDescription(StrictJson.parse(content), DescriptionDigest.fault(content));
  }

  /** The columns that follow from the options; empty where these are not the ones that it tells. */
  public Optional<Columns> columns() {
    return DatasetOptions.columnsOf(json.path("options"))
        .map(settings -> Enrichers.of(settings).columns())
        .filter(
            columns ->
                columns.fingerprint().equals(json.path("schemaFingerprint").asText())
                    && columns.size() == json.path("columns").asInt());
  }

  /** Its data version, where that is another one than this program knows. */
  public OptionalInt otherVersion() {
    JsonNode version = json.path("dataVersion");
    return version.isInt() && version.asInt() != DatasetHeader.DATA_VERSION
        ? OptionalInt.of(version.asInt())
        : OptionalInt.empty();
  }

  /** Where its rows come from. */
  public RowsFrom rowsFrom() {
    return DatasetOptions.rowsFrom(json.path("options"));
  }

  /** Which transcript its rows' features come from. */
  public TranscriptJoin transcriptJoin() {
    return json.path("options").path("transcriptJoin").asText().equals("row")
        ? TranscriptJoin.ROW
        : TranscriptJoin.REPRESENTATIVE;
  }

  /**
   * The card that follows from it.
   *
   * @param columns those that it tells
   * @param statistics what statistics.json says, at least of leakage
   */
  public String card(Columns columns, JsonNode statistics) {
    Enrichers enrichers =
        Enrichers.of(DatasetOptions.columnsOf(json.path("options")).orElseThrow());
    return new DatasetCard(json, statistics, enrichers, columns).toText();
  }

  /**
   * The description for programs that follows from it.
   *
   * @param columns those that it tells
   * @param sha256 of the files beside the parts
   */
  public String croissant(Columns columns, Map<String, String> sha256) {
    return new Croissant(json, columns, sha256).toText();
  }

  /** The value at a path of keys; a missing one where it is not there. */
  public JsonNode at(String... keys) {
    JsonNode value = json;
    for (String key : keys) {
      value = value.path(key);
    }
    return value;
  }

  /** The features that it says are null in every row. */
  public List<String> nullFeatures() {
    List<String> names = new ArrayList<>();
    json.path("nullFeatures").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Whether an option selects genes or chromosomes, so that rows of others may be left out. */
  public boolean selects() {
    JsonNode options = json.path("options");
    return !options.path("genePolicy").asText().equals("all")
        || !options.path("geneTypes").isEmpty()
        || !options.path("chromosomes").isEmpty();
  }

  /** Whether it says what became of copies of genes in different splits. */
  public boolean guardsSplits() {
    return json.path("options").has(DatasetOptions.PARALOGS);
  }

  /** Whether genes with a copy in another split go there, with those that they overlap. */
  public boolean movesGenes() {
    return json.path("options").path(DatasetOptions.PARALOGS).asText().equals("move");
  }

  /** How many genes were left out because of a copy in another split. */
  public long droppedGenes() {
    return at(DatasetOptions.PARALOGS, "droppedGenes").asLong();
  }

  /** Columns of the key beside gene_id, chrom, position and strand (contract 5). */
  public List<String> moreKeyColumns() {
    return switch (json.path("options").path("positionIdMode").asText()) {
      case "transcript" -> List.of("transcript_id");
      case "spliceAware" -> List.of("transcript_id", "splice_type");
      default -> List.of();
    };
  }

  /** The most rows of a gene that is in one part (contract 6). */
  public long mostRowsOfPart() {
    return PartPacking.mostRows(json.path("options").path("partRows").asLong(0), kept());
  }

  public List<FileReceipt> parts() {
    return receipts("parts");
  }

  /** How its parts are called: where it has splits, as many of each as it names. */
  public PartLayout layout() {
    return hasSplits()
        ? PartLayout.ofPaths(parts().stream().map(FileReceipt::name).toList())
        : PartLayout.undivided(parts().size());
  }

  /** Whether it says that it has splits. */
  public boolean hasSplits() {
    return json.path("options").has(DatasetOptions.SPLITS);
  }

  /** The files of rejected lines, each once, save those whose name no build gives. */
  public List<FileReceipt> rejectedFiles() {
    return receipts("rejectedFiles").stream()
        .filter(DatasetDescription::isRejectFile)
        .distinct()
        .toList();
  }

  static boolean isRejectFile(FileReceipt file) {
    return REJECT_FILE.matcher(file.name()).matches();
  }

  /** The place of the table whose rejected lines a file holds; empty for other inputs. */
  static OptionalInt tableOf(FileReceipt file) {
    Matcher name = REJECT_FILE.matcher(file.name());
    return name.matches() && name.group(3) != null
        ? OptionalInt.of(Integer.parseInt(name.group(3)))
        : OptionalInt.empty();
  }

  public long genes() {
    return json.path("genes").asLong(-1);
  }

  long kept() {
    return json.path("rows").path("kept").asLong(-1);
  }

  public long label(PredType label) {
    return json.path("labels").path(label.name()).asLong(-1);
  }

  /** What is wrong with the file by itself: its bytes, its keys and values, its figures. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    digestFault.ifPresent(faults::add);
    faults.addAll(DatasetShape.sentences(json, rowsFrom(), DatasetHeader.DATA_VERSION));
    faults.addAll(new Contradictions(this).sentences());
    return faults;
  }

  List<FileReceipt> receipts(String array) {
    List<FileReceipt> receipts = new ArrayList<>();
    for (JsonNode file : json.path(array)) {
      receipts.add(
          new FileReceipt(
              file.path("name").asText(),
              file.path("rows").asLong(-1),
              file.path("bytes").asLong(-1),
              file.path("sha256").asText()));
    }
    return receipts;
  }
}
