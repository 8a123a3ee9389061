package org.splicebeam.transforms.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.transforms.finish.TrainedOn;
import org.splicebeam.transforms.reject.WriteRowlessGenes;
import org.splicebeam.transforms.splits.SplitRule;

/** Figures of one {@code dataset.json} that do not fit each other, the account of rows first. */
final class Contradictions {
  private static final int ENOUGH_SITE_ROWS = 50;
  private static final int ENOUGH_OF_A_KIND = 20;
  private static final int NAMED = 3;
  private static final int MOST_UNKNOWN = 100;

  private final DatasetDescription dataset;
  private final boolean ofScores;
  private final List<String> sentences = new ArrayList<>();

  Contradictions(DatasetDescription dataset) {
    this.dataset = dataset;
    this.ofScores = dataset.rowsFrom() == RowsFrom.SCORES;
  }

  List<String> sentences() {
    columns();
    files();
    account();
    lines("annotation");
    if (dataset.at("inputs").has("spliceSites")) {
      lines("spliceSites");
    }
    selection();
    if (trainedOn().isObject()) {
      sumsOfTrainedOn();
    }
    if (dataset.guardsSplits()) {
      paralogs();
    }
    if (ofScores) {
      genesOfScores();
      offsets();
    } else {
      tables();
      unknownColumns();
      agreement();
      genesOfTables();
    }
    return sentences;
  }

  private void columns() {
    if (dataset.columns().isEmpty()) {
      sentences.add(
          "schemaFingerprint and columns are not those of its options"
              + " (kmerSizes, keepSequence, extraColumns): the parts' rows were not checked");
    }
  }

  private void files() {
    List<FileReceipt> parts = dataset.parts();
    PartLayout layout = dataset.layout();
    for (int i = 0; i < parts.size(); i++) {
      String name = i < layout.parts() ? layout.name(i).path() : "a part of a split";
      holds(
          parts.get(i).name().equals(name),
          "parts[%s] is named %s, not %s",
          i,
          parts.get(i).name(),
          name);
    }
    if (dataset.hasSplits()) {
      splits(layout);
    }
    if (parts.isEmpty()) {
      sentences.add("it names no part");
    }
    Set<String> names = new HashSet<>();
    for (FileReceipt file : dataset.receipts("rejectedFiles")) {
      holds(
          DatasetDescription.isRejectFile(file),
          "rejectedFiles has %s, which is no name there",
          file.name());
      holds(names.add(file.name()), "rejectedFiles has %s twice", file.name());
    }
  }

  /** The figures of the splits are those of the parts, and all of them together the data set's. */
  private void splits(PartLayout layout) {
    long genes = 0;
    Map<String, Long> labels = new HashMap<>();
    for (Split split : Split.values()) {
      String name = "splits." + split.text();
      equal(name + ".parts", "its names in parts", layout.parts(split));
      holds(layout.parts(split) > 0, "parts has none of %s", split.text());
      long rows = 0;
      for (FileReceipt part : dataset.parts()) {
        boolean isOfSplit =
            PartName.ofPath(part.name()).filter(its -> its.split() == split).isPresent();
        rows += isOfSplit ? part.rows() : 0;
      }
      equal(name + ".rows", "its parts", rows);
      equal(name + ".rows", "its labels", sum(value(name + ".labels")));
      genes += figure(name + ".genes");
      for (PredType label : PredType.values()) {
        labels.merge(label.name(), figure(name + ".labels." + label), Long::sum);
      }
    }
    equal("genes", "genes of the splits", genes);
    for (PredType label : PredType.values()) {
      equal("labels." + label, "those of the splits", labels.get(label.name()));
    }
  }

  private JsonNode trainedOn() {
    return dataset.at(TrainedOn.KEY);
  }

