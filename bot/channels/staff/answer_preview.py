"""What would come of a draft: how it reads, what is to mend, and what it would take from other answers."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.assembly import Parts
from bot.library.check import HIGHEST_GRADE, check_entry
from bot.library.entries import Entry
from bot.library.foresight import Change, Foresight, NearCopy, Origin, Outcome, Outlook, Question
from bot.library.matching import LIKELY, MOST_CHOICES, NEAR, Match, Sureness, sayings, sureness
from bot.library.readability import grade, words

# One at a time: it is seconds of work, in the process that answers patients.
_TURN = threading.Lock()
_PATIENCE = 30.0
_SHOWN_WORDINGS = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """What `kap content check` says of a draft, and how it reads."""

    problems: list[str]
    warnings: list[str]
    notes: list[str]
    grade: float
    highest_grade: float
    words: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Questions that would go to another answer, or to none (`slug` is empty).

    `wordings` are published phrasings. What patients asked is counted in `asked`, and its words stay where they are.
    """

    slug: str
    title: str
    phrasings: int
    asked: int
    wordings: list[str]


@dataclass(frozen=True, slots=True)
class Foretold:
    """What publishing would change. `None` in its place: too much is being looked at just now."""

    caught_asked: int
    caught_gap: int
    stolen: list[Moved]
    lost: list[Moved]
    beside: int
    copies: list[tuple[NearCopy, str]]

    @property
    def is_nothing(self) -> bool:
        """Whether every question tried gets what it gets now."""
        return not (self.caught_asked or self.caught_gap or self.stolen or self.lost or self.beside or self.copies)


@dataclass(frozen=True, slots=True)
class Fitting:
    """One answer and how well it fits a question, in words."""

    slug: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A question and what the bot would do with it."""

    question: str
    sentence: str
    answers: list[Fitting]


def judge(parts: Parts, entry: Entry, published: Mapping[str, Entry]) -> Judged:
    """Looks at a draft as it would stand among what is published. Raises OSError."""
    settings = parts.settings
    report = check_entry(entry, published, settings.content_dir, settings.documents_dir)
    return Judged(
        problems=[problem.sentence for problem in report.problems],
        warnings=[warning.sentence for warning in report.warnings],
        notes=report.notes,
        grade=max(0.0, grade(entry.body)),
        highest_grade=HIGHEST_GRADE,
        words=len(words(entry.body)),
    )


def foretell(foresight: Foresight, entry: Entry, published: Mapping[str, Entry]) -> Foretold | None:
    """What the draft would catch, steal and lose; seconds, where its sayings are others than those published."""
    before = published.get(entry.slug)
    if before is not None and sayings(before) == sayings(entry):
        return Foretold(0, 0, [], [], 0, [])
    if not _TURN.acquire(timeout=_PATIENCE):
        return None
    try:
        outlook = foresight.of_entry(entry)
    finally:
        _TURN.release()
    return _told(outlook, published)


def try_on_draft(
    foresight: Foresight, entry: Entry, question: str, published: Mapping[str, Entry]
) -> tuple[Tried, Tried]:
    """A question with the library as it is, and as it would be."""
    with _TURN:
        trial = foresight.of_entry(entry, [Question(question)]).try_question(question)
    titles = {slug: each.title for slug, each in {**published, entry.slug: entry}.items()}
    return _tried(question, trial.before, titles), _tried(question, trial.after, titles)


def try_on_published(parts: Parts, question: str) -> Tried:
    """A question with the library as it is."""
    shelf = parts.library.shelf()
    matches = shelf.matcher.find(question).matches
    outcome = Outcome(sureness(matches), tuple(matches[:MOST_CHOICES]))
    return _tried(question, outcome, {slug: entry.title for slug, entry in shelf.entries.items()})


def _told(outlook: Outlook, published: Mapping[str, Entry]) -> Foretold:
    titles = {slug: entry.title for slug, entry in published.items()}
    caught = Counter(change.question.origin for change in outlook.caught)
    lost: dict[str, list[Change]] = {}
    for change in outlook.lost:
        lost.setdefault(change.after.slug or "", []).append(change)
    return Foretold(
        caught_asked=caught[Origin.UNANSWERED],
        caught_gap=caught[Origin.GAP] + caught[Origin.PUBLISHED],
        stolen=[_moved(slug, titles, changes) for slug, changes in outlook.stolen.items()],
        lost=[_moved(slug, titles, changes) for slug, changes in lost.items()],
        beside=len(outlook.beside),
        copies=[(copy, titles.get(copy.slug, copy.slug)) for copy in outlook.near_copies],
    )


def _moved(slug: str, titles: Mapping[str, str], changes: Sequence[Change]) -> Moved:
    ours = [change.question.text for change in changes if change.question.origin is Origin.PUBLISHED]
    return Moved(slug, titles.get(slug, slug), len(ours), len(changes) - len(ours), ours[:_SHOWN_WORDINGS])


def _tried(question: str, outcome: Outcome, titles: Mapping[str, str]) -> Tried:
    match outcome.sureness:
        case Sureness.SURE:
            sentence = "The bot gives one answer."
        case Sureness.ASK:
            sentence = "The bot asks what is meant, and offers what may fit."
        case _:
            sentence = "The bot has no answer to this."
    answers = [
        Fitting(match.slug, titles.get(match.slug, match.slug), _fit(match, place, outcome.sureness))
        for place, match in enumerate(outcome.best)
    ]
    return Tried(question, sentence, answers)


def _fit(match: Match, place: int, sure: Sureness) -> str:
    if sure is Sureness.SURE and place == 0:
        return "fits: this is given"
    if match.fit >= LIKELY:
        return "may fit: this is offered" if sure is Sureness.ASK else "may fit, but less well"
    return "is near, but not near enough" if match.fit >= NEAR else "doesn't fit"
