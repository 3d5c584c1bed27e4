"""Who may open what: every declared route is tried by everybody, and the answer is the one that stands here."""

from collections.abc import Callable

import pytest
from starlette.responses import Response
from starlette.routing import Mount, Route

from bot.assembly import Parts
from bot.channels.staff.application import Site, StaffHeaders
from bot.channels.staff.declaration import ADMINISTRATORS, ANYONE, Pages
from bot.channels.staff.visit import Visit
from bot.channels.web.application import create_application
from bot.staff.roles import Role
from tests.staff_browser import PASSWORD, StaffBrowser, Words

VISITORS = ("nobody", "editor", "clinician", "administrator", "disabled", "must change")

# o: opens. s: sent to sign in. p: sent to the password page. -: refused (403). One letter for each of VISITORS.
EXPECTED = {
    "GET /staff/": "s o o o s p",
    "GET /staff/answers": "s o o o s p",
    "GET /staff/answers/export": "s o - o s p",
    "GET /staff/answers/import": "s o - o s p",
    "POST /staff/answers/import": "s o - o s p",
    "GET /staff/answers/new": "s o - o s p",
    "POST /staff/answers/new": "s o - o s p",
    "GET /staff/answers/{slug}": "s o o o s p",
    "POST /staff/answers/{slug}/try": "s o o o s p",
    "GET /staff/answers/{slug}/edit": "s o - o s p",
    "POST /staff/answers/{slug}/edit": "s o - o s p",
    "GET /staff/answers/{slug}/draft": "s o o o s p",
    "POST /staff/answers/{slug}/draft/try": "s o o o s p",
    "POST /staff/answers/{slug}/draft/publish": "s o - o s p",
    "POST /staff/answers/{slug}/draft/ask": "s o - o s p",
    "POST /staff/answers/{slug}/draft/send-back": "s o o o s p",
    "POST /staff/answers/{slug}/draft/discard": "s o - o s p",
    "POST /staff/answers/{slug}/withdraw": "s o - o s p",
    "POST /staff/answers/{slug}/publish": "s o - o s p",
    "POST /staff/answers/{slug}/review": "s - o o s p",
    "GET /staff/answers/{slug}/versions": "s o o o s p",
    "POST /staff/answers/{slug}/restore": "s o - o s p",
    "GET /staff/unanswered": "s o - o s p",
    "GET /staff/unanswered/take": "s o - o s p",
    "POST /staff/unanswered/put-aside": "s o - o s p",
    "POST /staff/unanswered/bring-back": "s o - o s p",
    "GET /staff/queue/count": "s - o o s p",
    "GET /staff/queue": "s - o o s p",
    "GET /staff/queue/{reference}": "s - o o s p",
    "POST /staff/queue/{reference}/claim": "s - o o s p",
    "POST /staff/queue/{reference}/contacted": "s - o o s p",
    "POST /staff/queue/{reference}/close": "s - o o s p",
    "POST /staff/queue/{reference}/hand-over": "s - o o s p",
    "POST /staff/queue/{reference}/note": "s - o o s p",
    "GET /staff/queue/{reference}/fhir": "s - o o s p",
    "GET /staff/queue/{reference}/erase": "s - o o s p",
    "POST /staff/queue/{reference}/erase": "s - o o s p",
    "GET /staff/settings": "s - - o s p",
    "GET /staff/settings/clinic": "s - - o s p",
    "POST /staff/settings/clinic": "s - - o s p",
    "GET /staff/settings/hours": "s - - o s p",
    "POST /staff/settings/hours": "s - - o s p",
    "GET /staff/settings/retention": "s - - o s p",
    "POST /staff/settings/retention": "s - - o s p",
    "GET /staff/settings/privacy": "s - - o s p",
    "POST /staff/settings/privacy": "s - - o s p",
    "GET /staff/settings/prescreen": "s - - o s p",
    "GET /staff/settings/prescreen/{part}": "s - - o s p",
    "POST /staff/settings/prescreen/{part}": "s - - o s p",
    "GET /staff/settings/danger": "s - o o s p",
    "POST /staff/settings/danger": "s - o o s p",
    "POST /staff/settings/danger/take-back": "s - o o s p",
    "GET /staff/settings/notices": "s - - o s p",
    "POST /staff/settings/notices": "s - - o s p",
    "GET /staff/settings/versions/{section}": "s - - o s p",
    "GET /staff/colleagues": "s - - o s p",
    "POST /staff/colleagues": "s - - o s p",
    "GET /staff/colleagues/{id}": "s - - o s p",
    "POST /staff/colleagues/{id}/role": "s - - o s p",
    "POST /staff/colleagues/{id}/disable": "s - - o s p",
    "POST /staff/colleagues/{id}/enable": "s - - o s p",
    "POST /staff/colleagues/{id}/password": "s - - o s p",
    "POST /staff/colleagues/{id}/sessions": "s - - o s p",
    "GET /staff/audit": "s - - o s p",
    "GET /staff/sign-in": "o o o o o o",
    "POST /staff/sign-in": "o o o o o o",
    "POST /staff/sign-out": "s o o o s o",
    "GET /staff/password": "s o o o s o",
    "POST /staff/password": "s o o o s o",
    "GET /staff/static/{name}": "o o o o o o",
}
# What stands for the part of a path that varies: a visit to a page that opens may find nothing there.
NOBODY_OF_THAT_NAME = "nothing-of-that-name"


