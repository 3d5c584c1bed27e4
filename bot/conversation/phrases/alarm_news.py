"""What somebody tells right after an alarm: help has come, it is happening now, "it's nothing", "actually I do"."""

import re
from enum import Enum, auto
from typing import Final

from bot.conversation.phrases.care_replies import asks_something, will_call
from bot.conversation.phrases.plain_words import plain_words
from bot.safety.dangers import Danger


class News(Enum):
    """What a message after an alarm tells, where it is clear."""

    HELP_REACHED = auto()
    HAPPENING = auto()
    SMOOTHED_OVER = auto()
    TAKEN_BACK = auto()


_MOST_WORDS: Final = 16
# Every pattern below is for words as `plain_words` leaves them.
_HELPERS = (
    r"(?:an? |the |my )?(?:ambulance|paramedics?|police|cops|nurse|doctor|dr|therapist|counsell?or|crisis team|911|999"
    r"|988|112|000|hotline|help ?line|crisis line|line|number|hospital|er|emergency services?|samaritans)"
)
_OWN_PEOPLE = (
    r"(?:my|his|her|their) (?:\w+ )?(?:mum|mom|dad|mother|father|sister|brother|son|daughter|wife|husband|partner"
    r"|friend|flatmate|roommate|neighbou?r|aunt|uncle|cousin|family|parents|girlfriend|boyfriend)"
)
_CALLED = (
    r"(?:called|rang|phoned|texted|calling|ringing|texting|phoning|on the (?:phone|line) (?:with|to)|got hold of|told"
    r"|(?:talk|speak)ing (?:to|with)|(?:spoke|talked) (?:to|with))"
)
_IS = r"(?:is |are |has |have )?"
_HERE = r"(?:come|coming|here|arrived|there|with (?:me|us|him|her)|on (?:the|its|his|her|their) way)"
_HELP_REACHED: Final = re.compile(
    rf"\b{_CALLED}(?: now)? (?:{_HELPERS}|{_OWN_PEOPLE}|them|someone|somebody|a friend)\b"
    rf"|\b(?:{_HELPERS}|help) {_IS}{_HERE}\b|^(?:ok |okay |yes |i am )*(?:calling|ringing|texting)(?: now| right now)?$"
)
# In a home with violence "my husband is here" is the danger itself.
_COMPANY: Final = re.compile(
    rf"\b{_OWN_PEOPLE} {_IS}{_HERE}\b"
    r"|\b(?:she|he|they) (?:called|answered|picked up|is (?:ok|okay|fine|safe|alive|home|awake)"
    r"|are (?:ok|okay|fine|safe|home|helping))\b"
)
_DOUBTS: Final = re.compile(
    r"\b(?:not|no|nobody|never|can|cannot|could|should|shall|will|would|if|until|before|but|yet|hung up|to come|busy)\b"
)
_HAPPENING: Final = re.compile(
    r"^(?:right )?now$|\btoo late\b|\b(?:it|that) is (?:done|over|happening|starting|ready|loaded)\b"
    r"|\b(?:i|just|already) (?:just )?(?:did|done) it\b|^(?:just )?did it$"
    r"|\bi (?:jumped|swallowed|took (?:it|them|more))\b"
    r"|\bin my (?:hands?|lap|mouth|pocket|car)\b|\bloaded\b|\bon the (?:edge|ledge|bridge|roof|tracks)\b"
    r"|\b(?:not|does not) stop(?:ping)?\b|\bbleed\w*\b|\bpassing out\b|\bsleepy\b|\bambulance\b"
    r"|\b(?:send|get) (?:some(?:one|body)|help|police|them)\b|\bcome (?:get|help|here)\b|\bmy address\b"
    r"|\bcall (?:911|999|000|112|988|them|him|her|the police|for (?:me|help))\b"
    r"|\b\d+ \w+(?: \w+)? (?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|court|way|apt|apartment)\b"
)
_SMOOTHED_OVER: Final = re.compile(
    r"(?:(?:ok|okay|oh|no|nah|um+|well|sorry|actually|just|please|yeah|(?:it|that) (?:is|was)|i am|i feel|its|really"
    r"|lol|haha|thanks|thank you|now|nothing|fine|good|all right|alright|better|a (?:bit|little)|feel(?:ing)?"
    r"|never ?mind|nvm|nm|forget (?:it|that|i said (?:that|it|anything))|ignore (?:it|that|me)|do not worry"
    r"|not (?:a )?(?:big )?(?:deal|important)|i (?:will|am going to) be (?:fine|ok|okay|all right|alright)"
    r"|(?:i was )?just (?:tired|sad|stressed|venting|upset|a bad day))(?: |$))+"
)
_SOFTENS: Final = re.compile(
    r"\b(?:nothing|fine|good|all right|alright|better|mind|nvm|nm|forget|ignore|worry|deal|important|tired|sad|stressed"
    r"|venting|upset|bad day|i am ok|i am okay|be ok|be okay)\b"
)
_TAKEN_BACK: Final = re.compile(
    r"^(?:(?:wait|no|sorry|ok|but|well|um+|hm+|yes) )*(?:actually (?:yes|yeah)(?= (?:i|it)\b|$)|(?:i do|i am) actually$"
    r"|actually (?:i do|i am|(?:no )?i am not)$|i (?:lied|was lying)\b|(?:that|it) (?:was a lie|(?:is|was) not true)\b"
    r"|i am not safe\b|i am not(?: ok(?:ay)?)?$)"
)
_NAMES_PRESCREEN: Final = re.compile(r"\b(?:questions?|pre ?screen|form|answers?|continue|go on|start|carry on)\b")
_NAMES_PERSON: Final = re.compile(
    r"\b(?:some(?:one|body)|person|human|staff|clinic\w*|doctor|nurse|therapist|counsell?or|call ?back|call me"
    r"|reach me|appointment)\b"
)


def news_in(speech: str, danger: Danger) -> News | None:
    """What a message tells right after an alarm for `danger`; None where nothing of the kind is clear."""
    words = plain_words(speech)
    if not words or len(words.split()) > _MOST_WORDS:
        return None
    if _TAKEN_BACK.search(words):
        return News.TAKEN_BACK
    is_home = danger in (Danger.VIOLENCE, Danger.THREAT)
    has_help = _HELP_REACHED.search(words) or (not is_home and _COMPANY.search(words))
    if has_help and not _DOUBTS.search(words) and not asks_something(speech):
        return News.HELP_REACHED
    if _HAPPENING.search(words) and not will_call(speech):
        return News.HAPPENING
    if _SMOOTHED_OVER.fullmatch(words) and _SOFTENS.search(words) and "?" not in speech:
        return News.SMOOTHED_OVER
    return None


def names_prescreen(speech: str) -> bool:
    """Whether a message names the pre-screen, or going on with it."""
    return _NAMES_PRESCREEN.search(plain_words(speech)) is not None


def names_person(speech: str) -> bool:
    """Whether a message names somebody of the clinic, or a call."""
    return _NAMES_PERSON.search(plain_words(speech)) is not None
