"""The page in a real browser: a question is asked and its answer read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from bot.settings import PROJECT
from tests.live_bot import LiveBot

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
ARTEFACTS = PROJECT / "tests" / "artefacts"


@pytest.fixture
def page(browser: Browser, live_bot: LiveBot) -> Iterator[Page]:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        base_url=live_bot.url,
        reduced_motion="reduce",  # a message that is still fading in has no contrast yet
    )
    opened = context.new_page()
    opened.goto("/")
    opened.locator("article.guide[data-kind=greeting]").wait_for()
    yield opened
    context.close()


def test_a_person_asks_and_reads_the_answer(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    page.get_by_label("Your message").fill("how long does one session take")
    page.keyboard.press("Enter")
    answer = page.locator("article.guide[data-kind=answer]")
    answer.wait_for()
    assert "several hours" in answer.inner_text()
    page.screenshot(path=_artefact("phone.png"))
    sources = answer.locator("details.sources")
    assert sources.get_attribute("open") is None, "sources are folded until asked for"
    sources.locator("summary").click()
    assert "Ketamine-assisted psychotherapy (KAP)" in sources.inner_text()
    assert "Not yet reviewed" in sources.inner_text()
    assert page.locator("[slot=crisis-line] a[href^='tel:']").first.is_visible()
    page.screenshot(path=_artefact("phone-sources.png"))
    assert complaints == []


def test_a_suggested_question_is_a_button_that_answers(page: Page) -> None:
    page.locator("article.guide[data-kind=greeting] button.choice").first.press("Enter")
    page.locator("article.guide[data-kind=answer]").wait_for()


def test_the_conversation_is_there_after_a_reload(page: Page) -> None:
    page.get_by_label("Your message").fill("does it help with ocd")
    page.keyboard.press("Enter")
    page.locator("article.guide[data-kind=answer]").wait_for()
    page.reload()
    page.locator("article.guide[data-kind=answer]").wait_for()
    assert page.locator("article.person").inner_text().endswith("does it help with ocd")


def test_a_crisis_is_answered_with_numbers_to_tap(page: Page) -> None:
    page.get_by_label("Your message").fill("i want to die")
    page.keyboard.press("Enter")
    crisis = page.locator("article.guide[data-kind=crisis]")
    crisis.wait_for()
    assert crisis.locator("a[href='tel:988']").first.is_visible()
    assert crisis.locator("button.choice", has_text="I'm not sure").is_visible()
    told = page.locator("article.guide[data-kind=support]")
    told.wait_for()
    assert told.locator("a[href='tel:988']").first.is_visible()
    assert told.locator("button.choice", has_text="Ask the clinic to contact me").is_visible()
    page.screenshot(path=_artefact("phone-crisis.png"))


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_stands_in_the_way_of_assistive_technology(page: Page, viewport: dict[str, int]) -> None:
    page.set_viewport_size(viewport)  # type: ignore[arg-type]
    page.get_by_label("Your message").fill("can i have it, i have high blood pressure")
    page.keyboard.press("Enter")
    page.locator("article.guide[data-kind=answer]").wait_for()
    if viewport == DESKTOP:
        page.screenshot(path=_artefact("desktop.png"))
    violations = Axe().run(page).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in violations] == []


def _artefact(name: str) -> Path:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    return ARTEFACTS / name
