"""Vague words may have been about other things; plain ones of killing, dying or a pack were not.

A reader is warned: this file names what people in crisis write.
"""

from functools import partial

import pytest

from bot.conversation.phrases.loose_words import is_loosely_said
from bot.safety.dangers import Danger
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        (Danger.SUICIDE, "i want to end it"),
        (Danger.SUICIDE, "i'm going to end things"),
        (Danger.SUICIDE, "i won't be around next month"),
        (Danger.THREAT, "i need to put him down"),
        (Danger.OVERDOSE, "i took 40 pills"),
        (Danger.OVERDOSE, "i just took twenty tablets of tylenol"),
    ],
)
def test_what_may_be_a_slip_or_about_other_things_is_loose(danger: Danger, text: str) -> None:
    assert is_loosely_said(text, danger)


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        (Danger.SUICIDE, "i want to kill myself"),
        (Danger.SUICIDE, "i want to end it all"),
        (Danger.SUICIDE, "i want to end my life"),
        (Danger.SUICIDE, "i want to end it with pills"),
        (Danger.SUICIDE, "end it, they are better off without me"),
        (Danger.SUICIDE, "i want to die"),
        (Danger.THREAT, "i'm going to stab him"),
        (Danger.THREAT, "i want to kill my husband"),
        (Danger.THREAT, "put him down with a knife"),
        (Danger.OVERDOSE, "i took two bottles of tylenol"),
        (Danger.OVERDOSE, "i took a bottle of tylenol"),
        (Danger.OVERDOSE, "i took 2 packets of 40 pills"),
        (Danger.OVERDOSE, "i took 20 boxes"),
        (Danger.OVERDOSE, "i took too many pills"),
        (Danger.SUICIDE, ""),
    ],
)
def test_what_is_plain_is_not(danger: Danger, text: str) -> None:
    assert not is_loosely_said(text, danger)


@pytest.mark.parametrize("word", ["end ", "put the ", "not ", "will ", "40 ", "not be "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    for danger in (Danger.SUICIDE, Danger.OVERDOSE):
        assert seconds_to_read((word * 1000, word * 5), partial(is_loosely_said, danger=danger)) < 1
