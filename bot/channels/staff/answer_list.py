"""The list of the answers, and all of them as files."""

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.channels.staff.answer_parts import due_day, today
from bot.channels.staff.declaration import EDITORS, EVERY_ROLE, Pages
from bot.channels.staff.visit import Visit
from bot.library.drafts import Kept, Wording, drafts
from bot.library.entries import format_entry
from bot.library.publishing import Held, held_answers, published_entries

STATES: Final = {
    "": "All",
    "published": "Published",
    "withdrawn": "Withdrawn",
    "draft": "With a draft",
    "waiting": "Draft waits for review",
}

pages = Pages()


@dataclass(frozen=True, slots=True)
class Listed:
    """One line: an answer, its draft, or both."""

    slug: str
    held: Held | None
    draft: Kept | None

    @property
    def wording(self) -> Wording:
        """What is published or was last; of a new answer its draft."""
        if self.held is not None:
            return Wording.of_entry(self.held.version.entry)
        return self.draft.wording if self.draft is not None else Wording()

    @property
    def reviewed(self) -> date | None:
        """When a clinician last stood for it."""
        return self.held.version.entry.reviewed if self.held is not None else None

    def is_due(self, due: date) -> bool:
        """Whether patients get it and its review is older than that day."""
        return self.held is not None and self.held.is_published and self.reviewed is not None and self.reviewed < due


def listed_answers(session: Session) -> list[Listed]:
    """All of them, by their titles."""
    held, kept = held_answers(session), drafts(session)
    lines = [Listed(slug, held.get(slug), kept.get(slug)) for slug in held.keys() | kept.keys()]
    return sorted(lines, key=lambda line: (line.wording.title.casefold(), line.slug))


@pages.page("/staff/answers", roles=EVERY_ROLE, menu="Answers")
def show_answers(visit: Visit) -> Response:
    """Every answer, or those that are looked for."""
    wanted, state, review = visit.query("q"), visit.query("state"), visit.query("review")
    with visit.parts.database.transaction() as session:
        lines = listed_answers(session)
    due, months = due_day(visit), visit.parts.settings.review_months
    reviews = {"": "All", "none": "Not reviewed", "old": f"Due: over {months} months ago"}
    return visit.render(
        "answers.html",
        found=[each for each in lines if _is_wanted(each, wanted, state, review, due)],
        total=len(lines),
        waiting=sum(each.draft is not None and each.draft.waits for each in lines),
        overdue=sum(each.is_due(due) for each in lines),
        wanted=wanted,
        state=state if state in STATES else "",
        review=review if review in reviews else "",
        states=STATES,
        reviews=reviews,
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
    name = f"answers-{today(visit):%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=headers)


def _is_wanted(line: Listed, wanted: str, state: str, review: str, due: date) -> bool:
    held, draft = line.held, line.draft
    is_published = held is not None and held.is_published
    of_state = {
        "published": is_published,
        "withdrawn": held is not None and not is_published,
        "draft": draft is not None,
        "waiting": draft is not None and draft.waits,
    }
    of_review = {"none": held is not None and line.reviewed is None, "old": line.is_due(due)}
    if not of_state.get(state, True) or not of_review.get(review, True):
        return False
    sides = (line.wording, draft.wording) if draft is not None else (line.wording,)
    text = "\n".join(part for side in sides for part in (side.title, side.question, side.body, *side.phrasings))
    return all(word in text.casefold() for word in wanted.casefold().split())
