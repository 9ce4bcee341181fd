"""Writing found URLs: each once, with every source that names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crawler.storage.bulk import execute_for_rows, insert_rows
from crawler.storage.chunks import chunks
from crawler.storage.frontier import FoundUrl, PendingUrl
from crawler.storage.url_tables import site_table, url_source_table, url_table

_u = url_table.c
_KNOWN = select(_u.id, _u.key, _u.kind, _u.depth, _u.rank, _u.queued, _u.outcome, _u.modified, _u.visited_run).where(
    _u.site == bindparam("site"), _u.key.in_(bindparam("keys", expanding=True))
)
_IDS = select(_u.id, _u.key).where(_u.site == bindparam("site"), _u.key.in_(bindparam("keys", expanding=True)))
_RENEW = (
    update(url_table)
    .where(_u.id == bindparam("url_id"))
    .values({name: bindparam(f"new_{name}") for name in ("kind", "depth", "rank", "queued", "modified")})
)


def _upsert_sources(dialect: Any) -> Any:
    statement = dialect.insert(url_source_table)
    return statement.on_conflict_do_update(
        index_elements=["url_id", "found_in"],
        set_={"source": statement.excluded.source, "stated": statement.excluded.stated},
    )


_UPSERT_SOURCES = {"sqlite": _upsert_sources(sqlite), "postgresql": _upsert_sources(postgresql)}


class RecordedUrls:
    """Found URLs of one site, within one write transaction."""

    def __init__(self, connection: Connection, site: str, now: str) -> None:
        self._connection = connection
        self._site = site
        self._now = now
        self._have_news: set[str] = set()
        """What names a URL that was unknown."""
        self.run: int = connection.scalar(select(site_table.c.run).where(site_table.c.key == site)) or 0
        """Number of the site's present run."""

    def add(self, found: Sequence[FoundUrl]) -> None:
        """Insert those that are unknown; of the others, note the source and queue what its source says is due."""
        by_key: dict[str, list[FoundUrl]] = {}
        for entry in found:
            by_key.setdefault(entry.key, []).append(entry)
        for keys in chunks(by_key):
            self._add({key: by_key[key] for key in keys})

    def ids(self, keys: Iterable[str]) -> dict[str, int]:
        """The numbers of URLs, by key; what is unknown is absent."""
        return {
            key: url_id
            for chunk in chunks(keys)
            for url_id, key in self._connection.execute(_IDS, {"site": self._site, "keys": chunk})
        }

    def _add(self, by_key: dict[str, list[FoundUrl]]) -> None:
        parameters = {"site": self._site, "keys": list(by_key)}
        known = {row["key"]: row for row in self._connection.execute(_KNOWN, parameters).mappings()}
        ids = {key: row["id"] for key, row in known.items()}
        new = {key: entries for key, entries in by_key.items() if key not in known}
        self._have_news.update(entry.found_in for entries in new.values() for entry in entries)
        if new:
            insert_rows(self._connection, url_table, [self._row(entries) for entries in new.values()])
            ids |= self.ids(new)
            insert_rows(self._connection, url_source_table, list(_source_rows(new, ids)))
        renewed = [row for key in known if (row := self._renewed(known[key], by_key[key]))]
        execute_for_rows(self._connection, _RENEW, url_table, renewed)
        sources = list(_source_rows({key: by_key[key] for key in known}, ids))
        upsert = _UPSERT_SOURCES[self._connection.dialect.name]
        execute_for_rows(self._connection, upsert, url_source_table, sources)

    def _row(self, entries: list[FoundUrl]) -> dict[str, Any]:
        # What one source leaves out, another may want.
        first = min(entries, key=lambda entry: (entry.outcome != "pending", entry.rank))
        is_pending = first.outcome == "pending"
        return {
            "site": self._site,
            "key": first.key,
            "url": first.url,
            "kind": first.kind,
            "depth": min(entry.depth for entry in entries),
            "rank": first.rank,
            "queued": int(is_pending),
            "outcome": first.outcome,
            "detail": first.detail,
            "tries": 0,
            "found_at": self._now,
            "modified": _latest(entries),
        }

    def _renewed(self, row: Any, entries: list[FoundUrl]) -> dict[str, Any] | None:
        """The changed columns of a known URL, None when nothing changes."""
        wanted = [entry for entry in entries if entry.outcome == "pending"]
        modified = _latest(entries)
        is_modified = modified is not None and modified > (row["modified"] or "")
        # Nothing is fetched twice in a run; what was fetched and is out of range stays so until the range changes.
        is_due = bool(wanted) and (
            self._is_asked_again(row, wanted)
            or (row["outcome"] == "out_of_range" and row["visited_run"] is None)
            or (is_modified and row["modified"] is not None and row["visited_run"] not in (None, self.run))
        )
        first = min(wanted, key=lambda entry: entry.rank, default=None)
        values = {
            # A page named as an article by one and as a list by another is read as what it turns out to be.
            "new_kind": "article" if first and (row["kind"], first.kind) == ("list", "article") else row["kind"],
            "new_depth": min([row["depth"], *(entry.depth for entry in wanted)]),
            "new_rank": min(row["rank"], first.rank) if first else row["rank"],
            "new_queued": 1 if is_due else row["queued"],
            "new_modified": modified if is_modified else row["modified"],
        }
        old = {f"new_{name}": row[name] for name in ("kind", "depth", "rank", "queued", "modified")}
        return {"url_id": row["id"], **values} if values != old else None

    def _is_asked_again(self, row: Any, entries: list[FoundUrl]) -> bool:
        if row["visited_run"] == self.run:
            return False
        return any(entry.again and entry.found_in in self._have_news for entry in entries)


def found_by(pending: PendingUrl) -> list[FoundUrl]:
    """*pending* as what named it did, for a store that does not know it: by those that state something, if any."""
    nobody = FoundUrl(
        key=pending.key,
        url=pending.url,
        kind=pending.kind,
        source="start" if pending.kind == "start" else "spool",
        found_in="",
        depth=pending.depth,
    )
    stating = [
        replace(nobody, source=source, found_in=found_in, stated=stated) for source, found_in, stated in pending.sources
    ]
    return stating or [nobody]


def _latest(entries: list[FoundUrl]) -> str | None:
    return max((entry.modified for entry in entries if entry.modified), default=None)


def _source_rows(by_key: dict[str, list[FoundUrl]], ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    for key, entries in by_key.items():
        # One document that names a URL twice is one source; what it states last counts.
        for entry in {entry.found_in: entry for entry in entries}.values():
            yield {
                "url_id": ids[key],
                "found_in": entry.found_in,
                "source": entry.source,
                "stated": dict(entry.stated) if entry.stated else None,
            }
