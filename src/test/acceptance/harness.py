"""Builds a data set with the product, computes the same one with the oracle, and says where they differ."""

import csv
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WORK = ROOT / "target" / "acceptance"
ORACLE_SECONDS, BUILD_SECONDS, COMPARE_SECONDS = 900, 900, 300
AT_A_TIME = 2  # the oracle and the comparison have one thread, and so has a build's beginning
ORACLE = Path("oracle2") / "oracle.py"  # below the shared folder, beside its compare.py and requirements.txt
ACCOUNT = ("read", "kept", "sampledOut", "unselected", "duplicates", "rejected")

# The product's options that shape the data; the oracle has the same ones, in kebab case. It takes genes as a list, not as a file.
SHAPING = {
    "kmerSizes",
    "downsample",
    "hardThreshold",
    "window",
    "easyRatio",
    "negatives",
    "nearRatio",
    "negativeRatio",
    "seed",
    "transcriptJoin",
    "genePolicy",
    "genesFile",
    "geneTypes",
    "keepSequence",
    "extraColumns",
    "dropRepeatKmers",
    "stripIdVersions",
    "siteAgreement",
    "callThreshold",
    "siteTolerance",
    "sequenceFlank",
    "donorOffset",
    "acceptorOffset",
    "offsetCheck",
}

Options = Mapping[str, str | bool]
Findings = list[str]


@dataclass(frozen=True)
class DataSet:
    """What a build is made from. `oracle_input` holds the same rows where the oracle cannot read what the product is given;
    `agrees` says whether rows and splice sites speak of one genome, which neither is asked where they do not."""

    name: str
    input: Path
    gtf: Path
    splice_sites: Path | None = None
    oracle_input: Path | None = None
    agrees: bool = True

    def asked(self, options: Options) -> Options:
        return options if self.agrees else {**options, "siteAgreement": "0"}

    def arguments(self) -> list[str]:
        """What names it to the product."""
        sites = [f"--spliceSites={self.splice_sites}"] if self.splice_sites else []
        return [f"--input={self.input}", f"--gtf={self.gtf}", *sites]


@dataclass(frozen=True)
class Case:
    """One build that must equal the oracle's. `filtered_from` is the whole of which the oracle's input is the selected part."""

    name: str
    data: DataSet
    options: Options
    further: Sequence[Callable[["Harness", Path], Findings]] = ()
    filtered_from: Path | None = None


