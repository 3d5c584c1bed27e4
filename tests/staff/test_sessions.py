"""Sessions: how long they hold and what ends them."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import event, func, select

from bot.staff.accounts import Accounts, Person
from bot.staff.roles import Role
from bot.staff.sessions import Sessions, end_sessions_of
from bot.storage.database import Database
from bot.storage.keys import Vault
from bot.storage.models import StaffSessionRow
from tests.staff.conftest import Clock
from tests.staff_browser import PASSWORD


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(Vault(Fernet.generate_key().decode()), timedelta(minutes=30), clock)


@pytest.fixture
def ann(database: Database, accounts: Accounts) -> Person:
    with database.transaction() as session:
        return accounts.add(session, "ann", "Ann", Role.EDITOR, PASSWORD)


def is_open(database: Database, sessions: Sessions, token: str, *, wakes: bool = True) -> bool:
    with database.transaction() as session:
        return sessions.find(session, token, wakes=wakes) is not None


@pytest.fixture
def token(database: Database, sessions: Sessions, ann: Person) -> str:
    with database.transaction() as session:
        return sessions.open(session, ann.id)


def test_a_token_is_long_and_random(database: Database, sessions: Sessions, ann: Person) -> None:
    with database.transaction() as session:
        made = {sessions.open(session, ann.id) for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 43


def test_a_session_holds_while_it_is_used_and_ends_when_it_is_not(
    database: Database, sessions: Sessions, token: str, clock: Clock
) -> None:
    for _ in range(5):
        clock.pass_by(minutes=29)
        assert is_open(database, sessions, token)
    clock.pass_by(minutes=30)
    assert not is_open(database, sessions, token)


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(
    database: Database, sessions: Sessions, token: str, clock: Clock
) -> None:
    for _ in range(29):
        clock.pass_by(minutes=1)
        assert is_open(database, sessions, token, wakes=False)
    clock.pass_by(minutes=1)
    assert not is_open(database, sessions, token)


def test_a_session_ends_after_twelve_hours_whatever_happens(
    database: Database, sessions: Sessions, token: str, clock: Clock
) -> None:
    for _ in range(71):
        clock.pass_by(minutes=10)
        assert is_open(database, sessions, token)
    clock.pass_by(minutes=10)
    assert not is_open(database, sessions, token)


def test_a_click_within_the_same_minute_writes_nothing(
    database: Database, sessions: Sessions, token: str, clock: Clock
) -> None:
    written: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *a: written.append(str(a[2]).split()[0]))
    clock.pass_by(seconds=59)
    assert is_open(database, sessions, token)
    assert "UPDATE" not in written
    clock.pass_by(seconds=1)
    assert is_open(database, sessions, token)
    assert "UPDATE" in written


@pytest.mark.parametrize("what", ["password", "role", "disable", "ended", "all ended"])
def test_what_ends_a_session(
    database: Database, sessions: Sessions, accounts: Accounts, ann: Person, token: str, what: str
) -> None:
    with database.transaction() as session:
        match what:
            case "password":
                accounts.set_password(session, ann.id, "another few words", must_change=False)
            case "role":
                accounts.set_role(session, ann.id, Role.CLINICIAN)
            case "disable":
                accounts.disable(session, ann.id)
            case "ended":
                sessions.end(session, token)
            case _:
                assert end_sessions_of(session, ann.id) == 1
    assert not is_open(database, sessions, token)


def test_sessions_that_have_ended_are_cleared_away(
    database: Database, sessions: Sessions, ann: Person, token: str, clock: Clock
) -> None:
    clock.pass_by(minutes=31)
    with database.transaction() as session:
        assert sessions.count(session) == {}
        sessions.open(session, ann.id)
        assert sessions.count(session) == {ann.id: 1}
        assert session.scalar(select(func.count()).select_from(StaffSessionRow)) == 1


def test_another_key_opens_nothing(database: Database, token: str, clock: Clock) -> None:
    other = Sessions(Vault(Fernet.generate_key().decode()), timedelta(minutes=30), clock)
    assert not is_open(database, other, token)


def test_the_token_of_a_form_says_nothing_about_the_session(sessions: Sessions, token: str) -> None:
    made = sessions.form_token(token)
    assert made != token
    assert made != sessions.form_token(token + "x")
    assert made == sessions.form_token(token)
