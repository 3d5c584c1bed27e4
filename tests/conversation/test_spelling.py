"""Spelling: slips in the domain's words are mended; what is right, short, a name or another word stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.spelling import Spelling, trained_words
from bot.settings import PROJECT
from tests.hashed_vectors import hashed_vectors
from understanding.classifier import TextClassifier
from understanding.encoder import SentenceEncoder

DOMAIN = ["ketamine", "pressure", "prescribed", "session", "therapy", "anxiety", "dose", "medication"]
KNOWN = ["pleasure", "sessions", "mission", "heather", "kerosene"]
SPELLING = Spelling(DOMAIN, KNOWN)


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("ketemine", "ketamine"),
        ("kettamin", "ketamine"),
        ("ketamien", "ketamine"),
        ("KETEMINE", "ketamine"),
        ("Ketemine", "ketamine"),
        ("presure", "pressure"),
        ("perscribed", "prescribed"),
        ("sesion", "session"),
        ("theraphy", "therapy"),
        ("anxeity", "anxiety"),
        ("medicaton", "medication"),
    ],
)
def test_a_slip_is_mended(slip: str, word: str) -> None:
    assert SPELLING.repaired(slip) == word
    assert SPELLING.repaired(f"is my {slip}, (the {slip}) ok?") == f"is my {word}, (the {word}) ok?"


@pytest.mark.parametrize(
    "text",
    [
        "ketamine pressure sessions",
        "Ketamine PRESSURE",
        "pleasure",
        "a mission for Heather",
        "does doze",
        "shouldn't shouldn\u2019t doesn't",
        "ketemine's",
        "blood-presure-ish",
        "ketemine2 2ketemine k3tamine",
        "ketemine_",
        "\u043a\u0435\u0442\u0430\u043c\u0438\u043d",
        "k\u00e9tamine ketemin\u00e9",
        "rketamine",
        "vession",
        "Jonathan Katherine Melbourne",
        "x" * 31,
        "",
        " \n\t ",
        "\x00\ud800\U0001f600",
    ],
)
def test_what_is_right_or_not_for_it_to_judge_stays_letter_for_letter(text: str) -> None:
    assert SPELLING.repaired(text) == text


def test_a_short_word_takes_one_slip_and_a_long_one_two() -> None:
    assert SPELLING.repaired("sestion") == "session"
    assert SPELLING.repaired("sestiom") == "sestiom"
    assert SPELLING.repaired("ketomime") == "ketamine"
    assert SPELLING.repaired("ketomimo") == "ketomimo"


def test_everything_around_the_word_stays() -> None:
    assert SPELLING.repaired("  \u05e9\u05dc\u05d5\u05dd\tketemine\u2026\n\U0001f600 ") == (
        "  \u05e9\u05dc\u05d5\u05dd\tketamine\u2026\n\U0001f600 "
    )


TYPED = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=200),
    st.lists(
        st.one_of(
            st.sampled_from([*DOMAIN, *KNOWN, "'", "-", "\n", "\u2019", "Ket", "amine"]),
            st.text("ketaminpressd", min_size=1, max_size=12),
        ),
        max_size=12,
    ).map(" ".join),
)


@given(TYPED)
@settings(deadline=None)
def test_any_text_is_mended_at_once_or_not_at_all(text: str) -> None:
    once = SPELLING.repaired(text)
    assert SPELLING.repaired(once) == once
    assert len(once.split()) == len(text.split())
    for before, after in zip(text.split(), once.split(), strict=True):
        assert before == after or any(word in after for word in DOMAIN)


@pytest.mark.parametrize("domain", [[], ["dose"], ["two words", "don't", ""]])
def test_without_words_to_mend_towards_nothing_is_mended(domain: list[str]) -> None:
    assert Spelling(domain, []).repaired("ketemine dosse don't") == "ketemine dosse don't"


def test_the_trained_words_are_those_of_more_than_one_example() -> None:
    texts = ["my therapy dose", "a therapy dsoe", "Ketamine dose", "ketamine, twice ketamine"]
    classifier = TextClassifier.train(texts, ["a", "a", "b", "b"], hashed_vectors(texts))
    assert trained_words(classifier, ()) == {"therapy", "dose", "ketamine"}


@pytest.fixture(scope="module")
def shipped(encoder: SentenceEncoder) -> Spelling:
    return Spelling(
        trained_words(TextClassifier.load(PROJECT / "models" / "intents.npz"), encoder.words), encoder.words
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("is ketemine safe", "is ketamine safe"), ("high blood presure", "high blood pressure")],
)
def test_the_shipped_words_mend_what_people_mistype(shipped: Spelling, typed: str, meant: str) -> None:
    assert shipped.repaired(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "My husband Jonathan drove from Manchester on Wednesday afternoon",
        "I couldn't remember whether the restaurant was beautiful",
        "ketamine psychotherapy integration preparation",
    ],
)
def test_the_shipped_words_leave_plain_english_alone(shipped: Spelling, text: str) -> None:
    assert shipped.repaired(text) == text


def test_a_past_of_a_right_word_is_no_slip_for_another() -> None:
    spelling = Spelling(["phones", "sessions", "stopped"], ["phone"])
    assert spelling.repaired("a nurse phoned yesterday, phoning me") == "a nurse phoned yesterday, phoning me"
    assert spelling.repaired("stoped the sesions") == "stopped the sessions"