# What a command tells on stderr that is no error: where it is a log, each line begins with its time.
LOG_LINE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ splicebeam |\{\"time\":\"[^\"]*\",\"event\":\"(?!error)"


@dataclass(frozen=True)
class Ended:
    """How a command ended; `err` is what it told as an error, `log` the other lines of stderr."""

    code: int
    out: str
    err: str
    seconds: float
    log: str = ""

    @classmethod
    def of(cls, code: int, out: str, stderr: str, seconds: float) -> "Ended":
        lines = stderr.splitlines(keepends=True)
        log = [line for line in lines if re.match(LOG_LINE, line)]
        return cls(code, out, "".join(line for line in lines if line not in log), seconds, "".join(log))

    def tail(self, lines: int = 15) -> Findings:
        return self.err.strip().splitlines()[-lines:]


RUNNING: set[subprocess.Popen] = set()


def kill_all() -> None:
    """Ends what `run` has started in any thread, for one that is about to end by itself."""
    for process in list(RUNNING):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def run(command: Sequence[str | Path], seconds: float, **environment: str) -> Ended:
    """Runs a command without input; after its time it and its children are killed and the exit code is 124."""
    start = time.monotonic()
    process = subprocess.Popen(
        list(map(str, command)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
        env={**os.environ, **environment},
    )
    RUNNING.add(process)
    try:
        out, err = process.communicate(timeout=seconds)
        return Ended.of(process.returncode, out, err, time.monotonic() - start)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        return Ended.of(124, out, f"{err}\nkilled after {seconds} s", time.monotonic() - start)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    finally:
        RUNNING.discard(process)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """Of every file of a data set; run.json and report.html tell of the run."""
    files = sorted(f for f in folder.rglob("*") if f.is_file() and ".splicebeam" not in f.parts and f.name not in ("run.json", "report.html"))
    return {str(f.relative_to(folder)): sha256(f) for f in files}


def files_in(source: Path) -> list[Path]:
    return sorted(p for p in source.rglob("*") if p.is_file()) if source.is_dir() else [source]


def parts_of(built: Path) -> list[Path]:
    return sorted((built / "master").glob("part-*.parquet"))


def product_arguments(options: Options) -> list[str]:
    """A switch stands alone; the runner `flink` is the default and not named. That joins by row give the label away ends no build here."""
    borne = ["--leakageLimit=1"] if options.get("transcriptJoin") == "row" else []
    return borne + [
        f"--{name}" if value is True else f"--{name}={value}"
        for name, value in options.items()
        if (name, value) != ("runner", "flink")
    ]


def oracle_arguments(options: Options) -> list[str]:
    arguments = []
    for name, value in options.items():
        if name == "genesFile":
            arguments += ["--genes", ",".join(Path(str(value)).read_text(encoding="utf-8").splitlines())]
        elif name in SHAPING:
            arguments += ["--" + re.sub("[A-Z]", lambda m: "-" + m[0].lower(), name)] + ([] if value is True else [str(value)])
    return arguments


@dataclass
class Harness:
    """The oracle, the product and the work folder; counts what passed and what failed."""

    shared: Path
    keep: bool = False
    only: str = ""
    passed: int = 0
    failed: int = 0
    work: Path = field(default=WORK)
    telling: threading.Lock = field(default_factory=threading.Lock)
    computing: dict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))

    def python(self, venv: str) -> Path:
        return self.work / f"venv-{venv}" / "bin" / "python"

    # ------------------------------------------------------------ oracle
    def oracle(self, data: DataSet, options: Options) -> tuple[Path, dict]:
        """The expected table and its account: of rows, and `told`, all else."""
        source = data.oracle_input or data.input
        script = self.shared / ORACLE
        sites = ["--splice-sites", data.splice_sites] if data.splice_sites else []

        def compute(expected: Path) -> dict:
            told = expected.with_suffix(".told")
            files = ["--input", source, "--gtf", data.gtf, *sites, "--out", expected, "--account", told]
            ended = self.ask(script, *files, *arguments)
            return json.loads(ended.out) | {"told": json.loads(told.read_text())}

        arguments = oracle_arguments(data.asked(options))
        return self.once([script, data.gtf, *sites[1:], *files_in(source)], arguments, compute)

    def ask(self, script: Path, *arguments: str | Path) -> Ended:
        """Runs an oracle, which must end well."""
        ended = run([self.python("oracle"), script, *arguments], ORACLE_SECONDS)
        if ended.code:
            raise RuntimeError("\n".join([f"{script.name} ended with {ended.code}", *ended.tail()]))
        return ended

    def once(
        self, files: Sequence[Path], arguments: Sequence[str], compute: Callable[[Path], dict], kind: str = "parquet"
    ) -> tuple[Path, dict]:
        """An oracle's table, which `compute` writes, and its account: made once for equal content and equal arguments."""
        key = hashlib.sha256("\n".join([*arguments, *(f"{path} {sha256(path)}" for path in files)]).encode()).hexdigest()[:20]
        expected, account = (self.work / "oracle" / f"{key}.{suffix}" for suffix in (kind, "json"))
        with self.telling:
            lock = self.computing[key]
        with lock:
            if not account.exists():
                expected.parent.mkdir(parents=True, exist_ok=True)
                account.write_text(json.dumps(compute(expected)))
        return expected, json.loads(account.read_text())

    # ------------------------------------------------------------ product
    def build(self, data: DataSet, options: Options, output: Path) -> Ended:
        shutil.rmtree(output, ignore_errors=True)
        output.parent.mkdir(parents=True, exist_ok=True)
        arguments = [*data.arguments(), f"--output={output}", *product_arguments(data.asked(options))]
        return run([ROOT / "splicebeam", "build", *arguments], BUILD_SECONDS)

    def evaluate(self, case: Case, output: Path) -> Findings:
        expected, account = self.oracle(case.data, case.options)
        if case.filtered_from:
            whole = self.oracle(replace(case.data, input=case.filtered_from, oracle_input=None), case.options)[1]
            account |= {c: whole[c] for c in ("read", "rejected")}
            of_all_rows = ("agreement", "genesNotAnnotated", "firstGenesNotAnnotated")  # counted before rows are selected
            account["told"] |= {c: whole["told"][c] for c in of_all_rows}
            account["unselected"] = account["read"] - sum(account[c] for c in ACCOUNT if c not in ("read", "unselected"))
        ended = self.build(case.data, case.options, output)
        if ended.code:
            return [f"the build ended with {ended.code}", *ended.tail()]
        findings = self.compare(output, expected) + books(output, account)
        for check in case.further:
            findings += check(self, output)
        return findings + (ended.tail() if findings else [])

    def compare(self, built: Path, expected: Path) -> Findings:
        script = (self.shared / ORACLE).with_name("compare.py")
        compared = run([self.python("oracle"), script, built / "master", expected], COMPARE_SECONDS)
        return [] if compared.code == 0 else [*compared.out.strip().splitlines(), *compared.tail()]

    # ------------------------------------------------------------ bookkeeping
    def check(self, name: str, test: Callable[[Path], Findings]) -> None:
        """Runs a test that has a new folder of its own, and prints its line; the folder stays after a failure."""
        if not re.search(self.only, name):
            return
        output = self.work / "built" / re.sub(r"[^\w.+=,-]+", "_", name)
        shutil.rmtree(output, ignore_errors=True)
        start = time.monotonic()
        try:
            findings = test(output)
        except (OSError, RuntimeError, ValueError, KeyError, TypeError) as problem:
            findings = [f"{type(problem).__name__}: {problem}"]
        with self.telling:
            print(f"{'FAIL' if findings else 'pass'} {time.monotonic() - start:7.1f} s  {name}", flush=True)
            for finding in findings:
                print(f"       {finding}", flush=True)
            self.failed += bool(findings)
            self.passed += not findings
        if not findings and not self.keep:
            shutil.rmtree(output, ignore_errors=True)

    def check_all(self, tests: Mapping[str, Callable[[Path], Findings]]) -> None:
        """Runs tests of which none needs another one, some of them at a time."""
        with ThreadPoolExecutor(AT_A_TIME) as threads:
            ended = [threads.submit(self.check, name, test) for name, test in tests.items()]
            try:
                for one in ended:
                    one.result()
            except BaseException:  # an interruption, too: threads would go on
                threads.shutdown(wait=False, cancel_futures=True)
                kill_all()
                raise

    def equals_oracle(self, cases: Sequence[Case]) -> None:
        tests = {case.name: lambda output, case=case: self.evaluate(case, output) for case in cases}
        assert len(tests) == len(cases), "two cases of one name"
        self.check_all(tests)

    def layout(self, built: Path) -> list[dict]:
        ended = run([self.python("oracle"), Path(__file__).with_name("parts_report.py"), *parts_of(built)], COMPARE_SECONDS)
        if ended.code:
            raise RuntimeError("\n".join(ended.tail()))
        return json.loads(ended.out)

    def finish(self) -> int:
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0


