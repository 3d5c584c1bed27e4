"""What is asked of the clinic itself is told, and nobody comes onto its list who has not asked for a person."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import NotCovered, RequestPerson, Say
from bot.conversation.lookup import Said
from bot.conversation.phrases.clinic_questions import (
    asks_for_age,
    asks_for_contact,
    asks_for_cost,
    asks_for_person,
    asks_whether_changed,
    changes_appointment,
    contact_asked_beside,
    may_ask_for_person,
)
from bot.conversation.service import Incoming
from bot.library.texts import ChoiceId, TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

CONTACT = [
    "do you have contact form",
    "email address for questions?",
    "wheres your phone number on here",
    "how can i write you a letter",
    "phone number?",
    "whats your address",
    "who should i call",
    "whats the phone number",
    "whats the number of the clinic",
    "do you have a phone",
    "how can i reach you",
    "what's your email?",
    "where are you located",
    "can i have the number please",
    "is there a number i can call",
    "opening hours?",
    "when are you open",
    "are you open on saturday",
    "what time do you close",
    "what are your hours",
    "do yous have a number",
    "what's Dr. Okafor's email",
    "when does someone pick up the phone over there",
]
NO_CONTACT = [
    "hello is anyone there",
    "is anyone there please",
    "do you have a form for my insurance",
    "how many sessions",
    "what is the number of sessions",
    "how many hours is it",
    "when does it start",
    "where is it done",
    "my number is 212 555 0142",
    "call me",
    "who is there with me",
    "i want to open up",
    "what is kap",
    "address my trauma",
    "is it safe",
]
PERSON = [
    "can someone call me",
    "i want to talk to a human",
    "agent",
    "receptionist please",
    "call me back",
    "please have a nurse ring my mother",
    "put me through to someone",
    "i'd rather speak with a person",
    "can i book an appointment",
    "is there a real person i can talk to",
    "id like to speak to the doctor",
    "quiero hablar con una persona",
    "i don't want a bot i want a person",
    "i dont do telephone calls, could someone on your staff e-mail me instead",
    "please don't ring, just have the nurse text me",
]
NO_PERSON = [
    "will someone call my work",
    "my therapist gave me your number",
    "someone w her",
    "can someone be with me",
    "ok i'll ask them",
    "can i reschedule it for her",
    "my mom",
    "sprechen sie deutsch",
    "send them",
    "she called!! shes ok",
    "do they call my employer",
    "dont call me",
    "no need to call me back",
    "please do not contact me any more",
    "my doctor says no",
    "they told me",
]


@pytest.mark.parametrize("text", CONTACT)
def test_who_asks_for_the_number_or_the_hours_reads_them(shared_parts: Parts, text: str) -> None:
    assert asks_for_contact(text)
    for action in ("action_offer_person", "action_answer_question", "action_name_its_limits"):
        [act] = shared_parts.dialogue.decide(action, Said(text, intent="request_human", sureness=1.0))
        assert act == Say(text=TextId.CLINIC_REACH, choices=(ChoiceId.TALK_TO_PERSON,))


@pytest.mark.parametrize("text", [*NO_CONTACT, *NO_PERSON])
def test_other_numbers_hours_and_places_are_none_of_the_clinics(text: str) -> None:
    assert not asks_for_contact(text)


def test_the_clinics_number_and_hours_stand_in_the_reply(shared_parts: Parts, someone: str) -> None:
    replies = shared_parts.conversation.reply("web", someone, Incoming(text="opening hours?"))
    clinic = shared_parts.texts.clinic
    assert any(clinic.spoken_hours in reply.text and clinic.phone in reply.text for reply in replies)


@pytest.mark.parametrize("text", PERSON)
def test_who_asks_for_a_person_in_words_comes_onto_the_list(shared_parts: Parts, text: str) -> None:
    assert asks_for_person(text)
    assert shared_parts.dialogue.decide("action_offer_person", Said(text)) == [RequestPerson()]


@pytest.mark.parametrize("text", NO_PERSON)
def test_nobody_comes_onto_the_list_by_a_guess(shared_parts: Parts, text: str) -> None:
    acts = shared_parts.dialogue.decide("action_offer_person", Said(text, intent="request_human", sureness=1.0))
    assert acts
    assert RequestPerson() not in acts


def test_a_story_that_rasa_surely_takes_for_a_request_is_one(shared_parts: Parts) -> None:
    text = "ive been round the houses with three clinics and my ears are bad so what now, a nurse maybe"
    assert may_ask_for_person(text)
    assert shared_parts.dialogue.decide("action_offer_person", Said(text, sureness=0.95)) == [RequestPerson()]
    assert RequestPerson() not in shared_parts.dialogue.decide("action_offer_person", Said(text, sureness=0.5))


@pytest.mark.parametrize(
    "text",
    [
        "get someone on the line pls",
        "pls have someone reach out",
        "transfer",
        "i want my therapist",
        "can i just call yall",
        "will a nurse call me if i leave my number here",
        "would one of them text me back",
        "Is it possible to book a call w/ the psychiatrist prior to the first appt",
        "Do you have a patient coordinator I could email or call?",
        "how about you get the doctor",
        "Send this to Denise and tell her to call Marguerite.",
    ],
)
def test_what_rasa_takes_for_a_request_and_the_words_allow_is_one(shared_parts: Parts, text: str) -> None:
    assert shared_parts.dialogue.decide("action_offer_person", Said(text, sureness=0.6)) == [RequestPerson()]


@pytest.mark.parametrize(
    "text",
    [
        "dont put me through to anybody, ask me the next question",
        "No phone calls. I'll keep typing, thank you.",
        "spoke with denise on friday she sorted it",
        "will they call my wife if i leave",
        "do i have to talk to someone first",
        "please dont phone me, i share it with my sister",
        "if i miss it does somebody call",
    ],
)
def test_a_refusal_a_tale_or_a_rule_is_no_request_however_sure_rasa_is(shared_parts: Parts, text: str) -> None:
    assert RequestPerson() not in shared_parts.dialogue.decide("action_offer_person", Said(text, sureness=1.0))


@pytest.mark.parametrize(
    "text", ["what age do you have to be", "how old do you have to be", "age limit?", "is there a minimum age"]
)
def test_from_what_age_on_it_is_written_is_told(shared_parts: Parts, text: str) -> None:
    assert shared_parts.dialogue.decide("action_answer_question", Said(text)) == [Say(text=TextId.ADULTS_ONLY)]


@pytest.mark.parametrize("text", ["am i too old", "my son is 15, could he", "i was 18 then", "what is the dosage"])
def test_other_ages_are_another_question(text: str) -> None:
    assert not asks_for_age(text)


@pytest.mark.parametrize(
    "text",
    [
        "cancel my appointment",
        "can i reschedule it for her",
        "i need to move my session to friday",
        "please postpone my tuesday appointment",
        "i cant make my appointment",
        "im running late for my appointment",
        "reschedule please",
    ],
)
def test_who_cancels_an_appointment_hears_that_it_is_not_done(shared_parts: Parts, text: str) -> None:
    for action in ("action_stop", "action_offer_person", "action_answer_question"):
        acts = shared_parts.dialogue.decide(action, Said(text, intent="stop", sureness=1.0))
        assert acts == [Say(text=TextId.APPOINTMENT, choices=(ChoiceId.TALK_TO_PERSON,))]


@pytest.mark.parametrize(
    "text", ["can they stop the session", "change my life", "cancel", "will it change my first impression", "stop"]
)
def test_other_changes_are_no_appointments(text: str) -> None:
    assert not changes_appointment(text)


@pytest.mark.parametrize(
    "text",
    ["did you cancel it", "so its cancelled", "is it cancelled now", "have you moved it", "great so its off then",
     "so is it done?", "so i dont have to come"],
)  # fmt: skip
def test_who_takes_an_appointment_for_cancelled_hears_again_that_it_is_not(shared_parts: Parts, text: str) -> None:
    assert asks_whether_changed(text)
    person = Person(shared_parts)
    person.does(Does("can you cancel my thursday session"))
    assert TextId.APPOINTMENT in texts(shared_parts, person.does(Does(text)))


@pytest.mark.parametrize(
    "text", ["what is kap", "ok", "thanks", "is it safe", "can you do that", "do you have a phone"]
)
def test_another_question_after_an_appointment_is_its_own(text: str) -> None:
    assert not asks_whether_changed(text)


def test_done_is_said_of_an_appointment_only_where_one_was_spoken_of(shared_parts: Parts) -> None:
    assert TextId.APPOINTMENT not in texts(shared_parts, Person(shared_parts).does(Does("is it done")))


def test_who_asks_for_the_number_beside_a_medicine_reads_both_and_is_not_called(shared_parts: Parts) -> None:
    text = "whats your number and can i take my klonopin"
    assert contact_asked_beside(text)
    person = Person(shared_parts)
    assert {TextId.ADVICE_DECLINED, TextId.CLINIC_REACH} <= set(texts(shared_parts, person.does(Does(text))))
    assert person.items() == []


@pytest.mark.parametrize("text", ["whats your number", "can i take my klonopin and my lithium", "call me and my mom"])
def test_a_single_question_has_nothing_beside_it(text: str) -> None:
    assert not contact_asked_beside(text)


@pytest.mark.parametrize("word", ["can ", "call ", "what ", "the ", "a ", "my ", "someone ", "ok "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readers = (asks_for_contact, asks_for_age, changes_appointment, asks_for_person, may_ask_for_person)
    further = (asks_whether_changed, contact_asked_beside)
    assert seconds_to_read((word * 1000, word * 40, word * 12), *readers, *further) < 1


COST = [
    "and what does it cost",
    "whats the price then",
    "how much is it",
    "how much does it cost",
    "what's the cost",
    "and the price?",
    "is it expensive",
    "how much for a session",
    "how much do i have to pay",
    "how much is one session",
    "price please",
    "what do you charge",
    "how expensive is it",
    "what does the whole thing cost",
    "ok and how much is that",
    "how much does a session cost",
    "is it free",
]
NOT_COST = [
    "how much",
    "how much does it hurt",
    "how much ketamine is in it",
    "how much do i take",
    "how much can i drink",
    "how much is too much",
    "how much of it",
    "how much does it help",
    "how much do they give",
    "what does it do",
    "is it cost effective",
    "how much time does it take",
    "what is it",
    "how much is a dose",
    "is it for free spirits",
    "at what cost",
    "the price of my silence",
    "how much is left",
    "how many",
]


@pytest.mark.parametrize("text", COST)
@pytest.mark.parametrize("about", [None, "session_duration", "medications"])
def test_the_cost_is_a_question_on_its_own(shared_parts: Parts, text: str, about: str | None) -> None:
    assert asks_for_cost(text)
    for action in ("action_answer_question", "action_decline_advice", "action_take_yes"):
        [act] = shared_parts.dialogue.decide(action, Said(text, about=about))
        assert isinstance(act, NotCovered)


@pytest.mark.parametrize("text", NOT_COST)
def test_other_amounts_are_no_cost(text: str) -> None:
    assert not asks_for_cost(text)


@pytest.mark.parametrize("before", ["can i drink wine before", "i take lexapro", "how long does a session take"])
def test_whatever_came_before_the_cost_is_no_advice(shared_parts: Parts, before: str) -> None:
    person = Person(shared_parts)
    person.does(Does(before))
    said = texts(shared_parts, person.does(Does("how much is it")))
    assert not {TextId.ADVICE_DECLINED, TextId.ADVICE_AGAIN} & set(said)
    assert {TextId.NOT_COVERED, TextId.NOT_COVERED_BUT_NEAR} & set(said)


@pytest.mark.parametrize("word", ["how much is ", "the ", "what ", "cost ", "it ", "please "])
def test_a_word_on_the_cost_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 11, word * 6 + "x"), asks_for_cost) < 1
