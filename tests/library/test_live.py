"""The live library: as new as the database at every message, and as good as its last look when there is none."""

import logging
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.assembly import Parts, assemble
from bot.conversation.service import Incoming
from bot.library.gaps import read_gaps
from bot.library.glossary import Glossary
from bot.library.kinds import Kind
from bot.library.live import LiveLibrary
from bot.library.matching import sayings
from bot.library.publishing import Publishing
from bot.library.vectors import stored_vectors
from bot.settings import PROJECT, Settings
from bot.storage.database import Database, open_database
from bot.storage.models import TextVectorRow
from tests.conftest import SMALL_LIBRARY
from tests.library.parking import PARKING
from understanding.changing_classifier import ChangingClassifier
from understanding.encoder import SentenceEncoder
from understanding.terms import SHAPES, Terms

GAPS = {"cost": ["how much does it cost", "what is the price"]}
TERMS = [Terms.learn(shape, ["how long does it take", "where can i go", "is it safe"]) for shape in SHAPES]


@pytest.fixture
def library(small_settings: Settings, encoder: SentenceEncoder) -> Iterator[LiveLibrary]:
    """The library of one process."""
    with closing(open_database(small_settings)) as database:
        yield LiveLibrary(database, encoder, GAPS, Glossary({}), TERMS)


@pytest.fixture
def elsewhere(small_settings: Settings, encoder: SentenceEncoder) -> Iterator[Publishing]:
    """Publishing as another process does it, on a connection of its own."""
    with closing(open_database(small_settings)) as database:
        yield Publishing(database, encoder)


def best(library: LiveLibrary, text: str) -> str:
    return library.shelf().matcher.find(text).matches[0].slug


def test_it_knows_what_is_published(library: LiveLibrary) -> None:
    assert tuple(library.shelf().entries) == SMALL_LIBRARY
    assert best(library, "how long does one session take") == "session_duration"


