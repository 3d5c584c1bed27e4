"""The chat API keeps to its contract (docs/api.md)."""

import asyncio
import json
import re
import secrets
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.assembly import Parts
from bot.channels.web.application import create_application
from tests.web.conftest import Chat

MESSAGE = {"id", "kind", "text", "choices", "citations", "entry", "reviewed", "progress"}
UNCOVERED = "how much does one session cost"


# Sessions


def test_a_session_opens_with_a_token_and_a_greeting(client: TestClient) -> None:
    opened = client.post("/api/sessions")
    assert opened.status_code == 201
    assert opened.json().keys() == {"session", "messages"}
    [greeting] = opened.json()["messages"]
    assert greeting.keys() == MESSAGE
    assert greeting["kind"] == "greeting"


def test_tokens_cannot_be_guessed(client: TestClient) -> None:
    tokens = [client.post("/api/sessions").json()["session"] for _ in range(20)]
    assert len(set(tokens)) == 20
    for token in tokens:
        # 32 random bytes: 256 bits.
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)


def test_a_session_ends_at_once_and_for_good(chat: Chat) -> None:
    chat.says(UNCOVERED)
    ended = chat.client.delete("/api/sessions", headers=chat.headers)
    assert (ended.status_code, ended.content) == (204, b"")
    assert chat.get("/api/messages").status_code == 401
    assert chat.get("/api/export").status_code == 401
    assert chat.post(text="hello").status_code == 401
    assert chat.client.delete("/api/sessions", headers=chat.headers).status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        None, "", "Bearer", "Bearer ", "Bearer x", f"Bearer {secrets.token_urlsafe(32)}", "Basic {token}", "{token}",
        "Bearer {token}x", "Bearer {start}", "Bearer {token} {token}", "Bearer \u00e9",
    ],
    ids=range(12),
)  # fmt: skip
def test_without_the_right_token_nothing_opens(chat: Chat, header: str | None) -> None:
    headers: dict[bytes, bytes] = {}
    if header is not None:
        value = header.replace("{token}", chat.token).replace("{start}", chat.token[:-1])
        headers = {b"Authorization": value.encode("latin-1")}
    for answered in (
        chat.client.get("/api/messages", headers=headers),
        chat.client.get("/api/export", headers=headers),
        chat.client.post("/api/messages", json={"text": "hello"}, headers=headers),
        chat.client.delete("/api/sessions", headers=headers),
    ):
        assert answered.status_code == 401
    assert chat.transcript()


def test_the_scheme_may_be_written_in_any_case(chat: Chat) -> None:
    answered = chat.client.get("/api/messages", headers={"Authorization": f"bearer {chat.token}"})
    assert answered.status_code == 200


# Messages


def test_a_text_is_answered_with_messages(chat: Chat) -> None:
    response = chat.post(text="how long does one session take")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json().keys() == {"messages"}
    answer = response.json()["messages"][0]
    assert answer.keys() == MESSAGE
    assert (answer["kind"], answer["entry"]) == ("answer", "session_duration")
    assert answer["citations"]
    assert all(citation.keys() == {"document", "section"} for citation in answer["citations"])
    assert all(choice.keys() == {"id", "label", "entry"} for choice in answer["choices"])
    assert (answer["reviewed"], answer["progress"]) == (None, None)


def test_a_choice_is_answered_with_what_it_names(chat: Chat) -> None:
    choice = chat.greeting[0]["choices"][1]
    [answer] = chat.post(choice=choice["id"]).json()["messages"]
    assert (answer["kind"], answer["entry"]) == ("answer", choice["entry"])


def test_a_choice_of_another_chat_is_stale_and_does_nothing(client: TestClient, chat: Chat) -> None:
    other = Chat(client)
    offer = other.says("delete my data")[0]
    for choice in [*offer["choices"], *other.greeting[0]["choices"]]:
        [notice] = chat.post(choice=choice["id"]).json()["messages"]
        assert notice["kind"] == "notice"
        assert "no longer leads anywhere" in notice["text"]
    assert other.transcript()
    assert chat.transcript()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "hello", "choice": "x"},
        {"text": None, "choice": None},
        {"text": 7},
        {"text": ["hello"]},
        {"text": True},
        {"choice": ""},
        {"choice": "x" * 129},
        {"choice": 7},
        {"text": "hello", "message_id": ""},
        {"text": "hello", "message_id": "x" * 129},
        {"text": "hello", "message_id": 7},
        {"text": "hello", "message_id": "\ud800"},
        {"text": "hello", "colour": "blue"},
        {"message": "hello"},
        [],
        "hello",
        7,
        None,
    ],
    ids=lambda body: ascii(body)[:40],
)
def test_anything_but_exactly_one_of_text_and_choice_is_not_valid(chat: Chat, body: Any) -> None:
    answered = chat.client.post("/api/messages", content=json.dumps(body), headers=chat.headers)
    assert answered.status_code == 422
    assert len(chat.transcript()) == 1, "something of it was kept"


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"hello", b"\xff\xfe", b"{'text': 'hello'}", b'{"text": "hello"} {', b"[" * 50_000, b"NaN"]
)
def test_what_is_not_json_is_not_valid(chat: Chat, raw: bytes) -> None:
    assert chat.client.post("/api/messages", content=raw, headers=chat.headers).status_code == 422


