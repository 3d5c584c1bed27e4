"""The staff site: plain pages and forms under `/staff`. Nothing opens unless its page says for whom."""

import html
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.status import HTTP_303_SEE_OTHER, HTTP_403_FORBIDDEN
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.assembly import Parts
from bot.channels.staff import (
    account,
    answer_list,
    answer_page,
    answer_versions,
    answers,
    audit_log,
    colleagues,
    cookies,
    drafts,
    files,
    home,
    imports,
    queue,
    queue_count,
    settings,
    settings_clinic,
    settings_danger,
    settings_hours,
    settings_notices,
    settings_retention,
    settings_versions,
    settings_wording,
    unanswered,
)
from bot.channels.staff.cookies import PREFIX
from bot.channels.staff.declaration import SAFE, Declared
from bot.channels.staff.forgery import FIELD, comes_from_ourselves, is_ours
from bot.channels.staff.forms import read_form
from bot.channels.staff.visit import Visit
from bot.staff.accounts import Person
from bot.staff.roles import Role

# Every module of pages; the order is that of the menu.
MODULES = (
    home.pages,
    queue_count.pages,
    queue.pages,
    answer_list.pages,
    imports.pages,
    answers.pages,
    drafts.pages,
    answer_versions.pages,
    answer_page.pages,
    unanswered.pages,
    settings.pages,
    settings_clinic.pages,
    settings_hours.pages,
    settings_retention.pages,
    settings_wording.pages,
    settings_danger.pages,
    settings_notices.pages,
    settings_versions.pages,
    colleagues.pages,
    audit_log.pages,
    account.pages,
    files.pages,
)

HOME = f"{PREFIX}/"
# The chat has threads of its own: however many strangers wait for a password to be checked, it goes on.
THREADS = 8
TEMPLATES = Path(__file__).with_name("templates")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    # With no-referrer a browser calls the origin of our own forms "null", and they could not be told from others.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_FAULTS = {
    400: ("That form can't be read", "Something in it was not as it should be. Please go back and try again."),
    403: ("This page isn't for your role", "An administrator can change what you may open."),
    404: ("There is nothing here", "The address may be mistyped, or what stood here is gone."),
    405: ("That isn't possible here", "Please go back and use the buttons of the page."),
    413: ("That was too much at once", "Please send less."),
    415: ("That form can't be read", "Please go back and use the buttons of the page."),
    500: ("Something went wrong on our side", "Nothing was changed. Please try again in a moment."),
    503: ("The database doesn't answer", "Nothing was changed. Please try again in a moment."),
}
FORGED = (
    "This form can't be taken",
    "It was open for too long, you signed in again meanwhile, or it came from another site. Nothing was changed. "
    "Please open the page anew and try again.",
)


