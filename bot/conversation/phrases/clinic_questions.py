"""What people ask of the clinic itself: its number, address or hours, an appointment, someone to talk to, how old one
must be."""

import re
from typing import Final

from bot.conversation.phrases.person_wishes import asks_a_rule, only_tells_of_one, surely_wants_person
from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.conversation.phrases.refused_calls import refuses_calls, without_refused_calls
from bot.safety.normalisation import plain_letters

# Whoever writes more tells a story, and Rasa is asked what it is about.
_MOST_WORDS: Final = 12
_MOST_WORDS_OF_A_REQUEST: Final = 40
# In so many words there are too many ways to ask; Rasa knows them better.
_MANY_WORDS: Final = 7

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:hi|hello|hey|ok|okay|so|and|but|please|pls|sorry|excuse me|thanks|wait|well|yes|no|also|just|quick question"
    r"|can you tell me|could you tell me|tell me|do you know|i (?:need|want|would like)(?: to know)?|give me|send me"
    r"|can i (?:have|get)|could i have|may i have|may i know|can you give me|let me have|got|need) ){0,4}"
)
_TAIL = (
    r"(?: (?:please|pls|then|again|there|thanks|thank you|now|today|tomorrow|exactly|by the way|btw|u|you|guys|so i can"
    r" (?:call|ring|phone|write|come)|for (?:you|them|the clinic|questions|enquiries|inquiries|queries|me)|on here"
    r"|on (?:this|the|your) (?:page|site|website)|somewhere|of (?:the|your) (?:clinic|office|practice|place)"
    r"|at (?:the|your) (?:clinic|office|place))){0,4}"
)
_CLINIC = r"(?:the clinic|your clinic|the office|your office|the practice|the place|reception|the reception)"
_THEM = rf"(?:you|u|ya|them|{_CLINIC}|you guys|you lot|you people|your (?:people|team|staff)|the (?:team|staff))"
_OWNER = (
    rf"(?:(?:the|your|their|ur|a|an|any|clinics?|clinic s|main|reception s?|{_CLINIC}(?: s)?"
    r"|(?:dr|doctor|nurse) \w+ (?:is|s)) ){0,3}"
)
_WAY = (
    r"(?:(?:(?:phone|telephone|tel|mobile|cell|contact|fax|landline|office|whatsapp|street|postal|mailing|email|e mail"
    r"|mail|web) ){0,2}"
    r"(?:number|phone|telephone|address|location|e ?mail|contacts?|details|info|landline|website|whatsapp|fax|hotline)"
    r"|(?:contact|web|online|enquiry|inquiry) form)"
)
_CALL = r"(?:call|ring|phone|telephone|reach|contact|e ?mail|text|write to|get hold of|get in touch with|find|visit)"
_MAY = r"(?:do|can|could|may|should|would|must|might)"
_ASKS_FOR_CONTACT: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:(?:(?:what|which|where) (?:is|are)|whats|wheres) )?{_OWNER}{_WAY}"
    rf"|what (?:number|address|email) (?:{_MAY} i|is it|to) ?(?:{_CALL})?"
    rf"|how {_MAY} (?:i|we|one|people|she|he) {_CALL} {_THEM}|how to {_CALL} {_THEM}"
    rf"|(?:who|whom|where) (?:{_MAY} (?:i|we)|to) (?:call|ring|phone|telephone|contact|e ?mail|write)(?: to)?"
    rf"|{_MAY} (?:i|we) {_CALL} {_THEM}"
    rf"|(?:how )?{_MAY} (?:i|we) (?:write|send|drop|leave|e ?mail) {_THEM} an? (?:\w+ )?(?:letter|e ?mail|note|message)"
    rf"|where (?:are you|is {_CLINIC}|are you (?:located|based|situated))(?: located| based| situated)?"
    rf"|(?:do|have) (?:you|yous|yall|ya) (?:have|got|guys have) (?:(?:a|an|any|your own) )?{_WAY}"
    rf"|is there (?:a|an|any|some) {_WAY}(?: (?:i|we|to|where i) (?:can )?{_CALL}(?: {_THEM})?)?"
    rf"){_TAIL}"
)
_DAY = (
    r"(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?|the weekend|week days"
    r"|weekdays|today|tomorrow|tonight|now|right now|late|early|evenings|in the (?:morning|evening)s?|at (?:night"
    r"|lunch)"
    r"|christmas|holidays)"
)
_OPEN = r"(?:open(?:ing)?|close[sd]?|closing|shut|available|reachable|there|in the office)"
_ASKS_FOR_HOURS: Final = re.compile(
    # "Hello, is anyone there" asks for no hours.
    rf"{_LEAD}(?!(?:is|are) (?:anyone|someone|you|they) there(?: (?:please|now|thanks|hello))*$)(?:"
    r"(?:(?:what|when) (?:is|are) )?(?:(?:the|your|their|clinics?|clinic s) ){0,2}"
    r"(?:opening|office|business|clinic|consulting|reception|phone) (?:hours|times?)"
    r"|(?:what are )?(?:the|your|their) (?:hours|times)|hours"
    rf"|(?:when|what (?:time|days?|hours)|until when|till when|how (?:late|long|early)) (?:are|do|does|is|will|can)"
    rf" (?:{_THEM}|they|it|someone|anyone) (?:be )?{_OPEN}(?: up)?"
    rf"|(?:when|what times?|what days?) (?:do|does|can|will) (?:{_THEM}|they|someone|anyone|somebody) (?:ever )?"
    r"(?:pick up|answer)(?: (?:the )?(?:phones?|calls))?(?: over there)?"
    rf"|(?:are|is|will) (?:{_THEM}|they|anyone|someone) (?:be )?{_OPEN}(?: (?:on |at "
    rf"|over )?{_DAY}(?: and {_DAY})?){{0,2}}"
    rf"|(?:you|u) open(?: (?:on )?{_DAY})?"
    rf"|(?:do|does) {_THEM} open(?: (?:on |at )?{_DAY})"
    rf"){_TAIL}(?: (?:on )?{_DAY})?"
)
_ONE = r"(?:you|i|we|one|people|someone|somebody|a (?:person|patient)|patients|they)"
_ASKS_FOR_AGE: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:what|which|from what|at what) age (?:do|does|must|should|can|is) {_ONE}(?: have to| need to| need| must)?"
    r"(?: be| start| begin| do it| have it| get it)?"
    rf"|how old (?:do|does|must|should) {_ONE}(?: have to| need to| must)? be"
    r"|(?:(?:what|which) is |is there )?(?:the |an? |any )?(?:minimum |lowest |youngest |legal |lower )?age"
    r"(?: limits?| restrictions?| requirements?| minimum)"
    r"|(?:what is |is there )?(?:the |a )?(?:minimum|lowest|youngest|legal) age(?: for (?:it|this|kap))?"
    rf"|(?:do|must|should) {_ONE} (?:have to |need to )?be (?:an adult|(?:over |at least )?(?:18|eighteen|21)|of age)"
    r"|is (?:it|this|kap) (?:only )?for (?:adults|over 18s?|18 plus)(?: only)?"
    rf"){_TAIL}"
)
_APPOINTMENT = (
    r"(?:appointments?|appt|appts|booking|reservation|consult(?:ation)?|assessment|intake|check ?up|(?:first )?session"
    r"|visit|slot|time slot|meeting|date|(?:intake |intro |first )?call)"
)
_WHOSE = (
    r"(?:(?:my|our|the|an|this|that|his|her|their|next|todays?|tomorrows?|first|second|last|mondays?|tuesdays?|fridays?"
    r"|wednesdays?|thursdays?|upcoming|whole) ){1,3}"
)
_MOVE = (
    r"(?:cancel(?:l?ing|l?ed)?|re ?schedul(?:e|ing)|postpon(?:e|ing)|mov(?:e|ing)|shift(?:ing)?|chang(?:e|ing)"
    r"|re ?book(?:ing)?|push back|call off|swap)"
)
_CHANGES_APPOINTMENT: Final = re.compile(
    # cancel my appointment; can i move my session to friday; not "change my date of birth"
    rf"\b{_MOVE} {_WHOSE}{_APPOINTMENT}\b(?! (?:of birth|type|room))|\bcancel appointment\b"
    rf"|\b{_MOVE} (?:it|this|that) (?:to|for|until) (?:her|him|me|them|another|next|a (?:later|different)|\w+day)\b"
    r"|^(?:\w+ ){0,4}re ?schedule(?: it| this| that)?(?: please| for (?:her|him|me|them)| to \w+)?$"
    rf"|\b(?:running|will be|am|going to be) late (?:for|to) {_WHOSE}{_APPOINTMENT}\b"
    rf"|\b(?:can not|will not|could not|not able to) (?:make|come to|attend|keep) {_WHOSE}{_APPOINTMENT}\b"
)

