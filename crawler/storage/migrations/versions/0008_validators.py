"""When a site's validators were seen to lie; that they once were, without a time, was never taken back."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0008"
down_revision = "0007"
branch_labels = depends_on = None


def upgrade() -> None:
    op.add_column("sites", Column("validators_lied_at", Text))
    op.drop_column("sites", "validators_lie")
