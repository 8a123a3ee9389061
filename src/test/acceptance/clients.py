#!/usr/bin/env python3
"""Runs the examples of examples/python, and what a data set's own card tells people to run: clients.py [--full] [--only REGEX]

Builds made-up data sets, of tables and of scores, with one part and with many, with and without splits. Every example must end well on
each and say what an independent reading of the parts says: rows, positions, features, codes, the base model's average precision. Then
the blocks of the card, README.md, are run as they stand there, load_dataset takes each configuration, and mlcroissant accepts
croissant.json. --full runs LightGBM and PyTorch, too, all kinds of data sets, and k=6 of real scores.

    clients.py --measure FOLDER [--rounds N]    prints time and peak memory of each example on a data set, as a table

Makes its Python environment by pip in target/acceptance; --full needs 7 GB of disk for it.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from harness import ROOT, Ended, Findings, Harness, Options, make_venv, product_arguments, run

EXAMPLES = ROOT / "examples" / "python"
SECONDS = 600
LARGE = frozenset({"train_lightgbm.py", "train_pytorch.py"})  # what requirements-full.txt is for
MLCROISSANT = "mlcroissant==1.1.1"

# Reads a data set by pyarrow and NumPy alone, row by row where that is simplest, and prints what the examples must say.
READING = r"""
import collections, csv, json, sys
from pathlib import Path
import numpy as np
import pyarrow.parquet as pq