  /** Those of the splits make those of all, and none is more than there are. */
  private void sumsOfTrainedOn() {
    notAbove("rows", "rows.kept", "");
    notAbove("genes", "genes", "");
    for (String figure : dataset.hasSplits() ? List.of("genes", "rows") : List.<String>of()) {
      long sum = 0;
      for (Split split : Split.values()) {
        String ofSplit = "splits.%s.".formatted(split.text());
        notAbove(figure, ofSplit + figure, ofSplit);
        sum += figure("%s.%s%s".formatted(TrainedOn.KEY, ofSplit, figure));
      }
      equal(TrainedOn.KEY + "." + figure, "those of the splits", sum);
    }
  }

  private void notAbove(String figure, String most, String ofSplit) {
    String name = "%s.%s%s".formatted(TrainedOn.KEY, ofSplit, figure);
    holds(
        figure(name) <= figure(most),
        "%s is %s, and %s is %s",
        name,
        figure(name),
        most,
        figure(most));
  }

  /** Copies of genes in different splits. */
  private void paralogs() {
    String mode = text("options.paralogs");
    long across = figure("paralogs.pairsAcrossSplits");
    holds(
        across <= figure("paralogs.pairs"),
        "paralogs.pairsAcrossSplits is %s, of %s pairs",
        across,
        figure("paralogs.pairs"));
    holds(
        figure("paralogs.sketchedGenes") <= figure("genes") + dataset.droppedGenes(),
        "paralogs.sketchedGenes is %s, of %s genes",
        figure("paralogs.sketchedGenes"),
        figure("genes") + dataset.droppedGenes());
    String name = mode.equals("move") ? "paralogs.movedGenes" : "paralogs.droppedGenes";
    holds(
        mode.equals("report") || figure(name) > 0 == across > 0,
        "%s is %s, paralogs.pairsAcrossSplits %s",
        name,
        figure(name),
        across);
    if (!mode.equals("move")) {
      zero("paralogs.movedGenes", "options.paralogs is " + mode);
    }
    if (!mode.equals("drop")) {
      zero("paralogs.droppedGenes", "options.paralogs is " + mode);
    }
    holds(
        dataset.droppedGenes() <= droppedRows()
            && dataset.droppedGenes() > 0 == droppedRows() > 0
            && droppedRows() <= row("unselected"),
        "paralogs.droppedRows is %s, of %s genes and %s rows.unselected",
        droppedRows(),
        dataset.droppedGenes(),
        row("unselected"));
  }

  private long droppedRows() {
    return value("paralogs.droppedRows").asLong();
  }

  private void account() {
    equal(
        "rows.read",
        "kept + sampledOut + unselected + duplicates + rejected" + (ofScores ? " + masked" : ""),
        row("kept")
            + row("sampledOut")
            + row("unselected")
            + row("duplicates")
            + row("rejected")
            + (ofScores ? row("masked") : 0));
    equal(
        "rows.kept",
        "rows of the parts",
        dataset.parts().stream().mapToLong(FileReceipt::rows).sum());
    long labels = 0;
    for (PredType label : PredType.values()) {
      labels += dataset.label(label);
    }
    equal("rows.kept", "rows by label", labels);
    equal("rows.rejected", "rejectedByReason", sum(dataset.at("rejectedByReason")));
    holds(
        figure("duplicatesOfOtherType") <= row("duplicates"),
        "duplicatesOfOtherType is %s, rows.duplicates %s",
        figure("duplicatesOfOtherType"),
        row("duplicates"));
    together("firstDuplicateOfOtherType", figure("duplicatesOfOtherType") > 0);
    if (text("options.downsample").equals("none")) {
      zero("rows.sampledOut", "options.downsample is none");
    }
  }

