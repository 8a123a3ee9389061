#!/usr/bin/env python3
"""Runs commands on a machine that is shared and badly set up: ports.py [--only REGEX]

While a command runs, its sockets are listed again and again: there must be none that anybody could talk to. Builds are run where the
host's name does not resolve, with the environment and the files of clusters around them, beside another user who looks for what they
leave open, and while their temporary files are removed. Each must end byte-identical to an undisturbed build, or, where its files are
gone, with one sentence after which the same command does. Other users, host names and resolvers need root; elsewhere those cases are
skipped, and say so. Python 3.11, standard library only; `ss` of iproute2.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from harness import ROOT, RUNNING, WORK, Ended, Findings, Harness, digests, kill_all, run

GENOME = ROOT / "examples" / "genome"
TABLES = (f"--input={GENOME}/analysis", f"--gtf={GENOME}/annotation.gtf", "--kmerSizes=6", "--partRows=60", "--parallelism=4")
SECONDS = 180
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
TEMPORARY = WORK / "ports-temporary"
OWN_FOLDER = "splicebeam-flink*"

# A name that nobody resolves, and a nameserver that hears all questions and answers none.
UNKNOWN_HOST = """
hostname host-that-nobody-knows
ip link set lo up
printf 'nameserver 127.0.0.1\\n' >"$1"
mount --bind "$1" /etc/resolv.conf
python3 -c 'import socket
asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
asked.bind(("127.0.0.1", 53))
while True:
    print(asked.recv(512), flush=True)' >"$2" &