def test_the_shipped_library_need_not_be_learned(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def learn(*_: object) -> None:
        raise AssertionError("Training has learned it already.")

    monkeypatch.setattr(ChangingClassifier, "learn", learn)
    with closing(assemble(settings)) as parts:
        assert best(parts.library, "how long does one session take") == "session_duration"


@pytest.mark.parametrize("left", [None, b"", b"PK cut off"])
def test_without_what_training_learned_it_learns_by_itself(
    left: bytes | None,
    small_settings: Settings,
    encoder: SentenceEncoder,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    file = tmp_path / "library.npz"
    if left is not None:
        file.write_bytes(left)
    with closing(open_database(small_settings)) as database:
        library = LiveLibrary(database, encoder, GAPS, Glossary({}), TERMS, file)
        assert best(library, "how long does one session take") == "session_duration"
    assert "The library is learned anew" in caplog.text


def test_as_long_as_nothing_changes_it_does_not_read_again(library: LiveLibrary) -> None:
    assert library.shelf() is library.shelf()


def test_a_publish_elsewhere_is_seen_by_the_very_next_look(library: LiveLibrary, elsewhere: Publishing) -> None:
    assert "parking" not in library.shelf().entries
    elsewhere.save(PARKING, "ada")
    assert "parking" not in library.shelf().entries, "what is only saved is not live"
    elsewhere.publish("parking", 1)
    assert library.shelf().entries["parking"] == PARKING
    assert best(library, "somewhere to leave my car?") == "parking"


def test_a_new_wording_and_a_withdrawal_are_seen_by_the_very_next_look(
    library: LiveLibrary, elsewhere: Publishing
) -> None:
    elsewhere.import_entries([PARKING])
    assert library.shelf().entries["parking"].body == PARKING.body
    elsewhere.import_entries([replace(PARKING, body="No.")])
    assert library.shelf().entries["parking"].body == "No."
    elsewhere.withdraw("parking")
    assert "parking" not in library.shelf().entries
    assert best(library, "where can i park") != "parking"


def test_a_shelf_in_hand_stays_as_it_was(library: LiveLibrary, elsewhere: Publishing) -> None:
    before = library.shelf()
    found = before.matcher.find("where can i park")
    elsewhere.import_entries([PARKING])
    assert library.shelf().revision > before.revision
    assert tuple(before.entries) == SMALL_LIBRARY
    assert before.matcher.find("where can i park") == found


def test_the_vectors_of_the_library_are_stored_and_those_of_questions_are_not(library: LiveLibrary) -> None:
    shelf = library.shelf()
    said = {text for entry in shelf.entries.values() for text in sayings(entry)}
    with library._database.transaction() as session:
        stored = stored_vectors(session, [*said, *GAPS["cost"]])
        before = session.scalar(select(func.count()).select_from(TextVectorRow))
    assert stored.keys() == {*said, *GAPS["cost"]}
    shelf.matcher.find("my own secret question. And is there a second one?")
    with library._database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(TextVectorRow)) == before
    assert not [text for text in library._vectors if "secret" in text]


def test_without_any_answer_there_is_a_shelf_that_finds_none(library: LiveLibrary, elsewhere: Publishing) -> None:
    library.shelf()
    for slug in SMALL_LIBRARY:
        elsewhere.withdraw(slug)
    assert library.shelf().entries == {}
    assert library.shelf().matcher.find("how long does one session take").matches == []
    elsewhere.import_entries([PARKING])
    assert best(library, "where can i park") == "parking"


def test_two_libraries_see_the_same(library: LiveLibrary, small_settings: Settings, elsewhere: Publishing) -> None:
    with closing(open_database(small_settings)) as database:
        other = LiveLibrary(database, library._encoder, GAPS, Glossary({}), TERMS)
        for shelf in (library.shelf(), other.shelf()):
            assert "parking" not in shelf.entries
        elsewhere.import_entries([PARKING])
        for shelf in (library.shelf(), other.shelf()):
            assert "parking" in shelf.entries


def test_when_the_database_goes_the_last_known_answers_stay(
    library: LiveLibrary, small_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    library.shelf()
    library._database.close()
    for file in small_settings.data_dir.glob("kap.sqlite3*"):
        file.unlink()
    caplog.set_level(logging.ERROR)
    assert best(library, "how long does one session take") == "session_duration"
    assert "serving the last known answers" in caplog.text


def test_before_the_first_look_there_is_nothing_to_fall_back_on(
    encoder: SentenceEncoder, small_settings: Settings
) -> None:
    (small_settings.data_dir / "none").mkdir()
    empty = Database(f"sqlite:///{small_settings.data_dir / 'none' / 'kap.sqlite3'}")
    with closing(empty), pytest.raises(SQLAlchemyError):
        LiveLibrary(empty, encoder, GAPS, Glossary({}), TERMS).shelf()


def test_when_the_database_comes_back_so_do_new_answers(
    library: LiveLibrary, small_settings: Settings, elsewhere: Publishing
) -> None:
    library.shelf()
    library._database.close()
    file = small_settings.data_dir / "kap.sqlite3"
    away = file.with_name("away")
    file.rename(away)
    assert tuple(library.shelf().entries) == SMALL_LIBRARY
    library._database.close()
    for left in small_settings.data_dir.glob("kap.sqlite3*"):
        left.unlink()
    away.rename(file)
    elsewhere.import_entries([PARKING])
    assert "parking" in library.shelf().entries


def test_threads_that_look_at_once_get_one_whole_shelf(library: LiveLibrary, elsewhere: Publishing) -> None:
    wrong: list[str] = []
    stop = threading.Event()

    def look() -> None:
        newest = 0
        while not stop.is_set():
            shelf = library.shelf()
            if shelf.revision < newest or set(SMALL_LIBRARY) - shelf.entries.keys():
                wrong.append(f"revision {shelf.revision} after {newest} with {sorted(shelf.entries)}")
            newest = shelf.revision

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(6):
        elsewhere.import_entries([replace(PARKING, body=f"Yes, {number} places.")])
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert library.shelf().entries["parking"].body == "Yes, 5 places."


def test_a_topic_that_the_training_never_saw_is_answered_at_once_and_closes_its_gap(
    parts: Parts, settings: Settings, encoder: SentenceEncoder
) -> None:
    asked = ["is there parking", "where can i park"]
    assert "is there parking" in read_gaps(PROJECT / "content")["getting_there"], "the gap that this test closes"
    parts.conversation.begin("web", "someone")

    def first_reply(text: str) -> tuple[Kind, str | None]:
        message = parts.conversation.reply("web", "someone", Incoming(text=text))[0]
        return message.kind, message.entry

    assert first_reply(asked[0]) == (Kind.NOT_COVERED, None)
    with closing(open_database(settings)) as database:
        Publishing(database, encoder).import_entries([PARKING])
    for text in asked:
        assert first_reply(text) == (Kind.ANSWER, "parking")
    assert first_reply("how long does one session take") == (Kind.ANSWER, "session_duration")
    assert first_reply("how much does it cost")[0] is Kind.NOT_COVERED, "the other gaps stay open"
