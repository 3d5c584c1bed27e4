"""Who asks when the call comes is told what is known of it, and no more."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.call_questions import asks_about_call
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

ASKED = [
    "when will they call",
    "how long till someone rings me",
    "did you get my number",
    "when does somebody call me back",
    "how soon will i hear back",
    "do you have my number",
    "will they call today",
    "is someone going to call me",
    "am i on the list",
    "when can i expect a call",
    "did they get my request",
    "how long do i have to wait for a call",
    "what time will they ring",
    "ok when do they get in touch",
    "when are they calling",
    "has anyone seen my request",
    "will they really call me",
    "how long until they call",
    "how long before i hear from someone",
    "when will they call her",
    "will someone call my husband today",
    "did you get my wifes number",
    "when does the clinic ring my mom",
]
OTHER = [
    "when will it wear off",
    "how long does it last",
    "when can i eat",
    "what number of sessions",
    "how long is a session",
    "when do they stop the session",
    "call me",
    "can someone call me",
    "what is kap",
    "how long till i feel better",
    "did you know that",
    "will it help me",
    "do they have my back",
    "how long does it take",
    "when does it start",
    "do you have nurses",
    "when can i call him",
    "will it help my husband",
    "can you call my wife",
]
STANDS = (TextId.CALLBACK_STANDS, TextId.CALLBACK_STANDS_UNREACHABLE)


@pytest.mark.parametrize("text", ASKED)
def test_who_asks_after_their_call_is_told_that_the_request_stands(shared_parts: Parts, text: str) -> None:
    assert asks_about_call(text)
    person = Person(shared_parts)
    person.does(Does("can i talk to a real person please"))
    [told] = person.does(Does(text))
    assert texts(shared_parts, [told]) == [TextId.CALLBACK_STANDS_UNREACHABLE]
    [item] = person.items()
    assert item.reference in told.text
    assert shared_parts.texts.clinic.spoken_hours in told.text
    person.does(Does("212 555 0142"))
    assert texts(shared_parts, person.does(Does(text))) == [TextId.CALLBACK_STANDS]
    [same] = person.items()
    assert (same.id, same.times) == (item.id, 1), "a question is no further request"


@pytest.mark.parametrize("text", OTHER)
def test_another_question_is_none_about_the_call(text: str) -> None:
    assert not asks_about_call(text)


@pytest.mark.parametrize("text", ["when will they call", "did you get my number"])
def test_nobody_is_told_of_a_request_that_there_is_not(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    assert not set(STANDS) & set(texts(shared_parts, person.does(Does(text))))
    assert person.items() == []


def test_a_question_after_the_call_leaves_the_pre_screen_where_it_was(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    for text in ("can i talk to a real person please", "i want to start the pre-screen"):
        person.does(Does(text))
    before = person.held()
    assert TextId.CALLBACK_STANDS_UNREACHABLE in texts(shared_parts, person.does(Does("when will they call")))
    assert person.held() == before


@pytest.mark.parametrize("word", ["when ", "will ", "they ", "call ", "how long ", "my ", "ok "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 15 + "x", word * 8), asks_about_call) < 1


@pytest.mark.parametrize(
    "text",
    ["when", "when exactly", "how soon", "who will call", "do they leave a voicemail", "no one called",
     "nobody has called me yet", "still waiting for the call", "i'm still waiting for a callback", "who is calling me",
     "will they leave me a message", "they still havent called", "still waiting"],
)  # fmt: skip
def test_short_questions_right_after_a_request_are_of_its_call(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("can someone call me"))
    assert texts(shared_parts, person.does(Does(text))) == [TextId.CALLBACK_STANDS_UNREACHABLE]


@pytest.mark.parametrize("text", ["when", "how soon", "who"])
def test_a_bare_when_after_something_else_is_of_no_call(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    for said in ("can someone call me", "how long does one session take"):
        person.does(Does(said))
    assert not set(STANDS) & set(texts(shared_parts, person.does(Does(text))))


@pytest.mark.parametrize(
    "text", ["my mom never calls", "nobody cares", "who will be in the room", "they called me names"]
)
def test_other_words_on_calling_are_of_no_request(text: str) -> None:
    assert not asks_about_call(text)
