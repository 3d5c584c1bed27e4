"""Who is away for a moment, and who tells or orders something in the same words."""

import pytest

from bot.conversation.phrases.pauses import is_away
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    "text",
    [
        "brb", "hold on, the baby is crying", "wait, baby is up", "hold on let me get my meds",
        "i have to find my meds, brb",
        "hang on, i need to change the baby", "i have to change a nappy, brb", "hold on i have to take this call",
        "brb, i need to use the bathroom", "hold on, i need to walk the dog", "one sec, my kids are home",
        "ok wait, the pizza is here", "i need to check it, hold on", "i gotta pee brb", "brb i have to answer the door",
    ],
)  # fmt: skip
def test_a_pause_is_heard(text: str) -> None:
    assert is_away(text)


@pytest.mark.parametrize(
    "text",
    [
        "hold on, the baby is coming", "wait, baby is coming", "omg hold on the baby's coming",
        "brb the twins are coming",
        "wait the baby came", "hold on, my baby is here", "i need to take my medicine brb",
        "hold on, i have to take my meds", "i have to take meds, hold on", "wait, i need to use my prescription",
        "hold on i need to change my meds", "i need to change my medicines, hold on", "wait, let me change it",
        "hold on, let me take it out", "hold on i need to change my phone", "no, brb", "no brb", "no, hold on",
    ],
)  # fmt: skip
def test_what_tells_denies_or_changes_something_is_none(text: str) -> None:
    assert not is_away(text)


@pytest.mark.parametrize("word", ["hold on", "baby", "wait, ", "i have to take", "brb", "just", "the baby is", "a"])
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    texts = [f"{word} " * times + end for times in (6, 9, 18, 1000) for end in ("", "x")]
    assert seconds_to_read([*texts, word.strip() * 1000], is_away) < 1
