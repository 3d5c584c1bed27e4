"""The same kernel ridge classifier for classes that come, change and go: exact each time, without learning anew.

The first equations are kept solved (their Cholesky factor). Taking examples out and putting others in then needs only
small equations beside them (Hager 1989, "Updating the inverse of a matrix"), a fraction of a second among ten thousand.
"""

import copy
import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack

from understanding.likeness import RIDGE, likeness, likeness_among
from understanding.model_file import opened_model, write_model
from understanding.scorer import Learned, Scorer
from understanding.solved_equations import SolvedEquations
from understanding.terms import SHAPES, Terms

Encode = Callable[[Sequence[str]], np.ndarray]

# Beyond so many examples in and out, learning anew is quicker.
MOST_CHANGES = 1500
# A rare class's examples are allowed less slack: 0 is none of it, 1 makes up for all of its rarity.
BALANCE = 0.25
# What each class's slack is measured by; a fixed number, so that a new class does not loosen all others.
TYPICAL_EXAMPLES = 16
FORMAT = 1
_EQUATIONS = ".equations.npy"


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


class ChangingClassifier:
    """What was learned at one moment, from which the scores of later moments follow. For one thread at a time."""

    def __init__(
        self,
        terms: Sequence[Terms],
        classes: Mapping[str, ExampleClass],
        examples: Examples,
        equations: SolvedEquations,
        own: np.ndarray,
        encode: Encode,
    ) -> None:
        """As `learn` or `load` make it. `own`: what would be learned if each class alone were wanted, of shape
        (examples, classes), from which follows all else that may be wanted."""
        self._terms = list(terms)
        self._classes = dict(classes)
        self._groups = sorted({each.group for each in classes.values()})
        self._examples = examples
        self._equations = equations
        self._encode = encode
        self._own = dict(zip(classes, own.T, strict=True))
        self._everywhere = own.sum(axis=1)
        self._group_weights = [
            _towards(np.sum([self._own[label] for label in _members(classes, group)], axis=0), self._everywhere, -1)
            for group in self._groups
        ]
        self._solved: dict[str, np.ndarray] = {}

    @classmethod
    def learn(cls, terms: Sequence[Terms], classes: Mapping[str, ExampleClass], encode: Encode) -> "ChangingClassifier":
        """`terms`: with rarities from elsewhere, which must not change with the classes; `encode` gives a sentence
        vector (of length 1) a text. Raises ValueError when there is no example."""
        if not any(each.texts for each in classes.values()):
            raise ValueError("A classifier needs an example.")
        terms = [each.extended([text for one in classes.values() for text in one.texts]) for each in terms]
        sizes = {label: len(each.texts) for label, each in classes.items()}
        examples = _made_ready(classes, terms, encode, sizes)
        among = likeness_among(examples.vectors, examples.rows)
        equations = SolvedEquations.of(len(examples.texts), among, examples.slack)
        own = equations.solution(np.column_stack([examples.labels == label for label in classes]).astype(np.float32))
        return cls(terms, classes, examples, equations, own, encode)

    def save(self, path: Path) -> None:
        """Writes what was learned to one file, and its equations beside it. Raises OSError."""
        # Named anew each time, so that what is being read goes together whoever writes meanwhile.
        equations = f"{path.stem}-{secrets.token_hex(8)}{_EQUATIONS}"
        self._equations.save(path.with_name(equations))
        about = {
            "format": FORMAT,
            "classes": {label: [each.group, each.texts] for label, each in self._classes.items()},
            "vocabularies": [each.vocabulary for each in self._terms],
            "equations": equations,
        }
        arrays = {"vectors": self._examples.vectors, "own": np.column_stack(list(self._own.values()))}
        for index, (terms, rows) in enumerate(zip(self._terms, self._examples.rows, strict=True)):
            arrays |= {
                f"rarity_{index}": terms.rarity,
                f"values_{index}": rows.data,
                f"columns_{index}": rows.indices,
                f"ends_{index}": rows.indptr,
            }
        write_model(path, about, arrays)
        for other in path.parent.glob(f"{path.stem}-*{_EQUATIONS}"):
            if other.name != equations:
                # Whoever has it open keeps it.
                with suppress(OSError):
                    other.unlink()

    @classmethod
    def load(cls, path: Path, encode: Encode) -> "ChangingClassifier":
        """Reads what `save` wrote; its equations stay on disk until they are needed. `encode` as for `learn`.

        Raises OSError when a file is missing, ValueError when one is damaged or of another format.
        """
        with opened_model(path, format=FORMAT) as (about, stored):
            terms, rows = [], []
            for index, (shape, vocabulary) in enumerate(zip(SHAPES, about["vocabularies"], strict=True)):
                terms.append(Terms(shape, vocabulary, stored[f"rarity_{index}"]))
                values, columns, ends = (stored[f"{name}_{index}"] for name in ("values", "columns", "ends"))
                rows.append(csr_matrix((values, columns, ends), (len(ends) - 1, len(vocabulary))))
            classes = {label: ExampleClass(group, tuple(texts)) for label, (group, texts) in about["classes"].items()}
            sizes = {label: len(each.texts) for label, each in classes.items()}
            examples = Examples(*_listed(classes, sizes), stored["vectors"], rows)
            equations = SolvedEquations.open(path.with_name(about["equations"]), len(examples.texts))
            return cls(terms, classes, examples, equations, stored["own"], encode)

    @property
    def vectors(self) -> dict[str, np.ndarray]:
        """The sentence vectors of the texts that it learned from."""
        return dict(zip(self._examples.texts, self._examples.vectors, strict=True))

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
        # Not copied where all stay.
        vectors = self._examples.vectors[kept] if out.any() else self._examples.vectors
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
        gone = self._equations.solution(each)
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

    def _solve(self, new: "Examples") -> np.ndarray:
        """The weights that each new example's likeness to the first ones would have; each is worked out once."""
        missing = [index for index, text in enumerate(new.texts) if text not in self._solved]
        mine = self._examples
        wide = [_widened(old, others.shape[1]) for old, others in zip(mine.rows, new.rows, strict=True)]
        # The few in rows: the terms of each row are spread out.
        beside = likeness(new.vectors[missing], [rows[missing] for rows in new.rows], mine.vectors, wide)
        for index, column in zip(missing, self._equations.solution(beside.T).T, strict=True):
            self._solved[new.texts[index]] = column
        return np.column_stack([self._solved[text] for text in new.texts])


def _made_ready(
    classes: Mapping[str, ExampleClass], terms: Sequence[Terms], encode: Encode, sizes: Mapping[str, int]
) -> Examples:
    """`sizes`: how many examples each class has, also where `classes` hold some of them."""
    texts, labels, slack = _listed(classes, sizes)
    vectors = encode(texts).astype(np.float32) if texts else np.zeros((0, 0), dtype=np.float32)
    return Examples(texts, labels, slack, vectors, [each.rows(texts) for each in terms])


def _listed(classes: Mapping[str, ExampleClass], sizes: Mapping[str, int]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Example by example its text, class and slack."""
    texts = [text for each in classes.values() for text in each.texts]
    counts = [len(each.texts) for each in classes.values()]
    labels = np.repeat(np.array(list(classes), dtype=object), counts)
    slack = np.repeat(np.array([_slack(sizes[label]) for label in classes], dtype=np.float32), counts)
    return texts, labels, slack


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
