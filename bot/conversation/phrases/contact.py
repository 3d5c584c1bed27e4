"""Finds in a message how a person can be reached, and perhaps a name; nothing else that they wrote is taken from it."""

import re
import unicodedata
from typing import Final

from bot.library.likeness import small_letters

_ALIKE = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"\u2019": "'"})
# Marks that stand between digits and show nothing, or only draw a key around them.
_UNSEEN = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufe0f\u20e3"))
_MAILBOX = re.compile(r"[\w.+%'-]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.[^\W\d_]{2,}")
_PHONE = re.compile(r"(?<!\d)(?:\+[^\S\n]?)?\(?\d(?:[^\S\n]?[()./-]?[^\S\n]?[()./-]?\d){6,14}(?!\d)")
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_ASKS_FOR_OURS = re.compile(r"\byour (?:own )?(?:phone|number|e-?mail|mail|address)\b.*\?", re.DOTALL)
_END_OF_NAME = r"(?!(?:and|my|at|on|call|phone|here|the|or|is|from|reach|text|please|thanks|a|not)\b)"
_NAMED = re.compile(
    r"\b(?:my name(?: is|'s)?|name:?|i'?m|i am|this is|it'?s|ask for)\s+"
    rf"({_END_OF_NAME}[^\W\d_][\w'-]*(?:[^\S\n]+{_END_OF_NAME}[^\W\d_][\w'-]*){{0,2}})",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"\b(?:my|the|is|it'?s|name|phone|telephone|tel|mobile|cell|number|no|nr|num|e-?mail|mail|mailbox|address|at|on"
    r"|or|and|call|text|reach|contact|ring|write|me|to|you|can|could|please|pls|thanks|thank|yes|ok|okay|sure|here"
    r"|after|before|anytime|any|time|i'?m|am|pm|this|i|whatsapp|ext|x|try|use|hurry|asap|soon|now|today|tonight|tomorrow"
    r"|morning|afternoon|evening|hi|hello|sorry)\b",
    re.IGNORECASE,
)
_BY = r"(?:call(?:ed|s)?|phoned?|ring|text(?:ed|s)?|sms|e-?mail(?:ed|s)?|mail|write|message|whatsapp|zoom|voicemail)"
_WHEN = (
    r"(?:(?:early |late )?(?:mornings?|afternoons?|evenings?|nights?|noon|midday|lunch(?:time)?)|week ?(?:days?|ends?)"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?|any ?time|any day|whenever|after (?:work|school|\d{1,2})"
    r"|before (?:work|school|\d{1,2})|(?:at|from|between|around|about) \d{1,2}(?::\d\d)?|\d{1,2} ?(?:am|pm))"
)
_HOW_TO_CALL: Final = re.compile(
    rf"\b(?:can|could|may|is it (?:ok|okay|fine|possible)|would it be (?:ok|okay|fine))\b[\w' ]{{0,40}}?\b{_BY}\b"
    rf"|^(?:(?:is|would) )?(?:just |only |by |an? |my )*{_BY}(?: (?:is|be|only|ok|okay|fine|best|better|please|works|me"
    rf"|instead|address|them|address))*[ .?!]*$"
    rf"|^(?:[\w']+[ ,]+){{0,8}}?(?<!good ){_WHEN}\b"
)
# What the clinic will do is a question of its own, and who wants a person now is heard.
_ASKS_OF_THEM: Final = re.compile(
    r"\b(?:(?:when|how soon|how long|what time|why|who|what|where|which|how) "
    r"|will (?:they|you|it|someone|somebody|she|he)\b"
    r"|do (?:they|you)\b|does (?:it|someone|the)\b|did (?:they|you)\b|(?:can|could|may) i (?:call|phone|ring|text"
    r"|message|write|e-?mail|reach|talk|speak|come|visit|start)\b"
    r"|right now|person|human|someone real|your|appointments?|sessions?)"
)
_MOST_NAME_WORDS = 3
_MOST_CHARACTERS = 200


def way_to_reach(speech: str) -> tuple[str | None, str] | None:
    """The name, if any, and the telephone numbers and mail addresses in a message; None where there are none."""
    text = _plain(speech)
    if _ASKS_FOR_OURS.search(text.casefold()):
        return None
    without_mail = _MAILBOX.sub(" ; ", text)
    ways = [found[0].strip(".'-") for found in _MAILBOX.finditer(text)]
    ways += [found[0].strip() for found in _PHONE.finditer(without_mail) if not _DAY.fullmatch(found[0].strip())]
    if not ways:
        return None
    return _name_in(_PHONE.sub(" ; ", without_mail)), ", ".join(dict.fromkeys(ways))[:_MOST_CHARACTERS]


def tells_how_to_call(speech: str) -> bool:
    """Whether a message without a number says when or by what way somebody may be reached: "can they call after 5"."""
    words = small_letters(speech)
    return _ASKS_OF_THEM.search(words) is None and _HOW_TO_CALL.search(words) is not None


def _name_in(text: str) -> str | None:
    named = _NAMED.search(text)
    if named is not None:
        return named[1][:_MOST_CHARACTERS]
    left = re.split(r"[\s,;:.!?()<>/|+]+", _NOT_A_NAME.sub(" ", text))
    words = [word for word in left if any(map(str.isalpha, word)) and not any(map(str.isdigit, word))]
    # More than a name would be a piece of what the person tells.
    return " ".join(words)[:_MOST_CHARACTERS] if 0 < len(words) <= _MOST_NAME_WORDS else None


def _plain(text: str) -> str:
    """Digits of every script as 0 to 9, dashes as one kind, no unseen marks; letters stay as they are."""
    folded = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).translate(_ALIKE)
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in folded)
