"""What the forms of the settings share: how they open, what was typed, and how they are answered."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.comparing import differences
from bot.channels.staff.settings_sections import Section, Values
from bot.channels.staff.settings_state import Judged, Meanwhile, Refused, Stage, State, keep, state_of
from bot.channels.staff.visit import Visit

UNSHOWABLE: Final = "It holds a character that can't be shown. Please type it again."
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SAVED: Final = "Saved. It holds from the next message on."


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in a form: `typed` by field, `faults` beside the fields, and `sentences` above all of it."""

    typed: Mapping[str, object]
    seen: int
    restored: Stage | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    theirs: Stage | None = None


type Show = Callable[[State, Form, int], Response]
"""Draws the page: the section's state, the form, and the status of the answer."""


def opened(visit: Visit, section: Section) -> tuple[State, Form]:
    """The form with what holds now, or with the version that the address names."""
    state = state_of(visit, section)
    wanted = visit.query("version")
    if not wanted:
        return state, Form(state.values, state.number)
    stage = next((each for each in state.stages if str(each.number) == wanted), None)
    if stage is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    return state, Form(stage.values, state.number, restored=stage)


def text_field(visit: Visit, name: str) -> str:
    """A text as it was typed, with plain ends of lines and without blanks around it."""
    return visit.field(name).replace("\r\n", "\n").replace("\r", "\n").strip()


def line_field(visit: Visit, name: str) -> str:
    """A text of one line."""
    return " ".join(part.strip() for part in text_field(visit, name).split("\n") if part.strip())


def unshowable(typed: Mapping[str, object]) -> dict[str, str]:
    """A fault for each text with a character in it that nobody can see."""
    return {name: UNSHOWABLE for name, value in typed.items() if isinstance(value, str) and _UNSHOWABLE.search(value)}


def number_field(visit: Visit, name: str) -> int:
    """A version's number; one that never was where the form doesn't tell."""
    value = visit.field(name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1


def sent(
    visit: Visit,
    section: Section,
    typed: Mapping[str, object],
    faults: Mapping[str, str],
    values: Values,
    show: Show,
    words: Mapping[str, str],
) -> Response:
    """Saves the values of a form that came, or shows it again with nothing lost.

    `faults`: what is wrong already with what was typed; then `values` are not looked at. `words`: what to say at a
    field that the file's own form refuses.
    """
    number = number_field(visit, "restored")
    restored = number if number >= 0 else None
    state = state_of(visit, section)
    stage = next((each for each in state.stages if each.number == restored), None)
    seen = number_field(visit, "seen")
    if faults:
        return show(state, Form(typed, seen, stage, faults), HTTP_422_UNPROCESSABLE_CONTENT)
    try:
        judged = keep(visit, section, values, seen, restored)
    except Refused as refused:
        told = {name: sentence or words.get(name, UNSHOWABLE) for name, sentence in refused.fields.items()}
        return show(state, Form(typed, seen, stage, told, refused.sentences), HTTP_422_UNPROCESSABLE_CONTENT)
    except Meanwhile as meanwhile:
        state = state_of(visit, section)
        return show(state, Form(typed, state.number, stage, theirs=meanwhile.theirs), HTTP_409_CONFLICT)
    with visit.parts.database.transaction() as session:
        visit.notice(session, "Nothing was changed." if judged is None else _told(judged))
    return visit.redirect(section.page)


def drawn(
    visit: Visit, template: str, state: State, form: Form, status: int, yours: Values, **more: object
) -> Response:
    """A page with the form. `yours` is compared with what somebody else has saved meanwhile."""
    section = state.section
    theirs = form.theirs
    compared = differences(section.told(theirs.values), section.told(yours)) if theirs is not None else None
    return visit.render(
        template,
        status,
        section=section,
        state=state,
        form=form,
        compared=compared,
        last=state.stages[0],
        has_versions=len(state.stages) > 1,
        **more,
    )


def _told(judged: Judged) -> str:
    if not judged.elsewhere_warnings:
        return _SAVED
    # A notice is short; the first of them says where to begin.
    return f"{_SAVED} Please look at this again: {judged.elsewhere_warnings[0]}"
