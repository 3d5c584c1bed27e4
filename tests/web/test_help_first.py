"""A person in danger gets 200 and help, whatever else is wrong with the request or with us."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.assembly import Parts
from bot.channels.web.application import create_application
from bot.channels.web.limits import PER_SESSION
from tests.web.conftest import Answered, Chat

DANGER = "I want to kill myself"


def is_help(answered: Answered, kind: str = "crisis") -> bool:
    """Whether this is help and nothing else; a failed status shows its body."""
    assert answered.status_code == 200, answered.text
    [message] = answered.json()["messages"]
    assert "(tel:" in message["text"]
    return bool(message["kind"] == kind)


@pytest.mark.parametrize("token", [None, "", "Bearer", "Bearer x", "Basic abc", "nonsense"])
def test_without_a_valid_token(client: TestClient, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": token}
    assert is_help(client.post("/api/messages", json={"text": DANGER}, headers=headers))
    assert is_help(client.post("/api/messages", json={"text": "my son is not breathing"}, headers=headers), "emergency")


def test_after_the_chat_was_deleted(chat: Chat) -> None:
    chat.client.delete("/api/sessions", headers=chat.headers)
    assert is_help(chat.post(text=DANGER))


def test_over_the_limit(shared_parts: Parts) -> None:
    limited = replace(shared_parts, settings=shared_parts.settings.model_copy(update={"rate_limits": "on"}))
    with TestClient(create_application(limited)) as client:
        chat = Chat(client)
        answered = [chat.post(text="").status_code for _ in range(PER_SESSION.amount + 1)]
        assert answered[-1] == 429
        assert is_help(chat.post(text=DANGER))
        assert chat.post(text="").status_code == 429


@pytest.mark.parametrize(
    "raw",
    [
        DANGER.encode(),
        b'{"text": "I want to kill myself',
        b"{'text': 'I want to kill myself'}",
        b'{"text": "I want to kill myself"}}',
        b"\xff\xfe I want to kill myself \xff",
        json.dumps([DANGER]).encode(),
        json.dumps(DANGER).encode(),
    ],
)
@pytest.mark.parametrize("with_token", [True, False])
def test_in_a_body_that_is_no_message(chat: Chat, raw: bytes, with_token: bool) -> None:
    headers = chat.headers if with_token else {}
    assert is_help(chat.client.post("/api/messages", content=raw, headers=headers))


@pytest.mark.parametrize(
    "body",
    [
        {"text": DANGER, "colour": "blue"},
        {"text": DANGER, "choice": "x"},
        {"text": DANGER, "message_id": ""},
        {"text": DANGER, "message_id": 7},
        {"text": [DANGER]},
        {"text": {"value": DANGER}},
        {"message": DANGER},
        {"text": "", "message": DANGER},
        {"text": "hello", "note": DANGER},
        {"text": f"half \ud83d {DANGER}", "colour": "blue"},
    ],
    ids=lambda body: ascii(body)[:50],
)
def test_in_a_body_with_wrong_fields(chat: Chat, body: dict[str, object]) -> None:
    assert is_help(chat.client.post("/api/messages", content=json.dumps(body), headers=chat.headers))


@pytest.mark.parametrize("size", [100_000, 100_001, 300_000])
def test_at_the_very_end_of_a_long_text(chat: Chat, size: int) -> None:
    story = "Please tell me what happens in a session. " * 10_000
    text = story[: size - len(DANGER) - 2] + ". " + DANGER
    assert len(text) == size
    assert is_help(chat.post(text=text))


def test_a_wrong_method_or_path_still_names_the_line(client: TestClient) -> None:
    for answered in (client.put("/api/messages", json={"text": DANGER}), client.post("/api/message", json={})):
        assert "988" in answered.json()["detail"]


def test_with_the_database_gone(small_client: TestClient, small_parts: Parts) -> None:
    chat = Chat(small_client)
    with closing(sqlite3.connect(small_parts.settings.data_dir / "kap.sqlite3")) as connection:
        connection.execute("DROP TABLE message")
        connection.execute("DROP TABLE conversation")
    small_parts.database.close()
    assert is_help(chat.post(text=DANGER))
    assert is_help(chat.post(text=DANGER, message_id="m-1"))
    assert is_help(small_client.post("/api/messages", json={"text": DANGER}))
    for answered in (
        chat.post(text="what is kap"),
        chat.get("/api/messages"),
        chat.get("/api/export"),
        small_client.delete("/api/sessions", headers=chat.headers),
        small_client.post("/api/sessions"),
    ):
        assert answered.status_code == 503
        assert answered.headers["content-type"] == "application/problem+json"
        assert "988" in answered.json()["detail"]
        assert int(answered.headers["retry-after"]) > 0


def test_an_id_that_was_used_before(chat: Chat) -> None:
    chat.says("what is kap", message_id="m-1")
    assert is_help(chat.post(text=DANGER, message_id="m-1"))


def test_a_crisis_in_a_valid_chat_is_kept_in_its_transcript(chat: Chat) -> None:
    assert is_help(chat.post(text=DANGER))
    assert [m["text"] for m in chat.transcript() if m["from"] == "person"] == [DANGER]


def test_words_without_a_chat_are_kept_nowhere(small_client: TestClient, small_parts: Parts) -> None:
    assert is_help(small_client.post("/api/messages", json={"text": DANGER}, headers={"Authorization": "Bearer x"}))
    with closing(sqlite3.connect(small_parts.settings.data_dir / "kap.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM message").fetchone() == (0,)
