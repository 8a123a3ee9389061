package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader must know before a model is trained, the gravest first. What is graver than a loss
 * is what would let a model look better than it is.
 */
final class Warnings {
  /** Below it agreement with the splice sites is doubtful. */
  private static final double GOOD_AGREEMENT = 0.9;

  /** Below it most rows stand beside a site, not at it. */
  private static final double EXACT = 0.5;

  /**
   * One of them.
   *
   * @param isGrave whether it speaks of the worth of results, not of a loss
   */
  record Warning(boolean isGrave, List<Piece> pieces, Piece.Link more) {}

  private final Told dataset;
  private final Told statistics;
  private final List<Warning> warnings = new ArrayList<>();

  private Warnings(Told dataset, Told statistics) {
    this.dataset = dataset;
    this.statistics = statistics;
  }

  static List<Warning> of(Told dataset, Told statistics) {
    Warnings found = new Warnings(dataset, statistics);
    found.addLeaks();
    found.addParalogs();
    found.addTrainedOn();
    found.addSplits();
    found.addAgreement();
    found.addColumns();
    found.addLosses();
    if (!statistics.isThere()) {
      found.add(
          false,
          "columns",
          "There is no statistics.json: this page lacks what it would say of scores, sequence, sampling and leakage. An older splicebeam built the data set.");
    }
    return found.warnings;
  }

  private void add(boolean isGrave, String section, String words, Piece... pieces) {
    warnings.add(
        new Warning(isGrave, Piece.sentence(words, pieces), new Piece.Link("more", section)));
  }

  private void addLeaks() {
    for (Told column : statistics.at("leakage", "columns").items()) {
      TrustSections.QUESTIONS.forEach(
          (question, words) -> {
            String verdict = column.at(question, "verdict").text();
            if (verdict.equals("leaks") || verdict.equals("allowed")) {
              add(
                  true,
                  "leakage",
                  "The column {} gives away whether a row is %s (AUC {})%s."
                      .formatted(
                          words, verdict.equals("allowed") ? "; --allowLeak let it through" : ""),
                  Piece.quoted(column.at("name").text()),
                  Figure.of(column.at(question, "auc")));
            }
          });
    }
    Map<String, List<Told>> separated = new LinkedHashMap<>();
    for (Told some : statistics.at("leakage", "separated").items()) {
      String type = some.at("spliceType").text();
      String what =
          PageText.of(some.at("classes").text(), 20).replace(", ", " from ")
              + (type.equals("all") ? "" : " among %s sites".formatted(PageText.of(type, 20)));
      separated.computeIfAbsent(what, none -> new ArrayList<>()).add(some);
    }
    separated.forEach(this::addSeparated);
  }

  private void addSeparated(String what, List<Told> columns) {
    add(
        true,
        "leakage",
        "A threshold of {} alone tells %s without a mistake%s: a model can learn it and nothing else."
            .formatted(
                what,
                columns.size() == 1
                    ? ""
                    : ", and so does one of %s more".formatted(columns.size() - 1)),
        Piece.quoted(columns.get(0).at("column").text()));
  }

  private void addParalogs() {
    Told across = dataset.at("paralogs", "pairsAcrossSplits");
    if (across.isAny() && dataset.at("options", "paralogs").text().equals("report")) {
      add(
          true,
          "paralogs",
          "Pairs of look-alike genes in different splits: {}. Test figures may be too good (--paralogs=move or drop).",
          Figure.of(across));
    }
  }

  private void addTrainedOn() {
    Told trainedOn = dataset.at("baseModelTrainedOn", "splits", "test", "rows");
    if (trainedOn.isAny()) {
      add(
          true,
          "trainedOn",
          "The base model was trained on the genes of {} of {} test rows. Test figures may be too good.",
          Figure.of(trainedOn),
          Figure.of(dataset.at("splits", "test", "rows")));
    }
  }

  private void addSplits() {
    dataset
        .at("splits")
        .fields()
        .forEach(
            (name, split) -> {
              if (!split.at("rows").isAny()) {
                add(true, "splits", "The split {} has no rows.", Piece.quoted(name));
              }
            });
  }

  private void addAgreement() {
    Told agreement = dataset.at("agreement");
    Told least = agreement.at("least");
    if (agreement.at("isJudged").node().asBoolean()) {
      Figure agreeing = Figure.share(Figure.of(least.at("agreeing")), Figure.of(least.at("rows")));
      Figure exact =
          Figure.share(Figure.of(agreement.at("exact")), Figure.of(agreement.at("siteRows")));
      if (agreeing.number() < GOOD_AGREEMENT) {
        add(
            true,
            "sites",
            "Only {} of the rows of true sites lie at sites of the annotation: is it another release or assembly?",
            agreeing);
      } else if (exact.number() < EXACT) {
        add(
            true,
            "sites",
            "Only {} of the rows of true sites lie exactly at a site: are positions shifted by one or two?",
            exact);
      }
    }
    Told checked = dataset.at("offsets", "checkedSites");
    Figure canonical =
        Figure.share(Figure.of(dataset.at("offsets", "canonicalSites")), Figure.of(checked));
    if (checked.isAny() && canonical.number() < GOOD_AGREEMENT) {
      add(
          true,
          "sites",
          "Only {} of the annotated sites have GT, GC or AG in the genome file: is it another assembly?",
          canonical);
    }
  }

  private void addColumns() {
    Figure nulls = Figure.size(dataset.at("nullFeatures"));
    if (nulls.number() > 0) {
      add(false, "columns", "Feature columns that are empty in every row: {}.", nulls);
    }
  }

  private void addLosses() {
    Told rejected = dataset.at("rows", "rejected");
    if (rejected.isAny()) {
      add(
          false,
          "unused",
          "Rows that could not be used: {} ({} of those read).",
          Figure.of(rejected),
          Figure.share(Figure.of(rejected), Figure.of(dataset.at("rows", "read"))));
    }
    long skipped =
        dataset.at("inputs", "analysis").items().stream()
            .filter(table -> table.at("skipped").isThere())
            .count();
    if (skipped > 0) {
      add(false, "unused", "Tables that were left out: {}.", Figure.count(skipped, ""));
    }
    Told lines = dataset.at("inputs", "annotation", "rejected");
    if (lines.isAny()) {
      add(false, "unused", "Lines of the annotation that could not be used: {}.", Figure.of(lines));
    }
    List<Told> without =
        dataset.at("annotationGenes", "withoutRows").fields().values().stream()
            .filter(Told::isAny)
            .toList();
    if (!without.isEmpty()) {
      add(false, "unused", "Genes of the annotation that give no rows: {}.", Figure.sum(without));
    }
    Told lacking = dataset.at("genesNotAnnotated", "genes");
    if (lacking.isAny()) {
      add(
          false,
          "unused",
          "Genes of the tables that the annotation lacks: {}.",
          Figure.of(lacking));
    }
    Told others = dataset.at("duplicatesOfOtherType");
    if (others.isAny()) {
      add(
          false,
          "unused",
          "Rows dropped for another one of their position that has another label: {}.",
          Figure.of(others));
    }
    if (!dataset.at("unmatched").fields().isEmpty()) {
      add(false, "unused", "An option names genes or chromosomes that no row has.");
    }
  }
}
