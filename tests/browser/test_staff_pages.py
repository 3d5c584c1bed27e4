"""The staff site in a real browser, without JavaScript: every page at a phone's and a desk's width, and by keyboard."""

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.assembly import Parts
from bot.channels.web.application import create_application
from bot.handoff.items import Contact
from bot.handoff.kinds import ItemKind
from bot.handoff.sighting import Sighting
from bot.prescreen.state import ConsentGiven, Given, Prescreen, Stage
from bot.prescreen.values import Value
from bot.safety.dangers import Danger
from bot.settings import PROJECT
from bot.staff.roles import Role
from bot.storage.models import ConversationRow
from tests.conftest import free_port
from tests.staff_browser import PASSWORD

WIDTHS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
ARTEFACTS = PROJECT / "tests" / "artefacts" / "staff"
# The browser must ask nobody but the bot.
ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
# Every page that opens for an administrator by its address alone.
PAGES = {
    "home": "/staff/",
    "answers": "/staff/answers",
    "answer": "/staff/answers/heart_bp",
    "answer-edit": "/staff/answers/heart_bp/edit",
    "answer-new": "/staff/answers/new",
    "answer-versions": "/staff/answers/heart_bp/versions?old=1&new=1",
    "queue": "/staff/queue",
    "queue-mine": "/staff/queue?show=mine",
    "queue-not-found": "/staff/queue?reference=K7FM",
    "item-prescreen": "/staff/queue/{prescreen}",
    "item-question": "/staff/queue/{question}",
    "item-crisis": "/staff/queue/{crisis}",
    "item-erase": "/staff/queue/{prescreen}/erase",
    "colleagues": "/staff/colleagues",
    "colleague": "/staff/colleagues/{bo}",
    "audit": "/staff/audit",
    "password": "/staff/password",
    "not-found": "/staff/nowhere",
}
SMALLEST_TARGET = 44
PRESCREEN = (
    ("It has been a long year, and nothing helps for long.\n\nתודה רבה, אני עייפה 😔", Value.YES),
    ("Therapy twice. The second time it was the wrong person, I think, so I stopped after a month.", Value.YES),
    ("No", Value.NO),
    ("my father has it, me I never checked", Value.NEEDS_FOLLOWUP),
    ("", Value.DECLINED),
    ("No", Value.NO),
    ("I drink wine at weekends. <b>Not</b> more, " + "really not, " * 40 + "I think.", Value.UNSURE),
    ("https://example.org/" + "a-very-long-address-without-a-blank" * 6, Value.YES),
    ("No", Value.NO),
    ("Will somebody be with me the whole time?", Value.YES),
    ("Zoë, +1 212-555-0199, evenings", Value.YES),
)


class Site:
    """The real app, served by a thread of the test."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._server = uvicorn.Server(
            uvicorn.Config(create_application(parts), host="127.0.0.1", port=port, log_level="warning", ws="none")
        )
        self._thread = threading.Thread(target=self._server.run)

    def start(self) -> None:
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)

    def add(self, login: str, name: str, role: Role, *, must_change: bool = False) -> str:
        with self.parts.database.transaction() as session:
            accounts = self.parts.staff.accounts
            return accounts.add(session, login, name, role, PASSWORD, must_change=must_change).id

    def fill_queue(self) -> dict[str, str]:
        """People who wait, in every kind; returns references by name."""
        now = datetime.now(UTC)
        parts, asked = self.parts, self.parts.questionnaire.questions
        answers = {
            question.id: Given(question.text, words, value, now, is_tapped=words in ("Yes", "No"))
            for question, (words, value) in zip(asked, PRESCREEN, strict=False)
        }
        consent = ConsentGiven(1, parts.questionnaire.consent.text, now)
        prescreen = Prescreen(
            1, Stage.SENT, answers=answers, consent=consent, sent=answers, sent_at=now, times_sent=2
        )  # fmt: skip
        with parts.database.transaction() as session:
            for name in ("c1", "c2", "c3"):
                session.add(ConversationRow(id=name, channel="web", address=name, created_at=now, last_active_at=now))
            session.flush()
            queue, alerts = parts.queue, parts.alarms._alerts
            reach = Contact("Zoë Okafor-Lindqvist", "+1 212-555-0199, evenings")
            question = "Can I bring my dog, and is there somewhere to park near the house?"
            crisis = alerts.raise_alert(session, Sighting("s1", now - timedelta(hours=1), "web", Danger.SUICIDE, "c1"))
            alerts.raise_alert(session, Sighting("s2", now, "telegram", Danger.OVERDOSE, "c2"))
            asks = queue.add(session, ItemKind.QUESTION, "c2", "web", words=question, contact=reach)
            for _ in range(2):
                queue.add(session, ItemKind.CALLBACK, "c3", "telegram", contact=reach)
            sent = queue.add(session, ItemKind.PRESCREEN, "c3", "web", contact=reach)
            parts.prescreens.keep(session, "c3", None, prescreen, sent.id)
            queue.claim(session, sent.id, "ann@clinic.example")
            parts.notes.add(session, sent.id, "ann@clinic.example", "Rang at ten, nobody there.\nWill try on Tuesday.")
        return {"crisis": crisis.reference, "question": asks.reference, "prescreen": sent.reference}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = os.environ.get("KAP_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        opened = playwright.chromium.launch(executable_path=found, args=ARGUMENTS + sandbox)
        yield opened
        opened.close()


@pytest.fixture
def site(small_parts: Parts) -> Iterator[Site]:
    served = Site(small_parts)
    served.add("ann@clinic.example", "Ann Nwosu", Role.ADMINISTRATOR)
    served.start()
    yield served
    served.stop()


def visitor(browser: Browser, site: Site, width: str, scheme: str = "light") -> BrowserContext:
    return browser.new_context(
        viewport=WIDTHS[width],  # type: ignore[arg-type]
        base_url=site.url,
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )


def sign_in(page: Page, login: str = "ann@clinic.example", password: str = PASSWORD) -> None:
    page.goto("/staff/sign-in")
    page.get_by_label("Sign-in name").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def looked_at(page: Page, name: str) -> list[str]:
    """Keeps a picture, and returns what stands in somebody's way."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)
    found = [
        f"{name}: {fault['id']} {node['html']}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if wide > window:
        found.append(f"{name}: the page is {wide} wide in a window of {window}")
    for target in page.locator("a:visible, button:visible, input:visible, select:visible, textarea:visible").all():
        box = target.bounding_box()
        is_in_text = target.evaluate("element => element.matches('p a, .skip')")
        if box is not None and not is_in_text and round(box["height"]) < SMALLEST_TARGET:
            found.append(f"{name}: {target.evaluate('element => element.outerHTML')} is {box['height']} high")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [*WIDTHS])
