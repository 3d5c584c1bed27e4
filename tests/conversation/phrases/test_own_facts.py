"""What people plainly tell of themselves, and what only sounds like it."""

import pytest

from bot.conversation.phrases.asides import is_aside
from bot.conversation.phrases.own_facts import denies_plainly, question_told
from bot.conversation.phrases.waiting_list import is_on_waiting_list
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        ("liver_kidney", "i have afib", "heart_blood_pressure"),
        ("liver_kidney", "btw i have a pacemaker", "heart_blood_pressure"),
        ("liver_kidney", "my blood pressure is fine", "heart_blood_pressure"),
        ("heart_blood_pressure", "i never drink", "substance_use"),
        ("heart_blood_pressure", "no alcohol", "substance_use"),
        ("heart_blood_pressure", "kidneys are fine", "liver_kidney"),
        ("medications", "im pregnant", "pregnancy"),
        ("allergy_ketamine", "i am on lithium", "medications"),
        ("liver_kidney", "i'm 52 years old", "anything_else"),
        ("liver_kidney", "45 yo male", "anything_else"),
        ("substance_use", "i dont drink", "substance_use"),
    ],
)
def test_a_plain_fact_belongs_to_its_question(asked: str, text: str, told: str) -> None:
    assert question_told(text, asked) == told


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("psychosis_history", "only when i drink"),
        ("psychosis_history", "i saw things when i smoked weed"),
        ("psychosis_history", "my brother drinks"),
        ("psychosis_history", "no, i dont drink"),
        ("psychosis_history", "i think i drink too much"),
        ("psychosis_history", "do i have to stop drinking"),
        ("heart_blood_pressure", "i take pills for it"),
        ("heart_blood_pressure", "i take some pills"),
        ("allergy_ketamine", "my heart raced"),
        ("allergy_ketamine", "i heard voices"),
        ("substance_use", "i take xanax"),
        ("substance_use", "i did rehab"),
        ("previous_treatment", "i tried weed"),
        ("previous_treatment", "i take zoloft"),
        ("pregnancy", "im on the pill"),
        ("pregnancy", "im 34"),
        ("pregnancy", "i'm 34 weeks"),
        ("heart_blood_pressure", "im on my phone"),
        ("heart_blood_pressure", "34"),
    ],
)
def test_what_may_answer_the_question_or_is_no_plain_fact_belongs_to_none(asked: str, text: str) -> None:
    assert question_told(text, asked) is None


@pytest.mark.parametrize("text", ["i dont drink", "bp is normal", "never had a stroke", "my heart is healthy"])
def test_a_denial_is_plain(text: str) -> None:
    assert denies_plainly(text)


@pytest.mark.parametrize("text", ["i have afib", "i drink", "i take zoloft"])
def test_a_fact_is_no_denial(text: str) -> None:
    assert not denies_plainly(text)


@pytest.mark.parametrize(
    "text",
    ["my cat is sick", "my boss is bipolar lol", "our dog has kidney failure", "my friend takes lithium",
     "it's raining", "dinner is ready", "my phone is dying", "the baby is crying", "im at work", "i work nights",
     "im a nurse", "i live in new york", "someone is at the door", "omg the neighbors are loud"],
)  # fmt: skip
def test_what_is_said_in_passing_is_an_aside(text: str) -> None:
    assert is_aside(text)


@pytest.mark.parametrize(
    "text",
    ["my mother had it", "my boss makes me drink", "my brother is bipolar", "my dog died and i drink since",
     "my heart is fine", "my back hurts", "i live in a rehab", "i'm in the hospital", "im on lithium",
     "my girlfriend is pregnant", "is my cat ok?", "no", "a friend and me used to shoot up", "i work out and faint",
     "cats", "i'm a recovering alcoholic"],
)  # fmt: skip
def test_what_may_bear_on_ones_health_is_no_aside(text: str) -> None:
    assert not is_aside(text)


@pytest.mark.parametrize(
    "text",
    ["we're already on the waitlist", "were already on the waitlist", "im on your waiting list",
     "i've been on the wait list since may", "my wife is on the waiting list", "already on the waitlist"],
)  # fmt: skip
def test_standing_on_a_list_is_told(text: str) -> None:
    assert is_on_waiting_list(text)


@pytest.mark.parametrize(
    "text",
    ["put me on the waiting list", "can i get on the waitlist", "how long is the waitlist", "start the questions",
     "im on the waitlist, lets begin the questions", "im on a list of meds", "are we on the waitlist?"],
)  # fmt: skip
def test_a_wish_to_stand_on_it_is_no_statement(text: str) -> None:
    assert not is_on_waiting_list(text)


@pytest.mark.parametrize("word", ["i ", "my ", "im on ", "already ", "my cat ", "oh ok ", "in ohio ", "no meds ", "a"])
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    readers = (is_aside, is_on_waiting_list, denies_plainly, lambda text: question_told(text, "pregnancy"))
    assert seconds_to_read([word * 1000, "im " + word * 1000], *readers) < 0.5
