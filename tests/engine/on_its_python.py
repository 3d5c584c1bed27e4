"""Runs a few lines on the engine's own Python, which alone has Rasa."""

import os
import subprocess
import textwrap
from collections.abc import Mapping
from pathlib import Path

from bot.settings import PROJECT
from tests.live_bot import ENGINE_PYTHON


def on_its_python(lines: str, folder: Path = PROJECT, environment: Mapping[str, str] | None = None) -> str:
    """What they print. Raises AssertionError with their errors when they fail."""
    ended = subprocess.run(
        [str(ENGINE_PYTHON), "-c", textwrap.dedent(lines)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8", **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
