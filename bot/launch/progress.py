"""What a person at the terminal sees while something long goes on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(title: str) -> Iterator[None]:
    """Prints "title… done in N s." around the block; when the block raises, the line ends after the title."""
    print(f"{title}… ", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    seconds = time.monotonic() - begun
    print(f"done in {seconds:.0f} s." if seconds >= 10 else f"done in {seconds:.1f} s.", flush=True)
