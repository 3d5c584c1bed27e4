"""What says whether a message may be left, also at another question: "no message", "discreet please"."""

import re
from typing import Final

from bot.conversation.phrases.plain_replies import counted
from bot.library.likeness import small_letters

_MOST_WORDS: Final = 24
_LEAD = (
    r"(?:(?:no|nope|nah|yes|yeah|ok|okay|oh|and|so|but|please|pls|sorry|wait|also|actually|hi|hey|um+|hm+|well|btw"
    r"|i(?:'?ve| have)? changed my mind|on second thoughts?|just|for the messages?|about the messages?"
    r"|(?:can|could) you(?: please)?|(?:please )?(?:tell|ask) them)[ ,.!:-]+){0,5}"
)
_END = r"(?: (?:please|pls|plz|thanks|thank you|though|tho|if (?:possible|that'?s ok)))*[ .!]*"
_KIND = r"(?:(?:voice )?messages?|voice ?-?mails?|vms?)"
_LEAVE = r"(?:leave|leaving|send|sending)"
_SOME = r"(?:(?:me|us|my phone) )?(?:(?:an?|any|the|those|more) )?"
_WHERE = (
    r"(?:(?: (?:for me|at all|any ?more|anywhere|ever|on (?:my|the|that) (?:phone|machine|cell|voice ?-?mail|line)"
    r"|at (?:home|work)|with (?:anyone|anybody|my \w+)|to me|after all|either|now|then|instead)){0,3})"
)
_THEY = r"(?:them|you|the clinic|anyone|anybody|someone|people|it)"
_CHOICES: Final = {
    "discreet": (
        rf"(?:(?:just |only )?(?:an? )?discreet(?:ly)?(?: (?:ones?|only|{_KIND}))*"
        rf"|(?:you can |they can )?(?:just |only )?{_LEAVE} (?:an? )?discreet (?:ones?|{_KIND})"
        r"|(?:be|keep it) discreet)"
    ),
    "no_message": (
        rf"(?:no (?:more )?{_KIND}|(?:do not|don'?t|dont|never|not|not to) (?:ever )?{_LEAVE} {_SOME}{_KIND}"
        rf"|(?:i )?(?:don'?t|dont|do not|never) want (?:{_THEY} )?(?:(?:to )?{_LEAVE} )?{_SOME}{_KIND}(?: left)?"
        rf"|i(?:'?d| would) (?:rather|prefer|like)(?: (?:it )?(?:if|that))?(?: {_THEY}| they)? (?:didn'?t"
        rf"|did not|don'?t"
        rf"|not|not to|to not|no)(?: {_LEAVE})? {_SOME}{_KIND}"
        rf"|(?:(?:they|you|the clinic) (?:can'?t|cannot|cant|can not|must(?:n'?t| not)|should(?:n'?t| not)"
        rf"|may not)|(?:nobody|no one) (?:can|may|should|must)) {_LEAVE} {_SOME}{_KIND}"
        rf"|no to (?:the )?{_KIND}|without {_KIND})"
    ),
    "any_message": (
        rf"(?:(?:(?:an?|any) )?{_KIND} (?:is|are) (?:fine|ok|okay|good|all ?right)"
        rf"|(?:you |they )(?:can|may) {_LEAVE} (?:(?:an?|any) )?{_KIND})"
    ),
}
# Why there shall be none. What follows a condition may be a wish for another kind.
_REASON = (
    r"(?:[ ,.;:-]+(?:because|cause|cos|cuz|since|as|so|my|i|we|nobody|no one|someone|others|it|they"
    r"|in case)\b(?P<why>.*))?"
)
_CONDITION: Final = re.compile(
    r"\b(?:unless|except|but|only|just|if|until|discre\w+|fine|ok|okay|instead|rather|without|can leave|may leave)\b"
)
_PATTERNS: Final = {
    choice: re.compile(_LEAD + pattern + (_WHERE + _REASON if choice == "no_message" else "") + _END)
    for choice, pattern in _CHOICES.items()
}

# "Any messages" asks whether there are some, but where it is asked which may be left.
_BARE_ANY: Final = re.compile(rf"{_LEAD}any (?:kind of |type of |sort of )?{_KIND}{_WHERE}{_END}")
# "No voicemails on my phone" may say what is there, or what shall be.
_MAY_BE_NONE_THERE: Final = re.compile(
    rf"(?:(?:no|nope|oh|hi|hey|ok|okay|so|well|um+|hm+|still|also|yes|yeah)[ ,.!-]+){{0,4}}no (?:more )?{_KIND}"
    r" (?:on (?:my|the|that) (?:phone|machine|cell|voice ?-?mail|line)|to me|at (?:home|work)|then|either|now)[ .!]*"
)
# "No messages are fine" may mean either.
_NO_OR_FINE: Final = re.compile(rf"\bno {_KIND} (?:is|are) (?:fine|ok|okay|good)")
_SPEAKS_OF_MESSAGES: Final = re.compile(rf"\b{_KIND}\b")


def message_choice(text: str) -> str | None:
    """Which choice a text makes that speaks of messages and of nothing else; None for any other text."""
    words = small_letters(text)
    if counted(words) > _MOST_WORDS or _NO_OR_FINE.search(words) or "?" in words:
        return None
    if _MAY_BE_NONE_THERE.fullmatch(words) is not None:
        return None
    for choice, pattern in _PATTERNS.items():
        found = pattern.fullmatch(words)
        if found is not None and not (choice == "no_message" and _is_conditional(found)):
            return choice
    return None


def is_unclear_on_messages(text: str) -> bool:
    """Whether a text may choose, or speak of what is there; said where it is asked for, it chooses: "any messages"."""
    return may_be_none_there(text) or says_any_message(text)


def may_be_none_there(text: str) -> bool:
    """Whether a text says that there are no messages, or that there shall be none: "no voicemails on my phone"."""
    words = small_letters(text)
    return counted(words) <= _MOST_WORDS and _MAY_BE_NONE_THERE.fullmatch(words) is not None


def says_any_message(text: str) -> bool:
    """Whether a text is "any message" and little else: a choice where it is asked for, and a question elsewhere."""
    words = small_letters(text)
    return counted(words) <= _MOST_WORDS and _BARE_ANY.fullmatch(words) is not None


def speaks_of_messages(text: str) -> bool:
    """Whether a text names messages that are left, whatever it says of them."""
    return _SPEAKS_OF_MESSAGES.search(small_letters(text)) is not None


def _is_conditional(found: re.Match[str]) -> bool:
    return _CONDITION.search(found["why"] or "") is not None
