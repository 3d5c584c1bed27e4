"""The answers: what patients get, how it is changed, and every wording that there was."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.answer_form import Draft, free_slug, source_value
from bot.channels.staff.answer_preview import (
    Judged,
    Tried,
    foretell,
    judge,
    try_on_draft,
    try_on_published,
)
from bot.channels.staff.comparing import differences
from bot.channels.staff.declaration import CLINICIANS, EDITORS, EVERY_ROLE, Pages
from bot.channels.staff.patient_view import rich_text
from bot.channels.staff.visit import Visit
from bot.conversation.rendering import MOST_RELATED
from bot.library.check import RELATED_COUNT
from bot.library.entries import (
    BODY_LIMIT,
    LINE_LIMIT,
    QUESTION_LIMIT,
    SIMPLY_LIMIT,
    TITLE_LIMIT,
    Entry,
    EntryError,
    Source,
    format_entry,
)
from bot.library.publishing import (
    ChangedMeanwhile,
    Held,
    Stamp,
    Version,
    held_answers,
    published_entries,
    versions_of,
)
from bot.library.sources import SourcesError, read_sources
from bot.staff.audit import Action

LIST = "/staff/answers"
LIMITS: Final = {
    "title": TITLE_LIMIT,
    "question": QUESTION_LIMIT,
    "body": BODY_LIMIT,
    "simply": SIMPLY_LIMIT,
    "line": LINE_LIMIT,
}
STATES: Final = {"": "All", "published": "Published", "withdrawn": "Withdrawn"}
REVIEWS: Final = {"": "All", "none": "Not reviewed", "old": "Reviewed over 12 months ago"}
_TAKE_CARE = "Please tick the box as well, so that nothing happens by mistake."
_MEANWHILE = "Somebody has changed this answer since you opened the page. Please look at it as it is now."
_SAME_MOMENT = "Somebody has published another new answer at the same moment. Please press Publish once more."

pages = Pages()


@pages.page("/staff/answers", roles=EVERY_ROLE, menu="Answers")
def show_answers(visit: Visit) -> Response:
    """Every answer, or those that are looked for."""
    wanted, state, review = visit.query("q"), visit.query("state"), visit.query("review")
    with visit.parts.database.transaction() as session:
        held = list(held_answers(session).values())
    due = _a_year_before(_today(visit))
    found = [each for each in held if _is_wanted(each, wanted, state, review, due)]
    found.sort(key=lambda each: each.version.entry.title.casefold())
    return visit.render(
        "answers.html",
        found=found,
        total=len(held),
        wanted=wanted,
        state=state if state in STATES else "",
        review=review if review in REVIEWS else "",
        states=STATES,
        reviews=REVIEWS,
        due=due,
    )


@pages.page("/staff/answers/export", roles=EDITORS)
def export(visit: Visit) -> Response:
    """Every published answer as the Markdown that `kap content export` writes, in one zip."""
    with visit.parts.database.transaction() as session:
        entries = published_entries(session)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for slug, entry in entries.items():
            archive.writestr(f"entries/{slug}.md", format_entry(entry))
    name = f"answers-{_today(visit):%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=headers)


@pages.page("/staff/answers/new", roles=EDITORS)
def show_new(visit: Visit) -> Response:
    """The empty form."""
    return _form(visit, None, Draft(question=visit.query("question")[:QUESTION_LIMIT]))


@pages.page("/staff/answers/new", ["POST"], roles=EDITORS)
def send_new(visit: Visit) -> Response:
    """Looks at a new answer, tries a question on it, or publishes it."""
    return _sent(visit, None)


@pages.page("/staff/answers/{slug}", roles=EVERY_ROLE)
def show_answer(visit: Visit) -> Response:
    """One answer as patients see it, and what can be done."""
    return _one(visit)


@pages.page("/staff/answers/{slug}/try", ["POST"], roles=EVERY_ROLE)
def try_question(visit: Visit) -> Response:
    """What a question gets now. It is sent as a form, so that no log has it, and is not kept."""
    question = visit.field("try")[:LINE_LIMIT]
    return _one(visit, tried=try_on_published(visit.parts, question) if question else None)


@pages.page("/staff/answers/{slug}/edit", roles=EDITORS)
def show_edit(visit: Visit) -> Response:
    """The form with what is published, or with the newest version where nothing is."""
    held = _held(visit)
    return _form(visit, held, Draft.of_entry(held.version.entry))


@pages.page("/staff/answers/{slug}/edit", ["POST"], roles=EDITORS)
def send_edit(visit: Visit) -> Response:
    """Looks at the draft, tries a question on it, or publishes it."""
    return _sent(visit, _held(visit))


@pages.page("/staff/answers/{slug}/withdraw", ["POST"], roles=EDITORS)
def withdraw(visit: Visit) -> Response:
    """Patients don't get it any more."""
    held = _held(visit)
    if visit.field("sure") != "yes":
        return _one(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=_TAKE_CARE)
    if held.is_published:
        with visit.parts.database.transaction() as session:
            visit.parts.publishing.withdraw_within(session, held.slug)
            visit.audit(session, Action.WITHDREW_ANSWER, held.slug)
            visit.notice(session, "Withdrawn. From the next message on, patients don't get this answer.")
    return visit.redirect(f"{LIST}/{held.slug}")


