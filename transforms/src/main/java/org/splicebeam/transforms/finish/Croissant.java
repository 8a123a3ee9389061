package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.transforms.publish.JsonText;

/**
 * {@code croissant.json}: the data set as MLCommons Croissant 1.1 describes one, in JSON-LD, so
 * that registries and loaders know files, columns and what they mean.
 *
 * <p>The record set {@code rows} has a field for each column that is no k-mer count. Of those there
 * may be 87 380: the record set {@code kmers} tells of them, one record a word length.
 *
 * <p>All of it follows from dataset.json, the columns and the files beside the parts; no time is in
 * it. Memory: some 100 kilobytes.
 */
public final class Croissant {
  /** Its name below the data set's folder. */
  public static final String NAME = "croissant.json";

  /** The files beside the parts that it tells of, each with its SHA-256. */
  public static final List<String> FILES =
      List.of("data_dictionary.csv", "gene_manifest.csv", "statistics.json");

  private static final Map<String, String> MEANINGS =
      Map.of(
          "data_dictionary.csv",
          "Every column: type, unit, role, meaning, source, whether it gives the label away and whether it is categorical.",
          "gene_manifest.csv",
          "The genes: place, splice sites and rows by label.",
          "statistics.json",
          "What the rows say: each column, labels, scores, sampling and what single features give away.");

  private static final String PARQUET = "application/x-parquet";
  private static final String PARTS = "parts";
  private static final String ROWS = "rows";
  private static final String KMERS = "kmers";

  /** Names of Croissant's vocabulary; the others are schema.org's. */
  private static final List<String> VOCABULARY =
      List.of(
          "annotation",
          "arrayShape",
          "citeAs",
          "column",
          "containedIn",
          "equivalentProperty",
          "excludes",
          "extract",
          "field",
          "fileObject",
          "fileProperty",
          "fileSet",
          "format",
          "includes",
          "isArray",
          "isLiveDataset",
          "jsonPath",
          "key",
          "md5",
          "parentField",
          "path",
          "readLines",
          "recordSet",
          "references",
          "regex",
          "repeated",
          "replace",
          "samplingRate",
          "sdVersion",
          "separator",
          "source",
          "subField",
          "transform",
          "unArchive",
          "value");

  private final JsonNode dataset;
  private final Columns columns;
  private final Map<String, String> sha256;

  /**
   * Of a data set.
   *
   * @param dataset what its dataset.json says
   * @param sha256 of each of {@link #FILES}
   */
  public Croissant(JsonNode dataset, Columns columns, Map<String, String> sha256) {
    this.dataset = dataset;
    this.columns = columns;
    this.sha256 = Map.copyOf(sha256);
  }

