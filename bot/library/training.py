"""Learns the shipped answers and the known gaps beforehand, so that no process has to when it starts.

A clinic's own answers come to them in the process, as every publication does (`bot.library.live`).
"""

from pathlib import Path

from bot.library.entries import read_entries
from bot.library.gaps import read_gaps
from bot.library.glossary import read_glossary
from bot.library.matching import Matching
from understanding.classifier import INTENTS_FILE, TextClassifier
from understanding.encoder import SentenceEncoder

MODEL_FILE = "library.npz"


def train_library(project: Path, encoder: SentenceEncoder, models: Path) -> None:
    """Learns and writes `library.npz`, and its equations beside it, after the engine's training: the words and letters
    count as in `intents.npz`. Raises ContentError, EntriesError, OSError, ValueError."""
    content = project / "content"
    terms = TextClassifier.load(models / INTENTS_FILE).terms
    matching = Matching(read_gaps(content), read_glossary(content), terms, encoder.encode_taught)
    matching.learn(read_entries(content / "entries")).save(models / MODEL_FILE)
