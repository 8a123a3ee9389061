#!/usr/bin/env python3
"""Runs every command of the documentation: docs.py [--only REGEX] [--list] [--print]

Pages are README.md, CONTRIBUTING.md, those in docs/ and the README.md files below examples/. The commands of a page are

- those of its fenced blocks of sh, bash, shell or console; in console blocks they follow "$ ", and what they print stands below them,
- its fenced blocks of python, unless all lines are those of a script in examples/, which a test of its own runs,
- the code in its text that is a command (`./splicebeam validate dataset`). Where the reader has to fill something in, it is a form, of which
  only the options are looked at; in a fenced block there is none.

All of a page are run in order, in one shell and a folder that looks like a fresh clone beside the files that the pages name: small made-up ones
(`STAND_INS`). Each must end with 0, unless the next one is `echo $?`. A fenced block of text right behind a block is what that prints.
Both are compared line by line after `MASKS`; a line of `...` stands for any lines. What cannot be run here stands in `NOT_RUN`, with what runs it
instead; an entry that no page has is a failure. Python and pip are run where target/acceptance/venv-clients stands.
Python 3.11, standard library only; needs no shared folder.
"""

import argparse
import gzip
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from harness import LOG_LINE, ROOT, WORK, Findings, Harness, run

SECONDS = 600
LAUNCHER = ROOT / "splicebeam"
README = "README.md"
MADE_BY_README = ("genome", "dataset")
CLIENTS = WORK / "venv-clients" / "bin"
TESTS = "mvn -B verify: README's tests of .ci/run"
CLUSTERS = "mvn -B verify -Pclusters: clusters of .ci/full"
RELEASE = "release.py: packaging of .ci/run"
BENCH = "bench.py: bench, tiny input of .ci/run; the long jobs and the hot loops by hand"

