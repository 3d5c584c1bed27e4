"""Takes updates from Telegram by long polling, and none of them is lost.

An update is confirmed to Telegram only once it has been dealt with, so whatever a crash interrupts comes again; the
conversation service knows a repeat by its id. The updates of one chat are dealt with in order, one after the other;
chats do not wait for each other.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram import Bot, Update
from telegram.constants import UpdateType
from telegram.error import TelegramError

from bot.channels.telegram.patience import patiently

logger = logging.getLogger(__name__)

KINDS = (UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY)
POLL_SECONDS = 25
# While something is under way, Telegram is asked this often whether there is more.
LOOK_AGAIN_SECONDS = 1.0
GRACE_SECONDS = 2.5
# Telegram sends at most 100 updates that it has no confirmation of, so one chat must not keep them back for ever.
OVERDUE_SECONDS = 60.0
REMEMBERED = 1000


class Inbox:
    """One bot's updates; belongs to one event loop."""

    def __init__(self, bot: Bot, handle: Callable[[Update], Awaitable[None]]) -> None:
        self._bot = bot
        self._handle = handle
        self._unconfirmed: dict[int, asyncio.Task[None]] = {}
        self._begun: dict[int, float] = {}
        self._last_of_chat: dict[int | None, asyncio.Task[None]] = {}
        self._seen: deque[int] = deque(maxlen=REMEMBERED)
        self._next = 0

    async def take(self) -> None:
        """Takes updates until it is cancelled. Raises InvalidToken and what else Telegram refuses for good."""
        while True:
            updates = await patiently(self._more)
            for update in updates:
                if update.update_id not in self._seen:
                    self._seen.append(update.update_id)
                    self._begin(update)
            if self._unconfirmed:
                await asyncio.wait(self._unconfirmed.values(), timeout=LOOK_AGAIN_SECONDS)

    async def close(self) -> None:
        """Gives what is under way a moment to end, and confirms what has ended."""
        if self._unconfirmed:
            _, late = await asyncio.wait(self._unconfirmed.values(), timeout=GRACE_SECONDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=GRACE_SECONDS)
        offset = self._offset()
        if offset:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(1):
                    await self._bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=KINDS)

    async def _more(self) -> tuple[Update, ...]:
        offset = self._offset()
        wait = 0 if self._unconfirmed else POLL_SECONDS
        return await self._bot.get_updates(offset=offset, timeout=wait, allowed_updates=KINDS)

    def _offset(self) -> int:
        """The first update that Telegram should send; it forgets those before. What is overdue goes on all the same."""
        while self._unconfirmed:
            number, task = next(iter(self._unconfirmed.items()))
            is_overdue = time.monotonic() - self._begun[number] > OVERDUE_SECONDS
            if (not task.done() or task.cancelled()) and not is_overdue:
                return number
            del self._unconfirmed[number], self._begun[number]
            self._next = number + 1
        return self._next

    def _begin(self, update: Update) -> None:
        chat = update.effective_chat.id if update.effective_chat else None
        task = asyncio.create_task(self._in_turn(self._last_of_chat.get(chat), update))
        self._unconfirmed[update.update_id] = task
        self._begun[update.update_id] = time.monotonic()
        self._last_of_chat[chat] = task
        task.add_done_callback(lambda ended: self._forget(chat, ended))

    async def _in_turn(self, before: asyncio.Task[None] | None, update: Update) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            await self._handle(update)
        except Exception as error:  # noqa: BLE001 - one update must not end the polling for all
            logger.error("An update could not be dealt with: %s", type(error).__name__)

    def _forget(self, chat: int | None, ended: asyncio.Task[None]) -> None:
        if self._last_of_chat.get(chat) is ended:
            del self._last_of_chat[chat]
