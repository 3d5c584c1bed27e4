"""The draft of an answer: what it would change, and a second person's yes or no."""

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.answer_form import Draft
from bot.channels.staff.answer_parts import LIMITS, LIST, TAKE_CARE, found_answer, seen_draft, wording_as_seen
from bot.channels.staff.answer_preview import Judged, Tried, judge, try_on_draft
from bot.channels.staff.comparing import differences
from bot.channels.staff.declaration import EDITORS, EVERY_ROLE, Pages
from bot.channels.staff.visit import Visit
from bot.library.drafts import (
    REMARK_LIMIT,
    DraftChanged,
    DraftState,
    Kept,
    Wording,
    ask_for_review,
    draft_of,
    save_draft,
    saved_wordings,
    send_back,
    settle_draft,
)
from bot.library.entries import LINE_LIMIT, Entry, EntryError
from bot.library.publishing import (
    ChangedMeanwhile,
    Held,
    SecondPersonNeeded,
    Stamp,
    held_answers,
    published_entries,
    versions_of,
)
from bot.staff.audit import Action

_CHANGED = "Somebody has done something with this draft since you opened the page. Please look at it as it is now."
_BEHIND = "This answer was changed after the draft was begun. Please open the draft in the form: it shows you both."
_OWN = "These words are yours, so somebody else has to publish them."
_NOT_ASKED = "Please ask for a review first, so that a second person looks at it."

pages = Pages()


@pages.page("/staff/answers/{slug}/draft", roles=EVERY_ROLE)
def show_draft(visit: Visit) -> Response:
    """The draft beside what patients get, and every wording that was saved."""
    return _draft(visit)


@pages.page("/staff/answers/{slug}/draft/try", ["POST"], roles=EVERY_ROLE)
def try_question(visit: Visit) -> Response:
    """What a question would get with the draft published. It is not kept."""
    question = visit.field("try")[:LINE_LIMIT]
    kept, held = _wanted(visit)
    try:
        entry = kept.wording.entry(kept.slug, held.version.entry if held is not None else None)
    except EntryError:
        return _draft(visit)
    with visit.parts.database.transaction() as session:
        published = published_entries(session)
    tried = try_on_draft(visit.parts.foresight, entry, question, published) if question else None
    return _draft(visit, tried=tried)


@pages.page("/staff/answers/{slug}/draft/publish", ["POST"], roles=EDITORS)
def publish(visit: Visit) -> Response:
    """Patients get it; where two people are needed, only if somebody else worded it and asked for that."""
    kept, held = _wanted(visit)
    if visit.field("sure") != "yes":
        return _draft(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=TAKE_CARE)
    if seen_draft(visit) != kept.number:
        return _draft(visit, HTTP_409_CONFLICT, fault=_CHANGED)
    if visit.parts.settings.second_review and not kept.waits:
        return _draft(visit, HTTP_409_CONFLICT, fault=_NOT_ASKED)
    try:
        entry = _with_its_review(visit, kept, held)
    except EntryError:
        return _draft(visit, HTTP_422_UNPROCESSABLE_CONTENT)
    with visit.parts.database.transaction() as session:
        published = published_entries(session)
    if judge(visit.parts, entry, published).problems:
        return _draft(visit, HTTP_422_UNPROCESSABLE_CONTENT)
    try:
        with visit.parts.database.transaction() as session:
            publishing, me = visit.parts.publishing, visit.person.login
            number = publishing.publish_over(session, entry, kept.author, kept.base, approved_by=me)
            settle_draft(session, kept.slug, kept.number, DraftState.PUBLISHED)
            visit.audit(session, Action.PUBLISHED_ANSWER, kept.slug, f"version-{number}")
            visit.notice(session, "Published. The next message of a patient can get it.")
    except SecondPersonNeeded:
        return _draft(visit, HTTP_409_CONFLICT, fault=_OWN)
    except ChangedMeanwhile:
        return _draft(visit, HTTP_409_CONFLICT, fault=_BEHIND)
    except DraftChanged:
        return _draft(visit, HTTP_409_CONFLICT, fault=_CHANGED)
    return visit.redirect(f"{LIST}/{kept.slug}")


@pages.page("/staff/answers/{slug}/draft/ask", ["POST"], roles=EDITORS)
def ask(visit: Visit) -> Response:
    """From now on it waits for somebody to look at it."""
    kept, _ = _wanted(visit)
    try:
        with visit.parts.database.transaction() as session:
            ask_for_review(session, kept.slug, seen_draft(visit))
            visit.audit(session, Action.ASKED_FOR_REVIEW, kept.slug, f"draft-{kept.number}")
            visit.notice(session, "It waits for somebody else now. Please tell them: nothing is sent to them.")
    except DraftChanged:
        return _draft(visit, HTTP_409_CONFLICT, fault=_CHANGED)
    return visit.redirect(f"{LIST}/{kept.slug}/draft")


