"""The links of an approved text as HTML or as plain words, for places that are not the chat."""

import html
import re

_LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?|mailto|tel|sms):[^\s()<>\"]+)\)")


def as_html(text: str) -> str:
    """The text with everything escaped but its links."""
    parts, at = [], 0
    for link in _LINK.finditer(text):
        parts.append(html.escape(text[at : link.start()]))
        parts.append(f'<a href="{html.escape(link[2])}">{html.escape(link[1])}</a>')
        at = link.end()
    return "".join([*parts, html.escape(text[at:])])


def as_words(text: str) -> str:
    """The text with only the words of its links."""
    return _LINK.sub(r"\1", text)
