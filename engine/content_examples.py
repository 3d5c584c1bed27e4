"""Teaches Rasa what a question is from the clinic's own content: every way people ask, answered or not.

The answers' phrasings and the known gaps live in content/, where the app finds the fitting answer among them. Rasa
only has to know that they are questions; without them it takes one in ten for something else.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

QUESTION_INTENT = "ask_question"
# All of them would drown the other intents, and take a minute to learn; the third part teaches as much.
EVERY = 3


class ContentExamples(TrainingDataImporter):
    """Importer for config.yml; reads `content/`, or the folder that KAP_CONTENT_DIR names."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._folder = Path(os.environ.get("KAP_CONTENT_DIR", "content"))

    def get_nlu_data(self, language: "str | None" = "en") -> TrainingData:
        """Examples from the phrasings, questions and titles of the entries, and from the known gaps."""
        texts = dict.fromkeys([*_entry_texts(self._folder / "entries"), *_gap_texts(self._folder / "not_covered.yml")])
        return TrainingData([Message.build(text=text, intent=QUESTION_INTENT) for text in list(texts)[::EVERY]])

    def get_domain(self) -> Domain:
        """None of it comes from here, and neither do stories or configuration."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: "int | None" = None) -> StoryGraph:
        return StoryGraph([])

    def get_config(self) -> "dict[str, Any]":
        return {}

    def get_config_file_for_auto_config(self) -> None:
        return None


def _entry_texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.md")):
        _, front, _ = path.read_text().split("---\n", maxsplit=2)
        fields = yaml.safe_load(front)
        yield from (fields["question"], fields["title"], *fields["phrasings"])


def _gap_texts(file: Path) -> Iterator[str]:
    if file.exists():
        for examples in yaml.safe_load(file.read_text())["topics"].values():
            yield from examples
