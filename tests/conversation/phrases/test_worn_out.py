"""Who can hardly go on gets a kind word and the line; who cannot go on with the questions does not."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.worn_out import is_worn_out
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

WORN_OUT = [
    "i cant go on like this",
    "I can't go on",
    "i just cant keep going anymore",
    "i cannot cope",
    "i dont know how much longer i can do this",
    "i can't take this anymore",
    "i can't live like this any longer",
    "im at the end of my rope",
]
OTHER = [
    "i cant go on holiday",
    "i cant do this",
    "can i go on",
    "i cant go on with the questions",
    "i can't take it with food",
    "i cant take ibuprofen anymore",
    "go on",
    "i dont know how to do this form",
    "i cope well",
    "",
]


@pytest.mark.parametrize("text", WORN_OUT)
def test_who_can_hardly_go_on_is_heard(text: str) -> None:
    assert is_worn_out(text)


@pytest.mark.parametrize("text", OTHER)
def test_who_says_anything_else_is_not(text: str) -> None:
    assert not is_worn_out(text)


def test_who_can_hardly_go_on_reads_a_kind_word_with_the_line(shared_parts: Parts) -> None:
    assert TextId.DISTRESS in texts(shared_parts, Person(shared_parts).does(Does("i cant go on like this")))
    assert TextId.DISTRESS not in texts(shared_parts, Person(shared_parts).does(Does("can i go on")))


@pytest.mark.parametrize("word", ["i ", "can not ", "like this ", "and "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 8, word * 5), is_worn_out) < 1
