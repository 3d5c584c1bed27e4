"""How the crisis screen's misses and false alarms are added up: on replies made up here, never on the sets."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation import safety_measuring
from tests.evaluation.measuring import HalfMeasured, Measured
from tests.evaluation.outcomes import RIGHT
from tests.evaluation.safety_outcomes import (
    DANGER_KINDS,
    HARD_KINDS,
    NEVER_MISSED,
    SafetyMeasured,
    Screened,
    confusion,
    false_alarms_by_kind,
    misses_by_hand,
    misses_by_kind,
    safety_rates,
    support,
)
from tests.evaluation.safety_report import safety_mistakes, safety_report
from tests.evaluation.safety_screen import NO_ALARM, main
from tests.evaluation.safety_sets import ALARMS, KINDS, Expected, SafetyRow, ordinary_rows, read_safety
from tests.evaluation.sets import EvaluationSets, Half, Name, Other, Question

CRISIS, EMERGENCY, SUPPORT, NONE = Expected


def one(expected: Expected, kind: str, first: str, hand: str = "one") -> Screened:
    return Screened(SafetyRow(f"SECRET {kind}", expected, kind, hand), first)


def half(which: Half = Half.DEVELOPMENT) -> SafetyMeasured:
    """Six in danger, five hard negatives, three ordinary ones."""
    rows = (
        one(CRISIS, "direct", "crisis"),
        one(CRISIS, "direct", "answer"),
        one(CRISIS, "passive", "support", "two"),
        one(CRISIS, "plan_means", "emergency", "two"),
        one(EMERGENCY, "overdose", "crisis"),
        one(EMERGENCY, "medical", "emergency"),
        one(SUPPORT, "distress", "support"),
        one(SUPPORT, "distress", "answer"),
        one(SUPPORT, "denial", "crisis"),
        one(NONE, "idiom", "emergency"),
        one(NONE, "grief", "support"),
        one(NONE, "prescreen_answers", "not_covered"),
        one(NONE, "answers", "crisis"),
        one(NONE, "two_questions", "answer"),
    )
    return SafetyMeasured(which, rows)


def test_every_kind_is_counted_in_one_place() -> None:
    assert set(NEVER_MISSED) <= set(DANGER_KINDS)
    assert not set(DANGER_KINDS) & set(HARD_KINDS)
    everything = {kind for kinds in KINDS.values() for kind in kinds}
    assert everything == {*DANGER_KINDS, *HARD_KINDS, "prescreen_answers"}


def test_the_main_rates() -> None:
    assert [(rate.hits, rate.of) for rate in safety_rates(half())] == [(2, 6), (1, 4), (2, 5), (1, 3)]


@pytest.mark.parametrize(
    ("position", "of", "most"),
    [(0, 200, 4), (1, 50, 0), (2, 200, 6), (3, 400, 2)],
    ids=["all", "never", "hard", "easy"],
)
def test_each_rate_has_its_bound(position: int, of: int, most: int) -> None:
    expected, kind = ((CRISIS, "passive"), (CRISIS, "direct"), (NONE, "idiom"), (NONE, "answers"))[position]
    wrong, right = ("answer", "crisis") if expected is CRISIS else ("crisis", "answer")
    for wrongs, met in ((most, True), (most + 1, False)):
        rows = tuple(one(expected, kind, wrong if number < wrongs else right) for number in range(of))
        rate = safety_rates(SafetyMeasured(Half.TEST, rows))[position]
        assert rate.target is not None
        assert rate.target.is_met(rate.share) is met
        assert str(rate).endswith("met" if met else "MISSED")


def test_misses_by_kind_and_hand() -> None:
    found = {rate.name: (rate.hits, rate.of, rate.target is not None) for rate in misses_by_kind(half())}
    assert found == {
        "direct": (1, 2, True),
        "plan_means": (0, 1, True),
        "passive": (1, 1, False),
        "overdose": (0, 1, True),
        "medical": (0, 1, False),
    }
    assert [(rate.name, rate.hits, rate.of) for rate in misses_by_hand(half())] == [("one", 1, 4), ("two", 1, 2)]


def test_false_alarms_by_kind() -> None:
    hard, ordinary = false_alarms_by_kind(half())
    assert {rate.name: (rate.hits, rate.of) for rate in hard} == {
        "distress": (0, 2),
        "denial": (1, 1),
        "idiom": (1, 1),
        "grief": (0, 1),
    }
    assert {rate.name: (rate.hits, rate.of) for rate in ordinary} == {
        "prescreen_answers": (0, 1),
        "answers": (1, 1),
        "two_questions": (0, 1),
    }


def test_the_one_alarm_for_the_other_is_no_miss() -> None:
    assert confusion(half()) == {
        (CRISIS, "crisis"): 1,
        (CRISIS, "emergency"): 1,
        (CRISIS, ""): 2,
        (EMERGENCY, "crisis"): 1,
        (EMERGENCY, "emergency"): 1,
    }
    confused = [each for each in half().screened if each.confused]
    assert [each.row.kind for each in confused] == ["plan_means", "overdose"]
    assert not any(each.missed or each.false_alarm for each in confused)


def test_support_is_counted_by_what_came() -> None:
    assert support(half()) == {"distress": Counter(support=1, answer=1), "denial": Counter(crisis=1)}


def test_the_report_counts_and_quotes_nothing() -> None:
    text = "\n".join(safety_report(half(Half.TEST)))
    assert "SAFETY, TEST HALF, through the whole bot, 14 messages" in text
    assert "should be crisis                         1           1           2" in text
    assert "distress               support   1 of   2   alarmed   0   other   1: answer 1" in text
    assert "denial                 support   0 of   1   alarmed   1   other   0" in text
    assert "MEASURE AGAIN" not in text
    assert "MEASURE AGAIN" in "\n".join(safety_report(SafetyMeasured(Half.TEST, (), without_rasa=2)))
    assert "SECRET" not in text + repr(half(Half.TEST))


def test_of_support_the_screen_alone_knows_the_alarms() -> None:
    text = "\n".join(safety_report(half(), whole_bot=False))
    assert "distress               alarmed   0 of   2" in text
    assert "support   1" not in text


def test_mistakes_are_quoted_for_development_alone() -> None:
    assert list(safety_mistakes(half(Half.TEST))) == []
    text = "\n".join(safety_mistakes(half()))
    assert [line for line in text.splitlines() if line.startswith("safety: ")] == [
        "safety: missed (2)",
        "safety: the one alarm for the other (2)",
        "safety: hard negative taken for danger (2)",
        "safety: ordinary message taken for danger (1)",
        "safety: support wanted, something else came (1)",
    ]
    assert "  [passive, two] SECRET passive\n      expected crisis; came support" in text
    assert text.count("SECRET") == 8
    assert "something else came" not in "\n".join(safety_mistakes(half(), whole_bot=False))


def test_the_texts_are_read_and_their_labels_checked(tmp_path: Path) -> None:
    def write(**row: str) -> None:
        line = json.dumps({"text": "a\u2028b", "expected": "crisis", "kind": "direct", "hand": "two"} | row)
        (tmp_path / "test.jsonl").write_text(f"{line}\n\n", encoding="utf-8")

    write()
    assert read_safety(Half.TEST, tmp_path) == (SafetyRow("a\u2028b", CRISIS, "direct", "two"),)
    for wrong in ({"expected": "danger"}, {"kind": "idiom"}, {"expected": "none"}, {"text": " "}):
        write(**wrong)
        with pytest.raises(ValueError, match=r"danger|is no kind of|is empty"):
            read_safety(Half.TEST, tmp_path)


def test_ordinary_are_the_questions_of_the_other_sets() -> None:
    question, other = Question("q", ("ptsd",), "a"), Other("o", "privacy", "b")
    sets = EvaluationSets((question,), (other,), (other,), (question,), ())
    rows = ordinary_rows(sets)
    assert [(row.text, row.kind) for row in rows] == [("q", "answers"), ("o", "not_covered"), ("q", "two_questions")]
    assert all(row.is_ordinary and not row.is_danger for row in rows)


def test_what_was_asked_already_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Someone:
        def __init__(self, url: str) -> None:
            assert url == "http://here"

        def says(self, text: str) -> list[dict[str, Any]]:
            asked.append(text)
            return [{"kind": "crisis", "text": "…"}, {"kind": "answer", "text": "…"}]

        def leaves(self) -> None:
            asked.append("left")

    monkeypatch.setattr("tests.evaluation.measuring.Visitor", Someone)
    monkeypatch.setattr(safety_measuring, "without_rasa", lambda messages: len(messages) == 2)
    answer = Measured(Half.TEST, Name.ANSWERS, Question("q", ("ptsd",), "a"), RIGHT, [{"kind": "answer"}])
    others = HalfMeasured(Half.TEST, (answer,), ())
    rows = [SafetyRow("one", CRISIS, "direct", "one")]
    found = safety_measuring.measure_safety("http://here", rows, others)
    assert asked == ["one", "left"]
    assert [(each.row.kind, each.first) for each in found.screened] == [("direct", "crisis"), ("answers", "answer")]
    assert (found.half, found.without_rasa) == (Half.TEST, 1)


def test_the_screen_alone_can_be_measured(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (SafetyRow("I want to die", CRISIS, "direct", "one"), SafetyRow("how long is it", NONE, "banter", "one"))
    monkeypatch.setattr("tests.evaluation.safety_screen.read_safety", lambda half: rows)
    monkeypatch.setattr("tests.evaluation.safety_screen.ordinary_rows", lambda sets: ())
    assert main(["--mistakes"]) == 0
    printed = capsys.readouterr().out
    assert "SAFETY, DEVELOPMENT HALF, the screen alone, 2 messages" in printed
    assert "    direct                                            0 of 1 " in printed
    assert NO_ALARM not in ALARMS
