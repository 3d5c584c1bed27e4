"""What is read back of a conversation, and how little of it has to be opened for that."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.conversation.store import ConversationStore
from bot.settings import Settings
from bot.storage.database import open_database, upgrade
from bot.storage.keys import Vault
from bot.storage.models import MessageRow


class CountingVault(Vault):
    """Counts what it opens."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys)
        self.opened = 0

    def unseal(self, sealed: bytes) -> Any:
        self.opened += 1
        return super().unseal(sealed)


@pytest.fixture
def sealed() -> CountingVault:
    return CountingVault(Fernet.generate_key().decode())


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    settings = Settings(data_dir=tmp_path, database_url="")
    upgrade(settings)
    database = open_database(settings)
    with database.transaction() as opened:
        yield opened
    database.close()


@pytest.fixture
def store(sealed: CountingVault) -> ConversationStore:
    return ConversationStore(sealed)


def written(store: ConversationStore, session: Session, *texts: str) -> str:
    """A conversation in which a person wrote this."""
    conversation = store.create(session, "web", secrets.token_hex(8)).id
    for text in texts:
        store.add_person_message(session, conversation, text, None)
    return conversation


@pytest.mark.parametrize(
    ("texts", "is_minor"),
    [
        (["hi", "im 17", "yes"], True),
        (["im 17", "sorry i meant 27", "ok"], False),
        (["i'm 25", "no im 16"], True),
        (["hi", "27", "how long is it"], False),
        ([], False),
    ],
)
@pytest.mark.parametrize("is_older", [False, True], ids=["kept now", "kept before anyone looked"])
def test_an_age_that_was_told_once_is_remembered_until_it_is_taken_back(
    store: ConversationStore, session: Session, texts: list[str], *, is_minor: bool, is_older: bool
) -> None:
    conversation = written(store, session, *texts)
    if is_older:
        session.execute(update(MessageRow).values(tells_age=None))
    assert store.said_under_age(session, conversation) is is_minor


def test_nothing_is_opened_but_what_tells_an_age(
    store: ConversationStore, session: Session, sealed: CountingVault
) -> None:
    conversation = written(store, session, *["how long is it"] * 20, "im 17", *["yes"] * 20)
    assert store.said_under_age(session, conversation)
    assert sealed.opened == 1


def test_the_last_words_come_in_the_order_in_which_they_were_written(
    store: ConversationStore, session: Session, sealed: CountingVault
) -> None:
    conversation = written(store, session, "one", "two", "three", "four")
    assert store.last_words(session, conversation, 3) == ["two", "three", "four"]
    assert sealed.opened == 3
