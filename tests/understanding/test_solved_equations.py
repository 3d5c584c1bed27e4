"""Equations put together part by part: solved as any, of every size, and the same from their file."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from understanding import solved_equations as module
from understanding.solved_equations import Block, SolvedEquations


def symmetric(size: int, seed: int = 0) -> np.ndarray:
    """Positive definite with the diagonal of `made`."""
    vectors = np.random.default_rng(seed).normal(size=(size, size + 3)).astype(np.float32)
    return vectors @ vectors.T / size


def block_of(matrix: np.ndarray) -> Block:
    return lambda rows, columns: matrix[rows, columns]


def made(matrix: np.ndarray) -> SolvedEquations:
    return SolvedEquations.of(len(matrix), block_of(matrix), np.arange(1, len(matrix) + 1, dtype=np.float32))


def expected(matrix: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    return np.linalg.solve(matrix + np.diag(np.arange(1, len(matrix) + 1)), wanted)


@given(size=st.integers(1, 40), at_once=st.integers(1, 12), seed=st.integers(0, 99))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_equations_of_any_size_and_in_any_parts_are_solved(
    monkeypatch: pytest.MonkeyPatch, size: int, at_once: int, seed: int
) -> None:
    monkeypatch.setattr(module, "_ROWS_AT_ONCE", at_once)
    matrix = symmetric(size, seed)
    wanted = np.eye(size, 3, dtype=np.float32)
    assert np.allclose(made(matrix).solution(wanted), expected(matrix, wanted), atol=1e-4)


@pytest.mark.parametrize("size", [7, 8])
def test_they_are_the_same_from_their_file(tmp_path: Path, size: int) -> None:
    matrix, wanted = symmetric(size), np.ones((size, 2), dtype=np.float32)
    equations = made(matrix)
    equations.save(tmp_path / "some.npy")
    again = SolvedEquations.open(tmp_path / "some.npy", size)
    assert np.array_equal(again.solution(wanted), equations.solution(wanted))
    with pytest.raises(ValueError, match="damaged"):
        SolvedEquations.open(tmp_path / "some.npy", size + 1)


def test_a_row_and_a_column_are_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole matrix of thirty thousand texts would take four gigabytes."""
    monkeypatch.setattr(module, "_ROWS_AT_ONCE", 4)
    matrix, asked = symmetric(40), np.zeros((40, 40), dtype=int)

    def block(rows: slice, columns: slice) -> np.ndarray:
        asked[rows, columns] += 1
        return matrix[rows, columns]

    SolvedEquations.of(40, block, np.ones(40, dtype=np.float32))
    assert ((asked + asked.T)[~np.eye(40, dtype=bool)] >= 1).all()
    assert asked.max() == 1
    # Half of them, and what the parts on the diagonal hold twice.
    assert asked.sum() <= 40 * 40 / 2 + 40 * 4


def test_nothing_wanted_is_nothing_found() -> None:
    assert made(symmetric(5)).solution(np.zeros((5, 0), dtype=np.float32)).shape == (5, 0)
