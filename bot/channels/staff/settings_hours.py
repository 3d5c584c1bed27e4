"""When the clinic is open."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bot.channels.staff.declaration import ADMINISTRATORS, Pages
from bot.channels.staff.settings_form import Form, drawn, opened, sent
from bot.channels.staff.settings_sections import HOURS, Values
from bot.channels.staff.settings_state import State
from bot.channels.staff.visit import Visit
from bot.library.clinic import WEEK

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_WORDS: dict[str, str] = dict.fromkeys(WEEK, "Please give both times as 09:00, or tick Closed.")

pages = Pages()


@dataclass(frozen=True, slots=True)
class OpenDay:
    """One row of the form."""

    opens: str
    closes: str
    is_closed: bool

    @property
    def hours(self) -> str | None:
        """As the file has it."""
        return None if self.is_closed else f"{self.opens}-{self.closes}"

    @property
    def fault(self) -> str | None:
        """What is wrong with it."""
        if self.is_closed:
            return None
        if not _TIME.fullmatch(self.opens) or not _TIME.fullmatch(self.closes):
            return "Please give both times as 09:00, or tick Closed."
        return "The clinic closes before it opens here." if self.opens >= self.closes else None


@pages.page("/staff/settings/hours", roles=ADMINISTRATORS)
def show_hours(visit: Visit) -> Response:
    """The form."""
    state, form = opened(visit, HOURS)
    return _show(visit, state, Form(_rows(form.typed), form.seen, form.restored), 200, {})


@pages.page("/staff/settings/hours", ["POST"], roles=ADMINISTRATORS)
def save_hours(visit: Visit) -> Response:
    """Saves all seven days."""
    typed: dict[str, OpenDay] = {
        day: OpenDay(
            visit.field(f"{day}_opens")[:5], visit.field(f"{day}_closes")[:5], visit.field(f"{day}_closed") == "yes"
        )
        for day in WEEK
    }
    values: Values = {day: row.hours for day, row in typed.items()}
    faults: dict[str, str] = {day: row.fault for day, row in typed.items() if row.fault is not None}

    def show(state: State, form: Form, status: int) -> Response:
        return _show(visit, state, form, status, values)

    return sent(visit, HOURS, typed, faults, values, show, _WORDS)


def _rows(values: Mapping[str, object]) -> dict[str, OpenDay]:
    rows: dict[str, OpenDay] = {}
    for day in WEEK:
        opens, _, closes = str(values[day] or "").partition("-")
        rows[day] = OpenDay(opens, closes, is_closed=not values[day])
    return rows


def _show(visit: Visit, state: State, form: Form, status: int, yours: Values) -> Response:
    zone = visit.parts.texts.clinic.time_zone
    return drawn(visit, "settings_hours.html", state, form, status, yours, week=WEEK, zone=zone)
