"""What is told at one question for another that is named: it is kept where it belongs, and nowhere else."""

import pytest

from bot.assembly import Parts
from bot.prescreen.values import Value
from tests.conversation.test_prescreen_service import STORIES, Person

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
