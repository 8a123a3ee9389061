"""Reads a data set of splicebeam with polars, as numbers that a trainer takes: python load_polars.py DATASET"""

import sys
from pathlib import Path

import polars as pl

folder = Path(sys.argv[1])
master = folder / "master" / "train"  # of a data set with splits; one without has its parts in master itself
parts = (master if master.exists() else master.parent) / "*.parquet"

# Which columns: the dictionary says it. A `transcriptJoin` feature gives the label away.
dictionary = pl.read_csv(folder / "data_dictionary.csv").filter((pl.col("role") == "feature") & (pl.col("leak") != "transcriptJoin"))
features = dictionary["column"].to_list()
codes = dictionary.filter("categorical")["column"].to_list()

rows = pl.scan_parquet(parts).select(*features, "splice_code", weight=1 / pl.col("sampling_probability")).collect()
rows = rows.sample(fraction=1, shuffle=True, seed=42)  # rows stand in genome order, which no trainer should see

x = rows.select(features).cast(pl.Float32).to_numpy()  # nulls become NaN
y = rows["splice_code"].to_numpy()
weight = rows["weight"].to_numpy()

print(f"{len(x)} rows, {len(features)} features, {len(codes)} of them codes: {', '.join(codes)}")
for label, name in enumerate(("neither", "donor", "acceptor")):
    print(f"{name}: {(y == label).sum()} rows, which stand for {weight[y == label].sum():.0f} positions")
