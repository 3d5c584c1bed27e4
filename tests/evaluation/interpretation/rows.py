"""The labelled answers to the pre-screen. Nobody reads the test half: whoever reads it begins to tune on it."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from bot.prescreen.values import QUESTIONS, Value
from tests.evaluation.sets import Half

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """An answer and how it should be read. Its text is not shown by itself, not even in a traceback."""

    question: str
    text: str = field(repr=False)
    value: Value


def read_rows(half: Half, folder: Path = FOLDER) -> list[Row]:
    """Raises OSError when there is no such half; ValueError, naming the line, for a row that is amiss."""
    path = folder / f"{half}.jsonl"
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            question, text, value = row["question"], row["text"], Value(row["value"])
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"{path.name}: line {number} is no labelled answer.") from None
        if question not in QUESTIONS or not isinstance(text, str):
            raise ValueError(f"{path.name}: line {number} has no known question, or no text.")
        rows.append(Row(question, text, value))
    return rows
