package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.splicebeam.schemas.Sha256;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.publish.VisibleText;

/**
 * {@code README.md}: the data set's card in the form of Hugging Face. Its front matter names the
 * parts, so that {@code load_dataset} of the folder takes them and no other file; below it people
 * read what the rows are and how to load them.
 *
 * <p>The description of the configuration differs wherever the parts do. {@code datasets} keeps
 * what it has loaded under the folder's last name and the configuration: without it, it would give
 * the rows of one data set for another one in a folder of the same name.
 *
 * <p>All of it follows from dataset.json and the columns. Memory: the whole text, a few kilobytes
 * and the names of the columns that are no k-mers.
 */
public final class DatasetCard {
  /** Its name below the data set's folder. */
  public static final String NAME = "README.md";

  private static final String BEGIN =
      "---\n# Written by splicebeam: it follows from dataset.json, and --overwrite replaces it.\n";

  private static final String HEAD =
      """
      pretty_name: Splice sites as a base model sees them
      tags:
      - biology
      - genomics
      - splicing
      - tabular
      configs:
      - config_name: default
        description: content %s
        data_files:
      %s\
      ---

      # Splice sites as a base model sees them

      A row is one position of one gene: what it truly is, how the base model judged it, the shape of the signal around it, the geometry of
      its gene and transcript, and the k-mer counts of the window. A meta-model learns from it where the base model errs.
      """;

  private static final String LOADING =
      """
      ## Loading

      `data_dictionary.csv` has type, unit, role, meaning, source and leak of every column. Take the columns of role `feature`: all of
      them are numbers. `categorical` marks those whose numbers are codes without an order. `leak` says what gives the label away: `label`
      columns are never features; `transcriptJoin` features know the label, leave them out%1$s

      ```python
      import polars as pl
      columns = pl.read_csv("data_dictionary.csv").filter((pl.col("role") == "feature") & (pl.col("leak") != "transcriptJoin"))
      rows = pl.read_parquet("%2$s/*.parquet")
      x, y, weight = rows.select(columns["column"].to_list()), rows["splice_code"], 1 / rows["sampling_probability"]
      ```

      ```python
      import pandas as pd
      columns = pd.read_csv("data_dictionary.csv").query("role == 'feature' and leak != 'transcriptJoin'")
      rows = pd.read_parquet("%2$s")
      x, y, weight = rows[columns["column"]], rows["splice_code"], 1 / rows["sampling_probability"]
      ```

      ```python
      import xgboost as xgb
      codes = columns[columns["categorical"]]["column"]
      x = x.astype({name: "category" for name in codes})
      matrix = xgb.DMatrix(x, label=y, weight=weight, enable_categorical=True)
      model = xgb.train({"objective": "multi:softprob", "num_class": 3, "tree_method": "hist"}, matrix)
      ```

      ```sql
      SELECT pred_type, count(*) AS rows_here, sum(1 / sampling_probability) AS rows_before_sampling
      FROM '%3$s' GROUP BY pred_type;
      SELECT "column", meaning FROM 'data_dictionary.csv' WHERE role = 'feature' AND leak <> 'transcriptJoin';
      ```

      ```python
      from datasets import load_dataset
      rows = load_dataset("path/of/this/folder", split="train")
      ```

      %4$s
      `splicebeam validate` checks the data set against `dataset.json`.
      """;

  private final JsonNode dataset;
  private final Columns columns;
  private final RowsFrom rowsFrom;

  /**
   * The card of a data set.
   *
   * @param dataset what its dataset.json says
   * @param rowsFrom where its rows come from
   */
  public DatasetCard(JsonNode dataset, Columns columns, RowsFrom rowsFrom) {
    this.dataset = dataset;
    this.columns = columns;
    this.rowsFrom = rowsFrom;
  }

  /** Whether a text was written as a card, also where it was edited below its first lines. */
  public static boolean isOne(String text) {
    return text.startsWith(BEGIN);
  }

  /** Markdown; lines end with LF on every platform. */
  public String toText() {
    return BEGIN
        + HEAD.formatted(content(), dataFiles())
        + rows()
        + columns()
        + sampling()
        + loading();
  }

  /**
   * What of the folder is loaded; without splits all of it as train, which is the usual name. A
   * split without rows is left out, unless all are: {@code load_dataset} fails at one.
   */
  private String dataFiles() {
    if (splits().isEmpty()) {
      return dataFile(Split.TRAIN.text(), "master/part-*.parquet");
    }
    List<String> withRows = new ArrayList<>(splits());
    withRows.removeIf(split -> ofSplit(split).path("rows").asLong() == 0);
    StringBuilder text = new StringBuilder();
    for (String split : withRows.isEmpty() ? splits() : withRows) {
      text.append(dataFile(split, "master/%s/part-*.parquet".formatted(split)));
    }
    return text.toString();
  }