@pages.page("/staff/answers/{slug}/publish", ["POST"], roles=EDITORS)
def publish_again(visit: Visit) -> Response:
    """A withdrawn answer as it stands."""
    held = _held(visit)
    if visit.field("sure") != "yes":
        return _one(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=_TAKE_CARE)
    if held.is_published:
        return visit.redirect(f"{LIST}/{held.slug}")
    if _stamp(visit) != held.stamp:
        return _one(visit, HTTP_409_CONFLICT, fault=_MEANWHILE)
    entry = held.version.entry
    judged = judge(visit.parts, entry, _published(visit))
    if judged.problems:
        return _form(visit, held, Draft.of_entry(entry), HTTP_422_UNPROCESSABLE_CONTENT, judged=judged, refused=True)
    with visit.parts.database.transaction() as session:
        visit.parts.publishing.publish_within(session, held.slug, held.version.number)
        visit.audit(session, Action.PUBLISHED_ANSWER_AGAIN, held.slug, f"version-{held.version.number}")
        visit.notice(session, "Published again. The next message of a patient can get it.")
    return visit.redirect(f"{LIST}/{held.slug}")


@pages.page("/staff/answers/{slug}/review", ["POST"], roles=CLINICIANS)
def review(visit: Visit) -> Response:
    """A clinician stands for the words that patients read, with their name and today's date."""
    held = _held(visit)
    if visit.field("sure") != "yes":
        return _one(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=_TAKE_CARE)
    entry = replace(held.version.entry, reviewed=_today(visit), reviewer=visit.person.name)
    # What was read must be what is signed.
    if _stamp(visit) != held.stamp or not held.is_published:
        return _one(visit, HTTP_409_CONFLICT, fault=_MEANWHILE)
    try:
        with visit.parts.database.transaction() as session:
            _publish_over(visit, session, entry, held.stamp, Action.REVIEWED_ANSWER)
            visit.notice(session, "Marked as reviewed by you today. Patients can see the date.")
    except ChangedMeanwhile:
        return _one(visit, HTTP_409_CONFLICT, fault=_MEANWHILE)
    return visit.redirect(f"{LIST}/{held.slug}")


@pages.page("/staff/answers/{slug}/versions", roles=EVERY_ROLE)
def show_versions(visit: Visit) -> Response:
    """Every version, and two of them compared."""
    return _versions(visit)


@pages.page("/staff/answers/{slug}/restore", ["POST"], roles=EDITORS)
def restore(visit: Visit) -> Response:
    """An older version once more, as a new one."""
    held = _held(visit)
    with visit.parts.database.transaction() as session:
        versions = {str(each.number): each for each in versions_of(session, held.slug)}
    wanted = versions.get(visit.field("number"))
    if wanted is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    if visit.field("sure") != "yes":
        return _versions(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=_TAKE_CARE)
    if _stamp(visit) != held.stamp:
        return _versions(visit, HTTP_409_CONFLICT, fault=_MEANWHILE)
    judged = judge(visit.parts, wanted.entry, _published(visit))
    if judged.problems:
        draft = Draft.of_entry(wanted.entry)
        return _form(visit, held, draft, HTTP_422_UNPROCESSABLE_CONTENT, judged=judged, refused=True)
    try:
        with visit.parts.database.transaction() as session:
            _publish_over(visit, session, wanted.entry, held.stamp, Action.RESTORED_ANSWER)
            visit.notice(session, f"Version {wanted.number} is published again, as a new version.")
    except ChangedMeanwhile:
        return _versions(visit, HTTP_409_CONFLICT, fault=_MEANWHILE)
    return visit.redirect(f"{LIST}/{held.slug}")


