"""What a command costs: wall and CPU seconds of its whole tree of processes, memory of the largest process."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """Seconds and bytes; CPU is user and system time of the command and of all children that were waited for."""

    wall: float
    cpu: float
    memory: int


def measured(command: Sequence[str | Path], log: Path, seconds: float, **environment: str) -> Cost:
    """Runs a command without input, its output in `log`; one that fails or takes longer is a RuntimeError."""
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **environment},
        )
        limit = threading.Timer(seconds, os.killpg, (process.pid, signal.SIGKILL))
        limit.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            limit.cancel()
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        told = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-15:]
        raise RuntimeError("\n".join([f"{command[0]} ended with {process.returncode} after {wall:.0f} s", *told]))
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS_UNIT)
