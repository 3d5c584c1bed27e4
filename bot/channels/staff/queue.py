"""The queue: who waits for the clinic, and all that a clinician does about it.

Reading an item, and each step that was taken with it, stands in the audit log. The list does not: it holds no name, no
words and no way to reach anybody.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_200_OK, HTTP_404_NOT_FOUND, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.declaration import CLINICIANS, Pages
from bot.channels.staff.home import KINDS
from bot.channels.staff.visit import Visit
from bot.handoff.items import ItemState, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.notes import MOST_CHARACTERS
from bot.prescreen.export import NothingToExport
from bot.prescreen.questionnaire import Questionnaire
from bot.prescreen.state import Given
from bot.prescreen.store import Held
from bot.safety.dangers import Danger
from bot.staff.accounts import Person
from bot.staff.audit import Action
from bot.storage.keys import KeyFault

LIST: Final = "/staff/queue"
LATELY: Final = timedelta(days=14)
KIND: Final = {
    ItemKind.EMERGENCY: "Emergency",
    ItemKind.CRISIS: "Crisis",
    ItemKind.CALLBACK: "Request for a call",
    ItemKind.QUESTION: "Question passed on",
    ItemKind.PRESCREEN: "Pre-screen",
}
DANGER: Final = {
    Danger.SUICIDE: "may be thinking of suicide",
    Danger.SELF_HARM: "may be hurting themselves",
    Danger.OTHER_PERSON: "is afraid for somebody else",
    Danger.THREAT: "may be a danger to somebody else",
    Danger.VIOLENCE: "may be meeting violence",
    Danger.OVERDOSE: "may have taken too much of something",
    Danger.MEDICAL: "may need a doctor at once",
}
CHANNEL: Final = {"web": "Website", "telegram": "Telegram"}
VIEWS: Final = {"open": "Open", "mine": "Mine", "closed": "Closed lately"}

pages = Pages()


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of a pre-screen as it is shown. `reading` is None where it was left out, and nothing was read."""

    asked: str
    words: str
    reading: str | None
    is_tapped: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A pre-screen as the clinic has it."""

    at: datetime | None
    amended: int
    consent_version: int | None
    consent_text: str | None
    consent_at: datetime | None
    answers: list[Answered]


# --- The list


@pages.page("/staff/queue", roles=CLINICIANS, menu="Queue")
def show_queue(visit: Visit) -> Response:
    """What is open, or mine, or was closed lately; with `reference`, on to that item."""
    reference, fault = visit.query("reference"), None
    wanted = visit.query("show") if visit.query("show") in VIEWS else "open"
    with visit.parts.database.transaction() as session:
        if reference:
            if (found := visit.parts.queue.find(session, reference)) is not None:
                return visit.redirect(_page(found))
            fault = "There is no item with this reference. It may have been erased."
        # Before the items: what comes between the two is called new once too often, and never goes unsaid.
        revision = visit.parts.queue.tally(session).revision
        everything = visit.parts.queue.open_items(session, datetime.now(UTC) - LATELY)
        people = _names(visit.parts.staff.accounts.all(session))
    of = {
        "open": [item for item in everything if item.state is not ItemState.CLOSED],
        "mine": [item for item in everything if item.state is not ItemState.CLOSED and _is_mine(visit, item)],
        "closed": [item for item in everything if item.state is ItemState.CLOSED],
    }
    return visit.render(
        "queue.html",
        HTTP_404_NOT_FOUND if fault else HTTP_200_OK,
        views=[(name, words, len(of[name])) for name, words in VIEWS.items()],
        wanted=wanted,
        kinds=[(kind, words, [item for item in of[wanted] if item.kind is kind]) for kind, words in KINDS.items()],
        total=len(of[wanted]),
        overdue=[item for item in of["open"] if item.overdue],
        days=LATELY.days,
        now=datetime.now(UTC),
        revision=revision,
        typed=reference,
        fault=fault,
        people=people,
        **_WORDS,
    )


# --- One item


@pages.page("/staff/queue/{reference}", roles=CLINICIANS)
def show_item(visit: Visit) -> Response:
    """All that is known of one item."""
    return _item(visit)


@pages.page("/staff/queue/{reference}/claim", ["POST"], roles=CLINICIANS)
def claim(visit: Visit) -> Response:
    """It is mine, unless somebody was first."""
    told = "It is yours now, and nobody is reminded of it any more."
    return _moved_on(visit, visit.parts.queue.claim, Action.CLAIMED_ITEM, told)


@pages.page("/staff/queue/{reference}/contacted", ["POST"], roles=CLINICIANS)
def note_contact(visit: Visit) -> Response:
    """The person was reached."""
    return _moved_on(visit, visit.parts.queue.contacted, Action.NOTED_CONTACT, "Noted: the person was reached.")


@pages.page("/staff/queue/{reference}/close", ["POST"], roles=CLINICIANS)
def close(visit: Visit) -> Response:
    """Nothing is left to do."""
    return _moved_on(visit, visit.parts.queue.close, Action.CLOSED_ITEM, "{reference} is closed.")


@pages.page("/staff/queue/{reference}/hand-over", ["POST"], roles=CLINICIANS)
def hand_over(visit: Visit) -> Response:
    """A colleague sees to it from now on."""
    with visit.parts.database.transaction() as session:
        item = _wanted(visit, session)
        login, before = visit.field("to"), visit.field("before") or None
        colleague = next((each for each in _colleagues(visit, session) if each.login == login), None)
        if colleague is not None:
            if visit.parts.queue.reassign(session, item.id, colleague.login, before):
                visit.audit(session, Action.HANDED_OVER_ITEM, item.reference, colleague.login)
                visit.notice(session, f"{colleague.name} has it now. Please tell them: nothing is sent to them.")
            else:
                _tell_how_far(visit, session, item.id)
            return visit.redirect(_page(item))
    return _item(visit, HTTP_422_UNPROCESSABLE_CONTENT, hand_over_fault="Please choose a colleague.")


@pages.page("/staff/queue/{reference}/note", ["POST"], roles=CLINICIANS)
def add_note(visit: Visit) -> Response:
    """A note, which nobody changes or takes back."""
    words = visit.field("words").replace("\r\n", "\n").replace("\0", "")
    if not words or len(words) > MOST_CHARACTERS:
        fault = f"A note has at most {MOST_CHARACTERS:,} characters; this one has {len(words):,}."
        fault = fault if words else "Please write something first."
        return _item(visit, HTTP_422_UNPROCESSABLE_CONTENT, note_fault=fault, typed_note=words)
    with visit.parts.database.transaction() as session:
        item = _wanted(visit, session)
        if visit.parts.notes.add(session, item.id, visit.person.login, words):
            visit.audit(session, Action.ADDED_NOTE, item.reference)
            visit.notice(session, "The note is kept.")
        else:
            visit.notice(session, "The same note of yours is there already.")
    return visit.redirect(_page(item))


@pages.page("/staff/queue/{reference}/fhir", roles=CLINICIANS)
def download(visit: Visit) -> Response:
    """A pre-screen as other systems take it."""
    with visit.parts.database.transaction() as session:
        item = _wanted(visit, session)
        try:
            resource = visit.parts.export.fhir_export(session, item.id)
        except (NothingToExport, KeyFault) as fault:
            raise HTTPException(HTTP_404_NOT_FOUND) from fault
        visit.audit(session, Action.DOWNLOADED_PRESCREEN, item.reference)
    return Response(
        json.dumps(resource, ensure_ascii=False, indent=2),
        media_type="application/fhir+json",
        headers={"Content-Disposition": f'attachment; filename="{item.reference}.json"'},
    )


@pages.page("/staff/queue/{reference}/erase", roles=CLINICIANS)
def ask_before_erasing(visit: Visit) -> Response:
    """What goes and what stays, before it does."""
    with visit.parts.database.transaction() as session:
        item = _wanted(visit, session)
        notes = len(visit.parts.notes.of(session, item.id))
    return visit.render("erase_item.html", HTTP_200_OK, item=item, notes=notes, waits=_waits_in_danger(item), **_WORDS)


@pages.page("/staff/queue/{reference}/erase", ["POST"], roles=CLINICIANS)
def erase(visit: Visit) -> Response:
    """Takes away an item, its answers and notes. That it was done stays in the audit log."""
    with visit.parts.database.transaction() as session:
        item = _wanted(visit, session)
        if _waits_in_danger(item):
            visit.notice(session, "Nobody has claimed this yet: somebody may be in danger. Please claim it first.")
            return visit.redirect(_page(item))
        visit.parts.queue.erase(session, item.id)
        visit.audit(session, Action.ERASED_ITEM, item.reference, item.kind)
        visit.notice(session, f"{item.reference} is erased.")
    return visit.redirect(LIST)


# --- What the pages rest on

_WORDS: Final[Mapping[str, object]] = {"kind_words": KIND, "danger_words": DANGER, "channel_words": CHANNEL}


def _item(visit: Visit, status: int = HTTP_200_OK, **context: object) -> Response:
    """The page of the item. Reading it is noted."""
    with visit.parts.database.transaction() as session:
        item = _wanted(visit, session)
        sent, is_unreadable = None, False
        if item.kind is ItemKind.PRESCREEN:
            try:
                sent = _as_sent(visit.parts.prescreens.of_item(session, item.id), visit.parts.questionnaire)
            except KeyFault:
                is_unreadable = True
        notes = visit.parts.notes.of(session, item.id)
        colleagues = [each for each in _colleagues(visit, session) if each.login != item.claimed_by]
        people = _names(visit.parts.staff.accounts.all(session))
        visit.audit(session, Action.READ_ITEM, item.reference)
    shown: dict[str, object] = {
        "item": item,
        "sent": sent,
        "is_unreadable": is_unreadable,
        "notes": notes,
        "colleagues": colleagues,
        "people": people,
        "is_mine": _is_mine(visit, item),
        "most": MOST_CHARACTERS,
        "hand_over_fault": None,
        "note_fault": None,
        "typed_note": "",
        **_WORDS,
        **context,
    }
    return visit.render("item.html", status, **shown)


def _wanted(visit: Visit, session: Session) -> ItemView:
    found = visit.parts.queue.find(session, visit.path("reference"))
    if found is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    return found


def _moved_on(visit: Visit, step: Callable[[Session, str, str], bool], action: Action, told: str) -> Response:
    """Takes an item a step further, in the name of who is here. `told` says so, with `{reference}` where it stands."""
    with visit.parts.database.transaction() as session:
        item = _wanted(visit, session)
        if step(session, item.id, visit.person.login):
            visit.audit(session, action, item.reference)
            visit.notice(session, told.format(reference=item.reference))
        else:
            _tell_how_far(visit, session, item.id)
    return visit.redirect(_page(item))


def _tell_how_far(visit: Visit, session: Session, item: str) -> None:
    """Says who was first, instead of doing it again."""
    session.expire_all()
    found = visit.parts.queue.find(session, item)
    if found is None:
        visit.notice(session, "This item was erased meanwhile.")
        return
    by = {
        ItemState.CLOSED: (found.closed_by, "closed it", found.closed_at),
        ItemState.CONTACTED: (found.contacted_by, "reached the person", found.contacted_at),
        ItemState.CLAIMED: (found.claimed_by, "took it", found.claimed_at),
    }
    if found.state is ItemState.NEW:
        visit.notice(session, "It is open again since you looked. Please look once more.")
        return
    login, did, at = by[found.state]
    people = _names(visit.parts.staff.accounts.all(session))
    who = "You" if login == visit.person.login else people.get(login or "", login)
    visit.notice(session, f"{who} {did} already, {_ago(at)}. Nothing was changed.")


def _ago(at: datetime | None) -> str:
    minutes = int((datetime.now(UTC) - at).total_seconds() // 60) if at is not None else 0
    for size, unit in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if (count := minutes // size) > 0:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


def _as_sent(held: Held | None, questionnaire: Questionnaire) -> Sent | None:
    """What was sent, and none of the changes since."""
    if held is None or (prescreen := held.prescreen).sent is None:
        return None
    consent = prescreen.consent
    return Sent(
        at=prescreen.sent_at,
        amended=max(0, prescreen.times_sent - 1),
        consent_version=consent.version if consent is not None else None,
        consent_text=consent.text if consent is not None else None,
        consent_at=consent.at if consent is not None else None,
        answers=list(_answers(prescreen.sent, questionnaire)),
    )


def _answers(answers: Mapping[str, Given], questionnaire: Questionnaire) -> Iterable[Answered]:
    for name, given in questionnaire.in_order(answers):
        is_left_out = not given.words.strip()
        reading = None if is_left_out else questionnaire.reading(name, given.value)
        yield Answered(given.asked, given.words, reading, given.is_tapped)


def _colleagues(visit: Visit, session: Session) -> list[Person]:
    """Those who can see to people: not disabled, and of a role that opens the queue."""
    everybody = visit.parts.staff.accounts.all(session)
    return [each for each in everybody if each.role in CLINICIANS and not each.is_disabled]


def _names(people: Iterable[Person]) -> dict[str, str]:
    """Names by sign-in name, which is how the queue calls people."""
    return {person.login: person.name for person in people}


def _is_mine(visit: Visit, item: ItemView) -> bool:
    return item.claimed_by == visit.person.login


def _waits_in_danger(item: ItemView) -> bool:
    return item.kind.is_danger and item.state is ItemState.NEW


def _page(item: ItemView) -> str:
    return f"{LIST}/{quote(item.reference)}"
