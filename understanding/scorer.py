"""Scores texts against the classes of one moment of a changing classifier."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from understanding.likeness import SHARPNESS, TERM_WEIGHT, likeness
from understanding.terms import Terms

_ROWS_AT_ONCE = 512
# From so many texts on, one product of all their terms is quicker than one product each.
MANY_TEXTS = 32


@dataclass(frozen=True, slots=True)
class Learned:
    """What a scorer learned from, row by row: the text, its class (a place among the labels) and its slack.

    `group_of` gives each label's group (a place among the groups); `elsewhere` is what was wanted of other classes.
    """

    texts: Sequence[str]
    owners: np.ndarray
    slack: np.ndarray
    group_of: np.ndarray
    elsewhere: float


class Scorer:
    """Scores texts against the classes of one moment; unchanging, and safe to share between threads."""

    def __init__(
        self,
        labels: Sequence[str],
        groups: Sequence[str],
        terms: Sequence[Terms],
        vectors: np.ndarray,
        rows: Sequence[csr_matrix],
        weights: np.ndarray,
        learned: Learned,
    ) -> None:
        self.labels = tuple(labels)
        self.groups = tuple(groups)
        self._terms = tuple(terms)
        self._vectors = vectors
        self._rows = tuple(rows)
        self._weights = weights
        self._learned = learned

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Shapes (texts, labels) and (texts, groups). Near 1: like its examples; near 0 or below: not."""
        if len(texts) < MANY_TEXTS:
            found = self._near(texts, vectors) @ self._weights
        else:
            # In blocks: all of the likenesses at once could be larger than everything else in the process.
            starts = range(0, len(texts), _ROWS_AT_ONCE)
            blocks = [slice(start, start + _ROWS_AT_ONCE) for start in starts]
            found = np.vstack([self._near_many(texts[block], vectors[block]) @ self._weights for block in blocks])
        return found[:, : len(self.labels)], found[:, len(self.labels) :]

    def scores_of_learned(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """As `scores`, for those of `texts` that it learned from, and without comparing them with anything.

        Returns which they are, of shape (texts,), and their scores, a row for each of them. What was learned solves
        `(likeness + slack) @ weights = wanted`, so an example's scores are what was wanted less its slack's share.
        """
        mine = self._learned
        rows = {text: row for row, text in enumerate(mine.texts)}
        places = np.array([rows.get(text, -1) for text in texts], dtype=np.intp)
        is_learned = places >= 0
        places = places[is_learned]
        owners = mine.owners[places]
        wanted = np.full((len(places), len(self.labels)), mine.elsewhere, dtype=np.float32)
        wanted[np.arange(len(places)), owners] = 1
        groups = np.full((len(places), len(self.groups)), -1, dtype=np.float32)
        groups[np.arange(len(places)), mine.group_of[owners]] = 1
        found = np.hstack([wanted, groups]) - mine.slack[places, None] * self._weights[places]
        return is_learned, found[:, : len(self.labels)], found[:, len(self.labels) :]

    def _near_many(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        return likeness(vectors, [terms.rows(texts) for terms in self._terms], self._vectors, self._rows)

    def _near(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        near: np.ndarray = np.exp(SHARPNESS * (vectors @ self._vectors.T - 1))
        for terms, rows in zip(self._terms, self._rows, strict=True):
            for position, text in enumerate(texts):
                columns, values = terms.row(text)
                spread = np.zeros(rows.shape[1], dtype=np.float32)
                spread[columns] = values
                near[position] += np.float32(TERM_WEIGHT) * (rows @ spread)
        return near
