"""The crisis screen, with the real encoder and the classifier that is in use."""

import pytest

from bot.assembly import CLASSIFIER_FILE
from bot.safety.screen import Screen
from bot.settings import PROJECT
from understanding.classifier import TextClassifier
from understanding.encoder import SentenceEncoder


@pytest.fixture(scope="session")
def screen(encoder: SentenceEncoder) -> Screen:
    return Screen(TextClassifier.load(PROJECT / "models" / CLASSIFIER_FILE), encoder)
