"""The Telegram process: long polling, with the same conversation as the web page.

`python -m bot.channels.telegram.worker`
"""

import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import InvalidToken
from telegram.request import HTTPXRequest

from bot.assembly import Parts, assemble
from bot.channels.telegram.channel import Channel
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.patience import patiently
from bot.channels.telegram.replies import Replies
from bot.settings import Settings

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10.0


def main() -> None:
    """Serves until it is told to stop; ends with status 1 without a token, or with one that Telegram refuses."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    _keep_libraries_quiet()
    # Otherwise the library writes a warning about its own future each time Telegram asks to slow down.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    settings = Settings()
    if not settings.telegram_bot_token.get_secret_value():
        sys.exit("TELEGRAM_BOT_TOKEN is not set, so there is no Telegram bot to run.")
    parts = assemble(settings)
    with suppress(SQLAlchemyError):
        # Read now, the answers do not keep the first person waiting.
        parts.library.shelf()
    try:
        asyncio.run(_work(parts))
    except InvalidToken:
        logger.critical("Telegram refuses the token in TELEGRAM_BOT_TOKEN; get a new one from @BotFather.")
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - a traceback would show the token, which is part of every address
        logger.critical("The Telegram channel has to stop: %s", type(error).__name__)
        sys.exit(1)
    finally:
        parts.close()


def _keep_libraries_quiet() -> None:
    # httpx names addresses, which hold the token; python-telegram-bot logs what it could not read, messages included.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)


async def _work(parts: Parts) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_note_type_only)
    bot = _bot(parts.settings)
    inbox = Inbox(bot, Channel(bot, Replies(parts.voice)).handle)
    serving = asyncio.create_task(_serve(bot, inbox))
    refreshing = asyncio.create_task(parts.voice.keep_fresh())
    for number in (signal.SIGTERM, signal.SIGINT):
        # A second signal finds the task ended, and changes nothing.
        loop.add_signal_handler(number, serving.cancel)
    try:
        await serving
    except asyncio.CancelledError:
        logger.info("Stopping.")
    finally:
        refreshing.cancel()
        await inbox.close()
        await bot.shutdown()


async def _serve(bot: Bot, inbox: Inbox) -> None:
    await patiently(bot.initialize)
    # With a webhook left over from another program, Telegram gives no updates to anyone who asks.
    await patiently(bot.delete_webhook)
    logger.info("The Telegram channel is open.")
    await inbox.take()


def _bot(settings: Settings) -> Bot:
    address = settings.telegram_api_url.rstrip("/")
    return Bot(
        settings.telegram_bot_token.get_secret_value(),
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=HTTPXRequest(read_timeout=TIMEOUT_SECONDS, pool_timeout=TIMEOUT_SECONDS),
        # Beyond the seconds for which Telegram is asked to wait.
        get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=TIMEOUT_SECONDS),
    )


def _note_type_only(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    logger.error("Something failed in the background: %s", type(context.get("exception")).__name__)


if __name__ == "__main__":
    main()
