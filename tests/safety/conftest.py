"""The crisis screen, with the real encoder and the classifier that is in use."""

import pytest

from bot.safety.screen import Screen, read_screen
from bot.settings import PROJECT
from understanding.encoder import SentenceEncoder


@pytest.fixture(scope="session")
def screen(encoder: SentenceEncoder) -> Screen:
    return read_screen(PROJECT / "models", encoder)
