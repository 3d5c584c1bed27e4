"""Whether words of danger are plainly about somebody else, where the screen alone takes them for the writer's own."""

import re
from collections.abc import Iterable
from typing import Final

from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.conversation.phrases.someone_else import PERSON

_MOST_WORDS: Final = 30
_CLAUSE: Final = re.compile(r"[.!?;,\n]+|\b(?:and|but|so|because|cos)\b", re.IGNORECASE)

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = r"(?:(?:hi|hello|hey|ok|yes|no|please|help|now|today|yesterday|just now|then|that|also|well|oh|i think) ){0,3}"
_KIN = rf"(?:my|our) (?:\w+ ){{0,2}}?{PERSON}(?: in law)?"
_KIN_TOLD_OF: Final = re.compile(rf"\b{_KIN}\b")
# "He" and "she" are people whom one told of; "they" may be anybody.
_OF_THEM: Final = re.compile(
    rf"{_LEAD}(?:{_KIN}|he|she|hes|shes|hed|shed|hell|shell|his|her)\b.*"
    # Nobody says "wants" and "keeps" of themselves.
    r"|(?:has|is|wants|keeps|says|needs|cuts|talks|thinks|feels|hates|gets|does)\b.*"
)
_ASIDE: Final = re.compile(
    r"(?:(?:please|pls|help|urgent|now|quick|hurry|hi|hello|thanks|asap)(?: |$)){1,4}"
    r"|(?:please |pls )?(?:can|could|will|would) (?:someone|somebody|you|a nurse|anyone|they) (?:please )?(?:call|help"
    r"|talk|ring|phone)(?: (?:me|us|him|her|now|please|asap|back|to (?:me|him|her|us))){0,3}"
    r"|what (?:can|do|should) (?:i|we) do(?: now)?|(?:i am|we are) (?:so |very |really )?(?:worried|scared|afraid)"
    r"(?: (?:about|for) (?:him|her))?|(?:please )?(?:call|help) (?:me|us|him|her)(?: please| now)?"
)
_FIRST_PERSON: Final = re.compile(r"\b(?:i|im|ive|id|ill|me|my|mine|myself|we|us|our|ourselves|you|your|yourself|u)\b")
# What another says to somebody, and the grief of who was left behind, are another matter.
_NOT_OF_THEM: Final = re.compile(
    r"\b(?:died|passed|funeral|buried|grave|gone|join|without (?:him|her)|with (?:him|her)|because of|go die|told to"
    r"|hits?|hitting|beats?|beating|threaten\w*)\b"
)


def is_of_another(text: str, before: Iterable[str]) -> bool:
    """Whether every part of a short message is about a relative or a friend of the writer's, and none about the writer.
    `before`: what they wrote lately, which says of whom "he" or "she" is. Whatever is unclear is not."""
    words = few_words(text, _MOST_WORDS)
    if not words or _NOT_OF_THEM.search(words):
        return False
    told_of = [words, *map(plain_words, before)]
    if not any(map(_KIN_TOLD_OF.search, told_of)):
        return False
    parts = [part for part in map(plain_words, _CLAUSE.split(text)) if part and not _ASIDE.fullmatch(part)]
    return bool(parts) and all(map(_is_of_them, parts)) and _OF_THEM.fullmatch(parts[0]) is not None


def _is_of_them(part: str) -> bool:
    return _OF_THEM.fullmatch(part) is not None and _FIRST_PERSON.search(_KIN_TOLD_OF.sub(" ", part)) is None
