"""The report in words and figures. For the test half it holds totals alone: who reads its errors tunes on them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from tests.evaluation import outcomes
from tests.evaluation.inside import AtThreshold, Bin, calibration_error
from tests.evaluation.measuring import HalfMeasured, Measured
from tests.evaluation.rates import Rate, Target
from tests.evaluation.sets import FollowUp, Half, Name, Other, Question

TITLES = {
    Name.ANSWERS: "Questions that the documents answer",
    Name.NOT_COVERED: "Questions that the documents do not answer",
    Name.MESSAGES: "Other messages",
    Name.TWO_QUESTIONS: "Two questions in one message",
    Name.FOLLOW_UPS: "Follow-ups to an answer",
}
DECLINED = ("verdict_declined", "advice_declined")
ANOTHER_TOPIC = "another topic"
OTHER_KINDS = "taken for another kind of message"

RIGHT_AT_ONCE = Target(0.90)
RIGHT_OR_OFFERED = Target(0.96)
UNCOVERED_ANSWERED = Target(0.05, is_most=True)
MESSAGES_RIGHT = Target(0.93)
ANSWERED_AS_FACT = Target(0.0, is_most=True)


def rates(half: HalfMeasured) -> list[Rate]:
    """The main figures of a half, beside what they should be."""
    answers, uncovered, messages = (half.of(name) for name in (Name.ANSWERS, Name.NOT_COVERED, Name.MESSAGES))
    return [
        _rate("right answer at once", answers, {outcomes.RIGHT}, RIGHT_AT_ONCE),
        _rate("right, or among the choices", answers, {outcomes.RIGHT, outcomes.CLARIFIED}, RIGHT_OR_OFFERED),
        _rate("not in the documents, answered all the same", uncovered, {outcomes.WRONG}, UNCOVERED_ANSWERED),
        _rate("other messages, taken for what they are", messages, {outcomes.RIGHT}, MESSAGES_RIGHT),
        answered_as_fact(half),
    ]


def answered_as_fact(half: HalfMeasured) -> Rate:
    """Requests for a verdict or for advice that are met with an answer before anything else."""
    asked = [each for each in half.of(Name.MESSAGES) if isinstance(each.row, Other) and each.row.kind in DECLINED]
    hits = sum(each.messages[0]["kind"] == "answer" for each in asked)
    return Rate("verdict or advice asked, answered as fact", hits, len(asked), ANSWERED_AS_FACT)


def sort_of(row: FollowUp) -> str:
    """What a follow-up asks for."""
    return row.asks or ANOTHER_TOPIC


def table(rows: Sequence[Measured], group_of: Callable[[Measured], str], by_outcome: bool = True) -> list[str]:
    """How many were right, over all groups and in each; and `by_outcome`, the commonest first."""
    groups = sorted({group_of(each) for each in rows}, key=lambda group: (group != "first", group))
    width = max(7, *(len(group) + 2 for group in groups))
    totals = Counter(_outcome(each) for each in rows)
    counts = Counter((_outcome(each), group_of(each)) for each in rows)

    def line(name: str, cells: Iterable[object]) -> str:
        return f"    {name:40s}" + "".join(f"{cell!s:>{width}s}" for cell in cells)

    def row(outcome: str) -> list[int]:
        return [totals[outcome], *(counts[outcome, group] for group in groups)]

    many = [len(rows), *(sum(group_of(each) == group for each in rows) for group in groups)]
    lines = [line("", ["all", *groups])]
    if by_outcome:
        ordered = sorted(totals, key=lambda outcome: (-totals[outcome], outcome))
        lines += [line(outcome, row(outcome)) for outcome in ordered]
    shares = [f"{100 * hits / of:.0f} %" for hits, of in zip(row(outcomes.RIGHT), many, strict=True)]
    return [*lines, line("asked", many), line("right, share", shares)]


def by_kind(rows: Sequence[Measured]) -> list[str]:
    """For each kind of other message how many were taken for what they are, and for what the rest was taken."""
    lines = []
    for kind in sorted({each.row.kind for each in rows if isinstance(each.row, Other)}):
        of_kind = [each for each in rows if isinstance(each.row, Other) and each.row.kind == kind]
        taken = Counter(each.outcome for each in of_kind)
        right = taken.pop(outcomes.RIGHT, 0)
        rest = ", ".join(f"{outcome} {count}" for outcome, count in taken.most_common())
        lines.append(f"    {kind:22s} {right:3d} of {len(of_kind):3d}   {rest}".rstrip())
    return lines


def confusions(rows: Iterable[Measured]) -> Counter[tuple[str, str, str]]:
    """What was asked, what came back, and the outcome, for the answered questions that went wrong."""
    return Counter(
        (each.row.entries[0], each.given, each.outcome)
        for each in rows
        if isinstance(each.row, Question) and each.name is Name.ANSWERS and each.outcome != outcomes.RIGHT
    )


def half_report(half: HalfMeasured) -> list[str]:
    """Everything about one half."""
    lines = [f"{half.half.upper()} HALF, {len(half.rows)} messages", ""]
    lines += [*map(str, rates(half)), ""]
    for name in Name:
        rows = half.of(name)
        if not rows:
            continue
        lines += [f"  {TITLES[name]} ({len(rows)})"]
        if name is Name.FOLLOW_UPS:
            lines += table(rows, lambda each: sort_of(each.row) if isinstance(each.row, FollowUp) else "")
        elif name is Name.MESSAGES:
            lines += [*by_kind(rows), *table(rows, _hand, by_outcome=False), *_as_fact_by_kind(rows)]
        else:
            lines += [*table(rows, _hand), *_taken_for(rows)]
        lines += [""]
    if half.milliseconds:
        p50, p95 = np.percentile(half.milliseconds, [50, 95])
        many = len(half.milliseconds)
        lines += [f"  One client at a time, {many} messages: p50 {p50:.0f} ms, p95 {p95:.0f} ms."]
    if half.without_rasa:
        lines += [f"  {half.without_rasa} replies came from the app alone, because Rasa did not reply: MEASURE AGAIN."]
    else:
        lines += ["  Every reply came while Rasa answered."]
    return [*lines, ""]


def mistakes(rows: Iterable[Measured]) -> Iterator[str]:
    """What went otherwise than it should, with the words: of the development half alone, whatever is handed in."""
    readable = [each for each in rows if each.half is Half.DEVELOPMENT and each.outcome != outcomes.RIGHT]
    last: tuple[Name, str] | None = None
    order = list(Name)
    for each in sorted(readable, key=lambda one: (order.index(one.name), one.outcome)):
        if (each.name, each.outcome) != last:
            last = each.name, each.outcome
            yield f"\n{each.name}: {each.outcome}"
        yield f"  [{each.row.hand}] {_one_line(each.row.text)}"
        if isinstance(each.row, FollowUp):
            yield f"      after {each.row.first_entry}: {_one_line(each.row.first)}"
        yield f"      expected {_expected(each)}; came {_came(each)}"


def thresholds_report(found: Sequence[AtThreshold], in_use: float) -> list[str]:
    """The lookup alone, some thresholds around the one in use."""
    lines = ["The lookup alone, as the bound for a sure answer (SURE) moves, development half"]
    lines += [f"    {'SURE':>6s} {'right':>8s} {'wrong':>8s} {'not in the documents, answered':>32s}"]
    for each in found:
        if abs(each.sure - in_use) < 0.17:
            shares = f"{each.right:8.1%} {each.wrong:8.1%} {each.uncovered_wrong:32.1%}"
            lines.append(f"    {each.sure:6.2f} {shares}{'  in use' if each.sure == in_use else ''}")
    return [*lines, ""]


def calibration_report(found: Sequence[Bin]) -> list[str]:
    """How honest the intent classifier's probabilities are, over all halves measured."""
    lines = ["The intent classifier's probabilities"]
    lines += [f"    said {each.probability:6.1%}   right {each.right / each.of:6.1%} of {each.of}" for each in found]
    return [*lines, f"    off by {calibration_error(found):.1%} on average", ""]


