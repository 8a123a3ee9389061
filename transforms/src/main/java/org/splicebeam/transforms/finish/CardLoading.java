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
  private static final String TRAINING =
      """

      ## Loading

      Each piece of code runs by itself in this folder. The features are the columns of role `feature` in `data_dictionary.csv`, all of them
      numbers, less those that leak the label. Rows stand in genome order: shuffle them for a trainer that goes through them in order.
      %1$s

      Train a model, and try it on genes that it has not seen (XGBoost, with all rows in memory; `examples/python` of splicebeam has what takes more):

      ```python
      import pandas as pd
      import xgboost as xgb

      dictionary = pd.read_csv("data_dictionary.csv").query("role == 'feature' and leak != 'transcriptJoin'")
      features, codes = dictionary["column"].tolist(), dictionary.loc[dictionary["categorical"], "column"]
      rows = pd.read_parquet("master", columns=features + ["%2$s", "splice_code", "sampling_probability"])
      rows = rows.astype({code: "category" for code in codes})
      %3$s

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
    boolean bySplit = hasRows(Split.TRAIN.text()) && hasRows(Split.TEST.text());
    String all = splits.isEmpty() ? "master/part-*.parquet" : "master/*/part-*.parquet";
    String some = splits.stream().filter(this::hasRows).findFirst().orElse(Split.TRAIN.text());
    Optional<String> kmer =
        columns.all().stream()
            .filter(column -> column.type() == ColumnType.COUNT)
            .map(Column::name)
            .findFirst();
    return TRAINING.formatted(
            splits.isEmpty()
                ? "Rows of one gene are alike: share them out to training and test by gene or chromosome, never row by row."
                : "Fit on `train`, choose on `validation`, report on `test`: genes that overlap are in one split, and so are all rows of a gene.",
            bySplit ? "split" : "gene_id",
            bySplit
                ? "train, test = rows[\"split\"] == \"train\", rows[\"split\"] == \"test\""
                : "test = pd.util.hash_array(rows[\"gene_id\"].to_numpy(dtype=object)) % 5 == 0\ntrain = ~test")
        + READING.formatted(splits.isEmpty() ? "master" : "master/" + some, some, all)
        + kmer.map(name -> KMER.formatted(name, all)).orElse("")
        + END;
  }

  private boolean hasRows(String split) {
    return dataset.path(DatasetOptions.SPLITS).path(split).path("rows").asLong() > 0;
  }
}
