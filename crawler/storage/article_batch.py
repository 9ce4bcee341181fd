"""What a batch of articles does to the store, decided article by article within its write transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from crawler.storage.sequence import Numbers
from crawler.storage.tables import article_of, article_table, revision_table
from crawler.storage.versions import is_silent_change, version_fingerprint

# Values in one IN (...): far below SQLite's limit of 32766 variables a statement (SQLITE_MAX_VARIABLE_NUMBER).
VALUES_PER_STATEMENT = 500

_values: BindParameter[Any] = bindparam("values", expanding=True)
# Built once: building a statement takes longer than running it.
_CURRENT = select(article_table).where(article_table.c.id.in_(_values))


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """*values* in the portions that one statement takes."""
    iterator = iter(values)
    while chunk := list(islice(iterator, VALUES_PER_STATEMENT)):
        yield chunk


class ArticleBatch:
    """The articles of one `put`."""

    def __init__(self, connection: Connection, ids: Iterable[str], numbers: Numbers, seen_at: str) -> None:
        self.changed: dict[str, dict[str, Any]] = {}
        """Rows to insert or replace, by article id."""
        self.superseded: dict[tuple[str, int], dict[str, Any]] = {}
        """Rows to insert into `revisions`, by id and number."""
        self.unchanged: set[str] = set()
        """Ids of articles of which only the time they were seen changes."""
        self._connection = connection
        self._numbers = numbers
        self._seen_at = seen_at
        self._current: dict[str, Mapping[str, Any]] = {
            row["id"]: dict(row)
            for chunk in chunks(ids)
            for row in connection.execute(_CURRENT, {"values": chunk}).mappings()
        }

    def add(self, row: dict[str, Any]) -> None:
        row["revision"] = row["revision"] or 1
        current = self._current.get(row["id"])
        first_seen = self._seen_at
        is_silent: bool | None = False
        if current is not None:
            if self._is_stored(row, current):
                self.unchanged.add(row["id"])
                return
            self._supersede(current)
            row["revision"] = max(row["revision"], current["revision"] + 1)
            first_seen = current["first_seen"]
            is_silent = is_silent_change(current, row)
        row |= {
            "first_seen": first_seen,
            "last_seen": self._seen_at,
            "stored_at": self._seen_at,
            "seq": self._numbers.draw(),
            "changed_at": self._seen_at,
            "is_silent_change": is_silent,
        }
        self._current[row["id"]] = self.changed[row["id"]] = row

    def _is_stored(self, row: Mapping[str, Any], current: Mapping[str, Any]) -> bool:
        """Whether the store holds this version of the article already, as its current one or under its number."""
        if row["revision"] > current["revision"]:
            return False
        fingerprint = version_fingerprint(row)
        if fingerprint == version_fingerprint(current):
            return True
        superseded = self._superseded(row["id"], row["revision"])
        return superseded is not None and version_fingerprint(superseded) == fingerprint

    def _superseded(self, article_id: str, revision: int) -> Mapping[str, Any] | None:
        if found := self.superseded.get((article_id, revision)):
            return found["article"]  # type: ignore[no-any-return]
        key = revision_table.c.article_id == article_id, revision_table.c.revision == revision
        return self._connection.scalar(select(revision_table.c.article).where(*key))

    def _supersede(self, current: Mapping[str, Any]) -> None:
        kept = {name: current[name] for name in ("revision", "stored_at", "last_seen", "seq", "is_silent_change")}
        row = {"article_id": current["id"], **kept, "article": article_of(current)}
        self.superseded[current["id"], current["revision"]] = row
