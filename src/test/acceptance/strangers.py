#!/usr/bin/env python3
"""Other people's files, by the command line: strangers.py

Several users share a cache of gene models; links and files of others lie where builds write; outputs are named that are no data set's
place. Nothing that splicebeam did not write may change. Other users are tried where the script runs as root, and setpriv is there; elsewhere
those cases are skipped, and say so. Python 3.11, standard library only.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from harness import ROOT, WORK, Ended, Findings, Harness, run, sha256

SECONDS = 120
GENOME = ROOT / "examples" / "genome"
ANNOTATION = f"--gtf={GENOME}/annotation.gtf"
FIRST, SECOND, THIRD = 12001, 12002, 12003


def splicebeam(*words: str | Path, user: int = 0, **environment: str) -> Ended:
    """Runs the launcher on the direct runner, as another user where one is named."""
    as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    return run([*as_user, ROOT / "splicebeam", *words, "--runner=DirectRunner"], SECONDS, **environment)


def build(output: Path | str, *options: str, user: int = 0, **environment: str) -> Ended:
    rows = (f"--input={GENOME}/analysis", ANNOTATION, "--kmerSizes=0")
    return splicebeam("build", f"--output={output}", *rows, *options, user=user, **environment)


def state(folder: Path) -> dict[str, tuple]:
    """Of every name below a folder: kind, time of last change, content."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mtime_ns,
            path.lstat().st_uid,
            os.readlink(path) if path.is_symlink() else sha256(path) if path.is_file() else "folder",
        )
        for path in [folder, *folder.rglob("*")]
    }


def refused(ended: Ended, *words: str) -> Findings:
    """One sentence, the line that points to the help, and exit code 2."""
    lines = ended.err.strip().splitlines()
    if ended.code == 2 and len(lines) == 2 and all(word in lines[0] for word in words):
        return []
    return [f"ended with {ended.code}, not with 2 and {' ... '.join(words)}", *ended.tail()]


def unchanged(before: dict[str, tuple], folder: Path) -> Findings:
    after = state(folder)
    return [f"{name} changed" for name in sorted(before | after) if before.get(name) != after.get(name)]


def done(ended: Ended, *words: str) -> Findings:
    if ended.code == 0 and all(word in ended.out + ended.err for word in words):
        return []
    return [f"ended with {ended.code}, not with 0 and {' ... '.join(words)}", *ended.out.splitlines(), *ended.tail()]


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def shared_cache(work: Path) -> Findings:
    """Each user's file serves the user; root's serves everybody; a link under a user's name is left."""
    cache = fresh(work) / "cache"
    cache.mkdir()
    cache.chmod(0o1777)

    def annotate(user: int) -> Ended:
        return splicebeam("annotate", ANNOTATION, f"--annotationCache={cache}", user=user)

    findings = done(annotate(FIRST), " keeps ")
    (plain,) = cache.glob("*.avro")
    first = state(cache)
    own = plain.with_name(f"{plain.stem}-{SECOND}.avro")
    findings += done(annotate(SECOND), f"{plain} is another user's, or no file, and stays as it is: computed anew", f"{own} keeps ")
    findings += done(annotate(SECOND), f"{own} holds this annotation already")
    findings += [f"{plain} changed" for _ in "1" if state(cache)[plain.name] != first[plain.name]]
    findings += [f"{own} is not of user {SECOND}" for _ in "1" if own.stat().st_uid != SECOND]

    victim = work / "victim"
    victim.write_text("mine")
    victim.chmod(0o666)
    link = plain.with_name(f"{plain.stem}-{THIRD}.avro")
    link.symlink_to(victim)
    os.lchown(link, FIRST, FIRST)
    ended = annotate(THIRD)
    findings += [f"annotate by a third user ended with {ended.code}", *ended.tail()] if ended.code != 1 else []
    findings += ["the end of a link changed"] if victim.read_text() != "mine" or not link.is_symlink() else []

    os.chown(plain, 0, 0)
    link.unlink()
    findings += done(annotate(THIRD), f"{plain} holds this annotation already")
    left = sorted(path.name for path in cache.iterdir())
    return findings + [f"the cache holds {left}" for _ in "1" if left != sorted([plain.name, own.name, *(n for n in left if n.startswith(".annotate-"))])]


def places(work: Path) -> Findings:
    home = fresh(work) / "at home"
    home.mkdir()
    (work / "nowhere").symlink_to(work / "gone")
    before = state(work)
    findings = refused(build(home, HOME=str(home)), " is a home folder: name a folder that is for the data set alone")
    findings += refused(build("/"), "--output / is the root of the file system")
    findings += refused(build("/tmp"), "--output /tmp is a folder of other files in which all users of the machine write")
    findings += refused(build(work / "nowhere"), " is a link that leads nowhere")
    return findings + unchanged(before, work)


def others_files(work: Path) -> Findings:
    """A stranger's file, a linked log, and a list inside of the data set that is to be replaced."""
    output, victim = fresh(work) / "data set", work / "victim"
    victim.write_text("mine")
    findings = done(build(output))
    mine = output / "rejected" / "analysis-of-my-own.tsv"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    before = state(work)
    manifest = output / "gene_manifest.csv"
    findings += refused(build(output), " already holds a data set")
    findings += refused(build(output, "--overwrite", f"--genesFile={manifest}"), f"--genesFile {manifest} is among the files of builds")
    stranger = mine.with_name("annotation.tsv")
    stranger.write_text("mine")
    findings += refused(build(output, "--overwrite"), " holds rejected/annotation.tsv, and no record there")
    stranger.unlink()
    before["data set/rejected"] = state(work)["data set/rejected"]
    findings += unchanged(before, work)
    log = output / ".splicebeam" / "build.log"
    log.unlink()
    log.symlink_to(victim)
    findings += refused(build(output, "--overwrite"), " holds .splicebeam/build.log, which is a link")
    log.unlink()
    findings += done(build(output, "--overwrite"))
    findings += [f"{file} changed" for file in (mine, victim) if file.read_text() != "mine"]
    return findings


def main() -> int:
    harness = Harness(ROOT)
    tests: dict[str, Callable[[Path], Findings]] = {"strangers places": places, "strangers files": others_files}
    if os.geteuid() == 0 and shutil.which("setpriv"):
        tests["strangers shared cache"] = shared_cache
    else:
        print("skipped: a cache of several users; only root can be another user")
    harness.check_all(tests)
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
