"""How like two texts are: by the nearness of their meaning, their words and their letters.

The kernel of both classifiers. It adds up three likenesses: of the sentence vectors, of words and word pairs, and
of letter runs, which carry typos and endings.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

# Chosen on the development questions; see docs/decisions/0003-one-kernel-classifier.md.
SHARPNESS = 2.5
TERM_WEIGHT = 0.4
RIDGE = 0.3

# A second matrix of full size would double the memory.
_ROWS_AT_ONCE = 512


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
        transposed = others.T.tocsr()
        for start in range(0, len(found), _ROWS_AT_ONCE):
            block = (mine[start : start + _ROWS_AT_ONCE] @ transposed).toarray()
            found[start : start + _ROWS_AT_ONCE] += np.float32(TERM_WEIGHT) * block
    return found
