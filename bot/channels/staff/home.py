"""The first page: what waits for the person who came in."""

from collections import Counter

from sqlalchemy import func, select
from starlette.responses import Response

from bot.channels.staff.declaration import CLINICIANS, EDITORS, EVERY_ROLE, Pages
from bot.channels.staff.visit import Visit
from bot.handoff.items import ItemState
from bot.handoff.kinds import ItemKind
from bot.storage.models import UnansweredQuestionRow

KINDS = {
    ItemKind.EMERGENCY: "Emergencies",
    ItemKind.CRISIS: "Crises",
    ItemKind.CALLBACK: "Requests for a call",
    ItemKind.QUESTION: "Questions passed on",
    ItemKind.PRESCREEN: "Pre-screens",
}

pages = Pages()


@pages.page("/staff/", roles=EVERY_ROLE, menu="Home")
def home(visit: Visit) -> Response:
    """Counts by kind for those who work the queue, and the unanswered questions for those who write answers."""
    waiting, unanswered = None, None
    with visit.parts.database.transaction() as session:
        if visit.person.role in CLINICIANS:
            items = visit.parts.queue.open_items(session)
            open_ = Counter(item.kind for item in items)
            new = Counter(item.kind for item in items if item.state is ItemState.NEW)
            overdue = Counter(item.kind for item in items if item.overdue)
            waiting = [(words, open_[kind], new[kind], overdue[kind]) for kind, words in KINDS.items()]
        if visit.person.role in EDITORS:
            unanswered = session.scalar(select(func.count()).select_from(UnansweredQuestionRow))
    return visit.render("home.html", waiting=waiting, unanswered=unanswered)
