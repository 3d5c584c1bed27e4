"""`kap user` makes the first administrator, and `make run` says so while there is none."""

import re
import shlex
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.launch.announcement import first_administrator
from bot.settings import Settings
from bot.staff.accounts import Accounts
from bot.staff.audit import entries
from bot.staff.passwords import Passwords
from bot.storage.database import open_database

ADD = ("add", "Ann@clinic.example", "--name", "Ann Nwosu", "--role")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KAP_DATABASE_URL", "")
    return Settings()


def run(*words: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, ["user", *words], input=typed)
    return done.exit_code, done.output


def opens(settings: Settings, password: str) -> tuple[bool, bool]:
    """Whether it is the password, and whether it must be changed."""
    passwords = Passwords()
    with closing(open_database(settings)) as database, database.transaction() as session:
        found = Accounts(passwords).of_login(session, "ann@clinic.example")
        assert found is not None
        return passwords.matches(found[1], password), found[0].must_change_password


def test_the_first_administrator_is_made_on_a_new_database(settings: Settings) -> None:
    status, output = run(*ADD, "administrator")
    assert status == 0, output
    assert "Ann Nwosu can sign in as ann@clinic.example." in output
    shown = re.search(r"One-time password, shown this once: (\S+)", output)
    assert shown is not None
    assert opens(settings, shown[1]) == (True, True)
    with closing(open_database(settings)) as database, database.transaction() as session:
        [line] = entries(session)
    assert (line.login, line.action, line.subject) == ("kap:command-line", "added a colleague", "ann@clinic.example")


def test_a_password_can_be_typed_and_is_not_printed(settings: Settings) -> None:
    chosen = "quite another set of words"
    status, output = run(*ADD, "editor", "--ask", typed=f"{chosen}\n{chosen}\n")
    assert status == 0, output
    assert chosen not in output
    assert opens(settings, chosen) == (True, False)


def test_a_forgotten_password_is_replaced(settings: Settings) -> None:
    run(*ADD, "administrator")
    status, output = run("password", "ann@clinic.example")
    assert status == 0
    assert opens(settings, output.split()[-1]) == (True, True)


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        ((*ADD, "administrator"), "", "already"),
        (("add", "a b", "--name", "A", "--role", "editor"), "", "A sign-in name looks like"),
        (("add", "bo", "--name", "Bo", "--role", "editor", "--ask"), "short\nshort\n", "at least 12 characters"),
        (("password", "nobody"), "", "no colleague"),
        (("add", "bo", "--name", "Bo", "--role", "director"), "", "director"),
    ],
)
def test_what_cannot_be_is_one_sentence(settings: Settings, words: tuple[str, ...], typed: str, sentence: str) -> None:
    run(*ADD, "administrator")
    status, output = run(*words, typed=typed)
    assert status != 0
    assert sentence in output
    assert "Traceback" not in output


def test_without_an_administrator_the_start_says_how_to_make_one(settings: Settings) -> None:
    run(*ADD, "editor")
    told = first_administrator(settings)
    assert told is not None
    assert f"http://127.0.0.1:{settings.port}/staff/" in told
    command = re.search(r"`\.venv/bin/kap user (.*)`", told)
    assert command is not None
    assert "\n" not in told
    assert run(*shlex.split(command[1]))[0] == 0
    assert first_administrator(settings) is None


def test_a_database_that_is_not_there_is_not_told_here(tmp_path: Path) -> None:
    assert first_administrator(Settings(data_dir=tmp_path / "nowhere", database_url="")) is None
