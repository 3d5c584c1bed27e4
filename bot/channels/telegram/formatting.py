"""The bot's messages in Telegram's HTML, in pieces that Telegram takes, and its choices as buttons."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.conversation.messages import Choice, Message

MOST_UNITS = 4096
MOST_LABEL = 64
MOST_HREF = 1000
_WORD = re.compile(r"[^ ]{1,400} ?| ")
_INLINE = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\[([^\[\]\n]+)\]\(([^()\s]+)\)")
_ITEM = re.compile(r"\s*-\s+(.*)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that stand between the same tags."""

    text: str
    opening: str = ""
    closing: str = ""

    @property
    def html(self) -> str:
        return f"{self.opening}{html.escape(self.text, quote=False)}{self.closing}" if self.text else ""

    def words(self) -> Iterator["_Run"]:
        """The same words, one by one; one that is very long in several pieces."""
        return (_Run(word, self.opening, self.closing) for word in _WORD.findall(self.text))


def html_parts(message: Message, asked: str = "") -> list[str]:
    """The message as HTML, each part short enough to be sent. `asked` is a question to quote above it."""
    quoted = " ".join(asked.split())
    paragraphs = [[[_Run(quoted, "<blockquote>", "</blockquote>")]]] if quoted else []
    if message.progress:
        paragraphs.append([_italic(f"Question {message.progress.step} of {message.progress.of}")])
    paragraphs += _paragraphs(message.text)
    if message.citations:
        paragraphs.append(_sources(message))
    return _packed((part for paragraph in paragraphs for part in _paragraph_parts(paragraph)), "\n\n")


def plain_part(part: str) -> str:
    """A part of `html_parts` without its tags."""
    return html.unescape(_TAG.sub("", part))


def keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """One button in each row, or None where there is nothing to choose."""
    rows = [[InlineKeyboardButton(_short(choice.label), callback_data=choice.id)] for choice in choices]
    return InlineKeyboardMarkup(rows) if rows else None


def size(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _sources(message: Message) -> list[list[_Run]]:
    named = "; ".join(f"{citation.document}, {citation.section}" for citation in message.citations)
    day = message.reviewed
    review = f"Reviewed by your clinic on {day.day} {day:%B} {day.year}" if day else "Not yet reviewed by your clinic"
    return [_italic(f"From: {named}"), _italic(review)]


def _italic(text: str) -> list[_Run]:
    return [_Run(" ".join(text.split()), "<i>", "</i>")]


def _paragraphs(text: str) -> list[list[list[_Run]]]:
    """Paragraphs of lines of runs."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = [[list(_line(line)) for line in block.split("\n") if line.strip()] for block in blocks]
    return [lines for lines in paragraphs if lines]


def _line(line: str) -> Iterator[_Run]:
    item = _ITEM.fullmatch(line)
    if item:
        yield _Run("• ")
    yield from _runs(" ".join((item[1] if item else line).split()))


def _runs(text: str, opening: str = "", closing: str = "") -> Iterator[_Run]:
    at = 0
    for found in _INLINE.finditer(text):
        yield _Run(text[at : found.start()], opening, closing)
        strong, label, target = found.groups()
        if strong:
            yield from _runs(strong, f"{opening}<b>", f"</b>{closing}")
        else:
            yield _link(label, target, opening, closing) or _Run(found[0], opening, closing)
        at = found.end()
    yield _Run(text[at:], opening, closing)


def _link(label: str, target: str, opening: str, closing: str) -> _Run | None:
    """None where the target is not one that the bot's texts may have."""
    scheme, _, rest = target.partition(":")
    match scheme.lower():
        case "http" | "https":
            href = html.escape(target)
            if len(href) > MOST_HREF:
                return _Run(f"{label} ({target})", opening, closing)
            return _Run(label, f'{opening}<a href="{href}">', f"</a>{closing}")
        case "tel" | "sms":
            # Telegram drops links to numbers, and makes numbers tappable by itself.
            number = rest.partition("?")[0]
            is_shown = _digits(number) in _digits(label)
            return _Run(label if is_shown else f"{label} ({number})", opening, closing)
        case "mailto":
            mailbox = rest.partition("?")[0]
            is_shown = mailbox.casefold() in label.casefold()
            return _Run(label if is_shown else f"{label} ({mailbox})", opening, closing)
    return None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _paragraph_parts(lines: Iterable[list[_Run]]) -> list[str]:
    return _packed((part for line in lines for part in _line_parts(line)), "\n")


def _line_parts(runs: list[_Run]) -> list[str]:
    whole = "".join(run.html for run in runs)
    if size(whole) <= MOST_UNITS:
        return [whole]
    return _packed((word.html for run in runs for word in run.words()), "")


def _packed(pieces: Iterable[str], joint: str) -> list[str]:
    """As few parts as the pieces fit in, in their order."""
    parts: list[str] = []
    for piece in pieces:
        if parts and size(parts[-1] + joint + piece) <= MOST_UNITS:
            parts[-1] += joint + piece
        else:
            parts.append(piece)
    return parts


def _short(label: str) -> str:
    return label if len(label) <= MOST_LABEL else f"{label[: MOST_LABEL - 1].rstrip()}…"
