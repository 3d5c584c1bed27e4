"""Terms: the same text gives the same row whatever was learned beside it, and any text gives one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understanding.terms import SHAPES, Terms, letter_terms, word_terms

TEXTS = ["how long is it", "how much is it", "Is it SAFE?", ""]


@pytest.fixture(params=SHAPES)
def terms(request: pytest.FixtureRequest) -> Terms:
    return Terms.learn(request.param, TEXTS)


def weights(terms: Terms, text: str) -> dict[str, float]:
    columns, values = terms.row(text)
    names = {column: term for term, column in terms.vocabulary.items()}
    return {names[column]: float(value) for column, value in zip(columns, values, strict=True)}


def test_words_and_their_pairs_are_terms() -> None:
    assert list(word_terms("Is it SAFE?")) == ["is", "it", "safe", "is it", "it safe"]


def test_letter_runs_stay_within_a_word_and_know_its_edges() -> None:
    assert list(letter_terms("Up")) == [" u", "up", "p ", " up", "up ", " up "]
    assert list(letter_terms("a b"))[:4] == [" a", "a ", " a ", " a "]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("text", ["", " \n\t ", "\u3000"])
def test_blank_text_has_no_terms(shape, text: str) -> None:  # type: ignore[no-untyped-def]
    assert list(shape(text)) == []


def test_a_rare_term_weighs_more_than_a_frequent_one() -> None:
    terms = Terms.learn(word_terms, TEXTS)
    found = weights(terms, "how safe is it")
    assert found["safe"] > found["how"] > found["is"] == found["it"]
    assert found.keys() == {"safe", "how", "is", "it", "is it"}


def test_a_term_said_twice_counts_twice() -> None:
    found = weights(Terms.learn(word_terms, TEXTS), "safe, safe")
    assert found == {"safe": pytest.approx(1.0)}
    found = weights(Terms.learn(word_terms, TEXTS), "safe much much")
    assert found["much"] == pytest.approx(2 * found["safe"])


@given(text=st.text(max_size=80))
def test_a_row_is_of_length_1_or_empty(text: str) -> None:
    for shape in SHAPES:
        terms = Terms.learn(shape, TEXTS)
        columns, values = terms.row(text)
        known = set(shape(text)) & terms.vocabulary.keys()
        assert {int(column) for column in columns} == {terms.vocabulary[term] for term in known}
        assert np.linalg.norm(values) == pytest.approx(1.0 if known else 0.0, abs=1e-6)
        assert values.dtype == np.float32


@given(texts=st.lists(st.text(max_size=20), max_size=5))
def test_rows_together_are_the_rows_one_by_one(texts: list[str]) -> None:
    for shape in SHAPES:
        terms = Terms.learn(shape, TEXTS)
        together = terms.rows(texts).toarray()
        assert together.shape == (len(texts), len(terms.vocabulary))
        for row, text in zip(together, texts, strict=True):
            alone = np.zeros_like(row)
            columns, values = terms.row(text)
            alone[columns] = values
            assert np.array_equal(row, alone)


def test_learning_from_nothing_knows_nothing() -> None:
    nothing = Terms.learn(word_terms, [])
    assert nothing.vocabulary == {}
    assert nothing.rows(["hello"]).shape == (1, 0)
    assert weights(nothing.extended(["hello"]), "hello") == {"hello": pytest.approx(1.0)}


def test_extending_keeps_every_column_and_counts_the_new_words_as_the_rarest(terms: Terms) -> None:
    wider = terms.extended(["how zebras dance", "how long"])
    assert wider.vocabulary.items() > terms.vocabulary.items()
    assert sorted(wider.vocabulary.values()) == list(range(len(wider.vocabulary)))
    assert len(wider.rarity) == len(wider.vocabulary)
    assert np.array_equal(wider.rarity[: len(terms.rarity)], terms.rarity)
    assert (wider.rarity[len(terms.rarity) :] == terms.rarity.max()).all()
    assert weights(wider, "how much") == weights(terms, "how much")


def test_extending_leaves_the_first_unchanged_and_nothing_new_adds_nothing(terms: Terms) -> None:
    before = dict(terms.vocabulary)
    terms.extended(["zebras"])
    assert terms.vocabulary == before
    assert terms.extended(TEXTS).vocabulary == before
    assert terms.extended([]).vocabulary == before
