#!/usr/bin/env python3
"""Kills builds and resumes them: crash.py [--kills 50] [--seed 1] [--scores] [--splits] [--downsample none] [--work DIR]

Builds a made-up data set undisturbed, then again and again: each time the build is killed (SIGKILL) at a seeded random moment and
started again with the same command until it ends by itself. Every other build replaces an older data set (--overwrite), which must be
whole as long as its dataset.json stands. Every resumed data set must equal the undisturbed one, byte for byte but for run.json, and a reader that opens each master/*.parquet every 100 ms meanwhile must never meet a file that it cannot read.
With --scores the builds are made from scores and a genome that has to be unpacked, else from tables; nothing unpacked may stay.
With --splits they have splits, which the older data set has not.
Runs with the Python of target/acceptance/venv-oracle (pyarrow): `acceptance.py verify-venv` makes it.
"""
import argparse
import gzip
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from harness import digests

ROOT = Path(__file__).resolve().parents[3]
LAUNCHER = ROOT / "splicebeam"


def simulate(work: Path) -> Path:
    genome = work / "genome"
    if not genome.exists():
        run = [LAUNCHER, "simulate", "--genes=48", "--rowsPerGene=250", "--seed=11", f"--output={genome}"]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL, timeout=600)
        with open(min((genome / "analysis").glob("*.tsv")), "a") as table:
            table.write("a line that is rejected\n" * 3)
    return genome


def scores(genome: Path, downsample: str) -> list[str]:
    """Where nothing is sampled, of few genes, as every base of a gene is a row."""
    (genome / "genome.fa.gz").write_bytes(gzip.compress((genome / "genome.fa").read_bytes(), mtime=0))
    source = [f"--scores={genome}/scores", f"--fasta={genome}/genome.fa.gz"]
    if downsample != "none":
        return source
    few = genome / "few.txt"
    with open(genome / "annotation.gtf") as lines:
        ids = dict.fromkeys(re.findall('gene_id "(.*?)"', lines.read()))
    few.write_text("\n".join(list(ids)[:4]))
    return [*source, f"--genesFile={few}"]


@dataclass(frozen=True)
class Build:
    """What is built, again and again."""

    genome: Path
    source: list[str]
    downsample: str
    splits: tuple[str, ...] = ()

    def command(self, output: Path, *more: str) -> list[str]:
        return [
            str(LAUNCHER),
            "build",
            *self.source,
            f"--gtf={self.genome}/annotation.gtf",
            f"--output={output}",
            "--kmerSizes=6",
            f"--downsample={self.downsample}",
            "--partRows=500",
            "--rowGroupRows=200",
            *(() if output.name == "older" else self.splits),
            *more,
        ]

    def undisturbed(self, output: Path, *more: str) -> dict[str, str]:
        """The data set, by its digests."""
        shutil.rmtree(output, ignore_errors=True)
        subprocess.run(self.command(output, *more), check=True, stdout=subprocess.DEVNULL, timeout=600)
        return digests(output)


def work_files(folder: Path) -> list[Path]:
    """What is of use only while a build goes on."""
    return [file for place in ("genome", "scores", "tmp") for file in (folder / ".splicebeam" / place).glob("*")]


class Reader(threading.Thread):
    """Reads the footer and the rows' ids of every part that stands, every 100 ms."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder, self.done = folder, threading.Event()
        self.reads, self.torn = 0, []

    def run(self) -> None:
        while not self.done.wait(0.1):
            for file in sorted(self.folder.rglob("*.parquet")):
                try:
                    pq.read_table(file, columns=["gene_id", "position"])
                    self.reads += 1
                except FileNotFoundError:
                    pass  # replaced between listing and opening
                except Exception as problem:  # whatever a reader says of a torn file
                    self.torn.append(f"{file.name}: {problem}")


def killed_and_resumed(
    subject: Build, output: Path, older: Path | None, moment: float, rng: random.Random, whole: float
) -> tuple[int, Reader]:
    """Returns the number of kills that it took, and the reader that watched.

    :param older: data set that the build replaces
    """
    shutil.rmtree(output, ignore_errors=True)
    replaced, more = {}, []
    if older:
        shutil.copytree(older, output)
        replaced, more = digests(older), ["--overwrite"]
    reader = Reader(output / "master")
    reader.start()
    kills = 0
    while True:
        with open(output.with_suffix(".log"), "w") as log:
            build = subprocess.Popen(subject.command(output, *more), stdout=log, stderr=log)
            try:
                code = build.wait(timeout=moment if kills < 2 else 600)
                break
            except subprocess.TimeoutExpired:
                build.send_signal(signal.SIGKILL)
                build.wait()
                kills += 1
                left = digests(output)
                if replaced and left.get("dataset.json") == replaced["dataset.json"]:
                    if left != replaced:
                        raise SystemExit(f"the older data set was changed before its dataset.json went: {output}")
                elif "dataset.json" in left:
                    code = 0  # killed on its way out: the data set is whole, and another build of it is refused
                    break
                moment = rng.uniform(0, 1.2 * whole) if rng.random() < 0.3 else 600
    reader.done.set()
    reader.join()
    if code != 0:
        raise SystemExit(f"the resumed build ended with {code}: {output.with_suffix('.log').read_text()[-500:]}")
    return kills, reader


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--kills", type=int, default=50)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--scores", action="store_true", help="from scores and a genome")
    p.add_argument("--splits", action="store_true", help="with splits, and copies of genes kept out")
    p.add_argument("--downsample", default="none", choices=("none", "dataset", "gene"))
    p.add_argument("--work", type=Path, default=ROOT / "target" / "acceptance" / "crash")
    a = p.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    genome, rng = simulate(a.work), random.Random(a.seed)
    splits = ("--splits=gene", "--fractions=0.4,0.3,0.3", "--paralogs=drop", "--paralogContainment=0.01") if a.splits else ()
    subject = Build(genome, scores(genome, a.downsample) if a.scores else [f"--input={genome}/analysis"], a.downsample, splits)
    subject.undisturbed(a.work / "older", "--keepSequence", "--seed=7")
    began = time.monotonic()
    expected = subject.undisturbed(a.work / "undisturbed")
    whole = time.monotonic() - began
    failed, kept = 0, 0
    print(f"undisturbed: {whole:.1f} s, {sum('master/' in f for f in expected)} parts", flush=True)
    for trial in range(a.kills):
        # Most of a build's time is start-up; the later two thirds are where files are written.
        moment = rng.uniform(0.25, 1.0) * whole
        older = a.work / "older" if trial % 2 else None
        kills, reader = killed_and_resumed(subject, a.work / "killed", older, moment, rng, whole)
        same = digests(a.work / "killed") == expected and not work_files(a.work / "killed")
        failed += not same or bool(reader.torn)
        kept += kills > 0
        print(
            f"{'pass' if same and not reader.torn else 'FAIL'}  {'over an older one, ' if older else ''}killed {kills} times, first after {moment:.1f} s,"
            f" {reader.reads} reads, {len(reader.torn)} torn {reader.torn[:1]}",
            flush=True,
        )
    print(f"{a.kills - failed} passed, {failed} failed")
    return 1 if failed or not kept else 0


if __name__ == "__main__":
    sys.exit(main())
