"""Coming in, going out, and one's own password."""

import re

from starlette.responses import Response
from starlette.status import HTTP_422_UNPROCESSABLE_CONTENT, HTTP_429_TOO_MANY_REQUESTS

from bot.channels.staff import cookies
from bot.channels.staff.declaration import ANYONE, EVERY_ROLE, Pages
from bot.channels.staff.visit import Visit
from bot.staff.accounts import AccountFault
from bot.staff.passwords import FEWEST_CHARACTERS
from bot.staff.sign_in import TooManyGuesses

HOME = "/staff/"
# A page of ours, and nothing that a browser could take for another host's.
_OUR_PAGE = re.compile(r"/staff/[\w./?=&%+~-]*", re.ASCII)
_WRONG = "Sign-in name and password don't belong together."
_THIS_COMPUTER = ("127.0.0.1", "::1")

pages = Pages()


@pages.page("/staff/sign-in", roles=ANYONE)
def show_sign_in(visit: Visit) -> Response:
    """The form; whoever is in already goes home."""
    if visit.visitor is not None:
        return visit.redirect(_next(visit.query("next")))
    return _sign_in_form(visit, next=_next(visit.query("next")))


@pages.page("/staff/sign-in", ["POST"], roles=ANYONE)
def sign_in(visit: Visit) -> Response:
    """Opens a session. One that the browser brought along is ended."""
    login, onward = visit.field("login"), _next(visit.field("next"))
    try:
        token = visit.parts.staff.sign_in.sign_in(login, visit.secret_field("password"), visit.address)
    except TooManyGuesses as slow:
        return _slowed(visit, "sign_in.html", slow, login=login, next=onward)
    if token is None:
        return _sign_in_form(visit, HTTP_422_UNPROCESSABLE_CONTENT, login=login, next=onward, fault=_WRONG)
    if visit.visitor is not None:
        visit.parts.staff.sign_in.sign_out(visit.visitor, visit.token)
    return _with_session(visit, visit.redirect(onward), token)


@pages.page("/staff/sign-out", ["POST"], roles=EVERY_ROLE, while_password_is_due=True)
def sign_out(visit: Visit) -> Response:
    """Ends this session."""
    visit.parts.staff.sign_in.sign_out(visit.person, visit.token)
    response = visit.redirect("/staff/sign-in?left=yes")
    cookies.drop(visit.request, response, cookies.SESSION)
    # What this browser still has of the pages goes as well, the way back among them.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@pages.page("/staff/password", roles=EVERY_ROLE, menu="Password", while_password_is_due=True)
def show_password(visit: Visit) -> Response:
    """The form for another password."""
    return visit.render("password.html", fault=None, fewest=FEWEST_CHARACTERS)


@pages.page("/staff/password", ["POST"], roles=EVERY_ROLE, while_password_is_due=True)
def change_password(visit: Visit) -> Response:
    """Another password, and with it the end of every other session."""
    present, new = visit.secret_field("present"), visit.secret_field("new")
    fault, token = None, None
    if new != visit.secret_field("again"):
        fault = "The two new passwords differ."
    elif new == present:
        fault = "The new password is the present one."
    else:
        try:
            token = visit.parts.staff.sign_in.change_password(visit.person, present, new, visit.address)
            fault = "The present password is not right." if token is None else None
        except AccountFault as complaint:
            fault = str(complaint)
        except TooManyGuesses as slow:
            return _slowed(visit, "password.html", slow, fewest=FEWEST_CHARACTERS)
    if token is None:
        return visit.render("password.html", HTTP_422_UNPROCESSABLE_CONTENT, fault=fault, fewest=FEWEST_CHARACTERS)
    with visit.parts.database.transaction() as session:
        opened = visit.parts.staff.sessions.find(session, token)
        if opened is not None:
            words = "Your password is changed. Everywhere else you are signed out."
            visit.parts.staff.sessions.leave_notice(session, opened.key, words)
    return _with_session(visit, visit.redirect(HOME), token)


def _sign_in_form(visit: Visit, status: int = 200, **context: object) -> Response:
    url = visit.request.url
    is_open_line = url.scheme != "https" and visit.address not in _THIS_COMPUTER
    shown = {"login": "", "fault": None, "left": visit.query("left") == "yes", "is_open_line": is_open_line, **context}
    return visit.render("sign_in.html", status, **shown)


def _slowed(visit: Visit, template: str, slow: TooManyGuesses, **context: object) -> Response:
    unit = "second" if slow.seconds == 1 else "seconds"
    fault = f"That was wrong several times. Please wait {slow.seconds} {unit}, then try again."
    if template == "sign_in.html":
        response = _sign_in_form(visit, HTTP_429_TOO_MANY_REQUESTS, fault=fault, **context)
    else:
        response = visit.render(template, HTTP_429_TOO_MANY_REQUESTS, fault=fault, **context)
    response.headers["Retry-After"] = str(slow.seconds)
    return response


def _with_session(visit: Visit, response: Response, token: str) -> Response:
    cookies.keep(visit.request, response, cookies.SESSION, token)
    cookies.drop(visit.request, response, cookies.BEFORE_SIGN_IN)
    return response


def _next(wanted: str) -> str:
    return wanted if _OUR_PAGE.fullmatch(wanted) and "//" not in wanted else HOME