# What is not run here, and what runs it instead: a command with single blanks, or a line of a block of Python.
NOT_RUN = {
    "mvn -B verify": TESTS,
    "mvn -q -B verify -Dtest=GtfParserTest -Dsurefire.failIfNoSpecifiedTests=false": TESTS,
    "mvn -q -B com.diffplug.spotless:spotless-maven-plugin:apply": f"it changes the sources; what it would change is found by {TESTS}",
    ".ci/run": "CI, at every change",
    ".ci/run disk repair": "CI, at every change",
    ".ci/full": "by hand, before an issue is closed",
    ".ci/full stress": "by hand",
    ".ci/full clusters": ".ci/full",
    ".ci/full options": ".ci/full",
    ".ci/full crash": ".ci/full",
    ".ci/full packaging": ".ci/full",
    "mvn verify -Pstress": "stress of .ci/full",
    "mvn verify -Pclusters": "clusters of .ci/full",
    "mvn package -Pdataflow": f"DataflowTest, which {CLUSTERS} runs, makes that jar",
    "mvn -Prelease package": RELEASE,
    "mvn -Prelease -DskipTests package": RELEASE,
    "sha256sum --check --ignore-missing SHA256SUMS": RELEASE,
    "tar -xzf splicebeam-0.1.0.tar.gz": RELEASE,
    "splicebeam-0.1.0/splicebeam build --help": RELEASE,
    "python3 src/test/acceptance/acceptance.py verify-venv": "acceptance verify-venv of .ci/run",
    "target/acceptance/venv-oracle/bin/python src/test/acceptance/crash.py --kills 50 --seed 1": "crash.py: crash of .ci/run and .ci/full, with fewer kills",
    "python3 src/test/acceptance/disk.py": "disk of .ci/run",
    "python3 src/bench/bench.py": BENCH,
    "python3 src/bench/bench.py --jobs 'tiny,1m-k6-*,4m-k6-*'": BENCH,
    "python3 src/bench/bench.py --jobs '250k-k3-*' --peer duckdb": BENCH,
    "python3 src/bench/bench.py --jobs 'chr-*' --peer numpy": BENCH,
    "python3 src/bench/bench.py --jmh": BENCH,
    "python3 src/bench/bench.py --jmh KmerCounting -p kmerSizes=6": BENCH,
    "python3 src/bench/bench.py --jmh -jvmArgsAppend -XX:TieredStopAtLevel=1": BENCH,
    "./splicebeam build --flinkMaster=HOST:PORT --input=... --gtf=... --output=...": f"FlinkBuildsTest: {CLUSTERS}",
    "flink run [-p SLOTS] splicebeam-flink.jar build --input=... --gtf=... --output=...": f"FlinkBuildsTest: {CLUSTERS}",
    "src/test/clusters/flink.sh start": f"FlinkBuildsTest: {CLUSTERS}",
    "./splicebeam build --flinkMaster=$(src/test/clusters/flink.sh status | sed -n 's/^master //p') --kmerSizes=3 --partRows=5000 ...": f"FlinkBuildsTest: {CLUSTERS}",
    "src/test/clusters/flink.sh stop": f"FlinkBuildsTest: {CLUSTERS}",
    "./splicebeam build --runner=DirectRunner --input=gs://BUCKET/predictions --gtf=gs://BUCKET/annotation.gtf.gz --output=gs://BUCKET/trainset": f"GcsTest: {CLUSTERS}",
    "./splicebeam validate gs://BUCKET/trainset": f"GcsTest: {CLUSTERS}",
    "src/test/clusters/gcs.sh 4443 &": f"GcsTest: {CLUSTERS}",
    "curl -d '{\"name\":\"BUCKET\"}' -H 'Content-Type: application/json' 'http://127.0.0.1:4443/storage/v1/b?project=p'": f"GcsTest: {CLUSTERS}",
    "./splicebeam build ... --gcsEndpoint=http://127.0.0.1:4443/storage/v1/ --credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory": f"GcsTest: {CLUSTERS}",
    "./splicebeam build --runner=DataflowRunner --project=PROJECT --region=REGION --tempLocation=gs://BUCKET/temp --input=gs://BUCKET/predictions --gtf=gs://BUCKET/annotation.gtf.gz --output=gs://BUCKET/trainset": f"DataflowTest, up to what is submitted: {CLUSTERS}",
    "./splicebeam build --runner=PortableRunner --jobEndpoint=localhost:8073 --defaultEnvironmentType=LOOPBACK --input=... --gtf=... --output=...": f"PrismTest: {CLUSTERS}",
    "src/test/clusters/prism.sh ./splicebeam build --runner=PortableRunner --jobEndpoint=localhost:8073 --defaultEnvironmentType=LOOPBACK ...": f"PrismTest: {CLUSTERS}",
    "openspliceai predict -i genome.fa -a annotation.gff -m models/10000nt/ -f 10000 -o predictions": "nothing: it is not ours",
    "./splicebeam build --scores=predictions/... --fasta=genome.fa --gtf=annotation.gff --output=trainset": "scores.py: acceptance scores of .ci/run, on a folder as predict writes it",
    "python3 -m venv .venv && . .venv/bin/activate": "target/acceptance/venv-clients is one",
    "python examples/study/study.py --data=DATA --work=study": "study.py",
    "python3 src/test/acceptance/clients.py --full --measure FOLDER --rounds 2": "by hand; clients.py without --measure in .ci",
    "from spliceai.utils import one_hot_encode": "nothing: its models are not here",
}

# What is told differently at each run; both the page and the command are read so.
MASKS = (
    (re.escape(str(ROOT)) + r"(?=/)", "."),  # where the clone lies
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME"),
    (r"\b\d+(\.\d+)? (s|ms|min)\b", "DURATION"),
    (r"\b\d+(\.\d+)? ?(B|KB|MB|GB|KiB|MiB|GiB)\b", "SIZE"),
    (r"\b\d+\.\d+\.\d+(-SNAPSHOT)?\b", "VERSION"),
    (r" +", " "),  # widths of columns follow what stands in them
    (r"-{3,}|─{3,}", "---"),
)

