"""The queue's items about people in danger: made at once, one for one person's danger, until somebody claims it."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.handoff.item_store import ItemStore
from bot.handoff.items import AlertView, Contact, ItemState
from bot.handoff.kinds import ItemKind
from bot.handoff.rounds import Rounds
from bot.handoff.sighting import Sighting, gravity
from bot.safety.dangers import Danger
from bot.storage.keys import Vault
from bot.storage.models import QueueItemRow

_IS_DANGER = QueueItemRow.kind.in_([kind for kind in ItemKind if kind.is_danger])


class Alerts:
    """Works within a session that the caller holds. Safe to share between threads.

    Every method may raise sqlalchemy.exc.SQLAlchemyError; nothing of it is stored then.
    """

    def __init__(self, vault: Vault, rounds: Rounds, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = ItemStore(vault, rounds, clock)

    def raise_alert(self, session: Session, sighting: Sighting) -> AlertView:
        """Makes an item, or counts the message in the one that waits for the same conversation (or, where that is not
        known, for the same channel) and is of the same kind. A message that was counted before changes nothing."""
        key = self._store.fingerprint("sighting", sighting.key)
        alert = self._store.counted_before(session, key)
        if alert is None:
            alert = self._counted(session, sighting)
            self._store.count(session, key, alert)
        return self._store.alert_view(alert)

    def add_contact(self, session: Session, conversation: str, name: str | None, reach: str) -> bool:
        """Adds how to reach the person to what waits about them; False where there never was an alert.

        If all of it has been claimed, a new item is raised: nobody would look at the old one again.
        """
        row = QueueItemRow
        sealed = self._store.sealed(Contact(name, reach))
        about = (row.conversation_id == conversation, _IS_DANGER)
        told = update(row).where(*about, row.claimed_at.is_(None)).values(contact=sealed)
        if session.scalars(told.returning(row.id)).all():
            return True
        latest = session.scalar(select(row).where(*about).order_by(row.last_at.desc()).limit(1))
        if latest is None:
            return False
        again = Sighting(secrets.token_hex(16), self._store.clock(), latest.channel, _danger(latest), conversation)
        self._counted(session, again).contact = sealed
        session.flush()
        return True

    def forget_contact(self, session: Session, conversation: str) -> None:
        """Takes contact and link out of a conversation's dangers, which stay; its other items are left as they are.
        Call before the conversation is deleted."""
        self._store.forget(session, conversation, _IS_DANGER)

    def forget_orphaned_contacts(self, session: Session) -> int:
        """Takes the contacts out of dangers whose conversation was deleted some other way; returns how many had one."""
        return self._store.forget_orphaned(session, _IS_DANGER)

    def acknowledge(self, session: Session, alert: str, by: str) -> bool:
        """Notes who sees to it and ends the reminders; False where it is unknown or somebody was first."""
        return self._store.step(session, alert, ItemState.CLAIMED, by)

    def of(self, session: Session, conversation: str) -> list[AlertView]:
        """Those of one conversation, in the queue's order, for the person's own export."""
        found = self._store.views(session, QueueItemRow.conversation_id == conversation, _IS_DANGER)
        return [view for view in found if isinstance(view, AlertView)]

    def is_acknowledged(self, session: Session, conversation: str) -> bool:
        """Whether a clinician has seen to every danger that was raised about a conversation, and there was one."""
        about = (QueueItemRow.conversation_id == conversation, _IS_DANGER)
        times = session.scalars(select(QueueItemRow.claimed_at).where(*about)).all()
        return bool(times) and None not in times

    def _counted(self, session: Session, sighting: Sighting) -> QueueItemRow:
        """The open item of the sighting's conversation and kind, made where there is none, with the sighting in it."""
        conversation = self._store.conversation_kept(session, sighting.conversation)
        # Named by the conversation even when that is erased: its item is not the one of all unknown people.
        whose = ("channel", sighting.channel) if sighting.conversation is None else ("talk", sighting.conversation)
        alert, made = self._store.open_or_make(
            session,
            self._store.open_key(*whose, sighting.kind),
            conversation_id=conversation,
            channel=sighting.channel,
            danger=sighting.danger,
            kind=sighting.kind,
            at=sighting.at,
            last_at=sighting.at,
            contact=self._known_contact(session, conversation),
        )
        self._add(session, alert, sighting, is_news=made)
        return alert

    def _add(self, session: Session, alert: QueueItemRow, sighting: Sighting, *, is_news: bool) -> None:
        now, rounds = self._store.clock(), self._store.rounds
        alert.times += 1
        alert.at, alert.last_at = min(alert.at, sighting.at), max(alert.last_at, sighting.at)
        if gravity(sighting.danger) < gravity(_danger(alert)):
            alert.danger = sighting.danger
            is_news = True
        # Who writes after the last reminder was sent is not to go unheard.
        if is_news or rounds.are_over(alert, now):
            rounds.begin(session, alert, now)
        session.flush()

    def _known_contact(self, session: Session, conversation: str | None) -> bytes | None:
        """What the person agreed to tell for an earlier danger."""
        if conversation is None:
            return None
        row = QueueItemRow
        about = (row.conversation_id == conversation, _IS_DANGER, row.contact.is_not(None))
        return session.scalar(select(row.contact).where(*about).order_by(row.last_at.desc()).limit(1))


def _danger(alert: QueueItemRow) -> Danger:
    # ValueError for None: only a danger's item gets here.
    return Danger(str(alert.danger))
