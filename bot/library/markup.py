"""Markup: the little Markdown that an approved text may use (paragraphs, `-` lists, `**strong**` and links)."""

import re
from typing import Final
from urllib.parse import urlsplit

SCHEMES: Final = ("http", "https", "mailto", "tel", "sms")

_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+)\)")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_BROKEN_LINK = re.compile(r"\]\s*\(|\]\s*\[|^\[[^\]\n]+\]:", re.MULTILINE)
_OTHER_MARKDOWN = (
    (re.compile(r"!\[[^\]\n]*\]\("), "a picture"),
    (re.compile(r"^#{1,6}\s", re.MULTILINE), "a heading (#)"),
    (re.compile(r"^\s*>", re.MULTILINE), "a quotation (>)"),
    (re.compile(r"^\s*\+\s", re.MULTILINE), "a list with +; use dashes"),
    (re.compile(r"^\s*\d+[.)]\s", re.MULTILINE), "a numbered list; use dashes"),
    (re.compile(r"^\s*(?:[-*_]\s*){3,}$", re.MULTILINE), "a line across (---)"),
    (re.compile(r"^\s*\|.*\|", re.MULTILINE), "a table (|)"),
    (re.compile(r"</?[a-zA-Z][^<>\n]*>"), "HTML or a link in < >; write [words](address)"),
    (re.compile(r"`"), "code (`)"),
    (re.compile(r"(?<!\w)(_{1,2})\w[^_\n]*\1(?!\w)"), "underscores for stress; use **strong**"),
    (re.compile(r"^\t", re.MULTILINE), "a line that starts with a tab"),
)


def plain(text: str) -> str:
    """Return the words that a reader sees: links become their words, `**` goes; lines and list dashes stay."""
    return _STRONG.sub(r"\1", _LINK.sub(r"\1", text))


def faults(text: str) -> list[str]:
    """Return a sentence for each link that would not work and each piece of Markdown that no channel shows."""
    found = [fault for words, address in _LINK.findall(text) if (fault := _link_fault(words, address))]
    rest = _LINK.sub("", text)
    if _BROKEN_LINK.search(rest):
        found.append("A link is broken; write it as [words](address), with no space in the address.")
    found += [f"The text uses {name}." for pattern, name in _OTHER_MARKDOWN if pattern.search(text)]
    if "*" in _STRONG.sub("", rest):
        found.append("A * is left over; strong words stand between ** and **, and lists take dashes.")
    return found


def _link_fault(words: str, address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return f"The link {address!r} is not an address."
    if parts.scheme not in SCHEMES:
        return f"The link {address!r} must start with {':, '.join(SCHEMES[:-1])}: or {SCHEMES[-1]}:."
    if parts.scheme in ("http", "https"):
        well_formed = bool(host)
    elif parts.scheme == "mailto":
        well_formed = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", parts.path) is not None
    else:
        well_formed = re.fullmatch(r"\+?[\d().-]*\d", parts.path) is not None
    if not well_formed:
        return f"The link {address!r} leads nowhere."
    return None if words.strip() else f"The link {address!r} has no words to click."
