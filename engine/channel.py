"""The one way into Rasa: an authenticated channel that only the app uses.

Rasa's own REST channel answers anyone, turns a failure into an empty 200 and logs the text when it fails.
This one wants the shared secret, says when something failed, and keeps words out of the log.
"""

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import ActiveLoop, SlotSet
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from engine.components.sentence_vectors import VECTOR

logger = logging.getLogger(__name__)

# As in domain.yml.
FORM, SLOT = "prescreen_form", "prescreen_answer"


class AppChannel(InputChannel):
    """`POST /webhooks/app/messages` with `{"conversation", "text", "about", "prescreen", "vector"}` → `{"replies":
    [payload, …]}`.

    `about` names the answer that the person read last, or is null; `prescreen` where they are in the pre-screen, or is
    null. The action webhook gets both as they came. `vector` is
    the text's sentence vector (float32, base64), or is left out.

    `DELETE /webhooks/app/conversations/ID` forgets a conversation. Both want `Authorization: Bearer SECRET`:
    401 without it, 400 for a malformed body, 500 when Rasa raised.
    """

    @classmethod
    def name(cls) -> str:
        return "app"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        return cls((credentials or {}).get("secret", ""))

    def __init__(self, secret: str) -> None:
        if len(secret) < 32:
            raise ValueError("The engine needs a secret of at least 32 characters in KAP_ENGINE_SECRET.")
        self._expected = f"Bearer {secret}".encode()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("app_channel")

        @routes.middleware("request")
        async def authenticate(request: Request) -> HTTPResponse | None:
            given = request.headers.get("authorization", "").encode()
            if not hmac.compare_digest(given, self._expected):
                return response.json({"error": "unauthorized"}, status=401)
            return None

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            ready = getattr(request.app.ctx, "agent", None) is not None and request.app.ctx.agent.is_ready()
            return response.json({"ready": ready}, status=200 if ready else 503)

        @routes.post("/messages")
        async def receive(request: Request) -> HTTPResponse:
            body = request.json
            if not isinstance(body, dict) or not all(
                isinstance(body.get(key), str) for key in ("conversation", "text")
            ):
                return response.json({"error": "malformed"}, status=400)
            replies = CollectingOutputChannel()
            message = UserMessage(
                body["text"],
                replies,
                body["conversation"],
                input_channel=self.name(),
                metadata={
                    "about": body.get("about"),
                    "prescreen": body.get("prescreen"),
                    VECTOR: body.get(VECTOR),
                },
            )
            try:
                await _follow_app(request.app.ctx.agent.tracker_store, message)
                await on_new_message(message)
            except Exception as error:  # noqa: BLE001
                # Only the kind of error: its text may quote what the person wrote.
                logger.error("A message could not be handled: %s", type(error).__name__)
                return response.json({"error": "failed"}, status=500)
            return response.json({"replies": [reply["custom"] for reply in replies.messages if "custom" in reply]})

        @routes.delete("/conversations/<conversation>")
        async def forget(request: Request, conversation: str) -> HTTPResponse:
            # Rasa wraps the store of endpoints.yml in another, which cannot forget.
            store = request.app.ctx.agent.tracker_store
            getattr(store, "_tracker_store", store).forget(conversation)
            return response.empty()

        return routes


async def _follow_app(trackers: TrackerStore, message: UserMessage) -> None:
    """Opens or leaves the pre-screen's form as the app says, whose table is the truth: Rasa's memory is short."""
    wanted = FORM if (message.metadata or {}).get("prescreen") else None
    tracker = await trackers.get_or_create_tracker(message.sender_id)
    # An open form is opened anew with each message, else its opening falls out of Rasa's memory in the midst of one.
    if wanted is None and tracker.active_loop_name is None:
        return
    tracker.update(ActiveLoop(wanted))
    tracker.update(SlotSet(REQUESTED_SLOT, SLOT if wanted else None))
    await trackers.save(tracker)
