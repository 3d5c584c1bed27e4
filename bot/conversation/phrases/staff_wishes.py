"""Whether a message wishes for a certain kind of person as therapist or nurse: "i'd prefer a woman"."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 16

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:hi|hello|hey|ok|okay|so|and|but|also|well|please|pls|sorry|actually|just|um+|yes|no|one more thing"
    r"|if possible"
    r"|ideally|can i ask|i wonder if|wondering if|for the (?:session|treatment|therapy)) ){0,3}"
)
_TAIL = (
    r"(?: (?:please|pls|if possible|if i can|if you can|if that is (?:ok|okay|possible|all right)|instead|thanks"
    r"|thank you|though|or not|at all|there|then|with me|for me|for (?:it|this|that|the (?:session|sessions|treatment"
    r"|therapy|call|talk|intake|screening))|in the (?:room|session)|at (?:the|your) clinic|in the session"
    r"|to sit with me"
    r"|to be (?:there|with me|in the room)|because of my (?:past|trauma|history|faith|religion)|preferably)){0,3}"
)
_STAFF = (
    r"(?:therapists?|doctors?|docs?|dr|nurses?|psychiatrists?|psychologists?|clinicians?|counsell?ors?|guides?"
    r"|facilitators?|providers?|practitioners?|prescribers?|sitters?|staff(?: members?)?|person|people|ones?|team"
    r"|shrinks?"
    r"|physicians?|anesthetists?|anaesthetists?)"
)
_SEX = r"(?:females?|males?|wom[ae]n|m[ae]n|lad(?:y|ies)|gentlem[ae]n|guys?|girls?|gals?|dudes?)"
_KIND = (
    rf"(?:{_SEX}|(?:same|opposite) sex|black|asian|latin[ao]|hispanic|white|gay|lesbian|queer|trans|lgbt\w{{0,5}}"
    rf"|christian"
    r"|muslim|jewish|hindu|catholic|older|younger|deaf|veteran|native)"
)
_A = r"(?:(?:a|an|any|some|only|my|the|one|just|all) ){0,2}"
_KIND_OF_STAFF = (
    rf"(?:{_A}{_KIND} {_STAFF}|{_A}{_STAFF} (?:who|that) (?:is|are) {_A}{_KIND}|{_A}{_STAFF} of the same sex)"
)
_ANY_ONE = rf"(?:{_KIND_OF_STAFF}|{_A}{_SEX})"
_MEET = (
    r"(?:have|see|get|be seen by|be treated by|be looked after by|work with|request|ask for|choose|pick"
    r"|deal with"
    r"|do it with|have it with)"
)
_PREFER = (
    r"(?:(?:i|we) )?(?:(?:would|really|much|only|also|definitely|am) ){0,3}"
    rf"(?:prefer(?: to)?(?: {_MEET})?|rather(?: {_MEET})?|(?:feel|be) (?:a lot |much |more )?(?:safer|better|easier"
    rf"|comfortable|happier) (?:with|around|if it (?:is|was))|comfortable with|only {_MEET}|like to {_MEET}"
    rf"|want to {_MEET}|need to {_MEET})"
)
_MAY = (
    rf"(?:(?:can|could|may|might|will|would|do|should) (?:i|we|you) (?:(?:please|also|still|only) )?(?:{_MEET}|give me"
    rf"|find me|get me|arrange|offer)|(?:is it|would it be|is there any way|any chance) (?:possible |ok |okay )?"
    rf"(?:to|i (?:can|could)|of) {_MEET})"
)
_WISHES: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"{_PREFER} {_ANY_ONE}|{_MAY} {_ANY_ONE}"
    rf"|(?:i|we) (?:(?:would|really|only|do not|also) ){{0,2}}(?:want|need|would like|have to have) {_KIND_OF_STAFF}"
    rf"|(?:i|we) (?:do not want|would not want|would rather not have|do not feel (?:safe|comfortable) with|can not be"
    rf" (?:alone )?with) {_ANY_ONE}"
    rf"|(?:do|does|have) (?:you|the clinic|they|you guys) (?:have|got|offer) {_KIND_OF_STAFF}"
    rf"|(?:is|are) there {_KIND_OF_STAFF}"
    rf"|(?:is|are|will|would) (?:your|the|my|all the"
    rf"|all your) {_STAFF} (?:be )?(?:all )?{_A}{_KIND}(?: or {_A}{_KIND})?"
    rf"|(?:can|could|will|would) (?:it|they|that|(?:my|the) {_STAFF}) (?:please )?be {_ANY_ONE}"
    rf"|(?:no|not) {_A}(?:{_SEX}|{_KIND} {_STAFF})(?= (?:please|pls|if|in the|with me|at|for))"
    rf"|{_KIND_OF_STAFF}(?= (?:please|pls|if|preferably))"
    rf"|(?:can|could|may|do) (?:i|we) (?:get to )?(?:choose|pick|request) (?:(?:my|the|which|what|a different|another)"
    rf" (?:own )?{_STAFF}|who (?:treats|is with|sits with|stays with|works with|looks after) me)"
    rf"){_TAIL}"
)
_NAMES_STAFF: Final = re.compile(
    r"\b(?:therapists?|doctors?|docs?|nurses?|psychiatrists?|psychologists?|clinicians?|counsell?ors?|facilitators?"
    r"|providers?|practitioners?|prescribers?|physicians?|staff)\b|\bprefer\b"
)
# Who says so where they are asked why they come may tell what happened to them.
_SHUNS: Final = re.compile(
    r"\b(?:do not want|would not want|do not feel|can not be|rather not|prefer m[ae]n|prefer wom[ae]n)\b"
)
_TO_BE_SEEN: Final = re.compile(r"\b(?:see|talk to|speak to|speak with|(?:want|need) (?:\w+ ){1,3}person)\b")


def wishes_for_staff(text: str) -> bool:
    """Whether a short message wishes for, or asks after, a woman, a man or another kind of person to be treated by."""
    return _WISHES.fullmatch(few_words(text, _MOST_WORDS)) is not None


def names_staff(text: str) -> bool:
    """Whether a wish for staff names them, or says "prefer": "i can't be alone with men" may be why somebody comes."""
    words = few_words(text, _MOST_WORDS)
    return _NAMES_STAFF.search(words) is not None and wishes_for_staff(text)


def shuns_staff(text: str) -> bool:
    """Whether such a wish tells whom somebody cannot be with: "i do not feel comfortable with male doctors"."""
    return _SHUNS.search(few_words(text, _MOST_WORDS)) is not None


def wants_to_see(text: str) -> bool:
    """Whether such a wish is at the same time one to see or speak to somebody: "i want to see a woman"."""
    words = few_words(text, _MOST_WORDS)
    return _TO_BE_SEEN.search(words) is not None and wishes_for_staff(text)
