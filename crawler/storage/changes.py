"""Reading what has changed since a number, in pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from crawler.storage.store import Deletion, StoredArticle
from crawler.storage.tables import article_of, article_table, deletion_table, revision_table
from crawler.times import utc_text

# A few MB of text, and a read transaction of some milliseconds.
CHANGES_PER_PAGE = 200


def read_changes(
    connection: Connection, since_seq: int, sites: Collection[str], since: datetime | None
) -> tuple[list[StoredArticle | Deletion], int | None]:
    """The first changes after *since_seq*, and the number to go on after; None: there are no more.

    The connection must show one state of the database to both queries.
    """
    articles = _after(connection, article_table, "changed_at", since_seq, sites, since)
    deletions = _after(connection, deletion_table, "deleted_at", since_seq, sites, since)
    found: list[StoredArticle | Deletion] = [*map(_stored_article, articles), *(Deletion(**row) for row in deletions)]
    found.sort(key=lambda change: change.seq)
    # Of two full pages, what lies beyond the end of the shorter one is not complete.
    ends = [rows[-1]["seq"] for rows in (articles, deletions) if len(rows) == CHANGES_PER_PAGE]
    if not ends:
        return found, None
    return [change for change in found if change.seq <= min(ends)], min(ends)


def _after(
    connection: Connection, table: Table, time: str, seq: int, sites: Collection[str], since: datetime | None
) -> list[Mapping[str, Any]]:
    query = select(table).where(table.c.seq > seq)
    if sites:
        query = query.where(table.c.site.in_(sites))
    if since is not None:
        query = query.where(table.c[time] >= utc_text(since))
    rows = connection.execute(query.order_by(table.c.seq).limit(CHANGES_PER_PAGE))
    return [dict(row) for row in rows.mappings()]


def _stored_article(row: Mapping[str, Any]) -> StoredArticle:
    return StoredArticle(
        seq=row["seq"],
        changed_at=row["changed_at"],
        article=article_of(row),
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        is_silent_change=row["is_silent_change"],
    )


def read_versions(connection: Connection, article_id: str) -> list[StoredArticle]:
    """`ArticleStore.versions`."""
    current = connection.execute(select(article_table).where(article_table.c.id == article_id)).mappings().first()
    if current is None:
        return []
    superseded = select(revision_table).where(revision_table.c.article_id == article_id)
    rows = map(dict, connection.execute(superseded.order_by(revision_table.c.revision)).mappings())
    return [*(_version(row, row["article"]) for row in rows), _version(dict(current), article_of(dict(current)))]


def _version(row: Mapping[str, Any], article: Mapping[str, Any]) -> StoredArticle:
    return StoredArticle(
        seq=row["seq"],
        changed_at=row["stored_at"],
        article=article,
        first_seen=row["stored_at"],
        last_seen=row["last_seen"],
        is_silent_change=row["is_silent_change"],
    )
