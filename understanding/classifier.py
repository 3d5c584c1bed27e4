"""Sorts a text into classes: by the nearness of its meaning and its words to the examples of each class.

Kernel ridge regression on one-against-the-rest targets. Learning is one solution of linear equations, seconds for
nine thousand examples, and what an example would have scored without itself comes with it (Cawley and Talbot 2006,
"Leave-one-out cross-validation of kernel machines"), so confidences are calibrated without a held-out set.

Rasa's intent classifier trains it and the app reads the same file, so both take a message alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from understanding.confidence import honest_temperature, softmax
from understanding.likeness import RIDGE, SHARPNESS, TERM_WEIGHT, likeness_among
from understanding.model_file import opened_model, write_model
from understanding.solved_equations import SolvedEquations
from understanding.terms import SHAPES, Terms

# A rare class's examples are allowed less slack: 0 is none of it, 1 makes up for all of its rarity.
BALANCE = 0.7
MOST_LEFT_OUT = 400
FORMAT = 7
# Where the engine's training leaves its intents, for the app to read too.
INTENTS_FILE = "intents.npz"


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
        self.terms = tuple(terms)
        self._term_weights = tuple(term_weights)
        self._vectors = vectors
        self._weights = weights
        self._temperature = temperature

    @property
    def vectors(self) -> np.ndarray:
        """The sentence vectors of the texts that it learned from, a row each; not to be changed."""
        return self._vectors

    @classmethod
    def train(
        cls, texts: Sequence[str], labels: Sequence[str], vectors: np.ndarray, balance: float = BALANCE
    ) -> "TextClassifier":
        """Learns from texts, their labels and their sentence vectors (one row of length 1 a text).

        `balance`: from 0 to 1, how far a rare class's examples are allowed less slack than a common one's.

        Raises ValueError when there are fewer than two labels, or the three differ in length.
        """
        if not len(texts) == len(labels) == len(vectors):
            raise ValueError("Each text needs one label and one vector.")
        names, targets = np.unique(np.asarray(labels), return_inverse=True)
        if len(names) < 2:
            raise ValueError("A classifier needs at least two labels.")
        signs = _signs(targets, len(names))
        vectors = vectors.astype(np.float32)
        terms = [Terms.learn(shape, texts) for shape in SHAPES]
        rows = [term.rows(texts) for term in terms]
        share = np.bincount(targets)[targets] * len(names) / len(texts)
        equations = SolvedEquations.of(len(texts), likeness_among(vectors, rows), RIDGE * share**balance)
        weights = equations.solution(signs)
        temperature = _temperature(equations, signs, weights, targets)
        # A text's terms count for all examples at once, so only their sums are needed from here on.
        term_weights = [np.asarray(TERM_WEIGHT * (each.T @ weights), dtype=np.float32) for each in rows]
        weights = np.ascontiguousarray(weights)
        return cls(names.tolist(), terms, term_weights, vectors, weights, temperature)

    def rank(self, text: str, vector: np.ndarray) -> list[Ranked]:
        """Every class, best first; the probabilities sum to 1. `vector`: the text's sentence vector."""
        return self.rank_many([text], vector.reshape(1, -1))[0]

    def rank_many(self, texts: Sequence[str], vectors: np.ndarray) -> list[list[Ranked]]:
        """`rank` for several texts at once."""
        scores = self._scores(texts, vectors)
        shares = softmax(scores.astype(float) / self._temperature)
        return [
            [Ranked(self.labels[i], float(score[i]), float(share[i])) for i in np.argsort(-score)]
            for score, share in zip(scores, shares, strict=True)
        ]

    def _scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        scores = np.exp(SHARPNESS * (vectors @ self._vectors.T - 1)) @ self._weights
        for term, weights in zip(self.terms, self._term_weights, strict=True):
            for position, text in enumerate(texts):
                columns, values = term.row(text)
                scores[position] += values @ weights[columns]
        return np.asarray(scores)

    def save(self, path: Path) -> None:
        """Writes the classifier to one file, whole or not at all."""
        about = {
            "format": FORMAT,
            "labels": self.labels,
            "vocabularies": [term.vocabulary for term in self.terms],
        }
        arrays = {"vectors": self._vectors, "weights": self._weights, "temperature": np.array(self._temperature)}
        for index, (term, weights) in enumerate(zip(self.terms, self._term_weights, strict=True)):
            arrays |= {f"rarity_{index}": term.rarity, f"term_weights_{index}": weights}
        write_model(path, about, arrays)

    @classmethod
    def load(cls, path: Path) -> "TextClassifier":
        """Reads what `save` wrote. Raises OSError when there is no file, ValueError when it is another format."""
        with opened_model(path, format=FORMAT) as (about, stored):
            terms = [
                Terms(shape, vocabulary, stored[f"rarity_{index}"])
                for index, (shape, vocabulary) in enumerate(zip(SHAPES, about["vocabularies"], strict=True))
            ]
            term_weights = [stored[f"term_weights_{index}"] for index in range(len(terms))]
            return cls(
                about["labels"],
                terms,
                term_weights,
                stored["vectors"],
                stored["weights"],
                float(stored["temperature"]),
            )


def _signs(targets: np.ndarray, classes: int) -> np.ndarray:
    """What the scores should be, shape (texts, classes): 1 for a text's own class, together -1 for all others."""
    signs = np.full((len(targets), classes), -1 / max(1, classes - 1), dtype=np.float32)
    signs[np.arange(len(targets)), targets] = 1
    return signs


def _temperature(equations: SolvedEquations, signs: np.ndarray, weights: np.ndarray, targets: np.ndarray) -> float:
    """The divisor that makes the softmax of unseen texts' scores honest (Guo et al. 2017), from what some of the
    examples would have scored without themselves."""
    some = np.unique(np.linspace(0, len(targets) - 1, MOST_LEFT_OUT, dtype=int))
    units = np.zeros((len(targets), len(some)), dtype=np.float32, order="F")
    units[some, np.arange(len(some))] = 1
    # The diagonal of the inverse.
    own = equations.solution(units)[some, np.arange(len(some))]
    without_itself = (signs[some] - weights[some] / own[:, None]).astype(float)
    return honest_temperature(without_itself, targets[some])
