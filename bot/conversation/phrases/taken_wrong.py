"""Corrections after an alarm that was a mistake: "I didn't take anything", "it's for my boat", "10 years ago".

They are asked back on and wave nothing away, so that a reading which is wrong costs a question. Each must be all that
a message says: whatever stands beside it is looked at as at any other time.
"""

import re
from typing import Final

from bot.conversation.phrases.care_replies import asks_something
from bot.conversation.phrases.plain_words import plain_words

_MOST_WORDS: Final = 14

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:no+|nope|nah|oh|omg|god|ok|okay|wait|sorry|lol|haha|hey|um+|well|but|actually|just|please|stop|hang on"
    r"|hold on|honestly|really|whoops|oops|i mean|i meant) ){0,5}"
)
_TAIL = r"(?: (?:lol|haha|though|sorry|at all|really|honestly|thanks|ok|okay|only|actually|today|ever)){0,3}"
_NOTHING_TAKEN = (
    r"(?:(?:i|he|she|we|they) (?:(?:did|have|has|had) not|never)(?: (?:actually|even|really))?"
    r" (?:take|taken|took|swallow|swallowed|eat|eaten|drink|drunk|use|used|do|done|inject|injected|cut|hurt|hit)"
    r" (?:anything|nothing|any|any of (?:it|them|that|those)|it|them|those|myself|any(?: \w+)? (?:pills?|tablets?"
    r"|drugs?|meds|medication)|(?:the|my|those) (?:pills?|tablets?|meds))"
    r"|nothing (?:was taken|happened|is wrong|is happening)|nobody (?:is hurt|got hurt|took anything))"
)
_NOT_THOSE = (
    r"(?:(?:it (?:is|was)|that (?:is|was)|i (?:am|was|meant|mean)) )?(?:not|not about|no)"
    r" (?:talking about )?(?:the |my |any |real |actual )?(?:pills?|tablets?|drugs?|meds|medication|medicine|guns?"
    r"|a gun|suicide|dying|overdos(?:e|ing)|a suicide|hurting (?:myself|anyone)|like that|literally|for real)"
)
_IN_GENERAL = (
    r"(?:(?:i (?:mean|meant|was asking|am asking|ask|am talking|was talking)|it (?:is|was)|that (?:is|was)|asking"
    r"|talking|speaking) )?(?:(?:just|only|more) )?(?:in general|generally(?: speaking)?|hypothetical(?:ly)?"
    r"|theoretical(?:ly)?|in theory|figurative(?:ly)?|metaphorical(?:ly)?|out of curiosity|just curious|curious"
    r"|a hypothetical|a metaphor)"
)
_OF_OTHER_THINGS = (
    r"(?:work|school|college|uni|a (?:game|book|movie|film|song|show|story|series|tv show|video ?game|dream|play|novel)"
    r"|(?:my|the|this|that) (?:work|job|game|book|movie|film|song|show|phone|laptop|computer|car|boss|exam|project"
    r"|essay|treatment|session|ketamine|therapy|clinic|traffic|commute|football|team|match)"
    r"|during (?:the|a) (?:session|treatment)|ego death|ketamine|the side effects?)"
)
_MEANT = (
    rf"i (?:mean|meant|was talking about|am talking about|was on about) (?:(?:about|at|in|for|with|from|the one in) )?"
    rf"{_OF_OTHER_THINGS}"
    r"|i (?:mean |meant )?(?:i )?(?:took|have taken|am taking) on (?:too (?:much|many)|so much|a lot)"
    r"(?: (?!pills\b)\w+)?"
    r"(?: (?:at|with|in|for) (?:(?:my|the) )?\w+)?"
    rf"|(?:it (?:is|was)|that (?:is|was)) (?:about|from|in|for|at) {_OF_OTHER_THINGS}"
)
# What may be a plan is no boat.
_GRIM = (
    r"(?:me|myself|death|dying|funeral|the end|end|ending|exit|suicide|neck|wrists?|throat|veins?|arms?|legs?|plans?"
    r"|goodbye|grave|night|tonight|later|now|head|ceiling|beam|attic|blood|escape|peace|good|ever|forever|him|her|them"
    r"|husband|wife|boyfriend|girlfriend|ex|boss|sleep|life|last|final|own|relief|it|that|this|tomorrow|when)"
)
_FOR_SOMETHING = (
    r"(?:(?:it|that|this|they|the \w+|those) (?:is|are|was|were)|i (?:need|use|bought|got|have|want) (?:it|them|one)"
    r"|it is used|i use it) (?:(?:just|only|really|actually|meant) )?"
    rf"for (?:(?:my|the|our|a|an|his|her) )?(?:(?!{_GRIM}\b)\w+ ){{0,2}}(?!{_GRIM}\b)\w+"
)
_YEARS_AGO = (
    r"(?:(?:about|around|over|like|almost|more than) )?(?:\d{1,2}|a|two|three|four|five|six|seven|eight|nine|ten|twenty"
    r"|thirty|many|several|a few|some|a couple(?: of)?)? ?(?:years?|yrs?|decades?) (?:ago|back|now)"
    r"|(?:a )?(?:very )?long (?:time|while) ago|long ago|ages ago|(?:back )?in (?:19\d\d|20[01]\d|202[0-3]|the \d0s"
    r"|college|high school|my (?:teens|twenties|thirties|childhood))"
    r"|when i was (?:a |in )?(?:kid|child|teen\w*|young|younger|little|small|school|college|my \w+|\d{1,2})"
    r"|as a (?:kid|child|teen|teenager)"
)
_WHO = (
    r"(?:my|an?|the) (?:ex|old|former)(?: (?:ex|husband|wife|boyfriend|girlfriend|partner|boss|stepdad|relationship))?"
)
_THEN = (
    r"(?:(?:it|that|this|he|she|they) (?:was|were|is|happened|did|did that|did it|hit me)(?: all| long)?"
    r"|i (?:mean|meant)|back then)"
)
_LONG_AGO = rf"(?:{_THEN} )?(?:{_WHO} )?(?:{_YEARS_AGO})(?: (?:{_WHO}|with {_WHO}|i am (?:fine|ok|okay|safe) now))?"
_TAKEN_WRONG: Final = re.compile(
    rf"{_LEAD}(?:{_NOTHING_TAKEN}|{_NOT_THOSE}|{_IN_GENERAL}|{_MEANT}|{_FOR_SOMETHING}|{_LONG_AGO}){_TAIL}"
)
# "I did not take anything yet", "10 years ago and again tonight".
_CLOUDS: Final = re.compile(
    r"\b(?:yet|still|again|until|soon|tonight|going to|will|about to|keeps?|except|only half)\b"
)
_LIED: Final = re.compile(r"\bi (?:\w+ )?(?:lied|was lying|made (?:it|that|all of it|everything) up)\b")
_IS_WELL: Final = re.compile(
    r"\bi (?:am|feel|will be|do feel)(?: (?:really|actually|totally|all|completely|perfectly|just|so|ok and)){0,2}"
    r" (?:fine|ok|okay|safe|good|well|all right|alright|great|not (?:suicidal|in danger|going to do anything))\b"
)
_NOT_WELL: Final = re.compile(
    r"\b(?:when i said|about being|said (?:that )?i|told you i|am not (?:ok|okay|fine|safe|good|well|all right|alright)"
    r"|do not feel|but|never|cannot|can not)\b"
)


def takes_back_alarm(speech: str) -> bool:
    """Whether a message after an alarm says that what set it off was meant otherwise, or was long ago."""
    words = plain_words(speech)
    if not words or len(words.split()) > _MOST_WORDS or asks_something(speech):
        return False
    return _TAKEN_WRONG.fullmatch(words) is not None and not _CLOUDS.search(words)


def lied_and_is_well(speech: str) -> bool:
    """Whether a message says in one breath that something was a lie, and that the person is well: which was it?"""
    words = plain_words(speech)
    if not words or len(words.split()) > _MOST_WORDS or not _LIED.search(words):
        return False
    return _IS_WELL.search(words) is not None and not _NOT_WELL.search(words)
