"""The kernel: highest for a text and itself, the same both ways, never one that cannot be solved."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from tests.hashed_vectors import hashed_vectors
from understanding import likeness as module
from understanding.likeness import TERM_WEIGHT, likeness, likeness_among
from understanding.terms import SHAPES, Terms

WORDS = ["how", "long", "much", "safe", "is", "it", "my", "dog"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), min_size=1, max_size=12)


def made_ready(texts: list[str]) -> tuple[np.ndarray, list[csr_matrix]]:
    return hashed_vectors(texts), [Terms.learn(shape, WORDS).rows(texts) for shape in SHAPES]


@given(TEXTS)
@settings(deadline=None)
def test_likeness_is_mutual_bounded_and_highest_for_the_text_itself(texts: list[str]) -> None:
    vectors, rows = made_ready(texts)
    found = likeness(vectors, rows, vectors, rows)
    assert found.dtype == np.float32
    assert found.shape == (len(texts), len(texts))
    assert np.allclose(found, found.T, atol=1e-5)
    assert (found > 0).all()
    assert (found <= 1 + TERM_WEIGHT * len(SHAPES) + 1e-5).all()
    assert (found <= found.diagonal()[:, None] + TERM_WEIGHT * len(SHAPES) + 1e-5).all()
    # No direction is below nothing: the equations have one solution, whatever the examples are.
    assert np.linalg.eigvalsh(found.astype(float)).min() > -1e-4


def test_a_text_is_as_like_itself_as_can_be() -> None:
    vectors, rows = made_ready(["how long is it"])
    assert likeness(vectors, rows, vectors, rows)[0, 0] == pytest.approx(1 + TERM_WEIGHT * len(SHAPES), abs=1e-5)


def test_shared_letters_make_a_misspelled_word_nearer_than_another_one() -> None:
    vectors, rows = made_ready(["dog", "dogg", "much"])
    same = np.repeat(vectors[:1], 3, axis=0)
    [_, misspelled, other] = likeness(same, rows, same, rows)[0]
    assert misspelled > other


def test_many_texts_are_compared_a_few_at_a_time_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{one} {two}" for one in WORDS for two in WORDS]
    vectors, rows = made_ready(texts)
    whole = likeness(vectors, rows, vectors, rows)
    monkeypatch.setattr(module, "_SPREAD_AT_ONCE", 7)
    assert np.allclose(likeness(vectors, rows, vectors, rows), whole, atol=1e-6)


def test_a_part_of_all_likenesses_is_as_among_all() -> None:
    vectors, rows = made_ready([f"{one} {two}" for one in WORDS for two in WORDS])
    whole = likeness(vectors, rows, vectors, rows)
    part = likeness_among(vectors, rows)(slice(3, 9), slice(5, 64))
    assert np.allclose(part, whole[3:9, 5:64], atol=1e-6)


def test_nothing_is_like_nothing() -> None:
    vectors, rows = made_ready(["how long", "is it"])
    none, nothing = vectors[:0], [row[:0] for row in rows]
    assert likeness(none, nothing, vectors, rows).shape == (0, 2)
    assert likeness(vectors, rows, none, nothing).shape == (2, 0)
