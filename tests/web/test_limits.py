"""Limits: a script is slowed down, a person is not, and everyone is told how long to wait."""

import secrets
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.assembly import Parts
from bot.channels.web.application import create_application
from bot.channels.web.limits import NEW_SESSIONS_PER_ADDRESS, PER_ADDRESS, PER_SESSION, RateLimits
from tests.web.conftest import Chat

# What docs/api.md promises.
PER_MINUTE = {"session": 40, "address": 240, "new sessions": 30}


@pytest.fixture
def limited(shared_parts: Parts) -> Iterator[TestClient]:
    """An app with limits on, and nothing counted yet."""
    settings = shared_parts.settings.model_copy(update={"rate_limits": "on"})
    with TestClient(create_application(replace(shared_parts, settings=settings))) as client:
        yield client


def test_the_limits_are_those_of_the_documentation() -> None:
    limits = {"session": PER_SESSION, "address": PER_ADDRESS, "new sessions": NEW_SESSIONS_PER_ADDRESS}
    assert {name: limit.amount for name, limit in limits.items()} == PER_MINUTE
    assert {limit.get_expiry() for limit in limits.values()} == {60}


def test_too_many_messages_of_one_session_are_told_when_to_come_back(limited: TestClient) -> None:
    chat = Chat(limited)
    blank = [chat.post(text="") for _ in range(PER_SESSION.amount)]
    assert {answered.status_code for answered in blank} == {200}
    refused = chat.post(text="")
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert "988" in refused.json()["detail"]
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert Chat(limited).post(text="").status_code == 200, "another person is not slowed down"
    assert chat.get("/api/messages").status_code == 200, "reading is free"


def test_too_many_new_sessions_are_told_when_to_come_back(limited: TestClient) -> None:
    opened = [limited.post("/api/sessions").status_code for _ in range(NEW_SESSIONS_PER_ADDRESS.amount)]
    assert set(opened) == {201}
    refused = limited.post("/api/sessions")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert "988" in refused.json()["detail"]


def test_an_address_that_invents_tokens_is_slowed_down_as_well() -> None:
    limits = RateLimits(enabled=True)
    waits = [limits.wait_for_message(secrets.token_hex(4), "10.0.0.1") for _ in range(PER_ADDRESS.amount + 1)]
    assert set(waits[:-1]) == {None}
    assert waits[-1] is not None
    assert limits.wait_for_message("t", "10.0.0.2") is None


def test_limits_can_be_turned_off() -> None:
    limits = RateLimits(enabled=False)
    assert {limits.wait_for_message("t", "a") for _ in range(500)} == {None}
    assert {limits.wait_for_session("a") for _ in range(500)} == {None}
