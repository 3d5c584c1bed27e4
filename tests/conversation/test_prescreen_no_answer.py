"""What stands where an answer should and is none: nothing is recorded, or more is asked."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.pauses import is_away
from bot.conversation.phrases.prescreen_remarks import Remark, remark_in
from bot.conversation.phrases.unclear_answers import only_points, tells_of_heartache
from bot.prescreen.state import Stage
from bot.prescreen.values import Value
from tests.conversation.reading_speed import seconds_to_read
from tests.conversation.test_prescreen_service import Person

HEART = "heart_blood_pressure"


@pytest.mark.parametrize(
    "text",
    ["brb phone", "hold on my kid is crying", "one sec doorbell", "gimme a min", "brb bathroom", "back in 5 min",
     "sorry got to feed the baby back soon", "hold on, someone's at the door", "wait my phone is ringing",
     "one moment the dog is barking", "sorry one sec, my boss is calling", "hang on, pizza's here",
     "just a sec gotta let the dog out", "be right back need to pee", "ok wait the doorbell rang",
     "gotta take this call brb", "hold on getting a coffee", "my kid is crying, brb", "I'll be back in a minute",
     "need to grab my meds brb", "hold on let me find my glasses",
     "give me a few mins i have to pick up my son", "hang on i need to check on the kids"],
)  # fmt: skip
def test_who_is_away_for_a_moment_answers_nothing(text: str) -> None:
    assert remark_in(text) is Remark.PAUSE


@pytest.mark.parametrize(
    "text",
    ["I'm on hold with my mental health", "my kid is crying", "wait i had a stroke", "hold on yes", "no", "one glass",
     "hold on i hear voices", "brb i have pills", "one sec my chest hurts", "my baby died", "i have to feed the baby",
     "i am breastfeeding the baby", "a while back", "back pain", "hold on to hope", "wait for surgery", "door",
     "i'll be back later", "my phone is talking to me", "i need to take my meds", "hold on i take lithium",
     "back in 2010", "my boss is watching me", "just one drink", "need a drink", "i use the bathroom a lot",
     "hold on i use coke"],
)  # fmt: skip
def test_what_may_be_an_answer_is_no_pause(text: str) -> None:
    assert not is_away(text)


@pytest.mark.parametrize("text", ["brb phone", "sorry got to feed the baby back soon", "one sec doorbell"])
@pytest.mark.parametrize("question", ["reason_for_interest", HEART, "pregnancy", "contact_preference"])
def test_the_question_waits_for_them(shared_parts: Parts, question: str, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(question).says(text)
    assert question not in person.prescreen.answers
    assert person.is_asked == question


@pytest.mark.parametrize("text", ["brb phone", "sorry one sec, my phone is ringing"])
def test_it_opens_no_answer_at_the_review(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_all().says(text)
    assert (person.prescreen.stage, person.prescreen.question) == (Stage.REVIEW, None)


@pytest.mark.parametrize(
    "text",
    ["thats mine", "same", "thats me", "that's me", "same here", "me too", "ditto", "that is so me", "sounds like me",
     "it's the same", "same as before", "ok same", "oh thats me lol", "same thing", "that's totally me", "as above"],
)  # fmt: skip
def test_a_word_that_only_points_is_no_answer(text: str) -> None:
    assert only_points(text)


@pytest.mark.parametrize(
    "text",
    ["yes", "no", "same meds as before", "me and my heart", "i have the same", "mine is high", "thats my heart", "none",
     "its my liver", "same problem with my kidneys", "that's my medicine", "same as my dad", "it's mine that is bad",
     "not me", "that's not me", "thats a yes", "yes that's me", "it was me who drank", "both", "not sure"],
)  # fmt: skip
def test_what_tells_more_than_that_may_be_one(text: str) -> None:
    assert not only_points(text)


@pytest.mark.parametrize("text", ["thats mine", "same", "thats me"])
@pytest.mark.parametrize("question", ["psychosis_history", HEART, "substance_use", "medications"])
def test_it_is_asked_again_and_nothing_recorded(shared_parts: Parts, question: str, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(question).says(text)
    assert question not in person.prescreen.answers
    assert person.is_asked == question


@pytest.mark.parametrize(
    "text",
    ["my heart hurts since he left", "my heart hurts", "my heart is broken", "my heart aches for her", "heartbreak",
     "he broke my heart", "my heart is broken since my mom died", "just a broken heart", "i'm heartbroken",
     "my heart feels heavy", "only heartache after the divorce", "yes my heart is broken", "no just heartbroken",
     "my heart hurts since she lied to me", "my heart is dead without him", "my heart aches since the funeral",
     "my heart is in pieces since the breakup", "my heart hurts because i miss him", "my heart's broken"],
)  # fmt: skip
def test_a_heart_that_hurts_over_somebody_is_heard(text: str) -> None:
    assert tells_of_heartache(text)


@pytest.mark.parametrize(
    "text",
    ["my heart hurts when i run", "my heart is enlarged", "my heart races", "my heart hurts and i have afib", "no",
     "heart attack", "my heart is fine", "my heart skips beats", "heart disease", "heart failure", "my heart is weak",
     "my heart stopped in 2010", "i had broken heart syndrome", "my heart hurts and my liver is bad",
     "my heart hurts climbing stairs", "my heart hurts with high blood pressure", "my heart has a hole",
     "my heart hurts when i lie down", "my heart hurts when lying flat", "my heart is dead since the clot",
     "my heart hurts since the valve", "my heart aches since the stent", "my heart hurts when i cough",
     "my heart is numb since the ablation", "my heart hurts after standing up", "my heart hurts since the infection",
     "my heart hurts every day", "my heart hurts in the morning", "my heart is heavy since the accident",
     "my heart hurts with stress", "my heart hurts all the time", "my heart hurts when i miss a dose",
     "my heart hurts since i lost weight", "my heart hurts since she did cpr"],
)  # fmt: skip
def test_what_the_heart_itself_does_is_read_as_ever(text: str) -> None:
    assert not tells_of_heartache(text)


@pytest.mark.parametrize("text", ["my heart hurts since he left", "my heart aches for her", "yes my heart is broken"])
def test_it_is_no_heart_disease_by_itself(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(HEART).says(text)
    assert person.given(HEART).value is Value.NEEDS_FOLLOWUP
    assert person.is_asked == HEART


@pytest.mark.parametrize(
    "text", ["my heart hurts when i lie down", "my heart is dead since the clot", "my heart hurts since the valve"]
)
def test_what_the_heart_itself_does_stays_a_yes(shared_parts: Parts, text: str) -> None:
    assert Person(shared_parts).begins().answers_until(HEART).says(text).given(HEART).value is Value.YES


@pytest.mark.parametrize("word", ["hold on", "brb", "sorry", "wait,", "my", "the baby", "same", "me", "my heart", "so"])
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    texts = [f"{word} " * times + end for times in (8, 16, 1000) for end in ("", "x", "phone")]
    assert seconds_to_read(texts, is_away, only_points, tells_of_heartache) < 1


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("pregnancy", "hold on, the baby is coming"), ("pregnancy", "wait, baby is coming"),
        ("medications", "i need to take my medicine brb"), ("medications", "hold on, i have to take my meds"),
        (HEART, "no, brb"), ("psychosis_history", "everything they know about me"),
        ("psychosis_history", "all they know about me"), ("psychosis_history", "i know everything they have on me"),
    ],
)  # fmt: skip
def test_what_may_be_an_answer_is_written_down(shared_parts: Parts, asked: str, text: str) -> None:
    assert Person(shared_parts).begins().answers_until(asked).says(text).given(asked).words == text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("hold on i need to change my meds", "medications"), ("i need to change my medicines, hold on", "medications"),
        ("hold on i need to change my phone", "contact_preference"), ("wait, let me change it", None),
    ],
)  # fmt: skip
def test_a_change_that_is_wanted_at_the_review_is_opened(shared_parts: Parts, text: str, question: str | None) -> None:
    person = Person(shared_parts).begins().answers_all().says(text)
    assert person.prescreen.question == question
    assert person.prescreen.is_editing or person.prescreen.is_choosing
