"""Wordings of answers that nobody gets yet"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry_draft",
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base_newest", sa.Integer(), nullable=False),
        sa.Column("base_published", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.Column("remark_by", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("slug", "number", name=op.f("pk_entry_draft")),
    )


def downgrade() -> None:
    op.drop_table("entry_draft")
