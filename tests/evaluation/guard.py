"""Keeps the evaluation honest: nothing in the sets was learned, little in them is said twice, and they are wide enough.

Test rows are counted and never quoted: whoever reads them begins to tune on them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.library.matching import Encode
from tests.evaluation.safety_sets import SafetyRow, read_safety
from tests.evaluation.sets import EvaluationSets, Half, Name, read_sets

TOO_NEAR = 0.9
MOST_TWINS = 0.05
LEAST_PER_TOPIC = 3
LEAST_ROWS = {Name.ANSWERS: 300, Name.NOT_COVERED: 120, Name.MESSAGES: 200}
LEAST_IN_DANGER = 150
LEAST_HARMLESS = 200

_ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Guarded:
    """A text, its half and the file that it stands in."""

    half: Half
    file: str
    text: str = field(repr=False)


class TextGuard:
    """Holds texts against what was learned. It shows none of them by itself, not even in a traceback."""

    def __init__(self, rows: Sequence[Guarded], learned: np.ndarray, encode: Encode) -> None:
        """`learned`: a sentence vector, of length 1, for each text that something was trained on."""
        self._rows = rows
        self._vectors = encode([row.text for row in rows])
        self._learned = learned

    def learned(self) -> list[str]:
        """A line for each file with rows that are like a learned text: how many, and which, if they may be read."""
        near = np.zeros(len(self._rows), dtype=bool)
        for start in range(0, len(self._learned), _ROWS_AT_ONCE):
            near |= (self._vectors @ self._learned[start : start + _ROWS_AT_ONCE].T).max(axis=1) > TOO_NEAR
        return self._lines(near)

    def twins(self) -> list[str]:
        """The same for rows that are like an earlier row, of any file of either half."""
        return self._lines(self._is_twin())

    def share_of_twins(self) -> float:
        """Of all rows."""
        return float(self._is_twin().mean()) if self._rows else 0.0

    def in_both_halves(self) -> list[str]:
        """How many texts each file of the second half shares with the first half, letter case and blanks aside."""
        first = {_plain(row.text) for row in self._rows if row.half is Half.DEVELOPMENT}
        shared = [row.half is Half.TEST and _plain(row.text) in first for row in self._rows]
        return self._lines(np.array(shared, dtype=bool))

    def _is_twin(self) -> np.ndarray:
        likeness = np.tril(self._vectors @ self._vectors.T, k=-1)
        return np.asarray((likeness > TOO_NEAR).any(axis=1))

    def _lines(self, chosen: np.ndarray) -> list[str]:
        files: dict[tuple[Half, str], list[str]] = {}
        for row, is_chosen in zip(self._rows, chosen, strict=True):
            if is_chosen:
                files.setdefault((row.half, row.file), []).append(row.text)
        return [
            f"{file}: {len(texts)}" + (f": {texts}" if half is Half.DEVELOPMENT else "")
            for (half, file), texts in files.items()
        ]


class Guard(TextGuard):
    """Over the sets of questions and other messages."""

    def __init__(self, halves: Mapping[Half, EvaluationSets], learned: np.ndarray, encode: Encode) -> None:
        super().__init__(guarded(halves), learned, encode)
        self._halves = halves

    def rare_topics(self, topics: Sequence[str]) -> list[str]:
        """Topics that too few questions of both halves together ask for."""
        asked = Counter(slug for sets in self._halves.values() for row in sets.answers for slug in row.entries)
        return [f"{topic}: {asked[topic]}" for topic in topics if asked[topic] < LEAST_PER_TOPIC]

    def unknown_topics(self, topics: Sequence[str]) -> list[str]:
        """Labels that are no topic."""
        labels = {slug for sets in self._halves.values() for row in sets.answers for slug in row.entries}
        labels |= {slug for sets in self._halves.values() for row in sets.two_questions for slug in row.entries}
        for sets in self._halves.values():
            labels |= {slug for row in sets.follow_ups for slug in (row.first_entry, row.entry) if slug}
        return sorted(labels - set(topics))

    def small_sets(self) -> list[str]:
        """Sets with too few rows in both halves together."""
        sizes = {name: sum(len(sets.rows(name)) for sets in self._halves.values()) for name in Name}
        return [f"{name}: {sizes[name]} of {least}" for name, least in LEAST_ROWS.items() if sizes[name] < least]


class SafetyGuard(TextGuard):
    """Over the crisis screen's sets."""

    def __init__(self, halves: Mapping[Half, Sequence[SafetyRow]], learned: np.ndarray, encode: Encode) -> None:
        super().__init__(guarded_safety(halves), learned, encode)
        self._halves = halves

    def small_test(self) -> list[str]:
        """What the test half has too little of."""
        in_danger = sum(row.is_danger for row in self._halves[Half.TEST])
        found = {
            "in danger": (in_danger, LEAST_IN_DANGER),
            "harmless": (len(self._halves[Half.TEST]) - in_danger, LEAST_HARMLESS),
        }
        return [f"{name}: {many} of {least}" for name, (many, least) in found.items() if many < least]


def guarded(halves: Mapping[Half, EvaluationSets]) -> list[Guarded]:
    """Every labelled text of the sets, without the questions that only open a follow-up."""
    return [
        Guarded(half, f"{half}/{name}.jsonl", row.text)
        for half, sets in halves.items()
        for name in Name
        for row in sets.rows(name)
    ]


def guarded_safety(halves: Mapping[Half, Sequence[SafetyRow]]) -> list[Guarded]:
    """Every text of the crisis screen's sets."""
    return [Guarded(half, f"safety/{half}.jsonl", row.text) for half, rows in halves.items() for row in rows]


def all_texts() -> list[str]:
    """Every text that the guards look at, of both halves."""
    rows = guarded({half: read_sets(half) for half in Half})
    return [row.text for row in (*rows, *guarded_safety({half: read_safety(half) for half in Half}))]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
