#!/usr/bin/env python3
"""Reads a data set with pyarrow, polars, pandas and DuckDB, part by part: all four must see the same. Hugging Face's datasets takes the
parts from the folder by its card, README.md: as many rows and the same names, of no other file; so does mlcroissant by croissant.json, in
which it finds no fault.

    foreign_readers.py FOLDER

Compares, of each file: names, types (a k-mer count is uint16), number of rows, nullability, and every
cell, doubles bit by bit. Prints one line a finding, at most 20, and exits 1 if there is any.
Needs pyarrow, polars, pandas, duckdb, datasets and mlcroissant. Memory: one file in each of the four.
"""
import os
import re
import sys
import tempfile
from itertools import islice
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

COUNT = re.compile(r"[1-8]mer_[ACGT]+")
TYPES = {
    "string": (pl.String, "VARCHAR"), "double": (pl.Float64, "DOUBLE"), "int32": (pl.Int32, "INTEGER"),
    "int64": (pl.Int64, "BIGINT"), "uint16": (pl.UInt16, "USMALLINT"),
}


def bits(column):
    """(is null, value) arrays of a pyarrow column; doubles as their bits, so that -0.0 and NaN count."""
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    null = np.asarray(pc.is_null(column))
    if pa.types.is_floating(column.type):
        values = np.asarray(column.fill_null(0.0).to_numpy(zero_copy_only=False), np.float64).view(np.int64)
    elif pa.types.is_integer(column.type):
        values = column.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    else:
        values = column.cast(pa.string()).fill_null("").to_numpy(zero_copy_only=False).astype(object)
    return null, values


def differences(file):
    arrow = pq.read_table(file)
    names = arrow.schema.names
    by_polars = pl.read_parquet(file)
    by_pandas = pd.read_parquet(file, dtype_backend="pyarrow")
    duck = duckdb.connect()
    duck_relation = duck.read_parquet(file)
    by_duck = duck_relation.arrow()
    by_duck = by_duck.read_all() if hasattr(by_duck, "read_all") else by_duck
    for reader, found in (("polars", by_polars.columns), ("pandas", list(by_pandas.columns)), ("duckdb", duck_relation.columns)):
        if found != names:
            yield f"{reader}: other column names"
            return
    for reader, found in (("polars", by_polars.height), ("pandas", len(by_pandas)), ("duckdb", by_duck.num_rows)):
        if found != arrow.num_rows:
            yield f"{reader}: {found} rows, pyarrow {arrow.num_rows}"
            return
    duck_types = [str(t) for t in duck_relation.types]
    for i, name in enumerate(names):
        field = arrow.schema.field(i)
        kind = str(field.type)
        if kind not in TYPES:
            yield f"{name}: unexpected type {kind}"
            continue
        if bool(COUNT.fullmatch(name)) != (kind == "uint16"):
            yield f"{name}: type {kind}"
        if (by_polars.dtypes[i], duck_types[i]) != TYPES[kind]:
            yield f"{name}: {kind}, polars {by_polars.dtypes[i]}, duckdb {duck_types[i]}"
        null, values = bits(arrow.column(i))
        if not field.nullable and null.any():
            yield f"{name}: required, but has nulls"
        others = (
            ("polars", by_polars.to_series(i).to_arrow()),
            ("pandas", pa.array(by_pandas.iloc[:, i])),
            ("duckdb", by_duck.column(i)),
        )
        for reader, column in others:
            other_null, other_values = bits(column)
            wrong = np.flatnonzero((null != other_null) | (values != other_values))
            if wrong.size:
                row = int(wrong[0])
                yield f"{name}, row {row}: pyarrow {arrow.column(i)[row]}, {reader} {column[row]} ({wrong.size} rows differ)"


def by_card(folder, files):
    """What load_dataset takes from the folder, without a network and with a cache that goes away."""
    with tempfile.TemporaryDirectory() as cache:
        os.environ |= {"HF_HOME": cache, "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
        from datasets import load_dataset

        found = load_dataset(str(folder))
        splits = {}
        for file in files:
            if pq.read_metadata(file).num_rows:
                splits.setdefault("train" if file.parent.name == "master" else file.parent.name, []).append(file)
        if set(found) != set(splits):
            yield f"datasets: splits {list(found)}"
            return
        for split, its in splits.items():
            rows = sum(pq.read_metadata(file).num_rows for file in its)
            if found[split].num_rows != rows:
                yield f"datasets: {found[split].num_rows} rows of {split}, pyarrow {rows}"
            if found[split].column_names != pq.read_schema(its[0]).names:
                yield f"datasets: other column names of {split}"
            positions = [n for file in its for n in pq.read_table(file, columns=["position"])["position"].to_pylist()]
            if list(found[split]["position"]) != positions:
                yield f"datasets: other positions of {split}"


def by_croissant(folder, files):
    """What mlcroissant says of croissant.json, and the first rows that it takes by it."""
    import mlcroissant

    dataset = mlcroissant.Dataset(str(folder / "croissant.json"))
    if dataset.metadata.ctx.issues.errors:
        yield f"mlcroissant: {dataset.metadata.ctx.issues.report()}"
        return
    sets = {found.id: found for found in dataset.metadata.record_sets}
    names = pq.read_schema(files[0]).names
    plain = [name for name in names if not COUNT.fullmatch(name)]
    if [field.name for field in sets["rows"].fields] != plain:
        yield "mlcroissant: other fields than columns"
    counted = sum(kmers["kmers/columns"] for kmers in dataset.records("kmers")) if "kmers" in sets else 0
    if counted != len(names) - len(plain):
        yield f"mlcroissant: {counted} columns of k-mers, not {len(names) - len(plain)}"
    key = ["gene_id", "position"]
    keys = {(row["gene_id"], row["position"]) for file in files for row in pq.read_table(file, columns=key).to_pylist()}
    for row in islice(dataset.records("rows"), 50):
        if (row["rows/gene_id"].decode(), int(row["rows/position"])) not in keys:
            yield f"mlcroissant: a row that is not there, {row['rows/gene_id']} {row['rows/position']}"


def main():
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    files = sorted((folder / "master").rglob("part-*.parquet"))
    findings = [f"{file.name}: {finding}" for file in files for finding in differences(file)]
    findings += [*by_card(folder, files), *by_croissant(folder, files)] if files else ["no part"]
    print("\n".join(findings[:20]))
    print(f"{len(files)} files, {len(findings)} differences between pyarrow, polars, pandas, duckdb, datasets and mlcroissant")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
