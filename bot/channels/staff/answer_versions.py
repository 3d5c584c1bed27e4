"""Every version of an answer, compared and restored."""

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.answer_form import Draft
from bot.channels.staff.answer_parts import LIST, MEANWHILE, TAKE_CARE, known_answer, published_now, seen_stamp
from bot.channels.staff.answer_preview import judge
from bot.channels.staff.answers import show_refused
from bot.channels.staff.comparing import differences
from bot.channels.staff.declaration import EDITORS, EVERY_ROLE, Pages
from bot.channels.staff.drafts import propose
from bot.channels.staff.visit import Visit
from bot.library.publishing import ChangedMeanwhile, held_answers, versions_of
from bot.staff.audit import Action

pages = Pages()


@pages.page("/staff/answers/{slug}/versions", roles=EVERY_ROLE)
def show_versions(visit: Visit) -> Response:
    """Every version, and two of them compared."""
    return _versions(visit)


@pages.page("/staff/answers/{slug}/restore", ["POST"], roles=EDITORS)
def restore(visit: Visit) -> Response:
    """An older version once more, as a new one; where two people are needed, as a draft that waits for the second."""
    held = known_answer(visit)
    with visit.parts.database.transaction() as session:
        versions = {str(each.number): each for each in versions_of(session, held.slug)}
    wanted = versions.get(visit.field("number"))
    if wanted is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    if visit.field("sure") != "yes":
        return _versions(visit, HTTP_422_UNPROCESSABLE_CONTENT, fault=TAKE_CARE)
    if seen_stamp(visit) != held.stamp:
        return _versions(visit, HTTP_409_CONFLICT, fault=MEANWHILE)
    judged = judge(visit.parts, wanted.entry, published_now(visit))
    if judged.problems:
        return show_refused(visit, held, Draft.of_entry(wanted.entry), judged)
    if visit.parts.settings.second_review:
        return propose(visit, held, Draft.of_entry(wanted.entry))
    try:
        with visit.parts.database.transaction() as session:
            number = visit.parts.publishing.publish_over(session, wanted.entry, visit.person.login, held.stamp)
            visit.audit(session, Action.RESTORED_ANSWER, held.slug, f"version-{number}")
            visit.notice(session, f"Version {wanted.number} is published again, as a new version.")
    except ChangedMeanwhile:
        return _versions(visit, HTTP_409_CONFLICT, fault=MEANWHILE)
    return visit.redirect(f"{LIST}/{held.slug}")


def _versions(visit: Visit, status: int = 200, fault: str | None = None) -> Response:
    held = known_answer(visit)
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
        needs_two=visit.parts.settings.second_review,
    )
