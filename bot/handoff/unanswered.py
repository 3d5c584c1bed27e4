"""Questions that no published answer covers, kept for staff.

The text is sealed and stripped of identifying details as far as a program can; the link to the conversation is
there for erasure alone, and nothing here hands it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.handoff.redaction import Redactor
from bot.storage.keys import Vault
from bot.storage.models import UnansweredQuestionRow


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """What staff may see: the text without identifying details, the nearest answers by slug, and the day."""

    text: str
    nearest: tuple[str, ...]
    at: datetime


class UnansweredQuestions:
    """Keeps and lists them, within a session that the caller holds."""

    def __init__(self, vault: Vault, redactor: Redactor) -> None:
        self._vault = vault
        self._redactor = redactor

    def keep(self, session: Session, conversation: str, text: str, nearest: Sequence[str]) -> None:
        """Stores one question."""
        session.add(
            UnansweredQuestionRow(
                conversation_id=conversation,
                text=self._vault.seal(self._redactor.redact(text)),
                nearest=list(nearest),
                at=datetime.now(UTC),
            )
        )

    def all(self, session: Session) -> list[UnansweredQuestion]:
        """Every stored question, oldest first."""
        rows = session.scalars(select(UnansweredQuestionRow).order_by(UnansweredQuestionRow.id))
        return [self._question(row) for row in rows]

    def of(self, session: Session, conversation: str) -> list[UnansweredQuestion]:
        """Those of one conversation, for the person's own export."""
        query = (
            select(UnansweredQuestionRow)
            .where(UnansweredQuestionRow.conversation_id == conversation)
            .order_by(UnansweredQuestionRow.id)
        )
        return [self._question(row) for row in session.scalars(query)]

    def forget_since(self, session: Session, conversation: str, moment: datetime) -> None:
        """Deletes those that a conversation has left from then on."""
        row = UnansweredQuestionRow
        session.execute(delete(row).where(row.conversation_id == conversation, row.at >= moment))

    def _question(self, row: UnansweredQuestionRow) -> UnansweredQuestion:
        return UnansweredQuestion(self._vault.unseal(row.text), tuple(row.nearest), row.at)
