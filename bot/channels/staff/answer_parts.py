"""What the pages of the answers share: which answer is asked for, how far it was seen, and how patients see it."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.status import HTTP_404_NOT_FOUND

from bot.channels.staff.patient_view import rich_text
from bot.channels.staff.visit import Visit
from bot.conversation.rendering import MOST_RELATED
from bot.library.drafts import Wording
from bot.library.entries import (
    BODY_LIMIT,
    LINE_LIMIT,
    QUESTION_LIMIT,
    SIMPLY_LIMIT,
    TITLE_LIMIT,
    Entry,
    EntryError,
)
from bot.library.publishing import Held, Stamp, held_answers, published_entries

LIST: Final = "/staff/answers"
LIMITS: Final = {
    "title": TITLE_LIMIT,
    "question": QUESTION_LIMIT,
    "body": BODY_LIMIT,
    "simply": SIMPLY_LIMIT,
    "line": LINE_LIMIT,
}
TAKE_CARE: Final = "Please tick the box as well, so that nothing happens by mistake."
MEANWHILE: Final = "Somebody has changed this answer since you opened the page. Please look at it as it is now."
TWO_PEOPLE: Final = "Nobody publishes their own words here: somebody else has to. Your words are kept in the form."


def found_answer(visit: Visit) -> Held | None:
    """The answer that the path names, if it was ever published."""
    with visit.parts.database.transaction() as session:
        return held_answers(session).get(visit.path("slug"))


def known_answer(visit: Visit) -> Held:
    """As `found_answer`; else there is no such page."""
    found = found_answer(visit)
    if found is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    return found


def published_now(visit: Visit) -> dict[str, Entry]:
    """What patients get, by slug."""
    with visit.parts.database.transaction() as session:
        return published_entries(session)


def seen_stamp(visit: Visit) -> Stamp:
    """The version that the form was made from; one that never was where the form doesn't tell."""
    try:
        return Stamp(int(visit.field("newest")), int(visit.field("published")))
    except ValueError:
        return Stamp(-1, -1)


def seen_draft(visit: Visit) -> int:
    """The draft that the form was made from; 0 is none."""
    try:
        return int(visit.field("draft") or 0)
    except ValueError:
        return -1


def as_seen(entry: Entry, everything: Mapping[str, Held]) -> dict[str, object]:
    """What the page of a patient shows of an answer."""
    return {
        "text": rich_text(entry.body),
        "simply": rich_text(entry.simply or entry.short_answer),
        "sources": entry.sources,
        "reviewed": entry.reviewed,
        "questions": _questions(entry.related, everything),
    }


def wording_as_seen(wording: Wording, before: Entry | None, everything: Mapping[str, Held]) -> dict[str, object] | None:
    """The same of a wording; None where it makes no answer yet."""
    try:
        return as_seen(wording.entry(before.slug if before is not None else "draft", before), everything)
    except EntryError:
        return None


def titled(held: Held) -> str:
    """Its title, and whether patients don't get it."""
    return held.version.entry.title if held.is_published else f"{held.version.entry.title} (withdrawn)"


def today(visit: Visit) -> date:
    """The day by the clinic's clock."""
    return datetime.now(ZoneInfo(visit.parts.texts.clinic.time_zone)).date()


def due_day(visit: Visit) -> date:
    """What was reviewed before that day is due again."""
    return months_before(today(visit), visit.parts.settings.review_months)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _questions(slugs: Iterable[str], everything: Mapping[str, Held]) -> list[str]:
    found = [everything[slug] for slug in slugs if slug in everything]
    return [each.version.entry.question for each in found if each.is_published][:MOST_RELATED]
