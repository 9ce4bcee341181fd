"""What is wrong with the file of a store as JSON Lines, compared with the database that it follows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

# Whoever has seen so many sees what has happened; the rest is a number.
_MOST_FAULTS = 10

# What is so now, in the order of the file. The file may hold more: versions that have been superseded.
_CURRENT = text("SELECT seq, id FROM articles UNION ALL SELECT seq, article_id FROM deletions ORDER BY seq")
_SUPERSEDED = text(
    "SELECT EXISTS (SELECT 1 FROM articles WHERE id = :id AND seq > :seq)"
    " OR EXISTS (SELECT 1 FROM deletions WHERE article_id = :id AND seq > :seq)"
)


def line_faults(path: Path, connection: Connection) -> list[str]:
    """What is wrong with the file at *path*, a line each: it does not consist of whole lines, each an object with `id`
    and `seq` in ascending order, or they are not the changes that the database has. Reads all of it."""
    try:
        with path.open("rb") as file:
            faults = list(_faults(file, connection))
    except FileNotFoundError:
        return [f"{path.name} is missing; the next crawl makes it anew"]
    except OSError as error:
        return [f"{path.name} cannot be read: {error.strerror}"]
    shown = [f"{path.name}: {fault}" for fault in faults[:_MOST_FAULTS]]
    return (
        shown if faults == faults[:_MOST_FAULTS] else [*shown, f"{path.name}: {len(faults) - len(shown)} more faults"]
    )


def _faults(lines: Iterator[bytes], connection: Connection) -> Iterator[str]:
    expected = iter(connection.execute(_CURRENT))
    missing = 0
    next_seq, next_id = next(expected, (None, ""))
    last = 0
    for number, line in enumerate(lines, start=1):
        if (found := _read(line)) is None:
            yield f"line {number} is cut or no article: {line[:40]!r}"
            continue
        article_id, seq = found
        if seq <= last:
            yield f"line {number} has number {seq}, after {last}"
            continue
        last = seq
        while next_seq is not None and next_seq < seq:
            missing += 1
            next_seq, next_id = next(expected, (None, ""))
        if next_seq == seq:
            if next_id != article_id:
                yield f"line {number} is of {article_id}; change {seq} is of {next_id} in the database"
            next_seq, next_id = next(expected, (None, ""))
        elif not connection.scalar(_SUPERSEDED, {"id": article_id, "seq": seq}):
            yield f"line {number} is change {seq} of {article_id}, which the database does not know"
    if missing:
        yield f"{missing} changes are missing between its lines; a crawl makes the file anew when it is gone"
    if behind := (next_seq is not None) + sum(1 for _ in expected):
        yield f"{behind} changes are missing at its end; the next crawl adds them"


def _read(line: bytes) -> tuple[str, int] | None:
    try:
        found = json.loads(line)
        article_id, seq = found["id"], found["seq"]
    except (ValueError, KeyError, TypeError):
        return None
    is_whole = line.endswith(b"\n") and isinstance(article_id, str) and type(seq) is int
    return (article_id, seq) if is_whole else None
