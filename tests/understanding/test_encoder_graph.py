"""The encoder's graph: what its parts do that the reference vectors alone would not show."""

import numpy as np
import pytest

from understanding.encoder_graph import BLOCK, in_blocks
from understanding.word_distance import FARTHEST, STEPS, distance_steps


def test_near_places_have_steps_of_their_own_and_far_ones_share_one() -> None:
    steps = distance_steps(300)
    assert steps[0, 0] == 0
    assert len({steps[100, 100 + ahead] for ahead in range(-7, 8)}) == 15
    assert steps[0, FARTHEST] == steps[0, 299] == STEPS - 1
    assert steps[299, 299 - FARTHEST] == steps[299, 0] == STEPS // 2 - 1
    assert steps.min() == 0
    assert steps.max() == STEPS - 1


def test_what_comes_before_and_what_comes_after_never_share_a_step() -> None:
    steps = distance_steps(40)
    after = steps[np.triu_indices(40, 1)]
    before = steps[np.tril_indices(40)]
    assert not set(after) & set(before)


def test_farther_is_never_a_lower_step() -> None:
    assert (np.diff(distance_steps(256)[0]) >= 0).all()


@pytest.mark.parametrize("size", [1.0, 1e-3, 1e4])
def test_a_matrix_in_blocks_is_the_matrix_but_for_rounding(size: float) -> None:
    matrix = np.random.default_rng(1).normal(scale=size, size=(5, 2 * BLOCK)).astype(np.float32)
    whole, scales = in_blocks(matrix)
    assert (whole.dtype, whole.shape, scales.shape) == (np.uint8, (5, 2, BLOCK), (5, 2))
    again = (whole.astype(np.float32) - 128) * scales[:, :, None]
    assert np.abs(again.reshape(matrix.shape) - matrix).max() <= scales.max() * 0.501


def test_a_block_of_nothing_stays_nothing() -> None:
    whole, scales = in_blocks(np.zeros((1, BLOCK), dtype=np.float32))
    assert (whole == 128).all()
    assert (scales == 0).all()
