"""Answers read from files: first what they would change, and only then drafts of them.

Between the two presses nothing is kept here: the page carries the texts, and they are looked at anew when they come.
"""

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_403_FORBIDDEN, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.answer_parts import LIST
from bot.channels.staff.declaration import ADMINISTRATORS, EDITORS, Pages
from bot.channels.staff.visit import Visit
from bot.library.drafts import Wording, drafts, save_draft
from bot.library.entries import Entry, format_entry, is_slug
from bot.library.importing import MOST_FILES, Survey, UploadFault, limit_texts, survey, unpacked
from bot.library.publishing import Stamp, held_answers, library_revision, published_entries
from bot.staff.audit import Action

_MEANWHILE = "Somebody has published something since. Please look at what these files would change now."
_TO_MEND = "Nothing was published: something has to be mended first."

pages = Pages()


@pages.page("/staff/answers/import", roles=EDITORS)
def show_import(visit: Visit) -> Response:
    """Where a file is chosen."""
    return visit.render("answer_import.html", fault=None, most=MOST_FILES)


@pages.page("/staff/answers/import", ["POST"], roles=EDITORS)
def send_import(visit: Visit) -> Response:
    """What a file would change; or, from the page that told it, drafts or published answers."""
    try:
        texts = _texts(visit)
    except UploadFault as fault:
        return visit.render("answer_import.html", HTTP_422_UNPROCESSABLE_CONTENT, fault=str(fault), most=MOST_FILES)
    act = visit.field("act")
    with visit.parts.database.transaction() as session:
        published, revision = published_entries(session), library_revision(session)
    settings = visit.parts.settings
    found = survey(texts, published, settings.content_dir, settings.documents_dir)
    if act not in ("drafts", "publish"):
        return _told(visit, found, revision)
    if act == "publish" and not _may_publish(visit):
        raise HTTPException(HTTP_403_FORBIDDEN)
    if visit.field("revision") != str(revision) or found.unreadable:
        return _told(visit, found, revision, HTTP_409_CONFLICT, _MEANWHILE)
    if act == "drafts":
        return _make_drafts(visit, found.to_take)
    if found.problems:
        return _told(visit, found, revision, HTTP_422_UNPROCESSABLE_CONTENT, _TO_MEND)
    return _publish(visit, found.to_take)


def _make_drafts(visit: Visit, entries: dict[str, Entry]) -> Response:
    with visit.parts.database.transaction() as session:
        held, kept = held_answers(session), drafts(session)
        made = [entry for slug, entry in entries.items() if slug not in kept]
        for entry in made:
            base = held[entry.slug].stamp if entry.slug in held else Stamp(0, 0)
            save_draft(session, entry.slug, Wording.of_entry(entry), visit.person.login, base, 0)
        left = len(entries) - len(made)
        visit.audit(session, Action.IMPORTED_DRAFTS, detail=f"{len(made)}-answers")
        words = f"{len(made)} draft{'' if len(made) == 1 else 's'} made. Patients get nothing of them yet."
        if left:
            words += f" {left} left out: there is a draft of that answer already."
        visit.notice(session, words)
    return visit.redirect(f"{LIST}?state=draft")


def _publish(visit: Visit, entries: dict[str, Entry]) -> Response:
    with visit.parts.database.transaction() as session:
        result = visit.parts.publishing.import_within(session, entries.values(), visit.person.login)
        count = len(result.published)
        visit.audit(session, Action.IMPORTED_ANSWERS, detail=f"{count}-answers")
        visit.notice(session, f"{count} published. The next message of a patient can get them.")
    return visit.redirect(LIST)


def _told(visit: Visit, found: Survey, revision: int, status: int = 200, fault: str | None = None) -> Response:
    with visit.parts.database.transaction() as session:
        held, kept = held_answers(session), drafts(session)
    return visit.render(
        "answer_import_look.html",
        status,
        found=found,
        texts={slug: format_entry(entry) for slug, entry in found.to_take.items()},
        titles={slug: each.version.entry.title for slug, each in held.items()},
        withdrawn={slug for slug, each in held.items() if not each.is_published},
        with_draft=[slug for slug in found.to_take if slug in kept],
        revision=revision,
        fault=fault,
        may_publish=_may_publish(visit) and not found.problems and not found.unreadable,
    )


def _may_publish(visit: Visit) -> bool:
    return visit.person.role in ADMINISTRATORS and not visit.parts.settings.second_review


def _texts(visit: Visit) -> dict[str, str]:
    """Of the file that was chosen, or those that the page carried. Raises UploadFault."""
    slugs, carried = visit.form.getlist("slug"), visit.form.getlist("text")
    if slugs or carried:
        pairs = [(slug, text) for slug, text in zip(slugs, carried, strict=False) if isinstance(text, str)]
        texts = {slug: text for slug, text in pairs if isinstance(slug, str) and is_slug(slug)}
        limit_texts(texts)
        return texts
    upload = visit.form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise UploadFault("Please choose a file first.")
    # Some browsers tell the folder as well.
    name = upload.filename.replace("\\", "/").rpartition("/")[2]
    return unpacked(name, upload.file.read())
