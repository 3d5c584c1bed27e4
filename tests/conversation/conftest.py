"""A conversation to talk in, and a small real HTTP server in Rasa's place that says what a test wants it to say."""

import json
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.assembly import Parts


@dataclass
class RasaStandIn:
    """What to answer, and what was asked. `answer` None closes the line without a word."""

    answer: bytes | None = b'{"replies": []}'
    status: int = 200
    wait: threading.Event | None = None
    on_request: Callable[[], None] = lambda: None
    asked: list[tuple[str, str, str | None, object]] = field(default_factory=list)
    port: int = 0

    def reply(self, *acts: dict[str, object]) -> None:
        """Answers with these acts from now on."""
        self.answer, self.status = json.dumps({"replies": acts}).encode(), 200


@pytest.fixture(scope="module")
def rasa_server() -> Iterator[RasaStandIn]:
    """The server, for parts that outlive a test; a test itself takes `rasa`."""
    stand_in = RasaStandIn()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            asked = json.loads(body) if body else None
            stand_in.asked.append((self.command, self.path, self.headers["authorization"], asked))
            stand_in.on_request()
            if stand_in.wait is not None:
                stand_in.wait.wait(10)
            if stand_in.answer is None:
                self.close_connection = True
                return
            self.send_response(stand_in.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(stand_in.answer)))
            self.end_headers()
            self.wfile.write(stand_in.answer)

        do_GET = do_POST = do_DELETE = _handle  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            """A client that gave up waiting is no news."""

    with Server(("127.0.0.1", 0), Handler) as server:
        stand_in.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield stand_in
        server.shutdown()
        thread.join()


@pytest.fixture
def rasa(rasa_server: RasaStandIn) -> Iterator[RasaStandIn]:
    """The server with nothing asked yet, and nothing to say."""
    fresh = RasaStandIn(port=rasa_server.port)
    vars(rasa_server).update(vars(fresh))
    yield rasa_server
    if rasa_server.wait is not None:
        rasa_server.wait.set()


@pytest.fixture
def someone(shared_parts: Parts) -> str:
    """The address of a conversation with the shared bot that has just begun."""
    address = secrets.token_hex(8)
    shared_parts.conversation.begin("web", address)
    return address
