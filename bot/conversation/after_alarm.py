"""What may be said right after an alarm: what was plainly asked about KAP, privacy or deletion, and little else.

Whatever else is written is met with care again, and not with talk about KAP: most of what people in danger write next
("getting sleepy", "about 30", "u there?", an address) looks harmless without what was said before.
"""

import re
from collections.abc import Sequence

from bot.conversation.acts import Act, Answer, Clarify, NotCovered, PrescreenMove, RequestPerson, Say, ShowData, Simply
from bot.conversation.phrases.alarm_news import names_person, names_prescreen
from bot.conversation.phrases.care_replies import TOPIC, asks_something
from bot.conversation.phrases.erasing_words import speaks_of_erasing
from bot.conversation.phrases.plain_words import plain_words
from bot.library.texts import TextId

# Replies that fit at any time in a crisis: what they do was asked for.
_FITTING = frozenset(
    {
        TextId.DENIAL_HEARD, TextId.GENTLE_PAST, TextId.ERASURE_OFFER, TextId.KEPT, TextId.PRIVACY, TextId.THANKS,
        TextId.BOT, TextId.FAULT, TextId.BLANK, TextId.UNDER_AGE, TextId.STALE_CHOICE,
    }
)  # fmt: skip
_BESIDE = frozenset({TextId.PARTLY_DOWN, TextId.AFTER_SESSION, TextId.MEDICINE_CARE, TextId.TENDER_TOPIC})

_LEAD = re.compile(
    r"^(?:(?:so|and|but|ok|okay|well|anyways?|anyhow|also|then|now|btw|by the way|hey|hi|um+|alright|all right) ){1,5}"
)


def fits(acts: Sequence[Act], speech: str, *, is_emergency: bool) -> bool:
    """Whether what would be said at any other time may be said right after an alarm."""
    asks, names_topic = _asks(speech), TOPIC.search(plain_words(speech)) is not None
    return all(
        _is_fitting(act, speech, asks=asks, names_topic=names_topic, is_emergency=is_emergency)
        for act in acts
        if not (isinstance(act, Say) and act.text in _BESIDE)
    )


def _asks(speech: str) -> bool:
    """Whether something is asked, also after "so anyway"."""
    return asks_something(speech) or asks_something(_LEAD.sub("", plain_words(speech), count=1))


def _is_fitting(act: Act, speech: str, *, asks: bool, names_topic: bool, is_emergency: bool) -> bool:
    match act:
        case Say(text=TextId.ERASURE_OFFER) if not speaks_of_erasing(speech):
            # Rasa hears "no more messages" so, and that may be a goodbye.
            return False
        case Say(text=text) if text in _FITTING:
            return not is_emergency or text not in (TextId.THANKS, TextId.BOT, TextId.KEPT)
        case Answer():
            return asks and (names_topic or not is_emergency)
        case RequestPerson() | Say(text=TextId.CLINIC_REACH):
            return not is_emergency and names_person(speech)
        case PrescreenMove():
            return not is_emergency and names_prescreen(speech)
        case ShowData():
            return not is_emergency
        case Simply() | Clarify() | NotCovered() | Say():
            return names_topic and asks
        case _:
            return False
