"""Whom an alarm is about, where somebody puts that right after it: "I lied, it's me", "I mean my sister is".

Each must be all that a message says. A person who turns out to be the one in danger is asked directly.
"""

import re
from collections.abc import Iterable
from typing import Final

from bot.conversation.phrases.care_replies import asks_something
from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.safety.dangers import Danger

_MOST_WORDS: Final = 14
_MOST_WORDS_ABROAD: Final = 24

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:no+|nope|ok|okay|fine|wait|sorry|well|but|actually|honestly|oh|um+|yes|yeah|so|and|right|look|please|god"
    r"|hm+|alright|all right|to be honest|tbh|truth is|the truth is|i (?:\w+ )?(?:lied|was lying)|i am lying"
    r"|(?:it|that) was a lie|i made (?:it|that|him|her|them) up"
    r"|(?:there is|i have|i do not have|it is|its) (?:no|not a|not my|not any|a) friend|not (?:him|her|them)"
    r"|not my \w+) ){0,6}"
)
_TAIL = (
    r"(?: (?:actually|really|sorry|honestly|though|tho|ok|okay|now|myself|not (?:him|her|them|my \w+|a friend)|to be"
    r" honest|tbh|this is about|we are talking about|i am talking about|i was talking about|i mean|i meant"
    r"|who (?:is|wants|feels|needs)(?: \w+){0,4}|(?:and )?(?:i|it) (?:lied|was lying|was a lie|always was"
    r"|was me)|all along|the whole time)){0,3}"
)
_WHO_WAS_NAMED = (
    r"(?:(?:the|my|this|that) (?:\w+ )?(?:friend|person|one|guy|girl|brother|sister|cousin|roommate|colleague|someone"
    r"|somebody)|he|she|they|him|her)"
)
_OWN: Final = re.compile(
    rf"{_LEAD}(?:"
    r"(?:it|this|that) (?:is|was) (?:(?:really|actually|just|all|only) ){0,2}(?:me|(?:about|for) (?:me|myself))"
    rf"|{_WHO_WAS_NAMED} (?:is|was) (?:(?:really|actually|just) )?(?:me|myself)"
    r"|i am (?:(?:really|actually) )?(?:the (?:friend|one|person)|that (?:friend|person)|my (?:own )?friend"
    r"|talking about (?:me|myself))"
    r"|i (?:mean|meant|was talking about) (?:(?:actually|really) )?(?:me|myself|i am|i do|about me|about myself)"
    r"|i am asking (?:about|for) (?:me|myself)|(?:about )?myself|me)"
    rf"{_TAIL}"
)
_IS_WELL = (
    r"(?:is|seems|feels|will be) (?:(?:doing|really|all|now) ){0,2}(?:ok|okay|fine|safe|well|good|better|alright|right)"
    r"(?: now)?"
)
# "She is fine but I'm not."
_THEY_BUT_NOT_I: Final = re.compile(
    rf"(?:(?:ok|okay|yes|no|well|honestly|actually|sorry) ){{0,3}}(?:he|she|they|my (?:\w+ )?\w+) (?:{_IS_WELL}"
    r"|are (?:ok|okay|fine|safe|well)) (?:(?:but|and|though|tho|it is|while) ){0,2}"
    r"(?:i am (?:(?:really|just) )?(?:not(?: (?:really|so|ok|okay|fine|safe|well|good|alright|doing \w+)){0,3}"
    r"|the one (?:who|that) is(?: not(?: \w+)?)?|worse)|i do not (?:think i am|feel (?:ok|okay|safe|well|fine))"
    r"|me not|not me)(?: (?:though|tho|now|anymore|any more|at all|either|actually)){0,2}"
)
_ONESELF_TOO: Final = re.compile(
    r"(?:(?:ok|okay|yes|no|well|honestly|actually|sorry|and|but|to be honest|tbh|maybe|sometimes|oh) ){0,4}"
    r"(?:(?:for )?me (?:too|as well|also)|(?:and )?so (?:do|am|would|have|did) i|i want to die"
    r"|i (?:do|am|have|did|would|feel it|feel that(?: way)?|want (?:it|that|to)) (?:too|as well|also)"
    r"|(?:i am|i feel) the same(?: way)?|same (?:here|with me|for me)"
    r"|i feel (?:it|like (?:that|her|him|them|she does|he does))(?: too| as well)?"
    r"|we both (?:do|are|feel \w+|want \w+)|both of us)(?: (?:honestly|actually|sometimes|though|tho|now|lately)){0,2}"
)

