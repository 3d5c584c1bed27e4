"""What somebody writes where all answers are shown: nothing goes to the clinic without a clear word, and no word of
what is to be changed is lost."""

import pytest

from bot.assembly import Parts
from bot.prescreen.questionnaire import Label
from bot.prescreen.state import Stage
from tests.conversation.test_prescreen_service import Person

HEART, MEDICINES = "heart_blood_pressure", "medications"


def at_review(parts: Parts) -> Person:
    return Person(parts).begins().answers_all()


# Which answer to change


@pytest.mark.parametrize("first", ["no", "change something", "no thats not right", "i want to change an answer"])
@pytest.mark.parametrize("then", ["yes", "yes please", "ok", "yeah sure", "yep", "\N{THUMBS UP SIGN}", "go ahead"])
def test_a_yes_to_which_answer_sends_nothing_and_is_asked_again(shared_parts: Parts, first: str, then: str) -> None:
    person = at_review(shared_parts).says(first).says(then)
    assert person.prescreen.stage is Stage.REVIEW
    assert person.texts[-1] == shared_parts.questionnaire.review.choose


def test_nor_does_a_yes_after_the_button(shared_parts: Parts) -> None:
    person = at_review(shared_parts).taps(Label.CHOOSE_EDIT).says("yes").says("yes")
    assert person.prescreen.stage is Stage.REVIEW
    assert person.texts[-1] == shared_parts.questionnaire.review.choose


@pytest.mark.parametrize(
    "text", ["no", "none", "nothing", "never mind", "nothing really", "it all looks right", "no changes"]
)
def test_who_wants_none_changed_after_all_sees_it_all_before_it_is_sent(shared_parts: Parts, text: str) -> None:
    person = at_review(shared_parts).says("no").says(text)
    assert person.prescreen.stage is Stage.REVIEW
    assert person.texts[-1].startswith(shared_parts.questionnaire.review.opening)
    assert person.says("yes").prescreen.stage is Stage.SENT


@pytest.mark.parametrize(
    ("text", "question"),
    [("the heart one", HEART), ("heart", HEART), ("yes the heart one", HEART), ("8", MEDICINES),
     ("my medicines", MEDICINES)],
)  # fmt: skip
def test_a_named_answer_is_opened(shared_parts: Parts, text: str, question: str) -> None:
    assert at_review(shared_parts).says("no").says(text).prescreen.question == question


@pytest.mark.parametrize("text", ["send it", "yes send it please", "just send it"])
def test_a_clear_word_for_sending_sends(shared_parts: Parts, text: str) -> None:
    assert at_review(shared_parts).says("no").says(text).prescreen.stage is Stage.SENT
