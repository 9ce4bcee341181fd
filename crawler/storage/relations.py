"""What is known of pairs: an article and another, or an article and a URL it was met at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from crawler.storage.duplicate_tables import relation_table

RelationKind = Literal["same_url_variant", "same_text", "near_text"]

_KEY = ("article_id", "kind", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    article_id: str
    kind: RelationKind
    """"same_url_variant": the article was met at the URL `other`, too. "same_text": it has the text of the article
    `other`, which was stored first. "near_text": each of the two articles is a near copy of the other; a pair is noted
    once, with the greater id first."""
    other: str
    detail: str | None = None
    """Of a URL: how it differs from the article's (`crawler.url_variants.variant_kind`)."""
    score: float | None = None
    """Of near copies: share of the shorter text that is in the other, 0.5 to 1."""
    found_at: str | None = None
    """UTC, ISO 8601 ending in "Z"."""


def near_text(one: str, other: str, score: float) -> Relation:
    return Relation(article_id=max(one, other), kind="near_text", other=min(one, other), score=round(score, 3))


def save_relations(connection: Connection, relations: Sequence[Relation], found_at: str) -> None:
    """Write *relations*. One that is known stays as it was found, but for the score it has now."""
    rows = {
        (relation.article_id, relation.kind, relation.other): {
            "article_id": relation.article_id,
            "kind": relation.kind,
            "other": relation.other,
            "detail": relation.detail,
            "score": relation.score,
            "found_at": found_at,
        }
        for relation in relations
    }
    if rows:
        insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(relation_table)
        renewed = {"score": insert.excluded.score}
        statement = insert.on_conflict_do_update(index_elements=_KEY, set_=renewed)
        # In the same order by every writer, so that none waits for another's rows in a ring.
        connection.execute(statement, [rows[key] for key in sorted(rows)])


def read_relations(connection: Connection, article_id: str) -> list[Relation]:
    """Those of one article, whichever side of a pair it is, in the order of kinds and others."""
    columns = relation_table.c
    is_asked_for = or_(columns.article_id == article_id, columns.other == article_id)
    query = select(relation_table).where(is_asked_for).order_by(columns.kind, columns.article_id, columns.other)
    return [Relation(**row) for row in connection.execute(query).mappings()]


def remove_pairs(connection: Connection, kind: RelationKind, pairs: Collection[tuple[str, str]]) -> None:
    """Remove the relations of *kind* between these (`article_id`, `other`)."""
    if pairs:
        columns = relation_table.c
        statement = delete(relation_table).where(
            columns.article_id == bindparam("one"), columns.kind == kind, columns.other == bindparam("another")
        )
        connection.execute(statement, [{"one": one, "another": other} for one, other in sorted(pairs)])


def forget_relations(connection: Connection, article_ids: Sequence[str]) -> None:
    columns = relation_table.c
    connection.execute(
        delete(relation_table).where(or_(columns.article_id.in_(article_ids), columns.other.in_(article_ids)))
    )
