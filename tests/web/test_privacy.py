"""What people write, and the key to it, is nowhere to be read: not on the disk, not in the log."""

import json
import logging
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from actions.actions import dialogue_actions
from bot.assembly import assemble
from bot.channels.web.application import create_application
from bot.channels.webhook.application import create_webhook
from bot.settings import Settings
from tests.web.conftest import Chat

PLANTED = "quetzalcoatlus"
SAYS = [
    f"what is kap, asks {PLANTED}",
    f"how much does it cost for {PLANTED}",
    f"/{PLANTED}",
    f"I want to die, {PLANTED}",
    f"am i eligible with {PLANTED}",
    f"{PLANTED}\x00\ud83d",
    f"{PLANTED} " * 2000,
]


def converse(chat: Chat) -> None:
    """Says every planted thing, the wrong way too."""
    for number, text in enumerate(SAYS):
        chat.client.post("/api/messages", content=json.dumps({"text": text}), headers=chat.headers)
        chat.client.post("/api/messages", content=json.dumps({"text": text, "x": number}), headers=chat.headers)
        chat.client.post("/api/messages", content=json.dumps({"text": text}))
        chat.client.post("/api/messages", content=text.encode(errors="replace"), headers=chat.headers)
    chat.post(choice=PLANTED)
    # The crisis among them would keep the pre-screen waiting: another person answers its questions.
    other = Chat(chat.client)
    other.says("i want to start the pre-screen")
    other.says("yes")
    for text in (
        f"i feel low, says {PLANTED}",
        f"i take {PLANTED}",
        "stop",
        "keep it",
        f"ask for {PLANTED}, 212 555 0199",
    ):
        other.says(text)
    other.get("/api/export")
    chat.get("/api/messages")
    chat.get("/api/export")


def bytes_on_disk(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_file_holds_a_typed_word_or_a_token(small_settings: Settings) -> None:
    with closing(assemble(small_settings)) as parts, TestClient(create_application(parts)) as client:
        chat = Chat(client)
        converse(chat)
        assert PLANTED in str(chat.transcript()), "the words must have been kept for the person"
        while_open = bytes_on_disk(small_settings.data_dir)
    after = bytes_on_disk(small_settings.data_dir)
    assert "kap.sqlite3-wal" in while_open, "this test should have read the write-ahead log too"
    for files in (while_open, after):
        for name, held in files.items():
            assert PLANTED.encode() not in held.lower(), f"{name} holds what was typed"
            assert chat.token.encode() not in held, f"{name} holds the key to a conversation"


def test_what_was_erased_is_overwritten_on_the_disk(small_settings: Settings) -> None:
    with closing(assemble(small_settings)) as parts, TestClient(create_application(parts)) as client:
        chat = Chat(client)
        chat.says("what is kap")
        with parts.database.transaction() as session:
            row = parts.conversation._store.find(session, "web", chat.token)
            assert row is not None
        assert row.address.encode() in b"".join(bytes_on_disk(small_settings.data_dir).values())
        client.delete("/api/sessions", headers=chat.headers)
    left = bytes_on_disk(small_settings.data_dir)
    assert [name for name, held in left.items() if row.address.encode() in held or row.id.encode() in held] == []


def test_no_log_record_holds_a_typed_word_or_a_token(
    small_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    # Before anything is put together: some libraries decide then what they log.
    caplog.set_level(logging.DEBUG)
    with closing(assemble(small_settings)) as parts:
        with TestClient(create_application(parts), raise_server_exceptions=False) as client:
            chat = Chat(client)
            converse(chat)
        webhook = TestClient(create_webhook(dialogue_actions(parts.dialogue, parts.prescreen_dialogue), "secret"))
        for action in ("action_answer_question", "action_unknown"):
            webhook.post(
                "/webhook",
                json={"next_action": action, "tracker": {"sender_id": "c", "latest_message": {"text": SAYS[0]}}},
                headers={"Authorization": "Bearer secret"},
            )
    assert caplog.records, "nothing was logged at all, so this test shows nothing"
    for record in caplog.records:
        told = f"{record.getMessage()} {record.args!r} {record.exc_info!r} {record.exc_text}"
        assert PLANTED not in told.lower(), f"{record.name} logged what was typed"
        assert chat.token not in told, f"{record.name} logged the key to a conversation"
