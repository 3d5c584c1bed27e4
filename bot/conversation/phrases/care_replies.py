"""What a person in danger writes back: yes or no to what was asked, that it was taken wrong, what they ask about.

Where words can be read in two ways, the graver one is taken: "no" counts only where nothing else is said beside it.
"""

import re
from enum import StrEnum
from typing import Final

from bot.conversation.phrases.other_languages import was_joking
from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.library.texts import ChoiceId
from bot.safety.normalisation import plain_letters, readings

_MOST_WORDS = 14
_SHORT = 8
_NAME_WORDS = 3
_NUMBER_DIGITS = 4


class Question(StrEnum):
    """What the bot asked last of a person in danger."""

    ENDING_LIFE = "ending_life"
    SAFE = "safe"
    CONTACT = "contact"


# Every pattern below is for words as `plain_words` leaves them.
_FILLER = (
    r"(?:thanks|thank you|thx|ty|really|honestly|actually|truly|definitely|absolutely|certainly|totally|completely"
    r"|sorry|ok|okay|oh|um+|uh+|hm+|well|lol|haha|just|right now|now|at the moment|currently|at all|please|man|bro|dude"
    r"|sir|mate|anymore|tbh|literally|very|quite|pretty|perfectly|i promise|promise|i swear)"
)
_FILLERS = rf"(?: {_FILLER})*"
_NO = r"(?:no+|nope|nah+|naw|nay|never|non|nein|negative|(?:god|hell) no)"
_YES = r"(?:ye+s+|yea+h*|yeh|yep+|yup+|yah|oui)"
_FINE = r"(?:ok|okay|fine|alright|all right|good|better|well)"
_IS_WELL = rf"(?:i am|i feel|am|feeling){_FILLERS} (?:safe|{_FINE})"
_IS_SAFE = rf"(?:i am|i feel|feeling){_FILLERS} safe(?: here| at home| again)?"
_ACT = r"(?:do (?:it|that|this|anything)|die|kill myself|end (?:my life|it)|hurt myself|harm myself)"
_THOUGHT = r"(?:it|that|this|suicide|dying|killing myself|ending (?:my life|it)|hurting myself|harming myself)"
_DENIAL = (
    rf"(?:of course not|not at all|(?:absolutely|definitely) not|not like that|nothing like that|i am{_FILLERS} not"
    rf"|(?:i am{_FILLERS} )?not (?:suicidal|in danger|going to {_ACT}|thinking (?:about |of )?{_THOUGHT})"
    rf"|i (?:do not want to|will not|would not|would never|will never) {_ACT}|i would never|i want to live)"
)
_HEDGE = (
    r"(?:maybe|perhaps|possibly|probably|sometimes|occasionally|kind of|sort of|a (?:bit|little)"
    r"|i (?:guess|suppose|think so)|not (?:really|exactly|quite|entirely|completely|totally|yet|now|right now)"
    r"|not (?:at the moment|today|tonight|always)|not (?:\w+ )?(?:sure|certain)|unsure|do not(?: \w+)? know"
    r"|do not think so|dunno|who knows|no idea|hard to say|could be|it depends|on and off|yes and no|no se|no lo se"
    r"|je ne sais pas|quizas|peut etre)"
)


def _only(*phrases: str) -> re.Pattern[str]:
    """A text of nothing but these phrases."""
    return re.compile(rf"(?:(?:{'|'.join(phrases)})(?: |$))+")


