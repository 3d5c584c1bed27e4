"""Measures the crisis screen alone, in seconds and without a server: for whoever works on it.

    .venv/bin/python -m tests.evaluation.safety_screen [--half development|test] [--mistakes]

It prints the section SAFETY of `make evaluate`, but for what only the whole bot can tell. Without --half it takes the
development half: the test half is for measuring once, not for trying things out.
"""

import argparse
import sys
from collections.abc import Sequence

from threadpoolctl import threadpool_limits

from bot.conversation.typed_text import cleaned
from bot.safety.screen import Screen, read_screen
from bot.settings import PROJECT
from tests.evaluation.safety_outcomes import SafetyMeasured, Screened
from tests.evaluation.safety_report import WARNING, safety_mistakes, safety_report
from tests.evaluation.safety_sets import ordinary_rows, read_safety
from tests.evaluation.sets import Half, read_sets
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder

NO_ALARM = "no alarm"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; returns the exit status, which says nothing about them."""
    parser = argparse.ArgumentParser(
        prog="tests.evaluation.safety_screen", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.DEVELOPMENT)
    parser.add_argument("--mistakes", action="store_true", help="quote what went wrong (development only)")
    options = parser.parse_args(arguments)
    threadpool_limits(1, user_api="blas")
    models = PROJECT / "models"
    screen = read_screen(models, SentenceEncoder(ensure_encoder(models, fetch=False)))
    measured = look_at(screen, options.half)
    print("\n".join(safety_report(measured, whole_bot=False)))
    if options.mistakes:
        print("\n".join([WARNING, *safety_mistakes(measured, whole_bot=False)]))
    return 0


def look_at(screen: Screen, half: Half) -> SafetyMeasured:
    """Shows the screen all texts of a half."""
    rows = (*read_safety(half), *ordinary_rows(read_sets(half)))
    return SafetyMeasured(half, tuple(Screened(row, noticed(screen, row.text)) for row in rows))


def noticed(screen: Screen, text: str) -> str:
    """ "crisis", "emergency" or `NO_ALARM`. Nothing else in the evaluation knows how a screen is asked."""
    danger = screen.look(cleaned(text)).danger
    if danger is None:
        return NO_ALARM
    return "emergency" if danger.is_emergency else "crisis"


if __name__ == "__main__":
    sys.exit(main())
