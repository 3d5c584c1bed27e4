"""Wishes for a call that was asked for ("only after 5pm"), and words that put one part of a number right."""

import re
from typing import Final

from bot.conversation.phrases.contact import way_to_reach, without_ways
from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.conversation.phrases.staff_wishes import wishes_for_staff

_MOST_WORDS: Final = 14
_MOST_CHARACTERS: Final = 80

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|oh|please|pls|but|and|also|just|only|thanks|thank you|yes|no|sorry|well|actually|preferably|ideally"
    r"|best|better|if possible|if they can|can|could|they|you|someone|tell them|tell him|tell her|ask them|to|should|i"
    r"|am|would|prefer|rather|like|it|is|the|my|time|times|free|available|home|reachable|off work|around|make it|call"
    r"|ring|phone|text|reach|calls|me|back|on|works|good|day) ){0,10}"
)
_TIME = (
    r"(?:(?:half past )?\d{1,2}(?: \d\d)?(?: ?(?:am|pm|a m|p m|o ?clock|ish|h))?|noon|midday|lunch(?: ?time)?|work"
    r"|school|dinner|(?:the )?(?:mornings?|afternoons?|evenings?|night|nights|weekends?|week)|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)days?|tomorrow|today|tonight)"
)
_PART = (
    r"(?:(?:early|late|later|the|in|on|at|during|this|next|any|every|week|all) ){0,3}(?:mornings?|afternoons?|evenings?"
    r"|nights?|tonight|tomorrow|today|weekdays?|week days?|weekends?|week|anytime|any time|lunch(?: ?time| break)?|noon"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|day ?time|business hours|office hours)"
)
_BEFORE = r"(?:after|before|from|until|till|between|around|about|at|by|past|on|in|to)"
_MOMENT = rf"(?:not )?(?:{_BEFORE} {_TIME}|{_PART}(?: {_TIME})?|\d{{1,2}}(?: \d\d)? ?(?:am|pm))"
_WHEN = rf"(?:{_MOMENT}(?: (?:(?:and|or|but|also|is) )?(?:{_MOMENT}|{_TIME})){{0,3}})"
_TAIL = (
    r"(?: (?:please|pls|thanks|thank you|only|if possible|if you can|if they can|ok|okay|or so|or later|or earlier|ish"
    r"|works?|is|are|would be|best|better|good|fine|great|easiest|for me|my time|though|because i work|i am at work"
    r"|onwards|on|to call|to call me|instead)){0,5}"
)
_AT_TIMES: Final = re.compile(rf"{_LEAD}{_WHEN}{_TAIL}")
_NEVER = r"(?:do not|never|not to|not|no|without|rather not|prefer not to|prefer you do not|prefer they do not)"
_TO_WHOM = (
    r"(?:(?:me )?(?:at |on )?(?:my |the )?(?:work|home|office|house|job|landline|house phone|home phone|work phone"
    r"|boss|wife|husband|partner|mom|mum|mother|dad|father|parents|family|kids)(?: (?:number|phone|line|cell))?)"
)
_HOW: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"{_NEVER} (?:leave |leaving |have them leave )?(?:me )?(?:a |any )?(?:voice ?mails?|voice messages?|messages?)"
    r"(?: (?:on (?:my|the) (?:phone|machine|voicemail)|with (?:anyone|anybody|my \w+)|there|at (?:home|work)))?"
    rf"|{_NEVER} (?:call|ring|phone|text|contact|calling|ringing) {_TO_WHOM}"
    rf"|{_NEVER} (?:call|ring|phone|text|contact) (?:me )?(?:{_WHEN}|when i am at work|while i am at work)"
    rf"|{_NEVER} (?:say|mention|tell|speak to|talk to|let) (?:(?:who|what|where|it|is|the|about|my|anyone|anybody|else"
    r"|clinic|name|you|they|are|from|calling|husband|wife|family|mom|mum|partner|boss|know|ketamine|kap|this|to|for) ?)"
    r"{1,8}"
    r"|(?:they |you |he |she )?(?:can|may|could|is ok to|is fine to) leave (?:me )?a (?:voice ?mail|message)"
    r"|(?:leaving )?(?:a )?voice ?mails? (?:is|are) (?:ok|okay|fine|good)"
    r"|(?:text|e ?mail|whatsapp|message|sms)(?: me)? (?:first|only|before (?:you|they) call|before calling|rather than"
    r" (?:call|calling)|instead of (?:call|calling))"
    rf"|(?:be|keep it) (?:discreet|private|quiet)){_TAIL}"
)
_CORRECTS_PART: Final = re.compile(
    r"\b(?:digits?|ends? (?:in|with)|ending|area code|country code|(?:first|last|second|third|middle) (?:one|two|three"
    r"|four|number|numbers|part|bit|letter)|mistyped|typo|wrong number|wrong e ?mail|number (?:is|was) wrong"
    r"|numbers are (?:swapped|wrong|mixed up)|swapped|mixed up|left out a|missed a|missing a|dot com|dot org)\b"
)
# The name of whom the clinic is to call: "her name is linda", "he's called bob".
_NAMES_ANOTHER: Final = re.compile(
    r"(?:(?:and|oh|ok|okay|also|by the way|btw|sorry|so|yes) ){0,3}"
    r"(?:(?:her|his|their|my \w{2,12}(?: s)?) (?:(?:first|full|last|real) )?name(?: is)?"
    r"|(?:she|he) (?:is (?:called|named)|goes by)|(?:she|he) answers to)"
    r" (?!(?:is|not|none|what|a|the|on|in|wrong|no)\b)[^\W\d_]{2,20}(?: [^\W\d_]{2,20}){0,2}"
)
_MAIL: Final = r"(?:(?:by|via|over|through|an|my|use|using|send(?: me)?|with) ){0,3}(?:e ?mails?|mail)"
_BY_MAIL: Final = re.compile(
    r"(?:(?:ok|okay|oh|hm+|well|no|and|but|so|wait|sorry|actually|please|pls|maybe|then|just|hi|i think|on second"
    r" thoughts?|can|could|would|you|they|someone|somebody|them|to|it|be|have|is it possible|possible|i|am|would|prefer"
    r"|rather|like|want|that|if|do|do not call|not|a call|phone|by phone|better|do it|contact me|reach me"
    r"|get back to me|answer me|reply) ){0,8}"
    rf"(?:{_MAIL}|write)(?: (?:me|to me|us|is|are|would be|works?|would work|might be|a lot|much|far|better|best"
    r"|easier|easiest|preferred|fine|ok|okay|good|safer|nicer|instead|please|pls|thanks|thank you|for me|actually|then"
    r"|though|rather|only|if possible|if you can|if they can|not call|than (?:a )?(?:call|calling|phone))){0,7}"
)
_NO_MAIL: Final = re.compile(
    r"\b(?:not|never|without|no)(?: (?:by|via|an|any|my|use|over)){0,3} (?:e ?mails?|mail)\b(?! me| us)"
    r"|\b(?:do not|does not|never|not to|no longer)(?: (?:really|want|like|prefer|need|love|trust|have|get|check|read"
    r"|do|to|be|send|use|me|an|any|my|by|via)){0,4} (?:e ?mails?|mail|write)\b"
)
_PIECES: Final = re.compile(r"[|.;,!?\n]+(?!\d)")


