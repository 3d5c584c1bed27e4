"""KAP Guide as a clinic runs it, in a folder of its own: trained anew, under its process manager, on free ports."""

import shutil
import sys
import time
from pathlib import Path
from typing import NamedTuple

from pydantic import SecretStr

from benchmarks.processes import Failed, Server
from bot.launch.supervision import CONFIGURATION, child_environment, configuration
from bot.launch.training import train
from bot.library.publishing import import_if_empty
from bot.settings import PROJECT, Settings
from bot.storage.database import upgrade
from tests.conftest import free_port


class Memory(NamedTuple):
    """Resident megabytes: what talks with people, and the process manager above it."""

    bot: float
    manager: float


class Guide:
    """Train it, start it, stop it. `settings` are those that its processes run with."""

    def __init__(self, folder: Path) -> None:
        encoder = Settings().models_dir / "encoder"
        if not encoder.exists():
            raise Failed("The sentence encoder is not here yet: run `make prepare` first.")
        shutil.copytree(encoder, folder / "models" / "encoder")
        self._folder = folder
        self._server: Server | None = None
        self.settings = Settings(
            host="127.0.0.1",
            port=free_port(),
            actions_port=free_port(),
            engine_port=free_port(),
            data_dir=folder / "data",
            models_dir=folder / "models",
            content_dir=PROJECT / "content",
            database_url="",
            telegram_bot_token=SecretStr(""),
            rate_limits="off",
        )

    def train(self) -> float:
        """As `kap prepare` trains: the engine and all that learns beside and after it; returns the seconds.

        The vectors of what is taught came with the encoder, as they do for every training but the first.
        """
        begun = time.monotonic()
        train(self.settings)
        return time.monotonic() - begun

    def fill(self) -> None:
        """Makes the database, with the answers as shipped."""
        upgrade(self.settings)
        import_if_empty(self.settings)

    def start(self) -> float:
        """Starts everything at once; returns the seconds until it answers through Rasa."""
        path = self.settings.data_dir / CONFIGURATION
        (self.settings.data_dir / "logs").mkdir(exist_ok=True)
        path.write_text(configuration(self.settings))
        # Not among what the launcher hands on, because it takes them from the same environment.
        fixed = {"KAP_DATABASE_URL": "", "KAP_RATE_LIMITS": "off"}
        command = [sys.executable, "-m", "bot.launch.manager", str(path)]
        environment = child_environment(self.settings) | fixed
        self._server = Server(command, PROJECT, environment, self._folder / "manager.log")
        return self._server.wait_until_ready(f"http://127.0.0.1:{self.settings.port}/health/ready?require=engine")

    def stop(self) -> None:
        """Ends it, if it runs."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def memory(self) -> Memory:
        """Of the engine and the app, and of the manager."""
        if self._server is None:
            raise Failed("KAP Guide does not run.")
        manager, *others = self._server.megabytes()
        return Memory(sum(others), manager)
