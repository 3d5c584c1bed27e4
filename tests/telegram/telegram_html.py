"""A strict reader of the part of Telegram's HTML that the bot uses."""

import html
import re

_TOKEN = re.compile(
    r"(?P<open><(?P<name>b|i|blockquote|a(?= href))(?: href=\"(?P<href>[^\"<>\s]+)\")?>)"
    r"|(?P<close></(?P<closed>b|i|blockquote|a)>)"
    r"|(?P<text>(?:[^<>&]|&(?:lt|gt|amp|quot|#x?[0-9a-fA-F]+);)+)"
)


def read(source: str) -> str:
    """The words that a person sees. Raises ValueError where a tag is unknown, badly nested, or something is bare."""
    words: list[str] = []
    is_open: list[str] = []
    at = 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        if token is None:
            raise ValueError(f"can't parse entities at byte offset {at}")
        if token["open"]:
            if (token["name"] == "a") != (token["href"] is not None):
                raise ValueError("an address belongs to links alone")
            is_open.append(token["name"])
        elif token["close"]:
            if not is_open or is_open.pop() != token["closed"]:
                raise ValueError(f"unexpected end tag {token['closed']}")
        else:
            words.append(html.unescape(token["text"]))
        at = token.end()
    if is_open:
        raise ValueError(f"can't find end tag of {is_open[-1]}")
    return "".join(words)
