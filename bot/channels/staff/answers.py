"""Writing an answer: the form, what would come of it, and its ways to patients."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.answer_form import Draft, free_slug, source_value
from bot.channels.staff.answer_parts import (
    LIMITS,
    LIST,
    TWO_PEOPLE,
    found_answer,
    seen_draft,
    seen_stamp,
    titled,
    wording_as_seen,
)
from bot.channels.staff.answer_preview import Judged, foretell, judge, try_on_draft
from bot.channels.staff.comparing import differences
from bot.channels.staff.declaration import EDITORS, Pages
from bot.channels.staff.visit import Visit
from bot.library.check import RELATED_COUNT
from bot.library.drafts import (
    DraftChanged,
    DraftState,
    Kept,
    Wording,
    ask_for_review,
    draft_of,
    drafts,
    save_draft,
    saved_wordings,
    settle_draft,
)
from bot.library.entries import LINE_LIMIT, QUESTION_LIMIT, Entry, EntryError, Source
from bot.library.publishing import (
    ChangedMeanwhile,
    Held,
    SecondPersonNeeded,
    Stamp,
    held_answers,
    published_entries,
)
from bot.library.sources import SourcesError, read_sources
from bot.staff.audit import Action

# What a form holds that is given back where it cannot be taken, with the words that stand above each.
TYPED = {
    "title": "Title",
    "question": "Question",
    "body": "Answer",
    "simply": "Said more simply",
    "phrasings": "Phrasings",
}
_WRITING = "while you were writing"
_SAME_MOMENT = "Somebody has saved another new answer at the same moment. Please press the button once more."
_DISCARDED = "The draft that you opened was discarded meanwhile. Your words stand in the form, and can be saved anew."

pages = Pages()


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else made of the answer since the form was opened."""

    author: str
    at: datetime
    did: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Place:
    """What the form is for. A new answer has no slug before it is saved, and is not held before it is published."""

    slug: str | None = None
    held: Held | None = None
    kept: Kept | None = None

    @property
    def stamp(self) -> Stamp:
        """How far it is."""
        return self.held.stamp if self.held is not None else Stamp(0, 0)

    @property
    def before(self) -> Entry | None:
        """The answer that the form changes."""
        return self.held.version.entry if self.held is not None else None

    @property
    def number(self) -> int:
        """The draft's; 0 where there is none."""
        return self.kept.number if self.kept is not None else 0

    def theirs(self, when: str = _WRITING) -> Theirs:
        """What patients get, or the newest version; `when` it came about, seen from the words in the form."""
        if self.held is None:
            raise ValueError("Nobody has published this answer yet.")
        version = self.held.version
        state = "" if self.held.is_published else "; it is withdrawn now"
        did = f"changed this answer {when} (version {version.number}{state})"
        return Theirs(version.author, version.at, did, Draft.of_entry(version.entry))


@pages.page("/staff/answers/new", roles=EDITORS)
def show_new(visit: Visit) -> Response:
    """The empty form, or with the wordings of an unanswered question in it."""
    question, *others = _wordings(visit) or [""]
    draft = Draft(question=question[:QUESTION_LIMIT], phrasings=tuple(others))
    return _form(visit, Place(), draft, is_borrowing=bool(question))


@pages.page("/staff/answers/new", ["POST"], roles=EDITORS, gives_back=TYPED)
def send_new(visit: Visit) -> Response:
    """Looks at a new answer, tries a question on it, saves it as a draft, or publishes it."""
    return _sent(visit, Place())


@pages.page("/staff/answers/{slug}/edit", roles=EDITORS)
def show_edit(visit: Visit) -> Response:
    """The form with the draft, or with what is published, or with the newest version where nothing is; and with the
    wordings of an unanswered question, which become phrasings only if the editor leaves them there and saves."""
    place, wordings = _place(visit), _wordings(visit)
    draft = Draft.of_wording(place.kept.wording) if place.kept is not None else Draft()
    if place.kept is None and place.before is not None:
        draft = Draft.of_entry(place.before)
    if visit.query("saved"):
        draft = Draft.of_wording(_saved(visit, place).wording)
    is_behind = place.kept is not None and place.held is not None and place.kept.base != place.stamp
    return _form(
        visit,
        place,
        draft.with_wordings(wordings),
        is_borrowing=bool(wordings),
        theirs=place.theirs("after this draft was begun") if is_behind else None,
    )


