"""Versions of the answers, and what is published. The staff site and `kap content` both work through here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.library.entries import Entry, Source, read_entries
from bot.library.matching import sayings
from bot.library.vectors import missing_vectors, store_vectors, stored_vectors
from bot.settings import Settings
from bot.storage.database import Database, open_database
from bot.storage.models import EntryRow, EntryVersionRow, LibraryRevisionRow
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder

IMPORTER = "import"


class UnknownEntry(LookupError):
    """There is no such answer, or no such version of it."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: slugs published anew, how many were the same, and published ones the folder lacks."""

    published: list[str]
    unchanged: int
    absent: list[str]


class Publishing:
    """Every change is one transaction: it happens whole and all processes see it, or it does not happen."""

    def __init__(self, database: Database, encoder: SentenceEncoder) -> None:
        self._database = database
        self._encoder = encoder

    def save(self, entry: Entry, author: str) -> int:
        """Stores a new version without publishing it, and returns its number, counted from 1."""
        with self._database.transaction() as session:
            return _add_version(session, entry, author)

    def publish(self, slug: str, number: int) -> None:
        """Makes a version the one that people get. Raises UnknownEntry."""
        with self._database.transaction() as session:
            row = session.get(EntryVersionRow, (slug, number))
            if row is None:
                raise UnknownEntry(slug)
            self._keep_vectors(session, [_entry(row)])
            _publish(session, slug, number)
            _raise_revision(session)

    def withdraw(self, slug: str) -> None:
        """Takes an answer away from people; its versions stay. Raises UnknownEntry."""
        with self._database.transaction() as session:
            if session.get(EntryRow, slug) is None:
                raise UnknownEntry(slug)
            session.execute(update(EntryRow).where(EntryRow.slug == slug).values(published=None))
            _raise_revision(session)

    def import_entries(self, entries: Iterable[Entry], author: str = IMPORTER) -> ImportResult:
        """Publishes those entries that differ from what is published, all of them or none."""
        wanted = {entry.slug: entry for entry in entries}
        with self._database.transaction() as session:
            present = published_entries(session)
            changed = [entry for slug, entry in wanted.items() if present.get(slug) != entry]
            self._keep_vectors(session, changed)
            for entry in changed:
                _publish(session, entry.slug, _add_version(session, entry, author))
            if changed:
                _raise_revision(session)
        return ImportResult(
            published=[entry.slug for entry in changed],
            unchanged=len(wanted) - len(changed),
            absent=sorted(present.keys() - wanted.keys()),
        )

    def _keep_vectors(self, session: Session, entries: list[Entry]) -> None:
        # Computed before the answer is live, so that no other process has to do it between two messages.
        texts = [saying for entry in entries for saying in sayings(entry)]
        store_vectors(session, missing_vectors(stored_vectors(session, texts), texts, self._encoder))


def published_entries(session: Session) -> dict[str, Entry]:
    """What people get, by slug."""
    query = (
        select(EntryVersionRow)
        .join(EntryRow, (EntryRow.slug == EntryVersionRow.slug) & (EntryRow.published == EntryVersionRow.number))
        .order_by(EntryVersionRow.slug)
    )
    return {row.slug: _entry(row) for row in session.scalars(query)}


def library_revision(session: Session) -> int:
    """A number that grows with each change of what is published."""
    return session.scalar(select(LibraryRevisionRow.revision).where(LibraryRevisionRow.id == 1)) or 0


def import_if_empty(settings: Settings) -> ImportResult | None:
    """Fills a new database from `content/entries/`; None where it already holds answers.

    Raises EntriesError, EncoderUnavailable, SQLAlchemyError.
    """
    database = open_database(settings)
    try:
        with database.transaction() as session:
            if session.scalar(select(func.count()).select_from(EntryRow)):
                return None
        encoder = SentenceEncoder(ensure_encoder(settings.models_dir, fetch=False))
        return Publishing(database, encoder).import_entries(read_entries(settings.content_dir / "entries").values())
    finally:
        database.close()


def _add_version(session: Session, entry: Entry, author: str) -> int:
    if session.get(EntryRow, entry.slug) is None:
        session.add(EntryRow(slug=entry.slug, published=None))
        session.flush()
    latest = session.scalar(select(func.max(EntryVersionRow.number)).where(EntryVersionRow.slug == entry.slug)) or 0
    session.add(
        EntryVersionRow(
            slug=entry.slug,
            number=latest + 1,
            title=entry.title,
            question=entry.question,
            body=entry.body,
            phrasings=list(entry.phrasings),
            sources=[{"document": source.document, "section": source.section} for source in entry.sources],
            related=list(entry.related),
            reviewed=entry.reviewed,
            reviewer=entry.reviewer,
            simply=entry.simply,
            next=entry.next,
            author=author,
            created_at=datetime.now(UTC),
        )
    )
    session.flush()
    return latest + 1


def _publish(session: Session, slug: str, number: int) -> None:
    session.execute(update(EntryRow).where(EntryRow.slug == slug).values(published=number))


def _raise_revision(session: Session) -> None:
    changed = session.execute(
        update(LibraryRevisionRow)
        .where(LibraryRevisionRow.id == 1)
        .values(revision=LibraryRevisionRow.revision + 1)
        .returning(LibraryRevisionRow.id)
    )
    if changed.first() is None:
        session.add(LibraryRevisionRow(id=1, revision=1))


def _entry(row: EntryVersionRow) -> Entry:
    return Entry(
        slug=row.slug,
        title=row.title,
        question=row.question,
        phrasings=tuple(row.phrasings),
        sources=tuple(Source(source["document"], source["section"]) for source in row.sources),
        related=tuple(row.related),
        reviewed=row.reviewed,
        reviewer=row.reviewer,
        body=row.body,
        simply=row.simply,
        next=row.next,
    )
