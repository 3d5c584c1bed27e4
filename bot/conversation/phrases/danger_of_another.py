"""Whether words of danger are plainly about somebody else, where the screen alone takes them for the writer's own."""

import re
from collections.abc import Iterable
from typing import Final

from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.conversation.phrases.someone_else import PERSON

_MOST_WORDS: Final = 30
_CLAUSE: Final = re.compile(r"[.!?;,\n]+|\b(?:and|but|so|because|cos)\b", re.IGNORECASE)

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:hi|hello|hey|ok|yes|no|please|help|now|today|yesterday|just now|then|that|also|well|oh|i (?:really )?think"
    r"|i am (?:worried|scared|afraid)(?: that)?) ){0,3}"
)
_KIN = rf"(?:my|our) (?:\w+ ){{0,2}}?{PERSON}(?: in law)?"
_KIN_TOLD_OF: Final = re.compile(rf"\b{_KIN}\b")
# "He" and "she" are people whom one told of; "they" may be anybody, and words without any subject the writer's own.
_THEY = rf"(?:{_KIN}|he|she)(?: d| ll)?"
_NAMES_THEM: Final = re.compile(r"\b(?:he|she|hes|shes|hed|shed|hell|shell)\b")
_SAYS = (
    rf"(?:{_THEY} )?(?:(?:has|is|just|keeps|also|always|really) ){{0,2}}"
    r"(?:says?|said|saying|texts?|texted|texting|wrote|writes|posted|screams?|screamed|screaming)(?: that)? "
)
_DEED = (
    r"(?:die|dying|be dead|be gone for good|be alive|kill(?:ing)? (?:him|her)self|hang(?:ing)? (?:him|her)self"
    r"|end(?:ing)? (?:(?:his|her) (?:own )?life|it all)|tak(?:e|ing) (?:his|her) own life|(?:commit(?:ting)? )?suicide"
    r"|(?:hurt|harm|cut|shoot|drown|starv)\w* (?:him|her)self|overdos(?:e|ing)|jump off \w+ \w+)"
)
_NOT_TO_LIVE = r"(?:live|be alive|be here|exist|wake up|go on)"
_HARMS = (
    r"(?:is |has been |keeps |was )?(?:(?:just|still|always|also|been|now) )?(?:cutting|cuts|cut|self harm(?:s|ing|ed)?"
    r"|harm(?:s|ing)? (?:him|her)self|hurt(?:s|ing)? (?:him|her)self)(?: (?:himself|herself|(?:his|her) (?:\w+ )?"
    r"(?:arms?|wrists?|legs?|thighs?|skin)))?"
)
_OWN_WISH = (
    r"(?:(?:really|just|still|also|now|always|keeps|keep) ){0,2}(?:"
    r"(?:wants?|wanted|wishes|plans|planned|tried|tries|intends|is (?:going|gonna|about|planning|trying|ready)|will"
    r"|would(?: rather)?|rather|is gonna|keeps trying|keeps wanting|wanting)(?: to)? "
    rf"(?!be alive){_DEED}"
    rf"|(?:is |has been |keeps )?(?:talk|think|threaten)(?:s|ing|ed)? (?:(?:about|of) )?(?:to )?(?!be alive){_DEED}"
    rf"|(?:does|did|do) not (?:\w+ )?want to {_NOT_TO_LIVE}|no longer wants to {_NOT_TO_LIVE}"
    r"|(?:wishes|wished) (?:he|she) (?:was|were) (?:dead|never born|not alive|not here)"
    r"|(?:is|feels|feeling|seems|sounds|got|gets|has been) (?:\w+ )?suicidal"
    rf"|{_HARMS})"
)
_SHE_WOULD = r"(?:he|she|hes|shes|hed|shed)(?: d| ll)?(?: is)?"
_TAIL = r"(?: \w+){0,6}"
_OF_THEIR_WISH: Final = re.compile(
    rf"{_LEAD}(?P<told>(?:(?:{_THEY}|hes|shes|hed|shed|hell|shell) {_OWN_WISH}|{_SAYS}{_SHE_WOULD} {_OWN_WISH}){_TAIL})"
)
# How they are besides, which alone tells of no danger.
_OF_THEIR_STATE: Final = re.compile(
    rf"{_LEAD}(?P<told>(?:{_THEY}|hes|shes)(?: (?:is|has|has been|feels|seems|was))? (?:(?:so|very|really|just|only|now"
    r"|still|always) ){0,2}(?:depressed|depression|bipolar|drunk|high|crying|sad|low|ill|sick|upset|struggling"
    r"|desperate|a mess|not (?:ok|okay|well)|in (?:his|her) room|locked in \w+ \w+|\d+(?: years old)?)"
    r"(?: (?:now|again|today|tonight|lately|too))?)"
)
_LONGER = r"(?:like this|this way|any ?more|any longer|much longer|for much longer|another day|as things are)"
_NO_FURTHER = r"(?:can not|could not|can hardly|can barely|does not know how to|do not know how to)"
_CANNOT_GO_ON = (
    rf"{_NO_FURTHER} (?:(?:just|really|even) )?(?:(?:go on|carry on|keep going|keep living|keep on living)"
    rf"(?: {_LONGER}){{0,2}}|(?:cope|live|do life|hold on)(?: {_LONGER}){{1,2}})"
)
_IN_LIFE = r"(?:life|living|everything|it all|being alive|this life)"
# What people say of themselves, and somebody else passes on: alone it may be about a job or a holiday.
# What one can no longer "take" or "do" is mostly a marriage or a job, and who gives up may give up smoking.
_SAID_IN_DESPAIR = (
    rf"(?:{_CANNOT_GO_ON}|(?:will|would) not (?:be (?:here|around)|make it|live) (?:{_LONGER}|long|for long|next year)"
    rf"|(?:(?:just|really) )?(?:wants to|is going to|is ready to|is about to) give up on {_IN_LIFE}|(?:has|is)"
    rf" (?:(?:just|really) )?(?:given up|giving up) on {_IN_LIFE}|(?:has )?had enough of {_IN_LIFE}"
    r"|has (?:nothing (?:left )?to live for|no (?:reason|will|wish) to (?:live|go on)|no hope(?: left)?|lost all hope)"
    rf"|(?:sees|can see|can not see|does not see) (?:no|any|a|the) point (?:{_LONGER}|(?:in|of|to) (?:{_IN_LIFE}"
    rf"|anything|going on|trying))|is (?:(?:so|just) )?(?:done with|tired of|sick of) {_IN_LIFE}"
    r"|is (?:just |only )?a burden(?: (?:to|on) (?:everyone|everybody|us|me|the family|people))?)"
)
_WHEN = (
    r"(?: (?:at christmas|for christmas|by christmas|next (?:year|week|month|summer|christmas|time)|tomorrow|in the"
    r" morning|on (?:her|his|my|our) birthday|for (?:her|his|my|our) birthday|when i (?:get|come) (?:back|home)"
    r"|for (?:the )?(?:wedding|kids)))"
)
_PASSES_ON = (
    r"(?:(?:has|is|just|keeps|also|always|really|recently|kept) ){0,2}(?:says?|said|saying|texts?|texted|texting|wrote"
    r"|writes|posted|screams?|screamed|screaming|(?:tells|told|telling) (?:me|us)|texted (?:me|us)|(?:called|rang)"
    r" (?:me|us|and said|to say)|admitted)"
    r"(?: (?:to (?:me|us)|today|yesterday|last night|tonight|this morning|on the phone|again))?(?: that)? "
)
_OLD_FOLK = r"(?:mum|mom|mama|mummy|mommy|dad|daddy|papa|gran|nan|nana|grandma|grandpa|granddad|auntie)"
_BARE_KIN: Final = re.compile(rf"^(?:(?:help|please|hi|hey|so|and) )*{_OLD_FOLK}\b")
_SHE = r"(?:he|she|they)(?: (?:d|ll|s))?"
_OF_THEIR_DESPAIR: Final = re.compile(
    rf"{_LEAD}(?:(?:{_THEY}|{_OLD_FOLK}) {_PASSES_ON}(?:{_SHE} {_SAID_IN_DESPAIR}"
    rf"|there is no point (?:{_LONGER}|(?:in|to) (?:{_IN_LIFE}|anything|going on)))"
    rf"|(?:{_THEY}|{_OLD_FOLK}) (?:keeps|kept|always|is always) (?:on )?(?:saying|says|telling (?:me|us))(?: that)?"
    rf" (?:{_SHE} (?:will|would|is) not (?:(?:going to|gonna) )?be (?:here|around){_WHEN}?)"
    rf"|{_THEY} (?:{_NO_FURTHER} (?:go on|carry on|keep going|keep living) {_LONGER}))"
    r"(?: (?:today|yesterday|last night|tonight|this morning|again|lately|now|on the phone|to me)){0,2}"
)
_IS_DEAD: Final = re.compile(
    r"\b(?:died|(?:is|was) dead|(?:his|her|s) death|passed (?:away|on|in|last|this|two|three|\d+|years?)"
    r"|killed (?:him|her)self|funeral|buried"
    r"|(?:committed|by|to|(?:since|after) (?:his|her)) suicide|took (?:his|her) (?:own )?life"
    r"|ended (?:his|her) (?:own )?life|(?:hung|hanged|shot) (?:him|her)self"
    rf"|(?:i|we) (?:(?:have|just|also) ){{0,2}}lost (?:him|her|(?:my|our) (?:\w+ )?{PERSON}))\b"
)
# "My sister's husband died": she is the one who lives. "Sister's" may be read as "sister is".
_OF_THEIRS: Final = re.compile(rf"\b(?:my|our) (?:\w+ )?\w+ ?s {PERSON}\b")
_SOMEBODY: Final = re.compile(r"\b(?:he|she|him|her|his|himself|herself)\b")
_ASIDE: Final = re.compile(
    r"(?:(?:please|pls|help|urgent|now|quick|hurry|hi|hello|thanks|asap)(?: |$)){1,4}"
    r"|(?:please |pls )?(?:can|could|will|would) (?:someone|somebody|you|a nurse|anyone|they) (?:please )?(?:call|help"
    r"|talk|ring|phone)(?: (?:me|us|him|her|now|please|asap|back|to (?:me|him|her|us))){0,3}"
    r"|what (?:can|do|should) (?:i|we) do(?: now)?|(?:i am|we are) (?:so |very |really )?(?:worried|scared|afraid)"
    r"(?: (?:about|for) (?:him|her))?|(?:please )?(?:call|help) (?:me|us|him|her)(?: please| now)?"
)
_FIRST_PERSON: Final = re.compile(r"\b(?:i|im|ive|id|ill|me|my|mine|myself|we|us|our|ourselves|you|your|yourself|u)\b")
# What another says to somebody, and the grief of who was left behind, are another matter.
_NOT_OF_THEM: Final = re.compile(
    r"\b(?:died|passed|funeral|buried|grave|gone|join|without (?:him|her)|with (?:him|her)|because of|go die|told to"
    r"|hits?|hitting|beats?|beating|threaten\w*(?! (?:to|of)\b)"
    # What another would come upon, or be spared, is how people speak of their own death.
    r"|find|finds|finding|found|body|corpse|better off|dead \w+|together|same|like mine)\b"
)