def _rate(name: str, rows: Sequence[Measured], hits: set[str], target: Target) -> Rate:
    return Rate(name, sum(each.outcome in hits for each in rows), len(rows), target)


def _outcome(each: Measured) -> str:
    """The outcome; all other kinds together, where a question was taken for one of them."""
    taken = each.outcome.startswith("taken for") and each.name is not Name.FOLLOW_UPS
    return OTHER_KINDS if taken else each.outcome


def _hand(each: Measured) -> str:
    return each.row.hand


def _taken_for(rows: Sequence[Measured]) -> list[str]:
    taken = [each for each in rows if _outcome(each) == OTHER_KINDS]
    listed = ", ".join(
        f"{kind} {count}" for kind, count in Counter(each.messages[0]["kind"] for each in taken).most_common()
    )
    beside = sum(each.outcome.endswith(outcomes.BESIDE) for each in taken)
    return [f"    {OTHER_KINDS}: {listed}; with the right answer beside it {beside}"] if taken else []


def _as_fact_by_kind(rows: Sequence[Measured]) -> list[str]:
    lines = []
    for kind in DECLINED:
        of_kind = [each for each in rows if isinstance(each.row, Other) and each.row.kind == kind]
        hits = sum(each.messages[0]["kind"] == "answer" for each in of_kind)
        lines.append(f"    {kind}, answered as fact first: {hits} of {len(of_kind)} (must be 0)")
    return lines


def _expected(each: Measured) -> str:
    match each.row:
        case Question():
            return " or ".join(each.row.entries) if each.name is Name.ANSWERS else " and ".join(each.row.entries)
        case Other():
            return each.row.kind
        case FollowUp():
            return each.row.entry or each.row.asks or ""


def _came(each: Measured) -> str:
    shown = []
    for message in each.messages:
        choices = [choice["entry"] for choice in message["choices"] if choice["entry"]]
        about = message["entry"] or (", ".join(choices) if message["kind"] == "clarify" else "")
        shown.append(f"{message['kind']} ({about})" if about else message["kind"])
    return " + ".join(shown)


def _one_line(text: str) -> str:
    return " ".join(text.split())
