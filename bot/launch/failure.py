"""Why the app cannot be launched."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Less than this and a program fails, though not always with the error that says why.
FULL_BELOW_BYTES = 1_000_000


class LaunchFailure(Exception):
    """Ends a launch with exit status 1; the text is for the person at the terminal, in whole sentences."""


@contextmanager
def machine_troubles(folder: Path) -> Iterator[None]:
    """Turns a full disk and a folder that may not be written into a LaunchFailure, whichever step meets them."""
    try:
        yield
    except (OSError, LaunchFailure) as error:
        number = error.errno if isinstance(error, OSError) else None
        if number in (errno.ENOSPC, errno.EDQUOT) or _is_full(folder):
            raise LaunchFailure("The disk is full: free about 1 GB, then run the same command again.") from error
        if isinstance(error, OSError) and number in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise LaunchFailure(f"{error.filename} may not be written: make it yours, then start again.") from error
        raise


def _is_full(folder: Path) -> bool:
    existing = next(place for place in (folder, *folder.resolve().parents) if place.exists())
    return shutil.disk_usage(existing).free < FULL_BELOW_BYTES
