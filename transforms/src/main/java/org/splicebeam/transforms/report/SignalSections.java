package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The sections on scores and sequence: how they differ between labels, and where sites lie. */
final class SignalSections {
  private static final int MOST_WORDS = 20;
  private static final List<String> TYPES = List.of("donor", "acceptor", "neither");
  private static final List<String> BASES = List.of("A", "C", "G", "T", "N");
  private static final List<Bars.Key> BASE_KEYS =
      List.of(
          new Bars.Key("a", "A"),
          new Bars.Key("c", "C"),
          new Bars.Key("g", "G"),
          new Bars.Key("t", "T"),
          new Bars.Key("n", "N, not known"));

  /** The widest letters of a tick, as a share of a chart's width. */
  private static final double TICK_ROOM = 17;

  private final Told dataset;
  private final Told statistics;

  SignalSections(Told dataset, Told statistics) {
    this.dataset = dataset;
    this.statistics = statistics;
  }

  /** The larger score of each label. */
  Section scores() {
    Told scores = statistics.at("scores");
    List<Double> bounds = scores.at("bounds").items().stream().map(Told::number).toList();
    Map<String, Map<String, Told>> byLabel = new LinkedHashMap<>();
    Labels.NAMES.forEach(label -> byLabel.put(label, new LinkedHashMap<>()));
    for (Told row : scores.at("rows").items()) {
      byLabel
          .computeIfAbsent(row.at("predType").text(), none -> new LinkedHashMap<>())
          .put(row.at("spliceType").text(), row.at("bins"));
    }
    List<Panels.Panel> panels = new ArrayList<>();
    for (int i = 0; i < Labels.NAMES.size(); i++) {
      String label = Labels.NAMES.get(i);
      List<Told> bins =
          TYPES.stream().map(byLabel.get(label)::get).filter(some -> some != null).toList();
      if (!bins.isEmpty()) {
        panels.add(ofScores(Labels.KEYS.get(i), bounds, bins));
      }
    }
    return new Section(
        "scores",
        "Scores",
        "How sure the base model was",
        panels.isEmpty()
            ? List.of()
            : List.of(
                Block.prose(
                    "The larger of a row's donor and acceptor score, for each label. The further TN and FP reach to the right, or TP and FN to the left, the more there is to learn beyond the score."),
                new Panels(panels)));
  }

  private static Panels.Panel ofScores(Bars.Key key, List<Double> bounds, List<Told> bins) {
    int size = bins.get(0).items().size();
    List<Panels.Value> values = new ArrayList<>();
    Figure most = Figure.sum(List.of());
    for (int i = 0; i < size; i++) {
      int bin = i;
      Figure count = Figure.sum(bins.stream().map(some -> some.item(bin)).toList());
      values.add(
          new Panels.Value(
              count,
              key.colour(),
              "%s rows from %s to %s"
                  .formatted(count.shown(), lower(bounds, bin), upper(bounds, bin))));
      most = count.number() > most.number() ? count : most;
    }
    return new Panels.Panel(
        key.text(),
        "A bar for each range of the score; its height is the number of rows.",
        Piece.sentence("highest bar: {} rows", most),
        Panels.bars(values, most.number()),
        ticks(bounds, size));
  }

  private static String lower(List<Double> bounds, int bin) {
    return bin == 0 || bin > bounds.size() ? "0" : Figure.decimal(bounds.get(bin - 1));
  }

  private static String upper(List<Double> bounds, int bin) {
    return bin < bounds.size() ? Figure.decimal(bounds.get(bin)) : "1";
  }

  /** Bounds between bars: the first and the last edge, and of the others those with room. */
  private static List<Panels.Tick> ticks(List<Double> bounds, int bins) {
    List<Panels.Tick> ticks = new ArrayList<>();
    ticks.add(new Panels.Tick("0%", "start", "0"));
    double last = 0;
    for (int i = 1; i < bins && i - 1 < bounds.size(); i++) {
      double at = 100.0 * i / bins;
      if (at - last >= TICK_ROOM && 100 - at >= TICK_ROOM / 2 + 2) {
        ticks.add(
            new Panels.Tick(Scale.plain(at) + "%", "middle", Figure.decimal(bounds.get(i - 1))));
        last = at;
      }
    }
    ticks.add(new Panels.Tick("100%", "end", "1"));
    return ticks;
  }

