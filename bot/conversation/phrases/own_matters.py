"""Short questions on what was told or read just before: "is that ok" after "i take lexapro", "is zoloft one"."""

import re
from typing import Final

from bot.conversation.phrases.medicine_changes import NAMED, names_a_medicine
from bot.conversation.phrases.new_facts import question_of_fact
from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 10
_MOST_WORDS_TOLD: Final = 18

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|so|and|but|oh|wait|hm+|um+|well|also|then|sorry|please|pls|just|like|do you know|can you tell me"
    r"|i mean|is it true) ){0,3}"
)
_THAT = r"(?:that|this|it|they|those|these|them|all (?:of )?(?:that|this)|any of (?:it|that|those|these))"
_BE = r"(?:is|are|was|were|will|would|could|can|might|should)"
_VERY = r"(?:(?:be|really|still|also|so|very|too|all|actually|even|pretty|that|gonna|going to|considered) ){0,3}"
_TAIL = (
    r"(?: (?:then|though|or not|or bad|right|do you think|you think|at all|please|pls"
    r"|with (?:it|this|that|ketamine|kap)|for (?:it|this|kap|me|the treatment|people)|to (?:take|have|use|keep taking)"
    r"|here|now)){0,3}"
)
_BAD = (
    r"(?:bad|normal|common|rare|usual|unusual|typical|serious|dangerous|harmful|scary|worrying|severe|(?:a )?bad sign"
    r"|permanent|lasting|something to worry about|risky)"
)
_ALLOWED = (
    r"(?:ok|okay|okey|k|fine|good|safe|unsafe|all right|alright|allowed|possible|an? (?:problem|issue|deal ?breaker"
    r"|risk|no ?go|concern|worry)|no problem|too much|compatible|against the rules|wrong"
    r"|not (?:ok|okay|allowed|good|safe))"
)
_HOW_BAD: Final = re.compile(rf"{_LEAD}{_BE} {_THAT} {_VERY}{_BAD}{_TAIL}")
_ALL_RIGHT: Final = re.compile(
    rf"{_LEAD}(?:{_BE} {_THAT} {_VERY}(?:{_BAD}|{_ALLOWED})|(?:do|does|will|would|could|can|might) {_THAT}"
    r" (?:(?:really|even|still) )?(?:matter|clash|mix|interact|interfere|be a problem|go together"
    r"|affect (?:it|this)|change anything|count(?: against me)?)"
    rf"|{_THAT} (?:ok|okay|fine|safe|allowed|a problem|an issue|bad)){_TAIL}"
)
# Its bare name, or two: "what about stopping zoloft" and "and 50 xanax" ask for advice.
_ONE = rf"{NAMED}(?: (?:pills?|tablets?|tabs|meds?|medicines?|medications?|xr|er|sr|xl|cr|patch|patches))?"
_MEDICINE = rf"(?:(?:an?|the|any|things? like|stuff like|something like) )?{_ONE}(?: (?:or|and) {_ONE})?"
_LISTED = (
    r"(?:(?:also|even|still|too|considered|counted as) ){0,2}"
    r"(?:one(?: of (?:them|those|these|the(?: \w+){1,3}))?(?: then)?|among (?:them|those|these)|included|a problem|bad"
    r"|an issue|risky|one too|in (?:there|it|that (?:list|group)|either group)|on (?:it|there|the list|that list)"
    r"|(?:a|an|one of the) (?:benzo\w*|opioids?|opiates?|problem(?: one)?))"
)
_ON_THE_LIST: Final = re.compile(
    rf"{_LEAD}(?:(?:is|are|would|will) {_MEDICINE} (?:be )?{_LISTED}"
    rf"|(?:does|do|would|will) {_MEDICINE} (?:count|belong|fall under (?:it|that|them)|go with it|interact|clash|mix)"
    r"(?: (?:too|as one|to (?:them|those|it)|in|with (?:it|that|ketamine)|there))*"
    rf"|(?:what|how) about {_MEDICINE}|(?:and|or|also) {_MEDICINE}){_TAIL}"
)
_OWN: Final = re.compile(r"\b(?:i|my|mine|me|his|her|their)\b")
_TAKING: Final = re.compile(r"\bto (?:take|have|use|keep)\b")


def asks_if_all_right(text: str) -> bool:
    """Whether a short question asks no more than if what was just said is all right: "is that ok", "does it matter"."""
    return _ALL_RIGHT.fullmatch(few_words(text, _MOST_WORDS)) is not None


def asks_how_bad_it_is(text: str) -> bool:
    """Whether a short question asks what to think of what was just read: "is that bad". Not whether one may."""
    words = few_words(text, _MOST_WORDS)
    return _HOW_BAD.fullmatch(words) is not None and _OWN.search(words) is None


def tells_own_matter(text: str) -> bool:
    """Whether a message names a medicine, or plainly tells of an illness of the person's own."""
    if not few_words(text, _MOST_WORDS_TOLD):
        return False
    return names_a_medicine(text) or question_of_fact(text) is not None


def asks_whether_listed(text: str) -> bool:
    """Whether a short question asks, of a medicine that it names, if it is one of those spoken of: "is zoloft one"."""
    words = few_words(text, _MOST_WORDS)
    if _OWN.search(words) or _TAKING.search(words):
        return False
    return _ON_THE_LIST.fullmatch(words) is not None
