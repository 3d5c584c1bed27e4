"""What is taken from a message as a way to reach a person, and that nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.phrases.contact import (
    may_be_name,
    means_the_same,
    name_alone,
    names_other_number,
    puts_contact_right,
    speaks_of_contact,
    tells_how_to_call,
    way_to_reach,
    ways_together,
)
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
    [
        "what is kap",
        "since 2024-11-22",
        "born 3.11.1987",
        "150/95 145/95",
        "2019-2021",
        "555 123",
        "look at webmd dot com",
        "@anna",
        "no",
        "",
        "🙂",
    ],
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


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("tom at yahoo dot com", "tom@yahoo.com"),
        ("tom dot lopez at g mail dot com", "tom.lopez@gmail.com"),
        ("tom@yahoo dot com", "tom@yahoo.com"),
        ("tom (at) yahoo (dot) com", "tom@yahoo.com"),
        ("my email is jo underscore ann at outlook.com", "jo_ann@outlook.com"),
        ("write to ann at kapmail dot co dot uk", "ann@kapmail.co.uk"),
        ("TOM AT ICLOUD DOT COM. thanks", "TOM@ICLOUD.COM"),
    ],
)
def test_a_mailbox_that_is_spelt_out_is_one(text: str, mailbox: str) -> None:
    found = way_to_reach(text)
    assert found is not None
    assert found[1] == mailbox


@pytest.mark.parametrize(
    "text",
    ["i looked at psychology.com", "i read about it at healthline dot com", "i live at home. it is hard",
     "i work at target dot com", "met her at work. me too", "what is at the site dot com"],
)  # fmt: skip
def test_a_page_or_a_place_is_no_mailbox(text: str) -> None:
    assert way_to_reach(text) is None


ORDINARY = frozenset("john hope side effects ketamine cost how much does it safe what is pain infusion".split())  # noqa: SIM905


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("its maria", "maria"), ("Maria Lopez", "Maria Lopez"), ("hi, im anna", "anna"), ("this is Tom.", "Tom"),
        ("my name is john", "john"), ("It's John", "John"), ("name: Jean-Luc O'Neill", "Jean-Luc O'Neill"),
        ("maria lopez garcia", "maria lopez garcia"), ("Hope Lane", "Hope Lane"), ("they can call me Bo", "Bo"),
    ],
)  # fmt: skip
def test_a_name_alone_is_found(text: str, name: str) -> None:
    assert name_alone(text, ORDINARY.__contains__) == name


@pytest.mark.parametrize(
    "text",
    ["side effects", "Side effects", "its hope", "i'm scared", "it's urgent", "mornings", "yes please", "no thanks",
     "ketamine", "what is it", "i'm at work", "my name is tom and my wife left me", "its about my infusion", "", "ok",
     "Tomorrow", "Thanks", "it's a long story", "im not sure", "how much"],
)  # fmt: skip
def test_what_may_be_something_else_is_no_name(text: str) -> None:
    assert name_alone(text, ORDINARY.__contains__) is None


def test_a_word_of_thanks_is_a_name_only_where_it_is_called_one() -> None:
    assert not may_be_name("Ty")
    assert may_be_name("Ty", is_told=True)
    assert may_be_name("Ty Cobb")


@pytest.mark.parametrize(
    ("before", "told", "is_correction", "after"),
    [
        ("", "212 555 0142", False, "212 555 0142"),
        ("212 555 0142", "212 555 0188", True, "212 555 0188"),
        ("212 555 0142", "212 555 0188", False, "212 555 0188, 212 555 0142"),
        ("212 555 0142", "a@b.example", True, "a@b.example, 212 555 0142"),
        ("a@b.example, 212 555 0142", "212 555 0188", True, "212 555 0188, a@b.example"),
        ("212 555 0142", "212 555 0142, 212 555 0188", True, "212 555 0188"),
        ("212 555 0142", "212 555 0142", True, "212 555 0142"),
        ("Anna, 212 555 0142, evenings", "212 555 0188", True, "212 555 0188, Anna, 212 555 0142, evenings"),
    ],
)
def test_a_correction_takes_the_place_of_its_own_kind_alone(
    before: str, told: str, is_correction: bool, after: str
) -> None:
    assert ways_together(before, told, is_correction=is_correction) == after


@pytest.mark.parametrize(
    "text",
    ["sorry typo, 212 555 0188", "wrong number its 212 555 0188", "i meant 212 555 0188", "not 0142, 212 555 0188",
     "actually use tom@x.org", "its 212 555 0188 now"],
)  # fmt: skip
def test_a_correction_is_heard(text: str) -> None:
    assert puts_contact_right(text)


@pytest.mark.parametrize("text", ["also 212 555 0188", "and my cell is 212 555 0188", "or tom@x.org"])
def test_a_further_way_corrects_nothing(text: str) -> None:
    assert not puts_contact_right(text)


def test_a_number_of_another_kind_is_not_one_to_be_reached_at() -> None:
    for text in ("my insurance number is 1234567", "member id 12345678", "my doctor's number is 212 555 0100"):
        assert names_other_number(text)
        assert not speaks_of_contact(text)
    assert speaks_of_contact("my cell is 212 555 0188")


@pytest.mark.parametrize(
    "text",
    ["same", "the same number", "you already have it", "yes", "use that one", "same as before", "i gave you my number"
     " already", "as above", "ok use that", "Same please"],
)  # fmt: skip
def test_who_means_the_contact_given_before_is_understood(text: str) -> None:
    assert means_the_same(text)


@pytest.mark.parametrize(
    "text", ["no", "rather not", "do you have it already?", "tom@x.org", "not the same", "skip", "evenings", "stop", ""]
)
def test_another_reply_does_not_mean_the_same(text: str) -> None:
    assert not means_the_same(text)


@pytest.mark.parametrize(
    "word",
    ["can ", "a ", "mail ", "text is ", "evening,", "a at ", "a dot ", "tom at yahoo dot ", "a. ", "it's a'", "use "],
)
def test_what_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    readers = (tells_how_to_call, way_to_reach, puts_contact_right, speaks_of_contact, means_the_same)
    assert (
        seconds_to_read(
            [word * 1000 + "x", "haha" * 2000, word.strip() * 2000],
            *readers,
            lambda text: name_alone(text, ORDINARY.__contains__),
        )
        < 1
    )
