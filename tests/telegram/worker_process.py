"""The real worker, as the process manager runs it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import PROJECT, Settings
from tests.telegram.fake_bot_api import TOKEN, FakeBotApi, wait_until

# The process manager kills after five.
STOP_SECONDS = 5.0
START_SECONDS = 60.0


def environment(settings: Settings, api: FakeBotApi, token: str) -> dict[str, str]:
    """What a worker is told."""
    return {
        "KAP_DATA_DIR": str(settings.data_dir),
        "KAP_MODELS_DIR": str(settings.models_dir),
        "KAP_ENGINE_PORT": str(settings.engine_port),
        "KAP_TELEGRAM_API_URL": api.url,
        "TELEGRAM_BOT_TOKEN": token,
        "NO_PROXY": "127.0.0.1",
    }


@dataclass
class WorkerProcess:
    """`python -m bot.channels.telegram.worker` with an installation of its own."""

    settings: Settings
    api: FakeBotApi
    log_file: Path
    token: str = TOKEN
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Returns at once; `wait_until_open` waits."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("KAP_")}
        own = environment(self.settings, self.api, self.token)
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.channels.telegram.worker"],
                cwd=PROJECT,
                env=inherited | own,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_open(self) -> None:
        """Returns when it asks for updates. Raises TimeoutError."""
        asked = self.api.calls.count("getUpdates")
        wait_until(lambda: self.api.calls.count("getUpdates") > asked, START_SECONDS)

    def wait_for_log(self, words: str) -> None:
        """Returns when it has written these words. Raises TimeoutError."""
        wait_until(lambda: words in self.log(), START_SECONDS)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Asks it to stop; returns the exit status. Raises subprocess.TimeoutExpired."""
        assert self._process is not None
        self._process.send_signal(number)
        return self._process.wait(STOP_SECONDS)

    def end(self) -> None:
        """Ends it, however a test has left it."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def log(self) -> str:
        """All that it has written so far."""
        return self.log_file.read_text()


LaunchWorker = Callable[[], WorkerProcess]
