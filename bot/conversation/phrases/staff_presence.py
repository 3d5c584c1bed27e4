"""Whether a message asks if anybody of the clinic is there now: "anyone there?", "is the doc free for a quick chat"."""

import re
from typing import Final

from bot.conversation.phrases.medicine_changes import names_a_medicine
from bot.conversation.phrases.plain_words import few_words, plain_words

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
# What comes back, works or is about in the talk of a treatment, and is nobody's name.
_NO_NAME = (
    r"(?:it|this|that|there|these|those|everyone|everything|anything|something|nothing|food|water|parking"
    r"|what|i|who|all|ketamine|ket|k|kap|depression|pain|sleep|mood|panic|trauma|ptsd|cptsd|ocd|adhd|add|bpd|mdd|gad"
    r"|bipolar|insomnia|nausea|fear|grief|stress|worry|worries|sadness|anger|cancer|flu|covid|migraines?|asthma|diabetes"
    r"|epilepsy|seizures?|headaches?|blood|pressure|bp|heart|liver|appetite|memory|energy|libido|weight|fatigue"
    r"|medicines?|meds?|pills?|drugs?|tablets?|medications?|antidepressants?|antipsychotics?|ssris?|snris?|maois?"
    r"|benzos?|opioids?|stimulants?|lozenges?|sprays?|infusions?|injections?|doses?|dosing|treatments?|therapy"
    r"|therapies|sessions?|group|class|aftercare|integration|psychotherapy|hypnosis|meditation|music|mdma|lsd|acid"
    r"|psilocybin|mushrooms?|shrooms?|psychedelics?|weed|cannabis|cbd|alcohol|caffeine|coffee|nicotine|smoking|drinking"
    r"|clinic|office|reception|place|building|site|website|page|app|chat|chatbot|bot|form|phones?|line|email|mail"
    r"|internet|wifi|service|system|link|button|portal|insurance|money|payment|appointments?|booking|bookings|test"
    r"|tests|results?|bloodwork|labs?|lunch|work|school|baby|period|pregnancy|one|nobody|\w{3,}(?:sion|tion|ness|ment"
    r"|iety|ism|osis|itis|emia|pathy|ache|aches|phobia|mania|oma|drome))"
)
_NAME = rf"(?!{_NO_NAME}\b)[a-z]{{2,15}}"
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
_NAMED: Final = re.compile(r"\b[Ww]hen (?:does|will) (?P<name>[A-Z][a-z]+) work\b\s*(?:[?.!]|next|$)")
_NAMES_NOBODY: Final = re.compile(_NO_NAME)
# "Is somebody there. i mean in the session" is about the treatment as a whole.
_IN_THE_TREATMENT: Final = re.compile(
    r"\b(?:in|during|at|through|throughout|for|while in|inside) (?:(?:the|a|an|my|your|each|every|that|this|one|actual"
    r"|whole|entire|first|ketamine|kap|dosing) ){0,3}(?:sessions?|infusions?|treatments?|dosing|dose|trip|journey|drip"
    r"|procedure|experience|treatment room|room)\b"
    r"|\bwhile (?:i|you|we|someone|people|it) (?:am|are|is|trip|go|lie)\b"
    r"|\b(?:the whole time|when it (?:kicks|wears))\b"
    r"|\b(?:when|once) i (?:am (?:under|high|in it|tripping|out)|wake|take it|get it|have it)\b"
)
# "Are the guides there", "is the doctor around", without a word on now.
_THERE: Final = re.compile(
    rf"(?:(?:ok|okay|so|and|but|oh|then) ){{0,3}}(?:is|are|will) (?:there )?{_THEM}(?: be)?"
    r"(?: (?:there|in|around|present|about|also there|there too|in there))?(?: (?:with me|too|as well|then|for me))?"
)
_TITLE: Final = re.compile(r"\b(dr|mr|mrs|ms)\.", re.IGNORECASE)
# "I'm at the door and nobody answers is anyone in"
_SENTENCES: Final = re.compile(r"[?.!,;:\n]+|\b(?:nobody answers|and she said she is|but)\b")


def asks_whether_anyone_is_in(text: str) -> bool:
    """Whether a sentence of a short message asks if someone of the clinic is there or has time, and nothing else."""
    if not few_words(text, _MOST_WORDS * 2) or _IN_THE_TREATMENT.search(plain_words(text)):
        return False
    named = _NAMED.search(text)
    if named is not None and not _names_nobody(named["name"]):
        return True
    parts = [text, *_SENTENCES.split(_TITLE.sub(r"\1", text))]
    return any(_asks_for_someone(few_words(part, _MOST_WORDS)) for part in parts)


def may_ask_of_the_room(text: str) -> bool:
    """Whether a message asks if someone of the clinic is there, in words that after the talk of a session may well be
    about the room: "are the guides there", but not "is anyone there today"."""
    return _THERE.fullmatch(few_words(text, _MOST_WORDS)) is not None


def _asks_for_someone(words: str) -> bool:
    if _ASKS_FOR_SOMEONE.fullmatch(words) is None:
        return False
    # "Is zoloft working now" asks for nobody.
    return not names_a_medicine(words)


def _names_nobody(name: str) -> bool:
    word = name.casefold()
    return _NAMES_NOBODY.fullmatch(word) is not None or names_a_medicine(word)
