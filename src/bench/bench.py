#!/usr/bin/env python3
"""Measures ./splicebeam against what users would pick instead. See docs/performance.md.

    bench.py                                   the jobs that have a bar
    bench.py --jobs '250k-*,tiny' --pairs 3    those whose names match
    bench.py --jobs 'chr-*' --peer numpy       rows from the scores of a genome
    bench.py --jmh KmerCounting -f 1           the hot loops; what follows --jmh goes to JMH
"""

import argparse
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from fnmatch import fnmatch
from pathlib import Path

from jobs import BARS, BY_DEFAULT, GIB, JOBS, Genome, Input, Job
from measure import measured
from report import PRODUCT, Run, costs, figures, markdown

sys.path.append(str(Path(__file__).resolve().parents[1] / "test" / "acceptance"))
from harness import ROOT, Harness, make_venv, run, venvs  # noqa: E402

WORK = ROOT / "target" / "bench"
MAKE_SECONDS, RUN_SECONDS = 3600, 3600
WORKING_BYTES_A_ROW = 2_000  # a job's output and temporary files

PEERS = {"polars": "fast_polars", "duckdb": "fast_duckdb", "numpy": "scores_numpy"}
VERSIONS = "import importlib.metadata as m, json, sys; print(json.dumps({p: m.version(p) for p in sys.argv[1:]}))"
COUNTED = re.compile(r"([\d,]+)(?: of [\d,]+)? (?:rows|genes)\b")


class Refused(Exception):
    """Nothing can be measured; the message is one sentence."""


