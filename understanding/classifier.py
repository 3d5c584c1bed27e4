"""Sorts a text into classes: by the nearness of its meaning and its words to the examples of each class.

Kernel ridge regression on one-against-the-rest targets. The kernel adds up three likenesses: of the sentence
vectors, of words and word pairs, and of letter runs (which carry typos and endings). Learning is one solution of
linear equations, under a second for two thousand examples, and what each example would have scored without itself
comes with it (Cawley and Talbot 2006, "Leave-one-out cross-validation of kernel machines"). So confidences are
calibrated without a held-out set, and a newly published answer needs no training run.

Rasa's intent classifier trains it and the app reads the same file, so both take a message alike.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from scipy.sparse import csr_matrix

# Chosen on the development questions; see docs/decisions/0003-one-kernel-classifier.md.
SHARPNESS = 3.0
TERM_WEIGHT = 0.4
RIDGE = 0.3
BALANCE = 0.5
RUN_LENGTHS = (2, 3, 4)
FORMAT = 3

_WORD = re.compile(r"\w+")


def word_terms(text: str) -> Iterator[str]:
    """The words of a text and their pairs, in small letters."""
    words = _WORD.findall(text.casefold())
    yield from words
    yield from map(" ".join, pairwise(words))


def letter_terms(text: str) -> Iterator[str]:
    """The runs of two to four letters within each word, blanks at its edges included: they survive typos."""
    for word in text.casefold().split():
        edged = f" {word} "
        for length in RUN_LENGTHS:
            yield from (edged[start : start + length] for start in range(max(1, len(edged) - length + 1)))


SHAPES: tuple[Callable[[str], Iterator[str]], ...] = (word_terms, letter_terms)


class Terms:
    """TF-IDF of one shape of term. Rows are of length 1, or 0 for a text without known terms."""

    def __init__(self, shape: Callable[[str], Iterator[str]], vocabulary: dict[str, int], rarity: np.ndarray) -> None:
        self.vocabulary = vocabulary
        self.rarity = rarity
        self._shape = shape

    @classmethod
    def learn(cls, shape: Callable[[str], Iterator[str]], texts: Sequence[str]) -> "Terms":
        """Collects the terms of `texts` and how rare each is."""
        holding = Counter(term for text in texts for term in set(shape(text)))
        vocabulary = {term: index for index, term in enumerate(sorted(holding))}
        counts = np.array([holding[term] for term in vocabulary], dtype=float)
        # Smoothed inverse document frequency (Manning, Raghavan and Schütze 2008, chapter 6).
        return cls(shape, vocabulary, np.log((1 + len(texts)) / (1 + counts)) + 1)

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Shape (len(texts), terms)."""
        values: list[np.ndarray] = []
        columns: list[int] = []
        ends = [0]
        for text in texts:
            counts = Counter(self.vocabulary[term] for term in self._shape(text) if term in self.vocabulary)
            found = list(counts)
            weights = np.array([counts[term] for term in found]) * self.rarity[found] if found else np.zeros(0)
            values.append(weights / (np.linalg.norm(weights) or 1.0))
            columns += found
            ends.append(len(columns))
        return csr_matrix((np.concatenate([np.zeros(0), *values]), columns, ends), (len(texts), len(self.vocabulary)))


@dataclass(frozen=True)
class Ranked:
    """One class with its score (near 1: like its examples; near 0 or below: not) and its probability."""

    label: str
    score: float
    probability: float


