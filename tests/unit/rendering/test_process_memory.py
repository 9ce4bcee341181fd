from __future__ import annotations

import os
import subprocess
import sys

import pytest

from crawler.rendering.process_memory import family, family_bytes

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/smaps_rollup"), reason="no /proc here")  # noqa: PTH110


def test_memory_of_a_process_holds_that_of_what_it_started() -> None:
    program = "x = bytearray(b'x' * (60 << 20)); print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdout.readline()
        assert child.pid in family(os.getpid())
        assert family_bytes(child.pid) >= 60 << 20
        assert family_bytes(os.getpid()) >= family_bytes(child.pid)
        child.stdin.close()
    assert (family(child.pid), family_bytes(child.pid)) == ([], 0)
