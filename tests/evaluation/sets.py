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
    """A question that the documents answer; `entries` are the right ones, best first. `hand` wrote it."""

    text: str
    entries: tuple[str, ...]
    hand: str


@dataclass(frozen=True, slots=True)
class Other:
    """A message of another kind; `kind` is the kind of the first message that should come back."""

    text: str
    kind: str
    hand: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`text` comes after the answer to `first`. `asks` is more, simpler or next; or the answer is `entry`."""

    first: str
    first_entry: str
    text: str
    asks: str | None
    entry: str | None
    hand: str


Row = Question | Other | FollowUp


class Name(StrEnum):
    """The sets, by the names of their files."""

    ANSWERS = "answers"
    NOT_COVERED = "not_covered"
    MESSAGES = "messages"
    TWO_QUESTIONS = "two_questions"
    FOLLOW_UPS = "follow_ups"


@dataclass(frozen=True, slots=True)
class EvaluationSets:
    """One half."""

    answers: tuple[Question, ...]
    not_covered: tuple[Other, ...]
    messages: tuple[Other, ...]
    two_questions: tuple[Question, ...]
    follow_ups: tuple[FollowUp, ...]

    def rows(self, name: Name) -> tuple[Row, ...]:
        """One set."""
        by_name: dict[Name, tuple[Row, ...]] = {
            Name.ANSWERS: self.answers,
            Name.NOT_COVERED: self.not_covered,
            Name.MESSAGES: self.messages,
            Name.TWO_QUESTIONS: self.two_questions,
            Name.FOLLOW_UPS: self.follow_ups,
        }
        return by_name[name]

    def texts(self) -> list[str]:
        """Every labelled text once, without the questions that only open a follow-up."""
        return [row.text for name in Name for row in self.rows(name)]


def read_sets(half: Half, folder: Path = FOLDER) -> EvaluationSets:
    """Raises OSError, ValueError, KeyError for files that are not as README.md describes them."""

    def rows(name: Name) -> list[dict[str, object]]:
        lines = (folder / half / f"{name}.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    def expected(row: dict[str, object], key: str) -> object:
        found = row["expected"]
        assert isinstance(found, dict)
        return found.get(key)

    def slugs(found: object) -> tuple[str, ...]:
        return (found,) if isinstance(found, str) else tuple(found)  # type: ignore[arg-type]

    def questions(name: Name, key: str) -> tuple[Question, ...]:
        return tuple(Question(str(row["text"]), slugs(expected(row, key)), str(row["hand"])) for row in rows(name))

    def others(name: Name) -> tuple[Other, ...]:
        return tuple(Other(str(row["text"]), str(expected(row, "kind")), str(row["hand"])) for row in rows(name))

    return EvaluationSets(
        answers=questions(Name.ANSWERS, "entry"),
        not_covered=others(Name.NOT_COVERED),
        messages=others(Name.MESSAGES),
        two_questions=questions(Name.TWO_QUESTIONS, "entries"),
        follow_ups=tuple(
            FollowUp(
                first=str(row["first"]),
                first_entry=str(row["first_entry"]),
                text=str(row["text"]),
                asks=expected(row, "follow_up"),  # type: ignore[arg-type]
                entry=expected(row, "entry"),  # type: ignore[arg-type]
                hand=str(row["hand"]),
            )
            for row in rows(Name.FOLLOW_UPS)
        ),
    )
