"""Who is signed in: sessions live here, and the browser holds nothing but a random token."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.storage.keys import Vault
from bot.storage.models import StaffSessionRow, StaffUserRow

TOKEN_BYTES = 32
LONGEST = timedelta(hours=12)
# Noting every page would write to the database at every click; the idle time is that much less exact.
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that holds. `key` names it in the table; `notice` is a line that the next page shows."""

    key: str
    person: str
    notice: str | None


class Sessions:
    """Works within a session of the database that the caller holds. Safe to share between threads.

    A session ends after the idle time, after twelve hours whatever happens, and when it is ended here.
    """

    def __init__(
        self, vault: Vault, idle: timedelta, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._vault = vault
        self._idle = idle
        self._clock = clock

    def open(self, session: Session, person: str) -> str:
        """The token of a new one; only its keyed hash is stored. What has ended meanwhile is cleared away."""
        now, row = self._clock(), StaffSessionRow
        session.execute(delete(row).where(or_(row.opened_at <= now - LONGEST, row.seen_at <= now - self._idle)))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        session.add(StaffSessionRow(key=self._key(token), user_id=person, opened_at=now, seen_at=now))
        session.flush()
        return token

    def find(self, session: Session, token: str, *, wakes: bool = True) -> OpenSession | None:
        """The session of a token, or None where it has ended, or its person was disabled. With `wakes` the idle time
        begins anew; a page that asks by itself again and again must not do that."""
        now = self._clock()
        row = session.scalar(
            select(StaffSessionRow)
            .join(StaffUserRow)
            .where(StaffSessionRow.key == self._key(token), StaffUserRow.disabled_at.is_(None))
        )
        if row is None or row.opened_at <= now - LONGEST or row.seen_at <= now - self._idle:
            return None
        if wakes and row.seen_at <= now - NOTED_EVERY:
            session.execute(update(StaffSessionRow).where(StaffSessionRow.key == row.key).values(seen_at=now))
        return OpenSession(row.key, row.user_id, row.notice)

    def end(self, session: Session, token: str) -> None:
        """Ends one, if it is there."""
        session.execute(delete(StaffSessionRow).where(StaffSessionRow.key == self._key(token)))

    def leave_notice(self, session: Session, key: str, words: str | None) -> None:
        """What the next page of a session shows once; None takes it away."""
        session.execute(update(StaffSessionRow).where(StaffSessionRow.key == key).values(notice=words))

    def count(self, session: Session) -> dict[str, int]:
        """How many each person has open."""
        now, row = self._clock(), StaffSessionRow
        holds = (row.opened_at > now - LONGEST, row.seen_at > now - self._idle)
        counted = select(row.user_id, func.count()).where(*holds).group_by(row.user_id)
        return dict(session.execute(counted).all())

    def form_token(self, secret: str) -> str:
        """What a form must bring along that was made for the browser with that cookie."""
        return self._vault.fingerprint("staff form", secret)

    def _key(self, token: str) -> str:
        return self._vault.fingerprint("staff session", token)


def end_sessions_of(session: Session, person: str) -> int:
    """Signs a person out everywhere; returns from how many browsers."""
    ended = delete(StaffSessionRow).where(StaffSessionRow.user_id == person).returning(StaffSessionRow.key)
    return len(session.scalars(ended).all())
