"""Lists of newest articles as pages showed them: which articles stood where, and from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, Table, Text, bindparam, select, update

from crawler.storage.bulk import execute_for_rows, insert_rows
from crawler.storage.chunks import chunks
from crawler.storage.tables import RowNumber, metadata
from crawler.urls import clean_url

# A row is one stay of an entry at one place of one page. It has left when the page no longer shows it there: the entry
# is gone, or has a row for its new place from then on.
list_entry_table = Table(
    "list_entries",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("page", Text, nullable=False, comment="Canonical URL of the page."),
    Column("block", Integer, nullable=False, comment="Lists of the page, counted from 1."),
    Column("position", Integer, nullable=False, comment="As in Article.latest_news: over all blocks."),
    Column("entry", Text, nullable=False, comment="Canonical URL of the entry, that of `articles`."),
    Column("headline", Text),
    Column("date_published", Text),
    Column("date_published_raw", Text),
    Column("label", Text),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("left_at", Text, comment="When it was first seen to be no more there; none: it is."),
    Index("list_entries_page", "page", "first_seen"),
    Index("list_entries_entry", "entry", postgresql_using="hash"),  # as in `articles`
)

_c = list_entry_table.c
_SHOWN = ("headline", "date_published", "date_published_raw", "label")
_shown = itemgetter(*_SHOWN)
_Place = tuple[str, int, int]
"""Entry, block and position."""
_PRESENT = select(_c.id, _c.page, _c.entry, _c.block, _c.position, *(_c[name] for name in _SHOWN)).where(
    _c.page.in_(bindparam("pages", expanding=True)), _c.left_at.is_(None)
)
_LEAVE = (
    update(list_entry_table).where(_c.id.in_(bindparam("ids", expanding=True))).values(left_at=bindparam("seen_at"))
)
# What is shown of an entry (the age of a text, "5 minutes ago") changes without it having moved.
_CHANGE = (
    update(list_entry_table)
    .where(_c.id == bindparam("row_id"))
    .values({name: bindparam(f"new_{name}") for name in _SHOWN})
)
_SEE = (
    update(list_entry_table)
    .where(_c.page.in_(bindparam("pages", expanding=True)), _c.left_at.is_(None))
    .values(last_seen=bindparam("seen_at"))
)


def record_lists(connection: Connection, lists: Mapping[str, Sequence[Mapping[str, Any]]], seen_at: str) -> None:
    """Note the lists that pages showed at *seen_at*, within a write transaction: by the canonical URL of the page, its
    entries in the form of `Article.latest_news`. A page that shows none any more has an empty one."""
    for pages in chunks(lists):
        present: dict[str, dict[_Place, tuple[int, tuple[Any, ...]]]] = {page: {} for page in pages}
        for row_id, page, entry, block, position, *shown in connection.execute(_PRESENT, {"pages": pages}):
            present[page][entry, block, position] = row_id, tuple(shown)
        left, changed, new = [], [], []
        for page in pages:
            before = present[page]
            now = {(row["entry"], row["block"], row["position"]): row for row in _rows(page, lists[page], seen_at)}
            left += [row_id for place, (row_id, _) in before.items() if place not in now]
            for place, row in now.items():
                if place not in before:
                    new.append(row)
                elif _shown(row) != before[place][1]:
                    changed.append({"row_id": before[place][0]} | {f"new_{name}": row[name] for name in _SHOWN})
        for ids in chunks(left):
            connection.execute(_LEAVE, {"ids": ids, "seen_at": seen_at})
        execute_for_rows(connection, _CHANGE, list_entry_table, changed)
        if seen := [page for page in pages if present[page]]:
            connection.execute(_SEE, {"pages": seen, "seen_at": seen_at})
        insert_rows(connection, list_entry_table, new)


def _rows(page: str, entries: Iterable[Mapping[str, Any]], seen_at: str) -> Iterator[dict[str, Any]]:
    block = last_position = 0
    last_label: str | None = None
    for entry in entries:
        # The item does not name blocks: one ends where its label does, or where counting begins again.
        position = entry.get("position") or last_position + 1
        if block == 0 or entry.get("label") != last_label or position <= last_position:
            block += 1
        last_label, last_position = entry.get("label"), position
        try:
            key = clean_url(entry.get("url") or "")
        except ValueError:
            continue
        yield {
            "page": page,
            "block": block,
            "position": position,
            "entry": key,
            **{name: entry.get(name) for name in _SHOWN},
            "first_seen": seen_at,
            "last_seen": seen_at,
            "left_at": None,
        }
