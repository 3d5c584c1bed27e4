"""Who says that questions may be asked now begins or goes on with the pre-screen where it is offered or waits."""

import pytest

from bot.assembly import Parts
from bot.conversation.dialogue import GREETING
from bot.conversation.lookup import Said
from bot.conversation.phrases.prescreen_commands import bids_to_ask, bids_without_naming
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.state import Stage
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read
from tests.conversation.test_prescreen_review import at_review

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
UNNAMED = [
    "shoot",
    "go ahead ask",
    "ok shoot",
    "ask away",
    "sure fire away",
    "go ahead and ask",
    "bring them on",
    "shoot away",
    "fire away then please",
    "ok go ahead ask me anything",
]
ORDERS = [
    "give me the pre-screen",
    "give me the form",
    "ask me the questions",
    "i am ready for the questions",
    "just ask the questions",
]
SOME = ["fire away with the questions", "shoot", "go ahead ask"]


@pytest.mark.parametrize("text", BIDS)
def test_who_says_that_questions_may_be_asked_bids_to_ask(text: str) -> None:
    assert bids_to_ask(text)


@pytest.mark.parametrize("text", UNNAMED)
def test_who_may_be_asked_is_greeted_where_nothing_is_offered(shared_parts: Parts, text: str) -> None:
    assert bids_without_naming(text)
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


@pytest.mark.parametrize("text", ["shoot", "go ahead ask", "ok fire away"])
def test_after_an_answer_it_starts_nothing(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("what is kap"))
    assert TextId.GREET in texts(shared_parts, person.does(Does(text)))
    assert person.held() is None


@pytest.mark.parametrize("text", ORDERS)
@pytest.mark.parametrize("before", ["what is kap", "i feel hopeless"])
def test_who_names_the_questions_is_not_greeted_in_their_place(shared_parts: Parts, text: str, before: str) -> None:
    assert not bids_without_naming(text)
    person = Person(shared_parts)
    person.does(Does(before))
    assert TextId.GREET not in texts(shared_parts, person.does(Does(text)))


@pytest.mark.parametrize("text", ["give me the pre-screen", "ask me the questions", "i am ready for the questions"])
def test_an_order_to_start_after_an_answer_starts(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("what is kap"))
    person.does(Does(text))
    held = person.held()
    assert held is not None
    assert held.consent is None


@pytest.mark.parametrize("text", ["shoot", "ask me the questions", "go ahead ask", "sure fire away", "ask away"])
def test_who_is_under_age_is_told_so_and_not_greeted(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("im 16"))
    said = texts(shared_parts, person.does(Does(text)))
    assert TextId.UNDER_AGE in said
    assert TextId.GREET not in said
    assert person.held() is None


@pytest.mark.parametrize("text", ["go ahead ask", "go ahead and ask", "yes go ahead ask me", "shoot", "ask away"])
def test_at_the_review_it_sends_nothing(shared_parts: Parts, text: str) -> None:
    person = at_review(shared_parts)
    assert person.says(text).prescreen.stage is Stage.REVIEW


@pytest.mark.parametrize("word", ["shoot ", "ok ", "ask ", "questions ", "go ahead ", "yes ", "i am "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 12 + "x", word * 5), bids_to_ask, bids_without_naming) < 1
