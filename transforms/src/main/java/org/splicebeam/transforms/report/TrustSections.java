package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The sections on whether a model that learns from the data set can be believed. */
final class TrustSections {
  /** The questions of the probe, as people ask them. */
  static final Map<String, String> QUESTIONS = new LinkedHashMap<>();

  static {
    QUESTIONS.put("site", "a true site or not");
    QUESTIONS.put("negative", "a TN or not");
    QUESTIONS.put("truePositive", "TP or FN");
    QUESTIONS.put("donor", "donor or acceptor");
  }

  private static final int MOST_BARS = 12;
  private static final int MOST_PAIRS = 20;
  private static final int MOST_CHROMOSOMES = 30;

  private final Told dataset;
  private final Told statistics;
  private final CsvTable manifest;
  private final CsvTable paralogs;

  TrustSections(Told dataset, Told statistics, CsvTable manifest, CsvTable paralogs) {
    this.dataset = dataset;
    this.statistics = statistics;
    this.manifest = manifest;
    this.paralogs = paralogs;
  }

  /** How the rows are shared out. */
  Section splits() {
    Map<String, Told> splits = dataset.at("splits").fields();
    List<Block> blocks = new ArrayList<>();
    if (!splits.isEmpty()) {
      blocks.add(how(dataset.at("options", "splits")));
      List<Labels> groups = new ArrayList<>();
      List<List<List<Piece>>> lines = new ArrayList<>();
      splits.forEach(
          (name, split) -> {
            groups.add(Labels.of(name, split.at("genes"), split.at("labels")));
            lines.add(
                List.of(
                    List.of(new Piece.Words(name)),
                    List.of(Figure.of(split.at("genes"))),
                    List.of(Figure.of(split.at("rows"))),
                    List.of(
                        Figure.share(
                            Figure.of(split.at("rows")), Figure.of(dataset.at("rows", "kept")))),
                    List.of(Figure.of(split.at("parts"))),
                    List.of(new Piece.Words(chromosomesOf(name)))));
          });
      blocks.add(
          new Block.Table(
              "The splits",
              List.of(
                  new Block.Table.Head("split", false),
                  new Block.Table.Head("genes", true),
                  new Block.Table.Head("rows", true),
                  new Block.Table.Head("share of rows", true),
                  new Block.Table.Head("files", true),
                  new Block.Table.Head("chromosomes", false)),
              lines));
      blocks.addAll(Labels.blocks("Shares of labels in each split", "splits", groups, false));
    }
    return new Section("splits", "Splits", "Training, validation and test", blocks);
  }

  private static Block how(Told options) {
    if (options.at("by").text().equals("gene")) {
      return Block.prose(
          "Genes were shared out at random, by a hash of their ids; genes that share a base stay together. Fractions asked for (train, validation, test): {}.",
          Piece.quoted(options.at("fractions").text()));
    }
    if (options.at("preset").isThere()) {
      return Block.prose(
          "Genes were shared out by chromosome, as the preset {} says; genes that share a base stay together.",
          Piece.quoted(options.at("preset").text()));
    }
    return Block.prose(
        "Genes were shared out by chromosome; genes that share a base stay together. Test chromosomes: {}. Validation chromosomes: {}.",
        Piece.quoted(options.at("testChromosomes").text()),
        Piece.quoted(options.at("validationChromosomes").text()));
  }

  private String chromosomesOf(String split) {
    Set<String> chromosomes = new LinkedHashSet<>();
    if (manifest.has("split") && manifest.has("chrom")) {
      for (List<String> gene : manifest.records()) {
        if (manifest.text(gene, "split").equals(split)) {
          chromosomes.add(manifest.text(gene, "chrom"));
        }
      }
    }
    int more = chromosomes.size() - MOST_CHROMOSOMES;
    return chromosomes.stream()
            .limit(MOST_CHROMOSOMES)
            .map(chromosome -> PageText.of(chromosome, 20))
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and %s more".formatted(more) : "");
  }

  /** How many rows the base model has learnt from. */
  Section trainedOn() {
    Told told = dataset.at("baseModelTrainedOn");
    List<Block> blocks = new ArrayList<>();
    if (told.isThere()) {
      blocks.add(
          Block.prose(
              "The base model was trained on the chromosomes {}. On their genes its scores look better than new ones will, and so does a meta-model that is measured there: report on rows that the base model was not trained on.",
              Piece.quoted(told.at("chromosomes").text())));
      List<List<List<Piece>>> lines = new ArrayList<>();
      dataset
          .at("splits")
          .fields()
          .forEach(
              (name, split) ->
                  lines.add(
                      trainedOn(
                          name, split.at("rows"), split.at("genes"), told.at("splits", name))));
      lines.add(trainedOn("all", dataset.at("rows", "kept"), dataset.at("genes"), told));
      blocks.add(
          new Block.Table(
              "Rows and genes that the base model was trained on",
              List.of(
                  new Block.Table.Head("split", false),
                  new Block.Table.Head("rows", true),
                  new Block.Table.Head("trained on", true),
                  new Block.Table.Head("share of rows", true),
                  new Block.Table.Head("genes", true),
                  new Block.Table.Head("trained on", true)),
              lines));
    }
    return new Section("trainedOn", "Base model", "What the base model was trained on", blocks);
  }

