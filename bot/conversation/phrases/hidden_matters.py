"""Whether someone means to keep something from the clinic: "I'll just lie on the form", "I won't tell them"."""

import re
from typing import Final

from bot.conversation.phrases.medicine_changes import names_a_medicine
from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 18

# Every pattern below is for words as `plain_words` leaves them.
_I = (
    r"(?:(?:i|we) (?:will|would|shall|might|may|could|should|can|am going to|am gonna|am|plan to|want to|better|have to"
    r"|had to|need to|must)|(?:should|can|could|shall|may|do|if) i|going to|gonna|let me|imma|will|might)"
)
_JUST = r"(?:(?:just|simply|probably|maybe|then|still|always|easily|also|rather|have to|be|even|only) ){0,3}"
_NOT = (
    r"(?:(?:will|would|shall|should|could|can|am|do|better|rather|might|must|may) not|not|never|without)"
    r"(?: (?:going to|gonna|want to|plan to|have to|need to|even|ever|be|wanna)){0,2}"
)
_LIE = (
    r"(?:lie|lying|fib|fibbing)(?! (?:down|there|back|still|in|here|low|flat|awake|on (?:the|a|my) (?:bed|couch|sofa"
    r"|floor|back|side|mat|table|stomach)|next))"
)
_THEM = (
    r"(?:them|you guys|(?:the|your|their|any|a) (?:\w+ )?(?:clinic|clinician|doctors?|nurses?|staff|team|therapist"
    r"|people|psychiatrist|anesthetist|anaesthetist)|the form|staff|nobody|anyone|anybody|no one|u|you)"
)
_THING = r"(?:it|that|this|about|the|my|any of|some of|what|how|all of|everything|i)"
_HIDES: Final = re.compile(
    rf"\b{_I} {_JUST}{_LIE}\b"
    rf"|\b{_I} {_JUST}(?:hide|hiding|conceal|omit|cover up|downplay|play down|gloss over|fudge|fake|make up|keep back"
    rf"|hold back|leave out|leave off|not mention|not say) {_THING}\b"
    rf"|\b{_I} just not tell {_THEM}$"
    rf"|\b{_I} {_JUST}(?:leave|keep) (?:it|that|this|(?:the|my) \w+) (?:out|off|secret|quiet|to myself|from {_THEM}"
    r"|hidden)\b(?! (?:of|with|for)\b)"
    rf"|\b{_I} {_JUST}(?:keep quiet|stay quiet|keep my mouth shut|say nothing|pretend)"
    rf" (?:about|on|to {_THEM}|i|it|that)\b"
    rf"|\b{_I} just (?:put|tick|click|answer|check|write|enter) (?:down )?(?:a )?no\b"
    r"|\b(?:i will|i would|i could|gonna|going to|should i|can i) (?:\w+ )?just (?:say|tell them)"
    r" (?:no\b|i (?:do not|am not|have not|never))"
    rf"|\b{_NOT} (?:mention(?:ing)?|disclos(?:e|ing)|admit(?:ting)?|declar(?:e|ing)|reveal(?:ing)?|report(?:ing)?)"
    rf" (?:{_THING}|them)\b"
    rf"|\b{_NOT} bring(?:ing)? (?:it|that|this) up\b"
    rf"|\b{_NOT} tell(?:ing)? {_THEM}(?: (?:about|that|of|i (?:am|have|had|take|took|drink|drank|use|used|smoke))\b"
    r"|(?<=them)(?: (?:it|this|everything|all|anything|then|though|lol))?$)"
)
# What is kept from family or work, and the name of somebody, is theirs to keep.
_THEIRS_TO_KEEP: Final = re.compile(
    r"\b(?:wife|husband|mom|mum|mother|dad|father|parents?|partner|boss|work|job|family|kids?|children|friends?|employer"
    r"|son|daughter|sister|brother|girlfriend|boyfriend|in laws?|neighbou?rs?|colleagues?|gp|church|name|number|email"
    r"|address|insurance|not lie|not lying|never lie|not hide|not going to (?:lie|hide)|lie detector)\b"
)

# Of a medicine, or asked, without a form to leave it off, that is to stop taking it.
_LEAVES_OFF: Final = re.compile(r"\bleave (?:\w+ ){0,4}off\b")
_ASKED_LEAVING_OFF: Final = re.compile(r"\b(?:should|shall|can|could|may|do) (?:i|we) (?:\w+ )?leave\b")
_OFF_THE_PAPER: Final = re.compile(r"\b(?:forms?|list|answers?|paper|record|clinic|questions?|screening|pre ?screen)\b")


def hides_something(text: str) -> bool:
    """Whether a short message means to lie to the clinic, or to keep something from it."""
    words = few_words(text, _MOST_WORDS)
    if not words or _THEIRS_TO_KEEP.search(words):
        return False
    return _HIDES.search(words) is not None and not _stops_taking(words)


def _stops_taking(words: str) -> bool:
    if _LEAVES_OFF.search(words) is None or _OFF_THE_PAPER.search(words):
        return False
    return names_a_medicine(words) or _ASKED_LEAVING_OFF.search(words) is not None
