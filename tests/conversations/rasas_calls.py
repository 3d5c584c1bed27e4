"""Stands between Rasa and the app's webhook, and keeps what Rasa hands over: its whole memory of the conversation."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx


class RasasCalls:
    """The calls so far, oldest first."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []

    @property
    def form(self) -> str | None:
        """The form that was open at the last call."""
        name: str | None = (self.bodies[-1]["tracker"]["active_loop"] or {}).get("name")
        return name

    @property
    def memory(self) -> str:
        """All that Rasa remembered at the last call."""
        return json.dumps(self.bodies[-1]["tracker"], ensure_ascii=False)

    @property
    def heard(self) -> list[str]:
        """What the person said, as far as Rasa remembered at the last call."""
        return [event["text"] for event in self.bodies[-1]["tracker"]["events"] if event["event"] == "user"]


@contextmanager
def between_rasa_and(port: int, app: int) -> Iterator[RasasCalls]:
    """Listens where Rasa calls, and passes everything on to where the app listens."""
    calls = RasasCalls()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            calls.bodies.append(json.loads(body))
            headers = {name: self.headers[name] for name in ("authorization", "content-type")}
            answer = httpx.post(
                f"http://127.0.0.1:{app}{self.path}", content=body, headers=headers, timeout=20, trust_env=False
            )
            self.send_response(answer.status_code)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    with Server(("127.0.0.1", port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield calls
        finally:
            server.shutdown()
            thread.join()