@dataclass(frozen=True)
class Bench:
    """Runs product and peer; inputs lie in `data`, outputs in the harness's work folder."""

    harness: Harness
    peer: str
    data: Path

    @property
    def python(self) -> Path:
        """Of the peers: the one with which acceptance.py reads data sets."""
        return Harness(self.harness.shared).python("bench")

    def shared(self, name: str) -> Path:
        return self.harness.shared / "bench" / name

    # ------------------------------------------------------------ inputs
    def folder(self, wanted: Input | Genome) -> Path:
        return self.data / wanted.name

    def done(self, wanted: Input | Genome) -> Path:
        return self.folder(wanted) / (f"done-{wanted.tracks}" if isinstance(wanted, Genome) else "done")

    def is_there(self, wanted: Input | Genome) -> bool:
        return self.done(wanted).exists()

    def check_space(self, jobs: Sequence[Job]) -> None:
        missing = sum(wanted.bytes for wanted in {job.input for job in jobs} if not self.is_there(wanted))
        working = max(job.input.rows for job in jobs) * WORKING_BYTES_A_ROW
        for folder, needed in ((self.data, missing), (self.harness.work, working + missing * (self.data.is_relative_to(self.harness.work)))):
            free = shutil.disk_usage(folder).free
            if free < needed:
                raise Refused(
                    f"{folder} needs {needed / GIB:.1f} GiB for the inputs ({missing / GIB:.1f}) and outputs"
                    f" of {', '.join(job.name for job in jobs)}, {free / GIB:.1f} are free."
                )

    def make(self, wanted: Input | Genome) -> None:
        if self.is_there(wanted):
            return
        print(f"making {self.folder(wanted)} ({wanted.bytes / GIB:.1f} GiB)", flush=True)
        if isinstance(wanted, Genome):
            self.make_genome(wanted)
        else:
            self.make_tables(wanted)
        self.done(wanted).touch()

    def make_genome(self, wanted: Genome) -> None:
        """What stands of it already stays: the other tracks, and what an interrupted run made."""
        names = ("genes", "positions", "chromosomes", "tracks")
        arguments = [f"--{name}={getattr(wanted, name)}" for name in names]
        made = run([self.python, Path(__file__).with_name("make_genome.py"), "--out", self.folder(wanted), *arguments], MAKE_SECONDS)
        if made.code:
            raise RuntimeError("\n".join([f"make_genome.py ended with {made.code}", *made.tail()]))

    def make_tables(self, wanted: Input) -> None:
        folder = self.folder(wanted)
        shutil.rmtree(folder, ignore_errors=True)
        shape = ["--rows-per-gene", str(wanted.rows_per_gene)] if wanted.rows else ["--gtf-only"]
        made = run([self.python, self.shared("gen.py"), "--genes", str(wanted.genes), *shape, "--out", folder], MAKE_SECONDS)
        if made.code:
            raise RuntimeError("\n".join([f"gen.py ended with {made.code}", *made.tail()]))
        if wanted.gff3:
            converted = run([self.python, Path(__file__).with_name("gff3_of_gtf.py"), *annotations(folder)], MAKE_SECONDS)
            if converted.code:
                raise RuntimeError("\n".join([f"gff3_of_gtf.py ended with {converted.code}", *converted.tail()]))
        if not wanted.rows:
            (folder / "splice_sites.tsv").write_text("gene_id\tposition\n")

    # ------------------------------------------------------------ commands
    def product_command(self, job: Job, output: Path) -> list[str | Path]:
        folder = self.folder(job.input)
        if isinstance(job.input, Genome):
            return [
                ROOT / "splicebeam",
                "build",
                *(f"--{name}={value}" for name, value in self.genome(job).items()),
                f"--output={output}",
                f"--kmerSizes={job.kmers}",
                f"--negativeRatio={job.negative_ratio}",
            ]
        gtf, gff3 = annotations(folder)
        if not job.input.rows:
            return self.annotate(gff3 if job.input.gff3 else gtf, output)
        return [
            ROOT / "splicebeam",
            "build",
            f"--input={folder / 'analysis'}",
            f"--gtf={gtf}",
            f"--spliceSites={folder / 'splice_sites.tsv'}",
            f"--output={output}",
            f"--kmerSizes={job.kmers}",
            f"--downsample={job.sampling}",
        ]

    def genome(self, job: Job) -> dict[str, Path]:
        """What product and peer read of it, by the name of the option."""
        folder = self.folder(job.input)
        return {"scores": folder / job.input.tracks, "fasta": folder / "genome.fa.gz", "gtf": folder / "annotation.gtf"}

    @staticmethod
    def annotate(annotation: Path, output: Path) -> list[str | Path]:
        return [ROOT / "splicebeam", "annotate", f"--gtf={annotation}", f"--annotationCache={output}"]

    def peer_command(self, job: Job, output: Path) -> list[str | Path]:
        if isinstance(job.input, Genome):
            options = self.genome(job) | {"out": output, "k": job.kmers, "negative-ratio": job.negative_ratio}
            return [self.python, Path(__file__).with_name("scores_numpy.py"), *(f"--{name}={value}" for name, value in options.items())]
        folder = self.folder(job.input)
        (gtf, _), sites = annotations(folder), folder / "splice_sites.tsv"
        if job.input.gff3:
            return self.annotate(gtf, output)
        if not job.input.rows:
            return [self.python, Path(__file__).with_name("gtf_by_polars.py"), self.shared("."), gtf, sites]
        options: dict[str, str | Path] = {
            "input": folder / "analysis",
            "gtf": gtf,
            "splice-sites": sites,
            "out": output,
            "k": job.kmers,
            "sample": "all" if job.sampling == "none" else "tn",
        }
        options |= {"kmer-dtype": "uint16"} if self.peer == "fast_polars" else {"threads": str(os.cpu_count())}
        arguments = [text for name, value in options.items() for text in (f"--{name}", value)]
        return [self.python, self.shared(f"{self.peer}.py"), *arguments]

    # ------------------------------------------------------------ runs
    def run(self, job: Job, by: str, pair: int) -> Run:
        """Runs once and removes the output."""
        output, log = self.harness.work / "output", self.harness.work / f"{by}.log"
        shutil.rmtree(output, ignore_errors=True)
        command = self.product_command(job, output) if by == PRODUCT else self.peer_command(job, output)
        load = os.getloadavg()[0]
        try:
            # The peers write nothing beside their sources.
            numba = str(self.harness.work / "numba")
            cost = measured(command, log, RUN_SECONDS, NUMBA_CACHE_DIR=numba, PYTHONDONTWRITEBYTECODE="1")
            rows = rows_of(output, log)
        finally:
            shutil.rmtree(output, ignore_errors=True)
        print(f"{job.name:15} {pair or 'warm-up':>7} {by:11} {costs(cost)} load {load:.1f}", flush=True)
        return Run(by, pair, *cost, rows, round(load, 2))

    def pairs(self, job: Job, number: int) -> list[Run]:
        """A warm-up of both, then pairs whose order alternates."""
        order = [PRODUCT, self.peer]
        runs = [self.run(job, by, 0) for by in order]
        for pair in range(1, number + 1):
            runs += [self.run(job, by, pair) for by in (order if pair % 2 else order[::-1])]
        counted = {(run.by, run.rows) for run in runs}
        if len(counted) > len(order) or (job.sampling != "gene" and len({rows for _, rows in counted}) > 1):
            raise RuntimeError(f"{job.name}: not the same number of rows: {sorted(counted)}")
        return runs

    # ------------------------------------------------------------ circumstances
    def circumstances(self) -> dict:
        """Machine and versions; builds the product where that is due."""
        told = run([ROOT / "splicebeam", "--version"], MAKE_SECONDS, SPLICEBEAM_JAVA_OPTS="-showversion")
        if told.code:
            raise RuntimeError("\n".join(told.tail()))
        packages = run([self.python, "-c", VERSIONS, "polars", "numba", "numpy", "duckdb", "pyarrow", "pyBigWig"], 60)
        return {
            "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "machine": {
                "cpu": cpu_model(),
                "cores": os.cpu_count(),
                "memoryGiB": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB, 1),
                "kernel": f"{platform.system()} {platform.release()}",
                "load": [round(load, 2) for load in os.getloadavg()],
            },
            "versions": {
                "splicebeam": told.out.split()[-1],
                "commit": git("rev-parse", "--short", "HEAD") + ("+" if git("status", "--porcelain", "-uno") else ""),
                "java": re.search(r'version "(.*?)"', told.err)[1],
                "python": platform.python_version(),
                **json.loads(packages.out),
            },
            "javaOptions": os.environ.get("SPLICEBEAM_JAVA_OPTS", ""),
        }


