"""Sorts a text into classes: by the nearness of its meaning and its words to the examples of each class.

Kernel ridge regression on one-against-the-rest targets. The kernel adds up three likenesses: of the sentence
vectors, of words and word pairs, and of letter runs (which carry typos and endings). Learning is one solution of
linear equations, under a second for two thousand examples, and what each example would have scored without itself
comes with it (Cawley and Talbot 2006, "Leave-one-out cross-validation of kernel machines"). So confidences are
calibrated without a held-out set, and a newly published answer needs no training run.

Rasa's intent classifier trains it and the app reads the same file, so both take a message alike.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

# Each counts the terms of a text in its own way.
WORDS: dict[str, object] = {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b"}
LETTERS: dict[str, object] = {"analyzer": "char_wb", "ngram_range": (2, 4)}
SHAPES = (WORDS, LETTERS)

# Chosen on the development questions; see docs/decisions/0003-one-kernel-classifier.md.
SHARPNESS = 3.0
TERM_WEIGHT = 0.4
RIDGE = 0.3
BALANCE = 0.5
FORMAT = 2


class Terms:
    """TF-IDF of one shape of term. Rows are of length 1, or 0 for a text without known terms."""

    def __init__(self, shape: dict[str, object], vocabulary: dict[str, int], rarity: np.ndarray) -> None:
        self.vocabulary = vocabulary
        self.rarity = rarity
        self._counter = CountVectorizer(vocabulary=vocabulary, **shape)

    @classmethod
    def learn(cls, shape: dict[str, object], texts: Sequence[str]) -> "Terms":
        """Collects the terms of `texts` and how rare each is."""
        counter = CountVectorizer(**shape)
        try:
            counts = counter.fit_transform(texts)
        except ValueError:  # not one text holds a term of this shape
            return cls(shape, {"": 0}, np.ones(1))
        documents = np.bincount(counts.indices, minlength=counts.shape[1])
        vocabulary = {term: int(index) for term, index in counter.vocabulary_.items()}
        # Smoothed inverse document frequency (Manning, Raghavan and Schütze 2008, chapter 6).
        return cls(shape, vocabulary, np.log((1 + len(texts)) / (1 + documents)) + 1)

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Shape (len(texts), terms)."""
        weighted = self._counter.transform(texts).astype(float).multiply(self.rarity).tocsr()
        lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1
        return weighted.multiply(1 / lengths[:, None]).tocsr()


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
        with np.load(path, allow_pickle=False) as stored:
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

    def loss(logarithm: float) -> float:
        shares = _softmax(scores / np.exp(logarithm))
        return float(-np.log(shares[np.arange(len(targets)), targets] + 1e-12).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-5.0, 2.0), method="bounded").x))


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
