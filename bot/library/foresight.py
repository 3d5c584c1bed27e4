"""What an answer that is not published yet would change: tells staff before patients meet it.

A question is matched as it stands: what the bot does before that (what kind of message it is, its spelling) and the
second answer to a message that asks two things are left out. Nothing tried here reaches what is served.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.library.entries import Entry
from bot.library.likeness import same_saying
from bot.library.live import Aside, LiveLibrary
from bot.library.matching import MOST_CHOICES, Encode, EntryMatcher, Match, Sureness, sureness
from bot.library.publishing import UnknownEntry
from bot.library.question_parts import question_parts

# Cosine of two phrasings that say the same in other words; no two answers of the shipped library share such a pair.
NEAR_COPY = 0.95
# So many of the newest stored questions are tried: their vectors are kept nowhere, and each costs some milliseconds.
MOST_UNANSWERED = 500
# A part of a question has to be encoded, which costs milliseconds; where the whole moves by less, its parts do too.
_MOVED = 0.002
# Sureness hangs on so many of the best.
_DECISIVE = 2


class Origin(StrEnum):
    """Where a question to try comes from."""

    PUBLISHED = "published"
    UNANSWERED = "unanswered"
    GAP = "gap"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """A question to try. `name` is the slug of the published answer, or the topic of the known gap, that holds it."""

    text: str
    origin: Origin = Origin.OTHER
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a question: `best` are the likeliest answers, best first, at most three."""

    sureness: Sureness
    best: tuple[Match, ...]

    @property
    def slug(self) -> str | None:
        """The answer that is given, or offered first; None where there is no answer."""
        return None if self.sureness is Sureness.NONE else self.best[0].slug


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose outcome would be another answer, or the same one more or less surely."""

    question: Question
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class Trial:
    """One question with the library as it is and as it would be."""

    text: str
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class NearCopy:
    """A phrasing of the draft and the one of another answer that is nearly the same; `cosine` is at most 1."""

    phrasing: str
    slug: str
    other: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a draft would change. A still of one moment's library; for one thread at a time."""

    slug: str
    changes: tuple[Change, ...]
    near_copies: tuple[NearCopy, ...]
    _before: EntryMatcher = field(repr=False, compare=False)
    _after: EntryMatcher = field(repr=False, compare=False)

    @property
    def caught(self) -> tuple[Change, ...]:
        """Had no answer, would get the draft."""
        return tuple(each for each in self.changes if each.before.slug is None and each.after.slug == self.slug)

    @property
    def stolen(self) -> dict[str, tuple[Change, ...]]:
        """Would get the draft instead of another answer, by that answer's slug; the most robbed first."""
        found: dict[str, list[Change]] = {}
        for each in self.changes:
            if each.before.slug not in (None, self.slug) and each.after.slug == self.slug:
                found.setdefault(str(each.before.slug), []).append(each)
        return {slug: tuple(found[slug]) for slug in sorted(found, key=lambda slug: (-len(found[slug]), slug))}

    @property
    def lost(self) -> tuple[Change, ...]:
        """Got this answer, would get another or none."""
        return tuple(each for each in self.changes if each.before.slug == self.slug != each.after.slug)

    @property
    def beside(self) -> tuple[Change, ...]:
        """All others: the same answer more or less surely, or a move among other answers.

        A draft that closes a known gap frees the whole topic's questions, and some may go to the wrong answer.
        """
        return tuple(
            each for each in self.changes if self.slug not in (each.before.slug, each.after.slug) or _same_slug(each)
        )

    def try_question(self, text: str) -> Trial:
        """What a question gets now and what it would get; a blank one gets nothing."""
        return Trial(text, _outcome(self._before, text), _outcome(self._after, text))