  /** Lines of an annotation or of a table of splice sites. */
  private void lines(String input) {
    String name = "inputs." + input;
    equal(
        name + ".lines",
        "used, blank, otherFeatures and rejected",
        figure(name + ".used")
            + figure(name + ".blank")
            + figure(name + ".otherFeatures")
            + figure(name + ".rejected"));
    equal(name + ".rejected", "unused", sum(value(name + ".unused")));
    together(name + ".firstUnused", figure(name + ".rejected") > 0);
    if (input.equals("annotation")) {
      together(name + ".firstUnreadable", figure(name + ".unreadableValues") > 0);
      holds(
          figure(name + ".exons") <= figure(name + ".used") + figure(name + ".rejected"),
          "inputs.annotation.exons is %s, of %s lines with features",
          figure(name + ".exons"),
          figure(name + ".used") + figure(name + ".rejected"));
    } else {
      zero(name + ".otherFeatures", "a table of splice sites has none");
    }
  }

  /** What only options that select leave out. */
  private void selection() {
    if (!dataset.selects()) {
      equal(
          "rows.unselected",
          "rows of genes that are dropped, and no option selects",
          droppedRows());
      holds(
          !value("unmatched").isObject() || dataset.hasSplits() || trainedOn().isObject(),
          "unmatched is there, and no option selects anything");
    }
    unmatched("--genesFile", "options.genes");
    unmatched("--geneTypes", "options.geneTypes");
    unmatched("--chromosomes", "options.chromosomes");
    unmatched(SplitRule.ByChromosome.TEST_OPTION, "options.splits.testChromosomes");
    unmatched(SplitRule.ByChromosome.VALIDATION_OPTION, "options.splits.validationChromosomes");
    unmatched(TrainedOn.OPTION, TrainedOn.KEY + "." + TrainedOn.CHROMOSOMES);
  }

  /** Chromosomes that match nothing are told without their prefix. */
  private void unmatched(String option, String name) {
    Set<String> asked = new HashSet<>();
    value(name).forEach(text -> asked.add(text.asText()));
    Set<String> known = option.equals("--chromosomes") ? Chromosomes.bare(asked) : asked;
    for (JsonNode text : value("unmatched").path(option)) {
      holds(
          known.contains(text.asText()),
          "unmatched has %s for %s, which the option does not name",
          text.asText(),
          option);
    }
  }

  private void tables() {
    JsonNode tables = value("inputs.analysis");
    Map<Integer, Long> listed = listed();
    long rows = 0;
    long rejects = 0;
    for (int i = 0; i < tables.size(); i++) {
      JsonNode table = tables.get(i);
      rows += table.path("rows").asLong(-1);
      rejects += table.path("rejected").asLong(-1);
      boolean skipped = table.has("skipped");
      String name = "inputs.analysis[%s]".formatted(i);
      holds(
          skipped != table.has("contentHash"),
          "%s has %s",
          name,
          skipped ? "skipped and contentHash" : "neither skipped nor contentHash");
      holds(
          !skipped || text("options.onBadFile").equals("skip"),
          "%s is skipped, and options.onBadFile is not skip",
          name);
      holds(
          !skipped || (table.path("rows").asLong() == 0 && table.path("rejected").asLong() == 0),
          "%s is skipped, and has rows",
          name);
      holds(
          table.path("rejected").asLong() <= table.path("rows").asLong(),
          "%s has more rejected than rows",
          name);
      long ofTable = listed.getOrDefault(i, 0L);
      holds(
          ofTable == table.path("rejected").asLong(-1),
          "%s.rejected is %s, the lines of its rejectedFiles make %s",
          name,
          table.path("rejected").asLong(-1),
          ofTable);
    }
    equal("rows.read", "rows of the analysis tables", rows);
    equal("rows.rejected", "rejected of the analysis tables", rejects);
    together("inputs.firstHiddenTable", figure("inputs.hiddenTables") > 0);
  }

  private void unknownColumns() {
    JsonNode columns = value("inputs.unknownColumns");
    String last = null;
    for (JsonNode column : columns) {
      String name = column.path("name").asText();
      holds(
          last == null || last.compareTo(name) < 0,
          "inputs.unknownColumns has %s after %s",
          name,
          last);
      holds(
          column.path("files").asLong() <= value("inputs.analysis").size(),
          "inputs.unknownColumns has %s in %s files, of %s",
          name,
          column.path("files").asLong(),
          value("inputs.analysis").size());
      last = name;
    }
    holds(
        columns.size() <= MOST_UNKNOWN
            && (columns.size() == MOST_UNKNOWN || !dataset.at("inputs").has("moreUnknownColumns")),
        "inputs.unknownColumns has %s names, and the first %s are told before moreUnknownColumns",
        columns.size(),
        MOST_UNKNOWN);
  }