  /** Whether rows or scores and annotation fit together. */
  Section places() {
    List<Block> blocks = dataset.at("offsets").isThere() ? offsets() : agreement();
    return new Section("sites", "Sites", "Do scores and annotation fit together?", blocks);
  }

  private List<Block> offsets() {
    Told offsets = dataset.at("offsets");
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.prose(
            "Base models call a site on one base or the next. The bars show the mean score at each distance from the annotated sites (the first and the last base of the intron). A good match has one high bar, at the same distance on both strands. Donor scores were moved by {} and acceptor scores by {} bases.",
            signed(offsets.at("donorOffset")),
            signed(offsets.at("acceptorOffset"))));
    List<Panels.Panel> panels = new ArrayList<>();
    for (Told some : offsets.at("measured").items()) {
      if (!some.at("means").items().isEmpty()) {
        panels.add(ofMeans(some));
      }
    }
    if (!panels.isEmpty()) {
      blocks.add(new Panels(panels));
    }
    if (offsets.at("checkedSites").isAny()) {
      blocks.add(
          Block.prose(
              "Of {} annotated sites {} have the bases that splice sites have in the genome file: GT or GC at the donor, AG at the acceptor ({}). Far less than all of them means another genome assembly.",
              Figure.of(offsets.at("checkedSites")),
              Figure.of(offsets.at("canonicalSites")),
              Figure.share(
                  Figure.of(offsets.at("canonicalSites")), Figure.of(offsets.at("checkedSites")))));
    }
    return blocks;
  }

  private static Figure signed(Told offset) {
    Figure figure = Figure.of(offset);
    return new Figure(
        figure.value(), figure.number() > 0 ? "+" + figure.shown() : figure.shown(), figure.from());
  }

  private static Panels.Panel ofMeans(Told some) {
    List<Told> means = some.at("means").items();
    int middle = means.size() / 2;
    double highest = means.stream().mapToDouble(Told::number).max().orElse(0);
    List<Panels.Value> values = new ArrayList<>();
    List<Panels.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      String at = (i > middle ? "+" : i < middle ? "−" : "") + Math.abs(i - middle);
      Figure mean = Figure.of(means.get(i));
      values.add(
          new Panels.Value(
              mean,
              means.get(i).number() == highest ? "main" : "tn",
              "mean score %s at %s".formatted(mean.shown(), at)));
      ticks.add(new Panels.Tick(Scale.plain(100 * (i + 0.5) / means.size()) + "%", "middle", at));
    }
    int peak =
        IntStream.range(0, means.size())
            .filter(i -> means.get(i).number() == highest)
            .findFirst()
            .orElse(0);
    return new Panels.Panel(
        "%s sites on the %s strand"
            .formatted(some.at("type").text(), some.at("strand").text().equals("-") ? "−" : "+"),
        "A bar for each distance in bases; its height is the mean score there.",
        Piece.sentence(
            "{} sites, highest mean {}", Figure.of(some.at("sites")), Figure.of(means.get(peak))),
        Panels.bars(values, highest),
        ticks);
  }

  private List<Block> agreement() {
    Told agreement = dataset.at("agreement");
    if (!agreement.at("siteRows").isThere()) {
      return List.of();
    }
    Figure all = Figure.of(agreement.at("siteRows"));
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.prose(
            "Each row that the tables call a true site is looked up among the annotated splice sites of its gene. Where most agree, tables and annotation speak of one genome."));
    List<Bars.Row> rows = new ArrayList<>();
    rows.add(share("within 2 bases of a site", Figure.of(agreement.at("agreeing")), all));
    rows.add(share("exactly at a site", Figure.of(agreement.at("exact")), all));
    Told least = agreement.at("least");
    if (least.at("rows").isAny()) {
      String of = least.at("of").text();
      rows.add(
          share(
              "the worst: " + PageText.of(of, 20),
              Figure.of(least.at("agreeing")),
              Figure.of(least.at("rows"))));
    }
    blocks.add(
        new Bars(
            "Rows of true sites at annotated sites",
            "The filled part of a bar is the share that agrees.",
            List.of(),
            rows));
    if (!agreement.at("notAgreeing").items().isEmpty()) {
      blocks.add(
          new Block.Folded(
              "The first that do not agree",
              agreement.at("notAgreeing").items().stream()
                  .<Block>map(stray -> Block.prose("{}", Piece.quoted(stray.text())))
                  .toList()));
    }
    return blocks;
  }

  private static Bars.Row share(String label, Figure part, Figure whole) {
    return new Bars.Row(
        label,
        Figure.share(part, whole),
        List.of(
            new Bars.Segment(
                "main",
                "0%",
                Scale.percent(part.number(), whole.number()),
                "%s of %s rows".formatted(part.shown(), whole.shown()))));
  }

  /** Letters of the windows, by label and type of site. */
  Section windows() {
    List<Bars.Row> rows = new ArrayList<>();
    for (Told window : statistics.at("windows").items()) {
      List<Figure> figures = BASES.stream().map(base -> Figure.of(window.at(base))).toList();
      double whole = figures.stream().mapToDouble(Figure::number).sum();
      if (whole > 0) {
        Figure strong = Figure.sum(List.of(window.at("G"), window.at("C")));
        Figure all = Figure.sum(BASES.stream().map(window::at).filter(Told::isThere).toList());
        rows.add(
            new Bars.Row(
                "%s, %s".formatted(window.at("predType").text(), window.at("spliceType").text()),
                Figure.share(strong, all),
                Bars.stacked(BASE_KEYS, figures, whole)));
      }
    }
    return new Section(
        "windows",
        "Windows",
        "The sequence around a position",
        rows.isEmpty()
            ? List.of()
            : List.of(
                Block.prose(
                    "The letters of all windows, for each label and type of site; the figure is the share of G and C. Large differences between labels are a signal that composition alone gives."),
                new Bars(
                    "Letters of the windows by label",
                    "Each bar is all letters of the windows of a label; its colours are A, C, G, T and N.",
                    BASE_KEYS,
                    rows)));
  }

  /** Words that tell sites from other rows. */
  Section kmers() {
    List<Told> words = statistics.at("kmers").items();
    List<Block> blocks = new ArrayList<>();
    if (!words.isEmpty()) {
      double largest =
          words.stream()
              .mapToDouble(word -> Math.abs(word.at("difference").number()))
              .max()
              .orElse(0);
      List<Bars.Row> rows = new ArrayList<>();
      List<List<List<Piece>>> lines = new ArrayList<>();
      for (Told word : words) {
        Figure difference = Figure.of(word.at("difference"));
        boolean isMore = difference.number() > 0;
        double half = 50 * Math.abs(difference.number()) / Math.max(largest, Double.MIN_VALUE);
        if (rows.size() < MOST_WORDS) {
          rows.add(
              new Bars.Row(
                  PageText.of(word.at("name").text(), 26),
                  difference,
                  List.of(
                      new Bars.Segment(
                          isMore ? "tp" : "tn",
                          Scale.plain(isMore ? 50 : 50 - half) + "%",
                          Scale.plain(half) + "%",
                          "difference " + difference.shown()))));
        }
        lines.add(
            List.of(
                List.of(Piece.quoted(word.at("name").text())),
                List.of(Figure.of(word.at("meanOfSites"))),
                List.of(Figure.of(word.at("meanOfOthers"))),
                List.of(difference)));
      }
      blocks.add(
          Block.prose(
              "Words of a few letters that stand more often (to the right) or less often (to the left) in the windows of true sites than of other rows. The figure is the difference of the two means in standard deviations: 0.2 is small, 0.8 is large."));
      blocks.add(
          new Bars(
              "The words that differ most",
              "Bars to the right are words that are more frequent at true sites, bars to the left less frequent.",
              List.of(
                  new Bars.Key("tp", "more often at true sites"), new Bars.Key("tn", "less often")),
              rows,
              "50%"));
      blocks.add(
          new Block.Folded(
              "The figures of all words",
              List.of(
                  new Block.Table(
                      "Mean number in a window",
                      List.of(
                          new Block.Table.Head("word", false),
                          new Block.Table.Head("at sites", true),
                          new Block.Table.Head("at others", true),
                          new Block.Table.Head("difference", true)),
                      lines))));
    }
    return new Section("words", "Words", "Short words that tell sites from other rows", blocks);
  }
}