def annotations(folder: Path) -> tuple[Path, Path]:
    """The GTF, and the same annotation as GFF3 where the input has it."""
    return folder / "annotations.gtf", folder / "annotations.gff3"


def rows_of(output: Path, log: Path) -> int:
    """Rows that were kept; of an annotation alone its genes."""
    account = output / "dataset.json"
    if account.exists():
        return json.loads(account.read_text(encoding="utf-8"))["rows"]["kept"]
    told = COUNTED.search(log.read_text(encoding="utf-8", errors="replace"))
    if not told:
        raise RuntimeError(f"{log} says neither rows nor genes")
    return int(told[1].replace(",", ""))


def cpu_model() -> str:
    try:
        told = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        told = None
    return told[1] if told else platform.processor() or platform.machine()


def git(*arguments: str) -> str:
    return run(["git", "-C", ROOT, *arguments], 60).out.strip()


def heading(circumstances: dict, pairs: int) -> str:
    machine, versions = circumstances["machine"], circumstances["versions"]
    others = ", ".join(f"{name} {versions[name]}" for name in ("polars", "numba", "duckdb", "python"))
    options = f" with {circumstances['javaOptions']}" if circumstances["javaOptions"] else ""
    return (
        f"{circumstances['date'][:10]}, {machine['cpu']}, {machine['cores']} cores, {machine['memoryGiB']} GiB,"
        f" {machine['kernel']}, load {machine['load'][0]}; splicebeam {versions['splicebeam']} ({versions['commit']}),"
        f" Java {versions['java']}{options}, {others}; pairs of runs: {pairs}."
    )


# ---------------------------------------------------------------- commands
def listed() -> None:
    for job in JOBS.values():
        what = f"{job.input.rows:>13,} rows  k={job.kmers}  {job.sampling}" if job.kmers else f"{job.input.genes:>13,} genes"
        if isinstance(job.input, Genome):
            what = f"{job.input.positions:>13,} positions  k={job.kmers}  ratio {job.negative_ratio}"
        bar = f"  bar {figures(BARS[job.name].limits)}" if job.name in BARS else ""
        print(f"{job.name:17} {what:42}{bar}".rstrip())


