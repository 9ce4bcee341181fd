"""Groups of copies: `Article.cluster_id` is the id of the earliest article of the group, in every article of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select, update

from crawler.storage.bulk import execute_for_rows
from crawler.storage.chunks import chunks
from crawler.storage.duplicate_tables import relation_table
from crawler.storage.partings import Pair, Partings
from crawler.storage.sequence import Numbers
from crawler.storage.tables import article_table
from crawler.times import utc_text

_c = article_table.c
_values: BindParameter[Any] = bindparam("values", expanding=True)
_MEMBER = select(_c.id, _c.cluster_id, _c.duplicate_of, _c.date_published, _c.first_seen)
_BY_ID = _MEMBER.where(_c.id.in_(_values))
_BY_CLUSTER = _MEMBER.where(_c.cluster_id.in_(_values))
_r = relation_table.c
_PAIRS = select(_r.article_id, _r.other).where(_r.kind.in_(("same_text", "near_text")), _r.article_id.in_(_values))
_SET_CLUSTER = (
    update(article_table)
    .where(_c.id == bindparam("article_id"))
    .values(
        cluster_id=bindparam("cluster"),
        duplicate_of=bindparam("original"),
        seq=bindparam("number"),
        changed_at=bindparam("at"),
    )
)

Member = Mapping[str, Any]


class Clusters:
    """Who belongs together, after *links* between articles are added to what the store has, and *partings* taken away.

    Of a cluster the first article is read, which says what becomes of those that join it. The others are read when they
    get another first, and when some may leave.
    """

    def __init__(
        self,
        connection: Connection,
        new: Mapping[str, Member],
        links: Iterable[tuple[str, str]],
        partings: Partings | None = None,
    ) -> None:
        """*new*: articles about to be stored, by id, with `first_seen`; they replace what is stored of them."""
        self._connection = connection
        self._partings = partings or Partings()
        self._parents: dict[str, str] = {}
        self._arrivals = {id_: place for place, id_ in enumerate(new)}
        for one, other in links:
            self._join(one, other)
        stored = _members(connection, _BY_ID, {*self._parents, *new, *self._partings.originals})
        clusters = {row["cluster_id"] for row in stored.values()} | self._partings.clusters
        clusters.discard(None)
        stored |= _members(connection, _BY_ID, clusters - stored.keys())
        # Whose first article is about to be replaced, or is not there: which is the earliest is to be seen.
        whole = self._partings.clusters | (clusters & new.keys()) | (clusters - stored.keys())
        stored |= _members(connection, _BY_CLUSTER, whole)
        self._unread = clusters - whole
        self._stored = stored
        for id_, row in stored.items():
            if row["cluster_id"] is not None and row["cluster_id"] not in self._partings.clusters:
                self._join(id_, row["cluster_id"])
        self._join_by_relations()
        replaced = {id_: {**row, "first_seen": _first_seen(stored.get(id_), row)} for id_, row in new.items()}
        self._members = stored | {id_: row for id_, row in replaced.items() if id_ in self._parents}

    def ids(self) -> dict[str, str | None]:
        """Article -> its cluster now, of the articles that were read; None: its cluster has no other article."""
        found: dict[str, str | None] = {}
        for group in self._groups():
            earliest = min(group, key=self._place)
            found |= dict.fromkeys(group, earliest if len(group) > 1 else None)
        return found

    def changed(self) -> Iterator[tuple[Member, str | None]]:
        """(article as it is stored, its cluster now) of the articles that had another."""
        now = self.ids()
        followers = _members(self._connection, _BY_CLUSTER, {id_ for id_ in self._unread if now[id_] != id_})
        for id_, row in followers.items():
            now.setdefault(id_, now[row["cluster_id"]])
        for id_, row in (followers | self._stored).items():
            if id_ in now and row["cluster_id"] != now[id_]:
                yield row, now[id_]

    def _groups(self) -> Iterable[list[str]]:
        groups: dict[str, list[str]] = {}
        for id_ in self._members:
            if id_ in self._parents:
                groups.setdefault(self._root(id_), []).append(id_)
        return groups.values()

    def _join_by_relations(self) -> None:
        """Join again who belongs together in clusters that some articles may leave: copies of an article that was
        between them need be none of each other."""
        parted = self._partings.near | self._partings.same
        loose = {id_ for id_, row in self._stored.items() if row["cluster_id"] in self._partings.clusters}
        for pair in _pairs(self._connection, loose):
            if pair[1] in loose and pair not in parted:
                self._join(*pair)
        for id_ in loose:
            self._root(id_)
        for id_, original in self._partings.originals.items():
            self._join(id_, original or id_)

    def _place(self, id_: str) -> tuple[Any, ...]:
        """What orders articles by when they were published, as far as that can be known: a day without a time ends
        after every time of it; nothing was published after it was first seen. Of articles of one batch, then, by what
        is known of them, and in the order they came."""
        row = self._members[id_]
        first_seen = row["first_seen"]
        published = min(_published(row["date_published"]) or first_seen, first_seen)
        is_first = id_ in self._stored and self._stored[id_]["cluster_id"] == id_
        return published, first_seen, row["duplicate_of"] is not None, not is_first, self._arrivals.get(id_, -1), id_

    def _join(self, one: str, other: str) -> None:
        self._parents[self._root(one)] = self._root(other)

    def _root(self, id_: str) -> str:
        parents = self._parents
        parent = parents.setdefault(id_, id_)
        while parent != id_:
            # Shorter for those that ask next.
            parents[id_] = parents[parent]
            id_, parent = parent, parents[parent]
        return id_


def set_clusters(
    connection: Connection,
    changed: Iterable[tuple[Member, str | None]],
    originals: Mapping[str, str | None],
    numbers: Numbers,
    at: str,
) -> None:
    """Write the cluster, and of *originals* the `duplicate_of`, of stored articles: changes that readers of the store
    see."""
    clusters = {row["id"]: (row, cluster) for row, cluster in changed}
    missing = _members(connection, _BY_ID, originals.keys() - clusters.keys())
    clusters |= {id_: (row, row["cluster_id"]) for id_, row in missing.items()}
    rows = [
        {
            "article_id": id_,
            "cluster": cluster,
            "original": originals.get(id_, row["duplicate_of"]),
            "number": numbers.draw(),
            "at": at,
        }
        for id_, (row, cluster) in clusters.items()
    ]
    if rows:
        execute_for_rows(connection, _SET_CLUSTER, article_table, rows)


def renew_clusters(connection: Connection, partings: Partings, numbers: Numbers, at: str) -> None:
    """Find who belongs together again after articles are gone."""
    changed = list(Clusters(connection, {}, (), partings).changed())
    set_clusters(connection, changed, partings.originals, numbers, at)


def _members(connection: Connection, query: Any, values: Collection[str]) -> dict[str, Member]:
    return {
        row["id"]: dict(row)
        for chunk in chunks(values)
        for row in connection.execute(query, {"values": chunk}).mappings()
    }


def _pairs(connection: Connection, ids: Collection[str]) -> Iterator[Pair]:
    for chunk in chunks(ids):
        yield from ((one, other) for one, other in connection.execute(_PAIRS, {"values": chunk}))


def _first_seen(stored: Member | None, row: Member) -> str:
    found: str = (stored or row)["first_seen"]
    return found


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
