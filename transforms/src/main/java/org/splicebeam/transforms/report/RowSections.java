package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sections on rows: where they went, what they are, and which negatives stayed. */
final class RowSections {
  private static final int MOST_GENES = 20;

  private static final List<Bars.Key> KEPT_AS =
      List.of(
          new Bars.Key("tp", "a site, or a mistake of the base model"),
          new Bars.Key("hard", "a negative with a high score"),
          new Bars.Key("near", "a negative beside a site or mistake"),
          new Bars.Key("easy", "drawn from the other negatives"),
          new Bars.Key("stratum", "a negative drawn by height of score"),
          new Bars.Key("tn", "a row where nothing was sampled"));

  private static final List<String> KEPT_AS_NAMES =
      List.of("nonTN", "hard", "near", "easy", "stratum", "all");

  private final Told dataset;
  private final Told statistics;
  private final CsvTable manifest;
  private final boolean ofScores;

  RowSections(Told dataset, Told statistics, CsvTable manifest) {
    this.dataset = dataset;
    this.statistics = statistics;
    this.manifest = manifest;
    ofScores = dataset.at("inputs", "scores").isThere();
  }

  /** What became of each row read. */
  Section account() {
    Told rows = dataset.at("rows");
    Figure read = Figure.of(rows.at("read"));
    List<Flow.Part> parts = new ArrayList<>();
    parts.add(new Flow.Part("kept", "in this data set", Figure.of(rows.at("kept")), "main"));
    parts.add(
        new Flow.Part(
            "sampled out", "negatives not drawn", Figure.of(rows.at("sampledOut")), "tn"));
    parts.add(
        new Flow.Part("of other genes", "not selected", Figure.of(rows.at("unselected")), "easy"));
    if (ofScores) {
      parts.add(new Flow.Part("masked", "at or near sites", Figure.of(rows.at("masked")), "near"));
    }
    parts.add(
        new Flow.Part(
            "duplicates", "of a position that stays", Figure.of(rows.at("duplicates")), "fp"));
    parts.add(new Flow.Part("rejected", "not usable", Figure.of(rows.at("rejected")), "fn"));
    List<Flow.Part> some =
        parts.stream()
            .filter(part -> part.figure().number() > 0 || part.label().equals("kept"))
            .toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.prose(
            ofScores
                ? "{} positions of genes have scores. Each band shows what became of them; the bands add up to all."
                : "{} rows were read from the tables. Each band shows what became of them; the bands add up to all.",
            read));
    blocks.add(
        Flow.of(
            "What became of the rows that were read",
            "A bar of all rows read at the left, and a band for each outcome to the right; thickness is the number of rows.",
            read,
            some));
    List<String> none =
        parts.stream().filter(part -> !some.contains(part)).map(Flow.Part::label).toList();
    if (!none.isEmpty()) {
      blocks.add(Block.prose("None were " + String.join(", none ", none) + "."));
    }
    return new Section("rows", "Rows", "Where the rows went", blocks);
  }

  /** Labels of all, by splice type, chromosome and type of gene. */
  Section labels() throws ReportFiles.DamagedException {
    Labels all = Labels.of("all rows", dataset.at("genes"), dataset.at("labels"));
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.prose(
            "A label compares what the base model called with where a splice site really is. Most positions of a gene are TN; a build keeps a sample of those, unless it is told to keep all."));
    blocks.add(byType(all));
    List<List<Block>> groups = new ArrayList<>();
    List<Labels> chromosomes = groups("chromosomes", "chrom", "chrom");
    if (!chromosomes.isEmpty()) {
      groups.add(Labels.blocks("Rows and labels by chromosome", "chromosomes", chromosomes, true));
    }
    List<Labels> types = groups("geneTypes", "geneType", "gene_type");
    if (!types.isEmpty()) {
      types.sort(Comparator.comparingDouble(type -> -type.rows().number()));
      groups.add(Labels.blocks("Rows and labels by type of gene", "types of gene", types, true));
    }
    if (!groups.isEmpty()) {
      blocks.add(new Block.Beside(groups));
    }
    return new Section("labels", "Labels", "What the rows are", blocks);
  }

  /** By the statistics, else by the manifest. */
  private List<Labels> groups(String list, String key, String column)
      throws ReportFiles.DamagedException {
    List<Labels> groups = new ArrayList<>();
    for (Told group : statistics.at(list).items()) {
      groups.add(Labels.of(group.at(key).text(), group.at("genes"), group));
    }
    return groups.isEmpty() && manifest.has(column) ? Labels.of(manifest, column) : groups;
  }

  private Block byType(Labels all) {
    Map<String, Map<String, Figure>> byType = new LinkedHashMap<>();
    for (String type : List.of("donor", "acceptor", "neither")) {
      byType.put(type, new LinkedHashMap<>());
    }
    for (Told cell : statistics.at("labels").items()) {
      if (cell.at("split").text().equals("all")) {
        byType
            .computeIfAbsent(cell.at("spliceType").text(), none -> new LinkedHashMap<>())
            .put(cell.at("predType").text(), Figure.of(cell.at("rows")));
      }
    }
    List<Block.Table.Head> heads = new ArrayList<>(List.of(new Block.Table.Head("label", false)));
    boolean isTold = statistics.at("labels").isThere();
    if (isTold) {
      byType.keySet().forEach(type -> heads.add(new Block.Table.Head(type, true)));
    }
    heads.add(new Block.Table.Head("all", true));
    heads.add(new Block.Table.Head("share", true));
    List<List<List<Piece>>> lines = new ArrayList<>();
    for (int i = 0; i < Labels.NAMES.size(); i++) {
      List<List<Piece>> line = new ArrayList<>();
      line.add(List.of(new Piece.Words(Labels.KEYS.get(i).text())));
      if (isTold) {
        for (Map<String, Figure> type : byType.values()) {
          line.add(List.of(type.getOrDefault(Labels.NAMES.get(i), Figure.count(0, ""))));
        }
      }
      Figure count = all.counts().get(i);
      line.add(List.of(count));
      line.add(List.of(Figure.share(count, Figure.of(dataset.at("rows", "kept")))));
      lines.add(line);
    }
    return new Block.Table("Rows by label" + (isTold ? " and type of site" : ""), heads, lines);
  }

  /** Which rows stayed by which rule. */
  Section sampling() {
    Told options = dataset.at("options");
    List<Block> blocks = new ArrayList<>();
    blocks.add(rule(options));
    Told kept = statistics.at("sampling", "keptAs");
    if (kept.isThere()) {
      List<Figure> figures = KEPT_AS_NAMES.stream().map(name -> Figure.of(kept.at(name))).toList();
      List<Bars.Row> rows = new ArrayList<>();
      double largest = figures.stream().mapToDouble(Figure::number).max().orElse(0);
      for (int i = 0; i < KEPT_AS.size(); i++) {
        Figure figure = figures.get(i);
        if (figure.number() > 0) {
          rows.add(
              new Bars.Row(
                  KEPT_AS_NAMES.get(i),
                  KEPT_AS.get(i).text(),
                  figure,
                  Bars.stacked(List.of(KEPT_AS.get(i)), List.of(figure), largest)));
        }
      }
      List<List<Block>> columns = new ArrayList<>();
      columns.add(
          List.of(
              new Bars(
                  "Why rows are here", "A bar for each rule that keeps rows.", List.of(), rows)));
      columns.add(ofGenes());
      blocks.add(new Block.Beside(columns));
    }
    return new Section("sampling", "Sampling", "Which negatives stayed", blocks);
  }

  private Block rule(Told options) {
    if (options.at("downsample").text().equals("none")) {
      return Block.prose("Nothing was sampled: all rows are here.");
    }
    if (options.at("negatives").text().equals("strata")) {
      return Block.prose(
          "All sites and all mistakes of the base model are here, and about {} true negatives for each of them, as evenly as possible from every height of score. Weight rows by 1 / sampling_probability where base rates matter.",
          Figure.of(options.at("negativeRatio")));
    }
    if (options.at("nearRatio").isThere() && !options.at("nearRatio").text().equals("all")) {
      return Block.prose(
          "All sites and all mistakes of the base model are here, and the true negatives that score {} or more. For each site or mistake there are about {} of the true negatives within {} bases of one, and about {} of all others. Weight rows by 1 / sampling_probability where base rates matter.",
          Figure.of(options.at("hardThreshold")),
          Figure.of(options.at("nearRatio")),
          Figure.of(options.at("window")),
          Figure.of(options.at("easyRatio")));
    }
    return Block.prose(
        "All sites and all mistakes of the base model are here, and the true negatives that score {} or more or lie within {} bases of one. Of the other true negatives there are about {} for each site or mistake. Weight rows by 1 / sampling_probability where base rates matter.",
        Figure.of(options.at("hardThreshold")),
        Figure.of(options.at("window")),
        Figure.of(options.at("easyRatio")));
  }

  /** A gene and its rows, of which there may be 100 000 to sort. */
  private record GeneRows(Told gene, long rows) {}

  private List<Block> ofGenes() {
    List<GeneRows> genes = new ArrayList<>();
    for (Told gene : statistics.at("sampling", "genes").items()) {
      genes.add(new GeneRows(gene, rowsOf(gene)));
    }
    if (genes.isEmpty()) {
      return List.of();
    }
    genes.sort(Comparator.comparingLong(gene -> -gene.rows));
    List<Told> first = genes.stream().limit(MOST_GENES).map(GeneRows::gene).toList();
    double largest = genes.get(0).rows;
    List<Bars.Row> rows = new ArrayList<>();
    for (Told gene : first) {
      List<Figure> figures = KEPT_AS_NAMES.stream().map(name -> Figure.of(gene.at(name))).toList();
      rows.add(
          new Bars.Row(
              PageText.of(gene.at("gene_id").text(), 26),
              Figure.sum(KEPT_AS_NAMES.stream().map(gene::at).filter(Told::isThere).toList()),
              Bars.stacked(KEPT_AS, figures, largest)));
    }
    List<Bars.Key> used =
        KEPT_AS.stream()
            .filter(
                key ->
                    rows.stream()
                        .flatMap(row -> row.segments().stream())
                        .anyMatch(segment -> segment.colour().equals(key.colour())))
            .toList();
    return List.of(
        new Bars(
            "The genes with the most rows",
            "A bar for each gene; its colours are the rules that keep its rows.",
            used,
            rows));
  }

  private static long rowsOf(Told gene) {
    return KEPT_AS_NAMES.stream().mapToLong(name -> gene.node().path(name).asLong()).sum();
  }
}