class Foresight:
    """Compares what is published with the same and a draft in place. Safe to share between threads."""

    def __init__(
        self, library: LiveLibrary, gaps: Mapping[str, Sequence[str]], unanswered: Callable[[], Sequence[str]]
    ) -> None:
        """`gaps`: as the library takes them. `unanswered` gives the stored questions' texts, oldest first."""
        self._library = library
        self._gaps = gaps
        self._unanswered = unanswered

    def of_entry(self, draft: Entry, questions: Sequence[Question] | None = None) -> Outlook:
        """What publishing this entry, a new or a changed one, would change: one to three seconds with 7,300.

        `questions` are the ones to try; without them, `usual_questions`. Raises SQLAlchemyError.
        """
        return self._outlook(self._library.aside(), draft, questions)

    def of_phrasing(self, slug: str, phrasing: str, questions: Sequence[Question] | None = None) -> Outlook:
        """As `of_entry`, for a published answer with one more phrasing.

        Raises UnknownEntry, EntryError where the phrasing breaks the format, SQLAlchemyError.
        """
        aside = self._library.aside()
        published = aside.shelf.entries.get(slug)
        if published is None:
            raise UnknownEntry(slug)
        return self._outlook(aside, replace(published, phrasings=(*published.phrasings, phrasing)), questions)

    def usual_questions(self) -> list[Question]:
        """Every published question and phrasing, the newest stored questions (a wording once), the known gaps."""
        return self._usual(self._library.shelf().entries)

    def _usual(self, entries: Mapping[str, Entry]) -> list[Question]:
        newest: dict[str, str] = {}
        for text in reversed(self._unanswered()):
            if text.strip():
                newest.setdefault(same_saying(text), text)
        return [
            *(Question(text, Origin.PUBLISHED, slug) for slug, entry in entries.items() for text in _asked(entry)),
            *(Question(text, Origin.UNANSWERED) for text in list(newest.values())[:MOST_UNANSWERED]),
            *(Question(text, Origin.GAP, topic) for topic, texts in self._gaps.items() for text in texts),
        ]

    def _outlook(self, aside: Aside, draft: Entry, questions: Sequence[Question] | None) -> Outlook:
        published = aside.shelf.entries
        before, after = aside.shelf.matcher, aside.matcher({**published, draft.slug: draft})
        tried = self._usual(published) if questions is None else questions
        others = {slug: entry for slug, entry in published.items() if slug != draft.slug}
        copies = tuple(_near_copies(draft, others, aside.encode))
        return Outlook(draft.slug, tuple(_changes(before, after, tried)), copies, before, after)


def _changes(before: EntryMatcher, after: EntryMatcher, questions: Sequence[Question]) -> Iterator[Change]:
    questions = [question for question in questions if question.text.strip()]
    texts = [question.text for question in questions]
    said = before.explained(texts)
    wholes = zip(before.nearest(said, MOST_CHOICES), after.nearest(said, MOST_CHOICES), strict=True)
    moved = {place: pair for place, pair in enumerate(wholes) if _moved(*pair)}
    several = [place for place in moved if question_parts(texts[place])]
    texts = [texts[place] for place in several]
    for place, old, new in zip(several, before.find_all(texts), after.find_all(texts), strict=True):
        moved[place] = (old.matches, new.matches)
    for place, (old_matches, new_matches) in moved.items():
        change = Change(questions[place], _judged(old_matches), _judged(new_matches))
        if not _same_slug(change) or change.before.sureness is not change.after.sureness:
            yield change


def _moved(before: Sequence[Match], after: Sequence[Match]) -> bool:
    """Whether the decisive ones are others than they were, or fit otherwise."""
    old, new = before[:_DECISIVE], after[:_DECISIVE]
    if [match.slug for match in old] != [match.slug for match in new]:
        return True
    return any(abs(one.fit - other.fit) > _MOVED for one, other in zip(old, new, strict=True))


def _same_slug(change: Change) -> bool:
    return change.before.slug == change.after.slug


def _outcome(matcher: EntryMatcher, text: str) -> Outcome:
    return _judged(matcher.find(text).matches if text.strip() else [])


def _judged(matches: Sequence[Match]) -> Outcome:
    return Outcome(sureness(matches), tuple(matches[:MOST_CHOICES]))


def _near_copies(draft: Entry, others: Mapping[str, Entry], encode: Encode) -> Iterator[NearCopy]:
    """For each phrasing of the draft, the nearest of each other answer, where it is that near."""
    mine = list(dict.fromkeys(_asked(draft)))
    vectors = encode(mine)
    for slug, entry in others.items():
        theirs = _asked(entry)
        cosines = vectors @ encode(theirs).T
        for phrasing, row in zip(mine, cosines, strict=True):
            nearest = int(row.argmax())
            if row[nearest] >= NEAR_COPY:
                yield NearCopy(phrasing, slug, theirs[nearest], min(1.0, float(row[nearest])))


def _asked(entry: Entry) -> list[str]:
    """What of an entry is put as a person would ask it."""
    return [entry.question, *entry.phrasings]
