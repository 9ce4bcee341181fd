"""What was learned of a site's need of a browser."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0006"
down_revision = "0005"
branch_labels = depends_on = None


def upgrade() -> None:
    op.add_column("sites", Column("rendering", Text))
    op.add_column("sites", Column("rendering_learned_at", Text))
