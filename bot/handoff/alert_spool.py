"""Where a sighting waits, as a sealed file, while the database cannot take it."""

import contextlib
import logging
import os
import secrets
import time
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DataError, IntegrityError

from bot.handoff.alerts import Alerts
from bot.handoff.sighting import Sighting
from bot.safety.dangers import Danger
from bot.storage.database import Database
from bot.storage.keys import KeyFault, Vault

logger = logging.getLogger(__name__)

WAITING, DRAFT, UNREADABLE = ".alert", ".draft", ".unreadable"
# Whoever is still writing a draft after so long has died.
DRAFT_SECONDS = 60


class AlertSpool:
    """A folder of sightings. Safe to share between threads and processes."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def keep(self, sighting: Sighting) -> None:
        """Writes it so that it survives a power cut. Raises OSError, and then it may be lost."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The oldest sorts first.
        name = f"{int(sighting.at.timestamp() * 1000):015}-{secrets.token_hex(8)}"
        draft = self._folder / f".{name}{DRAFT}"
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(self._sealed(sighting))
                file.flush()
                os.fsync(file.fileno())
            draft.rename(self._folder / f"{name}{WAITING}")
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise
        for folder in (self._folder, self._folder.parent):
            _sync(folder)

    def waiting(self) -> int:
        """How many sightings wait for the database."""
        return len(list(self._folder.glob(f"*{WAITING}")))

    def drain(self, database: Database, alerts: Alerts) -> int:
        """Stores every sighting that waits, the oldest first, and removes what is stored; returns how many it stored.

        A file that cannot be read is set aside, with `.unreadable` in its name. Raises SQLAlchemyError when the
        database does not answer, and then the rest goes on waiting.
        """
        self._finish_drafts()
        stored = 0
        for path in sorted(self._folder.glob(f"*{WAITING}")):
            sighting = self._read(path)
            if sighting is None:
                continue
            try:
                with database.transaction() as session:
                    alerts.raise_alert(session, sighting)
            except (DataError, IntegrityError) as error:
                # This one's own trouble: the next may be stored.
                logger.error("The waiting alert %s could not be stored: %s", path.name, type(error).__name__)
                continue
            # Only now: who dies before this line leaves a file that counts for nothing when it is stored again.
            path.unlink(missing_ok=True)
            stored += 1
        return stored

    def _read(self, path: Path) -> Sighting | None:
        """The sighting in a file; None where another process was faster, or it cannot be read."""
        try:
            return self._unsealed(path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            logger.error("The waiting alert %s could not be opened: %s", path.name, type(error).__name__)
            return None
        except (KeyFault, ValueError, TypeError, KeyError) as error:
            logger.error("The waiting alert %s is damaged and was set aside: %s", path.name, type(error).__name__)
            with contextlib.suppress(OSError):
                path.rename(path.with_suffix(UNREADABLE))
            return None

    def _finish_drafts(self) -> None:
        """What a process that died had written whole is put in its place; what it had not is removed."""
        for draft in self._folder.glob(f".*{DRAFT}"):
            with contextlib.suppress(OSError):
                if time.time() - draft.stat().st_mtime < DRAFT_SECONDS:
                    continue
                try:
                    self._unsealed(draft.read_bytes())
                except (KeyFault, ValueError, TypeError, KeyError):
                    draft.unlink()
                else:
                    draft.rename(draft.with_name(draft.name.removeprefix(".")).with_suffix(WAITING))

    def _sealed(self, sighting: Sighting) -> bytes:
        return self._vault.seal(
            {
                "key": sighting.key,
                "at": sighting.at.isoformat(),
                "channel": sighting.channel,
                "danger": sighting.danger,
                "conversation": sighting.conversation,
            }
        )

    def _unsealed(self, sealed: bytes) -> Sighting:
        """Raises KeyFault, ValueError, TypeError, KeyError."""
        held = self._vault.unseal(sealed)
        return Sighting(
            key=held["key"],
            at=datetime.fromisoformat(held["at"]),
            channel=held["channel"],
            danger=Danger(held["danger"]),
            conversation=held["conversation"],
        )


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