  private void agreement() {
    long rows = figure("agreement.siteRows");
    long agreeing = figure("agreement.agreeing");
    long ofLeast = figure("agreement.least.rows");
    long leastAgreeing = figure("agreement.least.agreeing");
    boolean all = text("agreement.least.of").equals("all");
    holds(
        figure("agreement.exact") <= agreeing && agreeing <= rows && rows <= row("read"),
        "agreement has %s exact of %s agreeing of %s siteRows of %s rows read",
        figure("agreement.exact"),
        agreeing,
        rows,
        row("read"));
    holds(
        value("agreement.isJudged").asBoolean() == rows >= ENOUGH_SITE_ROWS,
        "agreement.isJudged is %s of %s siteRows",
        value("agreement.isJudged").asText(),
        rows);
    holds(
        all
            ? ofLeast == rows && leastAgreeing == agreeing
            : ofLeast >= ENOUGH_OF_A_KIND
                && leastAgreeing <= ofLeast
                && ofLeast <= rows
                && ofLeast - leastAgreeing <= rows - agreeing,
        "agreement.least has %s agreeing of %s rows, agreement %s of %s",
        leastAgreeing,
        ofLeast,
        agreeing,
        rows);
    long named = value("agreement.notAgreeing").size();
    holds(
        named == Math.min(NAMED, rows - agreeing),
        "agreement.notAgreeing has %s rows of %s",
        named,
        rows - agreeing);
  }

  private void genesOfTables() {
    JsonNode first = value("genesNotAnnotated.first");
    holds(
        first.size() == Math.min(NAMED, figure("genesNotAnnotated.genes")),
        "genesNotAnnotated.first has %s genes of %s",
        first.size(),
        figure("genesNotAnnotated.genes"));
    for (int i = 1; i < first.size(); i++) {
      holds(
          Chromosomes.BY_CODE_POINT.compare(first.get(i - 1).asText(), first.get(i).asText()) < 0,
          "genesNotAnnotated.first is not in order");
    }
    long usable = row("read") - row("rejected");
    boolean allAnnotated =
        figure("genesNotAnnotated.genes") == 0 && value("options.chromosomes").isEmpty();
    holds(
        allAnnotated
            ? figure("annotatedGenes.rows") == usable
            : figure("annotatedGenes.rows") <= usable,
        "annotatedGenes.rows is %s, of %s rows that could be used",
        figure("annotatedGenes.rows"),
        usable);
  }

  /** Genes without rows stand in a file of their own, which is there where there are any. */
  private void genesOfScores() {
    long listed = 0;
    for (FileReceipt file : dataset.receipts("rejectedFiles")) {
      listed += file.name().equals(WriteRowlessGenes.NAME) ? file.rows() : 0;
    }
    sentence(
        "genes of " + WriteRowlessGenes.NAME,
        listed,
        "annotationGenes.withoutRows",
        sum(value("annotationGenes.withoutRows")));
    equal(
        "genes",
        "annotationGenes.withRows"
            + (dataset.droppedGenes() == 0 ? "" : " without paralogs.droppedGenes"),
        figure("annotationGenes.withRows") - dataset.droppedGenes());
    holds(
        figure("annotationGenes.ofOneType") <= figure("annotationGenes.withRows"),
        "annotationGenes.ofOneType is %s, of %s genes with rows",
        figure("annotationGenes.ofOneType"),
        figure("annotationGenes.withRows"));
    zero("rows.duplicates", "scores give a base one row");
    zero("rows.rejected", "scores have no lines");
    if (row("unselected") == droppedRows()) {
      zero("annotationGenes.unselected", "rows.unselected has no rows of theirs");
    } else {
      holds(
          figure("annotationGenes.unselected") > 0,
          "annotationGenes.unselected is 0, rows.unselected %s",
          row("unselected"));
    }
  }

