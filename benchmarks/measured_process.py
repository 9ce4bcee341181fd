"""Run a command and measure what it used: wall and CPU time, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# getrusage(2): ru_maxrss is in kilobytes on Linux, in bytes on macOS.
_MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class ProcessUse:
    exit_status: int
    """Negative: the number of the signal that ended it."""
    wall_seconds: float
    cpu_seconds: float
    """User and system time of the process and the children it waited for."""
    peak_rss_bytes: int


def run_measured(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], output: Path, timeout_seconds: float
) -> ProcessUse:
    """Run *command* in *folder*, standard output and error to *output*; killed after *timeout_seconds*."""
    start = time.perf_counter()
    with output.open("wb") as stream:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT
        )
        timer = threading.Timer(timeout_seconds, process.kill)
        timer.start()
        try:
            # wait4 rather than getrusage(RUSAGE_CHILDREN), which adds up all children of this process and gives the
            # peak of the largest.
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    return ProcessUse(
        exit_status=process.returncode,
        wall_seconds=time.perf_counter() - start,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_rss_bytes=usage.ru_maxrss * _MAXRSS_BYTES,
    )
