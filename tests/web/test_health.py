"""Health: an app that can help stays in service, and says which part is down."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from starlette.testclient import TestClient

from bot.assembly import Parts, assemble
from bot.channels.web.application import create_application
from bot.channels.web.health import running_commit
from bot.settings import Settings


class _Ready(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def engine_port() -> Iterator[int]:
    """Where something answers as a Rasa that is ready does."""
    with HTTPServer(("127.0.0.1", 0), _Ready) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def break_database(parts: Parts) -> None:
    parts.database.close()
    for file in parts.settings.data_dir.glob("kap.sqlite3*"):
        file.unlink()


def test_it_lives(client: TestClient) -> None:
    answered = client.get("/health/live")
    assert (answered.status_code, answered.json()) == (200, {"status": "ok"})


def test_with_everything_there_it_is_ok(small_settings: Settings, engine_port: int) -> None:
    settings = small_settings.model_copy(update={"engine_port": engine_port})
    with closing(assemble(settings)) as parts, TestClient(create_application(parts)) as client:
        for path in ("/health/ready", "/health/ready?require=engine"):
            answered = client.get(path)
            assert answered.status_code == 200
            assert answered.json()["status"] == "ok"
            assert set(answered.json()["parts"].values()) == {"ok"}


def test_without_rasa_it_is_degraded_and_stays_in_service(client: TestClient) -> None:
    answered = client.get("/health/ready")
    assert answered.status_code == 200
    assert answered.json() == {
        "status": "degraded",
        "parts": {"screen": "ok", "content": "ok", "database": "ok", "engine": "down", "alerts": "ok"},
        "commit": running_commit(),
    }


def test_who_requires_rasa_is_told_that_it_is_down(client: TestClient) -> None:
    answered = client.get("/health/ready?require=engine")
    assert answered.status_code == 503
    assert answered.json()["status"] == "down"
    assert answered.json()["parts"]["engine"] == "down"


def test_when_the_database_goes_away_the_last_known_answers_keep_it_in_service(
    small_client: TestClient, small_parts: Parts
) -> None:
    assert small_client.get("/health/ready").json()["parts"]["database"] == "ok"
    break_database(small_parts)
    answered = small_client.get("/health/ready")
    assert answered.status_code == 200
    expected = {"screen": "ok", "content": "ok", "database": "down", "engine": "down", "alerts": "ok"}
    assert answered.json()["parts"] == expected


def test_an_alert_that_the_clinic_cannot_see_yet_is_told(small_client: TestClient, small_parts: Parts) -> None:
    assert small_client.get("/health/ready").json()["parts"]["alerts"] == "ok"
    break_database(small_parts)
    assert small_client.post("/api/messages", json={"text": "I want to die"}).status_code == 200
    answered = small_client.get("/health/ready")
    assert answered.status_code == 200
    assert (answered.json()["status"], answered.json()["parts"]["alerts"]) == ("degraded", "down")


def test_without_any_content_it_is_not_ready(small_client: TestClient, small_parts: Parts) -> None:
    break_database(small_parts)
    answered = small_client.get("/health/ready")
    assert answered.status_code == 503
    assert answered.json()["status"] == "down"
    assert answered.json()["parts"]["content"] == "down"


def test_the_running_commit_is_that_of_the_checkout_or_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    running_commit.cache_clear()
    monkeypatch.setenv("KAP_COMMIT", "abc123")
    try:
        assert running_commit() == "abc123"
    finally:
        running_commit.cache_clear()
    monkeypatch.delenv("KAP_COMMIT")
    found = running_commit()
    assert found is None or len(found) == 40
    if shutil.which("git") is None:
        assert found is None
