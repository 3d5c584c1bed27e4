"""A wish for a woman, a man or another kind of person is one for the clinic, and no verdict on anybody."""

from itertools import takewhile

import pytest

from bot.assembly import Parts
from bot.conversation.acts import NotCovered, RequestPerson
from bot.conversation.lookup import Said
from bot.conversation.phrases.staff_wishes import names_staff, wishes_for_staff
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.values import QUESTIONS, Value
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read
from tests.conversation.test_prescreen_service import Person as PrescreenPerson

WISHES = [
    "id prefer a woman",
    "can i have a female therapist",
    "i want a male doctor",
    "i would rather have a man",
    "could i get a lady doctor",
    "is it possible to see a male nurse",
    "do you have any black therapists",
    "i dont want a man",
    "no men please",
    "is there a female psychiatrist",
    "can my therapist be a woman",
    "can it be a woman please",
    "i'd feel safer with a woman",
    "are your therapists all men",
    "can i choose my therapist",
    "i want to see a female doctor if possible",
    "female therapist please",
    "will my nurse be a woman or a man",
]
NO_WISHES = [
    "i want a woman",
    "i need a man",
    "i am a woman",
    "does it work for women",
    "is it safe for men",
    "can i talk to a woman",
    "can i have kids",
    "i want a doctor",
    "is there a doctor there",
    "can i see my therapist",
    "my therapist is a woman",
    "a man hurt me",
    "i would prefer a call",
    "i'd rather not say",
    "are the side effects worse for older people",
    "i prefer the nasal spray",
    "can pregnant women get it",
    "can i choose the music",
    "i like gay people",
    "i want to be with a man",
]


@pytest.mark.parametrize("text", WISHES)
def test_who_wishes_for_a_kind_of_person_is_led_to_the_clinic(shared_parts: Parts, text: str) -> None:
    assert wishes_for_staff(text)
    for action in ("action_decline_verdict", "action_answer_question"):
        assert shared_parts.dialogue.decide(action, Said(text)) == [NotCovered()]


@pytest.mark.parametrize("text", NO_WISHES)
def test_other_words_on_men_women_and_staff_are_no_such_wish(text: str) -> None:
    assert not wishes_for_staff(text)


@pytest.mark.parametrize(
    "text",
    [
        "can i talk to a woman",
        "i want to see a woman",
        "i need to see a female doctor",
        "i want an older person please",
        "i need a younger person",
    ],
)
def test_who_wants_to_see_or_talk_to_a_woman_is_handed_off(shared_parts: Parts, text: str) -> None:
    assert shared_parts.dialogue.decide("action_offer_person", Said(text)) == [RequestPerson()]


@pytest.mark.parametrize(
    "text", ["i can't be alone with men", "i dont feel safe with a man", "i feel safer with a woman"]
)
def test_what_may_be_why_somebody_comes_is_kept_as_an_answer(text: str) -> None:
    assert not names_staff(text)


@pytest.mark.parametrize("text", ["id prefer a woman", "can it be a woman please"])
def test_beside_a_call_it_is_kept_for_the_call(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("can someone call me"))
    person.does(Does("212 555 0142"))
    assert texts(shared_parts, person.does(Does(text))) == [TextId.CALLBACK_WISH_KEPT]


def _asked(parts: Parts, *answers: str) -> Person:
    person = Person(parts)
    person.does(person.tap(ChoiceId.START_PRESCREEN))
    for said in ("yes", *answers):
        person.does(Does(said))
    return person


def test_in_the_prescreen_it_is_no_answer(shared_parts: Parts) -> None:
    person = _asked(shared_parts, "pain")
    before = person.held()
    person.does(Does("id prefer a woman"))
    assert person.held() == before


@pytest.mark.parametrize(
    "text", ["i do not feel comfortable with male doctors", "i can't be alone with male staff", "i prefer men"]
)
def test_whom_somebody_cannot_be_with_may_be_why_they_come(shared_parts: Parts, text: str) -> None:
    person = PrescreenPerson(shared_parts).begins().says(text)
    assert "reason_for_interest" in person.prescreen.answers


@pytest.mark.parametrize("text", ["no. do you have female doctors", "no, can i have a female therapist"])
def test_an_answer_before_it_is_kept(shared_parts: Parts, text: str) -> None:
    person = PrescreenPerson(shared_parts).begins().answers_until("heart_blood_pressure").says(text)
    assert person.prescreen.answers["heart_blood_pressure"].value is Value.NO


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("reason_for_interest", "i do not feel safe with male doctors"),
        ("heart_blood_pressure", "yes and i'd prefer a woman"),
        ("psychosis_history", "yes please i'd like a female therapist"),
        ("anything_else", "i'd prefer a woman"),
    ],
)
def test_what_brings_somebody_or_begins_as_a_yes_is_written_down_all_the_same(
    shared_parts: Parts, question: str, text: str
) -> None:
    person = _asked(shared_parts, *("no" for _ in takewhile(lambda each: each != question, QUESTIONS)))
    person.does(Does(text))
    held = person.held()
    assert held is not None
    assert held.answers[question].words == text


@pytest.mark.parametrize("word", ["a ", "i ", "would ", "woman ", "a woman ", "please ", "can i have ", "no men "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 14, word * 5 + "x"), wishes_for_staff) < 1
