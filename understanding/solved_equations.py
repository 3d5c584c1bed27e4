"""Linear equations that are solved once and then used for many right-hand sides, in memory or in a file."""

from pathlib import Path

import numpy as np
from scipy.linalg.lapack import spftrs, spotrf, strttf


class SolvedEquations:
    """The Cholesky factor of a symmetric positive definite matrix, in rectangular full packed form (Gustavson et al.
    2010): half as large as the matrix, and as fast."""

    def __init__(self, size: int, packed: np.ndarray) -> None:
        self._size = size
        self._packed = packed

    @classmethod
    def of(cls, matrix: np.ndarray) -> "SolvedEquations":
        """`matrix`: float32, columns first, of shape (size, size), of which the lower triangle counts. It is
        overwritten."""
        factor, _ = spotrf(matrix, lower=1, overwrite_a=1)
        packed, _ = strttf(factor, uplo="L")
        return cls(len(matrix), packed)

    def solution(self, wanted: np.ndarray) -> np.ndarray:
        """What the matrix turns into `wanted`; both of shape (size, columns)."""
        if not wanted.size:
            return wanted
        solved, _ = spftrs(self._size, self._packed, np.asfortranarray(wanted), uplo="L")
        return np.asarray(solved)

    def save(self, path: Path) -> None:
        """Writes them, whole or not at all. Raises OSError."""
        partial = path.with_name(path.name + ".partial")
        with partial.open("wb") as file:
            np.save(file, self._packed)
        partial.replace(path)

    @classmethod
    def open(cls, path: Path, size: int) -> "SolvedEquations":
        """What `save` wrote for so many equations. It stays in the file, which all processes share, and is read as it
        is needed; a newer file in its place does no harm. Raises OSError, ValueError when it is damaged."""
        try:
            packed = np.load(path, mmap_mode="r", allow_pickle=False)
        except EOFError as error:
            raise ValueError(f"{path.name} is empty; train again.") from error
        if packed.dtype != np.float32 or packed.shape != (size * (size + 1) // 2,):
            raise ValueError(f"{path.name} is damaged; train again.")
        return cls(size, packed)
