"""Who does not want to be called once the clinic has their answers reads that the clinic must be told so."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.refused_calls import refuses_calls
from bot.library.texts import TextId
from tests.conversation.test_prescreen_service import Person


@pytest.mark.parametrize(
    "text",
    ["i changed my mind, tell them not to call", "i dont want them to call", "please tell the clinic not to phone me",
     "ask them not to contact me please"],
)  # fmt: skip
def test_they_are_not_told_that_nothing_more_is_needed(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).sends().says(text)
    assert person.was_told(TextId.CALLS_REFUSED)
    assert not person.was_told(TextId.STOPPED)


@pytest.mark.parametrize(
    "text",
    ["i dont want them to call my work", "tell them not to call at work", "tell them not to call before nine",
     "don't tell them not to call", "do you want me to call them", "i want them to call me",
     "i dont want him to call my wife", "tell them to call me"],
)  # fmt: skip
def test_a_wish_on_where_or_when_refuses_no_call(text: str) -> None:
    assert not refuses_calls(text)
