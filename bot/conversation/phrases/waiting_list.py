"""Whether somebody says that they are on the clinic's waiting list, which asks for nothing to begin."""

import re
from typing import Final

from bot.conversation.phrases.asking_words import asks_in_words
from bot.safety.normalisation import plain_letters

_LIST = r"(?:wait(?:ing|ers)?[ -]?list|wait ?list|list(?! of\b))"
_STANDS: Final = re.compile(
    r"\b(?:(?:i|we|he|she|they|my \w+)(?:'?m|'?re|'?s| am| are| is| was| were)|im|were|hes|shes|theyre"
    r"|(?:i|we)(?:'?ve| have)?(?: been| got| just got| already got))"
    r"(?: (?:already|still|now|just|currently|both|put|on here))* (?:on|added to|put on)"
    rf" (?:the|your|ur|a|this) (?:\w+ )?{_LIST}\b"
    rf"|^(?:already|still) on (?:the|your|ur|a) {_LIST}\b"
)
_WISHES: Final = re.compile(
    r"\b(?:start|begin|answer|fill|do) (?:\w+ ){0,3}(?:questions?|form|pre-?screen|questionnaire)\b|\blet'?s\b"
)


def is_on_waiting_list(text: str) -> bool:
    """Whether a text states that somebody stands on a waiting list, and wishes or asks for nothing."""
    plain = plain_letters(text)
    return _STANDS.search(plain) is not None and not _WISHES.search(plain) and not asks_in_words(text)
