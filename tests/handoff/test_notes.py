"""Notes of staff: sealed, in order, only ever added to, and gone with their item."""

import pytest
from sqlalchemy import func, select, text

from bot.handoff.kinds import ItemKind
from bot.handoff.notes import MOST_CHARACTERS, Note, Notes
from bot.handoff.queue import Queue
from bot.storage.database import Database
from bot.storage.keys import Vault
from bot.storage.models import QueueNoteRow
from tests.handoff.conftest import NOON, Clock

PLANTED = "zebrafinch"


@pytest.fixture
def notes(vault: Vault, clock: Clock) -> Notes:
    return Notes(vault, clock)


@pytest.fixture
def item(database: Database, queue: Queue) -> str:
    with database.transaction() as session:
        return queue.add(session, ItemKind.CALLBACK, "c1", "web").id


def add(database: Database, notes: Notes, item: str, author: str, words: str) -> bool:
    with database.transaction() as session:
        return notes.add(session, item, author, words)


def test_notes_come_back_in_order_with_who_and_when(database: Database, notes: Notes, item: str, clock: Clock) -> None:
    assert add(database, notes, item, "ann", "Rang.\n😔")
    later = clock.forward(minutes=5)
    assert add(database, notes, item, "bo", "Rang.\n😔")
    with database.transaction() as session:
        assert notes.of(session, item) == [Note("ann", NOON, "Rang.\n😔"), Note("bo", later, "Rang.\n😔")]
        assert notes.of(session, "another") == []


def test_the_same_note_twice_in_a_row_is_kept_once(database: Database, notes: Notes, item: str) -> None:
    assert [add(database, notes, item, "ann", words) for words in ("a", "a", "b", "a")] == [True, False, True, True]


def test_an_item_that_is_gone_takes_no_note(database: Database, notes: Notes) -> None:
    assert not add(database, notes, "gone", "ann", "Rang.")


@pytest.mark.parametrize("words", ["", " \n", "x" * (MOST_CHARACTERS + 1)])
def test_a_note_has_words_and_not_too_many(database: Database, notes: Notes, item: str, words: str) -> None:
    with pytest.raises(ValueError, match="A note has"):
        add(database, notes, item, "ann", words)


def test_a_note_is_sealed(database: Database, notes: Notes, item: str) -> None:
    add(database, notes, item, "ann", PLANTED)
    with database.engine.connect() as connection:
        [stored] = connection.execute(text("SELECT words FROM queue_note")).scalars()
    assert PLANTED.encode() not in bytes(stored)


def test_a_note_under_another_key_does_not_hide_the_rest(
    database: Database, notes: Notes, item: str, caplog: pytest.LogCaptureFixture
) -> None:
    add(database, notes, item, "ann", "a")
    with database.transaction() as session:
        session.add(QueueNoteRow(item_id=item, author="bo", at=NOON, words=b"sealed with another key"))
    with database.transaction() as session:
        assert [note.words for note in notes.of(session, item)] == ["a", None]
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize("way", ["on request", "by age"])
def test_notes_go_with_their_item(
    database: Database, notes: Notes, queue: Queue, item: str, clock: Clock, way: str
) -> None:
    add(database, notes, item, "ann", "a")
    with database.transaction() as session:
        if way == "on request":
            assert queue.erase(session, item)
        else:
            assert queue.close(session, item, "ann")
            assert queue.erase_closed_before(session, clock.forward(days=91), list(ItemKind)) == 1
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(QueueNoteRow)) == 0
