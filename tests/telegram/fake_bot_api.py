"""A Bot API on a loopback port, as far as the worker needs one, for tests that speak real HTTP."""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.telegram import telegram_html

TOKEN = "7000000001:a-token-that-nobody-may-see"
FIRST_NAME = "Ludmilla-Who-Is-Not-Real"
USERNAME = "ludmilla_not_real"
WAIT_SECONDS = 40.0


@dataclass(frozen=True)
class Button:
    """An inline button under a message."""

    label: str
    data: str


@dataclass(frozen=True)
class Sent:
    """A message that the bot sent; `words` are what a person sees of it."""

    chat: int
    number: int
    source: str
    words: str
    is_html: bool
    has_preview: bool
    buttons: list[Button]
    keyboard: dict[str, Any] | None


@dataclass
class FakeBotApi:
    """Starts at once; `stop` and `start` make it go away and come back on the same port."""

    port: int
    token: str = TOKEN
    sent: list[Sent] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    # What the next calls of a method get instead: a status and a body.
    refusals: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    # Methods that get no answer while their name stands here.
    held: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._pending: list[dict[str, Any]] = []
        self._once_more: list[dict[str, Any]] = []
        self._last_update = 5000
        self._last_message = 100
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The base address, for KAP_TELEGRAM_API_URL."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pending(self) -> list[int]:
        """The ids of the updates that nobody has confirmed."""
        return [update["update_id"] for update in self._pending]

    def start(self) -> None:
        """Returns when it listens."""
        app = Starlette(routes=[Route("/bot{token}/{method}", self._answer, methods=["POST"])])
        config = uvicorn.Config(
            app, host="127.0.0.1", port=self.port, log_level="critical", lifespan="off", ws="none",
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        wait_until(lambda: self._server is not None and self._server.started)

    def stop(self) -> None:
        """Returns when nobody listens any more."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(WAIT_SECONDS)
        self._server = self._thread = None

    def say(self, chat: int, text: str) -> int:
        """A person writes; returns the update's id."""
        return self.deliver(message=self.message(chat, text=text))

    def tap(self, sent: Sent, label: str) -> int:
        """A person taps a button of a message."""
        button = next(button for button in sent.buttons if button.label == label)
        shown = self.message(sent.chat, text=sent.words) | {"reply_markup": sent.keyboard}
        query = {"id": f"query-{button.data}", "from": _person(sent.chat), "chat_instance": "1", "data": button.data}
        return self.deliver(callback_query=query | {"message": shown})

    def message(self, chat: int, **content: Any) -> dict[str, Any]:
        """A message as it stands in an update."""
        self._last_message += 1
        kind = "private" if chat > 0 else "group"
        where = {"id": chat, "type": kind, "first_name": FIRST_NAME, "username": USERNAME}
        return {
            "message_id": self._last_message,
            "date": 1_790_000_000,
            "chat": where,
            "from": _person(chat),
            **content,
        }

    def deliver(self, **update: Any) -> int:
        """Puts an update in the queue; returns its id."""
        self._last_update += 1
        self._pending.append({"update_id": self._last_update, **update})
        return self._last_update

    def deliver_again(self, number: int, update: dict[str, Any]) -> None:
        """Sends an update once more although it was confirmed."""
        self._once_more.append({"update_id": number, **update})

    def of(self, chat: int) -> list[Sent]:
        """What the bot has sent to a chat so far."""
        return [one for one in self.sent if one.chat == chat]

    def wait_for(self, chat: int, count: int) -> list[Sent]:
        """The messages to a chat, as soon as there are so many."""
        wait_until(lambda: len(self.of(chat)) >= count)
        return self.of(chat)

    def wait_for_call(self, method: str) -> None:
        """Returns when a method has been called."""
        wait_until(lambda: method in self.calls)

    def wait_until_idle(self) -> None:
        """Returns when every update is confirmed and the bot asks for more."""
        wait_until(lambda: not self._pending and not self._once_more)

    async def _answer(self, request: Request) -> JSONResponse:
        method = request.path_params["method"]
        body = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        if request.path_params["token"] != self.token:
            return _refusal(401, {"description": "Unauthorized"})
        self.calls.append(method)
        while method in self.held and not self._is_stopping():
            await asyncio.sleep(0.02)
        if await request.is_disconnected():
            return _refusal(500, {})
        if self.refusals.get(method):
            return _refusal(*self.refusals[method].pop(0))
        match method:
            case "getUpdates":
                return _result(await self._updates(int(body.get("offset", 0)), float(body.get("timeout", 0))))
            case "sendMessage":
                return self._take(body)
            case "getMe":
                return _result({"id": 7000000001, "is_bot": True, "first_name": "Guide", "username": "guide_bot"})
            case "answerCallbackQuery":
                self.acknowledged.append(body["callback_query_id"])
        return _result(True)

    async def _updates(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        self._pending = [update for update in self._pending if update["update_id"] >= offset]
        end = time.monotonic() + seconds
        while not (self._pending or self._once_more) and time.monotonic() < end and not self._is_stopping():
            await asyncio.sleep(0.02)
        again, self._once_more = self._once_more, []
        return [*again, *self._pending][:100]

    def _take(self, body: dict[str, str]) -> JSONResponse:
        text, is_html = body["text"], body.get("parse_mode") == "HTML"
        try:
            words = telegram_html.read(text) if is_html else text
        except ValueError as error:
            return _refusal(400, {"description": f"Bad Request: {error}"})
        keyboard = json.loads(body["reply_markup"]) if "reply_markup" in body else None
        rows = keyboard["inline_keyboard"] if keyboard else []
        buttons = [Button(button["text"], button["callback_data"]) for row in rows for button in row]
        if not words.strip() or len(words.encode("utf-16-le")) > 2 * 4096:
            return _refusal(400, {"description": "Bad Request: message text is empty or too long"})
        if any(len(row) != 1 for row in rows) or any(not 1 <= len(button.data.encode()) <= 64 for button in buttons):
            return _refusal(400, {"description": "Bad Request: BUTTON_DATA_INVALID"})
        chat = int(body["chat_id"])
        has_preview = not json.loads(body.get("link_preview_options", "{}")).get("is_disabled", False)
        message = self.message(chat, text=words)
        self.sent.append(Sent(chat, message["message_id"], text, words, is_html, has_preview, buttons, keyboard))
        return _result(message)

    def _is_stopping(self) -> bool:
        return self._server is None or self._server.should_exit


def wait_until(condition: Callable[[], bool], seconds: float = WAIT_SECONDS) -> None:
    """Returns when the condition holds. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it did not come to be")
        time.sleep(0.01)


def _person(chat: int) -> dict[str, Any]:
    return {"id": abs(chat), "is_bot": False, "first_name": FIRST_NAME, "username": USERNAME}


def _result(result: Any) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})


def _refusal(status: int, body: dict[str, Any]) -> JSONResponse:
    return JSONResponse({"ok": False, "error_code": status, **body}, status)
