"""Calls of the action webhook: one connection for all of them, and the same check of what comes back."""

import json

from tests.engine.on_its_python import on_its_python

READY = "from engine.environment import prepare_environment\nprepare_environment()\n"


def test_calls_share_one_connection_and_bring_the_secret() -> None:
    found = json.loads(
        on_its_python(
            READY
            + """
import asyncio, json
from aiohttp import web
from rasa.utils.endpoints import EndpointConfig
from engine.action_calls import kept_connection

seen = []

async def answer(request):
    body = await request.json()
    seen.append([request.transport.get_extra_info("peername")[1], request.headers.get("Authorization"), body])
    if body.get("fail"):
        return web.json_response({}, status=500)
    return web.json_response({"events": [], "responses": []})

async def main():
    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    plain = EndpointConfig(url=f"http://127.0.0.1:{port}/webhook", headers={"Authorization": "Bearer secret"})
    kept = kept_connection(plain)
    for number in range(3):
        assert await kept.request(json={"n": number}) == {"events": [], "responses": []}
    try:
        await kept.request(json={"n": 3, "fail": True})
    except Exception as error:
        failure = type(error).__name__
    await kept.request(json={"n": 4})
    await asyncio.gather(*(kept.request(json={"n": 5 + number}) for number in range(3)))
    mine = list(seen)
    seen.clear()
    await plain.request(json={}), await plain.request(json={})
    theirs = list(seen)
    await kept._kept.close()
    await kept.request(json={"n": 8})
    again = seen[-1][2]
    await kept._kept.close()
    await runner.cleanup()
    print(json.dumps({"mine": mine, "theirs": theirs, "failure": failure, "again": again, "same": kept == plain}))

asyncio.run(main())
"""
        )
    )
    one_by_one = found["mine"][:5]
    assert len({port for port, _, _ in one_by_one}) == 1, "one connection, after a failure too"
    assert sorted(body["n"] for _, _, body in found["mine"]) == list(range(8))
    assert {secret for _, secret, _ in found["mine"]} == {"Bearer secret"}
    assert len({port for port, _, _ in found["theirs"]}) == 2, "Rasa's own opens one a call; else this is no test"
    assert found["failure"] == "ClientResponseError"
    assert found["again"] == {"n": 8}, "a connection that was closed is opened again"


def test_a_reply_is_judged_as_rasa_judges_it() -> None:
    on_its_python(
        READY
        + """
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from engine.action_calls import compile_reply_schema

REPLIES = [
    {}, {"events": [], "responses": []}, {"events": [{"event": "slot", "name": "a", "value": 1}]},
    {"responses": [{"text": "hello", "custom": {}}]}, {"more": 1},
    [], None, "text", {"events": {}}, {"events": [1]}, {"events": [{}]}, {"events": [{"event": "slot"}]},
    {"responses": {}}, {"responses": ["hello"]}, {"events": None},
]
action = RemoteAction("action_answer_question", EndpointConfig("http://127.0.0.1:1"))

def judged():
    for reply in REPLIES:
        try:
            yield action._validate_action_result(reply)
        except ValidationError:
            yield False

theirs = list(judged())
compile_reply_schema()
assert list(judged()) == theirs, (list(judged()), theirs)
assert theirs == [True] * 5 + [False] * 10, theirs
"""
    )
