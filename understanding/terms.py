"""The words, word pairs and letter runs of a text, weighted by how rare each is (TF-IDF)."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

RUN_LENGTHS = (2, 3, 4)

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
    """One shape of term. Rows are of length 1, or 0 for a text without known terms."""

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

    def extended(self, texts: Sequence[str]) -> "Terms":
        """The same terms and those that only `texts` hold, which count as the rarest; the columns so far stay."""
        unknown = sorted({term for text in texts for term in self._shape(text)} - self.vocabulary.keys())
        vocabulary = self.vocabulary | {term: index for index, term in enumerate(unknown, start=len(self.vocabulary))}
        rarest = np.full(len(unknown), self.rarity.max(initial=1.0), dtype=self.rarity.dtype)
        return Terms(self._shape, vocabulary, np.concatenate([self.rarity, rarest]))

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The known terms of a text, as columns, and their weights."""
        counts = Counter(self.vocabulary[term] for term in self._shape(text) if term in self.vocabulary)
        columns = np.fromiter(counts, dtype=np.intp, count=len(counts))
        weights = np.fromiter(counts.values(), dtype=np.float32, count=len(counts)) * self.rarity[columns]
        return columns, weights / (np.linalg.norm(weights) or 1.0)

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Shape (len(texts), terms)."""
        found = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in found)])
        columns = np.concatenate([np.zeros(0, dtype=np.intp), *(columns for columns, _ in found)])
        weights = np.concatenate([np.zeros(0, dtype=np.float32), *(weights for _, weights in found)])
        return csr_matrix((weights, columns, ends), (len(texts), len(self.vocabulary)))
