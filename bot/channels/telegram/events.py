"""What a person did in a Telegram chat, read from an update."""

import re
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext.filters import StatusUpdate

# Alone, with the bot's name, or with the one word of a t.me link.
_START = re.compile(r"/start(?:@\w+)?(?: [\w-]{1,64})?")


@dataclass(frozen=True, slots=True)
class Typed:
    """Words that were sent, also under a picture."""

    chat: int
    update: int
    words: str

    @property
    def is_start(self) -> bool:
        """Whether it is the command that Telegram sends when a person opens the bot."""
        return _START.fullmatch(self.words) is not None


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button. `label` is what it says, or empty where Telegram no longer shows the message."""

    chat: int
    update: int
    choice: str
    label: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A sticker, a voice message, a picture without words, or an edited message with the `words` that it now has."""

    chat: int
    update: int
    words: str


Event = Typed | Tapped | Unreadable


def event_of(update: Update) -> Event | None:
    """The event in an update; None for groups, and for what Telegram itself notes in a chat."""
    chat = update.effective_chat
    if chat is None or chat.type != ChatType.PRIVATE:
        return None
    query = update.callback_query
    if query is not None:
        return Tapped(chat.id, update.update_id, query.data, _label(query)) if query.data else None
    message = update.effective_message
    if message is None or StatusUpdate.ALL.check_update(update):
        return None
    words = message.text or message.caption or ""
    if words and update.message is not None:
        return Typed(chat.id, update.update_id, words)
    return Unreadable(chat.id, update.update_id, words)


def _label(query: CallbackQuery) -> str:
    keyboard = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = keyboard.inline_keyboard if keyboard is not None else ()
    return next((button.text for row in rows for button in row if button.callback_data == query.data), "")
