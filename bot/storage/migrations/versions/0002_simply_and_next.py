"""An answer said more simply, and the answer that follows it"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("entry_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("simply", sa.String(length=400), nullable=True))
        batch_op.add_column(sa.Column("next", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("entry_version", schema=None) as batch_op:
        batch_op.drop_column("next")
        batch_op.drop_column("simply")
