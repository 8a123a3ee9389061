"""Asks a data set of splicebeam by SQL, with DuckDB: python load_duckdb.py DATASET"""

import sys
from pathlib import Path

import duckdb

folder = Path(sys.argv[1])
master = folder / "master" / "train"  # of a data set with splits; one without has its parts in master itself
duckdb.read_parquet(f"{master if master.exists() else master.parent}/*.parquet").create_view("parts")
duckdb.read_csv(folder / "data_dictionary.csv").create_view("dictionary")

# Which columns: the dictionary says it. A `transcriptJoin` feature gives the label away.
features = duckdb.sql("""SELECT "column", categorical FROM dictionary WHERE role = 'feature' AND leak <> 'transcriptJoin'""").fetchall()
codes = [name for name, categorical in features if categorical]
# A name that begins with a digit needs double quotes: 3mer_AAA without them is the number 3, called mer_AAA.
quoted = [f'"{name}"' for name, _ in features]

labels = duckdb.sql("SELECT splice_code, count(*), sum(1 / sampling_probability) FROM parts GROUP BY ALL").fetchall()
print(f"{sum(rows for _, rows, _ in labels)} rows, {len(features)} features, {len(codes)} of them codes: {', '.join(codes)}")
for label, rows, positions in sorted(labels):
    print(f"{('neither', 'donor', 'acceptor')[label]}: {rows} rows, which stand for {positions:.0f} positions")

mean = f"sum({quoted[-1]} / sampling_probability) / sum(1 / sampling_probability)"
for name, value in duckdb.sql(f"SELECT splice_type, {mean} FROM parts GROUP BY ALL ORDER BY ALL").fetchall():
    print(f"mean {quoted[-1]} of {name}: {value:.4f}")

# What a trainer takes: arrays by name, here of the first 50 features. Shuffled, because rows stand in genome order.
arrays = duckdb.sql(f"SELECT {', '.join(quoted[:50])}, splice_code FROM parts ORDER BY hash(gene_id, position)").fetchnumpy()
print(f"{len(arrays) - 1} features of {len(arrays['splice_code'])} rows as arrays")
