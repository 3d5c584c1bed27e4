"""Nobody who wants no call comes onto the clinic's list, and who asked before hears honestly that it stands."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.clinic_questions import asks_for_person
from bot.conversation.phrases.plain_words import plain_words
from bot.conversation.phrases.refused_calls import (
    may_drop_it,
    refuses_calls,
    takes_call_back,
    takes_it_back,
    without_refused_calls,
)
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

REFUSED = [
    "i dont want anyone to call me",
    "i dont want you to call me",
    "actually never mind dont call",
    "no dont call me",
    "i changed my mind, dont call me",
    "please dont phone me",
    "no calls please",
    "stop calling me",
    "i dont want a phone call",
    "i dont want to be contacted",
    "take me off the list",
    "cancel the callback",
    "no one should call me",
    "no need to call me",
    "please never contact me again",
    "dont put me through to anybody, ask me the next question",
    "please don't transfer me to a human",
    "i dont want to be connected to anyone",
    "i can do the answers here no problem, no call needed",
    "no phone calls necessary thanks",
    "No phone calls. I'd like to keep writing, thank you.",
    "i'd be mortified if somebody from there phoned the house",
    "i'd be in trouble if they call",
    "dont put me through to the front desk",
    "please dont connect me with one of your people",
    "dont call me my husband reads it",
    "please dont call me it is not safe",
    "dont call me baby is asleep",
    "dont call me man",
    "i dont want anyone to call me it scares me",
    "i do not want someone to call me",
]
NOT_REFUSED = [
    "please call me",
    "can someone call me",
    "i dont mind if they call me",
    "dont forget to call me",
    "please dont hesitate to call me",
    "they dont call me",
    "why dont you call me",
    "i dont want a bot i want a person",
    "dont call me at work",
    "dont call me, email me instead",
    "i dont know when they call me",
    "dont call the police",
    "my mom never calls me",
    "nobody called me",
    "don't cancel my call",
    "don't remove me from the list",
    "please do not fail to call me",
    "don't put me on hold",
    "dont pass on to anyone what i say",
    "id be upset if nobody called me",
    "no calls after 5",
    "will i be in trouble if i text and drive",
    "dont put me to a sleep",
    "dont put me to sleep",
    "i dont want to be connected to a machine",
    "i do not want someone to call me sweetie",
    "please dont call me crazy",
    "never call me a liar",
]


@pytest.mark.parametrize("text", REFUSED)
def test_who_wants_no_call_is_heard(text: str) -> None:
    assert refuses_calls(text)
    assert not asks_for_person(text)


@pytest.mark.parametrize("text", NOT_REFUSED)
def test_other_words_on_calls_refuse_none(text: str) -> None:
    assert not refuses_calls(text)


@pytest.mark.parametrize("text", ["i dont want a bot, call me", "i dont want to type, can a nurse call me"])
def test_a_request_beside_a_refusal_is_still_one(text: str) -> None:
    assert asks_for_person(text)


@pytest.mark.parametrize("text", ["i dont want anyone to call me", "i dont want you to call me"])
def test_in_a_talk_nobody_is_put_on_the_list_against_their_will(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    assert TextId.CALLS_REFUSED in texts(shared_parts, person.does(Does(text)))
    assert person.items() == []


@pytest.mark.parametrize(
    "text", ["actually never mind dont call", "no dont call me", "i changed my mind, dont call me"]
)
def test_who_takes_a_request_back_reads_that_the_clinic_has_it(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("please call me"))
    assert TextId.CALLS_REFUSED in texts(shared_parts, person.does(Does(text)))
    assert len(person.items()) == 1
    assert shared_parts.texts.clinic.contact in shared_parts.texts[TextId.CALLS_REFUSED].text


TAKEN_BACK = [
    "actually cancel that", "never mind, dont call", "cancel the call", "i dont want a call anymore", "never mind",
    "can you cancel my request please", "i changed my mind", "actually forget it", "they dont need to call me",
    "no wait, scratch that", "tell them not to call", "i dont need a call back any more", "please cancel",
    "i no longer want a call back", "dont bother",
]  # fmt: skip
NOT_TAKEN_BACK = [
    "thanks", "ok great", "no", "stop", "i dont want a bot", "cancel my membership at the gym", "what is kap",
    "dont call before 5", "i dont need a drug test", "never mind the cost, does it hurt", "forget the past",
]  # fmt: skip


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_who_takes_a_request_back_in_whatever_words_reads_that_it_stands(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    for said in ("call me", "212 555 0142"):
        person.does(Does(said))
    assert texts(shared_parts, person.does(Does(text))) == [TextId.CALLS_REFUSED]
    assert len(person.items()) == 1


@pytest.mark.parametrize("text", NOT_TAKEN_BACK)
def test_other_words_take_no_request_back(text: str) -> None:
    assert not takes_call_back(text)
    assert not takes_it_back(text)


MAY_DROP = [
    "actually no", "no dont", "on second thought no", "stop", "dont", "bad idea", "wait no", "hmm no wait, no",
    "oh no please dont", "this was a bad idea", "no thanks", "please stop", "id rather not", "maybe not",
    "i dont want to anymore", "no i'm not ready", "actually i don't want this", "forget i asked", "it was a mistake",
    "just kidding", "on second thoughts, no thank you", "not now", "let's not", "don't do that", "stop it please",
    "actually, no. sorry", "i didnt mean to", "no, on second thought",
]  # fmt: skip
NO_DROP = [
    "no", "ok", "yes", "not sure", "actually yes", "stop smoking", "is it a bad idea", "dont call before 5", "no idea",
    "actually no meds", "do not know", "mistakes", "i don't want to live", "i want it to stop", "not now but at 5",
    "no problem", "wait", "actually", "no phone", "no name", "i made a mistake in the number", "would you rather not",
    "i don't want to die", "when do they stop it", "is it not safe", "no one", "idea", "second", "i do not sleep",
    "should i stop", "should i stop it",
]  # fmt: skip


@pytest.mark.parametrize("text", MAY_DROP)
def test_who_may_drop_a_request_just_made_reads_that_it_stands(shared_parts: Parts, text: str) -> None:
    for before in (("can someone call me",), ("call me", "212 555 0142")):
        person = Person(shared_parts)
        for said in before:
            person.does(Does(said))
        [asked] = person.items()
        assert texts(shared_parts, person.does(Does(text))) == [TextId.CALLS_REFUSED]
        [item] = person.items()
        assert item.contact == asked.contact


@pytest.mark.parametrize("text", NO_DROP)
def test_other_words_after_a_request_drop_nothing(text: str) -> None:
    assert not may_drop_it(text)


@pytest.mark.parametrize("text", ["actually no", "stop", "bad idea"])
def test_a_few_words_after_something_else_drop_no_request(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    for said in ("call me", "212 555 0142", "how long does one session take"):
        person.does(Does(said))
    assert TextId.CALLS_REFUSED not in texts(shared_parts, person.does(Does(text)))


def test_a_word_that_drops_something_else_does_not_take_the_request_back(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    for said in ("call me", "212 555 0142", "how long does one session take"):
        person.does(Does(said))
    assert TextId.CALLS_REFUSED not in texts(shared_parts, person.does(Does("never mind")))
    assert TextId.CALLS_REFUSED in texts(shared_parts, person.does(Does("cancel the call")))


@pytest.mark.parametrize("text", ["cancel that", "never mind", "cancel the call"])
def test_without_a_request_there_is_none_to_take_back(shared_parts: Parts, text: str) -> None:
    assert TextId.CALLS_REFUSED not in texts(shared_parts, Person(shared_parts).does(Does(text)))


@pytest.mark.parametrize("word", ["do not ", "call ", "me ", "no ", "you ", "a "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readings = (word * 1000, word * (20 // len(word.split())))
    assert (
        seconds_to_read(
            readings,
            refuses_calls,
            takes_call_back,
            takes_it_back,
            may_drop_it,
            lambda text: without_refused_calls(plain_words(text)),
        )
        < 1
    )
