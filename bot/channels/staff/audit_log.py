"""The audit log, for administrators."""

from starlette.responses import Response

from bot.channels.staff.declaration import ADMINISTRATORS, Pages
from bot.channels.staff.visit import Visit
from bot.staff import audit
from bot.staff.audit import Action

LINES = 50

pages = Pages()


@pages.page("/staff/audit", roles=ADMINISTRATORS, menu="Audit log")
def show_audit_log(visit: Visit) -> Response:
    """The newest lines first, a page at a time, of one person if wanted; reading it is noted as well."""
    login, before = visit.query("person") or None, visit.query("before")
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    with visit.parts.database.transaction() as session:
        found = audit.entries(session, login=login, before=start, limit=LINES + 1)
        people = audit.logins(session)
        visit.audit(session, Action.READ_AUDIT_LOG, login if login in people else None)
    lines = found[:LINES]
    older = lines[-1].number if len(found) > LINES else None
    return visit.render("audit.html", lines=lines, people=people, wanted=login, older=older, is_newest=start is None)
