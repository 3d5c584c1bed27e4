"""Keeps the evaluation honest: nothing in the sets was learned, little in them is said twice, and they are wide enough.

Test rows are counted and never quoted: whoever reads them begins to tune on them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from tests.evaluation.sets import EvaluationSets, Half, Name

TOO_NEAR = 0.9
MOST_TWINS = 0.05
LEAST_PER_TOPIC = 3
LEAST_ROWS = {Name.ANSWERS: 300, Name.NOT_COVERED: 120, Name.MESSAGES: 200}

_ROWS_AT_ONCE = 512


class Guard:
    """Holds the halves against what was learned. It shows no text of them by itself, not even in a traceback."""

    def __init__(
        self,
        halves: Mapping[Half, EvaluationSets],
        learned: np.ndarray,
        encode: Callable[[Sequence[str]], np.ndarray],
    ) -> None:
        """`learned`: a sentence vector, of length 1, for each text that something was trained on."""
        self._halves = halves
        self._rows = [
            (half, name, row.text) for half, sets in halves.items() for name in Name for row in sets.rows(name)
        ]
        self._vectors = encode([text for _, _, text in self._rows])
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
        first = {_plain(text) for half, _, text in self._rows if half is Half.DEVELOPMENT}
        shared = [half is Half.TEST and _plain(text) in first for half, _, text in self._rows]
        return self._lines(np.array(shared, dtype=bool))

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
        sizes = Counter(name for _, name, _ in self._rows)
        return [f"{name}: {sizes[name]} of {least}" for name, least in LEAST_ROWS.items() if sizes[name] < least]

    def _is_twin(self) -> np.ndarray:
        likeness = np.tril(self._vectors @ self._vectors.T, k=-1)
        return np.asarray((likeness > TOO_NEAR).any(axis=1))

    def _lines(self, chosen: np.ndarray) -> list[str]:
        files: dict[tuple[Half, Name], list[str]] = {}
        for (half, name, text), is_chosen in zip(self._rows, chosen, strict=True):
            if is_chosen:
                files.setdefault((half, name), []).append(text)
        return [
            f"{half}/{name}.jsonl: {len(texts)}" + (f": {texts}" if half is Half.DEVELOPMENT else "")
            for (half, name), texts in files.items()
        ]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
