"""The staff site around a bot of its own, and browsers to visit it with."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from bot.assembly import Parts
from bot.channels.web.application import create_application
from bot.library.publishing import Publishing, published_entries
from bot.settings import PROJECT, Settings
from bot.staff.accounts import Accounts
from bot.staff.guesses import Guesses
from bot.staff.passwords import Passwords
from bot.staff.sessions import Sessions
from bot.staff.sign_in import SignIn
from bot.staff.staff import Staff
from bot.storage.database import Database, open_database, upgrade
from bot.storage.keys import vault
from tests.staff_browser import StaffBrowser
from understanding.encoder import SentenceEncoder


@pytest.fixture
def quick_passwords() -> Passwords:
    """argon2id with hardly any work."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def staff_parts(small_parts: Parts, small_settings: Settings, quick_passwords: Passwords) -> Parts:
    """A bot of its own that checks passwords fast."""
    accounts = Accounts(quick_passwords)
    sessions = Sessions(vault(small_settings), timedelta(minutes=30))
    sign_in = SignIn(small_parts.database, accounts, sessions, Guesses())
    return replace(small_parts, staff=Staff(accounts, sessions, sign_in))


@pytest.fixture
def browser(staff_parts: Parts) -> Iterator[Callable[[], StaffBrowser]]:
    """Makes browsers, each with cookies of its own."""
    app = create_application(staff_parts)
    opened: list[TestClient] = []

    def open_one() -> StaffBrowser:
        opened.append(TestClient(app, raise_server_exceptions=False, follow_redirects=False))
        return StaffBrowser(opened[-1], staff_parts)

    yield open_one
    for client in opened:
        client.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The newest tables, with nothing in them."""
    empty = Settings(data_dir=tmp_path / "empty", database_url="")
    upgrade(empty)
    opened = open_database(empty)
    yield opened
    opened.close()


@pytest.fixture
def accounts(quick_passwords: Passwords) -> Accounts:
    return Accounts(quick_passwords)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def answers_parts(staff_parts: Parts, small_settings: Settings) -> Parts:
    """The same bot, with the list of documents, which the check wants, and answers that name only one another."""
    shutil.copy(PROJECT / "content" / "sources.yml", small_settings.content_dir)
    with staff_parts.database.transaction() as session:
        present = published_entries(session)
    staff_parts.publishing.import_entries(
        replace(entry, related=tuple(each for each in sorted(present) if each != slug), next=None)
        for slug, entry in present.items()
    )
    return staff_parts


@pytest.fixture
def strict_browser(answers_parts: Parts, encoder: SentenceEncoder) -> Iterator[Callable[[], StaffBrowser]]:
    """As `browser`, of a clinic that wants two people for what patients get."""
    settings = answers_parts.settings.model_copy(update={"second_review": True})
    publishing = Publishing(answers_parts.database, encoder, second_review=True)
    parts = replace(answers_parts, settings=settings, publishing=publishing)
    app = create_application(parts)
    opened: list[TestClient] = []

    def open_one() -> StaffBrowser:
        opened.append(TestClient(app, raise_server_exceptions=False, follow_redirects=False))
        return StaffBrowser(opened[-1], parts)

    yield open_one
    for client in opened:
        client.close()
