"""Groups of unanswered questions: by meaning, complete, in an order that stays, and without anybody in them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assembly import Parts
from bot.handoff import question_groups as module
from bot.handoff.question_groups import QuestionGroup, question_groups
from bot.handoff.unanswered import UnansweredQuestion
from bot.library.glossary import Glossary
from bot.library.likeness import same_saying
from bot.library.matching import EntryMatcher
from tests.hashed_vectors import hashed_vectors
from understanding.encoder import SentenceEncoder

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
NOBODY = EntryMatcher(None, Glossary({}), hashed_vectors)
PARKING = ["is there parking", "where can i park my car", "can i park at the clinic"]
DOGS = ["can i bring my dog", "is my dog allowed to come"]

WORDS = st.sampled_from(["how", "much", "park", "dog", "zebra", "!", "", "\U0001f600"])
TEXTS = st.lists(st.lists(WORDS, max_size=3).map(" ".join), max_size=40)


def asked(texts: Sequence[str]) -> list[UnansweredQuestion]:
    """One a day, in their order."""
    return [UnansweredQuestion(text, (), START + timedelta(days=number)) for number, text in enumerate(texts)]


def test_questions_of_one_meaning_are_together(small_parts: Parts, encoder: SentenceEncoder) -> None:
    matcher = small_parts.library.shelf().matcher
    texts = [*DOGS, *PARKING, "how long is a session of kap"]
    first, second, third = question_groups(asked(texts), encoder.encode, matcher)
    assert set(first.wordings) == set(PARKING)
    assert first.representative == first.wordings[0]
    assert (first.count, first.first, first.last) == (3, date(2026, 3, 3), date(2026, 3, 5))
    assert set(second.wordings) == set(DOGS)
    assert third.wordings == ("how long is a session of kap",)
    assert third.nearest[0] == "session_duration"


def test_the_middle_one_speaks_for_the_group(encoder: SentenceEncoder) -> None:
    [group] = question_groups(asked(PARKING), encoder.encode, NOBODY)
    vectors = encoder.encode(PARKING)
    middle = int((vectors @ vectors.sum(axis=0)).argmax())
    assert group.representative == PARKING[middle]


def test_repeats_count_and_stand_once_in_their_latest_spelling() -> None:
    [group] = question_groups(
        asked(["is there parking", "Is there  PARKING?", "is there parking!"]), hashed_vectors, NOBODY
    )
    assert (group.wordings, group.count) == (("is there parking!",), 3)


def test_none_one_and_blank_ones() -> None:
    assert question_groups([], hashed_vectors, NOBODY) == []
    [one] = question_groups(asked(["is there parking"]), hashed_vectors, NOBODY)
    assert one == QuestionGroup("is there parking", ("is there parking",), 1, START.date(), START.date(), ())
    blank, zebra = question_groups(asked(["", " \n", "zebra"]), hashed_vectors, NOBODY)
    assert (blank.representative, blank.count, blank.nearest) == ("", 2, ())
    assert zebra.representative == "zebra"


def test_the_largest_comes_first_and_of_equals_the_newest() -> None:
    groups = question_groups(asked(["quince", "zebra", "quince", "dog", "lamp"]), hashed_vectors, NOBODY)
    assert [group.representative for group in groups] == ["quince", "lamp", "dog", "zebra"]


def test_nothing_points_to_a_person() -> None:
    names = {field.name for field in fields(QuestionGroup)}
    assert names == {"representative", "wordings", "count", "first", "last", "nearest"}


@given(TEXTS, st.integers(1, 50))
@settings(max_examples=80, deadline=None)
def test_every_question_is_in_exactly_one_group(texts: list[str], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_LINKED", most)
        groups = question_groups(asked(texts), hashed_vectors, NOBODY)
    assert sum(group.count for group in groups) == len(texts)
    keys = [same_saying(text) for group in groups for text in group.wordings]
    assert len(keys) == len(set(keys))
    assert set(keys) == {same_saying(text) for text in texts}
    sizes = Counter(same_saying(text) for text in texts)
    for group in groups:
        assert group.count == sum(sizes[same_saying(text)] for text in group.wordings)
        assert group.first <= group.last
    order = [(-group.count, -group.last.toordinal()) for group in groups]
    assert order == sorted(order)


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_in_which_they_are_read_does_not_matter(texts: list[str], random: object) -> None:
    questions = asked(texts)
    shuffled = list(questions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert question_groups(shuffled, hashed_vectors, NOBODY) == question_groups(questions, hashed_vectors, NOBODY)


def test_five_thousand_are_grouped_in_turns() -> None:
    matters = np.random.default_rng(7).normal(size=(500, 24)).astype(np.float32)
    matters /= np.linalg.norm(matters, axis=1, keepdims=True)

    def encode(texts: Sequence[str]) -> np.ndarray:
        return matters[[int(text.split()[1]) % 500 for text in texts]]

    groups = question_groups(asked([f"question {number}" for number in range(5000)]), encode, NOBODY)
    assert sum(group.count for group in groups) == 5000
    matter_of = [{int(text.split()[1]) % 500 for text in group.wordings} for group in groups]
    assert sorted(matter for each in matter_of for matter in each) == list(range(500)), "no matter is torn in two"
