"""Removing articles so that readers of the store learn of it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, select

from crawler.storage.chunks import chunks
from crawler.storage.copies import forget_copies
from crawler.storage.sequence import Numbers
from crawler.storage.tables import article_table, deletion_table, revision_table

_c = article_table.c
_TOLD = ("article_id", "url", "site")
_DELETED = (
    select(_c.id.label("article_id"), _c.url, _c.site, _c.cluster_id, _c.content_hash)
    .where(_c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_c.id)
)


def delete_articles(connection: Connection, ids: Collection[str], deleted_at: str, reason: str) -> int:
    """`ArticleStore.delete`, within a write transaction."""
    numbers = Numbers(connection)
    deleted = 0
    for chunk in chunks(ids):
        rows = [dict(row) for row in connection.execute(_DELETED, {"ids": chunk}).mappings()]
        gone = [row["article_id"] for row in rows]
        for table, key in (
            (deletion_table, deletion_table.c.article_id),  # of an article that had come back
            (revision_table, revision_table.c.article_id),
            (article_table, _c.id),
        ):
            connection.execute(delete(table).where(key.in_(gone)))
        if rows:
            deletion = {"deleted_at": deleted_at, "reason": reason}
            told = [{name: row[name] for name in _TOLD} | deletion | {"seq": numbers.draw()} for row in rows]
            connection.execute(deletion_table.insert(), told)
            forget_copies(connection, rows, numbers, deleted_at)
        deleted += len(rows)
    numbers.save()
    return deleted
