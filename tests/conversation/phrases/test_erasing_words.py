"""What counts as a plain word where all that is kept would be gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.phrases.erasing_words import (
    Reply,
    is_unclear,
    orders_erasure,
    orders_keeping,
    refuses_erasure,
    reply_to_offer,
)
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    "text",
    [
        "yes", "Yes please", "y", "yep.", "sure", "yes, delete it", "delete it", "delete everything",
        "erase the whole chat", "do it", "go ahead",
        "please delete all of it now", "I'm sure", "s\u00ed", "oui", "\U0001f44d", "yes yes",
        "get rid of it", "yeah, wipe it all please",
    ],
)  # fmt: skip
def test_a_plain_yes_deletes(text: str) -> None:
    assert reply_to_offer(text) is Reply.ERASE


@pytest.mark.parametrize(
    "text",
    [
        "no", "nope", "no thanks", "keep it", "keep them", "No, keep it", "don't", "don't delete it",
        "please do not erase this", "never delete anything", "stop. keep them. let's go on",
        "i'd like to keep my answers", "not now",
        "later",
    ],
)  # fmt: skip
def test_a_no_or_a_word_for_keeping_keeps(text: str) -> None:
    assert reply_to_offer(text) is Reply.KEEP


@pytest.mark.parametrize(
    "text", ["ok", "fine", "let's go", "keep or delete", "don't keep it", "no worries", "sounds good", "k"]
)
def test_a_word_that_may_mean_either_is_asked_about(text: str) -> None:
    assert reply_to_offer(text) is Reply.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "let's go on", "carry on", "keep going", "yes what is deleted?", "what do you keep", "how long is a session",
        "they had to remove my gallbladder", "stop", "", "\U0001f642", "yes i have asthma and high blood pressure",
        "i deleted tinder once",
    ],
)  # fmt: skip
def test_anything_else_is_no_reply_to_it(text: str) -> None:
    assert reply_to_offer(text) is None


@pytest.mark.parametrize("text", ["keep them", "no, keep my answers please", "save it for later", "stop and keep them"])
def test_keeping_is_heard_where_nothing_else_is_said(text: str) -> None:
    assert orders_keeping(text)
    assert not orders_erasure(text)


@pytest.mark.parametrize(
    "text", ["why do you keep it", "you keep too much of what i said", "i keep asking", "don't keep it", "keep nothing"]
)
def test_who_says_more_than_to_keep_it_gives_no_order(text: str) -> None:
    assert not orders_keeping(text)


@given(st.text(max_size=200))
def test_whatever_is_written_is_read_without_a_fault(text: str) -> None:
    assert reply_to_offer(text) in (None, *Reply)
    if reply_to_offer(text) is Reply.ERASE:
        assert not is_unclear(text)


@pytest.mark.parametrize("word", ["yes ", "delete it, ", "keep ", "don't ", "i want to ", "all "])
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 9 + "x", word * 1000 + "x"), reply_to_offer, orders_keeping) < 1


@pytest.mark.parametrize(
    "text",
    [
        "i dont want my data deleted", "dont delete my stuff", "don't delete it", "please dont delete anything",
        "i didnt ask you to delete it", "no wait, do not erase my answers", "i never asked you to delete my chat",
    ],
)  # fmt: skip
def test_who_wants_nothing_erased_is_understood(text: str) -> None:
    assert refuses_erasure(text)


@pytest.mark.parametrize(
    "text",
    [
        "delete my data", "why dont you delete my data", "dont keep my data delete it", "dont forget to delete my data",
        "you didnt delete it", "i dont want my data kept", "i dont want it", "don't",
    ],
)  # fmt: skip
def test_who_may_want_it_erased_is_not_taken_to_refuse(text: str) -> None:
    assert not refuses_erasure(text)
