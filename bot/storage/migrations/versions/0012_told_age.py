"""Which messages tell an age"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty for the messages of before: their words are sealed, and are looked at where it matters.
    op.add_column("message", sa.Column("tells_age", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("message", "tells_age")
