"""The glossary: a brand name leads to the plain term, once; everything else stays as it was typed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.library.glossary import FILE, Glossary, read_glossary
from bot.library.yaml_files import ContentError
from bot.settings import PROJECT

TERMS = {
    "sleeping pill": ["dreamol", "z-drug", "night night"],
    "blood pressure": ["bp", "hypertension"],
    "café drink": ["latte"],
}
GLOSSARY = Glossary(TERMS)
SHIPPED = read_glossary(PROJECT / "content")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can i take dreamol", "can i take dreamol (sleeping pill)"),
        ("DREAMOL or Dreamol?", "DREAMOL or Dreamol? (sleeping pill)"),
        ("dreamol, a Z-drug, night night", "dreamol, a Z-drug, night night (sleeping pill)"),
        ("hypertension and dreamol", "hypertension and dreamol (blood pressure, sleeping pill)"),
        ("is my bp too high?", "is my bp too high? (blood pressure)"),
        ("dreamol/bp.", "dreamol/bp. (sleeping pill, blood pressure)"),
        ("a LATTE", "a LATTE (café drink)"),
    ],
)
def test_a_word_brings_its_plain_term_once(text: str, expected: str) -> None:
    assert GLOSSARY.explained(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my Blood Pressure (bp) is high",
        "a sleeping pill such as dreamol",
        "sleeping pills like dreamol",
        "what is it",
        "the bpm of my heart",
        "dreamolol",
        "night\u00a0shift",
        "",
        " \n",
    ],
)
def test_nothing_is_added_where_the_term_stands_already_or_no_word_does(text: str) -> None:
    assert GLOSSARY.explained(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\u05e9\u05dc\u05d5\u05dd bp \u202e", True),
        ("\U0001f600 bp \U0001f600", True),
        ("bp\x00", True),
        ("\x00 bp", True),
        ("\u0645\u0631\u062d\u0628\u0627", False),
    ],
)
def test_other_scripts_emoji_and_control_characters_are_no_hindrance(text: str, found: bool) -> None:
    explained = GLOSSARY.explained(text)
    assert explained.startswith(text)
    assert explained.removeprefix(text) == (" (blood pressure)" if found else "")


@pytest.mark.parametrize("filling", ["word ", "x", "\U0001f600", "bp-", "\u00e9.'-", "a\U0001f600", "(", ". "])
def test_the_longest_message_is_read_whole(filling: str) -> None:
    # What is longer is cut to its gist before; the word stands at the very end.
    for length in (2000, 99_000 if filling in ("word ", "x") else 2000):
        text = filling * (length // len(filling)) + " dreamol"
        assert GLOSSARY.explained(text).startswith(text)
        assert "sleeping pill" in GLOSSARY.explained(text).removeprefix(text)


@given(st.text(max_size=200))
@settings(deadline=None)
@example("\x00\u202e\U0001f468\u200d\U0001f469")
def test_any_text_is_kept_whole(text: str) -> None:
    for glossary in (GLOSSARY, SHIPPED):
        assert glossary.explained(text).startswith(text)
    assert Glossary({}).explained(text) == text


@given(st.lists(st.sampled_from(["bp", "Dreamol", "latte", "is", "sleeping", "pill", "?"]), max_size=8).map(" ".join))
def test_what_is_explained_needs_no_more_explaining(text: str) -> None:
    once = GLOSSARY.explained(text)
    assert GLOSSARY.explained(once) == once


@pytest.mark.parametrize("terms", [{}, {"nothing": []}])
def test_no_words_change_nothing(terms: Mapping[str, Sequence[str]]) -> None:
    assert Glossary(terms).explained("can i take dreamol") == "can i take dreamol"


def test_a_clinic_may_take_the_file_away(tmp_path: Path) -> None:
    assert read_glossary(tmp_path).explained("my bp on xanax") == "my bp on xanax"


def test_a_clinic_writes_its_own(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("terms:\n  house tea: [brew]\n")
    assert read_glossary(tmp_path).explained("is brew fine with xanax") == "is brew fine with xanax (house tea)"


@pytest.mark.parametrize(
    "written", ["terms: [one]", "terms: {bp: 4}", "terms: {bp: [4]}", "words: {}", "", "terms: {a: [b", "\x00"]
)
def test_a_file_with_a_fault_is_named(tmp_path: Path, written: str) -> None:
    (tmp_path / FILE).write_text(written)
    with pytest.raises(ContentError, match=r"words\.yml"):
        read_glossary(tmp_path)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("can i take Xanax before", "benzodiazepine"),
        ("i have high bp", "blood pressure"),
        ("I'm on oxycodone", "opioid"),
        ("my SSRI", "antidepressant"),
    ],
)
def test_the_shipped_words_lead_to_the_documents_terms(text: str, term: str) -> None:
    assert term in SHIPPED.explained(text)


def test_a_plain_question_is_left_alone_by_the_shipped_words() -> None:
    for text in ("how long does one session take?", "what should i wear", "hello", "who will be with me"):
        assert SHIPPED.explained(text) == text
