"""Whether a message asks if anybody of the clinic is there now: "anyone there?", "is the doc free for a quick chat"."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 20

# Every pattern below is for words as `plain_words` leaves them. They are read from end to end of a sentence, since
# "is a nurse around" asks for one, and "is a nurse around during the session" asks about the treatment.
_LEAD = (
    r"(?:(?:hi|hello|hey|oi|yo|ok|okay|so|and|but|please|pls|sorry|well|no|nope|um+|excuse me|just|wait"
    r"|it is me(?: again)?|good (?:morning|afternoon|evening)) ){0,4}"
)
_STAFF = (
    r"(?:person|human|humans|human being|people|nurses?|doctors?|docs?|dr(?: \w+)?|clinicians?|therapists?|receptionist"
    r"|reception|staff|staff members?|psychologist|psychiatrist|physician|coordinator|manager|prescriber|pharmacist"
    r"|counsell?or|social worker|guides?|facilitators?|team)"
)
_REAL = r"(?:(?:real|actual|live|living|proper|genuine|human) ){1,2}"
_ANYBODY = r"(?:anyone|anybody|someone|somebody|any one|any (?:of you|human)|you (?:guys|people|lot)|any of you lot)"
_THEM = (
    rf"(?:(?:(?:a|an|any|the|your|one of (?:the|your)|member of) ){{1,2}}(?:{_REAL})?{_STAFF}"
    rf"|{_ANYBODY}(?: (?:real|human|else|actually))?)"
)
_TODAY = (
    r"(?: (?:please|pls|today|now|right now|tonight|at the moment|at all|yet|actually|this (?:week|morning|afternoon"
    r"|evening)|or not|or what|hello|thanks|(?:on )?\w+day)){0,3}"
)
_FOR_A_TALK = (
    r"(?:(?: for (?:a|me|one)(?: (?:quick|short|brief|little|two|five|second|minute))?(?: (?:chat|call|word|talk|minute"
    r"|second|moment|conversation|question))?)?(?: to (?:talk|speak|chat|call)(?: (?:to|with) me)?)?)"
)
_HERE = (
    r"(?:in|around|about|there|here|free|available|online|reachable|on duty|on shift|awake|listening"
    r"|(?:at|on|behind|in|manning|working at) (?:the|your) (?:front )?(?:desk|phones?|reception|clinic|office)"
    r"|at (?:this|the|your) (?:place|clinic|end|office)|manning (?:this|it)|working(?: there| here)?|in the office)"
)
_TIME = (
    r"(?:(?:a|an|one|two|five|ten|some|any|a few|a spare|half a) )?(?:spare |free )?(?:moments?|minutes?|mins?|secs?"
    r"|seconds?|time|quarter of an hour)"
)
_FOR_ME = r"(?:(?: (?:for|to (?:talk|speak|chat) (?:to|with)|with) (?:me|us))|(?: to (?:talk|speak|chat|call)))?"
_NAME = r"(?!(?:it|this|that|there|ketamine|kap|everyone|everything|food|water|parking|what|i)\b)[a-z]{2,15}"
_ASKS_FOR_SOMEONE: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:(?:is|are) (?:there )?)?{_THEM} (?:actually |even |really |currently )?{_HERE}{_FOR_A_TALK}{_TODAY}"
    r"(?: or (?:is it|am i|is this|just)(?: \w+){1,8})?"
    rf"|(?:is|are) there (?:really |actually )?(?:{_THEM}|(?:a |an )?{_REAL}{_STAFF}) (?:at (?:this|the|your) \w+|in"
    rf" (?:the|your) (?:clinic|office)|around|available|online|free|on duty){_FOR_A_TALK}{_TODAY}"
    rf"|(?:is|are) there (?:anyone|someone|anybody|somebody)(?: there| here)? or not"
    rf"|(?:would|could|might|does|do|has|have|will) (?:{_THEM}|dr \w+|{_NAME}) (?:have|got|spare(?: me)?|find)"
    rf" {_TIME}{_FOR_ME}{_TODAY}"
    # A name alone: "is sandra in today"
    rf"|is {_NAME} (?:in|working|around|on shift|on duty|about|back(?: from (?:holiday|leave|vacation|lunch|sick"
    rf" leave))?)(?: (?:today|tomorrow|now|yet|this week|at the moment|on \w+day)){{1,2}}"
    rf"|when is {_NAME} (?:working|back|in next)"
    rf"|(?:you|u|ya) (?:guys )?there no not you(?: \w+){{0,3}}"
    r")"
)
# Much else works, in small letters.
_NAMED: Final = re.compile(r"\b[Ww]hen (?:does|will) (?!K)[A-Z][a-z]+ work\b\s*(?:[?.!]|next|$)")
_TITLE: Final = re.compile(r"\b(dr|mr|mrs|ms)\.", re.IGNORECASE)
# "I'm at the door and nobody answers is anyone in"
_SENTENCES: Final = re.compile(r"[?.!,;:\n]+|\b(?:nobody answers|and she said she is|but)\b")


def asks_whether_anyone_is_in(text: str) -> bool:
    """Whether a sentence of a short message asks if someone of the clinic is there or has time, and nothing else."""
    if not few_words(text, _MOST_WORDS * 2):
        return False
    if _NAMED.search(text):
        return True
    parts = [text, *_SENTENCES.split(_TITLE.sub(r"\1", text))]
    return any(_ASKS_FOR_SOMEONE.fullmatch(few_words(part, _MOST_WORDS)) for part in parts)
