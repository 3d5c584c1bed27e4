"""An approved text as the patient's page draws it (`channels/web/static/text-rendering.js` has the same rules)."""

import re
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.library.markup import SCHEMES

_WEB_LINK: Final = Markup(
    '<a href="{}" target="_blank" rel="noopener noreferrer">{}<span class="unseen"> (opens in a new tab)</span></a>'
)
_INLINE = re.compile(
    r"\*\*(.{1,2000}?)\*\*|\[([^\[\]\n]{1,500})\]\(([^()\s]{1,2000})\)|(https?://[^\s<>\"]{1,2000})", re.DOTALL
)
_ITEM = re.compile(r"^\s*-\s+(.*)$")
_TRAILING = ".,;:!?'\"*]"


def rich_text(text: str) -> Markup:
    """Paragraphs, `-` lists, `**strong**` and links; everything else as the characters that it is made of."""
    out = Markup()
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip()):
        runs: list[tuple[bool, list[str]]] = []
        for line in block.split("\n"):
            item = _ITEM.match(line)
            words, is_item = (item[1], True) if item else (line, False)
            if not runs or runs[-1][0] is not is_item:
                runs.append((is_item, []))
            runs[-1][1].append(words)
        for is_item, lines in runs:
            if is_item:
                items = Markup().join(Markup("<li>{}</li>").format(_inline(line)) for line in lines)
                out += Markup("<ul>{}</ul>").format(items)
            else:
                out += Markup("<p>{}</p>").format(Markup("<br>").join(_inline(line) for line in lines))
    return out


def _inline(text: str) -> Markup:
    out, end = Markup(), 0
    for match in _INLINE.finditer(text):
        strong, label, target, address = match.groups()
        out += escape(text[end : match.start()])
        end = match.end()
        if strong:
            out += Markup("<strong>{}</strong>").format(_inline(strong))
        elif label:
            out += _link(label, target) or escape(match[0])
        else:
            bare = address.rstrip(_TRAILING)
            while bare.endswith(")") and "(" not in bare:
                bare = bare[:-1].rstrip(_TRAILING)
            out += (_link(bare, bare) or escape(bare)) + escape(address[len(bare) :])
    return out + escape(text[end:])


def _link(label: str, target: str) -> Markup | None:
    """None where the target is not safe to follow."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme not in SCHEMES:
        return None
    if parts.scheme not in ("http", "https"):
        return Markup('<a href="{}">{}</a>').format(target, label)
    if not parts.netloc:
        return None
    return _WEB_LINK.format(target, label)
