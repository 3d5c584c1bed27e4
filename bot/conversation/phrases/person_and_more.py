"""What a message asks beside its wish for a person: "can someone call me and how long does it take"."""

import re
from typing import Final

from bot.conversation.phrases.asked_beside import plans_a_change, surely_asks
from bot.conversation.phrases.clinic_questions import asks_for_person
from bot.conversation.phrases.medicine_changes import names_a_medicine, speaks_of_changing_a_medicine
from bot.conversation.phrases.own_matters import asks_if_all_right
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
    r"|nurse|doctor|clinician|person|human|they|them|he|she|number|zoom|skype|face ?time|whats ?app|video|text"
    r"|voice ?mail|e ?mail|busy|available|free|will (?:it|that) be"
    r"|how long (?:is the wait|(?:do|will|must|would|should) (?:i|we) (?:have to |need to )?wait))\b"
)
_TIME = (
    r"(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|week ?(?:ends?|days?)|mornings?"
    r"|afternoons?|evenings?|nights?|lunch ?(?:time|break)?|noon|midday|now|asap|soon|later|early|earlier|late"
    r"|(?:next|this) week|an hour|half an hour|work|school|dinner|hours|a (?:good |bad )?time"
    r"|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?| o'?clock)?)"
)
_AT = r"(?:(?:on|in|at|after|before|by|around|about|until|till|from|outside|the|a|this|next|my|ok|okay|any|some) ){0,3}"
# "Is 5pm ok", "how soon" and "can it be after 5" are about when the call comes.
_ON_TIME_OF_CALL: Final = re.compile(
    rf"(?:how (?:soon|quick|quickly|fast)|when|what (?:time|day)|which day)"
    r"(?: (?:is|will|would|can|could|might) (?:that|it|this)(?: (?:be|happen|come))?)?(?: please| roughly| about)?"
    r"|(?:is|are|does|do|would|will|can|could|may|should|how about|what about|what if)"
    r"(?: (?:it|that|this|we|you))?(?: only)?(?: (?:be|do|make it|happen|come|wait))?(?: only)?"
    rf" {_AT}{_TIME}(?: {_TIME})?(?: (?:and|or|to|till|until|in the|at|tomorrow|today) {_AT}{_TIME})?"
    r"(?: (?:be|ok|okay|okey|fine|good|better|best|work|works|possible|all right|alright|too late|too early|too soon"
    r"|do|suit|for you|for me|only|instead|please|pls|then|also|too|at all|or not)){0,4}"
)
# Whether somebody may or should, what it would do to whom it is asked for, and whether something stands against it.
_THING = r"(?:it|this|that|they|these|kap|ketamine|the (?:\w+ )?(?:treatment|therapy|sessions?|dose|infusions?|drug))"
_JUDGED = (
    r"(?:ok|okay|safe|fine|alright|all right|allowed|dangerous|risky|bad|harmful|possible|a problem|an issue|too risky"
    r"|unsafe|a risk|a deal ?breaker|disqualifying|out of the question|a good idea|a bad idea|suitable|eligible|wise)"
)
# What is no illness of anybody: "are the side effects dangerous".
_NO_REASON = (
    r"(?:i|we|you|he|she|everything|things|all|there|not|always|usually|people|patients|everyone|anyone"
    r"|(?:any of )?(?:the |these |those |your )?(?:side effects?"
    r"|sessions?|infusions?|spray|shot|drip|clinic|effects?|feelings?|trip)|the nasal spray|a session|an infusion)"
)
_ASKS_LEAVE: Final = re.compile(
    r"(?:^(?:do|have|get|try|start|take) (?:it|this|kap|ketamine) (?:if|while|when|with|during|after|on|despite)\b"
    r"|\b(?:(?:can|may|could|should|shall|must|might) (?:i|we)\b(?! (?:bring|see|know|ask|expect|prepare))"
    r"|how (?:much|many(?! (?:sessions|visits|treatments|infusions|hours|times))|often) (?:\w+ ){0,3}?"
    r"(?:can|may|should|could|must|do|would) (?:i|we)\b"
    rf"|(?:is|are|would|will|could|can|might) {_THING} (?:\w+ ){{0,3}}?{_JUDGED}"
    r" (?:\w+ )?(?:with|for|if|when|while|during|after|on|to|despite|even|given|at|considering)\b"
    rf"|(?:is|are|would|will|could|can|might) (?!(?:{_THING}|{_NO_REASON})\b)(?:\w+ ){{1,6}}?{_JUDGED}\b"
    rf"|(?:does|do|would|will|could|can|might|is|are) {_THING} (?:\w+ ){{0,4}}?(?:worse|worsen|harm|hurt|trigger|affect"
    r"|damage|interact|clash|interfere|mix|kill)\w{0,4} (?:\w+ ){0,2}?(?:my|me|with)\b"
    r"|(?:my|me) (?:\w+ ){0,3}?worse|(?<!what )(?<!which )(?:rule|count|knock)s? (?:\w+ ){0,2}?out\b"
    r"|disqualif\w+|contra ?indicat\w+"
    r"|(?:do|would|will|does) (?:you|they|the clinic) (?:\w+ )?(?:accept|reject|refuse|turn away|exclude|allow)\b))"
)
# What is asked of one's medicine or habits, and of the amount, is asked of whoever knows their health.
_ASKS_ADVICE: Final = re.compile(
    r"\b(?:(?:should|shall|must) (?:i|we)|do (?:i|we) (?:have|need|got) to) (?:\w+ )?(?:stop|quit|start|cut|give up"
    r"|take|reduce|skip|fast|change|lower|increase)\b|\b(?:dose|dosage|\d+ ?mg)\b (?:\w+ ){0,3}?(?:i|me|my)\b"
    r"|\bhow (?:much|many) (?:\w+ ){0,3}?(?:should|can|do|must|may|could) (?:i|we) (?:\w+ )?(?:take|have|use)\b"
)
_STOPS_HERE: Final = re.compile(
    r"\b(?:stop|quit|pause|skip) (?:now|here|for (?:now|today)|this question|the (?:questions|form|chat))"
    r"(?: then)?[ .?]*$"
)
# What somebody may do on the day is no leave for a treatment, and whoever calls knows it.
_ON_THE_DAY: Final = re.compile(
    r"\b(?:(?:can|could|may|should|must|might|shall) (?:i|we)|(?:is it|would it be) (?:ok|okay|fine|safe|alright"
    r"|all right|possible)(?: for me)?(?: if i| to)) (?:(?:still|also|just|then|even|please|to) ){0,2}"
    r"(?:drive|eat|drink|work|wear|sleep|go (?:home|back|to (?:work|bed|school))|leave|fly|travel|listen|walk"
    r"|talk|exercise|shower|watch|record|read|use my (?:phone|laptop)|come|cook|study|train|run|swim|move|stop (?:it|a"
    r" session|the session))\b"
)
# How a treatment goes, and nothing that one has or takes.
_OF_A_TREATMENT: Final = re.compile(
    r"\bmy (?:\w+ )?(?:sessions?|treatments?|appointments?|visits?|infusions?|doses?|therap(?:y|ist)|body|mind|eyes)\b"
    r"|\bi (?:have|had|get) (?:a|an|the) (?:really )?(?:bad|hard|difficult|scary|panic|awful) \w+"
    r"|\bif i (?:panic|cry|fall asleep|want to stop|get scared|feel|freak out)\b"
)
_NAMES_WHAT_ONE_HAS: Final = re.compile(
    r"\bmy \w|\b(?:with|despite|given|on|because) (?!(?:me|you|us|it|that|this|the (?:day|room)|average)\b)\w|\bif i\b"
    r"|\bi(?:'?ve| have| had| took| was| use| used| drink| smoke)\b"
)
_POINTS_BACK: Final = re.compile(r"\b(?:that|this|these|those|they|them)\b")
# No leave for a treatment: what somebody may do in this chat or at the clinic.
_OF_THE_CHAT: Final = re.compile(
    r"\b(?:pre ?-?screen\w*|questionnaire|form|questions?|appointments?|booking|chat|answers?|data|account|message"
    r"|pay|insurance|cancel|book|reschedule|wait|start now|sign up)\b"
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
    """Whether such a question is about what somebody takes, or should."""
    if _STOPS_HERE.search(plain_letters(asked)) and not names_a_medicine(asked):
        return False
    is_advice = _ASKS_ADVICE.search(plain_letters(asked)) is not None
    return is_advice or names_a_medicine(asked) or plans_a_change(asked) or speaks_of_changing_a_medicine(asked)


def asks_leave_beside(asked: str) -> bool:
    """Whether such a question asks if somebody may or should, or what it would do to them: "is it ok with my heart"."""
    words = plain_letters(asked)
    is_of_chat = _OF_THE_CHAT.search(words) is not None or _STOPS_HERE.search(words) is not None
    is_of_other = is_of_chat or _is_on_the_day(words)
    return _ASKS_LEAVE.search(words) is not None and not is_of_other


def asks_of_what_they_told(asked: str) -> bool:
    """Whether such a question may be about what was told before it: "is that normal"."""
    return asks_if_all_right(asked) and _POINTS_BACK.search(plain_letters(asked)) is not None


def asks_how_it_goes(asked: str) -> bool:
    """Whether such a question names nothing that somebody has or takes: "how long does my first session take". What is
    written on the course of a treatment is no leave then, and no advice."""
    words = plain_letters(asked)
    return _NAMES_WHAT_ONE_HAS.search(_OF_A_TREATMENT.sub("it", words)) is None


def _is_on_the_day(words: str) -> bool:
    return _ON_THE_DAY.search(words) is not None and _NAMES_WHAT_ONE_HAS.search(words) is None


def _asks_beside(part: str) -> bool:
    if len(part.split()) > _MOST_WORDS_ASKED or len(part.split()) < 2:
        return False
    if surely_wants_person(part) or asks_for_person(part) or _WAITS_FOR_CALL.search(part):
        return False
    if _ON_TIME_OF_CALL.fullmatch(part):
        return False
    return surely_asks(part) or re.match(rf"{_ASKING}\b", part) is not None
