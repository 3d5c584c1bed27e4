"""The clinic's items about people in danger: who is waiting for a clinician, since when, and who has seen to it."""

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot.handoff.rounds import Rounds
from bot.handoff.sighting import Level, Sighting, gravity
from bot.safety.dangers import Danger
from bot.storage.database import insert_once
from bot.storage.keys import KeyFault, Vault
from bot.storage.models import AlertRow, AlertSightingRow, ConversationRow

logger = logging.getLogger(__name__)


class AlertState(StrEnum):
    """How far an alert is: overdue when nobody acknowledged it in time."""

    OPEN = "open"
    OVERDUE = "overdue"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class Contact:
    """What a person agreed to tell the clinic: how to reach them, and perhaps a name."""

    name: str | None
    reach: str


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert as staff see it. `danger` is the gravest of its `times` messages, the first at `at`."""

    id: str
    at: datetime
    last_at: datetime
    times: int
    channel: str
    danger: Danger
    level: Level
    state: AlertState
    contact: Contact | None
    due_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None


class Alerts:
    """Keeps and lists them, within a session that the caller holds. Safe to share between threads.

    Every method may raise sqlalchemy.exc.SQLAlchemyError; nothing of it is stored then.
    """

    def __init__(self, vault: Vault, rounds: Rounds, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._vault = vault
        self._rounds = rounds
        self._clock = clock

    def raise_alert(self, session: Session, sighting: Sighting) -> AlertView:
        """Makes an item, or counts the message in the one that waits for the same conversation (or, where that is not
        known, for the same channel) at the same level. A message that was counted before changes nothing."""
        key = self._vault.fingerprint("sighting", sighting.key)
        if not insert_once(session, AlertSightingRow, key=key):
            counted = session.scalar(select(AlertRow).join(AlertSightingRow).where(AlertSightingRow.key == key))
            if counted is not None:
                return self._view(counted)
        alert = self._counted(session, sighting)
        session.execute(update(AlertSightingRow).where(AlertSightingRow.key == key).values(alert_id=alert.id))
        return self._view(alert)

    def add_contact(self, session: Session, conversation: str, name: str | None, reach: str) -> bool:
        """Adds how to reach the person to what is open about them; False where there never was an alert.

        If all of it has been acknowledged, a new item is raised: nobody would look at the old one again.
        """
        sealed = self._vault.seal({"name": name, "reach": reach})
        about = AlertRow.conversation_id == conversation
        told = update(AlertRow).where(about, AlertRow.acknowledged_at.is_(None)).values(contact=sealed)
        if session.scalars(told.returning(AlertRow.id)).all():
            return True
        latest = session.scalar(select(AlertRow).where(about).order_by(AlertRow.last_at.desc()).limit(1))
        if latest is None:
            return False
        again = Sighting(secrets.token_hex(16), self._clock(), latest.channel, Danger(latest.danger), conversation)
        self._counted(session, again).contact = sealed
        session.flush()
        return True

    def forget_contact(self, session: Session, conversation: str) -> None:
        """Takes contact and link out of a conversation's items, which stay. Call before the conversation is deleted."""
        # In the order in which a new alert takes its locks.
        session.execute(select(ConversationRow.id).where(ConversationRow.id == conversation).with_for_update())
        self._clear(session, AlertRow.conversation_id == conversation)

    def forget_orphaned_contacts(self, session: Session) -> int:
        """Takes the contacts out of items whose conversation was deleted some other way; returns how many had one."""
        return self._clear(session, AlertRow.conversation_id.is_(None), AlertRow.contact.is_not(None))

    def acknowledge(self, session: Session, alert: str, by: str) -> bool:
        """Notes who saw to it and ends the reminders; False where it is unknown or somebody was first."""
        taken = session.scalar(
            update(AlertRow)
            .where(AlertRow.id == alert, AlertRow.acknowledged_at.is_(None))
            .values(acknowledged_at=self._clock(), acknowledged_by=by, open_key=None, due_at=None)
            .returning(AlertRow.id)
        )
        if taken is None:
            return False
        self._rounds.end(session, alert)
        return True

    def open_alerts(self, session: Session, acknowledged_since: datetime | None = None) -> list[AlertView]:
        """What waits for a clinician, emergencies first and then the newest first.

        With `acknowledged_since`, after them also what was acknowledged from then on.
        """
        wanted: ColumnElement[bool] = AlertRow.acknowledged_at.is_(None)
        if acknowledged_since is not None:
            wanted = or_(wanted, AlertRow.acknowledged_at >= acknowledged_since)
        return self._views(session, wanted)

    def of(self, session: Session, conversation: str) -> list[AlertView]:
        """Those of one conversation, in the same order, for the person's own export."""
        return self._views(session, AlertRow.conversation_id == conversation)

    def is_acknowledged(self, session: Session, conversation: str) -> bool:
        """Whether a clinician has seen to everything that was raised about a conversation, and there was something."""
        times = session.scalars(select(AlertRow.acknowledged_at).where(AlertRow.conversation_id == conversation)).all()
        return bool(times) and None not in times

    def _counted(self, session: Session, sighting: Sighting) -> AlertRow:
        """The open item of the sighting's conversation and level, made where there is none, with the sighting in it."""
        # Locked, so that it is not erased before the item that links to it is stored.
        of = ConversationRow.id == sighting.conversation
        lock = select(ConversationRow.id).where(of).with_for_update(read=True, key_share=True)
        conversation = session.scalar(lock) if sighting.conversation is not None else None
        # Named by the conversation even when that is erased: its item is not the one of all unknown people.
        whose = ("channel", sighting.channel) if sighting.conversation is None else ("talk", sighting.conversation)
        key = self._vault.fingerprint("alert", *whose, sighting.level)
        while True:
            made = insert_once(
                session,
                AlertRow,
                id=secrets.token_hex(16),
                conversation_id=conversation,
                open_key=key,
                channel=sighting.channel,
                danger=sighting.danger,
                level=sighting.level,
                at=sighting.at,
                last_at=sighting.at,
                times=0,
                contact=self._known_contact(session, conversation),
                rounds=0,
                reminders=0,
            )
            found = self._locked(session, AlertRow.open_key == key)
            # Acknowledged between the two statements: then there is room for a new one.
            if found:
                break
        [alert] = found
        self._add(session, alert, sighting, is_news=made)
        return alert

    def _add(self, session: Session, alert: AlertRow, sighting: Sighting, *, is_news: bool) -> None:
        now = self._clock()
        alert.times += 1
        alert.at, alert.last_at = min(alert.at, sighting.at), max(alert.last_at, sighting.at)
        if gravity(sighting.danger) < gravity(Danger(alert.danger)):
            alert.danger = sighting.danger
            is_news = True
        # Who writes after the last reminder was sent is not to go unheard.
        if is_news or self._rounds.are_over(alert, now):
            self._rounds.begin(session, alert, now)
        session.flush()

    def _known_contact(self, session: Session, conversation: str | None) -> bytes | None:
        if conversation is None:
            return None
        return session.scalar(
            select(AlertRow.contact)
            .where(AlertRow.conversation_id == conversation, AlertRow.contact.is_not(None))
            .order_by(AlertRow.last_at.desc())
            .limit(1)
        )

    def _locked(self, session: Session, *wanted: ColumnElement[bool]) -> list[AlertRow]:
        query = select(AlertRow).where(*wanted).order_by(AlertRow.id).with_for_update()
        return list(session.scalars(query.execution_options(populate_existing=True)))

    def _clear(self, session: Session, *wanted: ColumnElement[bool]) -> int:
        cleared = update(AlertRow).where(*wanted).values(contact=None, conversation_id=None, open_key=None)
        return len(session.scalars(cleared.returning(AlertRow.id)).all())

    def _views(self, session: Session, wanted: ColumnElement[bool]) -> list[AlertView]:
        return _in_order(self._view(row) for row in session.scalars(select(AlertRow).where(wanted)))

    def _view(self, row: AlertRow) -> AlertView:
        return AlertView(
            id=row.id,
            at=row.at,
            last_at=row.last_at,
            times=row.times,
            channel=row.channel,
            danger=Danger(row.danger),
            level=Level(row.level),
            state=self._state(row),
            contact=self._contact(row),
            due_at=row.due_at,
            acknowledged_at=row.acknowledged_at,
            acknowledged_by=row.acknowledged_by,
        )

    def _state(self, row: AlertRow) -> AlertState:
        if row.acknowledged_at is not None:
            return AlertState.ACKNOWLEDGED
        # Not from `due_at`, which every reminder moves on: the person has waited since the first message.
        return AlertState.OVERDUE if row.at + self._rounds.overdue <= self._clock() else AlertState.OPEN

    def _contact(self, row: AlertRow) -> Contact | None:
        if row.contact is None:
            return None
        try:
            return Contact(**self._vault.unseal(row.contact))
        except KeyFault:
            # The list of people in danger is shown whatever became of a key.
            logger.error("The contact of alert %s cannot be read with the present keys.", row.id)
            return None


def _in_order(views: Iterable[AlertView]) -> list[AlertView]:
    return sorted(
        views,
        key=lambda view: (
            view.state is AlertState.ACKNOWLEDGED,
            view.level is not Level.EMERGENCY,
            -view.last_at.timestamp(),
            gravity(view.danger),
        ),
    )
