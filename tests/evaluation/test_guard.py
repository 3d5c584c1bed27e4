"""The sets themselves: not learned, not twice the same, in two halves that share nothing, and wide enough."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from bot.assembly import CLASSIFIER_FILE
from bot.settings import PROJECT, Settings
from bot.storage.database import open_database
from bot.storage.models import TextVectorRow
from tests.evaluation.guard import MOST_TWINS, Guard
from tests.evaluation.sets import EvaluationSets, Half, Other, read_sets
from understanding.classifier import TextClassifier
from understanding.encoder import SentenceEncoder


@pytest.fixture(scope="module")
def guard(encoder: SentenceEncoder, filled_data_dir: Path) -> Guard:
    """Over both halves, and all that is learned: Rasa's examples, and every phrasing and known gap of the content."""
    examples = TextClassifier.load(PROJECT / "models" / CLASSIFIER_FILE).vectors
    settings = Settings(data_dir=filled_data_dir, database_url="")
    with closing(open_database(settings)) as database, database.transaction() as session:
        content = [np.frombuffer(each, dtype=np.float32) for each in session.scalars(select(TextVectorRow.vector))]
    return Guard({half: read_sets(half) for half in Half}, np.vstack([examples, *content]), encoder.encode)


@pytest.fixture(scope="module")
def topics() -> list[str]:
    return sorted(path.stem for path in (PROJECT / "content" / "entries").glob("*.md"))


def test_nothing_in_the_sets_was_learned(guard: Guard) -> None:
    assert guard.learned() == []


def test_little_in_the_sets_is_said_twice(guard: Guard) -> None:
    twins = guard.twins()
    print(f"{guard.share_of_twins():.1%} of the rows are like an earlier one.", *twins, sep="\n")
    assert guard.share_of_twins() <= MOST_TWINS, "\n".join(twins)


def test_the_halves_share_no_text(guard: Guard) -> None:
    assert guard.in_both_halves() == []


def test_every_topic_is_asked_for(guard: Guard, topics: list[str]) -> None:
    assert guard.rare_topics(topics) == []


def test_every_label_is_a_topic(guard: Guard, topics: list[str]) -> None:
    assert guard.unknown_topics(topics) == []


def test_the_sets_are_large_enough(guard: Guard) -> None:
    assert guard.small_sets() == []


def test_the_guard_sees_what_it_should_and_quotes_no_test_row() -> None:
    def encode(texts: object) -> np.ndarray:
        return np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])

    halves = {
        Half.DEVELOPMENT: _sets(Other("read me", "privacy", "a"), Other("Read  it", "privacy", "a")),
        Half.TEST: _sets(Other("read it", "privacy", "b")),
    }
    strict = Guard(halves, np.array([[0.0, 1.0]]), encode)
    assert strict.learned() == ["development/messages.jsonl: 1: ['Read  it']", "test/messages.jsonl: 1"]
    assert strict.twins() == ["test/messages.jsonl: 1"]
    assert strict.share_of_twins() == pytest.approx(1 / 3)
    assert strict.in_both_halves() == ["test/messages.jsonl: 1"]
    assert strict.rare_topics(["ptsd"]) == ["ptsd: 0"]
    assert strict.small_sets() == ["answers: 0 of 300", "not_covered: 0 of 120", "messages: 3 of 200"]
    assert "read" not in repr(strict)


def _sets(*messages: Other) -> EvaluationSets:
    return EvaluationSets(answers=(), not_covered=(), messages=messages, two_questions=(), follow_ups=())
