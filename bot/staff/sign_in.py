"""From a sign-in name and a password to a session."""

from bot.staff import audit
from bot.staff.accounts import Accounts, Person
from bot.staff.audit import Action
from bot.staff.guesses import Guesses
from bot.staff.sessions import Sessions, end_sessions_of
from bot.storage.database import Database


class TooManyGuesses(Exception):
    """The next try has to wait for so many `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class SignIn:
    """Opens transactions of its own, none of them while a password is checked. Safe to share between threads."""

    def __init__(self, database: Database, accounts: Accounts, sessions: Sessions, guesses: Guesses) -> None:
        self._database = database
        self._accounts = accounts
        self._sessions = sessions
        self._guesses = guesses

    def sign_in(self, login: str, password: str, address: str) -> str | None:
        """The token of a new session; None where name and password don't belong together, or the colleague is
        disabled. Raises TooManyGuesses, sqlalchemy.exc.SQLAlchemyError."""
        found = self._checked(login, password, address)
        if found is None:
            return None
        person, stored = found
        dated = self._accounts.passwords.is_dated(stored)
        rehashed = self._accounts.passwords.hashed(password) if dated else None
        with self._database.transaction() as session:
            self._accounts.note_sign_in(session, person.id, rehashed)
            audit.record(session, person, Action.SIGNED_IN)
            return self._sessions.open(session, person.id)

    def change_password(self, person: Person, present: str, new: str, address: str) -> str | None:
        """The token of a new session, in place of all that the person had; None where the present password is wrong.

        Raises AccountFault, TooManyGuesses, sqlalchemy.exc.SQLAlchemyError.
        """
        if self._checked(person.login, present, address) is None:
            return None
        with self._database.transaction() as session:
            self._accounts.set_password(session, person.id, new, must_change=False)
            audit.record(session, person, Action.CHANGED_OWN_PASSWORD)
            return self._sessions.open(session, person.id)

    def sign_out(self, person: Person, token: str) -> None:
        """Ends one session."""
        with self._database.transaction() as session:
            self._sessions.end(session, token)
            audit.record(session, person, Action.SIGNED_OUT)

    def sign_out_everywhere(self, person: Person, by: Person) -> int:
        """Ends all sessions of a colleague; returns how many there were."""
        with self._database.transaction() as session:
            ended = end_sessions_of(session, person.id)
            audit.record(session, by, Action.ENDED_SESSIONS, person.login)
            return ended

    def _checked(self, login: str, password: str, address: str) -> tuple[Person, str] | None:
        if (wait := self._guesses.wait_for(login, address)) is not None:
            raise TooManyGuesses(wait)
        with self._database.transaction() as session:
            found = self._accounts.of_login(session, login)
        person, stored = found if found is not None else (None, None)
        if not self._accounts.passwords.matches(stored, password) or person is None or person.is_disabled:
            # A name that nobody has is not noted: it may be a password that was typed into the wrong field.
            if person is not None:
                with self._database.transaction() as session:
                    audit.record(session, person, Action.SIGN_IN_FAILED)
            return None
        self._guesses.succeeded(login, address)
        return person, stored or ""
