"""One queue for alerts and all else that waits for the clinic"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEPT = "id, conversation_id, open_key, channel, danger, at, last_at, times, contact, rounds, reminders, due_at"


def upgrade() -> None:
    _begin()
    op.create_table(
        "queue_item",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("open_key", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("danger", sa.String(length=16), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(length=200), nullable=True),
        sa.Column("contacted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contacted_by", sa.String(length=200), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_queue_item_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_item")),
        sa.UniqueConstraint("open_key", name=op.f("uq_queue_item_open_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_queue_item_reference")),
    )
    op.create_index(op.f("ix_queue_item_conversation_id"), "queue_item", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_queue_item_due_at"), "queue_item", ["due_at"], unique=False)
    references: set[str] = set()
    for alert in op.get_bind().execute(sa.text("SELECT id FROM alert ORDER BY id")).scalars().all():
        while (reference := _reference()) in references:
            pass
        references.add(reference)
        copied = sa.text(
            f"INSERT INTO queue_item ({_KEPT}, kind, claimed_at, claimed_by, reference) "  # noqa: S608
            f"SELECT {_KEPT}, level, acknowledged_at, acknowledged_by, :reference FROM alert WHERE id = :alert"
        )
        op.get_bind().execute(copied, {"reference": reference, "alert": alert})

    op.create_table(
        "queue_key",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["queue_item.id"], name=op.f("fk_queue_key_item_id_queue_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_queue_key")),
    )
    op.create_index(op.f("ix_queue_key_item_id"), "queue_key", ["item_id"], unique=False)
    op.execute("INSERT INTO queue_key (key, item_id) SELECT key, alert_id FROM alert_sighting")

    _point_notices("alert_id", "alert", "item_id", "queue_item")
    op.drop_table("alert_sighting")
    op.drop_table("alert")


def downgrade() -> None:
    _begin()
    op.create_table(
        "alert",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("open_key", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("danger", sa.String(length=16), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_alert_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("open_key", name=op.f("uq_alert_open_key")),
    )
    op.create_index(op.f("ix_alert_conversation_id"), "alert", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_alert_due_at"), "alert", ["due_at"], unique=False)
    # The older form knows dangers alone; the notices and the counted messages of the rest go with them.
    op.execute("DELETE FROM queue_item WHERE danger IS NULL")
    op.execute(
        f"INSERT INTO alert ({_KEPT}, level, acknowledged_at, acknowledged_by) "  # noqa: S608
        f"SELECT {_KEPT}, kind, claimed_at, claimed_by FROM queue_item"
    )

    op.create_table(
        "alert_sighting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("alert_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_alert_sighting_alert_id_alert"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alert_sighting")),
    )
    op.create_index(op.f("ix_alert_sighting_alert_id"), "alert_sighting", ["alert_id"], unique=False)
    op.execute("INSERT INTO alert_sighting (key, alert_id) SELECT key, item_id FROM queue_key")

    _point_notices("item_id", "queue_item", "alert_id", "alert")
    op.drop_table("queue_key")
    op.drop_table("queue_item")


def _reference() -> str:
    letters = "".join(secrets.choice("34679CDFGHJKMNPQRTVWXY") for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _begin() -> None:
    # SQLite's driver begins a transaction before it changes rows, but not before it changes tables: with this, all of
    # it is one transaction there too, and a process that dies leaves nothing half done.
    op.execute("UPDATE alembic_version SET version_num = version_num")


def _point_notices(old_column: str, old_table: str, column: str, table: str) -> None:
    """Lets the notices hang on another table, whose rows have the same ids."""
    # Not by making the table that they hang on anew in place: SQLite would take the notices along when it is dropped.
    op.execute(f"ALTER TABLE notification RENAME COLUMN {old_column} TO {column}")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"fk_notification_{old_column}_{old_table}"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f(f"uq_notification_{old_column}"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f(f"uq_notification_{column}"), [column, "round", "target"])
        batch_op.create_foreign_key(
            batch_op.f(f"fk_notification_{column}_{table}"), table, [column], ["id"], ondelete="CASCADE"
        )