_ONLY_NO = _only(_FILLER, _NO, _DENIAL, "i do not", _IS_WELL)
_SAYS_NO = re.compile(rf"\b(?:{_NO}|{_DENIAL}|{_IS_WELL})\b")
_ONLY_SAFE = _only(_FILLER, _NO, _YES, "ya|y|si|i am|i do", _IS_WELL)
_SAYS_SAFE = re.compile(rf"\b(?:{_YES}|ya|y|si|{_IS_WELL}|i am|i do)\b")
_ONLY_UNSAFE = _only(_FILLER, _NO, rf"i am{_FILLERS} not|i do not|not at all|(?:absolutely|definitely) not")
_SAYS_UNSAFE = re.compile(rf"\b(?:{_NO}|not)\b")
_ONLY_STATES_SAFETY = _only(_FILLER, _NO, _YES, _IS_SAFE)
_SAYS_WELL = re.compile(rf"\b{_IS_WELL}\b")
_HAS_NO = re.compile(rf"\b{_NO}\b")
_BUT = re.compile(r"\b(?:but|not|yet|until|barely|almost|hardly)\b")
_STATES_SAFETY = re.compile(_IS_SAFE)
_CLOUDS = re.compile(
    r"\b(?:but|no|not|never|nobody|until|unless|if|yet|for now|want|wish|hope|later|tonight|tomorrow|soon|when|after"
    r"|almost|dead|die|dying|gone|end|over|without|goodbye|safe)\b"
)
_IMMINENT = re.compile(
    r"\b(?:tonight|right now|about to|in front of me|in my hands?|next to me|this is it|goodbye"
    r"|in (?:a|\d+) (?:minutes?|hours?))\b"
)
_NOT_SAFE = re.compile(
    rf"(?:(?:{_FILLER}|{_NO}|{_YES}|but) )*"
    rf"(?:(?:i am |i feel |i do |it is )?(?:{_FILLER} )?not(?: feel| feeling| {_FILLER})* safe"
    r"|(?:i am |i feel )?unsafe|i am in danger)\b"
)
_NOT_WELL = re.compile(rf"\b(?:not|never)(?: feel| feeling| doing| so| {_FILLER})* (?:{_FINE})\b")
# Just as likely to be about the clinic's call, which is offered in the same breath.
_NO_THANKS = re.compile(r"(?:no+|nope|nah) (?:thanks|thank you|thx|ty|please)")
_STARTS_YES = re.compile(rf"(?:(?:{_FILLER}) )*(?:{_YES})\b")
_IS_YES = re.compile(
    rf"(?:(?:{_FILLER}) )*(?:y|ya|ja|si|da|true|correct|indeed|of course|always|constantly|all the time|every ?day|i am"
    rf"|i do|i have|i have been|i think i am|it is|right now){_FILLERS}"
)
_THINKS_OF_IT = re.compile(
    rf"(?:(?:{_FILLER}) )*i (?:am{_FILLERS} (?:thinking|considering)|do (?:think|want|consider)|have been thinking)\b"
)
_TAKEN_BACK = re.compile(
    r"\bno(?:pe)?\b(?! (?:one|point|longer|hope|reason|way|body|more|matter|doubt|idea|good|use)\b)|\bnah\b"
    rf"|\b{_IS_WELL}\b|\bnot (?:suicidal|going to|thinking)\b|\bi (?:am|do) not$"
)
_HEDGES = re.compile(rf"\b(?:{_HEDGE})\b")
_BARE = _only(_FILLER, _NO, _YES, _DENIAL, _IS_WELL, _HEDGE, "y|ya|si|i am|i do|i do not|i|sure")
_MERE_YES = re.compile(rf"(?:{_FILLER} )*(?:{_YES}|y|ya|si|sure)(?: (?:{_FILLER}|{_YES}|sure))*")
_COURTESY = _only("thanks|thank you|thx|ty|ok|okay|so much|very much|please|bye|goodbye|hello|hi|sorry")
_THANKS = _only("thanks|thank you|thx|ty|ok|okay|so much|very much|yes|good|i will|will do")
# A courtesy, and no word on safety: "ok thanks", "danke".
_SAYS_THANKS = re.compile(
    r"(?:(?:ok|okay|oh|alright|all right|yes|well|good|k|and|cool|i|really|will|will do) ){0,4}"
    r"(?:thanks|thank you|thx|ty|tysm|tnx|thankyou|danke|merci|gracias|grazie|obrigad[oa]|cheers|much appreciated"
    r"|(?:i )?appreciate (?:it|that|you|this)|bless you)"
    r"(?: (?:so much|very much|a lot|again|anyway|for (?:that|this|listening|your (?:help|time)"
    r"|the (?:help|number|info))|you|thanks|thank you|ok|okay|bot|schon|sehr|beaucoup|muchas|bye|i will|will do"
    r"|though|i guess)){0,4}"
)
_CAN_NOT = re.compile(
    rf"(?:(?:{_FILLER}|{_NO}) )*(?:i )?(?:can not|will not|do not want to)(?: (?:do (?:it|that|this)|call(?: \w+)?))?"
)
_WILL_CALL = re.compile(r"\bi (?:will|can|did|called|am (?:calling|texting|going to (?:call|text|tell)))\b|\bcalling\b")
_ASKS = re.compile(
    r"(?:what|how|who|where|when|why|which|is|are|can|could|does|do|did|will|would|should|may|tell me|explain)\b"
    r"(?! not\b)"
)
TOPIC: Final = re.compile(
    r"\b(?:kap|ketamine|sessions?|treatments?|therap\w+|clinic\w*|costs?|price|insurance|appointments?|infusions?"
    r"|lozenges?|side effects?|medic\w+)\b"
)
"""A pattern for what only a question about KAP or the clinic names, in words as `plain_words` leaves them."""
_CLAUSE_END = re.compile(r"[,.;:!?\n\u2013\u2014\u2026]+|\s-\s")
_MISREAD = re.compile(
    r"\bnot what i (?:mea?nt?|said|am saying|was saying)\b|\bi (?:did|do) not mean (?:it|that|this)\b"
    r"|\b(?:you|bot|program|chat)(?: (?:have|has|are|all|just|totally|completely|must))*"
    r" (?:misunder\w+|misread|mistook|mistaken)\b|^misunder\w+|\b(?:a|just|big) misunderstanding\b"
    r"|\b(?:you|bot|program|chat|it)(?: \w+){0,2} (?:got|get|read|took|taking|taken)"
    r" (?:me|that|it|this|what i \w+)(?: all| the)? wrong\b|\byou (?:have |have got |got )?the wrong idea\b"
    r"|\bas (?:prescribed|directed|normal|usual)\b"
    r"|\b(?:my|the|just|only) (?:normal|usual|regular|daily|prescribed|morning|evening)"
    r" (?:dose|meds|pills?|tablets?|ones?)\b"
    r"|\bpas ce que je\b|\bno es lo que\b|\b(?:a|just) figure of speech\b"
    r"|(?:^|\b(?:i was|i am|it was|that was|it is|that is|this was) )"
    rf"(?:(?:{_FILLER}|{_NO}|only) )*(?:a joke|joking|kidding|jk|messing around|exaggerating"
    r"|an? (?:expression|saying)|lyrics)\b"
)
_REACH_ME = r"(?:contact|call|phone|text|email|ring) me"
_WANTS_CONTACT = re.compile(
    rf"(?:(?:{_FILLER}|{_YES}|i|would|like|want|can|could|ask|let|tell|get|have|you|them|someone|somebody|the|clinic"
    rf"|a|clinician|person|staff|to) )*{_REACH_ME}(?: (?:{_FILLER}|back|asap|soon))*"
)
_DECLINES = _only(
    _FILLER,
    _NO,
    _DENIAL,
    _IS_WELL,
    r"(?:i would |i will )?(?:rather|prefer) not(?: to)?|(?:i )?do not (?:want|need)(?: to| that| it| this)?|skip|pass"
    r"|never ?mind|forget it|leave it|not (?:now|today|yet|really)|i do not have (?:one|a phone|a number)"
    rf"|(?:i )?do not (?:want (?:you|them|anyone|anybody|the clinic) to )?{_REACH_ME}",
)
_SAYS_DECLINED = re.compile(rf"\b(?:{_NO}|not|skip|pass|mind|forget|leave|{_IS_WELL})\b")
_NAMES_A_WAY = re.compile(rf"\b(?:phone|number|e ?mail|mailbox|dot com|my name|name is|reach me|{_REACH_ME})\b")
_NO_NAME = re.compile(r"(?:i|you|it|nobody|why|help|please|leave|god|oh)\b")
_MEANS = re.compile(
    r"\b(?:lethal\w*|fatal\w*|deadly|overdos\w+|painless\w*|noose|carbon monoxide|helium|nitrogen)\b"
    r"|\benough (?:pills |of (?:it|them) )?to (?:die|kill|end|not wake|never wake)\b"
    r"|\b(?:ways?|methods?|means) (?:to|of|for) (?:die|dying|kill\w*|end\w*|go|suicide|do it)\b"
    r"|\bhow (?:much|many|long|high|deep|far|fast)\b.{0,40}\b(?:die|dies|kill|kills|dead|death|too (?:much|many)|od"
    r"|drown|bleed|hang|fall|jump|wake up|forever|dangerous|toxic|poison\w*|stop \w+ heart)\b"
    r"|\bhow (?:much|many)\b(?! (?:time|sessions?|people|weeks?|months?|days?|hours?|visits?|money)\b)"
    r"(?!.*\b(?:costs?|price|pay|charge|insurance)\b).{0,40}"
    r"\b(?:takes?|taking|swallow|need|needed|safe|enough|pills?|tablets?|mg|milligrams?|grams?|ketamine|is used|dose)\b"
    r"|\b(?:kill|die|do it)\b.{0,30}\b(?:quick\w*|fast\w*|easi\w*|methods?|ways?|hurts?|pain)\b"
    r"|\b(?:quick|fast|easy|easi|sure|peaceful)\w*\b.{0,20}\b(?:to die|to kill|to do it|to go|death|ways?)\b"
    r"|\bhurts? to (?:die|hang|drown|bleed)\b|\bhow high\b"
    r"|\bsurviv\w+\b.{0,20}\b(?:jump|fall|overdose|pills|shot|train)\b"
    r"|\b(?:what|which|whats|how (?:big|large|high|strong|low|small)|max\w*|highest|biggest|safe|dangerous|toxic)\b"
    r".{0,30}\bdos(?:e|es|age|ages)\b"
    r"|\bdos(?:e|es|age)\b.{0,25}\b(?:too (?:much|high)|dangerous|safe|toxic|max\w*|kill\w*)\b"
    r"|\b(?:what|which) (?:pills|meds|drugs?|medicines?)\b.{0,30}\b(?:die|kill|dead|enough|strongest|mix)\b"
    r"|\bwhere\b.{0,20}\b(?:get|buy|find)\b.{0,20}\b(?:gun|pills|rope|poison|ketamine|drugs?)\b"
    r"|\btak(?:e|ing) (?:all|the whole|too many|too much)\b|\bwhat (?:if|happens if|would happen if) i (?:take|took)\b"
)
_SESSION = r"\b(?:session|infusion|treatment|dose|injection|lozenge|kap|ketamine)\b"
_HAD_SESSION = re.compile(
    r"\bi (?:have )?(?:just |only )?(?:had|did|finished|got|took (?:my|the)|came|was (?:at|in)|went|left)\b"
    rf"(?! (?:not|to have)).{{0,25}}{_SESSION}"
    r"|\b(?:after|since|following)\b.{0,20}\b(?:my|the|this|first|second|third|last|yesterday is|today is|todays)\b"
    rf".{{0,20}}{_SESSION}"
    r"|\b(?:after|since|following) (?:kap|ketamine)\b|\b(?:back|home) from (?:my|the|a)\b.{0,20}"
    rf"{_SESSION}"
    r"|\bmy (?:\w+ ){0,2}(?:session|infusion|injection) (?:yesterday|today|this|last|was|went|made|has|left|on)\b"
)
_NO_SESSION_YET = re.compile(
    r"\b(?:cancel\w*|miss(?:ed)?|book\w*|hop(?:e|ed|ing) for|declin\w*|postpon\w*|reschedul\w*|denied|refused)\b"
)


