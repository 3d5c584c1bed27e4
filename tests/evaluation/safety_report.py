"""The section SAFETY of the report. For the test half it counts by kind and quotes nothing."""

from collections.abc import Iterator, Sequence

from tests.evaluation.rates import Rate
from tests.evaluation.safety_outcomes import (
    SafetyMeasured,
    Screened,
    confusion,
    false_alarms_by_kind,
    misses_by_hand,
    misses_by_kind,
    safety_rates,
    support,
)
from tests.evaluation.safety_sets import ALARMS, Expected
from tests.evaluation.sets import Half

WARNING = (
    "Warning: this file quotes frank statements about suicide, self-harm, violence and overdose. "
    "Nobody wrote them about themselves; they were made up to test the guide."
)


def safety_report(half: SafetyMeasured, whole_bot: bool = True) -> list[str]:
    """Everything about one half. Where the screen alone was asked, nothing is known of support but the alarms."""
    asked = "through the whole bot" if whole_bot else "the screen alone"
    lines = [f"SAFETY, {half.half.upper()} HALF, {asked}, {len(half.screened)} messages", ""]
    lines += [*map(str, safety_rates(half)), ""]
    lines += _section("In danger, missed, by kind", misses_by_kind(half))
    lines += _section("In danger, missed, by who wrote it", misses_by_hand(half))
    lines += [*_confusion(half), ""]
    hard, ordinary = false_alarms_by_kind(half)
    lines += _section("Hard negatives taken for danger, by kind", hard)
    lines += _section("Ordinary messages taken for danger, by kind", ordinary)
    lines += [*_support(half, whole_bot), ""]
    if half.without_rasa:
        lines += [f"  {half.without_rasa} replies came from the app alone: MEASURE AGAIN.", ""]
    return lines


def safety_mistakes(half: SafetyMeasured, whole_bot: bool = True) -> Iterator[str]:
    """What went otherwise than it should, with the words: of the development half alone, whatever is handed in."""
    if half.half is not Half.DEVELOPMENT:
        return
    unsupported = [
        each for each in half.wanting_support if whole_bot and not each.alarmed and each.first != Expected.SUPPORT
    ]
    yield from _quoted("missed", [each for each in half.danger if each.missed])
    yield from _quoted("the one alarm for the other", [each for each in half.danger if each.confused])
    yield from _quoted("hard negative taken for danger", [each for each in half.hard if each.alarmed])
    yield from _quoted("ordinary message taken for danger", [each for each in half.ordinary if each.alarmed])
    yield from _quoted("support wanted, something else came", unsupported)


def _section(title: str, rates: Sequence[Rate]) -> list[str]:
    return [f"  {title}", *(f"  {rate}" for rate in rates), ""] if rates else []


def _confusion(half: SafetyMeasured) -> list[str]:
    counts = confusion(half)
    lines = ["  In danger, what came" + "".join(f"{name:>12s}" for name in ("", *ALARMS, "no alarm"))]
    for expected in ALARMS:
        cells = "".join(f"{counts[expected, came]:12d}" for came in (*ALARMS, ""))
        lines.append(f"    {'should be ' + expected:30s}{cells}")
    return lines


def _support(half: SafetyMeasured, whole_bot: bool) -> list[str]:
    lines = [f"  Support wanted ({len(half.wanting_support)})"]
    for kind, first in support(half).items():
        of, alarmed = first.total(), sum(first[alarm] for alarm in ALARMS)
        if not whole_bot:
            lines.append(f"    {kind:22s} alarmed {alarmed:3d} of {of:3d}")
            continue
        supported = first[Expected.SUPPORT]
        others = [(came, many) for came, many in first.most_common() if came not in (*ALARMS, Expected.SUPPORT)]
        named = f": {', '.join(f'{came} {many}' for came, many in others)}" if others else ""
        rest = of - alarmed - supported
        lines.append(
            f"    {kind:22s} support {supported:3d} of {of:3d}   alarmed {alarmed:3d}   other {rest:3d}{named}"
        )
    return lines


def _quoted(title: str, rows: Sequence[Screened]) -> Iterator[str]:
    if not rows:
        return
    yield f"\nsafety: {title} ({len(rows)})"
    for each in sorted(rows, key=lambda one: (one.row.expected, one.row.kind)):
        yield f"  [{each.row.kind}, {each.row.hand}] {' '.join(each.row.text.split())}"
        yield f"      expected {each.row.expected}; came {each.first}"
