"""Which unanswered questions staff may read, and the wordings that they put aside"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "put_aside",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_put_aside")),
    )
    op.add_column("unanswered_question", sa.Column("shared", sa.Boolean(), nullable=True))
    # Nobody on Telegram has been asked yet.
    op.execute(
        "UPDATE unanswered_question SET shared = conversation_id NOT IN "
        "(SELECT id FROM conversation WHERE channel = 'telegram')"
    )
    with op.batch_alter_table("unanswered_question", schema=None) as batch_op:
        batch_op.alter_column("shared", existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("unanswered_question", schema=None) as batch_op:
        batch_op.drop_column("shared")
    op.drop_table("put_aside")
