"""A trained classifier on disk: one file, read back only by the version that wrote it."""

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

_ABOUT = "about"


def write_model(path: Path, about: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> None:
    """Writes it, whole or not at all. `about`: what can be told in JSON, its `format` among it. Raises OSError."""
    stored: dict[str, Any] = {_ABOUT: np.frombuffer(json.dumps(about).encode(), dtype=np.uint8), **arrays}
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        # Not compressed: it would save a third, and cost seconds in each training and a second in each start.
        np.savez(file, **stored)
    partial.replace(path)


@contextmanager
def opened_model(path: Path, **expected: Any) -> Iterator[tuple[dict[str, Any], Mapping[str, np.ndarray]]]:
    """What `write_model` wrote, to be read within the block: what it is about, and its arrays.

    Raises OSError when there is no file, ValueError when it is damaged or not about what is `expected`.
    """
    try:
        # Opened here: NumPy leaves a file open that it cannot read.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            about = json.loads(stored[_ABOUT].tobytes())
            if any(about[name] != value for name, value in expected.items()):
                raise ValueError(f"{path.name} was written by another version; train again.")
            yield about, stored
    # A flipped bit may claim another compression (NotImplementedError) or a password (RuntimeError, its base).
    except (BadZipFile, zlib.error, RuntimeError, KeyError, EOFError) as error:
        raise ValueError(f"{path.name} is damaged; train again.") from error