_KIN = (
    r"(?:mum|mom|mama|dad|mother|father|sister|sis|brother|bro|son|daughter|wife|husband|partner|friend|bestie|flatmate"
    r"|housemate|roommate|neighbou?r|aunt|uncle|cousin|grandma|grandpa|gran|nan|niece|nephew|ex|fiance|fiancee"
    r"|girlfriend|boyfriend|gf|bf|boss|colleague|co ?worker|student|patient|client|stepson|stepdaughter|kid|child)"
)
_ANOTHER_PERSON = (
    rf"(?:(?:my|a|our|his|her) (?:(?!life\b)\w+ )?{_KIN}(?: of mine)?|(?:someone|somebody) (?:else|i know))"
)
_NOT_ME = (
    r"(?:not (?:about |for )?(?:me|myself|mine)|(?:it|this|that) is not (?:about |for )?(?:me|myself)"
    r"|i am (?:not(?: the one)?|fine))"
)
_BEFORE_OTHER = rf"(?:(?:no+|nope|ok|okay|wait|sorry|well|but|actually|oh|um+|so|it is|{_NOT_ME}(?: but)?) ){{0,5}}"
_AFTER_OTHER = rf"(?: (?:{_NOT_ME}|sorry|actually|i mean|i meant)){{0,3}}"
_IS_THE_ONE = r"(?: (?:is|does|who (?:is|does|wants)(?: \w+){0,3}))?"
# "It's about my ex" may be why somebody wants to die, and no word on who does.
_OTHER: Final = re.compile(
    rf"{_BEFORE_OTHER}(?:"
    r"(?:i (?:mean|meant|was asking (?:for|about)|am asking (?:for|about))|asking (?:for|about)) "
    rf"{_ANOTHER_PERSON}{_IS_THE_ONE}|{_ANOTHER_PERSON} (?:is )?(?:i mean|i meant)){_AFTER_OTHER}"
)
_OTHER_AND_NOT_ME: Final = re.compile(
    rf"{_BEFORE_OTHER}(?:(?:i (?:mean|meant|was talking about|am talking about|was asking (?:for|about)"
    r"|am asking (?:for|about))|asking (?:for|about)|(?:this|it|that) (?:is|was)(?: (?:about|for))?|about) )?"
    rf"{_ANOTHER_PERSON}{_IS_THE_ONE}{_AFTER_OTHER}"
)
_SAYS_NOT_ME: Final = re.compile(
    r"\b(?:not (?:about |for )?(?:me|myself)|i am not the one)\b(?! (?:alone|only|anymore|any more))"
)
# "My sister is not me" compares the two.
_COMPARES: Final = re.compile(r"\b(?:is|am) not me\b(?<!it is not me)(?<!this is not me)(?<!that is not me)")
_OWN_DANGER: Final = re.compile(
    r"\bmyself\b|\bmy (?:own )?(?:life|wrists?|death|suicide)\b"
    r"|\bi (?:(?!(?:my|our|she|he|her|his|they|a|someone|somebody)\b)\w+ ){0,5}"
    r"(?:die|dying|dead|kill|suicid\w*|cut(?:ting)?|hurt|harm|hang|jump|overdose|live|living|alive|exist|be here"
    r"|end it|go on|wake up|disappear|gone)\b"
)

