"""The clinic's queue: who waits for staff, since when, and how far staff are."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.handoff.item_store import ItemStore
from bot.handoff.items import Contact, ItemState, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.references import as_reference
from bot.handoff.rounds import Rounds
from bot.handoff.tally import Tally
from bot.storage.keys import Vault
from bot.storage.models import QueueItemRow


class Queue:
    """Works within a session that the caller holds. Safe to share between threads.

    Dangers get into it by `Alerts`, all else by `add`. Every method may raise sqlalchemy.exc.SQLAlchemyError; nothing
    of it is stored then.
    """

    def __init__(self, vault: Vault, rounds: Rounds, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = ItemStore(vault, rounds, clock)

    def add(
        self,
        session: Session,
        kind: ItemKind,
        conversation: str,
        channel: str,
        *,
        contact: Contact | None = None,
        key: str | None = None,
        words: str | None = None,
    ) -> ItemView:
        """A new item, of which the clinic is told at once.

        A conversation has one request for a call at most while nobody claimed it: a further one counts in it, and
        brings the newer `contact`, if it has one. `key` names what asked for the item (the conversation's id and the
        message's, say): whoever comes again with it gets the same item, whatever became of it, and nothing is changed.
        `words`: the question that a person passes on. A conversation that was erased meanwhile leaves an item without
        link, contact and words.
        Raises ValueError for a danger.
        """
        if kind.is_danger:
            raise ValueError("Dangers are raised by Alerts.")
        store = self._store
        name = None if key is None else store.fingerprint("item", kind, key)
        if name is not None and (counted := store.counted_before(session, name)) is not None:
            return store.view(counted)
        kept, now = store.conversation_kept(session, conversation), store.clock()
        sealed = store.sealed(contact) if contact is not None and kept is not None else None
        values: dict[str, object] = {
            "kind": kind,
            "conversation_id": kept,
            "channel": channel,
            "at": now,
            "last_at": now,
        }
        if kind is ItemKind.CALLBACK and kept is not None:
            item, made = store.open_or_make(session, store.open_key("talk", kept, kind), **values)
        else:
            item, made = store.make(session, **values), True
        item.times += 1
        item.last_at = max(item.last_at, now)
        item.contact = sealed or item.contact
        item.words = store.sealed_words(words) if words is not None and kept is not None else item.words
        session.flush()
        if made:
            store.rounds.tell_once(session, item, now)
        if name is not None:
            store.count(session, name, item)
        return store.view(item)

    def renew(self, session: Session, item: str, contact: Contact | None) -> ItemView | None:
        """Counts once more what a person sent anew, with the `contact` of now. What was closed is new again, and the
        clinic is told of it at once. None where it is unknown."""
        found = self._store.locked(session, QueueItemRow.id == item)
        if not found:
            return None
        [row] = found
        row.times += 1
        row.last_at = self._store.clock()
        row.contact = self._store.sealed(contact) if contact is not None else None
        if row.closed_at is not None:
            row.claimed_at = row.contacted_at = row.closed_at = None
            row.claimed_by = row.contacted_by = row.closed_by = None
        session.flush()
        self._store.rounds.tell_once(session, row, row.last_at)
        return self._store.view(row)

    def claim(self, session: Session, item: str, by: str) -> bool:
        """Notes who sees to an item, by its id; nobody is reminded of it any more. False where it is unknown or
        somebody was first."""
        return self._store.step(session, item, ItemState.CLAIMED, by)

    def reassign(self, session: Session, item: str, to: str, before: str | None) -> bool:
        """Notes that somebody else sees to an item from now on. `before`: who saw to it when that was decided, None for
        nobody. False where it is unknown or closed, or somebody else has it meanwhile."""
        return self._store.reassign(session, item, to, before)

    def contacted(self, session: Session, item: str, by: str) -> bool:
        """Notes who reached the person, and claims what nobody had. False where it is unknown, closed, or noted
        already."""
        return self._store.step(session, item, ItemState.CONTACTED, by)

    def close(self, session: Session, item: str, by: str) -> bool:
        """Notes who is done with an item, however far it was, and claims what nobody had. False where it is unknown or
        closed already."""
        return self._store.step(session, item, ItemState.CLOSED, by)

    def add_contact(self, session: Session, item: str, name: str | None, reach: str) -> bool:
        """Puts how to reach the person into one item. False where it is unknown or closed, or its conversation was
        erased."""
        row = QueueItemRow
        wanted = (row.id == item, row.closed_at.is_(None), row.conversation_id.is_not(None))
        told = update(row).where(*wanted).values(contact=self._store.sealed(Contact(name, reach)))
        return session.scalar(told.returning(row.id)) is not None

    def open_items(self, session: Session, closed_since: datetime | None = None) -> list[ItemView]:
        """What is not closed: emergencies first, then crises, requests for a call, questions and pre-screens, and of
        one kind the newest first. With `closed_since`, after them also what was closed from then on."""
        wanted: ColumnElement[bool] = QueueItemRow.closed_at.is_(None)
        if closed_since is not None:
            wanted = or_(wanted, QueueItemRow.closed_at >= closed_since)
        return self._store.views(session, wanted)

    def tally(self, session: Session) -> Tally:
        """What is not closed, in numbers: one query, and nothing sealed is opened."""
        return self._store.tally(session)

    def of(self, session: Session, conversation: str) -> list[ItemView]:
        """All those of one conversation, dangers among them, in the same order."""
        return self._store.views(session, QueueItemRow.conversation_id == conversation)

    def open_callback(self, session: Session, conversation: str) -> ItemView | None:
        """The request for a call that nobody claimed yet, if there is one."""
        row = QueueItemRow
        wanted = (row.conversation_id == conversation, row.kind == ItemKind.CALLBACK, row.claimed_at.is_(None))
        found = self._store.views(session, *wanted)
        return found[0] if found else None

    def find(self, session: Session, name: str) -> ItemView | None:
        """The item of that id, or of that reference, however it is typed; None where there is none."""
        is_it = or_(QueueItemRow.id == name, QueueItemRow.reference == as_reference(name))
        found = session.scalar(select(QueueItemRow).where(is_it))
        return self._store.view(found) if found is not None else None

    def erase(self, session: Session, item: str) -> bool:
        """Deletes an item and its notices, as if it had never been; False where it is unknown."""
        return self._store.erase(session, QueueItemRow.id == item) > 0

    def erase_closed_before(self, session: Session, moment: datetime, kinds: Collection[ItemKind]) -> int:
        """Deletes what of these kinds was closed before then, with all that hangs on it; returns how many items."""
        return self._store.erase(session, QueueItemRow.closed_at < moment, QueueItemRow.kind.in_(kinds))

    def forget_contact(self, session: Session, conversation: str) -> None:
        """Takes contact and link out of a conversation's items of every kind, which stay. Call before the conversation
        is deleted."""
        self._store.forget(session, conversation)

    def forget_orphaned_contacts(self, session: Session) -> int:
        """Takes the contacts out of items of every kind whose conversation was deleted some other way; returns how many
        had one."""
        return self._store.forget_orphaned(session)
