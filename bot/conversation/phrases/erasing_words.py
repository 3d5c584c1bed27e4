"""What a person says about keeping or erasing what they told. Nothing is erased on less than a plain word."""

import re
from enum import Enum, auto
from typing import Final

from bot.conversation.phrases.plain_replies import (
    FILLER,
    GAP,
    YES,
    asks,
    counted,
    is_bare,
    is_no,
    is_plain_yes,
    negates,
)
from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.library.likeness import small_letters

_MOST_WORDS = 9

_KEEP = r"(?:keep(?! going\b)|save|later|hold on to)\b"
_ERASE = r"(?:erase|delete|remove|wipe|throw|get rid)\b"
_NOT = r"\b(?:not|don'?t|never|stop)(?: \w+){0,2} "
_KEEPS: Final = re.compile(rf"\b{_KEEP}")
_ERASES: Final = re.compile(rf"\b{_ERASE}")
_NOT_TO_KEEP: Final = re.compile(_NOT + _KEEP)
_NOT_TO_ERASE: Final = re.compile(_NOT + _ERASE)

_WISH = r"just|i want(?: you)? to|i'?d like(?: you)? to|let'?s"
_ALL = r"it|them|this|that|all|everything|of|the|my|whole lot|answers?|data|lot"
_CHAT = r"whole|entire|chat|conversation|messages|history|what i (?:said|wrote|typed)"
_TO_ERASE = r"erase|delete|remove|wipe|throw|get rid of|away|out"
# No "ok" and no "let's go": what is gone is gone.
_SURE = (
    r"(?:yes+|yea+|yeah|yep|yup|yh|y|sure|of course|absolutely|definitely|certainly|please do|do (?:it|that)|go ahead"
    r"|i'?m sure|i am sure|si|s\u00ed|oui|ja|\U0001f44d[\U0001f3fb-\U0001f3ff]?|\u2705)"
)
# Nothing else may stand beside it: "they had to remove my gallbladder" erases nothing.
_ORDERS_ERASURE: Final = re.compile(rf"(?:(?:{FILLER}|{YES}|stop|{_TO_ERASE}|{_WISH}|{_ALL})(?:{GAP}|$))+")
_AGREES: Final = re.compile(
    rf"(?:(?:{_SURE}|please|pls|plz|thanks?(?: you)?|now|{_TO_ERASE}|{_WISH}|{_ALL}|{_CHAT})(?:{GAP}|$))+"
)
_AGREEING: Final = re.compile(rf"(?<!\w)(?:{_SURE}|{_ERASE})(?!\w)")
_ORDERS_KEEPING: Final = re.compile(
    rf"(?:(?:{FILLER}|{YES}|no|nah|keep|save|hold on to|stop|wait|for|later|{_WISH}|{_ALL}|{_CHAT})(?:{GAP}|$))+"
)

_MINE = (
    r"(?:it|them|this|that|anything|everything|all|me|(?:(?:my|the|this|that|any of(?: my| the)?"
    r"|all(?: of)?(?: my| the)?|our|of) ){1,3}(?:\w+ )?(?:data|stuff|chats?|answers?|messages?|history|things?"
    r"|conversation|info|information|words|records?|account|profile|texts?|it|this|that|them))"
)
_REFUSES_ERASURE: Final = re.compile(
    rf"(?:(?:{FILLER}|{YES}|no|nah|wait|stop|actually){GAP})*"
    rf"(?:(?:i )?(?:don'?t|do not|never|rather not|didn'?t)(?: (?:want|ask(?:ed)?|mean))?(?: you| them| anyone)?"
    rf"(?: to)?(?: ever)? (?:erase|delete|remove|wipe|throw away|get rid of) {_MINE}"
    rf"|i (?:don'?t|do not|didn'?t|never) (?:want|ask for) {_MINE}(?: to be| to get| being| getting)?"
    r" (?:erased|deleted|removed|wiped|gone|thrown away))"
    rf"(?:{GAP}(?:please|pls|yet|now|thanks|thank you|ok|then|any ?more|again|at all|from here))*(?:{GAP})?"
    rf"|(?:(?:{FILLER}|{YES}|no|nah|wait|stop|actually){GAP})*(?:don'?t|do not) (?:erase|delete)(?:{GAP}|$)"
)
# What people call it, beside the plain words: "clear my history", "forget what i told you".
_OF_ERASING: Final = re.compile(
    rf"\b(?:{_ERASE}|eras\w*|delet\w*|remov\w*|wip(?:e|ed|ing)|clear\w*|scrub\w*|purge\w*|destroy\w*|forget\w*"
    r"|stor(?:ing|age)|store (?:any|this|that|it|my|what|me)"
    r"|tak(?:e|ing) (?:all )?(?:(?:of )?(?:my|the|this|that) )?(?:stuff|things|chats?|messages?|posts?|words|answers?"
    r"|this|that) (?:down|off)"
    r"|unsend|undo|rid of|data|history|records?|stored|saved|kept|keep(?:ing)?|private|privacy|gdpr|traces?)\b"
)