def is_of_another(text: str, before: Iterable[str]) -> bool:
    """Whether every part of a short message tells of the wish or deed of a relative or friend, and none of the writer.
    `before`: what they wrote lately, which says of whom "he" or "she" is. Whatever is unclear is not."""
    words = few_words(text, _MOST_WORDS)
    if not words or _NOT_OF_THEM.search(words):
        return False
    is_told_of = _KIN_TOLD_OF.search(words) is not None
    if not is_told_of and _NAMES_THEM.search(words):
        is_told_of = any(_KIN_TOLD_OF.search(plain_words(earlier)) for earlier in before)
    if not is_told_of:
        return False
    parts = [part for part in map(plain_words, _CLAUSE.split(text)) if part and not _ASIDE.fullmatch(part)]
    wishes = [_tells(_OF_THEIR_WISH, part) for part in parts]
    # "Says he wants to die" goes on from somebody who was named before it.
    if not any(wishes) or parts[0].startswith(("says ", "said ", "saying ")):
        return False
    return all(wish or _tells(_OF_THEIR_STATE, part) for wish, part in zip(wishes, parts, strict=True))


def passes_on_despair(text: str, before: Iterable[str]) -> bool:
    """Whether a short message tells that a relative or friend said they cannot go on, and nothing of the writer.
    `before`: as in `is_of_another`."""
    words = few_words(text, _MOST_WORDS)
    if not words or _NOT_OF_THEM.search(words):
        return False
    earlier = [plain_words(text) for text in before]
    kin = _kin_in(words)
    if any(_IS_DEAD.search(told) and _may_be_of(told, kin) for told in earlier):
        # What the dead said before is grief.
        return False
    if not kin and not any(_KIN_TOLD_OF.search(told) for told in earlier):
        return False
    parts = [part for part in map(plain_words, _CLAUSE.split(text)) if part and not _ASIDE.fullmatch(part)]
    despair = [_OF_THEIR_DESPAIR.fullmatch(part) is not None for part in parts]
    return any(despair) and all(
        heard or _tells(_OF_THEIR_STATE, part) or _tells(_OF_THEIR_WISH, part)
        for heard, part in zip(despair, parts, strict=True)
    )


def _may_be_of(words: str, kin: set[str]) -> bool:
    """Whether words may be about the relatives that are named now, or about "him" or "her" where none is."""
    if _OF_THEIRS.search(words):
        return False
    named = _kin_in(words)
    return bool(kin & named) if kin else bool(named) or _SOMEBODY.search(words) is not None


def _kin_in(words: str) -> set[str]:
    """The relatives and friends that are named, by what they are to the writer."""
    bare = _BARE_KIN.search(words)
    named = [found[0] for found in _KIN_TOLD_OF.finditer(words)] + ([bare[0]] if bare is not None else [])
    return {name.removesuffix(" in law").split()[-1] for name in named}


def _tells(pattern: re.Pattern[str], part: str) -> bool:
    told = pattern.fullmatch(part)
    return told is not None and _FIRST_PERSON.search(_KIN_TOLD_OF.sub(" ", told["told"])) is None
