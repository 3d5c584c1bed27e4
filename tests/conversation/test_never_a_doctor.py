"""The guide is no doctor: no verdict, nothing that reads like one to a child, and nobody is let go off a medicine."""

import re
import secrets

import pytest

from bot.assembly import Parts
from bot.conversation.acts import Say, Simply
from bot.conversation.dialogue import SAY_NOT_TO_STOP
from bot.conversation.rendering import Renderer
from bot.conversation.service import Incoming
from bot.library.entries import read_entries
from bot.library.kinds import Kind
from bot.library.live import Shelf
from bot.library.texts import TextId, read_texts
from bot.prescreen.questionnaire import read_questionnaire
from bot.settings import PROJECT

TEXTS = read_texts(PROJECT / "content")
NOT_ALONE = re.compile(r"(?:do not|don't) stop (?:or change (?:a|any) medicine on your own|any by yourself)")


def test_every_text_on_medicines_says_not_to_stop_or_change_one_alone() -> None:
    """What leans on it: `SAY_NOT_TO_STOP`, after which the dialogue adds nothing."""
    entries = read_entries(PROJECT / "content" / "entries")
    shelf = Shelf(1, entries, matcher=None)  # type: ignore[arg-type]  # nothing here asks it
    acts = [*SAY_NOT_TO_STOP, Simply(entry="medications"), Say(text=TextId.MEDICINE_CARE)]
    questionnaire = read_questionnaire(PROJECT / "content", TEXTS)
    for rendered in Renderer(TEXTS, questionnaire).render(acts, shelf):
        assert NOT_ALONE.search(rendered.message.text), rendered.message.text


def said(parts: Parts, text: str) -> list[tuple[Kind, str]]:
    """What a new person reads after one message, with Rasa away and the note about that left out."""
    address = secrets.token_hex(8)
    parts.conversation.begin("web", address)
    messages = parts.conversation.reply("web", address, Incoming(text=text))
    down = TEXTS[TextId.PARTLY_DOWN].text
    return [(message.kind, message.text) for message in messages if message.text != down]


@pytest.mark.parametrize("text", ["can my sister have it", "my mum is on lithium, could she", "is my husband eligible"])
def test_who_asks_for_someone_else_reads_words_for_them(shared_parts: Parts, text: str) -> None:
    assert said(shared_parts, text)[0][1] == TEXTS[TextId.FOR_SOMEONE_ELSE].text


@pytest.mark.parametrize("text", ["i'm 16, can i have it", "hi, im 15", "I turn 18 next year. Would they take me?"])
def test_a_person_under_18_reads_so_first(shared_parts: Parts, text: str) -> None:
    first, *others = said(shared_parts, text)
    assert first[1] == TEXTS[TextId.UNDER_AGE].text
    assert {kind for kind, _ in others} <= {Kind.ANSWER, Kind.SUPPORT}


def test_a_parent_reads_nothing_that_judges_the_child(shared_parts: Parts) -> None:
    filled = TEXTS[TextId.FOR_SOMEONE_ELSE]
    assert said(shared_parts, "my son is 15, could he have it, would he be accepted") == [(filled.kind, filled.text)]


@pytest.mark.parametrize(
    "text", ["do people stop their lexapro before it", "should i stop my zoloft", "i quit prozac. how does it feel?"]
)
def test_nobody_who_speaks_of_stopping_a_medicine_misses_the_word_on_it(shared_parts: Parts, text: str) -> None:
    assert any(NOT_ALONE.search(each) for _, each in said(shared_parts, text))
