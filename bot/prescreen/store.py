"""Pre-screens in the database: sealed, one for each conversation, and each change made from what was last read."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.prescreen.state import Prescreen
from bot.storage.database import insert_once
from bot.storage.keys import Vault
from bot.storage.models import PrescreenRow

_STATE = TypeAdapter(Prescreen)


class Overtaken(Exception):
    """Somebody changed it meanwhile: another tab, or the same message sent twice. Look again and decide anew."""


@dataclass(frozen=True, slots=True)
class Held:
    """A pre-screen as it was read. `version` tells whether it is still so; `item` is the clinic's, once it was sent."""

    id: str
    version: int
    started_at: datetime
    changed_at: datetime
    item: str | None
    prescreen: Prescreen


class PrescreenStore:
    """Works within a session that the caller holds. Safe to share between threads.

    Every method may raise sqlalchemy.exc.SQLAlchemyError, and bot.storage.keys.KeyFault where it reads.
    """

    def __init__(self, vault: Vault, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._vault = vault
        self._clock = clock

    def of(self, session: Session, conversation: str) -> Held | None:
        """The one of a conversation, if there is one."""
        return self._one(session.scalar(select(PrescreenRow).where(PrescreenRow.conversation_id == conversation)))

    def of_item(self, session: Session, item: str) -> Held | None:
        """The one that an item of the clinic's queue is about."""
        return self._one(session.scalar(select(PrescreenRow).where(PrescreenRow.item_id == item)))

    def keep(
        self, session: Session, conversation: str, before: Held | None, now: Prescreen, item: str | None = None
    ) -> None:
        """Stores what it is now. `before` is what was read; raises Overtaken where that is no longer so."""
        state = self._vault.seal(_STATE.dump_python(now, mode="json"))
        moment = self._clock()
        if before is None:
            made = insert_once(
                session,
                PrescreenRow,
                id=secrets.token_hex(16),
                conversation_id=conversation,
                item_id=item,
                version=1,
                state=state,
                started_at=moment,
                changed_at=moment,
            )
            if not made:
                raise Overtaken
            return
        row = PrescreenRow
        changed = session.scalar(
            update(row)
            .where(row.id == before.id, row.conversation_id == conversation, row.version == before.version)
            .values(version=row.version + 1, state=state, item_id=item or before.item, changed_at=moment)
            .returning(row.id)
            .execution_options(synchronize_session=False)
        )
        if changed is None:
            raise Overtaken

    def erase(self, session: Session, held: Held) -> None:
        """Deletes one, unless it changed since it was read; raises Overtaken then."""
        row = PrescreenRow
        wanted = delete(row).where(row.id == held.id, row.version == held.version).returning(row.id)
        if session.scalar(wanted.execution_options(synchronize_session=False)) is None:
            raise Overtaken

    def erase_unsent(self, session: Session) -> None:
        """Deletes those whose conversation is gone and that were never sent: nobody could ever go on with them."""
        row = PrescreenRow
        session.execute(delete(row).where(row.conversation_id.is_(None), row.item_id.is_(None)))

    def _one(self, row: PrescreenRow | None) -> Held | None:
        if row is None:
            return None
        prescreen = _STATE.validate_python(self._vault.unseal(row.state))
        return Held(row.id, row.version, row.started_at, row.changed_at, row.item_id, prescreen)
