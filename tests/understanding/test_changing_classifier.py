"""The changing classifier: after any change it scores as one learned anew, and old scorers stay as they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hashed_vectors import hashed_vectors
from understanding import changing_classifier as module
from understanding.changing_classifier import ChangingClassifier, ExampleClass
from understanding.scorer import Scorer
from understanding.terms import SHAPES, Terms

KNOWN = ["how", "long", "much", "is", "it", "safe", "dog", "cost", "how long", "is it safe"]
TERMS = [Terms.learn(shape, KNOWN) for shape in SHAPES]
# Words that only some class's examples hold, so that they come and go with it.
WORDS = [*KNOWN, "zebra", "quince", "Ångström", "\U0001f600", "дом"]
GROUPS = {"a": "covered", "b": "covered", "c": "covered", "d": "uncovered", "e": "uncovered", "f": "covered"}
ASKED = ["how long is it", "is my dog safe", "zebra quince", "unheard", "", "\U0001f600 дом"]

SAYING = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
SAYINGS = st.lists(SAYING, max_size=5).map(tuple)
Classes = dict[str, ExampleClass]


def classes_of(said: Mapping[str, Sequence[str]]) -> Classes:
    return {label: ExampleClass(GROUPS[label], tuple(texts)) for label, texts in said.items()}


MOMENT = st.dictionaries(st.sampled_from(sorted(GROUPS)), SAYINGS, min_size=1).map(classes_of)
FIRST = MOMENT.filter(lambda classes: any(each.texts for each in classes.values()))


@st.composite
def two_moments(draw: st.DrawFn) -> tuple[Classes, Classes]:
    """Classes to learn, and classes of which each stayed, changed, lost or won examples, went or came."""
    first = draw(FIRST)
    later: Classes = {}
    for label in draw(st.permutations(sorted(GROUPS))):
        texts = first[label].texts if label in first else ()
        fate = draw(st.sampled_from(["stays", "goes", "changes", "loses", "wins"]))
        if fate == "changes":
            texts = draw(SAYINGS)
        elif fate == "loses":
            texts = texts[1:]
        elif fate == "wins":
            texts = (*texts, draw(SAYING))
        if fate != "goes" and (label in first or texts):
            later[label] = ExampleClass(GROUPS[label], texts)
    return first, later


def learned(classes: Classes, terms: Sequence[Terms] = TERMS) -> ChangingClassifier:
    return ChangingClassifier.learn(terms, classes, hashed_vectors)


def terms_with(classes: Classes) -> list[Terms]:
    """The terms of a classifier that has learned these classes; it does not forget a word that goes."""
    texts = [text for each in classes.values() for text in each.texts]
    return [each.extended(texts) for each in TERMS]


def scores_of(scorer: Scorer | None, asked: Sequence[str] = ASKED) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """By label, because their order is the caller's; and of the groups."""
    assert scorer is not None
    labels, groups = scorer.scores(asked, hashed_vectors(asked))
    assert labels.shape == (len(asked), len(scorer.labels))
    assert groups.shape == (len(asked), len(scorer.groups))
    return dict(zip(scorer.labels, labels.T, strict=True)), groups


def assert_same(one: Scorer | None, other: Scorer | None) -> None:
    labels, groups = scores_of(one)
    others, other_groups = scores_of(other)
    assert one is not None
    assert other is not None
    assert one.groups == other.groups
    assert labels.keys() == others.keys()
    for label, scores in labels.items():
        assert scores == pytest.approx(others[label], abs=1e-3), label
    assert groups == pytest.approx(other_groups, abs=1e-3)


def groups_in(classes: Classes) -> set[str]:
    return {each.group for each in classes.values()}


SIX = classes_of({label: (f"{label} one", f"{label} two") for label in GROUPS})


@given(two_moments())
@settings(max_examples=150, deadline=None)
@example((SIX, SIX))
@example((SIX, SIX | classes_of({"a": ("a one", "a two", "brand new words")})))
@example((SIX, {label: each for label, each in SIX.items() if label not in "ae"}))
@example((SIX, {"b": SIX["b"], "d": SIX["d"]}))
@example(({label: SIX[label] for label in "ad"}, SIX))
@example((SIX, classes_of({label: (f"all else {label}",) for label in GROUPS})))
@example((SIX, SIX | classes_of({"a": ()})))
@example((classes_of({"a": ()}) | {"b": SIX["b"]}, SIX))
@example(({"a": SIX["a"]}, classes_of({"a": ("quite", "different")})))
def test_after_any_change_it_scores_as_if_learned_anew(moments: tuple[Classes, Classes]) -> None:
    first, later = moments
    changed = learned(first).scorer(later)
    if groups_in(first) != groups_in(later):
        assert changed is None
        return
    if not any(each.texts for each in later.values()):
        # Nothing can be learned anew from nothing; it is enough that nothing is like anything.
        labels, groups = scores_of(changed)
        assert all((scores == 0).all() for scores in labels.values())
        assert (groups == 0).all()
        return
    assert_same(changed, learned(later, terms_with(first)).scorer(later))


