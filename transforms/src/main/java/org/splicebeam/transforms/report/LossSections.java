package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.splicebeam.transforms.publish.SpreadsheetCell;

/** The sections on what was not used, and on the columns and what they lack. */
final class LossSections {
  private static final int EXAMPLES = 3;
  private static final int MOST_NAMES = 10;
  private static final int MOST_NULLS = 40;
  private static final int MOST_COLUMNS = 400;

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("COLUMN_COUNT", "not as many cells as the header"),
          Map.entry("MISSING_VALUE", "a value is missing"),
          Map.entry("BAD_VALUE", "a value of another kind"),
          Map.entry("CHROM_MISMATCH", "not the gene's chromosome"),
          Map.entry("STRAND_MISMATCH", "not the gene's strand"),
          Map.entry("POSITION_OUTSIDE_GENE", "a position outside of the gene"),
          Map.entry("MISSING_ID", "no id of gene or transcript"),
          Map.entry("OTHER_PLACE", "a gene taken from elsewhere"),
          Map.entry("LINE_TOO_LONG", "a line of more than 1 MiB"),
          Map.entry("NO_PARENT", "part of no gene"),
          Map.entry("NO_SITES", "no splice site in it"),
          Map.entry("NO_SCORES", "no scores for it"),
          Map.entry("LENGTH_MISMATCH", "scores of another length"),
          Map.entry("NO_CONTIG", "its chromosome has no sequence"),
          Map.entry("OUTSIDE_CONTIG", "it goes beyond its chromosome"));

  private final Told dataset;
  private final Told statistics;
  private final Map<String, String> rejected;

  LossSections(Told dataset, Told statistics, Map<String, String> rejected) {
    this.dataset = dataset;
    this.statistics = statistics;
    this.rejected = rejected;
  }

  /** Whatever was read or told and is not in the data set. */
  Section unused() {
    List<Block> blocks = new ArrayList<>();
    addReasons(blocks, "Rows that could not be used", dataset.at("rejectedByReason"));
    addTables(blocks);
    addUnknownColumns(blocks);
    addAnnotation(blocks, "annotation", "Lines of the annotation that could not be used");
    addAnnotation(blocks, "spliceSites", "Lines of the splice sites that could not be used");
    addReasons(blocks, "Genes without rows", dataset.at("annotationGenes", "withoutRows"));
    addGenes(blocks);
    addExamples(blocks);
    if (blocks.isEmpty()) {
      blocks.add(Block.prose("Everything that was read could be used."));
    } else {
      blocks.add(
          0,
          Block.prose(
              "Nothing is dropped silently: each line and gene that could not be used is counted here, and listed in the folder rejected/ of the data set."));
    }
    return new Section("unused", "Not used", "What was not used", blocks);
  }

  private static void addReasons(List<Block> blocks, String title, Told reasons) {
    List<Told> some = reasons.fields().values().stream().filter(Told::isAny).toList();
    if (some.isEmpty()) {
      return;
    }
    double largest = some.stream().mapToDouble(Told::number).max().orElse(0);
    blocks.add(
        new Bars(
            title,
            "A bar for each reason; its length is how many there are.",
            List.of(),
            some.stream()
                .map(
                    reason ->
                        new Bars.Row(
                            reasonOf(reason),
                            Figure.of(reason),
                            List.of(
                                new Bars.Segment(
                                    "fn",
                                    "0%",
                                    Scale.percent(reason.number(), largest),
                                    reason.text()))))
                .toList()));
  }

  private static String reasonOf(Told reason) {
    return reasonOf(reason.pointer().substring(reason.pointer().lastIndexOf('/') + 1));
  }

  private static String reasonOf(String name) {
    return REASONS.getOrDefault(name, PageText.of(name, 40));
  }

  private void addTables(List<Block> blocks) {
    Told inputs = dataset.at("inputs");
    List<Told> skipped =
        inputs.at("analysis").items().stream()
            .filter(table -> table.at("skipped").isThere())
            .toList();
    if (!skipped.isEmpty()) {
      blocks.add(
          new Block.Table(
              "Tables that were left out",
              List.of(new Block.Table.Head("table", false), new Block.Table.Head("why", false)),
              skipped.stream()
                  .limit(MOST_NAMES)
                  .map(
                      table ->
                          List.<List<Piece>>of(
                              List.of(Piece.quoted(table.at("path").text())),
                              List.of(Piece.quoted(table.at("skipped").text()))))
                  .toList()));
    }
    if (inputs.at("hiddenTables").isAny()) {
      blocks.add(
          Block.prose(
              "Hidden tables that were passed over, as backup copies are: {}. The first is {}.",
              Figure.of(inputs.at("hiddenTables")),
              Piece.quoted(inputs.at("firstHiddenTable").text())));
    }
  }

  private void addUnknownColumns(List<Block> blocks) {
    List<Told> unknown = dataset.at("inputs", "unknownColumns").items();
    if (!unknown.isEmpty()) {
      int more = unknown.size() - MOST_NAMES;
      blocks.add(
          Block.prose(
              "Columns of the tables that are not known and were left out (--extraColumns takes them): {}, namely {}",
              Figure.count(
                  unknown.size() + dataset.at("inputs", "moreUnknownColumns").node().asLong(), ""),
              Piece.quoted(
                  unknown.stream()
                          .limit(MOST_NAMES)
                          .map(column -> PageText.of(column.at("name").text(), 30))
                          .collect(Collectors.joining(", "))
                      + (more > 0 ? ", ..." : ""))));
    }
  }

  private void addAnnotation(List<Block> blocks, String input, String title) {
    Told lines = dataset.at("inputs", input);
    addReasons(blocks, title, lines.at("unused"));
    if (lines.at("firstUnused").isThere()) {
      blocks.add(
          Block.prose(
              "The first is line {}: {}",
              Figure.of(lines.at("firstUnused", "line")),
              Piece.quoted(lines.at("firstUnused", "found").text())));
    }
    if (lines.at("unreadableValues").isAny()) {
      blocks.add(
          Block.prose(
              "Names, types or tags of the annotation that are no UTF-8 and count as missing: {}.",
              Figure.of(lines.at("unreadableValues"))));
    }
  }

  private void addGenes(List<Block> blocks) {
    Told lacking = dataset.at("genesNotAnnotated");
    if (lacking.at("genes").isAny()) {
      blocks.add(
          Block.prose(
              "Genes of the tables that the annotation lacks: {}. Their columns of gene and transcript hold -1, 0 or unknown. The first: {}",
              Figure.of(lacking.at("genes")),
              Piece.quoted(lacking.at("first").text())));
    }
    dataset
        .at("unmatched")
        .fields()
        .forEach(
            (option, names) ->
                blocks.add(
                    Block.prose(
                        "{} names something that no row has: {}",
                        Piece.quoted(option),
                        Piece.quoted(names.text()))));
    if (dataset.at("annotationGenes", "ofOneType").isAny()) {
      blocks.add(
          Block.prose(
              "Genes with scores of donors or acceptors alone: {}. The other score is 0 in their rows.",
              Figure.of(dataset.at("annotationGenes", "ofOneType"))));
    }
    if (dataset.at("duplicatesOfOtherType").isAny()) {
      blocks.add(
          Block.prose(
              "Duplicates with another label than the row that stayed: {}, the first of them in gene {}.",
              Figure.of(dataset.at("duplicatesOfOtherType")),
              Piece.quoted(dataset.at("firstDuplicateOfOtherType").text())));
    }
  }

  /** The first lines of each file of rejected lines, whose cells show what cannot be seen. */
  private void addExamples(List<Block> blocks) {
    rejected.forEach(
        (name, head) -> {
          List<List<String>> lines =
              head.lines().limit(EXAMPLES + 1L).map(line -> List.of(line.split("\t", -1))).toList();
          if (lines.size() < 2) {
            return;
          }
          List<String> heads = lines.get(0);
          blocks.add(
              new Block.Folded(
                  "Examples of " + PageText.of(name, 60),
                  List.of(
                      new Block.Table(
                          "The first lines of " + PageText.of(name, 60),
                          heads.stream()
                              .map(
                                  text ->
                                      new Block.Table.Head(
                                          PageText.of(text.replace('_', ' '), 40), false))
                              .toList(),
                          lines.subList(1, lines.size()).stream()
                              .filter(line -> line.size() == heads.size())
                              .map(
                                  line ->
                                      line.stream()
                                          .map(
                                              cell ->
                                                  List.<Piece>of(
                                                      Piece.quoted(SpreadsheetCell.read(cell))))
                                          .toList())
                              .toList()))));
        });
  }

  /** What columns there are, and which lack values. */
  Section columns() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.prose(
            "Each row has {} columns; data_dictionary.csv has the meaning of each.",
            Figure.of(dataset.at("columns"))));
    List<Told> nulls = dataset.at("nullFeatures").items();
    blocks.add(
        nulls.isEmpty()
            ? Block.prose("No feature column is empty throughout.")
            : Block.prose(
                "Feature columns that are empty in every row, so that nothing can be learnt from them: {}, namely {}",
                Figure.size(dataset.at("nullFeatures")),
                Piece.quoted(
                    nulls.stream()
                        .map(Told::text)
                        .limit(MOST_NULLS)
                        .collect(Collectors.joining(", ")))));
    List<List<List<Piece>>> lines = new ArrayList<>();
    for (Told column : statistics.at("columns").items()) {
      if (lines.size() == MOST_COLUMNS) {
        break;
      }
      Told all = column.at("all");
      lines.add(
          List.of(
              List.of(Piece.quoted(column.at("name").text())),
              List.of(Figure.of(all.at("count"))),
              List.of(Figure.of(all.at("nulls"))),
              List.of(Figure.of(all.at("zeros"))),
              List.of(Figure.of(all.at("min"))),
              List.of(Figure.of(all.at("mean"))),
              List.of(Figure.of(all.at("max"))),
              List.of(Figure.of(all.at("deviation")))));
    }
    if (!lines.isEmpty()) {
      List<Block.Table.Head> heads = new ArrayList<>();
      heads.add(new Block.Table.Head("column", false));
      for (String head : List.of("values", "null", "zero", "least", "mean", "most", "deviation")) {
        heads.add(new Block.Table.Head(head, true));
      }
      blocks.add(
          new Block.Folded(
              "The figures of all columns but counts of words",
              List.of(new Block.Table("Values of each column", heads, lines))));
    }
    return new Section("columns", "Columns", "The columns", blocks);
  }
}
