#!/usr/bin/env python3
"""Holds what a checkout builds and says, byte by byte, against what a golden commit built and said: for changes that may change neither.

    same_as.py record --product DIR   makes same_as.json from a checkout of the golden commit
    same_as.py pairs                  every pair of values of every two axes, on both runners
    same_as.py all                    every combination, on both runners (long)
    same_as.py messages               exit codes, stdout, stderr and files of single command lines

`--product DIR` judges another checkout than this one. What a build is made from comes from this checkout's examples, the shared
folder and its generator; where it is not what was recorded, the case fails and says so.

same_as.json keeps a SHA-256 of each file, shortened to sixteen digits: enough to see that a file is another one, and which. run.json,
which tells of the run, and the private `.splicebeam/` are left out. The bytes are the same on every runner, so the golden ones come from
Flink alone. Texts are kept word by word; of one longer than LONGEST characters (a whole schema) only its lines' number and SHA-256.
"""

import argparse
import difflib
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import acceptance
from covering import Row, covering_array
from disk import digests
from harness import (
    BUILD_SECONDS,
    ROOT,
    WORK,
    DataSet,
    Ended,
    Findings,
    Harness,
    make_venv,
    parts_of,
    product_arguments,
    run,
    sha256,
    skipped,
)
from repair import Damages

GOLDEN = Path(__file__).with_suffix(".json")
FOLDER = WORK / "same-as"
WHOLE = FOLDER / "whole"  # a clean data set of several parts, which messages take copies of
DIGITS, LONGEST, MESSAGE_SECONDS = 16, 10_000, 120

# Rough seconds of a build on Flink by data set; the direct runner takes longer.
SECONDS = {"genome": 3.0, "gen-20x500": 4.0, "grch37_base80nt": 3.0, "grch38_base80nt": 4.0, "grch37": 6.0, "grch38": 9.0}
AXES = {"data": tuple(SECONDS)} | {
    name: acceptance.AXES[name] for name in ("kmerSizes", "downsample", "transcriptJoin", "runner")
}

Sums = dict[str, str]
Setup = Callable[[Path], object]


@dataclass(frozen=True)
class Message:
    """A command line, run in a folder that has a copy of the example's genome. What its setup returns is held until it has ended."""

    name: str
    arguments: Sequence[str]
    setup: Setup = lambda folder: None


# ---------------------------------------------------------------- what is compared
def sums_of(folder: Path) -> Sums:
    return {name: digest[:DIGITS] for name, digest in sorted(digests(folder).items())}


@cache
def input_sum(data: DataSet) -> str:
    """One sum of names and bytes of all that a build reads."""
    files = [
        *sorted(f for f in data.input.rglob("*") if f.is_file()),
        data.gtf,
        *([data.splice_sites] if data.splice_sites else []),
    ]
    return hashlib.sha256("".join(f"{f.name} {sha256(f)}\n" for f in files).encode()).hexdigest()[:DIGITS]


def other_files(golden: Sums, found: Sums) -> Findings:
    return [
        f"{name}: {'other bytes' if name in golden and name in found else 'missing' if name in golden else 'not in the golden one'}"
        for name in sorted(golden | found)
        if golden.get(name) != found.get(name)
    ]


def other_text(stream: str, golden: str, found: str) -> Findings:
    lines = list(difflib.unified_diff(golden.splitlines(True), found.splitlines(True), "golden", "found", n=0))[2:]
    return [f"{stream}: {line!r}" for line in lines[:12]]


