"""Corrections after an alarm that was a mistake: "I didn't take anything", "it's for my boat", "10 years ago".

They are asked back on and wave nothing away, so that a reading which is wrong costs a question. Each must be all that
a message says: whatever stands beside it is looked at as at any other time.
"""

import re
from typing import Final

from bot.conversation.phrases.care_replies import asks_something
from bot.conversation.phrases.plain_words import few_words
from bot.safety.dangers import Danger

_MOST_WORDS: Final = 14

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:no+|nope|nah|oh|omg|god|ok|okay|wait|sorry|lol|haha|hey|um+|well|but|actually|just|please|stop|hang on"
    r"|hold on|honestly|really|whoops|oops|i mean|i meant) ){0,5}"
)
_TAIL = r"(?: (?:lol|haha|though|sorry|at all|really|honestly|thanks|ok|okay|only|actually|today|ever)){0,3}"
_OF_THEM = (
    r"(?:it|them|those|any of (?:it|them|that|those)|any(?: \w+)? (?:pills?|tablets?|drugs?|meds|medication)"
    r"|(?:the|those|these) (?:pills|tablets)|a single (?:one|pill|tablet))"
)
_REALLY = r"(?: (?:actually|even|really))?"
_HAVE_NOT = rf"(?:did|have|has|had) not{_REALLY}"
# "I never take anything" is a habit, and says nothing of today; an empty stomach makes it worse.
_NOTHING_TAKEN = (
    r"(?:(?:i|he|she|we|they) (?:"
    rf"(?:{_HAVE_NOT} (?:take|taken|took|swallow|swallowed|use|used|do|done|inject|injected|cut|hurt|hit)"
    rf"|never{_REALLY} (?:taken|took|swallowed|used|done|did|injected|cut|hurt|hit))"
    rf" (?:anything|nothing|any|myself|{_OF_THEM})"
    rf"|(?:{_HAVE_NOT} (?:eat|eaten|ate|drink|drunk|drank)|never{_REALLY} (?:eaten|ate|drunk|drank)) {_OF_THEM})"
    rf"|(?:{_HAVE_NOT} (?:take|taken|took|swallow|swallowed)|never{_REALLY} (?:took|taken|swallowed))"
    rf" (?:anything|nothing|any|{_OF_THEM})"
    r"|(?:(?:i|he|she|we|they) )?(?:(?:have|has) )?(?:took|taken|swallowed) (?:nothing|none(?: of (?:it|them))?)"
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
    r"|(?:my|the|this|that) (?:game|book|movie|film|song|show|phone|laptop|computer|car|exam|project"
    r"|essay|treatment|session|ketamine|therapy|clinic|traffic|commute|football|team|match)"
    r"|during (?:the|a) (?:session|treatment)|ego death|ketamine|the side effects?)"
)
# "It's about my job" tells the reason, and takes nothing back.
_MADE_UP = (
    r"(?:(?:a|the|this|that|my) (?:game|book|movie|film|song|show|story|series|tv show|video ?game|dream|play|novel)"
    r"|ego death)"
)
_MEANT = (
    rf"i (?:mean|meant|was talking about|am talking about|was on about) (?:(?:about|at|in|for|with|from|the one in) )?"
    rf"{_OF_OTHER_THINGS}"
    r"|i (?:mean |meant )?(?:i )?(?:took|have taken|am taking) on (?:too (?:much|many)|so much|a lot)"
    r"(?: (?!pills\b)\w+)?"
    r"(?: (?:at|with|in|for) (?:(?:my|the) )?\w+)?"
    rf"|(?:it (?:is|was)|that (?:is|was)) (?:about|from) {_MADE_UP}"
    r"|(?:it|that) (?:is|was) in (?:a|the|this|my) (?:game|book|movie|film|song|show|story|series|play|dream|novel)"
)
# "I want to put him down": the dog. "I want to end it": the marriage. Never one's life, oneself or a weapon.
_PET = (
    r"(?:(?:old|sick|poor) )?(?:dogs?|cats?|pets?|puppy|kitten|horse|rabbit|hamster|bird|parrot|guinea pig|doggo|pup)"
)
_CAN_END = (
    r"(?:(?:\w+ )?(?:marriage|relationship|engagement|contract|lease|subscription|membership|career|job|internship"
    r"|course|degree|semester|friendship|phone call|call|chat|conversation|trial|affair|partnership|business|lawsuit"
    r"|diet|workout|shift|meeting))"
)
_WHOSE = r"(?:my|our|the|this|his|her|that)"
_MEAN = r"i (?:mean|meant|was talking about|am talking about|was on about)"
_OF_A_PET = rf"{_MEAN} (?:about )?{_WHOSE} {_PET}|{_WHOSE} {_PET} {_MEAN}|(?:it|he|she) is {_WHOSE} {_PET}"
_OF_AN_ENDING = rf"{_MEAN} (?:(?:ending|to end|leaving|quitting) )?{_WHOSE} {_CAN_END}|{_WHOSE} {_CAN_END} {_MEAN}"
# Named ones alone: one moves to "pills", to "plan b" and to "a better place" as well.
_PLACE = (
    r"(?:(?:north|south|east|west|upstate|downtown) )?(?:alabama|alaska|arizona|arkansas|california|carolina|colorado"
    r"|connecticut|dakota|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine"
    r"|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada"
    r"|new (?:york|jersey|mexico|hampshire|orleans|zealand)|ohio|oklahoma|oregon|pennsylvania|rhode island|tennessee"
    r"|texas|utah|vermont|virginia|washington|wisconsin|wyoming|nyc|la|dc|los angeles|las vegas|san \w+|santa \w+"
    r"|chicago|boston|seattle|denver|austin|dallas|houston|miami|atlanta|phoenix|portland|philadelphia|detroit"
    r"|minneapolis|nashville|baltimore|tampa|orlando|toronto|vancouver|montreal|london|manchester|dublin|paris|berlin"
    r"|madrid|barcelona|lisbon|rome|amsterdam|sydney|melbourne|brisbane|perth|auckland|canada|mexico|the (?:us|usa|uk)"
    r"|england|scotland|wales|ireland|france|germany|spain|italy|portugal|netherlands|belgium|switzerland|austria"
    r"|poland|sweden|norway|denmark|finland|greece|india|japan|china|korea|thailand|brazil|argentina|colombia"
    r"|costa rica|australia|israel|dubai|singapore|europe|asia|africa)"
)
_GOING_AWAY = (
    rf"i am (?:just )?(?:moving|relocating|being relocated|transferring|being transferred) (?:back )?to"
    rf" {_PLACE}(?: {_PLACE})?"
    r"|i am (?:just )?(?:moving|relocating) (?:(?:house|away|abroad|overseas|cities|states?|countries|apartments?)"
    r"|to (?:another|a new|a different|an other) (?:city|state|country|town|apartment|house|flat))"
    r"|i am (?:on (?:vacation|holidays?|a (?:work|business) trip|parental leave|maternity leave)|abroad"
    r"|out of (?:town|the country|state)|travell?ing for work)(?: then| that (?:week|month)| in \w+)?"
)
_A_QUOTE = (
    r"(?:(?:it|that|this) (?:is|was) )?(?:just |only )?(?:from )?(?:a|an|some)"
    r" (?:famous |song |movie |film |old |bible )?(?:quote|quotation|meme|lyric|poem|proverb|tv show|movie|song|verse"
    r"|line from a (?:movie|film|song|show|book|play))"
    r"(?: from (?:a|an|the) (?:movie|film|song|show|book|play|poem|game|series))?"
)
# A slip of the finger: "4, not 40". Both numbers must stand there: "I meant two" may be two bottles.
_OF_TABLETS = r"(?: (?:pills?|tablets?|of them))?"
# "2 tablets" is read as "to tablets".
_FEW = rf"(?:(?:[1-4]|one|two|three|four){_OF_TABLETS}|to (?:pills|tablets))"
_MANY = rf"(?:\d{{2,3}}|(?:a )?hundred|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety){_OF_TABLETS}"
_CORRECTS = (
    rf"(?:(?:{_MEAN}|it was|it is|that was|(?:(?:it|that) (?:is|was) )?(?:a )?typo)"
    r"(?: (?:only|just|to say|to type|to write)){0,2} )"
)
_FEW_AFTER_ALL = (
    rf"{_CORRECTS}{{0,2}}{_FEW} not {_MANY}"
    rf"|{_CORRECTS}{{0,2}}not {_MANY} {_CORRECTS}{{0,2}}(?:(?:only|just|but) )?{_FEW}"
    rf"|(?:the )?{_MANY} (?:was|is) a (?:typo|mistake) {_CORRECTS}{{0,2}}{_FEW}"
)
# What may be a plan is no boat.
_GRIM = (
    r"(?:me|myself|death|dying|funeral|the end|end|ending|exit|suicide|neck|wrists?|throat|veins?|arms?|legs?|plans?"
    r"|goodbye|grave|night|tonight|later|now|head|ceiling|beam|attic|blood|escape|peace|good|ever|forever|him|her|them"
    r"|husband|wife|boyfriend|girlfriend|ex|boss|sleep|life|last|final|own|relief|it|that|this|tomorrow|when|best|pain|suffering|everyone|family"
    r"|kids|children|mom|mum|parents|protection|safety|freedom|both|us)"
)
_FOR_SOMETHING = (
    r"(?:(?:it|that|this|they|the \w+|those) (?:is|are|was|were)|i (?:need|use|bought|got|have|want) (?:it|them|one)"
    r"|it is used|i use it) (?:(?:just|only|really|actually|meant) )?"
    rf"for (?:(?:my|the|our|a|an|his|her) )?(?:(?!{_GRIM}\b)\w+ ){{0,2}}(?!{_GRIM}\b)\w+"
)
_YEARS_AGO = (
    r"(?:(?:about|around|over|like|almost|more than) )?(?:\d{1,2}|a|two|three|four|five|six|seven|eight|nine|ten|twenty"
    r"|thirty|many|several|a few|some|a couple(?: of)?)? ?(?:years?|yrs?|decades?) (?:ago|back)"
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
_TAKEN_WRONG: Final = re.compile(rf"{_LEAD}(?:{_NOT_THOSE}|{_IN_GENERAL}|{_LONG_AGO}|{_A_QUOTE}){_TAIL}")
_OF_A_LOSS: Final = re.compile(rf"{_LEAD}(?:{_OF_A_PET}|{_OF_AN_ENDING}){_TAIL}")
_OF_AWAY: Final = re.compile(rf"{_LEAD}(?:{_GOING_AWAY}){_TAIL}")
_OF_FEW: Final = re.compile(rf"{_LEAD}(?:{_FEW_AFTER_ALL}){_TAIL}")
_OF_MEANS: Final = re.compile(rf"{_LEAD}(?:{_MEANT}|{_FOR_SOMETHING}){_TAIL}")
_OF_TAKING: Final = re.compile(rf"{_LEAD}{_NOTHING_TAKEN}{_TAIL}")
# "I did not take anything yet", "10 years ago and again tonight".
_CLOUDS: Final = re.compile(
    r"\b(?:yet|still|again|until|soon|tonight|going to|will|about to|keeps?|except|only half)\b"
)
_LIED: Final = re.compile(r"\bi (?:\w+ )?(?:lied|was lying|made (?:it|that|all of it|everything) up)\b")
_IS_WELL: Final = re.compile(
    r"\bi (?:am|feel|will be|do feel)(?: (?:really|actually|totally|all|completely|perfectly|just|so|ok and)){0,2}"
    r" (?:fine|ok|okay|safe|good|well|all right|alright|great|not (?:suicidal|in danger|going to do anything))"
    r"(?= now\b| really\b| thanks\b| honestly\b| i (?:swear|promise)\b|$)"
)
_NOT_WELL: Final = re.compile(
    r"\b(?:when i said|about being|said (?:that )?i|told you i|am not (?:ok|okay|fine|safe|good|well|all right|alright)"
    r"|do not feel|but|never|cannot|can not|when|dead|dying|gone|die)\b"
)


def takes_back_alarm(speech: str, danger: Danger, *, loosely_said: bool = False) -> bool:
    """Whether a message after an alarm for `danger` says that what set it off was meant otherwise, or was long ago.

    `loosely_said`: that was vague, or one number, as `is_loosely_said` reads it.
    """
    words = few_words(speech, _MOST_WORDS)
    if not words or asks_something(speech):
        return False
    if _CLOUDS.search(words):
        return False
    patterns = (_TAKEN_WRONG, *_otherwise_meant(danger), *(_put_clearly(danger) if loosely_said else ()))
    return any(pattern.fullmatch(words) for pattern in patterns)


def denies_taking(speech: str) -> bool:
    """Whether a message says that nothing was taken, or nobody was hurt."""
    return _OF_TAKING.fullmatch(few_words(speech, _MOST_WORDS)) is not None


def corrects_amount(speech: str) -> bool:
    """Whether a message says that less was taken than was written: something was taken all the same."""
    return _OF_FEW.fullmatch(few_words(speech, _MOST_WORDS)) is not None


def _otherwise_meant(danger: Danger) -> tuple[re.Pattern[str], ...]:
    """What an alarm for a danger may have been about instead.

    Where someone is hit or ill, "it's for my kids", "i did nothing", "i have not taken my meds" plead, or tell what is
    wrong. Who wants to die and has taken nothing may have it at hand.
    """
    match danger:
        case Danger.VIOLENCE | Danger.MEDICAL | Danger.THREAT:
            return ()
        case Danger.SUICIDE | Danger.SELF_HARM | Danger.OTHER_PERSON:
            return (_OF_MEANS,)
        case _:
            return (_OF_MEANS, _OF_TAKING)


def _put_clearly(danger: Danger) -> tuple[re.Pattern[str], ...]:
    """What may have been meant by loose words alone: after "I want to kill myself", a marriage is the reason for it."""
    match danger:
        case Danger.VIOLENCE | Danger.MEDICAL:
            return ()
        case Danger.THREAT:
            return (_OF_A_LOSS,)
        case Danger.OVERDOSE:
            return (_OF_FEW,)
        case _:
            return (_OF_A_LOSS, _OF_AWAY)


def lied_and_is_well(speech: str) -> bool:
    """Whether a message says in one breath that something was a lie, and that the person is well: which was it?"""
    words = few_words(speech, _MOST_WORDS)
    if not words or not _LIED.search(words):
        return False
    return _IS_WELL.search(words) is not None and not _NOT_WELL.search(words)
