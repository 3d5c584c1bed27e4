"""Passages: no word of a message is left out, and a plainer sentence never makes it look safer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.passages import LONG_WORDS, MOST_SENTENCES, PART_WORDS, PASSAGE_WORDS, Passage, passages_of

WORDS = st.lists(st.sampled_from(["so", "i", "went.", "home!", "and\n", "then?", "…", "slept", "\u200f"]), max_size=700)
SHARES = st.floats(0, 1)


@given(WORDS)
def test_every_word_is_read_once_as_a_whole_and_once_in_a_part(words: list[str]) -> None:
    text = " ".join(words)
    passages = passages_of(text)
    assert " ".join(passage.whole for passage in passages).split() == text.split()
    assert [word for passage in passages for part in passage.parts for word in part.split()] == text.split()


@given(WORDS)
def test_no_vector_has_to_hold_more_than_it_can(words: list[str]) -> None:
    for passage in passages_of(" ".join(words)):
        # A part is placed whole where most of it lies, so half a part may stand over at either end.
        assert len(passage.whole.split()) <= PASSAGE_WORDS + PART_WORDS
        assert all(len(part.split()) <= PART_WORDS for part in passage.parts)


@pytest.mark.parametrize(("sentences", "passages"), [(1, 1), (12, 1), (13, 2), (30, 3), (MOST_SENTENCES + 20, 5)])
def test_a_longer_text_falls_into_passages_of_about_one_length(sentences: int, passages: int) -> None:
    found = passages_of("i would like to know how this all works please. " * sentences)
    lengths = [len(passage.whole.split()) for passage in found]
    assert len(found) == passages
    assert max(lengths) - min(lengths) <= PART_WORDS


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_an_empty_text_is_one_empty_passage(text: str) -> None:
    assert passages_of(text) == [Passage("", ("",))]


def test_neighbours_are_read_together_in_a_long_text_only() -> None:
    sentence = "one two three four five six seven. "
    [short], [long] = passages_of(sentence * 2), passages_of(sentence * 3)
    assert len(short.whole.split()) < LONG_WORDS <= len(long.whole.split())
    assert short.pairs == ()
    assert long.pairs == (" ".join([sentence.strip()] * 2),) * 2


@given(st.data(), st.integers(1, 60), SHARES)
def test_a_graver_part_never_makes_the_message_look_safer(data: st.DataObject, sentences: int, graver: float) -> None:
    [passage, *_] = passages_of(" ".join(f"this is the sentence {number}." for number in range(sentences)))
    shares = {text: data.draw(SHARES) for text in passage.texts}
    text = data.draw(st.sampled_from(passage.texts))
    share = passage.share(shares)
    assert 0 <= share <= 1
    assert passage.share(shares | {text: max(shares[text], graver)}) >= share


def test_the_same_hint_counts_for_less_in_a_longer_story() -> None:
    [short], [long] = (passages_of("this is a plain sentence of mine. " * count) for count in (3, 14))
    assert short.share(dict.fromkeys(short.texts, 0.3)) > long.share(dict.fromkeys(long.texts, 0.3))
