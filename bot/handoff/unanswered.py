"""Questions that no published answer covers, kept for staff.

The text is sealed and stripped of identifying details as far as a program can; the link to the conversation is
there for erasure alone, and nothing here hands it out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.handoff.redaction import Redactor
from bot.library.likeness import same_saying
from bot.storage.database import insert_once
from bot.storage.keys import Vault
from bot.storage.models import ConversationRow, PutAsideRow, UnansweredQuestionRow

# What is written there is tied to an account that bears a name: staff read a question only if the person says yes.
ASKED_FIRST = frozenset({"telegram"})
# Of a wording's keyed hash, so much names it in an address.
_NAME_LENGTH = 16
# SQLite takes 32,766 values in a statement at most.
_AT_ONCE = 5000


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
        """Stores one question. Where people are asked first, staff don't see it until `share_last`."""
        row = session.get(ConversationRow, conversation)
        session.add(
            UnansweredQuestionRow(
                conversation_id=conversation,
                text=self._vault.seal(self._redactor.redact(text)),
                nearest=list(nearest),
                at=datetime.now(UTC),
                shared=row is not None and row.channel not in ASKED_FIRST,
            )
        )

    def share_last(self, session: Session, conversation: str) -> None:
        """The person said yes: staff may read the last question of this conversation."""
        mine = UnansweredQuestionRow.conversation_id == conversation
        last = session.scalar(
            select(UnansweredQuestionRow).where(mine).order_by(UnansweredQuestionRow.id.desc()).limit(1)
        )
        if last is not None:
            last.shared = True

    def all(self, session: Session) -> list[UnansweredQuestion]:
        """Every question that staff may read, oldest first."""
        return list(self.by_number(session).values())

    def by_number(self, session: Session) -> dict[int, UnansweredQuestion]:
        """As `all`, by the number of its row."""
        query = select(UnansweredQuestionRow).where(UnansweredQuestionRow.shared).order_by(UnansweredQuestionRow.id)
        return {row.id: self._question(row) for row in session.scalars(query)}

    def texts(self, session: Session, numbers: Collection[int]) -> dict[int, str]:
        """The texts of some rows; one that was erased meanwhile is missing."""
        row, wanted = UnansweredQuestionRow, list(numbers)
        found: dict[int, str] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = row.id.in_(wanted[start : start + _AT_ONCE])
            sealed = session.execute(select(row.id, row.text).where(row.shared, some))
            found |= {number: self._vault.unseal(text) for number, text in sealed}
        return found

    def state(self, session: Session) -> tuple[object, ...]:
        """What is another whenever `all` gives something else."""
        row = UnansweredQuestionRow
        query = select(func.count(), func.sum(row.id), func.max(row.at)).where(row.shared)
        return tuple(session.execute(query).one())

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

    def saying_key(self, text: str) -> str:
        """A keyed, one-way name (64 hex digits) that two texts share when a person would call them the same."""
        return self._vault.fingerprint("saying", same_saying(text))

    def wordings(self, session: Session, names: Sequence[str]) -> list[str]:
        """The wordings of these names (see `wording_name`), in their order and each on one line; erased ones lack."""
        wanted = dict.fromkeys(names)
        found: dict[str, str] = {}
        for question in self.all(session) if wanted else []:
            name = wording_name(self.saying_key(question.text))
            if name in wanted:
                found[name] = " ".join(question.text.split())
        return [found[name] for name in wanted if found.get(name)]

    def put_aside(self, session: Session, keys: Iterable[str], by: str) -> None:
        """Wordings are nothing for the clinic, now and when they come again; `by` is a sign-in name."""
        for key in keys:
            insert_once(session, PutAsideRow, key=key, at=datetime.now(UTC), by=by)

    def bring_back(self, session: Session, keys: Collection[str]) -> None:
        """Undoes `put_aside`."""
        session.execute(delete(PutAsideRow).where(PutAsideRow.key.in_(keys)))

    def keys_put_aside(self, session: Session) -> Mapping[str, datetime]:
        """The keys of the wordings that are put aside, and when that was."""
        return {row.key: row.at for row in session.scalars(select(PutAsideRow))}

    def _question(self, row: UnansweredQuestionRow) -> UnansweredQuestion:
        return UnansweredQuestion(self._vault.unseal(row.text), tuple(row.nearest), row.at)


def wording_name(key: str) -> str:
    """What of a wording's key stands in addresses and forms."""
    return key[:_NAME_LENGTH]
