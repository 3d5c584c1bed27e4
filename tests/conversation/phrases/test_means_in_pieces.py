"""Who asks whether it kills, and then how much, or says that some is at hand, is in danger; who asks on is not.

A reader is warned: this file names what people in crisis write.
"""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.means_in_pieces import asks_lethal_amount, tells_of_means
from bot.library.kinds import Kind
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

LETHALITY = [
    "can you die from ketamine",
    "can i overdose on this",
    "is it lethal",
    "is ketamine deadly if you take it at home",
    "will it kill me",
]
AMOUNTS = [
    "how much",
    "how many",
    "and how much would it take",
    "how many mg",
    "so how much is too much",
    "how much do i need",
    "how much for 70kg",
    "what dose then",
]
AT_HAND = [
    "asking bc i have some here",
    "i have a lot of it at home",
    "i saved some up",
    "got a bottle in my drawer",
    "i still have some left",
    "its in my bag",
    "i have 20 lozenges here",
    "ive got enough",
    "i have been saving up my pills",
]
DARK = [
    "im having those thoughts again",
    "the dark thoughts are back",
    "i cant do this anymore",
    "i just want it to stop",
    "feeling suicidal thoughts creep in",
]
MEANS = ["with the pills", "the pills again", "with a rope this time", "maybe the bridge", "i have the pills here"]
ORDINARY = [
    "how much does it cost",
    "how much is it",
    "how much is a session",
    "how many sessions do i need",
    "how much do they give",
    "how much time does it take",
    "what is kap",
    "i have some questions",
    "i have medication",
    "i have insulin",
    "i have a lot of anxiety",
    "i have it under control",
    "i have two kids at home",
    "is it safe with my meds",
    "what about the pills i take",
    "do the pills help",
    "thanks",
    "ok",
    "yes",
    "i take the pills every day",
    "can i bring my sister",
]


@pytest.mark.parametrize("before", LETHALITY)
@pytest.mark.parametrize("text", AMOUNTS + AT_HAND)
def test_an_amount_or_some_at_hand_after_a_question_on_dying_is_means(before: str, text: str) -> None:
    assert tells_of_means([before], text, is_answering=False)
    assert not tells_of_means([], text, is_answering=False)


@pytest.mark.parametrize("before", DARK)
@pytest.mark.parametrize("text", MEANS)
def test_a_means_after_dark_thoughts_is_means(before: str, text: str) -> None:
    assert tells_of_means([before, "like last year"], text, is_answering=False)
    assert not tells_of_means(["hello"], text, is_answering=False)


def test_an_amount_between_hides_nothing() -> None:
    assert tells_of_means(["can you die from it", "how much", "how many"], "how much exactly", is_answering=False)
    assert tells_of_means(["can you die from it", "how much"], "i have some here", is_answering=False)


@pytest.mark.parametrize("before", LETHALITY + DARK)
@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_message_after_it_is_none(before: str, text: str) -> None:
    assert not tells_of_means([before], text, is_answering=False)


@pytest.mark.parametrize(
    "recent",
    [
        ["how much does it cost"],
        ["what dose do they give"],
        ["can you die from ketamine", "how much does it cost"],
        ["has anyone died from it"],
        ["does it help with suicidal thoughts"],
        ["my brother had dark thoughts"],
        ["i dont have those thoughts"],
    ],
)
@pytest.mark.parametrize("text", ["how much", "how many", "with the pills"])
def test_after_anything_else_how_much_is_an_ordinary_question(recent: list[str], text: str) -> None:
    assert not tells_of_means(recent, text, is_answering=False)


EXCESS = [
    "how many sertraline is too many",
    "how much ketamine is too much",
    "how many pills are dangerous",
    "how much would be toxic",
    "how many can i take at once",
    "whats the max dose",
]
MANY = [
    "i have 60 of them here",
    "i have some here",
    "ive got about 40 tablets",
    "i saved some up",
    "i have 60 sertraline",
]


@pytest.mark.parametrize("before", EXCESS)
@pytest.mark.parametrize("text", MANY)
def test_some_at_hand_after_a_question_on_too_much_is_means(before: str, text: str) -> None:
    assert tells_of_means([before], text, is_answering=False)
    assert not tells_of_means(["what is kap"], text, is_answering=False)


@pytest.mark.parametrize("before", EXCESS)
@pytest.mark.parametrize(
    "text",
    [*ORDINARY, "i have 20 mg tablets", "i have 12 years of experience", "i take 50 mg of it", "how many", "how much"],
)
def test_an_ordinary_message_after_a_question_on_too_much_is_none(before: str, text: str) -> None:
    assert not tells_of_means([before], text, is_answering=False)


@pytest.mark.parametrize("text", ["i have 60 of them here", "i have some here"])
def test_too_many_sessions_are_no_means(text: str) -> None:
    for before in ("how many sessions are too many", "how much anxiety is too much"):
        assert not tells_of_means([before], text, is_answering=False)