def books(built: Path, account: Mapping) -> Findings:
    """Holds dataset.json, the manifest and the rejected rows against the oracle's account."""
    told = json.loads((built / "dataset.json").read_text(encoding="utf-8"))
    findings = [
        f"dataset.json, rows.{c}: {told['rows'].get(c)}, expected {account[c]}"
        for c in ACCOUNT
        if told["rows"].get(c) != account[c]
    ]
    expected = account["told"]
    lacking = told["genesNotAnnotated"]
    findings += [
        f"dataset.json, {name}: {found}, expected {wanted}"
        for name, found, wanted in (
            ("nullFeatures", told["nullFeatures"], expected["nullFeatures"]),
            ("duplicatesOfOtherType", told["duplicatesOfOtherType"], expected["duplicatesOfOtherType"]),
            ("genesNotAnnotated", lacking["genes"], expected["genesNotAnnotated"]),
            ("genesNotAnnotated, first", lacking["first"], expected["firstGenesNotAnnotated"]),
            *((f"agreement, {c}", told["agreement"][c], number) for c, number in expected["agreement"].items()),
        )
        if found != wanted
    ]
    if [part["sha256"] for part in told["parts"]] != list(map(sha256, parts_of(built))):
        findings.append("dataset.json, parts: another sha256 than the files have")
    if sum(part["rows"] for part in told["parts"]) != account["kept"]:
        findings.append("dataset.json, parts: their rows do not sum up to the rows kept")
    with (built / "gene_manifest.csv").open(encoding="utf-8", newline="") as file:
        genes = list(csv.DictReader(file))
    if len(genes) != account["genes"]:
        findings.append(f"gene_manifest.csv: {len(genes)} genes, expected {account['genes']}")
    if sum(int(gene["rows"]) for gene in genes) != account["kept"]:
        findings.append("gene_manifest.csv: rows do not sum up to the rows kept")
    if wrong := [gene["gene_id"] for gene in genes if int(gene["rows"]) != sum(int(gene[t]) for t in ("tp", "fp", "fn", "tn"))]:
        findings.append(f"gene_manifest.csv: rows are not tp + fp + fn + tn of {len(wrong)} genes {wrong[:3]}")
    rejects = [
        line
        for file in sorted(built.glob("rejected/**/*"))
        if file.is_file() and not file.name.startswith(".")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    for name, _, problem in account["firstRejects"]:
        reason = problem.split()[0]
        if not any(name in line and reason in line for line in rejects):
            findings.append(f"rejected/: no line with {name} and {reason}")
    return findings


def skipped(shared: Path) -> bool:
    if (shared / ORACLE).is_file():
        return False
    print(f"skipped: no shared folder at {shared}")
    return True


def venvs(shared: Path) -> dict[str, list[str | Path]]:
    """What is needed by the oracle, and by the benchmarks' peers and the readers, which share one."""
    return dict(
        oracle=[(shared / ORACLE).with_name("requirements.txt")],
        bench=[shared / "bench" / "requirements.txt", ROOT / "src" / "bench" / "requirements.txt", "pandas", "datasets", "mlcroissant"],
    )


def make_venv(harness: Harness, name: str, requirements: Sequence[str | Path]) -> bool:
    """Makes a virtual environment unless it stands already with the same requirements; tries the index three times."""
    venv = harness.work / f"venv-{name}"
    stamp = venv / "requirements"
    wanted = "\n".join(r.read_text() if isinstance(r, Path) else r for r in requirements)
    if stamp.exists() and stamp.read_text() == wanted:
        print(f"venv-{name}: there")
        return True
    arguments = [text for r in requirements for text in (("-r", str(r)) if isinstance(r, Path) else (r,))]
    for attempt in range(3):
        made = run([sys.executable, "-m", "venv", "--clear", venv], 300)
        done = (
            made
            if made.code
            else run([venv / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *arguments], 900)
        )
        if not done.code:
            stamp.write_text(wanted)
            print(f"venv-{name}: made in {made.seconds + done.seconds:.0f} s")
            return True
        print("\n".join([f"venv-{name}: attempt {attempt + 1} failed", *done.tail(5), *done.out.splitlines()[-3:]]), flush=True)
        time.sleep(10 * attempt)
    return False
