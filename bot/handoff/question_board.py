"""The unanswered questions as staff see them: grouped by meaning, and without those that are answered by now.

Grouping takes seconds, and holds no transaction meanwhile. What is kept of it in memory has no words, so that nothing
outlives an erased conversation here: texts are read from the database for each page.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillWorking
from dataclasses import dataclass, replace
from datetime import date

from bot.handoff.question_groups import question_groups
from bot.handoff.unanswered import UnansweredQuestion, UnansweredQuestions, wording_name
from bot.library.likeness import same_saying
from bot.library.live import LiveLibrary
from bot.library.matching import EntryMatcher, Sureness, sureness
from bot.storage.database import Database

# So many are matched in one go, for the memory that it takes.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wording:
    """What was asked in the same words, `count` times. `number` is the row with its latest spelling; the days are in
    UTC. `answer` is the slug of the published answer that is given to it now, if any."""

    key: str
    number: int
    count: int
    first: date
    last: date
    answer: str | None

    @property
    def name(self) -> str:
        """What it is called in addresses and forms."""
        return wording_name(self.key)


@dataclass(frozen=True, slots=True)
class Group:
    """Wordings of one meaning, those in the middle of it first; at least one. `nearest`: answers by slug."""

    wordings: tuple[Wording, ...]
    nearest: tuple[str, ...]

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(each.count for each in self.wordings)

    @property
    def first(self) -> date:
        """The first day."""
        return min(each.first for each in self.wordings)

    @property
    def last(self) -> date:
        """The last day."""
        return max(each.last for each in self.wordings)


@dataclass(frozen=True, slots=True)
class Board:
    """One moment's groups. `is_current` is false where questions or answers have changed since."""

    groups: tuple[Group, ...]
    is_current: bool

    def waiting(self, aside: Mapping[str, object]) -> list[Group]:
        """What nothing answers, the most asked first and of equals the newest. `aside`: the keys put aside."""
        found = _parts(self.groups, lambda each: each.key not in aside and each.answer is None)
        return sorted(found, key=lambda group: (-group.count, -group.last.toordinal()))

    def answered(self, aside: Mapping[str, object]) -> list[Wording]:
        """What the present library answers, the newest first."""
        found = [each for group in self.groups for each in group.wordings if each.answer and each.key not in aside]
        return sorted(found, key=lambda each: -each.last.toordinal())

    def put_aside(self, aside: Mapping[str, object]) -> list[Group]:
        """What is put aside and still stored."""
        return _parts(self.groups, lambda each: each.key in aside)


@dataclass(frozen=True, slots=True)
class _Made:
    state: tuple[object, ...]
    revision: int
    groups: tuple[Group, ...]


class QuestionBoard:
    """Safe to share between threads; groups in a thread of its own, one at a time."""

    def __init__(self, database: Database, questions: UnansweredQuestions, library: LiveLibrary) -> None:
        self.questions = questions
        self._database = database
        self._library = library
        self._lock = threading.Lock()
        self._made: _Made | None = None
        self._work: Future[_Made] | None = None

    def at_hand(self, patience: float) -> Board | None:
        """The groups, renewed if that takes no longer than `patience` (seconds); else the ones before, or None where
        there are none. Raises SQLAlchemyError, KeyFault."""
        deadline = time.monotonic() + patience
        while True:
            with self._database.transaction() as session:
                state = self.questions.state(session)
            now = (state, self._library.shelf().revision)
            with self._lock:
                made, work = self._made, self._work
                is_current = made is not None and (made.state, made.revision) == now
                if not is_current and work is None:
                    work = self._work = self._begun()
            if is_current and made is not None:
                return Board(made.groups, is_current=True)
            try:
                if work is not None:
                    work.result(max(0.0, deadline - time.monotonic()))
            except StillWorking:
                return Board(made.groups, is_current=False) if made is not None else None

    def _begun(self) -> "Future[_Made]":
        work: Future[_Made] = Future()
        # A daemon: nobody who stops the bot waits for it.
        threading.Thread(target=self._do, args=(work,), name="question-board", daemon=True).start()
        return work

    def _do(self, work: "Future[_Made]") -> None:
        try:
            made = self._grouped()
        except Exception as error:  # noqa: BLE001 - whoever waits for it is told
            with self._lock:
                self._work = None
            work.set_exception(error)
            return
        with self._lock:
            self._made, self._work = made, None
        work.set_result(made)

    def _grouped(self) -> _Made:
        with self._database.transaction() as session:
            state = self.questions.state(session)
            questions = self.questions.by_number(session)
        # It remembers the vectors of what was asked, and is gone at the end of this.
        aside = self._library.aside()
        matcher = aside.shelf.matcher
        groups = question_groups(list(questions.values()), aside.encode, matcher)
        asked: dict[str, list[tuple[int, UnansweredQuestion]]] = {}
        for number, question in questions.items():
            asked.setdefault(same_saying(question.text), []).append((number, question))
        texts = [text for group in groups for text in group.wordings]
        answers = dict(zip(texts, _answers(matcher, texts), strict=True))
        made = tuple(
            Group(
                tuple(self._wording(text, asked[same_saying(text)], answers[text]) for text in group.wordings),
                group.nearest,
            )
            for group in groups
        )
        return _Made(state, aside.shelf.revision, made)

    def _wording(self, text: str, asked: Sequence[tuple[int, UnansweredQuestion]], answer: str | None) -> Wording:
        latest = max(asked, key=lambda pair: (pair[1].at, pair[0]))
        days = [question.at.date() for _, question in asked]
        return Wording(self.questions.saying_key(text), latest[0], len(asked), min(days), max(days), answer)


def _answers(matcher: EntryMatcher, texts: Sequence[str]) -> list[str | None]:
    """The answer that each would be given without asking back, by slug."""
    found: list[str | None] = []
    for start in range(0, len(texts), _AT_ONCE):
        for each in matcher.find_all(texts[start : start + _AT_ONCE]):
            found.append(each.matches[0].slug if sureness(each.matches) is Sureness.SURE else None)
    return found


def _parts(groups: Sequence[Group], is_of_it: Callable[[Wording], bool]) -> list[Group]:
    """The groups with those of their wordings alone; none that is empty then."""
    parts = (replace(group, wordings=tuple(filter(is_of_it, group.wordings))) for group in groups)
    return [part for part in parts if part.wordings]
