"""A question beside a wish for a person is heard too, and what belongs to the call itself is none."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import Answer, NotCovered, RequestPerson, Say
from bot.conversation.dialogue import APPOINTMENT, ERASURE_OFFER
from bot.conversation.lookup import Said
from bot.conversation.phrases.person_and_more import (
    asked_beside_person,
    asks_advice_beside,
    asks_how_it_goes,
    asks_leave_beside,
)
from bot.library.texts import TextId
from tests.conversation.reading_speed import seconds_to_read

ASKED = {
    "can someone call me and how long does it take": "how long does it take",
    "can a nurse call me and what are the side effects": "what are the side effects",
    "please call me. how long does it take": "how long does it take",
    "i want to talk to someone. what is kap": "what is kap",
    "can someone ring me also do you take insurance": "do you take insurance",
    "can someone call me and am i eligible": "am i eligible",
    "can someone call me and is it safe with zoloft": "is it safe with zoloft",
    "how long does it take and can someone call me": "how long does it take",
    "what are the risks? also i want to speak to a person": "what are the risks",
    "could i speak to a human please, and is it legal": "is it legal",
    "how much does a session cost and can someone call me": "how much does a session cost",
    "what is kap and can i talk to a nurse": "what is kap",
    "does it hurt, and can somebody phone me": "does it hurt",
    "can i talk to a doctor and what happens in a session": "what happens in a session",
    "get me a human. is it dangerous?": "is it dangerous",
    "ring me please and can i stop my lexapro": "can i stop my lexapro",
}
NOTHING_ASKED = [
    "can someone call me",
    "can someone call me and when will they call",
    "can a nurse call me and who will it be",
    "call me and tell me what to do",
    "can someone call me i dont know what to do",
    "i want to talk to someone about how it works",
    "can someone explain how it works over the phone",
    "can i talk to a doctor and a nurse",
    "i want to talk to a person and not a bot",
    "what is kap",
    "can someone call me when they are free",
    "can someone call me and can they leave a voicemail",
    "please call me and my husband",
    "how do i talk to someone",
    "can i speak to a person or is this a bot",
    "can someone call me today or tomorrow",
    "can someone call me and how soon",
    "can someone call me and can it be after 5",
    "can someone call me and is 5pm ok",
    "can someone call me and does tomorrow work",
    "call me please, would monday morning be better",
    "please call me. what time would that be",
    "can someone call me and how long do i have to wait",
    "can someone call me and can we do it by zoom",
    "can someone call me and can you do mornings only",
    "can someone call me and can you only do evenings",
]
LEAVE = [
    "is it ok with my heart condition",
    "is it safe with my blood pressure",
    "should i be worried about my heart",
    "will it make my psychosis worse",
    "can i do it while breastfeeding",
    "is ketamine safe with high blood pressure",
    "could this harm my liver",
    "can i have it if i had a stroke",
    "is it dangerous for people with glaucoma",
    "would a heart murmur be a problem",
    "is a stroke a problem",
    "would my stent rule me out",
    "do you accept alcoholics",
    "do it while breastfeeding",
    "would you reject people with bipolar",
]
ADVICE = ["how much should i take", "what dose would i get", "do i need to fast", "should i stop smoking"]
OF_THE_DAY = ["can i drive home after", "could i drive", "can i eat before", "can i work the next day"]
NO_LEAVE = [
    "how long does it take",
    "is it legal",
    "what are the side effects",
    "can i do the pre-screen",
    "how do i prepare",
    "what happens in a session",
    "am i going to die",
    "do you take insurance",
    "how soon does it work",
    "is it very dangerous",
    "are the side effects bad",
    "how many sessions do i need",
    "will i be ok",
    "which medicines are not ok",
    "what rules people out",
    "do you take insurance",
]
LEFT_TO_THE_CALL = [
    "can someone call me? am i going to die",
    "can someone call me? will i be ok",
    "can someone call me? why do i hear voices",
    "i am scared, can someone call me? what do i do now",
    "can someone call me and can i do the pre-screen",
    "please call me. why am i like this",
    "i had a session and feel awful, can someone call me and is that normal",
    "can someone call me and is this ok",
    "can someone call me and can i stop now",
    "can someone call me and are you a robot",
]
ACTIONS = ("action_offer_person", "action_answer_question", "action_take_yes")


@pytest.mark.parametrize(("text", "asked"), ASKED.items())
def test_what_is_asked_beside_is_found(text: str, asked: str) -> None:
    assert asked_beside_person(text) == asked


@pytest.mark.parametrize("text", NOTHING_ASKED)
def test_what_is_about_the_call_is_no_question_beside_it(text: str) -> None:
    assert not asked_beside_person(text)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("can someone call me and how long does a session take", "session_duration"),
        ("what is kap and can i talk to a nurse", "what_is_kap"),
        ("i want to speak to a person, what are the side effects", "risks_side_effects"),
    ],
)
def test_the_hand_off_and_the_answer_come_together(shared_parts: Parts, text: str, entry: str) -> None:
    for action in ACTIONS:
        acts = shared_parts.dialogue.decide(action, Said(text))
        assert acts[0] == RequestPerson()
        assert Answer(entry=entry) in acts


@pytest.mark.parametrize(
    ("text", "declined"),
    [
        ("can someone call me and is it safe with zoloft", TextId.ADVICE_DECLINED),
        ("ring me please and can i stop my lexapro", TextId.ADVICE_DECLINED),
        ("can someone call me and am i eligible", TextId.VERDICT_DECLINED),
    ],
)
def test_no_advice_and_no_verdict_comes_beside_it(shared_parts: Parts, text: str, declined: TextId) -> None:
    for action in ACTIONS:
        assert shared_parts.dialogue.decide(action, Said(text)) == [RequestPerson(), Say(text=declined)]


@pytest.mark.parametrize("asked", LEAVE)
def test_who_asks_leave_beside_a_call_gets_none(shared_parts: Parts, asked: str) -> None:
    assert asks_leave_beside(asked)
    for action in ACTIONS:
        acts = shared_parts.dialogue.decide(action, Said(f"can someone call me and {asked}"))
        assert acts[:2] == [RequestPerson(), Say(text=TextId.VERDICT_DECLINED)]
        assert Say(text=TextId.PART_NOT_COVERED) not in acts


@pytest.mark.parametrize("asked", ADVICE)
def test_who_asks_what_to_take_or_stop_is_told_that_this_is_no_advice(shared_parts: Parts, asked: str) -> None:
    for action in ACTIONS:
        acts = shared_parts.dialogue.decide(action, Said(f"can someone call me and {asked}"))
        assert acts[:2] == [RequestPerson(), Say(text=TextId.ADVICE_DECLINED)]


@pytest.mark.parametrize("asked", OF_THE_DAY)
def test_what_somebody_may_do_on_the_day_is_no_leave_for_a_treatment(shared_parts: Parts, asked: str) -> None:
    assert not asks_leave_beside(asked)
    acts = shared_parts.dialogue.decide("action_offer_person", Said(f"can someone call me and {asked}"))
    assert acts == [RequestPerson()]


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("how long does my session take", "session_duration"),
        ("what will i feel", "what_it_feels_like"),
        ("will i be asleep", "what_it_feels_like"),
        ("how many sessions do i need", "number_of_sessions"),
        ("who is with me in the room", "who_is_present"),
        ("what if i panic", "difficult_experience"),
        ("what if i have a bad trip", "difficult_experience"),
    ],
)
def test_how_it_goes_is_answered_without_a_decline(shared_parts: Parts, asked: str, entry: str) -> None:
    assert asks_how_it_goes(asked)
    acts = shared_parts.dialogue.decide("action_offer_person", Said(f"can someone call me and {asked}"))
    assert acts == [RequestPerson(), Answer(entry=entry)]


@pytest.mark.parametrize(
    "asked",
    ["what will i feel with my bipolar", "how long does it last with epilepsy", "will i sleep if i have a stent"],
)
def test_what_somebody_has_is_no_part_of_how_it_goes(asked: str) -> None:
    assert not asks_how_it_goes(asked)


@pytest.mark.parametrize("asked", NO_LEAVE)
def test_other_questions_beside_it_ask_no_leave(asked: str) -> None:
    assert not asks_leave_beside(asked)


def test_what_rasa_takes_for_a_verdict_is_declined_beside_a_call(shared_parts: Parts) -> None:
    said = Said("can someone call me and what are the side effects", verdict=0.3)
    assert shared_parts.dialogue.decide("action_offer_person", said)[:2] == [
        RequestPerson(),
        Say(text=TextId.VERDICT_DECLINED),
    ]


@pytest.mark.parametrize("text", LEFT_TO_THE_CALL)
def test_what_nobody_wrote_about_oneself_is_left_to_the_call(shared_parts: Parts, text: str) -> None:
    for action in ACTIONS:
        assert shared_parts.dialogue.decide(action, Said(text)) == [RequestPerson()]


@pytest.mark.parametrize(
    ("asked", "act"),
    [
        ("can you delete my data", ERASURE_OFFER),
        ("can you also delete this chat", ERASURE_OFFER),
        ("can you tell me how to delete my acct", ERASURE_OFFER),
        ("how do i delete my answers", ERASURE_OFFER),
        ("how do i cancel my appointment", APPOINTMENT),
        ("who reads what i write", Say(text=TextId.PRIVACY)),
        ("do you have a female therapist", NotCovered()),
    ],
)
def test_what_is_asked_of_the_chat_beside_a_call_is_answered_as_elsewhere(
    shared_parts: Parts, asked: str, act: object
) -> None:
    said = Said(f"can someone call me and {asked}")
    assert shared_parts.dialogue.decide("action_offer_person", said) == [RequestPerson(), act]


@pytest.mark.parametrize("text", NOTHING_ASKED[:9])
def test_the_hand_off_alone_stays_alone(shared_parts: Parts, text: str) -> None:
    assert shared_parts.dialogue.decide("action_offer_person", Said(text, sureness=0.9)) == [RequestPerson()]


@pytest.mark.parametrize(
    "word", ["and ", "can someone call me and ", "what is ", "? ", "how , ", "i want to ", "is it ", "how much "]
)
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readers = (asked_beside_person, asks_leave_beside, asks_how_it_goes, asks_advice_beside)
    assert seconds_to_read((word * 1000, word * 10, word * 7 + "x"), *readers) < 1
