"""Entries: what parses, what is refused and how it is said, and that export and import lose nothing."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.entries import (
    BODY_LIMIT,
    FIELDS,
    FILE_LIMIT,
    LINE_LIMIT,
    QUESTION_LIMIT,
    SIMPLY_LIMIT,
    TITLE_LIMIT,
    EntriesError,
    Entry,
    EntryError,
    Source,
    format_entry,
    parse_entry,
    read_entries,
    survey_entries,
)

FILE = """\
---
title: Bringing a friend
question: May a friend come along?
phrasings:
  - can my sister sit with me
  - do i have to be alone in there
sources:
  - document: House guide
    section: Visitors
related:
  - first_visit
  - going_home
reviewed: null
reviewer: null
---
Yes, a friend may come.

They wait next door.
"""

ENTRY = Entry(
    slug="bringing_a_friend",
    title="Bringing a friend",
    question="May a friend come along?",
    phrasings=("can my sister sit with me", "do i have to be alone in there"),
    sources=(Source("House guide", "Visitors"),),
    related=("first_visit", "going_home"),
    reviewed=None,
    reviewer=None,
    body="Yes, a friend may come.\n\nThey wait next door.",
)


def faults(text: str, slug: str = "bringing_a_friend") -> str:
    """All sentences about a file, in one text."""
    with pytest.raises(EntryError) as caught:
        parse_entry(slug, text)
    assert caught.value.slug == slug
    assert str(caught.value).startswith(f"{slug}.md: ")
    return " ".join(caught.value.faults)


def test_a_file_becomes_an_entry() -> None:
    assert parse_entry("bringing_a_friend", FILE) == ENTRY


def test_an_entry_becomes_the_same_file() -> None:
    assert format_entry(ENTRY) == FILE


def test_a_review_has_a_day_and_a_name() -> None:
    text = FILE.replace("reviewed: null\nreviewer: null", "reviewed: 2026-11-22\nreviewer: Dr. Ada Nwosu")
    entry = parse_entry("bringing_a_friend", text)
    assert (entry.reviewed, entry.reviewer) == (date(2026, 11, 22), "Dr. Ada Nwosu")
    assert format_entry(entry) == text


def test_an_answer_may_be_said_more_simply_and_name_the_next() -> None:
    text = FILE.replace("sources:", "simply: A friend can come.\nsources:").replace(
        "reviewed:", "next: going_home\nreviewed:"
    )
    entry = parse_entry("bringing_a_friend", text)
    assert entry == replace(ENTRY, simply="A friend can come.", next="going_home")
    assert format_entry(entry) == text


@pytest.mark.parametrize("nothing", ["", " null", " ~", ' ""', ' " "'])
def test_what_is_optional_may_be_empty_and_is_not_written_out(nothing: str) -> None:
    text = FILE.replace("reviewed:", f"simply:{nothing}\nnext:{nothing}\nreviewed:")
    assert parse_entry("bringing_a_friend", text) == ENTRY


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_windows_and_old_line_ends_and_a_byte_order_mark_change_nothing(ends: str) -> None:
    assert parse_entry("bringing_a_friend", "\ufeff" + FILE.replace("\n", ends)) == ENTRY


def test_spaces_around_a_text_are_dropped() -> None:
    assert (
        parse_entry("bringing_a_friend", FILE.replace("title: Bringing a friend", 'title: "  Bringing a friend "'))
        == ENTRY
    )


def test_a_rule_of_dashes_in_the_body_is_body() -> None:
    assert parse_entry("x", FILE + "\n---\nMore.\n").body.endswith("next door.\n\n---\nMore.")


def test_emoji_and_right_to_left_text_are_kept() -> None:
    text = FILE.replace("can my sister sit with me", "sister 👩‍👧 ok? 🙏🏽").replace(
        "They wait", "هل تنتظر \u200fאמא They wait"
    )
    entry = parse_entry("x", text)
    assert entry.phrasings[0] == "sister 👩‍👧 ok? 🙏🏽"
    assert "אמא" in entry.body
    assert parse_entry("x", format_entry(entry)) == entry


def test_the_short_answer_is_the_first_paragraph() -> None:
    assert ENTRY.short_answer == "Yes, a friend may come."
    assert parse_entry("x", FILE.replace("come.\n\nThey", "come.\n \t\nThey")).short_answer == "Yes, a friend may come."
    assert parse_entry("x", FILE.replace("come.\n\nThey", "come. They")).short_answer.endswith("next door.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("\ufeff \n\t\n", "The file is empty."),
        ("Only an answer.", "The first line must be ---"),
        ("---\ntitle: Half a file\n", "a line with only --- must stand before the answer"),
        ("---\n---\nAn answer.", "the fields title, question, phrasings, sources, related, reviewed, reviewer."),
        ("---\njust words\n---\nAn answer.", "must hold the fields"),
        (FILE + "\0", "NUL"),
        ("x" * (FILE_LIMIT + 1), "longer than 1,000,000 characters"),
        ("---\n" + "[" * 5000 + "\n---\nx", "nested too deeply"),
    ],
)
def test_what_is_no_entry_at_all_is_refused(text: str, said: str) -> None:
    assert said in faults(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Bringing a friend\n", "", "The field title is missing."),
        ("title: Bringing a friend", "title:", "The field title is empty."),
        ("title: Bringing a friend", 'title: ""', "The field title is empty."),
        ("title: Bringing a friend", "title: 2026", "The field title must be text; put it in double quotes."),
        ("title: Bringing a friend", "title: yes", "The field title must be text"),
        ("title: Bringing a friend", "title: |\n  Two\n  lines", "must be on one line"),
        ("title: Bringing a friend", f"title: {'a' * (TITLE_LIMIT + 1)}", "has 49 characters; at most 48 fit"),
        ("title: Bringing a friend", "title: A friend: yes or no", "line 2 cannot be read"),
        (
            "title: Bringing a friend",
            "title: A friend\ntitle: A foe",
            "line 3 cannot be read: title stands there twice",
        ),
        ("    section: Visitors", "    section: Visitors\n    section: Pets", "section stands there twice"),
        ("question: May", "\tquestion: May", "starts with a tab"),
        ("  - can my", "\t- can my", "starts with a tab"),
        ("along?", "along", "must end with a question mark"),
        ("May a friend", "x" * QUESTION_LIMIT, "at most 90 fit"),
        ("phrasings:", "phrasing:", "There is no field 'phrasing'; did you mean 'phrasings'?"),
        ("related:", "colour: blue\nrelated:", "There is no field 'colour'."),
        ("related:", "simple: Yes.\nrelated:", "There is no field 'simple'; did you mean 'simply'?"),
        ("related:", "nxt: going_home\nrelated:", "There is no field 'nxt'; did you mean 'next'?"),
        ("related:", "simply: 3\nrelated:", "The field simply must be text; put it in double quotes."),
        ("related:", "simply: [a, b]\nrelated:", "The field simply must be text"),
        ("related:", "simply: |\n  Two\n  lines\nrelated:", "The field simply must be on one line."),
        ("related:", f"simply: {'a' * (SIMPLY_LIMIT + 1)}\nrelated:", "simply has 301 characters; at most 300 fit."),
        ("related:", 'simply: "A\\u2028b"\nrelated:', "The field simply holds a line break (U+2028)"),
        ("related:", "next: 3\nrelated:", "The field next must be text"),
        ("related:", "next: Going home\nrelated:", "Under next, 'Going home' cannot be the name of an answer."),
        ("related:", "next: [going_home]\nrelated:", "The field next must be text"),
        ("  - can my sister sit with me", "  - null", "phrasings, item 1, is empty"),
        ("  - can my sister sit with me", "  - no", "phrasings, item 1, must be text"),
        ("  - can my sister sit with me", "  - help: me", "phrasings, item 1, must be text"),
        ("  - can my sister sit with me", f"  - {'a' * (LINE_LIMIT + 1)}", "at most 200 fit"),
        ("  - can my sister sit with me\n", "  - again\n" * 200, "phrasings has 201 items; at most 200 fit"),
        ("  - can my sister sit with me\n  - do i have to be alone in there", "  a friend", "must be a list"),
        ("    section: Visitors\n", "", "must have a document and a section"),
        ("    section: Visitors", "    section: Visitors\n    page: 3", "and nothing else"),
        ("section: Visitors", "section: 3", "sources, item 1, section, must be text"),
        ("  - document: House guide\n    section: Visitors\n", "  []\n", "names no source"),
        ("  - document: House guide\n    section: Visitors", "  - House guide", "must have a document and a section"),
        ("- first_visit", "- First Visit", "'First Visit' cannot be the name of an answer"),
        ("reviewed: null", "reviewed: soon", "must be null or a day such as 2026-11-22"),
        ("reviewed: null", 'reviewed: "2026-11-22"', "without quotes"),
        ("reviewed: null", "reviewed: 2026-11-22 10:00:00", "must be null or a day"),
        ("reviewed: null", "reviewed: 2026-02-30", "makes no sense"),
        ("reviewed: null", "reviewed: !!bool perhaps", "makes no sense"),
        ("reviewed: null", "reviewed: 2026-11-22", "go together"),
        ("reviewer: null", "reviewer: Dr. Ada Nwosu", "go together"),
        ("reviewer: null", "reviewer: !!python/name:os.system", "cannot be read"),
        ("reviewer: null", "reviewer: <<", "cannot be read"),
        ("reviewer: null", "? [a, b]\n: c", "cannot be read"),
        ("reviewer: null", "reviewer: \x07", "cannot be shown"),
        ("They wait next door.", "They wait \x0bnext door.", "a control character (U+000B)"),
        ("They wait next door.", "They wait\u2028next door.", "a line break (U+2028)"),
        ("They wait next door.", "x" * BODY_LIMIT, "at most 10,000 fit"),
        ("Yes, a friend may come.\n\nThey wait next door.\n", " \n", "The answer itself is empty"),
    ],
)
def test_each_fault_is_said_in_words(old: str, new: str, said: str) -> None:
    assert FILE.count(old) == 1
    assert said in faults(FILE.replace(old, new))


def test_all_faults_of_a_kind_are_said_at_once() -> None:
    text = (
        FILE.replace("title: Bringing a friend\n", "")
        .replace("reviewed: null", "reviewed: soon")
        .replace("related", "x")
    )
    said = faults(text)
    assert "title is missing" in said
    assert "related is missing" in said
    assert "no field 'x'" in said
    assert "reviewed must be null" in said


@pytest.mark.parametrize(
    "slug", ["", "Friend", "2_friends", "a friend", "a-friend", "../friend", "frïend", "a" * 65, "a\n"]
)
def test_a_file_name_that_is_no_slug_is_refused(slug: str) -> None:
    assert "The file name" in faults(FILE, slug)


def test_an_entry_cannot_be_made_with_a_fault() -> None:
    with pytest.raises(EntryError, match="starts or ends with a space"):
        Entry("x", " Title", "Q?", (), (Source("D", "S"),), (), None, None, "Body.")
    with pytest.raises(EntryError, match="starts or ends with an empty line"):
        Entry("x", "Title", "Q?", (), (Source("D", "S"),), (), None, None, "Body.\n")
    with pytest.raises(EntryError, match="half a character"):
        Entry("x", "Title", "Q?", ("\ud83d",), (Source("D", "S"),), (), None, None, "Body.")
    with pytest.raises(EntryError, match="simply is empty"):
        replace(ENTRY, simply="")
    with pytest.raises(EntryError, match="Under next, '' cannot"):
        replace(ENTRY, next="")


def test_a_folder_is_read_by_slug(tmp_path: Path) -> None:
    (tmp_path / "going_home.md").write_text(FILE)
    (tmp_path / "bringing_a_friend.md").write_text(FILE)
    (tmp_path / "notes.txt").write_text("not an entry")
    (tmp_path / "._going_home.md").write_bytes(b"\xff\x00 a file manager's own")
    assert list(read_entries(tmp_path)) == ["bringing_a_friend", "going_home"]
    assert read_entries(tmp_path)["bringing_a_friend"] == ENTRY


def test_the_faults_of_all_files_are_collected(tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "fine.md").write_text(FILE)
    (tmp_path / "latin.md").write_bytes(FILE.replace("friend", "fri\xebnd").encode("latin-1"))
    with pytest.raises(EntriesError) as caught:
        read_entries(tmp_path)
    assert [error.slug for error in caught.value.errors] == ["empty", "latin"]
    assert "latin.md: The file is not UTF-8 text" in str(caught.value)
    entries, errors = survey_entries(tmp_path)
    assert (list(entries), len(errors)) == (["fine"], 2)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_entries(tmp_path / "nowhere")


# What YAML could take for something other than text.
TRICKY = ["yes", "null", "~", "- x", "# x", "a: b", "---", "...", "'", '"', "2026-11-22", "<<", "=", "!a", "&a", "*a"]
TRICKY += [
    "%a",
    "@a",
    "`a`",
    "0x1F",
    "1_000",
    "12:30",
    "1e3",
    ".inf",
    "{a}",
    "[a]",
    "a #b",
    "? a",
    "|",
    ">",
    "\\n",
    "\ufeffa",
]
CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
BODY_CHARACTERS = CHARACTERS | st.sampled_from("\n\t-#: ")


def lines(limit: int) -> st.SearchStrategy[str]:
    """Any text of one line that a field may hold."""
    written = st.text(CHARACTERS, min_size=1, max_size=limit) | st.sampled_from(TRICKY)
    return written.map(str.strip).filter(bool)


SLUGS = st.from_regex(r"[a-z][a-z0-9_]{0,63}", fullmatch=True)
REVIEWS = st.tuples(st.none(), st.none()) | st.tuples(st.dates(), lines(LINE_LIMIT))
ENTRIES = st.builds(
    lambda review, **fields: Entry(reviewed=review[0], reviewer=review[1], **fields),
    review=REVIEWS,
    slug=SLUGS,
    title=lines(TITLE_LIMIT),
    question=lines(QUESTION_LIMIT - 1).map(lambda text: text + "?"),
    phrasings=st.lists(lines(LINE_LIMIT), max_size=12).map(tuple),
    sources=st.lists(st.builds(Source, lines(LINE_LIMIT), lines(LINE_LIMIT)), min_size=1, max_size=4).map(tuple),
    related=st.lists(SLUGS, max_size=4).map(tuple),
    simply=st.none() | lines(SIMPLY_LIMIT),
    next=st.none() | SLUGS,
    body=st.text(BODY_CHARACTERS, min_size=1, max_size=2000).map(str.strip).filter(bool),
)


@given(ENTRIES)
def test_export_and_import_lose_nothing(entry: Entry) -> None:
    text = format_entry(entry)
    assert parse_entry(entry.slug, text) == entry
    assert parse_entry(entry.slug, "\ufeff" + text.replace("\n", "\r\n")) == entry
    assert format_entry(parse_entry(entry.slug, text)) == text


@given(ENTRIES)
def test_the_file_shows_the_fields_in_order_and_one_phrasing_a_line(entry: Entry) -> None:
    front = format_entry(entry).split("\n---\n")[0].split("\n")
    left_out = [name for name in ("simply", "next") if getattr(entry, name) is None]
    shown = [name for name in FIELDS if name not in left_out]
    assert [line.split(":")[0] for line in front[1:] if line[0] != " "] == shown
    start = front.index("phrasings:" if entry.phrasings else "phrasings: []")
    assert all(line.startswith("  - ") for line in front[start + 1 : start + 1 + len(entry.phrasings)])


def test_the_largest_entry_fits_into_a_file() -> None:
    # U+FEFF takes six characters in YAML, more than any other that is allowed.
    long = "\ufeff" * LINE_LIMIT
    sources = (Source(long, long),) * 200
    entry = Entry("x", "T", "Q?", (long,) * 200, sources, ("a" * 64,) * 200, None, None, "b" * BODY_LIMIT)
    entry = replace(entry, simply="\ufeff" * SIMPLY_LIMIT, next="a" * 64)
    assert parse_entry("x", format_entry(entry)) == entry


@given(st.text())
def test_no_text_does_worse_than_be_refused(text: str) -> None:
    for whole in (text, f"---\n{text}\n---\nBody.", FILE.replace("title: Bringing a friend", text)):
        with suppress(EntryError):
            parse_entry("x", whole)
