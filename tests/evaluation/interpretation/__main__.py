"""Measures how the answers to the pre-screen are read, without a server, in some seconds.

    .venv/bin/python -m tests.evaluation.interpretation --half development|test [--mistakes]

`--mistakes` quotes what went wrong, in the development half only.
"""

import argparse
import sys
import time

from bot.prescreen.interpretation.interpreter import read_interpreter
from bot.settings import PROJECT
from tests.evaluation.interpretation.report import confusion, mistakes, rates
from tests.evaluation.interpretation.rows import read_rows
from tests.evaluation.sets import Half
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder


def main() -> int:
    """Returns 1 when the half is not there."""
    parser = argparse.ArgumentParser(description="Measures how the answers to the pre-screen are read.")
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.DEVELOPMENT)
    parser.add_argument("--mistakes", action="store_true", help="quote what went wrong; development only")
    chosen = parser.parse_args()
    try:
        rows = read_rows(chosen.half)
    except FileNotFoundError as missing:
        print(f"{missing.filename} is not there.", file=sys.stderr)
        return 1
    models = PROJECT / "models"
    interpreter = read_interpreter(models, SentenceEncoder(ensure_encoder(models, fetch=False)))
    begun = time.perf_counter()
    read = [interpreter.read(row.question, row.text) for row in rows]
    milliseconds = 1000 * (time.perf_counter() - begun) / max(1, len(rows))
    print(f"Answers to the pre-screen, {chosen.half} half, {milliseconds:.1f} ms an answer")
    print(*rates(rows, read), sep="\n")
    print(*confusion(rows, read), sep="\n")
    if chosen.mistakes and chosen.half is Half.DEVELOPMENT:
        print(*mistakes(rows, read), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
