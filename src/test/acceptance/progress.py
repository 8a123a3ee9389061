#!/usr/bin/env python3
"""What splicebeam tells while it runs, on terminals and in logs: progress.py [--only REGEX]

Each command runs on a pseudo terminal of a given width, or with stderr in a file or a pipe. A small terminal of this script's own draws what it
gets: no line may be longer than the terminal, nothing of the line that is redrawn may stay, and all else begins on a line of its own. Data sets
are the same whatever is told. Python 3.11, standard library only; needs no shared folder.
"""

import argparse
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from harness import LOG_LINE, ROOT, WORK, Ended, Findings, Harness, digests, run

SECONDS = 180
FIRST_SIGN = 1.0
LAUNCHER = ROOT / "splicebeam"
GENOME = WORK / "progress-genome"
TABLES = (f"--input={GENOME}/analysis", f"--gtf={GENOME}/annotation.gtf", "--kmerSizes=4", "--partRows=400", "--downsample=none")
SCORES = (f"--scores={GENOME}/scores", f"--fasta={GENOME}/genome.fa", f"--gtf={GENOME}/annotation.gtf", "--kmerSizes=3")
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
PHASES = ("starting", "reading the annotation", "preparing scores", "pass 1 of 2", "choosing rows", "pass 2 of 2", "finishing")
DRAWN = (*PHASES, "checking", "writing")


@dataclass
class Terminal:
    """Draws what a program writes, as far as splicebeam needs it; anything else that would move the cursor is a finding."""

    columns: int
    lines: list[str] = field(default_factory=lambda: [""])
    at: int = 0
    drawn: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=list)
    colours: int = 0

    def take(self, text: str) -> None:
        for piece in re.findall(r"\x1b\[[\d;]*[A-Za-z]|[^\x1b]|\x1b", text):
            line = self.lines[-1]
            if piece == "\r":
                if line.strip():
                    self.drawn.append(line)
                self.at = 0
            elif piece == "\n":
                self.lines.append("")
                self.at = 0
            elif piece == "\x1b[K":
                self.lines[-1] = line[: self.at]
            elif re.fullmatch(r"\x1b\[[\d;]*m", piece):
                self.colours += 1
            elif piece < " " or piece[0] == "\x1b":
                self.findings.append(f"wrote {piece!r}")
            else:
                self.lines[-1] = line[: self.at] + piece + line[self.at + 1 :]
                self.at += 1

    def live(self) -> list[str]:
        """The lines that were redrawn, each once."""
        return [line for line in dict.fromkeys(self.drawn) if line.startswith(DRAWN)]

    def too_long(self) -> Findings:
        """A line as wide as the terminal would leave a part of itself behind."""
        return [f"drawn in {self.columns} columns: {line}" for line in dict.fromkeys(self.drawn) if len(line) >= self.columns]


@dataclass(frozen=True)
class Watched:
    code: int
    terminal: Terminal
    first: float

    def text(self) -> str:
        return "\n".join(self.terminal.lines)

    def findings(self) -> Findings:
        stays = [f"a drawn line stays: {line}" for line in self.terminal.lines if line.startswith(DRAWN)]
        return self.terminal.findings + self.terminal.too_long() + stays


def watch(words: tuple[str | Path, ...], columns: int, act: Callable[[Terminal, int, int], None] | None = None, **environment: str) -> Watched:
    """Runs a command whose three streams are one terminal. `act` gets the terminal, its file and the process after each piece of text."""
    began = time.monotonic()
    child, master = pty.fork()
    if child == 0:
        size(0, columns)
        os.execve(LAUNCHER, [str(LAUNCHER), *map(str, words)], {**os.environ, "TERM": "xterm", **environment})
    terminal, first = Terminal(columns), None
    try:
        while True:
            if not select.select([master], [], [], SECONDS)[0]:
                os.kill(child, signal.SIGKILL)
                terminal.findings.append(f"silent for {SECONDS} s")
            try:
                text = os.read(master, 1 << 16).decode("utf-8", "replace")
            except OSError:  # the last of them has closed it
                break
            first = first or time.monotonic() - began
            terminal.take(text.replace("\r\n", "\n"))
            if act:
                act(terminal, master, child)
    finally:
        os.close(master)
    return Watched(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), terminal, first or SECONDS)