  private static String dataFile(String split, String path) {
    return "  - split: %s\n    path: %s\n".formatted(split, path);
  }

  private JsonNode ofSplit(String split) {
    return dataset.path(DatasetOptions.SPLITS).path(split);
  }

  /** Of the data set, in order; empty where it has none. */
  private List<String> splits() {
    List<String> splits = new ArrayList<>();
    dataset.path(DatasetOptions.SPLITS).fieldNames().forEachRemaining(splits::add);
    return splits;
  }

  /** The same 16 hexadecimal digits for the same parts. */
  private String content() {
    MessageDigest digest = Sha256.begin();
    for (JsonNode part : dataset.path("parts")) {
      digest.update(part.path("sha256").asText().getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest).substring(0, 16);
  }

  /** Numbers go in as texts: digits and commas of a locale do not show. */
  private String rows() {
    JsonNode labels = dataset.path("labels");
    return """

        ## Rows

        %s rows of %s genes in %s part%s (`%s`), whole genes in genome order%s. Base model: %s. `dataset.json` has the
        inputs, the options and what became of each row read.

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
                dataset.path("parts").size(),
                dataset.path("parts").size() == 1 ? "" : "s",
                splits().isEmpty() ? "master/part-*.parquet" : "master/*/part-*.parquet",
                splits().isEmpty() ? "" : " within each split",
                baseModel(),
                labels.path("TP").asText(),
                labels.path("FP").asText(),
                labels.path("FN").asText(),
                labels.path("TN").asText())
        + ofSplits();
  }

  private String ofSplits() {
    if (splits().isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(
            "\n| `split` | genes | rows | TP | FP | FN | TN |\n|---|---|---|---|---|---|---|\n");
    for (String split : splits()) {
      JsonNode of = ofSplit(split);
      text.append("| %s | %s | %s |".formatted(split, of.path("genes"), of.path("rows")));
      for (String label : List.of("TP", "FP", "FN", "TN")) {
        text.append(" %s |".formatted(of.path("labels").path(label)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** As the option told it, as code: nothing in it works as Markdown. */
  private String baseModel() {
    String told = dataset.path("baseModel").asText();
    return told.isEmpty() ? "not told" : "`" + VisibleText.of(told).replace('`', '\'') + "`";
  }

  private String columns() {
    StringBuilder text =
        new StringBuilder(
            """

            ## Columns

            | role | columns |
            |---|---|
            """);
    for (Role role : Role.values()) {
      List<String> names = new ArrayList<>();
      long kmers = 0;
      for (Column column : columns.all()) {
        if (column.role() == role && column.type() == ColumnType.COUNT) {
          kmers++;
        } else if (column.role() == role) {
          names.add("`" + column.name() + "`");
        }
      }
      if (kmers > 0) {
        names.add("%s k-mer counts `Kmer_WORD` (uint16)".formatted(kmers));
      }
      text.append("| ").append(role.name().toLowerCase(Locale.ROOT)).append(" | ");
      text.append(String.join(", ", names)).append(" |\n");
    }
    List<String> nullFeatures = new ArrayList<>();
    dataset.path("nullFeatures").forEach(name -> nullFeatures.add("`" + name.asText() + "`"));
    if (!nullFeatures.isEmpty()) {
      text.append("\nFeatures that are null in every row: ");
      text.append(String.join(", ", nullFeatures)).append(".\n");
    }
    return text.toString();
  }

  private String sampling() {
    JsonNode options = dataset.path("options");
    boolean sampled = !options.path("downsample").asText().equals("none");
    return """

        ## Sampling

        %s `sampling_probability` is the chance that a row like this one was kept. Weight rows by its inverse
        where base rates matter, as in a calibrated probability; without weights a model learns from a world with too few negatives.

        """
        .formatted(
            !sampled
                ? "Nothing was sampled: all rows are here."
                : options.path("negatives").asText().equals("strata")
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

  private String loading() {
    return LOADING.formatted(
        switch (rowsFrom) {
          case TABLES ->
              """
              ; `input` features are the base model's scores and what
              follows from them, of which the context comes from the pass that made the row: for TP and FN rows that is the true type.\
              """;
          case SCORES ->
              """
              .
              The base model's scores and what follows from them give nothing away: the scores of a base do not depend on its label.\
              """;
        },
        splits().isEmpty() ? "master" : "master/train",
        splits().isEmpty() ? "master/*.parquet" : "master/*/*.parquet",
        splits().isEmpty()
            ? "Rows of one gene are alike: share them out to training and test by gene or chromosome, never row by row."
            : "Fit on `train`, choose on `validation`, report on `test`: genes that overlap are in one split, and so are all rows of a gene.");
  }
}
