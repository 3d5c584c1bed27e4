"""How long the rules take to read a text: a word that is said a thousand times must not stop the bot."""

import time
from collections.abc import Callable, Iterable


def seconds_to_read(texts: Iterable[str], *readers: Callable[[str], object]) -> float:
    """How long it takes until each of these readers has read each of these texts."""
    started = time.monotonic()
    for text in texts:
        for reader in readers:
            reader(text)
    return time.monotonic() - started