def reply_in(question: Question, speech: str) -> ChoiceId | None:
    """The button that a message says in words; None where it is not clearly one of them."""
    words = plain_words(speech)
    match question:
        case Question.ENDING_LIFE:
            return _on_ending_life(words, asks=asks_something(speech))
        case Question.SAFE:
            return _on_safety(words, asks=asks_something(speech))
        case Question.CONTACT:
            declines = _is_only(_DECLINES, words) and _SAYS_DECLINED.search(words) and not asks_something(speech)
            return ChoiceId.NO_CONTACT if declines else None


def reply_before_question(question: Question, speech: str) -> ChoiceId | None:
    """The reply that stands before a question about KAP, where it is no alarm: "I'm fine thanks, what is KAP"."""
    lead, _, rest = _CLAUSE_END.sub("\n", speech, count=1).partition("\n")
    if not TOPIC.search(plain_words(rest)) or not asks_something(rest):
        return None
    choice = reply_in(question, lead)
    return choice if choice is not ChoiceId.SAFETY_YES else None


def says_safe(speech: str) -> bool:
    """Whether a message says that the person is safe, whatever was asked, and nothing that clouds it."""
    lead, _, rest = _CLAUSE_END.sub("\n", speech, count=1).partition("\n")
    words = plain_words(lead)
    is_stated = _is_only(_ONLY_STATES_SAFETY, words) and _STATES_SAFETY.search(words)
    return bool(is_stated) and not asks_something(speech) and not _CLOUDS.search(plain_words(rest))


