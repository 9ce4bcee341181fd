"""A store as JSON Lines: a file that holds every change, beside the SQLite database that it is read from.

A line is an article as it was stored, with its `seq`, or a deletion (`deleted_at`), in the order of their numbers, as
in exports; the last line of an id is what is so now. Lines are only ever added. The database keeps what a file cannot:
which URLs are pending, what changed when. The file follows it: what a crawl that was killed, or a full disk, kept from
being added is added by the next that writes, whichever process that is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.errors import StoreError
from crawler.part_files import WholeWrites, only_part
from crawler.storage.json_text import json_text
from crawler.storage.store import ArticleStore, Deletion, StoredArticle

STATE_NAME, LINES_NAME = "state.db", "articles.jsonl"
# Lines written at once: some dozens of articles.
_BLOCK_BYTES = 1_000_000


class JsonLinesLog:
    """The file at *path*, brought up to date by `follow`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = -1
        self._last = 0
        """Number of the last line, while the file has that size."""

    def follow(self, store: ArticleStore) -> None:
        """Add what *store* has and the file has not. Raises StoreError when that is not possible; then some of it may
        be added, in whole lines."""
        newest = store.last_seq()
        if newest == self._last and self._path.exists():
            return
        try:
            # One process at a time: each reads where the other has stopped.
            turn = only_part(self._path)
            try:
                with WholeWrites(self._path, "a+") as file:
                    self._add(file, store)
            finally:
                turn.discard()
        except OSError as error:
            raise StoreError(
                f"{self._path}: cannot add articles: {error.strerror}; expected room and write access"
            ) from error

    def _add(self, file: WholeWrites, store: ArticleStore) -> None:
        size = os.fstat(file.fileno()).st_size
        if size != self._size:
            self._last = _last_number(file, size)
        block = b""
        for change in store.changes(self._last):
            block += f"{json_text(_line(change))}\n".encode()
            self._last = change.seq
            if len(block) > _BLOCK_BYTES:
                file.write(block)
                block = b""
        file.write(block)
        self._size = os.fstat(file.fileno()).st_size


def _line(change: StoredArticle | Deletion) -> dict[str, Any]:
    if isinstance(change, StoredArticle):
        return {"id": change.article["id"], "seq": change.seq, **change.article}
    deletion = {"deleted_at": change.deleted_at, "reason": change.reason, "url": change.url}
    return {"id": change.article_id, "seq": change.seq, **deletion}


def _last_number(file: WholeWrites, size: int) -> int:
    """`seq` of the last line; a line that a kill or a power failure has cut is removed. 0: there is none."""
    for begin, line in _lines_from_the_end(file, size):
        try:
            number = int(json.loads(line)["seq"])
        except (ValueError, KeyError, TypeError):
            file.truncate(begin)
        else:
            if not line.endswith(b"\n"):
                file.truncate(begin)
                continue
            return number
    return 0


def _lines_from_the_end(file: WholeWrites, size: int) -> Iterator[tuple[int, bytes]]:
    """(where it begins, the line), the last first."""
    end = size
    while end:
        begin, line = end, b""
        while begin:
            step = min(begin, 64 * 1024)
            file.seek(begin - step)
            line = file.read(step) + line
            begin -= step
            # Of the line itself the last byte may be an end of line.
            if (place := line.rfind(b"\n", 0, len(line) - 1)) >= 0:
                begin, line = begin + place + 1, line[place + 1 :]
                break
        yield begin, line
        end = begin
