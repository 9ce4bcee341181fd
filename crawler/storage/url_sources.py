"""What named the URLs of the frontier, read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from crawler.storage.frontier import SOURCES_NOT_TAKEN
from crawler.storage.url_tables import url_source_table

_SOURCES = select(url_source_table).where(
    url_source_table.c.url_id.in_(bindparam("ids", expanding=True)),
    url_source_table.c.stated.is_not(None),
    url_source_table.c.source.not_in(SOURCES_NOT_TAKEN),
)


def stated_by(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[tuple[str, str, Mapping[str, Any]], ...]]:
    found: dict[int, tuple[tuple[str, str, Mapping[str, Any]], ...]] = {}
    if ids:
        for row in connection.execute(_SOURCES, {"ids": ids}).mappings():
            entry = (row["source"], row["found_in"], row["stated"])
            found[row["url_id"]] = (*found.get(row["url_id"], ()), entry)
    return found


def all_sources(connection: Connection, ids: Iterable[int]) -> dict[int, list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = {}
    # The ids are of neighbours, so a range finds them without a thousand parameters.
    ids = sorted(ids)
    if ids:
        column = url_source_table.c.url_id
        query = select(url_source_table).where(column.between(ids[0], ids[-1]))
        for row in connection.execute(query).mappings():
            entry = {"source": row["source"], "found_in": row["found_in"]} | (row["stated"] or {})
            found.setdefault(row["url_id"], []).append(entry)
    return found
