"""What somebody tells after an alarm: help has come or failed, it is happening now, "it's nothing", "actually I do"."""

import re
from enum import Enum, auto
from typing import Final

from bot.conversation.phrases.care_replies import TOPIC, asks_something, will_call
from bot.conversation.phrases.other_languages import tells_of_help
from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.safety.dangers import Danger


class News(Enum):
    """What a message after an alarm tells, where it is clear."""

    HELP_REACHED = auto()
    OWN_PEOPLE_REACHED = auto()
    OTHER_IS_WELL = auto()
    HELP_FAILED = auto()
    ASKS_FOR_HELP = auto()
    ASKS_WHAT_NOW = auto()
    HAPPENING = auto()
    OVER_FOR_NOW = auto()
    SMOOTHED_OVER = auto()
    TAKEN_BACK = auto()


_MOST_WORDS: Final = 16
# Every pattern below is for words as `plain_words` leaves them.
_HELPERS = (
    r"(?:an? |the |my )?(?:ambulance|paramedics?|police|cops|nurse|doctor|dr|therapist|counsell?or|crisis team|911|999"
    r"|988|112|000|hotline|help ?line|crisis line|line|number|hospital|er|emergency services?|samaritans|poison control"
    r"|fire department|dispatch\w*|medics?|operator)"
)
_OWN_PEOPLE = (
    r"(?:my|his|her|their|our|a|the) (?:\w+ )?(?:mum|mom|mama|dad|mother|father|sister|sis|brother|bro|son|daughter"
    r"|wife|husband|partner|friends?|bestie|flatmate|housemate|roommate|neighbou?rs?|aunt|uncle|cousin|grandma|grandpa"
    r"|gran|nan|ex|fiance|fiancee|family|parents|girlfriend|boyfriend|gf|bf|boss|colleague|landlord|pastor)"
)
_CALLED = (
    r"(?:called|rang|phoned|texted|messaged|facetimed|calling|ringing|texting|phoning|messaging"
    r"|on the (?:phone|line) (?:with|to)|got hold of|told|(?:talk|speak)ing (?:to|with)|(?:spoke|talked) (?:to|with))"
)
_IS = r"(?:is |are |has |have )?"
_HERE = r"(?:come|coming|here|arrived|there|with (?:me|us|him|her)|on (?:the|its|his|her|their) way)"
_HELP_REACHED: Final = re.compile(
    rf"\b{_CALLED}(?: now)? (?:{_OWN_PEOPLE} and )?(?:{_HELPERS}|them)\b"
    rf"|\b(?:{_HELPERS}|help) {_IS}{_HERE}\b|^(?:ok |okay |yes |i am )*(?:calling|ringing|texting)(?: now| right now)?$"
)
_ON_THE_WAY = (
    r"(?:(?:in|inside|at)(?: the| an?)?|on (?:the|my|our|her|his|their) way to(?: the)?|(?:going|headed"
    r"|heading) to(?: the)?"
    r"|(?:driving|taking|bringing|rushing) (?:me|us|her|him|them) to(?: the)?)"
    r" (?:nearest )?(?:ambulance|hospital|er|emergency room|urgent care|police station|shelter)"
)
_CARRIED: Final = re.compile(rf"\b{_ON_THE_WAY}\b")
# They are good to have near, and are no emergency help.
_OWN_PEOPLE_TOLD: Final = re.compile(rf"\b{_CALLED}(?: now)? (?:{_OWN_PEOPLE}|someone|somebody)\b")
# In a home with violence "my husband is here" is the danger itself.
_OWN_PEOPLE_HERE: Final = re.compile(
    rf"\b(?:{_OWN_PEOPLE}|someone|somebody) {_IS}{_HERE}\b"
    rf"|\bi am (?:(?:here|home|now|safe|sitting|staying) )?with {_OWN_PEOPLE}\b"
    r"|\b(?:she|he) (?:called(?: back)?|answered|picked up)$"
)
_COMPANY: Final = re.compile(
    rf"\bthey (?:called|answered|picked up)\b|\bthey (?:are {_HERE}|are helping|have (?:arrived|come))\b"
)
_THEY_COME: Final = re.compile(
    rf"(?:(?:ok|okay|yes|and|now|so|finally|just) )*they (?:are |have |just )*{_HERE}(?: now| soon| right now| thanks"
    r"| thank you)*"
)
# Tablets do their harm while people still feel well: it is no news of help in an emergency, and hearsay never is.
_OTHER_IS_WELL: Final = re.compile(
    r"\b(?:she|he|they) (?:(?:is|are|feels?|seems?|looks?|will be)(?: \w+)?) (?:ok|okay|fine|safe|alive|home|awake|good"
    r"|better|normal|all right|alright)\b|\b(?:she|he|they) (?:is|are|feels?|seems?|looks?|will be) "
    r"(?:ok|okay|fine|safe|alive|home|awake|good|better|normal|all right|alright)\b"
)
_WELL = r"(?:ok|okay|fine|safe|alive|home|awake|good|better|normal|all right|alright|well)"
# "Home with pills" and "ok with dying" are no such news, so nothing else may stand beside it.
_OTHER_IS_WELL_ALONE: Final = re.compile(
    r"(?:(?:ok|okay|yes|hi|hey|update|it is ok|all good|thanks|thank god|thank you|so|well|good news|no|phew|and"
    r"|we (?:got|found|reached) (?:him|her|them)|i (?:called|reached|saw) (?:him|her|them)) ){0,4}"
    rf"(?:she|he|they) (?:is|are|feels?)(?: (?:now|all|doing|really|back|at|finally|much|feeling|totally"
    rf"|so|actually|just|both|safely|in)){{0,3}} {_WELL}(?: (?:and (?:he|she|they is|they are|is)?"
    rf"(?: ?(?:is|are))? ?)?(?:{_WELL}|sound|safely|(?:at|back) home|here)){{0,2}}"
    r"(?: (?:and|but)? ?(?:now|again|today|tonight|thank god|thanks(?: god)?|thank you|thankfully|with me|with us"
    r"|at home|here|already|i am (?:so )?(?:relieved|glad)|so much|enough)){0,4}"
)
_HEARSAY: Final = re.compile(
    r"\b(?:says?|said|saying|claims?|thinks?|insists?|swears?|tells?|told|promis\w+|seems?|looks?|will)\b"
)
# A report of help in these words alone holds no danger of its own, whatever a single word makes it look like.
_WORDS_OF_HELP: Final = re.compile(
    r"(?:(?:ok|okay|yes|hey|hi|so|i|we|she|he|they|is|are|am|have|just|now|right now|already|finally|here|safe|and|the"
    rf"|{_HELPERS}|{_OWN_PEOPLE}|{_CALLED}|them|someone|somebody|with (?:me|us|her|him|{_OWN_PEOPLE})|{_ON_THE_WAY}"
    r"|coming|arrived|on (?:the|its|his|her|their) way|thank you|thanks)(?: |$))+"
)
_OTHERS = (
    r"(?:they|help|(?:the |an? |my )?(?:ambulance|paramedics?|police|cops|911|999|112|988|crisis line|hotline|line))"
)
_SOME_OTHER = rf"(?:{_OTHERS}|she|he|my (?:\w+ )?\w+)"
_NOT = (
    r"(?:(?:still |just |even |really )?(?:did|do|does|is|are|will|would|can|could|has|have|was"
    r"|were) (?:still )?(?:not|never)|never|still not)"
)
_TO_COME = (
    r"(?:com(?:e|ing)|came|arriv\w+|answer\w*|pick(?:ed|ing|s)? up|pick(?:ed|ing)? it up|respond\w*|show(?:ed|ing"
    r"|n)? up"
    r"|here|there|help(?:ed|ing)? me|believe me|listen\w*)"
)
_NOBODY_HELPS = (
    rf"\b(?:nobody|no ?one|none of them|no (?:help|ambulance|police|cops|paramedics?))(?: \w+){{0,2}} {_TO_COME}\b"
    r"|\bno (?:answer|signal|reception|response)\b|\bvoice ?mail\b|\b(?:line|number) (?:is|was) (?:busy|dead|engaged)\b"
    r"|\b(?:on hold|hung up|cut off)\b|\bstill waiting\b|\bi (?:can|could) not (?:get through|reach)\b"
    r"|\b(?:i am|am) (?:\w+ )?alone(?: again| now| here)?$|\b(?:i am|it is|she is|he is|getting|got|feels?"
    r"|feeling) (?:\w+ )?worse\b"
)
_GOES = r"(?:just )?(?:left|went away|gave up|refused?|ignored?|are gone|have gone|are leaving)"
_HELP_FAILED: Final = re.compile(
    rf"{_NOBODY_HELPS}|\b{_SOME_OTHER} {_NOT} (?:\w+ )?{_TO_COME}\b|\b{_SOME_OTHER} {_GOES}\b"
)
# Where somebody at home is the danger, it is good news that he left.
_HELP_FAILED_AT_HOME: Final = re.compile(
    rf"{_NOBODY_HELPS}|\b{_OTHERS} {_NOT} (?:\w+ )?{_TO_COME}\b|\b{_OTHERS} {_GOES}\b"
)
_WHO_HURTS = (
    rf"(?:he|she|they|{_OWN_PEOPLE}|(?:my|the) (?:ex|stepfather|stepdad|guy|man|men|guys)|(?:some|any)(?:one|body))"
)
_AT_THE_DOOR: Final = re.compile(
    rf"\b{_WHO_HURTS} (?:(?:is|are|has|have|was|were|just|will be|now|again|got|already|still|all|trying to) ){{0,3}}"
    r"(?:back|com(?:e|es|ing)|came|here|home|outside|inside|downstairs|upstairs|at (?:the|my|our) \w+|awake|up|drunk"
    r"|angry|mad|yelling|screaming|shouting|hitting|following|looking|found|knows|saw|broke|break|breaking|bang\w*"
    r"|kick\w*|pound\w*|knock\w*|smash\w*|threaten\w+|hit|hurt|grab\w*|chok\w*|punch\w*|pull\w*|beat\w*|get in"
    r"|a (?:gun|knife|bat|weapon)|armed|near|close|on (?:the|his|her|their) (?:way|stairs|porch)"
    r"|in(?! (?:jail|prison|custody|another|court|the (?:hospital|past))\b))\b"
    r"|\b(?:he|she|they) (?:will|does|do|is|are) not (?:leave|leaving|stop|stopping|(?:go|going) away|let me)\b"
    r"|\bbreaking (?:in|down|the (?:door|window))\b|\b(?:at|through|behind|under) the (?:door|window)\b"
    r"|\bi am (?:hiding|locked in|trapped)\b"
)
# For now: whoever hits comes back as a rule.
_GONE = (
    r"(?:he|she|they|my (?:ex|husband|wife|partner|boyfriend|girlfriend|bf|gf|dad|father|stepdad|stepfather)"
    r"|the (?:man|guy|men|guys|intruder)) (?:(?:is|are|has|have|was|just|now|finally|all) ){0,3}"
    r"(?:gone|left|stopped|away|asleep|sleeping|arrested|calm(?:ed)?(?: down)?|apologi[sz]ed|ran (?:away|off)"
    r"|went (?:away|off|to (?:bed|work|sleep))|driven off|drove (?:away|off)|fell asleep|let (?:me )?go"
    r"|out of the house"
    r"|being arrested|in (?:custody|jail|prison|handcuffs|cuffs|the (?:police|cop) car))"
    r"(?: (?:hitting|yelling|shouting|screaming|hurting|fighting)(?: me| us)?)?"
    r"(?: (?:the|my|our) (?:house|flat|apartment|home|place))?"
)
# No home of kin: whoever hits may be the father, the brother.
_HOUSE = r"(?:there|(?:the|my|our) (?:house|flat|apartment|home|place))"
_OVER = (
    r"(?:it|the (?:fight|argument)) (?:is|was|has) (?:(?:all|now) )?(?:over|stopped|ended|passed)"
    rf"|(?:we are|i am) (?:out|away from (?:him|her|them))(?: of {_HOUSE})?"
    rf"|(?:i|we) (?:got|ran|made it) (?:out|away)(?: of {_HOUSE})?"
    r"|(?:i am|we are) (?:now )?at (?:a|my|the) (?:(?!ex|boy|girl|man|lady)\w+ )?(?:friend|neighbou?r"
    r"|shelter|police station|hotel)(?: s| is)?(?: (?:house|place|home|flat|apartment))?"
)
_OVER_FOR_NOW: Final = re.compile(
    r"(?:(?:it is|that is|ok|okay|fine|all right|alright|no|yes|yeah|i am|now|for now|so|oh|well|and|safe|good"
    rf"|hang on|wait|thank god|phew) ){{0,6}}(?:{_GONE}|{_OVER})"
    rf"(?: (?:(?:and )?(?:{_GONE}|{_OVER})|now|for now|already|thank god|thanks|thank you|so|and|i am|it is|we are|ok"
    r"|okay|fine|safe|good|tonight|anyway|at last)){0,7}"
)
_GONE_ANYWHERE: Final = re.compile(rf"\b{_GONE}(?= |$)")
_WORSE: Final = re.compile(
    r"\b(?:can|could) not (?:keep|hold|breathe|move|stay|feel|see|stand|wake|talk|stop)\b|\bfalling asleep\b"
    r"|\b(?:getting|feel|feeling|so|very|really|i am|she is|he is) (?:\w+ )?(?:sleepy|drowsy|dizzy|tired|cold|weak|numb"
    r"|sick|faint|confused|blue|pale|unconscious|out)\b|\b(?:throwing|threw) up\b|\bvomit\w*|\bnot (?:breathing|waking"
    r"|responding|moving)\b|\b(?:will|does) not wake\b|\bturning (?:blue|grey|gray)\b|\bpass(?:ed|ing)? out\b"
    r"|\bblack(?:ed|ing)? out\b|\bspinning\b|\bblurry\b|\bseizure\b|\bshaking\b|\bfading\b"
)
_ASKS_FOR_HELP: Final = re.compile(
    r"(?:(?:please|pls|ok|oh god|god|i|just|need|you|now|someone|somebody|anyone|can|will|could|have to|to|got to) )*"
    r"(?:help|save)(?: me| us| her| him| them| please| now| pls)*|sos"
)
_ASKS_WHAT_NOW: Final = re.compile(
    r"(?:(?:so|ok|okay|and|but|then|oh god|please|tell me) )*(?:what (?:now|next|then|do i do|should i do|can i do|am i"
    r" (?:supposed|meant) to do|should we do|do we do|shall i do|to do)|i do not know what to do)(?: now| then"
    r"| next| please| for (?:her|him|them))*"
)
_DOUBTS: Final = re.compile(
    r"\b(?:not|no|nobody|never|can|cannot|could|should|shall|will|would|if|until|before|but|yet|hung up|to come"
    r"|busy|scared|afraid|hate|refus\w+|instead|goodbye)\b"
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
# "I lied about my age" is about the pre-screen.
_NOT_OF_FACTS = (
    r"(?! (?:about|on) (?:my|the) (?:age|name|weight|height|birth\w*|address|number|e ?mail|insurance|job)\b)"
)
_TAKEN_BACK: Final = re.compile(
    r"^(?:(?:wait|no|sorry|ok|but|well|um+|hm+|yes) )*(?:actually (?:yes|yeah)(?= (?:i|it)\b|$)|(?:i do|i am) actually$"
    r"|actually (?:i do|i am|(?:no )?i am not)$|(?:that|it) (?:was a lie|(?:is|was) not true)\b"
    rf"|(?:i (?:\w+ )?(?:lied|was lying)|i made (?:it|that) up|i did not tell the truth)\b{_NOT_OF_FACTS}"
    r"|i am not safe\b|i am not(?: ok(?:ay)?)?$)"
    r"|\bi (?:did not|have not|never)(?: really| actually| even)? (?:call(?:ed)?|ring|rang|phoned?"
    r"|text(?:ed)?)(?: \w+){0,2}$"
)
_NAMES_PRESCREEN: Final = re.compile(r"\b(?:questions?|pre ?screen|form|answers?|continue|go on|start|carry on)\b")
_NAMES_PERSON: Final = re.compile(
    r"\b(?:some(?:one|body)|person|human|staff|clinic\w*|doctor|nurse|therapist|counsell?or|call ?back|call me"
    r"|reach me|appointment)\b"
)


def news_in(speech: str, danger: Danger, *, is_helped: bool = False) -> News | None:
    """What a message tells right after an alarm for `danger`; None where nothing of the kind is clear.

    `is_helped`: they said that help was called, so that "they are coming" is of those who help.
    """
    words = few_words(speech, _MOST_WORDS)
    if not words:
        return None
    if tells_of_help(speech):
        return News.HELP_REACHED
    if _TAKEN_BACK.search(words):
        return News.TAKEN_BACK
    if _fails(words, danger) and not asks_something(speech):
        return News.HELP_FAILED
    if not _DOUBTS.search(words) and not asks_something(speech):
        if _reached(words, danger, is_helped=is_helped):
            return News.HELP_REACHED
        if danger is Danger.OTHER_PERSON and _is_well(words, danger):
            return News.OTHER_IS_WELL
        if _own_people_reached(words, danger):
            return News.OWN_PEOPLE_REACHED
    is_over = danger is Danger.VIOLENCE and not _DOUBTS.search(words) and _OVER_FOR_NOW.fullmatch(words)
    if is_over and "?" not in speech:
        return News.OVER_FOR_NOW
    if _happens(words, danger) and not will_call(speech):
        return News.HAPPENING
    if _ASKS_FOR_HELP.fullmatch(words):
        return News.ASKS_FOR_HELP
    if _ASKS_WHAT_NOW.fullmatch(words):
        return News.ASKS_WHAT_NOW
    other_is_well = danger.is_emergency and _OTHER_IS_WELL.search(words) and not asks_something(speech)
    if other_is_well or (_SMOOTHED_OVER.fullmatch(words) and _SOFTENS.search(words) and "?" not in speech):
        return News.SMOOTHED_OVER
    return None


def reports_help_alone(speech: str, danger: Danger) -> bool:
    """Whether a message after an alarm tells that help is there, and holds no word of anything else."""
    words = plain_words(speech)
    news = news_in(speech, danger)
    if news is News.OVER_FOR_NOW:
        return True
    if tells_of_help(speech):
        return True
    is_of_help = news in (News.HELP_REACHED, News.OWN_PEOPLE_REACHED, News.OTHER_IS_WELL)
    if danger is Danger.VIOLENCE:
        words = " ".join(_GONE_ANYWHERE.sub(" ", words).split())
    return is_of_help and _WORDS_OF_HELP.fullmatch(words) is not None


def is_of_kap(speech: str) -> bool:
    """Whether a message is a question, or names KAP or the clinic: at calmer times it is no news of danger."""
    return asks_something(speech) or TOPIC.search(plain_words(speech)) is not None


def is_at_the_door(words: str) -> bool:
    """Whether plain words tell, after an alarm for violence, that the one who hurts is near or back."""
    return _AT_THE_DOOR.search(words) is not None


def _is_home(danger: Danger) -> bool:
    return danger in (Danger.VIOLENCE, Danger.THREAT)


def _fails(words: str, danger: Danger) -> bool:
    return (_HELP_FAILED_AT_HOME if _is_home(danger) else _HELP_FAILED).search(words) is not None


def _reached(words: str, danger: Danger, *, is_helped: bool) -> bool:
    if _HELP_REACHED.search(words) or _CARRIED.search(words):
        return True
    if _is_home(danger):
        return is_helped and _THEY_COME.fullmatch(words) is not None
    is_well = danger is not Danger.OTHER_PERSON and _is_well(words, danger)
    return bool(is_well or _COMPANY.search(words))


def _is_well(words: str, danger: Danger) -> bool:
    is_told_alone = _OTHER_IS_WELL_ALONE.fullmatch(words) is not None
    return not danger.is_emergency and is_told_alone and not _HEARSAY.search(words)


def _own_people_reached(words: str, danger: Danger) -> bool:
    if _OWN_PEOPLE_TOLD.search(words):
        return True
    return not _is_home(danger) and _OWN_PEOPLE_HERE.search(words) is not None


def _happens(words: str, danger: Danger) -> bool:
    if _HAPPENING.search(words):
        return True
    own = {Danger.VIOLENCE: _AT_THE_DOOR, Danger.OVERDOSE: _WORSE, Danger.MEDICAL: _WORSE}.get(danger)
    return own is not None and own.search(words) is not None


def names_prescreen(speech: str) -> bool:
    """Whether a message names the pre-screen, or going on with it."""
    return _NAMES_PRESCREEN.search(plain_words(speech)) is not None


def names_person(speech: str) -> bool:
    """Whether a message names somebody of the clinic, or a call."""
    return _NAMES_PERSON.search(plain_words(speech)) is not None
