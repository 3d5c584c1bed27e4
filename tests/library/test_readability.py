"""Readability: grades worked out by hand, and how a text is taken apart."""

import pytest

from bot.library.readability import grade, sentences, syllables, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 6 words, 1 sentence, 6 syllables: 0.39 x 6 + 11.8 x 6/6 - 15.59 = 2.34 + 11.8 - 15.59
        ("The cat sat on the mat.", -1.45),
        # KAP 1, joins 1, a 1, drug 1, called 1, ket-a-mine 3, with 1, talk-ing 2, ther-a-py 3: 9 words, 14 syllables:
        # 0.39 x 9 + 11.8 x 14/9 - 15.59 = 3.51 + 18.3556 - 15.59
        ("KAP joins a drug called ketamine with talking therapy.", 6.2756),
        # 9 words with 14 syllables, now in 3 sentences: 0.39 x 3 + 18.3556 - 15.59
        ("KAP joins a drug. Called ketamine! With talking therapy?", 3.9356),
        # It 1, may 1, ease 1 | anx-i-e-ty 4 | P-T-S-D 4: 5 words, 3 sentences, 11 syllables:
        # 0.39 x 5/3 + 11.8 x 11/5 - 15.59 = 0.65 + 25.96 - 15.59
        ("It may ease:\n\n- anxiety\n- PTSD", 11.02),
        # The same without a blank line before the list.
        ("It may ease:\n- anxiety\n- PTSD", 11.02),
    ],
)
def test_the_grade_is_the_formula(text: str, expected: float) -> None:
    assert grade(text) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize("text", ["", "  \n", "- \n- ", "…!?", "https://example.org/a"])
def test_a_text_without_words_has_grade_zero(text: str) -> None:
    assert grade(text) == 0.0


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1),
        ("any", 2),
        ("about", 2),
        ("time", 1),
        ("used", 1),
        ("treated", 2),
        ("sides", 1),
        ("faces", 2),
        ("little", 2),
        ("create", 2),
        ("anxiety", 4),
        ("experience", 4),
        ("individual", 5),
        ("psychotherapy", 5),
        ("ketamine", 3),
        ("rhythm", 1),
        ("don't", 1),
        ("long-term", 2),
        ("KAP", 1),
        ("KAP's", 1),
        ("PTSD", 4),
        ("IV", 2),
        ("WHO", 5),
        ("I", 1),
        ("988", 3),
        ("café", 1),
        ("قلق", 1),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_with_paragraphs_and_list_items_and_not_with_abbreviations() -> None:
    text = "Dr. Lee, e.g. at 9.30 a.m., helps. You rest\nthere?\n\n"
    text += "Two things:\n- a chair\n  by the door\n- “Tea.” Then home"
    assert sentences(text) == [
        "Dr Lee, eg at 9.30 am, helps",
        "You rest\nthere",
        "Two things:",
        "a chair\n  by the door",
        "“Tea",
        "Then home",
    ]


def test_a_link_counts_by_its_words_and_an_address_not_at_all() -> None:
    assert grade("Ask [our **team**](https://example.org/very/long) now.") == grade("Ask our team now.")
    assert grade("Write to care@example.org or see https://example.org/a.b now.") == grade("Write to or see now.")


def test_words_keep_hyphens_and_apostrophes() -> None:
    assert words("It\u2019s a long-term plan \u2013 call 988!") == [
        "It\u2019s",
        "a",
        "long-term",
        "plan",
        "call",
        "988",
    ]


def test_a_large_text_is_read() -> None:
    assert grade("The cat sat on the mat. " * 5000) == pytest.approx(-1.45)
