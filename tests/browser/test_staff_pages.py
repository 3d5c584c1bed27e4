"""The staff site in a real browser, without JavaScript: every page at a phone's and a desk's width, and by keyboard."""

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route
from sqlalchemy import delete

from bot.assembly import Parts
from bot.channels.web.application import create_application
from bot.handoff.items import Contact
from bot.handoff.kinds import ItemKind
from bot.handoff.sighting import Sighting
from bot.library.drafts import Wording, ask_for_review, save_draft, send_back
from bot.library.entries import format_entry
from bot.library.publishing import Stamp, held_answers, published_entries
from bot.prescreen.state import ConsentGiven, Given, Prescreen, Stage
from bot.prescreen.values import Value
from bot.safety.dangers import Danger
from bot.settings import PROJECT
from bot.staff.roles import Role
from bot.storage.models import ConversationRow, StaffSessionRow
from tests.conftest import free_port
from tests.staff_browser import PASSWORD

WIDTHS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
ARTEFACTS = PROJECT / "tests" / "artefacts" / "staff"
# Every page that opens for an administrator by its address alone.
PAGES = {
    "home": "/staff/",
    "answers": "/staff/answers",
    "answer": "/staff/answers/heart_bp",
    "answer-edit": "/staff/answers/heart_bp/edit",
    "answer-new": "/staff/answers/new",
    "answer-draft": "/staff/answers/heart_bp/draft",
    "answer-draft-new": "/staff/answers/parking/draft",
    "answer-import": "/staff/answers/import",
    "answers-with-drafts": "/staff/answers?state=draft",
    "answer-versions": "/staff/answers/heart_bp/versions?old=1&new=1",
    "unanswered": "/staff/unanswered",
    "unanswered-none": "/staff/unanswered?q=zebra",
    "queue": "/staff/queue",
    "queue-mine": "/staff/queue?show=mine",
    "queue-not-found": "/staff/queue?reference=K7FM",
    "item-prescreen": "/staff/queue/{prescreen}",
    "item-question": "/staff/queue/{question}",
    "item-crisis": "/staff/queue/{crisis}",
    "item-erase": "/staff/queue/{prescreen}/erase",
    "settings": "/staff/settings",
    "settings-clinic": "/staff/settings/clinic",
    "settings-hours": "/staff/settings/hours",
    "settings-retention": "/staff/settings/retention",
    "settings-privacy": "/staff/settings/privacy",
    "settings-prescreen": "/staff/settings/prescreen",
    "settings-consent": "/staff/settings/prescreen/consent",
    "settings-question": "/staff/settings/prescreen/medications",
    "settings-danger": "/staff/settings/danger",
    "settings-notices": "/staff/settings/notices",
    "settings-versions": "/staff/settings/versions/hours?old=0&new=0",
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


UNANSWERED = (
    "can i pay in instalments, and what if <b>I stop</b> half-way? " * 6,
    "what is the price of " + "a-very-long-word-without-a-blank" * 8,
    "how long is a session",
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
            # A library of three answers takes most of them for its own: the list, and what is answered now.
            for words in ("how much does it cost", "How much does IT cost??", "what would it cost me", *UNANSWERED):
                parts.question_board.questions.keep(session, "c1", words, ())
        return {"crisis": crisis.reference, "question": asks.reference, "prescreen": sent.reference}

    def fill_drafts(self) -> None:
        """A draft that waits for a second person, and one of a new answer that was sent back."""
        with self.parts.database.transaction() as session:
            heart = held_answers(session)["heart_bp"]
            words = Wording.of_entry(heart.version.entry)
            longer = replace(words, title="Heart", body=f"{words.body}\n\n{'Ask your doctor as well. ' * 12}".strip())
            longer = replace(longer, phrasings=("my heart", *longer.phrasings[4:]))
            save_draft(session, "heart_bp", longer, "bo@clinic.example", heart.stamp, 0)
            ask_for_review(session, "heart_bp", 1)
            save_draft(session, "parking", replace(words, title="Parking"), "ann@clinic.example", Stamp(0, 0), 0)
            ask_for_review(session, "parking", 1)
            send_back(session, "parking", 1, "bo@clinic.example", "Where is the gate?\nAnd the bell.")


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


_LOW_TARGETS = """smallest => [...document.querySelectorAll("a, button, input, select, textarea")]
    .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.matches("p a, .skip"))
    .map(element => [element, element.getBoundingClientRect()])
    .filter(([_, box]) => box.width > 0 && box.height > 0 && Math.round(box.height) < smallest)
    .map(([element, box]) => `${element.outerHTML} is ${box.height} high`)"""


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
    # Asked in one go: a page of the queue has hundreds of them.
    for target in page.evaluate(_LOW_TARGETS, SMALLEST_TARGET):
        found.append(f"{name}: {target}")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [*WIDTHS])
def test_nothing_stands_in_the_way_on_any_page(browser: Browser, site: Site, width: str, scheme: str) -> None:
    bo = site.add("bo@clinic.example", "Bo Ek", Role.CLINICIAN)
    site.add("newcomer@clinic.example", "Cleo van den Heuvel-Oyelaran", Role.EDITOR, must_change=True)
    waiting = site.fill_queue()
    site.fill_drafts()
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


@pytest.mark.parametrize("width", [*WIDTHS])
def test_files_are_looked_at_and_an_ended_session_keeps_what_was_typed(
    browser: Browser, site: Site, width: str, tmp_path: Path
) -> None:
    context = visitor(browser, site, width)
    page = context.new_page()
    sign_in(page)
    with site.parts.database.transaction() as session:
        heart = published_entries(session)["heart_bp"]
    file = tmp_path / "heart_bp.md"
    file.write_text(format_entry(replace(heart, title="Heart", phrasings=heart.phrasings[:3])))
    page.goto("/staff/answers/import")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("Changed: 1 answer").wait_for()
    found = looked_at(page, f"answer-import-look-{width}")
    page.get_by_role("button", name="Make drafts of 1 answer").click()
    page.get_by_text("1 draft made.").wait_for()
    page.goto("/staff/answers/heart_bp/edit")
    assert page.get_by_label("Title").input_value() == "Heart", "the form opens the draft"
    page.get_by_label("Title").fill("Typed for an hour")
    context.clear_cookies()
    page.get_by_role("button", name="Save as draft").click()
    page.get_by_text("You were signed out before this came").wait_for()
    found += looked_at(page, f"given-back-{width}")
    with context.expect_page() as opening:
        page.get_by_role("link", name="Sign in again in another tab").click()
    sign_in(opening.value)
    opening.value.get_by_role("heading", name="What waits").wait_for()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Send it again").click()
    page.get_by_role("heading", name="Draft: Heart problems and blood pressure").wait_for()
    assert page.get_by_text("Typed for an hour").first.is_visible()
    found += looked_at(page, f"answer-draft-saved-{width}")
    context.close()
    assert found == []


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


TONES = """
    window.tones = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      window.tones.push(this.frequency.value);
      return start.apply(this, when);
    };
"""
COUNT_SPOKEN = """
    window.said = 0;
    const line = document.querySelector('[role=status]');
    new MutationObserver(() => { window.said += 1; }).observe(line, {childList: true});
"""

SEEN = """state => {
    Object.defineProperty(document, 'visibilityState', {get: () => state, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
}"""


def asks_often(context: BrowserContext, every: str = "0.1") -> None:
    """Pages that ask for the count so often (in seconds), and note the tones they play."""

    def hurry(route: Route) -> None:
        if route.request.resource_type != "document" or route.request.method != "GET":
            route.continue_()
            return
        answered = route.fetch(max_redirects=0)
        route.fulfill(response=answered, body=answered.text().replace('data-every="15"', f'data-every="{every}"'))

    context.route("**/staff/**", hurry)
    context.add_init_script(TONES)


@pytest.mark.parametrize("width", [*WIDTHS])
def test_the_count_rises_by_itself_and_the_list_stays_until_it_is_looked_at_again(
    browser: Browser, site: Site, width: str
) -> None:
    complaints: list[str] = []
    context = visitor(browser, site, width)
    asks_often(context)
    page = context.new_page()
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page)
    page.goto("/staff/queue")
    link = page.get_by_role("banner").get_by_role("link", name="Queue")
    news, said = page.locator(".news"), page.get_by_role("status")
    page.get_by_text("New items are announced here.").wait_for()
    assert link.inner_text() == "Queue"

    # The sound is off until somebody wants it, and is heard once then.
    page.get_by_role("button", name="Sound for new items: off").click()
    page.get_by_role("button", name="Sound for new items: on").wait_for()
    page.wait_for_function("tones.length === 1")
    [low] = page.evaluate("tones")
    # Only now: the click may have scrolled a small page.
    top = page.locator(".queue-top").bounding_box()

    with site.parts.database.transaction() as session:
        site.parts.queue.add(session, ItemKind.CALLBACK, "nobody", "web")
    page.get_by_role("link", name="Queue (1 not claimed yet)").wait_for()
    assert news.inner_text().split("\n")[0].startswith("There is something new.")
    assert page.title().startswith("(1) Queue")
    assert said.inner_text() == "Queue: 1 not claimed yet. There is something new."
    assert page.locator(".items").count() == 0, "nothing changes under somebody's eyes"
    assert page.locator(".queue-top").bounding_box() == top, "and nothing moves"
    page.wait_for_function("tones.length === 2")
    assert page.evaluate("tones[1]") == low

    page.evaluate(COUNT_SPOKEN)
    with site.parts.database.transaction() as session:
        long_ago = datetime.now(UTC) - timedelta(days=1)
        alert = Sighting("s1", long_ago, "web", Danger.SUICIDE, None)
        crisis = site.parts.alarms._alerts.raise_alert(session, alert)
    page.get_by_role("link", name="Queue (2 not claimed yet, 1 overdue)").wait_for()
    page.wait_for_function("tones.length === 4")
    first, second = page.evaluate("tones.slice(2)")
    assert low < first < second, "a danger sounds otherwise"
    found = looked_at(page, f"queue-news-{width}")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    while len(asked) < 3:
        page.wait_for_timeout(50)
    assert page.evaluate("said") == 1, "it says what has changed, and not that nothing has"

    news.get_by_role("link", name="Look again").click()
    page.get_by_role("link", name=crisis.reference).first.wait_for()
    page.get_by_text("New items are announced here.").wait_for()
    assert page.get_by_role("button", name="Sound for new items: on").is_visible(), "the browser remembers"
    assert page.evaluate("tones") == [], "what was heard is not heard again"
    with site.parts.database.transaction() as session:
        site.parts.queue.claim(session, crisis.id, "bo@clinic.example")
    news.get_by_text("The list has changed.").wait_for()
    found += looked_at(page, f"queue-changed-{width}")

    page.goto("/staff/audit")
    page.get_by_role("link", name="Queue (1 not claimed yet)").wait_for()
    assert page.title().startswith("(1) Audit log")
    assert page.get_by_role("button", name=re.compile("Sound")).count() == 0
    with site.parts.database.transaction() as session:
        session.execute(delete(StaffSessionRow))
    page.get_by_text("You were signed out.").last.wait_for()
    assert page.title().startswith("Signed out")
    asked.clear()
    page.wait_for_timeout(300)
    assert asked == [], "nobody is asked any more"
    found += looked_at(page, f"signed-out-{width}")
    context.close()
    assert found == []
    assert complaints == []


