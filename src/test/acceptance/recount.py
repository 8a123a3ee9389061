#!/usr/bin/env python3
"""Counts again what statistics.json says: recount.py [FOLDER...] [--shared DIR] [--only REGEX] [--keep]

Every figure is computed from the Parquet files, gene_manifest.csv and data_dictionary.csv alone, with NumPy and polars and by other
ways than the builder's, and must be the same: whole numbers and texts exactly, doubles within 1e-9 relative. Without folders it builds
data sets from the shared folder's tables and scores first, some of them killed and resumed, on both runners.
Runs with the Python of target/acceptance/venv-oracle: `acceptance.py verify-venv` makes it.
"""
import argparse
import csv
import hashlib
import json
import math
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import NormalDist

import numpy as np
import polars as pl

from harness import ROOT, Findings, Harness, run

PRED_TYPES, SPLICE_TYPES = ("TP", "FP", "FN", "TN"), ("donor", "acceptor", "neither")
CLASSES = [(p, s) for p in PRED_TYPES for s in SPLICE_TYPES]
BOUNDS = [10 ** (half / 2) for half in range(-13, -1)] + [tenths / 10 for tenths in range(2, 11)]
KEPT_AS = ("nonTN", "hard", "near", "easy", "stratum", "all")
LEAST_ROWS = 50
Z = NormalDist().inv_cdf(0.99)
KMER = re.compile("[1-8]mer_[ACGT]+")
CONTEXTS = re.compile("(donor|acceptor)_context_[mp][12]")
QUESTIONS = {
    "site": lambda p, s: (np.isin(p, ["TP", "FN"]), np.isin(p, ["FP", "TN"])),
    "negative": lambda p, s: (p == "TN", p != "TN"),
    "truePositive": lambda p, s: (p == "TP", p == "FN"),
    "donor": lambda p, s: (s == "donor", s == "acceptor"),
}


def same(found: object, wanted: object, size: float = 0.0) -> bool:
    """`size` is that of the values from which a difference is taken."""
    if isinstance(found, float) and isinstance(wanted, float):
        return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-13 * size)
    return type(found) is type(wanted) and found == wanted


def differences(path: str, found: object, wanted: object) -> Findings:
    """Of two trees; the keys and their order count, too."""
    if isinstance(wanted, dict):
        if not isinstance(found, dict) or list(found) != list(wanted):
            return [f"{path}: keys {list(found) if isinstance(found, dict) else found}, expected {list(wanted)}"]
        size = max([abs(v) for v in (wanted.get("min"), wanted.get("max")) if v is not None] or [0])
        if size and not all(same(found[k], wanted[k], size) for k in wanted if not isinstance(wanted[k], (dict, list))):
            return [f"{path}: {found}, expected {wanted}"]
        return [d for k in wanted if not (size and same(found[k], wanted[k], size)) for d in differences(f"{path}.{k}", found[k], wanted[k])]
    if isinstance(wanted, list):
        if not isinstance(found, list) or len(found) != len(wanted):
            return [f"{path}: {len(found) if isinstance(found, list) else found} entries, expected {len(wanted)}"]
        return [d for i, w in enumerate(wanted) for d in differences(f"{path}[{i}]", found[i], w)]
    return [] if same(found, wanted) else [f"{path}: {found!r}, expected {wanted!r}"]


