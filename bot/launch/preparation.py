"""Everything that must be there before the processes start; each part is made once and then only checked."""

import os

from bot.launch import fingerprint
from bot.launch.failure import LaunchFailure, machine_troubles
from bot.launch.progress import step
from bot.launch.training import train
from bot.settings import PROJECT, Settings

UV = PROJECT / ".tools/uv/bin/uv"


def prepare(settings: Settings) -> None:
    """Makes the encoder, the trained model, the database and the first content. Raises LaunchFailure."""
    with machine_troubles(settings.data_dir):
        _prepare_encoder(settings)
        _prepare_engine(settings)
        _prepare_database(settings)
        _prepare_content(settings)


# Each step imports what it needs within itself: some of that takes seconds, and they are the step's.


def _prepare_encoder(settings: Settings) -> None:
    if UV.exists():
        os.environ.setdefault("KAP_UV", str(UV))
    known = (settings.models_dir / "encoder").exists()
    with step("Checking the sentence encoder" if known else "Getting the sentence encoder (400 MB)"):
        from understanding.encoder_files import EncoderUnavailable, ensure_encoder

        try:
            ensure_encoder(settings.models_dir)
        except EncoderUnavailable as error:
            raise LaunchFailure(str(error)) from error


def _prepare_engine(settings: Settings) -> None:
    current = fingerprint.is_current(settings.models_dir, PROJECT)
    with step("Checking the training" if current else "Training on the examples (some minutes)"):
        train(settings)


def _prepare_database(settings: Settings) -> None:
    with step("Bringing the database up to date"):
        from sqlalchemy.exc import SQLAlchemyError

        from bot.storage.database import upgrade

        try:
            upgrade(settings)
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or error).strip().splitlines()
            raise LaunchFailure(f"The database could not be opened or brought up to date: {reason[0]}") from error


def _prepare_content(settings: Settings) -> None:
    with step("Checking the answers"):
        from bot.library.publishing import import_if_empty

        try:
            import_if_empty(settings)
        except ValueError as error:
            raise LaunchFailure(f"The answers could not be taken in: {error}") from error