def size(file: int, columns: int) -> None:
    fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def events(text: str) -> tuple[list[dict], Findings]:
    """The objects of a log, one a line."""
    objects, findings = [], []
    for line in text.splitlines():
        try:
            objects.append(json.loads(line))
            findings += [f"has no {name}: {line}" for name in ("time", "event") if name not in objects[-1]]
        except ValueError:
            findings.append(f"no JSON: {line}")
    return objects, findings


class Progress:
    def __init__(self, only: str) -> None:
        self.harness = Harness(ROOT, only=only)
        shutil.rmtree(GENOME, ignore_errors=True)
        made = run([LAUNCHER, "simulate", f"--output={GENOME}", "--genes=48", "--rowsPerGene=400"], SECONDS)
        undisturbed = WORK / "progress-undisturbed"
        shutil.rmtree(undisturbed, ignore_errors=True)
        ended = run(self.build(undisturbed, *TABLES), SECONDS)
        if made.code or ended.code:
            raise SystemExit(f"the undisturbed build failed: {made.err}{ended.err}")
        self.expected, self.out, self.undisturbed = digests(undisturbed), ended.out.replace(str(undisturbed), "OUT"), undisturbed

    @staticmethod
    def build(output: Path, *options: str | Path) -> list[str | Path]:
        return [LAUNCHER, "build", f"--output={output}", *options]

    def same(self, output: Path) -> Findings:
        return [] if digests(output) == self.expected else ["the data set is another than the undisturbed one"]

    # ------------------------------------------------------------ terminals
    def drawn(self, output: Path, columns: int, *options: str, **environment: str) -> Findings:
        """One line that is redrawn, in phases that only go forward, then the end and the summary."""
        seen = watch(("build", f"--output={output}", *TABLES, *options), columns, **environment)
        findings = seen.findings() + self.same(output)
        if seen.code:
            return [*findings, f"ended with {seen.code}", seen.text()]
        phases = [PHASES.index(next(p for p in PHASES if line.startswith(p))) for line in seen.terminal.live()]
        if phases != sorted(phases) or not {0, 5} <= set(phases):
            findings.append(f"phases are {[PHASES[p] for p in dict.fromkeys(phases)]}")
        if seen.first > FIRST_SIGN:
            findings.append(f"the first sign of life came after {seen.first:.2f} s")
        if bool(seen.terminal.colours) != ("NO_COLOR" not in environment):
            findings.append(f"{seen.terminal.colours} changes of colour")
        lines = [line for line in seen.terminal.lines if not line.startswith("splicebeam: keeping loaded classes")]
        if not re.fullmatch(r"splicebeam build: done in \d+ s, with \d+ MB of memory at most", lines[0]):
            findings.append(f"ended with {lines[0]}")
        if "\n".join(lines[1:]).replace(str(output), "OUT") != self.out:
            findings += ["the summary is another one", *lines]
        log = (output / ".splicebeam" / "build.log").read_text()
        if "done in " not in log:
            findings.append("the run's own log does not tell the end")
        return findings

    def one_column(self, output: Path) -> Findings:
        """There is room for nothing."""
        seen = watch(("build", f"--output={output}", *TABLES), 1)
        return seen.findings() + self.same(output) + ([f"ended with {seen.code}", seen.text()] if seen.code else [])

    def changes_width(self, output: Path) -> Findings:
        """Lines are as long as the terminal is wide, whatever it was before."""
        narrow, begun = 30, []

        def act(terminal: Terminal, master: int, child: int) -> None:
            if not begun and any(line.startswith("reading") for line in terminal.live()):
                begun.append(time.monotonic())
                size(master, narrow)
                os.kill(child, signal.SIGWINCH)
            elif begun and terminal.columns > narrow and time.monotonic() > begun[0] + 1:
                terminal.findings += terminal.too_long()
                terminal.columns = narrow
                terminal.drawn.clear()

        seen = watch(("build", f"--output={output}", *TABLES), 120, act)
        narrowed = [] if seen.terminal.columns == narrow else ["the build ended before the width had changed"]
        return seen.findings() + self.same(output) + narrowed

    def interrupted(self, output: Path, number: signal.Signals) -> Findings:
        """The sentence begins on a line of its own; the next build counts what stands."""
        sent = []

        def act(terminal: Terminal, master: int, child: int) -> None:
            if not sent and any(output.glob(".splicebeam/receipts/part-*")):  # the line may tell of it too late
                sent.append(os.kill(child, number))

        seen = watch(("build", f"--output={output}", *TABLES), 120, act)
        if not sent:
            return ["the build was done before the signal"]
        findings = seen.findings() + ([] if seen.code == 128 + number else [f"ended with {seen.code}"])
        lines = [line for line in seen.terminal.lines if line]
        kept = re.match(rf"splicebeam build: interrupted \({number.name}\): (\d+) of (\d+) parts", lines[-1])
        if not kept:
            return [*findings, *lines]
        again = watch(("build", f"--output={output}", *TABLES), 120)
        counted = [int(m[1]) for line in again.terminal.live() if (m := re.search(r"(\d+) of \d+ parts", line))]
        if counted and (counted != sorted(counted) or counted[0] < int(kept[1])):
            findings.append(f"{kept[1]} parts stood, and it counted {counted}")
        return findings + again.findings() + self.same(output)

    def an_error(self, output: Path) -> Findings:
        """Refused before it begins, and ended by a verdict: nothing of the drawn line stays."""
        findings = []
        for words in (("--downsample=most",), (f"--genesFile={GENOME}/annotation.gtf",), ("--chromosomes=99",)):
            seen = watch(("build", f"--output={output}/{len(findings)}", *TABLES, *words), 80)
            lines = [line for line in seen.terminal.lines if line]
            if seen.code != 2 or not lines[0].startswith("splicebeam build: "):
                findings += [f"{words} ended with {seen.code}", *lines]
            findings += seen.findings()
        return findings

    def drawn_by_others(self, output: Path) -> Findings:
        findings = []
        for words, end in (
            (("validate", self.undisturbed), r".*: clean, \d+ rows in \d+ parts, \d+ columns"),
            (("simulate", f"--output={output}/made"), r"25 genes on .*"),
            (("report", self.undisturbed), r"wrote .*/report\.html"),
            (("annotate", f"--gtf={GENOME}/annotation.gtf", f"--annotationCache={output}/cache"), r"splicebeam annotate: done in .*"),
        ):
            seen = watch(words, 100)
            if seen.code or not re.fullmatch(end, seen.terminal.lines[0]) or not seen.terminal.live():
                findings += [f"{words[0]} ended with {seen.code}", *seen.terminal.lines]
            findings += seen.findings()
        for words in ((), ("help",), ("schema", "--kmerSizes=2"), ("build", "--help"), ("report", "--help"), ("version",), ("completion",)):
            seen = watch(words, 100)
            if seen.code or "\x1b" in seen.text() or seen.terminal.live():
                findings += [f"{words} ended with {seen.code}", *seen.terminal.live()]
        return findings

    def a_dumb_terminal(self, output: Path) -> Findings:
        seen = watch(("build", f"--output={output}", *TABLES), 80, TERM="dumb")
        started = re.fullmatch(rf"{TIME} splicebeam build: starting", seen.terminal.lines[0])
        return self.same(output) + ([] if started and not seen.terminal.drawn else seen.terminal.lines)

    # ------------------------------------------------------------ logs
    def logged(self, output: Path, *options: str) -> Findings:
        began = time.monotonic()
        process = subprocess.Popen(self.build(output, *TABLES, *options), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = process.stderr.readline()
        first = time.monotonic() - began
        out, err = process.communicate(timeout=SECONDS)
        lines = [line.rstrip(), *(text for text in err.splitlines() if "keeping loaded classes" not in text)]
        findings = self.same(output)
        if first > FIRST_SIGN:
            findings.append(f"the first line came after {first:.2f} s")
        if [text for text in lines if not re.match(LOG_LINE, text)] or not re.fullmatch(rf"{TIME} splicebeam build: starting", lines[0]):
            findings += ["told another thing than lines of a log", *lines]
        if not re.fullmatch(rf"{TIME} splicebeam build: done in \d+ s, with \d+ MB of memory at most", lines[-1]):
            findings += ["the last line is another one", *lines]
        return findings + ([] if out.replace(str(output), "OUT") == self.out else ["the summary is another one", out])

    def every_ten_seconds(self, output: Path) -> Findings:
        """A build that takes long because it is stopped for so long."""
        output.mkdir(parents=True)
        with (output / "err").open("w") as err:
            process = subprocess.Popen(self.build(output / "data", *TABLES), stderr=err, stdout=subprocess.DEVNULL)
            self.await_claim(output / "data", process)
            for seconds in (8, 8, 25):
                process.send_signal(signal.SIGSTOP)
                time.sleep(seconds)
                process.send_signal(signal.SIGCONT)
                time.sleep(0.2)
            process.wait(SECONDS)
        told = [text for text in (output / "err").read_text().splitlines() if re.match(rf"{TIME} splicebeam build: ({'|'.join(PHASES)})\b", text)]
        log = (output / "data" / ".splicebeam" / "build.log").read_text()
        lacking = [text for text in told if "starting" not in text and text.partition("build: ")[2] not in log]
        seconds = [datetime.fromisoformat(text.split()[0]).timestamp() for text in told]
        if len(told) < 2 or any(later - before < 8 for before, later in pairwise(seconds)):
            return ["not a line of ten seconds", *told]
        return [*lacking, *(self.same(output / "data"))]

    def quiet(self, output: Path) -> Findings:
        ended = run(self.build(output, *TABLES, "--quiet"), SECONDS)
        seen = watch(("build", f"--output={output}", *TABLES, "--quiet", "--overwrite"), 80)
        findings = [ended.out, *ended.tail()] if ended.code or ended.out or ended.log or ended.err else []
        findings += [] if (seen.code, seen.text().strip()) == (0, "") and not seen.terminal.drawn else seen.terminal.lines
        refused = run(self.build(output, *TABLES, "--quiet"), SECONDS)
        if refused.code != 2 or "already holds a data set" not in refused.err:
            findings += [f"a second build ended with {refused.code}", *refused.tail()]
        clean, wrong = (run([LAUNCHER, "validate", "--quiet", folder], SECONDS) for folder in (output, GENOME))
        findings += [] if (clean.code, clean.out, clean.err) == (0, "", "") else [clean.out, *clean.tail()]
        return findings + self.same(output) + ([] if wrong.code == 2 and wrong.err else ["validate tells no error"])

    def quiet_for_long(self, output: Path) -> Findings:
        """What would be logged every ten seconds is nothing for the terminal of a command that has no log."""
        output.mkdir(parents=True)
        words = [LAUNCHER, "simulate", f"--output={output}/made", "--genes=400", "--rowsPerGene=400", "--quiet"]
        process = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        while process.poll() is None and not (output / "made").exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGSTOP)
        time.sleep(11)
        process.send_signal(signal.SIGCONT)
        out, err = process.communicate(timeout=SECONDS)
        return [] if (process.returncode, out, err) == (0, "", "") else [f"ended with {process.returncode}", out, err]

    def as_json(self, output: Path) -> Findings:
        """All that is told is objects, also an error, and whatever names stand in them."""
        output.mkdir(parents=True)
        data = output / 'a\x1b[2J"\\\u202e\nname'
        plain = run(self.build(data, *TABLES, "--logFormat=json"), SECONDS)
        objects, findings = events(plain.log + plain.err)
        names = [o["event"] for o in objects if o["event"] != "notice"]
        if plain.code or names[0] != "start" or names[-1] != "done" or set(names[1:-1]) - {"progress"}:
            findings += [f"ended with {plain.code} and told {names}", *plain.tail()]
        summary, problems = events(plain.out)
        findings += problems
        dataset = json.loads((data / "dataset.json").read_text())
        if len(summary) != 1 or summary[0]["output"] != str(data) or summary[0]["rows"] != dataset["rows"] or summary[0]["labels"] != dataset["labels"]:
            findings += ["the summary is another one", plain.out]
        findings += self.same(data)
        (output / "options").write_text("logFormat=json\n")
        for words in (("--logFormat=json", "--seed=x"), ("--logFormat", "json"), (f"--options={output}/options",)):
            refused = run(self.build(data, *TABLES, *words), SECONDS)
            objects, problems = events(refused.log + refused.err)
            findings += problems
            if refused.code != 2 or objects[-1]["event"] != "error" or refused.out or any(c in refused.err for c in "\x1b\u202e"):
                findings += [f"{words} ended with {refused.code}", *refused.tail()]
        seen = watch(("build", f"--output={data}", *TABLES, "--logFormat=json", "--overwrite"), 80)
        objects, problems = events(seen.text().rstrip())
        return findings + problems + ([] if seen.code == 0 and objects[-1]["event"] == "summary" else seen.terminal.lines)

    def json_to_the_end(self, output: Path) -> Findings:
        """However it ends, each line on stderr is an object, from the first moment."""
        output.mkdir(parents=True)
        bad = output / "bad.gtf"
        bad.write_bytes(b"\x1f\x8b no gzip")
        told = (*TABLES, "--logFormat=json")
        ends = {
            "no Java": (2, run(self.build(output / "a", *told), SECONDS, SPLICEBEAM_JAVA=f"{output}/j\u00e4va\"\\")),
            "no memory": (1, run(self.build(output / "b", *told), SECONDS, SPLICEBEAM_JAVA_OPTS="-Xmx24m")),
            "bad input": (2, run(self.build(output / "c", *told, "--chromosomes=99"), SECONDS)),
            "no data set": (2, run([LAUNCHER, "validate", "--logFormat=json", GENOME], SECONDS)),
            "no report": (2, run([LAUNCHER, "report", "--logFormat=json", GENOME], SECONDS)),
            "a folder that is not empty": (2, run([LAUNCHER, "simulate", "--logFormat=json", f"--output={GENOME}"], SECONDS)),
            "no annotation": (2, run([LAUNCHER, "annotate", "--logFormat=json", f"--gtf={bad}", f"--annotationCache={output}/cache"], SECONDS)),
        }
        findings = []
        for name, (code, ended) in ends.items():
            objects, problems = events(ended.log + ended.err)
            if ended.code != code or ended.out or not objects or objects[-1]["event"] != "error":
                problems += [f"ended with {ended.code}", ended.out, *ended.tail()]
            findings += [f"{name}: {problem}" for problem in problems]
        for tenths in range(1, 16, 2):
            findings += self.json_interrupted(output / str(tenths), lambda process, seconds=tenths / 10: time.sleep(seconds), signal.SIGTERM, 143)
        findings += self.json_interrupted(output / "crash", lambda process: self.await_claim(output / "crash", process), signal.SIGSEGV, 1)
        return findings

    def json_interrupted(self, output: Path, wait: Callable[[subprocess.Popen], None], number: signal.Signals, code: int) -> Findings:
        words = self.build(output, *TABLES, "--logFormat=json")
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        wait(process)
        process.send_signal(number)
        err = process.communicate(timeout=SECONDS)[1]
        objects, findings = events(err)
        if report := re.search(r"(/\S*splicebeam-crash-\d+\.log)", err):
            Path(report[1]).unlink(missing_ok=True)
        # A JVM that has only just begun ends without a word.
        if process.returncode != code or objects and objects[-1]["event"] not in ("start", "notice", "error"):
            findings += [f"ended with {process.returncode}", err]
        return [f"{output.name}: {finding}" for finding in findings]

    @staticmethod
    def await_claim(output: Path, process: subprocess.Popen) -> None:
        while process.poll() is None and not (output / ".splicebeam" / "claim.json").exists():
            time.sleep(0.01)

    # ------------------------------------------------------------ readers that leave
    def nobody_reads(self, output: Path, shell: str) -> Findings:
        """A stderr that is closed, full or left ends no build and holds none up."""
        ended = run(["bash", "-c", shell, "build", *self.build(output, *TABLES)], SECONDS)
        return self.same(output) + ([f"ended with {ended.code}", *ended.tail()] if ended.code else [])

    def a_full_pipe(self, output: Path, number: signal.Signals | None = None) -> Findings:
        """Nobody takes anything out of the pipe while the build runs; it ends by itself, and by a signal."""
        read, write = os.pipe()
        os.set_blocking(write, False)
        try:
            while True:
                os.write(write, b"x" * 4096)
        except BlockingIOError:
            os.set_blocking(write, True)
        process = subprocess.Popen([*self.build(output, *TABLES)], stderr=write, stdout=subprocess.DEVNULL)
        os.close(write)
        # The launcher's first line waits for a reader, as any program's would.
        os.read(read, 4096)
        try:
            if number:
                self.await_claim(output, process)
                process.send_signal(number)
            code = process.wait(20 if number else SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            code = "no end"
        os.close(read)
        if number:
            return [] if code == 128 + number else [f"ended with {code}"]
        return self.same(output) + ([f"ended with {code}"] if code else [])

    # ------------------------------------------------------------ all
    def scored(self, output: Path) -> Findings:
        seen = watch(("build", f"--output={output}", *SCORES), 120)
        findings = seen.findings() + ([f"ended with {seen.code}", seen.text()] if seen.code else [])
        return findings + ([] if any(line.startswith(("preparing scores", "choosing rows")) for line in seen.terminal.live()) else seen.terminal.live())

    def cases(self) -> dict[str, Callable[[Path], Findings]]:
        direct = "--runner=DirectRunner"
        cases = {
            "120 columns": lambda output: self.drawn(output, 120),
            "40 columns": lambda output: self.drawn(output, 40),
            "12 columns": lambda output: self.drawn(output, 12),
            "1 column": self.one_column,
            "DirectRunner": lambda output: self.drawn(output, 120, direct),
            "NO_COLOR": lambda output: self.drawn(output, 120, NO_COLOR="1"),
            "scores": self.scored,
            "the width changes": self.changes_width,
            "an error": self.an_error,
            "validate, simulate, report, annotate": self.drawn_by_others,
            "TERM=dumb": self.a_dumb_terminal,
            "a log": self.logged,
            "a log, DirectRunner": lambda output: self.logged(output, direct),
            "a line every ten seconds": self.every_ten_seconds,
            "--quiet": self.quiet,
            "--quiet for long": self.quiet_for_long,
            "--logFormat=json": self.as_json,
            "--logFormat=json, all ends": self.json_to_the_end,
            "stderr is closed": lambda output: self.nobody_reads(output, '"$@" 2>&-'),
            "stderr is a full disk": lambda output: self.nobody_reads(output, '"$@" 2>/dev/full'),
            "stderr's reader leaves": lambda output: self.nobody_reads(output, '"$@" 2> >(head -c 1 >/dev/null)'),
            "stderr is a full pipe": self.a_full_pipe,
            "stderr is a full pipe, SIGTERM": lambda output: self.a_full_pipe(output, signal.SIGTERM),
        }
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            cases[f"interrupted, {number.name}"] = lambda output, number=number: self.interrupted(output, number)
        return cases

    def all(self) -> int:
        for name, test in self.cases().items():
            self.harness.check(name, test)
        return self.harness.finish()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="REGEX", default="", help="the cases whose name matches")
    sys.exit(Progress(parser.parse_args().only).all())