# For words as `plain_words` leaves them. What is to go is named, and is something that is held here: "bin the lot" may
# be, "wipe everything out" and "get rid of me" may be something else.
_POLITELY = (
    r"(?:(?:ok|okay|hi|hello|hey|sorry|please|pls|plz|just|now|so|and|actually|then|can|could|would|will|you|u|i|want"
    r"|need|would like|like|to|have|wanna|go ahead and|let us|may|how do|where do|yes|no|wait|also|maybe|kindly"
    r"|(?:tell|show) me|how to|how can) ){0,7}"
)
_GONE = (
    r"(?:bin|del|delete|erase|wipe|scrub|clear|remove|trash|junk|nuke|purge|destroy|dump|shred|zap|ditch|discard"
    r"|(?:chuck|throw)(?: (?:out|away))?|get rid of|clean(?: up| out)?)"
)
_SAID = (
    r"(?:i|we) (?:(?:have|had|just|ever|already) ){0,2}(?:said|wrote|written|typed|told you|told u|put(?: in)?|entered"
    r"|answered|sent|shared|gave you|filled in)"
)
_HELD_THINGS = (
    r"(?:accounts?|acct|acc|form|forms|answers?|data|info|information|chats?|conversations?|convo|messages?|msgs|profile"
    r"|records?|questionnaire|pre ?screen|details|history|transcripts?|replies|responses|file|log|logs)"
)
# "My last answer" and "my contact details" are one thing among all of it, and are put right in the pre-screen.
_HELD = (
    r"(?:(?:whole|entire|own|stored|saved|private|personal|chat|online|old|previous|medical|health) ){0,2}"
    r"(?:accounts?|acct|acc|forms?|answers|data|chats?|conversations?|convo|messages|msgs|profile|records?"
    r"|questionnaire|pre ?screen|history|transcripts?|replies|responses|file|log|logs"
    r"|(?:(?<=personal )|(?<=all my )|(?<=all of my ))(?:details|info|information)|info|information)"
)
_OF_HERE = (
    rf"(?:(?:the|this) (?:whole )?(?:lot|chat|conversation|convo|transcript)"
    rf"|(?:(?:all|any|every bit) )?(?:of )?(?:my|our) {_HELD}(?: and (?:my |our )?{_HELD})?"
    rf"|(?:everything|all|anything|all of what|all that|whatever|the things|all the (?:stuff|things)|the stuff"
    rf"|what(?! i just\b))"
    rf"(?: that)? {_SAID}"
    r"|(?:everything|all|anything|whatever|what|the (?:data|info|information|stuff))(?: that)?(?: (?:you|u|they))?"
    r" (?:have |has |got |hold |know |keep |kept |stored? |saved? ){1,2}?(?:on|about|of|from) me"
    rf"|(?:me|my {_HELD}|everything|it all|all of it) (?:from|off|out of) (?:your|the) (?:\w+ )?(?:systems?|records?"
    r"|files|database|server|servers|computers?|memory))"
)
_AFTERWARDS = (
    r"(?: (?:please|pls|plz|now|here|in here|to you|then|thanks|thank you|ok|right now|today|all|completely"
    r"|permanently|for good|forever|so far|off|out|away|from (?:your|the) (?:system|records|server|database)"
    r"|off (?:your|the) (?:system|records|server)|on (?:here|this)|in this chat|if (?:you|i) can|asap)){0,4}"
)
_ALL_GONE: Final = re.compile(
    rf"{_POLITELY}(?:{_GONE} {_OF_HERE}|(?<!i )forget (?:everything|all)(?: that)? {_SAID}"
    rf"|(?:close|kill) (?:my|this|the) (?:account|acct|acc|profile))"
    rf"(?: {_SAID})?{_AFTERWARDS}"
)
# One of the answers, which is put right where it stands: all else is not to go with it.
_WHICH = r"(?:last|previous|first|second|third|latest|other|earlier|wrong|most recent|one|heart|blood pressure|\w+)"
_ONE_OF_THEM = (
    rf"(?:(?:my|the|that|this) (?:(?:very )?{_WHICH} ){{0,2}}?(?:answer|reply|response|entry)"
    rf"(?: (?:to|on|about|for|from|in) (?:\w+ ){{0,5}}?\w+)?"
    r"|(?:my|the|that) (?:last|previous|first|second|latest|other|earlier) (?:one|thing|bit|part|question|message)"
    r"|(?:the|that|this) (?:part|bit|thing|line|stuff|one|word|sentence) (?:about|on|with|where|for|that)"
    r" (?:\w+ ){0,7}?\w+"
    rf"|what {_SAID}(?: last)? (?:about|on|for|to) (?:\w+ ){{0,5}}?\w+|what i just (?:said|wrote|put|typed|answered)"
    r"|(?:my|the) (?:contact(?: details| info| information)?|(?:phone )?number|phone|e ?mail(?: address)?|name))"
)
_ONE_GONE: Final = re.compile(rf"{_POLITELY}(?:{_GONE}|take out|cross out|undo) {_ONE_OF_THEM}{_AFTERWARDS}")
_FORGOT: Final = re.compile(
    r"(?:(?:ok|okay|oh|so|and|but|sorry|wait|um+|hm+|well|no|lol|oops) ){0,4}i (?:(?:have|just|always|totally|already"
    r"|kind of|think|do|sort of|completely|might have|must have|keep) ){0,2}"
    r"(?:forg[eo]t|forgotten|forgetting|i forgot|can not remember|do not remember)"
    rf" (?:what|everything|all|half of what|most of what)(?: of it)?(?: that)? {_SAID}"
    # No more than that: "i forgot all i said i have afib" tells something.
    r"(?: (?:here|there|earlier|before|so far|already|lol|sorry|now|in here|to you)){0,3}"
    r"(?: (?:about|on|for|to) (?:(?:the|my|that) )?\w+(?: (?:one|question|part|bit))?)?"
)
# What a treatment may be for: "how to get rid of my anxiety".
_TROUBLE: Final = re.compile(
    r"\b(?:get(?:ting)? rid of|eras(?:e|ing)|delet(?:e|ing)|remov(?:e|ing)|wip(?:e|ing)(?: (?:out|away))?"
    r"|clear(?:ing)?) (?:(?:my|this|the|that|these|all|his|her|of|those|bad|constant|some|any|me) ){0,4}"
    r"(?:anxiety|depression|ptsd|ocd|trauma|traumas|pain|fears?|panic|grief|sadness|memory|memories|thoughts?|feelings?"
    r"|nightmares?|flashbacks?|voices|mind|head|brain|past|guilt|shame|addiction|cravings?|stress|anger|insomnia"
    r"|headaches?|migraines?|toxins|loneliness|illness|disease)\b"
)
_NAMES_HELD: Final = re.compile(
    rf"\b(?:{_HELD_THINGS}|{_SAID}|(?:on|about) me|from (?:your|the) (?:system|records?|database|server))\b"
)
_MOST_WORDS_OF_A_WISH: Final = 18
_ONESELF_GONE: Final = re.compile(
    r"(?:\w+ ){0,6}?(?:get(?:ting)? rid of|do away with|put an end to|wipe out|finish) (?:me|myself)(?: (?:please|now"
    r"|then|for good|already|forever|once and for all|from (?:this|the) (?:world|earth|planet)|all|too)){0,3}"
    r"|(?:\w+ ){0,6}?(?:erase|delete|remove|wipe|scrub) (?:me|myself) (?:out"
    r"|from (?:this |the )?(?:world|earth|planet|life|existence|everything|everywhere|everyone s \w+)"
    r"|off (?:this |the )?(?:planet|earth|map|face of \w+ \w+))"
    r"|(?:\w+ ){0,4}?make me (?:disappear|vanish|go away)(?: \w+){0,2}"
)
_ANYTHING_GONE: Final = re.compile(
    r"(?:(?:please|just|i|want|to|would|like|will|can|you|ok|now|let us|lets|am|going) ){0,6}"
    r"(?:(?:wipe|blot|rub) (?:it all|everything|all of it|them all|everyone|everybody|the world) out"
    r"|wipe out (?:everything|it all|everyone|everybody|them all)|(?:burn|tear|blow|smash) (?:it all|everything|it)"
    r" (?:down|up)|end (?:everything|it all)|destroy (?:everything|it all|everyone))(?: (?:please|now|then)){0,2}"
)


