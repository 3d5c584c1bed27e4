"""Which learned texts may be near the sets' at all: the encoder takes minutes for all of them."""

from collections.abc import Sequence

import numpy as np

from understanding.terms import SHAPES, Terms

# A text and its near-copy (cosine over 0.9) share words and letters; the nearest few are enough.
EACH = 4
_ROWS_AT_ONCE = 256


def suspects(texts: Sequence[str], learned: Sequence[str]) -> list[str]:
    """Of `learned`, the few that share most words and letter runs with one of `texts`, without repeats."""
    terms = [Terms.learn(shape, learned) for shape in SHAPES]
    columns = [each.rows(learned).T.tocsr() for each in terms]
    found: set[int] = set()
    for start in range(0, len(texts), _ROWS_AT_ONCE):
        some = texts[start : start + _ROWS_AT_ONCE]
        shared = sum((each.rows(some) @ column).toarray() for each, column in zip(terms, columns, strict=True))
        found.update(np.argpartition(-shared, min(EACH, len(learned) - 1), axis=1)[:, :EACH].ravel().tolist())
    return [learned[index] for index in sorted(found)]
