"""What the guide would do for its own child is a question to a program, and no trouble that wants comfort."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.asked_opinion import asks_own_opinion
from bot.library.texts import ChoiceId, TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

ASKED = [
    "if it was your child would you do it", "if it was your mum, would you let her do it?",
    "would you let your mum take it", "would you give it to your own child", "would you let your daughter do this",
    "would you recommend it to your family", "would you recommend it to a friend", "would you put your kid on this",
    "if this was your wife would you want her to try it", "honestly would you let your own son have ketamine",
    "would you do it if it was your brother", "would you let your dad do it", "would you give ketamine to your mother",
    "what if it was your sister would you say yes", "would you still recommend it if it was your kid",
]  # fmt: skip
OTHER = [
    "would you do it", "what would you do", "can i bring my child", "would you let my mum take it",
    "if it was your child would you want it to die", "would you let your patients bring a friend",
    "would you kill your child", "can my mum take it", "if i was your patient would you tell my boss",
    "would you tell my family", "would you give it to children", "if it was my child would you do it",
    "would you call your mum", "would you recommend it to someone with bipolar", "do your patients take it", "",
]  # fmt: skip


@pytest.mark.parametrize("text", ASKED)
def test_a_question_for_the_guides_own_view_is_told(text: str) -> None:
    assert asks_own_opinion(text)


@pytest.mark.parametrize("text", OTHER)
def test_any_other_question_is_none(text: str) -> None:
    assert not asks_own_opinion(text)


@pytest.mark.parametrize("text", ["if it was your child would you do it", "would you let your mum take it"])
def test_it_is_met_as_a_program_and_with_no_support_text(shared_parts: Parts, text: str) -> None:
    assert texts(shared_parts, Person(shared_parts).does(Does(text))) == [TextId.BOT]
    person = Person(shared_parts)
    person.does(person.tap(ChoiceId.START_PRESCREEN))
    person.does(Does("yes"))
    assert texts(shared_parts, person.does(Does(text))) == [TextId.BOT]
    held = person.held()
    assert held is not None
    assert not held.answers


def test_after_an_alarm_care_comes_first_all_the_same(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does("i want to die"))
    said = texts(shared_parts, person.does(Does("if it was your child would you do it")))
    assert said[0] is TextId.CRISIS_SILENCE


@pytest.mark.parametrize("word", ["would you ", "your own child ", "if it was your child ", "let her "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 20, word * 6, word * 4), asks_own_opinion) < 1
