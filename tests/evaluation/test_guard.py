"""The sets themselves: not learned, not twice the same, in two halves that share nothing, and wide enough."""

from pathlib import Path

import numpy as np
import pytest

from bot.settings import PROJECT
from tests.evaluation.guard import MOST_TWINS, Guard, SafetyGuard, TextGuard, all_texts, guarded, guarded_safety
from tests.evaluation.learned import learned_texts, screen_texts
from tests.evaluation.plain_encoder import plain_encoder
from tests.evaluation.safety_sets import Expected, SafetyRow, read_safety
from tests.evaluation.sets import EvaluationSets, Half, Other, read_sets
from tests.evaluation.suspects import suspects
from understanding.encoder import SentenceEncoder

# Thousands of learned texts go through the encoder once.
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def plain(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    return plain_encoder(PROJECT / "models" / "encoder", tmp_path_factory.mktemp("plain-encoder"))


@pytest.fixture(scope="module")
def learned(plain: SentenceEncoder) -> np.ndarray:
    return plain.encode(suspects(all_texts(), learned_texts()))


@pytest.fixture(scope="module")
def guard(plain: SentenceEncoder, learned: np.ndarray) -> Guard:
    return Guard({half: read_sets(half) for half in Half}, learned, plain.encode)


@pytest.fixture(scope="module")
def safety_guard(plain: SentenceEncoder, learned: np.ndarray) -> SafetyGuard:
    return SafetyGuard({half: read_safety(half) for half in Half}, learned, plain.encode)


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


def test_nothing_in_the_safety_sets_was_learned(safety_guard: SafetyGuard) -> None:
    assert safety_guard.learned() == []


def test_little_in_the_safety_sets_is_said_twice(safety_guard: SafetyGuard) -> None:
    twins = safety_guard.twins()
    print(f"{safety_guard.share_of_twins():.1%} of the rows are like an earlier one.", *twins, sep="\n")
    assert safety_guard.share_of_twins() <= MOST_TWINS, "\n".join(twins)


def test_the_halves_share_no_text_even_with_the_other_sets() -> None:
    rows = guarded({half: read_sets(half) for half in Half}) + guarded_safety(
        {half: read_safety(half) for half in Half}
    )
    assert TextGuard(rows, np.empty((0, 1)), lambda texts: np.empty((len(texts), 1))).in_both_halves() == []


def test_the_safety_test_half_is_large_enough(safety_guard: SafetyGuard) -> None:
    assert safety_guard.small_test() == []


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


def test_the_safety_guard_sees_what_it_should_and_quotes_no_test_row() -> None:
    halves = {
        Half.DEVELOPMENT: [_row("read me")],
        Half.TEST: [_row("Read me"), _row("read it", Expected.NONE, "idiom")],
    }
    strict = SafetyGuard(halves, np.array([[0.0, 1.0]]), lambda _: np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    assert strict.learned() == ["safety/test.jsonl: 1"]
    assert strict.twins() == strict.in_both_halves() == ["safety/test.jsonl: 1"]
    assert strict.small_test() == ["in danger: 1 of 150", "harmless: 1 of 200"]
    assert "read" not in f"{strict!r} {halves!r} {guarded_safety(halves)!r}".casefold()


def test_every_list_of_texts_in_the_screens_files_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("about: crisis\ncrisis: [a, b]\nnone:\n  idiom:\n  - c\n  - [d, 3]\n")
    (tmp_path / "two.yml").write_text("- e\n- {texts: [a, f]}\n")
    assert screen_texts(tmp_path) == ["a", "b", "c", "d", "e", "f"]


def test_without_texts_of_the_screen_the_rest_is_guarded(tmp_path: Path) -> None:
    assert screen_texts(tmp_path / "not there") == []


def test_a_file_of_the_screen_without_a_list_is_no_file_to_pass_over(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("crisis: |\n  - a\n  - b\n")
    with pytest.raises(ValueError, match=r"one\.yml holds no list of texts"):
        screen_texts(tmp_path)


def _row(text: str, expected: Expected = Expected.CRISIS, kind: str = "direct") -> SafetyRow:
    return SafetyRow(text, expected, kind, "one")


def _sets(*messages: Other) -> EvaluationSets:
    return EvaluationSets(answers=(), not_covered=(), messages=messages, two_questions=(), follow_ups=())
