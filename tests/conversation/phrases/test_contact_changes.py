"""What a number stands beside, and what only looks like one, is neither lost nor taken for how to reach somebody."""

import pytest

from bot.conversation.phrases.contact_changes import (
    contact_after,
    contact_beside,
    names_part_of_number,
    tells_contact_only,
)

KNOWN = "Maria Lopez, 212 555 0142"


def ordinary(word: str) -> bool:
    return word not in {"maria", "lopez"}


@pytest.mark.parametrize(
    "text",
    [
        "no, reach me at 212 555 0142 but my bp is high",
        "No. My cell is 212 555 0142 and I have a stent",
        "no, you can reach me at 212 555 0142 i had a stroke",
    ],
)
def test_what_stands_with_the_number_is_not_cut_from_the_answer(text: str) -> None:
    assert contact_beside(text) is None


def test_a_number_in_a_sentence_of_its_own_is_told_apart() -> None:
    assert contact_beside("no. My number is 212 555 0142") == ("My number is 212 555 0142", "no.")


@pytest.mark.parametrize("text", ["Lithium 300 600 900", "Lamictal 25 50 100 200", "150/95 145/95", "2019-2021"])
def test_doses_pressures_and_years_are_no_contact(text: str) -> None:
    assert not tells_contact_only(text)
    assert contact_after(KNOWN, text, ordinary) in (None, KNOWN)


@pytest.mark.parametrize(
    "text",
    ["please don't call 212 555 0142, thats my boss", "delete my number 212 555 0142", "never call 212 555 0142"],
)
def test_a_number_that_must_not_be_called_is_told_to_the_clinic(text: str) -> None:
    assert contact_after(KNOWN, text, ordinary) == f"{KNOWN}\n{text}"


@pytest.mark.parametrize("text", ["the last two were miscarriages", "my rehab ends in 10 days", "it starts on 20 and"])
def test_health_is_no_part_of_a_number(text: str) -> None:
    assert not names_part_of_number(text, KNOWN)


@pytest.mark.parametrize("text", ["the last digit is 8", "the last two are 42", "it ends in 43"])
def test_a_part_of_a_number_is_seen(text: str) -> None:
    assert names_part_of_number(text, KNOWN)
