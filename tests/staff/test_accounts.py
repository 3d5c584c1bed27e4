"""Colleagues and their passwords."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy.exc import OperationalError

from bot.staff import passwords
from bot.staff.accounts import AccountFault, Accounts, Person
from bot.staff.passwords import Passwords, one_time
from bot.staff.roles import Role
from bot.storage.database import Database
from bot.storage.models import StaffUserRow
from tests.staff_browser import PASSWORD


def add(database: Database, accounts: Accounts, login: str, role: Role = Role.ADMINISTRATOR) -> Person:
    with database.transaction() as session:
        return accounts.add(session, login, login.capitalize(), role, PASSWORD)


def find(database: Database, accounts: Accounts, person: Person) -> Person:
    with database.transaction() as session:
        found = accounts.find(session, person.id)
    assert found is not None
    return found


def test_passwords_are_hashed_with_argon2id_and_enough_work() -> None:
    made = Passwords()
    stored = made.hashed(PASSWORD)
    used = extract_parameters(stored)
    assert stored.startswith("$argon2id$")
    assert (used.memory_cost, used.time_cost) == (65536, 3)
    assert stored != made.hashed(PASSWORD)
    assert made.matches(stored, PASSWORD)
    assert not made.matches(stored, f"{PASSWORD} ")
    assert not made.matches(None, PASSWORD)
    assert not made.matches("no hash", PASSWORD)


def test_a_password_is_the_same_on_every_keyboard(quick_passwords: Passwords) -> None:
    assert quick_passwords.matches(quick_passwords.hashed("grüne Wolke am Fluß"), "gru\u0308ne Wolke am Fluß")


def test_a_hash_of_less_work_is_dated(quick_passwords: Passwords) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert Passwords().is_dated(weaker)
    assert not quick_passwords.is_dated(weaker)


@pytest.mark.parametrize(
    "password",
    ["short", "aaaaaaaaaaaaaaaa", "ababababababab", "MyPassword2026", "ketamine clinic", "ann.nwosu 1990!", "x" * 201],
)
def test_a_weak_password_is_refused_with_a_reason(password: str) -> None:
    assert passwords.fault(password, "ann.nwosu@clinic.example")


@pytest.mark.parametrize("password", [PASSWORD, "zwölf Zeichen", "ann likes long walks"])
def test_a_good_password_is_taken_whatever_it_is_made_of(password: str) -> None:
    assert passwords.fault(password, "ann@clinic.example") is None


def test_one_time_passwords_are_good_and_differ() -> None:
    made = [one_time() for _ in range(200)]
    assert len(set(made)) == 200
    assert all(passwords.fault(password, "ann") is None for password in made)


def test_a_colleague_is_found_by_any_spelling_of_the_name(database: Database, accounts: Accounts) -> None:
    ann = add(database, accounts, "Ann@Clinic.example")
    with database.transaction() as session:
        assert ann.login == "ann@clinic.example"
        found = accounts.of_login(session, " ANN@clinic.EXAMPLE ")
        assert found is not None
        assert found[0] == ann
        assert accounts.of_login(session, "bo") is None
    assert ann.must_change_password


def test_two_cannot_have_one_name(database: Database, accounts: Accounts) -> None:
    add(database, accounts, "ann")
    with pytest.raises(AccountFault, match="already"):
        add(database, accounts, "ANN")


@pytest.mark.parametrize("login", ["", " ", "a b", "a\u00e9", "\u0430nn", "a@", "@b", "a@@b", "a<b", "-a", "a" * 121])
def test_a_sign_in_name_is_plain(database: Database, accounts: Accounts, login: str) -> None:
    with pytest.raises(AccountFault, match="looks like"):
        add(database, accounts, login)


def test_disabled_colleagues_stand_last(database: Database, accounts: Accounts) -> None:
    people = [add(database, accounts, login) for login in ("zoe", "ann", "bo")]
    with database.transaction() as session:
        accounts.disable(session, people[1].id)
        assert [person.login for person in accounts.all(session)] == ["bo", "zoe", "ann"]


def test_there_is_always_an_administrator(database: Database, accounts: Accounts) -> None:
    with database.transaction() as session:
        assert not accounts.has_administrator(session)
    ann, bo, _ = (
        add(database, accounts, "ann"),
        add(database, accounts, "bo"),
        add(database, accounts, "e", Role.EDITOR),
    )
    with database.transaction() as session:
        accounts.disable(session, bo.id)
    for change in (lambda s: accounts.disable(s, ann.id), lambda s: accounts.set_role(s, ann.id, Role.EDITOR)):
        with pytest.raises(AccountFault, match="last administrator"), database.transaction() as session:
            change(session)
    assert find(database, accounts, ann).role is Role.ADMINISTRATOR
    with database.transaction() as session:
        accounts.set_role(session, ann.id, Role.ADMINISTRATOR)
        accounts.disable(session, bo.id)
        assert accounts.has_administrator(session)


def test_of_two_administrators_who_remove_each_other_one_stays(database: Database, accounts: Accounts) -> None:
    people = [add(database, accounts, login) for login in ("ann", "bo")]
    together = threading.Barrier(2)

    def remove(person: Person) -> str:
        together.wait()
        try:
            with database.transaction() as session:
                accounts.disable(session, person.id)
        except (AccountFault, OperationalError) as fault:
            return type(fault).__name__
        return "removed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, people)) == ["AccountFault", "removed"]


def test_a_person_who_is_not_there_cannot_be_changed(database: Database, accounts: Accounts) -> None:
    with database.transaction() as session, pytest.raises(AccountFault, match="no such colleague"):
        accounts.enable(session, "nobody")


def test_a_dated_hash_is_replaced_when_somebody_comes_in(database: Database, accounts: Accounts) -> None:
    ann = add(database, accounts, "ann")
    with database.transaction() as session:
        accounts.note_sign_in(session, ann.id, "newer hash")
    with database.transaction() as session:
        row = session.get_one(StaffUserRow, ann.id)
        assert row.password_hash == "newer hash"
        assert row.last_signed_in_at is not None
