"""What people tell of their health after sending: it is added and shown before it goes to the clinic."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.new_facts import question_of_fact
from bot.prescreen.state import Stage
from tests.conversation.reading_speed import seconds_to_read
from tests.conversation.test_prescreen_service import STORIES, Person

PREGNANCY, MEDICINES, ELSE = "pregnancy", "medications", "anything_else"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("im pregnant, just found out", PREGNANCY),
        ("i also have epilepsy", ELSE),
        ("im on lithium now", MEDICINES),
        ("i had a bad trip on ketamine once, should have said", "allergy_ketamine"),
        ("im on prozac now", MEDICINES),
        ("i started lithium last week", MEDICINES),
        ("they put me on xanax yesterday", MEDICINES),
        ("my doctor just started me on sertraline", MEDICINES),
        ("and epilepsy", ELSE),
        ("i was diagnosed with afib on monday", "heart_blood_pressure"),
        ("btw i have kidney disease", "liver_kidney"),
        ("i got diagnosed with glaucoma", ELSE),
        ("so im on lithium now", MEDICINES),
    ],
)
def test_it_is_added_and_shown(shared_parts: Parts, text: str, question: str) -> None:
    person = Person(shared_parts).sends().says(text)
    assert person.prescreen.stage is Stage.REVIEW
    assert person.prescreen.answers[question].words == f"{STORIES[question]}\n{text}"
    assert person.prescreen.sent is not None
    assert person.prescreen.sent[question].words == STORIES[question], "nothing goes out before they say so"


@pytest.mark.parametrize(
    "text",
    ["i have a question", "i have a question about my heart", "im on lithium, is that ok", "i'm on my way",
     "im on the waiting list", "i have a friend with schizophrenia", "i'm expecting a call", "and now",
     "also thanks",
     "i have no heart problems i know of", "my mom has epilepsy", "i have to take my meds now", "im scared of seizures",
     "should i stop lithium", "i stopped my zoloft yesterday", "i also feel sad", "i have hope",
     "i'm in nursing school",
     "im on lithium can i still do it", "i started lithium do i still qualify", "i am pregnant does that rule me out",
     "im diabetic am i out", "i have bipolar will it work", "im taking xanax before the session ok",
     "i have high blood pressure so im out", "i have glaucoma is that safe", "im on zoloft so i can't do it",
     "i have a blood pressure cuff at home", "i take it my heart is fine", "i got a bp monitor",
     "does it help with epilepsy", "i have therapy tomorrow", "i had a good day"],
)  # fmt: skip
def test_other_words_add_nothing(text: str) -> None:
    assert question_of_fact(text) is None


@pytest.mark.parametrize(
    "text",
    ["i have sleep apnea and use a cpap machine", "i take it for my heart",
     "i have epilepsy so i can't drive", "i have afib but it is under control", "i have afib and wear a heart monitor",
     "i had a seizure once and blacked out"],
)  # fmt: skip
def test_what_comes_near_a_question_is_still_told(text: str) -> None:
    assert question_of_fact(text) is not None


@pytest.mark.parametrize("word", ["also ", "i have ", "now ", "i just ", "bad trip ", "and ", "my heart is "])
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * times + "x" for times in (3, 8, 1000)), question_of_fact) < 1
