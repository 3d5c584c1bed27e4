"""The published answers as this process serves them, always as new as the database."""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy.exc import SQLAlchemyError

from bot.library.entries import Entry
from bot.library.glossary import Glossary
from bot.library.matching import Encode, EntryMatcher, Matching
from bot.library.publishing import library_revision, published_entries
from bot.library.vectors import missing_vectors, store_vectors, stored_vectors
from bot.storage.database import Database
from understanding.changing_classifier import ChangingClassifier
from understanding.encoder import SentenceEncoder
from understanding.terms import Terms

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One moment's published answers and the matcher that knows them."""

    revision: int
    entries: Mapping[str, Entry]
    matcher: EntryMatcher


@dataclass(frozen=True, slots=True)
class Aside:
    """A copy of one moment's library to try things on. What is done with it reaches neither the library that it came
    from nor the database. For one thread at a time.

    `encode` gives a sentence vector (float32, 768 numbers, length 1) a text, and remembers it as long as this lives.
    """

    shelf: Shelf
    encode: Encode
    matching: Matching

    def matcher(self, entries: Mapping[str, Entry]) -> EntryMatcher:
        """One that knows these answers instead; a fraction of a second where few of them differ."""
        return self.matching.matcher(entries, self.encode)


class LiveLibrary:
    """Looks at the revision before each use and reads again when it has changed. Safe to share between threads."""

    def __init__(
        self,
        database: Database,
        encoder: SentenceEncoder,
        gaps: Mapping[str, Sequence[str]],
        glossary: Glossary,
        terms: Sequence[Terms],
        learned: Path | None = None,
    ) -> None:
        """`gaps`, `glossary` and `terms` are as `Matching` takes them. `learned`: the file that training left, from
        which the first look is some ten seconds quicker."""
        self._database = database
        self._encoder = encoder
        known = _read(learned, self._encode) if learned is not None else None
        self._vectors = known.vectors if known is not None else {}
        self._matching = Matching(gaps, glossary, terms, self._encode, known)
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None

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

    def aside(self) -> Aside:
        """A copy to try things on. Raises SQLAlchemyError only while nothing has been read yet."""
        shelf = self.shelf()
        # Held for the copying alone: whatever is tried then goes on beside what is served.
        with self._lock:
            encode = _remembering(dict(self._vectors), self._encoder)
            matching = self._matching.fork(encode)
        return Aside(Shelf(shelf.revision, shelf.entries, shelf.matcher.asking(encode)), encode, matching)

    def _read_again(self, revision: int) -> Shelf:
        if self._shelf is not None and self._shelf.revision >= revision:
            return self._shelf  # another thread was faster
        with self._database.transaction() as session:
            revision = library_revision(session)
            entries = published_entries(session)
        shelf = Shelf(revision, entries, self._matching.matcher(entries, self._encoder.encode))
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


def _read(path: Path, encode: Encode) -> ChangingClassifier | None:
    try:
        return ChangingClassifier.load(path, encode)
    except (OSError, ValueError) as error:
        logger.warning("The library is learned anew, which takes seconds: %s", error)
        return None


def _remembering(known: dict[str, np.ndarray], encoder: SentenceEncoder) -> Encode:
    def encode(texts: Sequence[str]) -> np.ndarray:
        known.update(missing_vectors(known, texts, encoder))
        return np.vstack([known[text] for text in texts])

    return encode
