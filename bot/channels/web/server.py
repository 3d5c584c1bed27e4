"""The app's process: the public part, and the webhook that only Rasa calls, in one event loop.

`python -m bot.channels.web.server`
"""

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import uvicorn

from actions.actions import dialogue_actions
from bot.assembly import Parts, assemble
from bot.channels.web.application import create_application
from bot.channels.webhook.application import create_webhook
from bot.conversation.service import StorageUnavailable
from bot.settings import Settings
from bot.storage.keys import engine_secret

logger = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
HOUSEKEEPING_SECONDS = 3600
ALERT_SECONDS = 3


def main() -> None:
    """Serves until it is told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Both libraries name addresses and paths of requests at this level.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    settings = Settings()
    parts = assemble(settings)
    try:
        asyncio.run(_serve(parts))
    finally:
        parts.close()


async def _serve(parts: Parts) -> None:
    settings = parts.settings
    webhook = create_webhook(dialogue_actions(parts.dialogue, parts.prescreen_dialogue), engine_secret(settings))
    internal = _InternalServer(_config(webhook, LOOPBACK, settings.actions_port))
    public = uvicorn.Server(
        _config(
            create_application(parts),
            settings.host,
            settings.port,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies or None,
        )
    )
    async with (
        _running(_keep_house(parts)),
        _running(parts.voice.keep_fresh()),
        _running(_tell_clinic(parts)),
        _running(internal.serve()),
    ):
        await public.serve()
        internal.should_exit = True
    if not public.started:
        sys.exit(1)


def _config(app: object, host: str, port: int, **options: object) -> uvicorn.Config:
    # Access logs would hold people's addresses and when they wrote.
    return uvicorn.Config(app, host=host, port=port, access_log=False, log_level="warning", **options)  # type: ignore[arg-type]


class _InternalServer(uvicorn.Server):
    """Leaves the signals to the public server, which stops both."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def _running(job: object) -> AsyncIterator[None]:
    task = asyncio.ensure_future(job)  # type: ignore[call-overload]
    try:
        yield
        await asyncio.wait([task], timeout=1)
    finally:
        task.cancel()


async def _keep_house(parts: Parts) -> None:
    while True:
        try:
            conversation, keep = parts.conversation, parts.texts.clinic.keep_days
            gone = await asyncio.to_thread(conversation.erase_silent, keep.chats)
            closed = await asyncio.to_thread(conversation.erase_closed, keep)
            if gone or closed:
                logger.info("Erased %d conversations and %d items that were kept for long enough.", gone, closed)
        except StorageUnavailable:
            logger.warning("What was kept for long enough could not be erased; trying again in an hour.")
        await asyncio.sleep(HOUSEKEEPING_SECONDS)


async def _tell_clinic(parts: Parts) -> None:
    """Stores the alerts that wait on disk, and sends the notices that are due."""
    while True:
        try:
            await asyncio.to_thread(parts.alarms.drain)
            await asyncio.to_thread(parts.notifier.run_once, datetime.now(UTC))
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the next alert must still be told
            logger.error("The clinic could not be told of its alerts: %s", type(error).__name__)
        await asyncio.sleep(ALERT_SECONDS)


if __name__ == "__main__":
    main()