SHELLS = ("sh", "bash", "shell", "console")
IN_TEXT = re.compile(r"(\./splicebeam|mvn|pip|python3?) \S+ \S.*|\.ci/\w+ \S.*")  # less is a name, not a command
RUNNERS_OPTIONS = {
    f"--{name}"
    for name in "runner project region tempLocation jobEndpoint defaultEnvironmentType gcsEndpoint credentialFactoryClass help".split()
}
FORM = re.compile(r"\.\.\.|\b[A-Z]{2,}\b|…")
END = "\x1e"  # stands before the exit code of a command in what a page's shell prints


@dataclass(frozen=True)
class Block:
    """A fenced block; `word` is what stands behind the fence."""

    line: int
    word: str
    text: str
    end: int


@dataclass(frozen=True)
class Command:
    page: str
    line: int
    text: str
    printed: str | None = None
    python: bool = False
    in_text: bool = False

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.text.splitlines()[0]}"

    def needs_python(self) -> bool:
        return self.python or bool(re.match(r"(python3?|pip) ", self.text))

    def is_form(self) -> bool:
        return self.in_text and bool(FORM.search(self.text))

    def is_excerpt(self) -> bool:
        scripts = (ROOT / "examples").rglob("*.py") if self.python else ()
        return any(stand_in(bare(self.text), bare(script.read_text(encoding="utf-8"))) for script in scripts)

    def not_run(self) -> str | None:
        """The entry that says so."""
        lines = {self.text, *self.text.splitlines()}
        return next((entry for entry in NOT_RUN if entry in lines), None)

    def becomes(self) -> str:
        if entry := self.not_run():
            return f"not run: {NOT_RUN[entry]}"
        return "a form" if self.is_form() else "an excerpt" if self.is_excerpt() else "run"

    def in_shell(self) -> str:
        text = f"python - <<'END_OF_SNIPPET'\n{self.text}\nEND_OF_SNIPPET" if self.python else self.text
        return f"{text}\n{{ code=$?; printf '\\n{END}%s\\n' $code; (exit $code); }}\n"


# ---------------------------------------------------------------- what the pages say
def pages() -> list[Path]:
    return [ROOT / README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "examples").rglob("README.md"))]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def blocks(lines: list[str]) -> list[Block]:
    found, begin = [], None
    for number, line in enumerate(lines, 1):
        if begin is None and line.startswith("```"):
            begin = number
        elif begin is not None and line.startswith("```"):
            found.append(Block(begin, lines[begin - 1][3:].strip(), "\n".join(lines[begin : number - 1]), number))
            begin = None
    return found


def bare(python: str) -> list[str]:
    """Its lines without what stands before and behind the code."""
    return [re.sub(r"\s+# .*", "", line).strip() for line in python.split("\n") if line.strip()]


def stand_in(few: list[str], many: list[str]) -> bool:
    """Whether all of the few are among the many, in their order."""
    left = iter(many)
    return all(line in left for line in few)


def joined(text: str) -> str:
    """A command on one line, with single blanks and without the comment behind it."""
    return re.sub(r"\s+", " ", re.sub(r"\\\n", " ", re.sub(r"\s+# .*$", "", text))).strip()


def of_shell(page: str, block: Block) -> Iterator[Command]:
    for found in re.finditer(r"^(?!#)(?:.*\\\n)*.*\S.*$", block.text, re.MULTILINE):
        yield Command(page, line_of(block, found), joined(found[0]))


def of_console(page: str, block: Block) -> Iterator[Command]:
    for found in re.finditer(r"^\$ ((?:.*\\\n)*.*)\n?((?:(?!\$ ).*\n?)*)", block.text, re.MULTILINE):
        yield Command(page, line_of(block, found), joined(found[1]), found[2].rstrip("\n"))


def line_of(block: Block, found: re.Match) -> int:
    return block.line + 1 + block.text[: found.start()].count("\n")


def outside(lines: list[str]) -> list[tuple[int, str]]:
    """The lines of no fenced block, with their numbers."""
    inside = {number for block in blocks(lines) for number in range(block.line, block.end + 1)}
    return [(number, line) for number, line in enumerate(lines, 1) if number not in inside]


