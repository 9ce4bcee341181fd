"""What a batch of articles does to the store, decided article by article within its write transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, BindParameter, Connection, Text, bindparam, cast, select

from crawler.storage.bulk import execute_for_rows, insert_rows
from crawler.storage.chunks import chunks
from crawler.storage.json_text import JsonText, json_text
from crawler.storage.sequence import Numbers
from crawler.storage.tables import FIELD_NAMES, article_table, revision_table, row_of
from crawler.storage.versions import VERSION_FIELDS, is_same_version, is_silent_change

_c = article_table.c
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_KEPT_OF_VERSION = ("revision", "stored_at", "last_seen", "seq", "is_silent_change")
# Built once: building a statement takes longer than running it.
_COMPARED = select(_c.id, _c.first_seen, *(_c[name] for name in (*VERSION_FIELDS, *_KEPT_OF_VERSION)))
_CURRENT = _COMPARED.where(_c.id.in_(_ids))
_DOCUMENTS = frozenset(name for name in FIELD_NAMES if isinstance(_c[name].type, JSON))
# As text: lists need not be read to be copied.
_WHOLE = select(*(cast(_c[name], Text).label(name) if name in _DOCUMENTS else _c[name] for name in FIELD_NAMES))
_SUPERSEDED = _WHOLE.where(_c.id.in_(_ids))


class ArticleBatch:
    """The articles of one `put`."""

    def __init__(self, connection: Connection, ids: Iterable[str], numbers: Numbers, seen_at: str) -> None:
        self.unchanged: set[str] = set()
        """Ids of articles of which only the time they were seen changes."""
        self._connection = connection
        self._numbers = numbers
        self._seen_at = seen_at
        self._stored: dict[str, Mapping[str, Any]] = {
            row["id"]: dict(row)
            for chunk in chunks(ids)
            for row in connection.execute(_CURRENT, {"ids": chunk}).mappings()
        }
        self._current = dict(self._stored)
        self.changed: dict[str, dict[str, Any]] = {}
        """Rows to insert or replace, by article id."""
        # By id and number: what is kept of a version, and the version itself when this batch brought it.
        self._superseded: dict[tuple[str, int], tuple[dict[str, Any], Mapping[str, Any] | None]] = {}

    def add(self, article: Mapping[str, Any]) -> None:
        row = row_of(article)
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

    def write(self, upsert: Any) -> None:
        """Write what `add` decided, but for `unchanged`."""
        insert_rows(self._connection, revision_table, self._superseded_rows())
        # No other transaction can have inserted them since they were looked up: it would have had to take its turn.
        new = [row for key, row in self.changed.items() if key not in self._stored]
        insert_rows(self._connection, article_table, new)
        replaced = [row for key, row in self.changed.items() if key in self._stored]
        execute_for_rows(self._connection, upsert, article_table, replaced)

    def _is_stored(self, row: Mapping[str, Any], current: Mapping[str, Any]) -> bool:
        """Whether the store holds this version of the article already, as its current one or under its number."""
        if row["revision"] > current["revision"]:
            return False
        if is_same_version(row, current):
            return True
        superseded = self._superseded_version(row["id"], row["revision"])
        return superseded is not None and is_same_version(superseded, row)

    def _superseded_version(self, article_id: str, revision: int) -> Mapping[str, Any] | None:
        if (article_id, revision) in self._superseded:
            return self._superseded[article_id, revision][1] or self._stored[article_id]
        key = revision_table.c.article_id == article_id, revision_table.c.revision == revision
        return self._connection.scalar(select(revision_table.c.article).where(*key))

    def _supersede(self, current: Mapping[str, Any]) -> None:
        kept = {"article_id": current["id"]} | {name: current[name] for name in _KEPT_OF_VERSION}
        is_of_batch = current is not self._stored.get(current["id"])
        self._superseded[current["id"], current["revision"]] = kept, current if is_of_batch else None

    def _superseded_rows(self) -> list[dict[str, Any]]:
        stored = {kept["article_id"] for kept, version in self._superseded.values() if version is None}
        documents = self._stored_documents(stored)
        return [
            kept | {"article": documents[kept["article_id"]] if version is None else _document(version)}
            for kept, version in self._superseded.values()
        ]

    def _stored_documents(self, ids: Collection[str]) -> dict[str, JsonText]:
        return {
            row["id"]: _document(
                dict(row) | {name: JsonText(row[name]) for name in _DOCUMENTS if row[name] is not None}
            )
            for chunk in chunks(ids)
            for row in self._connection.execute(_SUPERSEDED, {"ids": chunk}).mappings()
        }


def _document(version: Mapping[str, Any]) -> JsonText:
    """*version* in feed form, as JSON; its lists may be JSON already."""
    written = {name: value for name in _DOCUMENTS if isinstance(value := version[name], JsonText)}
    text = json_text({name: version[name] for name in FIELD_NAMES if name not in written})
    return JsonText(text[:-1] + "".join(f',"{name}":{value}' for name, value in written.items()) + "}")
