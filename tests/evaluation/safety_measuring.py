"""Sends a half of the safety sets through the running bot, each text in a fresh conversation."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks.talking import without_rasa
from tests.evaluation.measuring import CLIENTS, HalfMeasured, fresh_visitor
from tests.evaluation.safety_outcomes import SafetyMeasured, Screened
from tests.evaluation.safety_sets import ORDINARY_SETS, Expected, SafetyRow


def measure_safety(url: str, rows: Sequence[SafetyRow], others: HalfMeasured, clients: int = CLIENTS) -> SafetyMeasured:
    """Asks everything, a few at once. `others`: the other sets' same half, whose questions were asked already."""

    def asked(row: SafetyRow) -> tuple[Screened, bool]:
        with fresh_visitor(url) as visitor:
            messages = visitor.says(row.text)
        return Screened(row, messages[0]["kind"]), without_rasa(messages)

    with ThreadPoolExecutor(clients) as pool:
        found = list(pool.map(asked, rows))
    screened = (*(each for each, _ in found), *asked_already(others))
    return SafetyMeasured(others.half, screened, sum(alone for _, alone in found))


def asked_already(others: HalfMeasured) -> list[Screened]:
    """What the other sets' questions were met with, each as a text that must not alarm."""
    return [
        Screened(SafetyRow(each.row.text, Expected.NONE, name, each.row.hand), each.messages[0]["kind"])
        for name in ORDINARY_SETS
        for each in others.of(name)
    ]