def in_text(page: str, lines: list[str]) -> Iterator[Command]:
    for number, line in outside(lines):
        for code in re.findall(r"(?<!`)`([^`]+)`(?!`)", line):
            if IN_TEXT.fullmatch(code):
                yield Command(page, number, code, in_text=True)


def commands_of(path: Path) -> list[Command]:
    page, lines = name_of(path), lines_of(path)
    fenced, found = blocks(lines), []
    for block, behind in zip(fenced, [*fenced[1:], None]):
        if block.word == "console":
            commands = list(of_console(page, block))
        elif block.word in SHELLS:
            commands = list(of_shell(page, block))
        elif block.word == "python":
            commands = [Command(page, block.line, block.text, python=True)]
        else:
            continue
        if behind and behind.word == "text" and not "".join(lines[block.end : behind.line - 1]).strip():
            commands[-1] = replace(commands[-1], printed=behind.text)
        found += commands
    found += in_text(page, lines)
    return sorted(found, key=lambda command: command.line)


def indented(path: Path) -> Findings:
    """Blocks that only stand further in are not taken for commands."""
    lines = lines_of(path)
    return [
        f"{name_of(path)}:{number}: fence this block, so that it is run: {line.strip()}"
        for number, line in outside(lines)
        if line.startswith("    ") and not lines[number - 2].strip()
    ]


def all_markdown() -> list[Path]:
    """Also files that hold no commands."""
    return [*ROOT.glob("*.md"), *(file for folder in ("docs", "examples", "src") for file in (ROOT / folder).rglob("*.md"))]


def broken_links(paths: list[Path]) -> Findings:
    findings = []
    for path in sorted(paths):
        text = re.sub(r"`[^`]*`", "", "\n".join(line for _, line in outside(lines_of(path))))
        for link in re.findall(r"\]\((?!\w+:)([^)\s]+)\)", text):
            name, _, anchor = link.partition("#")
            target = path.parent / name if name else path
            if not target.exists():
                findings.append(f"{name_of(path)}: there is no {link}")
            elif anchor and anchor not in anchors(target):
                findings.append(f"{name_of(path)}: {link} has no such heading")
    return findings


def anchors(path: Path) -> set[str]:
    """The names under which GitHub finds the headings of a page."""
    headings = (re.match(r"#+ (.*)", line) for _, line in outside(lines_of(path)))
    return {re.sub(r"[^\w\- ]", "", heading[1].lower()).replace(" ", "-") for heading in headings if heading}


def unknown_options(command: Command) -> Findings:
    """The options of splicebeam must exist, also where nothing is run."""
    if not command.text.startswith("./splicebeam "):
        return []
    known = set(re.findall(r"--\w+", (ROOT / "docs" / "options.md").read_text(encoding="utf-8"))) | RUNNERS_OPTIONS
    return [f"{command}: there is no option {name}" for name in re.findall(r"(?<!\S)--\w+", command.text) if name not in known]


# A page of faults, and what must be found there; what is right is not found.
FAULTY = """
```sh
false                        # no matter what stands here
./splicebeam build --kmer=3 || \\
  true
```

```console
$ seq 4
1
...
4
$ echo "done in 3.5 s,   at 2026-11-01T12:00:00Z"
done in 12 s, at 2026-12-02T08:30:59Z
$ echo one; echo two >&2
one
$ sh -c 'exit 3'
$ echo $?
4
```

`./splicebeam report FOLDER --none` and `./splicebeam report` are run by nobody.

    ./splicebeam unseen

[a](nowhere.md), [b](page.md#none), [c](page.md#the-end) and `[d](nowhere.md)`

# The end
"""
FOUND = """
PAGE:4: ./splicebeam build --kmer=3 || true: there is no option --kmer
PAGE:22: ./splicebeam report FOLDER --none: there is no option --none
PAGE:3: false: ended with 1
PAGE:15: echo one; echo two >&2: it prints
one
two
PAGE:18: echo $?: it prints
3
PAGE:24: fence this block, so that it is run: ./splicebeam unseen
PAGE: there is no nowhere.md
PAGE: page.md#none has no such heading
"""


