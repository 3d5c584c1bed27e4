"""A whole bot for tests: the real engine and the real app, as processes of their own on free ports."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from bot.settings import PROJECT

ENGINE_PYTHON = PROJECT / "engine" / ".venv" / "bin" / "python"
READY_WITHIN_SECONDS = 90


class LiveBot:
    """Start it, talk to it over HTTP, stop parts of it."""

    def __init__(self, data_dir: Path, ports: tuple[int, int, int]) -> None:
        public, actions, engine = ports
        self.url = f"http://127.0.0.1:{public}"
        self.data_dir = data_dir
        self._environment = os.environ | {
            "KAP_PORT": str(public),
            "KAP_ACTIONS_PORT": str(actions),
            "KAP_ENGINE_PORT": str(engine),
            "KAP_ENGINE_SECRET": secrets.token_urlsafe(32),
            "KAP_DATA_DIR": str(data_dir),
            "KAP_DATABASE_URL": "",
            "KAP_RATE_LIMITS": "off",
        }
        self._engine_port = engine
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Starts both processes and waits until the bot answers through Rasa."""
        self.start_engine()
        self._start("app", [sys.executable, "-m", "bot.channels.web.server"])
        self.wait_until_ready()

    def start_engine(self) -> None:
        """Starts Rasa alone."""
        model = str(PROJECT / "models" / "engine.tar.gz")
        command = [str(ENGINE_PYTHON), "-m", "engine.serve", "--port", str(self._engine_port), "--model", model]
        self._start("engine", command)

    def wait_until_ready(self) -> None:
        """Raises AssertionError with the logs when the bot does not get ready, or a process has ended."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/health/ready?require=engine").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            ended = [name for name, process in self.processes.items() if process.poll() is not None]
            if ended:
                break
            time.sleep(0.2)
        raise AssertionError(f"The bot did not get ready.\n{self.logs()}")

    def stop_engine(self) -> None:
        """Kills Rasa the hard way."""
        engine = self.processes.pop("engine")
        engine.kill()
        engine.wait()

    def stop(self) -> None:
        """Ends what still runs."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(timeout=20)
        self.processes.clear()

    def logs(self) -> str:
        """What the processes have written so far."""
        return "\n".join(path.read_text() for path in sorted(self.data_dir.glob("*.log")))

    def kap(self, *arguments: str, standard_input: str = "", **environment: str) -> str:
        """Runs the `kap` command against the same database and returns what it prints."""
        command = [sys.executable, "-m", "bot.cli", *arguments]
        done = subprocess.run(
            command,
            input=standard_input,
            env={**self._environment, **environment},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _start(self, name: str, command: list[str]) -> None:
        with (self.data_dir / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=PROJECT, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )


class Visitor:
    """Someone who talks to the bot over its public API."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=30)
        opened = self._client.post("/api/sessions")
        assert opened.status_code == httpx.codes.CREATED
        self._client.headers["Authorization"] = f"Bearer {opened.json()['session']}"
        self.greeting: list[dict[str, Any]] = opened.json()["messages"]

    def says(self, text: str, **more: str) -> list[dict[str, Any]]:
        """Sends a text and returns the messages that come back."""
        return self._post({"text": text, **more})

    def taps(self, choice: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Taps a button."""
        return self._post({"choice": choice["id"]})

    def transcript(self) -> list[dict[str, Any]]:
        """What both sides said."""
        messages: list[dict[str, Any]] = self._client.get("/api/messages").json()["messages"]
        return messages

    def leaves(self) -> None:
        """Closes the line, without erasing anything."""
        self._client.close()

    def _post(self, body: Mapping[str, str]) -> list[dict[str, Any]]:
        response = self._client.post("/api/messages", json=body)
        assert response.status_code == httpx.codes.OK, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages
