"""Teaches the screen's classifier from `data/screen/` and, as examples of no danger, from everything else people say.

A clinic's content has no part in it: publishing never changes what is noticed.
"""

import math
from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from bot.library.entries import read_entries
from bot.library.gaps import read_gaps
from bot.library.yaml_files import read_yaml
from bot.safety.normalisation import plain_letters
from bot.safety.screen import MODEL_FILE, NO_DANGER
from understanding.classifier import TextClassifier
from understanding.encoder import SentenceEncoder

EXAMPLES = ("danger.yml", "comfort.yml", "no_danger.yml")
# Enough of them to know ordinary talk, few enough to learn in seconds: those that the screen would take wrongly stand
# in `no_danger.yml` as well ("mistaken"). A word by itself says so little that all of these are learned.
MOST_ORDINARY = 1500
MOST_ANSWERS = 800
# Danger is rare, and a false alarm is dear too; see docs/decisions/.
BALANCE = 0.3
NOT_ORDINARY = ("crisis", "emergency", "distress")


class _ExamplesFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    # By the classifier's label, then by kind, which is for readers.
    examples: dict[str, dict[str, list[str]]]


def train_screen(project: Path, encoder: SentenceEncoder, models: Path) -> None:
    """Learns and writes `screen.npz`, whole or not at all. Raises ContentError, OSError for files that are amiss."""
    texts, labels = [], []
    for text, label in _examples(project / "data" / "screen"):
        texts.append(plain_letters(text))
        labels.append(label)
    for ordinary, most in ((_ordinary(project), MOST_ORDINARY), (_answers(project), MOST_ANSWERS)):
        different = list(dict.fromkeys(map(plain_letters, ordinary)))
        single = [text for text in different if len(text.split()) == 1]
        longer = [text for text in different if len(text.split()) != 1]
        some = single + longer[:: max(1, math.ceil(len(longer) / most))]
        texts += some
        labels += [NO_DANGER] * len(some)
    TextClassifier.train(texts, labels, encoder.encode_taught(texts), BALANCE).save(models / MODEL_FILE)


def _examples(folder: Path) -> Iterator[tuple[str, str]]:
    for name in EXAMPLES:
        for label, kinds in read_yaml(folder / name, _ExamplesFile).examples.items():
            for texts in kinds.values():
                yield from ((text, label) for text in texts)


def _ordinary(project: Path) -> Iterator[str]:
    for path in sorted((project / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text())["nlu"]:
            if block["intent"] not in NOT_ORDINARY:
                yield from (line.removeprefix("- ").strip() for line in block["examples"].splitlines())
    for entry in read_entries(project / "content" / "entries").values():
        yield from entry.phrasings
    for questions in read_gaps(project / "content").values():
        yield from questions


def _answers(project: Path) -> Iterator[str]:
    file = yaml.safe_load((project / "data" / "prescreen" / "answers.yml").read_text())
    for values in file["answers"].values():
        for answers in values.values():
            yield from answers
