"""Despair that comes as a question or a shrug is met with support, and is never written down as an answer."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.despair import despairs, would_be_unmissed
from bot.library.texts import ChoiceId, TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

UNMISSED = [
    "no one would miss me", "nobody would even miss me", "would anyone miss me", "would anybody even miss me",
    "who would miss me", "i doubt anyone would miss me", "would anyone notice if i was gone",
    "would anyone even notice if i disappeared", "nobody would notice if i wasn't here",
    "i wonder if anyone would miss me", "no one would care if i just vanished",
    "honestly nobody would miss me if i was gone", "who would even notice if i left",
    "would anyone care if i didn't wake up", "would anyone notice if i wasn't there", "would people notice if i left",
    "will anyone care if i am gone", "would anyone care when i'm not here anymore", "who would care if i wasnt around",
    "will anyone even notice when i am gone", "nobody would mind if i disappeared", "will anyone notice if i vanish",
    "would anyone notice if i never woke up", "would anybody care if i was never born",
    "would anyone care if i just did not exist", "would anyone care if i was no longer here",
    "would anyone mind if i did not wake up",
]  # fmt: skip
DESPAIR = [
    "would anyone even notice", "would anyone care?", "nobody would even notice", "no one would care anyway",
    "they wouldnt even notice", "whats the point of any of this", "what's even the point", "whats the point anymore",
    "what is the point of anything", "there's no point in trying", "i dont see the point anymore",
    "theres no point to any of it", "nothing matters anymore", "none of it matters", "i dont matter to anyone",
    "i have no hope left", "nobody cares about me", "why do i even try", "it doesnt matter anymore",
    "idk what's the point of it all", "would anybody really notice", "nobody notices me anymore",
    "does it even matter to anyone", "would it even matter",
]  # fmt: skip
OTHER = [
    "would anyone notice at work that i had ketamine", "will anyone see my answers", "would anyone drive me home",
    "does anyone care for me during the session", "nobody would drive me home", "whats the point of these questions",
    "whats the point of the pre-screen", "what is the point of ketamine", "whats the point of taking blood pressure",
    "there is no point asking that", "i dont see the point of this question", "it doesnt matter", "i miss my wife",
    "no one missed it", "will it matter if i smoke", "would it matter if i am late", "why do i have to answer this",
    "why bother with the blood test", "will the clinic miss me at the appointment", "i have hope", "does it matter",
    "will people notice when i am not there", "would anyone mind if i left", "would anyone mind if i was there",
    "will anyone notice when i wake up", "will anyone mind if i leave", "will anyone notice if i leave",
    "would anyone mind if i wasn't there", "will anyone mind when i am gone", "would anyone notice if i was there",
    "will anyone care if i am here", "would anyone notice if i woke up", "who will notice if i am not there",
    "nobody will mind if i am around", "would anyone care if i was here", "will anyone notice if i am there",
    "would anyone notice", "no one will notice", "does it even matter", "who would notice", "nobody notices",
    "no one in my family", "nobody", "i do not care", "would anyone miss a session", "",
]  # fmt: skip


@pytest.mark.parametrize("text", UNMISSED)
def test_whom_nobody_would_miss_is_heard(text: str) -> None:
    assert would_be_unmissed(text)
    assert despairs(text)


@pytest.mark.parametrize("text", DESPAIR)
def test_who_sees_no_point_is_heard(text: str) -> None:
    assert despairs(text)
    assert not would_be_unmissed(text)


@pytest.mark.parametrize("text", OTHER)
def test_a_question_on_the_treatment_or_an_answer_is_no_despair(text: str) -> None:
    assert not despairs(text)


def begun(parts: Parts) -> Person:
    """At the second question of the pre-screen."""
    person = Person(parts)
    for does in (person.tap(ChoiceId.START_PRESCREEN), Does("yes"), Does("depression")):
        person.does(does)
    return person


@pytest.mark.parametrize(
    "text",
    ["would anyone even notice", "whats the point of any of this", "nothing matters anymore", "i cant go on",
     "this is my last message"],
)  # fmt: skip
def test_no_despair_is_recorded_as_an_answer(shared_parts: Parts, text: str) -> None:
    person = begun(shared_parts)
    before = person.held()
    assert before is not None
    assert TextId.DISTRESS in texts(shared_parts, person.does(Does(text)))
    after = person.held()
    assert after is not None
    assert (after.question, after.answers) == (before.question, before.answers)


@pytest.mark.parametrize("text", ["would anyone miss me", "would anybody even miss me"])
def test_the_pre_screen_waits_for_whom_nobody_would_miss(shared_parts: Parts, text: str) -> None:
    person = begun(shared_parts)
    assert TextId.CRISIS_SUICIDE in texts(shared_parts, person.does(Does(text)))
    held = person.held()
    assert held is not None
    assert held.is_paused


def test_what_brings_somebody_here_is_kept_and_gets_the_kind_word(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(person.tap(ChoiceId.START_PRESCREEN))
    person.does(Does("yes"))
    said = texts(shared_parts, person.does(Does("i cant go on like this")))
    assert said.count(TextId.DISTRESS) == 1
    held = person.held()
    assert held is not None
    assert "reason_for_interest" in held.answers


@pytest.mark.parametrize("text", ["i lost hope", "nobody cares about me", "nothing matters anymore", "i have no hope"])
def test_despair_that_brings_somebody_here_is_kept_with_the_kind_word(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    for does in (person.tap(ChoiceId.START_PRESCREEN), Does("yes")):
        person.does(does)
    assert texts(shared_parts, person.does(Does(text))).count(TextId.DISTRESS) == 1
    held = person.held()
    assert held is not None
    assert held.answers["reason_for_interest"].words == text
    # The same once more is not at once the answer to the next question.
    assert TextId.DISTRESS in texts(shared_parts, person.does(Does(text)))
    after = person.held()
    assert after is not None
    assert set(after.answers) == set(held.answers)


@pytest.mark.parametrize(("first", "again"), [("i lost hope", "i lost hope"), ("nothing matters", "nobody cares")])
def test_despair_that_is_said_again_is_not_asked_the_same_for_ever(shared_parts: Parts, first: str, again: str) -> None:
    person = begun(shared_parts)
    before = person.held()
    assert before is not None
    person.does(Does(first))
    assert person.held() == before
    said = texts(shared_parts, person.does(Does(again)))
    assert TextId.DISTRESS in said
    after = person.held()
    # It is read as any other answer: recorded, or asked about once.
    assert after != before


@pytest.mark.parametrize(
    "text", ["would anyone even notice", "what is the point of anything", "whats the point anymore"]
)
def test_despair_that_asks_is_no_answer_even_where_anything_may_be_one(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    for does in (person.tap(ChoiceId.START_PRESCREEN), Does("yes")):
        person.does(does)
    assert TextId.DISTRESS in texts(shared_parts, person.does(Does(text)))
    held = person.held()
    assert held is not None
    assert not held.answers


@pytest.mark.parametrize("text", ["would anyone even notice", "whats the point of any of this"])
def test_despair_gets_the_line_outside_the_pre_screen_too(shared_parts: Parts, text: str) -> None:
    assert texts(shared_parts, Person(shared_parts).does(Does(text))) == [TextId.DISTRESS]


@pytest.mark.parametrize(
    "word",
    [
        "would ",
        "anyone even ",
        "even ",
        "no one would ",
        "just ",
        "would anyone care if i just ",
        "what is the point of ",
    ],
)
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 14, word * 5, word * 3), despairs, would_be_unmissed) < 1
