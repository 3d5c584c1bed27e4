"""Asks the running bot everything in a half, each text in a fresh conversation, and judges what comes back."""

import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.talking import without_rasa
from tests.evaluation import outcomes
from tests.evaluation.outcomes import Messages
from tests.evaluation.sets import EvaluationSets, FollowUp, Half, Name, Question, Row
from tests.live_bot import Visitor

CLIENTS = 4
LATENCY_SAMPLE = 60
WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """A row, what came back and what that is worth."""

    half: Half
    name: Name
    row: Row
    outcome: str
    messages: Messages

    @property
    def given(self) -> str:
        """What the reply was about, or of what kind it was, in a word."""
        first = self.messages[0]
        choices = [choice["entry"] for choice in first["choices"] if choice["entry"]]
        if first["kind"] == "answer":
            return str(first["entry"])
        return str(choices[0]) if first["kind"] == "clarify" and choices else str(first["kind"])


@dataclass(frozen=True, slots=True)
class HalfMeasured:
    """All of a half, and how long replies took (milliseconds, one client)."""

    half: Half
    rows: tuple[Measured, ...]
    milliseconds: tuple[float, ...]

    def of(self, name: Name) -> list[Measured]:
        """One set."""
        return [each for each in self.rows if each.name is name]

    @property
    def without_rasa(self) -> int:
        """How many replies the app gave by itself, because Rasa did not: there should be none."""
        return sum(without_rasa(list(each.messages)) for each in self.rows)


def measure(url: str, half: Half, sets: EvaluationSets, clients: int = CLIENTS) -> HalfMeasured:
    """Asks everything, a few at once; then some of it again, one by one, for the time that it takes."""

    def asked(task: tuple[Name, Row]) -> Measured:
        name, row = task
        outcome, messages = ask(url, name, row)
        return Measured(half, name, row, outcome, messages)

    tasks = [(name, row) for name in Name for row in sets.rows(name)]
    with ThreadPoolExecutor(clients) as pool:
        rows = tuple(pool.map(asked, tasks))
    return HalfMeasured(half, rows, tuple(_latencies(url, [row.text for row in sets.answers + sets.not_covered])))


def ask(url: str, name: Name, row: Row) -> tuple[str, Messages]:
    """The outcome of one row and the reply that it rests on."""
    with fresh_visitor(url) as visitor:
        if isinstance(row, FollowUp):
            first = visitor.says(row.first)
            if not outcomes.is_answer_to(first, row.first_entry):
                return outcomes.FIRST_MISSED, first
            messages = visitor.says(row.text)
            return outcomes.of_follow_up(messages, row, first[0]), messages
        messages = visitor.says(row.text)
        return judged(name, row, messages), messages


def judged(name: Name, row: Row, messages: Messages) -> str:
    """The outcome of a row that stands alone."""
    if isinstance(row, Question):
        judge = outcomes.of_two_questions if name is Name.TWO_QUESTIONS else outcomes.of_question
        return judge(messages, row)
    assert not isinstance(row, FollowUp), "A follow-up is judged with the answer before it."
    return outcomes.of_uncovered(messages) if name is Name.NOT_COVERED else outcomes.of_other(messages, row.kind)


def _latencies(url: str, texts: Sequence[str]) -> Iterator[float]:
    chosen = random.Random(0).sample(texts, min(LATENCY_SAMPLE + WARM_UP, len(texts)))  # noqa: S311
    for position, text in enumerate(chosen):
        with fresh_visitor(url) as visitor:
            begun = time.perf_counter()
            visitor.says(text)
            milliseconds = 1000 * (time.perf_counter() - begun)
        if position >= WARM_UP or len(chosen) <= WARM_UP:
            yield milliseconds


@contextmanager
def fresh_visitor(url: str) -> Iterator[Visitor]:
    """Someone in a conversation of their own."""
    visitor = Visitor(url)
    try:
        yield visitor
    finally:
        visitor.leaves()
