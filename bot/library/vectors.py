"""Sentence vectors of the library's texts, computed once and kept in the database."""

import hashlib
from collections.abc import Sequence

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.models import TextVectorRow
from understanding.encoder import DIMENSIONS, SentenceEncoder
from understanding.encoder_files import encoder_name

# Databases limit how many values one query may hold.
_AT_ONCE = 500
# So many at once are a whole library, as the project brings it.
MANY = 1000


def stored_vectors(session: Session, texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Those of `texts` whose vector is stored, with it (float32, 768 numbers).

    A vector of another encoder counts as not stored.
    """
    digests = {_digest(text): text for text in texts}
    found: dict[str, np.ndarray] = {}
    names = list(digests)
    for start in range(0, len(names), _AT_ONCE):
        query = select(TextVectorRow).where(TextVectorRow.digest.in_(names[start : start + _AT_ONCE]))
        for row in session.scalars(query):
            vector = np.frombuffer(row.vector, dtype=np.float32)
            if len(vector) == DIMENSIONS:
                found[digests[row.digest]] = vector
    return found


def missing_vectors(
    known: dict[str, np.ndarray], texts: Sequence[str], encoder: SentenceEncoder
) -> dict[str, np.ndarray]:
    """The vectors of those `texts` that are not in `known`."""
    missing = sorted(set(texts) - known.keys())
    if not missing:
        return {}
    encode = encoder.encode if len(missing) < MANY else encoder.encode_taught
    return dict(zip(missing, encode(missing), strict=True))


def store_vectors(session: Session, vectors: dict[str, np.ndarray]) -> None:
    """Stores vectors; one that another process stored meanwhile is the same and does no harm."""
    for text, vector in vectors.items():
        session.merge(TextVectorRow(digest=_digest(text), vector=vector.astype(np.float32).tobytes()))


def _digest(text: str) -> str:
    return hashlib.sha256(f"{encoder_name()}\0{text}".encode()).hexdigest()
