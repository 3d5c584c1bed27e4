"""Calls to Telegram that wait out an outage."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

logger = logging.getLogger(__name__)

FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 10.0


async def patiently[T](call: Callable[[], Awaitable[T]]) -> T:
    """What the call gives, as soon as Telegram answers it; tried again for as long as that takes.

    Raises BadRequest, Forbidden, InvalidToken: Telegram has answered, and would answer the same again.
    """
    wait = FIRST_WAIT_SECONDS
    while True:
        try:
            result = await call()
        except (BadRequest, Forbidden, InvalidToken):
            raise
        except RetryAfter as error:
            await asyncio.sleep(_seconds(error.retry_after))
        except TelegramError as error:
            if wait == FIRST_WAIT_SECONDS:
                # The error's own text may hold the address, and with it the token.
                logger.warning("Telegram does not answer (%s); trying until it does.", type(error).__name__)
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_SECONDS)
        else:
            if wait > FIRST_WAIT_SECONDS:
                logger.info("Telegram answers again.")
            return result


def _seconds(period: int | timedelta) -> float:
    return period.total_seconds() if isinstance(period, timedelta) else period
