"""Matching: the published answer that fits, or none; with any number of answers and gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.entries import Entry, Source
from bot.library.glossary import Glossary
from bot.library.matching import (
    CLEAR_LEAD,
    GAP_CLOSED,
    LIKELY,
    NEAR,
    SURE,
    Encode,
    EntryMatcher,
    Match,
    Matching,
    sayings,
)
from tests.hashed_vectors import hashed_vectors
from understanding.encoder import SentenceEncoder
from understanding.terms import SHAPES, Terms


def entry(slug: str, question: str, *phrasings: str, body: str = "The clinic tells you.") -> Entry:
    return Entry(slug, slug.title(), question, phrasings, (Source("Guide", "All"),), (), None, None, body)


DURATION = entry("duration", "How long does one session take?", "how many hours is it", body="About three hours.")
PETS = entry("pets", "May I bring my dog?", "can my cat come along", body="Pets stay at home.")
COST = ["how much does it cost", "what is the price of a session", "can i pay in instalments"]


TERMS = [Terms.learn(shape, ["how long is it", "may i come", "what is the price", "hello"]) for shape in SHAPES]


def matching(
    encode: Encode, gaps: Mapping[str, Sequence[str]], words: Mapping[str, Sequence[str]] | None = None
) -> Matching:
    return Matching(gaps, Glossary(words or {}), TERMS, encode)


def by_slug(*entries: Entry) -> dict[str, Entry]:
    return {one.slug: one for one in entries}


def matches(
    encoder: SentenceEncoder, entries: Sequence[Entry], gaps: Mapping[str, Sequence[str]], text: str
) -> list[Match]:
    return matching(encoder.encode, gaps).matcher(by_slug(*entries), encoder.encode).find(text).matches


@pytest.mark.parametrize("gaps", [{}, {"cost": COST}, {"cost": []}, {"cost": [], "dogs": []}])
def test_without_answers_nothing_fits(encoder: SentenceEncoder, gaps: dict[str, list[str]]) -> None:
    assert matches(encoder, [], gaps, "how long does one session take") == []


def test_a_lone_answer_with_nothing_to_compare_it_to_fits_what_it_is_about_best(encoder: SentenceEncoder) -> None:
    [[about], [other], [nothing]] = (
        matches(encoder, [DURATION], {}, text) for text in ("how long is one session", "can my cat come along", "")
    )
    assert about.fit >= SURE
    assert about.fit > 2 * max(other.fit, nothing.fit)


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
    return matching(encoder.encode, {"cost": COST}).matcher(by_slug(DURATION, PETS), encoder.encode)


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_is_ranked(matcher: EntryMatcher, text: str) -> None:
    found = matcher.find(text)
    for ranked in (found.matches, *found.parts):
        assert {match.slug for match in ranked} == {"duration", "pets"}
        assert all(np.isfinite(match.fit) for match in ranked)


def test_each_of_two_questions_has_its_answer(matcher: EntryMatcher) -> None:
    found = matcher.find("how long is one session and can my dog come along")
    assert [part[0].slug for part in found.parts] == ["duration", "pets"]
    assert {match.slug for match in found.matches[:2]} == {"duration", "pets"}


def test_one_question_has_no_parts(matcher: EntryMatcher) -> None:
    assert matcher.find("how long is one session").parts == []


def test_a_question_after_a_story_is_found(matcher: EntryMatcher) -> None:
    story = "I had a bad year and work was hard. My mum read about all this in the paper. Is my dog allowed?"
    found = matcher.find(story)
    assert [part[0].slug for part in found.parts] == ["pets"]
    assert found.matches[0].slug == "pets"


def test_a_brand_name_leads_to_the_answer_about_its_kind() -> None:
    sleep = entry("sleep", "May I take a sleeping pill?", "sleeping pill before a session")
    words = {"sleeping pill": ["dreamol"]}
    library = by_slug(sleep, PETS, DURATION)
    with_words = matching(hashed_vectors, {}, words).matcher(library, hashed_vectors)
    without = matching(hashed_vectors, {}).matcher(library, hashed_vectors)
    [known, *_], [unknown, *_] = (one.find("what about DREAMOL").matches for one in (with_words, without))
    assert known.slug == "sleep"
    assert known.fit > unknown.fit + 0.2


def test_a_saying_with_a_brand_name_is_found_by_the_plain_term() -> None:
    sleep = entry("sleep", "May I take it?", "dreamol before")
    matcher = matching(hashed_vectors, {}, {"sleeping pill": ["dreamol"]}).matcher(by_slug(sleep, PETS), hashed_vectors)
    assert matcher.find("sleeping pill").matches[0].slug == "sleep"


ENTRIES = [
    DURATION,
    PETS,
    entry("price", "How much does it cost?", body="It costs what the clinic says."),
    entry("meals", "Is there lunch?", "can i eat", body="There is soup."),
    replace(PETS, phrasings=("may my zebra come",)),
    replace(DURATION, body="About four hours."),
]
ALL_TERMS = [Terms.learn(shape, [text for one in ENTRIES for text in sayings(one)] + COST) for shape in SHAPES]


@given(st.lists(st.lists(st.sampled_from(ENTRIES), max_size=4), min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_a_matcher_of_later_is_as_good_as_a_new_one_and_the_earlier_one_stays(moments: list[list[Entry]]) -> None:
    gaps = {"cost": COST, "view": ["is there lunch", "how long can i eat"]}
    asked = ["how long does it take", "my zebra and my dog", "how much does it cost", "how long is lunch", ""]
    long_lived = Matching(gaps, Glossary({}), ALL_TERMS, hashed_vectors)
    served = []
    for entries in moments:
        matcher = long_lived.matcher(by_slug(*entries), hashed_vectors)
        served.append((matcher, [matcher.find(text) for text in asked]))
    for matcher, found in served:
        assert [matcher.find(text) for text in asked] == found
    if moments[-1]:
        new = Matching(gaps, Glossary({}), ALL_TERMS, hashed_vectors).matcher(by_slug(*moments[-1]), hashed_vectors)
        for text, mine in zip(asked, served[-1][1], strict=True):
            anew = {match.slug: match.fit for match in new.find(text).matches}
            assert {match.slug: match.fit for match in mine.matches} == pytest.approx(anew, abs=5e-3)


def test_what_people_ask_goes_to_their_encoder_alone() -> None:
    kept: list[str] = []
    asked: list[str] = []

    def keep(texts: Sequence[str]) -> np.ndarray:
        kept.extend(texts)
        return hashed_vectors(texts)

    def ask(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return hashed_vectors(texts)

    matcher = matching(keep, {"cost": COST}).matcher(by_slug(DURATION, PETS), ask)
    known = {*COST, *sayings(DURATION), *sayings(PETS)}
    assert asked == []
    matcher.find("my secret is long")
    assert set(kept) == known
    assert asked == ["my secret is long"]
