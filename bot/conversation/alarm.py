"""Tells the clinic that a person may be in danger, before the person is told that it was."""

import logging
import secrets
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.handoff.alert_spool import AlertSpool
from bot.handoff.alerts import Alerts
from bot.handoff.sighting import Sighting
from bot.library.texts import TextId
from bot.safety.dangers import Danger
from bot.storage.database import Database

logger = logging.getLogger(__name__)

# A person in danger does not wait for a lock; the spool takes what the database cannot.
PATIENCE_SECONDS = 1.0


class Alarms:
    """Safe to share between threads."""

    def __init__(self, database: Database, alerts: Alerts, spool: AlertSpool) -> None:
        self._database = database
        self._alerts = alerts
        self._spool = spool

    def about(self, channel: str, message: str | None) -> "Alarm":
        """The alarm of one message; `message` is the same whenever that message comes again, None where unknown."""
        return Alarm(self, channel, message or secrets.token_hex(16))

    def raise_one(self, sighting: Sighting) -> TextId:
        """Stores it, or lets it wait on disk; returns the text that says honestly which. Never raises."""
        try:
            with self._database.transaction(PATIENCE_SECONDS) as session:
                self._alerts.raise_alert(session, sighting)
            return TextId.ALERT_KEPT
        except SQLAlchemyError as error:
            logger.error("An alert could not be stored: %s", type(error).__name__)
        try:
            self._spool.keep(sighting)
        except OSError as error:
            logger.error("An alert could not even be written to disk: %s", type(error).__name__)
        return TextId.ALERT_WAITING

    def waiting(self) -> int:
        """How many wait on disk."""
        return self._spool.waiting()

    def drain(self) -> int:
        """Stores what waits on disk; returns how many. Raises SQLAlchemyError while the database is away."""
        return self._spool.drain(self._database, self._alerts)


class Alarm:
    """One message's alarm: raised at most once, however often it is asked for."""

    def __init__(self, alarms: Alarms, channel: str, key: str) -> None:
        self._alarms = alarms
        self._channel = channel
        self._key = key
        self._outcome: TextId | None = None
        self.danger: Danger | None = None
        """What it was raised for; None while it was not."""

    def raised(self, danger: Danger, conversation: str | None) -> TextId:
        """What to tell the person about it."""
        if self._outcome is None:
            self.danger = danger
            sighting = Sighting(self._key, datetime.now(UTC), self._channel, danger, conversation)
            self._outcome = self._alarms.raise_one(sighting)
        return self._outcome
