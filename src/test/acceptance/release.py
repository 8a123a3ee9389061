#!/usr/bin/env python3
"""Makes the release and runs it as its users do: release.py [--again]

`mvn -Prelease package` makes the tarball. It is unpacked to a read-only place and run by another user, with a Java that has no compiler
and a PATH that has no Maven; what it builds, and what it tells of that, must be what this checkout builds and tells. The tarball must hold what
its bill of materials and its list of licences tell. With --again it is made a second time, from a copy of the sources in another folder,
of another owner, with another umask, time zone and language: not a byte may differ.
Another user and a read-only mount need root; elsewhere those are left out, and it says so. Python 3.11, standard library only.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qs

from harness import ROOT, WORK, Ended, Findings, Harness, parts_of, run, sha256

MAVEN_SECONDS, SECONDS = 900, 300
MAKE = ("mvn", "-q", "-B", "-Prelease", "-DskipTests", "-Dspotless.check.skip", "-pl", "packaging", "-am", "package")
NOBODY = 54321  # has no entry in /etc/passwd, as in a container
NOT_IN_THE_PATH = re.compile(r"mvn.*|j[a-z]*|keytool|rmi.*|serialver")
MODULES = "java.se,jdk.management,jdk.unsupported"  # of the JRE's modules those that a build needs
BESIDE_JARS = {
    *("splicebeam", "lib", "docs", "man", "examples", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CITATION.cff"),
    *("LICENSE", "NOTICE", "THIRD-PARTY.txt", "THIRD-PARTY-LICENSES.txt"),
}
LICENCE_TEXT = re.compile(r"(.*/)?(LICENSE|COPYING)[^/]*", re.IGNORECASE)
THIRD_PARTY = re.compile(r"^ +((?:\(.*\) )+).*\(([^ :]+):([^ :]+):([^ ]+) - .*\)$", re.MULTILINE)
# Of its jar the rest is one for a class loader of its own.
UNPACKED = {"flink-rpc-akka-loader": "flink-rpc-akka.jar"}


def make(sources: Path, umask: int | None = None, **environment: str) -> Path:
    """Makes the release; returns the folder that it lies in."""
    shell = f"umask {umask:03o}; " if umask is not None else ""
    ended = run(["bash", "-c", f'cd "$1"; shift; {shell}exec "$@"', "make", sources, *MAKE], MAVEN_SECONDS, **environment)
    if ended.code:
        raise SystemExit("\n".join([f"{' '.join(MAKE)} ended with {ended.code}", *ended.out.splitlines()[-15:], *ended.tail()]))
    return sources / "target"


def jar_of(component: Mapping) -> str:
    """The file that a component of the bill of materials is in."""
    classifier = parse_qs(component["purl"].partition("?")[2]).get("classifier", [])
    return UNPACKED.get(component["name"], "-".join([component["name"], component["version"], *classifier]) + ".jar")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """No file can be written there, and by none where mounting is permitted."""
    run(["chmod", "-R", "a-w", folder], SECONDS)
    bound = run(["mount", "--bind", folder, folder], SECONDS).code == 0
    if bound:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
    else:
        print("skipped: a read-only mount, which is not permitted; files and folders have no write bits")
    try:
        yield
    finally:
        if bound:
            subprocess.run(["umount", folder], check=True)
        run(["chmod", "-R", "u+w", folder], SECONDS)


class Release:
    def __init__(self, made: Path, place: Path) -> None:
        (self.tarball,) = made.glob("splicebeam-*.tar.gz")
        self.bill = self.tarball.with_name(self.tarball.name.replace(".tar.gz", ".cdx.json"))
        self.sums, self.place = made / "SHA256SUMS", place
        self.folder = place / "opt" / self.tarball.name.removesuffix(".tar.gz")

    def unpack(self) -> None:
        subprocess.run(["tar", "-xzf", self.tarball, "-C", self.folder.parent], check=True)

    @cached_property
    def members(self) -> list[tarfile.TarInfo]:
        with tarfile.open(self.tarball) as tar:
            return tar.getmembers()

    @cached_property
    def jars(self) -> dict[str, Path]:
        return {jar.name: jar for jar in self.folder.glob("lib/**/*.jar")}

    # ------------------------------------------------------------ what it holds
    def sums_fit(self, _: Path) -> Findings:
        told = self.sums.read_text()
        found = "".join(f"{sha256(file)}  {file.name}\n" for file in (self.bill, self.tarball))
        return [] if told == found else [f"{self.sums.name} has {told!r}, the files are {found!r}"]

    def entries(self, _: Path) -> Findings:
        findings, times = [], {member.mtime for member in self.members}
        if len(times) != 1:
            findings.append(f"entries of {len(times)} times")
        for member in self.members:
            mode = 0o755 if member.isdir() or member.name == f"{self.folder.name}/splicebeam" else 0o644
            if (member.uid, member.gid, member.mode & 0o7777) != (0, 0, mode) or not (member.isdir() or member.isreg()):
                findings.append(f"{member.name}: owner {member.uid}:{member.gid}, mode {member.mode:o}, type {member.type!r}")
        names = {member.name.rstrip("/") for member in self.members}
        findings += sorted(
            {f"{os.path.dirname(name)}: no entry of its own" for name in names if os.path.dirname(name) not in {"", *names}}
        )
        tops = {tuple(member.name.split("/")[:2]) for member in self.members if "/" in member.name.rstrip("/")}
        expected = {(self.folder.name, name) for name in BESIDE_JARS}
        return findings + [f"{'/'.join(name)}: {'there' if name in tops else 'missing'}" for name in sorted(tops ^ expected)]

    def bill_of_materials(self, _: Path) -> Findings:
        told = {jar_of(component) for component in json.loads(self.bill.read_text())["components"]}
        return [f"{jar}: {'told, missing' if jar in told else 'there, not told'}" for jar in sorted(told ^ self.jars.keys())]

    def licences(self, _: Path) -> Findings:
        """Each jar of others is listed with its licence, and the text of each is there."""
        listed = {
            f"{name}-{version}": (name, names) for names, _, name, version in THIRD_PARTY.findall(self.text("THIRD-PARTY.txt"))
        }
        bring_none = re.split(r"[,\s]+", self.text("THIRD-PARTY-LICENSES.txt"))
        findings = []
        for jar, path in sorted(self.jars.items()):
            name, names = listed.get(path.stem, next((v for k, v in listed.items() if jar == UNPACKED.get(v[0])), ("", "")))
            if jar.startswith("splicebeam-") or "(Apache-2.0)" in names:
                continue
            with zipfile.ZipFile(path) as content:
                brings = any(LICENCE_TEXT.fullmatch(entry) for entry in content.namelist())
            if not name:
                findings.append(f"{jar}: not in THIRD-PARTY.txt")
            elif brings == (name in bring_none):
                findings.append(
                    f"{jar}: {'brings its licence and is' if brings else 'brings no licence and is not'} in THIRD-PARTY-LICENSES.txt"
                )
        return findings

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    # ------------------------------------------------------------ how it runs
    def java_home(self) -> str:
        """A Java without a compiler, where this one can make it."""
        java = Path(shutil.which("java") or "java").resolve()
        home, made = java.parents[1], self.place / "opt" / "jre"
        if not (home / "bin" / "jlink").exists() or not (home / "jmods").is_dir():
            print(f"skipped: a Java without compiler, which {home} cannot make; {home} runs it")
            return str(home)
        if not made.exists():
            run([home / "bin" / "jlink", "--add-modules", MODULES, "--strip-debug", "--output", made], SECONDS)
        return str(made)

    def command_folder(self) -> Path:
        """All commands of the system but Maven and Java."""
        folder = self.place / "opt" / "bin"
        if not folder.exists():
            folder.mkdir()
            for command in (c for d in ("/bin", "/usr/bin") for c in Path(d).iterdir() if not NOT_IN_THE_PATH.fullmatch(c.name)):
                if not (folder / command.name).is_symlink():
                    (folder / command.name).symlink_to(command)
        return folder

    def ask(self, *arguments: str | Path) -> Ended:
        """The unpacked launcher, run by another user at that user's home."""
        home, user = self.place / "home", f"{NOBODY}"
        another = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if os.getuid() == 0 else []
        environment = {
            "PATH": self.command_folder(),
            "JAVA_HOME": self.java_home(),
            "HOME": home,
            "TMPDIR": home,
            "LC_ALL": "C.UTF-8",
        }
        told = [f"{name}={value}" for name, value in environment.items()]
        shell = ["sh", "-c", 'cd "$HOME" && exec "$@"', "ask", self.folder / "splicebeam", *arguments]
        return run([*another, "env", "-i", *told, *shell], SECONDS)

    def builds_the_same(self, output: Path) -> Findings:
        """A genome is made, a data set built of it and checked; this checkout builds the same, and tells the same of it."""
        home = self.place / "home"
        of = ("--scores=genome/scores", "--fasta=genome/genome.fa", "--gtf=genome/annotation.gtf")
        for arguments in (
            ("simulate", "--genes=48", "--output=genome"),
            ("build", *of, "--output=dataset"),
            ("validate", "dataset"),
        ):
            ended = self.ask(*arguments)
            if ended.code:
                return [f"{arguments[0]} ended with {ended.code}", *ended.out.splitlines()[-5:], *ended.tail()]
            if arguments[0] == "build":
                told = (ended.out + ended.err).replace(str(self.folder / "splicebeam"), "splicebeam")
        here = [word.replace("=genome/", f"={home}/genome/") for word in of]
        output.mkdir(parents=True)
        ended = run([ROOT / "splicebeam", "build", *here, f"--output={output / 'dataset'}"], SECONDS)
        if ended.code:
            return [f"this checkout's build ended with {ended.code}", *ended.tail()]
        # This checkout may write, so it keeps an archive of classes and says so the first time.
        expected = re.sub(r"(?m)^splicebeam: keeping loaded classes.*\n", "", ended.out + ended.err).replace(f"{output}/", "")
        expected = expected.replace(str(ROOT / "splicebeam"), "splicebeam")
        findings = [] if told == expected else [f"it told {told!r}, this checkout {expected!r}"]
        built, expected = ({p.name: sha256(p) for p in parts_of(d)} for d in (home / "dataset", output / "dataset"))
        if not expected or built != expected:
            findings.append(f"parts {built}, of this checkout {expected}")
        own = [file for file in self.folder.rglob("*") if file.name.startswith(".")]
        return findings + [f"{file} was written" for file in own]

    def tells_its_runners(self, _: Path) -> Findings:
        ended = self.ask("build", "--runner=DataflowRunner", "--input=a", "--gtf=b", "--output=c")
        expected = "splicebeam: --runner=DataflowRunner is not in this distribution; it has: direct flink portable.\n"
        return [] if (ended.code, ended.err) == (2, expected) else [f"ended with {ended.code}", *ended.tail()]


