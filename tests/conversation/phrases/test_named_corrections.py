"""What people tell for a question that they name, and answers that come near it."""

import pytest

from bot.conversation.phrases.named_corrections import NamedCorrection, named_correction
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    ("text", "about", "told"),
    [
        ("wait, about the psychosis one, i did have an episode", "psychosis", "i did have an episode"),
        ("i made a mistake on the psychosis one, i was psychotic in 2011", "psychosis", "i was psychotic in 2011"),
        ("about the therapy: i also did cbt", "therapy", "i also did cbt"),
        ("the heart one should be yes i have a murmur", "heart", "yes i have a murmur"),
        ("change the medicines one to lithium 300", "medicines", "lithium 300"),
        ("i lied about the drinking question, i drink daily", "drinking", "i drink daily"),
        ("i said no to psychosis but i heard voices once", "psychosis", "i heard voices once"),
        ("going back to number 3, i had psychosis", "number 3", "i had psychosis"),
        ("sorry about the blood pressure one", "blood pressure", ""),
        ("the liver one was wrong, should be no", "liver", "should be no"),
    ],
)
def test_the_question_and_what_is_told_for_it_are_heard(text: str, about: str, told: str) -> None:
    found = named_correction(text)
    assert found is not None
    assert (found.about, found.told) == (about, told)


@pytest.mark.parametrize(
    "text",
    ["i have afib", "no", "yes for the blood pressure", "i was on the generic one, it did nothing",
     "i said no to drugs my whole life", "i worry about the future and about the kids", "i take one for the heart",
     "my doctor changed the dose", "i lied to my doctor once"],
)  # fmt: skip
def test_answers_name_no_question(text: str) -> None:
    assert named_correction(text) is None


def test_a_question_is_surely_meant_only_where_it_is_pointed_to() -> None:
    assert named_correction("about the heart, i had a stent") == NamedCorrection("heart", "i had a stent", False)
    assert named_correction("about the heart one, i had a stent") == NamedCorrection("heart", "i had a stent", True)


@pytest.mark.parametrize("word", ["wait ", "about the ", "i said no to the ", "one ", "a", "the heart one ", "no, "])
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * times + "x" for times in (3, 8, 40, 1000)), named_correction) < 1
