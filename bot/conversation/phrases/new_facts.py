"""What somebody tells of their health after their answers were sent: "i'm on lithium now", "i also have epilepsy"."""

import re
from typing import Final

from bot.conversation.phrases.asking_words import asks_somehow
from bot.conversation.phrases.medicine_changes import names_a_medicine, speaks_of_changing_a_medicine
from bot.conversation.phrases.patterns import any_of
from bot.conversation.phrases.prescreen_additions import ANYTHING_ELSE, questions_named
from bot.prescreen.machine import CONTACT, MESSAGES
from bot.safety.normalisation import plain_letters

_MOST_WORDS: Final = 18
_MOST_WORDS_OF_A_BARE_ONE: Final = 6
_MEDICINES, _TREATMENTS, _ALLERGY = "medications", "previous_treatment", "allergy_ketamine"
_LEAD = (
    r"(?:(?:oh|ah|ok|okay|hi|hey|wait|sorry|btw|by the way|fyi|update|ps|just so (?:you|they) know|also|and|plus|so"
    r"|actually|well|um+|hm+|no|yes|thanks|thank you|one more thing|shit|damn)[ ,.:!-]+){0,5}"
)
_SOON = r"(?:(?:now|also|just|recently|actually|currently|once|do|did|still|newly|really|been|even|only|again) ){0,3}"
_BY_WHOM = (
    r"(?:they|he|she|(?:my|the|a) (?:new )?(?:doctor|doc|dr|gp|psychiatrist|psych|nurse|cardiologist|hospital|er))"
)
_TELLS: Final = re.compile(
    rf"{_LEAD}(?:(?:i'?m|i am) {_SOON}(?:on|taking|using|prescribed|pregnant|breast ?-?feeding|allergic|diabetic"
    r"|epileptic|bipolar|schizophrenic|asthmatic|diagnosed)\b"
    rf"|(?:i|i'?ve|i have) {_SOON}(?:have|had|got|get|take|use|started(?: (?:on|taking))?|began|diagnosed|put on|drink"
    r"|smoke|developed|found out|take|reacted|was diagnosed|was put on|got put on|was prescribed|relapsed)\b"
    rf"|{_BY_WHOM} (?:(?:has|have|also|just|now) ){{0,2}}(?:put|started|prescribed|gave|diagnosed)"
    r"(?: me\b| \w+ for me\b)|my (?:heart|liver|kidneys?|bp|blood pressure) (?:is|are|has|was|went|failed|got|runs)\b)"
)
_BARE: Final = re.compile(r"(?:(?:oh|wait|sorry|btw|ok)[ ,.!]+){0,2}(?:and|also|plus|as well as)\b")
# Illnesses that no question names by themselves. The last question takes them.
_CONDITIONS: Final = re.compile(
    rf"\b(?:{any_of('epilep\\w* seizures? diabet\\w* asthma\\w* glaucoma cancer copd emphysema migraines? thyroid')}"
    rf"|{any_of('hyperthyroid\\w* hypothyroid\\w* sleep apn\\w+ apn\\w+ ulcers? parkinson\\w* porphyria cystitis')}"
    rf"|{any_of('lupus anemia anaemia hiv dementia aneurysms? tumou?rs? concussion')}"
    r"|multiple sclerosis|brain injury|head injury|interstitial cystitis|bladder (?:problems?|issues?)"
    r"|eye pressure|personality disorder|blood clots?)\b"
)
_BAD_WITH_KETAMINE: Final = re.compile(
    r"\b(?:bad|awful|horrible|scary|terrible|weird) (?:trip|reaction|experience|time)\b.{0,40}"
    r"\b(?:ketamine|ket|spravato)\b|\breacted\b.{0,30}\b(?:ketamine|ket|spravato)\b|\b(?:ketamine|ket"
    r"|spravato)\b.{0,20}\b(?:made me|gave me)\b"
)
# These are no matter of health, whatever stands behind them, or somebody else's.
_NO_FACT: Final = re.compile(
    r"\b(?:i'?m|i am|i|i'?ve|i have|and|also) (?:\w+ ){0,2}?(?:questions?|doubts?|concerns?|fears?|worr\w+|ideas?"
    r"|appointments?|friends?|hopes?|plans?|no idea|to|trouble (?:understanding|believing)|my way|my phone|the (?:phone"
    r"|bus|train|list|waiting list)|time|nothing|none|no)\b"
    r"|\b(?:friend|sister|brother|mom|mum|mother|dad|father|wife|husband|son|daughter|partner|cousin|uncle|aunt|cat"
    r"|dog)s? (?:with|who|has|had|is|was|take[sn]?)\b|\b(?:if|would|could|should i|want|wish|thinking|scared|afraid"
    r"|worried|nervous|expecting (?!a baby)|nursing school|heart ?broken)\b"
)


