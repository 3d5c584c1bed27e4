"""The worker's life: outages of Telegram, a sudden death, a wrong token, and an orderly end."""

import logging
import signal
from collections.abc import Iterator

import pytest

from bot.assembly import Parts
from bot.channels.telegram import worker as worker_module
from bot.channels.telegram.replies import CHANNEL
from tests.telegram.conftest import greeting_words
from tests.telegram.fake_bot_api import TOKEN, FakeBotApi, wait_until
from tests.telegram.worker_process import LaunchWorker, environment

QUESTION = "How long does a session take, my dear guide?"


def test_it_waits_for_telegram_answers_when_it_is_back_and_stops_in_time(
    api: FakeBotApi, launch: LaunchWorker, chat: int, shared_parts: Parts
) -> None:
    api.stop()
    worker = launch()
    worker.wait_for_log("Telegram does not answer (NetworkError); trying until it does.")
    api.say(chat, "/start")
    api.start()
    [greeting] = api.wait_for(chat, 1)
    assert greeting.words == greeting_words(shared_parts)

    api.wait_until_idle()
    api.stop()
    wait_until(lambda: worker.log().count("Telegram does not answer") == 2)
    api.say(chat, QUESTION)
    api.start()
    api.wait_for(chat, 3)

    assert worker.stop(signal.SIGTERM) == 0
    log = worker.log()
    assert "Stopping." in log
    for secret in (TOKEN, TOKEN.split(":")[1], str(chat), QUESTION, "Traceback"):
        assert secret not in log


def test_what_a_sudden_death_interrupts_is_answered_after_the_next_start(
    api: FakeBotApi, launch: LaunchWorker, chat: int, shared_parts: Parts
) -> None:
    api.held.add("sendMessage")
    first = launch()
    first.wait_until_open()
    api.say(chat, QUESTION)
    api.wait_for_call("sendMessage")
    first.end()
    api.held.clear()

    second = launch()
    second.wait_until_open()
    answer, _ = api.wait_for(chat, 2)
    api.wait_until_idle()

    assert "From: Ketamine-assisted" in answer.words
    conversation = shared_parts.conversation.transcript(CHANNEL, str(chat))
    assert [one.text for one in conversation if one.sender == "person"] == [QUESTION]
    assert second.stop(signal.SIGINT) == 0


@pytest.fixture
def levels() -> Iterator[None]:
    """Puts back how much the libraries log."""
    loggers = [logging.getLogger(name) for name in ("httpx", "httpcore", "telegram")]
    before = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


@pytest.mark.usefixtures("levels")
def test_a_token_that_telegram_refuses_ends_it_without_being_shown(
    api: FakeBotApi,
    shared_parts: Parts,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, value in environment(shared_parts.settings, api, "7000000002:some-other-token").items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as end:
        worker_module.main()

    assert end.value.code == 1
    written = caplog.text + "".join(capfd.readouterr())
    assert "Telegram refuses the token" in written
    assert "some-other-token" not in written
    assert "Traceback" not in written


def test_without_a_token_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TELEGRAM_BOT_TOKEN", "KAP_TELEGRAM_BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(SystemExit, match="TELEGRAM_BOT_TOKEN is not set"):
        worker_module.main()
