"""The reader of answers, with the real encoder, the real lists and the classifier that is in use."""

import pytest

from bot.prescreen.interpretation.interpreter import LISTS, Interpreter, read_interpreter
from bot.prescreen.interpretation.lists import Lists, read_lists
from bot.prescreen.interpretation.marks import Marker
from bot.settings import PROJECT
from understanding.encoder import SentenceEncoder


@pytest.fixture(scope="session")
def interpreter(encoder: SentenceEncoder) -> Interpreter:
    return read_interpreter(PROJECT / "models", encoder)


@pytest.fixture(scope="session")
def lists() -> Lists:
    return read_lists(LISTS)


@pytest.fixture(scope="session")
def marker(lists: Lists, encoder: SentenceEncoder) -> Marker:
    return Marker(lists, encoder.words)