def copied_sources(to: Path) -> Path:
    listed = run(["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], SECONDS).out.split("\0")
    for name in filter(None, listed):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, to / name)
        (to / name).chmod(0o700 if os.access(ROOT / name, os.X_OK) else 0o600)
    if os.getuid() == 0:
        run(["chown", "-R", f"{NOBODY}:{NOBODY}", to], SECONDS)
    return to


def made_again(first: Path, place: Path) -> Findings:
    language = "-Duser.name=another -Duser.language=tr -Duser.country=TR"
    second = make(copied_sources(place / "another folder"), 0o077, TZ="Asia/Kolkata", LC_ALL="C", MAVEN_OPTS=language)
    sums = [(made / "SHA256SUMS").read_text() for made in (first, second)]
    return [] if sums[0] == sums[1] else [f"made here: {sums[0]}", f"made again: {sums[1]}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true", help="make it a second time, elsewhere, and compare")
    parser.add_argument("--only", default="", metavar="REGEX", help="run the tests whose name matches")
    arguments = parser.parse_args()
    if os.getuid():
        print("skipped: another user, whom only root can be; this one runs it")
    harness = Harness(ROOT, only=arguments.only, work=WORK)
    made = make(ROOT)
    place = Path(tempfile.mkdtemp(prefix="splicebeam-release-"))
    try:
        place.chmod(0o755)
        (place / "opt").mkdir()
        (place / "home").mkdir()
        if os.getuid() == 0:
            os.chown(place / "home", NOBODY, NOBODY)
        release = Release(made, place)
        release.unpack()
        harness.check("checksums", release.sums_fit)
        harness.check("entries of the tarball", release.entries)
        harness.check("bill of materials", release.bill_of_materials)
        harness.check("licences", release.licences)
        with read_only(release.folder):
            harness.check("builds the same as another user, read-only, without Maven and compiler", release.builds_the_same)
            harness.check("tells its runners", release.tells_its_runners)
        if arguments.again:
            harness.check("the same bytes elsewhere", lambda _: made_again(made, place))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
