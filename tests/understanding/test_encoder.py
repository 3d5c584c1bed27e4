"""The encoder: the vectors are those of the published model, for any text and in any company."""

import json
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understanding.encoder import DIMENSIONS, SentenceEncoder
from understanding.encoder_files import LEAST_COSINE, REFERENCE

REFERENCES: dict[str, list[float]] = json.loads(REFERENCE.read_text())


@pytest.mark.parametrize("text", REFERENCES)
def test_a_vector_is_that_of_the_reference(encoder: SentenceEncoder, text: str) -> None:
    reference = np.array(REFERENCES[text])
    cosine = encoder.encode([text])[0] @ reference / np.linalg.norm(reference)
    assert cosine >= LEAST_COSINE


def test_there_are_references_enough_to_tell_a_wrong_graph() -> None:
    assert len(REFERENCES) >= 3
    vectors = np.array(list(REFERENCES.values()))
    assert vectors.shape == (len(REFERENCES), DIMENSIONS)
    likeness = vectors @ vectors.T - np.eye(len(vectors))
    assert likeness.max() < 0.95, "references that are alike would pass for one another"


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\U0001f600", "\u0e01", "\x00", "x" * 10_000, "word " * 2000, "\u6b7b" * 10_000]
)
def test_any_text_has_a_vector_of_length_1(encoder: SentenceEncoder, text: str) -> None:
    [vector] = encoder.encode([text])
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_it(encoder: SentenceEncoder, text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_no_texts_have_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_text_has_the_same_vector_alone_and_in_company_but_for_rounding(encoder: SentenceEncoder) -> None:
    # More than one batch, of lengths that are mixed up, with repeats.
    texts = ["what is kap " * (number % 7) + str(number % 19) for number in range(40)]
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text])[0] for text in texts])
    assert (together * alone).sum(axis=1).min() >= LEAST_COSINE


def test_what_is_meant_alike_is_near_and_the_rest_is_far(encoder: SentenceEncoder) -> None:
    long, far, same = encoder.encode(
        ["How long does a session take?", "Is there parking?", "what's the session length"]
    )
    assert long @ same > 0.6 > 0.4 > long @ far


def test_the_words_it_knows_are_whole_words_in_small_letters(encoder: SentenceEncoder) -> None:
    assert {"hello", "pressure", "session", "monday"} <= encoder.words
    assert not {"ketemine", "perscribed", "wonderfull", "[CLS]", "##ing"} & encoder.words
    assert all(word.isalpha() and word == word.lower() for word in encoder.words)
    assert len(encoder.words) > 10_000


def test_a_vector_that_the_caller_changes_is_not_remembered_changed(encoder: SentenceEncoder) -> None:
    vector = encoder.encode(["is it safe"])
    before = vector.copy()
    vector[:] = 0
    assert np.array_equal(encoder.encode(["is it safe"]), before)


def test_threads_may_share_it(encoder: SentenceEncoder) -> None:
    texts = [f"question number {number}" for number in range(8)]
    expected = [encoder.encode([text])[0] for text in texts]
    found: dict[int, np.ndarray] = {}

    def encode(position: int) -> None:
        for _ in range(5):
            found[position] = encoder.encode([texts[position]])[0]

    threads = [threading.Thread(target=encode, args=(position,)) for position in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(found[position], expected[position]) for position in range(8))