def test_the_count_is_asked_for_while_the_page_is_seen_and_says_when_nobody_answers(
    browser: Browser, site: Site
) -> None:
    context = visitor(browser, site, "desktop")
    asks_often(context)
    page = context.new_page()
    sign_in(page)
    page.goto("/staff/queue")
    page.get_by_text("New items are announced here.").wait_for()
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    context.route("**/queue/count", hold)
    while not waiting:
        page.wait_for_timeout(20)
    for _ in range(3):
        page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(250)
    assert len(waiting) == 1, "never twice at once"

    page.evaluate(SEEN, "hidden")
    waiting.pop().continue_()
    page.wait_for_timeout(250)
    assert waiting == [], "nobody looks, and nobody asks"
    page.evaluate(SEEN, "visible")
    while not waiting:
        page.wait_for_timeout(20)
    waiting.pop().abort()
    while not waiting:
        page.wait_for_timeout(20)
    waiting.pop().fulfill(status=503, body="")
    page.get_by_text("The guide doesn’t answer. This list may be old.").wait_for()
    while not waiting:
        page.wait_for_timeout(20)
    context.unroute("**/queue/count")
    waiting.pop().continue_()
    page.get_by_text("New items are announced here.").wait_for()

    page.get_by_role("button", name="Sound for new items: off").click()
    page.get_by_role("button", name="Sound for new items: on").wait_for()
    page.evaluate(SEEN, "hidden")
    with page.expect_request("**/queue/count"):
        pass  # What is to be heard is asked for in the background as well.
    context.close()

    plain = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = plain.new_page()
    sign_in(page)
    page.get_by_role("link", name="Queue", exact=True).click()
    page.get_by_role("link", name="Look again").wait_for()
    assert page.get_by_role("button", name=re.compile("Sound")).count() == 0
    assert page.locator(".news").count() == 0
    plain.close()