class Reply(Enum):
    """How someone answered when they were asked whether all of it is to be deleted."""

    ERASE = auto()
    KEEP = auto()
    UNCLEAR = auto()


def orders_erasure(speech: str) -> bool:
    """Whether a short message says to erase something, and nothing else."""
    words = small_letters(speech)
    return counted(words) <= _MOST_WORDS and _names_erasing(words) and _ORDERS_ERASURE.fullmatch(words) is not None


def wishes_all_erased(speech: str) -> bool:
    """Whether a message plainly wants what is held here erased, and says nothing else: "scrub everything i said"."""
    return _ALL_GONE.fullmatch(few_words(speech, _MOST_WORDS_OF_A_WISH)) is not None


def wishes_one_erased(speech: str) -> bool:
    """Whether a message wants a single answer gone, or how to be reached, and says nothing else: "erase my last
    answer"."""
    return _ONE_GONE.fullmatch(few_words(speech, _MOST_WORDS_OF_A_WISH)) is not None


def forgot_what_they_said(speech: str) -> bool:
    """Whether somebody only says that they do not remember what they told here: "i forget what i said"."""
    return _FORGOT.fullmatch(few_words(speech, _MOST_WORDS_OF_A_WISH)) is not None


def wants_trouble_gone(speech: str) -> bool:
    """Whether what is to go is an illness or a memory, and nothing that is held here."""
    words = few_words(speech, _MOST_WORDS_OF_A_WISH)
    return _TROUBLE.search(words) is not None and _NAMES_HELD.search(words) is None


