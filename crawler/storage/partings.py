"""What is known of an article's copies and does not hold any more: it has another text, or is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from crawler.near_text.comparison import find_copy
from crawler.storage.chunks import chunks
from crawler.storage.duplicate_tables import relation_table
from crawler.storage.near_texts import Text, read_texts
from crawler.storage.relations import Relation, near_text
from crawler.storage.tables import article_table

Pair = tuple[str, str]
"""`article_id` and `other` of a relation."""

_values: BindParameter[Any] = bindparam("values", expanding=True)
_c = article_table.c
_STORED = select(_c.id, _c.content_hash, _c.duplicate_of, _c.cluster_id).where(_c.id.in_(_values))
_OF_TEXT = select(_c.id, _c.content_hash, _c.duplicate_of, _c.cluster_id, _c.first_seen).where(
    _c.content_hash.in_(_values)
)
_r = relation_table.c
_PAIRS = select(_r.article_id, _r.other).where(
    _r.kind == "near_text", or_(_r.article_id.in_(_values), _r.other.in_(_values))
)


@dataclass(slots=True)
class Partings:
    near: set[Pair] = field(default_factory=set)
    """Near copies that are none any more."""
    same: set[Pair] = field(default_factory=set)
    """Articles of which one had the text of the other."""
    clusters: set[str] = field(default_factory=set)
    """In which some of these pairs are: who belongs together there is to be found again."""
    originals: dict[str, str | None] = field(default_factory=dict)
    """`duplicate_of` of the stored articles whose original has another text, or is gone: that of them which was stored
    first (None: it is this one)."""

    holding: list[Relation] = field(default_factory=list)
    """What holds still, as it is now, or instead."""


def partings_of_rewritten(
    connection: Connection,
    rows: Mapping[str, dict[str, Any]],
    ids: Collection[str],
    texts: Mapping[str, Text],
    same: Collection[str],
) -> Partings:
    """What ends when *rows*, by id, replace what is stored of *ids*. *texts*: those of *rows*, by id;
    of the articles *same* the store has the same. The `duplicate_of`
    of a row is set right when it names an article that has another text now."""
    found = Partings()
    stored = {row["id"]: row for row in _read(connection, _STORED, ids)}
    _part_same_texts(connection, found, rows, stored)
    _part_near_texts(connection, found, stored, texts, same)
    return found


def partings_of_deleted(connection: Connection, deleted: Iterable[Mapping[str, Any]]) -> Partings:
    """What ends with *deleted*: `article_id`, `content_hash` and `cluster_id` of articles that are gone, with all their
    relations."""
    found = Partings()
    rows = list(deleted)
    found.clusters |= {row["cluster_id"] for row in rows if row["cluster_id"] is not None}
    _find_originals(connection, found, {row["article_id"]: row["content_hash"] for row in rows})
    return found


def _part_same_texts(
    connection: Connection,
    found: Partings,
    rows: Mapping[str, dict[str, Any]],
    stored: Mapping[str, Mapping[str, Any]],
) -> None:
    retexted = {id_: row["content_hash"] for id_, row in stored.items() if row["content_hash"] != _hash(rows[id_])}
    for id_, row in stored.items():
        if row["duplicate_of"] not in (None, rows[id_]["duplicate_of"]):
            found.same.add((id_, row["duplicate_of"]))
            found.clusters |= {row["cluster_id"]} - {None}
    firsts = _find_originals(connection, found, retexted, excluded=rows)
    for row in rows.values():
        # It was read while the original had that text.
        if row["duplicate_of"] in retexted and _hash(row) != _hash(rows[row["duplicate_of"]]):
            first = firsts.setdefault(_hash(row), row["id"])
            row["duplicate_of"] = first if first != row["id"] else None


def _find_originals(
    connection: Connection, found: Partings, lost: Mapping[str, str | None], excluded: Collection[str] = ()
) -> dict[str | None, str]:
    """Whose copies the copies of *lost* are now; the first article of each text. *lost*: articles, and the hashes of
    the texts they had."""
    followers: dict[str, list[Mapping[str, Any]]] = {}
    for row in _read(connection, _OF_TEXT, {text for text in lost.values() if text}):
        if row["duplicate_of"] in lost and row["id"] not in excluded:
            followers.setdefault(row["content_hash"], []).append(row)
    for group in followers.values():
        group.sort(key=lambda row: (row["first_seen"], row["id"]))
        first = group[0]["id"]
        for row in group:
            found.same.add((row["id"], row["duplicate_of"]))
            found.clusters |= {row["cluster_id"]} - {None}
            found.originals[row["id"]] = first if row["id"] != first else None
            if row["id"] != first:
                found.holding.append(Relation(article_id=row["id"], kind="same_text", other=first))
    return {text: group[0]["id"] for text, group in followers.items()}


def _part_near_texts(
    connection: Connection,
    found: Partings,
    stored: Mapping[str, Mapping[str, Any]],
    texts: Mapping[str, Text],
    same: Collection[str],
) -> None:
    pairs = [(row["article_id"], row["other"]) for row in _read(connection, _PAIRS, stored.keys() - same)]
    others = read_texts(connection, {id_ for pair in pairs for id_ in pair} - stored.keys())
    now = {text.article_id: text for text in others.values()} | dict(texts)
    for one, other in pairs:
        mine, theirs = now.get(one), now.get(other)
        copy = mine and theirs and find_copy(mine.sketch, theirs.sketch, on_one_site=mine.site == theirs.site)
        if copy:
            found.holding.append(near_text(one, other, copy.containment))
        else:
            found.near.add((one, other))
            found.clusters |= {stored[id_]["cluster_id"] for id_ in (one, other) if id_ in stored} - {None}


def _hash(row: Mapping[str, Any]) -> str | None:
    found: str | None = row["content_hash"]
    return found


def _read(connection: Connection, query: Any, values: Collection[str]) -> list[Mapping[str, Any]]:
    return [dict(row) for chunk in chunks(values) for row in connection.execute(query, {"values": chunk}).mappings()]