class Site:
    """The declared pages, their templates and the bot that they show."""

    def __init__(self, parts: Parts, modules: Iterable[Iterable[Declared]] = MODULES) -> None:
        self.parts = parts
        self.declared = [page for module in modules for page in module]
        self._threads = CapacityLimiter(THREADS)
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["moment"] = self.moment

    def application(self) -> ASGIApp:
        """The pages as an ASGI app that is mounted at `/staff`."""
        routes = [
            Route(page.path.removeprefix(PREFIX), self._endpoint(page), methods=sorted(page.methods))
            for page in self.declared
        ]
        handlers = {HTTPException: self._on_fault, SQLAlchemyError: self._on_fault, Exception: self._on_fault}
        return StaffHeaders(Starlette(routes=routes, exception_handlers=handlers))

    def fill(self, visit: Visit, template: str, context: Mapping[str, object]) -> str:
        """A template as text, with what every page shows."""
        person = visit.visitor
        role = person.role if person is not None and not person.must_change_password else None
        here = visit.request.url.path
        menu = [
            (
                page.menu,
                page.path,
                here == page.path or (page.path != HOME and here.startswith(f"{page.path}/")),
            )
            for page in self.declared
            if page.menu and role is not None and page.is_for(role)
        ]
        shared: dict[str, object] = {
            "person": person,
            "clinic": self.parts.texts.clinic.name,
            "menu": menu,
            "form_field": Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, visit.form_token),
            "may": lambda path: self._may(role, path),
        }
        return self._templates.get_template(template).render({**shared, **context})

    def moment(self, at: datetime | None) -> str:
        """A point in time by the clinic's clock."""
        if at is None:
            return "never"
        local = at.astimezone(ZoneInfo(self.parts.texts.clinic.time_zone))
        machine, words = f"{local:%Y-%m-%dT%H:%M%z}", f"{local:%Y-%m-%d %H:%M}"
        return Markup('<time datetime="{}">{}</time>').format(machine, words)

    async def _in_thread[*Arguments, Result](
        self, call: Callable[[*Arguments], Result], *arguments: *Arguments
    ) -> Result:
        return await to_thread.run_sync(call, *arguments, limiter=self._threads)

    def _may(self, role: Role | None, path: str) -> bool:
        return any(page.path == path and "GET" in page.methods and page.is_for(role) for page in self.declared)

    def _endpoint(self, page: Declared) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            changes = request.method not in SAFE
            if changes and not comes_from_ourselves(request):
                return await self._in_thread(self._refuse_forgery, request)
            if page.for_anyone and not page.wakes:
                visit = Visit(self, request, None, None, "")
            else:
                visit = await self._in_thread(self._meet, request, page.wakes)
            if (turned_away := self._turn_away(page, visit)) is not None:
                if changes and visit.visitor is None and page.gives_back:
                    visit.form = await read_form(request)
                    return await self._in_thread(self._give_back, page, visit) or turned_away
                return turned_away
            if changes:
                visit.form = await read_form(request)
            try:
                if changes and not is_ours(visit.form.get(FIELD), visit.form_token):
                    if (given_back := await self._in_thread(self._give_back, page, visit)) is not None:
                        return given_back
                    return await self._in_thread(self._show_fault, visit, HTTP_403_FORBIDDEN, FORGED)
                return await self._in_thread(page.handler, visit)
            finally:
                await visit.form.close()

        return endpoint

    def _meet(self, request: Request, wakes: bool) -> Visit:
        """Finds out who it is. Raises SQLAlchemyError."""
        token = cookies.read(request, cookies.SESSION)
        if token:
            staff = self.parts.staff
            with self.parts.database.transaction() as session:
                found = staff.sessions.find(session, token, wakes=wakes)
                person = staff.accounts.find(session, found.person) if found is not None else None
            if found is not None and person is not None:
                return Visit(self, request, person, found, token)
        return Visit(self, request, None, None, cookies.read(request, cookies.BEFORE_SIGN_IN))

    def _turn_away(self, page: Declared, visit: Visit) -> Response | None:
        if page.for_anyone:
            return None
        person: Person | None = visit.visitor
        if person is None:
            url = visit.request.url
            back = quote(f"{url.path}?{url.query}" if url.query else url.path, safe="/")
            is_home = url.path == HOME
            wanted = f"?next={back}" if visit.request.method in SAFE and not is_home else ""
            return RedirectResponse(f"{PREFIX}/sign-in{wanted}", HTTP_303_SEE_OTHER)
        if person.must_change_password and not page.while_password_is_due:
            return RedirectResponse(f"{PREFIX}/password", HTTP_303_SEE_OTHER)
        if not page.is_for(person.role):
            raise HTTPException(HTTP_403_FORBIDDEN)
        return None

    def _give_back(self, page: Declared, visit: Visit) -> Response | None:
        """What was typed into a form that cannot be taken, to be sent once more; None where nothing was.

        It takes nothing by itself: whoever presses its button sends the form anew, as a page of ours.
        """
        sent = [(name, value) for name, value in visit.form.multi_items() if isinstance(value, str) and name != FIELD]
        typed = [(name, page.gives_back[name], value) for name, value in sent if name in page.gives_back]
        if not any(value.strip() for _, _, value in typed):
            return None
        hidden = [(name, value) for name, value in sent if name not in page.gives_back]
        return visit.render(
            "given_back.html", HTTP_403_FORBIDDEN, typed=typed, hidden=hidden, path=visit.request.url.path
        )

    def _refuse_forgery(self, request: Request) -> Response:
        return self._show_fault(self._meet(request, wakes=False), HTTP_403_FORBIDDEN, FORGED)

    async def _on_fault(self, request: Request, error: Exception) -> Response:
        status = 503 if isinstance(error, SQLAlchemyError) else getattr(error, "status_code", 500)
        words = _FAULTS[status if status in _FAULTS else 500]
        return await self._in_thread(self._fault, request, status, words)

    def _fault(self, request: Request, status: int, words: tuple[str, str]) -> Response:
        try:
            if status < 500:
                return self._show_fault(self._meet(request, wakes=False), status, words)
            return self._show_fault(Visit(self, request, None, None, ""), status, words)
        except Exception:  # noqa: BLE001 - the page about a fault must not need what is broken
            title, sentence = map(html.escape, words)
            return HTMLResponse(f"<!doctype html><title>{title}</title><p>{sentence}", status)

    def _show_fault(self, visit: Visit, status: int, words: tuple[str, str]) -> Response:
        title, sentence = words
        return visit.render("fault.html", status, title=title, sentence=sentence)


class StaffHeaders:
    """Adds the headers that keep the site to itself, where a page has not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
