"""Groups of copies: `Article.cluster_id` is the id of the earliest article of the group, in every article of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select, update

from crawler.storage.bulk import execute_for_rows
from crawler.storage.chunks import chunks
from crawler.storage.sequence import Numbers
from crawler.storage.tables import article_table
from crawler.times import utc_text

_c = article_table.c
_values: BindParameter[Any] = bindparam("values", expanding=True)
_MEMBER = select(_c.id, _c.cluster_id, _c.duplicate_of, _c.date_published, _c.first_seen)
_BY_ID = _MEMBER.where(_c.id.in_(_values))
_BY_CLUSTER = _MEMBER.where(_c.cluster_id.in_(_values))
_SET_CLUSTER = (
    update(article_table)
    .where(_c.id == bindparam("article_id"))
    .values(cluster_id=bindparam("cluster"), seq=bindparam("number"), changed_at=bindparam("at"))
)


class Clusters:
    """Who belongs together, after *links* between articles are added to what the store has."""

    def __init__(self, connection: Connection, new: Mapping[str, Mapping[str, Any]], links: Iterable[tuple[str, str]]):
        """*new*: articles about to be stored, by id, with `first_seen`; they replace what is stored of them."""
        self._parents: dict[str, str] = {}
        self._arrivals = {id_: place for place, id_ in enumerate(new)}
        for one, other in links:
            self._join(one, other)
        stored = _members(connection, _BY_ID, {*self._parents, *new})
        stored |= _members(connection, _BY_CLUSTER, {row["cluster_id"] for row in stored.values() if row["cluster_id"]})
        self._before = {id_: row["cluster_id"] for id_, row in stored.items()}
        for id_, cluster in self._before.items():
            if cluster is not None:
                self._join(id_, cluster)
        self._members = stored | {id_: row for id_, row in new.items() if id_ in self._parents}

    def ids(self) -> dict[str, str | None]:
        """Article -> its cluster now, of all articles in the clusters concerned; None: its cluster has no other
        article any more."""
        groups: dict[str, list[str]] = {}
        for id_ in self._members:
            if id_ in self._parents:
                groups.setdefault(self._root(id_), []).append(id_)
        found: dict[str, str | None] = {}
        for group in groups.values():
            earliest = min(group, key=self._place)
            found |= dict.fromkeys(group, earliest if len(group) > 1 else None)
        return found

    def changed(self) -> Iterator[tuple[str, str | None]]:
        """(article, its cluster now) of the stored articles that had another."""
        for id_, cluster in self.ids().items():
            if id_ in self._before and self._before[id_] != cluster:
                yield id_, cluster

    def _place(self, id_: str) -> tuple[Any, ...]:
        """What orders articles by when they were published, as far as that can be known: a day without a time ends
        after every time of it; nothing was published after it was first seen. Of articles of one batch, then, by what
        is known of them, and in the order they came."""
        row = self._members[id_]
        first_seen = row["first_seen"]
        published = min(_published(row["date_published"]) or first_seen, first_seen)
        is_first = self._before.get(id_) == id_
        return published, first_seen, row["duplicate_of"] is not None, not is_first, self._arrivals.get(id_, -1), id_

    def _join(self, one: str, other: str) -> None:
        self._parents[self._root(one)] = self._root(other)

    def _root(self, id_: str) -> str:
        self._parents.setdefault(id_, id_)
        while self._parents[id_] != id_:
            id_ = self._parents[id_]
        return id_


def set_clusters(connection: Connection, changed: Iterable[tuple[str, str | None]], numbers: Numbers, at: str) -> None:
    """Write the cluster of stored articles: a change that readers of the store see."""
    rows = [{"article_id": id_, "cluster": cluster, "number": numbers.draw(), "at": at} for id_, cluster in changed]
    if rows:
        execute_for_rows(connection, _SET_CLUSTER, article_table, rows)


def renew_clusters(connection: Connection, clusters: Collection[str], numbers: Numbers, at: str) -> None:
    """Find the earliest article of *clusters* again after some of theirs are gone."""
    left = _members(connection, _BY_CLUSTER, clusters)
    set_clusters(connection, list(Clusters(connection, {}, [(id_, id_) for id_ in left]).changed()), numbers, at)


def _members(connection: Connection, query: Any, values: Collection[str]) -> dict[str, Mapping[str, Any]]:
    return {
        row["id"]: dict(row)
        for chunk in chunks(values)
        for row in connection.execute(query, {"values": chunk}).mappings()
    }


def _published(date: str | None) -> str | None:
    """*date* of an article, as the latest moment it can mean, in UTC; None for what cannot be read."""
    if not date:
        return None
    try:
        moment = datetime.fromisoformat(date)
        if len(date) <= len("2026-01-09"):
            moment = datetime.combine(moment, time.max)
        # Without an offset it may be any time zone's; that of Greenwich is in their middle.
        return utc_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None
