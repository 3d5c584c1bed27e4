"""What a turn changes besides the talk itself, in one transaction: the pre-screen, and what waits for the clinic."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.handoff.items import Contact, ItemState, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.queue import Queue
from bot.prescreen.machine import CONTACT, MESSAGES
from bot.prescreen.state import Prescreen
from bot.prescreen.store import Held, PrescreenStore
from bot.prescreen.values import Value


@dataclass(frozen=True, slots=True)
class Wish:
    """Something for the clinic's list: the kind of item, the words of a question that is passed on, and a key that is
    the same whenever the same wish is told again. `contact`: how to reach the person, where they said it with it."""

    kind: ItemKind
    key: str
    words: str | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Reachable:
    """How to reach a person, for the item that waits for it."""

    item: str
    contact: Contact


@dataclass(frozen=True, slots=True)
class Change:
    """The pre-screen before and after a turn. `after` is None where nothing of it is to be kept."""

    before: Held | None
    after: Prescreen | None


class ClinicDesk:
    """Works within a session that the caller holds. Safe to share between threads."""

    def __init__(self, queue: Queue, prescreens: PrescreenStore) -> None:
        self._queue = queue
        self._prescreens = prescreens

    def held(self, session: Session, conversation: str) -> Held | None:
        """The pre-screen of a conversation."""
        return self._prescreens.of(session, conversation)

    def requests(self, session: Session, conversation: str) -> list[ItemView]:
        """What a person put on the clinic's list themselves."""
        return [item for item in self._queue.of(session, conversation) if not item.kind.is_danger]

    def carry_out(
        self,
        session: Session,
        conversation: str,
        channel: str,
        change: Change | None,
        wish: Wish | None,
        reachable: Reachable | None,
    ) -> str | None:
        """Stores it, and returns the reference of the item that it is about. Raises prescreen.store.Overtaken."""
        reference = self._changed(session, conversation, channel, change) if change is not None else None
        if wish is not None:
            held = self.held(session, conversation)
            known = wish.contact or (_sent_contact(held.prescreen) if held is not None else None)
            item = self._queue.add(
                session, wish.kind, conversation, channel, contact=known, key=wish.key, words=wish.words
            )
            reference = item.reference
        if reachable is not None:
            reference = self._reached(session, conversation, reachable)
        return reference

    def _reached(self, session: Session, conversation: str, reachable: Reachable) -> str | None:
        """Keeps a contact with its item, and with whatever else the person can be reached for in the same way."""
        item, contact = self._queue.find(session, reachable.item), reachable.contact
        if item is None:
            return None
        for each in asked_for(self.requests(session, conversation)):
            if each.id == item.id or each.contact == item.contact:
                self._queue.add_contact(session, each.id, contact.name, contact.reach)
        return item.reference

    def _reach_for_all(self, session: Session, conversation: str, contact: Contact) -> None:
        """Nobody who asked for a call before is left without one because they said only now where."""
        while (item := unreachable(self.requests(session, conversation))) is not None:
            name = contact.name or (item.contact.name if item.contact is not None else None)
            if not self._queue.add_contact(session, item.id, name, contact.reach):
                return

    def _changed(self, session: Session, conversation: str, channel: str, change: Change) -> str | None:
        before, after = change.before, change.after
        if after is None:
            if before is not None:
                self._prescreens.erase(session, before)
            return None
        item = self._queue.find(session, before.item) if before is not None and before.item is not None else None
        if before is not None and after.times_sent > before.prescreen.times_sent:
            contact = _sent_contact(after)
            if item is None:
                item = self._queue.add(
                    session, ItemKind.PRESCREEN, conversation, channel, contact=contact, key=before.id
                )
            else:
                item = self._queue.renew(session, item.id, contact) or item
            if contact is not None:
                self._reach_for_all(session, conversation, contact)
        if before is None or after != before.prescreen:
            self._prescreens.keep(session, conversation, before, after, item.id if item else None)
        return item.reference if item is not None else None


def _sent_contact(prescreen: Prescreen) -> Contact | None:
    """How the person said in what they sent that they can be reached, in their own words."""
    sent = prescreen.sent
    if sent is None or CONTACT not in sent or sent[CONTACT].value is not Value.YES:
        return None
    return Contact(None, " / ".join(filter(None, (sent[name].words for name in (CONTACT, MESSAGES) if name in sent))))


def unreachable(requests: Iterable[ItemView]) -> ItemView | None:
    """The newest of a person's requests that nobody can answer yet, since nobody knows how to reach them."""
    found = [item for item in asked_for(requests) if not _says_how(item)]
    return max(found, key=lambda item: item.last_at, default=None)


def asked_for(requests: Iterable[ItemView]) -> list[ItemView]:
    """What a person asked to hear of, as far as it still waits for an answer."""
    wanted = (ItemKind.CALLBACK, ItemKind.QUESTION)
    return [item for item in requests if item.kind in wanted and _is_open(item)]


def request_of(requests: Iterable[ItemView]) -> ItemView | None:
    """The request that a contact would be for: one that lacks it before one that has it, and then the newest."""
    return max(asked_for(requests), key=lambda item: (not _says_how(item), item.last_at), default=None)


def is_reachable(requests: Iterable[ItemView]) -> bool:
    """Whether the clinic knows how to reach the person, for a call that they asked for or from the pre-screen."""
    wanted = (ItemKind.CALLBACK, ItemKind.PRESCREEN)
    return any(item.kind in wanted and _says_how(item) and _is_open(item) for item in requests)


def _says_how(item: ItemView) -> bool:
    """Whether there is a way to reach the person in it; a name alone is none."""
    return item.contact is not None and bool(item.contact.reach)


def _is_open(item: ItemView) -> bool:
    return item.state is not ItemState.CLOSED
