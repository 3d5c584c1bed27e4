"""Markup: the words that a reader sees, and what no channel can show."""

import pytest

from bot.library.markup import faults, plain


def test_links_and_strong_words_become_words() -> None:
    assert plain("See **our [map](https://example.org/a)** or\n- [call](tel:+15550100)") == "See our map or\n- call"


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "- one\n- two\n\n**Strong** words and **strong\nlines**.",
        "[Web](https://example.org), [post](mailto:care@example.org), [call](tel:+1-555-0100), [text](sms:988).",
        "It costs less than a snake_case_word [sic].",
        "You may feel better (or not).",
        "مرحبا 👋 [اتصل](tel:988)",
        "a < b",
    ],
)
def test_what_the_format_allows_has_no_fault(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a](javascript:alert(1))", "A link is broken"),
        ("[a](javascript:x)", "must start with http:, https:, mailto:, tel: or sms:"),
        ("[a](data:text/html,x)", "must start with"),
        ("[a](//example.org)", "must start with"),
        ("[a](example.org)", "must start with"),
        ("[a](https://)", "leads nowhere"),
        ("[a](https://[)", "not an address"),
        ("[a](mailto:nobody)", "leads nowhere"),
        ("[a](tel:call-us)", "leads nowhere"),
        ("[a](sms:)", "leads nowhere"),
        ("[ ](https://example.org)", "no words to click"),
        ("[a] (https://example.org)", "A link is broken"),
        ("[a](https://example.org", "A link is broken"),
        ("[a](https://example.org/a b)", "A link is broken"),
        ("[](https://example.org)", "A link is broken"),
        ("[a][1]", "A link is broken"),
        ("![a](https://example.org/a.png)", "a picture"),
        ("# Title", "a heading"),
        ("> said", "a quotation"),
        ("1. first", "a numbered list"),
        ("* item", "A * is left over"),
        ("+ item", "a list with +"),
        ("an *odd* word", "A * is left over"),
        ("a **half", "A * is left over"),
        ("an _odd_ word", "underscores"),
        ("a\n\n---\n\nb", "a line across"),
        ("| a | b |", "a table"),
        ("a <b>bold</b> word", "HTML"),
        ("<https://example.org>", "HTML or a link in < >"),
        ("a `code`", "code"),
        ("a\n\tb", "a tab"),
    ],
)
def test_what_no_channel_shows_is_a_fault(text: str, said: str) -> None:
    assert said in " ".join(faults(text))
