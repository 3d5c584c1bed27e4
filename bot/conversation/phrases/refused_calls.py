"""Whether someone does not want to be called, or takes back that they asked for it."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import plain_words

_MOST_WORDS: Final = 20

# Every pattern below is for words as `plain_words` leaves them.
_CALL = (
    r"(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|telephon(?:e|ing)|contact(?:ing)?|text(?:ing)?|e ?mail(?:ing)?"
    r"|messag(?:e|ing)|reach out to|get in touch with)"
)
# "I don't mind if they call", "don't forget to call me", "I don't know when they call" refuse nothing.
_BETWEEN = (
    r"(?: (?!(?:mind|if|and|but|or|know|understand|forget|hesitate|think|care|why|when|who|can|could|please|just|text"
    r"|e|email|speak|talk|bot|robot)\b)\w+){0,5}?"
)
# Whoever names a time or a place wants to be called at another.
_ELSEWHERE = r"(?! (?:at|on|before|after|during|in|from|until|till|by|when|while|so|if|what|names?|or)\b)"
_NO_CALL: Final = re.compile(
    rf"(?<!they )(?<!you )(?<!she )(?<!he )(?<!why )\b"
    rf"(?:do not|never|rather not|please not){_BETWEEN} {_CALL} (?:me|us)\b"
    rf"{_ELSEWHERE}"
    rf"|\b(?:nobody|no one|none of (?:you|them)) (?:should|must|needs? to|has to|is to|better|may)(?: \w+)? {_CALL}"
    rf"(?: (?:me|us))?\b{_ELSEWHERE}"
    rf"|\bno need(?: for \w+)? to {_CALL}(?: (?:me|us))?\b{_ELSEWHERE}"
    r"|\bdo not (?:really )?(?:want|need|wish for)(?: to (?:get|have|receive|be))?(?: (?:a|any|the|that|your|these|no"
    r"|phone))*? (?:calls?|call ?backs?|phone calls?|called|contacted|phoned|rung|rang)\b"
    r"|\b(?:take me off|remove me from|get me off|delete me from) (?:the|your|that|this|their|any) (?:\w+ )?list\b"
    r"|\bcancel (?:the|my|that|this) (?:\w+ )?(?:call ?backs?|calls?|request)\b"
)
_NO_CALL_AT_ALL: Final = re.compile(
    rf"(?:^|.* )(?<!they )(?<!you )(?<!why )(?:do not(?: you)?(?: ever)? {_CALL}|no (?:more )?(?:phone )?calls?"
    r"|stop calling|no calling)"
    r"(?: (?:me|us|back|any ?more|again|please|pls|then|now|after all|yet|thanks|thank you|ok|today|tomorrow|ever|sorry"
    r"|anyway|though)){0,5}"
)
_OTHER_WAY: Final = re.compile(r"\b(?:instead|(?:e ?mail|text|write|message|write to) me)\b")


def refuses_calls(text: str) -> bool:
    """Whether a short message says that they are not to be called, and names no other way."""
    words = plain_words(text)
    if not words or len(words.split()) > _MOST_WORDS:
        return False
    is_refused = _NO_CALL.search(words) is not None or _NO_CALL_AT_ALL.fullmatch(words) is not None
    return is_refused and _OTHER_WAY.search(without_refused_calls(words)) is None


def without_refused_calls(words: str) -> str:
    """Plain words without those in which a call is refused."""
    return _NO_CALL.sub(" ", words)
