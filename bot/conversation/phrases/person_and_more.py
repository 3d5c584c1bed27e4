"""What a message asks beside its wish for a person: "can someone call me and how long does it take"."""

import re
from typing import Final

from bot.conversation.phrases.asked_beside import plans_a_change, surely_asks
from bot.conversation.phrases.clinic_questions import asks_for_person
from bot.conversation.phrases.medicine_changes import names_a_medicine, speaks_of_changing_a_medicine
from bot.conversation.phrases.person_wishes import surely_wants_person
from bot.safety.normalisation import plain_letters

_MOST_WORDS: Final = 30
_MOST_WORDS_ASKED: Final = 14
_ASKING = (
    r"(?:what|whats|what's|how|when|where|who|which|why|can|could|do|does|is|are|will|would|should|am"
    r"|i (?:want|need|would like|wanna) to know|what about)"
)
_ENDS: Final = re.compile(
    r"[?.!;\n]+(?: |$)|, ?(?=(?:and |but |also |plus |so )?" + _ASKING + r"\b)"
    r"| (?:and|also|but|plus|and also)(?= (?:(?:also|then|btw|just|first|please) )?" + _ASKING + r"\b)"
    r"| (?:and|also|but|plus) (?=(?:please |can |could |i )?(?:have|get|call|ring|phone|someone|somebody|a nurse)\b)"
)
_JOINS: Final = re.compile(r"^(?:(?:and|also|but|plus|so|then|btw|ok|okay|oh|first|just|please|thanks)[ ,]+)+")
_WAITS_FOR_CALL: Final = re.compile(
    r"\b(?:call|calls|ring|phone|contact|get back|reach|reply|respond|answer|hear (?:back|from)|someone|somebody|anyone"
    r"|nurse|doctor|clinician|person|human|they|them|he|she|number|busy|available|free|will (?:it|that) be)\b"
)


def asked_beside_person(text: str) -> str:
    """The part of a message that asks for no person, where the rest wants one; empty where nothing is asked beside.

    What may be about the call itself, as "and when will they call", is no question beside it.
    """
    plain = plain_letters(text)
    if len(plain.split()) > _MOST_WORDS:
        return ""
    parts = [part for each in _ENDS.split(plain) if (part := _JOINS.sub("", (each or "").strip(" ,")))]
    if not any(surely_wants_person(part) for part in parts):
        return ""
    asked = [part for part in parts if _asks_beside(part)]
    return ". ".join(asked[:2])


def asks_advice_beside(asked: str) -> bool:
    """Whether such a question is about what somebody takes."""
    return names_a_medicine(asked) or plans_a_change(asked) or speaks_of_changing_a_medicine(asked)


def _asks_beside(part: str) -> bool:
    if len(part.split()) > _MOST_WORDS_ASKED or len(part.split()) < 2:
        return False
    if surely_wants_person(part) or asks_for_person(part) or _WAITS_FOR_CALL.search(part):
        return False
    return surely_asks(part) or re.match(rf"{_ASKING}\b", part) is not None
