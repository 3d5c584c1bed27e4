"""What people write to take back an answer that they just gave, and answers that come near it."""

import pytest

from bot.conversation.phrases.prescreen_corrections import (
    Correction,
    correction_in,
    is_complaint,
    may_correct,
    meant_instead,
    reopened_in,
)
from bot.prescreen.values import Value
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    ("text", "value", "about"),
    [
        ("wait i meant yes", Value.YES, ""),
        ("wait no i meant yes", Value.YES, ""),
        ("Sorry, I meant no.", Value.NO, ""),
        ("oops that should be no", Value.NO, ""),
        ("the last one was supposed to be yes", Value.YES, ""),
        ("i meant to tap no", Value.NO, ""),
        ("wrong button, i meant not sure", None, ""),
        ("change that to yes please", Value.YES, ""),
        ("actually yes to the psychosis one", Value.YES, "psychosis"),
        ("wait, no to number 4", Value.NO, "number 4"),
        ("make the blood pressure one a yes", Value.YES, "blood pressure"),
        ("i meant yes on the liver question", Value.YES, "liver"),
        ("actually yes to the last one", Value.YES, ""),
        ("sorry that was a mistake its no", Value.NO, ""),
        ("that was wrong, it's no", Value.NO, ""),
        ("wrong button. yes", Value.YES, ""),
        ("oops my mistake, it should be yes", Value.YES, ""),
        ("i misread that, it's no", Value.NO, ""),
    ],
)
def test_what_is_taken_back_is_heard(text: str, value: Value | None, about: str) -> None:
    assert correction_in(text) == Correction(value, about)


@pytest.mark.parametrize(
    "text",
    [
        "yes", "no", "actually yes", "wait, yes", "i mean no", "i mean, sometimes", "i meant well", "no, sorry",
        "yes to that", "yes for the blood pressure one", "no to that question", "i meant to ask how long it takes",
        "yes, the last one in 2019", "actually yes, heart pills", "yes to both", "it should be fine",
        "no, that one was my brother", "yes i meant to tell you", "i had meant to stop",
        "it was supposed to be my last drink", "", "no, that was my mistake years ago", "wrong diagnosis, no",
        "i made a mistake and took too many", "sorry no heart problems", "it was a wrong diagnosis",
    ],
)  # fmt: skip
def test_an_answer_to_the_question_itself_takes_nothing_back(text: str) -> None:
    assert correction_in(text) is None


@pytest.mark.parametrize("text", ["sorry no", "Sorry, no.", "oops yes", "sorry wait no", "whoops, i mean no"])
def test_a_yes_or_no_with_an_excuse_before_it_may_take_back_the_one_before(text: str) -> None:
    assert may_correct(text)


@pytest.mark.parametrize("text", ["no", "no sorry", "no, sorry", "sorry, no heart problems", "actually no", ""])
def test_other_answers_need_not_be_asked_for_again(text: str) -> None:
    assert not may_correct(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [("no i meant anxiety", "anxiety"), ("Sorry, I meant to say PTSD.", "ptsd"), ("meant weed", "weed")],
)
def test_words_in_place_of_others_are_heard(text: str, words: str) -> None:
    assert meant_instead(text) == words


@pytest.mark.parametrize(
    "text", ["i meant to stop", "i meant well", "i meant every word", "wait i meant yes", "anxiety"]
)
def test_what_replaces_nothing_is_none(text: str) -> None:
    assert meant_instead(text) is None


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("anxiety", True), ("anxiety, not depression", True), ("bad social anxiety", True), ("therapy for anxiety", False),
     ("xanax", False), ("every week", False)],
)  # fmt: skip
def test_what_people_come_for_is_known(words: str, is_one: bool) -> None:
    assert is_complaint(words) is is_one


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("can i change the psychosis one", "psychosis"),
        ("Can we go back to the heart one please?", "heart"),
        ("i want to change my answer about my heart", "heart"),
        ("let me change my heart answer", "heart"),
        ("i need to fix the drinking one", "drinking"),
        ("wait can i redo the bp one", "bp"),
        ("how do i change my psychosis answer", "psychosis"),
        ("could i see the alcohol question again", "alcohol"),
        ("take me back to the heart question", "heart"),
        ("redo number 4", "number 4"),
    ],
)
def test_a_wish_to_go_back_to_a_question_names_it(text: str, named: str) -> None:
    assert reopened_in(text) == named


@pytest.mark.parametrize(
    "text",
    ["can i change my dose", "i had to change the heart pills", "i changed my medicine", "i need to fix my heart",
     "i want to go back to drinking", "i go back to the bottle", "can i have the heart one", "i see a heart doctor",
     "i have the heart thing", "they want to change my answer", "can i change the last one", "yes", ""],
)  # fmt: skip
def test_what_tells_or_asks_something_else_names_none(text: str) -> None:
    assert reopened_in(text) is None


@pytest.mark.parametrize(
    "word",
    [
        "sorry ",
        "that was a mistake ",
        "wait ",
        "i meant ",
        "the ",
        "yes to the ",
        "no,",
        "that should be ",
        "can i ",
        "anxiety ",
        "not ",
    ],
)
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert (
        seconds_to_read(
            (word * times + "x" for times in (5, 15, 1000)),
            correction_in,
            may_correct,
            reopened_in,
            meant_instead,
            is_complaint,
        )
        < 1
    )
