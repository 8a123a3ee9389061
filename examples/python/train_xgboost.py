"""Trains XGBoost on a data set of splicebeam, batch by batch: python train_xgboost.py DATASET [ROUNDS] [--disk]"""

import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.compute as pc
import pyarrow.dataset as ds
import xgboost as xgb
from sklearn.metrics import average_precision_score

folder, on_disk = Path(sys.argv[1]), "--disk" in sys.argv  # with --disk rows are kept in a file: slower, for k = 6 and many rows
rounds = next((int(word) for word in sys.argv[2:] if word.isdigit()), 100)
dictionary = pl.read_csv(folder / "data_dictionary.csv").filter((pl.col("role") == "feature") & (pl.col("leak") != "transcriptJoin"))
features, codes = dictionary["column"].to_list(), dictionary.filter("categorical")["column"].to_list()
genes = pl.read_csv(folder / "gene_manifest.csv", infer_schema=False).filter(pl.col("rows") != "0")["gene_id"].to_arrow()


def batches(split):  # of a data set without splits: the first fifth of its genes, in genome order, is the test
    there = (folder / "master" / split).exists()
    cut = len(genes) // 5
    only = None if there else pc.field("gene_id").isin(genes[:cut] if split == "test" else genes[cut:])
    parts = ds.dataset(folder / "master" / split if there else folder / "master", format="parquet")
    for batch in parts.to_batches([*features, "splice_code", "sampling_probability"], only, 25_000, batch_readahead=0, fragment_readahead=0):
        rows = pl.from_arrow(batch).with_columns(pl.col(codes).replace(-1, None))  # an unknown code is a missing one
        if len(rows):
            x = rows.select(pl.col(features).cast(pl.Float32)).to_numpy()
            yield dict(data=x, label=rows["splice_code"].to_numpy(), weight=1 / rows["sampling_probability"].to_numpy())


class Batches(xgb.DataIter):
    def reset(self):
        self.left = batches("train")

    def next(self, give):
        for batch in self.left:
            give(**batch, feature_names=features, feature_types=["c" if name in codes else "q" for name in features])
            return True
        return False


with tempfile.TemporaryDirectory() as cache:
    source = Batches(cache_prefix=f"{cache}/rows" if on_disk else None)
    source.reset()
    matrix = (xgb.ExtMemQuantileDMatrix if on_disk else xgb.QuantileDMatrix)(source, max_bin=256)
    print(f"learnt from {matrix.num_row()} rows with {matrix.num_col()} features, {len(codes)} of them codes")
    model = xgb.train({"objective": "multi:softprob", "num_class": 3, "eta": 0.1, "tree_method": "hist"}, matrix, rounds)

tested = [(model.inplace_predict(rows["data"]), rows["data"], rows["label"], rows["weight"]) for rows in batches("test")]
