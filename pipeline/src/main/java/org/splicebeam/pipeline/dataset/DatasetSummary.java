package org.splicebeam.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.progress.Teller;
import org.splicebeam.schemas.inputs.SiteAgreement;
import org.splicebeam.transforms.annotation.TellLosses;
import org.splicebeam.transforms.description.StrictJson;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.finish.DatasetCard;
import org.splicebeam.transforms.finish.ParalogsTable;
import org.splicebeam.transforms.finish.ParalogsTable.Line;
import org.splicebeam.transforms.publish.CsvText;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.ShellWord;
import org.splicebeam.transforms.report.ReportPage;
import org.splicebeam.transforms.statistics.StatisticsJson;

/**
 * What a terminal shows of a finished data set: its size, and one line for each loss and each doubt
 * (contract 6). The figures stand in {@code dataset.json}, too.
 */
final class DatasetSummary {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SKIPPED_SHOWN = 3;

  /** Below it agreement with the splice sites is doubtful. */
  private static final double GOOD_AGREEMENT = 0.9;

  /** Below it most rows stand beside a site, not at it. */
  private static final double EXACT = 0.5;

  /** Rows a base below which tables do not hold all negatives. */
  private static final double ALL_NEGATIVES = 0.1;

  private final OutputFolder output;
  private final JsonNode dataset;

  /** Of a folder that holds a data set. */
  DatasetSummary(OutputFolder output) throws IOException {
    this.output = output;
    dataset = JSON.readTree(output.store().read("dataset.json").orElseThrow());
  }

  void tellTo(Teller teller) throws IOException {
    teller.result("summary", lines(), this::addFigures);
  }

  private void addFigures(ObjectNode json) {
    json.put("output", output.path());
    for (String figure : List.of("rows", "labels", "genes", "columns")) {
      json.set(figure, dataset.path(figure));
    }
    json.put("parts", dataset.path("parts").size());
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    JsonNode rows = dataset.path("rows");
    boolean ofScores = dataset.path("inputs").has("scores");
    lines.add(
        "%s: %s of %s rows, %s genes, %s columns, %s parts"
            .formatted(
                output.path(),
                rows.path("kept"),
                rows.path("read"),
                dataset.path("genes"),
                dataset.path("columns"),
                dataset.path("parts").size()));
    JsonNode labels = dataset.path("labels");
    lines.add(
        "  labels: %s TP, %s FN, %s FP, %s TN"
            .formatted(labels.path("TP"), labels.path("FN"), labels.path("FP"), labels.path("TN")));
    lines.add(
        "  left out: %s sampled out, %s of other genes, %s"
            .formatted(
                rows.path("sampledOut"),
                rows.path("unselected"),
                ofScores
                    ? rows.path("masked") + " masked (at sites of other genes, or beside sites)"
                    : "%s duplicates, %s rejected"
                        .formatted(rows.path("duplicates"), rows.path("rejected"))));
    addSplits(lines);
    if (ofScores) {
      lines.addAll(new ScoreSummary(dataset, run()).lines());
    }
    addParalogs(lines);
    addDuplicatesOfOtherType(lines);
    addNullFeatures(lines);
    TellLosses.lossesOf(output).read().ifPresent(told -> told.lines().forEach(lines::add));
    addSkipped(lines);
    addHidden(lines);
    addUnknownColumns(lines);
    addUnmatched(lines);
    addNotAnnotated(lines);
    addAgreement(lines);
    addSampledBefore(lines);
    addSeparated(lines);
    if (output.length(ReportPage.NAME).isEmpty()) {
      lines.add("  %s could not be made: the log of the build says why".formatted(ReportPage.NAME));
    }
    lines.add(
        "  next: open %s, load the rows as %s shows, or check it all with %s"
            .formatted(
                output.pathOf(ReportPage.NAME), output.pathOf(DatasetCard.NAME), validation()));
    return lines;
  }

  /** For a shell, which needs another word where one would steer the terminal. */
  private String validation() {
    return ShellWord.line(
        List.of(System.getProperty("splicebeam.command", "splicebeam"), "validate", output.path()));
  }

  private void addSplits(List<String> lines) {
    List<String> splits = new ArrayList<>();
    for (Map.Entry<String, JsonNode> split : dataset.path("splits").properties()) {
      JsonNode genes = split.getValue().path("genes");
      splits.add(
          "%s %s rows of %s %s"
              .formatted(
                  split.getKey(),
                  split.getValue().path("rows"),
                  genes,
                  genes.asLong() == 1 ? "gene" : "genes"));
    }
    if (!splits.isEmpty()) {
      lines.add("  splits: " + String.join(", ", splits));
    }
  }

