"""Nothing that answers are measured by was learned: not word for word, and nothing near it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.prescreen.interpretation.interpreter import LISTS
from bot.prescreen.interpretation.training import read_examples
from bot.prescreen.values import Value
from bot.settings import PROJECT
from tests.evaluation.guard import TOO_NEAR
from tests.evaluation.interpretation.report import confusion, mistakes, rates
from tests.evaluation.interpretation.rows import Row, read_rows
from tests.evaluation.plain_encoder import plain_encoder
from tests.evaluation.sets import Half
from tests.evaluation.suspects import suspects
from understanding.encoder import SentenceEncoder

# Thousands of learned texts go through the encoder once.
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def plain(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    return plain_encoder(PROJECT / "models" / "encoder", tmp_path_factory.mktemp("plain-encoder"))


@pytest.mark.parametrize("half", Half)
def test_no_row_is_like_a_learned_answer(half: Half, plain: SentenceEncoder) -> None:
    texts = [row.text for row in read_rows(half)]
    learned = [text for _, text, _ in read_examples(LISTS)]
    found = _like(texts, plain.encode(texts), learned, plain.encode(suspects(texts, learned)))
    # Numbers alone: whoever reads the test half's texts begins to tune on them.
    assert found == [], f"Lines of {half}.jsonl that are like one of data/prescreen/answers.yml: {found}"


def _like(texts: Sequence[str], vectors: np.ndarray, others: Sequence[str], other_vectors: np.ndarray) -> list[int]:
    """The numbers, from 1, of the texts that are one of the others, or near one of those with a vector here."""
    same = {_plain(text) for text in others}
    nearest = (vectors @ other_vectors.T).max(axis=1)
    return [at + 1 for at, text in enumerate(texts) if _plain(text) in same or nearest[at] > TOO_NEAR]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def test_the_guard_sees_the_same_and_the_near() -> None:
    one, other, middle = np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([0.7, 0.7])
    vectors = np.array([middle, one, middle])
    assert _like(["No  way", "near", "far"], vectors, ["no way", "x"], np.array([other, one])) == [1, 2]


def test_rows_that_are_amiss_are_named_and_not_quoted(tmp_path: Path) -> None:
    good = '{"question": "pregnancy", "text": "no", "value": "no"}'
    for bad in ('{"question": "pregnancy"}', "secret", '{"question": "weight", "text": "secret", "value": "no"}'):
        (tmp_path / "test.jsonl").write_text(f"{good}\n{bad}\n")
        with pytest.raises(ValueError, match=r"test\.jsonl: line 2") as fault:
            read_rows(Half.TEST, tmp_path)
        assert "secret" not in str(fault.value)
    assert "secret" not in repr(Row("pregnancy", "secret", Value.NO))


def test_the_report_counts_risks_of_topics_only() -> None:
    rows = [
        Row("pregnancy", "a", Value.YES),
        Row("pregnancy", "b", Value.DECLINED),
        Row("anything_else", "c", Value.YES),
        Row("liver_kidney", "d", Value.UNSURE),
    ]
    read = [Value.NO, Value.NO, Value.NO, Value.UNSURE]
    shares = {rate.name: (rate.hits, rate.of) for rate in rates(rows, read)}
    assert shares["a true risk read as no"] == (1, 2)
    assert shares["right"] == (1, 4)
    assert shares["pregnancy"] == (0, 2)
    assert [line.split() for line in confusion(rows, read)][1] == ["yes", "0", "2", "0", "0", "0"]
    assert len(list(mistakes(rows, read))) == 3