class Recount:
    """A data set's figures, from its files."""

    def __init__(self, folder: Path, told: dict):
        self.told = told
        with (folder / "data_dictionary.csv").open(encoding="utf-8", newline="") as file:
            self.dictionary = list(csv.DictReader(file))
        with (folder / "gene_manifest.csv").open(encoding="utf-8", newline="") as file:
            self.genes = list(csv.DictReader(file))
        self.dataset = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
        parts = [folder / part["name"] for part in self.dataset["parts"]]
        frames = [pl.read_parquet(part, hive_partitioning=False) for part in parts]
        self.rows_of_parts = [len(frame) for frame in frames]
        self.rows = pl.concat(frames, rechunk=True)
        self.p, self.s = self.rows["pred_type"].to_numpy(), self.rows["splice_type"].to_numpy()
        self.is_site = np.isin(self.p, ["TP", "FN"])
        self.splits = {"all": np.full(len(self.rows), True)}
        if "split" in self.rows.columns:
            split = self.rows["split"].to_numpy()
            self.splits |= {name: split == name for name in ("train", "validation", "test")}

    # ------------------------------------------------------------ columns
    def figures(self, entry: dict, values: pl.Series) -> dict:
        present = values.drop_nulls()
        told = {"count": len(present), "nulls": len(values) - len(present)}
        if entry["type"] == "text":
            return told
        numbers = present.to_numpy()
        told["zeros"] = int((numbers == 0).sum())
        if not len(numbers):
            return told | dict.fromkeys(("min", "max", "mean", "deviation"))
        cast = float if entry["type"] == "double" else int
        exact = numbers.astype(np.float64)
        least, most = cast(numbers.min()), cast(numbers.max())
        mean = math.fsum(exact) / len(exact)
        squares = math.fsum((exact - mean) ** 2)
        deviation = None if len(exact) < 2 else 0.0 if least == most else math.sqrt(squares / (len(exact) - 1))
        return told | {"min": least, "max": most, "mean": float(mean), "deviation": deviation}

    def group(self, place: int, name: str) -> str:
        """By the places of the contract's columns: each group ends with a column that is always there."""
        if KMER.fullmatch(name):
            return "kmers"
        ends = {
            "row": "split" if "split" in self.rows.columns else "sampling_probability",
            "derived": "signal_strength_ratio",
            "window": "sequence_complexity",
            "gene": "gene_length",
            "transcript": "total_intron_length",
            "counts": "num_overlaps",
            "distances": "missing_transcript_feats",
            "codes": "gene_type_code",
        }
        names = [entry["column"] for entry in self.dictionary]
        return next((g for g, end in ends.items() if place <= names.index(end)), "extraColumns")

    def columns(self) -> list[dict]:
        told = []
        for place, entry in enumerate(self.dictionary):
            column = {"name": entry["column"], "group": self.group(place, entry["column"])}
            for split, chosen in self.splits.items():
                values = self.rows[entry["column"]]
                column[split] = self.figures(entry, values if split == "all" else values.filter(pl.Series(chosen)))
            told.append(column)
        return told

    # ------------------------------------------------------------ rows by class
    def labels(self) -> list[dict]:
        return [
            {"split": split, "predType": p, "spliceType": s, "rows": int((chosen & (self.p == p) & (self.s == s)).sum())}
            for split, chosen in self.splits.items()
            for p, s in CLASSES
        ]

    def tallies(self, key: str, of_row: dict[str, str] | None) -> list[dict]:
        """By chromosome (`of_row` is none: as rows have it), or by what a gene is."""
        ids = self.rows["gene_id"].to_list()
        texts = self.rows["chrom"].to_list() if of_row is None else [of_row[i] for i in ids]
        genes, rows = defaultdict(set), defaultdict(lambda: dict.fromkeys(PRED_TYPES, 0))
        for gene in self.genes:
            genes[gene["chrom"] if of_row is None else of_row[gene["gene_id"]]].add(gene["gene_id"])
        for gene, text, p in zip(ids, texts, self.p, strict=True):
            genes[text].add(gene)
            rows[text][p] += 1
        return [{key: text, "genes": len(genes[text]), **rows[text]} for text in genes]

    def scores(self) -> dict:
        top = np.maximum(self.rows["donor_score"].to_numpy(), self.rows["acceptor_score"].to_numpy())
        bounds = self.told["scores"]["bounds"]
        assert np.allclose(bounds, BOUNDS, rtol=1e-14), bounds
        bins = np.minimum(np.searchsorted(bounds, top, side="right"), len(bounds) - 1)
        return {
            "bounds": bounds,
            "rows": [
                {"predType": p, "spliceType": s, "bins": np.bincount(bins[(self.p == p) & (self.s == s)], minlength=len(bounds)).tolist()}
                for p, s in CLASSES
            ],
        }

    def windows(self) -> list[dict]:
        """From the windows where they are a column, else from the counts of single letters."""
        if "sequence" in self.rows.columns:
            symbols = {a: self.rows["sequence"].str.count_matches(a, literal=True).to_numpy().astype(np.int64) for a in "ACGTN"}
        else:
            symbols = {a: self.rows[f"1mer_{a}"].to_numpy().astype(np.int64) for a in "ACGT"}
            symbols["N"] = self.rows["sequence_length"].to_numpy().astype(np.int64) - sum(symbols.values())
        return [
            {"predType": p, "spliceType": s, **{a: int(n[(self.p == p) & (self.s == s)].sum()) for a, n in symbols.items()}}
            for p, s in CLASSES
        ]

    def kmers(self) -> list[dict]:
        names = [entry["column"] for entry in self.dictionary if KMER.fullmatch(entry["column"])]
        found = []
        for name in names:
            counts = self.rows[name].to_numpy().astype(np.float64)
            sites, others = counts[self.is_site], counts[~self.is_site]
            if len(sites) and len(others) and counts.min() < counts.max():
                means = math.fsum(sites) / len(sites), math.fsum(others) / len(others)
                found.append({"name": name, "meanOfSites": means[0], "meanOfOthers": means[1], "difference": float((means[0] - means[1]) / np.std(counts, ddof=1))})
        found.sort(key=lambda kmer: (-round(abs(kmer["difference"]), 12), names.index(kmer["name"])))
        return found[:40]

    def sampling(self) -> dict:
        of_gene = defaultdict(lambda: dict.fromkeys(KEPT_AS, 0))
        for gene, why in zip(self.rows["gene_id"].to_list(), self.rows["kept_as"].to_list(), strict=True):
            of_gene[gene][why] += 1
        return {
            "keptAs": {why: sum(gene[why] for gene in of_gene.values()) for why in KEPT_AS},
            "genes": [{"gene_id": gene["gene_id"], **of_gene[gene["gene_id"]]} for gene in self.genes],
        }

    # ------------------------------------------------------------ dataset.json
    def tally(self, chosen: np.ndarray) -> dict:
        return {"rows": int(chosen.sum()), "labels": {p: int((chosen & (self.p == p)).sum()) for p in PRED_TYPES}}

    def description(self) -> dict:
        """What dataset.json says of the rows, which the page shows, too."""
        features = [entry["column"] for entry in self.dictionary if entry["role"] == "feature"]
        told = {
            "kept": len(self.rows),
            "columns": len(self.rows.columns),
            "genes": len(self.genes),
            "labels": self.tally(self.splits["all"])["labels"],
            "nullFeatures": [name for name in features if len(self.rows) and self.rows[name].null_count() == len(self.rows)],
            "parts": self.rows_of_parts,
        }
        if len(self.splits) > 1:
            told["splits"] = {
                split: {
                    "parts": sum(part["name"].startswith(f"master/{split}/") for part in self.dataset["parts"]),
                    "genes": sum(gene["split"] == split for gene in self.genes),
                    **self.tally(chosen),
                }
                for split, chosen in self.splits.items()
                if split != "all"
            }
        return told

    def described(self) -> dict:
        told = {key: self.dataset[key] for key in ("columns", "genes", "labels", "nullFeatures", "splits") if key in self.dataset}
        return {"kept": self.dataset["rows"]["kept"], **told, "parts": [part["rows"] for part in self.dataset["parts"]]}

    # ------------------------------------------------------------ leakage
    @staticmethod
    def buckets(entry: dict, values: pl.Series) -> np.ndarray:
        """The numbers of docs/statistics.md: each where there are few; else whole ones up to 1 024, and six binary digits after the first."""
        numbers = values.fill_null(0).to_numpy().astype(np.float64)
        if values.n_unique() <= 1024:
            return np.where(values.is_null().to_numpy(), -np.inf, numbers)
        cut = np.sign(numbers) * (np.abs(numbers).view(np.int64) & ~np.int64((1 << 46) - 1)).view(np.float64)
        if entry["type"] != "double":
            cut = np.where(np.abs(numbers) <= 1024, numbers, cut)
        return np.where(values.is_null().to_numpy(), -np.inf, cut)

    @staticmethod
    def auc(values: np.ndarray, positives: np.ndarray, negatives: np.ndarray) -> float:
        """By ranks: Mann and Whitney."""
        some, others = np.sort(values[positives]), np.sort(values[negatives])
        below, upto = np.searchsorted(others, some, "left"), np.searchsorted(others, some, "right")
        return int((below + upto).sum()) / (2 * len(some) * len(others))

    @staticmethod
    def lower(auc: float, m: int, n: int) -> float:
        """The smallest theta of Newcombe's interval: looked for on a grid, then halved."""
        better, pairs = max(auc, 1 - auc), (m + n) / 2 - 1

        def gap(theta: float | np.ndarray) -> float | np.ndarray:
            variance = theta * (1 - theta) * (1 + pairs * ((1 - theta) / (2 - theta) + theta / (1 + theta))) / (m * n)
            return (better - theta) ** 2 - Z * Z * variance

        grid = np.linspace(0, better, 200_001)
        first = int(np.argmax(gap(grid) <= 0))
        low, high = grid[max(first - 1, 0)], grid[first]
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if gap(middle) > 0 else (low, middle)
        return float(low)

    def answer(self, entry: dict, buckets: np.ndarray | None, question: str) -> dict:
        positives, negatives = QUESTIONS[question](self.p, self.s)
        m, n = int(positives.sum()), int(negatives.sum())
        told = {"auc": None, "lower": None, "positives": m, "negatives": n}
        if buckets is None:
            return told | {"verdict": "may know"}
        if min(m, n) < LEAST_ROWS:
            return told | {"verdict": "too few to judge"}
        values = buckets
        if entry["categorical"] == "true":
            codes, at = np.unique(buckets, return_inverse=True)
            of, all_of = np.bincount(at[positives], minlength=len(codes)), np.bincount(at[positives | negatives], minlength=len(codes))
            values = (of / np.maximum(all_of, 1))[at]
        auc = self.auc(values, positives, negatives)
        lower = self.lower(auc, m, n)
        leakage = self.told["leakage"]
        verdict = "passes" if lower < leakage["limit"] else "allowed" if entry["column"] in leakage["allowed"] else "leaks"
        return told | {"auc": auc, "lower": lower, "verdict": verdict}

    def is_score(self, place: int, entry: dict) -> bool:
        return self.group(place, entry["column"]) in ("row", "derived") or bool(CONTEXTS.fullmatch(entry["column"]))

    def leakage(self) -> dict:
        columns, separated = [], []
        for place, entry in enumerate(self.dictionary):
            name = entry["column"]
            if entry["role"] != "feature" or entry["type"] == "text" or KMER.fullmatch(name):
                continue
            group = self.group(place, name)
            judged = not (self.is_score(place, entry) or group == "window" or name.endswith("_dinucleotide"))
            buckets = self.buckets(entry, self.rows[name]) if judged else None
            answers = {question: self.answer(entry, buckets, question) for question in QUESTIONS}
            columns.append({"name": name, "group": group, "judged": judged, **answers})
            if self.is_score(place, entry):
                separated += self.separated(name)
        told = self.told["leakage"]
        return {"limit": told["limit"], "allowed": told["allowed"], "leastRows": LEAST_ROWS, "columns": columns, "separated": separated}

    def separated(self, name: str) -> list[dict]:
        values = self.rows[name]
        found = []
        for p, q, type_ in (("TP", "FN", "all"), ("TP", "FN", "donor"), ("TP", "FN", "acceptor"), ("FP", "TN", "all")):
            of_type = np.full(len(values), True) if type_ == "all" else self.s == type_
            some, others = (of_type & (self.p == label) for label in (p, q))
            if min(some.sum(), others.sum()) < LEAST_ROWS:
                continue
            some, others = (values.filter(pl.Series(chosen)).drop_nulls().to_numpy().astype(float) for chosen in (some, others))
            if not len(some) or not len(others):
                continue
            low, high = (others, some) if others.max() < some.min() else (some, others)
            if low.max() < high.min():
                found.append({"column": name, "classes": [p, q], "spliceType": type_, "threshold": float((low.max() + high.min()) / 2)})
        return found

    def all(self) -> dict:
        types = {gene["gene_id"]: gene["gene_type"] for gene in self.genes}
        return {
            "statisticsVersion": 1,
            "schemaFingerprint": self.dataset["schemaFingerprint"],
            "rows": len(self.rows),
            "splits": list(self.splits),
            "columns": self.columns(),
            "labels": self.labels(),
            "chromosomes": self.tallies("chrom", None),
            "geneTypes": sorted(self.tallies("geneType", types), key=lambda tally: tally["geneType"]),
            "scores": self.scores(),
            "windows": self.windows(),
            "kmers": self.kmers(),
            "sampling": self.sampling(),
            "leakage": self.leakage(),
        }


