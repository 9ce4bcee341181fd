"""Memory that a process and all it has started take, on systems with /proc."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

_PROC = Path("/proc")


def family_bytes(pid: int) -> int:
    """Proportional set size (memory shared by several processes counts once) of *pid* and its descendants, in bytes;
    0 where the system does not say."""
    return sum(_bytes(member) for member in family(pid))


def family(pid: int) -> list[int]:
    """*pid* and its descendants; empty when it is gone, or on a system without /proc."""
    children: dict[int, list[int]] = defaultdict(list)
    for directory in _PROC.glob("[0-9]*"):
        if parent := _parent(directory):
            children[parent].append(int(directory.name))
    found, waiting = [], [pid] if (_PROC / str(pid)).exists() else []
    while waiting:
        found.append(waiting[-1])
        waiting.extend(children[waiting.pop()])
    return found


def _parent(directory: Path) -> int:
    try:
        # The name, in parentheses, may hold anything; the parent is the second field after it.
        return int((directory / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _bytes(pid: int) -> int:
    try:
        text = (_PROC / str(pid) / "smaps_rollup").read_text()
        return next(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:"))
    except (OSError, ValueError, StopIteration):
        return 0
