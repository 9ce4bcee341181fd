"""Texts in the form in which copies are found, and relations; `storage.near_texts` fills in what is stored."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, Text

revision = "0005"
down_revision = "0004"
branch_labels = depends_on = None

# SQLite numbers rows by itself only in a column of exactly this type.
_RowNumber = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_IS_IN_A_CLUSTER = sa.text("cluster_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "articles_cluster_id",
        "articles",
        ["cluster_id"],
        sqlite_where=_IS_IN_A_CLUSTER,
        postgresql_where=_IS_IN_A_CLUSTER,
    )
    op.create_table(
        "text_sketches",
        Column("text_id", _RowNumber, primary_key=True),
        Column("article_id", Text, nullable=False),
        Column("site", Text, nullable=False),
        Column("shingles", sa.LargeBinary, nullable=False),
        Column("numbers", sa.LargeBinary, nullable=False),
    )
    op.create_index("text_sketches_article", "text_sketches", ["article_id"], unique=True)
    op.create_table(
        "text_keys",
        Column("key", sa.Integer, primary_key=True, autoincrement=False),
        Column("text_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "relations",
        Column("article_id", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("other", Text, primary_key=True),
        Column("detail", Text),
        Column("score", sa.Float),
        Column("found_at", Text, nullable=False),
    )
    op.create_index("relations_other", "relations", ["other"], postgresql_using="hash")
