"""The tables. What people write is sealed (see `keys.Vault`); what the clinic wrote is plain."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Date, DateTime, ForeignKey, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A point in time, always UTC; SQLite forgets time zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of the project."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: Moment}


class ConversationRow(Base):
    """One person's talk with the bot. `address` is a keyed hash: nobody can read back a token or a chat's number."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    address: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_active_at: Mapped[datetime] = mapped_column(index=True)


class MessageRow(Base):
    """One message of either side; `body` is a sealed JSON object.

    `tells_age`: whether the person says in it that they are under 18, or that they are not; None where nobody looked.
    """

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("conversation_id", "client_message_id"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(32), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    sender: Mapped[str] = mapped_column(String(8))
    client_message_id: Mapped[str | None] = mapped_column(String(128))
    reply_to: Mapped[str | None] = mapped_column(String(32), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    tells_age: Mapped[bool | None] = mapped_column(Boolean)
    at: Mapped[datetime]


class WatchRow(Base):
    """What is remembered of a danger in a conversation while worry remains; a sealed JSON object."""

    __tablename__ = "watch"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[bytes] = mapped_column(LargeBinary)


class UnansweredQuestionRow(Base):
    """A question that no published answer covers. Only erasure follows `conversation_id`; staff never see it.

    `shared`: whether staff may read it. On some channels only the person's own yes makes it so.
    """

    __tablename__ = "unanswered_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    text: Mapped[bytes] = mapped_column(LargeBinary)
    nearest: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime]
    shared: Mapped[bool] = mapped_column(Boolean, default=True)


class PutAsideRow(Base):
    """A wording that staff put aside as nothing for the clinic. `key` is a keyed hash: nobody can read it back."""

    __tablename__ = "put_aside"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(120))


class QueueItemRow(Base):
    """One thing that waits for the clinic, and how far staff are with it.

    `contact` and `words` (the question that a person passed on; no other kind has any) are sealed.
    `reference` is what people call it by. `danger` is None unless the kind is a danger's. `open_key` (a keyed hash) is
    the rule that one conversation has one danger of a kind, and one request for a call, while nobody claimed it; what
    is claimed or erased has none. Whoever contacted the person or closed the item has claimed it as well. `rounds`
    counts how often the clinic was told, `reminders` those of them for want of a claim since the danger last became
    news; `due_at` is when the next one is due.
    """

    __tablename__ = "queue_item"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id", ondelete="SET NULL"), index=True)
    open_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    danger: Mapped[str | None] = mapped_column(String(16))
    at: Mapped[datetime]
    last_at: Mapped[datetime]
    times: Mapped[int]
    contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    rounds: Mapped[int]
    reminders: Mapped[int]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(200))
    contacted_at: Mapped[datetime | None]
    contacted_by: Mapped[str | None] = mapped_column(String(200))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(200))


class QueueKeyRow(Base):
    """A message that was counted in an item, by a keyed hash, so that a repeat counts once."""

    __tablename__ = "queue_key"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("queue_item.id", ondelete="CASCADE"), index=True)


class QueueNoteRow(Base):
    """What a colleague noted about an item; `words` is sealed. Rows are only ever added, and go with the item."""

    __tablename__ = "queue_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("queue_item.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    words: Mapped[bytes] = mapped_column(LargeBinary)


class PrescreenRow(Base):
    """One person's pre-screen; `state` is a sealed JSON object. `version` grows with every change.

    It outlives its conversation once it has been sent: then it belongs to the clinic's item.
    """

    __tablename__ = "prescreen"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id", ondelete="SET NULL"), unique=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("queue_item.id", ondelete="CASCADE"), unique=True)
    version: Mapped[int]
    state: Mapped[bytes] = mapped_column(LargeBinary)
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ErasureReceiptRow(Base):
    """That a conversation was erased at somebody's wish, and how many of the clinic's items were kept; no content."""

    __tablename__ = "erasure_receipt"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    kept_items: Mapped[int]


class NotificationRow(Base):
    """One notice to one target, to be sent at `next_attempt_at`; None there means that nothing is left to do."""

    __tablename__ = "notification"
    __table_args__ = (UniqueConstraint("item_id", "round", "target"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("queue_item.id", ondelete="CASCADE"))
    round: Mapped[int]
    target: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime | None] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]


class EntryRow(Base):
    """One answer's place in the library; `published` names the version that people get, if any."""

    __tablename__ = "entry"

    slug: Mapped[str] = mapped_column(String(64), primary_key=True)
    published: Mapped[int | None]
    versions: Mapped[list["EntryVersionRow"]] = relationship(order_by="EntryVersionRow.number")


class EntryVersionRow(Base):
    """One wording of an answer; written once and never changed."""

    __tablename__ = "entry_version"

    slug: Mapped[str] = mapped_column(ForeignKey("entry.slug"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(String(400))
    body: Mapped[str] = mapped_column(Text)
    phrasings: Mapped[list[str]] = mapped_column(JSON)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    related: Mapped[list[str]] = mapped_column(JSON)
    reviewed: Mapped[date | None] = mapped_column(Date)
    reviewer: Mapped[str | None] = mapped_column(String(200))
    simply: Mapped[str | None] = mapped_column(String(400))
    next: Mapped[str | None] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class EntryDraftRow(Base):
    """One wording of an answer that nobody gets yet. `wording` is the form's fields, which need not make an answer.

    Rows are added and never deleted; the newest one of a slug is the draft while its `state` says so. A new answer has
    no row in `entry` before it is published. `base_…` is how far the answer was when the draft was begun.
    """

    __tablename__ = "entry_draft"

    slug: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    wording: Mapped[dict[str, Any]] = mapped_column(JSON)
    author: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    base_newest: Mapped[int]
    base_published: Mapped[int]
    remark: Mapped[str | None] = mapped_column(String(500))
    remark_by: Mapped[str | None] = mapped_column(String(200))


class LibraryRevisionRow(Base):
    """One row whose number grows with every publish, so that each process sees that it must read again."""

    __tablename__ = "library_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]


class ClinicSettingRow(Base):
    """One version of what staff changed in one of the clinic's files; written once and never changed."""

    __tablename__ = "clinic_setting"
    __table_args__ = (UniqueConstraint("file", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    patch: Mapped[dict[str, Any]] = mapped_column(JSON)
    author: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class TextVectorRow(Base):
    """The sentence vector of a text of the library, so that a restart does not compute it again."""

    __tablename__ = "text_vector"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class StaffUserRow(Base):
    """A colleague who may sign in. Rows are disabled and never deleted, so that the audit log keeps its people."""

    __tablename__ = "staff_user"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    login: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]


class StaffSessionRow(Base):
    """A browser in which a colleague is signed in. `key` is a keyed hash: nobody can read the token back from it."""

    __tablename__ = "staff_session"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("staff_user.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    notice: Mapped[str | None] = mapped_column(String(300))


class StaffAuditRow(Base):
    """One line of the audit log. Triggers of the migration refuse to change or delete it: whoever makes this table
    anew makes them anew as well."""

    __tablename__ = "staff_audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[str | None] = mapped_column(String(32))
    login: Mapped[str] = mapped_column(String(120), index=True)
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str | None] = mapped_column(String(120))
    detail: Mapped[str | None] = mapped_column(String(120))
