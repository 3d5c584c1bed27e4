"""The benchmark's own arithmetic: what it measures, how it chooses a threshold, and that it can do without its data."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.nlu import (
    BOTS,
    FOLDS,
    OUT_OF_SCOPE,
    Examples,
    Guesses,
    best_threshold,
    correlation,
    in_scope_accuracy,
    main,
    out_of_scope_recall,
    read,
    splits,
    threshold_from_training,
)

LABELS = st.sampled_from(["cost", "delivery", "returns", OUT_OF_SCOPE])
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=40)
ANSWERS = st.lists(st.tuples(LABELS, LABELS, st.floats(0, 1)), min_size=1, max_size=30)
TRAINING = np.array(["a"] * 9 + ["b"] * 3 + ["c"] * 7 + ["d"] * 2 + ["e"] * 12 + ["f"])


def guesses(labels: list[str], scores: list[float]) -> Guesses:
    return Guesses(np.array(labels), np.array(scores), np.zeros(len(labels), dtype=bool), 0.0)


def covariance(left: np.ndarray, right: np.ndarray) -> float:
    return float(((left - left.mean(axis=0)) * (right - right.mean(axis=0))).sum())


@given(PAIRS)
def test_the_correlation_is_that_of_the_indicator_matrices(pairs: list[tuple[str, str]]) -> None:
    """Gorodkin's definition, without his shortcut."""
    truth, predicted = (np.array(column) for column in zip(*pairs, strict=True))
    classes = np.unique(np.concatenate([truth, predicted]))
    left, right = ((column[:, None] == classes).astype(float) for column in (truth, predicted))
    scale = covariance(left, left) * covariance(right, right)
    expected = covariance(left, right) / np.sqrt(scale) if scale > 1e-12 else 0
    assert correlation(truth, predicted) == pytest.approx(expected, abs=1e-9)


def test_the_correlation_of_two_classes_is_the_usual_one() -> None:
    # Of three y, two are found; the one n is not: (2*0 - 1*1) / sqrt(3*3*1*1).
    truth, predicted = np.array(["y", "y", "y", "n"]), np.array(["y", "n", "y", "y"])
    assert correlation(truth, predicted) == pytest.approx(-1 / 3)


def test_one_answer_to_everything_is_no_better_than_chance() -> None:
    assert correlation(np.array(["a", "b", "c"]), np.array(["a", "a", "a"])) == 0
    assert correlation(np.array(["a", "b", "c"]), np.array(["a", "b", "c"])) == pytest.approx(1)


def test_accuracy_and_recall_look_at_their_own_rows_only() -> None:
    truth = np.array(["a", "a", "b", "b", OUT_OF_SCOPE, OUT_OF_SCOPE, OUT_OF_SCOPE])
    predicted = np.array(["a", OUT_OF_SCOPE, "b", "a", OUT_OF_SCOPE, "a", "b"])
    assert in_scope_accuracy(truth, predicted) == 0.5
    assert out_of_scope_recall(truth, predicted) == pytest.approx(1 / 3)


def test_a_score_at_the_threshold_passes_and_the_systems_own_rule_is_kept_apart() -> None:
    found = Guesses(np.array(["a", "b", "c"]), np.array([0.2, 0.5, 0.8]), np.array([False, False, True]), 0.0)
    assert found.above(0.5).tolist() == [OUT_OF_SCOPE, "b", "c"]
    assert found.unrejected().tolist() == ["a", "b", OUT_OF_SCOPE]


def test_the_best_threshold_lies_half_way_between_what_it_parts() -> None:
    truth = np.array(["a", "b", OUT_OF_SCOPE, OUT_OF_SCOPE])
    assert best_threshold(truth, guesses(["a", "b", "a", "b"], [0.9, 0.7, 0.3, 0.1])) == pytest.approx(0.5)


def test_all_may_pass_or_none() -> None:
    assert best_threshold(np.array(["a", "b"]), guesses(["a", "b"], [0.2, 0.4])) == pytest.approx(0.2)
    swapped = guesses(["b", "a"], [0.2, 0.9])  # each acceptance is a mistake
    truth = np.array(["a", "b"])
    assert swapped.above(best_threshold(truth, swapped)).tolist() == [OUT_OF_SCOPE, OUT_OF_SCOPE]


@given(ANSWERS, st.floats(-0.1, 1.1))
@settings(deadline=None)
def test_no_other_threshold_is_better(answers: list[tuple[str, str, float]], other: float) -> None:
    truth = np.array([right for right, _, _ in answers])
    found = guesses([label for _, label, _ in answers], [score for _, _, score in answers])
    best = best_threshold(truth, found)
    assert correlation(truth, found.above(best)) >= correlation(truth, found.above(other)) - 1e-12


@given(st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_left_out_intents_are_never_learnt_and_the_others_always_are(seed: int) -> None:
    left_out: list[int] = []
    for split in splits(TRAINING, seed):
        learned = set(TRAINING[split.learned])
        assert not set(split.learned) & set(split.held_out)
        for place, right in zip(split.held_out, split.truth, strict=True):
            if right == OUT_OF_SCOPE:
                assert TRAINING[place] not in learned
                left_out.append(int(place))
            else:
                assert right == TRAINING[place]
                assert right in learned
    assert sorted(left_out) == list(range(len(TRAINING))), "each example plays the stranger once"


def test_a_seed_always_splits_alike_and_another_otherwise() -> None:
    def held_out(seed: int) -> list[list[int]]:
        return [split.held_out.tolist() for split in splits(TRAINING, seed)]

    assert len(held_out(1)) == FOLDS
    assert held_out(1) == held_out(1)
    assert held_out(1) != held_out(2)


def test_the_threshold_from_training_parts_known_intents_from_strangers() -> None:
    """A system that is sure of the intents it learnt and, less so, of one of them when it meets a stranger."""
    examples = Examples(tuple(TRAINING), TRAINING)

    def system(learned: Examples, asked: object) -> Guesses:
        assert isinstance(asked, tuple)
        known = set(learned.labels)
        labels = [text if text in known else str(learned.labels[0]) for text in asked]
        return guesses(labels, [0.8 if text in known else 0.4 for text in asked])

    assert threshold_from_training(examples, system, splits(TRAINING, 0)) == pytest.approx(0.6)


def test_a_file_is_read_without_stray_blanks(tmp_path: Path) -> None:
    path = tmp_path / "bot_test.csv"
    path.write_text('sentence,label\n" Where is it, please\n",ORDER_STATUS\nHi,NO_NODES_DETECTED\n')
    found = read(path)
    assert found.texts == ("Where is it, please", "Hi")
    assert found.labels.tolist() == ["ORDER_STATUS", OUT_OF_SCOPE]


@pytest.mark.parametrize("by", ["option", "environment"])
def test_without_its_data_it_says_so_in_one_sentence(
    by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / f"{BOTS[0].files}_train.csv").write_text("sentence,label\n")  # one file of four
    monkeypatch.setenv("KAP_HINT3_DIR", str(tmp_path if by == "environment" else tmp_path.parent))
    assert main(["--data", str(tmp_path)] if by == "option" else []) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"The HINT3 files are not in {tmp_path}, so nothing was measured")
    assert printed.out.count("\n") == 1
    assert printed.err == ""
