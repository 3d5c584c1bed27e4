"""What staff note about an item of the queue: sealed, and only ever added to."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.keys import KeyFault, Vault
from bot.storage.models import QueueItemRow, QueueNoteRow

logger = logging.getLogger(__name__)

MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `words` is None where the present keys cannot read it."""

    author: str
    at: datetime
    words: str | None


class Notes:
    """Works within a session that the caller holds. Safe to share between threads.

    There is no way to change or take back a note; they go with their item. Every method may raise
    sqlalchemy.exc.SQLAlchemyError.
    """

    def __init__(self, vault: Vault, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._vault = vault
        self._clock = clock

    def add(self, session: Session, item: str, author: str, words: str) -> bool:
        """Adds one to the item of that id. False where it is gone, or where the newest note says the same and is by the
        same author: then a button was pressed twice.

        Raises ValueError for a note without words or with more than MOST_CHARACTERS.
        """
        if not words.strip() or len(words) > MOST_CHARACTERS:
            raise ValueError(f"A note has 1 to {MOST_CHARACTERS} characters.")
        # Held, so that the item is not erased before the note is stored, and so that of two equal notes one is second.
        is_there = select(QueueItemRow.id).where(QueueItemRow.id == item).with_for_update()
        if session.scalar(is_there) is None:
            return False
        noted = self.of(session, item)
        if noted and (noted[-1].author, noted[-1].words) == (author, words):
            return False
        session.add(QueueNoteRow(item_id=item, author=author, at=self._clock(), words=self._vault.seal(words)))
        session.flush()
        return True

    def of(self, session: Session, item: str) -> list[Note]:
        """All of an item, the oldest first."""
        rows = session.scalars(select(QueueNoteRow).where(QueueNoteRow.item_id == item).order_by(QueueNoteRow.id))
        return [Note(row.author, row.at, self._words(row)) for row in rows]

    def _words(self, row: QueueNoteRow) -> str | None:
        try:
            return str(self._vault.unseal(row.words))
        except KeyFault:
            logger.error("Note %s cannot be read with the present keys.", row.id)
            return None
