"""One answer as patients see it, and what can be done with it as it stands."""

from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.answer_form import Draft
from bot.channels.staff.answer_parts import (
    LIMITS,
    LIST,
    MEANWHILE,
    TAKE_CARE,
    as_seen,
    due_day,
    known_answer,
    published_now,
    seen_stamp,
    today,
)
from bot.channels.staff.answer_preview import Tried, judge, try_on_published
from bot.channels.staff.answers import show_refused
from bot.channels.staff.declaration import CLINICIANS, EDITORS, EVERY_ROLE, Pages
from bot.channels.staff.drafts import propose
from bot.channels.staff.visit import Visit
from bot.library.drafts import draft_of
from bot.library.entries import LINE_LIMIT
from bot.library.publishing import ChangedMeanwhile, held_answers
from bot.staff.audit import Action

pages = Pages()


@pages.page("/staff/answers/{slug}", roles=EVERY_ROLE)
def show_answer(visit: Visit) -> Response:
    """One answer as patients see it, and what can be done."""
    return _one(visit)


@pages.page("/staff/answers/{slug}/try", ["POST"], roles=EVERY_ROLE)
def try_question(visit: Visit) -> Response:
    """What a question gets now. It is sent as a form, so that no log has it, and is not kept."""
    question = visit.field("try")[:LINE_LIMIT]
    return _one(visit, tried=try_on_published(visit.parts, question) if question else None)


@pages.page("/staff/answers/{slug}/withdraw", ["POST"], roles=EDITORS)
def withdraw(visit: Visit) -> Response:
    """Patients don't get it any more."""
    held = known_answer(visit)
    if visit.field("sure") != "yes":
        return _one(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=TAKE_CARE)
    if held.is_published:
        with visit.parts.database.transaction() as session:
            visit.parts.publishing.withdraw_within(session, held.slug)
            visit.audit(session, Action.WITHDREW_ANSWER, held.slug)
            visit.notice(session, "Withdrawn. From the next message on, patients don't get this answer.")
    return visit.redirect(f"{LIST}/{held.slug}")


@pages.page("/staff/answers/{slug}/publish", ["POST"], roles=EDITORS)
def publish_again(visit: Visit) -> Response:
    """A withdrawn answer as it stands; where two people are needed, as a draft that waits for the second."""
    held = known_answer(visit)
    if visit.field("sure") != "yes":
        return _one(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=TAKE_CARE)
    if held.is_published:
        return visit.redirect(f"{LIST}/{held.slug}")
    if seen_stamp(visit) != held.stamp:
        return _one(visit, HTTP_409_CONFLICT, fault=MEANWHILE)
    entry = held.version.entry
    judged = judge(visit.parts, entry, published_now(visit))
    if judged.problems:
        return show_refused(visit, held, Draft.of_entry(entry), judged)
    if visit.parts.settings.second_review:
        return propose(visit, held, Draft.of_entry(entry))
    with visit.parts.database.transaction() as session:
        visit.parts.publishing.publish_within(session, held.slug, held.version.number)
        visit.audit(session, Action.PUBLISHED_ANSWER_AGAIN, held.slug, f"version-{held.version.number}")
        visit.notice(session, "Published again. The next message of a patient can get it.")
    return visit.redirect(f"{LIST}/{held.slug}")


@pages.page("/staff/answers/{slug}/review", ["POST"], roles=CLINICIANS)
def review(visit: Visit) -> Response:
    """A clinician stands for the words that patients read, with their name and today's date."""
    held = known_answer(visit)
    if visit.field("sure") != "yes":
        return _one(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=TAKE_CARE)
    entry = replace(held.version.entry, reviewed=today(visit), reviewer=visit.person.name)
    # What was read must be what is signed.
    if seen_stamp(visit) != held.stamp or not held.is_published:
        return _one(visit, HTTP_409_CONFLICT, fault=MEANWHILE)
    try:
        with visit.parts.database.transaction() as session:
            number = visit.parts.publishing.publish_over(session, entry, visit.person.login, held.stamp)
            visit.audit(session, Action.REVIEWED_ANSWER, entry.slug, f"version-{number}")
            visit.notice(session, "Marked as reviewed by you today. Patients can see the date.")
    except ChangedMeanwhile:
        return _one(visit, HTTP_409_CONFLICT, fault=MEANWHILE)
    return visit.redirect(f"{LIST}/{held.slug}")


def _one(visit: Visit, status: int = 200, tried: Tried | None = None, fault: str | None = None) -> Response:
    slug = visit.path("slug")
    with visit.parts.database.transaction() as session:
        everything, kept = held_answers(session), draft_of(session, slug)
    held = everything.get(slug)
    if held is None and kept is not None:
        return visit.redirect(f"{LIST}/{slug}/draft")
    if held is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    entry = held.version.entry
    named_by = [
        each.version.entry
        for each in everything.values()
        if each.is_published and held.slug in (*each.version.entry.related, each.version.entry.next)
    ]
    return visit.render(
        "answer.html",
        status,
        held=held,
        entry=entry,
        kept=kept,
        shown=as_seen(entry, everything),
        related=[(slug, everything.get(slug)) for slug in entry.related],
        following=(entry.next, everything.get(entry.next)) if entry.next else None,
        named_by=named_by,
        is_due=entry.reviewed is not None and entry.reviewed < due_day(visit),
        months=visit.parts.settings.review_months,
        needs_two=visit.parts.settings.second_review,
        tried=tried,
        fault=fault,
        may_edit=visit.person.role in EDITORS,
        may_review=visit.person.role in CLINICIANS,
        limits=LIMITS,
    )
