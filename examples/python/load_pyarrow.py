"""Reads a data set of splicebeam with pyarrow, some thousand rows at a time: python load_pyarrow.py DATASET"""

import sys
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.dataset as ds

folder = Path(sys.argv[1])
master = folder / "master" / "train"  # of a data set with splits; one without has its parts in master itself
parts = ds.dataset(master if master.exists() else master.parent, format="parquet")

# Which columns: the dictionary says it. A `transcriptJoin` feature gives the label away.
dictionary = pyarrow.csv.read_csv(folder / "data_dictionary.csv")
dictionary = dictionary.filter((pc.field("role") == "feature") & (pc.field("leak") != "transcriptJoin"))
features = dictionary["column"].to_pylist()
codes = dictionary.filter(pc.field("categorical"))["column"].to_pylist()

rows, positions = np.zeros(3, int), np.zeros(3)
for batch in parts.to_batches(columns=[*features, "splice_code", "sampling_probability"], batch_size=5_000, fragment_readahead=1):
    x = np.column_stack([batch[name].to_numpy(zero_copy_only=False).astype(np.float32) for name in features])  # nulls become NaN
    y = batch["splice_code"].to_numpy()
    weight = 1 / batch["sampling_probability"].to_numpy()
    # Here a trainer takes x, y and weight. Shuffle before: rows stand in genome order (train_pytorch.py does it).
    rows += np.bincount(y, minlength=3)
    positions += np.bincount(y, weight, minlength=3)

print(f"{rows.sum()} rows, {len(features)} features, {len(codes)} of them codes: {', '.join(codes)}")
for label, name in enumerate(("neither", "donor", "acceptor")):
    print(f"{name}: {rows[label]} rows, which stand for {positions[label]:.0f} positions")
