"""What both bots need while they are measured: a wait until they serve, their memory, an end. Linux only."""

import re
import subprocess
import time
from pathlib import Path

import httpx

PATIENCE_SECONDS = 180.0
PAUSE_SECONDS = 0.1
LOG_TAIL = 20


class Failed(Exception):
    """Something did not work, so there is nothing to compare; the text says what, for the person at the terminal."""


def run(command: list[str], folder: Path, environment: dict[str, str], log: Path) -> float:
    """Runs a program to its end, with its output in a file, and returns the seconds. Raises Failed."""
    begun = time.monotonic()
    with log.open("ab") as output:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise Failed(f"{' '.join(command[1:])} failed; its last lines:\n{tail(log)}")
    return time.monotonic() - begun


class Server:
    """A program that runs until it is stopped, with whatever it starts itself."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str], log: Path) -> None:
        self._log = log
        self._begun = time.monotonic()
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self, url: str) -> float:
        """Returns the seconds from the start until the address answers with 200. Raises Failed."""
        while time.monotonic() - self._begun < PATIENCE_SECONDS and self._process.poll() is None:
            try:
                if httpx.get(url, timeout=PATIENCE_SECONDS, trust_env=False).status_code == httpx.codes.OK:
                    return time.monotonic() - self._begun
            except httpx.TransportError:
                pass
            time.sleep(PAUSE_SECONDS)
        raise Failed(f"{url} does not answer; the last lines of the log:\n{tail(self._log)}")

    def megabytes(self) -> list[float]:
        """The resident memory of the program itself, then of each one below it."""
        return [_megabytes(process) for process in _with_descendants(self._process.pid)]

    def stop(self) -> None:
        """Ends it; safe to repeat."""
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def tail(log: Path) -> str:
    """The end of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-LOG_TAIL:])


def _with_descendants(root: int) -> list[int]:
    parents = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parents[int(status.parent.name)] = _number("PPid", status.read_text())
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
    found = [root]
    for process in found:  # grows while it is read
        found += [child for child, parent in parents.items() if parent == process]
    return found


def _megabytes(process: int) -> float:
    return _number("VmRSS", Path(f"/proc/{process}/status").read_text()) / 1024


def _number(field: str, status: str) -> int:
    match = re.search(rf"^{field}:\s+(\d+)", status, re.MULTILINE)
    return int(match[1]) if match else 0
