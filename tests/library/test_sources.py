"""Sources: the list of documents, and whether its sections stand in them."""

from pathlib import Path

import pytest

from bot.library.entries import Source
from bot.library.sources import (
    Document,
    Sources,
    SourcesError,
    missing_sections,
    parse_sources,
    read_documents,
    read_sources,
)

LISTED = """\
documents:
  - title: "House guide: for guests"
    file: guide.txt
    sections:
      - Introduction
      - What to bring?
      - Quiet hours
      - Pets
"""

GUIDE = Document("House guide: for guests", "guide.txt", ("Introduction", "What to bring?", "Quiet hours", "Pets"))

TEXT = """\
House guide: for guests

We are glad that you stay with us.

What to  bring?
A towel and a book.
Quiet hours:
From ten in the evening.
  1. Pets: dogs are fine, parrots are not.
"""


def test_a_list_becomes_documents() -> None:
    assert parse_sources(LISTED) == Sources((GUIDE,))


def test_a_citation_is_looked_up_by_document_and_section() -> None:
    sources = Sources((GUIDE,))
    assert sources.cited(Source("House guide: for guests", "Pets")) is GUIDE
    assert sources.cited(Source("House guide: for guests", "pets")) is None
    assert sources.cited(Source("House guide", "Pets")) is None


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text("\ufeff" + LISTED.replace("\n", "\r\n"), newline="")
    assert read_sources(path) == Sources((GUIDE,))
    path.write_bytes(b"documents: \xff")
    with pytest.raises(SourcesError, match="UTF-8"):
        read_sources(path)
    with pytest.raises(FileNotFoundError):
        read_sources(tmp_path / "nowhere.yml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "one list, named documents"),
        ("documents: []", "at least one document"),
        ("documents: guide.txt", "one list"),
        ("documents: []\nother: 1", "one list"),
        ("- guide.txt", "one list"),
        ("documents: [", "line 1 cannot be read"),
        ("documents:\n  - guide.txt", "Document 1 must have a title, a file and a list of sections"),
        (LISTED.replace("    file: guide.txt\n", ""), "Document 1 must have"),
        (LISTED.replace("guide.txt", "7"), "all of them text"),
        (LISTED.replace("- Pets", "- 7"), "all of them text"),
        (LISTED.replace("- Pets", "- ' '"), "all of them text"),
        (LISTED.replace("- Pets", "- Quiet hours"), "lists a section twice"),
        (LISTED.replace("guide.txt", "../guide.txt"), "without a folder"),
        (LISTED.replace("guide.txt", "/etc/passwd"), "without a folder"),
        (LISTED + LISTED.removeprefix("documents:\n"), "Two documents have the title"),
        (LISTED + "    file: other.txt\n", "file stands there twice"),
        ("documents:\n  - title: a\n    file: b\n    sections: []", "a list of sections"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(text: str, said: str) -> None:
    with pytest.raises(SourcesError) as caught:
        parse_sources(text)
    assert said in " ".join(caught.value.faults)


def test_headings_and_starts_of_list_items_are_sections() -> None:
    assert missing_sections(GUIDE, TEXT) == []
    assert missing_sections(GUIDE, TEXT.replace("  1. Pets", "\t• Pets").replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("1. Pets: dogs", "1. Dogs", ["Pets"]),
        ("1. Pets: dogs", "1. Pets and dogs", ["Pets"]),
        ("Quiet hours:", "In the quiet hours", ["Quiet hours"]),
        ("Quiet hours:", "Quiet Hours:", ["Quiet hours"]),
        ("We are glad that you stay with us.", "", ["Introduction"]),
        (TEXT, "", ["Introduction", "What to bring?", "Quiet hours", "Pets"]),
        (TEXT, "Other words", ["What to bring?", "Quiet hours", "Pets"]),
    ],
)
def test_a_section_that_does_not_stand_there_is_missing(old: str, new: str, missing: list[str]) -> None:
    assert missing_sections(GUIDE, TEXT.replace(old, new)) == missing


def test_curly_and_straight_quotes_are_the_same() -> None:
    document = Document("T", "t.txt", ("What's next?",))
    assert missing_sections(document, "T\n- What\u2019s next?\n") == []


def test_documents_that_are_at_hand_are_read(tmp_path: Path) -> None:
    other = Document("Other", "other.txt", ("Introduction",))
    (tmp_path / "guide.txt").write_bytes(b"\xef\xbb\xbfcaf\xc3\xa9 \xff")
    assert read_documents(Sources((GUIDE, other)), tmp_path) == {GUIDE.title: "café \ufffd"}
