"""Whether someone says plainly that they will take, stop or skip what they take: "ok ill stop it", "i'll skip it that
morning"."""

import re
from typing import Final

from bot.conversation.phrases.medicine_changes import names_a_medicine
from bot.conversation.phrases.plain_words import few_words, plain_words

_MOST_WORDS: Final = 16

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|okey|k|right|alright|all right|cool|great|good|fine|well|oh|ah|so|and|but|then|yes|yeah|yep|no"
    r"|thanks|thank you|got it|i see|now|actually|guess|i guess|i think|i suppose|maybe|just|lol|sure|anyway) ){0,6}"
)
_I_WILL = (
    r"(?:(?:i|we) (?:will|am going to|are going to|am gonna|am|shall|would|might|may|could|can|better|had better"
    r"|plan to|want to|am about to|decided to|have decided to)|(?:(?<=so )|(?<=then ))(?:i|we)|going to|gonna|imma"
    r"|will)"
)
_WILL = rf"(?:{_I_WILL}|let me|lets|let us|might|better)"
_JUST = r"(?:(?:just|simply|only|then|probably|maybe|also|rather|still|go ahead and|better|start|be) ){0,3}"
_HALTS = (
    r"(?:stop(?:ping)?|skip(?:ping)?|quit(?:ting)?|paus(?:e|ing)|taper(?:ing)?|wean(?:ing)?|halv(?:e|ing)|doubl(?:e|ing)"
    r"|miss(?:ing)?|(?:come|coming|go|going|get|getting) off|hold(?:ing)?(?: off)?|restart(?:ing)?)"
)
_VERB = (
    rf"(?:{_HALTS}|tak(?:e|ing)|drop(?:ping)?|cut(?:ting)?|ditch(?:ing)?|bin(?:ning)?|reduc(?:e|ing)|lower(?:ing)?"
    r"|increas(?:e|ing)|swallow(?:ing)?|pop(?:ping)?|leav(?:e|ing) (?:off|out)|us(?:e|ing))"
)
_DOSE = r"(?:meds?|medications?|medicines?|pills?|tablets?|tabs?|capsules?|doses?|patch|prescriptions?|insulin|mg)"
_IT = (
    r"(?:it|them|that|this|those|one|two|three|half|some|mine|\d+(?: ?mg)?"
    rf"|(?:(?:a|an|my|the|one|half|some|another|all|extra|more|less|of|two|both|that|those|this|tonights?|todays?) )"
    rf"{{1,3}}(?:\w+ )?{_DOSE})"
)
_STEP: Final = re.compile(rf"{_LEAD}(?:{_WILL} )?{_JUST}{_VERB}(?: (?:taking|on|down|out|off|back))? {_IT}\b")
_LEAVES_IT_OFF: Final = re.compile(rf"{_LEAD}{_WILL} {_JUST}leav(?:e|ing) {_IT} (?:off|out)\b")
# Taking what is prescribed is left off as well by who "won't take it".
_LEAVES_OFF: Final = re.compile(
    rf"{_LEAD}(?:(?:i|we) )?{_JUST}(?:will|am|are)? ?not (?:going to )?(?:tak(?:e|ing)|us(?:e|ing)) {_IT}\b"
)
_NAMED_STEP: Final = re.compile(rf"{_LEAD}{_WILL} {_JUST}(?:not )?(?:going to )?{_VERB}\b")
_BARE: Final = re.compile(
    rf"{_LEAD}(?:{_WILL} )?{_JUST}({_HALTS}|tak(?:e|ing))(?: (?:taking|then|now|today|tonight|tomorrow|anyway|that day"
    r"|that morning|cold turkey|first|before|beforehand|ok|thanks|for now)){0,3}"
)
_STEMS_OF_STOPPING: Final = frozenset({"sto", "ski", "qui", "pau", "tap", "wea", "hal"})
_SAYS_WILL: Final = re.compile(rf"{_LEAD}{_I_WILL} ")
# What is said to the guide, or is no medicine: "I'll take that as a yes", "skip this question".
_HARMLESS: Final = re.compile(
    r"\b(?:(?:that|it|this) as|into|seriously|personally|easy|slow|slowly|granted|questions?|form|chat|chatting"
    r"|asking|talking|typing|writing|bothering|worrying|here|there|pre ?screen|part|seat|bus|taxi|cab|uber|train|lift"
    r"|ride|look|note|notes|appointments?|slots?|advice|copy|screenshot|break|nap|walk|chances?|topic|subject"
    r"|message|up with|to heart|on board|from you|one (?:step|day|thing) at a time|out on|away|read|think"
    r"|leave it(?! (?:off|out))|to my|to the (?:doctor|clinic)|deep breath|steps?|test|call|course|class|number"
    r"|leaflet|brochure|link|session|video)\b"
)
_NOT_TAKEN: Final = re.compile(r"\bnot (?:\w+ )?(?:stop|skip|change|quit|halve|drop|pause|miss|double)\b")


def announces_step(text: str, before: str = "") -> bool:
    """Whether someone plainly says that they will take, stop or skip something that may be a medicine.

    `before`: what they wrote before; "ok stopping" alone is said of what stands there, and of nothing else.
    """
    words = few_words(text, _MOST_WORDS)
    if not words or _HARMLESS.search(words) or _NOT_TAKEN.search(words):
        return False
    if any(step.match(words) for step in (_STEP, _LEAVES_IT_OFF, _LEAVES_OFF)):
        return True
    if _NAMED_STEP.match(words) and names_a_medicine(words):
        return True
    bare = _BARE.fullmatch(words)
    return bare is not None and words not in ("stop", "skip") and _is_of(bare[1][:3], before)


def says_will_step(text: str) -> bool:
    """Whether the same is said as what they will do, "I'll skip it that morning", and not to the guide, "skip it"."""
    words = few_words(text, _MOST_WORDS)
    return _SAYS_WILL.match(words) is not None and not _LEAVES_OFF.match(words) and announces_step(text)


def _is_of(stem: str, before: str) -> bool:
    """Whether a verb is said of what stands before: the same, or another word for stopping."""
    stems = {word[:3] for word in plain_words(before).split()}
    return stem in stems or (stem in _STEMS_OF_STOPPING and not stems.isdisjoint(_STEMS_OF_STOPPING))
