"""What the trainers of this folder share: columns and rows of a data set as numbers, and what a model is worth on its test genes."""

import sys
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
from sklearn.metrics import average_precision_score


class TrainSet:
    def __init__(self, folder):
        self.master = Path(folder) / "master"
        # Which columns: the dictionary says it. A `transcriptJoin` feature gives the label away.
        columns = pl.read_csv(Path(folder) / "data_dictionary.csv").filter(pl.col("role") == "feature", pl.col("leak") != "transcriptJoin")
        self.features, self.codes = columns["column"].to_list(), columns.filter("categorical")["column"].to_list()
        genes = pl.read_csv(Path(folder) / "gene_manifest.csv", infer_schema=False).filter(pl.col("rows") != "0")["gene_id"]
        cut = len(genes) // 5  # without --splits the first fifth of the genes, in genome order, is the test: never share out single rows
        self.has_splits = (self.master / "train").exists()
        self.genes = {} if self.has_splits else {"train": genes.slice(cut), "test": genes.head(cut)}

    def files(self, split):
        return sorted((self.master / split if self.has_splits else self.master).glob("*.parquet"))

    def batches(self, split, files=None, size=5_000):
        """Features as float32 (null is NaN, an unknown code 0), splice_code, and the weight, which gives the positions' true shares back."""
        for file in self.files(split) if files is None else files:
            for batch in pq.ParquetFile(file).iter_batches(size, columns=[*self.features, "gene_id", "splice_code", "sampling_probability"]):
                rows = pl.from_arrow(batch)
                rows = rows if self.has_splits else rows.filter(pl.col("gene_id").is_in(self.genes[split].implode()))
                if len(rows):
                    x = rows.select(pl.col(self.features).cast(pl.Float32)).with_columns(pl.col(self.codes).fill_null(-1) + 1)
                    yield x.to_numpy(), rows["splice_code"].to_numpy(), 1 / rows["sampling_probability"].to_numpy()

    def report(self, predict):
        """Average precision of the probabilities that `predict` gives for neither, donor and acceptor, beside the base model's scores."""
        base = [self.features.index(f"{site}_score") for site in ("neither", "donor", "acceptor")]
        tested = [(predict(x), x[:, base], y, weight) for x, y, weight in self.batches("test")]
        if not tested:
            sys.exit("There are no test rows: build with more genes, or with --splits that give some of them to the test.")
        found, base, y, weight = map(np.concatenate, zip(*tested))
        print(f"tested on {len(y)} rows, which stand for {weight.sum():.0f} positions")
        for code, site in ((1, "donor"), (2, "acceptor")):
            model, alone = (average_precision_score(y == code, scores[:, code], sample_weight=weight) for scores in (found, base))
            print(f"{site}: average precision {model:.3f}, of the base model alone {alone:.3f}" if (y == code).any() else f"{site}: none in the test")