  private JsonNode run() throws IOException {
    return JSON.readTree(output.store().read("run.json").orElseThrow());
  }

  private void addParalogs(List<String> lines) throws IOException {
    JsonNode paralogs = dataset.path("paralogs");
    long pairs = paralogs.path("pairsAcrossSplits").asLong();
    if (pairs == 0) {
      return;
    }
    String done =
        switch (dataset.path("options").path("paralogs").asText()) {
          case "move" ->
              "%s went to the first of their splits".formatted(genes(paralogs.path("movedGenes")));
          case "drop" ->
              "%s of the later split with %s rows are left out"
                  .formatted(genes(paralogs.path("droppedGenes")), paralogs.path("droppedRows"));
          default -> "--paralogs=move or drop keeps such genes from standing apart";
        };
    lines.add(
        "  alike in their exons, and in different splits: %s of genes, first %s; %s (see %s)"
            .formatted(
                pairs == 1 ? "1 pair" : pairs + " pairs",
                firstParalogs(),
                done,
                ParalogsTable.NAME));
  }

  private static String genes(JsonNode count) {
    return count.asLong() == 1 ? "1 gene" : count + " genes";
  }

  /** The first pair across splits, as its table tells it. */
  private String firstParalogs() throws IOException {
    byte[] csv = output.store().read(ParalogsTable.NAME).orElseThrow();
    try {
      for (Line pair :
          ParalogsTable.read(new String(csv, StandardCharsets.UTF_8)).orElse(List.of())) {
        if (pair.apart()) {
          return "%s in %s and %s in %s, which share %s of the smaller one's words"
              .formatted(
                  gene(pair, ""),
                  pair.text("split_before"),
                  gene(pair, "other_"),
                  pair.text("other_split_before"),
                  SiteAgreement.percent(Double.parseDouble(pair.text("containment"))));
        }
      }
    } catch (CsvText.DamagedException e) {
      throw new IOException("%s: %s".formatted(ParalogsTable.NAME, e.getMessage()), e);
    }
    throw new IllegalStateException("%s has no pair across splits".formatted(ParalogsTable.NAME));
  }

  /** The name of a gene, or its id where it has none. */
  private static String gene(Line pair, String other) {
    String name = pair.text(other + "gene_name");
    return name.isEmpty() ? pair.text(other + "gene_id") : name;
  }

  private void addDuplicatesOfOtherType(List<String> lines) {
    JsonNode rows = dataset.path("duplicatesOfOtherType");
    if (rows.asLong() > 0) {
      lines.add(
          "  of the duplicates %s had another pred_type than the row that stayed, first of gene %s"
              .formatted(rows, dataset.path("firstDuplicateOfOtherType").asText()));
    }
  }

  private void addNullFeatures(List<String> lines) {
    List<String> names = texts(dataset.path("nullFeatures"));
    if (!names.isEmpty()) {
      lines.add(
          "  features null in every row: %s (%s)"
              .formatted(names.size(), BadOptionException.some(names)));
    }
  }

  /** One line that names a few of the tables that are left out. */
  private void addSkipped(List<String> lines) {
    JsonNode tables = dataset.path("inputs").path("analysis");
    List<String> skipped = new ArrayList<>();
    for (JsonNode table : tables) {
      if (table.has("skipped")) {
        skipped.add(
            "%s: %s".formatted(table.path("path").asText(), table.path("skipped").asText()));
      }
    }
    if (!skipped.isEmpty()) {
      int more = skipped.size() - SKIPPED_SHOWN;
      lines.add(
          "  %s of %s tables are left out: %s%s"
              .formatted(
                  skipped.size(),
                  tables.size(),
                  String.join("; ", skipped.stream().limit(SKIPPED_SHOWN).toList()),
                  more > 0 ? "; and %s more (see dataset.json)".formatted(more) : ""));
    }
  }

  private void addHidden(List<String> lines) {
    JsonNode inputs = dataset.path("inputs");
    int hidden = inputs.path("hiddenTables").asInt();
    if (hidden > 0) {
      lines.add(
          "  %s hidden %s passed over: %s%s"
              .formatted(
                  hidden,
                  hidden == 1 ? "name" : "names",
                  inputs.path("firstHiddenTable").asText(),
                  hidden == 1 ? "" : ", ..."));
    }
  }

