"""Who tells of a relative in danger reads what is for them; whatever may be the writer's own stays the writer's."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.danger_of_another import is_of_another
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

SISTER = "my sister is depressed"


@pytest.mark.parametrize(
    "said",
    [(SISTER, "she said shed rather be dead"), ("my brother is cutting. can someone call",),
     ("my best friend says she wants to die",), (SISTER, "she keeps saying she doesn't want to live"),
     ("my son cuts himself and says he wants to die",)],
)  # fmt: skip
def test_who_tells_of_another_in_danger_reads_what_is_for_them(shared_parts: Parts, said: tuple[str, ...]) -> None:
    person = Person(shared_parts)
    for text in said:
        shown = person.does(Does(text))
    assert texts(shared_parts, shown)[0] is TextId.CRISIS_OTHER_PERSON


@pytest.mark.parametrize(
    "text",
    ["she said i should die", "my sister is depressed and i want to die", "my brother is cutting. want to die",
     "my mom died. she said shed rather be dead", "he told me to kill myself", "my husband is cruel, rather be dead",
     "my sister said \"i want to die\"", "she wants to die and so do i", "my wife left. cant go on",
     "my sister cuts and me too", "rather be dead", "my life", "she said kill yourself", "without her nothing matters"],
)  # fmt: skip
def test_what_may_be_the_writers_own_stays_so(text: str) -> None:
    assert not is_of_another(text, [SISTER])


def test_nobody_is_he_or_she_who_was_not_told_of() -> None:
    assert is_of_another("she said shed rather be dead", [SISTER])
    assert not is_of_another("she said shed rather be dead", ["hello"])


def test_who_was_in_danger_themselves_is_asked_about_themselves(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does("i want to die"))
    shown = person.does(Does("my brother is cutting. can someone call"))
    assert TextId.CRISIS_OTHER_PERSON not in texts(shared_parts, shown)


@pytest.mark.parametrize("word", ["my sister ", "she ", "my ", "please ", "and "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 15, word * 14 + "x y"), lambda text: is_of_another(text, [SISTER])) < 1