# ---------------------------------------------------------------- the gate
@dataclass
class Gate:
    """A product and the golden sums, which it is held against, or which it makes where they are recorded."""

    product: Path
    harness: Harness
    golden: dict = field(default_factory=lambda: dict(inputs={}, builds={}, messages={}))
    recording: bool = False

    @property
    def launcher(self) -> Path:
        return self.product / "splicebeam"

    def settled(self, section: str, name: str, found: Any) -> Any:
        """The golden one; what was found becomes it while recording."""
        if self.recording:
            self.golden[section][name] = found
        if name not in self.golden[section]:
            raise KeyError(f"{name!r} is not in the golden {section}: record them again")
        return self.golden[section][name]

    # ------------------------------------------------------------ builds
    def data(self, name: str) -> DataSet:
        if name == "genome":
            genome = ROOT / "examples" / "genome"
            return DataSet(name, genome / "analysis", genome / "annotation.gtf", genome / "splice_sites.tsv")
        if name != "gen-20x500":
            return acceptance.real(self.harness.shared, name, sites=True)
        at_work = Harness(self.harness.shared)
        if not at_work.python("oracle").exists():
            make_venv(at_work, "oracle", [at_work.shared / "oracle" / "requirements.txt"])
        return acceptance.generated(at_work, sites=True)

    def built(self, row: Row, output: Path) -> Findings:
        data = self.data(row["data"])
        if input_sum(data) != self.settled("inputs", data.name, input_sum(data)):
            return [f"{data.name} is another input than the recorded one"]
        shutil.rmtree(output, ignore_errors=True)
        inputs = (f"--input={data.input}", f"--gtf={data.gtf}", f"--spliceSites={data.splice_sites}", f"--output={output}")
        options = {name: value for name, value in row.items() if name != "data"}
        ended = run([self.launcher, "build", *inputs, *product_arguments(options)], BUILD_SECONDS)
        if ended.code:
            return [f"the build ended with {ended.code}", *ended.tail()]
        found = sums_of(output)
        return other_files(self.settled("builds", name_of(row, "runner"), found), found)

    def builds(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self.harness.check(name_of(row), lambda output, row=row: self.built(row, output))

    # ------------------------------------------------------------ messages
    def ran_in(self, folder: Path, arguments: Sequence[str], seconds: float) -> Ended:
        """Paths are relative, so that no message depends on where the folder lies."""
        return run(["sh", "-c", 'cd "$0" && exec "$@"', folder, self.launcher, *arguments], seconds, LC_ALL="C.UTF-8")

    def tidied(self, text: str, folder: Path) -> str:
        """Without the places of this run, and without the runners that happen to be laid out."""
        text = text.replace(str(folder), "FOLDER").replace(str(self.product), "PRODUCT")
        text = re.sub(r"(?<=in this distribution; it has: ).*", "RUNNERS.", text)
        if len(text) <= LONGEST:
            return text
        return f"{len(text.splitlines())} lines, sha256 {hashlib.sha256(text.encode()).hexdigest()}\n"

    def said(self, message: Message, folder: Path) -> Findings:
        with_genome(folder)
        held = message.setup(folder)
        ended = self.ran_in(folder, message.arguments, MESSAGE_SECONDS)
        del held
        found: dict[str, Any] = dict(
            arguments=list(message.arguments),
            code=ended.code,
            out=self.tidied(ended.out, folder),
            err=self.tidied(ended.err, folder),
            files=sums_of(folder / "out"),
        )
        golden = self.settled("messages", message.name, found)
        return [
            *(f"{what} {found[what]}, golden {golden[what]}" for what in ("arguments", "code") if found[what] != golden[what]),
            *(line for stream in ("out", "err") for line in other_text(stream, golden[stream], found[stream])),
            *other_files(golden["files"], found["files"]),
        ]

    def messages(self) -> None:
        """The first build also lays out the product, which no later message may speak of."""
        with_genome(WHOLE)
        if (made := self.ran_in(WHOLE, SMALL, BUILD_SECONDS)).code:
            raise SystemExit("\n".join(["the data set to take copies of cannot be built", *made.tail()]))
        for message in all_messages():
            self.harness.check(message.name, lambda output, message=message: self.said(message, output))


def name_of(row: Row, without: str = "") -> str:
    return " ".join(f"k={value}" if axis == "kmerSizes" else value for axis, value in row.items() if axis != without)


def combinations() -> list[Row]:
    return [dict(zip(AXES, values)) for values in product(*AXES.values())]


def pairs() -> list[Row]:
    return covering_array(AXES, lambda row: SECONDS[row["data"]] * (2 if row["runner"] == "DirectRunner" else 1), 10.0)


# ---------------------------------------------------------------- what messages are about
INPUTS = ("build", "--input=genome/analysis", "--gtf=genome/annotation.gtf", "--output=out")
SMALL = (*INPUTS, "--kmerSizes=1", "--partRows=90")
ANNOTATE = ("annotate", "--gtf=genome/annotation.gtf")
TABLE, PACKED = (f"genome/analysis/analysis_sequences_{name}" for name in ("1_chunk_1_4.tsv", "2_chunk_1_4.tsv.gz"))
GTF, SITES = "genome/annotation.gtf", "genome/splice_sites.tsv"
BAD_OPTIONS = (
    "kmerSizes=3,9",
    "extraColumns=phylop",
    "extraColumns=score:double",
    "extraColumns=phylop:double",
    "downsample=some",
    "hardThreshold=NaN",
    "window=-1",
    "positionIdMode=gene",
    "genePolicy=custom",
    "geneColumn=gene_id",
    "chromosomes=1,,2",
    "maxRejectedFraction=1.5",
    "resume=require",
    "partRows=0",
    "parallelism=many",
    "runner=NoSuchRunner",
    "kmerSize=3",
    "output=again",
)


def with_genome(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "examples" / "genome", folder / "genome")


def changed(name: str, change: Callable[[bytes], bytes]) -> Setup:
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def replaced(name: str, old: str, new: str, times: int = -1) -> Setup:
    return changed(name, lambda content: content.replace(old.encode(), new.encode(), times))


def with_text(name: str, content: str) -> Setup:
    return lambda folder: (folder / name).write_text(content)


def odd_inputs(folder: Path) -> None:
    """A build takes them, and tells of each fault: some are rejected lines, in each kind of file."""
    for setup in (
        with_text("genes.txt", "SIM1\nSIMG00000000003\nSIM5\nNOT_A_GENE\n"),
        replaced(TABLE, "transcript_count", "phylop", 1),
        replaced(TABLE, "\tTN\t", "\tXX\t", 3),
        replaced(GTF, "\texon\t", "\texon\tx", 1),
        replaced(SITES, "\tdonor\t", "\tdoner\t", 1),
    ):
        setup(folder)


def data_set(*damages: Callable[[Path], object]) -> Setup:
    """A copy of the clean data set, damaged."""

    def setup(folder: Path) -> object:
        shutil.copytree(WHOLE / "out", folder / "out")
        return [damage(folder / "out") for damage in damages]

    return setup


def damaged_parts(built: Path) -> None:
    flipped, cut, lost, *_ = parts_of(built)
    Damages(built, 1).flip(flipped)
    os.truncate(cut, 1000)
    lost.unlink()


def damaged_files(built: Path) -> None:
    Damages(built, 1).side_files(built)


def unfinished(built: Path) -> None:
    (built / "dataset.json").unlink()
    parts_of(built)[0].unlink()


def held(built: Path) -> object:
    """As another build holds it, until the file is closed."""
    (built / ".splicebeam" / "owner.json").write_text('{"run": "r", "host": "h", "process": 1, "started": "long ago"}')
    lock = (built / ".splicebeam" / "lock").open("wb")
    fcntl.lockf(lock, fcntl.LOCK_EX)
    return lock


def command_lines() -> Iterator[Message]:
    yield Message("no command", ())
    yield Message("version", ("--version",))
    yield Message("help", ("--help",))
    for command in ("build", "annotate", "schema", "simulate", "validate"):
        yield Message(f"help of {command}", (command, "--help"))
    yield Message("unknown command", ("biuld",))
    yield Message("unknown option of schema", ("schema", "--kmerSize=3"))
    yield Message("unknown option of validate", ("validate", "out", "--repair"))
    yield Message("no option", (*INPUTS, "kmerSizes=3"))
    yield Message("no input", (INPUTS[0], *INPUTS[2:]))
    yield Message("no output", INPUTS[:3])
    for option in BAD_OPTIONS:
        yield Message(f"bad option {option}", (*INPUTS, f"--{option}"))


def options_files() -> Iterator[Message]:
    by_file = (*INPUTS, "--options=options")
    yield Message("options file", by_file, with_text("options", "# small\n\n--kmerSizes = 1\npartRows=90\nkeepSequence\n"))
    yield Message("options file missing", by_file)
    for content in ("kmerSizes=1\nk mer=2", "seed=1\n--seed=2", "runner=DirectRunner", "kmerSize=1", "window=wide"):
        yield Message(f"options file {content!r}", by_file, with_text("options", content + "\n"))


def inputs() -> Iterator[Message]:
    for option in ("input", "gtf", "spliceSites", "genesFile"):
        others = [word for word in SMALL if not word.startswith(f"--{option}=")]
        yield Message(f"missing {option}", (*others, f"--{option}=none/none.txt"))
    yield Message("folder as sites", (*SMALL, "--spliceSites=genome"))
    yield Message("no table in the folder", ("build", "--input=empty", *SMALL[2:]), lambda folder: (folder / "empty").mkdir())
    yield Message("empty table", SMALL, with_text(TABLE, ""))
    yield Message("no header", SMALL, changed(TABLE, lambda content: content[content.index(b"\n") + 1 :]))
    yield Message("missing column", SMALL, replaced(TABLE, "pred_type", "label", 1))
    yield Message("column twice", SMALL, replaced(TABLE, "\tscore\t", "\tchrom\t", 1))
    yield Message("torn table", SMALL, changed(PACKED, lambda content: content[:-5000]))
    yield Message("torn table skipped", (*SMALL, "--onBadFile=skip"), changed(PACKED, lambda content: content[:-5000]))
    yield Message("all that a build tells", (*SMALL, f"--spliceSites={SITES}", "--genesFile=genes.txt"), odd_inputs)
    yield Message("too many rejects", SMALL, replaced(TABLE, "\tTN\t", "\tXX\t", 30))
    yield Message("empty annotation", SMALL, with_text(GTF, ""))
    yield Message("annotation without genes", SMALL, with_text(GTF, "#!genome-build none\nhello\n"))
    yield Message("annotation of other genes", SMALL, replaced(GTF, "SIMG", "OTHER"))
    yield Message(
        "sites without header",
        (*SMALL, f"--spliceSites={SITES}"),
        changed(SITES, lambda content: content[content.index(b"\n") + 1 :]),
    )
    yield Message(
        "genes of no table", (*SMALL, "--genesFile=genes.tsv", "--geneColumn=id"), with_text("genes.tsv", "gene_id\nSIM1\n")
    )
    yield Message("no gene left", (*SMALL, "--geneTypes=none_such"))


def outputs() -> Iterator[Message]:
    yield Message("built", SMALL)
    yield Message("built by the direct runner", (*SMALL, "--runner=DirectRunner"))
    yield Message("output is a file", SMALL, with_text("out", ""))
    yield Message("output exists", SMALL, data_set())
    yield Message("output overwritten", (*SMALL, "--overwrite", "--seed=1"), data_set())
    yield Message("output of others", SMALL, data_set(lambda built: shutil.rmtree(built / ".splicebeam"), unfinished))
    yield Message("output held", SMALL, data_set(unfinished, held))
    yield Message("unfinished goes on", (*SMALL, "--resume=require"), data_set(unfinished))
    yield Message("unfinished with other options", (*SMALL, "--seed=1", "--window=5"), data_set(unfinished))
    yield Message(
        "unfinished with another input",
        SMALL,
        lambda folder: (
            data_set(unfinished)(folder),
            replaced(TABLE, "TN", "FP", 1)(folder),
        ),
    )


def other_commands() -> Iterator[Message]:
    yield Message("validate clean", ("validate", "out"), data_set())
    yield Message("validate nothing", ("validate", "out"))
    yield Message("validate no folder", ("validate",))
    yield Message("validate unfinished", ("validate", "out"), data_set(unfinished))
    yield Message("validate parts and fix", ("validate", "out", "--fix"), data_set(damaged_parts))
    yield Message("validate all as json and fix", ("validate", "out", "--json", "--fix"), data_set(damaged_parts, damaged_files))
    yield Message("validate files", ("validate", "out"), data_set(damaged_files))
    for form in ("table", "csv", "json", "avsc", "xml"):
        yield Message(f"schema as {form}", ("schema", "--kmerSizes=1,2", f"--format={form}"))
    yield Message("annotate", (*ANNOTATE, "--annotationCache=out"))
    yield Message("annotate without cache", ANNOTATE)
    yield Message("annotate nothing", (*ANNOTATE, "--annotationCache=out"), with_text(GTF, "hello\n"))
    yield Message("simulate", ("simulate", "--output=out", "--genes=12", "--rowsPerGene=40"))
    yield Message("simulate into a full folder", ("simulate", "--output=genome"))
    yield Message("simulate no gene", ("simulate", "--output=out", "--genes=0"))


def all_messages() -> Iterator[Message]:
    for group in (command_lines, options_files, inputs, outputs, other_commands):
        yield from group()


# ---------------------------------------------------------------- main
def commit_of(checkout: Path) -> str:
    """What git has checked out there, without any change; nothing is written."""
    git = ("git", "--no-optional-locks", "-C", checkout)
    head, status = run([*git, "rev-parse", "HEAD"], 60), run([*git, "status", "--porcelain"], 60)
    if head.code or status.code or status.out:
        raise SystemExit(f"{checkout} is no unchanged checkout of a commit:\n{head.err}{status.out}{status.err}")
    return head.out.strip()


def written(golden: dict) -> str:
    """A line an entry, so that a difference of two golden files is readable."""
    sections = [
        f'"{name}": {{\n' + ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in section.items()) + "\n}"
        for name, section in golden.items()
        if name != "commit"
    ]
    return "{\n" + ",\n".join([f'"commit": {json.dumps(golden["commit"])}', *sections]) + "\n}\n"


