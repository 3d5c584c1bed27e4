"""The audit log only grows, and takes no texts."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.staff.accounts import Accounts, Person
from bot.staff.audit import COMMAND_LINE, Action, entries, logins, record
from bot.staff.roles import Role
from bot.storage.database import Database
from bot.storage.models import StaffAuditRow
from tests.staff_browser import PASSWORD


@pytest.fixture
def ann(database: Database, accounts: Accounts) -> Person:
    with database.transaction() as session:
        return accounts.add(session, "ann", "Ann", Role.EDITOR, PASSWORD)


def test_lines_come_back_newest_first(database: Database, ann: Person) -> None:
    with database.transaction() as session:
        record(session, ann, Action.SIGNED_IN)
        record(session, None, Action.ADDED_COLLEAGUE, "bo@clinic.example", "editor")
        told = [(line.login, line.action, line.subject, line.detail) for line in entries(session)]
        assert told == [
            (COMMAND_LINE, "added a colleague", "bo@clinic.example", "editor"),
            ("ann", "signed in", None, None),
        ]
        assert [line.action for line in entries(session, login="ann")] == ["signed in"]
        assert [line.number for line in entries(session, before=2)] == [1]
        assert list(logins(session)) == ["ann", COMMAND_LINE]


@pytest.mark.parametrize("statement", ["UPDATE staff_audit SET login = 'x'", "DELETE FROM staff_audit"])
def test_the_database_refuses_to_change_or_delete_a_line(database: Database, ann: Person, statement: str) -> None:
    with database.transaction() as session:
        record(session, ann, Action.SIGNED_IN)
    with pytest.raises(IntegrityError, match="only grows"), database.transaction() as session:
        session.execute(text(statement))
    with database.transaction() as session:
        assert len(entries(session)) == 1


def test_what_was_not_done_is_not_noted(database: Database, ann: Person) -> None:
    def note_and_fail() -> None:
        with database.transaction() as session:
            record(session, ann, Action.SIGNED_IN)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        note_and_fail()
    with database.transaction() as session:
        assert entries(session) == []


@pytest.mark.parametrize("words", ["two words", "", "I feel bad", "x" * 121, "a\nb"])
def test_it_takes_names_and_no_texts(database: Database, ann: Person, words: str) -> None:
    for given in ((words,), ("ann", words)):
        with database.transaction() as session, pytest.raises(ValueError, match="names, not texts"):
            record(session, ann, Action.SIGNED_IN, *given)


def test_every_action_fits_into_the_table() -> None:
    longest = StaffAuditRow.__table__.c.action.type.length  # type: ignore[attr-defined]
    assert max(len(action) for action in Action) <= longest