class TextClassifier:
    """A trained classifier; unchanging, and safe to share between threads."""

    def __init__(
        self,
        labels: Sequence[str],
        terms: Sequence[Terms],
        vectors: np.ndarray,
        rows: Sequence[csr_matrix],
        weights: np.ndarray,
        temperature: float,
    ) -> None:
        self.labels = tuple(labels)
        self._terms = tuple(terms)
        self._vectors = vectors
        self._rows = tuple(rows)
        self._weights = weights
        self._temperature = temperature

    @classmethod
    def train(cls, texts: Sequence[str], labels: Sequence[str], vectors: np.ndarray) -> "TextClassifier":
        """Learns from texts, their labels and their sentence vectors (one row of length 1 a text).

        Raises ValueError when there are fewer than two labels, or the three differ in length.
        """
        if not len(texts) == len(labels) == len(vectors):
            raise ValueError("Each text needs one label and one vector.")
        names, targets = np.unique(np.asarray(labels), return_inverse=True)
        if len(names) < 2:
            raise ValueError("A classifier needs at least two labels.")
        terms = [Terms.learn(shape, texts) for shape in SHAPES]
        rows = [term.rows(texts) for term in terms]
        signs = np.full((len(texts), len(names)), -1 / (len(names) - 1))
        signs[np.arange(len(texts)), targets] = 1
        # A rare class's examples are allowed less slack, half-way to full balance.
        share = np.bincount(targets)[targets] * len(names) / len(texts)
        inverse = np.linalg.inv(_kernel(vectors, vectors, rows, rows) + RIDGE * np.diag(share**BALANCE))
        weights = inverse @ signs
        without_itself = signs - weights / np.diag(inverse)[:, None]
        temperature = _temperature(without_itself, targets)
        return cls(names.tolist(), terms, vectors.astype(np.float32), rows, weights.astype(np.float32), temperature)

    def rank(self, text: str, vector: np.ndarray) -> list[Ranked]:
        """Every class, best first; the probabilities sum to 1. `vector`: the text's sentence vector."""
        return self.rank_many([text], vector.reshape(1, -1))[0]

    def rank_many(self, texts: Sequence[str], vectors: np.ndarray) -> list[list[Ranked]]:
        """`rank` for several texts at once."""
        rows = [term.rows(texts) for term in self._terms]
        scores = _kernel(vectors, self._vectors, rows, self._rows) @ self._weights
        shares = _softmax(scores / self._temperature)
        return [
            [Ranked(self.labels[i], float(score[i]), float(share[i])) for i in np.argsort(-score)]
            for score, share in zip(scores, shares, strict=True)
        ]

    def save(self, path: Path) -> None:
        """Writes the classifier to one file, whole or not at all."""
        about = {"format": FORMAT, "labels": self.labels, "vocabularies": [term.vocabulary for term in self._terms]}
        arrays: dict[str, Any] = {
            "about": np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
            "vectors": self._vectors,
            "weights": self._weights,
            "temperature": np.array(self._temperature),
        }
        for index, (term, rows) in enumerate(zip(self._terms, self._rows, strict=True)):
            arrays[f"rarity_{index}"] = term.rarity
            arrays |= {f"{part}_{index}": getattr(rows, part) for part in ("data", "indices", "indptr")}
        partial = path.with_name(path.name + ".partial")
        with partial.open("wb") as file:
            np.savez_compressed(file, **arrays)
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> "TextClassifier":
        """Reads what `save` wrote. Raises OSError when there is no file, ValueError when it is another format."""
        try:
            return cls._read(path)
        except (BadZipFile, KeyError, EOFError) as error:
            raise ValueError(f"{path.name} is damaged; train again.") from error

    @classmethod
    def _read(cls, path: Path) -> "TextClassifier":
        # Opened here: NumPy leaves a file open that it cannot read.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            about = json.loads(stored["about"].tobytes())
            if about["format"] != FORMAT:
                raise ValueError(f"{path.name} was written by another version; train again.")
            terms = [
                Terms(shape, vocabulary, stored[f"rarity_{index}"])
                for index, (shape, vocabulary) in enumerate(zip(SHAPES, about["vocabularies"], strict=True))
            ]
            rows = [
                csr_matrix(
                    tuple(stored[f"{part}_{index}"] for part in ("data", "indices", "indptr")),
                    shape=(len(stored["vectors"]), len(term.vocabulary)),
                )
                for index, term in enumerate(terms)
            ]
            return cls(about["labels"], terms, stored["vectors"], rows, stored["weights"], float(stored["temperature"]))


def _kernel(
    left: np.ndarray, right: np.ndarray, left_rows: Sequence[csr_matrix], right_rows: Sequence[csr_matrix]
) -> np.ndarray:
    """How like each left text is to each right one, shape (left, right): between about 0 and 1.8."""
    likeness = np.exp(SHARPNESS * (left @ right.T - 1)).astype(float)
    for rows, others in zip(left_rows, right_rows, strict=True):
        likeness += TERM_WEIGHT * (rows @ others.T).toarray()
    return np.asarray(likeness)


def _temperature(scores: np.ndarray, targets: np.ndarray) -> float:
    """The divisor that makes the softmax of unseen texts' scores honest (Guo et al. 2017)."""

    def loss(temperature: float) -> float:
        shares = _softmax(scores / temperature)
        return float(-np.log(shares[np.arange(len(targets)), targets] + 1e-12).mean())

    # The loss has one valley, and a few per cent beside its bottom make no difference.
    return float(min(np.geomspace(0.01, 5.0, 120), key=loss))


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
