"""Whether a message asks to see what the person answered or wrote here: "what did i put for the meds one"."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 20

# Every pattern below is for words as `plain_words` leaves them.
_ASKS_FOR_OWN: Final = re.compile(
    r"\bwhat did i (?:put|answer|write|type|enter|fill in)\b(?! (?:my|his|her|in my (?:body|system)"
    r"|(?:at|in|on|under|through|to) (?:(?:so much|such|great|more|any) )?(?:risk|stake|danger|harm|jeopardy|stress"
    r"|strain|shame|rest|hold)\b(?! (?:one|question|part|form|answer))|up with|myself|weight|pounds))"
    r"|\bdid i (?:say|put|answer|tick) (?:yes or no|no or yes|yes|no) (?:to|for|on|at)\b"
    r"|\b(?:forgot|forget|not sure|can not remember|do not remember) what i (?:put|answered|wrote|typed|entered)\b"
    r"|\blet me (?:see|look at|check|read) (?:the summary(?! (?:of|about|on|for|from|in) (?!my\b|what i\b"
    r"|(?:the|all|these|those) (?:my |the )?(?:answers?|form|pre ?screen|questionnaire)\b))"
    r"|(?:what i|my) (?:answer(?:s|ed)|put|wrote|typed|entered))\b"
    r"|^(?:(?:please|pls|can you|could you) ){0,2}(?:send|give|e ?mail) me (?:my|the) transcript\b"
    r"|\b(?:copy|printout|print out|pdf) of my (?:form|answers|questionnaire|transcript)\b"
    r"|^(?:please )?(?:export|download) my (?:data|answers|info|information)\b"
    r"|\bcheck (?:that |if |whether )?i (?:wrote|put|typed|entered) (?:\w+ ){0,5}show (?:it|me)\b"
)
_YOU = r"(?:you|u|ya|they|the clinic|the bot|this bot|it)(?: guys| all)?"
_HOLDING = (
    r"(?:(?:have|has|had|already|now|all|actually|do) ){0,2}(?:know|knows|have|has|had|got|get|hold|store|stored"
    r"|save|saved"
    r"|keep|kept|wrote|written|note|noted|record|recorded|collect|collected|gathered)(?: down| stored| saved| on file"
    r"| written| noted)?"
)
_DATA = r"(?:(?:all|any|of|the|my|that) ){0,3}(?:data|info|information|details|records?|file|stuff|things)"
_ON_ME = r"(?:on|about|of|from) me(?: (?:so far|now|then|here|please|pls|already|right now|all in all)){0,2}"
_ASKS_WHAT_IS_HELD: Final = re.compile(
    r"(?:(?:ok|okay|hi|hey|so|and|but|wait|please|pls|can|could|you|i|want|to|would|like|just|now|sorry|let|may"
    r"|wanna|know|tell|show|give|send|me|see|of|list|exactly|is it possible) ){0,8}"
    rf"(?:(?:everything|all|what(?: all| else| exactly| {_DATA})?|{_DATA})(?: that)?(?: do| does| did| have"
    rf"| has)? {_YOU}"
    rf" {_HOLDING} {_ON_ME}"
    rf"|what(?: {_DATA})? (?:is|has been|was|do you have) (?:held|stored|saved|kept|recorded|noted|collected"
    rf"|known) {_ON_ME}"
    rf"|(?:show|give|send) me {_DATA} (?:you (?:have|hold|keep|store)|on file))"
)


# "Everything they know about me" may be what somebody fears, and "i know what you have on me" is no request.
_THEY: Final = re.compile(r"\b(?:they|it)\b")
_REQUESTS: Final = re.compile(
    r"\bwhat(?: (?:all|else|exactly|data|info|information|details))? (?:do|does|did|have|has) (?:they|it)\b"
    r"|\b(?:show|send|give|tell) me\b|\b(?:can|could|may) i (?:see|know|have|get)\b"
)
_KNOWS_IT: Final = re.compile(r"(?<!can )(?<!could )(?<!may )\bi (?:(?:do|just|now|already|all) )?know\b")


def asks_for_own_answers(text: str) -> bool:
    """Whether a short message asks to see the person's own answers or words."""
    words = few_words(text, _MOST_WORDS)
    return _ASKS_FOR_OWN.search(words) is not None or asks_what_is_held(text)


def asks_what_is_held(text: str) -> bool:
    """Whether a short message asks to see all that is held about the person: "what do you know about me"."""
    words = few_words(text, _MOST_WORDS)
    if _ASKS_WHAT_IS_HELD.fullmatch(words) is None or _KNOWS_IT.search(words):
        return False
    return _THEY.search(words) is None or _REQUESTS.search(words) is not None
