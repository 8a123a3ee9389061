package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.Leak;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.features.Enrichers;

/**
 * {@code README.md}: the data set's card in the form of Hugging Face. Its front matter is for
 * programs ({@link CardFrontMatter}); below it people read what a row is, which label to learn,
 * what the columns are, how rows were sampled and how to load them.
 *
 * <p>All of it follows from dataset.json, the columns, and what statistics.json says of leakage.
 * Memory: the whole text, a few kilobytes and the names of the columns that are no k-mers.
 */
public final class DatasetCard {
  /** Its name below the data set's folder. */
  public static final String NAME = "README.md";

  /** Words by which people look for such a data set. */
  static final List<String> TAGS =
      List.of(
          "bioinformatics",
          "biology",
          "dna",
          "genomics",
          "rna-splicing",
          "splice-site",
          "splice-site-prediction",
          "splicing",
          "tabular");

  private static final String TITLE = "Splice sites as a base model sees them";
  private static final List<String> LABELS = List.of("TP", "FP", "FN", "TN");

  /** Hugging Face shows no more columns of a data set. */
  private static final int MOST_SHOWN = 1_000;

  private static final int SEPARATED = 5;

  private static final String KMERS = "kmers";

  /** What the built-in groups of columns are; one of another jar is called by its name alone. */
  private static final Map<String, String> GROUPS =
      Map.of(
          "row",
          "which position it is, and how it was judged",
          "derived",
          "the shape of the signal",
          "window",
          "the sequence around it",
          "gene",
          "where the gene lies, and its type",
          "transcript",
          "the gene's transcript and its exons",
          "counts",
          "neighbours in the annotation",
          "distances",
          "place in the gene",
          "codes",
          "labels and words as numbers",
          "extraColumns",
          "further columns of the input",
          KMERS,
          "words of the sequence, counted");

  private final JsonNode dataset;
  private final JsonNode statistics;
  private final Enrichers enrichers;
  private final Columns columns;
  private final RowsFrom rowsFrom;

  /**
   * The card of a data set.
   *
   * @param dataset what its dataset.json says
   * @param statistics what its statistics.json says, at least of leakage
   * @param columns those of the enrichers
   */
  public DatasetCard(JsonNode dataset, JsonNode statistics, Enrichers enrichers, Columns columns) {
    this.dataset = dataset;
    this.statistics = statistics;
    this.enrichers = enrichers;
    this.columns = columns;
    this.rowsFrom = DatasetOptions.rowsFrom(dataset.path("options"));
  }

  /** Whether a text was written as a card, also where it was edited below its first lines. */
  public static boolean isOne(String text) {
    return text.startsWith(CardFrontMatter.BEGIN);
  }

  /** The data set's name. */
  static String title(JsonNode dataset) {
    return dataset.path("title").asText(TITLE);
  }

  /** Of a data set, in order; empty where it has none. */
  static List<String> splits(JsonNode dataset) {
    List<String> splits = new ArrayList<>();
    dataset.path(DatasetOptions.SPLITS).fieldNames().forEachRemaining(splits::add);
    return splits;
  }

  /** Markdown; lines end with LF on every platform. */
  public String toText() {
    return new CardFrontMatter(dataset).toText()
        + intro()
        + rows()
        + baseModel()
        + targets()
        + columns()
        + sampling()
        + new CardLoading(dataset, columns).toText()
        + license()
        + citation();
  }

  private String intro() {
    return """

        # %s

        A row is one position of one gene: what it truly is, how the base model judged it, the shape of the signal around it%s the geometry of
        its gene and transcript%s. A meta-model learns from it where the base model errs.
        """
        .formatted(
            CardText.words(title(dataset)),
            hasKmers() ? "," : ", and",
            hasKmers() ? ", and the k-mer counts of the window" : "");
  }

  private JsonNode ofSplit(String split) {
    return dataset.path(DatasetOptions.SPLITS).path(split);
  }

  private boolean hasKmers() {
    return columns.all().stream().anyMatch(column -> column.type() == ColumnType.COUNT);
  }

  private boolean hasSplits() {
    return !splits(dataset).isEmpty();
  }

  /** Numbers go in as texts: digits and commas of a locale do not show. */
  private String rows() {
    JsonNode labels = dataset.path("labels");
    return """

        ## Rows

        %s rows of %s genes with %s columns in %s part%s of %s bytes (`%s`), whole genes in genome order%s. `dataset.json` has
        the inputs, the options and what became of each row read; `croissant.json` describes files and columns for programs.

        | `pred_type` | `pred_code` | rows | the base model |
        |---|---|---|---|
        | TP | 0 | %s | called a true site |
        | FP | 1 | %s | called a site where there is none |
        | FN | 2 | %s | missed a true site |
        | TN | 3 | %s | rightly called none |

        `splice_type` says what the position truly is: `neither` (`splice_code` 0), `donor` (1) or `acceptor` (2).
        """
            .formatted(
                dataset.path("rows").path("kept").asText(),
                dataset.path("genes").asText(),
                columns.size(),
                dataset.path("parts").size(),
                dataset.path("parts").size() == 1 ? "" : "s",
                bytes("master/"),
                hasSplits() ? "master/*/part-*.parquet" : "master/part-*.parquet",
                hasSplits() ? " within each split" : "",
                labels.path("TP").asText(),
                labels.path("FP").asText(),
                labels.path("FN").asText(),
                labels.path("TN").asText())
        + ofSplits();
  }