@pages.page("/staff/answers/{slug}/draft/send-back", ["POST"], roles=EVERY_ROLE)
def send_draft_back(visit: Visit) -> Response:
    """It waits no more, and its author finds why."""
    kept, _ = _wanted(visit)
    remark = visit.field("remark").replace("\r\n", "\n")
    if not remark or len(remark) > REMARK_LIMIT:
        fault = f"A remark has at most {REMARK_LIMIT} characters; this one has {len(remark):,}."
        fault = fault if remark else "Please write in a few words what should be different."
        return _draft(visit, HTTP_422_UNPROCESSABLE_CONTENT, remark_fault=fault, remark=remark)
    try:
        with visit.parts.database.transaction() as session:
            send_back(session, kept.slug, seen_draft(visit), visit.person.login, remark)
            visit.audit(session, Action.SENT_DRAFT_BACK, kept.slug, f"draft-{kept.number}")
            visit.notice(session, "Sent back, with your remark.")
    except DraftChanged:
        return _draft(visit, HTTP_409_CONFLICT, fault=_CHANGED, remark=remark)
    return visit.redirect(f"{LIST}/{kept.slug}/draft")


@pages.page("/staff/answers/{slug}/draft/discard", ["POST"], roles=EDITORS)
def discard(visit: Visit) -> Response:
    """It is no draft any more. Its wording stays, and can be opened again."""
    kept, _ = _wanted(visit)
    if visit.field("sure") != "yes":
        return _draft(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=TAKE_CARE)
    try:
        with visit.parts.database.transaction() as session:
            settle_draft(session, kept.slug, seen_draft(visit), DraftState.DISCARDED)
            visit.audit(session, Action.DISCARDED_DRAFT, kept.slug, f"draft-{kept.number}")
            visit.notice(session, "Discarded. What it said is still listed here.")
    except DraftChanged:
        return _draft(visit, HTTP_409_CONFLICT, fault=_CHANGED)
    return visit.redirect(f"{LIST}/{kept.slug}/draft")


def propose(visit: Visit, held: Held, wording: Wording) -> Response:
    """Makes a wording a draft that waits for a second person, unless there is a draft already."""
    try:
        with visit.parts.database.transaction() as session:
            login, waiting = visit.person.login, DraftState.WAITING
            save_draft(session, held.slug, wording, login, held.stamp, 0, state=waiting)
            visit.audit(session, Action.ASKED_FOR_REVIEW, held.slug)
            visit.notice(session, "Not published yet: this is a draft now, and somebody else has to publish it.")
    except DraftChanged:
        with visit.parts.database.transaction() as session:
            visit.notice(session, "Nothing was changed: there is a draft of this answer. Please see to that first.")
    return visit.redirect(f"{LIST}/{held.slug}/draft")


def _draft(
    visit: Visit,
    status: int = 200,
    *,
    tried: tuple[Tried, Tried] | None = None,
    fault: str | None = None,
    remark: str = "",
    remark_fault: str | None = None,
) -> Response:
    slug = visit.path("slug")
    with visit.parts.database.transaction() as session:
        everything, saved = held_answers(session), saved_wordings(session, slug)
        kept = draft_of(session, slug)
        published = published_entries(session)
    held = everything.get(slug)
    if held is None and not saved:
        raise HTTPException(HTTP_404_NOT_FOUND)
    before = held.version.entry if held is not None else None
    titles = {each: answer.version.entry.title for each, answer in everything.items()}
    compared, judged = None, None
    if kept is not None:
        draft = Draft.of_wording(kept.wording)
        old = Draft.of_entry(before) if before is not None else Draft()
        compared = differences(old.fields(titles), draft.fields(titles))
        judged = _judged(visit, kept, before, published)
    needs_two = visit.parts.settings.second_review
    is_own = kept is not None and kept.author == visit.person.login
    return visit.render(
        "answer_draft.html",
        status,
        slug=slug,
        held=held,
        kept=kept,
        title=before.title if before is not None else (saved[0].wording.title or "No title yet"),
        saved=saved,
        compared=compared,
        judged=judged,
        shown=wording_as_seen(kept.wording, before, everything) if kept is not None else None,
        is_behind=kept is not None and kept.base != (held.stamp if held is not None else Stamp(0, 0)),
        tried=tried,
        fault=fault,
        remark=remark,
        remark_fault=remark_fault,
        remark_limit=REMARK_LIMIT,
        needs_two=needs_two,
        is_own=is_own,
        may_edit=visit.person.role in EDITORS,
        limits=LIMITS,
    )


def _judged(visit: Visit, kept: Kept, before: Entry | None, published: dict[str, Entry]) -> Judged:
    try:
        return judge(visit.parts, kept.wording.entry(kept.slug, before), published)
    except EntryError as error:
        return Judged(list(dict.fromkeys(error.faults)), [], [], 0.0, 0.0, 0)


def _with_its_review(visit: Visit, kept: Kept, held: Held | None) -> Entry:
    """The answer that the draft makes; with its review, where a version had the very same words. Raises EntryError."""
    entry = kept.wording.entry(kept.slug, held.version.entry if held is not None else None)
    if entry.reviewed is not None:
        return entry
    with visit.parts.database.transaction() as session:
        versions = versions_of(session, kept.slug)
    found = (kept.wording.entry(kept.slug, version.entry) for version in versions)
    return next((each for each in found if each.reviewed is not None), entry)


def _wanted(visit: Visit) -> tuple[Kept, Held | None]:
    with visit.parts.database.transaction() as session:
        kept = draft_of(session, visit.path("slug"))
    if kept is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    return kept, found_answer(visit)
