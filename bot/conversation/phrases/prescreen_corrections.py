"""A yes or no that someone takes back one question later: "wait i meant yes", "actually yes to the psychosis one"."""

import re
from dataclasses import dataclass
from typing import Final

from bot.conversation.phrases.plain_replies import counted
from bot.library.likeness import small_letters
from bot.prescreen.values import Value

_MOST_WORDS = 16

_LEADING = (
    r"(?:(?:ok|okay|oh|ah|so|but|and|well|sorry|please|pls|no|nope|yes|yeah|u[mh]+|er+|h+m+|wait|hang on|hold on"
    r"|actually|oops|whoops|ugh|my bad|my mistake|wrong (?:button|one|answer)|mistake|typo|correction)[ ,.!:-]+)"
)
_LEAD = rf"{_LEADING}*"
_YES, _NO = r"yes|yeah|yep|yup", r"no|nope"
_VALUE = rf"(?:an? )?[\"']?(?:(?P<yes>{_YES})|(?P<no>{_NO})|not sure|unsure|maybe|prefer not to say|skip)[\"']?"
_BEFORE = r"(?:(?:(?:the|my|that) )?(?:last|previous|earlier) (?:one|answer|question)|the one before)"
_LAST = rf"(?:that|it|this|{_BEFORE}|(?:my|that|the) (?:answer|one))"
_NAMED = (
    r"(?:(?:the |my )?(?P<named>(?!(?:this|that|these|it|both|all|each|every|any|my|the)\b)(?:\w+[ ,/-]+){0,4}?\w+)"
    r"(?: one| question| answer)|(?P<number>"
    r"(?:question |number |no\.? ?|#)\d{1,2}))"
)
_END = r"(?:[ ,]+(?:please|pls|sorry|thanks|instead|actually|not (?:yes|no)|my bad|my mistake|lol))*[ .!]*"
_SHOULD = r"(?:should(?:'?ve| have)? (?:be|been)|(?:was|is) (?:meant|supposed) to be|(?:has|needs) to be)"
_MEANT = r"i (?:had )?meant(?: to (?:say|put|tap|press|click|hit|write|type|answer|choose|pick))?"
_TO_LAST, _TO_NAMED = rf" (?:to|for|on|about) {_LAST}", rf" (?:to|for|on|about) {_NAMED}"
_SLIP = (
    r"(?:(?:(?:sorry|oops|whoops|wait|oh|no|my bad|ok|actually|hang on|hold on|u[mh]+)[ ,.!:-]+){0,4}"
    r"(?:(?:(?:that|it|this|the last one) (?:was|is)|that'?s|i made|i pressed|i hit|i tapped|i put|i said)"
    r"(?: (?:just|actually|by))? )?(?:an? |the |my )?(?:mistake|accident|error|typo|mis-?click|wrong(?: (?:button|one"
    r"|answer|thing))?|slip)|(?:i )?mis-?(?:clicked|tapped|typed|read|spoke|pressed)(?: (?:it|that))?)"
)
_IS = (
    r"(?:(?:(?:it|that|this|the (?:real |right |correct )?answer|my answer)(?:'?s| is| was| should be"
    r"| should have been)|i (?:had )?meant|i mean|make it|make that|should be|correct answer is)[ ,:]+)?"
)
_CORRECTIONS: Final = tuple(
    re.compile(pattern + _END)
    for pattern in (
        # wait i meant yes; i meant to tap no on the heart one
        rf"{_LEAD}{_MEANT}[ ,:]+{_VALUE}(?:{_TO_LAST}|{_TO_NAMED})?",
        # sorry that was a mistake its no; wrong button, it should be yes
        rf"{_SLIP}[ ,.!:;-]+(?:(?:sorry|so|and|but)[ ,]+)?{_IS}{_VALUE}",
        # no its no, by mistake: what is said to have been one
        rf"{_LEAD}(?:it'?s|it is|that'?s|that is) {_VALUE}[ ,.!-]+(?:{_SLIP})",
        # actually yes to the psychosis one; but "yes for the blood pressure one" tells of a medicine
        rf"{_LEADING}+{_VALUE}(?: (?:to|for|on|about) {_BEFORE}|{_TO_NAMED})",
        # that should be no; the last one was meant to be yes
        rf"{_LEAD}{_LAST} {_SHOULD} {_VALUE}",
        rf"{_LEAD}{_NAMED} {_SHOULD} {_VALUE}",
        # change that to yes; make the heart one a no
        rf"{_LEAD}(?:can you |could you |i want to )?(?:change|make|switch|correct|put|set) (?:{_LAST}|{_NAMED})"
        rf"(?: (?:to|into|as))? {_VALUE}",
    )
)
# Can i change the heart one; go back to the question about drugs; i want to redo my psychosis answer.
_AGAIN = (
    r"(?:change|edit|fix|correct|redo|re-?do|update|amend|alter|re-?answer|answer|revisit|return to|(?:go|get) back to"
    r"|take me back to|see)"
)
_WISH = (
    r"(?:(?:(?:can|could|may) (?:i|we|you)|(?:i(?:'?d)? )?(?:(?:want|need|like|would like|have) to|wanna|gotta)"
    r"|let me|let'?s|is it possible to|am i allowed to|how (?:do|can) i|i(?:'?ll| should| must)"
    r"|i (?:think|guess) i)(?: (?:just|please|still|maybe|also|to|should|need))* )?"
)
_OF_ANSWER = r"(?:(?:my|the|that) )?(?:answers?|reply|question)(?: (?:to|for|on|about|in|of))?(?: (?:the|my))?"
_ITS_NAME = (
    r"(?P<named>(?!(?:this|that|these|it|both|all|each|every|any|my|the|last|previous)\b)(?:\w+[ ,/-]+){0,4}?\w+)"
)
_AGAIN_END = r"(?: (?:please|pls|again|now|then|first|though|tho|quickly|real quick|if possible|thanks|back))*[ .!?]*"
_REOPENS: Final = tuple(
    re.compile(rf"{_LEAD}{_WISH}{pattern}{_AGAIN_END}")
    for pattern in (
        rf"{_AGAIN} (?:(?:the|my) )?{_ITS_NAME} (?:one|question|answer|part|bit|thing)",
        rf"{_AGAIN} {_OF_ANSWER} {_ITS_NAME}(?: (?:one|question|part|bit))?",
        # Delete my answer about cocaine; erase the heart answer: all else is not to go with it.
        rf"(?:delete|erase|remove) {_OF_ANSWER} {_ITS_NAME}",
        rf"(?:delete|erase|remove) (?:the|my) {_ITS_NAME} answer",
        # Not a bare name: "i want to go back to drinking".
        r"(?:change|edit|fix|correct|redo|re-?answer|(?:go|get) back to)"
        r" (?P<named>(?:question |number |no\.? ?|#)\d{1,2})",
    )
)
# "No i meant anxiety": other words in place of an answer, and what brings people here.
_MEANT_INSTEAD: Final = re.compile(
    rf"{_LEAD}(?:i (?:had )?meant|i mean|meant)(?: to (?:say|put|write|type))?[ ,:]+"
    r"(?P<instead>(?!(?:to|that|it|this|well|every|what|yes|no|when)\b)\w+(?:[ ,'/-]+\w+){0,5})[ .!]*"
)
_TROUBLE = (
    r"(?:anxiety|anxious|depress(?:ion|ed)|ptsd|c-?ptsd|trauma|ocd|adhd|grief|panic(?: attacks?)?|insomnia|burn-?out"
    r"|stress|pain|bpd|eating disorder|addiction|suicidal thoughts|loneliness|anger)"
)
_COMPLAINT: Final = re.compile(
    r"(?:(?:my|really|more|mostly|also|both|and|not|or|severe|bad|social|chronic|some|childhood|the) ?[, ]*){0,4}"
    rf"{_TROUBLE}(?:[ ,]+(?:and|not|or|sorry|disorder|instead|too|{_TROUBLE})){{0,4}}"
)
# "Sorry no" may take back what was just answered, and may as well answer what is asked now. "No, sorry" answers.
_UNCLEAR: Final = re.compile(
    rf"(?:(?:sorry|oops+|whoops)[ ,.!:-]+)(?:(?:sorry|wait|oh|i|actually)[ ,.!:-]+){{0,3}}"
    rf"(?:(?:it'?s|that'?s|i mean)[ ,]+)?(?:{_YES}|{_NO})[ .!]*"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """`value`: what it is to be, None where that is no plain yes or no. `about`: words that name the question."""

    value: Value | None
    about: str


def correction_in(speech: str) -> Correction | None:
    """What a short message takes back, where it says so and nothing else; None for any other message."""
    words = small_letters(speech)
    if counted(words) > _MOST_WORDS:
        return None
    for pattern in _CORRECTIONS:
        found = pattern.fullmatch(words)
        if found is not None:
            said = found.groupdict()
            value = Value.YES if said["yes"] else Value.NO if said["no"] else None
            return Correction(value, said.get("named") or said.get("number") or "")
    return None


def reopened_in(speech: str) -> str | None:
    """The words that name the question to which a short message wants to go back; None for any other message."""
    words = small_letters(speech)
    if counted(words) > _MOST_WORDS:
        return None
    found = next((match for pattern in _REOPENS if (match := pattern.fullmatch(words))), None)
    return None if found is None else found["named"]


def meant_instead(speech: str) -> str | None:
    """The words that a short message puts in place of what was said before; None for any other message."""
    words = small_letters(speech)
    found = _MEANT_INSTEAD.fullmatch(words) if counted(words) <= _MOST_WORDS else None
    return None if found is None else found["instead"]


def is_complaint(words: str) -> bool:
    """Whether words name what people come for, and nothing else: "anxiety, not depression"."""
    return _COMPLAINT.fullmatch(small_letters(words)) is not None


def may_correct(speech: str) -> bool:
    """Whether a yes or no comes with an excuse before it, so that it may be meant for the question before."""
    return _UNCLEAR.fullmatch(small_letters(speech)) is not None