# "Im on lithium can i still do it" asks, after what it tells; "so im out" waits for a verdict.
_ASKS_AFTER: Final = re.compile(
    r"\S \S.*?\b(?:can|can'?t|cant|could|may|will|won'?t|wont|would|should|shall|do|does|don'?t|doesn'?t|am|is|isn'?t)"
    r" (?:i|it|that|this|you|they|we)\b"
    r"|\b(?:ok|okay|alright|all right|right|allowed|safe|eligible|excluded|disqualified|ruled out|yes or no|huh"
    r"|question)[ .!]*$"
    r"|\b(?:i'?m|i am|am i|rules? me|that'?s me|me) (?:still |probably |already |then )?(?:out|in)[ .!]*$"
    r"|\S \S.*?\b(?:so|then|guess|means?|suppose) (?:that )?i(?:'?m| am|'?ll be)"
    r" (?:\w+ )?(?:out|done|excluded|disqualified|ineligible|eligible|ruled|banned|fine|okay|ok|no good)\b"
    r"|\bi can(?:'?t|not) (?:do|have|get|take|join) (?:it|this|that|kap|ketamine|the (?:treatment|session))\b"
)
# What is owned is no illness, and "i take it" may mean "i suppose".
_NO_HEALTH: Final = re.compile(
    r"\b(?:have|got|own|bought|use|using) (?:an?|my|the|some) (?:\w+ ){0,3}?(?:cuff|app|book|leaflet|pill ?box"
    r"|thermometer|scales?|(?:blood pressure|bp|home|glucose|sugar) (?:monitor|machine|meter|kit))\b"
    r"|\bi take it(?: that)? (?:my|the|you|your|they|we|this|that|it|i|there|everything|all|nobody|no one)\b"
)


def question_of_fact(text: str) -> str | None:
    """The question whose answer a short, plain statement about one's own health adds to; the last question for an
    illness that belongs to none. None for any other text."""
    plain = plain_letters(text)
    count = len(plain.split())
    if count > _MOST_WORDS or asks_somehow(text) or _NO_FACT.search(plain):
        return None
    if _ASKS_AFTER.search(plain) or _NO_HEALTH.search(plain):
        return None
    if speaks_of_changing_a_medicine(text):
        # They read not to do that alone, which matters more.
        return None
    is_bare = count <= _MOST_WORDS_OF_A_BARE_ONE and _BARE.match(plain) is not None
    if not is_bare and not _TELLS.match(plain):
        return None
    return _belongs_to(text, plain)


def _belongs_to(text: str, plain: str) -> str | None:
    if _BAD_WITH_KETAMINE.search(plain):
        return _ALLERGY
    found = [each for each in questions_named(text) if each not in (CONTACT, MESSAGES, _TREATMENTS)]
    if not found and names_a_medicine(text):
        return _MEDICINES
    if found:
        # Where more are named, the words are kept whole at the first.
        return found[0]
    return ANYTHING_ELSE if _CONDITIONS.search(plain) else None
