"""What people get while Rasa is down, and that it is noticed when Rasa is back."""

from collections.abc import Iterator

import httpx
import pytest

from tests.live_bot import LiveBot, Visitor


@pytest.fixture(scope="module")
def bot_without_engine(live_bot: LiveBot) -> Iterator[LiveBot]:
    live_bot.stop_engine()
    yield live_bot
    live_bot.start_engine()
    live_bot.wait_until_ready()


@pytest.fixture
def visitor(bot_without_engine: LiveBot) -> Iterator[Visitor]:
    someone = Visitor(bot_without_engine.url)
    yield someone
    someone.leaves()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how long does one session take", "answer"),
        ("am i eligible for this", "verdict_declined"),
        ("should i stop taking my lexapro", "advice_declined"),
        ("how much does it cost", "not_covered"),
        ("hello", "small_talk"),
    ],
)
def test_questions_are_still_answered_and_people_are_told(visitor: Visitor, text: str, kind: str) -> None:
    messages = visitor.says(text)
    assert messages[0]["kind"] == kind
    assert messages[-1]["kind"] == "notice"
    assert "aren't working" in messages[-1]["text"]


def test_a_crisis_is_still_seen(visitor: Visitor) -> None:
    helped, told = visitor.says("i want to kill myself")
    assert helped["kind"] == "crisis"
    assert "988" in helped["text"]
    assert (told["kind"], told["text"][:29]) == ("support", "A note is now on a list that ")


def test_health_says_what_is_down_and_keeps_the_app_in_service(bot_without_engine: LiveBot) -> None:
    ready = httpx.get(f"{bot_without_engine.url}/health/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "degraded"
    assert ready.json()["parts"]["engine"] == "down"
    assert httpx.get(f"{bot_without_engine.url}/health/ready?require=engine").status_code == 503