_BEING = (
    r"(?:person|persons?|people|human(?: being)?s?|hooman|someone|somebody|some ?one|anyone|anybody|staff|nurses?"
    r"|doctors?"
    r"|dr|docs?|clinicians?|therapists?|receptionist|reception|agent|operator|representative|rep|team|supervisor"
    r"|manager|boss|coordinator|secretary|pharmacist|psychiatrist|physician|counsell?ors?|lady|woman|man|admin|clinic"
    r"|advocate|interpreter|key ?worker|case ?worker|social worker|professional|specialist|expert|adult|grown up|voice"
    r"|office|desk|practice)"
)
_BARE_BEING = (
    r"(?:person|human(?: being)?|hooman|staff|nurse|doctor|therapist|clinician|receptionist|reception|agent|operator"
    r"|representative|rep|supervisor|manager|secretary|coordinator|someone real|somebody real|callback|call ?back)"
)
_SOME = (
    r"(?:(?:a|an|the|some|any|your|one|real|actual|live|living|proper|human|another|member of|senior|medical|duty|with"
    r"|of|that|this|female|male|kind|nice|actually|whoever is|someone|somebody) ){0,5}"
)
_KIN = r"(?:mother|mom|mum|dad|father|wife|husband|son|daughter|partner|parents?|sister|brother|gp|doctor|carer)"
_ASKS_FOR_PERSON: Final = re.compile(
    rf"^(?:(?:please|pls|ok|hi|hello|hey|no|a|an|the|real|live|actual|human|get|give me|need|want|i want|i need|just"
    rf"|now"
    rf"|yes|operator|agent) ){{0,4}}{_BARE_BEING}(?: (?:please|pls|now|asap|thanks|agent|person)){{0,3}}$"
    rf"|\b(?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|a word|meet|sit down|connect(?: me)?) (?:\w+ )?(?:to"
    rf"|with) (?!you\b)"
    rf"{_SOME}{_BEING}\b"
    r"|\b(?:can|could|may|who|whom|someone|somebody|want to|need to|like to|rather|someone i|someone to) "
    r"(?:\w+ ){0,3}(?:talk|speak)\b(?: (?:to|with))?(?! (?:about|of|english|german|spanish|french)\b)"
    rf"|\b(?:talk|speak) to (?:me|us)\b(?= (?:please|now|in person)|$)"
    r"|\b(?:put|pass|connect|transfer|patch) (?:me|us|this|my \w+|it)\b(?: (?:through|thru|over|on|onto|to|with)\b)?"
    rf"|\b(?:get|give|find|fetch|bring) me {_SOME}{_BEING}\b|\bget (?:{_SOME})(?:{_BEING}) to\b"
    rf"|\b(?:i|we) (?:just |really |only )?(?:want|need|would (?:like|prefer)|prefer|demand)"
    rf" (?:to (?:see|reach|contact|get|have) )?(?:a|an|some|the|real|actual|your|someone|somebody"
    rf"|any) ?{_SOME}{_BEING}\b"
    rf"|\bis there (?:a|an|any|some|someone|somebody|anyone) ?{_SOME}(?:{_BEING}\b)?(?: i (?:can|could)| here| there"
    rf"| to|$)"
    r"|\b(?:can|could|would|please|have|get|let|ask|make|want|need|like|tell)(?: \w+){0,6}? "
    rf"(?:call|ring|phone|telephone|text|e ?mail|contact|write to|write|get back to|get in touch with|reach out to"
    rf"|visit)"
    rf" (?:me|us|my (?:\w+ )?{_KIN})\b"
    r"|^(?:please |pls |just |ok |yes |then ){0,3}(?:call|ring|phone|text|e ?mail|contact) (?:me|us)\b"
    r"|\b(?:call|ring) me (?:back|after|at|tomorrow|later|instead|on|please|before|when)\b"
    r"|\bcall ?backs?\b|\bphone call\b|\bget in touch\b|\bget back to me\b|\brang me\b|\bnobody (?:rang|called)\b"
    rf"|\b(?:book|arrange|make|schedule|set up|fix|want|need|would like|get) (?:me )?(?:a|an|one)(?: \w+)? "
    rf"(?:appointment|appt|call|callback|chat|slot|consult(?:ation)?|home visit)\b"
    r"|\b(?:make|file) a complaint\b|\bleave (?:a message|my (?:number|details|name))\b"
    rf"|\b(?:ask|tell|let|have) (?:{_SOME})(?:{_BEING}|them) (?:to|know|that)\b|\bforward my\b"
    r"|\b(?:hablar|parler|falar|parlare|llam\w+|rappel\w*|appel\w*|ligar|chiam\w+|sprechen mit|mit (?:einem|einer"
    r"|jemand\w*)|anrufen|zuruckrufen)\b"
)
_NAMES_STAFF: Final = re.compile(
    r"\b(?<!my )(?<!his )(?<!her )(?<!their )(?:humans?|hooman|person|staff|nurses?|doctors?|docs?|clinicians?"
    r"|receptionist"
    r"|reception|representative|advocate|supervisor|agent|help ?desk|customer service|actual people|(?:your|the) team"
    r"|in charge|grown up|a pulse|real voice|facetime|video call|live chat|phone me|ring me|call me|message me"
    r"|appointment"
    r"|authority|reach out|on the line|transfer|call|calls|phone|ring|text|e ?mail|video|whatsapp|zoom|a word|talk"
    r"|speak|speaking|(?:want|need|see|get) my (?:therapist|nurse|guide|coordinator)"
    r"|yall|you guys|guides?|facilitators?|in writing)\b"
)
# "Will someone call my work", "does she call me": they ask whether it will happen, and want it or fear it.
_ASKS_WHETHER: Final = re.compile(
    r"^(?:(?:ok|so|and|but|wait|hi) ){0,2}(?:will|do|does|did|why|when (?:will|do|does|did)|how (?:long|soon)|are|is it"
    r"|who|what|has|have you|if)\b.*\b(?:call|ring|phone|contact|text|e ?mail|tell)(?:s|ed|ing)?\b"
)
# These ask how to get one, or offer a way to be reached, and no longer whether: "who can i call", "will a nurse ring me
# if i leave my number".
_ASKS_FOR_ONE: Final = re.compile(
    r"\b(?:(?:i|we) (?:can|could|may|might|would)|(?:can|could|would|may) (?:i|we)|possible to)\b"
    r"|\b(?:will|would|going to) .*\b(?:call|ring|phone|text|e ?mail|contact) (?:me|us) (?:back|if i (?:leave|give|send"
    r"|put|type|write))\b"
)
_REFUSES: Final = re.compile(
    r"\b(?:do not|never|not|no|stop|without)(?: \w+){0,2} (?:call|calling|ring|ringing|phone|contact|contacting|text"
    r"|talk|speak|want (?:a |to talk|to speak))\b"
)
_REFUSES_TYPING: Final = re.compile(r"\b(?:bot|robot|machine|typing|type|computer|screen|app|answer|answered|picked)\b")