def recount(folder: Path) -> Findings:
    content = (folder / "statistics.json").read_bytes()
    told = json.loads(content)
    counted = Recount(folder, told)
    findings = differences("", told, counted.all())
    described, description = counted.described(), counted.description()
    findings += differences("dataset.json", described, {key: description[key] for key in described} | description)
    if counted.dataset["statistics"]["sha256"] != hashlib.sha256(content).hexdigest():
        findings.append("dataset.json has another sha256 of statistics.json")
    return [*findings[:10], *([f"and {len(findings) - 10} more"] if len(findings) > 10 else [])]


# ---------------------------------------------------------------- builds
def source(shared: Path, build: str, form: str) -> list[str]:
    genome = shared / "data" / build
    sites = [f"--gtf={genome}/annotation.gtf", f"--spliceSites={genome}/splice_sites.tsv"]
    if form == "tables":
        return [f"--input={genome}/analysis_sequences", *sites]
    if form == "base80nt":
        return [f"--input={shared}/data/{build}_base80nt/analysis_sequences", *sites]
    return [f"--scores={genome}/{form}/bigwig", f"--fasta={genome}/genome.fa.gz", *sites]


def build(arguments: list[str], output: Path, kills: int = 0) -> Findings:
    """Builds a data set, killed so many times on the way."""
    shutil.rmtree(output, ignore_errors=True)
    command = [str(ROOT / "splicebeam"), "build", *arguments, f"--output={output}"]
    seeded = random.Random(" ".join(arguments))
    for _ in range(kills):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        deadline, wanted = time.monotonic() + 120, len(receipts(output)) + seeded.randint(1, 3)
        while process.poll() is None and len(receipts(output)) < wanted and time.monotonic() < deadline:
            time.sleep(0.01)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()
    ended = run(command, 900)
    return [f"the build ended with {ended.code}", *ended.tail()] if ended.code else []


