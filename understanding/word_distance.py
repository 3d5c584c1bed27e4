"""How far apart two words are, as the encoder's attention counts it: in steps, ever wider (Raffel et al. 2020, T5)."""

import numpy as np

STEPS, FARTHEST = 32, 128


def distance_steps(tokens: int) -> np.ndarray:
    """For each pair of places among so many, the row of their bias: shape (tokens, tokens), from 0 to 31.

    Half of the rows are for what comes before and half for what comes after; half of each for single steps, the rest
    for steps that grow with the logarithm of the distance.
    """
    places = np.arange(tokens)
    ahead = places[None, :] - places[:, None]
    apart = np.abs(ahead)
    half, single = STEPS // 2, STEPS // 4
    grown = np.log(np.maximum(apart, 1) / single) / np.log(FARTHEST / single) * (half - single)
    far = np.minimum(single + np.maximum(grown, 0).astype(np.int64), half - 1)
    return np.where(ahead > 0, half, 0) + np.where(apart < single, apart, far)
