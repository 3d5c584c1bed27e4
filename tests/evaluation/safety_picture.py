"""The crisis screen in two panels: danger that was missed, and alarms without danger."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from tests.evaluation.colors import BLUE, GREY, INK, PALE, SKY, VERMILION
from tests.evaluation.rates import Rate, wilson
from tests.evaluation.safety_outcomes import SafetyMeasured, false_alarms_by_kind, misses_by_kind, safety_rates
from tests.evaluation.sets import Half

# A dot, its interval and how far above or below the middle of its line it stands.
MARKS = {Half.DEVELOPMENT: ("o", BLUE, BLUE, SKY, -0.17), Half.TEST: ("s", INK, "white", GREY, 0.17)}
TICKS = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a panel: the same rate of each half."""

    name: str
    rates: tuple[tuple[Half, Rate], ...]
    is_sum: bool = False


def draw_misses(axes: Axes, measured: Sequence[SafetyMeasured]) -> None:
    """Texts in danger that raised no alarm."""
    sums = [(half.half, safety_rates(half)) for half in measured]
    lines = [
        _Line("all in danger", tuple((half, found[0]) for half, found in sums), is_sum=True),
        _Line("never to be missed", tuple((half, found[1]) for half, found in sums), is_sum=True),
        *_lines([(half.half, misses_by_kind(half)) for half in measured]),
    ]
    _draw(axes, "Crisis screen: danger missed", lines)


def draw_false_alarms(axes: Axes, measured: Sequence[SafetyMeasured]) -> None:
    """Texts that were taken for danger and are none."""
    sums = [(half.half, safety_rates(half)) for half in measured]
    found = [(half.half, false_alarms_by_kind(half)) for half in measured]
    lines = [
        _Line("all hard negatives", tuple((half, rates[2]) for half, rates in sums), is_sum=True),
        *_lines([(half, hard) for half, (hard, _) in found]),
        _Line("all ordinary", tuple((half, rates[3]) for half, rates in sums), is_sum=True),
        *_lines([(half, ordinary) for half, (_, ordinary) in found]),
    ]
    _draw(axes, "Crisis screen: taken for danger", lines)


def _lines(found: Sequence[tuple[Half, Sequence[Rate]]]) -> list[_Line]:
    names = dict.fromkeys(rate.name for _, rates in found for rate in rates)
    return [
        _Line(name, tuple((half, rate) for half, rates in found for rate in rates if rate.name == name))
        for name in names
    ]


def _draw(axes: Axes, title: str, lines: Sequence[_Line]) -> None:
    axes.set_title(title)
    # Small shares matter most here, and lie far enough apart only on such a scale.
    axes.set_xscale("function", functions=(lambda share: np.sqrt(np.clip(share, 0, 1)), np.square))
    axes.set_xlim(0, 1)
    axes.set_xticks(TICKS, [f"{100 * share:g} %" for share in TICKS], fontsize=9)
    axes.grid(axis="x", color=PALE, lw=0.7)
    axes.set_axisbelow(True)
    for position, line in enumerate(lines):
        for half, rate in line.rates:
            _draw_rate(axes, position, half, rate)
        counts = "   ".join(f"{rate.hits}/{rate.of}" for _, rate in line.rates)
        weight = "bold" if line.is_sum else "normal"
        place = axes.get_yaxis_transform()
        axes.text(1.02, position, counts, transform=place, va="center", fontsize=9, fontweight=weight)
    axes.set_yticks(range(len(lines)), [line.name.replace("_", " ") for line in lines], fontsize=9.5)
    for label, line in zip(axes.get_yticklabels(), lines, strict=True):
        label.set_fontweight("bold" if line.is_sum else "normal")
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, pad=9)
    axes.set_xlabel("share of the texts (square-root scale); bars: 95 % intervals")
    for half in dict.fromkeys(half for line in lines for half, _ in line.rates):
        marker, edge, face, _, _ = MARKS[half]
        axes.plot([], [], marker, mec=edge, mfc=face, ms=7, label=f"{half} half")
    axes.plot([], [], "-", color=VERMILION, lw=2.4, label="at most")
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, -0.09), ncols=3, frameon=False, fontsize=9.5)


def _draw_rate(axes: Axes, position: int, half: Half, rate: Rate) -> None:
    if rate.target is not None:
        axes.plot([rate.target.bound] * 2, [position - 0.45, position + 0.45], color=VERMILION, lw=2.4, clip_on=False)
    if not rate.of:
        return
    marker, edge, face, bar, aside = MARKS[half]
    axes.plot(wilson(rate.hits, rate.of), [position + aside] * 2, color=bar, lw=2)
    axes.plot(rate.share, position + aside, marker, mec=edge, mfc=face, mew=1.6, ms=6.5, clip_on=False, zorder=5)
