"""The rules: what is named, what it is to the question, whose it is, and whether it is denied."""

import pytest

from bot.prescreen.interpretation.lists import Lists
from bot.prescreen.interpretation.marks import Marker
from bot.prescreen.interpretation.words import BREAK, MOST_CHARACTERS, plain_text, plain_words
from bot.prescreen.values import QUESTIONS


@pytest.mark.parametrize(
    ("question", "text", "kind", "state", "reason"),
    [
        ("heart_blood_pressure", "i take ramipril", "medicine", "plain", "its class is asked by the question"),
        ("psychosis_history", "i take ramipril", "drug", "plain", "a medicine of another matter"),
        ("medications", "i take ramipril", "medicine", "plain", "every medicine answers this question"),
        ("medications", "i smoke cannabis", "street", "plain", "a street drug is no medicine"),
        ("substance_use", "i smoke cannabis", "medicine", "plain", "a street drug answers this question"),
        ("liver_kidney", "stage 3 ckd", "condition", "plain", "a condition by name"),
        ("liver_kidney", "i have afib", "matter", "plain", "a condition of another question"),
        ("heart_blood_pressure", "never had afib", "denied", "denied", "a negation before it in its clause"),
        ("heart_blood_pressure", "the stent is fine, afib was ruled out", "condition", "denied", "cleared after it"),
        (
            "heart_blood_pressure",
            "no. i have afib",
            "condition",
            "plain",
            "a negation ends with its clause",
        ),
        ("heart_blood_pressure", "not the heart but afib", "condition", "plain", "nor past a but"),
        ("heart_blood_pressure", "my father had afib", "condition", "relative", "a relative in the clause"),
        ("heart_blood_pressure", "maybe afib", "condition", "doubted", "a hedge in the clause"),
        ("medications", "stopped the sertraline", "medicine", "over", "a word of the past in the clause"),
        ("medications", "got sertraline, it is unopened", "medicine", "over", "it was never taken"),
        ("pregnancy", "had a hysterectomy", "denial", "over", "what denies this question by itself"),
        ("allergy_ketamine", "only penicillin", "other", "plain", "another allergy"),
    ],
)
def test_each_rule_has_its_reason(marker: Marker, question: str, text: str, kind: str, state: str, reason: str) -> None:
    mentions = marker.marks(question, text).mentions
    assert state in {mention.state for mention in mentions}, reason
    if kind != "denied":
        assert (kind, state) in {(mention.kind, mention.state) for mention in mentions}, reason


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("lisinipril", "lisinopril"),
        ("amlodapine", "amlodipine"),
        ("klonapin", "klonapin"),
        ("sertaline", "sertraline"),
        ("gabapentine", "gabapentin"),
        ("quetiapene", "quetiapine"),
        ("venlafaxin", "venlafaxine"),
        ("sirrhosis", "cirrhosis"),
        ("schizofrenia", "schizophrenia"),
    ],
)
def test_long_names_are_known_in_spite_of_a_letter_or_two(marker: Marker, text: str, meant: str) -> None:
    assert meant in marker.marks("medications", text).words


@pytest.mark.parametrize("text", ["station", "clinic", "methods", "session", "morning", "cortisol", "xanx"])
def test_common_and_short_words_are_no_misspelt_names(marker: Marker, text: str) -> None:
    assert marker.marks("medications", text).words == [text]


def test_flags_say_what_stands_in_an_answer(marker: Marker) -> None:
    flags = marker.marks("heart_blood_pressure", "my bp is fine, what about my sister?").flags
    assert {"asks", "ends asking", "relative", "parts 1"} <= flags
    assert "relative alone" in marker.marks("heart_blood_pressure", "sister has it").flags
    assert "relative and self" in marker.marks("heart_blood_pressure", "my sister and i").flags
    assert "parts 2" in marker.marks("heart_blood_pressure", "heart and bp are good").flags
    assert "known none" in marker.marks("heart_blood_pressure", "qwjkz").flags
    assert "nothing named, negation" in marker.marks("heart_blood_pressure", "not that").flags


def test_words_come_in_clauses_with_short_forms_in_full(lists: Lists) -> None:
    words = plain_words(plain_text("Nooo... I DON'T, havent; cant 😀 (idk) -- 2019!"), lists.short_forms)
    clauses = ["no", "i do not", "have not", "can not", "i do not know", "2019"]
    assert " ".join(words) == f" {BREAK} ".join(clauses)
    assert plain_words(plain_text("...!?"), lists.short_forms) == []
    assert len(plain_text("a b " * 10_000)) <= MOST_CHARACTERS


def test_the_lists_speak_of_questions_that_there_are(lists: Lists) -> None:
    assert set(lists.matters) <= set(QUESTIONS)
    assert set(lists.parts) <= set(QUESTIONS)
    assert set(lists.matters) >= {"medications", "substance_use", "heart_blood_pressure", "liver_kidney"}
    assert len(lists.named) > 500
