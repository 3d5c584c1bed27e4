"""How like two texts are: by the nearness of their meaning, their words and their letters.

The kernel of both classifiers. It adds up three likenesses: of the sentence vectors, of words and word pairs, and
of letter runs, which carry typos and endings.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from understanding.solved_equations import Block

# Chosen on the development questions; see docs/decisions/0003-one-kernel-classifier.md.
SHARPNESS = 2.5
TERM_WEIGHT = 0.4
RIDGE = 0.3

# So many that they stay near the processor, with two hundred thousand terms.
_SPREAD_AT_ONCE = 32


def likeness(
    vectors: np.ndarray, rows: Sequence[csr_matrix], other_vectors: np.ndarray, other_rows: Sequence[csr_matrix]
) -> np.ndarray:
    """How like each text is to each other one, float32 of shape (texts, others): between about 0 and 1.8.

    `vectors` and `rows` are of length 1, one for each text.
    """
    found: np.ndarray = vectors @ other_vectors.T
    found -= 1
    found *= SHARPNESS
    np.exp(found, out=found)
    for mine, others in zip(rows, other_rows, strict=True):
        for start in range(0, len(found), _SPREAD_AT_ONCE):
            some = mine[start : start + _SPREAD_AT_ONCE]
            found[start : start + _SPREAD_AT_ONCE] += np.float32(TERM_WEIGHT) * (others @ _spread(some)).T
    return found


def likeness_among(vectors: np.ndarray, rows: Sequence[csr_matrix]) -> Block:
    """As `likeness` of the texts among themselves, range by range."""

    def block(some: slice, others: slice) -> np.ndarray:
        return likeness(vectors[some], [each[some] for each in rows], vectors[others], [each[others] for each in rows])

    return block


def _spread(rows: csr_matrix) -> np.ndarray:
    """The rows as columns, with every term in its place: a sparse matrix times this is quicker than times a sparse."""
    spread = np.zeros((rows.shape[1], rows.shape[0]), dtype=np.float32)
    spread[rows.indices, np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))] = rows.data
    return spread
