"""What a page is given: who asks, for what, and the tools to answer."""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.status import HTTP_200_OK, HTTP_303_SEE_OTHER

from bot.assembly import Parts
from bot.channels.staff import cookies
from bot.staff import audit
from bot.staff.accounts import Person
from bot.staff.audit import Action
from bot.staff.sessions import OpenSession


class Site(Protocol):
    """What a visit needs of the site that it is to."""

    parts: Parts

    def fill(self, visit: "Visit", template: str, context: Mapping[str, object]) -> str:
        """A template as text, with what every page shows."""


class Visit:
    """One request. Pages run in a thread of their own, so they may wait for the database."""

    def __init__(
        self, site: Site, request: Request, visitor: Person | None, session: OpenSession | None, secret: str
    ) -> None:
        self._site = site
        self.request = request
        self.visitor = visitor
        self.form = FormData()
        self._session = session
        self._secret = secret
        self._is_new_secret = False

    @property
    def parts(self) -> Parts:
        """The bot: database, queue, library and all else."""
        return self._site.parts

    @property
    def person(self) -> Person:
        """The colleague who is signed in; there is one on every page that names roles."""
        if self.visitor is None:
            raise RuntimeError("A page for anyone asked who is there.")
        return self.visitor

    @property
    def address(self) -> str:
        """Where the request comes from."""
        return self.request.client.host if self.request.client else "unknown"

    @property
    def token(self) -> str:
        """The session's token."""
        return cookies.read(self.request, cookies.SESSION)

    def field(self, name: str) -> str:
        """A field of the form, without blanks around it; empty where it is missing."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def secret_field(self, name: str) -> str:
        """A password as it was typed."""
        value = self.form.get(name)
        return value if isinstance(value, str) else ""

    def query(self, name: str) -> str:
        """What stands behind the `?` of the address; empty where it is missing."""
        return self.request.query_params.get(name, "").strip()

    def path(self, name: str) -> str:
        """What stands in the place of `{name}` in the page's path."""
        return str(self.request.path_params[name])

    def audit(self, session: Session, action: Action, subject: str | None = None, detail: str | None = None) -> None:
        """Notes that the person did it, in the transaction of what they did."""
        audit.record(session, self.person, action, subject, detail)

    def notice(self, session: Session, words: str) -> None:
        """A sentence that the next page shows once, after a redirect; stored in that transaction."""
        if self._session is not None:
            self.parts.staff.sessions.leave_notice(session, self._session.key, words[:300])

    def render(self, template: str, status: int = HTTP_200_OK, **context: object) -> Response:
        """A page. Every template finds `person`, `clinic`, `menu`, `form_field` and `may(path)` besides."""
        notice = self._taken_notice()
        page = HTMLResponse(self._site.fill(self, template, {"notice": notice, **context}), status)
        if self._is_new_secret:
            cookies.keep(self.request, page, cookies.BEFORE_SIGN_IN, self._secret)
        return page

    def redirect(self, path: str) -> Response:
        """Sends the browser on to a page, as after every form that was taken."""
        return RedirectResponse(path, HTTP_303_SEE_OTHER)

    @property
    def form_token(self) -> str:
        """What every form of the page carries."""
        if not self._secret:
            self._secret, self._is_new_secret = cookies.new_secret(), True
        return self.parts.staff.sessions.form_token(self._secret)

    def _taken_notice(self) -> str | None:
        if self._session is None or self._session.notice is None:
            return None
        with self.parts.database.transaction() as session:
            self.parts.staff.sessions.leave_notice(session, self._session.key, None)
        return self._session.notice
