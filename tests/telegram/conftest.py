"""A Bot API that listens, and workers that end with their test."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assembly import Parts
from bot.library.texts import TextId
from tests.conftest import free_port
from tests.telegram.fake_bot_api import FakeBotApi
from tests.telegram.worker_process import LaunchWorker, WorkerProcess

_CHATS = itertools.count(880_000_001)


@pytest.fixture(autouse=True)
def lengths_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the worker has them; otherwise the library warns about its future."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """A Bot API of a test's own."""
    fake = FakeBotApi(free_port())
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def chat() -> int:
    """A chat that no other test uses."""
    return next(_CHATS)


@pytest.fixture
def launch(shared_parts: Parts, api: FakeBotApi, tmp_path: Path) -> Iterator[LaunchWorker]:
    """Starts workers on one installation; they share a log, and end with the test."""
    workers: list[WorkerProcess] = []

    def launch_one() -> WorkerProcess:
        worker = WorkerProcess(shared_parts.settings, api, tmp_path / "telegram.log")
        workers.append(worker)
        worker.start()
        return worker

    yield launch_one
    for worker in workers:
        worker.end()


@pytest.fixture(scope="module")
def lasting_worker(shared_parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerProcess]:
    """A worker with its Bot API for all tests of a file; each test has chats of its own."""
    api = FakeBotApi(free_port())
    api.start()
    worker = WorkerProcess(shared_parts.settings, api, tmp_path_factory.mktemp("worker") / "telegram.log")
    try:
        worker.start()
        worker.wait_until_open()
        yield worker
    finally:
        worker.end()
        api.stop()


def greeting_words(parts: Parts) -> str:
    """The greeting as a chat shows it: with a word on Telegram's own copy."""
    return f"{parts.texts[TextId.GREETING].text}\n\n{parts.texts[TextId.TELEGRAM_NOTE].text}"
