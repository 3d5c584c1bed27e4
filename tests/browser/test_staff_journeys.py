"""What staff do from beginning to end, and what it does to patients: in a real browser, by keyboard alone."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Locator, Page

from bot.assembly import Parts, assemble
from bot.handoff.items import ItemState
from bot.library.publishing import published_entries
from bot.prescreen.questionnaire import Label
from bot.settings import PROJECT, Settings
from bot.staff.roles import Role
from tests.browser.test_staff_pages import Site
from tests.conftest import free_port
from tests.keyboard import WIDTHS, Hands, Journey
from tests.live_bot import Visitor
from tests.staff.answering import PARKING
from tests.staff_browser import PASSWORD

# A library of three answers would take a question about cars for its own otherwise.
GAPS = "topics: {parking: [do you have a car park, where do i leave the car, is parking free, can my van stay outside]}"
# What somebody tells who is asked in an open question of the pre-screen.
TOLD = (
    "i have been depressed for years and nothing helps any more",
    "i am afraid of needles",
    "Zoë, +1 212-555-0199, evenings",
)


@pytest.fixture(scope="module")
def site(small_installation: os.PathLike[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("journeys") / "small"
    shutil.copytree(small_installation, folder)
    shutil.copy(PROJECT / "content" / "sources.yml", folder / "content")
    (folder / "content" / "not_covered.yml").write_text(GAPS)
    settings = Settings(
        data_dir=folder / "data",
        content_dir=folder / "content",
        database_url="",
        models_dir=PROJECT / "models",
        engine_port=free_port(),
        rate_limits="off",
    )
    with closing(assemble(settings)) as parts:
        let_answers_name_only_one_another(parts)
        served = Site(parts)
        served.add("ann@clinic.example", "Ann Nwosu", Role.ADMINISTRATOR)
        served.add("bo@clinic.example", "Bo Ek", Role.CLINICIAN)
        served.add("cleo@clinic.example", "Cleo Oyelaran", Role.EDITOR)
        served.start()
        yield served
        served.stop()


def let_answers_name_only_one_another(parts: Parts) -> None:
    with parts.database.transaction() as session:
        present = published_entries(session)
    parts.publishing.import_entries(
        replace(entry, related=tuple(each for each in sorted(present) if each != slug), next=None)
        for slug, entry in present.items()
    )


@contextmanager
def journey(title: str) -> Iterator[Journey]:
    """Written down also where it ends early; nothing may have stood in the way."""
    begun = Journey(title)
    try:
        yield begun
    finally:
        begun.keep()
    assert begun.faults == []


@contextmanager
def somebody(browser: Browser, site: Site, journey: Journey, who: str) -> Iterator[Hands]:
    """Somebody's own browser, with one tab."""
    context = browser.new_context(
        viewport=WIDTHS["desktop"],  # type: ignore[arg-type]
        base_url=site.url,
        reduced_motion="reduce",
    )
    yield Hands(journey, context.new_page(), who)
    context.close()


def heading(page: Page, words: str) -> Locator:
    return page.get_by_role("heading", name=words, exact=True)


def menu(page: Page, words: str) -> Locator:
    return page.get_by_role("navigation", name="Pages").get_by_role("link", name=words)


def sign_in(hands: Hands, login: str, password: str = PASSWORD, then: str = "What waits") -> None:
    """From the address that they know to the first page."""
    page = hands.page
    page.goto("/staff/")
    hands.look("sign-in")
    hands.go_to(page.get_by_label("Sign-in name"))
    hands.write(login)
    hands.go_to(page.get_by_label("Password"))
    hands.write(password)
    hands.press("Enter")
    heading(page, then).wait_for()
    hands.look("home" if then == "What waits" else "own-password")


