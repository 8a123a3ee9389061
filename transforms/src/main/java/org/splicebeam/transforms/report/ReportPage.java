package org.splicebeam.transforms.report;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code report.html}: one page that shows what a data set is. It holds all that it needs, runs no
 * script and asks nothing of a network, so that it can be kept, sent and opened anywhere.
 *
 * <p>Texts of users are escaped by the templates; what has no shape of its own is shown as an
 * escape. A section is left out where the data set does not have what it would show.
 *
 * <p>Memory: the genes of the manifest and the text, less than 2 MB.
 */
public final class ReportPage {
  /** The file's name. */
  public static final String NAME = "report.html";

  /** What a page begins with that splicebeam made. */
  private static final String BEGIN = "<!DOCTYPE html>\n<!-- splicebeam report -->\n";

  /** One of the figures that matter most. */
  record Fact(String name, Figure figure, List<Piece> meaning) {}

  private final Told dataset;
  private final Told statistics;
  private final Told run;
  private final List<Section> sections = new ArrayList<>();

  private ReportPage(ReportFiles files) throws ReportFiles.DamagedException {
    dataset = Told.of("dataset.json", files.dataset());
    statistics = Told.of("statistics.json", files.statistics());
    run = Told.of("run.json", files.run());
    CsvTable manifest =
        CsvTable.of(
            "gene_manifest.csv",
            files.manifest(),
            List.of("chrom", "gene_type", "tp", "fp", "fn", "tn"));
    CsvTable paralogs =
        CsvTable.of(
            "paralogs.csv",
            files.paralogs(),
            List.of(
                "gene_id",
                "gene_name",
                "other_gene_id",
                "other_gene_name",
                "shared_words",
                "containment",
                "split_before",
                "other_split_before",
                "done"));
    RowSections rows = new RowSections(dataset, statistics, manifest);
    SignalSections signals = new SignalSections(dataset, statistics);
    TrustSections trust = new TrustSections(dataset, statistics, manifest, paralogs);
    LossSections losses = new LossSections(dataset, statistics, files.rejected());
    add(rows.account());
    add(rows.labels());
    add(trust.splits());
    add(trust.trainedOn());
    add(trust.leakage());
    add(trust.paralogs());
    add(signals.scores());
    add(signals.places());
    add(signals.windows());
    add(signals.kmers());
    add(rows.sampling());
    add(losses.unused());
    add(losses.columns());
    add(new RunSection(dataset, run).section());
  }

  private void add(Section section) {
    if (!section.blocks().isEmpty()) {
      sections.add(section);
    }
  }

  /**
   * The page's text.
   *
   * @throws ReportFiles.DamagedException where a file is not what it should be
   */
  public static String of(ReportFiles files) throws ReportFiles.DamagedException {
    ReportPage page = new ReportPage(files);
    StringOutput text = new StringOutput();
    text.writeContent(BEGIN);
    JtepageGenerated.render(new OwaspHtmlTemplateOutput(text), null, page);
    return text.toString();
  }

  /** Whether a text begins as such a page does. */
  public static boolean isOne(String text) {
    return text.startsWith(BEGIN);
  }

  List<Section> sections() {
    return sections;
  }

  List<Warnings.Warning> warnings() {
    return Warnings.of(dataset, statistics);
  }

  /** What the data set is, in one sentence. */
  List<Piece> sentence() {
    boolean ofScores = dataset.at("inputs", "scores").isThere();
    String model = dataset.at("baseModel").text();
    List<Piece> pieces = new ArrayList<>();
    pieces.add(Figure.of(dataset.at("rows", "kept")));
    pieces.add(Figure.of(dataset.at("genes")));
    String words =
        "{} positions of {} genes, each labelled by whether the base model%s called a splice site there and whether the annotation has one; %s columns, in %s Parquet files of %s. Made from %s."
            .formatted(
                model.isEmpty() ? "" : " ({})",
                "{}",
                "{}",
                "{}",
                ofScores
                    ? "the model's scores and the genome"
                    : "tables of the model's predictions");
    if (!model.isEmpty()) {
      pieces.add(Piece.quoted(model));
    }
    pieces.add(Figure.of(dataset.at("columns")));
    List<Told> parts = dataset.at("parts").items();
    pieces.add(Figure.size(dataset.at("parts")));
    pieces.add(Figure.bytes(parts.stream().map(part -> part.at("bytes")).toList()));
    return Piece.sentence(words, pieces.toArray(new Piece[0]));
  }

  /** The figures that matter most. */
  List<Fact> facts() {
    Told labels = dataset.at("labels");
    Figure sites = Figure.sum(List.of(labels.at("TP"), labels.at("FN")));
    Figure calls = Figure.sum(List.of(labels.at("TP"), labels.at("FP")));
    Figure missed = Figure.of(labels.at("FN"));
    Figure wrong = Figure.of(labels.at("FP"));
    return List.of(
        new Fact(
            "rows",
            Figure.of(dataset.at("rows", "kept")),
            Piece.sentence(
                "positions, {} of the {} read",
                Figure.share(
                    Figure.of(dataset.at("rows", "kept")), Figure.of(dataset.at("rows", "read"))),
                Figure.of(dataset.at("rows", "read")))),
        new Fact(
            "genes",
            Figure.of(dataset.at("genes")),
            Piece.sentence("whole genes that these rows are of")),
        new Fact(
            "splice sites",
            sites,
            Piece.sentence("rows at true sites, called (TP) or missed (FN)")),
        new Fact(
            "missed sites",
            missed,
            Piece.sentence(
                "FN: {} of the true sites, which the base model did not call",
                Figure.share(missed, sites))),
        new Fact(
            "false calls",
            wrong,
            Piece.sentence(
                "FP: {} of the base model's calls, where no site is", Figure.share(wrong, calls))));
  }
}
