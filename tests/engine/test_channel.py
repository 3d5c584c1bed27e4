"""The channel: only the app gets in, and Rasa's form follows where the app says that the person is."""

import json
from typing import Any

import pytest

from tests.conftest import free_port
from tests.engine.on_its_python import on_its_python

SECRET = "s" * 40
# A server of its own with the channel; in Rasa's place is a note of what it would have been given.
SERVED = """
from engine.environment import prepare_environment
prepare_environment()
import asyncio, json, os
import aiohttp
from types import SimpleNamespace
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from sanic import Sanic
from engine.channel import AppChannel
from engine.conversation_memory import ConversationMemory

SECRET = os.environ["SECRET"]
trackers = ConversationMemory(Domain.load("domain.yml"))
given = []

async def on_new_message(message):
    tracker = await trackers.get_or_create_tracker(message.sender_id)
    given.append({
        "text": message.text,
        "about": message.metadata["about"],
        "prescreen": message.metadata["prescreen"],
        "loop": tracker.active_loop_name,
        "asked": tracker.get_slot("requested_slot"),
        "events": len(tracker.events),
        "opened": "active_loop" in [event.type_name for event in list(tracker.events)[-3:]],
    })
    if message.text == "fail":
        raise ValueError("my name is zanzibar")
    tracker.update(UserUttered(message.text))
    await trackers.save(tracker)
    await message.output_channel.send_custom_json(message.sender_id, {"act": "say", "text": "thanks"})
    await message.output_channel.send_text_message(message.sender_id, "words of Rasa's own")

async def talk(calls):
    app = Sanic("test")
    app.blueprint(AppChannel.from_credentials({"secret": SECRET}).blueprint(on_new_message), url_prefix="/app")
    app.ctx.agent = SimpleNamespace(tracker_store=trackers, is_ready=lambda: True)
    port = int(os.environ["PORT"])
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    await server.start_serving()
    url = f"http://127.0.0.1:{port}/app"
    answers = []
    async with aiohttp.ClientSession() as client:
        for method, path, body, secret in calls:
            headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
            async with client.request(method, url + path, json=body, headers=headers) as response:
                text = await response.text()
                answers.append([response.status, json.loads(text) if text else None])
    return answers

answers = asyncio.run(talk(json.loads(os.environ["CALLS"])))
print(json.dumps([answers, given]))
"""


def served(*calls: tuple[str, str, object, str | None]) -> tuple[list[Any], list[dict[str, Any]]]:
    """What each call got, and what Rasa was given."""
    environment = {"SECRET": SECRET, "PORT": str(free_port()), "CALLS": json.dumps(calls)}
    printed = on_its_python(SERVED, environment=environment)
    answers, given = json.loads(printed.splitlines()[-1])
    return answers, given


def message(text: str, prescreen: object = None, of: str = "c1", **more: object) -> tuple[str, str, object, str]:
    body = {"conversation": of, "text": text, "about": None, "prescreen": prescreen, **more}
    return "POST", "/messages", body, SECRET


def test_the_form_is_opened_and_left_as_the_app_says() -> None:
    answers, given = served(
        message("hello"),
        message("yes", "consent"),
        message("no", "pregnancy"),
        message("how long is it"),
        message("go on", "review"),
        message("hi", of="c2"),
        message("thanks"),
        message("bye"),
    )
    assert answers == [[200, {"replies": [{"act": "say", "text": "thanks"}]}]] * 8
    form, slot = "prescreen_form", "prescreen_answer"
    assert [(each["loop"], each["asked"]) for each in given] == [
        (None, None),
        (form, slot),
        (form, slot),
        (None, None),
        (form, slot),
        (None, None),
        (None, None),
        (None, None),
    ]
    assert [each["prescreen"] for each in given] == [None, "consent", "pregnancy", None, "review", None, None, None]
    # Outside of it, Rasa's memory grows by what is said alone.
    assert given[-1]["events"] == given[-2]["events"] + 1


def test_the_form_stays_open_longer_than_rasa_remembers() -> None:
    _, given = served(*(message(f"no {number}", "pregnancy") for number in range(60)))
    assert {(each["loop"], each["opened"]) for each in given} == {("prescreen_form", True)}


def test_what_rasa_forgot_is_no_matter() -> None:
    answers, given = served(
        message("yes", "consent"),
        ("DELETE", "/conversations/c1", None, SECRET),
        message("never", "liver_kidney"),
        ("DELETE", "/conversations/c1", None, SECRET),
        message("hello"),
    )
    assert [status for status, _ in answers] == [200, 204, 200, 204, 200]
    assert [each["loop"] for each in given] == ["prescreen_form", "prescreen_form", None]


def test_an_older_app_that_says_nothing_of_the_pre_screen_is_out_of_it() -> None:
    answers, given = served(("POST", "/messages", {"conversation": "c1", "text": "hello"}, SECRET))
    assert [status for status, _ in answers] == [200]
    assert [(each["prescreen"], each["loop"]) for each in given] == [(None, None)]


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], f"{SECRET}x"])
def test_nobody_else_gets_in(secret: str | None) -> None:
    body = {"conversation": "c1", "text": "hello"}
    answers, given = served(
        ("POST", "/messages", body, secret),
        ("DELETE", "/conversations/c1", None, secret),
        ("GET", "/health", None, secret),
    )
    assert [status for status, _ in answers] == [401] * 3
    assert given == []


def test_what_is_malformed_or_fails_says_so_without_the_persons_words() -> None:
    answers, given = served(
        ("POST", "/messages", {"conversation": "c1"}, SECRET),
        ("POST", "/messages", [], SECRET),
        message("fail", "pregnancy"),
        message("hello"),
        ("GET", "/health", None, SECRET),
    )
    assert answers[:3] == [[400, {"error": "malformed"}], [400, {"error": "malformed"}], [500, {"error": "failed"}]]
    assert [status for status, _ in answers[3:]] == [200, 200]
    assert given[-1]["loop"] is None, "a failure leaves nobody in the form"
