"""A browser without JavaScript on the staff site, for tests: it keeps cookies, and sends forms as they are shown."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Protocol
from urllib.parse import urlencode

from starlette.testclient import TestClient

from bot.assembly import Parts
from bot.staff.accounts import Person
from bot.staff.roles import Role

PASSWORD = "four plain words together"
OURS = {"sec-fetch-site": "same-origin"}


class Answered(Protocol):
    """What a test reads of a response."""

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def text(self) -> str: ...


class StaffBrowser:
    """One browser of one colleague."""

    def __init__(self, client: TestClient, parts: Parts) -> None:
        self.client = client
        self.parts = parts

    def add(self, login: str = "ann", role: Role = Role.ADMINISTRATOR, *, must_change: bool = False) -> Person:
        """A colleague, who need not come by this browser."""
        with self.parts.database.transaction() as session:
            return self.parts.staff.accounts.add(
                session, login, f"{login.capitalize()} Nwosu", role, PASSWORD, must_change=must_change
            )

    def signs_in(self, login: str = "ann", password: str = PASSWORD, **more: str) -> Answered:
        """Fills in the form and sends it."""
        return self.sends("/staff/sign-in", {"login": login, "password": password, **more})

    def get(self, path: str) -> Answered:
        """Opens a page; redirects are not followed."""
        answered: Answered = self.client.get(path)
        return answered

    def sends(self, path: str, fields: Mapping[str, str] | None = None, page: str | None = None) -> Answered:
        """Sends a form of that page (or of the page of the same path), with its token."""
        return self.posts(path, {"form_token": self.token_of(page or path), **(fields or {})})

    def posts(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] = OURS) -> Answered:
        """Sends fields as they are."""
        answered: Answered = self.client.post(
            path,
            content=urlencode(fields),
            headers={"content-type": "application/x-www-form-urlencoded", **headers},
        )
        return answered

    def token_of(self, path: str) -> str:
        """The token in the forms of a page."""
        found = re.search(r'name="form_token" value="(\w+)"', self.get(path).text)
        assert found is not None, f"{path} has no form"
        return found[1]


class Words(HTMLParser):
    """The words of a page, its headings apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._words: list[str] = []
        self.headings: list[str] = []
        self._in_heading = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "h2"):
            self.headings.append("")
            self._in_heading = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "h2"):
            self._in_heading = False

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._in_heading:
            self.headings[-1] += data

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self._words)).strip()
