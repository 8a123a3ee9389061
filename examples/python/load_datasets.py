"""Reads a data set of splicebeam with Hugging Face's datasets, as it comes from the parts: python load_datasets.py DATASET"""

import csv
import sys
from pathlib import Path

import numpy as np
from datasets import load_dataset

folder = Path(sys.argv[1])

# Which columns: the dictionary says it. A `transcriptJoin` feature gives the label away.
with open(folder / "data_dictionary.csv", newline="") as file:
    dictionary = [row for row in csv.DictReader(file) if row["role"] == "feature" and row["leak"] != "transcriptJoin"]
features = [row["column"] for row in dictionary]
codes = [row["column"] for row in dictionary if row["categorical"] == "true"]

# The card, README.md, tells load_dataset the splits; without --splits all rows are `train`. streaming=True copies nothing to the disk.
parts = load_dataset(str(folder), split="train", streaming=True, columns=[*features, "splice_code", "sampling_probability"])
parts = parts.shuffle(seed=42, buffer_size=2_000).with_format("numpy")  # rows stand in genome order, which no trainer should see

rows, positions = np.zeros(3, int), np.zeros(3)
for batch in parts.iter(batch_size=1_000):
    x = np.column_stack([batch[name].astype(np.float32) for name in features])  # nulls become NaN
    y, weight = batch["splice_code"], 1 / batch["sampling_probability"]
    # Here a trainer takes x, y and weight.
    rows += np.bincount(y, minlength=3)
    positions += np.bincount(y, weight, minlength=3)

print(f"{rows.sum()} rows, {len(features)} features, {len(codes)} of them codes: {', '.join(codes)}")
for label, name in enumerate(("neither", "donor", "acceptor")):
    print(f"{name}: {rows[label]} rows, which stand for {positions[label]:.0f} positions")