_OF_WHAT = (
    r"(?:it|this|that|they|kap|ketamine|the (?:whole (?:thing|lot)|treatments?|therapy|sessions?|infusions?|series"
    r"|course)"
    r"|(?:a|one|each|every) (?:session|treatment|infusion|visit|go)|all (?:of )?(?:this|that|it)|everything|you|people)"
)
_PRICE = r"(?:prices?|costs?|fees?|charges?|rates?|price list|price tag|pricing|bill)"
_ASKS_FOR_COST: Final = re.compile(
    rf"{_LEAD}(?:what about the money )?(?:"
    rf"(?:what|how much) (?:does|do|will|would|did|is|are|can|might) {_OF_WHAT} (?:(?:all|usually|normally|roughly"
    rf"|going to"
    r"|gonna) ){0,2}(?:cost|costs|come to|set me back|run me|charge|pay)(?: me| us| people)?"
    rf"|what (?:is|are|was|would be|about) (?:the|your|its|their) (?:(?:total|usual|rough|average|full) )?{_PRICE}"
    rf"|(?:the |your )?{_PRICE}|how much (?:is|are|would be|for) {_OF_WHAT}"
    rf"|how (?:expensive|pricey|dear|costly) (?:is|are) {_OF_WHAT}"
    rf"|is {_OF_WHAT} (?:(?:very|really|that|so|too) )?(?:expensive|pricey|dear|costly|free|affordable|cheap)"
    r"|how much (?:do|does|will|would|should|must) (?:i|we|one|people|you) (?:have to |need to )?(?:pay|charge|spend"
    r"|owe"
    r"|ask)|what (?:do|does|would|will) (?:i|we|you|they) (?:have to )?(?:pay|charge|owe)"
    rf")(?: (?:of|for) {_OF_WHAT}| per (?:session|visit|treatment|go|person)| (?:in total|altogether|all in|roughly"
    rf"|about|each|a session|each time|usually|normally))?{_TAIL}"
)
_PARTS: Final = re.compile(r"[?.!,;\n]+|\b(?:and|also|but|plus)\b")
_CHANGED = (
    r"(?:cancel(?:l?ed|l?ing)?|re ?schedul(?:ed?|ing)|postpon(?:ed?|ing)|mov(?:ed?|ing)|shift(?:ed)?|chang(?:ed?|ing)"
    r"|done|re ?book(?:ed)?|sorted|off|gone|taken care of|set|do|confirm(?:ed)?|through|arranged|all set|all good)"
)
_ASKS_WHETHER_CHANGED: Final = re.compile(
    rf"{_LEAD}(?:(?:so|then|great|cool|good|perfect|you mean|that means) ){{0,3}}"
    rf"(?:(?:did|have|has|is|was|are|were|will|so)? ?(?:you|u|it|that|this|they|she|he|someone|everything"
    rf"|(?:the|my) (?:\w+ )?{_APPOINTMENT})"
    rf"(?: (?:is|was|has been|have|did|been|be|will be|are|got|get|now|already|really|just|all)){{0,3}} {_CHANGED}"
    rf"(?: (?:it|that|this|my (?:\w+ )?{_APPOINTMENT}))?|(?:is )?(?:all )?(?:cancel+ed|rescheduled|moved|done)"
    rf"|i do not (?:have|need) to (?:come|go|call)(?: in)?)"
    rf"(?: (?:yet|already|now|then|right|for (?:me|her|him)|please|ok|thanks|thank you|yes|or not|to \w+"
    rf"|on \w+)){{0,4}}"
)


