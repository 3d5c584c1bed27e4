"""Answers are read as a careful nurse would read them; what is no plain denial is never read as one."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.yaml_files import ContentError
from bot.prescreen.interpretation.classifier import AnswerClassifier
from bot.prescreen.interpretation.interpreter import AFFIRMED, EVER, GISTS, MODEL_FILE, Interpreter, read_interpreter
from bot.prescreen.values import OPEN_QUESTIONS, QUESTIONS, Value
from bot.settings import PROJECT
from understanding.encoder import SentenceEncoder

TOPICS = [question for question in QUESTIONS if question not in OPEN_QUESTIONS]
PLAIN = {
    Value.YES: ["yes", "Yes!", "y", "yeah", "yep", "👍", "YES.", "si", "oui", "ja", "I do", "yesss"],
    Value.NO: ["no", "No.", "n", "nope", "nah", "NOPE!!", "none", "nil", "nada", "n/a", "👎", "nein", "non", "nooooo"],
    Value.UNSURE: ["idk", "I don't know", "dunno", "not sure", "maybe", "🤷", "no se", "keine ahnung"],
    Value.DECLINED: ["pass", "skip", "I'd rather not say", "rather not", "prefer not to say", "private", "🤐"],
    Value.NEEDS_FOLLOWUP: ["?", "why?", "-", "...", "lol", "what do you mean", "depends", "yes and no"],
}


@pytest.mark.parametrize(("value", "text"), [(value, text) for value, texts in PLAIN.items() for text in texts])
@pytest.mark.parametrize("question", TOPICS)
def test_short_answers_are_read_alike_for_every_topic(
    interpreter: Interpreter, question: str, value: Value, text: str
) -> None:
    assert interpreter.read(question, text) is value


@pytest.mark.parametrize("question", sorted(OPEN_QUESTIONS))
def test_a_bare_yes_answers_no_open_question(interpreter: Interpreter, question: str) -> None:
    assert interpreter.read(question, "yes") is Value.NEEDS_FOLLOWUP
    assert interpreter.read(question, "no") is Value.NO
    assert interpreter.read(question, "skip") is Value.DECLINED


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t", "🌈🦄", "\x00", "\u200b\u200b", "؟؟", "مرحبا كيف الحال", "！！！", "。"]
)
def test_what_nobody_can_read_asks_for_a_word_more(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) is Value.NEEDS_FOLLOWUP


@pytest.mark.parametrize("question", TOPICS)
def test_a_long_story_is_read_in_time_and_never_as_a_denial(interpreter: Interpreter, question: str) -> None:
    for text in ("no " * 33_000, "x" * 100_000, "no, nothing. " * 7_500, "i take lisinopril and " * 4_500):
        begun = time.perf_counter()
        assert interpreter.read(question, text) is not Value.NO
        assert time.perf_counter() - begun < 5


def test_marks_that_nobody_sees_change_nothing(interpreter: Interpreter) -> None:
    assert interpreter.read("pregnancy", "n\u200bo\x00") is Value.NO
    assert interpreter.read("pregnancy", "\u202eno\u202c") is Value.NO
    assert interpreter.read("medications", "xan\u00adax") is Value.YES


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("heart_blood_pressure", "lisinopril"),
        ("heart_blood_pressure", "lisinoprill 10mg"),
        ("heart_blood_pressure", "metropolol"),
        ("heart_blood_pressure", "bp is fine with amlodapine"),
        ("heart_blood_pressure", "no, i had a stent put in in 2015"),
        ("heart_blood_pressure", "afib"),
        ("liver_kidney", "stage 3 ckd"),
        ("liver_kidney", "dialisis"),
        ("liver_kidney", "hep c, treated"),
        ("psychosis_history", "clozapine since 2009"),
        ("psychosis_history", "schizoaffective"),
        ("substance_use", "6 years sober"),
        ("substance_use", "naltrexon"),
        ("substance_use", "suboxone strips"),
        ("medications", "klonapin"),
        ("medications", "just my xanax at night"),
        ("medications", "prenatal vitamins"),
        ("medications", "sertralin 50"),
        ("pregnancy", "21 weeks"),
        ("pregnancy", "still breastfeeding"),
        ("previous_treatment", "prozac and cbt"),
        ("allergy_ketamine", "hives all over after the ketamine"),
    ],
)
def test_a_name_alone_says_yes_however_it_is_spelt(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) is Value.YES


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("heart_blood_pressure", "my dad has afib, not me"),
        ("heart_blood_pressure", "no heart problem and no high blood pressure"),
        ("psychosis_history", "never heard voices, never been psychotic"),
        ("liver_kidney", "no liver or kidney problems"),
        ("pregnancy", "i am a man"),
        ("pregnancy", "hysterectomy in 2010"),
        ("substance_use", "a glass of wine at weddings"),
        ("medications", "nothing at all, not even vitamins"),
        ("previous_treatment", "never tried any therapy or medicine"),
        ("allergy_ketamine", "had ketamine in hospital without any problem"),
    ],
)
def test_a_denial_about_oneself_is_one(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) is Value.NO


@pytest.mark.parametrize("question", sorted(AFFIRMED))
@pytest.mark.parametrize("opening", ["no, ", "nope nothing wrong, ", "no problems now. ", ""])
def test_what_is_asked_for_and_affirmed_is_never_read_as_no(
    interpreter: Interpreter, question: str, opening: str
) -> None:
    affirmed = {
        "psychosis_history": "i have schizophrenia",
        "heart_blood_pressure": "i take lisinopril",
        "liver_kidney": "i have cirrhosis",
        "pregnancy": "i am pregnant",
        "substance_use": "i am an alcoholic",
        "medications": "i take xanax",
    }
    assert interpreter.read(question, opening + affirmed[question]) is not Value.NO


@pytest.mark.parametrize("question", sorted(EVER))
def test_where_the_past_counts_it_is_no_denial_either(interpreter: Interpreter, question: str) -> None:
    past = {
        "psychosis_history": "no not now, i had psychosis years ago",
        "heart_blood_pressure": "not any more, i had a heart attack in 2003",
        "liver_kidney": "fine now, i had hepatitis c back in 2001",
        "substance_use": "not any more, i was addicted years ago",
    }
    assert interpreter.read(question, past[question]) is not Value.NO


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("heart_blood_pressure", "my brother in law has a pacemaker"),
        ("psychosis_history", "schizophrenia runs in the family"),
        ("liver_kidney", "my aunt is on dialysis"),
        ("substance_use", "my son is an alcoholic"),
        ("pregnancy", "my sister is pregnant"),
    ],
)
def test_a_relative_alone_says_nothing_about_oneself(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) is not Value.NO


def test_an_unknown_question_is_refused(interpreter: Interpreter) -> None:
    with pytest.raises(ValueError, match="no question called 'weight'"):
        interpreter.read("weight", "no")


@settings(max_examples=150, deadline=None)
@given(question=st.sampled_from(QUESTIONS), text=st.text(max_size=200))
def test_any_text_has_a_value(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) in Value


def test_threads_read_alike(interpreter: Interpreter) -> None:
    texts = ["lisinopril", "never", "my dad had it", "not sure", "does asthma count?", "stage 3 ckd", "rather not"] * 8
    alone = [interpreter.read("liver_kidney", text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: interpreter.read("liver_kidney", text), texts))
    assert together == alone


def test_every_question_has_a_gist() -> None:
    assert tuple(GISTS) == QUESTIONS


def test_without_a_model_the_reason_is_plain(tmp_path: Path, encoder: SentenceEncoder) -> None:
    with pytest.raises(FileNotFoundError):
        read_interpreter(tmp_path, encoder)
    (tmp_path / MODEL_FILE).write_bytes((PROJECT / "models" / MODEL_FILE).read_bytes()[:5000])
    with pytest.raises(ValueError, match=r"interpreter\.npz is damaged; train again\."):
        read_interpreter(tmp_path, encoder)
    np.savez(tmp_path / "other.npz", about=np.frombuffer(b'{"format": 0, "labels": []}', dtype=np.uint8))
    with pytest.raises(ValueError, match="another version"):
        AnswerClassifier.load(tmp_path / "other.npz")


def test_without_lists_the_missing_one_is_named(tmp_path: Path, encoder: SentenceEncoder) -> None:
    classifier = AnswerClassifier.load(PROJECT / "models" / MODEL_FILE)
    with pytest.raises(ContentError, match=r"medicines\.yml is missing"):
        Interpreter(tmp_path, classifier, encoder)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("pregnancy", "im not pregnant"),
        ("pregnancy", "at my age!"),
        ("pregnancy", "im too old for that"),
        ("pregnancy", "im 62"),
        ("heart_blood_pressure", "i dont take any meds"),
        ("heart_blood_pressure", "my bp is normal"),
    ],
)
def test_what_is_nearly_a_no_is_asked_about_and_never_a_yes(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) in (Value.NO, Value.NEEDS_FOLLOWUP)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("pregnancy", "im pregnant"),
        ("heart_blood_pressure", "no, i had a stent put in in 2015"),
        ("psychosis_history", "i hear voices"),
        ("substance_use", "i smoke weed"),
        ("pregnancy", "yes"),
    ],
)
def test_what_is_plainly_so_stays_a_yes(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) is Value.YES


@pytest.mark.parametrize("question", ["psychosis_history", "heart_blood_pressure", "liver_kidney", "pregnancy"])
@pytest.mark.parametrize("text", ["40 of prozac", "prozac", "i take xanax"])
def test_a_medicine_for_something_else_is_no_yes(interpreter: Interpreter, question: str, text: str) -> None:
    assert interpreter.read(question, text) is Value.NEEDS_FOLLOWUP


def test_a_medicine_behind_a_yes_leaves_it_a_yes(interpreter: Interpreter) -> None:
    assert interpreter.read("psychosis_history", "yes, i take prozac") is Value.YES


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("substance_use", "i don't drink or do drugs now"),
        ("liver_kidney", "no liver or kidney problems until 2020"),
        ("heart_blood_pressure", "No. 160/100 last time"),
        ("heart_blood_pressure", "no. it was 180/110"),
    ],
)
def test_what_may_be_of_now_alone_or_holds_a_reading_is_no_denial(
    interpreter: Interpreter, question: str, text: str
) -> None:
    assert interpreter.read(question, text) is not Value.NO
