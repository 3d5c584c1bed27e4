"""How well answers are read: by question, which value for which, and how often a risk was read as "no"."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.prescreen.values import OPEN_QUESTIONS, QUESTIONS, Value
from tests.evaluation.interpretation.rows import Row
from tests.evaluation.rates import Rate, Target

RISKS = (Value.YES, Value.UNSURE, Value.NEEDS_FOLLOWUP)
RIGHT = Target(0.92)
RISK_AS_NO = Target(0.01, is_most=True)
_WIDTH = 15


def is_risk(row: Row) -> bool:
    """Whether "no" would hide something: a topic's yes, a doubt, or an answer that is still missing."""
    return row.question not in OPEN_QUESTIONS and row.value in RISKS


def rates(rows: Sequence[Row], read: Sequence[Value]) -> Iterator[Rate]:
    """All, then each question, then the risks that were read as "no"."""
    pairs = list(zip(rows, read, strict=True))
    yield Rate("right", sum(row.value is value for row, value in pairs), len(pairs), RIGHT)
    for question in QUESTIONS:
        own = [(row, value) for row, value in pairs if row.question == question]
        yield Rate(question, sum(row.value is value for row, value in own), len(own))
    risks = [value for row, value in pairs if is_risk(row)]
    yield Rate("a true risk read as no", risks.count(Value.NO), len(risks), RISK_AS_NO)


def confusion(rows: Sequence[Row], read: Sequence[Value]) -> Iterator[str]:
    """A line for each value that is right, with what it was read as."""
    counts = Counter((row.value, value) for row, value in zip(rows, read, strict=True))
    yield "  " + "right \\ read as".ljust(18) + "".join(value.rjust(_WIDTH) for value in Value)
    for right in Value:
        yield "  " + right.ljust(18) + "".join(str(counts[right, value]).rjust(_WIDTH) for value in Value)


def mistakes(rows: Sequence[Row], read: Sequence[Value]) -> Iterator[str]:
    """What was read wrongly, quoted; for the development half only."""
    for row, value in zip(rows, read, strict=True):
        if row.value is not value:
            yield f"{row.question}: {row.value}, read as {value}: {row.text}"
