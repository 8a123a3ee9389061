#!/usr/bin/env python3
"""Damages data sets and repairs them as `validate --fix` says: repair.py [--seed 1] [--only REGEX]

Builds two made-up data sets of several parts. Copies of the first are damaged, each in its way: `validate` must find it (exit 1),
`validate --fix` must find it too and print a command, and that command, run as a shell reads it, must bring back every byte but
run.json's without touching the parts that were fine; then `validate` must be clean. Needs Python's standard library only.
"""

import argparse
import os
import random
import re
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from harness import ROOT, DataSet, Findings, Harness, parts_of, run, sha256

LAUNCHER = ROOT / "splicebeam"
SECONDS = 120
OPTIONS = dict(kmerSizes="2", downsample="none", partRows="90")
COMMAND = re.compile(r" again with (\S*splicebeam build .*)$")


def files_of(built: Path) -> dict[str, str]:
    """Digests of the data set's files; run.json and report.html tell of the run, and broken/ is what was taken out."""
    files = sorted(f for f in built.rglob("*") if f.is_file() and f.name not in ("run.json", "report.html"))
    return {str(f.relative_to(built)): sha256(f) for f in files if f.relative_to(built).parts[0] not in (".splicebeam", "broken")}


def places(parts: list[Path]) -> dict[str, tuple[int, int]]:
    return {part.name: (part.stat().st_ino, part.stat().st_mtime_ns) for part in parts}


class Damages:
    """Each changes a data set, by chances of its own, and returns the parts that are to be built again."""

    def __init__(self, another: Path, seed: str) -> None:
        self.another, self.rng = another, random.Random(seed)

    def parts(self, built: Path) -> set[str]:
        parts = parts_of(built)
        self.rng.shuffle(parts)
        there = {part.name for part in parts_of(self.another)}
        replaced = next(part for part in parts if part.name in there)
        parts.remove(replaced)
        flipped, cut, deleted, first, second, *fine = parts
        assert fine, "a data set of more than six parts"
        self.flip(flipped)
        os.truncate(cut, self.rng.randrange(1, cut.stat().st_size))
        deleted.unlink()
        aside = first.with_suffix(".aside")
        first.rename(aside), second.rename(first), aside.rename(second)
        shutil.copyfile(self.another / "master" / replaced.name, replaced)
        return {part.name for part in (flipped, cut, deleted, first, second, replaced)}

    def surplus_parts(self, built: Path) -> set[str]:
        shutil.copyfile(parts_of(built)[-1], built / "master" / "part-99999.parquet")
        parts_of(built)[0].write_bytes(b"")
        (built / "master" / "old").mkdir()
        shutil.copyfile(parts_of(built)[1], built / "master" / "old" / "part-00001.parquet")
        (built / "master" / ".hidden.parquet").symlink_to(parts_of(built)[2])
        return {"part-00000.parquet"}

    def links(self, built: Path) -> set[str]:
        """A link is no part, also where it leads to the very file; what it leads to is left alone."""
        part = self.rng.choice(parts_of(built))
        shutil.move(part, built / ".splicebeam" / "aside")
        part.symlink_to("../.splicebeam/aside")
        return {part.name}

    def side_files(self, built: Path) -> set[str]:
        manifest = built / "gene_manifest.csv"
        lines = manifest.read_text().splitlines(keepends=True)
        manifest.write_text("".join([lines[0], *reversed(lines[1:])]))
        (built / "schema.avsc").unlink()
        (built / "data_dictionary.csv").write_bytes(b"column\n")
        (built / "README.md").unlink()
        for rejects in (built / "rejected").glob("*"):
            rejects.unlink()
        return set()

    def description(self, built: Path) -> set[str]:
        os.truncate(built / "dataset.json", 100)
        return set()

    def figures(self, built: Path) -> set[str]:
        description = built / "dataset.json"
        description.write_text(description.read_text().replace('"seed" : 42', '"seed" : 43'))
        return set()

    def receipts(self, built: Path) -> set[str]:
        """What cannot be believed is built again, whatever it is; a part without its receipt, too."""
        receipts = built / ".splicebeam" / "receipts"
        flipped, unbelieved, lost = self.rng.sample(parts_of(built), 3)
        self.flip(flipped)
        os.truncate(receipts / f"{unbelieved.stem}.json", 20)
        (receipts / f"{lost.stem}.json").unlink()
        return {flipped.name, unbelieved.name, lost.name}

    def flip(self, file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[self.rng.randrange(len(content))] ^= 1 << self.rng.randrange(8)
        file.write_bytes(content)


DAMAGES: dict[str, Callable[[Damages, Path], set[str]]] = {
    "parts": Damages.parts,
    "surplus parts": Damages.surplus_parts,
    "links": Damages.links,
    "side files": Damages.side_files,
    "dataset.json": Damages.description,
    "figures": Damages.figures,
    "receipts": Damages.receipts,
}


def repaired(whole: Path, damage: Callable[[Path], set[str]], output: Path) -> Findings:
    shutil.rmtree(output, ignore_errors=True)
    shutil.copytree(whole, output)
    expected = files_of(output)
    broken = damage(output)
    before = {name: place for name, place in places(parts_of(output)).items() if name not in broken}
    if (found := run([LAUNCHER, "validate", output], SECONDS)).code != 1 or not found.out.strip():
        return [f"validate ended with {found.code}", *found.out.splitlines(), *found.tail()]
    fixed = run([LAUNCHER, "validate", "--fix", output], SECONDS)
    command = COMMAND.search(fixed.out.strip())
    if fixed.code != 1 or not command:
        return [f"validate --fix ended with {fixed.code}", *fixed.out.splitlines(), *fixed.tail()]
    if (built := run(["/bin/sh", "-c", command[1]], SECONDS)).code:
        return [f"{command[1]} ended with {built.code}", *built.tail()]
    after, findings = files_of(output), []
    findings += [f"{name}: not as before" for name in sorted(expected | after) if expected.get(name) != after.get(name)]
    now = places(parts_of(output))
    findings += [f"{name}: was fine and was written again" for name, place in before.items() if name in now and now[name] != place]
    if (clean := run([LAUNCHER, "validate", output], SECONDS)).code:
        findings += [f"validate ended with {clean.code}", *clean.out.splitlines(), *clean.tail()]
    return findings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", metavar="REGEX", help="run the damages whose name matches")
    arguments = parser.parse_args()
    harness = Harness(shared=ROOT, only=arguments.only)
    genome, built = harness.work / "data" / "repair", harness.work / "built"
    made = run([LAUNCHER, "simulate", "--genes=24", "--rowsPerGene=60", "--seed=5", "--overwrite", f"--output={genome}"], 600)
    data = DataSet("repair", genome / "analysis", genome / "annotation.gtf", genome / "splice_sites.tsv")
    whole, another = built / "repair-whole", built / "repair-another"
    if made.code:
        raise SystemExit("\n".join(made.tail()))
    for output, options in ((whole, OPTIONS), (another, OPTIONS | dict(downsample="gene", easyRatio="0.9"))):
        if (ended := harness.build(data, options, output)).code:
            raise SystemExit("\n".join(ended.tail()))
    tests: dict[str, Callable[[Path], Findings]] = {}
    for name, damage in DAMAGES.items():
        by_chance = partial(damage, Damages(another, f"{arguments.seed} {name}"))
        tests[f"repair {name}"] = lambda output, damage=by_chance: repaired(whole, damage, output)
    harness.check_all(tests)
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
