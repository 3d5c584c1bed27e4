"""The site as a browser meets it: coming in and going out, forms that are ours, and colleagues."""

import asyncio
import re
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from bot.assembly import Parts
from bot.channels.staff.application import HEADERS
from bot.channels.web.application import create_application
from bot.handoff.kinds import ItemKind
from bot.staff.audit import entries
from bot.staff.roles import Role
from bot.storage.models import ConversationRow, StaffSessionRow
from tests.staff_browser import OURS, PASSWORD, StaffBrowser, Words

_NOW = datetime.now(UTC)
NEW_PASSWORD = "quite another set of words"
type Browsers = Callable[[], StaffBrowser]


@pytest.fixture
def ann(browser: Browsers) -> StaffBrowser:
    """An administrator who is signed in."""
    opened = browser()
    opened.add()
    assert opened.signs_in().status_code == 303
    return opened


def done(parts: Parts) -> list[tuple[str, str, str | None, str | None]]:
    """The audit log, oldest first."""
    with parts.database.transaction() as session:
        return [(line.login, line.action, line.subject, line.detail) for line in reversed(entries(session))]


# --- Coming in and going out


def test_somebody_signs_in_sees_the_first_page_and_signs_out(browser: Browsers, staff_parts: Parts) -> None:
    ann = browser()
    ann.add()
    came = ann.signs_in("  ANN ")
    assert (came.status_code, came.headers["location"]) == (303, "/staff/")
    assert "What waits" in Words(ann.get("/staff/").text).headings
    left = ann.sends("/staff/sign-out", page="/staff/")
    assert left.headers["location"] == "/staff/sign-in?left=yes"
    assert "You are signed out" in ann.get(left.headers["location"]).text
    assert ann.get("/staff/").headers["location"] == "/staff/sign-in"
    assert [action for _, action, *_ in done(staff_parts)] == ["signed in", "signed out"]


def test_a_token_is_worth_nothing_after_signing_out(ann: StaffBrowser, browser: Browsers) -> None:
    token = ann.client.cookies["kap_staff"]
    ann.sends("/staff/sign-out", page="/staff/")
    thief = browser()
    thief.client.cookies.set("kap_staff", token, domain="testserver.local", path="/staff")
    assert thief.get("/staff/").status_code == 303


@pytest.mark.parametrize(("login", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("", ""), ("ann", "")])
def test_a_wrong_name_and_a_wrong_password_read_the_same(browser: Browsers, login: str, password: str) -> None:
    ann = browser()
    ann.add()
    refused = ann.signs_in(login, password)
    assert refused.status_code == 422
    assert "Sign-in name and password don't belong together." in Words(refused.text).text
    assert "kap_staff" not in ann.client.cookies
    assert password not in refused.text or not password, "a password is never shown again"


def test_guesses_are_slowed_and_a_colleague_elsewhere_is_not(browser: Browsers, staff_parts: Parts) -> None:
    stranger = browser()
    stranger.add()
    for _ in range(4):
        assert stranger.signs_in("ann", "wrong").status_code == 422
    slowed = stranger.signs_in("ann", "wrong")
    assert slowed.status_code == 429
    assert 1 <= int(slowed.headers["retry-after"]) <= 30
    assert "Please wait 1 second, then try again." in Words(slowed.text).text
    assert stranger.signs_in("ann", PASSWORD).status_code == 429, "also the right one waits"
    elsewhere = StaffBrowser(
        TestClient(stranger.client.app, client=("203.0.113.9", 1), follow_redirects=False), staff_parts
    )
    assert elsewhere.signs_in("ann").status_code == 303
    assert [what for _, what, *_ in done(staff_parts)].count("tried to sign in with a wrong password") == 4


def test_whoever_wanted_a_page_gets_it_after_signing_in(browser: Browsers) -> None:
    ann = browser()
    ann.add()
    sent = ann.get("/staff/audit?person=ann").headers["location"]
    assert sent == f"/staff/sign-in?next={quote('/staff/audit?person=ann')}"
    onward = re.search(r'name="next" value="([^"]*)"', ann.get(sent).text)
    assert onward is not None
    assert ann.signs_in(next=onward[1]).headers["location"] == "/staff/audit?person=ann"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/staff//evil.example", "/staff/\\evil.example", "/", "javascript:1",
     "/staff/%0d%0aX: y\r\nX: y", "/staffed/"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(browser: Browsers, elsewhere: str) -> None:
    ann = browser()
    ann.add()
    assert ann.signs_in(next=elsewhere).headers["location"] == "/staff/"


