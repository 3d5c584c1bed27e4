"""The settings at a glance: what holds now, and who changed it last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from starlette.responses import Response

from bot.channels.staff.declaration import ADMINISTRATORS, Pages
from bot.channels.staff.settings_clinic import country_name
from bot.channels.staff.settings_danger import PAGE as DANGER
from bot.channels.staff.settings_notices import Told
from bot.channels.staff.settings_sections import (
    CLINIC,
    CONSENT,
    HOURS,
    PRIVACY,
    RETENTION,
    SETTINGS,
    Section,
    question_section,
)
from bot.channels.staff.settings_state import Stage, states_of
from bot.channels.staff.visit import Visit
from bot.library.readability import grade
from bot.library.texts import SAFETY_KINDS, Approval, TextId

pages = Pages()


@dataclass(frozen=True, slots=True)
class Card:
    """One page of the settings. `by` and `at` are None where nobody has changed it on this site."""

    title: str
    page: str
    sentence: str
    by: str | None = None
    at: datetime | None = None
    on: date | None = None
    source: str = "As the file has it"


@pages.page("/staff/settings", roles=ADMINISTRATORS, menu="Settings")
def show_settings(visit: Visit) -> Response:
    """A card for each page."""
    texts, asked = visit.parts.texts, visit.parts.questionnaire
    clinic, keep = texts.clinic, texts.clinic.keep_days
    prescreen = [CONSENT, *(question_section(asked, each.id) for each in asked.questions)]
    approvals = [text.approved for _, text in texts.all() if text.kind in SAFETY_KINDS and text.approved is not None]
    awaiting, count = len(texts.awaiting_approval()), sum(text.kind in SAFETY_KINDS for _, text in texts.all())
    sections = [CLINIC, HOURS, RETENTION, PRIVACY, *prescreen]
    last = {state.section.key: state.stages[0] for state in states_of(visit, sections)}
    cards = [
        _card(CLINIC, last, f"{clinic.name}, {clinic.phone}, {country_name(clinic.country)}."),
        _card(HOURS, last, f"{clinic.spoken_hours[0].upper()}{clinic.spoken_hours[1:]}."),
        _card(RETENTION, last, f"Chats {keep.chats} days, closed pre-screens {keep.prescreens} days."),
        _card(PRIVACY, last, f"Reads at school grade {grade(texts[TextId.PRIVACY].text):.1f}."),
        _card_of_prescreen(
            [last[each.key] for each in prescreen], f"{len(asked.questions)} questions, version {asked.version}."
        ),
        Card(
            "Notices",
            f"{SETTINGS}/notices",
            Told.of_settings(visit.parts.settings).sentence,
            source="Set by your IT person, outside this site",
        ),
        _approved(awaiting, count, approvals),
    ]
    return visit.render("settings.html", cards=cards)


def _card(section: Section, last: Mapping[str, Stage], sentence: str) -> Card:
    stage = last[section.key]
    return Card(section.title, section.page, sentence, stage.author, stage.at)


def _card_of_prescreen(stages: Iterable[Stage], sentence: str) -> Card:
    last = max(stages, key=lambda stage: stage.number)
    return Card("Consent and questions of the pre-screen", f"{SETTINGS}/prescreen", sentence, last.author, last.at)


def _approved(awaiting: int, count: int, approvals: list[Approval]) -> Card:
    said = f"{awaiting} of {count} await approval." if awaiting else f"All {count} are approved."
    last = max(approvals, key=lambda each: each.on, default=None)
    by, on = (last.by, last.on) if last is not None else (None, None)
    return Card("Texts for people in danger", DANGER, said, by, on=on, source="Approved by nobody yet")
