"""Whether somebody of the person's own is to be called: "can you call my wife", "his number is 212 555 0142"."""

import re
from typing import Final

from bot.conversation.phrases.contact import without_ways
from bot.conversation.phrases.plain_words import plain_words

_MOST_WORDS: Final = 40

# Every pattern below is for words as `plain_words` leaves them.
_KIN = (
    r"(?:mother|mom|mum|mama|dad|father|wife|husband|hubby|son|daughter|partner|spouse|fiancee?|parents?|sister"
    r"|brother|girlfriend|boyfriend|aunt|uncle|cousin|friend|grand(?:mother|father|ma|pa)|carer)"
)
_WHO = rf"(?P<{{}}>my (?:(?:own|old|dear|elderly|older|younger|adult|ex|best) )?{_KIN}|him|her)"
_THEY = (
    r"(?:you|u|you guys|they|someone|somebody|some one|anyone|anybody|the (?:clinic|nurse|doctor|team|staff|therapist)"
    r"|a (?:real |actual )?(?:nurse|doctor|person|human|clinician|therapist))"
)
_SOFTLY = r"(?:(?:please|pls|just|maybe|also|possibly|kindly|perhaps|instead|then|rather) ){0,3}"
_CALL = r"(?:call|ring|phone|telephone|text|e ?mail|contact|reach out to|get in touch with|(?:speak|talk) (?:to|with))"
_LEAD = (
    r"(?:(?:hi|hello|hey|ok|okay|so|and|then|but|yes|no|please|pls|just|sorry|well|also|actually|instead|can u|can you"
    r"|could you) ){0,4}"
)
_TO_CALL: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:can|could|would|may|might|please have|have|get|ask|let|want|wants|need|needs|like) {_THEY} "
        rf"{_SOFTLY}(?:to |be able to )?{_SOFTLY}{_CALL} {_WHO.format('who')}\b",
        # To talk to one's own mother is nobody's else business.
        rf"(?:^{_LEAD}|\b(?:please|pls) )(?!(?:speak|talk) ){_CALL} {_WHO.format('who')}\b",
        rf"\b(?P<who>my (?:\w+ )?{_KIN}|he|she) (?:(?:would|also|really|just) ){{0,3}}(?:likes?|wants?|wanted|needs?"
        rf"|prefers?) (?:to (?:talk|speak|chat) (?:to|with) {_THEY}(?! (?:else|at home))|to be (?:called|rung|phoned"
        r"|contacted)|an? (?:phone )?(?:call|call ?back)\b)",
    )
)
# What is to be done on the day, or at all times, or not at all, is no request for now.
_ANOTHER_MATTER: Final = re.compile(
    r"\b(?:not|never|nobody|no one|without|stop|no need|if|when|once|after|afterwards|during|while|in case|emergency"
    r"|ambulance|911|999|112|pick|picks|drive|drives|collect|ride|every|always|names?|session|sessions|infusion|dose"
    r"|allowed|before (?:the|my|i))\b"
)
_CALLED_NAMES: Final = re.compile(rf"\b{_CALL} (?:him|her) an?\b")
_OWNER: Final = re.compile(
    rf"\b(?:(?P<kin>my (?:\w+ )?{_KIN})(?: ?s| is)?|his|her) (?:(?:own|cell|mobile|phone|home|work|e|direct) ){{0,2}}"
    r"(?:number|phone|cell|mobile|e ?mail|mail|address|contact)\b"
)


def kin_to_call(text: str) -> str | None:
    """Whom of theirs a message asks the clinic to call ("my wife", "him"); None where it asks for no such call."""
    words = plain_words(without_ways(text))
    if not 0 < len(words.split()) <= _MOST_WORDS or _ANOTHER_MATTER.search(words) or _CALLED_NAMES.search(words):
        return None
    found = next(filter(None, (pattern.search(words) for pattern in _TO_CALL)), None)
    return {"he": "him", "she": "her"}.get(found["who"], found["who"]) if found is not None else None


def owner_of_number(text: str) -> str | None:
    """Whose number or mailbox a message tells, where it is not the person's own: "my wife", "him", "her"."""
    found = _OWNER.search(plain_words(without_ways(text)))
    if found is None:
        return None
    return found["kin"] or ("him" if found[0].startswith("his") else "her")
