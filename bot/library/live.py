"""The published answers as this process serves them, always as new as the database."""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.exc import SQLAlchemyError

from bot.library.entries import Entry
from bot.library.matching import EntryMatcher
from bot.library.publishing import library_revision, published_entries
from bot.library.vectors import missing_vectors, store_vectors, stored_vectors
from bot.storage.database import Database
from understanding.encoder import SentenceEncoder

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One moment's published answers and the matcher that knows them."""

    revision: int
    entries: Mapping[str, Entry]
    matcher: EntryMatcher


class LiveLibrary:
    """Looks at the revision before each use and reads again when it has changed. Safe to share between threads."""

    def __init__(self, database: Database, encoder: SentenceEncoder, gaps: Mapping[str, Sequence[str]]) -> None:
        self._database = database
        self._encoder = encoder
        self._gaps = gaps
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None
        self._vectors: dict[str, np.ndarray] = {}

    def shelf(self) -> Shelf:
        """What is published now; the last known answers when the database does not reply.

        Raises SQLAlchemyError only while nothing has been read yet.
        """
        known = self._shelf
        try:
            with self._database.transaction() as session:
                revision = library_revision(session)
            if known is not None and known.revision == revision:
                return known
            with self._lock:
                return self._read_again(revision)
        except SQLAlchemyError as error:
            if known is None:
                raise
            logger.error("The library cannot be read; serving the last known answers: %s", type(error).__name__)
            return known

    def _read_again(self, revision: int) -> Shelf:
        if self._shelf is not None and self._shelf.revision >= revision:
            return self._shelf  # another thread was faster
        with self._database.transaction() as session:
            revision = library_revision(session)
            entries = published_entries(session)
        shelf = Shelf(revision, entries, EntryMatcher(entries, self._gaps, self._encode))
        self._shelf = shelf
        return shelf

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        unknown = [text for text in texts if text not in self._vectors]
        if unknown:
            with self._database.transaction() as session:
                self._vectors |= stored_vectors(session, unknown)
            computed = missing_vectors(self._vectors, unknown, self._encoder)
            if computed:
                with self._database.transaction() as session:
                    store_vectors(session, computed)
                self._vectors |= computed
        return np.vstack([self._vectors[text] for text in texts])
