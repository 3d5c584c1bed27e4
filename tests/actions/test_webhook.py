"""The webhook that Rasa calls: closed to everyone else, and clear about what is wrong with a call."""

import json
import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from actions.actions import dialogue_actions
from bot.assembly import Parts
from bot.channels.webhook.application import create_webhook
from bot.conversation.acts import ACT, Answer, PrescreenMove
from bot.prescreen.moves import Move, MoveKind

SECRET = "s" * 40
RASA = {"Authorization": f"Bearer {SECRET}"}


def call(action: object = "action_answer_question", text: str = "how long does one session take") -> dict[str, Any]:
    """A call as Rasa 3.6 makes it, without a domain."""
    tracker = {
        "sender_id": "c1",
        "slots": {},
        "latest_message": {"text": text, "intent": {"name": "ask_question", "confidence": 1.0}, "entities": []},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
    return {"next_action": action, "sender_id": "c1", "tracker": tracker, "version": "3.6.21"}


@pytest.fixture(scope="module")
def webhook(shared_parts: Parts) -> TestClient:
    actions = dialogue_actions(shared_parts.dialogue, shared_parts.prescreen_dialogue)
    return TestClient(create_webhook(actions, SECRET), raise_server_exceptions=False)


def test_a_call_gets_acts_and_no_events(webhook: TestClient) -> None:
    answered = webhook.post("/webhook", json=call(), headers=RASA)
    assert answered.status_code == 200
    assert answered.json()["events"] == []
    assert [ACT.validate_python(response["custom"]) for response in answered.json()["responses"]] == [
        Answer(entry="session_duration")
    ]


def test_the_form_gets_moves_and_an_empty_slot(webhook: TestClient) -> None:
    body = call("validate_prescreen_form", "no, never")
    body["tracker"]["latest_message"]["metadata"] = {"prescreen": "liver_kidney"}
    body["tracker"]["active_loop"] = {"name": "prescreen_form"}
    answered = webhook.post("/webhook", json=body, headers=RASA).json()
    [move] = [ACT.validate_python(response["custom"]) for response in answered["responses"]]
    assert isinstance(move, PrescreenMove)
    assert move.move.kind is MoveKind.ANSWER
    assert [(event["event"], event["name"], event["value"]) for event in answered["events"]] == [
        ("slot", "prescreen_answer", None)
    ]
    begun = webhook.post("/webhook", json=call("action_ask_prescreen_answer", "let's begin"), headers=RASA).json()
    assert begun["events"] == []
    assert [ACT.validate_python(response["custom"]) for response in begun["responses"]] == [
        PrescreenMove(move=Move(kind=MoveKind.START))
    ]


def test_a_domain_may_come_along(webhook: TestClient) -> None:
    assert webhook.post("/webhook", json=call() | {"domain": {"intents": []}}, headers=RASA).status_code == 200


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", f"Bearer {SECRET[:-1]}", f"Bearer {SECRET}x", f"Basic {SECRET}", SECRET]
)
def test_without_the_secret_nothing_runs(webhook: TestClient, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    for body in (call(), {}, None):
        answered = webhook.post("/webhook", json=body, headers=headers)
        assert answered.status_code == 401
        assert answered.json() == {"error": "unauthorized"}


@pytest.mark.parametrize("name", ["action_prescribe", "", "action_listen", "ACTION_GREET", "../x"])
def test_an_unknown_action_is_not_found(webhook: TestClient, name: str) -> None:
    answered = webhook.post("/webhook", json=call(name), headers=RASA)
    assert answered.status_code == 404
    assert answered.json()["action_name"] == name


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"hello", b"\xff", b"[]", b"null", b"7", b'"action_greet"', b"{}",
        b'{"next_action": null, "tracker": {}}', b'{"next_action": ["action_greet"], "tracker": {}}',
        b'{"next_action": {}, "tracker": {}}', b'{"next_action": "action_greet"}',
        b'{"next_action": "action_greet", "tracker": null}', b'{"next_action": "action_greet", "tracker": "c1"}',
    ],
)  # fmt: skip
def test_what_is_no_call_is_a_bad_request(webhook: TestClient, body: bytes) -> None:
    assert webhook.post("/webhook", content=body, headers=RASA).status_code == 400


def test_an_action_that_fails_says_so_without_the_persons_words(
    webhook: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    broken = call(text="a zebra asks")
    broken["tracker"]["latest_message"] = "a zebra asks"
    answered = webhook.post("/webhook", content=json.dumps(broken), headers=RASA)
    assert answered.status_code == 500
    assert answered.json() == {"error": "The action failed.", "action_name": "action_answer_question"}
    assert "zebra" not in caplog.text
    assert "action_answer_question" in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/webhook", 405), ("GET", "/", 404), ("GET", "/actions", 404)]
)
def test_there_is_nothing_else(webhook: TestClient, method: str, path: str, status: int) -> None:
    assert webhook.request(method, path, headers=RASA).status_code == status
