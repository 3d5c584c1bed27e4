"""The clinic's details: what is shown of them, and what is refused before anyone sees it."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.library.clinic import WEEK, Clinic, telephone_link
from bot.library.yaml_files import read_yaml
from bot.settings import PROJECT

DETAILS: dict[str, Any] = {
    "name": "Example KAP Clinic",
    "phone": "+1 212-555-0142",
    "email": "hello@clinic.example",
    "address": "12 Example Street",
    "country": "US",
    "time_zone": "America/New_York",
    "hours": {},
}


def clinic(**changes: Any) -> Clinic:
    return Clinic.model_validate(DETAILS | changes)


def test_the_shipped_details_are_valid_and_marked_as_an_example() -> None:
    shipped = read_yaml(PROJECT / "content" / "clinic.yml", Clinic)
    assert "Example" in shipped.name
    assert shipped.email is not None
    assert shipped.email.endswith(".example")


def test_the_contact_is_tappable() -> None:
    assert clinic().contact == (
        "call [+1 212-555-0142](tel:+12125550142) or write to [hello@clinic.example](mailto:hello@clinic.example)"
    )
    assert clinic(email=None).contact == "call [+1 212-555-0142](tel:+12125550142)"


@pytest.mark.parametrize(
    ("days", "spoken"),
    [
        (["09:00-17:00"] * 5, "Monday to Friday 09:00 to 17:00"),
        (["09:00-17:00"] * 7, "Monday to Sunday 09:00 to 17:00"),
        (["09:00-17:00"] * 4 + ["09:00-16:00"], "Monday to Thursday 09:00 to 17:00, Friday 09:00 to 16:00"),
        (["09:00-17:00", None, "09:00-17:00"], "Monday 09:00 to 17:00, Wednesday 09:00 to 17:00"),
        ([None] * 6 + ["10:00-12:00"], "Sunday 10:00 to 12:00"),
    ],
)
def test_opening_hours_are_spoken_as_people_say_them(days: list[str | None], spoken: str) -> None:
    hours = {day: span for day, span in zip(WEEK, days, strict=False) if span}
    assert clinic(hours=hours).spoken_hours == spoken


@given(st.dictionaries(st.sampled_from(WEEK), st.sampled_from(["09:00-17:00", "10:00-12:00"]), min_size=1))
def test_every_opening_day_is_spoken_of_once_with_its_own_hours(hours: dict[str, str]) -> None:
    names = [day.capitalize() for day in WEEK]
    heard: list[tuple[str, str]] = []
    for span in clinic(hours=hours).spoken_hours.split(", "):
        parts = re.fullmatch(r"([A-Z][a-z]+)(?: to ([A-Z][a-z]+))? ([0-9:]{5}) to ([0-9:]{5})", span)
        assert parts is not None, span
        days = WEEK[names.index(parts[1]) : names.index(parts[2] or parts[1]) + 1]
        heard += [(day, f"{parts[3]}-{parts[4]}") for day in days]
    assert sorted(heard) == sorted(hours.items())


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "Two\nlines"},
        {"name": "<script>"},
        {"name": "x" * 201},
        {"phone": "call us"},
        {"phone": ""},
        {"phone": "+1 (javascript:alert)"},
        {"email": "clinic.example"},
        {"email": "a b@clinic.example"},
        {"country": "us"},
        {"country": "USA"},
        {"time_zone": "New York"},
        {"time_zone": ""},
        {"time_zone": "America"},
        {"time_zone": "../etc/passwd"},
        {"hours": {"mon": "09:00-17:00"}},
        {"hours": {"monday": "9-17"}},
        {"hours": {"monday": "09:00-24:00"}},
        {"suggested": ["a", "b", "c", "d", "e"]},
        {"urgent_phone": "call us"},
        {"urgent_phone": "+1 212-555-0143", "urgent_hours": "<b>always</b>"},
        {"urgent_hours": "day and night"},
        {"alerts_watched": ""},
        {"colour": "blue"},
    ],
    ids=ascii,
)
def test_what_could_not_be_shown_or_dialled_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        clinic(**change)


def test_the_urgent_line_is_tappable_and_says_when_it_is_answered() -> None:
    urgent = clinic(urgent_phone="+1 212-555-0143", urgent_hours="day and night")
    assert urgent.urgent_line == "[call +1 212-555-0143](tel:+12125550143) (answered day and night)"


def test_an_urgent_phone_without_hours_claims_none() -> None:
    assert clinic(urgent_phone="+1 212-555-0143").urgent_line == "[call +1 212-555-0143](tel:+12125550143)"


def test_without_an_urgent_phone_the_clinic_s_own_is_shown_with_its_hours() -> None:
    line = clinic(hours={"monday": "09:00-17:00"}).urgent_line
    assert line == "[call +1 212-555-0142](tel:+12125550142) (answered Monday 09:00 to 17:00)"


@pytest.mark.parametrize(
    ("details", "spoken"),
    [
        ({"alerts_watched": "every day from 08:00 to 20:00"}, "every day from 08:00 to 20:00"),
        ({"hours": {"monday": "09:00-17:00"}}, "during opening hours: Monday 09:00 to 17:00"),
        ({}, "at times that the clinic can tell you"),
    ],
)
def test_the_times_at_which_alerts_are_looked_at_end_a_sentence(details: dict[str, Any], spoken: str) -> None:
    assert clinic(**details).watch_hours == spoken


@pytest.mark.parametrize("missing", ["name", "phone", "country", "time_zone", "hours"])
def test_what_people_need_must_be_there(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Clinic.model_validate({name: value for name, value in DETAILS.items() if name != missing})


@pytest.mark.parametrize(("number", "link"), [("+44 (0)20 7946-0958", "tel:+4402079460958"), ("116 123", "tel:116123")])
def test_a_link_dials_the_digits(number: str, link: str) -> None:
    assert telephone_link(number) == link
