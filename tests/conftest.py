"""What every test may lean on: a fresh database with the real content, and the bot put together on it."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assembly import Parts, assemble
from bot.library.publishing import import_if_empty
from bot.settings import PROJECT, Settings
from bot.storage.database import upgrade


@pytest.fixture(scope="session")
def filled_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with keys and a database that holds the shipped answers; copy it, never write to it."""
    folder = tmp_path_factory.mktemp("filled")
    settings = Settings(data_dir=folder, database_url="")
    upgrade(settings)
    import_if_empty(settings)
    return folder


@pytest.fixture
def settings(filled_data_dir: Path, tmp_path: Path) -> Settings:
    """Settings of an installation of its own. Nothing listens on the engine's port, so the app answers by itself."""
    data_dir = tmp_path / "data"
    shutil.copytree(filled_data_dir, data_dir)
    return Settings(
        data_dir=data_dir, database_url="", models_dir=PROJECT / "models", engine_port=free_port(), rate_limits="off"
    )


@pytest.fixture
def parts(settings: Settings) -> Iterator[Parts]:
    """The bot on its own database, with Rasa away."""
    assembled = assemble(settings)
    yield assembled
    assembled.close()


def free_port() -> int:
    """A port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