  /** JSON-LD; lines end with LF on every platform. */
  public String toText() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    putContext(root.putObject("@context"));
    root.put("@type", "sc:Dataset");
    root.put("conformsTo", "http://mlcommons.org/croissant/1.1");
    root.put("name", DatasetCard.title(dataset));
    root.put("description", description());
    DatasetCard.TAGS.forEach(root.putArray("keywords")::add);
    if (dataset.has("license")) {
      root.put("license", License.of(dataset.path("license").asText()).reference());
    }
    if (dataset.has("citation")) {
      root.put("citeAs", dataset.path("citation").asText());
    }
    putFiles(root.putArray("distribution"));
    ArrayNode recordSets = root.putArray("recordSet");
    putRows(recordSets.addObject());
    if (columns.all().stream().anyMatch(Croissant::isKmer)) {
      putKmers(recordSets.addObject());
    }
    return JsonText.of(root);
  }

  private static void putContext(ObjectNode context) {
    context.put("@language", "en");
    context.put("@vocab", "https://schema.org/");
    context.put("cr", "http://mlcommons.org/croissant/");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("rai", "http://mlcommons.org/croissant/RAI/");
    context.put("sc", "https://schema.org/");
    context.put("conformsTo", "dct:conformsTo");
    context.putObject("data").put("@id", "cr:data").put("@type", "@json");
    context.putObject("dataType").put("@id", "cr:dataType").put("@type", "@vocab");
    context.putObject("description").put("@container", "@language");
    context.putObject("examples").put("@id", "cr:examples").put("@type", "@json");
    context.putObject("name").put("@container", "@language");
    VOCABULARY.forEach(name -> context.put(name, "cr:" + name));
  }

  private String description() {
    return "%s rows of %s genes in %s columns. A row is one position of one gene: what it truly is, how the base model judged it, and features of the signal, gene, transcript and sequence around it, from which a meta-model learns to do better."
        .formatted(
            dataset.path("rows").path("kept").asText(),
            dataset.path("genes").asText(),
            columns.size());
  }

  private void putFiles(ArrayNode distribution) {
    for (String name : FILES) {
      String format = name.endsWith(".csv") ? "text/csv" : "application/json";
      putResource(distribution, "cr:FileObject", name, MEANINGS.get(name), format)
          .put("contentUrl", name)
          .put("sha256", sha256.get(name));
    }
    List<String> splits = DatasetCard.splits(dataset);
    if (splits.isEmpty()) {
      putResource(distribution, "cr:FileSet", PARTS, "The rows.", PARQUET)
          .put("includes", "master/part-*.parquet");
      return;
    }
    ArrayNode all =
        putResource(distribution, "cr:FileSet", PARTS, "The rows of all splits.", PARQUET)
            .putArray("includes");
    for (String split : splits) {
      String parts = "master/%s/part-*.parquet".formatted(split);
      String meaning =
          "The %s rows of %s."
              .formatted(
                  dataset.path(DatasetOptions.SPLITS).path(split).path("rows").asText(), split);
      putResource(distribution, "cr:FileSet", split, meaning, PARQUET).put("includes", parts);
      all.add(parts);
    }
  }

  private static ObjectNode putResource(
      ArrayNode distribution, String type, String name, String meaning, String format) {
    return put(distribution.addObject(), type, name, name)
        .put("description", meaning)
        .put("encodingFormat", format);
  }

  private static ObjectNode put(ObjectNode node, String type, String id, String name) {
    return node.put("@type", type).put("@id", id).put("name", name);
  }

  private void putRows(ObjectNode rows) {
    RowsFrom from = DatasetOptions.rowsFrom(dataset.path("options"));
    put(rows, "cr:RecordSet", ROWS, ROWS)
        .put("description", "One position of one gene, without its k-mer counts.");
    ArrayNode key = rows.putArray("key");
    for (String column : List.of("gene_id", "chrom", "position", "strand")) {
      key.addObject().put("@id", ROWS + "/" + column);
    }
    ArrayNode fields = rows.putArray("field");
    for (Column column : columns.all()) {
      if (!isKmer(column)) {
        ObjectNode source =
            putField(fields, ROWS, column.name(), column.meaning(from), type(column.type()))
                .putObject("source");
        source.putObject("fileSet").put("@id", PARTS);
        source.putObject("extract").put("column", column.name());
      }
    }
  }

  private static ObjectNode putField(
      ArrayNode fields, String recordSet, String name, String meaning, String type) {
    return put(fields.addObject(), "cr:Field", recordSet + "/" + name, name)
        .put("description", meaning)
        .put("dataType", type);
  }

  private static boolean isKmer(Column column) {
    return column.type() == ColumnType.COUNT;
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case INT -> "cr:Int32";
      case LONG -> "cr:Int64";
      case DOUBLE -> "cr:Float64";
      case TEXT -> "sc:Text";
      case COUNT -> "cr:UInt16";
    };
  }

  /** The k-mers of one word length stand side by side, in alphabetical order. */
  private void putKmers(ObjectNode kmers) {
    put(kmers, "cr:RecordSet", KMERS, KMERS)
        .put(
            "description",
            "The columns of k-mer counts, behind those of rows: of each word length k one for every word of A, C, G and T in alphabetical order, named as the first and last one. A value is how often the word occurs in the row's window, an unsigned 16-bit number.");
    ArrayNode fields = kmers.putArray("field");
    putField(fields, KMERS, "k", "Letters of a word.", "cr:Int32");
    putField(fields, KMERS, "columns", "How many columns there are.", "cr:Int32");
    putField(fields, KMERS, "first", "The first of them.", "sc:Text");
    putField(fields, KMERS, "last", "The last of them.", "sc:Text");
    Map<String, List<String>> byLength = new LinkedHashMap<>();
    for (Column column : columns.all()) {
      if (isKmer(column)) {
        String k = column.name().substring(0, column.name().indexOf("mer_"));
        byLength.computeIfAbsent(k, none -> new ArrayList<>()).add(column.name());
      }
    }
    ArrayNode data = kmers.putArray("data");
    byLength.forEach(
        (k, names) ->
            data.addObject()
                .put(KMERS + "/k", Integer.parseInt(k))
                .put(KMERS + "/columns", names.size())
                .put(KMERS + "/first", names.get(0))
                .put(KMERS + "/last", names.get(names.size() - 1)));
  }
}
