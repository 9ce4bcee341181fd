"""Numbers of changes, deletions, and what is kept of each version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, Text

revision = "0004"
down_revision = "0003"
branch_labels = depends_on = None

# In the order they were stored, as if they had been numbered then.
_NUMBER_ARTICLES = """
UPDATE articles SET seq = numbered.number, changed_at = stored_at
FROM (SELECT id AS numbered_id, row_number() OVER (ORDER BY stored_at, id) AS number FROM articles) AS numbered
WHERE articles.id = numbered.numbered_id
"""
_FIRST_VERSIONS = "UPDATE articles SET is_silent_change = FALSE WHERE revision = 1"


def upgrade() -> None:
    op.add_column("articles", Column("seq", sa.BigInteger, nullable=False, server_default=sa.text("0")))
    op.add_column("articles", Column("changed_at", Text, nullable=False, server_default=sa.text("''")))
    op.add_column("articles", Column("is_silent_change", sa.Boolean))
    op.execute(_NUMBER_ARTICLES)
    op.execute(_FIRST_VERSIONS)
    op.create_index("articles_seq", "articles", ["seq"], unique=True)
    op.add_column("revisions", Column("seq", sa.BigInteger, nullable=False, server_default=sa.text("0")))
    op.add_column("revisions", Column("last_seen", Text))
    op.add_column("revisions", Column("is_silent_change", sa.Boolean))
    op.create_table("counters", Column("key", Text, primary_key=True), Column("value", sa.BigInteger, nullable=False))
    op.execute("INSERT INTO counters (key, value) SELECT 'seq', COALESCE(MAX(seq), 0) FROM articles")
    op.create_table(
        "deletions",
        Column("article_id", Text, primary_key=True),
        Column("seq", sa.BigInteger, nullable=False),
        Column("deleted_at", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("url", Text),
        Column("site", Text),
    )
    op.create_index("deletions_seq", "deletions", ["seq"], unique=True)