def asks_for_contact(text: str) -> bool:
    """Whether a short message asks for the clinic's own number, address, e-mail or opening hours."""
    words = few_words(text, _MOST_WORDS)
    return _ASKS_FOR_CONTACT.fullmatch(words) is not None or _ASKS_FOR_HOURS.fullmatch(words) is not None


def asks_for_cost(text: str) -> bool:
    """Whether a short message asks what it costs, which is about no topic that was spoken of before."""
    return _ASKS_FOR_COST.fullmatch(few_words(text, _MOST_WORDS)) is not None


def asks_for_age(text: str) -> bool:
    """Whether a short message asks from what age on it is."""
    return _ASKS_FOR_AGE.fullmatch(few_words(text, _MOST_WORDS)) is not None


def changes_appointment(text: str) -> bool:
    """Whether a short message wants an appointment cancelled or moved."""
    return _CHANGES_APPOINTMENT.search(few_words(text, _MOST_WORDS)) is not None


def asks_whether_changed(text: str) -> bool:
    """Whether a short message asks, or takes as done, that an appointment was cancelled or moved: "did you cancel
    it"."""
    return _ASKS_WHETHER_CHANGED.fullmatch(few_words(text, _MOST_WORDS)) is not None


def contact_asked_beside(text: str) -> bool:
    """Whether one part of a message asks for the clinic's number, address or hours, and another for something else."""
    if len(text.split()) > _MOST_WORDS_OF_A_REQUEST:
        return False
    parts = [part for part in _PARTS.split(plain_letters(text)) if part.strip()]
    return len(parts) > 1 and any(asks_for_contact(part) for part in parts)


