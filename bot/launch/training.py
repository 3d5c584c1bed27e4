"""Training the engine, in its own environment; meanwhile, in ours, the crisis screen and the reader of answers, and
afterwards the library."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.launch import fingerprint
from bot.launch.failure import LaunchFailure
from bot.settings import PROJECT, Settings

if TYPE_CHECKING:
    from understanding.encoder import SentenceEncoder

ENGINE_PYTHON = Path("engine/.venv/bin/python")

# From the project's folder and that of the models, makes some of these.
Teach = Callable[[Path, Path], None]


def teach_readers(project: Path, models: Path) -> None:
    """Makes `screen.npz` and `interpreter.npz`. Raises LaunchFailure."""
    # Most of a second to import, and needed only here.
    from bot.prescreen.interpretation.training import train_interpreter
    from bot.safety.training import train_screen

    with _teaching("crisis screen", models) as encoder:
        train_screen(project, encoder, models)
    with _teaching("reader of the pre-screen's answers", models) as encoder:
        train_interpreter(project, encoder, models)


def teach_library(project: Path, models: Path) -> None:
    """Makes `library.npz`, which needs what the engine's training left. Raises LaunchFailure."""
    from bot.library.training import train_library

    with _teaching("library", models) as encoder:
        train_library(project, encoder, models)


def train(
    settings: Settings, project: Path = PROJECT, meanwhile: Teach = teach_readers, afterwards: Teach = teach_library
) -> None:
    """Trains if an input changed; a training that fails leaves the old models as they were. Raises LaunchFailure."""
    models = settings.models_dir.resolve()
    with _alone(models):
        if fingerprint.is_current(models, project):
            return
        for leftover in models.glob("training-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        log = settings.data_dir / "logs" / "training.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        kept = "; the model from before is kept" if (models / fingerprint.OUTPUTS[0]).exists() else ""
        with _running(project, models, log) as engine:
            meanwhile(project, models)
        if engine.returncode != 0:
            raise LaunchFailure(f"The training failed{kept}: the reason is at the end of {log}.")
        afterwards(project, models)
        try:
            fingerprint.record(models, project)
        except FileNotFoundError as error:
            raise LaunchFailure(f"The training left no model ({error.filename} is missing); see {log}.") from error


@contextmanager
def _teaching(name: str, models: Path) -> "Iterator[SentenceEncoder]":
    from understanding.encoder import SentenceEncoder
    from understanding.encoder_files import EncoderUnavailable, ensure_encoder

    try:
        # Tens of thousands of texts and nobody else at work, so all processors take part.
        yield SentenceEncoder(ensure_encoder(models, fetch=False), threads=os.cpu_count() or 1)
    except (EncoderUnavailable, OSError, ValueError) as error:
        raise LaunchFailure(f"The {name} could not be trained: {error}") from error


@contextmanager
def _running(project: Path, models: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The engine's training, which has ended when the block is left."""
    command = [str(project / ENGINE_PYTHON), "-m", "engine.train", "--models", str(models)]
    # Rasa learns from the content that the fingerprint covers; a clinic's own is found in the app, without training.
    environment = os.environ | {"KAP_CONTENT_DIR": str(project / "content")}
    with log.open("wb") as output:
        try:
            process = subprocess.Popen(
                command,
                cwd=project,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        except FileNotFoundError as error:
            raise LaunchFailure("Rasa's libraries are not installed: run `make run` once.") from error
        try:
            yield process
        finally:
            process.wait()


@contextmanager
def _alone(models: Path) -> Iterator[None]:
    """Two launches in one folder train one after the other; the second then finds nothing left to do."""
    models.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(models / "training.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