  private long bytes(String folder) {
    long bytes = 0;
    for (JsonNode part : dataset.path("parts")) {
      bytes += part.path("name").asText().startsWith(folder) ? part.path("bytes").asLong() : 0;
    }
    return bytes;
  }

  private String ofSplits() {
    if (!hasSplits()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(
            "\n| `split` | parts | bytes | genes | rows | TP | FP | FN | TN |\n|---|---|---|---|---|---|---|---|---|\n");
    for (String split : splits(dataset)) {
      JsonNode of = ofSplit(split);
      text.append(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  split,
                  of.path("parts").asText(),
                  bytes("master/" + split + "/"),
                  of.path("genes").asText(),
                  of.path("rows").asText()));
      for (String label : LABELS) {
        text.append(" %s |".formatted(of.path("labels").path(label).asText()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String baseModel() {
    String told = dataset.path("baseModel").asText();
    String name = told.isEmpty() ? "Its name is not told" : "It is " + CardText.code(told);
    JsonNode trainedOn = dataset.path(TrainedOn.KEY);
    if (trainedOn.isMissingNode()) {
      return """

          ## The base model

          %s. On which chromosomes it was trained is not known (`%s` would tell it): on those its scores look better than on new ones.
          """
          .formatted(name, TrainedOn.OPTION);
    }
    List<String> chromosomes = new ArrayList<>();
    trainedOn
        .path(TrainedOn.CHROMOSOMES)
        .forEach(chromosome -> chromosomes.add(CardText.code(chromosome.asText())));
    StringBuilder text =
        new StringBuilder(
            """

            ## The base model

            %s. It was trained on the chromosomes %s. On these its scores look better than new
            ones will, and so does a meta-model that is measured there: report on rows that the base model was not trained on.

            | `split` | rows | trained on | genes | trained on |
            |---|---|---|---|---|
            """
                .formatted(name, String.join(", ", chromosomes)));
    for (String split : splits(dataset)) {
      JsonNode all = ofSplit(split);
      addTrained(
          text,
          split,
          all.path("rows"),
          all.path("genes"),
          trainedOn.path(DatasetOptions.SPLITS).path(split));
    }
    addTrained(text, "all", dataset.path("rows").path("kept"), dataset.path("genes"), trainedOn);
    return text.toString();
  }

  private static void addTrained(
      StringBuilder text, String split, JsonNode rows, JsonNode genes, JsonNode trainedOn) {
    text.append(
        "| %s | %s | %s | %s | %s |\n"
            .formatted(
                split,
                rows.asText(),
                trainedOn.path("rows").asText(),
                genes.asText(),
                trainedOn.path("genes").asText()));
  }

  private String targets() {
    return """

        ## Which label to learn

        To predict splice sites, learn `splice_code`: the base model's scores are among the features, and the model learns when to trust them.

        To predict the base model's errors, learn `pred_code`. It says both what is true and what the base model called, and the call follows
        from the scores: a model can read the base model's threshold from them, and then tells TP from FN and FP from TN without having learnt
        anything of splicing. So measure it where the call is given: TP against FP among the calls, FN against TN among the others.
        %s
        """
        .formatted(separated());
  }

  /** The scores by which labels can be told exactly. */
  private String separated() {
    JsonNode all = statistics.path("leakage").path("separated");
    if (all.isEmpty()) {
      return "`statistics.json` lists scores that alone separate such labels exactly (`leakage.separated`); here it has none.";
    }
    List<String> some = new ArrayList<>();
    for (int i = 0; i < Math.min(SEPARATED, all.size()); i++) {
      JsonNode score = all.get(i);
      String type = score.path("spliceType").asText();
      some.add(
          "%s from %s%s at `%s` %s"
              .formatted(
                  score.path("classes").path(0).asText(),
                  score.path("classes").path(1).asText(),
                  type.equals("all") ? "" : " of type " + type,
                  score.path("column").asText(),
                  score.path("threshold").asText()));
    }
    return "Here single scores separate exactly %s%s (`statistics.json`, `leakage.separated`)."
        .formatted(
            String.join(", ", some),
            all.size() > SEPARATED ? ", and %s more".formatted(all.size() - SEPARATED) : "");
  }

  /** Columns that have group, role and leak in common. */
  private record Alike(String group, String role, String leak) {}

  private String columns() {
    TranscriptJoin join =
        dataset.path("options").path("transcriptJoin").asText().equals("row")
            ? TranscriptJoin.ROW
            : TranscriptJoin.REPRESENTATIVE;
    DataDictionary dictionary = new DataDictionary(columns, join, rowsFrom);
    Map<Alike, List<String>> names = new LinkedHashMap<>();
    long kmers = 0;
    for (Column column : columns.all()) {
      if (column.type() == ColumnType.COUNT) {
        kmers++;
        continue;
      }
      Alike alike =
          new Alike(
              enrichers.enricherOf(column.name()),
              column.role().name().toLowerCase(Locale.ROOT),
              dictionary.leak(column).text());
      names.computeIfAbsent(alike, none -> new ArrayList<>()).add("`" + column.name() + "`");
    }
    if (kmers > 0) {
      names.put(
          new Alike(KMERS, "feature", Leak.Kind.NONE.text()),
          List.of("%s counts `Kmer_WORD` (uint16)".formatted(kmers)));
    }
    StringBuilder text =
        new StringBuilder(
            """

            ## Columns

            `data_dictionary.csv` has type, unit, role, meaning, source and leak of every column; `categorical` marks features whose numbers are codes
            without an order. `key` columns name the position, `label` columns are what is to be learnt, `metadata` is about the row.
            %s

            | group | role | leak | columns |
            |---|---|---|---|
            """
                .formatted(leaks()));
    Set<String> told = new HashSet<>();
    names.forEach(
        (alike, some) ->
            text.append(
                "| %s%s | %s | %s | %s |\n"
                    .formatted(
                        CardText.words(alike.group),
                        told.add(alike.group) && GROUPS.containsKey(alike.group)
                            ? ": " + GROUPS.get(alike.group)
                            : "",
                        alike.role,
                        alike.leak,
                        String.join(", ", some))));
    List<String> nullFeatures = new ArrayList<>();
    dataset.path("nullFeatures").forEach(name -> nullFeatures.add("`" + name.asText() + "`"));
    if (!nullFeatures.isEmpty()) {
      text.append("\nFeatures that are null in every row: ");
      text.append(String.join(", ", nullFeatures)).append(".\n");
    }
    if (columns.size() > MOST_SHOWN) {
      text.append(
          "\nViewers of tables, Hugging Face's among them, stop at 1000 columns: they show the first of them only, or nothing. Readers of Parquet take all.\n");
    }
    return text.toString();
  }

  private String leaks() {
    String rule =
        "`leak` says what gives the label away: `label` columns are never features; `transcriptJoin` features know the label, leave them out";
    return switch (rowsFrom) {
      case TABLES ->
          rule
              + "; `input` features are the base model's scores and what\nfollows from them, of which the context comes from the pass that made the row: for TP and FN rows that is the true type.";
      case SCORES ->
          rule
              + ".\nThe base model's scores and what follows from them do not give `splice_type` away: the scores of a base do not depend on its label.";
    };
  }

  private String sampling() {
    JsonNode options = dataset.path("options");
    if (options.path("downsample").asText().equals("none")) {
      return """

          ## Sampling and weights

          Nothing was sampled: all rows are here, and `sampling_probability` is 1 in each.
          """;
    }
    return """

        ## Sampling and weights

        %s `sampling_probability` is the chance that a row like this one was kept. Weight rows by its inverse
        where base rates matter, as in a calibrated probability; without weights a model learns from a world with too few negatives.
        """
        .formatted(
            options.path("negatives").asText().equals("strata")
                ? byStrata(options)
                : byRules(options));
  }

  private static String byStrata(JsonNode options) {
    return """
        All TP, FP and FN rows are here, and about %s true negatives for each of them: as many of every half decade of the larger splice score
        as there are, or as the others give, drawn by a hash of the row's key; `kept_as` is `stratum` for them."""
        .formatted(options.path("negativeRatio").asText());
  }

  private static String byRules(JsonNode options) {
    boolean allNear = options.path("nearRatio").asText().equals("all");
    return """
        All TP, FP and FN rows are here, and the true negatives that are hard (a splice score of %s or more) or near (within %s bases of
        a row that is no TN%s). Of the other true negatives there are about %s for each row that is no TN, drawn by a hash of the row's
        key; `kept_as` says which rule kept a row."""
        .formatted(
            options.path("hardThreshold").asText(),
            options.path("window").asText(),
            allNear
                ? ""
                : "; of these about %s for each such row"
                    .formatted(options.path("nearRatio").asText()),
            options.path("easyRatio").asText());
  }

  private String license() {
    if (!dataset.has("license")) {
      return "";
    }
    License license = License.of(dataset.path("license").asText());
    return "\n## License\n\n%s\n"
        .formatted(
            license.isAddress() ? "<%s>".formatted(license.text()) : CardText.code(license.text()));
  }

  private String citation() {
    String told = dataset.path("citation").asText();
    return told.isEmpty()
        ? ""
        : "\n## Citation\n\n" + CardText.lines(told.startsWith("@") ? "bibtex" : "text", told);
  }
}
