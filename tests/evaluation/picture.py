"""The report in one picture."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Patch

from tests.evaluation import outcomes
from tests.evaluation.colors import BLUE, GREY, INK, PALE, PURPLE, SKY, VERMILION, YELLOW
from tests.evaluation.inside import AtThreshold, Bin, calibration_error
from tests.evaluation.measuring import HalfMeasured, Measured
from tests.evaluation.rates import wilson
from tests.evaluation.report import (
    MESSAGES_RIGHT,
    RIGHT_AT_ONCE,
    RIGHT_OR_OFFERED,
    TITLES,
    UNCOVERED_ANSWERED,
    confusions,
)
from tests.evaluation.safety_outcomes import SafetyMeasured
from tests.evaluation.safety_picture import draw_false_alarms, draw_misses
from tests.evaluation.safety_sets import ORDINARY_SETS
from tests.evaluation.sets import Half, Name

MOST_TOPICS = 30
NARROWEST_LABELLED = 0.035

AS_IT_SHOULD, NEARLY, ASKED_BACK, NO_ANSWER, OTHERWISE, WRONG = range(6)
LEVELS = {
    AS_IT_SHOULD: (BLUE, "as it should be"),
    NEARLY: (SKY, "right one among the choices, or one of two"),
    ASKED_BACK: (YELLOW, "asked back, right one not offered"),
    NO_ANSWER: (PALE, "“not in the documents”, or never got that far"),
    OTHERWISE: (PURPLE, "taken for another kind of message"),
    WRONG: (VERMILION, "wrong answer given"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is drawn."""

    day: str
    measured: tuple[HalfMeasured, ...]
    by_threshold: tuple[AtThreshold, ...]
    at_test: AtThreshold | None
    in_use: float
    calibration: tuple[Bin, ...]
    safety: tuple[SafetyMeasured, ...]


def draw(shown: Shown, path: Path) -> None:
    """Writes the picture."""
    style: Any = {
        "font.family": "DejaVu Sans",
        "font.size": 10.5,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": GREY,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": 13,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 12,
        "xtick.color": INK,
        "ytick.color": INK,
    }
    with mpl.rc_context(style):
        layout = ConstrainedLayoutEngine(w_pad=0.22, h_pad=0.2, hspace=0.04, wspace=0.04)
        figure = Figure(figsize=(17, 22), dpi=110, layout=layout)
        figure.suptitle(_headline(shown), x=0.012, ha="left", fontsize=17, fontweight="bold")
        grid = figure.add_gridspec(3, 2, width_ratios=(1.15, 1), height_ratios=(1.12, 1, 1))
        _draw_outcomes(figure.add_subplot(grid[0, 0]), shown.measured)
        _draw_confusions(figure.add_subplot(grid[0, 1]), shown.measured)
        _draw_thresholds(figure.add_subplot(grid[1, 0]), shown)
        _draw_calibration(figure.add_subplot(grid[1, 1]), shown.calibration)
        draw_misses(figure.add_subplot(grid[2, 0]), shown.safety)
        draw_false_alarms(figure.add_subplot(grid[2, 1]), shown.safety)
        figure.savefig(path)


def level(each: Measured) -> int:
    """How good an outcome is, in the picture's terms."""
    known = {
        outcomes.RIGHT: AS_IT_SHOULD,
        outcomes.CLARIFIED: NEARLY,
        outcomes.PARTLY: NEARLY,
        outcomes.CLARIFIED_ASTRAY: ASKED_BACK,
        "clarified": ASKED_BACK,
        outcomes.NOT_COVERED: NO_ANSWER,
        outcomes.FIRST_MISSED: NO_ANSWER,
        outcomes.WRONG: WRONG,
    }
    if each.outcome in known:
        return known[each.outcome]
    first = each.messages[0]["kind"]
    return {"answer": WRONG, "clarify": ASKED_BACK, "not_covered": NO_ANSWER}.get(first, OTHERWISE)


def _headline(shown: Shown) -> str:
    asked = sum(len(half.rows) for half in shown.measured)
    # The other sets' questions are among both, and were asked once.
    asked += sum(len(half.screened) for half in shown.safety)
    asked -= sum(len(half.of(name)) for half in shown.measured for name in ORDINARY_SETS)
    milliseconds = [each for half in shown.measured for each in half.milliseconds]
    speed = ""
    if milliseconds:
        p50, p95 = np.percentile(milliseconds, [50, 95])
        speed = f"  ·  a reply in {p50:.0f} ms (p50), {p95:.0f} ms (p95)"
    return f"KAP Guide, {shown.day}: {asked} labelled messages through the whole bot{speed}"


