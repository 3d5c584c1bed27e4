"""What bears on somebody's health is no aside, though it speaks of neighbours, friends and where they live."""

import pytest

from bot.conversation.phrases.asides import is_aside


@pytest.mark.parametrize(
    "text",
    [
        "my friend gives adderall every weekend",
        "a friend shares oxycontin",
        "i live in a sober house",
        "i live with schizophrenia",
        "i'm living with afib",
        "my neighbors are watching and listening through the walls",
        "the birds are speaking",
    ],
)
def test_what_is_of_oneself_is_none(text: str) -> None:
    assert not is_aside(text)


@pytest.mark.parametrize("text", ["my cat is sick", "its raining here", "my boss is on holiday", "i live in chicago"])
def test_the_day_and_others_are_asides(text: str) -> None:
    assert is_aside(text)