@pages.page("/staff/answers/{slug}/edit", ["POST"], roles=EDITORS, gives_back=TYPED)
def send_edit(visit: Visit) -> Response:
    """Looks at the wording, tries a question on it, saves it as a draft, or publishes it."""
    return _sent(visit, _place(visit))


def show_refused(visit: Visit, held: Held, draft: Draft, judged: Judged) -> Response:
    """The form with what has to be mended before this can be published."""
    with visit.parts.database.transaction() as session:
        place = Place(held.slug, held, draft_of(session, held.slug))
    return _form(visit, place, draft, HTTP_422_UNPROCESSABLE_CONTENT, judged=judged, refused=True)


def _sent(visit: Visit, place: Place) -> Response:
    """The form came: with `act` it says what for."""
    act, before = visit.field("act"), place.before
    known = before.sources if before is not None else place.kept.wording.sources if place.kept is not None else ()
    draft = Draft.of_form(visit.form, known)
    if place.held is not None and seen_stamp(visit) != place.stamp:
        return _form(visit, place, draft, HTTP_409_CONFLICT, theirs=place.theirs())
    if place.slug is not None and seen_draft(visit) != place.number:
        return _meanwhile(visit, place, draft)
    with visit.parts.database.transaction() as session:
        published, taken = published_entries(session), held_answers(session).keys() | drafts(session).keys()
    slug = place.slug or free_slug(draft.title, taken)
    if act == "save":
        return _keep(visit, place, slug, draft)
    try:
        entry = draft.entry(slug, before)
    except EntryError as error:
        judged = Judged(list(dict.fromkeys(error.faults)), [], [], 0.0, 0.0, 0)
        is_refused = act in ("publish", "ask")
        return _form(visit, place, draft, HTTP_422_UNPROCESSABLE_CONTENT, judged=judged, refused=is_refused)
    if act == "try":
        question = visit.field("try")[:LINE_LIMIT]
        tried = try_on_draft(visit.parts.foresight, entry, question, published) if question else None
        return _form(visit, place, draft, tried=tried)
    judged = judge(visit.parts, entry, published)
    if act not in ("publish", "ask"):
        foretold = foretell(visit.parts.foresight, entry, published)
        return _form(visit, place, draft, judged=judged, foretold=foretold, is_looked_at=True)
    if place.held is not None and place.held.is_published and entry == before:
        return _nothing_changed(visit, place)
    if judged.problems:
        return _form(visit, place, draft, HTTP_422_UNPROCESSABLE_CONTENT, judged=judged, refused=True)
    if act == "ask":
        return _keep(visit, place, slug, draft, and_ask=True)
    return _publish(visit, place, draft, entry)


def _publish(visit: Visit, place: Place, draft: Draft, entry: Entry) -> Response:
    try:
        with visit.parts.database.transaction() as session:
            number = visit.parts.publishing.publish_over(session, entry, visit.person.login, place.stamp)
            if place.kept is not None:
                settle_draft(session, entry.slug, place.number, DraftState.PUBLISHED)
            visit.audit(session, Action.PUBLISHED_ANSWER, entry.slug, f"version-{number}")
            visit.notice(session, "Published. The next message of a patient can get it.")
    except SecondPersonNeeded:
        return _form(visit, place, draft, HTTP_422_UNPROCESSABLE_CONTENT, fault=TWO_PEOPLE)
    except ChangedMeanwhile:
        if place.slug is None:
            return _form(visit, place, draft, HTTP_409_CONFLICT, fault=_SAME_MOMENT)
        place = _place(visit)
        return _form(visit, place, draft, HTTP_409_CONFLICT, theirs=place.theirs() if place.held else None)
    except DraftChanged:
        return _meanwhile(visit, _place(visit), draft)
    return visit.redirect(f"{LIST}/{entry.slug}")


