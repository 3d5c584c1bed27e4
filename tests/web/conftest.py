"""The public app around the shared bot, and a chat in it."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import pytest
from starlette.testclient import TestClient

from bot.assembly import Parts
from bot.channels.web.application import create_application


class Answered(Protocol):
    """What a test reads of a response. Starlette's test client and ours come from two generations of httpx."""

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def text(self) -> str: ...

    def json(self) -> Any: ...


class Chat:
    """One conversation over the API, as the widget holds it."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        opened = client.post("/api/sessions")
        assert opened.status_code == 201, opened.text
        self.token: str = opened.json()["session"]
        self.greeting: list[dict[str, Any]] = opened.json()["messages"]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def post(self, **body: Any) -> Answered:
        """Sends a body as JSON."""
        return self.client.post("/api/messages", json=body, headers=self.headers)

    def says(self, text: str, **more: str) -> list[dict[str, Any]]:
        """Sends a text and returns the messages that come back."""
        response = self.post(text=text, **more)
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages

    def get(self, path: str) -> Answered:
        """Reads with the token of this chat."""
        return self.client.get(path, headers=self.headers)

    def transcript(self) -> list[dict[str, Any]]:
        """What both sides said."""
        messages: list[dict[str, Any]] = self.get("/api/messages").json()["messages"]
        return messages


@pytest.fixture(scope="session")
def client(shared_parts: Parts) -> Iterator[TestClient]:
    """No limits on how often one may ask; faults become responses, as they do in a real server."""
    with TestClient(create_application(shared_parts), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def chat(client: TestClient) -> Chat:
    return Chat(client)


@pytest.fixture
def small_client(small_parts: Parts) -> Iterator[TestClient]:
    """The app around a bot of its own, for tests that break it."""
    with TestClient(create_application(small_parts), raise_server_exceptions=False) as opened:
        yield opened
