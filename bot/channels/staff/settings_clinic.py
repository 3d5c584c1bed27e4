"""The clinic's details: who the guide speaks for, and how to reach them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import available_timezones

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_500_INTERNAL_SERVER_ERROR

from bot.channels.staff.declaration import ADMINISTRATORS, Pages
from bot.channels.staff.settings_form import Form, drawn, line_field, opened, sent, unshowable
from bot.channels.staff.settings_sections import CLINIC, MOST_SUGGESTED, Values
from bot.channels.staff.settings_state import State
from bot.channels.staff.visit import Visit
from bot.library.clinic import Clinic
from bot.library.crisis_lines import CountryLines, CrisisResources, NeutralLines
from bot.library.markup import plain
from bot.library.publishing import published_entries
from bot.library.yaml_files import ContentError, read_yaml

ELSEWHERE: Final = "other"
_NAMES: Final = {
    "US": "United States",
    "CA": "Canada",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "AU": "Australia",
    "NZ": "New Zealand",
}
_LINES = tuple(name for name in CLINIC.labels if name not in ("country", "erase_items_in_work", "suggested"))
_WORDS: Final = {
    "name": "Please give the clinic's name: one line, at most 200 characters, without < and >.",
    "phone": "Please give a number such as +1 212-555-0142: digits, blanks, dashes, dots and brackets.",
    "email": "This is not an address such as hello@clinic.example.",
    "address": "At most 200 characters, without < and >.",
    "country": "Please choose a country, or give the two letters of another one, such as DE.",
    "time_zone": "Please choose a time zone from the list, such as America/New_York.",
    "urgent_phone": "Please give a number such as +1 212-555-0142: digits, blanks, dashes, dots and brackets.",
    "urgent_hours": "At most 200 characters, without < and >.",
    "alerts_watched": "At most 200 characters, without < and >.",
    "reply_open": "At most 200 characters, without < and >.",
    "reply_closed": "At most 200 characters, without < and >.",
    "suggested": f"At most {MOST_SUGGESTED} questions.",
}

pages = Pages()


@dataclass(frozen=True, slots=True)
class Country:
    """One choice of country, and whom it sends people in danger to."""

    code: str
    name: str
    crisis: str
    emergency: str
    checked: date


@pages.page("/staff/settings/clinic", roles=ADMINISTRATORS)
def show_clinic(visit: Visit) -> Response:
    """The form."""
    state, form = opened(visit, CLINIC)
    return _show(visit, state, form, 200, form.typed)


@pages.page("/staff/settings/clinic", ["POST"], roles=ADMINISTRATORS, gives_back=CLINIC.labels)
def save_clinic(visit: Visit) -> Response:
    """Saves the details."""
    typed = _typed(visit)
    values: Values = {name: value or None for name, value in typed.items()}
    values["erase_items_in_work"] = typed["erase_items_in_work"]
    values["suggested"] = typed["suggested"]
    # What is left empty says what the file's own form says then.
    values |= {name: CLINIC.values({})[name] for name in ("reply_open", "reply_closed") if not values[name]}

    def show(state: State, form: Form, status: int) -> Response:
        return _show(visit, state, form, status, values)

    return sent(visit, CLINIC, typed, _faults(visit, typed), values, show, _WORDS)


def countries(visit: Visit) -> list[Country]:
    """Those whose numbers are known, and any other at the end. Raises HTTPException with 500."""
    try:
        known = read_yaml(visit.parts.settings.content_dir / "crisis.yml", CrisisResources)
    except (ContentError, OSError) as error:
        raise HTTPException(HTTP_500_INTERNAL_SERVER_ERROR) from error
    listed = [_country(code, _NAMES.get(code, code), lines) for code, lines in known.countries.items()]
    return [*listed, _country(ELSEWHERE, "Another country", known.elsewhere)]


def country_name(code: str) -> str:
    """As people call it; the two letters of one that is not in the list."""
    return _NAMES.get(code, code)


def _country(code: str, name: str, lines: CountryLines | NeutralLines) -> Country:
    return Country(code, name, plain(lines.crisis_line), plain(lines.emergency_line), lines.checked)


def _typed(visit: Visit) -> dict[str, object]:
    chosen = visit.field("country")
    other = line_field(visit, "other_country").upper()
    suggested = [value for value in visit.form.getlist("suggested") if isinstance(value, str) and value]
    return {
        **{name: line_field(visit, name) for name in _LINES},
        "country": other if chosen == ELSEWHERE else chosen,
        "erase_items_in_work": visit.field("erase_items_in_work") == "yes",
        "suggested": list(dict.fromkeys(suggested)),
    }


def _faults(visit: Visit, typed: Mapping[str, object]) -> dict[str, str]:
    faults = unshowable(typed)
    country = str(typed["country"])
    if country == "UK":
        faults["country"] = "The United Kingdom stands in the list, with its numbers."
    elif not re.fullmatch("[A-Z]{2}", country):
        faults["country"] = _WORDS["country"]
    if typed["time_zone"] not in available_timezones():
        faults["time_zone"] = _WORDS["time_zone"]
    if typed["urgent_hours"] and not typed["urgent_phone"]:
        faults["urgent_phone"] = "Please give the phone that is answered at these times, or leave the times empty."
    suggested = typed["suggested"]
    if isinstance(suggested, list) and len(suggested) > MOST_SUGGESTED:
        faults["suggested"] = _WORDS["suggested"]
    # All at once: nobody likes to be told of a second fault only when the first is mended.
    try:
        Clinic.model_validate({"hours": {}, **{name: value for name, value in typed.items() if value}})
    except ValidationError as error:
        named = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
        faults = {name: _WORDS[name] for name in named & _WORDS.keys()} | faults
    return faults


def _show(visit: Visit, state: State, form: Form, status: int, yours: Mapping[str, object]) -> Response:
    choices, known = _questions(visit), countries(visit)
    suggested = form.typed["suggested"]
    chosen = [str(slug) for slug in suggested] if isinstance(suggested, list) else []
    published = {slug for slug, _ in choices}
    lost = [slug for slug in chosen if slug not in published]
    country = str(form.typed["country"] or "")
    return drawn(
        visit,
        "settings_clinic.html",
        state,
        form,
        status,
        dict(yours),
        countries=known,
        is_known=country in {each.code for each in known},
        country=country,
        zones=sorted(available_timezones()),
        choices=[*choices, *((slug, f"{slug} (not published)") for slug in lost)],
        chosen=[*chosen, *[""] * (MOST_SUGGESTED - len(chosen))],
        lost=lost,
        labels=CLINIC.labels,
    )


def _questions(visit: Visit) -> list[tuple[str, str]]:
    """What is published, by title."""
    with visit.parts.database.transaction() as session:
        found = [(slug, entry.title) for slug, entry in published_entries(session).items()]
    return sorted(found, key=lambda pair: pair[1].casefold())
