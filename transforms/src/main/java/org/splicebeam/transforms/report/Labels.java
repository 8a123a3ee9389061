package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows by label, for a chromosome, a type of gene, a split or all.
 *
 * @param name of the group, as a user wrote it
 * @param genes how many; without a value where that is not told
 * @param counts of the labels in the order of {@link #KEYS}
 */
record Labels(String name, Figure genes, List<Figure> counts) {
  /** The labels in the order in which charts show them. */
  static final List<String> NAMES = List.of("TP", "FN", "FP", "TN");

  static final List<Bars.Key> KEYS =
      List.of(
          new Bars.Key("tp", "TP, a site that was called"),
          new Bars.Key("fn", "FN, a site that was missed"),
          new Bars.Key("fp", "FP, a call where no site is"),
          new Bars.Key("tn", "TN, neither"));

  /** So many groups have a bar of their own; a line says how many more there are. */
  private static final int MOST_BARS = 30;

  private static final int NAME_LENGTH = 26;
  private static final int MOST_LINES = 200;

  /** Of an object with a value a label. */
  static Labels of(String name, Told genes, Told labels) {
    return new Labels(
        name, Figure.of(genes), NAMES.stream().map(label -> Figure.of(labels.at(label))).toList());
  }

  /** Of the manifest's genes by a column, in the order in which its values come first. */
  static List<Labels> of(CsvTable manifest, String column) throws ReportFiles.DamagedException {
    Map<String, long[]> sums = new LinkedHashMap<>();
    for (List<String> gene : manifest.records()) {
      long[] sum =
          sums.computeIfAbsent(manifest.text(gene, column), none -> new long[NAMES.size() + 1]);
      for (int i = 0; i < NAMES.size(); i++) {
        sum[i] += manifest.number(gene, NAMES.get(i).toLowerCase(Locale.ROOT));
      }
      sum[NAMES.size()]++;
    }
    List<Labels> groups = new ArrayList<>();
    sums.forEach(
        (name, sum) -> {
          String where = "gene_manifest.csv#%s=%s#".formatted(column, PageText.of(name, 60));
          List<Figure> counts = new ArrayList<>();
          for (int i = 0; i < NAMES.size(); i++) {
            counts.add(Figure.count(sum[i], where + NAMES.get(i).toLowerCase(Locale.ROOT)));
          }
          groups.add(new Labels(name, Figure.count(sum[NAMES.size()], where + "genes"), counts));
        });
    return groups;
  }

  /** All rows. */
  Figure rows() {
    long rows = 0;
    List<String> from = new ArrayList<>();
    for (Figure count : counts) {
      rows += (long) count.number();
      from.add(count.from());
    }
    return Figure.count(rows, String.join(" + ", from));
  }

  /**
   * A chart and a table of groups.
   *
   * @param what the groups are, in the plural
   * @param isPart whether a bar's length tells how many rows a group has; else all bars are full
   */
  static List<Block> blocks(String title, String what, List<Labels> groups, boolean isPart) {
    List<Labels> shown = groups.stream().limit(MOST_BARS).toList();
    double largest = groups.stream().mapToDouble(group -> group.rows().number()).max().orElse(0);
    List<Bars.Row> rows = new ArrayList<>();
    for (Labels group : shown) {
      Figure all = group.rows();
      rows.add(
          new Bars.Row(
              PageText.of(group.name, NAME_LENGTH),
              all,
              Bars.stacked(KEYS, group.counts, isPart ? largest : all.number())));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Bars(
            title,
            isPart
                ? "The length of a bar is the number of rows, its colours are their labels."
                : "Each bar is all rows of a group, its colours are the shares of their labels.",
            KEYS,
            rows));
    if (groups.size() > MOST_BARS) {
      blocks.add(
          Block.prose(
              "The chart shows the first {} of {} %s; the table below has more.".formatted(what),
              Figure.count(MOST_BARS, ""),
              Figure.count(groups.size(), "")));
    }
    blocks.add(table(what, groups));
    return blocks;
  }

  private static Block table(String what, List<Labels> groups) {
    List<List<List<Piece>>> lines = new ArrayList<>();
    for (Labels group : groups.subList(0, Math.min(groups.size(), MOST_LINES))) {
      List<List<Piece>> line = new ArrayList<>();
      line.add(List.of(Piece.quoted(group.name)));
      line.add(List.of(group.genes));
      line.add(List.of(group.rows()));
      group.counts.forEach(count -> line.add(List.of(count)));
      lines.add(line);
    }
    if (groups.size() > MOST_LINES) {
      lines.add(rest(groups.subList(MOST_LINES, groups.size())));
    }
    List<Block.Table.Head> heads = new ArrayList<>();
    heads.add(new Block.Table.Head("name", false));
    for (String head : Arrays.asList("genes", "rows", "TP", "FN", "FP", "TN")) {
      heads.add(new Block.Table.Head(head, true));
    }
    return new Block.Folded(
        "The figures of all " + what, List.of(new Block.Table("Rows by label", heads, lines)));
  }

  private static List<List<Piece>> rest(List<Labels> groups) {
    List<List<Piece>> line = new ArrayList<>();
    line.add(
        List.of(new Piece.Words("the other " + Figure.grouped(Integer.toString(groups.size())))));
    line.add(List.of(sum(groups.stream().map(Labels::genes).toList())));
    line.add(List.of(sum(groups.stream().map(Labels::rows).toList())));
    for (int i = 0; i < NAMES.size(); i++) {
      int label = i;
      line.add(List.of(sum(groups.stream().map(group -> group.counts.get(label)).toList())));
    }
    return line;
  }

  private static Figure sum(List<Figure> figures) {
    return Figure.count((long) figures.stream().mapToDouble(Figure::number).sum(), "");
  }
}
