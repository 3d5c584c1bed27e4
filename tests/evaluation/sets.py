"""The labelled sets, as read from their files. README.md says who wrote them and what each half may be used for."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FOLDER = Path(__file__).parent


class Half(StrEnum):
    """Development is for tuning and for reading mistakes; test is for measuring alone."""

    DEVELOPMENT = "development"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the documents answer; `entries` are the right ones, best first."""

    text: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A message of another kind; `kind` is the kind of the first message that should come back."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`text` comes after the answer to `first`. `asks` is more, simpler or next; or the answer is `entry`."""

    first: str
    first_entry: str
    text: str
    asks: str | None
    entry: str | None


@dataclass(frozen=True, slots=True)
class EvaluationSets:
    """One half."""

    answers: tuple[Question, ...]
    not_covered: tuple[Other, ...]
    messages: tuple[Other, ...]
    two_questions: tuple[Question, ...]
    follow_ups: tuple[FollowUp, ...]

    def texts(self) -> list[str]:
        """Every labelled text once, without the questions that only open a follow-up."""
        rows = (*self.answers, *self.not_covered, *self.messages, *self.two_questions, *self.follow_ups)
        return [row.text for row in rows]


def read_sets(half: Half, folder: Path = FOLDER) -> EvaluationSets:
    """Raises OSError, ValueError, KeyError for files that are not as README.md describes them."""

    def rows(name: str) -> list[dict[str, object]]:
        lines = (folder / half / f"{name}.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    def expected(row: dict[str, object], key: str) -> object:
        found = row["expected"]
        assert isinstance(found, dict)
        return found.get(key)

    def slugs(found: object) -> tuple[str, ...]:
        return (found,) if isinstance(found, str) else tuple(found)  # type: ignore[arg-type]

    def others(name: str) -> tuple[Other, ...]:
        return tuple(Other(str(row["text"]), str(expected(row, "kind"))) for row in rows(name))

    return EvaluationSets(
        answers=tuple(Question(str(row["text"]), slugs(expected(row, "entry"))) for row in rows("answers")),
        not_covered=others("not_covered"),
        messages=others("messages"),
        two_questions=tuple(Question(str(row["text"]), slugs(expected(row, "entries"))) for row in rows("two_questions")),
        follow_ups=tuple(
            FollowUp(
                first=str(row["first"]),
                first_entry=str(row["first_entry"]),
                text=str(row["text"]),
                asks=expected(row, "follow_up"),  # type: ignore[arg-type]
                entry=expected(row, "entry"),  # type: ignore[arg-type]
            )
            for row in rows("follow_ups")
        ),
    )