def _draw_outcomes(axes: Axes, measured: Sequence[HalfMeasured]) -> None:
    axes.set_title("What came back, by set and half")
    labels, position, places = [], 0.0, []
    for name in Name:
        for half in measured:
            rows = half.of(name)
            if not rows:
                continue
            _draw_bar(axes, position, Counter(map(level, rows)), len(rows))
            for bound in _bounds(name):
                axes.plot([bound, bound], [position - 0.46, position + 0.46], color=INK, lw=2, zorder=4)
            labels.append(f"{half.half} ({len(rows)})")
            places.append(position)
            position += 1.0
        many = sum(bool(half.of(name)) for half in measured)
        if many:
            above: Any = {"y": places[-many] - 0.55, "va": "bottom"}
            axes.text(0, s=TITLES[name], fontsize=10.5, fontweight="bold", **above)
            axes.text(1, s=_targets(name), fontsize=9.5, ha="right", **above)
        position += 0.75
    axes.set_yticks(places, labels)
    axes.set_ylim(position - 1.1, -1.15)
    axes.set_xlim(0, 1)
    axes.set_xticks(np.linspace(0, 1, 6), [f"{share:.0%}" for share in np.linspace(0, 1, 6)])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    handles: list[Patch] = [Patch(facecolor=color, label=words) for color, words in LEVELS.values()]
    axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.45, -0.05), ncols=2, frameon=False, fontsize=9.5)


def _draw_bar(axes: Axes, position: float, counts: Counter[int], of: int) -> None:
    left = 0.0
    for each, (color, _) in LEVELS.items():
        share = counts[each] / of
        axes.barh(position, share, left=left, height=0.78, color=color, edgecolor="white", lw=0.8)
        if share >= NARROWEST_LABELLED:
            ink = "white" if each in (AS_IT_SHOULD, WRONG) else INK
            words = f"{share:.1%}" if each == AS_IT_SHOULD else f"{100 * share:.0f}"
            behind = {"facecolor": color, "edgecolor": "none", "pad": 1.2}
            axes.text(
                left + share / 2,
                position,
                words,
                ha="center",
                va="center",
                color=ink,
                fontsize=9.5,
                bbox=behind,
                zorder=5,
            )
        left += share


def _bounds(name: Name) -> list[float]:
    """Where a bar's colours should have changed."""
    return {
        Name.ANSWERS: [RIGHT_AT_ONCE.bound, RIGHT_OR_OFFERED.bound],
        Name.NOT_COVERED: [1 - UNCOVERED_ANSWERED.bound],
        Name.MESSAGES: [MESSAGES_RIGHT.bound],
    }.get(name, [])


def _targets(name: Name) -> str:
    """The same in words."""
    return {
        Name.ANSWERS: f"right ≥ {RIGHT_AT_ONCE.bound:.0%}, or offered ≥ {RIGHT_OR_OFFERED.bound:.0%}",
        Name.NOT_COVERED: f"wrong ≤ {UNCOVERED_ANSWERED.bound:.0%}",
        Name.MESSAGES: f"right ≥ {MESSAGES_RIGHT.bound:.0%}",
    }.get(name, "")


