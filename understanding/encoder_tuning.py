"""What this project changed in the sentence encoder: see `engine/tune_encoder.py`, which made the file.

For a vector the file holds its change, for a matrix the two factors of its change; all as 16-bit floats.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("encoder_tuning.npz")


@cache
def tuning_digest() -> str:
    """Names the tuning (SHA-256, hex): vectors of one tuning cannot be compared with those of another."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()


def changes() -> "dict[str, np.ndarray]":
    """By the name of a weight, what is to be added to it, in its shape (float32)."""
    with np.load(FILE, allow_pickle=False) as stored:
        found = {name: stored[name].astype(np.float32) for name in stored.files}
    whole = {name: value for name, value in found.items() if " " not in name}
    for name in found:
        weight, _, side = name.partition(" ")
        if side == "left":
            whole[weight] = found[name] @ found[f"{weight} right"]
    return whole


def tuned(weights: "Mapping[str, np.ndarray]") -> "dict[str, np.ndarray]":
    """The encoder's weights with the changes in them."""
    changed = changes()
    return {name: value + changed[name] if name in changed else value for name, value in weights.items()}