# ---------------------------------------------------------------- where they are run
def stand_ins(folder: Path) -> None:
    """The files that the pages name: those of a made-up genome, whose chromosomes 1 and 2 are called 21 and 22, under the names of a real one's."""
    genome = folder / "made"
    made = run([LAUNCHER, "simulate", "--genes=48", f"--output={genome}"], SECONDS)
    if made.code:
        raise RuntimeError("\n".join(["simulate failed", *made.tail()]))

    def renamed(file: Path) -> bytes:
        return re.sub(rb"^(>?)([12])(?=[\t ])", rb"\g<1>2\2", file.read_bytes(), flags=re.MULTILINE)

    (folder / "GRCh38.fa.gz").write_bytes(gzip.compress(renamed(genome / "genome.fa")))
    (folder / "Homo_sapiens.GRCh38.112.gtf.gz").write_bytes(gzip.compress(renamed(genome / "annotation.gtf")))
    (folder / "scores").mkdir()
    for track in (genome / "scores").iterdir():
        (folder / "scores" / track.name).write_bytes(renamed(track))
    (folder / "new_genes.txt").write_text("SIM1\nSIM2\n")
    shutil.rmtree(genome)


@dataclass
class Docs:
    harness: Harness
    commands: dict[str, list[Command]]
    show: bool = False

    def folder(self, at: Path, commands: list[Command]) -> Path:
        """One that looks like a fresh clone; what commands write to the example, or at home, stays here. What a page speaks of and does not make is that of the README."""
        shutil.copytree(self.harness.work / "docs-stand-ins", at)
        for name in wanted(commands):
            made = self.harness.work / "docs-made" / name
            if not made.is_dir():
                raise RuntimeError(f"it wants the folder {name} that README.md makes: let --only take README.md, too")
            shutil.copytree(made, at / name)
        shutil.copytree(ROOT / "examples", at / "examples")
        for entry in ROOT.iterdir():
            if entry.name not in ("examples", "dataset", "genome"):
                (at / entry.name).symlink_to(entry)
        return at

    def faults(self, at: Path) -> Findings:
        """Whether what is wrong is found."""
        page = at.with_name("faults") / "page.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(FAULTY, encoding="utf-8")
        found = [*self.page(commands_of(page), at), *indented(page), *broken_links([page])]
        shutil.rmtree(page.parent)
        told, expected = ("\n".join(found).replace(name_of(page), "PAGE"), FOUND.strip())
        return [] if told == expected else ["other faults are found than are there:", *told.split("\n")]

    def page(self, commands: list[Command], at: Path) -> Findings:
        findings = [finding for command in commands for finding in unknown_options(command)]
        commands = [command for command in commands if command.becomes() == "run"]
        if commands and commands[0].page != README:  # Packages are installed once, and the README's model is trained once.
            of_readme = {command.text for command in self.commands[README] if command.needs_python()}
            commands = [command for command in commands if command.text not in of_readme]
        if not CLIENTS.is_dir():
            for command in (command for command in commands if command.needs_python()):
                print(f"skipped, because {CLIENTS.parent.relative_to(ROOT)} does not stand: {command}", flush=True)
            commands = [command for command in commands if not command.needs_python()]
        if not commands:
            return findings
        script = self.folder(at, commands) / ".commands.sh"
        begin = f"cd '{at}'\nexec 2>&1\nexport HOME='{at}' PATH='{CLIENTS}:{at}':$PATH OMP_WAIT_POLICY=passive\n"
        script.write_text(begin + "".join(command.in_shell() for command in commands))
        ended = run(["bash", script], SECONDS)
        printed = re.split(f"\n{END}(\\d+)\n", ended.out)
        told = list(zip(commands, printed[::2], map(int, printed[1::2])))
        for command, out, code in told:
            if self.show:
                print(f"{command}\n{out}\n", flush=True)
            findings += self.judge(command, out, code, commands)
        findings += [f"{command}: its shell ended before, with {ended.code}" for command in commands[len(told) :]]
        return findings

    def readme(self, at: Path) -> Findings:
        """What it makes is kept for the other pages."""
        findings = self.page(self.commands[README], at)
        for name in MADE_BY_README:
            if (at / name).is_dir():
                (at / name).rename(self.harness.work / "docs-made" / name)
        return findings

    def judge(self, command: Command, out: str, code: int, commands: list[Command]) -> Findings:
        behind = commands[commands.index(command) + 1 :][:1]
        if code and not (behind and behind[0].text == "echo $?"):
            return [f"{command}: ended with {code}", *out.strip().splitlines()[-15:]]
        if command.printed is None:
            return []
        found, expected = ([masked(line) for line in text.strip("\n").split("\n")] for text in (without_log(out), command.printed))
        return [] if stands_for(expected, found) else [f"{command}: it prints", *without_log(out).strip("\n").split("\n")]

    def not_run(self, _: Path) -> Findings:
        used = {command.not_run() for commands in self.commands.values() for command in commands}
        tests = {path.name.removesuffix(".java") for path in (ROOT / "src").rglob("*.*")}
        steps = "".join((ROOT / ".ci" / script).read_text(encoding="utf-8") for script in ("run", "full"))
        findings = [f"NOT_RUN: no page has {entry!r} any more" for entry in NOT_RUN if entry not in used]
        for entry, instead in NOT_RUN.items():
            findings += [f"NOT_RUN: {entry}: there is no {test}" for test in re.findall(r"\w+Test\b|\w+\.py", instead) if test not in tests]
            step = re.search(r"([^:]+) of \.ci/", instead)
            if step and step[1].strip() not in steps:
                findings.append(f"NOT_RUN: {entry}: .ci has no step {step[1].strip()}")
        return findings

    def all(self) -> int:
        for name in ("docs-stand-ins", "docs-made"):
            shutil.rmtree(self.harness.work / name, ignore_errors=True)
            (self.harness.work / name).mkdir(parents=True)
        stand_ins(self.harness.work / "docs-stand-ins")
        self.harness.check("what is not run", self.not_run)
        self.harness.check("commands stand in fences", lambda _: [finding for page in pages() for finding in indented(page)])
        self.harness.check("links lead somewhere", lambda _: broken_links(all_markdown()))
        self.harness.check("faults are found", self.faults)
        run_first: dict[str, Callable[[Path], Findings]] = {README: self.readme}
        run_then: dict[str, Callable[[Path], Findings]] = {}
        for page, commands in self.commands.items():
            if page != README:
                (run_then if wanted(commands) else run_first)[page] = lambda at, commands=commands: self.page(commands, at)
        self.harness.check_all(run_first)
        self.harness.check_all(run_then)
        return self.harness.finish()