folder = Path(sys.argv[1])
dictionary = list(csv.DictReader(open(folder / "data_dictionary.csv", newline="")))
wanted = [c for c in dictionary if c["role"] == "feature" and c["leak"] != "transcriptJoin"]
genes = list(csv.DictReader(open(folder / "gene_manifest.csv", newline="")))
genes = [gene for gene in genes if int(gene["rows"])]
split = {g["gene_id"]: g.get("split") or ("test" if i < len(genes) // 5 else "train") for i, g in enumerate(genes)}
names = ["gene_id", "splice_code", "splice_type", "sampling_probability", "donor_score", "acceptor_score"]
rows = [row for file in sorted((folder / "master").rglob("*.parquet")) for row in pq.read_table(file, columns=names).to_pylist()]
loaded = [row for row in rows if "split" not in genes[0] or split[row["gene_id"]] == "train"]

def told(rows):
    return [len(rows), sum(1 / row["sampling_probability"] for row in rows)]

def average_precision(rows, code, score):
    # Over each height of score: the share of sites found there, times the precision of all that is as high or higher.
    heights = collections.defaultdict(lambda: [0.0, 0.0])
    for row in rows:
        heights[row[score]][row["splice_code"] == code] += 1 / row["sampling_probability"]
    all_sites = sum(sites for _, sites in heights.values())
    above, found, area = 0.0, 0.0, 0.0
    for height in sorted(heights, reverse=True):
        others, sites = heights[height]
        above, found = above + others + sites, found + sites
        area += sites / all_sites * found / above if all_sites else 0
    return area if all_sites else None

test = [row for row in rows if split[row["gene_id"]] == "test"]
print(json.dumps(dict(
    features=len(wanted),
    codes=[c["column"] for c in wanted if c["categorical"] == "true"],
    labels=[told([row for row in loaded if row["splice_code"] == code]) for code in range(3)],
    train=told([row for row in rows if split[row["gene_id"]] == "train"]),
    test=told(test),
    share={site: sum(1 / r["sampling_probability"] for r in test if r["splice_type"] == site) / max(1, told(test)[1]) for site in ("donor", "acceptor")},
    alone={site: average_precision(test, code, site + "_score") for code, site in ((1, "donor"), (2, "acceptor"))},
)))
"""

# Takes every configuration of the card, and tells the rows of each split.
CONFIGURATIONS = r"""
import json, sys
from datasets import get_dataset_config_names, load_dataset
taken = {name: load_dataset(sys.argv[1], name) for name in get_dataset_config_names(sys.argv[1])}
print("taken " + json.dumps({name: {split: rows.num_rows for split, rows in of.items()} for name, of in taken.items()}))
"""

# Runs blocks of a page, each by itself, as one who copies it would.
BLOCKS = r"""
import json, os, sys
blocks = json.load(open(sys.argv[1]))
os.chdir(sys.argv[2])
for kind, text in blocks:
    if kind == "sql":
        import duckdb
        for statement in filter(str.strip, text.split(";")):
            assert duckdb.sql(statement).fetchall(), f"no rows from {statement}"
    else:
        exec(compile(text, "block of the page", "exec"), {"__name__": "page"})
"""


class Clients:
    def __init__(self, harness: Harness, full: bool) -> None:
        self.harness, self.full = harness, full
        self.python = harness.python("clients-full" if full else "clients")
        self.home = harness.work / "data" / "clients"

    def scripts(self) -> list[str]:
        names = [path.name for path in sorted(EXAMPLES.glob("*_*.py"))]
        return [name for name in names if self.full or name not in LARGE]

    # ------------------------------------------------------------ data sets
    def sets(self) -> dict[str, Options]:
        genome = self.home / "genome"
        tables = dict(input=genome / "analysis", gtf=genome / "annotation.gtf", spliceSites=genome / "splice_sites.tsv", kmerSizes="3")
        scores = dict(scores=genome / "scores", fasta=genome / "genome.fa", gtf=genome / "annotation.gtf", kmerSizes="3")
        many, one = dict(partRows="400"), dict(partRows="100000")
        splits = dict(splits="gene", fractions="0.6,0.1,0.3")
        few = {"tables, one part": tables | one, "scores, many parts, splits": scores | many | splits}
        if not self.full:
            return few
        real = self.harness.shared / "data" / "grch38"
        return few | {
            "tables, many parts": tables | many,
            "tables, one part, splits": tables | one | splits,
            "scores, one part": scores | one,
            "scores, default": scores | dict(kmerSizes="6") | splits,
            "grch38": dict(
                scores=real / "scores80" / "bigwig", fasta=real / "genome.fa.gz", gtf=real / "annotation.gtf", kmerSizes="6", splits="gene"
            ),
        }

    def simulated(self) -> Findings:
        ended = run([ROOT / "splicebeam", "simulate", "--genes=48", f"--output={self.home / 'genome'}", "--overwrite"], 300)
        return [f"simulate ended with {ended.code}", *ended.tail()] if ended.code else []

    # ------------------------------------------------------------ one data set
    def tried(self, options: Options, output: Path) -> Findings:
        built = output / "dataset"
        ended = run([ROOT / "splicebeam", "build", *product_arguments(options), f"--output={built}"], SECONDS)
        if ended.code:
            return [f"the build ended with {ended.code}", *ended.tail()]
        ended = run([self.python, "-c", READING, built], SECONDS)
        if ended.code:
            return ["the independent reading failed", *ended.tail()]
        wanted = json.loads(ended.out)
        findings = []
        for script in self.scripts():
            findings += [f"{script}: {finding}" for finding in self.example(script, built, wanted, output)]
        findings += [f"train_xgboost.py, disk: {finding}" for finding in self.example("train_xgboost.py", built, wanted, output, "10", "disk")]
        return findings + self.card(built, output) + self.configurations(built, output) + self.croissant(built)

    def run_offline(self, output: Path, *command: str | Path) -> Ended:
        """With a cache that goes away, and no network."""
        settings = dict(HF_HOME=str(output / "cache"), HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", OMP_WAIT_POLICY="passive")
        return run([self.python, *command], SECONDS, **settings)

    def example(self, script: str, built: Path, wanted: Mapping, output: Path, *words: str) -> Findings:
        words = words or (("10",) if script.startswith("train_") else ())
        ended = self.run_offline(output, EXAMPLES / script, built, *words)
        if ended.code:
            return [f"ended with {ended.code}", *ended.tail()]
        return trained(ended.out, wanted) if script.startswith("train_") else loaded(ended.out, wanted)

    def card(self, built: Path, output: Path) -> Findings:
        """Each of its blocks by itself, with the folder as the working directory."""
        blocks = re.findall(r"^```(python|sql)\n(.*?)^```$", (built / "README.md").read_text(encoding="utf-8"), re.M | re.S)
        if len(blocks) < 3:
            return [f"README.md: {len(blocks)} blocks of Python and SQL"]
        asked = output / "blocks.json"
        asked.write_text(json.dumps(blocks))
        ended = self.run_offline(output, "-c", BLOCKS, asked, built)
        return ["README.md: its blocks fail", *ended.tail()] if ended.code else []

    def configurations(self, built: Path, output: Path) -> Findings:
        told = json.loads((built / "dataset.json").read_text(encoding="utf-8"))
        rows = {name: split["rows"] for name, split in told["splits"].items() if "rows" in split} if told.get("splits") else {}
        rows = {name: n for name, n in rows.items() if n} or {"train": sum(part["rows"] for part in told["parts"])}
        ended = self.run_offline(output, "-c", CONFIGURATIONS, built)
        if ended.code:
            return ["load_dataset fails", *ended.tail()]
        taken = json.loads(ended.out.split("taken ")[-1])
        if taken.get("default") != rows:
            return [f"load_dataset: the default has rows {taken.get('default')}, dataset.json {rows}"]
        return [f"load_dataset: configuration {name} has no rows" for name, splits in taken.items() if not sum(splits.values())]

    def croissant(self, built: Path) -> Findings:
        file = built / "croissant.json"
        if not file.exists():
            return []
        ended = run([self.python.with_name("mlcroissant"), "validate", "--jsonld", file], SECONDS)
        return ["mlcroissant does not accept croissant.json", *ended.tail()] if ended.code else []


def documented(_: Path) -> Findings:
    """Examples are short, the one that they share as well; each is in the list of its folder, and what docs/training.md shows of them stands in them."""
    texts = {path.name: path.read_text(encoding="utf-8").splitlines() for path in sorted(EXAMPLES.glob("*.py"))}
    findings = [f"{name} has {n} lines of code" for name, lines in texts.items() if (n := sum(map(bool, lines))) >= 40]
    listed = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    findings += [f"README.md does not list {name}" for name in texts if f"`{name}`" not in listed]
    there = {line.strip() for lines in texts.values() for line in lines}
    shown = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs" / "training.md").read_text(encoding="utf-8"), re.M | re.S)
    return findings + [f"no example has: {line}" for block in shown for line in block.splitlines() if line.strip() not in there]


# ---------------------------------------------------------------- what examples say
def loaded(out: str, wanted: Mapping) -> Findings:
    labels = wanted["labels"]
    lines = [f"{sum(n for n, _ in labels)} rows, {wanted['features']} features, {len(wanted['codes'])} of them codes: {', '.join(wanted['codes'])}"]
    lines += [f"{name}: {n} rows, which stand for {w:.0f} positions" for name, (n, w) in zip(("neither", "donor", "acceptor"), labels)]
    return [f"does not say '{line}', but:\n{out}" for line in lines if line not in out.splitlines()]


def trained(out: str, wanted: Mapping) -> Findings:
    findings = []
    for pattern, (rows, positions) in (("learnt from", wanted["train"]), ("tested on", wanted["test"])):
        said = re.search(rf"^{pattern} (\d+) rows, which stand for (\d+) positions", out, re.M)
        if not said or int(said[1]) != rows or abs(int(said[2]) - positions) > 1 + 1e-5 * positions:
            findings.append(f"{pattern}: {said and said.groups()}, expected {rows} rows and {positions:.0f} positions")
    if f", {wanted['features']} features" not in out:
        findings.append(f"does not speak of {wanted['features']} features")
    for site, alone in wanted["alone"].items():
        said = re.search(rf"^{site}: average precision (\S+), of the base model alone (\S+)$", out, re.M)
        if alone is None:
            findings += [] if f"{site}: none in the test" in out else [f"does not say that the test has no {site}"]
        elif not said or abs(float(said[2]) - alone) > 0.0006:
            findings.append(f"{site}: {said and said.groups()}, of the base model alone is {alone:.4f}")
        elif not wanted["share"][site] < float(said[1]) <= 1:
            findings.append(f"{site}: an average precision of {said[1]}; chance has {wanted['share'][site]:.3f}")
    return findings + ([out] if findings else [])


# ---------------------------------------------------------------- what they need
def measure(clients: Clients, built: Path, rounds: int) -> int:
    """One run each: wall seconds; and CPU seconds, which other work on the machine changes least, and the largest resident set, as the kernel tells
    both of the process that ended."""
    print("| example | seconds | CPU seconds | peak memory, MiB |\n|---|---|---|---|")
    commands = [[script] if script.startswith("load_") else [script, str(rounds)] for script in clients.scripts()]
    for script, *words in [*commands, ["train_xgboost.py", str(rounds), "disk"]]:
        if not re.search(clients.harness.only, " ".join([script, *words])):
            continue
        start = time.monotonic()
        process = subprocess.Popen([clients.python, EXAMPLES / script, built, *words], stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        failed = f" (ended with {os.waitstatus_to_exitcode(status)})" if status else ""
        name = " ".join([script, *words[1:]])
        print(f"| `{name}`{failed} | {time.monotonic() - start:.0f} | {used.ru_utime + used.ru_stime:.0f} | {used.ru_maxrss / 1024:.0f} |", flush=True)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SPLICEBEAM_SHARED") or ROOT.parent / "shared"))
    parser.add_argument("--full", action="store_true", help="LightGBM, PyTorch, and all kinds of data sets, too")
    parser.add_argument("--only", default="", metavar="REGEX", help="run the cases, or measure the examples, whose name matches")
    parser.add_argument("--keep", action="store_true", help="keep what was built (after a failure it is kept anyway)")
    parser.add_argument("--measure", type=Path, metavar="FOLDER", help="measure the examples on a data set instead")
    parser.add_argument("--rounds", type=int, default=10, help="of the trainers, when measured")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a time limit from outside ends what runs inside, too
    harness = Harness(arguments.shared.resolve(), arguments.keep, arguments.only)
    clients = Clients(harness, arguments.full)
    requirements = EXAMPLES / ("requirements-full.txt" if arguments.full else "requirements.txt")
    if not make_venv(harness, "clients-full" if arguments.full else "clients", [requirements, MLCROISSANT]):
        return 1
    if arguments.measure:
        return measure(clients, arguments.measure, arguments.rounds)
    if findings := clients.simulated():
        print("\n".join(findings))
        return 1
    tests: dict[str, Callable[[Path], Findings]] = {
        name: lambda output, options=options: clients.tried(options, output) for name, options in clients.sets().items()
    } | {"what is told of the examples": documented}
    harness.check_all(tests)
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
