"""Versions of the answers, and what is published. The staff site and `kap content` both work through here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.library.entries import Entry, Source, read_entries
from bot.library.matching import sayings
from bot.library.vectors import missing_vectors, store_vectors, stored_vectors
from bot.settings import Settings
from bot.storage.database import Database, insert_once, open_database
from bot.storage.models import EntryRow, EntryVersionRow, LibraryRevisionRow
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder

IMPORTER = "import"


class UnknownEntry(LookupError):
    """There is no such answer, or no such version of it."""


class ChangedMeanwhile(Exception):
    """Somebody has stored another version, published one or withdrawn the answer since it was read."""


class SecondPersonNeeded(Exception):
    """The clinic wants two people for what patients get, and only one stands behind this."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How far an answer was when it was read: its newest version, and the one that people get. 0 is none."""

    newest: int
    published: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an answer, by whom and when."""

    number: int
    entry: Entry
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """An answer of the library, published or not; `version` is what people get, or else the newest."""

    slug: str
    stamp: Stamp
    version: Version

    @property
    def is_published(self) -> bool:
        """Whether people get it."""
        return self.stamp.published != 0


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: slugs published anew, how many were the same, and published ones the folder lacks."""

    published: list[str]
    unchanged: int
    absent: list[str]


class Publishing:
    """Every change is one transaction: it happens whole and all processes see it, or it does not happen.

    With `second_review` nobody publishes words of their own, and nothing but `publish_over` publishes at all.
    Withdrawing never needs a second person.
    """

    def __init__(self, database: Database, encoder: SentenceEncoder, *, second_review: bool = False) -> None:
        self._database = database
        self._encoder = encoder
        self._second_review = second_review

    def save(self, entry: Entry, author: str) -> int:
        """Stores a new version without publishing it, and returns its number, counted from 1."""
        with self._database.transaction() as session:
            return _add_version(session, entry, author)

    def publish(self, slug: str, number: int) -> None:
        """Makes a version the one that people get. Raises UnknownEntry, SecondPersonNeeded."""
        with self._database.transaction() as session:
            self.publish_within(session, slug, number)

    def publish_within(self, session: Session, slug: str, number: int) -> None:
        """As `publish`, in a transaction that the caller holds."""
        if self._second_review:
            raise SecondPersonNeeded
        row = session.get(EntryVersionRow, (slug, number))
        if row is None:
            raise UnknownEntry(slug)
        self._keep_vectors(session, [_entry(row)])
        _publish(session, slug, number)
        _raise_revision(session)

    def publish_over(
        self, session: Session, entry: Entry, author: str, seen: Stamp, approved_by: str | None = None
    ) -> int:
        """Stores a new version and publishes it, in a transaction that the caller holds; returns its number.

        `seen` is how the answer was when its author read it; `approved_by` is who publishes it, where that is somebody
        else. Raises ChangedMeanwhile where it is not so any more, and SecondPersonNeeded.
        """
        if self._second_review and approved_by in (None, author) and not _says_what_is_published(session, entry):
            raise SecondPersonNeeded
        texts = sayings(entry)
        # The slow part comes before the lock, so that nobody waits for it.
        vectors = missing_vectors(stored_vectors(session, texts), texts, self._encoder)
        if not seen.newest and not insert_once(session, EntryRow, slug=entry.slug, published=None):
            raise ChangedMeanwhile
        # Whoever else changes this answer now waits until the caller's transaction has ended.
        session.execute(update(EntryRow).where(EntryRow.slug == entry.slug).values(slug=entry.slug))
        if stamp_of(session, entry.slug) != seen:
            raise ChangedMeanwhile
        store_vectors(session, vectors)
        number = _add_version(session, entry, author)
        _publish(session, entry.slug, number)
        _raise_revision(session)
        return number

    def withdraw(self, slug: str) -> None:
        """Takes an answer away from people; its versions stay. Raises UnknownEntry."""
        with self._database.transaction() as session:
            self.withdraw_within(session, slug)

    def withdraw_within(self, session: Session, slug: str) -> None:
        """As `withdraw`, in a transaction that the caller holds."""
        if session.get(EntryRow, slug) is None:
            raise UnknownEntry(slug)
        session.execute(update(EntryRow).where(EntryRow.slug == slug).values(published=None))
        _raise_revision(session)

    def import_entries(self, entries: Iterable[Entry], author: str = IMPORTER) -> ImportResult:
        """Publishes those entries that differ from what is published, all of them or none.

        Raises SecondPersonNeeded.
        """
        with self._database.transaction() as session:
            return self.import_within(session, entries, author)

    def import_within(self, session: Session, entries: Iterable[Entry], author: str) -> ImportResult:
        """As `import_entries`, in a transaction that the caller holds."""
        if self._second_review:
            raise SecondPersonNeeded
        wanted = {entry.slug: entry for entry in entries}
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


def held_answers(session: Session) -> dict[str, Held]:
    """Every answer that there is, by slug, those that nobody gets among them."""
    newest = (
        select(EntryVersionRow.slug, func.max(EntryVersionRow.number).label("number"))
        .group_by(EntryVersionRow.slug)
        .subquery()
    )
    query = (
        select(EntryVersionRow, EntryRow.published, newest.c.number)
        .join(EntryRow, EntryRow.slug == EntryVersionRow.slug)
        .join(newest, newest.c.slug == EntryVersionRow.slug)
        .where(EntryVersionRow.number == func.coalesce(EntryRow.published, newest.c.number))
        .order_by(EntryVersionRow.slug)
    )
    return {
        row.slug: Held(row.slug, Stamp(number, published or 0), _version(row))
        for row, published, number in session.execute(query)
    }


def stamp_of(session: Session, slug: str) -> Stamp:
    """How far an answer is; zeros where there is none of that name."""
    newest = session.scalar(select(func.max(EntryVersionRow.number)).where(EntryVersionRow.slug == slug))
    published = session.scalar(select(EntryRow.published).where(EntryRow.slug == slug))
    return Stamp(newest or 0, published or 0)


def versions_of(session: Session, slug: str) -> list[Version]:
    """Every version of an answer, the newest first; none where there is no such answer."""
    query = select(EntryVersionRow).where(EntryVersionRow.slug == slug).order_by(EntryVersionRow.number.desc())
    return [_version(row) for row in session.scalars(query)]


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


def _says_what_is_published(session: Session, entry: Entry) -> bool:
    """Whether it is the published answer but for who has reviewed it when."""
    present = published_entries(session).get(entry.slug)
    return present is not None and replace(entry, reviewed=present.reviewed, reviewer=present.reviewer) == present


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


def _version(row: EntryVersionRow) -> Version:
    return Version(row.number, _entry(row), row.author, row.created_at)


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