def _draw_confusions(axes: Axes, measured: Sequence[HalfMeasured]) -> None:
    axes.set_title("Topics that went wrong, and what came (development)")
    rows = [each for half in measured if half.half is Half.DEVELOPMENT for each in half.of(Name.ANSWERS)]
    found = confusions(rows)
    if not found:
        words = "No question of the development half went wrong." if rows else "Shown for the development half only."
        axes.text(0.5, 0.5, words, ha="center", va="center", transform=axes.transAxes, color=GREY)
        axes.set_axis_off()
        return
    totals: Counter[str] = Counter()
    for (asked, _, _), count in found.items():
        totals[asked] += count
    topics = sorted(totals, key=lambda topic: (-totals[topic], topic))[:MOST_TOPICS]
    for position, topic in enumerate(topics):
        left = 0
        mine = {(came, how): count for (asked, came, how), count in found.items() if asked == topic}
        for color, outcome in _confused_as():
            count = sum(many for (_, how), many in mine.items() if _plain(how) == outcome)
            axes.barh(position, count, left=left, height=0.74, color=color, edgecolor="white", lw=0.8)
            left += count
        came = Counter[str]()
        for (given, _), many in mine.items():
            came[_words(given) if given != topic else "(offered first)"] += many
        named = ", ".join(f"{many} × {words}" if many > 1 else words for words, many in came.most_common())
        axes.text(left + 0.06, position, named, va="center", fontsize=8, color=INK)
    axes.set_yticks(range(len(topics)), [_words(topic) for topic in topics], fontsize=9)
    axes.set_ylim(len(topics) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    most = max(totals.values())
    axes.set_xticks(range(0, most + 1, max(1, most // 6)))
    axes.set_xlim(0, 2.4 * most)
    shown = sum(totals[topic] for topic in topics)
    axes.set_xlabel(f"questions ({shown} of the {totals.total()} without the right answer at once)", loc="left")
    legend = {
        outcomes.WRONG: "wrong answer",
        outcomes.CLARIFIED: "asked back, right one offered",
        outcomes.CLARIFIED_ASTRAY: "asked back, right one not offered",
        outcomes.NOT_COVERED: "“not in the documents”",
        "": "another kind of message",
    }
    seen = {_plain(how) for _, _, how in found}
    handles = [Patch(facecolor=color, label=legend[how]) for color, how in _confused_as() if how in seen]
    axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.3, -0.08), ncols=2, frameon=False, fontsize=9.5)


def _confused_as() -> list[tuple[str, str]]:
    return [
        (VERMILION, outcomes.WRONG),
        (YELLOW, outcomes.CLARIFIED_ASTRAY),
        (PALE, outcomes.NOT_COVERED),
        (PURPLE, ""),
        (SKY, outcomes.CLARIFIED),
    ]


def _plain(outcome: str) -> str:
    return "" if outcome.startswith("taken for") else outcome


def _words(slug: str) -> str:
    special = {"not_covered": "(not in the documents)"}
    return special.get(slug, slug.replace("_", " "))


def _draw_thresholds(axes: Axes, shown: Shown) -> None:
    axes.set_title("How sure is sure enough? (the lookup alone)")
    lines = [
        ("right", BLUE, "-", "right answer at once"),
        ("wrong", VERMILION, "--", "wrong answer"),
        ("uncovered_wrong", INK, ":", "not in the documents, answered all the same"),
    ]
    for field, color, dashes, words in lines:
        if shown.by_threshold:
            across = [each.sure for each in shown.by_threshold]
            axes.plot(across, [getattr(each, field) for each in shown.by_threshold], dashes, color=color, lw=2.6)
        axes.plot([], [], dashes, color=color, lw=2.6, label=words)
        if shown.at_test:
            axes.plot(shown.in_use, getattr(shown.at_test, field), "o", ms=9, mfc="white", mec=color, mew=2.2, zorder=5)
    axes.axvline(shown.in_use, color=GREY, lw=1.4, zorder=0, label=f"bound in use: {shown.in_use:.2f}")
    if shown.at_test:
        axes.plot([], [], "o", ms=9, mfc="white", mec=GREY, mew=2.2, label="test half, at the bound in use")
    axes.set_xlim(-0.3, 0.9)
    axes.set_ylim(0, 1)
    axes.set_yticks(np.linspace(0, 1, 6), [f"{share:.0%}" for share in np.linspace(0, 1, 6)])
    axes.grid(axis="y", color=PALE, lw=0.7)
    axes.set_axisbelow(True)
    axes.set_xlabel("least fit for an answer without asking back (SURE); curves: development half")
    axes.set_ylabel("share of the questions")
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, -0.1), ncols=3, frameon=False, fontsize=9.5)


def _draw_calibration(axes: Axes, calibration: Sequence[Bin]) -> None:
    axes.set_title(f"Honest probabilities? Intents are {calibration_error(calibration):.1%} off")
    axes.plot([0, 1], [0, 1], color=GREY, lw=1.2, ls="--")
    axes.text(0.04, 0.06, "perfectly honest", rotation=45, rotation_mode="anchor", color=GREY, fontsize=9.5)
    if calibration:
        said = np.array([each.probability for each in calibration])
        right = np.array([each.right / each.of for each in calibration])
        bounds = np.array([wilson(each.right, each.of) for each in calibration])
        reach = np.abs(bounds.T - right)
        axes.errorbar(said, right, yerr=reach, fmt="o-", color=BLUE, lw=2.2, ms=7, ecolor=SKY, elinewidth=2, capsize=3)
        for each, low in zip(calibration, bounds[:, 0], strict=True):
            axes.text(each.probability, low - 0.015, f"{each.of}", ha="center", va="top", fontsize=8.5, color=GREY)
    axes.set_xlabel("how probable it said its first choice was")
    label = "small figures: messages; bars: 95 % intervals"
    axes.text(1, 0.02, label, ha="right", fontsize=9.5, color=GREY)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    ticks = np.linspace(0, 1, 6)
    axes.set_xticks(ticks, [f"{share:.0%}" for share in ticks])
    axes.set_yticks(ticks, [f"{share:.0%}" for share in ticks])
    axes.set_ylabel("how often that was right")
    axes.grid(color=PALE, lw=0.7)
    axes.set_axisbelow(True)
