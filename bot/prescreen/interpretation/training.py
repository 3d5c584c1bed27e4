"""Teaches the interpreter's classifier from `data/prescreen/answers.yml`."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.library.yaml_files import read_yaml
from bot.prescreen.interpretation.classifier import AnswerClassifier
from bot.prescreen.interpretation.interpreter import MODEL_FILE, AnswerReader
from bot.prescreen.interpretation.lists import read_lists
from bot.prescreen.values import Value
from understanding.encoder import SentenceEncoder

EXAMPLES = "answers.yml"


class _ExamplesFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    # By question, then by value.
    answers: dict[str, dict[Value, list[str]]]


def train_interpreter(project: Path, encoder: SentenceEncoder, models: Path) -> None:
    """Learns and writes `interpreter.npz`, whole or not at all. Raises ContentError, OSError for files amiss."""
    folder = project / "data" / "prescreen"
    examples = read_examples(folder)
    answers = AnswerReader(read_lists(folder), encoder.words, encoder.encode_taught).answers(
        [(question, text) for question, text, _ in examples]
    )
    AnswerClassifier.train(answers, [value for _, _, value in examples]).save(models / MODEL_FILE)


def read_examples(folder: Path) -> list[tuple[str, str, Value]]:
    """Question, text and value of every example. Raises ContentError."""
    file = read_yaml(folder / EXAMPLES, _ExamplesFile)
    return [
        (question, text, value)
        for question, values in file.answers.items()
        for value, texts in values.items()
        for text in texts
    ]
