"""The queue in numbers, as its script asks for them again and again while a page is open."""

from starlette.responses import JSONResponse, Response

from bot.channels.staff.declaration import CLINICIANS, Pages
from bot.channels.staff.visit import Visit

pages = Pages()


@pages.page("/staff/queue/count", roles=CLINICIANS, wakes=False)
def show_count(visit: Visit) -> Response:
    """How many are open and how many of them nobody claimed, by kind; how many are overdue; marks of what nobody
    claimed; and a revision. Whoever is signed out is sent to sign in, as from every page."""
    with visit.parts.database.transaction() as session:
        tally = visit.parts.queue.tally(session)
    return JSONResponse(
        {
            "open": tally.open,
            "unclaimed": tally.unclaimed,
            "overdue": tally.overdue,
            "marks": {"dangers": tally.dangers, "others": tally.others},
            "revision": tally.revision,
        }
    )
