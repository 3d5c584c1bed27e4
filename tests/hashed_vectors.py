"""Sentence vectors for tests that only need some: quick, the same in every run, near for texts that share words."""

import hashlib
from collections.abc import Sequence

import numpy as np

DIMENSIONS = 24


def hashed_vectors(texts: Sequence[str]) -> np.ndarray:
    """One row of length 1 a text: the sum of a random direction for each of its words."""
    rows = np.array([sum((_direction(word) for word in text.casefold().split()), _direction("")) for text in texts])
    rows = rows.reshape(len(texts), DIMENSIONS)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _direction(word: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(word.encode(errors="surrogatepass")).digest()[:8])
    return np.random.default_rng(seed).normal(size=DIMENSIONS)
