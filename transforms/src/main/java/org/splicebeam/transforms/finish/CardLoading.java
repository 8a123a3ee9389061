package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.parts.Split;

/**
 * The part of a card on how its rows are loaded: each piece of code runs by itself, in the data
 * set's folder, whether it has splits or not, one part or many.
 */
final class CardLoading {
  private static final String HOW =
      """

      ## Loading

      Each piece of code runs by itself in this folder. The features are the columns of role `feature` in `data_dictionary.csv`, all of them
      numbers, less those that leak the label. Rows stand in genome order: shuffle them for a trainer that goes through them in order.
      %s
      """;

  private static final String TRAINING =
      """

      Train a model, and try it on genes that it has not seen (XGBoost, with all rows in memory; `examples/python` of splicebeam has what takes more):

      ```python
      import pandas as pd
      import xgboost as xgb

      dictionary = pd.read_csv("data_dictionary.csv").query("role == 'feature' and leak != 'transcriptJoin'")
      features, codes = dictionary["column"].tolist(), dictionary.loc[dictionary["categorical"], "column"]
      rows = pd.read_parquet("master", columns=features + ["%s", "splice_code", "sampling_probability"])
      rows = rows.astype({code: "category" for code in codes})
      %s

      def matrix(some):
          weight = 1 / some["sampling_probability"]
          return xgb.DMatrix(some[features], some["splice_code"], weight=weight, enable_categorical=True)

      parameters = {"objective": "multi:softprob", "num_class": 3, "eval_metric": "mlogloss"}
      evals = [(matrix(rows[test]), "unseen")]
      model = xgb.train(parameters, matrix(rows[train]), num_boost_round=50, evals=evals, verbose_eval=10)
      ```
      """;

  private static final String READING =
      """

      Features, labels and weights as arrays (polars):

      ```python
      import polars as pl

      dictionary = pl.read_csv("data_dictionary.csv")
      features = dictionary.filter((pl.col("role") == "feature") & (pl.col("leak") != "transcriptJoin"))["column"].to_list()
      rows = pl.read_parquet("%1$s/part-*.parquet")
      x, y = rows.select(features).to_numpy(), rows["splice_code"].to_numpy()
      weight = (1 / rows["sampling_probability"]).to_numpy()
      ```

      Hugging Face `datasets`:

      ```python
      from pathlib import Path
      from datasets import load_dataset

      rows = load_dataset(str(Path.cwd()), split="%2$s")
      ```

      DuckDB:

      ```sql
      SELECT pred_type, count(*) AS rows_here, sum(1 / sampling_probability) AS rows_before_sampling
      FROM '%3$s' GROUP BY pred_type ORDER BY pred_type;
      SELECT "column", meaning FROM 'data_dictionary.csv' WHERE role = 'feature' AND leak <> 'transcriptJoin';
      ```
      """;

  private static final String KMER =
      """

      In SQL the name of a k-mer needs quotes, because it begins with a digit:

      ```sql
      SELECT splice_type, avg("%1$s") AS mean FROM '%2$s' GROUP BY splice_type ORDER BY splice_type;
      ```
      """;

  private static final String NO_ROWS = "\n## Loading\n\nThe data set has no rows.\n";

  private static final String END =
      "\n`splicebeam validate` checks the data set against `dataset.json`.\n";

  private final JsonNode dataset;
  private final Columns columns;
  private final List<String> splits;

  CardLoading(JsonNode dataset, Columns columns) {
    this.dataset = dataset;
    this.columns = columns;
    this.splits = DatasetCard.splits(dataset);
  }

  String toText() {
    if (dataset.path("rows").path("kept").asLong() == 0) {
      return NO_ROWS + END;
    }
    String all = splits.isEmpty() ? "master/part-*.parquet" : "master/*/part-*.parquet";
    String some = splits.stream().filter(this::hasRows).findFirst().orElse(Split.TRAIN.text());
    Optional<String> kmer =
        columns.all().stream()
            .filter(column -> column.type() == ColumnType.COUNT)
            .map(Column::name)
            .findFirst();
    return HOW.formatted(
            splits.isEmpty()
                ? "Rows of one gene are alike: share them out to training and test by gene or chromosome, never row by row."
                : "Fit on `train`, choose on `validation`, report on `test`: genes that overlap are in one split, and so are all rows of a gene.")
        + training()
        + READING.formatted(splits.isEmpty() ? "master" : "master/" + some, some, all)
        + kmer.map(name -> KMER.formatted(name, all)).orElse("")
        + END;
  }

  /** On one split and another, else on some genes and others; nothing where there is one gene. */
  private String training() {
    if (hasRows(Split.TRAIN.text()) && hasRows(Split.TEST.text())) {
      return TRAINING.formatted(
          "split", "train, test = rows[\"split\"] == \"train\", rows[\"split\"] == \"test\"");
    }
    if (dataset.path("genes").asLong() == 1) {
      return "";
    }
    return TRAINING.formatted(
        "gene_id", "test = pd.factorize(rows[\"gene_id\"])[0] % 5 == 0\ntrain = ~test");
  }

  private boolean hasRows(String split) {
    return dataset.path(DatasetOptions.SPLITS).path(split).path("rows").asLong() > 0;
  }
}
