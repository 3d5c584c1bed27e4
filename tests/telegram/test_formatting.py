"""Formatting: what a message looks like in Telegram, and that Telegram would take it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assembly import Parts
from bot.channels.telegram.formatting import MOST_UNITS, html_parts, keyboard, plain_part, size
from bot.conversation.messages import Choice, Citation, Message, Progress
from bot.library.kinds import Kind
from tests.telegram import telegram_html


def message(text: str, **details: object) -> Message:
    return Message.model_validate({"id": "m", "kind": Kind.ANSWER, "text": text, **details})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<b>not bold</b>", "&lt;b&gt;not bold&lt;/b&gt;"),
        ("It is **very** good", "It is <b>very</b> good"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("- one\n- **two**", "• one\n• <b>two</b>"),
        ("first\nline\n\n\nsecond", "first\nline\n\nsecond"),
        ("see [the page](https://a.example/?b=1&c=2)", 'see <a href="https://a.example/?b=1&amp;c=2">the page</a>'),
        ("**[the page](https://a.example)**", '<b><a href="https://a.example">the page</a></b>'),
        ("[call 988](tel:988) or [text 988](sms:988)", "call 988 or text 988"),
        ("[+1 212-555-0142](tel:+12125550142)", "+1 212-555-0142"),
        ("[ring us](tel:+12125550142)", "ring us (+12125550142)"),
        ("[HELLO@clinic.example](mailto:hello@clinic.example)", "HELLO@clinic.example"),
        ("[write](mailto:hello@clinic.example?subject=x)", "write (hello@clinic.example)"),
        ("[press](javascript:alert)", "[press](javascript:alert)"),
        ("[half](https://", "[half](https://"),
    ],
)
def test_the_little_markdown_of_a_text_becomes_telegrams_html(text: str, expected: str) -> None:
    assert html_parts(message(text)) == [expected]


def test_sources_and_review_come_last() -> None:
    citations = [Citation(document="Paper <1>", section="Setting"), Citation(document="Leaflet", section="After & on")]

    [unreviewed] = html_parts(message("Yes.", citations=citations))
    [reviewed] = html_parts(message("Yes.", citations=citations[1:], reviewed=date(2026, 5, 3)))

    assert unreviewed == (
        "Yes.\n\n<i>From: Paper &lt;1&gt;, Setting; Leaflet, After &amp; on</i>\n<i>Not yet reviewed by your clinic</i>"
    )
    assert reviewed.endswith("<i>From: Leaflet, After &amp; on</i>\n<i>Reviewed by your clinic on 3 May 2026</i>")


def test_what_was_tapped_and_the_progress_come_first() -> None:
    [part] = html_parts(message("Yes.", progress=Progress(step=2, of=11)), asked="Is it <safe>?")

    assert part == "<blockquote>Is it &lt;safe&gt;?</blockquote>\n\n<i>Question 2 of 11</i>\n\nYes."


def test_a_long_text_is_cut_between_paragraphs() -> None:
    paragraphs = [letter * 1500 for letter in "abcde"]

    parts = html_parts(message("\n\n".join(paragraphs)))

    assert parts == ["\n\n".join(paragraphs[:2]), "\n\n".join(paragraphs[2:4]), paragraphs[4]]


def test_a_paragraph_that_is_too_long_is_cut_between_lines_and_then_between_words() -> None:
    parts = html_parts(message("- " + "**" + "word " * 2000 + "end**\n- last"))

    assert all(size(part) <= MOST_UNITS for part in parts)
    assert "".join(telegram_html.read(part) for part in parts) == "• " + "word " * 2000 + "end\n• last"


def test_choices_are_buttons_below_each_other_with_short_labels() -> None:
    shown = keyboard([Choice(id="a" * 16, label="Yes"), Choice(id="b" * 16, label="long " * 30)])

    assert shown is not None
    rows = [[(button.text, button.callback_data) for button in row] for row in shown.inline_keyboard]
    assert rows[0] == [("Yes", "a" * 16)]
    assert rows[1][0][0].endswith("…")
    assert len(rows[1][0][0]) <= 64
    assert keyboard([]) is None


def test_every_text_and_answer_that_is_shipped_fits_in_one_part_and_keeps_its_words(shared_parts: Parts) -> None:
    texts = [filled.text for _, filled in shared_parts.texts.all()]
    texts += [entry.body for entry in shared_parts.library.shelf().entries.values()]

    for text in texts:
        [part] = html_parts(message(text))
        assert telegram_html.read(part) == plain_part(part)
        assert "](" not in part
        assert "**" not in part


_PIECES = st.sampled_from(
    [
        "**",
        "[",
        "](https://a.example/\"'<&>)",
        "](tel:988)",
        "- ",
        "\n",
        "\n\n",
        " ",
        "<b>",
        "&amp;",
        "x" * 5000,
        "😀" * 999,
    ]
)
_TEXTS = st.lists(_PIECES | st.text(max_size=40), min_size=1, max_size=40).map("".join)


@given(_TEXTS, st.text(max_size=100), st.booleans())
def test_telegram_takes_every_part_and_no_word_is_lost(text: str, other: str, is_cited: bool) -> None:
    citations = [Citation(document=other, section=other)] if is_cited else []

    parts = html_parts(message(text, citations=citations), asked=other)

    assert all(size(part) <= MOST_UNITS for part in parts)
    shown = [telegram_html.read(part) for part in parts]
    assert [plain_part(part) for part in parts] == shown
    assert all(words.strip() for words in shown)
    everything = "".join(shown)
    assert everything.startswith(" ".join(other.split()))
    assert _holds(everything, [character for character in _without_markup(text) if character.isalnum()])


def _without_markup(text: str) -> str:
    for target in ("](https://a.example/\"'<&>)", "](tel:988)"):
        text = text.replace(target, "")
    return text


def _holds(haystack: str, needles: list[str]) -> bool:
    """Whether all of them occur in this order."""
    rest = iter(haystack)
    return all(needle in rest for needle in needles)
