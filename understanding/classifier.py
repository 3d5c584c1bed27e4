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
from scipy.linalg.lapack import dpotrf, dpotri
from scipy.sparse import csr_matrix

# Chosen on the development questions; see docs/decisions/0003-one-kernel-classifier.md.
SHARPNESS = 3.0
TERM_WEIGHT = 0.4
RIDGE = 0.3
BALANCE = 0.5
RUN_LENGTHS = (2, 3, 4)
FORMAT = 4

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
        counts = np.array([holding[term] for term in vocabulary], dtype=np.float32)
        # Smoothed inverse document frequency (Manning, Raghavan and Schütze 2008, chapter 6).
        return cls(shape, vocabulary, np.log((1 + len(texts)) / (1 + counts)) + 1)

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The known terms of a text, as columns, and their weights; of length 1 together."""
        counts = Counter(self.vocabulary[term] for term in self._shape(text) if term in self.vocabulary)
        columns = np.fromiter(counts, dtype=np.intp, count=len(counts))
        weights = np.fromiter(counts.values(), dtype=np.float32, count=len(counts)) * self.rarity[columns]
        return columns, weights / (np.linalg.norm(weights) or 1.0)

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Shape (len(texts), terms)."""
        found = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in found)])
        columns = np.concatenate([columns for columns, _ in found])
        weights = np.concatenate([weights for _, weights in found])
        return csr_matrix((weights, columns, ends), (len(texts), len(self.vocabulary)))


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
        term_weights: Sequence[np.ndarray],
        vectors: np.ndarray,
        weights: np.ndarray,
        temperature: float,
    ) -> None:
        self.labels = tuple(labels)
        self._terms = tuple(terms)
        self._term_weights = tuple(term_weights)
        self._vectors = vectors
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
        signs = np.full((len(texts), len(names)), -1 / (len(names) - 1), dtype=np.float32)
        signs[np.arange(len(texts)), targets] = 1
        # A rare class's examples are allowed less slack, half-way to full balance.
        share = np.bincount(targets)[targets] * len(names) / len(texts)
        kernel = _kernel(vectors, rows)
        kernel[np.diag_indices_from(kernel)] += RIDGE * share**BALANCE
        inverse = _inverse(kernel)
        weights = inverse @ signs
        without_itself = signs - weights / np.diag(inverse)[:, None]
        # A text's terms count for all examples at once, so only their sums are needed from here on.
        term_weights = [np.asarray(TERM_WEIGHT * (each.T @ weights), dtype=np.float32) for each in rows]
        temperature = _temperature(without_itself.astype(float), targets)
        return cls(names.tolist(), terms, term_weights, vectors.astype(np.float32), weights, temperature)

    def rank(self, text: str, vector: np.ndarray) -> list[Ranked]:
        """Every class, best first; the probabilities sum to 1. `vector`: the text's sentence vector."""
        return self.rank_many([text], vector.reshape(1, -1))[0]

    def rank_many(self, texts: Sequence[str], vectors: np.ndarray) -> list[list[Ranked]]:
        """`rank` for several texts at once."""
        scores = np.exp(SHARPNESS * (vectors @ self._vectors.T - 1)) @ self._weights
        for term, weights in zip(self._terms, self._term_weights, strict=True):
            for position, text in enumerate(texts):
                columns, values = term.row(text)
                scores[position] += values @ weights[columns]
        shares = _softmax(scores.astype(float) / self._temperature)
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
        for index, (term, weights) in enumerate(zip(self._terms, self._term_weights, strict=True)):
            arrays |= {f"rarity_{index}": term.rarity, f"term_weights_{index}": weights}
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
            term_weights = [stored[f"term_weights_{index}"] for index in range(len(terms))]
            temperature = float(stored["temperature"])
            return cls(about["labels"], terms, term_weights, stored["vectors"], stored["weights"], temperature)


def _kernel(vectors: np.ndarray, rows: Sequence[csr_matrix]) -> np.ndarray:
    """How like each text is to each other one, shape (texts, texts): between about 0 and 1.8."""
    likeness = np.exp(SHARPNESS * (vectors @ vectors.T - 1))
    for each in rows:
        likeness += np.float32(TERM_WEIGHT) * (each @ each.T).toarray()
    return np.asarray(likeness)


def _inverse(kernel: np.ndarray) -> np.ndarray:
    """The inverse of a symmetric positive definite matrix, in half the work of a general one."""
    factor, _ = dpotrf(kernel.astype(float), lower=1, overwrite_a=1)
    inverse, _ = dpotri(factor, lower=1, overwrite_c=1)
    return np.asarray(inverse + np.tril(inverse, -1).T, dtype=np.float32)


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
