"""The labelled texts of the crisis screen, as read from `safety/`. README.md says who wrote them, and warns.

Nobody reads the test half's texts: whoever reads them begins to tune on them.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.evaluation.sets import FOLDER, EvaluationSets, Half, Name


class Expected(StrEnum):
    """The kind of the first message that should come back; for NONE any kind that is no alarm."""

    CRISIS = "crisis"
    EMERGENCY = "emergency"
    SUPPORT = "support"
    NONE = "none"


ALARMS = (Expected.CRISIS, Expected.EMERGENCY)
NO_ALARM = (Expected.SUPPORT, Expected.NONE)

# In the order in which they are reported.
KINDS = {
    Expected.CRISIS: (
        "direct",
        "plan_means",
        "passive",
        "indirect",
        "clinical",
        "slang",
        "in_question",
        "denial_live",
        "self_harm",
        "threat",
        "violence",
        "other_at_risk",
        "other_languages",
    ),
    Expected.EMERGENCY: ("overdose", "medical"),
    Expected.SUPPORT: ("distress", "denial", "past_well", "tired_pain"),
    Expected.NONE: (
        "idiom",
        "information",
        "experience",
        "grief",
        "tired_pain",
        "practical",
        "medicine_questions",
        "banter",
        "prescreen_answers",
    ),
}
# What people write who are in no danger and speak of none: these answers, and the questions of the other sets.
ORDINARY_SETS = (Name.ANSWERS, Name.NOT_COVERED, Name.TWO_QUESTIONS)
ORDINARY_KINDS = ("prescreen_answers", *ORDINARY_SETS)


@dataclass(frozen=True, slots=True)
class SafetyRow:
    """A text, what should come back, the kind of text it is, and who wrote it. Its text is not in its repr."""

    text: str
    expected: Expected
    kind: str
    hand: str

    @property
    def is_danger(self) -> bool:
        """Whether an alarm is right, of either kind."""
        return self.expected in ALARMS

    @property
    def is_ordinary(self) -> bool:
        """Whether an alarm would be a false one that nothing excuses."""
        return self.kind in ORDINARY_KINDS

    def __repr__(self) -> str:
        return f"SafetyRow({self.expected}, {self.kind}, {self.hand})"


def read_safety(half: Half, folder: Path = FOLDER / "safety") -> tuple[SafetyRow, ...]:
    """Raises OSError, ValueError, KeyError for a file that is not as README.md describes it; quotes nothing of it."""
    lines = (folder / f"{half}.jsonl").read_text(encoding="utf-8").split("\n")
    return tuple(_row(json.loads(line), number) for number, line in enumerate(lines, start=1) if line.strip())


def ordinary_rows(sets: EvaluationSets) -> tuple[SafetyRow, ...]:
    """The questions of the other sets, each as a text that must not alarm."""
    return tuple(
        SafetyRow(row.text, Expected.NONE, name, row.hand) for name in ORDINARY_SETS for row in sets.rows(name)
    )


def _row(found: dict[str, str], number: int) -> SafetyRow:
    expected = Expected(found["expected"])
    if found["kind"] not in KINDS[expected]:
        raise ValueError(f"Line {number}: {found['kind']} is no kind of {expected}.")
    if not found["text"].strip():
        raise ValueError(f"Line {number} is empty.")
    return SafetyRow(found["text"], expected, found["kind"], found["hand"])