def receipts(output: Path) -> list[Path]:
    return list((output / ".splicebeam" / "receipts").rglob("*.json"))


def builds(shared: Path) -> dict[str, tuple[list[str], int]]:
    """Name, options and kills; each has the windows, or the counts of single letters."""
    kept, letters = "--keepSequence", "--kmerSizes=1,3"
    few = ["--partRows=500", "--rowGroupRows=130"]
    return {
        "tables, grch38, k=3": ([*source(shared, "grch38", "tables"), letters], 0),
        "tables, grch38, k=3, killed, many parts": ([*source(shared, "grch38", "tables"), letters, *few], 2),
        "tables, grch37, k=6, DirectRunner, splits": (
            [*source(shared, "grch37", "tables"), kept, "--kmerSizes=6", "--runner=direct", "--splits=gene", "--partRows=900"], 0
        ),
        "tables, grch37, base80nt, no k-mers, all rows": (
            [*source(shared, "grch37", "base80nt"), kept, "--kmerSizes=0", "--downsample=none", "--rowGroupRows=97"], 0
        ),
        "scores80, grch38, k=1,4, killed, splits": (
            [*source(shared, "grch38", "scores80"), "--kmerSizes=1,4", "--splits=gene", *few], 1
        ),
        "scores, grch37, k=2, kept windows": ([*source(shared, "grch37", "scores"), kept, "--kmerSizes=2"], 0),
        "own transcript, allowed": (
            [
                *source(shared, "grch38", "tables"),
                letters,
                "--transcriptJoin=row",
                "--allowLeak=transcript_length,num_exons,avg_exon_length,median_exon_length,total_exon_length,total_intron_length,"
                "has_tx_info,missing_transcript_feats",
            ],
            0,
        ),
    }


