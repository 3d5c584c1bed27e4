"""Linear equations that are solved once and then used for many right-hand sides, in memory or in a file."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.linalg.lapack import spftrf, spftrs

_ROWS_AT_ONCE = 512

# From two ranges of rows and columns, that part of a symmetric matrix.
Block = Callable[[slice, slice], np.ndarray]


class SolvedEquations:
    """The Cholesky factor of a symmetric positive definite matrix, in rectangular full packed form (Gustavson et al.
    2010): half as large as the matrix, and as fast."""

    def __init__(self, size: int, packed: np.ndarray) -> None:
        self._size = size
        self._packed = packed

    @classmethod
    def of(cls, size: int, block: Block, diagonal: np.ndarray) -> "SolvedEquations":
        """The matrix comes from `block`, float32, and `diagonal`, of shape (size,), is added to it. It is put together
        part by part, and never takes more memory than the packed half of it."""
        packed = _packed(size, block, diagonal)
        factor, _ = spftrf(size, packed, uplo="L", overwrite_a=1)
        return cls(size, factor)

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


def _packed(size: int, block: Block, diagonal: np.ndarray) -> np.ndarray:
    """The lower triangle as LAPACK packs it: the columns of its first half, and in the corner that they leave free the
    rows of its last."""
    last = size // 2
    first = size - last
    spare = 1 - size % 2
    # A column of LAPACK's is a row here.
    packed = np.zeros((first, size + spare), dtype=np.float32)
    for start in range(0, first, _ROWS_AT_ONCE):
        end = min(start + _ROWS_AT_ONCE, first)
        packed[start:end, spare + start :] = block(slice(start, end), slice(start, size))
    for start in range(0, last, _ROWS_AT_ONCE):
        end = min(start + _ROWS_AT_ONCE, last)
        found = block(slice(first + start, first + end), slice(first, first + end))
        for row in range(start, end):
            packed[row + 1 - spare, : row + 1] = found[row - start, : row + 1]
    place = np.arange(first)
    packed[place, spare + place] += diagonal[:first]
    place = np.arange(last)
    packed[place + 1 - spare, place] += diagonal[first:]
    return packed.ravel()