def test_signing_in_makes_a_new_session_and_ends_the_one_before(ann: StaffBrowser, staff_parts: Parts) -> None:
    before = ann.client.cookies["kap_staff"]
    ann.posts("/staff/sign-in", {"form_token": ann.token_of("/staff/"), "login": "ann", "password": PASSWORD})
    assert ann.client.cookies["kap_staff"] != before
    with staff_parts.database.transaction() as session:
        assert sum(staff_parts.staff.sessions.count(session).values()) == 1


def test_after_the_idle_time_a_colleague_signs_in_anew(ann: StaffBrowser, staff_parts: Parts) -> None:
    with staff_parts.database.transaction() as session:
        session.execute(update(StaffSessionRow).values(seen_at=_NOW - timedelta(minutes=31)))
    assert ann.get("/staff/").headers["location"] == "/staff/sign-in"


# --- Cookies and headers


def test_the_cookie_is_out_of_reach_for_scripts_and_other_pages(browser: Browsers) -> None:
    ann = browser()
    ann.add()
    [cookie] = [line for line in _cookies(ann.signs_in()) if line.startswith("kap_staff=")]
    assert {"HttpOnly", "Path=/staff", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in cookie
    assert "expires" not in cookie.lower(), "it goes with the browser"


def test_over_https_the_cookie_stays_there(staff_parts: Parts) -> None:
    client = TestClient(create_application(staff_parts), base_url="https://kap.example", follow_redirects=False)
    ann = StaffBrowser(client, staff_parts)
    ann.add()
    [cookie] = [line for line in _cookies(ann.signs_in()) if line.startswith("__Secure-kap_staff=")]
    assert {"HttpOnly", "Secure", "Path=/staff"} <= {part.strip() for part in cookie.split(";")}
    assert ann.get("/staff/").status_code == 200


def test_the_database_does_not_know_the_token(ann: StaffBrowser, staff_parts: Parts) -> None:
    token = ann.client.cookies["kap_staff"]
    with staff_parts.database.transaction() as session:
        rows = [
            *session.execute(text("SELECT * FROM staff_session")),
            *session.execute(text("SELECT * FROM staff_user")),
        ]
    assert len(rows) == 2
    assert token not in str(rows)
    assert PASSWORD not in str(rows)
    assert "$argon2id$" in str(rows)


@pytest.mark.parametrize("path", ["/staff/", "/staff/sign-in", "/staff/nowhere", "/staff/colleagues"])
def test_every_page_keeps_to_itself(ann: StaffBrowser, path: str) -> None:
    headers = ann.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self';" in policy
    assert "connect-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_a_page_holds_no_inline_style_or_script(ann: StaffBrowser) -> None:
    for path in ("/staff/", "/staff/sign-in", "/staff/colleagues", "/staff/audit", "/staff/password"):
        text = ann.get(path).text
        assert not re.search(r"<style|\son\w+=|\sstyle=|https?://", text), path
        assert re.sub(r'<script src="/staff/static/\w+\.js"[^>]*></script>', "", text).count("<script") == 0, path


def test_over_an_open_line_the_sign_in_page_warns(staff_parts: Parts) -> None:
    app = create_application(staff_parts)
    for base, address, warned in (
        ("http://kap.local", "192.168.1.7", True),
        ("http://127.0.0.1:8000", "127.0.0.1", False),
        ("https://kap.example", "192.168.1.7", False),
    ):
        client = TestClient(app, base_url=base, client=(address, 1))
        assert ("not encrypted" in client.get("/staff/sign-in").text) is warned


# --- Forms that are ours


ORIGINS = {
    "our own page": ({"sec-fetch-site": "same-origin"}, True),
    "typed by the user": ({"sec-fetch-site": "none"}, True),
    "another site": ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
    "a sister site": ({"sec-fetch-site": "same-site"}, False),
    "an old browser, our host": ({"origin": "http://testserver"}, True),
    "an old browser, another host": ({"origin": "http://evil.example"}, False),
    "an old browser, a host that begins alike": ({"origin": "http://testserver.evil.example"}, False),
    "an old browser in a sandbox": ({"origin": "null"}, False),
    "nothing said": ({}, False),
}


@pytest.mark.parametrize("sender", ORIGINS)
def test_a_form_comes_from_our_own_pages(ann: StaffBrowser, sender: str) -> None:
    headers, is_taken = ORIGINS[sender]
    answered = ann.posts("/staff/sign-out", {"form_token": ann.token_of("/staff/")}, headers)
    assert answered.status_code == (303 if is_taken else 403)
    assert (ann.get("/staff/").status_code == 200) is not is_taken


@pytest.mark.parametrize("token", [None, "", "0" * 64, "ü"])
def test_a_form_without_its_token_changes_nothing(ann: StaffBrowser, token: str | None) -> None:
    fields = {} if token is None else {"form_token": token}
    assert ann.posts("/staff/sign-out", fields).status_code == 403
    assert ann.get("/staff/").status_code == 200


def test_a_token_of_another_session_is_worth_nothing(ann: StaffBrowser, browser: Browsers) -> None:
    other = browser()
    other.add("bo")
    other.signs_in("bo")
    assert ann.posts("/staff/sign-out", {"form_token": other.token_of("/staff/")}).status_code == 403


def test_another_site_cannot_sign_a_colleague_in(browser: Browsers) -> None:
    ann, stranger = browser(), browser()
    ann.add()
    fields = {"login": "ann", "password": PASSWORD}
    assert ann.posts("/staff/sign-in", fields).status_code == 403
    assert ann.posts("/staff/sign-in", {**fields, "form_token": stranger.token_of("/staff/sign-in")}).status_code == 403


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"x=" + b"y" * 2_000_001, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a=1" for _ in range(600)), "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 415),
        (b"junk", "multipart/form-data", 400),
        (b"junk", "multipart/form-data; boundary=x", 400),
        (b"", "application/x-www-form-urlencoded", 403),
    ],
)
def test_what_is_no_form_of_ours_is_refused(ann: StaffBrowser, content: bytes, kind: str, status: int) -> None:
    answered = ann.client.post("/staff/sign-out", content=content, headers={"content-type": kind, **OURS})
    assert answered.status_code == status
    assert answered.headers["content-type"].startswith("text/html")


