"""The keys of texts as lists, in two tables; `storage.near_texts` fills them from what is stored."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0007"
down_revision = "0006"
branch_labels = depends_on = None


def upgrade() -> None:
    op.drop_table("text_keys")
    for name in ("text_keys", "recent_text_keys"):
        op.create_table(
            name,
            Column("key", sa.Integer, primary_key=True, autoincrement=False),
            Column("texts", sa.LargeBinary, nullable=False),
        )
