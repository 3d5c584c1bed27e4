"""Who may sign in, for administrators."""

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.declaration import ADMINISTRATORS, Pages
from bot.channels.staff.visit import Visit
from bot.staff.accounts import AccountFault, Person
from bot.staff.audit import Action
from bot.staff.passwords import one_time
from bot.staff.roles import Role

LIST = "/staff/colleagues"

pages = Pages()


@pages.page("/staff/colleagues", roles=ADMINISTRATORS, menu="Colleagues")
def show_colleagues(visit: Visit) -> Response:
    """Everybody, and the form for one more."""
    return _list(visit)


@pages.page("/staff/colleagues", ["POST"], roles=ADMINISTRATORS)
def add_colleague(visit: Visit) -> Response:
    """A new colleague, with a password that is shown this once."""
    login, name = visit.field("login"), visit.field("name")
    password = one_time()
    try:
        role = _role(visit)
        with visit.parts.database.transaction() as session:
            added = visit.parts.staff.accounts.add(session, login, name, role, password)
            visit.audit(session, Action.ADDED_COLLEAGUE, added.login, added.role)
    except AccountFault as fault:
        typed = {"login": login, "name": name, "role": visit.field("role")}
        return _list(visit, HTTP_422_UNPROCESSABLE_CONTENT, typed=typed, fault=str(fault))
    return visit.render("first_password.html", colleague=added, password=password, is_new=True)


@pages.page("/staff/colleagues/{id}", roles=ADMINISTRATORS)
def show_colleague(visit: Visit) -> Response:
    """One colleague, and what can be done."""
    return _one(visit, _wanted(visit))


@pages.page("/staff/colleagues/{id}/role", ["POST"], roles=ADMINISTRATORS)
def change_role(visit: Visit) -> Response:
    """Another role; the colleague signs in anew."""
    colleague = _wanted(visit)
    try:
        role = _role(visit)
        with visit.parts.database.transaction() as session:
            visit.parts.staff.accounts.set_role(session, colleague.id, role)
            visit.audit(session, Action.CHANGED_ROLE, colleague.login, role)
            visit.notice(session, f"{colleague.name} is {_with_article(role)} now and has to sign in anew.")
    except AccountFault as fault:
        return _one(visit, colleague, HTTP_422_UNPROCESSABLE_CONTENT, fault=str(fault))
    return visit.redirect(LIST)


@pages.page("/staff/colleagues/{id}/disable", ["POST"], roles=ADMINISTRATORS)
def disable(visit: Visit) -> Response:
    """Signs a colleague out for good."""
    colleague = _wanted(visit)
    try:
        with visit.parts.database.transaction() as session:
            visit.parts.staff.accounts.disable(session, colleague.id)
            visit.audit(session, Action.DISABLED_COLLEAGUE, colleague.login)
            visit.notice(session, f"{colleague.name} is signed out and can't sign in any more.")
    except AccountFault as fault:
        return _one(visit, colleague, HTTP_422_UNPROCESSABLE_CONTENT, fault=str(fault))
    return visit.redirect(LIST)


@pages.page("/staff/colleagues/{id}/enable", ["POST"], roles=ADMINISTRATORS)
def enable(visit: Visit) -> Response:
    """Lets a colleague in again."""
    colleague = _wanted(visit)
    with visit.parts.database.transaction() as session:
        visit.parts.staff.accounts.enable(session, colleague.id)
        visit.audit(session, Action.ENABLED_COLLEAGUE, colleague.login)
        visit.notice(session, f"{colleague.name} can sign in again.")
    return visit.redirect(LIST)


@pages.page("/staff/colleagues/{id}/password", ["POST"], roles=ADMINISTRATORS)
def give_new_password(visit: Visit) -> Response:
    """For a colleague who has forgotten theirs: another one-time password, shown this once."""
    colleague, password = _wanted(visit), one_time()
    with visit.parts.database.transaction() as session:
        visit.parts.staff.accounts.set_password(session, colleague.id, password, must_change=True)
        visit.audit(session, Action.GAVE_NEW_PASSWORD, colleague.login)
    return visit.render("first_password.html", colleague=colleague, password=password, is_new=False)


@pages.page("/staff/colleagues/{id}/sessions", ["POST"], roles=ADMINISTRATORS)
def end_sessions(visit: Visit) -> Response:
    """Signs a colleague out everywhere, after a lost telephone, say."""
    colleague = _wanted(visit)
    ended = visit.parts.staff.sign_in.sign_out_everywhere(colleague, visit.person)
    with visit.parts.database.transaction() as session:
        browsers = "1 browser" if ended == 1 else f"{ended} browsers"
        visit.notice(session, f"{colleague.name} is signed out ({browsers}).")
    return visit.redirect(LIST)


def _list(visit: Visit, status: int = 200, **context: object) -> Response:
    with visit.parts.database.transaction() as session:
        people = visit.parts.staff.accounts.all(session)
        open_sessions = visit.parts.staff.sessions.count(session)
    nothing = {"login": "", "name": "", "role": Role.EDITOR}
    shown = {"people": people, "open": open_sessions, "roles": list(Role), "typed": nothing, "fault": None, **context}
    return visit.render("colleagues.html", status, **shown)


def _one(visit: Visit, colleague: Person, status: int = 200, fault: str | None = None) -> Response:
    with visit.parts.database.transaction() as session:
        open_sessions = visit.parts.staff.sessions.count(session).get(colleague.id, 0)
    return visit.render(
        "colleague.html", status, colleague=colleague, open=open_sessions, roles=list(Role), fault=fault
    )


def _wanted(visit: Visit) -> Person:
    with visit.parts.database.transaction() as session:
        found = visit.parts.staff.accounts.find(session, visit.path("id"))
    if found is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    return found


def _role(visit: Visit) -> Role:
    try:
        return Role(visit.field("role"))
    except ValueError:
        raise AccountFault("Please choose a role.") from None


def _with_article(role: Role) -> str:
    return f"a {role}" if role is Role.CLINICIAN else f"an {role}"
