"""Vectors of texts that were encoded before, in a file beside the encoder: what is taught is encoded once, not at each
training. What people write never gets here.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

FILE = "known_vectors.npz"
# Some 1.5 kB each; beyond these the oldest go.
MOST = 100_000
_DIGEST_BYTES = 16


class KnownVectors:
    """The file in one encoder's folder. Safe between processes; a file that cannot be read counts as empty."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def read(self) -> dict[bytes, np.ndarray]:
        """By the `digest` of a text's tokens, its vector (16-bit floats)."""
        try:
            with self._file.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                digests, vectors = stored["digests"], stored["vectors"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return {}
        return {digest.tobytes(): vector for digest, vector in zip(digests, vectors, strict=True)}

    def add(self, vectors: Mapping[bytes, np.ndarray]) -> None:
        """Adds them, whole or not at all. Raises OSError."""
        with self._alone():
            kept = list((self.read() | dict(vectors)).items())[-MOST:]
            digests = np.array([np.frombuffer(digest, dtype=np.uint8) for digest, _ in kept])
            partial = self._file.with_name(FILE + ".partial")
            with partial.open("wb") as file:
                np.savez(file, digests=digests, vectors=np.array([vector for _, vector in kept], dtype=np.float16))
            partial.replace(self._file)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        descriptor = os.open(self._file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def digest(name: str, tokens: Sequence[int]) -> bytes:
    """Names a text's tokens, and the encoder of that `name`."""
    numbers = np.array(tokens, dtype=np.int32).tobytes()
    return hashlib.blake2b(name.encode() + b"\0" + numbers, digest_size=_DIGEST_BYTES).digest()
