"""Who plainly wants what is held here gone is asked once, wherever they are; what may mean more is never taken so."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import Say, ShowData
from bot.conversation.decisions import erasing_only_what_is_named
from bot.conversation.dialogue import ERASURE_OFFER, WHAT_ABOUT
from bot.conversation.lookup import Said
from bot.conversation.phrases.erasing_words import (
    Reply,
    forgot_what_they_said,
    may_mean_anything,
    may_mean_oneself,
    names_what_is_held,
    reply_to_offer,
    wants_trouble_gone,
    wishes_all_erased,
    wishes_one_erased,
)
from bot.conversation.talk import Talk
from bot.library.texts import ChoiceId, TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read
from tests.conversation.test_prescreen_review import at_review
from tests.conversation.test_prescreen_service import Person as PrescreenPerson

WISHED = [
    "bin the lot",
    "del my acct",
    "get rid of my form",
    "scrub everything i said",
    "wipe my answers",
    "please delete all my data",
    "can you erase what i wrote",
    "throw away everything ive told you",
    "i want to delete my account",
    "close my account",
    "get rid of everything you have on me",
    "clear this chat",
    "nuke this conversation",
    "remove me from your system",
    "delete my messages and my answers",
    "trash my answers pls",
    "forget everything i told you",
    "how do i delete my data",
    "delete all my personal details",
    "erase my whole chat history",
    "remove my data from your records",
    "delete my information",
]
NOT_WISHED = [
    "wipe everything out",
    "get rid of me",
    "they had to remove my gallbladder",
    "i want to forget everything",
    "will it wipe my memories",
    "get rid of my pain",
    "bin my meds",
    "clear my head",
    "forget what he said to me",
    "i forget what i said",
    "remove my stitches",
    "does it erase trauma",
    "cancel my appointment",
    "dont delete my answers",
    "do you delete my answers",
    "i deleted my account on facebook",
    "cancel this chat",
    "cancel my form",
    "can you cancel my account",
    "cancel everything i said",
    "delete my contact details",
    "delete my details",
    "delete my last answer",
    "delete my heart answers",
    "remove my first message",
    "erase my answer",
    "delete what i just said",
    "remove my number from your system",
    "wipe my medication answers",
    "delete my phone info",
]
ONE = [
    "erase my last answer",
    "delete my last answer please",
    "remove my answer about cocaine",
    "delete my heart answer",
    "can you delete what i just said",
    "delete the part about my drinking",
    "remove my phone number",
    "erase my email",
    "take out what i said about my husband",
]
ONESELF = ["get rid of me", "just get rid of me please", "i want to get rid of myself", "erase me from this world"]
NOT_ONESELF = [
    "delete me",
    "erase me from your system",
    "get rid of my form",
    "remove me from the list",
    "wipe my chat",
]
ANYTHING = ["wipe everything out", "i want to wipe it all out", "burn it all down", "wipe out everyone"]
NOT_ANYTHING = ["wipe everything", "delete it all", "clear everything", "wipe my answers"]


@pytest.mark.parametrize("text", WISHED)
def test_a_plain_wish_is_offered_whatever_it_is_taken_for(shared_parts: Parts, text: str) -> None:
    assert wishes_all_erased(text)
    for action in ("action_take_no", "action_stop", "action_answer_question", "action_offer_person"):
        assert shared_parts.dialogue.decide(action, Said(text)) == [ERASURE_OFFER]


@pytest.mark.parametrize("text", NOT_WISHED)
def test_other_things_that_go_are_no_wish(text: str) -> None:
    assert not wishes_all_erased(text)


@pytest.mark.parametrize("text", ["bin the lot", "del my acct", "get rid of my form", "wipe my answers"])
@pytest.mark.parametrize("before", [[], ["pain"]])
def test_in_the_prescreen_it_is_no_answer(shared_parts: Parts, text: str, before: list[str]) -> None:
    person = Person(shared_parts)
    person.does(person.tap(ChoiceId.START_PRESCREEN))
    for said in ("yes", *before):
        person.does(Does(said))
    held = person.held()
    assert held is not None
    assert TextId.ERASURE_OFFER in texts(shared_parts, person.does(Does(text)))
    now = person.held()
    assert now is not None
    assert now.answers == held.answers


def test_who_cancels_a_chat_has_nothing_deleted_by_a_yes(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does("what is kap"))
    assert TextId.ERASURE_OFFER not in texts(shared_parts, person.does(Does("cancel this chat")))
    person.does(Does("yes"))
    assert "what is kap" in person.said()


@pytest.mark.parametrize("text", ["cancel my form", "delete my contact details"])
def test_at_the_review_one_thing_is_not_all(shared_parts: Parts, text: str) -> None:
    person = at_review(shared_parts).says(text)
    assert shared_parts.texts[TextId.ERASURE_OFFER].text not in person.texts


@pytest.mark.parametrize("text", ONE)
def test_one_answer_that_is_to_go_is_opened_at_the_review(shared_parts: Parts, text: str) -> None:
    assert wishes_one_erased(text)
    assert not wishes_all_erased(text)
    person = at_review(shared_parts)
    answers = person.prescreen.answers
    person = person.says(text)
    assert shared_parts.texts[TextId.ERASURE_OFFER].text not in person.texts
    assert person.prescreen.answers == answers


@pytest.mark.parametrize("text", [*WISHED, "erase what i told you", "remove my heart valve", "delete my answers"])
def test_all_of_it_or_something_else_is_not_one_answer(text: str) -> None:
    assert not wishes_one_erased(text)


@pytest.mark.parametrize("text", ["erase my last answer", "delete my answer about psychosis"])
def test_at_a_question_the_answer_that_is_to_go_is_opened(shared_parts: Parts, text: str) -> None:
    person = PrescreenPerson(shared_parts).begins().answers_until("heart_blood_pressure").says(text)
    assert shared_parts.texts[TextId.ERASURE_OFFER].text not in person.texts
    assert person.prescreen.question == "psychosis_history"


@pytest.mark.parametrize(
    "text", ["i forget what i said", "sorry i forgot what i wrote", "i have forgotten what i told you"]
)
def test_who_forgot_what_they_said_is_shown_it(shared_parts: Parts, text: str) -> None:
    assert forgot_what_they_said(text)
    assert shared_parts.dialogue.decide("action_offer_erasure", Said(text)) == [ShowData()]
    person = at_review(shared_parts)
    answers = person.prescreen.answers
    assert person.says(text).prescreen.answers == answers


@pytest.mark.parametrize(
    "text",
    [
        "forget what i said",
        "forget everything i told you",
        "i want to forget what he said",
        "i forgot which i said i have bipolar",
        "i forgot all i said i have afib",
        "i forgot what i said but i take lithium",
    ],
)
def test_who_wants_it_forgotten_has_not_forgotten_it(text: str) -> None:
    assert not forgot_what_they_said(text)


@pytest.mark.parametrize(
    "text",
    ["how to get rid of my anxiety", "get rid of this depression", "i want to erase my memories", "clear my mind"],
)
def test_who_wants_an_illness_gone_is_not_offered_to_be_deleted(shared_parts: Parts, text: str) -> None:
    assert wants_trouble_gone(text)
    acts = shared_parts.dialogue.decide("action_offer_erasure", Said(text))
    assert ERASURE_OFFER not in acts
    assert (Say(text=TextId.DISTRESS) in acts) is not text.startswith("how")


@pytest.mark.parametrize("text", [*WISHED, "clear my answers about trauma", "delete what i said about my depression"])
def test_what_is_held_here_is_no_illness(text: str) -> None:
    assert not wants_trouble_gone(text)


@pytest.mark.parametrize("text", ["yes", "ok yes", "sure", "do it"])
def test_a_bare_yes_to_a_call_and_a_deletion_deletes_nothing(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    first = texts(shared_parts, person.does(Does("can someone call me and can you delete my data")))
    assert TextId.ERASURE_OFFER in first
    assert TextId.ERASURE_OFFER in texts(shared_parts, person.does(Does(text)))
    assert "can someone call me and can you delete my data" in person.said()
    # Now nothing else can be meant.
    assert TextId.ERASURE_OFFER not in texts(shared_parts, person.does(Does("yes")))


def test_who_refuses_the_call_beside_it_is_told_so(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does("can someone call me and can you delete my data"))
    assert TextId.CALLS_REFUSED in texts(shared_parts, person.does(Does("no dont call")))


def test_who_names_the_deletion_beside_a_call_is_heard_at_once(shared_parts: Parts) -> None:
    assert reply_to_offer("yes", is_alone=False) is Reply.UNCLEAR
    assert reply_to_offer("yes delete it", is_alone=False) is Reply.ERASE
    assert reply_to_offer("no", is_alone=False) is Reply.KEEP
    assert reply_to_offer("yes") is Reply.ERASE


@pytest.mark.parametrize("text", ONESELF)
def test_who_may_mean_themselves_is_not_offered_to_be_deleted(shared_parts: Parts, text: str) -> None:
    assert may_mean_oneself(text)
    assert not wishes_all_erased(text)
    assert ERASURE_OFFER not in shared_parts.dialogue.decide("action_offer_erasure", Said(text))
    talk = Talk(id="", turn="", about=None, recent=[], watch=None, is_acknowledged=False)
    assert erasing_only_what_is_named(talk, [WHAT_ABOUT], text) == [Say(text=TextId.DISTRESS)]


@pytest.mark.parametrize("text", ["get rid of me", "wipe me out"])
def test_in_the_pre_screen_too_they_get_the_kind_word(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(person.tap(ChoiceId.START_PRESCREEN))
    for each in ("ok", "i want to feel better"):
        person.does(Does(each))
    before = person.held()
    assert TextId.DISTRESS in texts(shared_parts, person.does(Does(text)))
    after = person.held()
    assert before is not None
    assert after is not None
    assert after.answers == before.answers


@pytest.mark.parametrize("text", NOT_ONESELF)
def test_their_data_is_not_themselves(text: str) -> None:
    assert not may_mean_oneself(text)


@pytest.mark.parametrize("text", ANYTHING)
def test_what_may_be_anything_is_asked_about(shared_parts: Parts, text: str) -> None:
    assert may_mean_anything(text)
    assert shared_parts.dialogue.decide("action_offer_erasure", Said(text)) == [WHAT_ABOUT]


@pytest.mark.parametrize("text", NOT_ANYTHING)
def test_everything_that_is_here_is_not_everything(text: str) -> None:
    assert not may_mean_anything(text)


@pytest.mark.parametrize("text", ["bin the lot", "get rid of everything", "get rid of me"])
def test_while_there_is_worry_nothing_is_offered_that_was_not_named(shared_parts: Parts, text: str) -> None:
    assert not names_what_is_held(text)
    person = Person(shared_parts)
    person.does(Does("i want to end it all"))
    assert TextId.ERASURE_OFFER not in texts(shared_parts, person.does(Does(text)))


@pytest.mark.parametrize("word", ["please ", "i ", "delete ", "my ", "everything ", "wipe my ", "get rid of ", "now "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readers = (wishes_all_erased, may_mean_oneself, may_mean_anything, names_what_is_held)
    readers = (*readers, wishes_one_erased, forgot_what_they_said, wants_trouble_gone)
    assert seconds_to_read((word * 1000, word * 17 + "x", word * 7), *readers) < 1