def record(gate: Gate, to: Path) -> None:
    gate.golden = dict(commit=commit_of(gate.product)) | gate.golden
    gate.recording = True
    gate.messages()
    gate.builds([row for row in combinations() if row["runner"] == "flink"])
    if not gate.harness.failed:
        to.write_text(written(gate.golden), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("record", "pairs", "all", "messages"))
    parser.add_argument("--product", type=Path, default=ROOT, metavar="DIR", help="the checkout whose ./splicebeam runs")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SPLICEBEAM_SHARED") or ROOT.parent / "shared"))
    parser.add_argument("--golden", type=Path, default=GOLDEN, metavar="FILE", help="another file than same_as.json")
    parser.add_argument("--only", default="", metavar="REGEX", help="run the cases whose name matches")
    parser.add_argument("--keep", action="store_true", help="keep what was built (after a failure it is kept anyway)")
    arguments = parser.parse_args()
    if arguments.command == "record" and arguments.only:
        parser.error("record takes every case")
    if arguments.command != "messages" and skipped(arguments.shared):
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a time limit from outside ends what runs inside, too
    os.nice(10)
    for name in ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "SPLICEBEAM_JAVA_OPTS"):
        os.environ.pop(name, None)  # Java tells that it has seen them
    gate = Gate(arguments.product.resolve(), Harness(arguments.shared.resolve(), arguments.keep, arguments.only, work=FOLDER))
    if arguments.command == "record":
        record(gate, arguments.golden)
        return gate.harness.finish()
    gate.golden = json.loads(arguments.golden.read_text(encoding="utf-8"))
    if arguments.command == "messages":
        gate.messages()
    else:
        gate.builds(pairs() if arguments.command == "pairs" else combinations())
    return gate.harness.finish()


if __name__ == "__main__":
    sys.exit(main())
