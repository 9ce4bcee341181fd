"""The tables of schema 3: makes those that a store of schema 1 (no frontier) or 2 (no list entries) lacks."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, Text

revision = "0003"
down_revision = None
branch_labels = depends_on = None

# SQLite numbers rows by itself only in a column of exactly this type.
_RowNumber = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _table("meta", Column("key", Text, primary_key=True), _text("value", nullable=False))
    _articles()
    _frontier()
    _table(
        "list_entries",
        Column("id", _RowNumber, primary_key=True),
        _text("page", nullable=False),
        *(Column(name, sa.Integer, nullable=False) for name in ("block", "position")),
        _text("entry", nullable=False),
        *map(_text, ("headline", "date_published", "date_published_raw", "label")),
        *(_text(name, nullable=False) for name in ("first_seen", "last_seen")),
        _text("left_at"),
    )
    _index("list_entries_page", "list_entries", ["page", "first_seen"])
    _index("list_entries_entry", "list_entries", ["entry"], postgresql_using="hash")


def _articles() -> None:
    _table(
        "articles",
        Column("id", Text, primary_key=True),
        *map(_text, ("url", "canonical_url", "site", "headline", "description", "body")),
        _json("authors"),
        _text("section"),
        _json("tags"),
        *map(_text, ("language", "date_published", "date_published_raw", "date_published_source")),
        *map(_text, ("date_modified", "date_modified_raw", "date_modified_source")),
        *map(_json, ("date_candidates", "latest_news")),
        _text("main_image"),
        Column("is_accessible_for_free", sa.Boolean),
        _text("page_kind"),
        _json("rights"),
        _text("fetched_at"),
        Column("http_status", sa.Integer),
        _text("content_hash"),
        Column("revision", sa.Integer),
        *map(_text, ("duplicate_of", "cluster_id", "run_id")),
        Column("schema_version", sa.Integer),
        *(_text(name, nullable=False) for name in ("first_seen", "last_seen", "stored_at")),
    )
    _index("articles_canonical_url", "articles", ["canonical_url"], postgresql_using="hash")
    _index("articles_content_hash", "articles", ["content_hash"])
    _index("articles_site_date_published", "articles", ["site", "date_published"])
    _index("articles_first_seen", "articles", ["first_seen", "id"])
    _table(
        "revisions",
        Column("article_id", Text, primary_key=True),
        Column("revision", sa.Integer, primary_key=True),
        _text("stored_at", nullable=False),
        Column("article", sa.JSON, nullable=False),
    )


def _frontier() -> None:
    _table(
        "sites",
        Column("key", Text, primary_key=True),
        Column("is_run_open", sa.Boolean, nullable=False),
        Column("run", sa.Integer, nullable=False),
        _text("began_at", nullable=False),
        _text("ended_at"),
        _text("limits", nullable=False),
        Column("validators_lie", sa.Boolean, nullable=False),
    )
    _table(
        "urls",
        Column("id", _RowNumber, primary_key=True),
        *(_text(name, nullable=False) for name in ("site", "key", "url", "kind")),
        *(Column(name, sa.Integer, nullable=False) for name in ("depth", "rank", "queued")),
        _text("outcome", nullable=False),
        _text("detail"),
        Column("tries", sa.Integer, nullable=False),
        _text("found_at", nullable=False),
        _text("visited_at"),
        Column("visited_run", sa.Integer),
        *map(_text, ("modified", "etag", "last_modified", "content_key", "headline", "final_url", "article_id")),
        Column("revisit_seconds", sa.Integer),
        _text("revisit_at"),
    )
    _index("urls_site_key", "urls", ["site", "key"], unique=True)
    _index("urls_queue", "urls", ["site", "rank", "id"], where="queued = 1")
    _index("urls_revisits", "urls", ["site", "revisit_at"], where="revisit_at IS NOT NULL")
    _table(
        "url_sources",
        Column("url_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        Column("found_in", Text, primary_key=True),
        _text("source", nullable=False),
        _json("stated"),
        sqlite_with_rowid=False,
    )
    _table(
        "runs",
        Column("id", _RowNumber, primary_key=True),
        *(_text(name, nullable=False) for name in ("run_id", "site", "ended_at", "verdict", "reason")),
        Column("figures", sa.JSON, nullable=False),
    )
    _index("runs_site", "runs", ["site", "id"])


def _text(name: str, *, nullable: bool = True) -> Column[Any]:
    return Column(name, Text, nullable=nullable)


def _json(name: str) -> Column[Any]:
    return Column(name, sa.JSON)


def _table(name: str, *columns: Column[Any], **options: Any) -> None:
    op.create_table(name, *columns, if_not_exists=True, **options)


def _index(name: str, table: str, columns: list[str], *, where: str = "", **options: Any) -> None:
    limits: dict[str, Any] = {f"{dialect}_where": sa.text(where) for dialect in ("sqlite", "postgresql") if where}
    op.create_index(name, table, columns, if_not_exists=True, **limits, **options)
