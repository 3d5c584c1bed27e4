"""What speaks in the clinic's own words, as new as what staff saved last."""

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.service import ConversationService
from bot.library.clinic_settings import NO_CHANGES, Changes, saved_changes, settings_revision
from bot.library.texts import ApprovedTexts
from bot.library.yaml_files import ContentError
from bot.prescreen.export import PrescreenExport
from bot.prescreen.questionnaire import Questionnaire
from bot.storage.database import Database

REFRESH_SECONDS = 1

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Voice:
    """The parts that hold the clinic's words and details. They hold nothing else, so that others can take their place
    between two messages."""

    texts: ApprovedTexts
    questionnaire: Questionnaire
    conversation: ConversationService
    export: PrescreenExport


class LiveVoice:
    """Made anew when staff have changed a setting. Safe to share between threads."""

    def __init__(self, database: Database, make: Callable[[Changes], Voice]) -> None:
        """`make` raises ContentError where the changes make no sense. So does this, where the files alone make none."""
        self._database = database
        self._make = make
        self._lock = threading.Lock()
        self._revision = 0
        self._now = make(NO_CHANGES)

    @property
    def now(self) -> Voice:
        """What speaks now. Looks nothing up: a person in danger never waits for it."""
        return self._now

    def tried(self, changes: Changes) -> Voice:
        """What would speak with these changes, for nobody to hear. Raises ContentError."""
        return self._make(changes)

    def refresh(self) -> None:
        """Takes over what was saved since, in whatever process; keeps what it has where that cannot be read or makes
        no sense."""
        with self._lock:
            try:
                with self._database.transaction() as session:
                    revision = settings_revision(session)
                    if revision == self._revision:
                        return
                    changes = saved_changes(session)
            except SQLAlchemyError:
                # Whoever needs the database says so; what speaks now goes on speaking.
                return
            self._revision = revision
            try:
                self._now = self._make(changes)
            except ContentError as fault:
                logger.error("What staff changed does not go with the files, and the last words stay: %s", fault)

    async def keep_fresh(self) -> None:
        """Refreshes every second; ends when it is cancelled."""
        while True:
            await asyncio.to_thread(self.refresh)
            await asyncio.sleep(REFRESH_SECONDS)
