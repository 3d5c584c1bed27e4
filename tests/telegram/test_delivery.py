"""Inbox and outbox with the real library over HTTP: order, repeats, outages and refusals."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import InvalidToken

from bot.channels.telegram import inbox as inbox_module
from bot.channels.telegram import patience
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.outbox import Outbox
from bot.conversation.messages import Choice, Message
from bot.library.kinds import Kind
from tests.telegram.fake_bot_api import TOKEN, FakeBotApi

ANNA, BEN = 11, 22


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(patience, "FIRST_WAIT_SECONDS", 0.05)
    monkeypatch.setattr(inbox_module, "LOOK_AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(inbox_module, "GRACE_SECONDS", 0.3)


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 20))


@asynccontextmanager
async def a_bot(api: FakeBotApi, token: str = TOKEN) -> AsyncIterator[Bot]:
    async with Bot(token, base_url=f"{api.url}/bot") as bot:
        yield bot


@asynccontextmanager
async def taking(bot: Bot, handle: Callable[[Update], Awaitable[None]]) -> AsyncIterator[None]:
    inbox = Inbox(bot, handle)
    task = asyncio.create_task(inbox.take())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        await inbox.close()


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


def words_of(update: Update) -> str:
    return str(update.message.text) if update.message else ""


def message(text: str, **details: object) -> Message:
    return Message.model_validate({"id": "m", "kind": Kind.NOTICE, "text": text, **details})


def test_a_chat_keeps_its_order_and_does_not_hold_up_another(api: FakeBotApi) -> None:
    finished: list[str] = []

    async def scenario() -> None:
        gate = asyncio.Event()

        async def handle(update: Update) -> None:
            if words_of(update) == "anna 1":
                await gate.wait()
            finished.append(words_of(update))

        async with a_bot(api) as bot, taking(bot, handle):
            api.say(ANNA, "anna 1")
            api.say(ANNA, "anna 2")
            api.say(BEN, "ben 1")
            await until(lambda: finished == ["ben 1"])
            api.say(BEN, "ben 2")
            await until(lambda: finished == ["ben 1", "ben 2"])
            gate.set()
            await until(lambda: not api.pending)

    run(scenario())
    assert finished == ["ben 1", "ben 2", "anna 1", "anna 2"]


def test_an_update_is_confirmed_only_when_it_has_been_dealt_with(api: FakeBotApi) -> None:
    handled: list[str] = []

    async def scenario() -> None:
        async def handle(update: Update) -> None:
            handled.append(words_of(update))
            if words_of(update) == "hangs":
                await asyncio.Event().wait()

        async with a_bot(api) as bot, taking(bot, handle):
            api.say(ANNA, "fine")
            api.say(BEN, "hangs")
            api.say(ANNA, "also fine")
            await until(lambda: len(handled) == 3)

    run(scenario())
    # Stopped in the middle: what hung comes again with the next start, and with it what came after.
    assert len(api.pending) == 2
    assert handled == ["fine", "hangs", "also fine"]


def test_a_chat_that_hangs_does_not_keep_all_updates_back_for_ever(
    api: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "OVERDUE_SECONDS", 0.3)
    finished: list[str] = []

    async def scenario() -> None:
        gate = asyncio.Event()

        async def handle(update: Update) -> None:
            if words_of(update) == "hangs":
                await gate.wait()
            finished.append(words_of(update))

        async with a_bot(api) as bot, taking(bot, handle):
            api.say(ANNA, "hangs")
            api.say(ANNA, "waits")
            for number in range(150):
                api.say(BEN, str(number))
            await until(lambda: len(finished) == 150 and not api.pending)
            gate.set()
            await until(lambda: finished[150:] == ["hangs", "waits"])

    run(scenario())


def test_what_has_ended_is_confirmed_when_the_worker_stops(api: FakeBotApi) -> None:
    async def scenario() -> None:
        started = asyncio.Event()

        async def handle(update: Update) -> None:
            started.set()
            await asyncio.sleep(0.1)

        async with a_bot(api) as bot, taking(bot, handle):
            api.say(ANNA, "just in time")
            await started.wait()

    run(scenario())
    assert api.pending == []


def test_an_update_that_comes_again_is_dealt_with_once(api: FakeBotApi) -> None:
    handled: list[int] = []

    async def scenario() -> None:
        async def handle(update: Update) -> None:
            handled.append(update.update_id)

        async with a_bot(api) as bot, taking(bot, handle):
            number = api.say(ANNA, "once")
            await until(lambda: not api.pending)
            api.deliver_again(number, {"message": api.message(ANNA, text="once")})
            last = api.say(BEN, "and something else")
            await until(lambda: handled[-1:] == [last])

    run(scenario())
    assert len(handled) == 2


def test_a_handler_that_fails_ends_nothing_and_says_only_what_kind_of_error(
    api: FakeBotApi, caplog: pytest.LogCaptureFixture
) -> None:
    handled: list[str] = []

    async def scenario() -> None:
        async def handle(update: Update) -> None:
            handled.append(words_of(update))
            if words_of(update) == "secret words":
                raise ValueError(words_of(update))

        async with a_bot(api) as bot, taking(bot, handle):
            api.say(ANNA, "secret words")
            api.say(ANNA, "more")
            await until(lambda: not api.pending and len(handled) == 2)

    run(scenario())
    assert "ValueError" in caplog.text
    assert "secret words" not in caplog.text


def test_polling_goes_on_after_conflicts_and_server_faults_and_ends_when_the_token_is_refused(api: FakeBotApi) -> None:
    api.refusals["getUpdates"] = [(409, {"description": "Conflict"}), (502, {}), (500, {}), (401, {})]

    async def scenario() -> None:
        async def handle(update: Update) -> None:
            raise AssertionError

        async with a_bot(api) as bot:
            with pytest.raises(InvalidToken):
                await Inbox(bot, handle).take()

    run(scenario())
    assert api.calls.count("getUpdates") == 4


def test_a_message_waits_for_telegram_to_come_back(api: FakeBotApi) -> None:
    api.refusals["sendMessage"] = [(429, {"parameters": {"retry_after": 1}}), (502, {})]

    async def scenario() -> None:
        async with a_bot(api) as bot:
            await Outbox(bot).send(ANNA, [message("first"), message("second")])

    run(scenario())
    assert [sent.words for sent in api.of(ANNA)] == ["first", "second"]


def test_words_arrive_even_if_telegram_does_not_take_their_form(api: FakeBotApi) -> None:
    api.refusals["sendMessage"] = [(400, {"description": "Bad Request: can't parse entities"})]

    async def scenario() -> None:
        async with a_bot(api) as bot:
            await Outbox(bot).send(ANNA, [message("call **988** & <talk>")])

    run(scenario())
    [sent] = api.of(ANNA)
    assert (sent.is_html, sent.words) == (False, "call 988 & <talk>")


@pytest.mark.parametrize("refusal", [(403, {"description": "Forbidden: bot was blocked by the user"}), (400, {})])
def test_a_chat_that_takes_nothing_is_let_be(api: FakeBotApi, refusal: tuple[int, dict[str, Any]]) -> None:
    api.refusals["sendMessage"] = [refusal, refusal]

    async def scenario() -> None:
        async with a_bot(api) as bot:
            await Outbox(bot).send(ANNA, [message("first"), message("second")])

    run(scenario())
    assert api.of(ANNA) == []


def test_the_buttons_are_under_the_last_part_and_no_part_has_a_preview(api: FakeBotApi) -> None:
    long = "\n\n".join("word " * 500 for _ in range(3))

    async def scenario() -> None:
        async with a_bot(api) as bot:
            await Outbox(bot).send(ANNA, [message(long, choices=[Choice(id="c", label="Yes")])], asked="Really?")

    run(scenario())
    first, middle, last = api.of(ANNA)
    assert (first.buttons + middle.buttons, [button.label for button in last.buttons]) == ([], ["Yes"])
    assert first.words.startswith("Really?")
    assert not any(sent.has_preview for sent in (first, middle, last))
