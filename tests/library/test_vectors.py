"""Stored vectors: computed once, found again exactly, and computed anew where they are damaged."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select, update

from bot.library.vectors import missing_vectors, store_vectors, stored_vectors
from bot.settings import Settings
from bot.storage.database import Database, open_database, upgrade
from bot.storage.models import TextVectorRow
from understanding.encoder import DIMENSIONS, SentenceEncoder

TEXTS = ["what is kap", "Is there parking?", "", "\U0001f600"]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    settings = Settings(data_dir=tmp_path, database_url="")
    upgrade(settings)
    with closing(open_database(settings)) as opened:
        yield opened


def stored(database: Database, texts: list[str]) -> dict[str, np.ndarray]:
    with database.transaction() as session:
        return stored_vectors(session, texts)


def store(database: Database, vectors: dict[str, np.ndarray]) -> None:
    with database.transaction() as session:
        store_vectors(session, vectors)


def test_what_is_stored_is_found_exactly(database: Database, encoder: SentenceEncoder) -> None:
    computed = missing_vectors({}, TEXTS, encoder)
    assert computed.keys() == set(TEXTS)
    store(database, computed)
    found = stored(database, [*TEXTS, "unknown"])
    assert found.keys() == set(TEXTS)
    for text in TEXTS:
        assert found[text].dtype == np.float32
        assert np.array_equal(found[text], computed[text])


def test_only_what_is_missing_is_computed(encoder: SentenceEncoder) -> None:
    known = {"what is kap": np.zeros(DIMENSIONS, dtype=np.float32)}
    assert missing_vectors(known, ["what is kap", "hello", "hello"], encoder).keys() == {"hello"}
    assert missing_vectors(known, ["what is kap"], encoder) == {}
    assert missing_vectors(known, [], encoder) == {}


def test_more_texts_than_one_query_holds(database: Database) -> None:
    many = {f"text {number}": np.full(DIMENSIONS, number, dtype=np.float32) for number in range(1201)}
    store(database, many)
    found = stored(database, list(many))
    assert found.keys() == many.keys()
    assert all(found[text][0] == vector[0] for text, vector in many.items())


def test_storing_twice_does_no_harm(database: Database) -> None:
    vector = np.ones(DIMENSIONS, dtype=np.float32)
    store(database, {"hello": vector})
    store(database, {"hello": vector})
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(TextVectorRow)) == 1


def test_a_vector_of_another_length_is_not_used_and_can_be_replaced(database: Database) -> None:
    vector = np.ones(DIMENSIONS, dtype=np.float32)
    store(database, {"hello": vector})
    with database.transaction() as session:
        session.execute(update(TextVectorRow).values(vector=vector[:100].tobytes()))
    assert stored(database, ["hello"]) == {}
    store(database, {"hello": vector})
    assert np.array_equal(stored(database, ["hello"])["hello"], vector)


def test_the_text_itself_is_not_stored(database: Database) -> None:
    store(database, {"a telling text": np.ones(DIMENSIONS, dtype=np.float32)})
    with database.transaction() as session:
        [digest] = session.scalars(select(TextVectorRow.digest))
    assert "telling" not in digest
