"""A short denial of all that is asked is a "no", a denial of half of it is none, and what is over is talked over."""

import pytest

from bot.prescreen.interpretation.denials import (
    denies_all,
    holds_a_reading,
    tells_of_before,
    tells_of_now_alone,
    tells_of_use,
)
from bot.prescreen.interpretation.interpreter import Interpreter
from bot.prescreen.values import Value
from tests.conversation.reading_speed import seconds_to_read

HEART, LIVER, DRINKING = "heart_blood_pressure", "liver_kidney", "substance_use"
PREGNANCY, MEDICINES = "pregnancy", "medications"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (PREGNANCY, "not pregnant"),
        (PREGNANCY, "im not pregnant"),
        (PREGNANCY, "no not pregnant"),
        (PREGNANCY, "not pregnant or breastfeeding"),
        (PREGNANCY, "No, I'm not pregnant, not nursing"),
        (PREGNANCY, "definitely not pregnant"),
        (PREGNANCY, "not pregnant and im not breastfeeding"),
        (HEART, "i dont have heart problems or high blood pressure"),
        (HEART, "no heart problems no high bp"),
        (HEART, "i don't have high blood pressure or any heart disease"),
        (HEART, "my heart and bp are fine"),
        (LIVER, "i dont have liver problems or kidney problems"),
        (LIVER, "no kidney issues, no liver issues"),
        (DRINKING, "i dont drink and i dont do drugs"),
        (DRINKING, "i dont drink or do drugs"),
        (DRINKING, "no drugs or alcohol"),
        (DRINKING, "i never drink or do drugs"),
    ],
)
def test_a_denial_of_all_that_is_asked_is_a_no(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) is Value.NO


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (PREGNANCY, "not pregnant, breastfeeding"),
        (PREGNANCY, "not pregnant and breastfeeding"),
        (PREGNANCY, "not pregnant just late"),
        (PREGNANCY, "not pregnant yet"),
        (PREGNANCY, "not breastfeeding"),
        (PREGNANCY, "im not pregnant i think"),
        (PREGNANCY, "not pregnant or nursing anymore"),
        (PREGNANCY, "im not not pregnant"),
        (HEART, "no heart problems, high blood pressure"),
        (HEART, "no heart problems and high bp"),
        (HEART, "no heart problems or high bp anymore"),
        (HEART, "no heart problems"),
        (HEART, "i dont have heart problems"),
        (HEART, "my bp is fine"),
        (HEART, "my heart is fine"),
        (HEART, "my hearts fine"),
        (HEART, "bp is normal"),
        (LIVER, "my kidneys are fine"),
        (LIVER, "no liver problems, kidney disease"),
        (DRINKING, "i dont drink"),
        (DRINKING, "i dont drink or do drugs anymore"),
        (DRINKING, "no alcohol, drugs daily"),
    ],
)
def test_what_denies_half_of_it_or_tells_more_is_no_no(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) is not Value.NO


@pytest.mark.parametrize("text", ["not for years", "not for many years", "no, not in ages", "not for a long time"])
@pytest.mark.parametrize("question", [HEART, LIVER, DRINKING, PREGNANCY, MEDICINES])
def test_what_was_long_ago_is_neither_a_no_nor_a_refusal(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) in (Value.NEEDS_FOLLOWUP, Value.YES)
    assert tells_of_before(question, text.replace(",", " |").split())


@pytest.mark.parametrize("question", [PREGNANCY, MEDICINES])
@pytest.mark.parametrize("text", ["not anymore", "no not anymore", "no longer", "not any more", "not for years"])
def test_what_is_over_is_talked_over_where_the_present_is_asked(
    interpreter: Interpreter, question: str, text: str
) -> None:
    assert interpreter.read(question, text) is Value.NEEDS_FOLLOWUP


@pytest.mark.parametrize("text", ["not anymore thank god", "not anymore, stopped in 2019", "not since 2015"])
def test_what_was_so_once_stays_a_yes_where_the_past_is_asked(interpreter: Interpreter, text: str) -> None:
    assert interpreter.read(DRINKING, text) is Value.YES


@pytest.mark.parametrize("word", ["not ", "no ", "or ", "no heart ", "not pregnant ", "not for ", "| ", "any "])
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    def read(text: str) -> None:
        for question in (HEART, PREGNANCY):
            denies_all(question, text.split())
            tells_of_before(question, text.split())

    assert seconds_to_read([word * times for times in (4, 9, 1000)], read) < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "i do not drink | do drugs sometimes",
        "i do not drink and do drugs",
        "no | just drink at parties",
        "do not drink | weed on weekends",
        "never | but i smoke a bit",
    ],
)
def test_some_after_all_is_no_denial(text: str) -> None:
    assert tells_of_use("substance_use", text.split())


@pytest.mark.parametrize(
    "text",
    ["i do not drink or do drugs", "i do not drink and i do not use", "no | and i never did", "nothing | i quit"],
)
def test_a_denial_of_both_tells_of_no_use(text: str) -> None:
    assert not tells_of_use("substance_use", text.split())
    assert not tells_of_use("liver_kidney", ["i", "do", "not", "drink", "and", "do", "drugs"])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("substance_use", "no drugs or alcohol now"),
        ("substance_use", "i do not drink | do not use right now"),
        ("heart_blood_pressure", "no heart problems or high bp currently"),
        ("heart_blood_pressure", "never had heart problems or high blood pressure until now"),
    ],
)
def test_a_denial_of_now_denies_nothing_of_before(question: str, text: str) -> None:
    assert not denies_all(question, text.split())
    assert tells_of_now_alone(text.split())


def test_a_blood_pressure_in_an_answer_is_seen() -> None:
    assert holds_a_reading(["no", "160/100", "last", "time"])
    assert not holds_a_reading(["no", "fine"])