  private static List<List<Piece>> trainedOn(String name, Told rows, Told genes, Told trainedOn) {
    Figure ofRows = Figure.of(trainedOn.at("rows"));
    return List.of(
        List.of(new Piece.Words(name)),
        List.of(Figure.of(rows)),
        List.of(ofRows),
        List.of(Figure.share(ofRows, Figure.of(rows))),
        List.of(Figure.of(genes)),
        List.of(Figure.of(trainedOn.at("genes"))));
  }

  /** A column's best question. */
  private record Strongest(Told column, String question, double separation) {}

  /** What single columns give away. */
  Section leakage() {
    Told leakage = statistics.at("leakage");
    List<Block> blocks = new ArrayList<>();
    List<Strongest> judged = new ArrayList<>();
    List<String> mayKnow = new ArrayList<>();
    for (Told column : leakage.at("columns").items()) {
      if (column.at("judged").node().asBoolean()) {
        judged.add(strongest(column));
      } else {
        mayKnow.add(column.at("name").text());
      }
    }
    if (!judged.isEmpty()) {
      judged.sort(Comparator.comparingDouble(column -> -column.separation));
      blocks.add(
          Block.prose(
              "A column that alone tells a label from another, and is no score, gives the answer away: a model that learns it is of no use elsewhere. The figure is the chance that the column puts a random pair of rows in order (AUC): 0.5 is a coin, 0 and 1 are certain. A column leaks where even its cautious estimate is beyond {} (or {}), the line in the chart. Classes with fewer than {} rows are not judged.",
              Figure.of(leakage.at("limit")),
              complement(leakage.at("limit")),
              Figure.of(leakage.at("leastRows"))));
      blocks.add(chart(leakage, judged));
      blocks.add(
          new Block.Folded(
              "The figures of all %s columns that are judged".formatted(judged.size()),
              List.of(table(judged))));
      if (!mayKnow.isEmpty()) {
        blocks.add(
            Block.prose(
                "{} columns may know the label, since that is their work: scores, what follows from them, and the sequence.",
                Figure.count(mayKnow.size(), "")));
      }
    }
    List<Told> separated = leakage.at("separated").items();
    if (!separated.isEmpty()) {
      Block table =
          new Block.Table(
              "Labels that one score separates exactly",
              List.of(
                  new Block.Table.Head("column", false),
                  new Block.Table.Head("labels", false),
                  new Block.Table.Head("type of site", false),
                  new Block.Table.Head("threshold", true)),
              separated.stream()
                  .map(
                      some ->
                          List.<List<Piece>>of(
                              List.of(Piece.quoted(some.at("column").text())),
                              List.of(
                                  new Piece.Words(
                                      some.at("classes").text().replace(", ", " and "))),
                              List.of(Piece.quoted(some.at("spliceType").text())),
                              List.of(Figure.of(some.at("threshold")))))
                  .toList());
      blocks.add(
          new Block.Folded(
              "The %s thresholds of single scores that separate labels exactly"
                  .formatted(separated.size()),
              List.of(table)));
    }
    return new Section("leakage", "Leakage", "Does a column give the answer away?", blocks);
  }

  private static Figure complement(Told limit) {
    double rest = 1 - limit.number();
    return new Figure(Double.toString(rest), Figure.decimal(rest), "1 - " + limit.place());
  }

  private static Strongest strongest(Told column) {
    Strongest strongest = new Strongest(column, "site", -1);
    for (String question : QUESTIONS.keySet()) {
      Told auc = column.at(question, "auc");
      double separation = auc.isThere() ? 2 * Math.abs(auc.number() - 0.5) : -1;
      if (separation > strongest.separation) {
        strongest = new Strongest(column, question, separation);
      }
    }
    return strongest;
  }

  private static Block chart(Told leakage, List<Strongest> judged) {
    List<Bars.Row> rows = new ArrayList<>();
    for (Strongest some : judged.subList(0, Math.min(MOST_BARS, judged.size()))) {
      Told answer = some.column.at(some.question);
      String verdict = answer.at("verdict").text();
      Figure auc = Figure.of(answer.at("auc"));
      rows.add(
          new Bars.Row(
              PageText.of(some.column.at("name").text(), 30),
              QUESTIONS.get(some.question),
              auc,
              some.separation < 0
                  ? List.of()
                  : List.of(
                      new Bars.Segment(
                          verdict.equals("leaks") ? "fn" : verdict.equals("allowed") ? "g" : "main",
                          "0%",
                          Scale.percent(some.separation, 1),
                          "AUC %s, %s".formatted(auc.shown(), verdict)))));
    }
    return new Bars(
        "The columns that tell most",
        "The length of a bar is how far the AUC is from a coin; the line is the limit.",
        List.of(
            new Bars.Key("main", "passes, or too few rows"),
            new Bars.Key("fn", "leaks"),
            new Bars.Key("g", "leaks, and is allowed")),
        rows,
        Scale.percent(2 * (leakage.at("limit").number() - 0.5), 1));
  }