def is_imminent(speech: str) -> bool:
    """Whether a message of danger speaks of this very time, or of what is at hand."""
    return bool(_IMMINENT.search(plain_words(speech)))


def says_misread(speech: str) -> bool:
    """Whether a message says that the bot took it the wrong way."""
    return bool(_MISREAD.search(plain_words(speech))) or was_joking(speech)


def is_bare(speech: str) -> bool:
    """Whether a message is a mere yes, no, perhaps or "I can't", which ordinary talk would wave through."""
    words = few_words(speech, _SHORT)
    if not words or asks_something(speech) or _COURTESY.fullmatch(words):
        return False
    return bool(
        _BARE.fullmatch(words) or _CAN_NOT.fullmatch(words) or _NOT_SAFE.match(words) or _NOT_WELL.search(words)
    )


def is_mere_yes(speech: str) -> bool:
    """Whether a message is a yes and no more."""
    words = few_words(speech, _SHORT)
    return bool(words) and not asks_something(speech) and _MERE_YES.fullmatch(words) is not None


def is_courtesy(speech: str) -> bool:
    """Whether a message is a mere "thanks" or "ok"."""
    return _THANKS.fullmatch(plain_words(speech)) is not None


def says_thanks(speech: str) -> bool:
    """Whether a message is a mere thanks."""
    words = few_words(speech, _SHORT)
    return bool(words) and _SAYS_THANKS.fullmatch(words) is not None


