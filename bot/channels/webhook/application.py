"""The action webhook that Rasa calls, on the app's internal port."""

import hmac
import logging
from collections.abc import Iterable

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

logger = logging.getLogger(__name__)


def create_webhook(actions: Iterable[Action], secret: str) -> Starlette:
    """`POST /webhook`, in rasa-sdk's form: 401 without `Authorization: Bearer SECRET`, 400 for what is no call,
    404 for an unknown action, 500 when an action failed."""
    executor = ActionExecutor()
    known = set()
    for action in actions:
        executor.register_action(action)
        known.add(action.name())
    expected = f"Bearer {secret}".encode()

    async def run(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), expected):
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        try:
            call = await request.json()
            name = call["next_action"]
            if not isinstance(name, str) or not isinstance(call["tracker"], dict):
                raise TypeError
        except (ValueError, TypeError, KeyError):
            return JSONResponse({"error": "This is not an action call."}, status_code=400)
        if name not in known:
            return JSONResponse({"error": "There is no such action.", "action_name": name}, status_code=404)
        call.setdefault("domain", {})  # Rasa 3.6 leaves it out; rasa-sdk 3.21 expects it
        try:
            result = await executor.run(call)
        except Exception as error:  # noqa: BLE001
            # Only the kind of error: its text may quote what the person wrote.
            logger.error("The action %s failed: %s", name, type(error).__name__)
            return JSONResponse({"error": "The action failed.", "action_name": name}, status_code=500)
        return JSONResponse(result.model_dump())

    return Starlette(routes=[Route("/webhook", run, methods=["POST"])])
