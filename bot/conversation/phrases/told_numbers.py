"""A person's own number or mailbox that they told before anybody asked for it, and a few words to call there."""

import re
from typing import Final

from bot.conversation.phrases.asking_words import asks_somehow
from bot.conversation.phrases.contact import names_other_number, speaks_of_contact, way_to_reach, without_ways
from bot.conversation.phrases.kin_calls import kin_to_call, owner_of_number
from bot.conversation.phrases.medicine_changes import names_a_medicine
from bot.conversation.phrases.plain_words import few_words, plain_words

_MOST_WORDS: Final = 10
_MOST_WORDS_BESIDE: Final = 12
_MOST_WORDS_OF_A_GREETING: Final = 6

# Every pattern below is for words as `plain_words` leaves them.
_SOFTLY = (
    r"(?:(?:ok|okay|so|and|yes|yeah|yep|sure|hi|hello|please|pls|plz|just|then|go ahead|you|u|they|someone|somebody"
    r"|anyone|a nurse|can|could|may|should|would|will|to|now|i want|i would like|that is so"
    # "Do you text" asks, "please do call" does not.
    r"|do(?! (?:you|u|they|ya|someone|somebody|anyone|a)\b)) ){0,6}"
)
_ORDERS_CALL: Final = re.compile(
    rf"{_SOFTLY}(?:(?:call|ring|phone|text|contact|reach|e ?mail|write)(?: (?:me|us|back|it|that|this|there|to|on|at"
    r"|number|one|please|pls|plz|thanks|thank you|asap|soon|now|today|tomorrow|when you can|if you can|anytime|any"
    r" time)){0,6}|call ?backs?(?: please| pls)?)"
)
# What is called one's own beside one's own number; "my work" may be a desk where others answer.
_OF_THEIRS = (
    r"(?:(?:new|own|personal|private|direct|best|main|other|second|current|actual|real|correct|right|usual|us|american"
    r"|work|home|house|cell|mobile|phone|contact|call ?back|first|last|full|e|only|landline|google|voice) ){0,3}"
    r"(?:numbers?|num|nr|cell|cells|cellphone|mobile|phone|telephone|tel|e ?mails?|mail|mailbox|inbox|address|name"
    r"|names|contact|contacts|details|info|line|landline|digits|whatsapp|call ?back|initials|g ?mail"
    r"|outlook|hotmail|yahoo|google|bad)"
)
# Who tells of somebody else's number, or of one that is wrong, has told none for a call.
_NOT_THEIRS: Final = re.compile(
    r"\b(?:his|her|their|he|she|they|your|wrong|not|no longer|old|blocked|scam|spam|called me|calls me|texted me"
    r"|rang me|calling me|texting me|belongs|mg|ml|dose|pills?|tablets?|dead|died"
    r"|(?<!a )(?<!the )(?:dr|doctor|doc|psychiatrist|therapist|counsell?or|psychologist|boss|employer|lawyer|landlord"
    r"|mother|mom|mum|mama|dad|father|wife|husband|partner|son|daughter|sister|brother|friend|girlfriend|boyfriend"
    rf"|fiancee?|aunt|uncle|cousin|neighbou?r|roommate|carer|caregiver|pharmacy)|my (?!{_OF_THEIRS}\b)\w+)\b"
)


def tells_own_number(text: str) -> bool:
    """Whether a short message tells a way to reach the one who writes, with no more than a name or a greeting, or with
    words that say what it is: "my number is 212 555 0142", "hi I'm Tess, 212 555 0142"."""
    beside = plain_words(without_ways(text))
    if way_to_reach(text) is None or len(beside.split()) > _MOST_WORDS_BESIDE or asks_somehow(text):
        return False
    if names_other_number(text) or names_a_medicine(text) or _NOT_THEIRS.search(beside):
        return False
    if owner_of_number(text) is not None or kin_to_call(text) is not None:
        return False
    return speaks_of_contact(text) or len(beside.split()) <= _MOST_WORDS_OF_A_GREETING


def orders_call(text: str) -> bool:
    """Whether a few words ask to call, without a word on whom: "please call", "you can ring that number"."""
    words = few_words(text, _MOST_WORDS)
    return bool(words) and way_to_reach(text) is None and _ORDERS_CALL.fullmatch(words) is not None
