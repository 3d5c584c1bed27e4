"""Short questions on what was told or read just before: a verdict on oneself is declined, the rest is answered."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import Answer
from bot.conversation.dialogue import MEDICINES
from bot.conversation.lookup import Said
from bot.conversation.phrases.own_matters import (
    asks_how_bad_it_is,
    asks_if_all_right,
    asks_whether_listed,
    tells_own_matter,
)
from bot.library.kinds import Kind
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

ALL_RIGHT = [
    "is that ok",
    "is that okay?",
    "is that allowed",
    "is that a problem",
    "is it safe then",
    "so is that bad",
    "would that be an issue",
    "does that matter",
    "will it interact with ketamine",
    "that ok?",
    "are those fine to take",
    "could that be a deal breaker",
    "is this still ok for me",
    "is it too much",
    "hm is that safe with it",
    "does it clash with that",
]
NOT_ALL_RIGHT = [
    "is that all",
    "is that the clinic",
    "is that a pill",
    "is it ok to eat before",
    "is it safe to drive after",
    "that is ok",
    "ok",
    "are you ok",
    "is that what you mean",
    "does it hurt",
    "is it bad for my heart",
    "is that how it works",
    "will they call me",
    "is it far",
    "is that ok if i come late tomorrow",
    "i am ok",
]
HOW_BAD = ["is that bad", "is this dangerous", "are they serious", "so is that really bad then", "is that common"]
NOT_HOW_BAD = ["is that ok", "is it safe", "is that bad for me", "how bad is it", "is that bad for my heart"]
LISTED = [
    "is zoloft one",
    "is zoloft one of them",
    "what about prozac",
    "and xanax?",
    "does sertraline count",
    "is lithium on the list",
    "how about trazodone then",
    "is valium a benzo",
    "ok and is tramadol one of those",
    "are benzos included",
    "is gabapentin a problem",
    "would methadone be one",
    "or ativan",
    "is adderall in there",
    "do ssris count",
    "does lamotrigine interact",
    "what about zoloft or prozac",
    "is wellbutrin xl one of them",
    "and sleeping pills",
    "are things like valium on the list",
]
NOT_LISTED = [
    "what about side effects",
    "what about my zoloft",
    "is my lithium a problem",
    "can i take xanax",
    "should i stop zoloft",
    "does zoloft work better",
    "and how long does it take",
    "is ketamine one",
    "what about the clinic",
    "is it one of them",
    "is zoloft better than ketamine for depression",
    "and then",
    "i take lexapro",
    "zoloft",
    "what about her prozac",
    "is the doctor one",
    "what about stopping zoloft",
    "and stop xanax",
    "what about double xanax",
    "what about 30 xanax",
    "and 50 xanax",
    "is xanax risky to keep taking",
    "what about two xanax",
    "how about half a klonopin",
    "and more lithium",
    "what about crushing methadone",
    "or snorting adderall",
    "what about a higher lamotrigine dose",
    "is zoloft safe to take",
    "what about a handful of ambien",
    "are benzos ok to use",
]
TOLD = ["i take lexapro", "im on sertraline 50mg", "i have epilepsy", "i have high blood pressure", "can i take xanax"]
NOT_TOLD = ["i'm nervous", "what is kap", "what are the side effects", "i live far away", "my sister had it", "hello"]


@pytest.mark.parametrize("text", ALL_RIGHT)
def test_who_asks_if_it_is_all_right_is_heard(text: str) -> None:
    assert asks_if_all_right(text)


@pytest.mark.parametrize("text", NOT_ALL_RIGHT)
def test_what_says_more_or_less_does_not_ask_if_it_is_all_right(text: str) -> None:
    assert not asks_if_all_right(text)


@pytest.mark.parametrize("text", HOW_BAD)
def test_who_asks_how_bad_it_is_is_heard(text: str) -> None:
    assert asks_how_bad_it_is(text)


@pytest.mark.parametrize("text", NOT_HOW_BAD)
def test_leave_and_oneself_are_more_than_how_bad_it_is(text: str) -> None:
    assert not asks_how_bad_it_is(text)


@pytest.mark.parametrize("text", LISTED)
def test_after_the_answer_on_medicines_one_that_is_named_is_asked_of_it(shared_parts: Parts, text: str) -> None:
    assert asks_whether_listed(text)
    for action in ("action_answer_question", "action_greet", "action_take_yes"):
        assert shared_parts.dialogue.decide(action, Said(text, about=MEDICINES)) == [Answer(entry=MEDICINES)]


@pytest.mark.parametrize("text", NOT_LISTED)
def test_other_questions_after_it_are_no_medicine_of_the_list(text: str) -> None:
    assert not asks_whether_listed(text)


@pytest.mark.parametrize("text", TOLD)
def test_a_medicine_or_an_illness_of_their_own_is_one(text: str) -> None:
    assert tells_own_matter(text)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_no_matter_of_health_is_none(text: str) -> None:
    assert not tells_own_matter(text)


@pytest.mark.parametrize("told", ["i take lexapro", "im on sertraline 50mg", "i have epilepsy"])
@pytest.mark.parametrize("asked", ["is that ok", "does that matter", "is that bad", "that allowed?"])
def test_who_asks_leave_for_what_they_just_told_gets_none(shared_parts: Parts, told: str, asked: str) -> None:
    person = Person(shared_parts)
    person.does(Does(told))
    said = texts(shared_parts, person.does(Does(asked)))
    assert {TextId.ADVICE_DECLINED, TextId.ADVICE_AGAIN, TextId.VERDICT_DECLINED} & set(said)


@pytest.mark.parametrize("asked", ["is that bad", "is that really bad", "is this dangerous"])
def test_what_was_just_read_may_be_asked_about_without_being_advice(shared_parts: Parts, asked: str) -> None:
    person = Person(shared_parts)
    person.does(Does("what are the side effects"))
    kinds = {message.kind for message in person.does(Does(asked))}
    assert kinds <= {Kind.ANSWER, Kind.CLARIFY, Kind.NOTICE}


def test_after_words_on_a_drink_it_is_still_advice(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does("can i have a beer after it"))
    said = texts(shared_parts, person.does(Does("is that bad")))
    assert {TextId.ADVICE_DECLINED, TextId.ADVICE_AGAIN} & set(said)


@pytest.mark.parametrize("word", ["is ", "that ", "and ", "zoloft ", "bad ", "really ", "ok ", "with it "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readers = (asks_if_all_right, asks_how_bad_it_is, asks_whether_listed, tells_own_matter)
    assert seconds_to_read((word * 1000, word * 9 + "x", word * 7), *readers) < 1