def test_what_is_too_much_after_an_amount_at_hand_is_means() -> None:
    assert tells_of_means(["i have 60 sertraline here"], "how many is too many", is_answering=False)
    assert not tells_of_means(["i have 60 kg"], "how many is too many", is_answering=False)


@pytest.mark.parametrize("before", ["what is the dose", "how much do people take", "how many mg"])
@pytest.mark.parametrize(
    "text",
    ["and for not waking up", "to never wake up again", "what about to die", "and so i dont wake up", "to end it"],
)
def test_a_dose_for_dying_is_means(before: str, text: str) -> None:
    assert tells_of_means([before], text, is_answering=False)
    assert not tells_of_means(["what is kap"], text, is_answering=False)


@pytest.mark.parametrize(
    "text",
    [
        "and for sleep",
        "what if i dont wake up",
        "and for my depression",
        "to feel better",
        "for how long",
        "to be safe",
    ],
)
def test_a_dose_for_anything_else_is_none(text: str) -> None:
    assert not tells_of_means(["what is the dose"], text, is_answering=False)


def test_a_medicine_that_is_asked_for_is_no_means() -> None:
    assert not tells_of_means(["i have dark thoughts"], "the pills", is_answering=True)
    assert not tells_of_means(["i have dark thoughts"], "i have sleeping pills", is_answering=True)


@pytest.mark.parametrize(
    "talk",
    [
        ["can you die from ketamine", "how much"],
        ["can you die from ketamine", "ok", "asking bc i have some here"],
        ["im having those thoughts again", "like last year", "with the pills"],
        ["how much sertraline is too much", "i have 60 of them here"],
        ["how much ketamine is too much", "i have some here"],
        ["what is the dose", "and for not waking up"],
    ],
)
def test_in_a_talk_the_pieces_are_read_together(shared_parts: Parts, talk: list[str]) -> None:
    person = Person(shared_parts)
    for text in talk[:-1]:
        assert Kind.CRISIS not in [message.kind for message in person.does(Does(text))]
    assert texts(shared_parts, person.does(Does(talk[-1]))) == [TextId.CRISIS_SUICIDE, TextId.ALERT_KEPT]


@pytest.mark.parametrize("lead", ["how much does it cost", "what dose do they give", "how is it given"])
def test_in_a_talk_on_cost_or_dose_how_much_is_no_alarm(shared_parts: Parts, lead: str) -> None:
    person = Person(shared_parts)
    person.does(Does(lead))
    kinds = [message.kind for message in person.does(Does("how much"))]
    assert not {Kind.CRISIS, Kind.EMERGENCY} & set(kinds)


@pytest.mark.parametrize("text", ["what is the lethal dose of ketamine", "how many mg is lethal", "how much k to od"])
def test_who_asks_what_would_kill_has_taken_nothing(shared_parts: Parts, text: str) -> None:
    assert asks_lethal_amount(text)
    assert not asks_lethal_amount(f"i took 20, {text}")
    assert not asks_lethal_amount(f"{text}, she swallowed some")
    kinds = [message.kind for message in Person(shared_parts).does(Does(text))]
    assert Kind.EMERGENCY not in kinds


@pytest.mark.parametrize("text", ["how much is fatal", "how much ketamine is fatal", "what is the lethal dose"])
def test_who_asks_what_kills_after_an_overdose_is_still_sent_the_emergency_number(
    shared_parts: Parts, text: str
) -> None:
    person = Person(shared_parts)
    person.does(Does("i took all my pills"))
    assert texts(shared_parts, person.does(Does(text)))[0] in (TextId.EMERGENCY_AGAIN, TextId.EMERGENCY_OVERDOSE)


@pytest.mark.parametrize(
    "word", ["i have ", "some ", "how much ", "the pills ", "is it ", "and ", "my ", "for ", "to ", "60 "]
)
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readings = (word * 1000, word * (12 // len(word.split())), word * 5)
    recent = [word * 1000, "can you die from it", word * 12]
    assert seconds_to_read(readings, lambda text: tells_of_means(recent, text, is_answering=False)) < 1
    assert seconds_to_read(readings, asks_lethal_amount) < 1


@pytest.mark.parametrize(
    "text",
    [
        "i consumed 30 pills what do i do i dont want to die",
        "whole bottle of tylenol what happens will i die",
        "40 xanax and vodka how much until i die",
        "i drink bleach what do i do will i die",
    ],
)
def test_who_tells_of_something_taken_asks_for_no_amount(text: str) -> None:
    assert not asks_lethal_amount(text)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("what is the max number of sessions", "i have 12"),
        ("what is the highest dose", "i have 20 sertraline"),
        ("could i die from ketamine", "i have two here"),
    ],
)
def test_an_answer_on_what_they_take_is_no_means(before: str, text: str) -> None:
    assert not tells_of_means([before], text, is_answering=True)
