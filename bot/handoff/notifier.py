"""Sends what the clinic is to be told, and goes on trying until it is sent or somebody claims the item."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, or_, select, update

from bot.handoff.kinds import ItemKind
from bot.handoff.mail import MailTarget
from bot.handoff.notices import Notice, NotSent, Target
from bot.handoff.rounds import Rounds
from bot.handoff.webhook import WebhookTarget
from bot.mail_server import MailServer
from bot.safety.dangers import Danger
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.models import NotificationRow, QueueItemRow

logger = logging.getLogger(__name__)

# Longer than any target takes; whoever holds a notice for longer has died, and another may send it.
LEASE = timedelta(minutes=3)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)

_PRESSING_FIRST = case({kind: kind.rank for kind in ItemKind if kind.is_danger}, value=QueueItemRow.kind, else_=9)


def notice_targets(settings: Settings, time_zone: Callable[[], str]) -> dict[str, Target]:
    """Where the settings want notices to go, by the names under which they are stored; perhaps nowhere.

    `time_zone` gives the clinic's.
    """
    targets: dict[str, Target] = {}
    server, recipients = settings.smtp_url.get_secret_value(), settings.alert_recipients
    if server and recipients:
        targets["mail"] = MailTarget(MailServer.from_url(server), settings.alert_mail_from, recipients, time_zone)
    if url := settings.alert_webhook_url.get_secret_value():
        targets["webhook"] = WebhookTarget(url, settings.alert_webhook_secret.get_secret_value())
    return targets


@dataclass(frozen=True, slots=True)
class Tested:
    """What became of a test at one target, in a sentence without addresses."""

    target: str
    is_taken: bool
    sentence: str


class Notifier:
    """The outbox's worker. Several may run, in threads and processes: each notice is one's at a time."""

    def __init__(self, database: Database, rounds: Rounds, targets: Mapping[str, Target]) -> None:
        self._database = database
        self._rounds = rounds
        self._targets = dict(targets)
        self._test_turn = threading.Lock()

    def send_tests(self) -> list[Tested] | None:
        """Hands a test to each target, one after the other, and tells of each how it went; nothing is stored.

        None while somebody else is at it. Takes some seconds for a target that does not answer.
        """
        if not self._test_turn.acquire(blocking=False):
            return None
        try:
            return [_tested(name, target) for name, target in self._targets.items()]
        finally:
            self._test_turn.release()

    def run_once(self, now: datetime) -> int:
        """Reminds of what is overdue and sends what is due, emergencies first, then crises; returns how many it sent.

        Blocks while it sends. Raises SQLAlchemyError when the database does not answer; a notice that was sent but
        could not be noted as sent comes again.
        """
        if not self._targets:
            return 0
        begun = time.monotonic()
        with self._database.transaction() as session:
            self._rounds.remind(session, now)
        sent = 0
        working = set(self._targets)
        for number, target in self._due(now):
            # One that failed a moment ago would keep the others waiting, until its time is out, for each notice.
            if target not in working:
                continue
            moment = now + timedelta(seconds=time.monotonic() - begun)
            claimed = self._claimed(number, moment)
            if claimed is None:
                continue
            attempt, notice = claimed
            try:
                self._targets[target].send(notice)
            except NotSent as fault:
                working.discard(target)
                logger.error("The clinic could not be told of an item (%s): %s; trying again.", target, fault)
                self._note_failure(number, attempt, moment)
            else:
                self._note_success(number, moment)
                sent += 1
        return sent

    def _due(self, now: datetime) -> list[tuple[int, str]]:
        query = (
            select(NotificationRow.id, NotificationRow.target)
            .join(QueueItemRow)
            .where(_is_due(now), NotificationRow.target.in_(self._targets))
            .order_by(_PRESSING_FIRST, NotificationRow.next_attempt_at, NotificationRow.id)
        )
        with self._database.transaction() as session:
            return [(number, target) for number, target in session.execute(query)]

    def _claimed(self, number: int, now: datetime) -> tuple[int, Notice] | None:
        """The attempt's number and the notice, which is nobody else's while the lease lasts; None if it was taken."""
        with self._database.transaction() as session:
            attempt = session.scalar(
                update(NotificationRow)
                .where(NotificationRow.id == number, _is_due(now))
                .values(attempts=NotificationRow.attempts + 1, next_attempt_at=now + LEASE)
                .returning(NotificationRow.attempts)
            )
            if attempt is None:
                return None
            row = session.get_one(NotificationRow, number)
            item = session.get_one(QueueItemRow, row.item_id)
            notice = Notice(
                item=item.id,
                reference=item.reference,
                kind=ItemKind(item.kind),
                round=row.round,
                danger=Danger(item.danger) if item.danger is not None else None,
                channel=item.channel,
                at=item.at,
                last_at=item.last_at,
                times=item.times,
                overdue=item.reminders > 0,
            )
        return attempt, notice

    def _note_success(self, number: int, now: datetime) -> None:
        self._note(NotificationRow.id == number, sent_at=now, next_attempt_at=None)

    def _note_failure(self, number: int, attempt: int, now: datetime) -> None:
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempt - 1, 10))
        self._note(
            NotificationRow.id == number,
            # Unless it was claimed meanwhile, or another took over after the lease.
            NotificationRow.next_attempt_at.is_not(None),
            NotificationRow.attempts == attempt,
            next_attempt_at=now + pause,
        )

    def _note(self, *which: ColumnElement[bool], **values: datetime | None) -> None:
        with self._database.transaction() as session:
            session.execute(update(NotificationRow).where(*which).values(**values))


def _tested(name: str, target: Target) -> Tested:
    try:
        return Tested(name, is_taken=True, sentence=target.send_test())
    except NotSent as fault:
        logger.warning("A test notice was not taken (%s): %s.", name, fault)
        return Tested(name, is_taken=False, sentence=fault.why)


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Also what waits for longer than anything is let wait: a clock was ahead when that was noted."""
    at = NotificationRow.next_attempt_at
    return or_(at <= now, at > now + LONGEST_PAUSE)
