"""A kernel ridge classifier of answers, which knows the question and what the rules found beside the words.

As `understanding.classifier`, with two more likenesses: of the words with names replaced by their kind, and of the
flags. Topics teach each other fully, open questions and topics only a little.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from bot.prescreen.interpretation.marks import Marks
from bot.prescreen.values import OPEN_QUESTIONS, Value
from understanding.confidence import honest_temperature, softmax
from understanding.model_file import opened_model, write_model
from understanding.terms import Terms, letter_terms, word_terms

FORMAT = 1
# Chosen by training on two hands and measuring on a third; see docs/decisions/0009-reading-answers.md.
RIDGE = 0.2
VECTOR_WEIGHT = 4.0
SHARPNESS = 2.5
OTHER_GROUP = 0.3

_LABELS = tuple(Value)


@dataclass(frozen=True, slots=True)
class Answer:
    """`vector`: of length 1, the sentence vector of the answer behind the gist of its question."""

    question: str
    marks: Marks
    vector: np.ndarray


def _plain(answer: Answer) -> str:
    return " ".join(answer.marks.words)


def _runs(marked: str) -> Iterator[str]:
    """One to three words in a row, with the ends of the answer, and two words around a third."""
    words = ["^", *marked.split(), "$"]
    yield from words[1:-1]
    yield from map(" ".join, pairwise(words))
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        yield f"{first} {second} {third}"
        yield f"{first} _ {third}"


def _flags(joined: str) -> Iterator[str]:
    yield from joined.split("\t")


# What is compared, by which terms, and how much it weighs.
_ASPECTS: tuple[tuple[Callable[[Answer], str], Callable[[str], Iterator[str]], float], ...] = (
    (_plain, word_terms, 0.4),
    (_plain, letter_terms, 0.4),
    (lambda answer: answer.marks.marked, _runs, 2.0),
    (lambda answer: "\t".join(sorted(answer.marks.flags)), _flags, 0.5),
)


class AnswerClassifier:
    """A trained classifier; unchanging, and safe to share between threads."""

    def __init__(
        self,
        terms: Sequence[Terms],
        term_weights: Sequence[np.ndarray],
        vectors: np.ndarray,
        vector_weights: np.ndarray,
        temperature: float,
    ) -> None:
        """`term_weights`: for each of `terms`, shape (2, terms, values); the first for topics, the second for open.

        `vectors`: shape (examples, dimensions); `vector_weights`: shape (2, examples, values).
        """
        self._terms = tuple(terms)
        self._term_weights = tuple(term_weights)
        self._vectors = vectors
        self._vector_weights = vector_weights
        self._temperature = temperature

    @classmethod
    def train(cls, answers: Sequence[Answer], values: Sequence[Value]) -> "AnswerClassifier":
        """Raises ValueError when the two differ in length or there are fewer than two answers."""
        if len(answers) != len(values) or len(answers) < 2:
            raise ValueError("Each of at least two answers needs one value.")
        groups = np.array([_group(answer.question) for answer in answers])
        shares = np.where(np.arange(2)[:, None] == groups, 1.0, OTHER_GROUP)
        vectors = np.stack([answer.vector for answer in answers]).astype(np.float32)
        terms = [Terms.learn(shape, [text(answer) for answer in answers]) for text, shape, _ in _ASPECTS]
        rows = [each.rows([text(a) for a in answers]) for each, (text, _, _) in zip(terms, _ASPECTS, strict=True)]
        kernel = VECTOR_WEIGHT * np.exp(SHARPNESS * (vectors @ vectors.T - 1)).astype(float)
        for row, (_, _, weight) in zip(rows, _ASPECTS, strict=True):
            kernel += weight * (row @ row.T).toarray()
        kernel *= shares[groups]
        targets = np.array([_LABELS.index(value) for value in values])
        signs = np.full((len(answers), len(_LABELS)), -1 / (len(_LABELS) - 1))
        signs[np.arange(len(answers)), targets] = 1
        inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(answers)))
        weights = inverse @ signs
        # What each example would have scored without itself (Rasmussen and Williams 2006, 5.4.2).
        without_itself = signs - weights / np.diag(inverse)[:, None]
        weighted = (shares[:, :, None] * weights).astype(np.float32)
        term_weights = [
            np.stack([weight * (row.T @ weighted[group]) for group in range(2)]).astype(np.float32)
            for row, (_, _, weight) in zip(rows, _ASPECTS, strict=True)
        ]
        return cls(terms, term_weights, vectors, VECTOR_WEIGHT * weighted, honest_temperature(without_itself, targets))

    def shares(self, answer: Answer) -> Mapping[Value, float]:
        """How likely each value is; together 1."""
        group = _group(answer.question)
        likeness = np.exp(SHARPNESS * (self._vectors @ answer.vector - 1))
        scores = (likeness @ self._vector_weights[group]).astype(float)
        for each, weights, (text, _, _) in zip(self._terms, self._term_weights, _ASPECTS, strict=True):
            columns, row = each.row(text(answer))
            scores += row @ weights[group][columns]
        return dict(zip(_LABELS, softmax(scores / self._temperature).tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Writes the classifier to one file, whole or not at all."""
        about = {"format": FORMAT, "labels": _LABELS, "vocabularies": [each.vocabulary for each in self._terms]}
        arrays = {
            "vectors": self._vectors,
            "vector_weights": self._vector_weights,
            "temperature": np.array(self._temperature),
        }
        for index, (each, weights) in enumerate(zip(self._terms, self._term_weights, strict=True)):
            arrays |= {f"rarity_{index}": each.rarity, f"term_weights_{index}": weights}
        write_model(path, about, arrays)

    @classmethod
    def load(cls, path: Path) -> "AnswerClassifier":
        """Reads what `save` wrote. Raises OSError when there is no file, ValueError when it is another format."""
        with opened_model(path, format=FORMAT, labels=list(_LABELS)) as (about, stored):
            terms = [
                Terms(shape, vocabulary, stored[f"rarity_{index}"])
                for index, ((_, shape, _), vocabulary) in enumerate(zip(_ASPECTS, about["vocabularies"], strict=True))
            ]
            weights = [stored[f"term_weights_{index}"] for index in range(len(terms))]
            return cls(terms, weights, stored["vectors"], stored["vector_weights"], float(stored["temperature"]))


def _group(question: str) -> int:
    return int(question in OPEN_QUESTIONS)
