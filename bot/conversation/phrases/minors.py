"""People under 18: whether the writer says that they are one, and whether they tell of one.

Words alone decide, and they would rather miss than guess: "I'm 15" is an age, "I'm 15 minutes away" is none.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from bot.conversation.phrases.someone_else import PERSON
from bot.safety.normalisation import plain_letters

_COME_OF_AGE: Final = 18

_TEENS = "(?:1[1-7]|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
# Younger than that only with "years old": "I'm 9" may be a score.
_CHILD = f"(?:{_TEENS}|[5-9]|10|five|six|seven|eight|nine|ten)"
_TO_COME = f"(?:{_TEENS}|18|eighteen)"
_OLD = r"(?:[ -]?(?:years?|yrs?)[ -]?olds?| ?(?:years?|yrs?) of age| ?(?:yo|y/o|y\.o\.?|yr))(?!\w)"
# What shows that a number counts something else than years of life.
_NO_UNIT = (
    r"(?! ?(?:weeks?|wks?|months?|mos?|mths?|days?|hours?|hrs?|minutes?|mins?|seconds?|miles?|km|stones?|st|lbs?|kilos?"
    r"|kgs?|pounds?|percent|mgs?|ml|feet|foot|ft|years?|yrs?|sessions?|pills?|tablets?|doses?|th|of|out of|or|to|x)\b"
    r"| ?[%:/']|[.,]\d|-\d|\d)"
)
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    "|dec(?:ember)?|spring|summer|autumn|fall|winter)"
)
_DAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SOON = (
    rf"(?:(?:in|this|next|coming) {_MONTH}|in (?:a|one|two|a few|a couple of|\d+) (?:days?|weeks?|months?|years?)"
    rf"|(?:next|this) (?:week|month|year|{_DAY})|on (?:{_DAY}|the \d|my birthday)|soon|tomorrow)\b"
)
# What may follow a bare number that is an age; "I'm 15 minutes away" and "I'm 17 on the scale" go on otherwise.
_AFTER_AGE = (
    r"(?= *(?:$|[!?;)\n]|[.,](?!\d)|[-\u2013\u2014]+ |/? ?[mf]\b(?! (?:away|out|late))|&"
    r"|on (?!(?:the|an?|my|that|this|it|phq|gad)\b)"
    r"|(?:and(?! (?:a half|\d|counting))|with(?! (?:\d|\w+ to go))"
    rf"|{_SOON}|in (?:the )?(?:\w+ )?(?:grade|school|foster|care|year \d)"
    r"|(?:no|nope|nah|yes|yeah|yep)(?!,? (?:wait|sorry|i mean|i meant|make that|actually|\d))"
    r"|but|so|n|now|today|rn|right now|at the moment|at school|too|also|as well|lol|btw|tbh|pls|plz|please|thanks|tho"
    r"|though|if|because|cos|cuz|bc|is|are|am|do|does|can|cn|could|will|would|should|how|whats?|who|why|where"
    r"|my|i|i'm|i've|i'd|im|ive|not|going on|almost|nearly|turning|about to|girl|boy|male|female|guy|trans"
    r"|depressed|anxious|suffering|struggling|here|still|years? young|asking|looking"
    r"|let'?s|want|wanna|need|have|having|got|been|feel|feeling|help|interested|curious|hoping)(?!\w)))"
)
_FILL = (
    "(?:(?:only|just|still|currently|actually|really|literally|like|about|around|now|an?|also|legally|technically"
    "|barely|even|already|rly|basically|honestly|well|kind of) )*"
)
_I_AM = rf"\b(?:i'?m|i am|iam) {_FILL}"
_HALF = r"(?: and a half| 1/2)?"
_NOT_IN_MIND = r"(?! ?(?:again|inside|at heart|in (?:my|the|that) (?:head|mind|heart|dreams?|memor\w+|flashbacks?)))"
_ENDS = r"(?= *(?:$|[.,!?;)\n]|(?:and|but|so|can|could|is|do|does|if|with|will|would|now|still|in|i|im|i'm|not)(?!\w)))"
_SCHOOL = "(?:middle|junior high|jr high|secondary|high|elementary|primary|grade|grammar)(?: ?school)?"
_GRADE = "(?:fifth|sixth|seventh|eighth|ninth|tenth|eleventh|[5-9]th|1[01]th)"
_BIRTHDAY = "(?:1[1-8]th|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh)teenth)"

_ENGLISH: Final = (
    # i'm fifteen yo; i am a 16 year old; as a 17 year old
    rf"(?:{_I_AM}|\bas an? ){_CHILD}{_HALF}{_OLD}{_NOT_IN_MIND}"
    r"(?!'s| (?:mum|mom|mother|dad|father|parent|son|daughter)\b)",
    # i am 16 years. can i
    rf"(?:{_I_AM}|\bi have ){_TEENS} (?:years|yrs)(?= *(?:$|[.!?]|,? ?(?:and|can) i\b))",
    # i turn 18 next year; when i'm 18; i'll be 17 in may; nearly 18
    rf"\b(?:i|i'?ll|i will|imma|i'?m (?:about to|going to|gonna)|i am (?:about|going) to) (?:only |just )?"
    rf"(?:turn|become|hit|reach) {_TO_COME}\b{_NO_UNIT}",
    rf"{_I_AM}turning {_TO_COME}\b{_NO_UNIT}",
    rf"\b(?:i'?ll|i will|i'?m (?:going to|gonna)|i am going to) (?:only |just )?be {_TO_COME}\b"
    rf"(?:(?= *(?:$|[.,!?](?!\d)))| {_SOON})",
    r"(?:^|[.,;!?] ?|\band )turn 18 (?:on|in|next|this|soon)\b",
    rf"\b(?:when|once|until|till?|before|after) (?:i'?m|i am|i turn|i'?ve turned) (?:18|eighteen)\b{_NO_UNIT}",
    rf"{_I_AM}(?:18|eighteen) {_SOON}",
    rf"{_I_AM}(?:not(?: yet| quite| even)?|under|below|younger than|close to) (?:the age of )?"
    rf"(?:18|eighteen|16|sixteen)\b{_NO_UNIT}(?! any ?more)",
    rf"\b(?:i'?m|i am) (?:only |just )?(?:almost|nearly) (?:18|eighteen)\b{_NO_UNIT}",
    # i'm still a minor; i'm not an adult yet
    rf"{_I_AM}(?:minor|under ?-?aged?|teen|teenager|child|kid|school ?(?:girl|boy|kid)|(?:high|middle) ?schooler)"
    rf"{_ENDS}",
    r"\b(?:i'?m|i am) not (?:yet )?(?:an adult|of age|a grown ?-?up|legally an adult)\b",
    # still in middle school; i'm in 9th grade; doing my gcses
    rf"(?:{_I_AM}(?:a? ?(?:student|pupil|freshman|sophomore|junior) )?(?:in|at)|\bi (?:still |only )?(?:go to|attend)"
    rf"|(?:^|[.!?,;] ?|\bhi |\bhey |\bam )(?:still|only|currently) (?:in|at)) (?:my )?{_SCHOOL}{_ENDS}",
    r"(?:\b(?:i'?m|i am) |^)still (?:at|in) school\b(?! ?(?:work|teach|of|as|holiday))",
    rf"{_I_AM}(?:student )?in (?:the )?(?:{_GRADE}[ -]grade|grade (?:[5-9]|1[01])\b|year (?:[7-9]|1[0-3])\b)"
    r"(?! ?(?:of|with|on|in|since|post|as)\b)",
    r"(?:\b(?:i'?m|i am) |^|[.,!?] )(?:doing|taking|sitting|revising for|studying for) (?:my )?gcses?\b",
    # my age is 16; my 17th birthday was last week
    rf"(?:\bmy age(?: is|'s)? ?[:=]?|^age ?[:=]?) ?{_CHILD}\b{_NO_UNIT}",
    rf"\bmy {_BIRTHDAY} birthday(?: is(?! (?:when|where|what))| isn'?t|'s (?:in|on|next)"
    r"|(?: was)? (?:yesterday|last (?:week|month)|today))\b",
)
_ANOS = r"(?:anos|anitos)\b(?! (?:de(?! edad)|sobri\w+|limpi\w+|casad\w+|con\b|sin\b|en\b|\w+[aei]ndo\b|junt\w+|desde))"
_SPANISH_TEENS = "(?:1[1-7]|once|doce|trece|catorce|quince|dieciseis|diecisiete)"
_SPANISH: Final = (
    rf"\btengo (?:(?:solo|solamente|apenas|casi|como) )?{_SPANISH_TEENS} {_ANOS}",
    rf"\btengo casi (?:18|dieciocho) {_ANOS}",
    rf"\btengo {_SPANISH_TEENS}(?= *(?:$|[.,!?](?!\d)| pero| y (?!medi)))",
    r"\b(?:aun|todavia) no (?:tengo|cumplo) (?:los )?(?:18|dieciocho)\b",
    r"\bno tengo (?:aun |todavia )?(?:18|dieciocho)\b",
    rf"\b(?:cumplo|cumplire|voy a cumplir) (?:los )?(?:{_SPANISH_TEENS}|18|dieciocho)\b"
    rf"(?: {_ANOS}|(?! anos| meses| semanas| dias))",
    r"\bsoy (?:un |una |todavia )?(?:menor de (?:edad|18|dieciocho)|adolescente|menor(?= *(?:$|[.,!?]| y | pero)))",
    r"\b(?:estoy|voy) (?:todavia |aun )?(?:en|a) (?:la )?(?:secundaria|preparatoria|prepa|primaria)\b",
)
_ANS = r"ans\b(?! (?:de\b|d'|sans|que|dans|avec|a (?:prendre|vivre)))"
_FRENCH_TEENS = "(?:1[1-7]|onze|douze|treize|quatorze|quinze|seize|dix[- ]sept)"
_FRENCH: Final = (
    rf"\bj ?'? ?ai (?:(?:seulement|juste|que|a peine|tout juste) )?{_FRENCH_TEENS} {_ANS}",
    rf"\bje n'? ?ai (?:que|pas encore|meme pas|pas) (?:{_FRENCH_TEENS}|18|dix[- ]huit) {_ANS}",
    rf"\b(?:j'aurai|je vais avoir|j'ai (?:bientot|presque)) (?:{_FRENCH_TEENS}|18|dix[- ]huit) {_ANS}",
    r"\bje suis (?:encore |toujours )?(?:mineure?|ado|adolescente?|collegien(?:ne)?|lyceen(?:ne)?)\b(?! d[eu]\b)",
    r"\bje suis (?:encore |toujours )?(?:au (?:college|lycee)|en (?:troisieme|quatrieme|cinquieme))\b(?! d[eu]\b)",
)
_PLAIN: Final = re.compile("|".join((*_ENGLISH, *_SPANISH, *_FRENCH)))
# Bare numbers: "i'm 16", "just turned 17". Anything that is scored could be one too.
_BARE: Final = re.compile(
    rf"{_I_AM}(?:(?:almost|nearly) )?{_TEENS}{_HALF}{_NOT_IN_MIND}{_AFTER_AGE}"
    rf"|(?:\bi(?:'?ve| have)? |^|[.,;!?] ?)(?:just|only just|recently|only recently) turned {_TEENS}{_AFTER_AGE}"
    rf"|\bi turned {_TEENS} (?:yesterday|today|recently|last (?:week|month|{_DAY})|this (?:week|month|year)"
    rf"|in {_MONTH}(?! (?:of )?\d{{4}}))"
)
_SCORED: Final = re.compile(r"\b(?:phq|gad|scor\w+|scale|out of (?:\d+|ten|a hundred)|bmi|points?|rating|rated)\b")
# "16f here", "15 yo, depressed, what do I do"
_OPENING: Final = re.compile(
    rf"^(?:(?:hi|hello|hey|hiya|ok|so)[ ,!.]*)?\(?{_TEENS}(?: here\b"
    rf"|(?:{_OLD}| ?/?[mf]\b)\)?(?= here| ?[,.)]| and| with| i\b| girl| boy| female| male))"
)
_ONESELF: Final = re.compile(r"\b(?:i|i'?m|ive|i've|me|my|here)\b")
_THEIRS: Final = re.compile(
    r"\b(?:he|she|hes|shes|he's|she's|his|her|him|son|daughter|patient|pupil|client|kid|child)\b"
)
# "Since I'm 15" tells of the past; "she thinks I'm 12" and "like I'm 16" of no age at all; a child may be quoted.
_NOT_REALLY: Final = re.compile(
    r"\b(?:since|from when|depuis que|desde que|like|as if|as though|wish|head|inside|deep down|part of me"
    r"|(?:pretend\w*|imagin\w+|dream\w*|thinks?|thought|believes?)(?: that)?"
    r"|(?:she|he|they|son|daughter|kid|boy|girl|teen|teenager) (?:just |always |only )?"
    r"(?:says?|said|goes|yells?|tells (?:me|us)|told (?:me|us)|keeps (?:on )?saying|is like)(?: that)?)[ ,:;\"'-]*$"
)
_COUNTED: Final = re.compile(r"\b(?:sober|clean|recovery|married|together|remission)\b")
_GROWN: Final = re.compile(
    r"(?<!when )(?<!once )(?<!til )(?<!till )(?<!until )(?<!before )(?<!after )"
    rf"{_I_AM}(?:1[89]|[2-9]\d)\b{_NO_UNIT}(?! {_SOON}| any ?more)"
)
_BORN: Final = re.compile(r"\bi(?:'?m| was| am) born (?:in|on) [a-z0-9 ,/.-]{0,16}?\b(20\d\d)\b")
_BEFORE = 60
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def is_under_age(text: str) -> bool:
    """Whether the writer says that they are under 18 now. Their past, their child or a number of weeks is none."""
    plain = plain_letters(text)
    if _GROWN.search(plain):
        return False
    said = _said(_PLAIN, plain) or (_said(_BARE, plain) and not _SCORED.search(plain))
    return said or _opens_with_age(plain) or _is_born_late(plain)


# What takes an age back. A bare number does only after a word that takes something back: "27" may be a score.
_OF_AGE: Final = re.compile(
    r"\b(?:i'?m|i am) (?:well |way |actually |already )?(?:over|above|older than) (?:the age of )?(?:18|eighteen)\b"
    r"|\b(?:i'?m|i am) (?:18|eighteen) (?:or|and) (?:over|older|up)\b|\b(?:i'?m|i am) (?:actually )?"
    r"(?:an adult|of age)\b"
    r"|\b(?:i'?m|i am) not (?:a minor|a teen(?:ager)?|a child|a kid|under ?-?age|under (?:18|eighteen)|1[1-7]\b)"
    rf"|{_I_AM}(?:1[89]|[2-9]\d){_OLD}"
    r"|^(?:(?:no+|nah|sorry|oops|whoops|typo|wait|i meant?|meant|that was (?:wrong|a typo)"
    r"|wrong (?:number|button|age)|mistake|actually|i'?m|i am|it'?s|make that)[ ,.:!-]+){1,4}"
    r"(?:1[89]|[2-9]\d)(?: ?(?:years?(?: old)?|yo))?[ .!]*$"
)


def is_of_age(text: str) -> bool:
    """Whether the writer says that they are 18 or older, or takes back that they were younger."""
    plain = plain_letters(text)
    return not is_under_age(text) and (_GROWN.search(plain) is not None or _OF_AGE.search(plain) is not None)


def tells_age(text: str) -> bool:
    """Whether the writer says that they are under 18, or that they are not."""
    return is_under_age(text) or is_of_age(text)


def was_under_age(texts: Iterable[str]) -> bool:
    """Whether somebody said in one of these, oldest first, that they are under 18, and in none after it that they are
    not."""
    is_minor = False
    for text in texts:
        is_minor = is_under_age(text) or (is_minor and not is_of_age(text))
    return is_minor


def beside_age(text: str) -> str:
    """The sentences of a text in which the writer does not say that they are under 18; may be empty."""
    return " ".join(sentence for sentence in _SENTENCE_END.split(text) if not is_under_age(sentence)).strip()


def _said(ages: re.Pattern[str], plain: str) -> bool:
    return any(_is_now(plain, match) for match in ages.finditer(plain))


def _is_now(plain: str, match: re.Match[str]) -> bool:
    if match[0].endswith(("years", "yrs")) and _COUNTED.search(plain):
        return False
    return not _NOT_REALLY.search(plain[max(0, match.start() - _BEFORE) : match.start()])


def _opens_with_age(plain: str) -> bool:
    return bool(_OPENING.match(plain) and _ONESELF.search(plain) and not _THEIRS.search(plain))


def _is_born_late(plain: str) -> bool:
    born = _BORN.search(plain)
    return born is not None and datetime.now(UTC).year - int(born[1]) < _COME_OF_AGE


_ANY_AGE = rf"(?:{_CHILD}|two|three|four|[1-4])"
_MINOR: Final = re.compile(
    rf"\b(?:he|she|hes|shes|they|{PERSON})(?:'?s)?,? "
    r"(?:(?:is|aged|turns|turning|just|just turned|only|now|still|nearly|almost|who'?s|who is|not even) |\(){0,3}"
    rf"{_ANY_AGE}(?:{_OLD}| ?(?:$|[.,;!?)\n])| (?:and|but|so|with|can|could|is|nearly|almost|tried|has)\b)"
    rf"|\b{_ANY_AGE}{_OLD}"
    r"|\b(?:he|she|hes|shes|he's|she's|son|daughter|child|kid|lad|boy|girl) (?:(?:is|still|only|just|in|a|at) )*"
    rf"(?:minor|under ?age|under (?:18|16)|teen|teenager|{_SCHOOL})\b"
    r"|(?<!of )\b(?:my|our|a|the) (?:little |young |foster )?(?:child|kid|toddler|little (?:boy|girl|one)|teen|teenager"
    r"|teenage \w+)\b"
)


def speaks_of_a_minor(text: str) -> bool:
    """Whether a message tells of another person who is under 18, or calls them a child."""
    return _MINOR.search(plain_letters(text)) is not None