class Patient:
    """Somebody in the chat, in a tab of their own."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._answers = hands.page.locator("article.guide")
        hands.page.goto("/")
        self._answers.first.wait_for()
        hands.go_to(hands.page.get_by_label("Your message"))

    def types(self, text: str) -> None:
        """Has it ready to be sent."""
        self._hands.write(text)

    def sends(self) -> str:
        """Sends it; returns what the guide says to it."""
        known = self._answers.count()
        self._hands.press("Enter")
        self._answers.nth(known).wait_for()
        return "\n".join(self._answers.all_inner_texts()[known:])

    def asks(self, text: str) -> str:
        """Types and sends at once."""
        self.types(text)
        return self.sends()


def test_an_editor_fixes_an_answer_and_the_next_message_shows_it(browser: Browser, site: Site) -> None:
    with (
        journey("An editor fixes an answer") as way,
        somebody(browser, site, way, "patient") as chat,
        somebody(browser, site, way, "editor") as hands,
    ):
        patient, page = Patient(chat), hands.page
        assert "several hours" in patient.asks("how long does one session take")
        chat.look("chat-before")

        sign_in(hands, "cleo@clinic.example")
        hands.go_on(menu(page, "Answers"), heading(page, "Answers"))
        hands.look("answers")
        hands.skip()
        hands.fill(page.get_by_label("Words"), "several hours")
        hands.press("Enter")
        page.get_by_text("1 of 3 answers.").wait_for()
        hands.look("answers-found")
        hands.go_on(page.get_by_role("link", name="How long a session takes"), heading(page, "As patients see it"))
        hands.look("answer")
        hands.skip()
        hands.go_on(page.get_by_role("link", name="Edit"), heading(page, "Edit: How long a session takes"))
        hands.look("edit")
        hands.skip()
        hands.go_to(page.get_by_label("Answer", exact=True))
        hands.press("ArrowRight", len("A whole KAP session usually takes "))
        hands.press("Shift+ArrowRight", len("several"))
        hands.write("about four")
        look = page.get_by_role("button", name="Look at it").first
        hands.go_on(look, heading(page, "How it would be"), back=True)
        assert page.get_by_text("A whole KAP session usually takes about four hours.").first.is_visible()
        hands.look("preview")
        assert "about four" not in patient.asks("how long does one session take"), "looking publishes nothing"

        hands.skip()
        hands.go_to(page.get_by_role("button", name="Publish", exact=True).first)
        assert "about four hours" in publish_and_ask(way, hands, patient, "how long does one session take")
        hands.look("published")
        chat.look("chat-after")


def publish_and_ask(way: Journey, hands: Hands, patient: Patient, question: str) -> str:
    """Presses the button that has the focus, while the patient has typed the question already; returns the reply."""
    patient.types(question)
    begun = time.monotonic()
    hands.press("Enter")
    hands.page.get_by_text("Published. The next message of a patient can get it.").wait_for()
    published = time.monotonic()
    reply = patient.sends()
    shown = time.monotonic()
    way.notes.append(
        f"From the press of Publish to “Published.” {published - begun:.2f} s, and to the new answer in the chat, "
        f"which is asked for then, {shown - begun:.2f} s."
    )
    return reply


def test_a_clinician_works_a_prescreen_from_alert_to_closed(browser: Browser, site: Site) -> None:
    with journey("A clinician works a pre-screen") as way, somebody(browser, site, way, "clinician") as hands:
        page = hands.page
        sign_in(hands, "bo@clinic.example")
        send_prescreen(site)
        # The page asks every quarter of a minute, and as soon as the network is back.
        page.evaluate("dispatchEvent(new Event('online'))")
        menu(page, "Queue (1 not claimed yet)").wait_for()
        hands.look("alert")
        hands.go_on(menu(page, "Queue"), heading(page, "Queue"))
        with site.parts.database.transaction() as session:
            [item] = site.parts.queue.open_items(session)
        hands.look("queue")
        hands.skip()
        hands.go_on(page.get_by_role("link", name=item.reference), heading(page, "What they answered"))
        assert page.get_by_text(TOLD[0]).is_visible()
        assert page.get_by_text("Zoë").first.is_visible()
        hands.look("prescreen")
        hands.skip()
        hands.go_on(page.get_by_role("button", name="Claim it"), page.get_by_text("It is yours now"))
        hands.look("claimed")
        hands.skip()
        hands.fill(page.get_by_label("Add a note"), "Rang at ten. A first talk on Tuesday at nine.")
        hands.go_on(page.get_by_role("button", name="Keep the note"), page.get_by_text("The note is kept."))
        hands.look("noted")
        hands.skip()
        hands.go_on(
            page.get_by_role("button", name="I reached them"), page.get_by_text("Noted: the person was reached.")
        )
        hands.skip()
        hands.go_on(page.get_by_role("button", name="Close it"), page.get_by_text(f"{item.reference} is closed."))
        hands.look("closed")
        hands.go_on(menu(page, "Queue"), page.get_by_text("Nobody waits."))
        hands.look("queue-empty")
        assert menu(page, "not claimed yet").count() == 0
        with site.parts.database.transaction() as session:
            found = site.parts.queue.find(session, item.reference)
        assert found is not None
        assert (found.state, found.claimed_by, found.closed_by) == (ItemState.CLOSED, *["bo@clinic.example"] * 2)


def send_prescreen(site: Site) -> None:
    """A patient answers all of it over the chat API, and sends it."""
    labels, told, patient = site.parts.questionnaire.labels, iter(TOLD), Visitor(site.url)

    def on_offer(messages: list[dict[str, object]]) -> dict[str, dict[str, object]]:
        return {each["label"]: each for message in messages for each in message["choices"]}  # type: ignore[attr-defined]

    latest = patient.taps(on_offer(patient.greeting)["Answer a few questions for the clinic"])
    for _ in range(20):
        offered = on_offer(latest)
        wanted = (labels[Label.AGREE], "No", "Yes, but a discreet one", labels[Label.SEND])
        tapped = next((offered[label] for label in wanted if label in offered), None)
        latest = patient.taps(tapped) if tapped is not None else patient.says(next(told))
        if labels[Label.SEND] in offered:
            break
    patient.leaves()


def test_an_administrator_adds_a_colleague(browser: Browser, site: Site) -> None:
    with (
        journey("An administrator adds a colleague") as way,
        somebody(browser, site, way, "administrator") as hands,
        somebody(browser, site, way, "new colleague") as newcomer,
    ):
        page = hands.page
        sign_in(hands, "ann@clinic.example")
        hands.go_on(menu(page, "Colleagues"), heading(page, "Add a colleague"))
        hands.look("colleagues")
        hands.skip()
        hands.go_to(page.get_by_role("link", name="Add a colleague"))
        hands.press("Enter")
        hands.fill(page.get_by_label("Name", exact=True), "Dee Park")
        hands.fill(page.get_by_label("Sign-in name"), "dee@clinic.example")
        hands.go_to(page.get_by_label("Role"))
        hands.press("ArrowDown")
        assert page.get_by_label("Role").input_value() == "clinician"
        hands.go_on(page.get_by_role("button", name="Add and show a password"), heading(page, "Dee Park is added"))
        password = page.locator("dd", has=page.locator("code")).inner_text()
        hands.look("first-password")
        hands.skip()
        hands.go_on(page.get_by_role("link", name="I have noted it"), page.get_by_role("link", name="Dee Park"))
        assert page.get_by_role("row", name="Dee Park").get_by_text("has a one-time password").is_visible()
        hands.look("colleagues-after")

        sign_in(newcomer, "dee@clinic.example", password, then="Your password")
        theirs = newcomer.page
        newcomer.skip()
        newcomer.fill(theirs.get_by_label("Present password"), password)
        newcomer.fill(theirs.get_by_label("New password", exact=True), "quite another set of words")
        newcomer.fill(theirs.get_by_label("New password once more"), "quite another set of words")
        newcomer.press("Enter")
        heading(theirs, "What waits").wait_for()
        newcomer.look("first-home")
        assert menu(theirs, "Queue").is_visible()
        assert menu(theirs, "Colleagues").count() == 0


def test_an_unanswered_question_becomes_a_published_answer(browser: Browser, site: Site) -> None:
    question = "is there somewhere to park my car"
    with (
        journey("An unanswered question gets its answer") as way,
        somebody(browser, site, way, "patient") as chat,
        somebody(browser, site, way, "editor") as hands,
    ):
        patient, page = Patient(chat), hands.page
        assert "behind the house" not in patient.asks(question)
        assert chat.page.locator("article[data-kind=not_covered]").count() == 1
        chat.look("chat-before")

        sign_in(hands, "cleo@clinic.example")
        hands.go_on(menu(page, "Unanswered"), heading(page, question))
        hands.look("unanswered")
        hands.skip()
        hands.go_on(page.get_by_role("button", name="Write a new answer").first, heading(page, "A new answer"))
        assert page.get_by_label("Question", exact=True).input_value() == question
        hands.look("new-answer")
        hands.skip()
        hands.fill(page.get_by_label("Title"), PARKING.title)
        hands.fill(page.get_by_label("Question", exact=True), PARKING.question)
        hands.fill(page.get_by_label("Answer", exact=True), PARKING.body)
        hands.fill(page.get_by_label("Phrasings"), "\n".join([question, *PARKING.phrasings]))
        hands.go_to(page.locator("summary").first)
        hands.press("Space")
        hands.go_to(page.get_by_role("checkbox").first)
        hands.press("Space")
        for number in (1, 2):
            hands.go_to(page.get_by_label(f"Related {number}"))
            hands.press("ArrowDown", number)
        hands.go_on(page.get_by_role("button", name="Look at it").last, heading(page, "How it would be"))
        assert page.get_by_text("Nothing has to be mended.").is_visible()
        hands.look("preview")
        hands.skip()
        hands.go_to(page.get_by_role("button", name="Publish", exact=True).first)
        assert "behind the house" in publish_and_ask(way, hands, patient, question)
        hands.look("published")
        chat.look("chat-after")
        hands.go_on(menu(page, "Unanswered"), heading(page, "Unanswered"))
        hands.look("unanswered-after")
        assert page.get_by_text("is answered now").is_visible()
