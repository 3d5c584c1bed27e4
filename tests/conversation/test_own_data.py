"""Who asks what is held about them reads of the call that they asked for, and what they gave to be reached."""

import pytest

from bot.assembly import Parts
from bot.library.texts import TextId
from tests.conversation.test_prescreen_service import Person

ASKS = "show me what you have on me"


def shown_behind(person: Person, text: TextId) -> list[str]:
    approved = person.parts.texts[text].text
    return [each.removeprefix(approved).strip() for each in person.texts if each.startswith(approved)]


def test_a_request_and_the_number_for_it_are_named(shared_parts: Parts) -> None:
    person = Person(shared_parts).arrives().says("can someone call me").says("Ann, 212 555 0142").says(ASKS)
    assert person.was_told(TextId.MY_DATA)
    [given] = shown_behind(person, TextId.MY_DATA_REQUEST)
    assert "212 555 0142" in given
    assert "Ann" in given


def test_a_request_without_a_number_is_named(shared_parts: Parts) -> None:
    person = Person(shared_parts).arrives().says("can someone call me").says(ASKS)
    assert person.was_told(TextId.MY_DATA_REQUEST_BARE)


def test_who_asked_for_nothing_reads_of_no_request(shared_parts: Parts) -> None:
    person = Person(shared_parts).arrives().says(ASKS)
    assert person.was_told(TextId.MY_DATA)
    assert len([text for text in person.texts if "list" in text]) == 0


@pytest.mark.parametrize("text", [ASKS, "what do you know about me"])
def test_at_a_question_it_is_shown_and_the_question_stays_open(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until("heart_blood_pressure").says(text)
    assert person.was_told(TextId.MY_DATA)
    assert person.is_asked == "heart_blood_pressure"
    assert "heart_blood_pressure" not in person.prescreen.answers
