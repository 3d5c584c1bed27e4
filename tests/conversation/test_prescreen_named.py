"""What is told at one question for another that is named: it is kept where it belongs, and nowhere else."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.contact_changes import told_for_contact
from bot.prescreen.values import Value
from tests.conversation.test_prescreen_service import CONTACT, MESSAGES, STORIES, Person

HEART, PSYCHOSIS, MEDICINES = "heart_blood_pressure", "psychosis_history", "medications"


@pytest.mark.parametrize(
    ("asked", "text", "question"),
    [
        ("pregnancy", "wait, about the psychosis one, i did have an episode", PSYCHOSIS),
        ("pregnancy", "i made a mistake on the psychosis one, i was psychotic in 2011", PSYCHOSIS),
        ("liver_kidney", "about the therapy: i also did cbt", "previous_treatment"),
        ("liver_kidney", "sorry about the heart question, i had a stent put in", HEART),
        ("anything_else", "the heart one should be yes i have a murmur", HEART),
        ("anything_else", "change the medicines one to lithium 300", MEDICINES),
        (MEDICINES, "i said no to the heart one but i have afib", HEART),
    ],
)
def test_it_is_kept_at_the_question_that_is_named(shared_parts: Parts, asked: str, text: str, question: str) -> None:
    person = Person(shared_parts).begins().answers_until(asked).says(text)
    given = person.prescreen.answers[question]
    assert (given.words, given.value) == (f"{STORIES[question]}\n{text}", Value.YES)
    assert asked not in person.prescreen.answers
    assert person.is_asked == question


def test_a_second_one_is_kept_apart_from_the_first(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_until("pregnancy").says("my heart answer was wrong, i have afib")
    person = person.says("i made a mistake on the psychosis one, i was psychotic in 2011")
    assert "2011" in person.prescreen.answers[PSYCHOSIS].words
    assert "2011" not in person.prescreen.answers[HEART].words


@pytest.mark.parametrize(
    "text", ["wait, about the heart one", "the heart one should be no, i misread it", "i lied about the heart one"]
)
def test_a_question_that_is_only_named_is_asked_again(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until("pregnancy").says(text)
    assert person.is_asked == HEART
    assert person.prescreen.answers[HEART].words == STORIES[HEART]


def test_where_nothing_is_asked_of_what_is_named_nothing_is_recorded(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_until("pregnancy").says("about the eyesight one, i wear glasses")
    assert person.is_asked == "pregnancy"
    assert "pregnancy" not in person.prescreen.answers


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        (HEART, "about the heart one, yes i have a murmur", Value.YES),
        (MEDICINES, "about the heart, i take metoprolol", Value.YES),
        (MEDICINES, "for the blood pressure one i take lisinopril", Value.YES),
        ("substance_use", "i said no to drugs my whole life", Value.NO),
    ],
)
def test_what_answers_the_open_question_is_its_answer(shared_parts: Parts, asked: str, text: str, value: Value) -> None:
    person = Person(shared_parts).begins().answers_until(asked).says(text)
    assert (person.prescreen.answers[asked].words, person.prescreen.answers[asked].value) == (text, value)


@pytest.mark.parametrize(
    "text",
    ["on the last one, no heart issues", "on the previous one, never", "to the other question, no",
     "for the last one, i am not pregnant"],
)  # fmt: skip
def test_what_is_said_of_the_last_question_is_no_answer_to_this_one(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(MEDICINES).says(text)
    assert MEDICINES not in person.prescreen.answers
    assert person.is_asked == "substance_use"


@pytest.mark.parametrize("text", ["with the other one i got sick", "for the first one i took prozac"])
def test_a_story_of_the_first_medicine_is_an_answer(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until("previous_treatment").says(text)
    assert person.prescreen.answers["previous_treatment"].words == text


@pytest.mark.parametrize(
    "text",
    ["about the seizure one, i have epilepsy", "about the sleep one, i have apnea",
     "the bladder one should be yes it hurts a lot"],
)  # fmt: skip
def test_what_is_told_where_nobody_asks_is_kept_at_the_last_question(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until("pregnancy").says(text)
    assert person.prescreen.answers["anything_else"].words == text
    assert "pregnancy" not in person.prescreen.answers
    assert person.is_asked == "pregnancy"


@pytest.mark.parametrize(
    "text",
    ["about the contact one, its 212 555 0199", "sorry the phone one was wrong, its 212 555 0199",
     "about the number one, 212 555 0199", "for the phone one, 212 555 0199", "about the last one, its 212 555 0199"],
)  # fmt: skip
def test_a_number_told_for_the_contact_takes_the_place_of_the_one_before(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(MESSAGES).says(text)
    assert person.prescreen.answers[CONTACT].words == "Anna, 212 555 0199, evenings"
    assert person.is_asked == MESSAGES


@pytest.mark.parametrize(
    "text", ["about the number one, 212 555 0199", "about the contact one, its 212 555 0199, only after 5"]
)
def test_a_number_told_before_it_is_asked_for_is_kept(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until("liver_kidney").says(text)
    assert "212 555 0199" in person.prescreen.answers[CONTACT].words
    assert person.is_asked == "liver_kidney"


@pytest.mark.parametrize(
    "text",
    ["about the heart one, 212 555 0199 is my dr", "about the phone one, i have none", "212 555 0199",
     "about the number one, my insurance number is 212 555 0199", "about the phone one, is it 212 555 0199?"],
)  # fmt: skip
def test_only_a_way_to_reach_them_is_told_for_the_contact(text: str) -> None:
    assert told_for_contact(text) is None