  private static Block.Table table(List<Strongest> judged) {
    List<Block.Table.Head> heads = new ArrayList<>();
    heads.add(new Block.Table.Head("column", false));
    heads.add(new Block.Table.Head("group", false));
    QUESTIONS.values().forEach(question -> heads.add(new Block.Table.Head(question, true)));
    List<List<List<Piece>>> lines = new ArrayList<>();
    for (Strongest some : judged) {
      List<List<Piece>> line = new ArrayList<>();
      line.add(List.of(Piece.quoted(some.column.at("name").text())));
      line.add(List.of(Piece.quoted(some.column.at("group").text())));
      for (String question : QUESTIONS.keySet()) {
        Told answer = some.column.at(question);
        String verdict = answer.at("verdict").text();
        List<Piece> cell = new ArrayList<>();
        cell.add(Figure.of(answer.at("auc")));
        if (!verdict.isEmpty() && !verdict.equals("passes")) {
          cell.add(new Piece.Words(" " + verdict));
        }
        line.add(cell);
      }
      lines.add(line);
    }
    return new Block.Table("AUC of each column and question", heads, lines);
  }

  /** A line of paralogs.csv. */
  private record Pair(List<String> cells, double containment) {}

  /** Genes of different splits that look alike. */
  Section paralogs() throws ReportFiles.DamagedException {
    Told told = dataset.at("paralogs");
    List<Block> blocks = new ArrayList<>();
    if (told.isThere()) {
      blocks.add(
          Block.prose(
              "Genes whose windows share many words are copies of one another, or of one family. Where one is learnt from and the other tested on, the test is too easy. {} genes were compared; {} pairs look alike, {} of them in different splits.",
              Figure.of(told.at("sketchedGenes")),
              Figure.of(told.at("pairs")),
              Figure.of(told.at("pairsAcrossSplits"))));
      blocks.add(done(told));
      List<Pair> pairs = new ArrayList<>();
      for (List<String> cells : paralogs.records()) {
        pairs.add(new Pair(cells, paralogs.share(cells, "containment")));
      }
      if (!pairs.isEmpty()) {
        pairs.sort(Comparator.comparingDouble(pair -> -pair.containment));
        blocks.add(
            new Block.Folded(
                "The %s that are most alike"
                    .formatted(
                        pairs.size() <= MOST_PAIRS ? "pairs" : "first " + MOST_PAIRS + " pairs"),
                List.of(pairs(pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))))));
      }
    }
    return new Section("paralogs", "Look-alikes", "Genes that look alike", blocks);
  }

  private Block done(Told told) {
    return switch (dataset.at("options", "paralogs").text()) {
      case "move" ->
          Block.prose(
              "{} genes were moved so that pairs are in one split.",
              Figure.of(told.at("movedGenes")));
      case "drop" ->
          Block.prose(
              "{} genes with {} rows were dropped.",
              Figure.of(told.at("droppedGenes")),
              Figure.of(told.at("droppedRows")));
      default -> Block.prose("They were left where they are (--paralogs=report).");
    };
  }

  private Block.Table pairs(List<Pair> pairs) throws ReportFiles.DamagedException {
    List<List<List<Piece>>> lines = new ArrayList<>();
    for (Pair some : pairs) {
      List<String> pair = some.cells;
      String from =
          "paralogs.csv#gene_id=%s,other_gene_id=%s#"
              .formatted(
                  PageText.of(paralogs.text(pair, "gene_id"), 60),
                  PageText.of(paralogs.text(pair, "other_gene_id"), 60));
      lines.add(
          List.of(
              gene(pair, "gene"),
              List.of(Piece.quoted(paralogs.text(pair, "split_before"))),
              gene(pair, "other_gene"),
              List.of(Piece.quoted(paralogs.text(pair, "other_split_before"))),
              List.of(Figure.count(paralogs.number(pair, "shared_words"), from + "shared_words")),
              List.of(
                  new Figure(
                      Double.toString(some.containment),
                      Figure.percent(some.containment, 1),
                      from + "containment")),
              List.of(Piece.quoted(paralogs.text(pair, "done")))));
    }
    return new Block.Table(
        "Pairs of genes",
        List.of(
            new Block.Table.Head("gene", false),
            new Block.Table.Head("split", false),
            new Block.Table.Head("other gene", false),
            new Block.Table.Head("its split", false),
            new Block.Table.Head("words shared", true),
            new Block.Table.Head("of the smaller", true),
            new Block.Table.Head("done", false)),
        lines);
  }

  private List<Piece> gene(List<String> pair, String which) {
    String name = paralogs.text(pair, which + "_name");
    String id = paralogs.text(pair, which + "_id");
    return List.of(Piece.quoted(name.isEmpty() ? id : name));
  }
}