@given(FIRST, st.lists(MOMENT, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_way_to_a_moment_does_not_matter(first: Classes, moments: list[Classes]) -> None:
    one = learned(first)
    for moment in moments:
        one.scorer(moment)
    last = moments[-1]
    direct = learned(first).scorer(last)
    if direct is None:
        assert one.scorer(last) is None
    else:
        assert_same(one.scorer(last), direct)


@given(two_moments())
@settings(max_examples=40, deadline=None)
def test_an_old_scorer_keeps_serving_as_it_did(moments: tuple[Classes, Classes]) -> None:
    first, later = moments
    classifier = learned(first)
    old = classifier.scorer(first)
    before, groups_before = scores_of(old)
    classifier.scorer(later)
    after, groups_after = scores_of(old)
    assert before.keys() == after.keys() == first.keys()
    assert all(np.array_equal(before[label], after[label]) for label in before)
    assert np.array_equal(groups_before, groups_after)


def test_each_example_is_most_like_its_own_class_and_group() -> None:
    scorer = learned(SIX).scorer(SIX)
    for label, each in SIX.items():
        found, groups = scores_of(scorer, each.texts)
        for position in range(len(each.texts)):
            assert max(found, key=lambda name: found[name][position]) == label
            assert scorer is not None
            assert scorer.groups[groups[position].argmax()] == each.group


def test_the_labels_keep_the_order_that_was_asked_for() -> None:
    scorer = learned(SIX).scorer(dict(reversed(SIX.items())))
    assert scorer is not None
    assert scorer.labels == tuple(reversed(SIX))
    assert scorer.groups == ("covered", "uncovered")


def test_texts_are_scored_together_as_each_alone() -> None:
    scorer = learned(SIX).scorer(SIX)
    assert scorer is not None
    together, _ = scorer.scores(ASKED, hashed_vectors(ASKED))
    for row, text in zip(together, ASKED, strict=True):
        alone, _ = scorer.scores([text], hashed_vectors([text]))
        assert row == pytest.approx(alone[0], abs=1e-5)
    none, _ = scorer.scores([], hashed_vectors([]))
    assert none.shape == (0, len(SIX))


def test_of_too_many_changes_it_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CHANGES", 4)
    classifier = learned(SIX)
    two_out = {label: each for label, each in SIX.items() if label != "a"}
    four = SIX | classes_of({"a": ("new", "newer")})
    five = SIX | classes_of({"a": ("new", "newer", "newest")})
    assert classifier.scorer(two_out) is not None
    assert classifier.scorer(four) is not None, "two out and two in are just four"
    assert classifier.scorer(five) is None
    assert_same(classifier.scorer(four), learned(four, terms_with(SIX)).scorer(four))


def test_a_group_that_comes_or_goes_has_to_be_learned() -> None:
    classifier = learned(SIX)
    assert classifier.scorer(SIX | {"g": ExampleClass("third", ("new",))}) is None
    assert classifier.scorer({label: SIX[label] for label in "abc"}) is None
    assert classifier.scorer({}) is None
    moved = SIX | {"a": ExampleClass("uncovered", SIX["a"].texts)}
    assert_same(classifier.scorer(moved), learned(moved).scorer(moved))


@pytest.mark.parametrize("classes", [{}, {"a": ExampleClass("covered", ())}])
def test_nothing_cannot_be_learned(classes: Classes) -> None:
    with pytest.raises(ValueError, match="needs an example"):
        learned(classes)


def test_what_it_was_given_to_learn_may_change_afterwards() -> None:
    mine = dict(SIX)
    classifier = learned(mine)
    del mine["a"]
    assert_same(classifier.scorer(SIX), learned(SIX).scorer(SIX))


def test_a_text_that_came_and_went_before_is_not_encoded_for_nothing() -> None:
    """What is new is encoded for each scorer, what was learned never again."""
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return hashed_vectors(texts)

    classifier = ChangingClassifier.learn(TERMS, SIX, encode)
    asked.clear()
    classifier.scorer(SIX)
    assert asked == []
    classifier.scorer(SIX | classes_of({"a": ("a one", "new")}))
    assert asked == ["new"]


@given(two_moments())
@settings(max_examples=40, deadline=None)
def test_read_back_it_is_what_it_was(moments: tuple[Classes, Classes]) -> None:
    first, later = moments
    classifier = learned(first)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.npz"
        classifier.save(path)
        again = ChangingClassifier.load(path, hashed_vectors)
    assert_same(again.scorer(first), classifier.scorer(first))
    if groups_in(first) == groups_in(later):
        assert_same(again.scorer(later), classifier.scorer(later))
    assert again.vectors.keys() == {text for each in first.values() for text in each.texts}


def test_saved_anew_it_leaves_nothing_of_before_and_spoils_no_reader(tmp_path: Path) -> None:
    path = tmp_path / "library.npz"
    learned(SIX).save(path)
    reader = ChangingClassifier.load(path, hashed_vectors)
    other = {label: SIX[label] for label in "abd"}
    learned(other).save(path)
    assert len(list(tmp_path.iterdir())) == 2
    changed = SIX | classes_of({"a": ("a one", "new")})
    assert_same(reader.scorer(changed), learned(SIX).scorer(changed))
    assert_same(ChangingClassifier.load(path, hashed_vectors).scorer(other), learned(other).scorer(other))


@pytest.mark.parametrize("which", ["library.npz", "library-*.equations.npy"])
@pytest.mark.parametrize("rest", [None, 0, 100])
def test_a_file_that_is_lost_or_cut_off_is_not_read(which: str, rest: int | None, tmp_path: Path) -> None:
    path = tmp_path / "library.npz"
    learned(SIX).save(path)
    [victim] = tmp_path.glob(which)
    if rest is None:
        victim.unlink()
    else:
        victim.write_bytes(victim.read_bytes()[:rest])
    with pytest.raises((OSError, ValueError)):
        ChangingClassifier.load(path, hashed_vectors)
