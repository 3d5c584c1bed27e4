"""How long what people sent is kept."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from bot.channels.staff.declaration import ADMINISTRATORS, Pages
from bot.channels.staff.settings_form import Form, drawn, number_field, opened, sent
from bot.channels.staff.settings_sections import RETENTION, Values
from bot.channels.staff.settings_state import State, state_of
from bot.channels.staff.visit import Visit

FEWEST, MOST = 1, 3650
_HINTS: Final = {
    "chats": "After the person's last message the whole chat goes, with answers to the pre-screen that were not sent.",
    "prescreens": "After somebody here closed it in the queue.",
    "requests": "After somebody here closed it in the queue.",
    "dangers": "After somebody here closed it in the queue. An alert holds no words of the person.",
    "receipts": "The note that something was erased on request. It holds no content.",
}
_WORDS: Final = dict.fromkeys(RETENTION.labels, f"Please give a whole number of days, from {FEWEST} to {MOST}.")

pages = Pages()


@pages.page("/staff/settings/retention", roles=ADMINISTRATORS)
def show_retention(visit: Visit) -> Response:
    """The form."""
    state, form = opened(visit, RETENTION)
    return _show(visit, state, form, 200, {}, [])


@pages.page("/staff/settings/retention", ["POST"], roles=ADMINISTRATORS)
def save_retention(visit: Visit) -> Response:
    """Saves the days; where one is shorter than before, only with a tick."""
    typed = {name: visit.field(name) for name in RETENTION.labels}
    numbers = {name: number_field(visit, name) for name in typed}
    faults = {name: _WORDS[name] for name, days in numbers.items() if not FEWEST <= days <= MOST}
    values: Values = dict(numbers)
    state = state_of(visit, RETENTION)
    shorter = [] if faults else [name for name, days in numbers.items() if days < state.values[name]]
    unsure = {"sure": "Please tick the box first."} if shorter and visit.field("sure") != "yes" else {}

    def show(state: State, form: Form, status: int) -> Response:
        return _show(visit, state, form, status, values, shorter)

    return sent(visit, RETENTION, typed, {**faults, **unsure}, values, show, _WORDS)


def _show(
    visit: Visit, state: State, form: Form, status: int, yours: Mapping[str, object], shorter: list[str]
) -> Response:
    return drawn(
        visit,
        "settings_retention.html",
        state,
        form,
        status,
        dict(yours),
        labels=RETENTION.labels,
        hints=_HINTS,
        shorter=[(RETENTION.labels[name], state.values[name], form.typed[name]) for name in shorter],
        fewest=FEWEST,
        most=MOST,
    )
