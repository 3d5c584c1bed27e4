"""The people who may sign in."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session

from bot.staff import passwords
from bot.staff.passwords import Passwords
from bot.staff.roles import Role
from bot.staff.sessions import end_sessions_of
from bot.storage.database import insert_once
from bot.storage.models import StaffUserRow

MOST_LOGIN, MOST_NAME = 120, 120
# Like an address of mail, or the part before its @; nothing that could be taken for another's by its look.
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._+-]*(@[a-z0-9][a-z0-9.-]*[a-z0-9])?")


class AccountFault(Exception):
    """Something about an account cannot be; the text is a sentence for staff."""


@dataclass(frozen=True, slots=True)
class Person:
    """A colleague. `login` is what they sign in with, always in small letters."""

    id: str
    login: str
    name: str
    role: Role
    is_disabled: bool
    must_change_password: bool
    last_signed_in_at: datetime | None


class Accounts:
    """Works within a session that the caller holds. Safe to share between threads.

    Whatever changes what a person may do ends all their sessions. There is always an administrator who can sign in,
    once there was one.
    """

    def __init__(self, passwords: Passwords, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.passwords = passwords
        self._clock = clock

    def add(
        self, session: Session, login: str, name: str, role: Role, password: str, *, must_change: bool = True
    ) -> Person:
        """A new colleague. Raises AccountFault."""
        login, name = as_login(login), " ".join(name.split())
        if not name or len(name) > MOST_NAME or not name.isprintable():
            raise AccountFault(f"A name has 1 to {MOST_NAME} characters.")
        hashed, now, id_ = self._hashed(password, login), self._clock(), secrets.token_hex(16)
        added = insert_once(
            session,
            StaffUserRow,
            id=id_,
            login=login,
            name=name,
            role=role,
            password_hash=hashed,
            must_change_password=must_change,
            created_at=now,
        )
        if not added:
            raise AccountFault(f"There is a colleague with the sign-in name {login} already.")
        return _person(session.get_one(StaffUserRow, id_))

    def of_login(self, session: Session, login: str) -> tuple[Person, str] | None:
        """The colleague of that sign-in name and the stored hash, disabled ones too; None where there is none."""
        row = session.scalar(select(StaffUserRow).where(StaffUserRow.login == login.strip().lower()))
        return (_person(row), row.password_hash) if row is not None else None

    def find(self, session: Session, person: str) -> Person | None:
        """The colleague of that id."""
        row = session.get(StaffUserRow, person)
        return _person(row) if row is not None else None

    def all(self, session: Session) -> list[Person]:
        """Every colleague by name, disabled ones last."""
        people = [_person(row) for row in session.scalars(select(StaffUserRow))]
        return sorted(people, key=lambda person: (person.is_disabled, person.name.casefold(), person.login))

    def has_administrator(self, session: Session) -> bool:
        """Whether one can sign in."""
        return bool(session.scalar(select(exists().where(*_IS_ACTIVE_ADMINISTRATOR))))

    def set_password(self, session: Session, person: str, password: str, *, must_change: bool) -> None:
        """Replaces a password and ends all sessions. Raises AccountFault."""
        found = self._existing(session, person)
        hashed = self._hashed(password, found.login)
        self._change(session, person, password_hash=hashed, must_change_password=must_change)

    def set_role(self, session: Session, person: str, role: Role) -> None:
        """Raises AccountFault for the last administrator."""
        self._existing(session, person)
        if role is not Role.ADMINISTRATOR:
            self._keep_an_administrator(session, person)
        self._change(session, person, role=role)

    def disable(self, session: Session, person: str) -> None:
        """Signs a colleague out and lets them in no more. Raises AccountFault for the last administrator."""
        self._existing(session, person)
        self._keep_an_administrator(session, person)
        self._change(session, person, disabled_at=self._clock())

    def enable(self, session: Session, person: str) -> None:
        """Lets a colleague in again. Raises AccountFault."""
        self._existing(session, person)
        self._change(session, person, disabled_at=None)

    def note_sign_in(self, session: Session, person: str, rehashed: str | None = None) -> None:
        """Notes when somebody came in, and a hash of their password by today's measure."""
        values: dict[str, object] = {"last_signed_in_at": self._clock()}
        if rehashed is not None:
            values["password_hash"] = rehashed
        session.execute(update(StaffUserRow).where(StaffUserRow.id == person).values(values))

    def _hashed(self, password: str, login: str) -> str:
        if (complaint := passwords.fault(password, login)) is not None:
            raise AccountFault(complaint)
        return self.passwords.hashed(password)

    def _existing(self, session: Session, person: str) -> Person:
        if (found := self.find(session, person)) is None:
            raise AccountFault("There is no such colleague.")
        return found

    def _keep_an_administrator(self, session: Session, person: str) -> None:
        """Raises AccountFault where that one is the last."""
        # Takes the lock first, so that of two administrators who remove each other one comes second and is told.
        session.execute(update(StaffUserRow).where(*_IS_ACTIVE_ADMINISTRATOR).values(role=Role.ADMINISTRATOR))
        left = select(func.count()).where(*_IS_ACTIVE_ADMINISTRATOR, StaffUserRow.id != person)
        if not session.scalar(left):
            row = session.get_one(StaffUserRow, person, populate_existing=True)
            if row.role == Role.ADMINISTRATOR and row.disabled_at is None:
                raise AccountFault("This is the last administrator. Make somebody else one first.")

    def _change(self, session: Session, person: str, **values: object) -> None:
        changed = update(StaffUserRow).where(StaffUserRow.id == person).values(values)
        session.execute(changed, execution_options={"synchronize_session": False})
        session.expire_all()
        end_sessions_of(session, person)


_IS_ACTIVE_ADMINISTRATOR: tuple[ColumnElement[bool], ...] = (
    StaffUserRow.role == Role.ADMINISTRATOR,
    StaffUserRow.disabled_at.is_(None),
)


def as_login(typed: str) -> str:
    """A sign-in name as it is stored. Raises AccountFault."""
    login = typed.strip().lower()
    if len(login) > MOST_LOGIN or not _LOGIN.fullmatch(login):
        raise AccountFault("A sign-in name looks like ann@clinic.example, or ann.")
    return login


def _person(row: StaffUserRow) -> Person:
    return Person(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        is_disabled=row.disabled_at is not None,
        must_change_password=row.must_change_password,
        last_signed_in_at=row.last_signed_in_at,
    )
