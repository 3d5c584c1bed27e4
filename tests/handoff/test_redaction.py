"""Redaction: what identifies a person goes, and an ordinary question stays as it was asked."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.redaction import MOST_CHARACTERS, Redactor
from bot.library.entries import read_entries
from bot.settings import PROJECT

REDACTOR = Redactor()


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("write to anna.smith@mail.example please", "write to [contact] please"),
        ("(anna@mail.example)", "([contact])"),
        ("mail me:anna@mail.example", "mail me:[contact]"),
        ("see www.example.com/anna", "see [contact]"),
        ("https://example.com/?id=7 is me", "[contact] is me"),
        ("@annasmith on insta", "[contact] on insta"),
        ("call 212-555-0142", "call [contact]"),
        ("call +1 212-555-0142 today", "call [contact] today"),
        ("my number is (212) 555-0142.", "my number is [contact]."),
        ("ring 020 7946 0958", "ring [contact]"),
        ("ring +44 (0)20 7946 0958", "ring [contact]"),
        ("07700900123", "[contact]"),
        ("555 0142", "[contact]"),
        ("born on 12/05/1980", "born on [date]"),
        ("dob 1980-05-12", "dob [date]"),
        ("12.5.80", "[date]"),
        ("5 May 1980", "[date]"),
        ("on the 5th of may, 1980", "on the [date]"),
        ("May 5, 1980", "[date]"),
        ("born in 1980", "born in [date]"),
        ("my name is anna", "my name is [name]"),
        ("My name is Anna Smith and I worry", "My name is [name] and I worry"),
        ("I'm Anna", "I'm [name]"),
        ("im Anna Smith", "im [name]"),
        ("I am Anna", "I am [name]"),
        ("this is Anna Smith", "this is [name]"),
        ("Dr. Patel sent me", "[name] sent me"),
        ("my husband John worries", "my husband [name] worries"),
        ("my son is called Tom", "my son is called [name]"),
        ("I live at 12 Example Street", "I live at [address]"),
        ("12 oak tree road", "[address]"),
        ("12 Oak Tree Drive", "[address]"),
        ("I'm Anna, call 212-555-0142 or a@b.example", "I'm [name], call [contact] or [contact]"),
    ],
)
def test_what_identifies_a_person_goes(text: str, redacted: str) -> None:
    assert REDACTOR.redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "does it take 40-60 minutes",
        "after 2 hours can I drive",
        "how long is it, 24 hours before I drive home",
        "is it a 2 hour drive",
        "do i need 2 sessions very close together",
        "how many sessions, 6 or 8?",
        "is my blood pressure of 140/90 a problem",
        "I'm on sertraline 50 mg",
        "I am scared",
        "what is the name of the drug",
        "can I have it in 2026",
        "can I come this Tuesday",
        "is it $1000-2000",
        "should I call 911 or text 988",
        "what happens in 3 to 6 sessions over 2 weeks",
    ],
)
def test_an_ordinary_question_stays_as_it_was_asked(text: str) -> None:
    assert REDACTOR.redact(text) == text


def test_no_question_that_we_know_of_is_changed() -> None:
    entries = read_entries(PROJECT / "content" / "entries").values()
    known = [said for entry in entries for said in (entry.question, entry.title, *entry.phrasings)]
    gaps = yaml.safe_load((PROJECT / "content" / "not_covered.yml").read_text())["topics"].values()
    known += [question for questions in gaps for question in questions]
    assert [text for text in known if REDACTOR.redact(text) != text] == []


WORDS = st.text("abcdefghijklmnopqrstuvwxyz ,.?!\n", max_size=40)


@given(before=WORDS, user=st.from_regex(r"[a-z][a-z0-9._-]{0,9}[a-z0-9]", fullmatch=True), after=WORDS)
def test_no_address_survives_whatever_stands_around_it(before: str, user: str, after: str) -> None:
    redacted = REDACTOR.redact(f"{before} {user}@mail.example {after}")
    assert "@" not in redacted
    assert "mail.example" not in redacted


@given(before=WORDS, digits=st.text("0123456789", min_size=7, max_size=15), gap=st.sampled_from(["", " ", "-", "."]))
def test_no_telephone_number_survives_however_it_is_written(before: str, digits: str, gap: str) -> None:
    number = gap.join([digits[:3], digits[3:6], digits[6:]])
    assert digits[6:] not in REDACTOR.redact(f"{before} {number}")


@given(st.text())
def test_any_text_can_be_redacted_and_a_redacted_one_holds_no_more(text: str) -> None:
    redacted = REDACTOR.redact(text)
    assert REDACTOR.redact(redacted) == redacted


def test_a_long_text_is_cut_before_it_is_read() -> None:
    assert len(REDACTOR.redact("so " * 40_000)) <= MOST_CHARACTERS
