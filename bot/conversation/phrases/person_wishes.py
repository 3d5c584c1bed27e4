"""Whether a message surely wants a person of the clinic, and whether it only tells of a talk with one."""

import re
from typing import Final

from bot.conversation.phrases.contact import without_ways
from bot.conversation.phrases.kin_calls import kin_to_call
from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.conversation.phrases.refused_calls import refuses_calls

_MOST_WORDS: Final = 40

# Every pattern below is for words as `plain_words` leaves them.
_STAFF = (
    r"(?:person|humans?|human beings?|hooman|nurses?|doctors?|dr|docs?|clinicians?|therapists?|receptionist"
    r"|reception|staff(?: member)?|staff|agent|operator|representative|rep|supervisor|manager|coordinator|secretary"
    r"|pharmacist|psychiatrist|physician|counsell?ors?|specialist|team|lady)"
)
_ANYBODY = r"(?:someone|somebody|some one|anyone|anybody|any ?1|whoever)"
_SOME = (
    r"(?:(?:a|an|the|some|any|your|one of (?:the|your)|real|actual|live|living|proper|human|another|member of|of|duty"
    r"|female|male|kind|nice|medical|senior|flesh and blood|genuine) ){0,5}"
)
_BEING = (
    rf"(?:{_SOME}{_STAFF}|{_ANYBODY}(?: (?:real|else|human|there|here|of yours|(?:at|from|in|on) (?:the|your) \w+))?)"
)
_REAL = (
    r"(?:(?:a|an|the|some|any|your|just|only) ){0,2}"
    rf"(?:(?:real|actual|live|living|proper|genuine|human) ){{1,3}}{_STAFF}"
)
_CALL = (
    r"(?:call|ring|phone|telephone|text|e ?mail|message|whatsapp|contact|write to|get back to|get in touch with"
    r"|reach out to)"
)
_KIN = r"(?:mother|mom|mum|dad|father|wife|husband|son|daughter|partner|parents?|sister|brother)"
_TALK = (
    r"(?:talk|speak|chat|talking|speaking|chatting|have a (?:word|chat|talk)|a word|discuss (?:it|this|that|things))"
)
_MACHINE = r"(?:bots?|robots?|machines?|computers?|programs?|chat ?bots?|ai|a ?i|automat\w+|software|app)"
_OUT_LOUD = (
    r"(?:(?:over|by|on|via|through) (?:the |a )?(?:phone|telephone|call|voice|video)|out loud|face to face"
    r"|in person)"
)
_WANT = (
    r"(?:(?:i|we) (?:(?:would|will|do|just|really|only|also|still|now|much|rather|sooner|kind of) ){0,4}"
    r"(?:want|need|like|love|prefer|rather|sooner|have)(?: to| be able to)?|let (?:me|us)|can (?:i|we)|could (?:i|we)"
    r"|may (?:i|we)|might (?:i|we)|how (?:do|can|could) (?:i|we)|who (?:do|can|could) (?:i|we)|(?:is it|would it be)"
    r" (?:ok|okay|possible|easier|better) (?:if i |to )|i am looking to|any (?:way|chance) (?:to|of|i can|i could)"
    r"|want to|need to|would like to|prefer to|rather|(?:feel|be) (?:\w+ )?(?:better|easier|safer|happier"
    r"|comfortable))"
)
_EXPLAIN = r"(?:explain(?:s|ing)?|go(?:es|ing)? (?:over|through|thru)|talk(?:s|ing)? (?:me|us) (?:through|thru))"
_SURE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # "I'd rather talk to a human being about it", "can i speak with somebody"
        rf"\b{_WANT} (?:(?:please|just|maybe|actually|quickly|get to|go and) ){{0,2}}{_TALK}"
        rf" (?:\w+ ){{0,2}}?(?:to|with) {_BEING}\b",
        # "can a nurse phone me", "could someone please give me a ring"
        rf"\b(?:can|could|would|might|may|please have|have|get|ask|let|want|need|would like) {_BEING}"
        rf" (?:(?:please|just|maybe|possibly|kindly|to|be able|able|possible|then|quickly) ){{0,3}}{_CALL}"
        rf" (?:me|us|my {_KIN})\b",
        r"\bgive (?:me|us|my \w+) an? (?:quick |short )?(?:call|ring|bell|buzz)\b",
        rf"^(?:(?:please|pls|just|ok|yes|then|hi|hello|can you|could you|would you|will you) ){{0,3}}{_CALL}"
        r" me(?: (?:back|please|pls|a (?:call|ring)|now|asap|later|today|tomorrow|thanks|at|on)){0,4}"
        r"(?: my (?:number|e ?mail|phone|cell|mobile)(?: is)?)?(?: (?:please|pls|thanks|thank you)){0,2}$",
        # "can someone explain this over the phone"
        rf"\b(?:can|could|would|might|may|want|need|prefer|have) {_BEING} (?:(?!after|during|if)\w+ ){{0,6}}?"
        rf"{_OUT_LOUD}",
        rf"\b{_WANT} (?:(?:please|just) )?(?:discuss|talk|explain|hear|go over|go through)(?: \w+){{0,4}}?"
        r" (?:over|by|on) the (?:phone|telephone)\b",
        # "is there somebody i can ring"
        rf"\b(?:is|are) there {_BEING}(?: (?:that|who|whom|here|there|at the clinic|i|we)){{0,3}}"
        r" (?:can|could|may|might) (?:(?:just|please|actually) )?"
        r"(?:call|ring|phone|text|talk (?:to|with)|speak (?:to|with)|chat (?:to|with)|reach|contact|talk|speak)(?:"
        r" to)?"
        r"(?: (?:about (?:it|this|that|all (?:this|that))|please|instead|now|today|there|here|on the phone)){0,3}$",
        # "not you, a person"; "a person, not a machine"
        rf"(?:^|\b(?:no|please|want|need|get me|give me|to|with) )(?:not|no|no more|enough of|instead of|rather than)"
        rf" (?:(?:to|with|a|an|the|this|your|some|another|more|stupid|bloody) ){{0,3}}(?:you|{_MACHINE})"
        rf"(?: (?:but|please|now|i|want|need|just|thing|thanks)){{0,4}} {_SOME}{_STAFF}\b",
        rf"(?:^|\b(?:want|need|prefer|like|get me|give me|to|with|just|please) ){_SOME}{_STAFF}(?: please)? (?:and )?"
        rf"(?:not|instead of|rather than) (?:(?:to|with|a|an|the|this|your|some) ){{0,2}}(?:you|{_MACHINE})\b",
        # "put me through to someone", "get me a human"
        r"\b(?:put|pass|connect|transfer|patch|hand|switch|swap) (?:me|us)(?: (?:through|over|on|up)){0,2}"
        rf" (?:to|with|onto) {_BEING}\b",
        rf"\b(?:get|give|find|fetch|bring) (?:me|us) {_BEING}(?: (?:please|pls|now|on the (?:phone|line)|real"
        r"|to (?:talk|speak)(?: (?:to|with))?)){0,2}$",
        rf"\bput {_BEING} on(?: the (?:phone|line))?\b",
        # "can i get a real person", "i want a human"
        rf"\b(?:{_WANT}|want|need|give me|get me|prefer) (?:(?:get|have|see|reach|contact|ask|a) ){{0,2}}{_REAL}"
        r"(?: (?:please|pls|now|instead|on the (?:phone|line)|to (?:talk|speak)(?: (?:to|with))?|not \w+ \w+"
        r"|here)){0,3}$",
        rf"^(?:(?:please|pls|ok|no|just) ){{0,2}}(?:{_REAL}|{_ANYBODY} real)(?: (?:please|pls|now)){{0,2}}$",
        rf"\b{_WANT} (?:rather )?hear (?:it|this|that|all this) from (?:{_REAL}|(?:a|some) (?:person|human|nurse"
        rf"|doctor))\b",
        rf"\b{_WANT} (?:tell|ask|explain (?:it|this|that|things) to) {_REAL}\b",
        rf"\b{_WANT} (?:rather )?(?:tell|explain (?:it|this|that|things) to) (?:a|some) (?:person|human|nurse)\b",
        # "i want to ask a clinician myself", which is not to ask somebody for a lift
        rf"\b{_WANT} (?:(?:please|just|rather|also) ){{0,2}}(?:ask|consult|check with) {_SOME}{_STAFF}(?: (?:myself"
        r"|directly|about|something|a question|questions|a few|some|this|that|it|in person|please|first|instead|at the"
        r"|on the phone|there)\b|$)",
        # "no more bot answers, person now"
        rf"\b(?:stop|no more|enough|quit|sick|tired|fed up|done|had it)(?: \w+){{0,3}}? {_MACHINE}(?: \w+){{0,4}}?"
        rf" {_STAFF}(?: (?:now|please|pls|asap|instead|thanks))*$",
        # "i typed this 3 times, can a human read it"
        r"\b(?:times|again|already|twice|repeat\w*|same thing|over and over|understand|get it|get me|stuck|useless"
        rf"|not help\w*|no use)(?: \w+){{0,6}}? (?:can|could|would|will|may|let|have|want) {_BEING}"
        r" (?:please |actually )?(?:to )?(?:read|look|see|check|answer|reply|respond|help|take over|deal|handle)\b",
        # "I'd much rather a lady on the phone"
        rf"\b(?:rather|prefer|want|need|like|love) (?:(?:have|get|to|it|talk|speak|with|just) ){{0,3}}{_BEING}"
        rf" {_OUT_LOUD}",
        r"\b(?:want|need|like|looking for|make|get|have)(?: (?:to|get|be|make|some|more|direct|come|in|a|have)){0,3}"
        rf" (?:contact|touch) with (?:(?:the|your|a) )?(?:clinic|office|practice|{_BEING})\b",
        r"\b(?:want|need|arrange|request|book|would like|schedule) (?:a |me a )(?:phone call|call ?back)\b"
        r"(?! (?:and|from my)\b)",
        # "could i get transferred", "connect me with your intake coordinator"
        r"\b(?:can|could|may) i (?:please )?(?:get|be) (?:transferred|connected|put through|called)(?: to \w+ \w+"
        r"| please| back| now){0,2}$",
        r"\b(?:put|pass|connect|transfer|hook) me (?:through|over|up)?(?: ?)(?:to|with) (?:the|your) \w+ "
        r"(?:coordinator|desk|manager|nurse|team)\b",
        # "i want to hear it from the doctor's own mouth"
        rf"\b{_WANT} hear (?:it|this|that|all this) from {_SOME}{_STAFF} (?:is|s) own mouth\b",
        # "i want someone to talk me thru it", "easier if someone explains it", "explain it to somebody aloud"
        rf"\b{_WANT} {_BEING} to (?:just )?{_EXPLAIN}\b",
        rf"\b(?:easier|better|good|best) if {_BEING} (?:could |would |can )?{_EXPLAIN}\b",
        rf"\bis there {_BEING} (?:who|that) (?:can|could) (?:just )?{_EXPLAIN}\b",
        rf"\b{_WANT} explain (?:it|this|things|that|myself) to {_BEING} (?:{_OUT_LOUD}|aloud|who can see)",
        r"\b(?:rather|prefer|would prefer) (?:to )?not (?:to )?(?:do|say|put|write|discuss|tell|share) (?:this|that|it"
        r"|these|all this|this stuff|these things) (?:in writing|in text|by text|in a chat|over chat"
        r"|to a (?:bot|machine))$",
        r"\b(?:let|tell) (?:dr \w+|the \w+|your \w+) (?:know )?(?:that )?i (?:would like|want|need) a (?:word|call"
        r"|chat)\b",
        rf"\b(?:can|could|would|please) (?:you )?put {_BEING} with a (?:pulse|brain|heartbeat) on\b",
        r"\b(?:anyone|anybody|someone|somebody) (?:there |here )?i (?:can|could) (?:just )?(?:tell|talk to|speak to)$",
        r"\blet me talk to (?:people|humans)$",
    )
)
# "nope. human", "cant do forms. person?": the mark before the word shows that it stands by itself.
_ENDS_BARE: Final = re.compile(
    r"(?:[.!;]|^(?:ok|okay),|\b(?:no|nope|nah|please),) *(?:(?:a|an|the|real|actual|live|just|please|pls) ){0,3}"
    r"(?:person|human|human being|operator|receptionist)"
    r"(?: (?:please|pls|now))?[ .?!]*$"
)
# What the talk of a session, or a rule for all, is about.
_OF_THE_TREATMENT: Final = re.compile(
    r"\b(?:session|sessions|infusions?|dose|dosing|while i am (?:in|on|under)|during|under the influence|trip|on it"
    r"|the whole time|afterwards|the next day|before (?:each|every)|screening|if (?:i|it|something|anything))\b"
)
_ASKS_A_RULE: Final = re.compile(
    r"\b(?:(?:do|does|should|must|will|would) (?:i|we|you|people|one|they|he|she|patients) (?:\w+ )?"
    r"(?:have to|need to|need|get to|want to)|should i|(?<!how )do i|am i|are you|is this|is it|was that|you are"
    r"|they are)\b"
    r"(?! (?:ok|okay|possible))"
)
# "I don't want anyone to call me"; but "I don't want to talk to a bot" wants somebody else.
_REFUSED: Final = re.compile(
    r"\b(?:do not|does not|did not|never|rather not|would not|will not|no longer|no need|prefer not|not)"
    r"(?: (?:really|even|ever|just|actually|currently|to)){0,2}"
    r" (?:want|need|like|wish|have|care|prefer|get|let|ask|put|call|ring|phone|contact|talk|speak|text|e ?mail|be)\b"
    rf"(?! (?:(?:to|a|an|the|this|with|talk|speak|talking|speaking|some|any|your|more) ){{0,4}}(?:you|{_MACHINE}"
    rf"|typ\w+))"
    r"|\b(?:nobody|no one|without|instead of (?:calling|phoning|a call))\b"
    # "Stop with the bot answers" refuses no person.
    rf"|\bstop\b(?! (?:(?:with|this|the|that|your|all|using|giving|me|it) ){{0,4}}{_MACHINE}\b)"
)
_PAST = (
    r"(?:spoke|spoken|talked|called|phoned|rang|rung|met|saw|seen|texted|emailed|e mailed|contacted|visited|wrote"
    r"|heard"
    r"|chatted|messaged|told|said|asked|explained|went|reached|left)"
)
_TOLD: Final = re.compile(
    r"(?:^|\b(?:and|but|because|when|that|so|since|after) )"
    r"(?:(?:yes|yeah|no|ok|well|actually|oh|yesterday|today|last \w+) ){0,2}"
    r"(?:i|we) (?:(?:have|had|already|just|did|once|even|finally|also) ){0,3}"
    rf"(?!(?:told|said|asked) (?:you|i|for)\b){_PAST}\b"
    r"|(?:^|\b(?:and|but|because|when|that|so|since|after) )(?:(?:yes|yeah|no|ok|well|actually|oh) ){0,2}"
    r"(?:he|she|they|the (?:clinic|nurse|doctor|office|staff|therapist)|(?:my|his|her|our|their|your|a|the|one|one of)"
    rf" (?:\w+ ){{0,3}}?\w+|(?:someone|somebody|one)(?: (?:from|at|of) (?:the|your|my) \w+)?)"
    r" (?:(?:have|has|had|already|just|once|even|finally|also)"
    rf" ){{0,3}}{_PAST}\b"
    # "Spoke with the nurse on friday"
    r"|^(?:(?:yes|yeah|no|ok|well|actually|already|just|have|had) ){0,3}(?:spoke|spoken|talked|chatted|met|saw)"
    r" (?:to|with|up with|the|my|your|one|a)\b"
)
# "A nurse left me a voicemail" wishes for nothing, and who got only a voicemail still waits.
_LEFT_BY_THEM: Final = re.compile(
    r"(?<!\bi )(?<!\bwe )\bleft (?:me |us )?(?:a|an|one|some) (?:voice ?mails?|messages?)\b"
)
_ASKS_OF_A_NEED: Final = re.compile(
    r"^(?:(?:hi|hello|ok|so|and|but|also|wait|sorry|well) ){0,3}(?:do|does|did|should|must|will|would) (?:i|we|you"
    r"|people|one|they|he|she|patients|my \w+) (?:(?:even|still|always|really|actually|first|already|then) ){0,2}"
    r"(?:have to|need to|got to|need|get to|want to)\b"
)
_WISHED: Final = re.compile(
    r"\b(?:can|could|would|please|pls|want|need|like|prefer|rather|let me|get me|put me|is there"
    # Whoever was not reached still waits.
    r"|nobody|no one|no answer|never|did not|voicemail|missed|engaged|no reply)\b"
)


def surely_wants_person(text: str) -> bool:
    """Whether a message asks for a person of the clinic, or for their call, and cannot well mean anything else."""
    # "call me on 212 555 0142" asks for the same as "call me".
    words = few_words(without_ways(text), _MOST_WORDS)
    if not words:
        return False
    if refuses_calls(text) or _REFUSED.search(words):
        return False
    if _OF_THE_TREATMENT.search(words) or _ASKS_A_RULE.search(words) or only_tells_of_one(text):
        return False
    is_bare = _ENDS_BARE.search(text.casefold()) is not None
    return is_bare or any(pattern.search(words) for pattern in _SURE) or kin_to_call(text) is not None


def only_tells_of_one(text: str) -> bool:
    """Whether a message tells of a talk or call that there was, and wishes for none: "I spoke to a nurse last week"."""
    words = plain_words(text)
    if "?" in text or len(words.split()) > _MOST_WORDS:
        return False
    return _TOLD.search(words) is not None and _WISHED.search(_LEFT_BY_THEM.sub(" ", words)) is None


def asks_a_rule(text: str) -> bool:
    """Whether a message asks what one has to do: "do I need to speak with someone first"."""
    return _ASKS_OF_A_NEED.search(plain_words(text)) is not None