def test_json_may_come_with_any_content_type(chat: Chat) -> None:
    headers = chat.headers | {"Content-Type": "text/plain"}
    answered = chat.client.post("/api/messages", content=b'{"text": "what is kap"}', headers=headers)
    assert answered.status_code == 200


@pytest.mark.parametrize(
    "text", ["", " \n", "\x00", "/", "\ud83d", "\U0001f600", "/restart", "/crisis{}", "\u202e\u05d0"]
)
def test_odd_texts_are_answered_and_never_with_nothing(chat: Chat, text: str) -> None:
    answered = chat.client.post("/api/messages", content=json.dumps({"text": text}), headers=chat.headers)
    assert answered.status_code == 200
    assert answered.json()["messages"]
    assert all(message["text"] for message in answered.json()["messages"])


# Size


def test_100_kb_are_read_whole(chat: Chat) -> None:
    end = " how long does one session take"
    text = "x" * (100_000 - len(end)) + end
    assert chat.says(text)
    assert chat.transcript()[1]["text"] == text


def test_one_byte_more_is_too_large(chat: Chat) -> None:
    assert chat.post(text="x" * 100_001).status_code == 413
    # Bytes count, not characters.
    assert chat.post(text="\u00e9" * 50_001).status_code == 413
    assert len(chat.transcript()) == 1


def test_100_kb_may_be_spelled_in_six_times_as_many_bytes(chat: Chat) -> None:
    raw = b'{"text": "' + b"\\u0061" * 100_000 + b'"}'
    assert chat.client.post("/api/messages", content=raw, headers=chat.headers).status_code == 200


@pytest.mark.parametrize("size", [700_000, 5_000_000])
def test_a_huge_body_is_too_large_and_not_a_fault(chat: Chat, size: int) -> None:
    assert chat.client.post("/api/messages", content=b"x" * size, headers=chat.headers).status_code == 413


# Repeats


def test_a_repeated_message_gets_the_first_reply_and_is_kept_once(chat: Chat) -> None:
    first = chat.says(UNCOVERED, message_id="m-1")
    held = chat.get("/api/export").json()
    assert chat.says(UNCOVERED, message_id="m-1") == first
    assert chat.says("something else", message_id="m-1") == first
    assert chat.get("/api/export").json() == held
    assert len(held["unanswered_questions"]) == 1


def test_a_repeated_choice_gets_the_first_reply(chat: Chat) -> None:
    offer = chat.says("delete my data")[0]
    keep = offer["choices"][1]["id"]
    first = chat.post(choice=keep, message_id="m-1").json()
    assert chat.post(choice=keep, message_id="m-1").json() == first
    assert "nothing is deleted" in first["messages"][0]["text"]


def test_two_requests_at_once_with_one_id_are_one_message(shared_parts: Parts, chat: Chat) -> None:
    async def both() -> list[httpx.Response]:
        transport = httpx.ASGITransport(create_application(shared_parts))
        async with httpx.AsyncClient(transport=transport, base_url="http://guide", headers=chat.headers) as client:
            body = {"text": UNCOVERED, "message_id": "m-1"}
            return await asyncio.gather(*(client.post("/api/messages", json=body) for _ in range(2)))

    first, second = asyncio.run(both())
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    held = chat.get("/api/export").json()
    assert [m["from"] for m in held["messages"]].count("person") == 1
    assert len(held["unanswered_questions"]) == 1


# What is held


def test_the_transcript_is_in_the_shape_of_the_contract(chat: Chat) -> None:
    before = datetime.now(UTC)
    replies = chat.says("/restart \x00what is kap")
    transcript = chat.transcript()
    assert all(message.keys() == MESSAGE | {"from", "at"} for message in transcript)
    assert [message["from"] for message in transcript] == ["bot", "person", *["bot"] * len(replies)]
    said = transcript[1]
    assert (said["text"], said["kind"], said["choices"]) == ("/restart what is kap", None, [])
    assert before <= datetime.fromisoformat(said["at"]) <= datetime.now(UTC)
    assert [{key: m[key] for key in MESSAGE} for m in transcript if m["from"] == "bot"] == [*chat.greeting, *replies]


def test_the_export_holds_all_of_it(chat: Chat) -> None:
    chat.says(UNCOVERED)
    export = chat.get("/api/export").json()
    assert export.keys() == {
        "channel",
        "created_at",
        "last_active_at",
        "messages",
        "unanswered_questions",
        "alerts",
        "prescreen",
        "requests",
    }
    assert export["channel"] == "web"
    assert export["messages"] == chat.transcript()
    [question] = export["unanswered_questions"]
    assert question["text"] == UNCOVERED


def test_two_chats_never_mix(client: TestClient, chat: Chat) -> None:
    other = Chat(client)
    chat.says("what is kap", message_id="m-1")
    other.says("how long does one session take", message_id="m-1")
    assert [m["text"] for m in chat.transcript() if m["from"] == "person"] == ["what is kap"]
    assert [m["text"] for m in other.transcript() if m["from"] == "person"] == ["how long does one session take"]