def _sent(visit: Visit, held: Held | None) -> Response:
    """The form came: with `act` it says what for."""
    act, seen = visit.field("act"), _stamp(visit) if held is not None else Stamp(0, 0)
    before = held.version.entry if held is not None else None
    draft = Draft.of_form(visit.form, before.sources if before is not None else ())
    if held is not None and seen != held.stamp:
        return _form(visit, held, draft, HTTP_409_CONFLICT, theirs=held.version)
    with visit.parts.database.transaction() as session:
        published, taken = published_entries(session), held_answers(session).keys()
    slug = held.slug if held is not None else free_slug(draft.title, taken)
    try:
        entry = draft.entry(slug, before)
    except EntryError as error:
        judged = Judged(list(dict.fromkeys(error.faults)), [], [], 0.0, 0.0, 0)
        return _form(visit, held, draft, HTTP_422_UNPROCESSABLE_CONTENT, judged=judged, refused=act == "publish")
    if act == "try":
        question = visit.field("try")[:LINE_LIMIT]
        tried = try_on_draft(visit.parts.foresight, entry, question, published) if question else None
        return _form(visit, held, draft, tried=tried)
    judged = judge(visit.parts, entry, published)
    if act != "publish":
        foretold = foretell(visit.parts.foresight, entry, published)
        return _form(visit, held, draft, judged=judged, foretold=foretold, is_looked_at=True)
    if held is not None and held.is_published and entry == before:
        with visit.parts.database.transaction() as session:
            visit.notice(session, "Nothing was changed, so there is nothing to publish.")
        return visit.redirect(f"{LIST}/{slug}")
    if judged.problems:
        return _form(visit, held, draft, HTTP_422_UNPROCESSABLE_CONTENT, judged=judged, refused=True)
    try:
        with visit.parts.database.transaction() as session:
            _publish_over(visit, session, entry, seen, Action.PUBLISHED_ANSWER)
            visit.notice(session, "Published. The next message of a patient can get it.")
    except ChangedMeanwhile:
        if held is None:
            return _form(visit, None, draft, HTTP_409_CONFLICT, fault=_SAME_MOMENT)
        held = _held(visit)
        return _form(visit, held, draft, HTTP_409_CONFLICT, theirs=held.version)
    return visit.redirect(f"{LIST}/{slug}")


def _publish_over(visit: Visit, session: Session, entry: Entry, seen: Stamp, action: Action) -> None:
    number = visit.parts.publishing.publish_over(session, entry, visit.person.login, seen)
    visit.audit(session, action, entry.slug, f"version-{number}")


def _one(visit: Visit, status: int = 200, tried: Tried | None = None, fault: str | None = None) -> Response:
    with visit.parts.database.transaction() as session:
        everything = held_answers(session)
    held = everything.get(visit.path("slug"))
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
        shown=_as_seen(entry, everything),
        related=[(slug, everything.get(slug)) for slug in entry.related],
        following=(entry.next, everything.get(entry.next)) if entry.next else None,
        named_by=named_by,
        is_due=entry.reviewed is not None and entry.reviewed < _a_year_before(_today(visit)),
        tried=tried,
        fault=fault,
        may_edit=visit.person.role in EDITORS,
        may_review=visit.person.role in CLINICIANS,
        limits=LIMITS,
    )


def _form(
    visit: Visit,
    held: Held | None,
    draft: Draft,
    status: int = 200,
    *,
    judged: Judged | None = None,
    foretold: object = None,
    tried: object = None,
    theirs: Version | None = None,
    fault: str | None = None,
    refused: bool = False,
    is_looked_at: bool = False,
) -> Response:
    with visit.parts.database.transaction() as session:
        everything = held_answers(session)
    own = held.slug if held is not None else None
    choices = sorted(
        ((slug, _titled(each)) for slug, each in everything.items() if slug != own),
        key=lambda pair: pair[1].casefold(),
    )
    known = dict(choices)
    choices += [(slug, slug) for slug in dict.fromkeys((*draft.related, draft.next)) if slug and slug not in known]
    compared = None
    if theirs is not None:
        titles = dict(choices)
        compared = differences(Draft.of_entry(theirs.entry).fields(titles), draft.fields(titles))
    return visit.render(
        "answer_edit.html",
        status,
        held=held,
        draft=draft,
        stamp=held.stamp if held is not None else Stamp(0, 0),
        documents=_documents(visit, draft.sources),
        chosen=set(draft.sources),
        choices=choices,
        related=[*draft.related, *[""] * (RELATED_COUNT[-1] - len(draft.related))],
        shown=_draft_as_seen(draft, held, everything) if is_looked_at else None,
        judged=judged,
        foretold=foretold,
        is_looked_at=is_looked_at,
        tried=tried,
        question=visit.field("try"),
        theirs=theirs,
        compared=compared,
        fault=fault,
        refused=refused,
        source_value=source_value,
        limits=LIMITS,
    )


