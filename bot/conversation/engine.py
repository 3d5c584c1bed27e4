"""The app's line to Rasa."""

import time
from base64 import b64encode

import httpx
from pydantic import ValidationError

from bot.conversation.acts import ACT, Act
from bot.conversation.lookup import Said
from understanding.encoder import SentenceEncoder

# After a time-out, the people who write next should not each wait as long.
PAUSE_SECONDS = 10.0


class EngineUnavailable(Exception):
    """Rasa did not reply as it should; the text says how and holds no words of a person."""


class Engine:
    """Talks to Rasa's app channel (engine/channel.py). Safe to share between threads."""

    def __init__(self, url: str, secret: str, timeout: float, encoder: SentenceEncoder) -> None:
        self._client = httpx.Client(
            base_url=f"{url}/webhooks/app",
            headers={"Authorization": f"Bearer {secret}"},
            timeout=timeout,
            trust_env=False,  # a proxy of the machine has no business on the loopback line
        )
        self._encoder = encoder
        self._away_until = 0.0

    def acts(self, conversation: str, said: Said) -> list[Act]:
        """What Rasa's rules lead to. Raises EngineUnavailable, also for an empty reply: people never get silence."""
        if time.monotonic() < self._away_until:
            raise EngineUnavailable("it timed out a moment ago")
        # The screen has just looked at the same words, so Rasa need not.
        vector = b64encode(self._encoder.encode([said.text])[0].tobytes()).decode()
        message = {
            "conversation": conversation,
            "text": said.text,
            "about": said.about,
            "prescreen": said.prescreen,
            "vector": vector,
        }
        response = self._request("POST", "/messages", json=message)
        try:
            acts = [ACT.validate_python(reply) for reply in response.json()["replies"]]
        except (ValueError, KeyError, TypeError, ValidationError) as error:
            raise EngineUnavailable("it sent something that is not an act") from error
        if not acts:
            raise EngineUnavailable("it sent nothing")
        return acts

    def forget(self, conversation: str) -> None:
        """Drops Rasa's memory of a conversation. Raises EngineUnavailable."""
        self._request("DELETE", f"/conversations/{conversation}")

    def is_ready(self) -> bool:
        """Whether Rasa is up with a model."""
        try:
            return self._request("GET", "/health").status_code == httpx.codes.OK
        except EngineUnavailable:
            return False

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def _request(self, method: str, path: str, json: object = None) -> httpx.Response:
        try:
            response = self._client.request(method, path, json=json)
            response.raise_for_status()
        except httpx.TimeoutException as error:
            self._away_until = time.monotonic() + PAUSE_SECONDS
            raise EngineUnavailable("it timed out") from error
        except httpx.HTTPStatusError as error:
            raise EngineUnavailable(f"it answered {error.response.status_code}") from error
        except httpx.HTTPError as error:
            raise EngineUnavailable(f"it cannot be reached ({type(error).__name__})") from error
        return response
