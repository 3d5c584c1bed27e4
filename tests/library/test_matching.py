"""Matching: the published answer that fits, or none; with any number of answers and gaps."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.entries import Entry, Source
from bot.library.matching import CLEAR_LEAD, GAP_CLOSED, LIKELY, NEAR, SURE, EntryMatcher, Match, sayings
from understanding.encoder import SentenceEncoder


def entry(slug: str, question: str, *phrasings: str, body: str = "The clinic tells you.") -> Entry:
    return Entry(slug, slug.title(), question, phrasings, (Source("Guide", "All"),), (), None, None, body)


DURATION = entry("duration", "How long does one session take?", "how many hours is it", body="About three hours.")
PETS = entry("pets", "May I bring my dog?", "can my cat come along", body="Pets stay at home.")
COST = ["how much does it cost", "what is the price of a session", "can i pay in instalments"]


def matches(
    encoder: SentenceEncoder, entries: Sequence[Entry], gaps: Mapping[str, Sequence[str]], text: str
) -> list[Match]:
    matcher = EntryMatcher({one.slug: one for one in entries}, gaps, encoder.encode)
    return matcher.match(text, encoder.encode([text])[0])


@pytest.mark.parametrize("gaps", [{}, {"cost": COST}, {"cost": []}, {"cost": [], "dogs": []}])
def test_without_answers_nothing_fits(encoder: SentenceEncoder, gaps: dict[str, list[str]]) -> None:
    assert matches(encoder, [], gaps, "how long does one session take") == []


def test_a_lone_answer_with_nothing_to_compare_it_to_is_not_guessed(encoder: SentenceEncoder) -> None:
    assert matches(encoder, [DURATION], {}, "can my cat come along") == []


def test_a_lone_answer_is_told_from_a_gap(encoder: SentenceEncoder) -> None:
    [asked] = matches(encoder, [DURATION], {"cost": COST}, "how long is one session")
    assert (asked.slug, asked.fit >= SURE) == ("duration", True)
    [gap] = matches(encoder, [DURATION], {"cost": COST}, "how much does one session cost")
    assert gap.fit < LIKELY


def test_of_two_answers_the_right_one_comes_first(encoder: SentenceEncoder) -> None:
    for text, slug in (("how long is one session", "duration"), ("is my dog allowed", "pets")):
        first, second = matches(encoder, [DURATION, PETS], {}, text)
        assert first.slug == slug
        assert first.fit - second.fit >= CLEAR_LEAD


def test_every_answer_is_ranked_best_first_and_no_gap_is(encoder: SentenceEncoder) -> None:
    found = matches(encoder, [DURATION, PETS], {"cost": COST}, "hello")
    assert sorted(match.slug for match in found) == ["duration", "pets"]
    assert found == sorted(found, key=lambda match: -match.fit)


def test_what_is_like_a_gap_fits_nothing(encoder: SentenceEncoder) -> None:
    open_, closed = (
        matches(encoder, [DURATION, PETS], gaps, "how much does a session cost")[0].fit for gaps in ({}, {"cost": COST})
    )
    assert closed < LIKELY
    assert closed < open_ - 0.5, "the likeness to the gap counts against every answer"


def test_a_gap_is_closed_whole_by_an_answer_that_says_nearly_the_same(encoder: SentenceEncoder) -> None:
    price = entry("price", "How much does it cost?", body="It costs what the clinic says.")
    near = encoder.encode(COST) @ encoder.encode(sayings(price)).T
    assert near[0].max() >= GAP_CLOSED > near[2].max(), "only one example has to be near"
    for text in COST:
        closed = matches(encoder, [DURATION, PETS, price], {"cost": COST}, text)
        assert closed == matches(encoder, [DURATION, PETS, price], {}, text)


def test_a_gap_about_something_else_stays_open(encoder: SentenceEncoder) -> None:
    gaps = {"cost": COST, "meals": ["is there lunch", "can i eat before it"]}
    assert matches(encoder, [DURATION, PETS], gaps, "is there lunch")[0].fit < LIKELY


def test_a_gap_whose_examples_were_all_taken_out_does_no_harm(encoder: SentenceEncoder) -> None:
    found = matches(encoder, [DURATION, PETS], {"cost": [], "meals": ["is there lunch"]}, "how long is one session")
    assert found[0].slug == "duration"


def test_the_thresholds_are_in_order() -> None:
    assert NEAR < LIKELY < SURE
    assert CLEAR_LEAD > 0
    assert 0 < GAP_CLOSED < 1


def test_an_answer_is_known_by_its_question_title_first_paragraph_and_phrasings() -> None:
    two = entry("pets", "May I bring my dog?", "can my cat come", body="No.\n\nBut you may ring.")
    assert sayings(two) == ["May I bring my dog?", "Pets", "No.", "can my cat come"]


@pytest.fixture(scope="module")
def matcher(encoder: SentenceEncoder) -> EntryMatcher:
    return EntryMatcher({one.slug: one for one in (DURATION, PETS)}, {"cost": COST}, encoder.encode)


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_is_ranked(matcher: EntryMatcher, encoder: SentenceEncoder, text: str) -> None:
    found = matcher.match(text, encoder.encode([text])[0])
    assert {match.slug for match in found} == {"duration", "pets"}
    assert all(np.isfinite(match.fit) for match in found)
