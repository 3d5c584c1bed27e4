"""How long one client waits for a reply: KAP Guide beside Rasa's own starter project, in turn, in one run.

    .venv/bin/python -m benchmarks.single_client

Starts both (the starter project is made and trained first, with DIET and TED, about a minute), holds twenty
conversations of five messages with each by turns, and prints the median and the 95th percentile in milliseconds,
the ratio of the medians, and the memory of each process. Every message of ours goes through the app, the crisis
screen, Rasa, the webhook and a commit. A busy machine makes both slower; quote the ratio.
"""

import os
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import httpx

from bot.library.publishing import import_if_empty
from bot.settings import PROJECT, Settings
from bot.storage.database import upgrade
from tests.conftest import free_port
from tests.live_bot import ENGINE_PYTHON, LiveBot, Visitor

CONVERSATIONS = 20
OURS = (
    "how long does one session take",
    "can i have it, i have high blood pressure",
    "how much does it cost",
    "hello",
    "is it given through a drip",
)
# Messages that the starter project was trained for.
THEIRS = ("hello", "i am sad", "good", "are you a bot", "bye")
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}


def main() -> None:
    """Prints the table."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        starter, starter_port = _start_starter(folder / "starter")
        stack.callback(starter.terminate)
        bot = _start_bot(folder / "kap")
        stack.callback(bot.stop)
        client = stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{starter_port}", timeout=30))
        ours: list[float] = []
        theirs: list[float] = []
        for conversation in range(1 + CONVERSATIONS):
            visitor = Visitor(bot.url)
            for question, words in zip(OURS, THEIRS, strict=True):
                mine = _milliseconds(partial(visitor.says, question))
                other = _milliseconds(partial(_ask_starter, client, f"visitor {conversation}", words))
                if conversation > 0:  # the first is for warming up
                    ours.append(mine)
                    theirs.append(other)
            visitor.leaves()
        print(f"{len(ours)} messages each, one client   p50 ms   p95 ms")
        for name, times in (("KAP Guide, POST /api/messages", ours), ("starter project, REST channel", theirs)):
            print(f"{name:32s} {statistics.median(times):7.1f} {statistics.quantiles(times, n=20)[-1]:8.1f}")
        print(f"ratio of the medians: {statistics.median(ours) / statistics.median(theirs):.2f}")
        for name, process in (*bot.processes.items(), ("starter project", starter)):
            print(f"memory of {name}: {_resident_megabytes(process.pid):.0f} MB")


def _start_bot(folder: Path) -> LiveBot:
    folder.mkdir()
    settings = Settings(data_dir=folder, database_url="", models_dir=PROJECT / "models")
    upgrade(settings)
    import_if_empty(settings)
    bot = LiveBot(folder, (free_port(), free_port(), free_port()))
    bot.start()
    return bot


def _start_starter(folder: Path) -> tuple["subprocess.Popen[bytes]", int]:
    environment = os.environ | QUIET
    folder.mkdir()  # rasa init only fills a folder that is there
    with (folder.parent / "starter.log").open("wb") as log:
        command = [str(ENGINE_PYTHON), "-m", "rasa", "init", "--no-prompt", "--init-dir", str(folder)]
        subprocess.run(command, env=environment, stdout=log, stderr=log, check=True)
        port = free_port()
        command = [str(ENGINE_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port), "--credentials"]
        process = subprocess.Popen([*command, "credentials.yml"], cwd=folder, env=environment, stdout=log, stderr=log)
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/").status_code == httpx.codes.OK:
                return process, port
        except httpx.TransportError:
            time.sleep(0.5)
    raise TimeoutError("The starter project did not start.")


def _ask_starter(client: httpx.Client, sender: str, words: str) -> None:
    response = client.post("/webhooks/rest/webhook", json={"sender": sender, "message": words})
    assert response.json(), "the starter project replied with nothing"


def _milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def _resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    match = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert match is not None
    return int(match[1]) / 1024


if __name__ == "__main__":
    main()