def names_what_is_held(speech: str) -> bool:
    """Whether a message names the chat, the answers or other things that are held here."""
    return _NAMES_HELD.search(plain_words(speech)) is not None


def may_mean_oneself(speech: str) -> bool:
    """Whether a message wants itself gone whoever writes it, and no data: "get rid of me"."""
    return _ONESELF_GONE.fullmatch(few_words(speech, _MOST_WORDS_OF_A_WISH)) is not None


def may_mean_anything(speech: str) -> bool:
    """Whether a message wants something gone that may be far more than a chat: "wipe everything out"."""
    return _ANYTHING_GONE.fullmatch(few_words(speech, _MOST_WORDS_OF_A_WISH)) is not None


def orders_keeping(speech: str) -> bool:
    """Whether a short message says to keep something, and nothing else."""
    words = small_letters(speech)
    return counted(words) <= _MOST_WORDS and _names_keeping(words) and _ORDERS_KEEPING.fullmatch(words) is not None


def refuses_erasure(speech: str) -> bool:
    """Whether a short message says that something is not to be erased, and nothing else."""
    words = small_letters(speech)
    return counted(words) <= _MOST_WORDS and _REFUSES_ERASURE.fullmatch(words) is not None


def speaks_for_keeping(speech: str) -> bool:
    """Whether a message names keeping, not erasing, and neither negates nor asks."""
    words = small_letters(speech)
    return _names_keeping(words) and not _names_erasing(words) and not is_unclear(speech)


def speaks_of_erasing(speech: str) -> bool:
    """Whether a message names what is kept, or erasing it, in any way."""
    return _OF_ERASING.search(small_letters(speech)) is not None


def is_unclear(speech: str) -> bool:
    """Whether a message speaks of keeping or erasing with a negation, or asks about it."""
    words = small_letters(speech)
    return (_names_keeping(words) or _names_erasing(words)) and (negates(speech) or asks(speech))


def reply_to_offer(speech: str, *, is_alone: bool = True) -> Reply | None:
    """What a message says to "shall I delete all of it?"; None where it speaks of something else.

    `is_alone`: nothing else was said with the offer, so that a bare "yes" can be to that only.
    """
    words = small_letters(speech)
    if asks(speech):
        return None
    if counted(words) <= _MOST_WORDS and _AGREES.fullmatch(words) and _AGREEING.search(words):
        return Reply.ERASE if is_alone or _names_erasing(words) else Reply.UNCLEAR
    if _NOT_TO_ERASE.search(words):
        return Reply.KEEP
    if _names_keeping(words):
        return Reply.UNCLEAR if _names_erasing(words) or _NOT_TO_KEEP.search(words) else Reply.KEEP
    if is_bare(speech) and is_no(speech):
        return Reply.KEEP
    return Reply.UNCLEAR if is_plain_yes(speech) else None


def _names_keeping(words: str) -> bool:
    return _KEEPS.search(words) is not None


def _names_erasing(words: str) -> bool:
    return _ERASES.search(words) is not None
