"""What stands where an answer should, and is none by itself: "same", "thats me", a heart that hurts over somebody."""

import re
from typing import Final

from bot.conversation.phrases.medicine_changes import names_a_medicine
from bot.conversation.phrases.prescreen_additions import questions_named
from bot.safety.normalisation import plain_letters

_MOST_WORDS: Final = 16
_LEAD = r"(?:(?:oh|ah|ok|okay|hm+|um+|well|so|lol|haha|wow|and|but|also|omg|i guess|i think)[ ,.!]+){0,4}"
_END = (
    r"(?:[ ,]+(?:too|as well|also|lol|haha|exactly|basically|really|i guess|i think|tbh|then|again"
    r"|right there)){0,3}[ .!]*"
)
# A word that points to something, and nobody can tell to what.
_POINTS: Final = re.compile(
    rf"{_LEAD}(?:(?:(?:that'?s|thats|that is|it'?s|this is|that sounds like|sounds like|that was|that one'?s"
    r"|that one is) (?:(?:so|totally|exactly|literally|also|all|just|kinda|really|basically) ){0,2}"
    r"(?:me|mine|my one|my answer|my thing|us|the one|the same(?: (?:one|thing|for me|here))?)"
    r"|(?:the )?same(?: (?:here|thing|one|as (?:me|mine|that|this|before|above|last(?: time)?|the (?:last|first"
    r"|other|previous) (?:one|question))|for me|again|for (?:this|that)(?: one)?|answer|with me|goes for me))?"
    rf"|ditto|me too|mine too|mine|me|likewise|as before|as above|see above|same same)){_END}"
)
_HURTS = (
    r"(?:hurts?|hurting|aches?|aching|ached|breaks|breaking|broke|(?:is |was |feels |got |'s |has been "
    r"|just )?(?:just |so"
    r" |really |all |always |still |completely |totally )*(?:broken|breaking|shattered|hurting|aching|heavy|sore|empty"
    r"|in pieces|crushed|torn(?: apart| up| in two)?|bleeding|wounded|not in it|sad|lonely|numb|cold|dead))"
)
_HEARTACHE: Final = re.compile(
    r"(?:(?:oh|ok|okay|yes|yeah|well|no|um+|hm+|honestly|only|just|i think|i guess|not really|but|so|my"
    r"|and)[ ,.!]+){0,4}"
    rf"(?:(?:my|this) (?:poor )?heart(?:'s)? (?:(?:just|so|really|still|always|only|kinda) ){{0,2}}{_HURTS}"
    r"|(?:(?:i'?m|i am|im|i feel|i was|i have|i'?ve had|i got|just|only|it'?s) (?:an? |just |so |only |really "
    r"|still ){0,3})"
    r"(?:heart ?(?:broken|sick|ache|break)|a broken heart|broken heart(?:ed)?)"
    r"|(?:heart ?(?:break|ache|broken)|a broken heart|broken heart(?:ed)?)"
    r"|(?:(?:he|she|they|it|my (?:ex|mom|mum|dad|wife|husband|boyfriend|girlfriend|partner)|the (?:divorce|breakup))"
    r" (?:just |really |has |had |totally ){0,2}(?:broke|breaks|shattered|crushed|tore) my heart))"
    r"(?P<cause>(?: (?:so much|so bad|badly|a lot|every day|all the time|lately|now|today|again)){0,2}"
    r"(?:[ ,.]+(?:since|because|cause|cos|cuz|bc|for|over|after|when|from|without|about|ever since|every time|when"
    r"ever|with|and|due to|missing|as|in)(?: [\w']+){1,9})?)[ .!]*"
)
# What the body does is for a clinician, whatever else stands there.
_OF_THE_BODY: Final = re.compile(
    r"\b(?:run\w*|walk\w*|climb\w*|stairs?|exercis\w*|breath\w*|chest|arm|sweat\w*|pressure|beats?|beating|racing|races"
    r"|skip\w*|doctors?|er|hospital|dizzy|faint\w*|eat\w*|lift\w*|sport\w*|surgery|attacks?|infarct\w*|disease"
    r"|syndrome|tablets?|pills?|covid|vaccin\w*|i(?: am|'m)? (?:lie|lay|lying|laying)|(?:lie|lay|lying"
    r"|laying) (?:down|flat|on|in|still)|bend\w*|stand(?:ing)? up|sitting|sit (?:up|down)|cough\w*|clots?|clotted"
    r"|valves?|murmurs?|stents?|bypass|pacemaker|defib\w*|ecg|ekg|echo\w*|scans?|mri|angina|strokes?|transplant\w*|operation"
    r"|procedure|ablation|cath\w*|cardi\w*|rhythm|flutter\w*|pound\w*|thump\w*|swell\w*|swollen|ankles?|legs?|jaw"
    r"|shoulders?|side|sleep on|infection|fever|flu|virus|rheumatic|thyroid|diabet\w*|chemo\w*|radiation|birth"
    r"|blood|anemi\w*|artery|arteries|aort\w*|defect|failure|failed|block\w*|enlarged|coffee|caffeine|vap\w*"
    r"|smok\w*|shots?|jabs?|boosters?|cpr|dose|weight)\b"
)

# "Every day" and "with stress" tell nothing of grief, and a heart may hurt so by itself.
_OVER_SOMEBODY: Final = re.compile(
    r"\b(?:he|she|him|her|his|they|them|who|you|ex|mom|mum|mother|dad|father|wife|husband|boyfriend|girlfriend|partner"
    r"|son|daughter|sister|brother|friend|dog|cat|family|baby|child|kids|everyone|everybody|died|dies|dead|death|passed|left|leaving|gone|loss"
    r"|divorce|separation|break ?up|broke up|funeral|grief|grieving|love|loved|lied|cheat\w*|betray\w*"
    r"|alone|lonely|heart ?break)\b"
)


def only_points(text: str) -> bool:
    """Whether a text is a word like "same" or "thats me" and nothing else, so that nobody can tell what it answers."""
    plain = plain_letters(text)
    return len(plain.split()) <= _MOST_WORDS and _POINTS.fullmatch(plain) is not None


def tells_of_heartache(text: str) -> bool:
    """Whether a short text says that the heart hurts or is broken, as a person may say it of grief, and names no other
    matter of health: it may be the heart itself and may be none."""
    plain = plain_letters(text)
    if len(plain.split()) > _MOST_WORDS:
        return False
    found = _HEARTACHE.fullmatch(plain)
    if found is None or _OF_THE_BODY.search(plain) or names_a_medicine(plain):
        return False
    cause = found["cause"].strip()
    return not cause or (_OVER_SOMEBODY.search(cause) is not None and not questions_named(cause))