shift 2
for try in 1 2 3 4 5 6 7 8 9; do ss -Huln | grep -q :53 || sleep 0.2; done
"$@"
ended=$?
kill $!
exit $ended
"""

# What Flink, Hadoop and their scripts look for.
OF_CLUSTERS = (
    "FLINK_CONF_DIR FLINK_HOME FLINK_LIB_DIR FLINK_OPT_DIR FLINK_PLUGINS_DIR FLINK_LOG_DIR HADOOP_CONF_DIR HADOOP_HOME "
    "HADOOP_PREFIX HADOOP_TOKEN_FILE_LOCATION YARN_CONF_DIR HBASE_CONF_DIR HIVE_CONF_DIR"
).split()
SETTINGS = {
    "flink-conf.yaml": "io.tmp.dirs: /nowhere\nparallelism.default: 99999\n",
    "config.yaml": "no: [yaml\n\t- {",
    **dict.fromkeys(("core-site.xml", "hdfs-site.xml", "yarn-site.xml"), "<configuration><property><name>fs.defaultFS</name>"),
    "logging.properties": "handlers=none",
}


def command(output: Path, *more: str) -> list[str]:
    return [str(ROOT / "splicebeam"), "build", f"--output={output}", *TABLES, *more]


def sockets(pid: int) -> set[str]:
    """Those of a process that listen, or are open to datagrams, at this moment."""
    tables = ("-Htlnp", "-Hulnp", "-Hwlnp", "-Hxlp")
    listed = "\n".join(subprocess.run(["ss", table], capture_output=True, text=True, check=True).stdout for table in tables)
    return {" ".join(line.split()[:6]) for line in listed.splitlines() if f"pid={pid}," in line}


def watched(arguments: list[str], look: Callable[[int], set[str]], **environment: str) -> tuple[Ended, set[str]]:
    """Runs a command, which becomes its JVM, and gathers what is seen of it every tenth of a second."""
    seen: set[str] = set()
    start = time.monotonic()
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, **environment},
    )
    RUNNING.add(process)
    while process.poll() is None:
        seen |= look(process.pid)
        if time.monotonic() > start + SECONDS:
            kill_all()
        time.sleep(0.1)
    RUNNING.discard(process)
    return Ended.of(process.returncode, "", process.communicate()[1], time.monotonic() - start), seen


def in_temporary() -> Mapping[str, str]:
    """An environment with an empty folder for temporary files."""
    shutil.rmtree(TEMPORARY, ignore_errors=True)
    TEMPORARY.mkdir(parents=True)
    TEMPORARY.chmod(0o1777)
    return {"TMPDIR": str(TEMPORARY), "SPLICEBEAM_JAVA_OPTS": f"-Djava.io.tmpdir={TEMPORARY}"}


class Machine:
    def __init__(self, only: str) -> None:
        self.harness = Harness(ROOT, only=only)
        self.undisturbed = WORK / "ports-undisturbed"
        shutil.rmtree(self.undisturbed, ignore_errors=True)
        ended = run(command(self.undisturbed), SECONDS)
        if ended.code:
            raise SystemExit(f"the undisturbed build ended with {ended.code}: {ended.err}")
        self.expected = digests(self.undisturbed)

    def same(self, output: Path, ended: Ended) -> Findings:
        if ended.code:
            return [f"ended with {ended.code}", *ended.tail()]
        return [] if digests(output) == self.expected else ["the data set is another than the undisturbed one"]

    # ------------------------------------------------------------ cases
    def a_port_would_be_seen(self, _: Path) -> Findings:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            port = listening.getsockname()[1]
            return [] if any(f":{port} " in line for line in sockets(os.getpid())) else ["ss does not list a port of this process"]

    def build_opens_no_port(self, output: Path) -> Findings:
        ended, seen = watched(command(output), sockets)
        return [f"a socket: {line}" for line in sorted(seen)] + self.same(output, ended)

    def other_commands_open_no_port(self, output: Path) -> Findings:
        output.mkdir(parents=True)
        direct = command(output / "direct", "--runner=DirectRunner", "--kmerSizes=1")
        others = {
            "direct runner": [argument for argument in direct if argument not in TABLES[2:]],
            "validate": [direct[0], "validate", str(self.undisturbed)],
            "annotate": [direct[0], "annotate", f"--gtf={GENOME}/annotation.gtf", f"--annotationCache={output}/cache"],
            "simulate": [direct[0], "simulate", f"--output={output}/simulated"],
            "schema": [direct[0], "schema"],
        }
        findings = []
        for name, arguments in others.items():
            ended, seen = watched(arguments, sockets)
            findings += [f"{name}: a socket: {line}" for line in sorted(seen)]
            findings += [f"{name} ended with {ended.code}", *ended.tail()] if ended.code else []
        return findings

    def settings_of_clusters_are_ignored(self, output: Path) -> Findings:
        around = output.parent / "ports-clusters"
        shutil.rmtree(around, ignore_errors=True)
        (around / "plugins" / "bad").mkdir(parents=True)
        (around / "plugins" / "bad" / "bad.jar").write_text("no jar")
        for name, text in SETTINGS.items():
            (around / name).write_text(text)
        findings = []
        for place in (around, around / "missing"):
            environment = dict.fromkeys(OF_CLUSTERS, str(place)) | {"FLINK_ENV_JAVA_OPTS": "-Xbad", "HADOOP_USER_NAME": "no one"}
            shutil.rmtree(output, ignore_errors=True)
            arguments = ["bash", "-c", f'cd "{around}" && exec "$@"', "build", *command(output)]
            findings += self.same(output, run(arguments, SECONDS, **environment))
        return findings

    def files_removed(self, output: Path, seconds: float) -> Findings:
        """Cleans the folder of temporary files for a while, that many seconds after the build has made its own there."""
        environment = in_temporary()
        made: list[float] = []

        def clean(_: int) -> set[str]:
            if not made and any(TEMPORARY.glob(OWN_FOLDER)):
                made.append(time.monotonic())
            if made and time.monotonic() > made[0] + seconds:
                for entry in TEMPORARY.iterdir():
                    shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
            return set()

        ended, _ = watched(command(output), clean, **environment)
        if not made:
            return ["the build made no folder there", *ended.tail()]
        if ended.code == 0:
            return self.same(output, ended)
        said = re.fullmatch(
            rf"splicebeam build: the folder for temporary files {TEMPORARY}/\S+ was removed during the run: [^\n]+\n", ended.err
        )
        findings = [] if ended.code == 1 and said else [f"ended with {ended.code} and said", *ended.tail()]
        return findings + self.same(output, run(command(output), SECONDS))

    def unknown_host(self, output: Path) -> Findings:
        output.parent.mkdir(parents=True, exist_ok=True)
        resolver, asked = (output.parent / f"ports-{name}" for name in ("resolv.conf", "asked"))
        arguments = ["unshare", "--uts", "--net", "--mount", "bash", "-c", UNKNOWN_HOST, "build", resolver, asked, *command(output)]
        findings = self.same(output, run(arguments, SECONDS))
        owner = (output / ".splicebeam" / "owner.json").read_text()
        if '"host" : "host-that-nobody-knows"' not in owner:
            findings.append(f"owner.json names another host: {owner}")
        return findings + [f"a nameserver was asked: {line}" for line in asked.read_text().splitlines()]

    def another_user(self, output: Path) -> Findings:
        """Looks for folders that are not closed to all others, and tries to look into, write to and signal what there is."""
        environment = in_temporary()
        tried: set[str] = set()

        def intrude(pid: int) -> set[str]:
            seen = set()
            for entry in TEMPORARY.iterdir():
                if not entry.name.startswith("splicebeam-flink"):
                    seen |= {f"{re.sub('[0-9a-f-]{8,}', 'N', entry.name)} is not in the private folder"} - {"hsperfdata_root"}
                    continue
                tried.add(entry.name)
                for deed in (["ls", entry], ["touch", entry / "x"], ["mv", entry, TEMPORARY / "x"], ["kill", str(pid)]):
                    if subprocess.run([*NOBODY, *deed], capture_output=True).returncode == 0:
                        seen.add(f"another user could: {deed[0]}")
            return seen

        ended, seen = watched(command(output), intrude, **environment)
        findings = sorted(seen) if tried else ["no folder was seen"]
        findings += [f"{left} stayed" for left in TEMPORARY.glob("*") if not left.name.startswith("hsperfdata")]
        return findings + self.same(output, ended)


def is_root() -> bool:
    if os.geteuid() == 0:
        tried = subprocess.run(["unshare", "--uts", "--net", "--mount", "ip", "link", "set", "lo", "up"], capture_output=True, text=True)
        if tried.returncode == 0:
            return True
        print(f"skipped: the unknown host; namespaces are not permitted ({tried.stderr.strip()})")
        return False
    print("skipped: the unknown host and another user, which need root")
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="a regular expression of cases' names")
    machine = Machine(parser.parse_args().only)
    tests: dict[str, Callable[[Path], Findings]] = {
        "a port would be seen": machine.a_port_would_be_seen,
        "a build opens no port": machine.build_opens_no_port,
        "other commands open no port": machine.other_commands_open_no_port,
        "settings of clusters are ignored": machine.settings_of_clusters_are_ignored,
    }
    for seconds in (0.5, 2.0):
        tests[f"temporary files removed after {seconds} s"] = lambda output, seconds=seconds: machine.files_removed(output, seconds)
    if is_root():
        tests |= {"a host that nobody knows": machine.unknown_host, "another user": machine.another_user}
    for name, test in tests.items():  # one after the other: they share the folder of temporary files
        machine.harness.check(name, test)
    return machine.harness.finish()


if __name__ == "__main__":
    sys.exit(main())
