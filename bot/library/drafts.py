"""Wordings of answers that nobody gets yet: written, looked at by a second person, published or put away.

Every wording that was saved stays in the table. The newest of an answer is its draft while its state says so.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, Self

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.library.entries import Entry, Source
from bot.library.publishing import Stamp
from bot.storage.database import insert_once
from bot.storage.models import EntryDraftRow

REMARK_LIMIT: Final = 500


class DraftChanged(Exception):
    """Somebody has saved another draft of the answer, or done away with this one, since it was read."""


class DraftState(StrEnum):
    """What becomes of a saved wording."""

    WRITTEN = "draft"
    WAITING = "waits for review"
    REPLACED = "replaced"
    DISCARDED = "discarded"
    PUBLISHED = "published"


_OPEN = (DraftState.WRITTEN, DraftState.WAITING)


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands in the form of an answer; it need not be an answer yet."""

    title: str = ""
    question: str = ""
    body: str = ""
    simply: str = ""
    phrasings: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    related: tuple[str, ...] = ()
    next: str = ""

    @classmethod
    def of_entry(cls, entry: Entry) -> Self:
        """The form as it opens."""
        return cls(
            title=entry.title,
            question=entry.question,
            body=entry.body,
            simply=entry.simply or "",
            phrasings=entry.phrasings,
            sources=entry.sources,
            related=entry.related,
            next=entry.next or "",
        )

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Self:
        """As `as_json` made it."""
        return cls(
            title=stored["title"],
            question=stored["question"],
            body=stored["body"],
            simply=stored["simply"],
            phrasings=tuple(stored["phrasings"]),
            sources=tuple(Source(each["document"], each["section"]) for each in stored["sources"]),
            related=tuple(stored["related"]),
            next=stored["next"],
        )

    def as_json(self) -> dict[str, Any]:
        """For storing. Half characters and NUL, which no database takes, are replaced."""
        stored: dict[str, Any] = _storable(asdict(self))
        return stored

    def entry(self, slug: str, before: Entry | None) -> Entry:
        """The answer that it makes. Raises EntryError.

        A review stays where patients go on reading the very words that were reviewed, and ends where they change.
        """
        entry = Entry(
            slug=slug,
            title=self.title,
            question=self.question,
            phrasings=self.phrasings,
            sources=self.sources,
            related=self.related,
            reviewed=None,
            reviewer=None,
            body=self.body,
            simply=self.simply or None,
            next=self.next or None,
        )
        if before is None or _reads(entry) != _reads(before):
            return entry
        return replace(entry, reviewed=before.reviewed, reviewer=before.reviewer)


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved wording. `base` is how far the answer was when it was begun; `remark` is of whoever sent it back."""

    slug: str
    number: int
    state: DraftState
    wording: Wording
    author: str
    at: datetime
    base: Stamp
    remark: str | None
    remark_by: str | None

    @property
    def waits(self) -> bool:
        """Whether somebody asked for a second person."""
        return self.state is DraftState.WAITING


def drafts(session: Session) -> dict[str, Kept]:
    """The draft of every answer that has one, by slug; those of answers that nobody published yet among them."""
    newest = select(EntryDraftRow.slug, func.max(EntryDraftRow.number).label("number")).group_by(EntryDraftRow.slug)
    latest = newest.subquery()
    query = (
        select(EntryDraftRow)
        .join(latest, (EntryDraftRow.slug == latest.c.slug) & (EntryDraftRow.number == latest.c.number))
        .where(EntryDraftRow.state.in_(_OPEN))
        .order_by(EntryDraftRow.slug)
    )
    return {row.slug: _kept(row) for row in session.scalars(query)}


def saved_wordings(session: Session, slug: str) -> list[Kept]:
    """Every wording that was ever saved for an answer, the newest first."""
    query = select(EntryDraftRow).where(EntryDraftRow.slug == slug).order_by(EntryDraftRow.number.desc())
    return [_kept(row) for row in session.scalars(query)]


def draft_of(session: Session, slug: str) -> Kept | None:
    """The draft of one answer."""
    newest = next(iter(saved_wordings(session, slug)), None)
    return newest if newest is not None and newest.state in _OPEN else None


def save_draft(
    session: Session,
    slug: str,
    wording: Wording,
    author: str,
    base: Stamp,
    seen: int,
    state: DraftState = DraftState.WRITTEN,
) -> bool:
    """Keeps a wording as the draft; False where the draft says that already, and keeps its author.

    `seen` is the number of the draft that its author read, or 0 where there was none. Raises DraftChanged.
    """
    stored = Wording.of_json(wording.as_json())
    latest = next(iter(saved_wordings(session, slug)), None)
    present = latest if latest is not None and latest.state in _OPEN else None
    if seen != (present.number if present is not None else 0):
        raise DraftChanged
    if present is not None and present.wording == stored and present.base == base:
        return False
    is_new = insert_once(
        session,
        EntryDraftRow,
        slug=slug,
        number=(latest.number if latest is not None else 0) + 1,
        state=state,
        wording=stored.as_json(),
        author=author,
        at=datetime.now(UTC),
        base_newest=base.newest,
        base_published=base.published,
        remark=present.remark if present is not None else None,
        remark_by=present.remark_by if present is not None else None,
    )
    if not is_new:
        raise DraftChanged
    if present is not None:
        settle_draft(session, slug, seen, DraftState.REPLACED)
    return True


def ask_for_review(session: Session, slug: str, seen: int) -> None:
    """From now on it waits for a second person. Raises DraftChanged."""
    _change(session, slug, seen, {"state": DraftState.WAITING}, among=(DraftState.WRITTEN,))


def send_back(session: Session, slug: str, seen: int, by: str, remark: str) -> None:
    """It waits no more; its author finds the remark. Raises DraftChanged."""
    words = _storable(remark)[:REMARK_LIMIT]
    changes = {"state": DraftState.WRITTEN, "remark": words, "remark_by": by}
    _change(session, slug, seen, changes, among=(DraftState.WAITING,))


def settle_draft(session: Session, slug: str, seen: int, state: DraftState) -> None:
    """It is a draft no more. Raises DraftChanged."""
    _change(session, slug, seen, {"state": state}, among=_OPEN)


def _change(
    session: Session, slug: str, number: int, changes: Mapping[str, str], among: tuple[DraftState, ...]
) -> None:
    row = EntryDraftRow
    changed = session.execute(
        update(row)
        .where(row.slug == slug, row.number == number, row.state.in_(among))
        .values(**changes)
        .returning(row.number)
    )
    if changed.first() is None:
        raise DraftChanged


def _kept(row: EntryDraftRow) -> Kept:
    return Kept(
        slug=row.slug,
        number=row.number,
        state=DraftState(row.state),
        wording=Wording.of_json(row.wording),
        author=row.author,
        at=row.at,
        base=Stamp(row.base_newest, row.base_published),
        remark=row.remark,
        remark_by=row.remark_by,
    )


def _reads(entry: Entry) -> tuple[object, ...]:
    """What of an answer a patient reads, and a reviewer stands for."""
    return entry.title, entry.question, entry.body, entry.simply, entry.sources


def _storable[T](value: T) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable(each) for each in value]
    return value
