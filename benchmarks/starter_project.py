"""Rasa's own starter project, as `rasa init` makes it, in the engine's environment: what KAP Guide is compared with.

Nothing of it is tuned; only the reports to Rasa and the chatter in the log are turned off.
"""

import os
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import httpx

from benchmarks.processes import PATIENCE_SECONDS, Failed, Server, run
from tests.conftest import free_port
from tests.live_bot import ENGINE_PYTHON

QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "LOG_LEVEL": "WARNING"}
RASA = [str(ENGINE_PYTHON), "-m", "rasa"]
# What `rasa init` does before it offers a first training, which is measured here as a command of its own.
MAKE = "import sys; from rasa.cli.scaffold import create_initial_project; create_initial_project(sys.argv[1])"
VERSIONS = "from importlib.metadata import version; print(version('rasa'), version('jsonschema'))"


class Versions(NamedTuple):
    """What the starter project runs with."""

    rasa: str
    jsonschema: str


class StarterProject:
    """Make it, train it, start it, stop it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.port = free_port()
        self._folder = folder
        self._log = folder.with_suffix(".log")
        self._environment = os.environ | QUIET
        self._server: Server | None = None
        run([str(ENGINE_PYTHON), "-c", MAKE, str(folder)], folder, self._environment, self._log)

    def train(self) -> float:
        """`rasa train`, which trains what has changed; returns the seconds."""
        return run([*RASA, "train"], self._folder, self._environment, self._log)

    def start(self, *options: str) -> float:
        """`rasa run`; returns the seconds until it serves, which it does once the model is loaded."""
        command = [*RASA, "run", "--interface", "127.0.0.1", "--port", str(self.port), *options]
        self._server = Server(command, self._folder, self._environment, self._log)
        return self._server.wait_until_ready(f"http://127.0.0.1:{self.port}/")

    def stop(self) -> None:
        """Ends the server, if it runs."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def megabytes(self) -> float:
        """The resident memory of all its processes."""
        if self._server is None:
            raise Failed("The starter project does not run.")
        return sum(self._server.megabytes())

    def change_response(self, name: str, text: str) -> None:
        """Edits what it says; people get it once it is trained and loaded."""
        domain = self._folder / "domain.yml"
        changed, times = re.subn(rf'(  {name}:\n  - text: )"[^"]*"', rf'\1"{text}"', domain.read_text())
        if times != 1:
            raise Failed(f"The starter project's domain has no single response {name}.")
        domain.write_text(changed)

    def load_newest_model(self) -> None:
        """Has the running server take the model trained last; it must have been started with `--enable-api`."""
        newest = max((self._folder / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
        url = f"http://127.0.0.1:{self.port}/model"
        response = httpx.put(url, json={"model_file": str(newest)}, timeout=PATIENCE_SECONDS, trust_env=False)
        if response.status_code != httpx.codes.NO_CONTENT:
            raise Failed(f"The starter project did not load its new model: {response.text}")


def versions() -> Versions:
    """Read in the engine's environment."""
    done = subprocess.run([str(ENGINE_PYTHON), "-c", VERSIONS], capture_output=True, text=True, check=True)
    return Versions(*done.stdout.split())
