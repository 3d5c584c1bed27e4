"""The same kernel ridge classifier for classes that come, change and go: exact each time, without learning anew.

The first equations are kept solved (their Cholesky factor). Taking examples out and putting others in then needs only
small equations beside them (Hager 1989, "Updating the inverse of a matrix"), a fraction of a second among ten thousand.
"""

import copy
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import spotrf, spotrs
from scipy.sparse import csr_matrix, vstack

from understanding.likeness import RIDGE, SHARPNESS, TERM_WEIGHT, likeness
from understanding.terms import Terms

Encode = Callable[[Sequence[str]], np.ndarray]

# Beyond so many examples in and out, learning anew is quicker.
MOST_CHANGES = 1500
_ROWS_AT_ONCE = 512
# From so many texts on, one product of all their terms is quicker than one product each.
MANY_TEXTS = 32
# A rare class's examples are allowed less slack: 0 is none of it, 1 makes up for all of its rarity.
BALANCE = 0.25
# What each class's slack is measured by; a fixed number, so that a new class does not loosen all others.
TYPICAL_EXAMPLES = 16


@dataclass(frozen=True, slots=True)
class ExampleClass:
    """A class, the group that it belongs to, and its examples."""

    group: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples made ready: row by row their text, class, slack, sentence vector and terms."""

    texts: list[str]
    labels: np.ndarray
    slack: np.ndarray
    vectors: np.ndarray
    rows: list[csr_matrix]


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


class ChangingClassifier:
    """What was learned at one moment, from which the scores of later moments follow. For one thread at a time."""

    def __init__(self, terms: Sequence[Terms], classes: Mapping[str, ExampleClass], encode: Encode) -> None:
        """Learns. `terms`: with rarities from elsewhere, which must not change with the classes; `encode` gives a
        sentence vector (of length 1) a text. Raises ValueError when there is no example."""
        if not any(each.texts for each in classes.values()):
            raise ValueError("A classifier needs an example.")
        self._groups = sorted({each.group for each in classes.values()})
        self._classes = dict(classes)
        self._encode = encode
        self._terms = [each.extended([text for one in classes.values() for text in one.texts]) for each in terms]
        sizes = {label: len(each.texts) for label, each in classes.items()}
        self._examples = _made_ready(classes, self._terms, encode, sizes)
        mine = self._examples
        # Symmetric, so turning it costs no copy; LAPACK wants columns first.
        kernel = likeness(mine.vectors, mine.rows, mine.vectors, mine.rows).T
        kernel[np.diag_indices_from(kernel)] += mine.slack
        self._factor, _ = spotrf(kernel, lower=1, overwrite_a=1)
        # What would be learned if each class alone were wanted, from which follows all else that may be wanted.
        wanted = np.column_stack([mine.labels == label for label in classes]).astype(np.float32)
        self._own = dict(zip(classes, self._equations_solved(wanted).T, strict=True))
        self._everywhere = np.sum(list(self._own.values()), axis=0)
        self._group_weights = [
            _towards(np.sum([self._own[label] for label in _members(classes, group)], axis=0), self._everywhere, -1)
            for group in self._groups
        ]
        self._solved: dict[str, np.ndarray] = {}

    def scorer(self, classes: Mapping[str, ExampleClass]) -> "Scorer | None":
        """A scorer for these classes; None where they differ by so much that learning anew is quicker."""
        stay = {label: self._unchanged(label, each) for label, each in classes.items()}
        out = np.array(
            [
                text not in stay.get(label, ())
                for text, label in zip(self._examples.texts, self._examples.labels, strict=True)
            ]
        )
        come = {
            label: ExampleClass(each.group, tuple(text for text in each.texts if text not in stay[label]))
            for label, each in classes.items()
        }
        come = {label: each for label, each in come.items() if each.texts}
        changes = out.sum() + sum(len(each.texts) for each in come.values())
        if changes > MOST_CHANGES or {each.group for each in classes.values()} != set(self._groups):
            return None
        new_texts = [text for each in come.values() for text in each.texts]
        terms = [each.extended(new_texts) for each in self._terms]
        new = _made_ready(come, terms, self._encode, {label: len(classes[label].texts) for label in come})
        kept = ~out
        vectors = self._examples.vectors[kept]
        rows = [
            _widened(mine[kept], others.shape[1]) for mine, others in zip(self._examples.rows, new.rows, strict=True)
        ]
        elsewhere = -1 / max(1, len(classes) - 1)
        nowhere = np.zeros_like(self._everywhere)
        columns = [
            # What is wanted of the examples that go does not matter.
            _towards(self._own.get(label, nowhere), self._everywhere, elsewhere)
            for label in classes
        ]
        before = np.column_stack([*columns, *self._group_weights])
        # First without the examples that go …
        each = np.zeros((len(out), int(out.sum())), dtype=np.float32)
        each[np.flatnonzero(out), np.arange(each.shape[1])] = 1
        gone = self._equations_solved(each)
        through = np.linalg.solve(gone[out], gone[kept].T).T
        weights = before[kept] - through @ before[out]
        if new.texts:
            # … then with those that come.
            solved = self._solve(new)
            solved = solved[kept] - through @ solved[out]
            beside = likeness(new.vectors, new.rows, vectors, rows)
            among = likeness(new.vectors, new.rows, new.vectors, new.rows) - beside @ solved
            among[np.diag_indices_from(among)] += new.slack
            wanted = np.column_stack(
                [np.where(new.labels == label, 1.0, elsewhere) for label in classes]
                + [np.where(np.isin(new.labels, _members(come, group)), 1.0, -1.0) for group in self._groups]
            ).astype(np.float32)
            new_weights = np.linalg.solve(among, wanted - beside @ weights)
            weights = np.vstack([weights - solved @ new_weights, new_weights])
            vectors = np.vstack([vectors, new.vectors])
            rows = [vstack([mine, others], format="csr") for mine, others in zip(rows, new.rows, strict=True)]
        place = {label: number for number, label in enumerate(classes)}
        learned = Learned(
            texts=[text for text, stays in zip(self._examples.texts, kept, strict=True) if stays] + new.texts,
            owners=np.array([place[label] for label in (*self._examples.labels[kept], *new.labels)], dtype=np.intp),
            slack=np.concatenate([self._examples.slack[kept], new.slack]),
            group_of=np.array([self._groups.index(each.group) for each in classes.values()], dtype=np.intp),
            elsewhere=elsewhere,
        )
        return Scorer(list(classes), self._groups, terms, vectors, rows, np.ascontiguousarray(weights), learned)

    def _unchanged(self, label: str, now: ExampleClass) -> set[str]:
        """The examples of a class that were learned just as they are now."""
        known = self._classes.get(label)
        if known is None or known.group != now.group or _slack(len(known.texts)) != _slack(len(now.texts)):
            return set()
        before, after = Counter(known.texts), Counter(now.texts)
        return {text for text, times in after.items() if before[text] == times}

    def fork(self, encode: Encode) -> "ChangingClassifier":
        """One that shares what was learned, which never changes, and works out the rest apart, with `encode`."""
        forked = copy.copy(self)
        forked._encode = encode
        forked._solved = dict(self._solved)
        return forked

    def _equations_solved(self, wanted: np.ndarray) -> np.ndarray:
        """The weights, shape (examples, columns), for what is wanted of each example, of the same shape."""
        if not wanted.size:
            return wanted
        solved, _ = spotrs(self._factor, wanted, lower=1)
        return np.asarray(solved)

    def _solve(self, new: "Examples") -> np.ndarray:
        """The weights that each new example's likeness to the first ones would have; each is worked out once."""
        missing = [index for index, text in enumerate(new.texts) if text not in self._solved]
        mine = self._examples
        wide = [_widened(old, others.shape[1]) for old, others in zip(mine.rows, new.rows, strict=True)]
        beside = likeness(mine.vectors, wide, new.vectors[missing], [rows[missing] for rows in new.rows])
        for index, column in zip(missing, self._equations_solved(beside).T, strict=True):
            self._solved[new.texts[index]] = column
        return np.column_stack([self._solved[text] for text in new.texts])


