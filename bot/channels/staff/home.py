"""The first page: what waits for the person who came in."""

from collections import Counter

from starlette.responses import Response

from bot.channels.staff.answer_list import listed_answers
from bot.channels.staff.answer_parts import due_day
from bot.channels.staff.declaration import CLINICIANS, EDITORS, EVERY_ROLE, Pages
from bot.channels.staff.visit import Visit
from bot.handoff.items import ItemState
from bot.handoff.kinds import ItemKind

KINDS = {
    ItemKind.EMERGENCY: "Emergencies",
    ItemKind.CRISIS: "Crises",
    ItemKind.CALLBACK: "Requests for a call",
    ItemKind.QUESTION: "Questions passed on",
    ItemKind.PRESCREEN: "Pre-screens",
}

# So long the first page waits for the unanswered questions to be sorted.
PATIENCE = 1.0

pages = Pages()


@pages.page("/staff/", roles=EVERY_ROLE, menu="Home")
def home(visit: Visit) -> Response:
    """Counts by kind for those who work the queue, and the unanswered questions for those who write answers."""
    waiting, unanswered, writes_answers = None, None, visit.person.role in EDITORS
    board = visit.parts.question_board.at_hand(PATIENCE) if writes_answers else None
    with visit.parts.database.transaction() as session:
        if visit.person.role in CLINICIANS:
            items = visit.parts.queue.open_items(session)
            open_ = Counter(item.kind for item in items)
            new = Counter(item.kind for item in items if item.state is ItemState.NEW)
            overdue = Counter(item.kind for item in items if item.overdue)
            waiting = [(words, open_[kind], new[kind], overdue[kind]) for kind, words in KINDS.items()]
        if writes_answers:
            aside = visit.parts.question_board.questions.keys_put_aside(session)
            unanswered = sum(group.count for group in board.waiting(aside)) if board is not None else None
        lines = listed_answers(session)
    drafts = sum(line.draft is not None and line.draft.waits for line in lines)
    due = sum(line.is_due(due_day(visit)) for line in lines)
    return visit.render(
        "home.html",
        waiting=waiting,
        unanswered=unanswered,
        writes_answers=writes_answers,
        drafts=drafts,
        due=due,
        months=visit.parts.settings.review_months,
        to_approve=len(visit.parts.texts.awaiting_approval()) if visit.person.role in CLINICIANS else None,
    )