def _versions(visit: Visit, status: int = 200, fault: str | None = None) -> Response:
    held = _held(visit)
    with visit.parts.database.transaction() as session:
        versions = versions_of(session, held.slug)
        titles = {slug: each.version.entry.title for slug, each in held_answers(session).items()}
    by_number = {str(each.number): each for each in versions}
    old, new = by_number.get(visit.query("old")), by_number.get(visit.query("new"))
    compared = None
    if old is not None and new is not None:
        compared = differences(*(Draft.of_entry(each.entry).fields(titles) for each in (old, new)))
    return visit.render(
        "answer_versions.html",
        status,
        held=held,
        versions=versions,
        old=old,
        new=new,
        compared=compared,
        fault=fault,
        may_edit=visit.person.role in EDITORS,
    )


def _as_seen(entry: Entry, everything: Mapping[str, Held]) -> dict[str, object]:
    """What the page of a patient shows of an answer."""
    return {
        "text": rich_text(entry.body),
        "simply": rich_text(entry.simply or entry.short_answer),
        "sources": entry.sources,
        "reviewed": entry.reviewed,
        "questions": _questions(entry.related, everything),
    }


def _draft_as_seen(draft: Draft, held: Held | None, everything: Mapping[str, Held]) -> dict[str, object] | None:
    try:
        entry = draft.entry(held.slug if held is not None else "draft", held.version.entry if held else None)
    except EntryError:
        return None
    return _as_seen(entry, everything)


def _questions(slugs: Iterable[str], everything: Mapping[str, Held]) -> list[str]:
    found = [everything[slug] for slug in slugs if slug in everything]
    return [each.version.entry.question for each in found if each.is_published][:MOST_RELATED]


def _documents(visit: Visit, chosen: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    """What an answer may cite, by document; and what it cites though it is not in the list."""
    try:
        listed = read_sources(visit.parts.settings.content_dir / "sources.yml").documents
    except (SourcesError, OSError):
        listed = ()
    shown = [(each.title, [Source(each.title, section) for section in each.sections]) for each in listed]
    known = {source for _, sources in shown for source in sources}
    strange = [source for source in chosen if source not in known]
    return [*shown, ("Not in the list of documents", strange)] if strange else shown


def _held(visit: Visit) -> Held:
    with visit.parts.database.transaction() as session:
        found = held_answers(session).get(visit.path("slug"))
    if found is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    return found


def _published(visit: Visit) -> dict[str, Entry]:
    with visit.parts.database.transaction() as session:
        return published_entries(session)


def _stamp(visit: Visit) -> Stamp:
    """The version that the form was made from; one that never was where the form doesn't tell."""
    try:
        return Stamp(int(visit.field("newest")), int(visit.field("published")))
    except ValueError:
        return Stamp(-1, -1)


def _titled(held: Held) -> str:
    return held.version.entry.title if held.is_published else f"{held.version.entry.title} (withdrawn)"


def _is_wanted(held: Held, wanted: str, state: str, review: str, due: date) -> bool:
    entry = held.version.entry
    if (state == "published" and not held.is_published) or (state == "withdrawn" and held.is_published):
        return False
    if review == "none" and entry.reviewed is not None:
        return False
    if review == "old" and (entry.reviewed is None or entry.reviewed >= due):
        return False
    text = "\n".join((entry.title, entry.question, entry.body, *entry.phrasings)).casefold()
    return all(word in text for word in wanted.casefold().split())


def _today(visit: Visit) -> date:
    return datetime.now(ZoneInfo(visit.parts.texts.clinic.time_zone)).date()


def _a_year_before(day: date) -> date:
    # A year before 29 February is 28 February.
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
