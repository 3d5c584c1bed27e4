"""What is taken from a message as a way to reach a person, and that nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.phrases.contact import tells_how_to_call, way_to_reach
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    ("text", "name", "reach"),
    [
        ("Anna 212 555 0142", "Anna", "212 555 0142"),
        ("my name is Anna, call (212) 555-0142 please", "Anna", "(212) 555-0142"),
        ("+44 20 7946 0958", None, "+44 20 7946 0958"),
        ("Anna, anna.b+kap@mail.example.", "Anna", "anna.b+kap@mail.example"),
        ("(anna@mail.example)", None, "anna@mail.example"),
        ("Anna 212-555-0142 or anna@x.org", "Anna", "anna@x.org, 212-555-0142"),
        ("212–555–0142 thanks", None, "212-555-0142"),
        ("my number is 2125550142x5", None, "2125550142"),
        ("call me 😢 2125550142", None, "2125550142"),
        ("it's ٠١٢٣ ٤٥٦ ٧٨٩٠", None, "0123 456 7890"),
        ("２１２５５５０１４２", None, "2125550142"),
        ("2️⃣1️⃣2️⃣5️⃣5️⃣5️⃣0️⃣1️⃣4️⃣2️⃣", None, "2125550142"),
        ("Ольга +7 (912) 345-67-89", "Ольга", "+7 (912) 345-67-89"),
        ("王芳 13800138000", "王芳", "13800138000"),
        ("I’m José, +34 600 123 456", "José", "+34 600 123 456"),
        ("2125550142\n2125550143", None, "2125550142, 2125550143"),
    ],
)
def test_numbers_and_mailboxes_are_found_in_many_forms(text: str, name: str | None, reach: str) -> None:
    assert way_to_reach(text) == (name, reach)


def test_what_else_a_person_tells_is_left_out() -> None:
    assert way_to_reach("i'm Bob and my wife left me and i can't go on 2125550142") == ("Bob", "2125550142")
    assert way_to_reach("everything fell apart since the summer, 2125550142") == (None, "2125550142")


@pytest.mark.parametrize(
    "text",
    ["what is kap", "since 2024-11-22", "born 3.11.1987", "555 123", "anna at gmail dot com", "@anna", "no", "", "🙂"],
)
def test_a_day_or_half_a_number_is_no_way(text: str) -> None:
    assert way_to_reach(text) is None


def test_a_question_about_the_clinics_number_gives_none_of_the_persons() -> None:
    assert way_to_reach("is your number 212 555 0142?") is None


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    found = way_to_reach(text)
    assert found is None or found[1]


@pytest.mark.parametrize(
    "text",
    [
        "can they call after 5", "can i just give email", "can they text me?", "mornings", "evenings are best",
        "text only", "is email ok", "email please", "weekdays after 6", "anytime", "by phone",
        "Anna, evenings", "tuesday mornings work",
    ],
)  # fmt: skip
def test_when_and_how_to_call_is_told_also_without_a_number(text: str) -> None:
    assert tells_how_to_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "when will they call", "will they call today", "can i call you", "can i talk to a person", "no", "good morning",
        "can someone call me right now", "why do you need my email", "can i come in the morning", "rather not", "",
    ],
)  # fmt: skip
def test_a_question_about_the_clinic_is_not_taken_for_it(text: str) -> None:
    assert not tells_how_to_call(text)


@pytest.mark.parametrize("word", ["can ", "a ", "mail ", "text is ", "evening,"])
def test_what_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read([word * 1000 + "x"], tells_how_to_call) < 1
