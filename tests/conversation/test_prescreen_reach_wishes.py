"""How and when people want to be reached, said where all their answers are shown: it stands beside the contact."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.reach_wishes import reach_wish, restricts_reach
from bot.library.texts import TextId
from bot.prescreen.questionnaire import Label
from bot.prescreen.state import Stage
from bot.prescreen.values import Value
from tests.conversation.reading_speed import seconds_to_read
from tests.conversation.test_prescreen_service import STORIES, Person

CONTACT, VOICES = "contact_preference", "psychosis_history"


@pytest.mark.parametrize(
    "text",
    ["call after 5 only", "only mornings", "text only please", "dont ring me, text", "email is better",
     "id rather you text", "i'd prefer an email", "just text me", "no calls please, text me", "mornings are best",
     "only after six pm", "texting is easier for me", "please don't call me, email instead", "weekdays between 9 and 5",
     "can you text me instead", "text me don't call", "evenings only please", "calls are fine", "not before 10",
     "i prefer texts to calls", "call me in the evening", "whatsapp me please", "could they email me instead"],
)  # fmt: skip
def test_a_wish_on_being_reached_is_heard(text: str) -> None:
    assert reach_wish(text)


@pytest.mark.parametrize(
    "text",
    ["send it", "text", "email", "no", "my email is wrong", "change my phone", "tomorrow", "later", "only lithium",
     "i take it in the mornings", "i drink after 5", "call", "call me", "ok", "no message", "dont call", "only once",
     "my heart hurts in the morning", "only my liver", "don't leave a voicemail", "i only drink on weekends",
     "what happens after 5", "her name is linda", "tomorrow morning", "better not send it", "looks good",
     "only the heart one", "i prefer not to say", "i'd rather not", "before the liver one",
     "actually use 212 555 0178 but only after six"],
)  # fmt: skip
def test_other_words_are_none(text: str) -> None:
    assert not reach_wish(text)


@pytest.mark.parametrize(
    "text",
    ["call after 5 only", "only mornings", "text only please", "dont ring me, text", "email is better",
     "id rather you text"],
)  # fmt: skip
def test_at_the_review_it_stands_beside_the_contact(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_all().says(text)
    assert person.given(CONTACT).words == f"{STORIES[CONTACT]}\n{text}"
    assert person.given(CONTACT).value is Value.YES
    assert person.prescreen.stage is Stage.REVIEW
    assert not person.items()


@pytest.mark.parametrize("text", ["text only please", "dont ring me, text", "id rather you text"])
def test_after_sending_it_is_shown_before_it_goes(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).sends().says(text)
    assert person.given(CONTACT).words == f"{STORIES[CONTACT]}\n{text}"
    assert person.prescreen.stage is Stage.REVIEW
    assert not person.was_told(TextId.CALLS_REFUSED)


@pytest.mark.parametrize("text", ["call after 5 only", "text only please", "no calls please, text me"])
def test_at_another_question_it_is_no_answer_to_that(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until("heart_blood_pressure").says(text)
    assert "heart_blood_pressure" not in person.prescreen.answers
    assert (person.given(CONTACT).words, person.given(CONTACT).is_early) == (text, True)
    assert person.is_asked == "heart_blood_pressure"


def test_nor_where_an_answer_is_changed_after_the_contact_was_given(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_all().says("change the heart one").says("text only please")
    assert person.given("heart_blood_pressure").words == STORIES["heart_blood_pressure"]
    assert person.given(CONTACT).words == f"{STORIES[CONTACT]}\ntext only please"


@pytest.mark.parametrize(
    "text",
    ["they only text me", "they only message me", "they message me only, please", "they only email me",
     "they email me only please", "they call me after 5", "he only texts me", "you only text me",
     "they just message me"],
)  # fmt: skip
def test_what_others_do_is_no_wish_and_no_voice_is_lost_by_it(shared_parts: Parts, text: str) -> None:
    assert not reach_wish(text)
    person = Person(shared_parts).begins().answers_until(VOICES).says(text)
    assert CONTACT not in person.prescreen.answers
    assert person.given(VOICES).value in (Value.YES, Value.NEEDS_FOLLOWUP)


@pytest.mark.parametrize(
    "text", ["they should only text me", "i'd rather they text", "they can text me", "could they just text me instead"]
)
def test_what_they_are_to_do_is_one(text: str) -> None:
    assert reach_wish(text)


def test_where_voices_are_asked_about_only_what_is_put_to_the_clinic_is_one(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_until(VOICES).says("only text messages please")
    assert CONTACT not in person.prescreen.answers
    person = Person(shared_parts).begins().answers_until(VOICES).says("please text me only")
    assert person.given(CONTACT).words == "please text me only"
    assert VOICES not in person.prescreen.answers


@pytest.mark.parametrize("refusal", ["i don't want to be contacted", "no thanks", "skip"])
@pytest.mark.parametrize("is_sent", [False, True])
def test_who_wanted_no_contact_is_asked_and_keeps_that_answer(
    shared_parts: Parts, refusal: str, *, is_sent: bool
) -> None:
    person = Person(shared_parts).begins().answers_until(CONTACT).says(refusal)
    before = person.given(CONTACT)
    assert before.value in (Value.NO, Value.DECLINED)
    person.answers_all()
    person = (person.taps(Label.SEND) if is_sent else person).says("text only please")
    assert person.given(CONTACT) == before
    assert person.prescreen.question == CONTACT


@pytest.mark.parametrize("text", ["call me after 5", "only mornings", "mornings are best"])
def test_after_sending_a_bare_time_or_a_call_may_mean_something_else(text: str) -> None:
    assert not restricts_reach(text)


@pytest.mark.parametrize(
    "text",
    [
        "please call me today",
        "please call me tomorrow morning",
        "call me back tonight please",
        "ring me on monday",
        "please text me today",
    ],
)
def test_a_call_that_is_asked_for_on_a_day_is_no_mere_wish(text: str) -> None:
    assert not reach_wish(text)


def test_who_asks_for_a_call_today_at_the_review_is_put_on_the_list(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_all().says("please call me today")
    assert person.given(CONTACT).words == STORIES[CONTACT]
    assert len(person.items()) == 1


@pytest.mark.parametrize("word", ["text", "only", "just", "no", "call me", "email", "i", "rather", "and", "better"])
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    texts = [f"{word} " * times + end for times in (8, 14, 1000) for end in ("", "x", "only")]
    texts += [word * 2000, "haha" * 2000, "haha" * 2000 + "@"]
    assert seconds_to_read(texts, reach_wish, restricts_reach) < 1
