"""Who says that questions may be asked now begins or goes on with the pre-screen where it is offered or waits."""

import pytest

from bot.assembly import Parts
from bot.conversation.dialogue import GREETING
from bot.conversation.lookup import Said
from bot.conversation.phrases.prescreen_commands import bids_to_ask
from bot.library.texts import ChoiceId, TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

BIDS = [
    "fire away with the questions",
    "shoot",
    "go ahead ask",
    "ok shoot",
    "ask away",
    "sure fire away",
    "yes ask me the questions",
    "go ahead and ask",
    "bring them on",
    "shoot away",
    "i'm ready for your questions",
    "ok go ahead ask me anything",
    "give me the questions",
    "fire away then please",
    "just ask the questions",
]
NO_BIDS = [
    "start the questions",
    "can we begin the questions",
    "shoot me",
    "hit me",
    "he hit me",
    "i shoot up",
    "can i ask",
    "ask a doctor",
    "go ahead",
    "i want to shoot myself",
    "should i ask my doctor",
    "fire",
    "can you ask the doctor",
    "i ask myself",
    "they shoot",
    "go away",
    "do i have to answer questions",
    "ask my doctor first",
]
SOME = ["fire away with the questions", "shoot", "go ahead ask"]


@pytest.mark.parametrize("text", BIDS)
def test_who_may_be_asked_is_greeted_where_nothing_is_offered(shared_parts: Parts, text: str) -> None:
    assert bids_to_ask(text)
    for action in ("action_stop", "prescreen_form", "action_take_yes"):
        assert shared_parts.dialogue.decide(action, Said(text)) == [GREETING]


@pytest.mark.parametrize("text", NO_BIDS)
def test_other_words_bid_nobody_to_ask(text: str) -> None:
    assert not bids_to_ask(text)


@pytest.mark.parametrize("text", SOME)
def test_what_was_offered_begins(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("am i eligible"))
    person.does(Does(text))
    held = person.held()
    assert held is not None
    assert held.consent is None


@pytest.mark.parametrize("text", SOME)
def test_what_waits_goes_on_and_nothing_is_put_down(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(person.tap(ChoiceId.START_PRESCREEN))
    for said in ("yes", "pain"):
        person.does(Does(said))
    open_one = person.held()
    for said in ("stop", "keep", text):
        person.does(Does(said))
    assert person.held() == open_one
    person.does(Does(text))
    assert person.held() == open_one


@pytest.mark.parametrize("text", SOME)
def test_after_an_answer_it_starts_nothing(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("what is kap"))
    assert TextId.GREET in texts(shared_parts, person.does(Does(text)))
    assert person.held() is None


@pytest.mark.parametrize("word", ["shoot ", "ok ", "ask ", "questions ", "go ahead ", "yes ", "i am "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 12 + "x", word * 5), bids_to_ask) < 1
