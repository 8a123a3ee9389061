#!/usr/bin/env python3
"""Holds data sets with splits against a build without them and against splits that are computed here from the GTF:
splits.py [--only REGEX] [--keep] [--shared DIR]

Runs with the Python of target/acceptance/venv-oracle, which `acceptance.py verify-venv` makes. See README.md beside this file.
"""

import argparse
import csv
import os
import re
import shutil
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import mmh3
import polars as pl

from acceptance import real as tables_of
from harness import ROOT, DataSet, Findings, Harness, Options, product_arguments, run, skipped
from scored import ScoredSet, build, differences, other_bytes, real as scores_of, rows_of, told_by

SPLITS = ("train", "validation", "test")
RULES: dict[str, Options] = {
    "gene": dict(splits="gene"),
    "gene, other shares and seed": dict(splits="gene", fractions="0.4,0.3,0.3", seed="7", partRows="1500"),
    "no train": dict(splits="gene", fractions="0,0.5,0.5"),
    "spliceai": dict(splits="spliceai", partRows="1500"),
    "chromosomes": dict(splits="chromosome", testChromosomes="chr9", validationChromosomes="21,MT"),
}


# ---------------------------------------------------------------- what is expected, by another hand than the product's
def bare(chrom: str) -> str:
    name = re.sub("^chr", "", chrom)
    return "MT" if name == "M" else name


def spans_of(gtf: Path) -> dict[str, tuple[str, int, int]]:
    """Each gene's chromosome and interval: its gene line's."""
    spans = {}
    for line in gtf.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 9 and fields[2] == "gene":
            gene = re.search('gene_id "([^"]+)"', fields[8])[1]
            assert gene not in spans, f"{gene} has two places"
            spans[gene] = bare(fields[0]), int(fields[3]), int(fields[4])
    return spans


def groups_of(spans: Mapping[str, tuple[str, int, int]]) -> dict[str, str]:
    """The smallest id of each gene's group: each pair that shares a base is joined, until nothing changes."""
    name = {gene: gene for gene in spans}
    by_chrom = defaultdict(list)
    for gene, (chrom, *_) in spans.items():
        by_chrom[chrom].append(gene)
    pairs = [
        (a, b)
        for genes in by_chrom.values()
        for a in genes
        for b in genes
        if a < b and spans[a][1] <= spans[b][2] and spans[b][1] <= spans[a][2]
    ]
    changed = True
    while changed:
        changed = False
        for a, b in pairs:
            smaller = min(name[a], name[b])
            changed |= name[a] != smaller or name[b] != smaller
            name[a] = name[b] = smaller
    return name


def split_of(chrom: str, group: str, options: Options) -> str:
    u = (mmh3.hash64(f"split\t{group}".encode(), seed=int(options.get("seed", 42)), signed=False)[0] >> 11) / 2**53
    if options["splits"] == "gene":
        train, validation, _ = map(float, str(options.get("fractions", "0.8,0.1,0.1")).split(","))
        return "train" if u < train else "validation" if u < train + validation else "test"
    if options["splits"] == "spliceai":
        return "test" if chrom in "13579" else "validation" if u < 0.1 else "train"
    test, validation = ({bare(c) for c in str(options[n]).split(",")} for n in ("testChromosomes", "validationChromosomes"))
    return "test" if chrom in test else "validation" if chrom in validation else "train"


def expected(gtf: Path, rows: pl.DataFrame, options: Options) -> dict[str, str]:
    """The split of each gene, with rows or without; of one that the annotation lacks by its first chromosome, which is its only one here."""
    spans = spans_of(gtf)
    groups = groups_of(spans)
    chroms = {g: bare(c) for g, c in rows.select("gene_id", "chrom").unique().rows()} | {g: chrom for g, (chrom, *_) in spans.items()}
    return {g: split_of(c, groups.get(g, g), options) for g, c in chroms.items()}


# ---------------------------------------------------------------- what was built
def part_names(built: Path) -> list[str]:
    return sorted(str(part.relative_to(built / "master")) for part in (built / "master").rglob("*") if part.is_file())