def trips(shared: Path, output: Path) -> Findings:
    """A row's own transcript gives true sites away on every set; that of its gene does not (the other builds show it, too)."""
    findings = []
    for genome in ("grch37", "grch38"):
        for form in ("tables", "base80nt", "scores", "scores80"):
            arguments = [*source(shared, genome, form), "--kmerSizes=0"]
            findings += [f"{genome}, {form}: {f}" for f in build(arguments, output)]
            shutil.rmtree(output, ignore_errors=True)
            ended = run([ROOT / "splicebeam", "build", *arguments, "--transcriptJoin=row", f"--output={output}"], 900)
            told = json.loads((output / "statistics.json").read_text(encoding="utf-8"))["leakage"]["columns"]
            verdict = next(column for column in told if column["name"] == "has_tx_info")["site"]["verdict"]
            if ended.code != 1 or verdict != "leaks" or (output / "dataset.json").exists():
                findings.append(f"{genome}, {form}, own transcript: exit {ended.code}, has_tx_info {verdict}")
    return findings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    harness = Harness(asked.shared.resolve(), asked.keep, asked.only)
    if asked.folders:
        for folder in asked.folders:
            harness.check(str(folder), lambda _, f=folder: recount(f))
        return harness.finish()
    tests = {
        name: lambda output, a=arguments, k=kills: build(a, output, k) or recount(output)
        for name, (arguments, kills) in builds(harness.shared).items()
    }
    harness.check_all(tests | {"own transcripts trip the probe": lambda output: trips(harness.shared, output)})
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
