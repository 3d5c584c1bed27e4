"""Likeness: when two texts say the same, and what counts as copied."""

import pytest

from bot.library.likeness import CopyDetector, same_saying

DOCUMENT = "The kettle stands by the old window,\nand it's never left alone. Tea-time is at four o\u2019clock sharp."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I'm scared.", "im  SCARED"),
        ("I\u2019m scared", "I'm scared?!"),
        ("caf\u00e9", "cafe\u0301"),
        ("long-term", "long term"),
        ("straße", "STRASSE"),
        ("ﬁne", "fine"),
        ("👋", "👋 "),
    ],
)
def test_case_accents_punctuation_and_spaces_make_no_difference(one: str, other: str) -> None:
    assert same_saying(one) == same_saying(other)


@pytest.mark.parametrize(("one", "other"), [("👋", "🙏"), ("resume", "résumé"), ("a b", "ab"), ("?", "!"), ("कि", "क")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert same_saying(one) != same_saying(other)


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("Here the kettle stands by the old window and waits.", ["the kettle stands by the old window and"]),
        ("THE kettle\nstands “by” the,\n\nold window. And", ["the kettle stands by the old window and"]),
        ("the kettle stands by the old window", []),
        ("the kettle stands by an old window and its never", []),
        ("old window and its never left alone tea time is", ["old window and its never left alone tea time is"]),
        ("", []),
    ],
)
def test_a_run_of_eight_words_is_copied(text: str, copied: list[str]) -> None:
    assert CopyDetector({"Kettle": DOCUMENT}).copies(text) == [(run, "Kettle") for run in copied]


def test_two_copied_runs_are_told_apart() -> None:
    text = "The kettle stands by the old window and. Then: left alone tea time is at four oclock."
    detector = CopyDetector({"Kettle": DOCUMENT, "Other": "nothing like it"})
    assert [run for run, _ in detector.copies(text)] == [
        "the kettle stands by the old window and",
        "left alone tea time is at four oclock",
    ]


def test_without_documents_nothing_is_copied() -> None:
    assert CopyDetector({}).copies(DOCUMENT) == []
