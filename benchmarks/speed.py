"""How fast KAP Guide is beside Rasa's own starter project, in one run on one machine.

    .venv/bin/python -m benchmarks.speed [--quick]

Trains both, starts each three times, has one visitor talk to them by turns and then ten and forty at once, one bot
after the other while the other one idles, and looks at their memory after that. Every message of ours goes through
the app, the crisis screen, Rasa, the webhook and a commit, and every fifth one opens a conversation; the starter
project keeps its conversations in memory. A busy machine slows both, so quote the ratios. Takes about seven minutes.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.guide import Guide
from benchmarks.processes import Failed
from benchmarks.starter_project import StarterProject, versions
from benchmarks.talking import (
    STARTERS_WORDS,
    Conversation,
    GuidesVisitor,
    StartersVisitor,
    conversations,
    messages_per_second,
)
from bot.safety.screen import read_screen
from tests.live_bot import ENGINE_PYTHON
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder

CLIENTS = (10, 40)


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    starts: int
    conversations: int
    rounds: int
    seconds: float


WHOLE = Extent(starts=3, conversations=40, rounds=3, seconds=8)
QUICK = Extent(starts=1, conversations=6, rounds=1, seconds=4)


@dataclass(frozen=True)
class Row:
    """One line of the table: a figure of each, and what ours should be."""

    name: str
    ours: float
    theirs: float
    target: str = ""

    def __str__(self) -> str:
        ratio = self.ours / self.theirs
        return f"{self.name:33s} {self.ours:10.1f} {self.theirs:10.1f} {ratio:7.2f}   {self.target}".rstrip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds, to see that it works")
    extent = QUICK if parser.parse_args(arguments).quick else WHOLE
    if not ENGINE_PYTHON.exists():
        print("Rasa is not installed here; run `make prepare` first.", file=sys.stderr)
        return 1
    try:
        rows, notes = _measured(extent)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"{'':33s} {'KAP Guide':>10s} {'starter':>10s} {'ratio':>7s}   target")
    print("\n".join([*map(str, rows), "", *notes]))
    return 0


def _measured(extent: Extent) -> tuple[list[Row], list[str]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        guide, starter = Guide(folder / "guide"), StarterProject(folder / "starter")
        stack.callback(starter.stop)
        stack.callback(guide.stop)
        _say("Training both.")
        training = Row("training anew, seconds", guide.train(), starter.train(), "KAP Guide <= 30 s")
        guide.fill()
        said = _conversations(guide)
        _say("Starting both.")
        ready = Row("process start to ready, seconds", *_starts(guide, starter, extent.starts), "ratio <= 0.70")
        _say("Talking to both, one visitor.")
        ours, theirs = _by_turns(guide, starter, said, extent.conversations)
        rows = [
            Row("one visitor, p50 in ms", statistics.median(ours), statistics.median(theirs), "ratio <= 0.50"),
            Row("one visitor, p95 in ms", _p95(ours), _p95(theirs)),
        ]
        spreads = []
        for clients in CLIENTS:
            _say(f"Talking to both, {clients} visitors.")
            ours, theirs = _crowds(guide, starter, said, clients, extent)
            name = f"{clients} visitors, messages a second"
            rows.append(Row(name, statistics.median(ours), statistics.median(theirs), "ratio >= 1.80"))
            spreads.append(f"{name}, each round: KAP Guide {_listed(ours)}; starter {_listed(theirs)}.")
        memory = guide.memory()
        rows += [training, ready, Row("resident memory, MB", memory.bot, starter.megabytes(), "ratio <= 1.00")]
    return rows, [
        *spreads,
        f"KAP Guide's process manager, not counted above: {memory.manager:.0f} MB.",
        *_notes(extent),
    ]


def _conversations(guide: Guide) -> list[Conversation]:
    models = guide.settings.models_dir
    screen = read_screen(models, SentenceEncoder(ensure_encoder(models, fetch=False)))
    return conversations(guide.settings, screen)


def _starts(guide: Guide, starter: StarterProject, times: int) -> tuple[float, float]:
    """The median seconds of each; only one of them is starting at a time, and both run in the end."""
    ours, theirs = [], []
    for _ in range(times):
        ours.append(guide.start())
        guide.stop()
        theirs.append(starter.start())
        starter.stop()
    guide.start()
    starter.start()
    return statistics.median(ours), statistics.median(theirs)


def _by_turns(
    guide: Guide, starter: StarterProject, said: Sequence[Conversation], many: int
) -> tuple[list[float], list[float]]:
    """The milliseconds of each message, after a conversation for warming up."""
    ours: list[float] = []
    theirs: list[float] = []
    for mine in said[: 1 + many]:
        with (
            closing(GuidesVisitor(guide.settings.port)) as patient,
            closing(StartersVisitor(starter.port)) as other,
        ):
            for question, words in zip(mine, STARTERS_WORDS, strict=True):
                ours.append(_milliseconds(patient.says, question))
                theirs.append(_milliseconds(other.says, words))
    return ours[len(STARTERS_WORDS) :], theirs[len(STARTERS_WORDS) :]


def _crowds(
    guide: Guide, starter: StarterProject, said: Sequence[Conversation], clients: int, extent: Extent
) -> tuple[list[float], list[float]]:
    """Messages a second of each, round by round."""
    ours, theirs = [], []
    for _ in range(extent.rounds):
        ours.append(messages_per_second("guide", guide.settings.port, clients, extent.seconds, said))
        theirs.append(messages_per_second("starter", starter.port, clients, extent.seconds, [STARTERS_WORDS]))
    return ours, theirs


def _milliseconds(say: Callable[[str], object], text: str) -> float:
    begun = time.perf_counter()
    say(text)
    return (time.perf_counter() - begun) * 1000


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _listed(figures: Iterable[float]) -> str:
    return ", ".join(f"{figure:.1f}" for figure in figures)


def _notes(extent: Extent) -> list[str]:
    found = versions()
    shape = (
        f"{extent.conversations * len(STARTERS_WORDS)} messages each by turns; {extent.rounds} round(s) of "
        f"{extent.seconds:.0f} s by turns; {extent.starts} start(s); {os.cpu_count()} processors."
    )
    notes = [f"The starter project ran with Rasa {found.rasa} and jsonschema {found.jsonschema}.", shape]
    return [*notes, "A quick run: the figures are rough."] if extent is QUICK else notes


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
