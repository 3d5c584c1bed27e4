"""The line that says that the bot is ready, or why it is not."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.launch import announcement as module
from bot.launch.announcement import announcement
from bot.settings import Settings
from tests.conftest import free_port


@contextmanager
def _site(status: Callable[[str], int]) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status(self.path))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.01)


def _settings(tmp_path: Path, port: int, host: str = "127.0.0.1") -> Settings:
    return Settings(data_dir=tmp_path, host=host, port=port)


def test_it_waits_for_the_engine_and_then_says_where_to_go(tmp_path: Path) -> None:
    asked: list[str] = []

    def status(path: str) -> int:
        asked.append(path)
        return 503 if len(asked) < 3 else 200

    with _site(status) as port:
        text = announcement(_settings(tmp_path, port))
    assert text == (
        f"KAP Guide is ready: open http://127.0.0.1:{port} in a browser. Ctrl-C stops it; logs are in {tmp_path}/logs."
    )
    assert asked == ["/health/ready?require=engine"] * 3


def test_an_address_that_means_all_is_told_as_one_that_can_be_opened(tmp_path: Path) -> None:
    with _site(lambda path: 200) as port:
        assert f"open http://127.0.0.1:{port} in" in announcement(_settings(tmp_path, port, "0.0.0.0"))


def test_an_engine_that_never_comes_is_told_from_a_website_that_never_does(tmp_path: Path) -> None:
    with _site(lambda path: 503) as port:
        without_engine = announcement(_settings(tmp_path, port), patience=0.05)
    without_website = announcement(_settings(tmp_path, free_port()), patience=0.05)
    assert "its language engine is not ready" in without_engine
    assert f"{tmp_path}/logs/engine.log" in without_engine
    assert "does not answer" in without_website
    assert f"{tmp_path}/logs/app.log" in without_website
