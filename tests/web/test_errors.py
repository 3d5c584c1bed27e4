"""Errors: one shape, always with the crisis line, and never with what the person wrote or how we failed."""

import sqlite3
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from bot.assembly import Parts
from tests.web.conftest import Answered, Chat

HEADERS = ["content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy"]


def check_problem(answered: Answered, status: int) -> None:
    assert answered.status_code == status
    assert answered.headers["content-type"] == "application/problem+json"
    problem = answered.json()
    assert problem.keys() == {"type", "title", "status", "detail"}
    assert problem["status"] == status
    assert problem["title"]
    assert "In despair or in danger: call 988 or text 988. Emergency: 911." in problem["detail"]
    assert "zebra" not in answered.text
    assert "Traceback" not in answered.text
    assert [name for name in HEADERS if name not in answered.headers] == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/api/nowhere", 404),
        ("GET", "/static/nowhere.js", 404),
        ("GET", "/static/%2e%2e/api.py", 404),
        ("PUT", "/api/messages", 405),
        ("GET", "/api/sessions", 405),
        ("POST", "/health/live", 405),
        ("GET", "/api/messages", 401),
        ("GET", "/api/export", 401),
        ("DELETE", "/api/sessions", 401),
        ("GET", "/health/ready?require=coffee", 422),
    ],
)
def test_every_error_is_a_problem_with_the_crisis_line(client: TestClient, method: str, path: str, status: int) -> None:
    check_problem(client.request(method, path), status)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b'{"text": "zebra"}', 401), (b'{"zebra": 1}', 422), (b'{"text": "%s"}' % (b"zebra" * 20_001), 413)],
)
def test_an_error_repeats_nothing_of_what_was_written(client: TestClient, body: bytes, status: int) -> None:
    check_problem(client.post("/api/messages", content=body), status)


def test_a_wrong_token_names_the_scheme(chat: Chat) -> None:
    answered = chat.client.get("/api/messages", headers={"Authorization": "Bearer x"})
    assert answered.headers["www-authenticate"] == "Bearer"


def test_an_unexpected_fault_is_a_problem_too(small_client: TestClient, small_parts: Parts) -> None:
    chat = Chat(small_client)
    with closing(sqlite3.connect(small_parts.settings.data_dir / "kap.sqlite3")) as connection, connection:
        connection.execute("UPDATE message SET body = x'00'")
    answered = chat.get("/api/messages")
    check_problem(answered, 500)
    assert answered.headers["cache-control"] == "no-store"