  private void offsets() {
    for (String type : List.of("donor", "acceptor")) {
      JsonNode told = value("options." + type + "Offset");
      long used = figure("offsets." + type + "Offset");
      if (told.isNumber()) {
        holds(
            used == told.asLong(),
            "offsets.%sOffset is %s, the option %s",
            type,
            used,
            told.asLong());
      }
      boolean checked = text("options.offsetCheck").equals("on") || !told.isNumber();
      for (JsonNode measured : value("offsets.measured")) {
        if (checked && measured.path("type").asText().equals(type) && clearPeak(measured)) {
          holds(
              peak(measured.path("means")) == -used,
              "offsets.%sOffset is %s, the peak of its means on %s is at %s",
              type,
              used,
              measured.path("strand").asText(),
              peak(measured.path("means")));
        }
      }
    }
    Set<String> measured = new HashSet<>();
    for (JsonNode peaks : value("offsets.measured")) {
      holds(
          measured.add(peaks.path("type").asText() + peaks.path("strand").asText()),
          "offsets.measured has a type and strand twice");
    }
    holds(
        figure("offsets.canonicalSites") <= figure("offsets.checkedSites"),
        "offsets.canonicalSites is %s, of %s checkedSites",
        figure("offsets.canonicalSites"),
        figure("offsets.checkedSites"));
  }

  /** Whether one mean is 0.1 or more and at least twice every other, of enough sites. */
  private static boolean clearPeak(JsonNode measured) {
    JsonNode means = measured.path("means");
    if (measured.path("sites").asLong() < ENOUGH_OF_A_KIND || means.isEmpty()) {
      return false;
    }
    int at = peak(means) + means.size() / 2;
    double largest = means.get(at).asDouble();
    for (int i = 0; i < means.size(); i++) {
      if (i != at && means.get(i).asDouble() * 2 > largest) {
        return false;
      }
    }
    return largest >= 0.1;
  }

  /** The place of the largest mean from the middle one. */
  private static int peak(JsonNode means) {
    int at = 0;
    for (int i = 1; i < means.size(); i++) {
      at = means.get(i).asDouble() > means.get(at).asDouble() ? i : at;
    }
    return at - means.size() / 2;
  }

  /** The rejected lines of each table, by the number in the names of their files. */
  private Map<Integer, Long> listed() {
    Map<Integer, Long> listed = new HashMap<>();
    for (FileReceipt file : dataset.rejectedFiles()) {
      OptionalInt table = DatasetDescription.tableOf(file);
      if (table.isPresent()) {
        listed.merge(table.getAsInt(), file.rows(), Long::sum);
      }
    }
    return listed;
  }

  private void equal(String name, String sumName, long sum) {
    sentence(name, figure(name), sumName, sum);
  }

  private void sentence(String name, long figure, String sumName, long sum) {
    holds(figure == sum, "%s is %s, %s make %s", name, figure, sumName, sum);
  }

  private void zero(String name, String why) {
    holds(figure(name) == 0, "%s is %s, and %s", name, figure(name), why);
  }

  /** A name that is told where its figure is not 0. */
  private void together(String name, boolean told) {
    holds(
        value(name).isMissingNode() != told,
        told ? "%s is missing, and its figure is not 0" : "%s is there, and its figure is 0",
        name);
  }

  private void holds(boolean rule, String sentence, Object... values) {
    if (!rule && sentences.size() < Shape.ENOUGH) {
      sentences.add(sentence.formatted(values));
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
    return figure("rows." + figure);
  }

  private long figure(String path) {
    return value(path).asLong(-1);
  }

  private String text(String path) {
    return value(path).asText();
  }

  private JsonNode value(String path) {
    return dataset.at(path.split("\\."));
  }
}
