#!/usr/bin/env python3
"""Prints, as one JSON list, how each Parquet part given is laid out: rows, row groups, codecs and genes. Needs pyarrow."""

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq


def layout(part: Path) -> dict[str, object]:
    file = pq.ParquetFile(part)
    groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
    return {
        "name": part.name,
        "rows": file.metadata.num_rows,
        "rowGroups": [group.num_rows for group in groups],
        "codecs": sorted({group.column(i).compression for group in groups for i in range(group.num_columns)}),
        "genes": sorted(set(file.read(["gene_id"]).column("gene_id").to_pylist())),
    }


if __name__ == "__main__":
    json.dump([layout(Path(part)) for part in sys.argv[1:]], sys.stdout)