# --- One's own password


def test_a_first_password_opens_nothing_but_the_page_that_changes_it(browser: Browsers, staff_parts: Parts) -> None:
    newcomer = browser()
    newcomer.add("bo", Role.EDITOR, must_change=True)
    newcomer.signs_in("bo")
    page = newcomer.get("/staff/password").text
    assert "choose a password of your own first" in page
    assert "<nav" not in page
    changed = newcomer.sends("/staff/password", {"present": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert changed.headers["location"] == "/staff/"
    home = Words(newcomer.get("/staff/").text).text
    assert "Your password is changed." in home
    assert "Your password is changed." not in Words(newcomer.get("/staff/").text).text, "a notice is shown once"
    assert done(staff_parts)[-1][:2] == ("bo", "changed their own password")


def test_another_password_ends_every_other_session(ann: StaffBrowser, browser: Browsers) -> None:
    elsewhere = browser()
    elsewhere.signs_in()
    ann.sends("/staff/password", {"present": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert ann.get("/staff/").status_code == 200
    assert elsewhere.get("/staff/").status_code == 303
    assert elsewhere.signs_in(password=PASSWORD).status_code == 422
    assert elsewhere.signs_in(password=NEW_PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("present", "new", "again", "fault"),
    [
        ("wrong", NEW_PASSWORD, NEW_PASSWORD, "The present password is not right."),
        (PASSWORD, NEW_PASSWORD, "another", "The two new passwords differ."),
        (PASSWORD, PASSWORD, PASSWORD, "The new password is the present one."),
        (PASSWORD, "short", "short", "at least 12 characters"),
        (PASSWORD, "password1234!", "password1234!", "among the first to be guessed"),
    ],
)
def test_a_password_that_does_not_do_is_told(ann: StaffBrowser, present: str, new: str, again: str, fault: str) -> None:
    refused = ann.sends("/staff/password", {"present": present, "new": new, "again": again})
    assert refused.status_code == 422
    assert fault in Words(refused.text).text
    assert ann.get("/staff/").status_code == 200


def test_guesses_at_the_present_password_are_slowed_as_well(ann: StaffBrowser) -> None:
    fields = {"present": "wrong", "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert [ann.sends("/staff/password", fields).status_code for _ in range(5)] == [422, 422, 422, 422, 429]


# --- The first page


def test_the_first_page_counts_what_waits_for_each_role(browser: Browsers, staff_parts: Parts) -> None:
    with staff_parts.database.transaction() as session:
        session.add(ConversationRow(id="c1", channel="web", address="c1", created_at=_NOW, last_active_at=_NOW))
        session.flush()
        staff_parts.queue.add(session, ItemKind.PRESCREEN, "c1", "web")
        claimed = staff_parts.queue.add(session, ItemKind.QUESTION, "c1", "web", words="is the moon made of cheese")
        staff_parts.queue.claim(session, claimed.id, "Bo")
    staff_parts.conversation.begin("web", "token")
    seen = {}
    for role in Role:
        visitor = browser()
        visitor.add(role, role)
        visitor.signs_in(role)
        seen[role] = Words(visitor.get("/staff/").text).text
        assert "moon" not in seen[role], "the first page holds no words of a patient"
    for role in (Role.CLINICIAN, Role.ADMINISTRATOR):
        assert "1 Pre-screens 1 not claimed" in seen[role]
        assert "1 Questions passed on 0 not claimed" in seen[role]
        assert "0 Crises nobody waits" in seen[role]
    assert "Pre-screens" not in seen[Role.EDITOR]
    assert "0 Unanswered" in seen[Role.EDITOR]
    assert "Unanswered" not in seen[Role.CLINICIAN]


# --- Colleagues


def test_an_administrator_adds_a_colleague_who_chooses_their_own_password(
    ann: StaffBrowser, browser: Browsers, staff_parts: Parts
) -> None:
    fields = {"name": "Bo <Ek>", "login": "Bo@Clinic.example", "role": "clinician"}
    added = ann.sends("/staff/colleagues", fields)
    shown = re.search(r'<code class="secret">([^<]+)</code>', added.text)
    assert shown is not None
    assert "Bo &lt;Ek&gt;" in added.text
    assert shown[1] not in ann.get("/staff/colleagues").text, "it is shown once"
    newcomer = browser()
    assert newcomer.signs_in("bo@clinic.example", shown[1]).status_code == 303
    assert newcomer.get("/staff/").headers["location"] == "/staff/password"
    assert ("ann", "added a colleague", "bo@clinic.example", "clinician") in done(staff_parts)
    assert shown[1] not in str(done(staff_parts))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"login": "ann"}, "There is a colleague with the sign-in name ann already."),
        ({"login": "two words"}, "A sign-in name looks like"),
        ({"login": "аnn"}, "A sign-in name looks like"),
        ({"name": " "}, "A name has 1 to 120 characters."),
        ({"role": "director"}, "Please choose a role."),
    ],
)
def test_a_colleague_who_cannot_be_added_is_told_with_what_was_typed(
    ann: StaffBrowser, changed: dict[str, str], fault: str
) -> None:
    fields = {"name": "Bo", "login": "bo", "role": "editor", **changed}
    refused = ann.sends("/staff/colleagues", fields)
    assert refused.status_code == 422
    assert fault in Words(refused.text).text
    assert f'value="{fields["login"]}"' in refused.text


@pytest.mark.parametrize(
    ("what", "fields", "comes_in_again"),
    [("role", {"role": "editor"}, True), ("disable", {}, False), ("sessions", {}, True), ("password", {}, False)],
)
def test_a_colleague_is_signed_out_by_what_changes_for_them(
    ann: StaffBrowser, browser: Browsers, staff_parts: Parts, what: str, fields: dict[str, str], comes_in_again: bool
) -> None:
    other = browser()
    bo = other.add("bo", Role.CLINICIAN)
    other.signs_in("bo")
    page = f"/staff/colleagues/{bo.id}"
    assert "in 1 browser" in Words(ann.get(page).text).text
    assert ann.sends(f"{page}/{what}", fields, page=page).status_code in (200, 303)
    assert other.get("/staff/").status_code == 303
    assert (other.signs_in("bo").status_code == 303) is comes_in_again
    assert [line for line in done(staff_parts) if line[0] == "ann" and line[2] == "bo"]


def test_a_disabled_colleague_is_let_in_again(ann: StaffBrowser, browser: Browsers) -> None:
    other = browser()
    bo = other.add("bo")
    page = f"/staff/colleagues/{bo.id}"
    ann.sends(f"{page}/disable", page=page)
    ann.sends(f"{page}/enable", page=page)
    assert "Bo Nwosu can sign in again." in Words(ann.get("/staff/colleagues").text).text
    assert other.signs_in("bo").status_code == 303


@pytest.mark.parametrize(("what", "fields"), [("role", {"role": "editor"}), ("disable", {})])
def test_the_last_administrator_stays(ann: StaffBrowser, staff_parts: Parts, what: str, fields: dict[str, str]) -> None:
    ann.add("bo", Role.EDITOR)
    with staff_parts.database.transaction() as session:
        found = staff_parts.staff.accounts.of_login(session, "ann")
    assert found is not None
    page = f"/staff/colleagues/{found[0].id}"
    refused = ann.sends(f"{page}/{what}", fields, page=page)
    assert refused.status_code == 422
    assert "This is the last administrator." in Words(refused.text).text
    assert ann.get("/staff/colleagues").status_code == 200


def test_a_colleague_who_is_not_there_is_not_found(ann: StaffBrowser) -> None:
    assert ann.get("/staff/colleagues/nobody").status_code == 404
    assert ann.sends("/staff/colleagues/nobody/disable", page="/staff/").status_code == 404


# --- The audit log


def test_the_audit_log_is_read_a_page_at_a_time_and_by_person(ann: StaffBrowser, browser: Browsers) -> None:
    other = browser()
    other.add("bo", Role.EDITOR)
    other.signs_in("bo")
    for _ in range(55):
        ann.get("/staff/audit")
    first = ann.get("/staff/audit").text
    assert first.count("read the audit log") == 50
    older = re.search(r'href="(/staff/audit\?before=\d+)">Older', first)
    assert older is not None
    second = ann.get(older[1]).text
    assert "signed in" in second
    assert ">Newest<" in second
    of_bo = Words(ann.get("/staff/audit?person=bo").text).text
    assert "bo signed in" in of_bo.replace("bosigned", "bo signed")
    assert "read the audit log" not in of_bo
    assert "Nothing is noted here." in ann.get("/staff/audit?person=x&before=99999").text
    assert ann.get("/staff/audit?before=abc").status_code == 200


# --- Beside the chat


def test_the_chat_goes_on_while_strangers_wait_for_passwords_to_be_checked(
    ann: StaffBrowser, staff_parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(staff_parts.staff.sign_in, "sign_in", lambda *_: let_go.wait(20) and None)

    async def visit() -> tuple[float, int]:
        transport = httpx.ASGITransport(ann.client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver", headers=OURS) as client:
            page = await client.get("/staff/sign-in")
            found = re.search(r'name="form_token" value="(\w+)"', page.text)
            assert found is not None
            fields = {"form_token": found[1], "login": "ann", "password": "wrong"}
            strangers = [asyncio.create_task(client.post("/staff/sign-in", data=fields)) for _ in range(60)]
            await asyncio.sleep(0.3)
            begun = time.monotonic()
            opened = await client.post("/api/sessions")
            took = time.monotonic() - begun
            let_go.set()
            assert {answered.status_code for answered in await asyncio.gather(*strangers)} == {422}
            return took, opened.status_code

    took, status = asyncio.run(visit())
    assert status == 201
    assert took < 5


# --- Errors


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/staff/nowhere", "GET", 404), ("/staff/sign-out", "GET", 405)]
)
def test_errors_are_told_in_kind_words(ann: StaffBrowser, path: str, method: str, status: int) -> None:
    answered = ann.client.request(method, path)
    assert answered.status_code == status
    assert Words(answered.text).headings
    assert "/staff/" in answered.text


def test_whoever_is_not_signed_in_gets_errors_as_well(browser: Browsers) -> None:
    assert "There is nothing here" in browser().get("/staff/nowhere").text


def test_without_the_database_the_site_says_so(
    ann: StaffBrowser, staff_parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = ann.token_of("/staff/")

    def broken(*_args: object, **_more: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(staff_parts.database, "transaction", broken)
    for answered in (ann.get("/staff/"), ann.posts("/staff/sign-out", {"form_token": token})):
        assert answered.status_code == 503
        assert "The database doesn't answer" in Words(answered.text).text
    assert ann.get("/staff/static/staff.css").status_code == 200


def test_a_fault_shows_nothing_of_itself(
    ann: StaffBrowser, staff_parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(type(staff_parts.queue), "open_items", broken)
    answered = ann.get("/staff/")
    assert answered.status_code == 500
    assert "Something went wrong on our side" in answered.text
    assert "secret detail" not in answered.text


def _cookies(answered: object) -> list[str]:
    return answered.headers.get_list("set-cookie")  # type: ignore[attr-defined,no-any-return]
