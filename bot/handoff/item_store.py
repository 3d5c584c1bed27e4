"""The table of the queue: what dangers and all other items have in common."""

import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, literal, select, update
from sqlalchemy.orm import Session

from bot.handoff.items import AlertView, Contact, ItemState, ItemView, in_order
from bot.handoff.kinds import ItemKind
from bot.handoff.references import new_reference
from bot.handoff.rounds import Rounds
from bot.handoff.tally import Counted, Tally, tally_of
from bot.safety.dangers import Danger
from bot.storage.database import insert_once
from bot.storage.keys import KeyFault, Vault
from bot.storage.models import ConversationRow, Moment, QueueItemRow, QueueKeyRow

logger = logging.getLogger(__name__)

# What the tally counts, or gives another revision to: all that the list shows, and nothing sealed.
_COUNTED = (
    QueueItemRow.id,
    QueueItemRow.kind,
    QueueItemRow.danger,
    QueueItemRow.at,
    QueueItemRow.last_at,
    QueueItemRow.times,
    QueueItemRow.claimed_at,
    QueueItemRow.claimed_by,
    QueueItemRow.contacted_at,
    QueueItemRow.contacted_by,
    QueueItemRow.closed_at,
    QueueItemRow.contact.is_not(None),
)


class ItemStore:
    """Works within a session that the caller holds. Safe to share between threads.

    Every method may raise sqlalchemy.exc.SQLAlchemyError; nothing of it is stored then.
    """

    def __init__(self, vault: Vault, rounds: Rounds, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._vault = vault
        self.rounds = rounds
        self.clock = clock

    def counted_before(self, session: Session, key: str) -> QueueItemRow | None:
        """The item that a message was counted in; None for a new one, which is noted. A rival is waited for."""
        if insert_once(session, QueueKeyRow, key=key):
            return None
        return session.scalar(select(QueueItemRow).join(QueueKeyRow).where(QueueKeyRow.key == key))

    def count(self, session: Session, key: str, item: QueueItemRow) -> None:
        """Notes which item a message was counted in."""
        session.execute(update(QueueKeyRow).where(QueueKeyRow.key == key).values(item_id=item.id))

    def conversation_kept(self, session: Session, conversation: str | None) -> str | None:
        """The conversation, held so that it is not erased before the item that links to it is stored; None where it is
        not there (any more)."""
        if conversation is None:
            return None
        of = ConversationRow.id == conversation
        return session.scalar(select(ConversationRow.id).where(of).with_for_update(read=True, key_share=True))

    def make(self, session: Session, **values: object) -> QueueItemRow:
        """A new item, of which nobody was told yet."""
        while True:
            name = secrets.token_hex(16)
            # Where another item has its reference, it gets the next.
            if self._inserted(session, name, values):
                [item] = self.locked(session, QueueItemRow.id == name)
                return item

    def open_or_make(self, session: Session, open_key: str, **values: object) -> tuple[QueueItemRow, bool]:
        """The open item of that key, locked, and whether it was made for this."""
        while True:
            made = self._inserted(session, secrets.token_hex(16), {"open_key": open_key, **values})
            found = self.locked(session, QueueItemRow.open_key == open_key)
            # Claimed between the two statements: then there is room for a new one.
            if found:
                return found[0], made

    def locked(self, session: Session, *wanted: ColumnElement[bool]) -> list[QueueItemRow]:
        """The rows, which nobody else changes until the transaction ends."""
        query = select(QueueItemRow).where(*wanted).order_by(QueueItemRow.id).with_for_update()
        return list(session.scalars(query.execution_options(populate_existing=True)))

    def step(self, session: Session, item: str, to: ItemState, by: str) -> bool:
        """Notes who took an item how far, and tells nobody of it any more. False where it is unknown or was so far."""
        now = self.clock()
        row = QueueItemRow
        done: dict[ItemState, tuple[ColumnElement[bool], dict[str, object]]] = {
            ItemState.CLAIMED: (row.claimed_at.is_(None), {}),
            ItemState.CONTACTED: (
                row.contacted_at.is_(None) & row.closed_at.is_(None),
                {"contacted_at": now, "contacted_by": by},
            ),
            ItemState.CLOSED: (row.closed_at.is_(None), {"closed_at": now, "closed_by": by}),
        }
        is_due, values = done[to]
        taken = session.scalar(
            update(row)
            .where(row.id == item, is_due)
            .values(
                claimed_at=func.coalesce(row.claimed_at, literal(now, Moment())),
                claimed_by=func.coalesce(row.claimed_by, by),
                open_key=None,
                due_at=None,
                **values,
            )
            .returning(row.id)
        )
        if taken is None:
            return False
        self.rounds.end(session, item)
        return True

    def reassign(self, session: Session, item: str, to: str, before: str | None) -> bool:
        """Notes who has an item from now on, and tells nobody of it any more. False where it is unknown or closed, or
        `before` has it no more."""
        row = QueueItemRow
        is_so_still = row.claimed_by.is_(None) if before is None else row.claimed_by == before
        taken = session.scalar(
            update(row)
            .where(row.id == item, row.closed_at.is_(None), is_so_still)
            .values(claimed_at=self.clock(), claimed_by=to, open_key=None, due_at=None)
            .returning(row.id)
        )
        if taken is None:
            return False
        self.rounds.end(session, item)
        return True

    def erase(self, session: Session, *wanted: ColumnElement[bool]) -> int:
        """Deletes items and their notices; returns how many they were."""
        return len(session.scalars(delete(QueueItemRow).where(*wanted).returning(QueueItemRow.id)).all())

    def forget(self, session: Session, conversation: str, *wanted: ColumnElement[bool]) -> None:
        """Takes contact and link out of a conversation's items, which stay. Call before the conversation is deleted."""
        # In the order in which a new item takes its locks.
        session.execute(select(ConversationRow.id).where(ConversationRow.id == conversation).with_for_update())
        self._clear(session, QueueItemRow.conversation_id == conversation, *wanted)

    def forget_orphaned(self, session: Session, *wanted: ColumnElement[bool]) -> int:
        """Takes the contacts out of items whose conversation was deleted some other way; returns how many had one."""
        return self._clear(session, QueueItemRow.conversation_id.is_(None), QueueItemRow.contact.is_not(None), *wanted)

    def sealed(self, contact: Contact) -> bytes:
        """A contact as it is stored."""
        return self._vault.seal({"name": contact.name, "reach": contact.reach})

    def sealed_words(self, words: str) -> bytes:
        """A question as it is stored."""
        return self._vault.seal(words)

    def views(self, session: Session, *wanted: ColumnElement[bool]) -> list[ItemView]:
        """Items in the order in which staff are to see to them."""
        return in_order(self.view(row) for row in session.scalars(select(QueueItemRow).where(*wanted)))

    def tally(self, session: Session) -> Tally:
        """What is open, in numbers. What is sealed stays where it is."""
        rows: Iterable[Row[Any]] = session.execute(select(*_COUNTED).where(QueueItemRow.closed_at.is_(None)))
        return tally_of(
            Counted(row.id, ItemKind(row.kind), _state(row), self._is_overdue(row), tuple(row)) for row in rows
        )

    def view(self, row: QueueItemRow) -> ItemView:
        """An item as staff see it; an AlertView for a danger's."""
        return ItemView(**self._told(row), danger=None) if row.danger is None else self.alert_view(row)

    def alert_view(self, row: QueueItemRow) -> AlertView:
        """A danger's item. Raises ValueError for another."""
        return AlertView(**self._told(row), danger=Danger(str(row.danger)))

    def fingerprint(self, *parts: str) -> str:
        """A keyed, one-way name."""
        return self._vault.fingerprint(*parts)

    def open_key(self, holder: str, name: str, kind: ItemKind) -> str:
        """The name of what may be there once while nobody claimed it."""
        # "alert" from the time when dangers were all there was: their items still bear such names.
        return self._vault.fingerprint("alert", holder, name, kind)

    def _told(self, row: QueueItemRow) -> dict[str, Any]:
        """The fields of a view, but for the danger."""
        return {
            "id": row.id,
            "reference": row.reference,
            "kind": ItemKind(row.kind),
            "at": row.at,
            "last_at": row.last_at,
            "times": row.times,
            "channel": row.channel,
            "state": _state(row),
            "overdue": self._is_overdue(row),
            "contact": self._contact(row),
            "words": self._words(row),
            "due_at": row.due_at,
            "claimed_at": row.claimed_at,
            "claimed_by": row.claimed_by,
            "contacted_at": row.contacted_at,
            "contacted_by": row.contacted_by,
            "closed_at": row.closed_at,
            "closed_by": row.closed_by,
        }

    def _inserted(self, session: Session, name: str, values: dict[str, object]) -> bool:
        counts = {"times": 0, "rounds": 0, "reminders": 0}
        return insert_once(session, QueueItemRow, id=name, reference=new_reference(), **counts, **values)

    def _clear(self, session: Session, *wanted: ColumnElement[bool]) -> int:
        nothing = dict.fromkeys(("contact", "words", "conversation_id", "open_key"))
        cleared = update(QueueItemRow).where(*wanted).values(nothing).returning(QueueItemRow.id)
        return len(session.scalars(cleared).all())

    def _is_overdue(self, row: QueueItemRow | Row[Any]) -> bool:
        if row.claimed_at is not None or not ItemKind(row.kind).is_danger:
            return False
        # Not from `due_at`, which every reminder moves on: the person has waited since the first message.
        return row.at + self.rounds.overdue <= self.clock()

    def _words(self, row: QueueItemRow) -> str | None:
        try:
            return str(self._vault.unseal(row.words)) if row.words is not None else None
        except KeyFault:
            logger.error("The question of item %s cannot be read with the present keys.", row.reference)
            return None

    def _contact(self, row: QueueItemRow) -> Contact | None:
        if row.contact is None:
            return None
        try:
            return Contact(**self._vault.unseal(row.contact))
        except KeyFault:
            # The list of people who wait is shown whatever became of a key.
            logger.error("The contact of item %s cannot be read with the present keys.", row.reference)
            return None


def _state(row: QueueItemRow | Row[Any]) -> ItemState:
    if row.closed_at is not None:
        return ItemState.CLOSED
    if row.contacted_at is not None:
        return ItemState.CONTACTED
    return ItemState.NEW if row.claimed_at is None else ItemState.CLAIMED