def asks_for_person(text: str) -> bool:
    """Whether a message asks, in words, for a person, a call or a visit; not whether there will be one."""
    words = plain_words(text)
    if surely_wants_person(text):
        return True
    if not words or len(words.split()) > _MOST_WORDS_OF_A_REQUEST or _asks_whether(words) or refuses_calls(text):
        return False
    return (
        not (only_tells_of_one(text) or asks_a_rule(text))
        and _ASKS_FOR_PERSON.search(_without_refusal(words)) is not None
    )


def may_ask_for_person(text: str) -> bool:
    """Whether a message could ask for a person, where something else is sure of it: it names one, or tells a story."""
    words = plain_words(text)
    if _asks_whether(words) or only_tells_of_one(text) or asks_a_rule(text):
        return False
    if _without_refusal(words) != words:
        return asks_for_person(text)
    return _NAMES_STAFF.search(words) is not None or len(words.split()) >= _MANY_WORDS


def _asks_whether(words: str) -> bool:
    return _ASKS_WHETHER.search(words) is not None and _ASKS_FOR_ONE.search(words) is None


def _without_refusal(words: str) -> str:
    """What is left beside a word against calls: "not the phone please, can someone email me"."""
    left = without_refused_calls(words)
    return left if _REFUSES_TYPING.search(left) else _REFUSES.sub(" ", left)