@pytest.fixture
def visitors(browser: Callable[[], StaffBrowser], staff_parts: Parts) -> dict[str, StaffBrowser]:
    """A browser of each, signed in as far as they can be."""
    found = {name: browser() for name in VISITORS}
    found["administrator"].add("boss", Role.ADMINISTRATOR)
    for name, role in (("editor", Role.EDITOR), ("clinician", Role.CLINICIAN), ("disabled", Role.ADMINISTRATOR)):
        found[name].add(name, role)
    found["must change"].add("newcomer", Role.ADMINISTRATOR, must_change=True)
    for name, login in zip(VISITORS[1:], ("editor", "clinician", "boss", "disabled", "newcomer"), strict=True):
        assert found[name].signs_in(login).status_code == 303
    with staff_parts.database.transaction() as session:
        known = staff_parts.staff.accounts.of_login(session, "disabled")
        assert known is not None
        staff_parts.staff.accounts.disable(session, known[0].id)
    return found


def outcome(visitor: StaffBrowser, method: str, path: str) -> str:
    """What happens, in the letters of EXPECTED. A form is sent without its token, so that nothing is done."""
    answered = visitor.get(path) if method == "GET" else visitor.posts(path, {})
    location = answered.headers.get("location", "")
    if location.startswith("/staff/sign-in"):
        return "s"
    if location == "/staff/password":
        return "p"
    refused = answered.status_code == 403
    if refused and "isn't for your role" in Words(answered.text).text:
        return "-"
    if method == "POST":
        # The page was theirs; only the token was missing.
        assert refused, (path, answered.status_code)
        assert "This form can't be taken" in Words(answered.text).text
        return "o"
    assert answered.status_code in (200, 303, 404), (path, answered.status_code)
    return "o"


def test_every_route_opens_for_those_who_are_named_and_for_nobody_else(
    visitors: dict[str, StaffBrowser], staff_parts: Parts, capsys: pytest.CaptureFixture[str]
) -> None:
    found: dict[str, str] = {}
    for page in Site(staff_parts).declared:
        for method in sorted(page.methods):
            path = page.path.replace("{id}", NOBODY_OF_THAT_NAME).replace("{name}", "staff.css")
            path = path.replace("{", "").replace("}", "")
            letters = [outcome(visitors[name], method, path) for name in VISITORS]
            found[f"{method} {page.path}"] = " ".join(letters)
    with capsys.disabled():
        print("\n\n| route | " + " | ".join(VISITORS) + " |")
        for route, letters in found.items():
            print(f"| {route} | " + " | ".join(letters.split()) + " |")
    assert found == EXPECTED


def test_the_site_has_no_route_but_the_declared_ones(staff_parts: Parts) -> None:
    [site] = [
        route
        for route in create_application(staff_parts).routes
        if isinstance(route, Mount) and isinstance(route.app, StaffHeaders)
    ]
    assert site.path == "/staff"
    routes = site.app._app.routes  # type: ignore[attr-defined]
    assert all(isinstance(route, Route) for route in routes)
    shown = [(f"/staff{route.path}", frozenset(route.methods - {"HEAD"})) for route in routes]
    assert shown == [(page.path, page.methods) for page in Site(staff_parts).declared]


def page(visit: Visit) -> Response:
    return Response()


def test_a_page_says_for_whom_it_is() -> None:
    with pytest.raises(TypeError):
        Pages().page("/staff/x")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="nobody may open"):
        Pages().page("/staff/x", roles=())
    with pytest.raises(ValueError, match="not a valid Role"):
        Pages().page("/staff/x", roles=["director"])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("path", "methods"), [("/x", ["GET"]), ("/staff", ["GET"]), ("/staff/x", []), ("/staff/x", ["DELETE"])]
)
def test_a_page_stands_under_the_site_and_answers_what_forms_can_send(path: str, methods: list[str]) -> None:
    with pytest.raises(ValueError, match="pages stand under /staff/"):
        Pages().page(path, methods, roles=ANYONE)


def test_a_page_is_declared_once() -> None:
    pages = Pages()
    pages.page("/staff/x", roles=ANYONE)(page)
    pages.page("/staff/x", ["POST"], roles=ADMINISTRATORS)(page)
    with pytest.raises(ValueError, match="twice"):
        pages.page("/staff/x", ["POST"], roles=ANYONE)


def test_whoever_is_disabled_cannot_come_in_again(visitors: dict[str, StaffBrowser]) -> None:
    assert "don't belong together" in Words(visitors["disabled"].signs_in("disabled", PASSWORD).text).text
