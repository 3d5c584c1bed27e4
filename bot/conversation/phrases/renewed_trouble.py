"""Signs, in what somebody writes amid the pre-screen some time after an alarm, that the danger is not over.

Narrower than what counts right after an alarm: "I'm always tired", "I live alone" and "nobody" are answers there.
"""

import re
from typing import Final

from bot.conversation.phrases.alarm_news import News, is_at_the_door, news_in
from bot.conversation.phrases.care_replies import asks_something
from bot.conversation.phrases.plain_words import plain_words
from bot.safety.dangers import Danger

_MOST_WORDS: Final = 16
_SHORT: Final = 8
# What may happen again, or get worse, within the hour.
_GOES_ON: Final = (Danger.OVERDOSE, Danger.MEDICAL, Danger.VIOLENCE)

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = r"(?:(?:wait|no|sorry|ok|but|well|um+|hm+|yes|actually|please|honestly|i think|oh god|guys) ){0,5}"
# "I lied about the smoking" puts an answer right.
_LIED: Final = re.compile(
    rf"{_LEAD}i (?:\w+ )?(?:lied|was lying|made (?:it|that) up)(?: (?:to you|before|earlier|sorry|about (?:it|that"
    r"|everything|being (?:safe|ok|okay|fine)|the (?:pills|tablets|overdose|call)|calling)"
    r"|when i said(?: \w+){1,5}|i (?:am (?:not|still)|did not call|never called)(?: \w+){0,3})){0,3}"
)
_NEVER_CALLED: Final = re.compile(
    r"\bi (?:did not|have not|never)(?: really| actually| even)? (?:call(?:ed)?|ring|rang|phoned?)(?: (?:anyone|anybody"
    r"|them|for help|911|999|112|988|an ambulance|the (?:ambulance|police|hospital|number)))?$"
)
_NOT_SAFE: Final = re.compile(
    rf"{_LEAD}i (?:am|do|feel) not(?: (?:feel|feeling|really|actually|so|very|that)){{0,2}}"
    r" (?:safe|ok|okay|all right|alright)(?: (?:anymore|now|at all|right now|here)){0,2}"
)
_LOOKS_FOR_SOMEONE: Final = re.compile(
    rf"{_LEAD}(?:(?:hello|hey|hi|is|are) ){{0,3}}(?:(?:you|u|ya|any(?:one|body)|some(?:one|body)) (?:still )?(?:there"
    r"|here|around)|hello)(?: (?:anymore|still|please|hello)){0,2}"
)
_NO_HELP_COMES: Final = re.compile(
    r"\b(?:nobody|no ?one|none of them|no (?:help|ambulance|police|cops|paramedics?)) (?:(?:is|are|has|have|ever|will)"
    r" ){0,2}(?:com(?:e|ing)|came|arriv\w+|answer\w*|pick(?:ed|ing|s)? up|respond\w*|show(?:ed|ing|n)? up)\b"
    r"|\b(?:they|help|(?:the |an )?(?:ambulance|paramedics?|police|cops)) (?:still )?(?:(?:did|do|does|is|are|will|has"
    r"|have) not|never)(?: yet| still)? (?:com(?:e|ing)|came|arriv\w+|here|show(?:ed|ing|n)? up)\b"
    r"|\bstill waiting for (?:the (?:ambulance|police|paramedics?)|an ambulance|help)\b"
)
_CALLS_FOR_HELP: Final = re.compile(
    r"\b(?:need|send|get|call(?:ed|ing)?|rang|phoned) (?:me |us )?(?:an|the) (?:ambulance|paramedics?)\b"
    r"|\b(?:call(?:ed|ing)?|rang|phoned|dial\w*) (?:911|999|112|000|for help|emergency services)\b"
    r"|\b(?:ambulance|paramedics?) (?:is|are) (?:here|coming|on)\b"
    r"|\b(?:send|get) (?:some(?:one|body)|help|police)\b|\btoo late\b|\bi (?:just )?took (?:them all|more|all of)\b"
    r"|\bi (?:just )?swallowed\b|\bbleeding (?:again|more|a lot|out|everywhere|so much)\b"
)
_FEELS_WORSE: Final = re.compile(
    r"\b(?:can|could) not (?:keep my|hold my|breathe|move|feel my|see|stand|wake|stay awake)\b|\bfalling asleep\b"
    r"|\b(?:am|is|so|suddenly|really|very|feel|feels|feeling|getting|going|gone)"
    r" (?:(?:really|very|so|more|all|a bit|kind of|super) ){0,2}"
    r"(?:sleepy|drowsy|dizzy|faint|woozy|unconscious|limp|blue)(?: and \w+)?(?: now| again)?$"
    r"|^(?:so |very |really )?(?:sleepy|drowsy|dizzy|faint|woozy)$|\bvision is (?:going|gone)\b"
    r"|\bi (?:did|really did|actually did) take (?:it|them)\b"
    r"|\b(?:getting|suddenly|starting to feel|going) (?:(?:really|very|so|more|all|a bit|kind of|super) ){0,2}(?:cold"
    r"|numb|weak|weird|sick|confused|worse|tired|heavy|blurry|dark|pale|grey|gray)(?: now| again)?$"
    r"|\b(?:just threw up|throwing up|vomiting|passing out|passed out|blacking out|turning (?:blue|grey|gray))\b"
    r"|\b(?:room|everything|head) is spinning\b|\bvision (?:is )?(?:\w+ )?blurry\b|\bworse now\b"
    r"|\b(?:not|stopped) (?:breathing|waking|responding|moving)\b|\bwill not wake\b"
    r"|\bheart (?:is )?(?:racing|pounding|stopping|slowing)(?: \w+)?$|\b(?:chest|belly|stomach) (?:really )?hurts\b"
)
_OF_OTHER_TIMES: Final = re.compile(
    r"\b(?:sometimes|often|usually|always|every|used to|years?|ago|when|whenever|if|was|were|had"
    r"|in the (?:past|morning)|mornings|nights|lately|for (?:months|weeks)|since|never|last|at work)\b"
)


def tells_of_trouble(speech: str, danger: Danger) -> bool:
    """Whether a message amid the pre-screen, after an alarm for `danger`, is a sign that it is not over."""
    words = plain_words(speech)
    count = len(words.split())
    if not words or count > _MOST_WORDS:
        return False
    if _LIED.fullmatch(words) or _NEVER_CALLED.search(words) or _NOT_SAFE.fullmatch(words):
        return True
    if news_in(speech, danger) is News.ASKS_FOR_HELP:
        # "Help" alone may be about the question.
        return danger in _GOES_ON or count > 1
    if danger not in _GOES_ON:
        return False
    if _LOOKS_FOR_SOMEONE.fullmatch(words) or _NO_HELP_COMES.search(words):
        return True
    if count > _SHORT or asks_something(speech) or _OF_OTHER_TIMES.search(words):
        return False
    own = is_at_the_door(words) if danger is Danger.VIOLENCE else _FEELS_WORSE.search(words) is not None
    return own or _CALLS_FOR_HELP.search(words) is not None
