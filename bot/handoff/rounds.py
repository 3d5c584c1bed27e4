"""The rounds in which the clinic is told of an item: at once, and of a danger again while nobody claims it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.storage.models import NotificationRow, QueueItemRow


class Rounds:
    """Writes the notices that are to be sent, within a session that the caller holds. Safe to share between threads."""

    def __init__(self, targets: Iterable[str], overdue: timedelta, most_reminders: int) -> None:
        """`targets`: the names of those who are told. `overdue`: after so long without a claim they are reminded
        of a danger, at most so many times."""
        self._targets = tuple(targets)
        self._most_reminders = most_reminders
        self.overdue = overdue

    @classmethod
    def from_settings(cls, settings: Settings, targets: Iterable[str]) -> "Rounds":
        """As the settings want them."""
        return cls(targets, timedelta(minutes=settings.alert_overdue_minutes), settings.alert_most_reminders)

    def begin(self, session: Session, alert: QueueItemRow, now: datetime) -> None:
        """A first round, for a danger that is new; reminders are counted from here. The caller holds the row locked."""
        alert.reminders = 0
        alert.due_at = now + self.overdue
        self.tell_once(session, alert, now)

    def tell_once(self, session: Session, item: QueueItemRow, now: datetime) -> None:
        """A round without reminders. The caller holds the row locked."""
        item.rounds += 1
        session.flush()
        self._notify(session, item.id, item.rounds, now)

    def are_over(self, alert: QueueItemRow, now: datetime) -> bool:
        """Whether nobody will be told of this danger again by itself."""
        return alert.reminders >= self._most_reminders and (alert.due_at is None or alert.due_at <= now)

    def remind(self, session: Session, now: datetime) -> int:
        """A round for each danger that is overdue; returns for how many. Two processes make one round between them."""
        if not self._targets:
            # Reminders that reach nobody would use up those that the first target may get.
            return 0
        overdue = (
            QueueItemRow.claimed_at.is_(None),
            QueueItemRow.due_at <= now,
            QueueItemRow.reminders < self._most_reminders,
        )
        reminded = 0
        found = session.execute(
            select(QueueItemRow.id, QueueItemRow.rounds).where(*overdue).order_by(QueueItemRow.id)
        ).all()
        for item, rounds in found:
            taken = session.scalar(
                update(QueueItemRow)
                .where(QueueItemRow.id == item, QueueItemRow.rounds == rounds, *overdue)
                .values(rounds=rounds + 1, reminders=QueueItemRow.reminders + 1, due_at=now + self.overdue)
                .returning(QueueItemRow.id)
                .execution_options(synchronize_session=False)
            )
            if taken is not None:
                self._notify(session, item, rounds + 1, now)
                reminded += 1
        return reminded

    def end(self, session: Session, item: str) -> None:
        """Withdraws the notices of an item that were not sent yet."""
        session.execute(
            update(NotificationRow)
            .where(NotificationRow.item_id == item, NotificationRow.next_attempt_at.is_not(None))
            .values(next_attempt_at=None)
            .execution_options(synchronize_session=False)
        )

    def _notify(self, session: Session, item: str, number: int, now: datetime) -> None:
        # After an hour without a mail server the clinic gets the latest notice, not all of them.
        self.end(session, item)
        session.add_all(
            NotificationRow(item_id=item, round=number, target=target, attempts=0, next_attempt_at=now)
            for target in self._targets
        )
        session.flush()