def _made_ready(
    classes: Mapping[str, ExampleClass], terms: Sequence[Terms], encode: Encode, sizes: Mapping[str, int]
) -> Examples:
    """`sizes`: how many examples each class has, also where `classes` hold some of them."""
    texts = [text for each in classes.values() for text in each.texts]
    counts = [len(each.texts) for each in classes.values()]
    labels = np.repeat(np.array(list(classes), dtype=object), counts)
    slack = np.repeat(np.array([_slack(sizes[label]) for label in classes], dtype=np.float32), counts)
    vectors = encode(texts).astype(np.float32) if texts else np.zeros((0, 0), dtype=np.float32)
    return Examples(texts, labels, slack, vectors, [each.rows(texts) for each in terms])


def _slack(size: int) -> float:
    """How far from what is wanted an example of a class of that size may stay.

    Sizes count in steps of a half of an octave, so that one example more or less leaves all others as they were.
    """
    step = 2 ** (round(2 * np.log2(max(1, size))) / 2)
    return float(RIDGE * (step / TYPICAL_EXAMPLES) ** BALANCE)


def _towards(own: np.ndarray, everywhere: np.ndarray, elsewhere: float) -> np.ndarray:
    """The weights for targets that are 1 for its own examples and `elsewhere` for all others."""
    return np.asarray((1 - elsewhere) * own + elsewhere * everywhere, dtype=np.float32)


def _members(classes: Mapping[str, ExampleClass], group: str) -> list[str]:
    return [label for label, each in classes.items() if each.group == group]


def _widened(rows: csr_matrix, columns: int) -> csr_matrix:
    return csr_matrix((rows.data, rows.indices, rows.indptr), (rows.shape[0], columns))
