"""How a reply is judged, and how the judgements are added up: on replies made up here, never on the sets."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assembly import Parts
from bot.conversation.lookup import Lookup, Said
from bot.library.matching import SURE
from tests.evaluation import outcomes
from tests.evaluation.inside import EDGES, INTENTS, AtThreshold, Bin, Guess, Inside, bins, calibration_error
from tests.evaluation.measuring import HalfMeasured, Measured, judged
from tests.evaluation.outcomes import of_follow_up, of_other, of_question, of_two_questions, of_uncovered
from tests.evaluation.picture import AS_IT_SHOULD, LEVELS, NEARLY, WRONG, Shown, draw, level
from tests.evaluation.rates import Rate, Target, wilson
from tests.evaluation.report import (
    OTHER_KINDS,
    answered_as_fact,
    calibration_report,
    confusions,
    half_report,
    mistakes,
    rates,
    table,
    thresholds_report,
)
from tests.evaluation.safety_outcomes import SafetyMeasured, Screened
from tests.evaluation.safety_sets import Expected, SafetyRow
from tests.evaluation.sets import EvaluationSets, FollowUp, Half, Name, Other, Question, Row

QUESTION = Question("how long", ("session_duration", "number_of_sessions"), "a")
UNCOVERED = Other("what does it cost", "not_covered", "a")
BOTH = Question("how long and who", ("session_duration", "who_is_present"), "b")
FIRST: dict[str, Any] = {"kind": "answer", "entry": "ptsd", "text": "A long text about it.", "choices": []}


def reply(kind: str, entry: str | None = None, *choices: str, text: str = "…") -> dict[str, Any]:
    return {"kind": kind, "entry": entry, "text": text, "choices": [{"entry": choice} for choice in choices]}


def follow_up(asks: str | None = None, entry: str | None = None) -> FollowUp:
    return FollowUp("What of PTSD?", "ptsd", "go on", asks, entry, "c")


@pytest.mark.parametrize(
    ("message", "outcome"),
    [
        (reply("answer", "session_duration", "ptsd"), outcomes.RIGHT),
        (reply("answer", "number_of_sessions"), outcomes.RIGHT),
        (reply("answer", "ptsd", "session_duration"), outcomes.WRONG),
        (reply("clarify", None, "ptsd", "number_of_sessions"), outcomes.CLARIFIED),
        (reply("clarify", None, "ptsd"), outcomes.CLARIFIED_ASTRAY),
        (reply("not_covered"), outcomes.NOT_COVERED),
        (reply("crisis"), "taken for crisis"),
    ],
)
def test_a_covered_question(message: dict[str, Any], outcome: str) -> None:
    assert of_question([message], QUESTION) == outcome


def test_a_question_is_judged_by_what_is_said_first() -> None:
    assert (
        of_question([reply("support"), reply("answer", "session_duration")], QUESTION)
        == "taken for support" + outcomes.BESIDE
    )
    assert of_question([reply("support"), reply("answer", "ptsd")], QUESTION) == "taken for support"
    choices = reply("clarify", None, "session_duration")
    assert of_question([reply("answer", "ptsd"), choices], QUESTION) == outcomes.WRONG


def test_an_uncovered_question_may_get_no_answer_at_any_place() -> None:
    assert of_uncovered([reply("not_covered")]) == outcomes.RIGHT
    assert of_uncovered([reply("clarify", None, "ptsd")]) == "clarified"
    assert of_uncovered([reply("advice_declined")]) == "taken for advice_declined"
    assert of_uncovered([reply("advice_declined"), reply("answer", "ptsd")]) == outcomes.WRONG


@pytest.mark.parametrize("kind", ["notice", "prescreen_question", "consent"])
def test_a_wish_to_begin_may_be_met_with_whatever_the_pre_screen_says(kind: str) -> None:
    assert of_other([reply(kind)], "notice_or_prescreen") == outcomes.RIGHT


def test_another_message_is_right_by_its_kind() -> None:
    assert of_other([reply("privacy")], "privacy") == outcomes.RIGHT
    assert of_other([reply("notice")], "privacy") == "taken for notice"
    assert of_other([reply("answer", "ptsd"), reply("privacy")], "privacy") == "taken for answer"


def test_two_questions_may_be_answered_or_offered() -> None:
    one, other = reply("answer", "session_duration"), reply("answer", "who_is_present")
    assert of_two_questions([one, other], BOTH) == outcomes.RIGHT
    assert of_two_questions([one, reply("clarify", None, "who_is_present")], BOTH) == outcomes.RIGHT
    assert of_two_questions([reply("clarify", None, "session_duration", "who_is_present")], BOTH) == outcomes.RIGHT
    assert of_two_questions([one, one], BOTH) == outcomes.PARTLY
    assert of_two_questions([reply("not_covered")], BOTH) == outcomes.NEITHER
    related = reply("answer", "session_duration", "who_is_present")
    assert of_two_questions([related], BOTH) == outcomes.PARTLY, "a related topic's button is no offer"


@pytest.mark.parametrize(
    ("asked", "message", "outcome"),
    [
        (follow_up(entry="trauma"), reply("answer", "trauma"), outcomes.RIGHT),
        (follow_up(entry="trauma"), reply("answer", "ptsd"), outcomes.WRONG),
        (follow_up("simpler"), reply("answer", "ptsd", text="Short."), outcomes.RIGHT),
        (follow_up("simpler"), reply("answer", "ptsd", text=FIRST["text"]), "taken for answer"),
        (follow_up("simpler"), reply("answer", "trauma", text="Short."), "taken for answer"),
        (follow_up("simpler"), reply("support"), "taken for support"),
        (follow_up("next"), reply("answer", "trauma"), outcomes.RIGHT),
        (follow_up("next"), reply("clarify", None, "trauma"), outcomes.RIGHT),
        (follow_up("more"), reply("clarify", None, "trauma", "ptsd"), outcomes.RIGHT),
        (follow_up("more"), reply("clarify", None, "ptsd"), "taken for clarify"),
        (follow_up("more"), reply("answer", "trauma", "anxiety"), "taken for answer"),
        (follow_up("more"), reply("small_talk"), "taken for small_talk"),
    ],
)
def test_a_follow_up(asked: FollowUp, message: dict[str, Any], outcome: str) -> None:
    assert of_follow_up([message], asked, FIRST) == outcome


def test_a_follow_up_needs_the_answer_before_it() -> None:
    assert outcomes.is_answer_to([FIRST], "ptsd")
    assert not outcomes.is_answer_to([reply("answer", "trauma"), FIRST], "ptsd")
    assert not outcomes.is_answer_to([reply("clarify", None, "ptsd")], "ptsd")


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        (Name.ANSWERS, QUESTION, reply("answer", "session_duration")),
        (Name.NOT_COVERED, UNCOVERED, reply("not_covered")),
        (Name.MESSAGES, Other("bye", "small_talk", "b"), reply("small_talk")),
        (Name.TWO_QUESTIONS, BOTH, reply("clarify", None, "session_duration", "who_is_present")),
    ],
)
def test_each_set_has_its_own_judge(name: Name, row: Row, message: dict[str, Any]) -> None:
    assert judged(name, row, [message]) == outcomes.RIGHT
    assert judged(name, row, [reply("answer", "ocd")]) != outcomes.RIGHT


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (90, 100, 0.8256, 0.9448)]
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 2000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_stays_within_bounds(counts: tuple[int, int]) -> None:
    hits, of = counts
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of + 1e-9
    assert hits / of - 1e-9 <= high <= 1
    assert low < high


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert Rate("right", 0, 0, Target(0.9)).share == 0.0
    assert "nothing was asked" in str(Rate("right", 0, 0, Target(0.9)))


def test_a_rate_stands_beside_its_target() -> None:
    assert str(Rate("right", 9, 10, Target(0.9))).endswith("at least 90 %: met")
    assert str(Rate("right", 8, 10, Target(0.9))).endswith("at least 90 %: MISSED")
    assert str(Rate("wrong", 1, 10, Target(0.05, is_most=True))).endswith("at most 5 %: MISSED")
    assert str(Rate("wrong", 0, 10, Target(0.0, is_most=True))).endswith("at most 0 %: met")
    assert "80.0 %  [49.0, 94.3]" in str(Rate("right", 8, 10))


def half(name: Half = Half.TEST) -> HalfMeasured:
    """Eight rows, some of each set."""

    def one(which: Name, row: Row, outcome: str, *messages: dict[str, Any]) -> Measured:
        return Measured(name, which, row, outcome, messages)

    verdict = Other("SECRET can i have it", "verdict_declined", "b")
    rows = (
        one(Name.ANSWERS, QUESTION, outcomes.RIGHT, reply("answer", "session_duration")),
        one(Name.ANSWERS, Question("SECRET one", ("ptsd",), "a"), outcomes.WRONG, reply("answer", "trauma")),
        one(
            Name.ANSWERS,
            Question("SECRET two", ("ptsd",), "first"),
            outcomes.CLARIFIED,
            reply("clarify", None, "trauma", "ptsd"),
        ),
        one(Name.ANSWERS, Question("SECRET three", ("ocd",), "b"), "taken for crisis", reply("crisis")),
        one(Name.NOT_COVERED, Other("SECRET four", "not_covered", "a"), outcomes.WRONG, reply("answer", "ocd")),
        one(Name.MESSAGES, verdict, "taken for answer", reply("answer", "heart_bp")),
        one(Name.TWO_QUESTIONS, BOTH, outcomes.RIGHT, reply("clarify", None, "session_duration", "who_is_present")),
        one(Name.FOLLOW_UPS, follow_up("more"), outcomes.FIRST_MISSED, reply("not_covered")),
    )
    return HalfMeasured(name, rows, (10.0, 20.0, 30.0))


def test_the_main_rates() -> None:
    found = [(rate.hits, rate.of) for rate in rates(half())]
    assert found == [(1, 4), (2, 4), (1, 1), (0, 1), (1, 1)]
    assert answered_as_fact(half()).hits == 1


def test_the_table_counts_by_outcome_and_hand() -> None:
    lines = table(half().of(Name.ANSWERS), lambda each: each.row.hand)
    assert lines[0].split() == ["all", "first", "a", "b"]
    cells = {line[:44].strip(): line[44:].split() for line in lines[1:]}
    assert cells[outcomes.RIGHT] == ["1", "0", "1", "0"]
    assert cells[OTHER_KINDS] == ["1", "0", "0", "1"]
    assert cells["asked"] == ["4", "1", "2", "1"]
    assert lines[-1].split("  ")[-1].strip() == "0 %"


def test_the_report_tells_totals_and_no_text() -> None:
    text = "\n".join(half_report(half()))
    assert "TEST HALF, 8 messages" in text
    assert "p50 20 ms, p95 29 ms" in text
    assert "verdict_declined, answered as fact first: 1 of 1 (must be 0)" in text
    assert "first question missed" in text
    assert "SECRET" not in text


def test_mistakes_are_quoted_for_development_alone() -> None:
    assert list(mistakes(half(Half.TEST).rows)) == []
    text = "\n".join(mistakes(half(Half.DEVELOPMENT).rows))
    assert "expected ptsd; came answer (trauma)" in text
    assert "expected ptsd; came clarify (trauma, ptsd)" in text
    assert "after ptsd: What of PTSD?" in text
    assert text.count("SECRET") == 5
    assert QUESTION.text not in text


def test_confused_topics_are_counted() -> None:
    assert confusions(half().rows) == {
        ("ptsd", "trauma", outcomes.WRONG): 1,
        ("ptsd", "trauma", outcomes.CLARIFIED): 1,
        ("ocd", "crisis", "taken for crisis"): 1,
    }


def test_probabilities_are_held_against_what_was_right() -> None:
    guesses = [Guess(0.95, True), Guess(0.95, True), Guess(0.91, False), Guess(0.2, False), Guess(0.99, True)]
    found = bins(guesses)
    assert [(each.right, each.of) for each in found] == [(0, 1), (2, 3), (1, 1)]
    assert calibration_error(found) == pytest.approx((0.2 + abs(2.81 - 2) + 0.01) / 5)
    assert calibration_error([]) == 0.0
    assert "off by 20.4% on average" in "\n".join(calibration_report(found))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_every_guess_is_in_one_group(pairs: list[tuple[float, bool]]) -> None:
    found = bins([Guess(probability, right) for probability, right in pairs])
    assert sum(each.of for each in found) == len(pairs)
    assert sum(each.right for each in found) == sum(right for _, right in pairs)
    assert len(found) <= len(EDGES)
    assert 0 <= calibration_error(found) <= 1


def test_the_thresholds_around_the_one_in_use_are_told() -> None:
    lines = thresholds_report([AtThreshold(sure, 0.5, 0.1, 0.0) for sure in (-0.3, 0.2, 0.25)], 0.25)
    assert [line for line in lines if "in use" in line] == [lines[-2]]
    assert not any("-0.30" in line for line in lines)


def test_every_level_has_a_colour_of_its_own() -> None:
    assert len({color for color, _ in LEVELS.values()}) == len(LEVELS)
    levels = [level(each) for each in half().rows]
    assert levels[:3] == [AS_IT_SHOULD, WRONG, NEARLY]
    assert set(levels) <= set(LEVELS)


@pytest.mark.parametrize("halves", [[*Half], [Half.TEST]], ids=["both", "test"])
def test_a_picture_is_drawn(halves: list[Half], tmp_path: Path) -> None:
    measured = tuple(half(each) for each in halves)
    curve = tuple(AtThreshold(sure / 10, 1 - sure / 10, 0.1, 0.0) for sure in range(10))
    both = len(halves) == 2
    danger = Screened(SafetyRow("…", Expected.CRISIS, "direct", "one"), "crisis")
    safety = tuple(SafetyMeasured(each, (danger,)) for each in halves)
    shown = Shown(
        "2026-11-22", measured, curve if both else (), curve[2], 0.2, (Bin(0.5, 1, 2), Bin(0.9, 9, 10)), safety
    )
    draw(shown, tmp_path / "report.png")
    assert (tmp_path / "report.png").read_bytes().startswith(b"\x89PNG")


def test_the_lookup_is_seen_from_inside_as_it_is(small_parts: Parts) -> None:
    inside = Inside(small_parts)
    lookup = Lookup(small_parts.library)
    texts = [
        "How long does one session take?",
        "what does it cost",
        "heart",
        "",
        "Is it bad for my heart? How long is it?",
    ]
    for text in texts:
        first = lookup.acts(Said(text))[0]
        assert inside.answered(text) == getattr(first, "entry", None)
    sets = EvaluationSets((Question(texts[0], ("session_duration",), "a"),), (UNCOVERED,), (), (), ())
    never, in_use = inside.by_threshold(sets, [9.0, SURE])
    assert (never.right, never.wrong, never.uncovered_wrong) == (0.0, 0.0, 0.0)
    assert (in_use.right, in_use.wrong) == (1.0, 0.0)
    assert [guess.right for guess in inside.guesses(sets)] == [True, True]
    known = set(inside.classifier.labels)
    assert {intent for intents in INTENTS.values() for intent in intents} <= known, "an intent has another name now"
