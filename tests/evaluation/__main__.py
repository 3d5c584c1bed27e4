"""Runs the evaluation sets through the whole bot and writes what came of it to var/evaluation/.

    .venv/bin/python -m tests.evaluation [--half development|test]

report.txt holds the figures, report.png shows them, mistakes-development.txt quotes what went wrong in the half that
may be read. The bot is the real one: Rasa and the app as processes, on free ports, over a database of its own.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.assembly import assemble
from bot.library.matching import SURE
from bot.library.publishing import import_if_empty
from bot.settings import PROJECT, Settings
from bot.storage.database import upgrade
from tests.conftest import free_port
from tests.evaluation.guard import Guard, SafetyGuard, TextGuard, all_texts
from tests.evaluation.inside import Inside, bins
from tests.evaluation.learned import learned_texts
from tests.evaluation.measuring import CLIENTS, HalfMeasured, measure
from tests.evaluation.picture import Shown, draw
from tests.evaluation.plain_encoder import plain_encoder
from tests.evaluation.report import calibration_report, half_report, mistakes, thresholds_report
from tests.evaluation.safety_measuring import measure_safety
from tests.evaluation.safety_outcomes import SafetyMeasured
from tests.evaluation.safety_report import WARNING, safety_mistakes, safety_report
from tests.evaluation.safety_sets import SafetyRow, read_safety
from tests.evaluation.sets import EvaluationSets, Half, read_sets
from tests.evaluation.suspects import suspects
from tests.live_bot import ENGINE_PYTHON, LiveBot
from understanding.classifier import INTENTS_FILE

FOLDER = PROJECT / "var" / "evaluation"
# Four clients on a busy machine can wait longer than a person should; that is no reason to measure without Rasa.
ENGINE_PATIENCE_SECONDS = "30"


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the report; returns the exit status, which says nothing about the figures."""
    parser = argparse.ArgumentParser(prog="tests.evaluation", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--half", type=Half, choices=list(Half), help="one half only; else both")
    parser.add_argument("--limit", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not (ENGINE_PYTHON.exists() and (PROJECT / "models" / INTENTS_FILE).exists()):
        print("The bot is not prepared yet; run `make prepare` first.", file=sys.stderr)
        return 1
    halves = [options.half] if options.half else list(Half)
    sets = {half: _some(read_sets(half), options.limit) for half in halves}
    safety = {half: read_safety(half)[: options.limit] for half in halves}
    with tempfile.TemporaryDirectory(prefix="evaluation-") as temporary:
        settings = Settings(
            data_dir=Path(temporary),
            models_dir=PROJECT / "models",
            content_dir=PROJECT / "content",
            database_url="",
            engine_port=free_port(),
            rate_limits="off",
        )
        _say("Filling a database from content/.")
        upgrade(settings)
        import_if_empty(settings)
        parts = assemble(settings)
        try:
            inside = Inside(parts)
            _say("Trying thresholds on the library alone.")
            by_threshold = inside.by_threshold(sets[Half.DEVELOPMENT]) if Half.DEVELOPMENT in sets else []
            at_test = inside.by_threshold(sets[Half.TEST], [SURE])[0] if Half.TEST in sets else None
            calibration = bins([guess for each in sets.values() for guess in inside.guesses(each)])
        finally:
            parts.close()
        _say("Starting the bot.")
        measured, screened = _through_the_whole_bot(settings.data_dir, sets, safety)
    with tempfile.TemporaryDirectory() as folder:
        plain = plain_encoder(PROJECT / "models" / "encoder", Path(folder))
    learned = plain.encode(suspects(all_texts(), learned_texts()))
    guards = (
        Guard({half: read_sets(half) for half in Half}, learned, plain.encode),
        SafetyGuard({half: read_safety(half) for half in Half}, learned, plain.encode),
    )
    today = date.today().isoformat()  # noqa: DTZ011
    shown = Shown(today, tuple(measured), tuple(by_threshold), at_test, SURE, tuple(calibration), tuple(screened))
    _write(shown, guards)
    return 0


def _some(sets: EvaluationSets, limit: int | None) -> EvaluationSets:
    return EvaluationSets(
        answers=sets.answers[:limit],
        not_covered=sets.not_covered[:limit],
        messages=sets.messages[:limit],
        two_questions=sets.two_questions[:limit],
        follow_ups=sets.follow_ups[:limit],
    )


def _through_the_whole_bot(
    data_dir: Path, sets: dict[Half, EvaluationSets], safety: dict[Half, tuple[SafetyRow, ...]]
) -> tuple[list[HalfMeasured], list[SafetyMeasured]]:
    os.environ["KAP_ENGINE_TIMEOUT"] = ENGINE_PATIENCE_SECONDS
    bot = LiveBot(data_dir, (free_port(), free_port(), free_port()))
    try:
        bot.start()
        measured, screened = [], []
        for half, each in sets.items():
            begun = time.monotonic()
            measured.append(measure(bot.url, half, each))
            screened.append(measure_safety(bot.url, safety[half], measured[-1]))
            many = len(each.texts()) + len(safety[half])
            _say(f"Asked the {half} half, {many} messages, in {time.monotonic() - begun:.0f} s.")
        return measured, screened
    finally:
        bot.stop()


def _write(shown: Shown, guards: Sequence[TextGuard]) -> None:
    lines = [
        f"KAP Guide, measured on {shown.day} through the whole bot, {CLIENTS} clients at once",
        "In brackets: 95 % intervals (Wilson). The sets and their halves: tests/evaluation/README.md",
        "",
    ]
    for half, screened in zip(shown.measured, shown.safety, strict=True):
        lines += [*half_report(half), *safety_report(screened)]
    if shown.by_threshold:
        lines += thresholds_report(shown.by_threshold, shown.in_use)
    lines += calibration_report(shown.calibration)
    for title, guard in zip(("The sets themselves", "The safety sets themselves"), guards, strict=True):
        lines += [f"{title}, both halves"]
        lines += [f"    rows that are like an earlier row: {guard.share_of_twins():.1%}"]
        learned = guard.learned()
        lines += [f"    like a text that was learned: {line}" for line in learned] or [
            "    nothing in them was learned"
        ]
    FOLDER.mkdir(parents=True, exist_ok=True)
    report = "\n".join(lines) + "\n"
    (FOLDER / "report.txt").write_text(report, encoding="utf-8")
    if any(half.half is Half.DEVELOPMENT for half in shown.measured):
        text = "\n".join([f"Mistakes in the development half, {shown.day}", WARNING, *_mistakes(shown)]) + "\n"
        (FOLDER / "mistakes-development.txt").write_text(text, encoding="utf-8")
    draw(shown, FOLDER / "report.png")
    print(report)
    print(f"Written to {FOLDER.relative_to(PROJECT)}/.")


def _mistakes(shown: Shown) -> Iterator[str]:
    yield from mistakes([each for half in shown.measured for each in half.rows])
    for half in shown.safety:
        yield from safety_mistakes(half)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
