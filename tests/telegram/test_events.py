"""Events: what is read from an update, and what is passed over."""

from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.events import Event, Tapped, Typed, Unreadable, event_of

CHAT = 41


def event(chat: int = CHAT, kind: str = "message", **content: Any) -> Event | None:
    where = {"id": chat, "type": "private" if chat > 0 else "supergroup"}
    message = {"message_id": 1, "date": 1_790_000_000, "chat": where, **content}
    return event_of(Update.de_json({"update_id": 7, kind: message}, None))


PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
_SIZES = {"width": 1, "height": 1, "is_animated": False, "is_video": False}
STICKER = {"file_id": "f", "file_unique_id": "u", "type": "regular", **_SIZES}


def test_words_are_typed_also_under_a_picture() -> None:
    assert event(text="what is kap") == Typed(CHAT, 7, "what is kap")
    assert event(photo=PHOTO, caption="is this kap") == Typed(CHAT, 7, "is this kap")


@pytest.mark.parametrize(
    "content", [{"sticker": STICKER}, {"photo": PHOTO}, {"location": {"latitude": 1, "longitude": 1}}]
)
def test_what_has_no_words_is_unreadable(content: dict[str, Any]) -> None:
    assert event(**content) == Unreadable(CHAT, 7, "")


def test_an_edited_message_keeps_its_words_for_the_crisis_screen() -> None:
    assert event(kind="edited_message", edit_date=1_790_000_001, text="better words") == Unreadable(
        CHAT, 7, "better words"
    )


def test_groups_and_telegrams_own_notes_are_passed_over() -> None:
    assert event(chat=-CHAT, text="what is kap") is None
    assert event(message_auto_delete_timer_changed={"message_auto_delete_time": 60}) is None


@pytest.mark.parametrize(
    ("words", "is_start"),
    [
        ("/start", True),
        ("/start@kap_guide_bot", True),
        ("/start from-the-website_1", True),
        ("/start what is kap", False),
        ("/started", False),
        ("start", False),
        ("/restart", False),
    ],
)
def test_only_the_bare_command_starts(words: str, is_start: bool) -> None:
    assert Typed(CHAT, 7, words).is_start is is_start


def test_a_tap_knows_what_the_button_said() -> None:
    message = {
        "message_id": 1,
        "date": 1_790_000_000,
        "chat": {"id": CHAT, "type": "private"},
        "text": "Hello",
        "reply_markup": {
            "inline_keyboard": [[{"text": "One", "callback_data": "1"}], [{"text": "Two", "callback_data": "2"}]]
        },
    }
    tapper = {"id": CHAT, "is_bot": False, "first_name": "X"}
    query = {"id": "q", "from": tapper, "chat_instance": "c", "data": "2", "message": message}
    gone = {"message_id": 1, "date": 0, "chat": message["chat"]}

    assert event_of(Update.de_json({"update_id": 7, "callback_query": query}, None)) == Tapped(CHAT, 7, "2", "Two")
    assert event_of(Update.de_json({"update_id": 7, "callback_query": query | {"message": gone}}, None)) == Tapped(
        CHAT, 7, "2", ""
    )