def check(built: Path, whole: pl.DataFrame, gtf: Path, options: Options) -> Findings:
    wanted = expected(gtf, whole, options)
    told = told_by(built)
    findings = []
    folders = {}
    for split in SPLITS:
        names = [name for name in part_names(built) if name.startswith(split + "/")]
        if names != [f"{split}/part-{i:05}.parquet" for i in range(max(1, len(names)))]:
            findings.append(f"{split}: parts are {names[:3]}")
        parts = [pl.read_parquet(built / "master" / name) for name in names]
        for name, part in zip(names, parts):
            if part.height > int(options.get("partRows", 25_000)) and part["gene_id"].n_unique() > 1:
                findings.append(f"{name} has {part.height} rows of several genes")
        rows = folders[split] = pl.concat(parts)
        if (other := set(rows["split"].unique()) - {split}):
            findings.append(f"{split}: rows of {other}")
        labels = Counter(rows["pred_type"])
        figures = dict(
            parts=len(names),
            rows=rows.height,
            labels={label: labels[label] for label in ("TP", "FP", "FN", "TN")},
        )
        findings += [f"splits.{split}.{n}: {told['splits'][split][n]}, not {v}" for n, v in figures.items() if told["splits"][split][n] != v]
        seen = set(rows["gene_id"].unique())
        findings += [f"{gene} is in {split}, not {wanted[gene]}" for gene in sorted(seen) if wanted[gene] != split][:3]
        in_order = whole.filter(pl.col("gene_id").is_in(sorted(seen)))
        if not rows.select("gene_id", "position").equals(in_order.select("gene_id", "position")):
            findings.append(f"{split}: rows are in another order than in the build without splits")
    if len(part_names(built)) != len(told["parts"]):
        findings.append("master/ holds other files than parts")
    with (built / "gene_manifest.csv").open(encoding="utf-8", newline="") as file:
        for gene in csv.DictReader(file):
            if wanted[gene["gene_id"]] != gene["split"]:
                findings.append(f"gene_manifest.csv: {gene['gene_id']} is {gene['split']}, not {wanted[gene['gene_id']]}")
            if gene["part"] and not (built / "master" / f"{gene['part']}.parquet").exists():
                findings.append(f"gene_manifest.csv: there is no part {gene['part']}")
    return findings + differences(pl.concat(folders.values()).drop("split"), whole)


def by_rule(harness: Harness, data: DataSet | ScoredSet, rule: str, output: Path) -> Findings:
    options = RULES[rule]
    without = {n: v for n, v in options.items() if n in ("seed", "partRows")} | dict(kmerSizes="1")
    whole = rows_of(build(harness, data, without, output / "whole", False))
    return check(build(harness, data, options | without, output / "split"), whole, data.gtf, options)


def on_both_runners(harness: Harness, data: DataSet | ScoredSet, output: Path) -> Findings:
    options = dict(splits="gene", fractions="0.4,0.3,0.3", partRows="700", kmerSizes="1")
    flink = build(harness, data, options | dict(parallelism="2"), output / "flink", False)
    direct = build(harness, data, options | dict(runner="DirectRunner"), output / "direct", False)
    return other_bytes(direct, flink)


def resumed(harness: Harness, data: DataSet, output: Path) -> Findings:
    """As if it had been killed before its last part but one was committed."""
    options = dict(splits="gene", fractions="0.4,0.3,0.3", partRows="700", kmerSizes="1")
    undisturbed = build(harness, data, options, output / "undisturbed", False)
    again = output / "again"
    shutil.copytree(undisturbed, again)
    parts = [part["name"] for part in told_by(again)["parts"]]
    (again / "dataset.json").unlink()
    (again / parts[-2]).unlink()
    (again / ".splicebeam" / "receipts" / Path(parts[0]).relative_to("master").with_suffix(".json")).unlink()
    stands = (again / parts[-1]).stat().st_mtime_ns
    given = [*data.arguments(), f"--output={again}", *product_arguments(options | dict(resume="require"))]
    if (ended := run([ROOT / "splicebeam", "build", *given], 900)).code:
        return [f"the build that goes on ended with {ended.code}", *ended.tail()]
    findings = other_bytes(again, undisturbed)
    return findings if (again / parts[-1]).stat().st_mtime_ns == stands else [*findings, "a part that stood was built again"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SPLICEBEAM_SHARED") or ROOT.parent / "shared"))
    parser.add_argument("--only", default="", metavar="REGEX", help="run the cases whose name matches")
    parser.add_argument("--keep", action="store_true", help="keep what was built (after a failure it is kept anyway)")
    arguments = parser.parse_args()
    if skipped(arguments.shared):
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a time limit from outside ends what runs inside, too
    harness = Harness(arguments.shared.resolve(), arguments.keep, arguments.only)
    shared = harness.shared
    tables, scores = tables_of(shared, "grch38"), scores_of(shared, "grch37/scores80/bigwig")
    sets = {"grch37, tables": tables_of(shared, "grch37"), "grch38, tables": tables, "grch37, scores": scores}
    tests: dict[str, Callable[[Path], Findings]] = {
        f"{name}, {rule}": lambda output, data=data, rule=rule: by_rule(harness, data, rule, output)
        for name, data in sets.items()
        for rule in RULES
    } | {
        "both runners, tables": lambda output: on_both_runners(harness, tables, output),
        "both runners, scores": lambda output: on_both_runners(harness, scores, output),
        "resumed": lambda output: resumed(harness, tables, output),
    }
    harness.check_all(tests)
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
