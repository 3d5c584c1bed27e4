"""The rounds in which the clinic is told of an alert: at once, and again while nobody acknowledges it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.storage.models import AlertRow, NotificationRow


class Rounds:
    """Writes the notices that are to be sent, within a session that the caller holds. Safe to share between threads."""

    def __init__(self, targets: Iterable[str], overdue: timedelta, most_reminders: int) -> None:
        """`targets`: the names of those who are told. `overdue`: after so long without an acknowledgement they are
        reminded, at most so many times."""
        self._targets = tuple(targets)
        self._most_reminders = most_reminders
        self.overdue = overdue

    @classmethod
    def from_settings(cls, settings: Settings, targets: Iterable[str]) -> "Rounds":
        """As the settings want them."""
        return cls(targets, timedelta(minutes=settings.alert_overdue_minutes), settings.alert_most_reminders)

    def begin(self, session: Session, alert: AlertRow, now: datetime) -> None:
        """A first round, for what is new; reminders are counted from here. The caller holds the row locked."""
        alert.rounds += 1
        alert.reminders = 0
        alert.due_at = now + self.overdue
        session.flush()
        self._notify(session, alert.id, alert.rounds, now)

    def are_over(self, alert: AlertRow, now: datetime) -> bool:
        """Whether nobody will be told of this alert again by itself."""
        return alert.reminders >= self._most_reminders and (alert.due_at is None or alert.due_at <= now)

    def remind(self, session: Session, now: datetime) -> int:
        """A round for each alert that is overdue; returns for how many. Two processes make one round between them."""
        if not self._targets:
            # Reminders that reach nobody would use up those that the first target may get.
            return 0
        overdue = (
            AlertRow.acknowledged_at.is_(None),
            AlertRow.due_at <= now,
            AlertRow.reminders < self._most_reminders,
        )
        reminded = 0
        found = session.execute(select(AlertRow.id, AlertRow.rounds).where(*overdue).order_by(AlertRow.id)).all()
        for alert, rounds in found:
            taken = session.scalar(
                update(AlertRow)
                .where(AlertRow.id == alert, AlertRow.rounds == rounds, *overdue)
                .values(rounds=rounds + 1, reminders=AlertRow.reminders + 1, due_at=now + self.overdue)
                .returning(AlertRow.id)
                .execution_options(synchronize_session=False)
            )
            if taken is not None:
                self._notify(session, alert, rounds + 1, now)
                reminded += 1
        return reminded

    def end(self, session: Session, alert: str) -> None:
        """Withdraws the notices of an alert that were not sent yet."""
        session.execute(
            update(NotificationRow)
            .where(NotificationRow.alert_id == alert, NotificationRow.next_attempt_at.is_not(None))
            .values(next_attempt_at=None)
            .execution_options(synchronize_session=False)
        )

    def _notify(self, session: Session, alert: str, number: int, now: datetime) -> None:
        # After an hour without a mail server the clinic gets the latest notice, not all of them.
        self.end(session, alert)
        session.add_all(
            NotificationRow(alert_id=alert, round=number, target=target, attempts=0, next_attempt_at=now)
            for target in self._targets
        )
        session.flush()
