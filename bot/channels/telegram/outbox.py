"""Sends the bot's messages to a chat."""

import logging
from collections.abc import Sequence

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.channels.telegram.formatting import html_parts, keyboard, plain_part
from bot.channels.telegram.patience import patiently
from bot.conversation.messages import Message

logger = logging.getLogger(__name__)

# A preview would push the words out of sight, and have Telegram fetch the page.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Outbox:
    """Sends in order, and does not give a message up because Telegram is away for a while."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat: int, messages: Sequence[Message], asked: str = "") -> None:
        """Sends all of the messages; `asked` is quoted above the first. Raises InvalidToken.

        To a person who has blocked the bot nothing is sent, and nothing is raised.
        """
        try:
            for position, message in enumerate(messages):
                *before, last = html_parts(message, asked if position == 0 else "")
                for part in before:
                    await self._send(chat, part, None)
                await self._send(chat, last, keyboard(message.choices))
        except Forbidden:
            logger.info("A person has blocked the bot, and gets no answer.")
        except BadRequest as error:
            logger.error("Telegram does not take a message: %s", type(error).__name__)

    async def _send(self, chat: int, part: str, buttons: InlineKeyboardMarkup | None) -> None:
        try:
            await patiently(
                lambda: self._bot.send_message(
                    chat, part, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW, reply_markup=buttons
                )
            )
        except BadRequest:
            # The words matter more than how they look: a crisis text must not fail on its markup.
            logger.error("Telegram does not take the form of a message; sending its plain words.")
            await patiently(lambda: self._bot.send_message(chat, plain_part(part), link_preview_options=_NO_PREVIEW))
