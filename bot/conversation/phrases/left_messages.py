"""What says whether a message may be left, also at another question: "no message", "discreet please"."""

import re
from typing import Final

from bot.library.likeness import small_letters

_LEAD = (
    r"(?:(?:no|nope|nah|yes|yeah|ok|okay|oh|and|so|please|pls|sorry|wait|also|for the messages?|about the messages?)"
    r"[ ,.!:-]+){0,4}"
)
_END = r"(?: (?:please|pls|plz|thanks|thank you|though|tho|if (?:possible|that'?s ok)))*[ .!]*"
_KIND = r"(?:messages?|voice ?-?mails?)"
_LEAVE = r"(?:leave|leaving|send)"
_CHOICES: Final = {
    "discreet": (
        rf"(?:(?:just |only )?(?:an? )?discreet(?:ly)?(?: (?:ones?|only|{_KIND}))*"
        rf"|(?:you can |they can )?(?:just |only )?{_LEAVE} (?:an? )?discreet (?:ones?|{_KIND})"
        r"|(?:be|keep it) discreet)"
    ),
    "no_message": (
        rf"(?:no {_KIND}(?: at all)?|(?:do not|don'?t|dont|never|not) {_LEAVE} (?:an?|any|me an?|me any) {_KIND}"
        rf"|(?:i )?(?:don'?t|dont|do not) want (?:an?|any|you to leave an?) {_KIND}|no to (?:the )?{_KIND})"
    ),
    "any_message": (
        rf"(?:any {_KIND}|an? {_KIND} is (?:fine|ok|okay|good)|(?:you |they )(?:can|may) {_LEAVE} (?:an?|any) {_KIND}"
        rf"|{_KIND} (?:is|are) (?:fine|ok|okay|good))"
    ),
}
_PATTERNS: Final = {choice: re.compile(_LEAD + pattern + _END) for choice, pattern in _CHOICES.items()}

# "No messages are fine" may mean either.
_NO_OR_FINE: Final = re.compile(rf"\bno {_KIND} (?:is|are) (?:fine|ok|okay|good)")


def message_choice(text: str) -> str | None:
    """Which choice a text makes that speaks of messages and of nothing else; None for any other text."""
    words = small_letters(text)
    if _NO_OR_FINE.search(words):
        return None
    return next((choice for choice, pattern in _PATTERNS.items() if pattern.fullmatch(words)), None)