def test_nothing_stands_in_the_way_on_any_page(browser: Browser, site: Site, width: str, scheme: str) -> None:
    bo = site.add("bo@clinic.example", "Bo Ek", Role.CLINICIAN)
    site.add("newcomer@clinic.example", "Cleo van den Heuvel-Oyelaran", Role.EDITOR, must_change=True)
    waiting = site.fill_queue()
    complaints: list[str] = []
    context = visitor(browser, site, width, scheme)
    page = context.new_page()
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    suffix = f"{width}-{scheme}"
    page.goto("/staff/sign-in")
    found = looked_at(page, f"sign-in-{suffix}")
    sign_in(page, password="wrong")
    page.get_by_role("alert").wait_for()
    found += looked_at(page, f"sign-in-refused-{suffix}")
    sign_in(page)
    page.get_by_role("heading", name="What waits").wait_for()
    for name, path in PAGES.items():
        page.goto(path.format(bo=bo, **waiting))
        page.locator("h1").wait_for()
        found += looked_at(page, f"{name}-{suffix}")
    page.goto("/staff/colleagues")
    page.get_by_label("Name", exact=True).fill("Dee Park")
    page.get_by_label("Sign-in name").fill("dee@clinic.example")
    page.get_by_role("button", name="Add and show").click()
    page.get_by_text("One-time password").wait_for()
    found += looked_at(page, f"first-password-{suffix}")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()
    for login, name, path in (
        ("bo@clinic.example", "no-role", "/staff/audit"),
        ("newcomer@clinic.example", "must-change", "/staff/"),
    ):
        sign_in(page, login)
        page.goto(path)
        found += looked_at(page, f"{name}-{suffix}")
        page.get_by_role("button", name="Sign out").click()
    context.close()
    assert found == []
    # What the browser itself writes about an answer that is not 200 is no fault of a page.
    assert [line for line in complaints if not re.search(r"status of (403|404|422)", line)] == []


def test_by_keyboard_alone_somebody_comes_in_looks_around_and_leaves(browser: Browser, site: Site) -> None:
    context = visitor(browser, site, "desktop")
    page = context.new_page()
    page.goto("/staff/audit")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("ann@clinic.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Audit log").wait_for()
    seen = []
    menu = page.locator("nav a").all_inner_texts()
    assert {"Home", "Audit log", "Password"} <= set(menu)
    for _ in range(len(menu) + 4):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", f"nobody sees that {seen[-1]} has the focus"
    assert seen[: len(menu) + 2] == ["Skip to the content", "Sign out", *menu]
    page.keyboard.press("Home")
    while focused(page) != "Sign out":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_text("You are signed out.").wait_for()
    context.close()


def test_the_way_back_after_signing_out_shows_nothing(browser: Browser, site: Site) -> None:
    context = visitor(browser, site, "desktop")
    page = context.new_page()
    sign_in(page)
    page.goto("/staff/colleagues")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Sign in").wait_for()
    context.close()


def test_every_page_works_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    sign_in(page)
    page.get_by_role("link", name="Colleagues").click()
    page.get_by_label("Name", exact=True).fill("Dee Park")
    page.get_by_label("Sign-in name").fill("dee@clinic.example")
    page.get_by_label("Role").select_option("clinician")
    page.get_by_role("button", name="Add and show").click()
    password = page.locator("code.secret").inner_text()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "dee@clinic.example", password)
    page.get_by_label("Present password").fill(password)
    for field in ("New password", "New password once more"):
        page.get_by_label(field, exact=True).fill("quite another set of words")
    page.get_by_role("button", name="Change password").click()
    assert page.get_by_role("status").inner_text().startswith("Your password is changed.")
    assert page.get_by_role("link", name="Colleagues").count() == 0
    context.close()


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()"))


def test_a_prescreen_on_paper_has_the_answers_and_no_buttons(browser: Browser, site: Site) -> None:
    waiting = site.fill_queue()
    context = visitor(browser, site, "desktop")
    page = context.new_page()
    sign_in(page)
    page.goto(f"/staff/queue/{waiting['prescreen']}")
    page.emulate_media(media="print")
    assert page.get_by_text("Confidential: for the clinic's staff.").is_visible()
    assert page.get_by_text("It has been a long year").is_visible()
    assert page.get_by_text("Rang at ten").is_hidden()
    assert page.locator("button:visible, input:visible, nav:visible").count() == 0
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": 720, "height": 1000})
    page.screenshot(path=ARTEFACTS / "item-prescreen-paper.png", full_page=True)
    page.pdf(path=ARTEFACTS / "item-prescreen.pdf", format="A4")
    context.close()
