"""Whoever asks the clinic to call somebody of theirs wants a person, and who speaks of calling at home does not."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.kin_calls import kin_to_call, owner_of_number
from bot.handoff.items import Contact
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

CALLS = {
    "can you call him": "him",
    "call my husband hes got more questions": "my husband",
    "could someone please ring my mum": "my mum",
    "please call my mom, her number is 917 555 0100": "my mom",
    "can a nurse talk to my partner": "my partner",
    "my wife would like to talk to someone": "my wife",
    "he wants a call": "him",
    "she would like to speak with a nurse": "her",
    "hi can u phone my dad": "my dad",
    "i want someone to call my sister": "my sister",
}
NO_CALLS = [
    "should i call my mom",
    "can i call her",
    "can you call my wife to pick me up",
    "call my mom after the session",
    "what if you call my wife",
    "dont call my husband",
    "please never contact my dad",
    "can you call him an ambulance",
    "can my wife call me",
    "my husband calls me names",
    "talk to my wife",
    "i talked to my mom",
    "my husband has ptsd",
    "will you call my husband in an emergency",
    "can my husband talk to me during it",
    "she wants to start",
]


@pytest.mark.parametrize("text", CALLS)
def test_whom_of_theirs_they_want_called_is_heard(text: str) -> None:
    assert kin_to_call(text) == CALLS[text]


@pytest.mark.parametrize("text", NO_CALLS)
def test_other_words_on_kin_ask_for_no_call(text: str) -> None:
    assert kin_to_call(text) is None


@pytest.mark.parametrize("text", ["can you call him", "call my husband hes got more questions"])
def test_a_call_to_kin_is_a_request_for_a_person(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("my husband has ptsd"))
    person.does(Does(text))
    [item] = person.items()
    person.does(Does("his number is 917 555 0124"))
    [item] = person.items()
    assert item.contact is not None
    assert item.contact.reach.endswith(": 917 555 0124")
    assert texts(shared_parts, person.does(Does("when will they call him"))) == [TextId.CALLBACK_STANDS]


def test_the_number_of_kin_is_not_taken_for_ones_own(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    for text in ("can you call my wife", "917 555 0124"):
        person.does(Does(text))
    assert [item.contact for item in person.items()] == [Contact(None, "my wife: 917 555 0124")]


@pytest.mark.parametrize(
    ("text", "whose"),
    [("his number is 917 555 0124", "him"), ("my wifes cell is 917 555 0124", "my wife"),
     ("her email is a@b.co", "her"), ("my number is 917 555 0124", None), ("917 555 0124", None)],
)  # fmt: skip
def test_whose_number_it_is(text: str, whose: str | None) -> None:
    assert owner_of_number(text) == whose


@pytest.mark.parametrize("word", ["call ", "my ", "can you ", "please ", "husband ", "wants to "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 18), kin_to_call, owner_of_number) < 1