def wanted(commands: list[Command]) -> list[str]:
    """The folders of the README that commands speak of and do not make."""
    made = {word for command in commands for word in command.text.split()}
    return [
        name
        for name in MADE_BY_README
        if f"--output={name}" not in made and any(re.search(rf"(?<![\w/.-]){name}\b(?!\.)", command.text) for command in commands)
    ]


def masked(line: str) -> str:
    for pattern, word in MASKS:
        line = re.sub(pattern, word, line)
    return line.strip()


def without_log(out: str) -> str:
    """What stays on a terminal, which shows no log."""
    return "".join(line for line in out.splitlines(keepends=True) if not re.match(LOG_LINE, line))


def stands_for(expected: list[str], found: list[str]) -> bool:
    pattern = "".join("(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in expected)
    return bool(re.fullmatch(pattern, "".join(line + "\n" for line in found)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="REGEX", default="", help="the pages whose name matches")
    parser.add_argument("--list", action="store_true", help="list the commands, and what becomes of them")
    parser.add_argument("--print", action="store_true", help="print what the commands print")
    asked = parser.parse_args()
    commands = {name_of(page): found for page in pages() if (found := commands_of(page))}
    if asked.list:
        for command in (command for of_page in commands.values() for command in of_page):
            print(f"{command.becomes()}: {command}")
        return 0
    return Docs(Harness(Path(), only=asked.only), commands, asked.print).all()


if __name__ == "__main__":
    sys.exit(main())
