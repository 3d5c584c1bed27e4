"""Whether words ask or request something, however it is typed: with no mark, and in the middle of a message.

Rasa takes a telling for a question easily: "heart is fine" comes near one about the heart. So where somebody answers a
question, the words themselves must ask.
"""

import re
from typing import Final

from bot.conversation.phrases.plain_replies import asks
from bot.safety.normalisation import plain_letters

_ASKED_OF = (
    r"(?:i|it|this|that|these|those|there|they|you|u|ya|we|he|she|my|your|ur|the|people|ppl|everyone|everybody|anyone"
    r"|anybody|someone|somebody|ketamine|ket|kap|any|a)"
)
ASKING: Final = (
    r"(?:(?:does|is|are|can|could|will|would|should|shall|may|might|must|won'?t|can'?t|doesn'?t|isn'?t|aren'?t"
    rf"|wouldn'?t|shouldn'?t) {_ASKED_OF}\b(?! believe)"
    r"|(?:do|don'?t) (?:i|you|u|they|we|he|she|people|ppl|most|any|these|those)\b"
    r"|(?:did|have|was|were|am) (?:i|you|they|we)\b|has (?:it|this|that)\b)"
)
"""A pattern, in small letters, for how a question opens. "Was my mother", "had a stroke" and "do it daily" answer."""

# Beside other words of one sentence: "what i had was a stroke" and "when stressed i drink" tell.
_START = (
    r"(?:^|[.,;:!\n\u2026-] ?|\b(?:so|and|but|ok|okay|or|no|nope|yes|yeah|well|wait|sorry|hi|hey|hello|also|please|pls"
    r"|btw|oh|then|just|actually|know|wonder|wondering|sure|tell me) )(?:(?:so|and|but|ok|also|then|well|please|like) )"
    r"{0,3}"
)
_TOPIC = (
    r"(?:side ?effects?|costs?|prices?|fees?|insurance|risks?|dangers?|duration|dosage|dose|privacy|safety"
    r"|success rates?|opening (?:times|hours)|address|location|refunds?)"
)
_ASKS: Final = re.compile(
    r"\?"
    rf"|{_START}{ASKING}"
    rf"|{_START}(?:what(?:'?s|'?re)?|how(?:'?s)?|whos|who'?s|which|why|whys)\b(?! (?:i|my|we|they|he|she|the doctors?"
    r"|ever|is why|was|means|it (?:began|started|happened|was))\b)"
    rf"|{_START}(?:when|where|who)(?:'?s)? (?:{ASKING}|(?:is|are|do|did|can|will)\b|reads|sees|gets|knows|decides|to)"
    rf"|^(?:any|what about|how about|the)? ?{_TOPIC}(?: of (?:it|kap|ketamine|this))?[ .!]*$"
    r"|\b(?:wonder(?:ing)?|curious|(?:like|want|need) to know|wanna know|have (?:a|some|one|another) questions?"
    r"|got (?:a|some) questions?|question for you|(?:not sure|no idea) what (?:you|that|this|it))\b"
    r"|\b(?:tell me|explain|describe|define|clarify|rephrase|elaborate|say it (?:simpl|again)"
    r"|more (?:info|information|details?)|in (?:simple|simpler|plain|easy|other) (?:words?|english|terms)|simpler|eli5"
    r"|give me (?:an?|the) (?:example|answer)|what(?:'s| is) (?:that|this|it)|meaning of)\b"
    r"|\b(?:do not|don'?t|didn'?t) (?:understand|get|follow)"
    r"(?: (?:it|that|this|what (?:you|that|this)\b.{0,30}|(?:the|this|that|your|my) questions?|you))?[ .!]*$"
    r"|\b(?:am|if|whether|do) i (?:qualify|eligible|suitable|allowed|am eligible|am suitable|am allowed)\b"
    # In other tongues a question often lacks its mark as well.
    r"|^(?:cuanto|cuando|donde|quien|por que|puedo|es posible|combien|quand|pourquoi|est-ce|puis-je|peux-tu|wie|wann"
    r"|warum|kann ich|darf ich)\b"
)
_CHAT_WORD = (
    r"(?:hi+|hello+|hey+|hiya|yo|good (?:morning|afternoon|evening|day|night)|bye+|goodbye|cya|see (?:you|ya)|thanks?"
    r"|thank (?:you|u)|thx|ty|cheers)"
)
_SMALL_TALK: Final = re.compile(rf"(?:(?:ok|okay|oh|well|so|many|great|cool|perfect) )*{_CHAT_WORD}\b")
_MOST_WORDS_OF_SMALL_TALK: Final = 6

