#!/usr/bin/env python3
"""Runs splicebeam on machines as they are: machines.py [--only REGEX]

Other Javas, narrow limits, odd options of the JVM, odd surroundings, signals and locales. A command works, or it ends with its exit code and one
sentence that names the limit and the remedy; nothing of the JVM's own reaches the terminal. What is interrupted goes on by the command that it told.
Cases that need another user are skipped, and say so, where this one may not become it. Python 3.11, standard library only.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from harness import ROOT, WORK, Ended, Findings, Harness, digests, run

SECONDS = 120
LAUNCHER = ROOT / "splicebeam"
GENOME = WORK / "machines-genome"
TABLES = (f"--input={GENOME}/analysis", f"--gtf={GENOME}/annotation.gtf", "--kmerSizes=4", "--partRows=25", "--downsample=none")
NOBODY = 65534
JAVA_25 = Path("/usr/lib/jvm/temurin-25-jdk-amd64")
LOCALES = {
    "Turkish": ("tr", "TR", ""),
    "Arabic": ("ar", "EG", "u-nu-arab"),
    "Thai": ("th", "TH", "u-ca-buddhist-nu-thai"),
}


def launch(*words: str | Path, shell: str = "", **environment: str) -> Ended:
    """Runs the launcher; `shell` runs before it in the same process."""
    return run(["sh", "-c", f'{shell}\nexec "$@"', "launch", LAUNCHER, *words], SECONDS, **environment)


def build(output: Path, *options: str, shell: str = "", **environment: str) -> Ended:
    return launch("build", f"--output={output}", *TABLES, *options, shell=shell, **environment)


def said(ended: Ended) -> list[str]:
    """The lines on the terminal but those of the JVM about options that it was given, and of a launcher that makes its archive."""
    lines = ended.err.splitlines()
    return [line for line in lines if not re.match(r"(NOTE: )?Picked up |splicebeam: keeping loaded classes|sh: 0: getcwd", line)]


def told(ended: Ended, code: int, *words: str) -> Findings:
    """What is wrong with the end of a command that had to end with one sentence."""
    findings = [] if ended.code == code else [f"ended with {ended.code}, not {code}"]
    findings += [f"did not say '{text}'" for text in words if text not in ended.err]
    if len(said(ended)) != 1 or not said(ended)[0].startswith("splicebeam"):
        findings.append("said another thing than one sentence")
    return [*findings, ended.out, *ended.tail()] if findings else []


class Machines:
    def __init__(self, only: str) -> None:
        self.harness = Harness(ROOT, only=only)
        shutil.rmtree(GENOME, ignore_errors=True)
        made = launch("simulate", f"--output={GENOME}", "--genes=24", "--rowsPerGene=40")
        undisturbed = WORK / "machines-undisturbed"
        shutil.rmtree(undisturbed, ignore_errors=True)
        ended = build(undisturbed)
        if made.code or ended.code:
            raise SystemExit(f"the undisturbed build failed: {made.err}{ended.err}")
        self.expected, self.out = digests(undisturbed), ended.out.replace(str(undisturbed), "OUT")

    def worked(self, output: Path, ended: Ended) -> Findings:
        if ended.code or said(ended):
            return [f"ended with {ended.code}", *ended.tail()]
        return [] if digests(output) == self.expected else ["the data set is another than the undisturbed one"]

    # ------------------------------------------------------------ cases
    def works(self, output: Path, shell: str = "", **environment: str) -> Findings:
        output.mkdir(parents=True)
        shell = shell.replace("HERE", str(output))
        return self.worked(output / "data", build(output / "data", shell=shell, **environment))

    def ends(self, output: Path, code: int, *words: str, shell: str = "", **environment: str) -> Findings:
        """A build that cannot work, which says so soon and leaves no file that is torn."""
        output.mkdir(parents=True)
        ended = build(output / "data", shell=shell.replace("HERE", str(output)), **environment)
        left = digests(output / "data")
        torn = [f"{name} is another than the undisturbed one" for name in left if left[name] != self.expected.get(name)]
        return told(ended, code, *words) + torn

    def refused(self, output: Path, *words: str, shell: str = "", **environment: str) -> Findings:
        """A command that needs little, for which the JVM does not even start."""
        return told(launch("schema", shell=shell, **environment), 2, *words)

    @staticmethod
    def validates_nowhere(output: Path) -> Findings:
        ended = launch("validate", WORK / "machines-undisturbed", TMPDIR="/nowhere")
        return told(ended, 1, "a temporary file in /nowhere cannot be written (No such file or directory)", "(TMPDIR=DIR)")

    def few_processes(self, output: Path) -> Findings:
        output.mkdir(parents=True)
        os.chown(output, NOBODY, NOBODY)
        limited = f'set -- setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups bash -c \'ulimit -u 40; exec "$@"\' limited "$@"'
        return told(build(output / "data", shell=limited), 1, "a thread could not be started", "raise the limit of processes (ulimit -u)")

    def another_java(self, output: Path, home: Path) -> Findings:
        findings = self.works(output, JAVA_HOME=str(home))
        told_java = (output / "data" / "run.json").read_text()
        if "25." not in told_java:
            findings.append("another Java ran")
        for words in (("schema",), ("help",), ("validate", str(output / "data")), ("simulate", f"--output={output}/made")):
            ended = launch(*words, JAVA_HOME=str(home))
            if ended.code or ended.err:
                findings += [f"{words[0]} ended with {ended.code}", *ended.tail()]
        return findings

    def closed_streams(self, output: Path) -> Findings:
        output.mkdir(parents=True)
        ended = build(output / "data", shell="exec <&- >&- 2>&-")
        return self.worked(output / "data", ended)

    def a_reader_that_leaves(self, output: Path) -> Findings:
        output.mkdir(parents=True)
        command = ' "$@" | head -n 1; exit ${PIPESTATUS[0]}'
        ended = run(["bash", "-c", command, "build", LAUNCHER, "build", f"--output={output}/data", *TABLES], SECONDS)
        return self.worked(output / "data", ended)

    def output_removed(self, output: Path) -> Findings:
        """The build ends by itself, with a sentence about the folder, or had it all written."""
        output.mkdir(parents=True)
        process = self.started(output / "data")
        self.wait_for(output / "data" / ".splicebeam" / "receipts", process)
        shutil.rmtree(output / "data", ignore_errors=True)
        ended = self.end_of(process)
        return [] if ended.code == 0 else told(ended, 1, str(output / "data"))

    # ------------------------------------------------------------ signals
    @staticmethod
    def started(output: Path, *options: str) -> subprocess.Popen:
        command = [LAUNCHER, "build", f"--output={output}", *TABLES, *options]
        return subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=output.parent)

    @staticmethod
    def wait_for(path: Path, process: subprocess.Popen) -> None:
        while process.poll() is None and not path.exists():
            time.sleep(0.01)

    @staticmethod
    def end_of(process: subprocess.Popen) -> Ended:
        began = time.monotonic()
        out, err = process.communicate(timeout=SECONDS)
        return Ended.of(process.returncode, out, err, time.monotonic() - began)

    def interrupted(self, output: Path, number: signal.Signals, twice: bool = False, file: str = "") -> Findings:
        """The sentence tells the command that goes on, which a shell runs as it stands."""
        data = output / "it's data"
        output.mkdir(parents=True)
        (output / "options").write_text(file)
        process = self.started(data, f"--options={output}/options")
        self.wait_for(data / ".splicebeam" / "receipts" / "part-00003.json", process)
        process.send_signal(number)
        if twice:
            process.send_signal(number)
        ended = self.end_of(process)
        if ended.code == 0:
            return ["the build was done before the signal"]
        if twice and not said(ended):  # ended at once, before it could tell
            return [] if ended.code == 128 + number else [f"ended with {ended.code}"]
        findings = told(ended, 128 + number, f"splicebeam build: interrupted ({number.name}): ", f" parts stand in {data}; this goes on: ")
        if findings:
            return findings
        kept, parts = re.search(r": (\d+) of (\d+) parts", ended.err).groups()
        if not 3 <= int(kept) <= int(parts) or int(parts) != sum("master/" in name for name in self.expected):
            return [f"{kept} of {parts} parts"]
        command = ended.err.partition("this goes on: ")[2].strip()
        if ("never" in file) != command.endswith(" --resume=auto"):
            return [f"says {command}"]
        return self.worked(data, run(["sh", "-c", command], SECONDS))

    def broken(self, output: Path) -> Findings:
        """The JVM's own lines of a crash come first, on stdout; a sentence ends them, and the same command goes on."""
        output.mkdir(parents=True)
        process = self.started(output / "data")
        self.wait_for(output / "data" / ".splicebeam" / "receipts" / "part-00003.json", process)
        process.send_signal(signal.SIGSEGV)
        ended = self.end_of(process)
        report = re.search(r"its report is (\S+)$", ended.err.strip())
        if report:
            Path(report[1]).unlink()
        findings = told(ended, 1, "the JVM broke down, perhaps for want of memory: its report is ")
        return findings or self.worked(output / "data", build(output / "data"))

    def interrupted_before_the_plan(self, output: Path) -> Findings:
        output.mkdir(parents=True)
        process = self.started(output / "data")
        self.wait_for(output / "data" / ".splicebeam", process)
        process.terminate()
        return told(self.end_of(process), 143, "interrupted (SIGTERM): no part stands in ", "this begins again: ")

    # ------------------------------------------------------------ locales
    def speaks_english(self, output: Path, language: str, region: str, extensions: str) -> Findings:
        output.mkdir(parents=True)
        options = f"-Duser.language={language} -Duser.region={region} -Duser.country={region} -Duser.extensions={extensions}"
        commands = (
            ("build", f"--output={output}/n", *TABLES[1:], f"--input={GENOME}/splice_sites.tsv"),
            ("simulate", "--genes=1234567890", f"--output={output}/n"),
            ("validate", str(WORK / "machines-undisturbed")),
        )
        findings = []
        for words in commands:
            plain, other = launch(*words), launch(*words, SPLICEBEAM_JAVA_OPTS=options, LC_ALL=f"{language}_{region}.UTF-8")
            if (plain.code, plain.out, plain.err) != (other.code, other.out, other.err):
                findings += [f"{words[0]} says another thing", other.out[-300:], *other.tail(3), "than", plain.out[-300:], *plain.tail(3)]
        ended = build(output / "data", SPLICEBEAM_JAVA_OPTS=options)
        if ended.out.replace(str(output / "data"), "OUT") != self.out:
            findings += ["the summary is another one", ended.out]
        return findings + self.worked(output / "data", ended)

    # ------------------------------------------------------------ all
    def cases(self) -> dict[str, Callable[[Path], Findings]]:

        def ends(*said: int | str, **given: str) -> Callable[[Path], Findings]:
            return lambda output: self.ends(output, *said, **given)

        def refused(*said: str, **given: str) -> Callable[[Path], Findings]:
            return lambda output: self.refused(output, *said, **given)

        def works(**given: str) -> Callable[[Path], Findings]:
            return lambda output: self.works(output, **given)

        opts = "SPLICEBEAM_JAVA_OPTS"
        mend = "mend the options that are set by "
        cases = {
            "64 files": ends(2, "the limit is 64: raise it (ulimit -n ", shell="ulimit -n 64"),
            "address space of 100 MB": refused("raise the limit of its address space (ulimit -v), which is 100000 kB", shell="ulimit -v 100000"),
            "address space of 500 MB": ends(2, "(ulimit -v), which is 500000 kB", shell="ulimit -v 500000"),
            "address space of 2 GB": works(shell="ulimit -v 2000000"),
            "address space of 4 GB": works(shell="ulimit -v 4000000"),
            "quoted options": works(**{opts: '-Dx="a b" -Xmx300m'}),
            "an open quote": refused("SPLICEBEAM_JAVA_OPTS cannot be read", **{opts: '-Dx="a b'}),
            "a misspelt collector": refused("Unrecognized VM option 'UseSeriallGC'", mend + opts, **{opts: "-XX:+UseSeriallGC"}),
            "a heap of no size": refused("Invalid maximum heap size: -Xmx4x", mend + "_JAVA_OPTIONS", _JAVA_OPTIONS="-Xmx4x"),
            "a word that is no option": refused("main class Xmx4g", mend + opts, **{opts: "Xmx4g"}),
            "two collectors": refused("Multiple garbage collectors", mend + opts, **{opts: "-XX:+UseG1GC -XX:+UseZGC"}),
            "a heap of 2 MB": refused(mend + opts, **{opts: "-Xmx2m"}),
            "a heap of 20 MB": ends(1, "did not suffice", _JAVA_OPTIONS="-Xmx20m"),
            "a heap that suffices": works(_JAVA_OPTIONS="-Xmx200m"),
            "little room for classes": ends(1, "did not suffice", **{opts: "-Xshare:off -XX:MaxMetaspaceSize=20m"}),
            "little room for buffers": ends(1, "the memory for buffers did not suffice", **{opts: "-XX:MaxDirectMemorySize=2m"}),
            "a small stack": refused(mend + opts, **{opts: "-Xss10k"}),
            "a locale that is not installed": works(LC_ALL="xx_YY.UTF-8"),
            "no home": works(shell="unset HOME"),
            "a home that is not there": works(HOME="/nowhere"),
            "no folder for temporary files": ends(1, "a temporary file in /nowhere cannot be written", "(TMPDIR=DIR)", TMPDIR="/nowhere"),
            "validate without one": self.validates_nowhere,
            "a folder for temporary files with a blank": works(shell="mkdir -p 'HERE/a b'; export TMPDIR='HERE/a b'"),
            "a folder that is gone": ends(2, "change to another one (cd)", shell="mkdir HERE/gone; cd HERE/gone; rmdir HERE/gone"),
            "closed streams": self.closed_streams,
            "a reader that leaves": self.a_reader_that_leaves,
            "output removed": self.output_removed,
            "interrupted by SIGINT": partial(self.interrupted, number=signal.SIGINT),
            "interrupted by SIGTERM": partial(self.interrupted, number=signal.SIGTERM),
            "interrupted by SIGHUP": partial(self.interrupted, number=signal.SIGHUP),
            "interrupted, having started anew": partial(self.interrupted, number=signal.SIGTERM, file="resume=never"),
            "interrupted twice": partial(self.interrupted, number=signal.SIGINT, twice=True),
            "a JVM that breaks down": self.broken,
            "interrupted before the plan": self.interrupted_before_the_plan,
        }
        cases |= {f"locale, {name}": partial(self.speaks_english, language=a, region=b, extensions=c) for name, (a, b, c) in LOCALES.items()}
        if JAVA_25.is_dir():
            cases["Java 25"] = partial(self.another_java, home=JAVA_25)
        else:
            print(f"skipped: Java 25; there is no {JAVA_25}")
        if os.geteuid() == 0:
            cases["few processes"] = self.few_processes
        else:
            print("skipped: few processes; another user's limit takes the right to become one")
        return cases


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--only", default="", help="cases whose names match")
    a = p.parse_args()
    machines = Machines(a.only)
    machines.harness.check_all(machines.cases())
    return machines.harness.finish()


if __name__ == "__main__":
    sys.exit(main())
