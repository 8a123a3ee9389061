"""Reads a data set of splicebeam with pandas, as a table that a trainer takes: python load_pandas.py DATASET"""

import sys
from pathlib import Path

import pandas as pd

folder = Path(sys.argv[1])
master = folder / "master" / "train"  # of a data set with splits; one without has its parts in master itself
parts = master if master.exists() else master.parent  # the folder: pandas takes no glob

# Which columns: the dictionary says it. A `transcriptJoin` feature gives the label away.
dictionary = pd.read_csv(folder / "data_dictionary.csv").query("role == 'feature' and leak != 'transcriptJoin'")
features = dictionary["column"].to_list()
codes = dictionary.query("categorical")["column"].to_list()

rows = pd.read_parquet(parts, columns=[*features, "splice_code", "sampling_probability"])
rows = rows.sample(frac=1, random_state=42, ignore_index=True)  # rows stand in genome order, which no trainer should see

x = rows[features].astype(dict.fromkeys(codes, "category"))  # codes have no order; nulls are NaN
y = rows["splice_code"]
weight = 1 / rows["sampling_probability"]

print(f"{len(x)} rows, {len(features)} features, {len(codes)} of them codes: {', '.join(codes)}")
for label, name in enumerate(("neither", "donor", "acceptor")):
    print(f"{name}: {(y == label).sum()} rows, which stand for {weight[y == label].sum():.0f} positions")