def jobs_named(patterns: str) -> list[Job]:
    """In the order of the list."""
    wanted = patterns.split(",")
    for pattern in wanted:
        if not any(fnmatch(name, pattern) for name in JOBS):
            raise Refused(f"there is no job {pattern}; --list shows them.")
    return [job for name, job in JOBS.items() if any(fnmatch(name, pattern) for pattern in wanted)]


def compare(bench: Bench, jobs: Sequence[Job], pairs: int, out: Path) -> None:
    """Writes what is measured after each job, so that an end before the last one loses little."""
    if bench.peer == "fast_duckdb" and (others := [job.name for job in jobs if job.kmers != "3"]):
        raise Refused(f"fast_duckdb has no part in {', '.join(others)}: it does k=3 alone.")
    if others := [job.name for job in jobs if isinstance(job.input, Genome) != (bench.peer == "scores_numpy")]:
        raise Refused(f"{bench.peer} has no part in {', '.join(others)}: --peer=numpy is for jobs on a genome's scores, and for no others.")
    bench.check_space(jobs)
    shared = bench.harness.shared
    if not make_venv(Harness(shared), "bench", venvs(shared)["bench"]):
        raise RuntimeError("no Python environment for the peers")
    for wanted in dict.fromkeys(job.input for job in jobs):
        bench.make(wanted)
    circumstances = bench.circumstances()
    print(heading(circumstances, pairs), flush=True)
    results: dict[str, list[Run]] = {}
    for job in jobs:
        results[job.name] = bench.pairs(job, pairs)
        text = markdown(results, bench.peer, heading(circumstances, pairs))
        (out / "bench.md").write_text(text, encoding="utf-8")
        runs = {name: [asdict(run) for run in runs] for name, runs in results.items()}
        (out / "bench.json").write_text(json.dumps({**circumstances, "pairs": pairs, "runs": runs}, indent=1), encoding="utf-8")
    print(f"\n{text}\n{out / 'bench.json'} has every run.")


def java() -> Path | str:
    """That of Maven, which compiled the classes."""
    home = os.environ.get("JAVA_HOME")
    return Path(home, "bin", "java") if home else "java"


def jmh(arguments: Sequence[str], out: Path) -> int:
    made = run(["mvn", "-q", "-B", "-f", ROOT / "pom.xml", "-pl", "src/bench", "-am", "process-classes"], MAKE_SECONDS)
    if made.code:
        raise RuntimeError(made.out)
    class_path = (WORK / "class-path").read_text()
    command = [java(), "-cp", class_path, "org.openjdk.jmh.Main", "-rf", "json", "-rff", out / "jmh.json", *arguments]
    return subprocess.run(list(map(str, command)), check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", default=",".join(BY_DEFAULT), metavar="NAME,...", help="names or patterns of jobs")
    parser.add_argument("--pairs", type=int, default=5, help="pairs of runs after the warm-up (default: 5)")
    parser.add_argument("--peer", choices=PEERS, default="polars")
    parser.add_argument("--out", type=Path, default=WORK / "results", metavar="DIR", help="for bench.md and bench.json")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SPLICEBEAM_SHARED") or ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=WORK / "data", metavar="DIR", help="for inputs, which are made once")
    parser.add_argument("--list", action="store_true", help="show the jobs")
    parser.add_argument("--jmh", nargs=argparse.REMAINDER, metavar="ARGUMENT", help="run the JMH benchmarks")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a time limit from outside ends what runs inside, too
    if arguments.list:
        listed()
        return 0
    WORK.mkdir(parents=True, exist_ok=True)
    for folder in (arguments.out, arguments.data):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        if arguments.jmh is not None:
            return jmh(arguments.jmh, arguments.out)
        if arguments.pairs < 1:
            raise Refused("--pairs is at least 1.")
        if not (arguments.shared / "bench" / "gen.py").is_file():
            raise Refused(f"no bench/gen.py in {arguments.shared}: --shared=DIR or $SPLICEBEAM_SHARED names the shared folder.")
        bench = Bench(Harness(arguments.shared.resolve(), work=WORK), PEERS[arguments.peer], arguments.data.resolve())
        compare(bench, jobs_named(arguments.jobs), arguments.pairs, arguments.out)
        return 0
    except Refused as refusal:
        print(f"bench.py: {refusal}", file=sys.stderr)
        return 2
    except RuntimeError as failure:
        print(f"bench.py: {failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
