"""How and when somebody wants to be reached about their answers: "text only please", "only mornings"."""

import re
from typing import Final

from bot.conversation.phrases.call_wishes import call_wish, would_rather_have_mail
from bot.conversation.phrases.contact import way_to_reach
from bot.conversation.phrases.left_messages import is_unclear_on_messages, message_choice
from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 14
_MOST_CHARACTERS: Final = 240

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|oh|and|but|also|so|no|yes|wait|sorry|actually|please|pls|just|only|maybe|honestly|hi|well|i think"
    r"|btw|by the way|(?:they|you) (?:can|could|should)|(?:can|could|should) (?:they|you)|can|could|should|better"
    r"|if possible|it is) ){0,6}"
)
_TAIL = (
    r"(?: (?:please|pls|thanks|thank you|only|instead|if possible|if you can|if they can|ok|okay|though|for me|first"
    r"|actually|always|then|to me|me|rather|and not call|not call|do not call)){0,5}"
)
_WRITE = r"(?:text|sms|whatsapp|message|e ?mail|write to)"
_WRITING = r"(?:texts?|texting|text messages?|sms|whatsapp|messaging|e ?mails?|e ?mailing)"
_WAY = rf"(?:{_WRITING}|(?:phone )?calls?|phoning|calling|phone|ringing)"
_NO_CALL = (
    r"(?:(?:do not|never|not|rather not|please do not) (?:call|ring|phone|calling|ringing)(?: me)?(?: up)?"
    r"|no (?:phone )?(?:calls?|calling|ringing|phone))"
)
_GOOD = r"(?:better|best|easier|easiest|preferred|preferable|ok|okay|fine|good|nicer|safer)"
_WISHES: Final = re.compile(
    rf"{_LEAD}(?:"
    # text only please; just text me; by text only
    rf"(?:by |via |with )?{_WRITE}(?: messages?)?(?: me)? (?:only|instead|please|pls|first)"
    rf"|(?:only|just)(?: by| via)? {_WRITE}(?: me)?"
    # dont ring me, text; text me do not call
    rf"|{_NO_CALL}(?: (?:just|please|pls|only|instead|but|rather|you can|they can|and)){{0,3}} {_WRITE}"
    rf"|{_WRITE}(?: me)?(?: (?:and|but|please|rather than|instead of)){{0,2}} (?:{_NO_CALL}|calling|a call)"
    # email is better; texts are best for me
    rf"|(?:an? |by |via )?{_WAY} (?:(?:is|are|would be|works?|might be) )?(?:(?:much|a lot|far) )?{_GOOD}"
    # id rather you text; i would prefer an email
    rf"|(?:i )?(?:would )?(?:much )?(?:rather|prefer)(?: it)?(?: if| that)?(?: (?:you|they|someone|the clinic))?"
    rf"(?: could| would| to be| to get| get| be| have| to)?(?: an?)? (?:{_WAY}|text(?:ed)?|messaged?|e ?mailed|wrote"
    rf"|write"
    r"|called|rang|ring|phoned)(?: (?:over|to|than|rather than|instead of|not) (?:an? )?(?:calls?|calling|phone calls?"
    r"|texts?|texting|e ?mails?|voicemails?))?"
    rf"|i (?:would )?(?:like|want) (?:you|them) to (?:text|e ?mail|message|whatsapp) me"
    rf"|(?:text|e ?mail|message|whatsapp) me){_TAIL}"
)
_LEADS_ON: Final = re.compile(
    r"\b(?:only|just|call(?:s|ing)?|ring|phone|text|reach|contact|best|better|prefer|rather|mornings?|afternoons?"
    r"|evenings?|weekdays?|weekends?|after|before|between|not)\b"
)
_IS_A_WISH: Final = re.compile(r"\b(?:better|best|easier|easiest|prefer\w*|rather|instead|only|please|pls|not|just)\b")
_BY_WHAT_WAY: Final = re.compile(
    r"\b(?:call\w*|ring\w*|phon\w+|text\w*|sms|whatsapp|messag\w+|e ?mail\w*|write|wrote|reach|contact)\b"
)
# "They only text me" tells of somebody. "They should only text me" and "I'd rather they text" wish for it.
_TELLS_OF_THEM: Final = re.compile(
    r"(?<!rather )(?<!prefer )(?<!that )(?<!if )(?<!can )(?<!could )(?<!should )(?<!would )"
    r"\b(?:they|he|she|it|people|voices|god|someone|somebody)\b"
    r"(?! (?:can|could|should|may|might|must|need|is|would)\b)"
)
_ASKS_OF_US: Final = re.compile(
    r"\b(?:please|pls|plz)(?: (?:only|just|do not|never|always)){0,2}"
    r" (?:call|ring|phone|text|e ?mail|mail|message|whatsapp|write to|contact|reach) me\b"
)
# "Tomorrow morning" may be when they mean to go on.
_MAY_BE_LATER: Final = re.compile(r"(?:(?:maybe|ok|okay|no|not) )*(?:later|tomorrow|tonight|today|next|this)\b")
# A call on a day that they name is asked for now, and is no wish for how it is done.
_ASKS_FOR_CALL: Final = re.compile(
    r"\b(?:call|ring|phone|text|e ?mail|message|contact|reach) me\b.*"
    r"\b(?:now|today|tonight|tomorrow|asap|soon|this|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_HOURS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR: Final = re.compile(
    rf"\b(?P<before>after|before|until|from|and|to|past|at|between) (?P<hour>{'|'.join(_HOURS)})\b"
)


def reach_wish(text: str) -> bool:
    """Whether a short message, where all answers are shown, says when or by what way they want to be reached, and
    nothing else."""
    if len(text) > _MOST_CHARACTERS:
        return False
    words = few_words(text, _MOST_WORDS)
    if not words or _TELLS_OF_THEM.search(words) or _ASKS_FOR_CALL.search(words) or way_to_reach(text) is not None:
        # A number beside it is put in the place of the one before.
        return False
    if message_choice(text) is not None or is_unclear_on_messages(text):
        return False
    if _WISHES.fullmatch(words) or (would_rather_have_mail(text) and _IS_A_WISH.search(words)):
        return True
    in_digits = _HOUR.sub(lambda found: f"{found['before']} {_HOURS.index(found['hour']) + 1}", words)
    is_of_time = call_wish(in_digits) is not None and _LEADS_ON.search(words) is not None
    return is_of_time and (not _MAY_BE_LATER.match(words) or _BY_WHAT_WAY.search(words) is not None)


def restricts_reach(text: str) -> bool:
    """Whether such a wish also stands by itself: it names the way, and what they would rather have or not have, so that
    it is no request for a call ("call me after 5")."""
    if not reach_wish(text):
        return False
    words = few_words(text, _MOST_WORDS)
    return _BY_WHAT_WAY.search(words) is not None and _IS_A_WISH.search(words) is not None


def asks_to_be_reached(text: str) -> bool:
    """Whether such a wish is put to the clinic in so many words, "please text me", and can tell of nobody else."""
    return restricts_reach(text) and _ASKS_OF_US.search(few_words(text, _MOST_WORDS)) is not None
