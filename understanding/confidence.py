"""Scores as probabilities that are as often right as they say."""

import numpy as np


def softmax(scores: np.ndarray) -> np.ndarray:
    """Shares that sum to 1 along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def honest_temperature(scores: np.ndarray, targets: np.ndarray) -> float:
    """The divisor that makes the softmax of unseen texts' scores honest (Guo et al. 2017).

    `scores`: shape (examples, classes), what each example would have scored without itself; `targets`: shape
    (examples,), the class that it has.
    """

    def loss(temperature: float) -> float:
        shares = softmax(scores / temperature)
        return float(-np.log(shares[np.arange(len(targets)), targets] + 1e-12).mean())

    # The loss has one valley, and a few per cent beside its bottom make no difference.
    return float(min(np.geomspace(0.01, 5.0, 120), key=loss))
