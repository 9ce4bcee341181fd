"""Exports that are killed with -9, and whether file and manifest agree then. POSIX: the victims are forked."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.exports.export import ExportOrder, export_to_file
from crawler.exports.manifest import description_of
from crawler.storage import open_store
from tests.exported_articles import make_article, rows_of_file

_NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
# What an export does to files, as Python's audit hooks name it.
_FILE_EVENTS = frozenset({"open", "os.rename", "os.remove", "os.truncate"})


def fill(database: Path, revision: int, articles: int) -> None:
    """Every article anew, longer with each *revision*."""
    store = open_store(f"sqlite:///{database}")
    texts = (f"Revision {revision}. {'More of it. ' * revision}{number}" for number in range(articles))
    new = [make_article(str(number), revision=revision, body=text) for number, text in enumerate(texts)]
    store.put(new, _NOON + timedelta(hours=revision))
    store.close()


def export(database: Path, file: Path) -> None:
    store = open_store(f"sqlite:///{database}")
    export_to_file(store, ExportOrder(format=file.name.split(".")[1]), file)
    store.close()


def in_child(work: Callable[[], None], kill_after: float | None = None) -> bool:
    """Do *work* in a forked process, killed after so many seconds; whether it came to its end."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, "the export failed by itself"
    return not os.WIFSIGNALED(status)


def die_at(number: int) -> None:
    """Kill this process before its *number*-th dealing with a file, counted from 0."""
    left = number

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in _FILE_EVENTS:
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.addaudithook(hook)


def check(file: Path) -> bool:
    """Whether there is a file; it has to be whole and what its manifest, or the manifest's "replaces", says."""
    if not file.exists():
        return False
    described = description_of(file)
    assert described is not None, f"{file}: not what its manifest says"
    assert len(rows_of_file(file)) == described["rows"]
    return True


def soak(directory: Path, kills: int, chance: random.Random) -> int:
    """Kill exports at random moments while the store changes; how many files were found whole."""
    database = directory / "news.db"
    fill(database, 1, 300)
    files = [directory / f"articles.{ending}" for ending in ("jsonl", "csv", "parquet")]
    began = time.monotonic()
    in_child(lambda: export(database, files[0]))
    longest = 1.2 * (time.monotonic() - began)
    whole = 0
    for number in range(kills):
        file = files[number % len(files)]
        in_child(lambda file=file: export(database, file), chance.random() * longest)
        whole += check(file)
        if number % 20 == 0:
            fill(database, number // 20 + 2, 300)
    return whole
