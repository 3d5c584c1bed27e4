"""What every test may lean on: a fresh database with the real content, and the bot put together on it."""

import gc
import shutil
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import fastapi.dependencies.models
import pytest

from bot import assembly
from bot.assembly import Parts, assemble
from bot.library.gaps import read_gaps
from bot.library.publishing import import_if_empty
from bot.settings import PROJECT, Settings
from bot.storage.database import upgrade
from bot.storage.keys import engine_secret, vault
from tests.live_bot import LiveBot
from understanding.classifier import TextClassifier
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder

SMALL_LIBRARY = ("heart_bp", "session_duration", "what_is_kap")
SMALL_GAPS = "topics: {cost: [how much does it cost, what is the price, can i pay in instalments]}"


@pytest.fixture(scope="session", autouse=True)
def models_read_once() -> Iterator[None]:
    """What is large and never changes is read once for all bots of a test run: it takes more than a second."""
    # What was imported stays as long as the tests run, and needs no looking at whenever memory is tidied up.
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("read_screen", "read_interpreter"):
            patch.setattr(assembly, name, _once_for_each_file(getattr(assembly, name)))
        for name in ("SentenceEncoder", "Redactor"):
            patch.setattr(assembly, name, cache(getattr(assembly, name)))
        patch.setattr(TextClassifier, "load", _once_for_each_file(TextClassifier.load))
        patch.setattr(assembly, "read_gaps", _once_for_each_text(read_gaps))
        yield


def _once_for_each_file[**P, T](read: Callable[P, T]) -> Callable[P, T]:
    known: dict[object, T] = {}

    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        models = Path(str(args[0]))
        files = [models] if models.is_file() else sorted(models.glob("*.npz"))
        stamps = tuple((path.name, path.stat().st_mtime_ns) for path in files)
        key = (models, stamps)
        if key not in known:
            known[key] = read(*args, **kwargs)
        return known[key]

    return remembered


def _once_for_each_text(read: Callable[[Path], dict[str, list[str]]]) -> Callable[[Path], dict[str, list[str]]]:
    known: dict[bytes | None, dict[str, list[str]]] = {}

    def remembered(content_dir: Path) -> dict[str, list[str]]:
        path = content_dir / "not_covered.yml"
        key = path.read_bytes() if path.exists() else None
        if key not in known:
            known[key] = read(content_dir)
        return known[key]

    return remembered


@pytest.fixture(autouse=True)
def no_app_outlives_its_test() -> Iterator[None]:
    """FastAPI remembers every route that it ever looked at, and with it a whole bot: hundreds would fill the memory."""
    yield
    caches = [each for each in vars(fastapi.dependencies.models).values() if hasattr(each, "cache_clear")]
    if any(cache.cache_info().currsize for cache in caches):
        for cache in caches:
            cache.cache_clear()
        gc.collect()


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The real encoder, for tests that need no more than vectors."""
    return SentenceEncoder(ensure_encoder(PROJECT / "models", fetch=False))


@pytest.fixture(scope="session")
def filled_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with keys and a database that holds the shipped answers; copy it, never write to it."""
    folder = tmp_path_factory.mktemp("filled")
    settings = Settings(data_dir=folder, database_url="")
    upgrade(settings)
    import_if_empty(settings)
    vault(settings)
    engine_secret(settings)
    return folder


@pytest.fixture
def settings(filled_data_dir: Path, tmp_path: Path) -> Settings:
    """Settings of an installation of its own; Rasa is away, so the app answers by itself."""
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


@pytest.fixture(scope="session")
def shared_parts(filled_data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """One bot with Rasa away, for tests that only talk to it, each in conversations of its own.

    What changes the library, or breaks a part, takes `parts`.
    """
    data_dir = tmp_path_factory.mktemp("shared") / "data"
    shutil.copytree(filled_data_dir, data_dir)
    assembled = assemble(
        Settings(
            data_dir=data_dir,
            database_url="",
            models_dir=PROJECT / "models",
            engine_port=free_port(),
            rate_limits="off",
        )
    )
    yield assembled
    assembled.close()


@pytest.fixture(scope="session")
def small_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`content` with three answers and one known gap, and `data` filled from it; copy it, never write to it."""
    folder = tmp_path_factory.mktemp("small")
    entries = folder / "content" / "entries"
    entries.mkdir(parents=True)
    for name in ("clinic.yml", "crisis.yml", "texts.yml", "prescreen.yml"):
        shutil.copy(PROJECT / "content" / name, entries.parent)
    for slug in SMALL_LIBRARY:
        shutil.copy(PROJECT / "content" / "entries" / f"{slug}.md", entries)
    (entries.parent / "not_covered.yml").write_text(SMALL_GAPS)
    settings = Settings(data_dir=folder / "data", content_dir=entries.parent, database_url="")
    upgrade(settings)
    import_if_empty(settings)
    return folder


@pytest.fixture
def small_settings(small_installation: Path, tmp_path: Path) -> Settings:
    """As `settings`, with the small library: for tests that publish, break things, or start often."""
    shutil.copytree(small_installation, tmp_path / "small")
    return Settings(
        data_dir=tmp_path / "small" / "data",
        content_dir=tmp_path / "small" / "content",
        database_url="",
        models_dir=PROJECT / "models",
        engine_port=free_port(),
        rate_limits="off",
    )


@pytest.fixture
def small_parts(small_settings: Settings) -> Iterator[Parts]:
    """A bot of its own with the small library, with Rasa away."""
    assembled = assemble(small_settings)
    yield assembled
    assembled.close()


def free_port() -> int:
    """A port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def live_bot(filled_data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveBot]:
    """The whole bot with real Rasa, started once for all tests that talk to it."""
    data_dir = tmp_path_factory.mktemp("live") / "data"
    shutil.copytree(filled_data_dir, data_dir)
    bot = LiveBot(data_dir, (free_port(), free_port(), free_port()))
    try:
        bot.start()
        yield bot
    finally:
        bot.stop()