def _keep(visit: Visit, place: Place, slug: str, draft: Draft, *, and_ask: bool = False) -> Response:
    """Saves the wording, and has somebody else look at it where that is wanted."""
    try:
        with visit.parts.database.transaction() as session:
            is_new = save_draft(session, slug, draft, visit.person.login, place.stamp, place.number)
            now = draft_of(session, slug)
            if is_new and now is not None:
                visit.audit(session, Action.SAVED_DRAFT, slug, f"draft-{now.number}")
            if and_ask and now is not None and not now.waits:
                ask_for_review(session, slug, now.number)
                visit.audit(session, Action.ASKED_FOR_REVIEW, slug, f"draft-{now.number}")
            visit.notice(session, "Saved. Patients get nothing of it before it is published.")
    except DraftChanged:
        if place.slug is None:
            return _form(visit, place, draft, HTTP_409_CONFLICT, fault=_SAME_MOMENT)
        return _meanwhile(visit, _place(visit), draft)
    return visit.redirect(f"{LIST}/{slug}/draft")


def _meanwhile(visit: Visit, place: Place, draft: Draft) -> Response:
    """Somebody has saved a draft since the form was opened, or discarded the one that it was made from."""
    if place.kept is None:
        return _form(visit, place, draft, HTTP_409_CONFLICT, fault=_DISCARDED)
    kept = place.kept
    theirs = Theirs(kept.author, kept.at, f"saved a draft of this answer {_WRITING}", kept.wording)
    return _form(visit, place, draft, HTTP_409_CONFLICT, theirs=theirs)


def _nothing_changed(visit: Visit, place: Place) -> Response:
    with visit.parts.database.transaction() as session:
        visit.notice(session, "Nothing was changed, so there is nothing to publish.")
    return visit.redirect(f"{LIST}/{place.slug}")


def _form(
    visit: Visit,
    place: Place,
    draft: Draft,
    status: int = 200,
    *,
    judged: Judged | None = None,
    foretold: object = None,
    tried: object = None,
    theirs: Theirs | None = None,
    fault: str | None = None,
    refused: bool = False,
    is_looked_at: bool = False,
    is_borrowing: bool = False,
) -> Response:
    with visit.parts.database.transaction() as session:
        everything = held_answers(session)
    choices = sorted(
        ((slug, titled(each)) for slug, each in everything.items() if slug != place.slug),
        key=lambda pair: pair[1].casefold(),
    )
    known = dict(choices)
    choices += [(slug, slug) for slug in dict.fromkeys((*draft.related, draft.next)) if slug and slug not in known]
    compared = None
    if theirs is not None:
        titles = dict(choices)
        compared = differences(Draft.of_wording(theirs.wording).fields(titles), draft.fields(titles))
    return visit.render(
        "answer_edit.html",
        status,
        slug=place.slug,
        held=place.held,
        kept=place.kept,
        draft=draft,
        stamp=place.stamp,
        documents=_documents(visit, draft.sources),
        chosen=set(draft.sources),
        choices=choices,
        related=[*draft.related, *[""] * (RELATED_COUNT[-1] - len(draft.related))],
        shown=wording_as_seen(draft, place.before, everything) if is_looked_at else None,
        judged=judged,
        foretold=foretold,
        is_looked_at=is_looked_at,
        is_borrowing=is_borrowing,
        tried=tried,
        question=visit.field("try"),
        theirs=theirs,
        compared=compared,
        fault=fault,
        refused=refused,
        needs_two=visit.parts.settings.second_review,
        source_value=source_value,
        limits=LIMITS,
    )


def _place(visit: Visit) -> Place:
    slug, held = visit.path("slug"), found_answer(visit)
    with visit.parts.database.transaction() as session:
        kept = draft_of(session, slug)
        was_saved = kept is not None or bool(saved_wordings(session, slug))
    if held is None and not was_saved:
        raise HTTPException(HTTP_404_NOT_FOUND)
    return Place(slug, held, kept)


def _saved(visit: Visit, place: Place) -> Kept:
    """The saved wording that the address names."""
    with visit.parts.database.transaction() as session:
        saved = {str(each.number): each for each in saved_wordings(session, place.slug or "")}
    if visit.query("saved") not in saved:
        raise HTTPException(HTTP_404_NOT_FOUND)
    return saved[visit.query("saved")]


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


def _wordings(visit: Visit) -> list[str]:
    """What patients asked, by the names that stand in the address: their words never do."""
    names = visit.request.query_params.getlist("wording")
    with visit.parts.database.transaction() as session:
        return visit.parts.question_board.questions.wordings(session, names)