# A living person of the clinic, and none who is a part of the story: "i have a therapist".
_SOMEONE = (
    r"(?:an? |the |any |some |your |one of your )?(?:real |live |living |actual |human |proper )*"
    r"(?:humans?|persons?|people|someone|somebody|anyone|anybody|agents?|operators?|representatives?|rep|receptionist"
    r"|staff|team|clinicians?|nurse|doctor|therapist|counsell?or|clinic|woman|man|you)(?: (?:real|human|else|there))?"
)
_TALK = r"(?:talk|speak|chat|spk|tlk)(?:ing)?"
_CALL = r"(?:call|phone|ring|contact|talk|speak|reach|text|write|answer)"
_WISH = (
    r"(?:i|we)(?:'?d| would|'?ll)? (?:really |just |also |much )*"
    r"(?:want|wanna|need|like|love|prefer|rather|have|wish|gotta)(?: to)?"
)
_WANTS_SOMEONE: Final = re.compile(
    rf"\b{_WISH} (?:be able to )?(?:{_TALK}|be (?:called|contacted|transferred|put through)|call|phone|ring|reach"
    r"|contact)\b"
    rf"|\b(?:let me|lemme|wanna|want to|need to|rather|prefer to|like to|going to|please|pls|just|can i"
    rf"|could i) {_TALK}\b"
    rf"|(?:^|[.,;!?:] ?){_TALK} (?:to|with) {_SOMEONE}\b"
    rf"|\b(?:want|wanna|need|like|prefer|rather|(?:have|send|get) me) {_SOMEONE}"
    rf"(?: (?:to {_CALL}\b.{{0,20}}|please|now))?[ .!]*$"
    r"|(?:^|[.,;!?:] ?|\b(?:please|pls|just|someone|somebody|clinic|to|them|can you) )"
    r"(?:call|phone|ring|contact|text|connect|transfer|reach out to) me\b"
    r"|\b(?:put|get|pass|hand) me (?:through|over|to|a|an|on to)\b"
    rf"|\b(?:have|get|ask|let) {_SOMEONE} (?:to )?{_CALL}\b"
    rf"|^(?:(?:i )?(?:want|need|get) )?{_SOMEONE}(?: (?:please|pls|now|asap))*[ .!]*$"
    r"|\b(?:real|live|actual|living) (?:human|person|people)\b|\b(?:a|to|the) (?:human|operator|agent|receptionist)\b"
    r"|\b(?:not?|talk|speak)(?: (?:to|with))? (?:a |some |this )?(?:bot|robot|machine|computer|ai)\b"
    r"|\b(?:hablar con|parler (?:a|avec)|mit (?:einem|einer|jemand\w*)|persona real)\b"
)
# What has been or is said by others is no request: "i called the clinic last year", "he said to call him".
_TOLD_OF: Final = re.compile(
    r"\b(?:i|we|he|she|they|doctor|gp|therapist) (?:had |have |already |once |just )?"
    r"(?:called|talked|spoke|said|told|went|saw|rang|tried|used to)\b"
    r"|\b(?:last|years?|months?|weeks?) (?:ago|year|month|week)\b"
)
_PRIVACY: Final = re.compile(
    r"\b(?:privacy|private|confidential\w*|secret|anonym\w*|gdpr|hipaa|data|records?|stored?|encrypt\w*)\b"
    r"|\b(?:nobody|no one|noone|not|never|can'?t|cannot|mustn?'?t|must|should ?n'?t|won'?t|only|don'?t want|who)\b"
    r".{0,40}\b(?:know|knows|find out|finds out|see|sees|read|reads|hear|told|tell|shared?|sharing|sell)\b"
)
_HELD = r"(?:data|everything|all|chat|conversation|answers?|info|information|messages|records?|history)"
_ERASING: Final = re.compile(
    r"\b(?:delet\w*|eras\w*|wip(?:e|ing)|scrub|purge|borra\w*|elimina\w*|supprim\w*|efface\w*|loesch\w*|losch\w*)"
    r"|\b(?:remov\w+|forget|clear|destroy|gone|get rid|throw|trash|burn|take)\b.{0,30}"
    rf"\b(?:{_HELD}|this|that|account|what i|about me|me|off|away)\b"
    rf"|\b{_HELD}\b.{{0,30}}\b(?:gone|removed|forgotten)\b"
)


def asks_in_words(text: str) -> bool:
    """Whether a text asks something, or says that an explanation is wanted."""
    return _ASKS.search(plain_letters(text)) is not None


def asks_somehow(text: str) -> bool:
    """Whether a text asks something: with a mark, as a question opens, or in the middle of other words."""
    return asks(text) or asks_in_words(text)


def is_small_talk(text: str) -> bool:
    """Whether a text is a greeting, a thank-you or a goodbye, and little else."""
    plain = plain_letters(text)
    return len(plain.split()) <= _MOST_WORDS_OF_SMALL_TALK and _SMALL_TALK.match(plain) is not None


def requests(intent: str, text: str) -> bool:
    """Whether words ask for what Rasa takes them for: a person, privacy or deletion; True for any other intent."""
    plain = plain_letters(text)
    if "?" in plain:
        return True
    match intent:
        case "request_human":
            return _WANTS_SOMEONE.search(plain) is not None and not _TOLD_OF.search(plain)
        case "privacy":
            return _PRIVACY.search(plain) is not None or asks_in_words(text)
        case "delete_my_data":
            return _ERASING.search(plain) is not None
        case _:
            return True