def call_wish(text: str) -> str | None:
    """What a message wishes of a call, and nothing else, in the person's words: "only after 5pm". None for none.

    A way to be reached may stand beside it. It tells for itself that it is about a call or not: see `is_of_a_call`.
    """
    without = without_ways(text)
    for piece in (*_PIECES.split(without), without) if way_to_reach(text) is not None else (without,):
        words = plain_words(piece)
        is_wish = any(wish.fullmatch(words) for wish in (_AT_TIMES, _HOW, _NAMES_ANOTHER)) or wishes_for_staff(piece)
        if is_wish and 0 < len(words.split()) <= _MOST_WORDS:
            told = " ".join(re.sub(r"[()|]", " ", piece).split()).strip(" .,;:!?-")
            return told[:_MOST_CHARACTERS]
    return None


def is_of_a_call(text: str) -> bool:
    """Whether such a wish names the call itself, so that it needs no question before it: "don't leave a voicemail"."""
    words = plain_words(without_ways(text))
    return len(words.split()) <= _MOST_WORDS and _HOW.fullmatch(words) is not None


def would_rather_have_mail(text: str) -> bool:
    """Whether a few words without a mailbox ask for an e-mail in place of a call: "actually email is better"."""
    words = few_words(text, _MOST_WORDS)
    if not words or way_to_reach(text) is not None or _NO_MAIL.search(words):
        return False
    return _BY_MAIL.fullmatch(words) is not None


def corrects_part(text: str) -> bool:
    """Whether a short message puts one part of a number or a mailbox right, and does not tell the whole of it."""
    words = plain_words(text)
    if not 0 < len(words.split()) <= _MOST_WORDS or way_to_reach(text) is not None:
        return False
    return _CORRECTS_PART.search(words) is not None