  private void addUnknownColumns(List<String> lines) {
    JsonNode inputs = dataset.path("inputs");
    List<String> unknown = new ArrayList<>();
    boolean areNames = true;
    for (JsonNode column : inputs.path("unknownColumns")) {
      String name = column.path("name").asText();
      int tables = column.path("files").asInt();
      unknown.add("\"%s\" (%s %s)".formatted(name, tables, tables == 1 ? "table" : "tables"));
      areNames &= Enrichers.isColumnName(name);
    }
    int more = inputs.path("moreUnknownColumns").asInt();
    if (!unknown.isEmpty()) {
      lines.add(
          "  columns that are not in the schema: %s (--extraColumns adds %s)"
              .formatted(
                  BadOptionException.some(unknown, more),
                  areNames ? "them" : "those with a name of letters, digits and _"));
    }
  }

  private void addUnmatched(List<String> lines) {
    for (Map.Entry<String, JsonNode> unmatched : dataset.path("unmatched").properties()) {
      List<String> names = texts(unmatched.getValue());
      lines.add(
          "  %s: %s entries match nothing (%s)"
              .formatted(unmatched.getKey(), names.size(), BadOptionException.some(names)));
    }
  }

  private void addNotAnnotated(List<String> lines) {
    JsonNode lacking = dataset.path("genesNotAnnotated");
    long genes = lacking.path("genes").asLong();
    if (genes > 0) {
      List<String> first = texts(lacking.path("first"));
      lines.add(
          "  not in the annotation: %s %s of the tables (%s%s); columns of gene and transcript hold -1, 0 or unknown there"
              .formatted(
                  genes,
                  genes == 1 ? "gene" : "genes",
                  String.join(", ", first),
                  genes > first.size() ? ", ..." : ""));
    }
  }

  private void addAgreement(List<String> lines) {
    JsonNode agreement = dataset.path("agreement");
    if (!agreement.path("isJudged").asBoolean()) {
      return;
    }
    JsonNode least = agreement.path("least");
    double share = least.path("agreeing").asDouble() / least.path("rows").asDouble();
    double rows = agreement.path("siteRows").asDouble();
    if (share < GOOD_AGREEMENT) {
      lines.add(
          "  warning: of %s TP and FN rows %s lie within 2 bases of a splice site of their gene, of %s %s: is the annotation of another release? The first that do not: %s"
              .formatted(
                  agreement.path("siteRows"),
                  SiteAgreement.percent(agreement.path("agreeing").asDouble() / rows),
                  least.path("of").asText(),
                  SiteAgreement.percent(share),
                  String.join("; ", texts(agreement.path("notAgreeing")))));
    } else if (agreement.path("exact").asDouble() / rows < EXACT) {
      lines.add(
          "  warning: of %s TP and FN rows %s stand right at a splice site of their gene, though %s lie within 2 bases of one: are positions shifted by one or two?"
              .formatted(
                  agreement.path("siteRows"),
                  SiteAgreement.percent(agreement.path("exact").asDouble() / rows),
                  SiteAgreement.percent(agreement.path("agreeing").asDouble() / rows)));
    }
  }

  private void addSampledBefore(List<String> lines) {
    JsonNode genes = dataset.path("annotatedGenes");
    long rows = genes.path("rows").asLong();
    long bases = genes.path("bases").asLong();
    if (rows < ALL_NEGATIVES * bases) {
      lines.add(
          "  the tables have %s rows for %s bases of their genes: their negatives were sampled before, so shares of labels and figures such as precision are those of the tables, not of the genome"
              .formatted(rows, bases));
    }
  }

  /** A trainer that has such a score learns the threshold by which the rows were called. */
  private void addSeparated(List<String> lines) throws IOException {
    JsonNode separated = statistics().path("leakage").path("separated");
    if (!separated.isEmpty()) {
      JsonNode first = separated.get(0);
      String type = first.path("spliceType").asText();
      int more = separated.size() - 1;
      lines.add(
          "  %s alone separates %s from %s%s (at %s)%s: a model that tells them apart may have learnt the threshold only"
              .formatted(
                  first.path("column").asText(),
                  first.path("classes").path(0).asText(),
                  first.path("classes").path(1).asText(),
                  type.equals("all") ? "" : " among " + type + "s",
                  first.path("threshold"),
                  more == 0 ? "" : ", and so do %s more (see statistics.json)".formatted(more)));
    }
  }

  /** Without its columns, of which there may be many. */
  private JsonNode statistics() throws IOException {
    byte[] content = output.store().read(StatisticsJson.NAME).orElseThrow();
    try {
      return StrictJson.parse(content, StatisticsJson.COLUMNS, column -> false);
    } catch (StrictJson.NoJsonException e) {
      throw new IOException("%s: %s".formatted(StatisticsJson.NAME, e.getMessage()), e);
    }
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
