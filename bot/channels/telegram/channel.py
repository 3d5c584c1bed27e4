"""From an update to what the person sees."""

import asyncio
import logging

from telegram import Bot, CallbackQuery, Update
from telegram.error import TelegramError

from bot.channels.telegram.events import Tapped, event_of
from bot.channels.telegram.outbox import Outbox
from bot.channels.telegram.replies import CARE, Replies

logger = logging.getLogger(__name__)


class Channel:
    """Hands what people do to the conversation, and its messages back to them."""

    def __init__(self, bot: Bot, replies: Replies) -> None:
        self._replies = replies
        self._outbox = Outbox(bot)

    async def handle(self, update: Update) -> None:
        """Deals with one update, from question to answer. Raises InvalidToken."""
        if update.callback_query is not None:
            await _stop_the_spinner(update.callback_query)
        event = event_of(update)
        if event is None:
            return
        # The conversation service is synchronous.
        messages = await asyncio.to_thread(self._replies.to, event)
        # A tap leaves no trace in a chat, so the answer says to what. Help comes without any preface.
        asked = event.label if isinstance(event, Tapped) and messages[0].kind not in CARE else ""
        await self._outbox.send(event.chat, messages, asked)


async def _stop_the_spinner(query: CallbackQuery) -> None:
    """Every tap wants to be answered, within a minute or so; one that is older is refused, and does no harm."""
    try:
        await query.answer()
    except TelegramError as error:
        logger.info("A tap was too old to be acknowledged, or Telegram is away: %s", type(error).__name__)