_KIN_ABROAD = (
    r"(?:amig[oa]|herman[oa]|madre|padre|mama|papa|hij[oa]|espos[oa]|marido|mujer|novi[oa]|prim[oa]|pareja|ti[oa]"
    r"|abuel[oa]|vecin[oa]|companer[oa]|sobrin[oa]"
    r"|ami|amie|copain|copine|frere|soeur|mere|pere|fils|fille|mari|femme|cousine?|oncle|tante|voisine?|collegue|pote"
    r"|freund(?:in)?|bruder|schwester|mutter|vater|sohn|tochter|mann|frau|partner(?:in)?|kumpel|onkel|oma|opa"
    r"|nachbar(?:in)?|kollege|kollegin|mitbewohner(?:in)?|papa|mama)"
)
_NAMED_ABROAD = (
    rf"(?:(?:mi|un|una|mon|ma|une|mein|meine|ein|eine) (?:(?:mejor|meilleure?|petite?|bester?|beste|grosser?|kleine?r?)"
    rf" )?{_KIN_ABROAD})"
)
# "Mi marido me quiere matar" is no such thing, so what they do to themselves must stand right after them.
_ENDS_OWN_LIFE = (
    r"(?:(?:dice que |creo que )?se (?:quiere|va a|intento|ha intentado|piensa|quiso) (?:matar|suicidar|morir|quitar la"
    r" vida)|(?:dice que |ya )?(?:quiere|va a|piensa|piensa en|esta pensando en|intento|ha intentado|habla de"
    r"|amenaza con) (?:matarse|suicidarse|morirse|morir|quitarse la vida|acabar con su vida)"
    r"|(?:dit qu (?:il|elle) )?(?:veut|va|pense a|parle de|a essaye de|essaie de|menace de|a envie de|compte)"
    r" (?:(?:de )?(?:se (?:suicider|tuer|pendre)|mourir|en finir|mettre fin a (?:ses jours|sa vie)))"
    r"|(?:will|wollte|mochte|moechte) (?:(?:nicht mehr leben|sterben)|sich (?:\w+ )?(?:umbringen|toten|toeten"
    r"|das leben nehmen)|seinem leben ein ende setzen|ihrem leben ein ende setzen)"
    # "Droht mich umzubringen" is of the writer: without "sich" nobody does it to themselves.
    r"|(?:hat|spricht|redet|denkt|droht) (?:\w+ ){0,3}sich (?:\w+ ){0,2}(?:umbringen|umzubringen|toten|toeten|zu toten)"
    r"|(?:hat|spricht|redet|denkt|droht) (?:(?:von|uber|ueber|an|mit|immer|schon|oft|nur|viel|einen|wieder) ){0,3}"
    r"(?:selbstmord|suizid))"
)
_OTHER_ABROAD: Final = re.compile(
    rf"(?:(?:hola|ayuda|por favor|creo que|salut|bonjour|aidez moi|je crois que|hallo|hilfe|bitte|ich glaube|hi|help) )"
    rf"{{0,3}}(?P<told>{_NAMED_ABROAD} {_ENDS_OWN_LIFE})\b"
)
_ONESELF_ABROAD: Final = re.compile(
    r"\b(?:yo|me|mi vida|conmigo|matarme|suicidarme|quiero|je|j|moi|me tuer|ich|mich|mir|meine[mnrs]|i|myself)\b"
)
_HELP_ABROAD: Final = re.compile(r"\b(?:ayudarl[oae]|je (?:fais|peux)|(?:soll|kann|mache) ich|que hago)\b.*")


def turns_to_oneself(speech: str) -> bool:
    """Whether a message, after an alarm for somebody else, says that it is about the writer."""
    words = few_words(speech, _MOST_WORDS)
    is_read = bool(words) and "?" not in speech
    return is_read and (_OWN.fullmatch(words) is not None or _THEY_BUT_NOT_I.fullmatch(words) is not None)


def says_oneself_too(speech: str) -> bool:
    """Whether a message, after an alarm for somebody else, says that the writer feels as they do."""
    words = few_words(speech, _MOST_WORDS)
    return bool(words) and "?" not in speech and _ONESELF_TOO.fullmatch(words) is not None


def turns_to_another(speech: str, before: Iterable[str] = ()) -> bool:
    """Whether a message, after an alarm for the writer, says that it is about somebody else.

    `before`: what they wrote lately. Who spoke of their own danger there must say that it is not theirs.
    """
    words = few_words(speech, _MOST_WORDS)
    if not words or asks_something(speech):
        return False
    if _SAYS_NOT_ME.search(words) and not _COMPARES.search(words):
        return _OTHER_AND_NOT_ME.fullmatch(words) is not None
    return _OTHER.fullmatch(words) is not None and not any(_OWN_DANGER.search(plain_words(text)) for text in before)


def names_another(speech: str) -> bool:
    """Whether a message in Spanish, French or German tells that another person may end their life, and no more."""
    words = few_words(speech, _MOST_WORDS_ABROAD)
    told = _OTHER_ABROAD.match(words)
    return told is not None and not _ONESELF_ABROAD.search(_HELP_ABROAD.sub("", words[told.start("told") :]))


def meant(danger: Danger, watched: Danger | None, speech: str, before: Iterable[str] = ()) -> Danger:
    """The danger that a message tells of: for the person whom it names, where it names one so plainly.

    `watched`: the one that the alarm before was for, if there was one. `before`: what they wrote lately.
    """
    if watched is Danger.OTHER_PERSON and danger is Danger.OTHER_PERSON and turns_to_oneself(speech):
        return Danger.SUICIDE
    if danger not in (Danger.SUICIDE, Danger.SELF_HARM):
        return danger
    is_corrected = watched in (Danger.SUICIDE, Danger.SELF_HARM) and turns_to_another(speech, before)
    return Danger.OTHER_PERSON if is_corrected or names_another(speech) else danger
