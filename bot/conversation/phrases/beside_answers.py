"""An answer that is meant by the one beside it: "after the heart one", "the one before blood pressure"."""

import re
from typing import Final

from bot.conversation.phrases.plain_replies import counted
from bot.library.likeness import small_letters

_MOST_WORDS: Final = 14
_LEAD = (
    r"(?:(?:ok|okay|oh|no|nope|yes|sorry|please|pls|wait|um+|hm+|so|and|but|actually|maybe|i mean|i meant|i want|it'?s"
    r"|its|it is|that'?s|can you|can i|could i|let me|to|change|edit|fix|correct|open|see|go to|show me|i think)"
    r"[ ,.]+){0,6}"
)
_ANSWER = r"(?:one|ones|question|answer|part|bit|thing|section)"
_PLACE = r"(?:after|before|following|above|below|under|underneath|next to|behind|beneath|preceding|right by)"
_NAME = r"(?P<named>(?:\w+[ ,/-]+){0,4}?\w+)"
_END = r"(?:[ ,]+(?:please|pls|thanks|is wrong|not that one|i mean|sorry)){0,2}[ .!?]*"
_BESIDE: Final = (
    re.compile(
        rf"{_LEAD}(?:(?:the|that|my) )?(?:next |other |first )?{_ANSWER}(?: that (?:comes|is|was|came)|'s)?"
        rf" (?:(?:right|just|directly|straight|immediately|coming) )?{_PLACE} (?:(?:the|my|that) )?{_NAME}"
        rf"(?: {_ANSWER})?{_END}"
    ),
    re.compile(
        rf"{_LEAD}(?:(?:right|just|directly|straight|next) )?{_PLACE} (?:(?:the|my|that) )?{_NAME} {_ANSWER}{_END}"
    ),
)


def named_beside(speech: str) -> str | None:
    """The words that name the answer beside which the one that is meant stands; None for any other message."""
    words = small_letters(speech)
    if counted(words) > _MOST_WORDS:
        return None
    found = next((match for pattern in _BESIDE if (match := pattern.fullmatch(words))), None)
    return None if found is None else found["named"]
