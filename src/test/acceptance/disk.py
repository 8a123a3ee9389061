#!/usr/bin/env python3
"""Lets disks fill up under builds and finishes those builds: disk.py

Each build is stopped by a file-size limit, a full or read-only output, or a full folder for temporary files. It must end with its exit
code and one sentence that names what cannot be written and what to do; no file may be torn; and the same command must end
byte-identical to an undisturbed build when there is space again. Small file systems (tmpfs) need the right to mount; where there is
none those cases are skipped, and say so. Python 3.11, standard library only.
"""

import gzip
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness import ROOT, WORK, Ended, Findings, Harness, digests, run

SECONDS = 300
GENOME = ROOT / "examples" / "genome"


TABLES = (f"--input={GENOME}/analysis", f"--gtf={GENOME}/annotation.gtf", "--kmerSizes=6", "--partRows=100")


def build(output: Path, *shell: str, rows: tuple[str, ...] = TABLES, options: tuple[str, ...] = (), **environment: str) -> Ended:
    """Builds the example in six parts of about a megabyte each; `shell` runs before it in the same process."""
    command = [ROOT / "splicebeam", "build", f"--output={output}", *rows, *options]
    return run(["bash", "-c", "".join(f"{line}; " for line in shell) + 'exec "$@"', "build", *command], SECONDS, **environment)


def scored_rows() -> tuple[str, ...]:
    """Options of a build from scores, whose genome takes four megabytes once it is unpacked."""
    made = WORK / "disk-scores"
    run([ROOT / "splicebeam", "simulate", "--genes=24", "--rowsPerGene=8", "--overwrite", f"--output={made}"], SECONDS)
    bases = "".join(random.Random(1).choices("ACGT", k=4_000_000))
    genome = (made / "genome.fa").read_text() + f">another\n{bases}\n"
    (made / "genome.fa.gz").write_bytes(gzip.compress(genome.encode(), 1))
    return (f"--scores={made}/scores", f"--fasta={made}/genome.fa.gz", f"--gtf={made}/annotation.gtf", "--kmerSizes=1")


@contextmanager
def small_disk(at: Path, size: str) -> Iterator[None]:
    at.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", at], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", at], check=True)


def remount(at: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", at], check=True)


def may_mount() -> bool:
    try:
        with small_disk(WORK / "disk", "64k"):
            return True
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"skipped: all cases with a small file system; mounting is not permitted ({problem})")
        return False


class Disks:
    def __init__(self) -> None:
        self.harness = Harness(ROOT)
        undisturbed = WORK / "disk-undisturbed"
        shutil.rmtree(undisturbed, ignore_errors=True)
        ended = build(undisturbed)
        if ended.code:
            raise SystemExit(f"the undisturbed build ended with {ended.code}: {ended.err}")
        self.expected = digests(undisturbed)

    def stopped(self, ended: Ended, code: int, *said: str) -> Findings:
        """What is wrong with the end of a build that had to stop."""
        findings = [] if ended.code == code else [f"ended with {ended.code}, not {code}"]
        findings += [f"did not say '{text}'" for text in said if text not in ended.err]
        if len(ended.err.splitlines()) > 2 or "\tat " in ended.err:
            findings.append("said more than a sentence")
        return [*findings, *ended.tail()] if findings else []

    def untorn(self, output: Path) -> Findings:
        left = digests(output)
        findings = [f"{name} is another than the undisturbed one" for name in left if left[name] != self.expected.get(name)]
        if "dataset.json" in left and left != self.expected:
            findings.append("dataset.json stands, and parts are missing")
        return findings

    def finished(self, output: Path, ended: Ended) -> Findings:
        if ended.code:
            return [f"the second build ended with {ended.code}", *ended.tail()]
        return [] if digests(output) == self.expected else ["the finished data set is another than the undisturbed one"]

    # ------------------------------------------------------------ cases
    def file_size_limit(self, output: Path) -> Findings:
        shutil.rmtree(output, ignore_errors=True)
        stopped = self.stopped(
            build(output, "ulimit -f 1200", options=("--runner=DirectRunner",)),
            1,
            f"--output {output}: master/part-0000",
            "cannot be written (File too large): raise the file-size limit (ulimit -f), then give the same command again",
        )
        return stopped + self.untorn(output) + self.finished(output, build(output))

    def full_output(self, output: Path) -> Findings:
        with small_disk(output, "6m"):
            stopped = self.stopped(
                build(output),
                1,
                f"--output {output}: ",
                "cannot be written (No space left on device): free space there, then give the same command again",
            )
            findings = stopped + self.untorn(output)
            standing = len(list((output / "master").glob("*.parquet")))
            if not standing:
                findings.append("no part stands: the disk was full before the first one")
            remount(output, "size=64m")
            return findings + self.finished(output, build(output, options=("--resume=require",)))

    def too_small_output(self, output: Path) -> Findings:
        with small_disk(output, "1m"):
            stopped = self.stopped(build(output), 2, f"--output {output}: ", " are free, and the ", "free space there or name another")
            findings = stopped + self.untorn(output)
            remount(output, "size=64m")
            return findings + self.finished(output, build(output))

    def read_only_output(self, output: Path) -> Findings:
        with small_disk(output, "64m"):
            remount(output, "ro")
            stopped = self.stopped(build(output), 2, f"--output {output}: it cannot be written (Read-only file system)")
            remount(output, "rw")
            return stopped + self.finished(output, build(output))

    def full_while_the_genome_is_unpacked(self, output: Path) -> Findings:
        rows = scored_rows()
        with small_disk(output, "2m"):
            findings = self.stopped(
                build(output, rows=rows),
                1,
                f"--output {output}: .splicebeam/genome/genome.fa cannot be written (No space left on device): free space there, then",
            )
            findings += [f"{file} stayed" for file in (output / ".splicebeam" / "genome").glob("*")]
            remount(output, "size=64m")
            second = build(output, rows=rows)
            return findings + ([f"the second build ended with {second.code}", *second.tail()] if second.code else [])

    def full_temporary_folder(self, output: Path) -> Findings:
        shutil.rmtree(output, ignore_errors=True)
        temporary = WORK / "disk"
        with small_disk(temporary, "1m"):
            stopped = self.stopped(
                build(output, SPLICEBEAM_JAVA_OPTS=f"-Djava.io.tmpdir={temporary}"),
                1,
                f"a temporary file in {temporary} cannot be written (No space left on device): free space there, or name another",
            )
        return stopped + self.untorn(output) + self.finished(output, build(output))


def main() -> int:
    disks = Disks()
    tests = {"file-size limit": disks.file_size_limit}
    if may_mount():
        tests |= {
            "full output": disks.full_output,
            "output without space for the parts": disks.too_small_output,
            "read-only output": disks.read_only_output,
            "full while the genome is unpacked": disks.full_while_the_genome_is_unpacked,
            "full temporary folder": disks.full_temporary_folder,
        }
    disks.harness.check_all(tests)
    return disks.harness.finish()


if __name__ == "__main__":
    sys.exit(main())
