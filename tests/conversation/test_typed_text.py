"""Typed text: made safe without changing what was meant, whatever was typed."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.conversation.typed_text import GIST_HEAD, GIST_TAIL, cleaned, plain_speech

# Unicode's own list of characters that are confused with "/", without those that are letters of a script.
SLASHES = "/\u2044\u2215\u29f8\uff0f\u2571\u27cb\u1735"
MOST = GIST_HEAD + GIST_TAIL + 1

_ANY_CHARACTER = st.characters(exclude_categories=())  # lone surrogates and controls too
_PIECE = st.one_of(
    st.sampled_from([*SLASHES, "\\", " ", "\n", "\r\n", "\t", "\x00", "\u200b", "\u00a0", "restart", "\U0001f600"]),
    st.text(_ANY_CHARACTER, max_size=8),
    # Around the length at which texts are cut.
    st.tuples(st.sampled_from(["a", "a ", "/ ", " \n"]), st.integers(1, 1500)).map(lambda run: run[0] * run[1]),
)
FAMILY = "na\u00efve caf\u00e9 \U0001f468\u200d\U0001f469\u200d\U0001f467"
TYPED = st.lists(_PIECE, max_size=8).map("".join)


@given(TYPED)
@settings(max_examples=300, deadline=None)
def test_plain_speech_is_never_a_command_and_never_long(text: str) -> None:
    speech = plain_speech(text)
    assert not speech.lstrip().startswith(tuple(SLASHES))
    assert len(speech) <= MOST


@given(TYPED)
@example("a" * (GIST_HEAD - 1) + " " + "b" * GIST_TAIL)
@example("a" * GIST_HEAD + "b" + " " + "c" * (GIST_TAIL - 1))
@settings(max_examples=300, deadline=None)
def test_plain_speech_of_plain_speech_is_the_same(text: str) -> None:
    assert plain_speech(plain_speech(text)) == plain_speech(text)


@given(TYPED)
@settings(max_examples=300, deadline=None)
def test_cleaned_text_can_be_stored_shown_and_sent(text: str) -> None:
    clean = cleaned(text)
    clean.encode()  # no half characters
    assert {c for c in clean if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}
    assert clean == clean.strip()
    assert cleaned(clean) == clean


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_nothing_but_blank_edges_goes_from_ordinary_text(text: str) -> None:
    assert cleaned(text) == text.strip()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (FAMILY, FAMILY),
        ("\u202b\u0645\u0631\u062d\u0628\u0627\u202c", "\u202b\u0645\u0631\u062d\u0628\u0627\u202c"),
        ("one\x00two", "onetwo"),
        ("\x1b[31mred\x07", "[31mred"),
        ("half \ud83d character", "half  character"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\x0btwo\x0cthree\x85four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a\tb"),
        (" \n ", ""),
    ],
)
def test_cleaning_keeps_scripts_and_drops_controls(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@pytest.mark.parametrize(
    ("typed", "speech"),
    [
        ("/restart", "restart"),
        ("/affirm@1.0 what is KAP", "affirm@1.0 what is KAP"),
        ("/crisis{}", "crisis{}"),
        (" / /\uff0f what is KAP", "what is KAP"),
        ("\\restart", "restart"),
        ("and/or", "and/or"),
        ("I took 1/2 of it", "I took 1/2 of it"),
        ("what   is \t KAP", "what is KAP"),
    ],
)
def test_what_looks_like_a_command_becomes_plain_words(typed: str, speech: str) -> None:
    assert plain_speech(typed) == speech


@pytest.mark.parametrize("typed", ["", " \n\t ", "///", "\u200b\u200f", "\u00a0", "/ \\"])
def test_where_nothing_was_said_nothing_is_left(typed: str) -> None:
    assert plain_speech(typed) == ""


def test_of_a_long_story_the_beginning_and_the_end_are_kept() -> None:
    story = "It began last year. " + "And then it went on. " * 5000 + "So how long does one session take?"
    speech = plain_speech(story)
    assert speech.startswith("It began last year.")
    assert speech.endswith("So how long does one session take?")
