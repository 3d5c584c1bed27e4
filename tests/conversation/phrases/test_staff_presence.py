"""Who asks whether anyone of the clinic is in asks for them; who asks who is in the room asks about the treatment."""

from pathlib import Path

import pytest

from bot.assembly import Parts
from bot.conversation.acts import Answer, RequestPerson
from bot.conversation.dialogue import OF_A_SESSION, WHO_IS_PRESENT
from bot.conversation.lookup import Said
from bot.conversation.phrases.staff_presence import asks_whether_anyone_is_in
from tests.conversation.reading_speed import seconds_to_read

ASKED = [
    "anyone there??",
    "is anybody at the front desk today",
    "is the doc free for a quick chat",
    "are any of you lot actually there or is it just the machine on weekends",
    "hi is sandra in today? she's the one with the red glasses",
    "Hello, is a staff member online at the moment?",
    "oi is anyone manning this",
    "when does Denise work",
    "Would Dr. Amari have a moment this week? I only need to ask one thing about my thyroid.",
    "it's me again, is denise back from holiday yet",
    "anyone at the desk right now?",
    "is the nurse around",
    "well is there someone or not",
    "is there an actual human at this place or what",
    "my sister said she spoke to a really nice woman called Denise, is she in today",
    "i'm at the door and nobody answers is anyone in",
    "does anyone have five minutes for me",
    "is your receptionist available",
    "u there? no not you, the people",
    "hello is anybody here",
    "is a real person available to talk",
    "is there a nurse available",
    "does the therapist have time to talk to me today",
    "could somebody spare me ten minutes",
    "is Priya working tomorrow",
]
OTHER = [
    "is a nurse in the room during the session",
    "is a doctor there the whole time",
    "is someone with me",
    "who is there",
    "is there a doctor on site or only on call during the infusion",
    "is a nurse around while i am under",
    "is someone there during it",
    "does it have time to work",
    "when does ketamine work",
    "when does it work",
    "would someone have to drive me",
    "is it in today",
    "is there someone with me the whole time",
    "are you there",
    "is there a therapist in the session",
    "does the doctor have experience",
    "is kap available",
    "is it available now",
    "is anyone allowed in",
    "is my mom in",
    "when does therapy work",
    "when does medication work",
    "is parking available",
    "is the drug available",
    "do people have time to recover",
    "will i have time to think",
    "does ketamine have any time limit",
    "is someone in the room",
    "is depression back now",
    "is the pain back yet",
    "is anxiety back today",
    "is zoloft working now",
    "is treatment working yet",
    "When will Zoloft work?",
    "When does Therapy work?",
    "When will Ketamine work?",
    "is it ok, human",
    "is somebody there. i mean in the session",
    "is anyone there? during the infusion",
]


@pytest.mark.parametrize("text", ASKED)
def test_who_asks_whether_anyone_is_in_comes_onto_the_list(shared_parts: Parts, text: str) -> None:
    assert asks_whether_anyone_is_in(text)
    for action in ("action_answer_question", "action_greet", "action_say_it_is_a_bot"):
        assert RequestPerson() in shared_parts.dialogue.decide(action, Said(text))


@pytest.mark.parametrize("text", OTHER)
def test_what_is_there_in_a_session_is_another_question(shared_parts: Parts, text: str) -> None:
    assert not asks_whether_anyone_is_in(text)
    assert RequestPerson() not in shared_parts.dialogue.decide("action_answer_question", Said(text))


@pytest.mark.parametrize("text", ["are the guides there", "is the doctor there", "is a nurse there with me"])
@pytest.mark.parametrize("about", ["session_walkthrough", "what_it_feels_like", "setting"])
def test_after_an_answer_on_a_session_the_room_is_meant(shared_parts: Parts, text: str, about: str) -> None:
    for action in ("action_answer_question", "action_greet"):
        assert shared_parts.dialogue.decide(action, Said(text, about=about)) == [Answer(entry=WHO_IS_PRESENT)]


@pytest.mark.parametrize(
    "text", ["anyone there??", "is the nurse around today", "is sandra in today", "ok, human please"]
)
def test_after_an_answer_on_a_session_a_person_can_still_be_asked_for(shared_parts: Parts, text: str) -> None:
    said = Said(text, about="session_walkthrough")
    assert RequestPerson() in shared_parts.dialogue.decide("action_answer_question", said)


def test_the_topics_of_a_session_are_published(shared_parts: Parts) -> None:
    assert {path.stem for path in Path("content/entries").glob("*.md")} >= OF_A_SESSION


def test_after_the_answer_on_the_room_the_room_is_meant(shared_parts: Parts) -> None:
    said = Said("is a nurse there", about=WHO_IS_PRESENT)
    assert RequestPerson() not in shared_parts.dialogue.decide("action_answer_question", said)


@pytest.mark.parametrize("word", ["is ", "anyone ", "there ", "a ", "nurse ", "for ", "today ", "is anyone "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 40, word * 20, word * 10 + "x"), asks_whether_anyone_is_in) < 1