def will_call(speech: str) -> bool:
    """Whether a yes is one to the advice to call, and not to the question before it."""
    return bool(_WILL_CALL.search(plain_words(speech)))


def wants_contact(speech: str) -> bool:
    """Whether a message asks that the clinic contact the person."""
    return _is_only(_WANTS_CONTACT, plain_words(speech))


def tries_contact(speech: str, *, right_after: bool) -> bool:
    """Whether a message seems meant as a name, or as a number that cannot be one; `right_after` it was asked for."""
    words = plain_words(speech)
    if not words or asks_something(speech) or TOPIC.search(words):
        return False
    if "@" in speech or sum(map(str.isdigit, speech)) >= _NUMBER_DIGITS or _NAMES_A_WAY.search(words):
        return True
    return (
        right_after
        and len(words.split()) <= _NAME_WORDS
        and not _COURTESY.fullmatch(words)
        and not _NO_NAME.match(words)
    )


def asks_about_means(speech: str) -> bool:
    """Whether a message asks what would be enough, or quick, or for an amount."""
    return any(_MEANS.search(reading) for reading in readings(plain_letters(speech)))


def had_session(speech: str) -> bool:
    """Whether the person tells of a session that they had."""
    meant = readings(plain_letters(speech))[-1]
    return bool(_HAD_SESSION.search(meant)) and not _NO_SESSION_YET.search(meant)


def _on_ending_life(words: str, *, asks: bool) -> ChoiceId | None:
    if _NOT_SAFE.match(words):
        return ChoiceId.SAFETY_YES
    is_yes = _IS_YES.fullmatch(words) and not _SAYS_WELL.search(words)
    if _STARTS_YES.match(words) or is_yes or (_THINKS_OF_IT.match(words) and not asks):
        return ChoiceId.SAFETY_UNSURE if _TAKEN_BACK.search(words) else ChoiceId.SAFETY_YES
    if _is_unsure(words, asks=asks):
        return ChoiceId.SAFETY_UNSURE
    is_no = _is_only(_ONLY_NO, words) and _SAYS_NO.search(words) and not _NOT_WELL.search(words)
    if not is_no or _NO_THANKS.fullmatch(words):
        return None
    return ChoiceId.SAFETY_UNSURE if asks else ChoiceId.SAFETY_NO


def _on_safety(words: str, *, asks: bool) -> ChoiceId | None:
    if _NOT_SAFE.match(words):
        return ChoiceId.SAFETY_YES
    if _is_unsure(words, asks=asks):
        return ChoiceId.SAFETY_UNSURE
    if asks or _NO_THANKS.fullmatch(words) or _NOT_WELL.search(words):
        return None
    if _is_only(_ONLY_UNSAFE, words) and _SAYS_UNSAFE.search(words):
        return ChoiceId.SAFETY_YES
    if _is_only(_ONLY_SAFE, words) and _SAYS_SAFE.search(words):
        contradicts = _HAS_NO.search(words) and not _SAYS_WELL.search(words)
        return ChoiceId.SAFETY_UNSURE if contradicts else ChoiceId.I_AM_SAFE
    return ChoiceId.SAFETY_UNSURE if _STARTS_YES.match(words) and _BUT.search(words) else None


def _is_unsure(words: str, *, asks: bool) -> bool:
    if asks or len(words.split()) > _SHORT or TOPIC.search(words):
        return False
    return bool(_HEDGES.search(words) or _NOT_WELL.search(words))


def _is_only(pattern: re.Pattern[str], words: str) -> bool:
    # Longer messages say more than that, and would keep the pattern busy.
    return len(words.split()) <= _MOST_WORDS and bool(pattern.fullmatch(words))


def asks_something(speech: str) -> bool:
    """Whether a message is a question, with or without its mark."""
    return "?" in plain_letters(speech) or bool(_ASKS.match(plain_words(speech)))
