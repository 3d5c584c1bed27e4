"""Questions of who asked for a call: when it comes, and whether the clinic has how to reach them."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words, plain_words

_MOST_WORDS: Final = 16

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|so|and|but|hi|hello|hey|thanks|thank you|thx|great|cool|sorry|wait|well|also|just|please|pls|no"
    r"|yes"
    r"|do you know|can you tell me|could you tell me|tell me|any idea|quick question|roughly|about|oh|um+) ){0,4}"
)
_TAIL = (
    r"(?: (?:please|pls|then|now|today|tomorrow|tonight|yet|already|this week|soon|ok|okay|thanks|thank you|right"
    r"|though|or not|exactly|roughly|about|at all|in the (?:morning|afternoon|evening)|on \w+day|do you know|about it"
    r"|about this|about that|again|first|correctly|safely)){0,4}"
)
_THEY = (
    r"(?:they|you|u|someone|somebody|some one|anyone|anybody|the (?:clinic|nurse|doctor|team|staff|person|office"
    r"|therapist)|a (?:nurse|person|doctor|human|therapist)|she|he|it|people|this person|that person|your (?:team"
    r"|staff"
    r"|people))"
)
_CALL = (
    r"(?:call|calls|calling|ring|rings|ringing|phone|phones|phoning|contact|contacts|contacting|get back|gets back"
    r"|getting back|get in touch|gets in touch|be in touch|reach out|reaches out|reach|text|e ?mail|reply|replies"
    r"|answer|answers|respond|responds|write|call back|ring back|come back)"
)
_KIN = r"my (?:mother|mom|mum|dad|father|wife|husband|son|daughter|partner|parents|sister|brother|friend)"
_ME = rf"(?: (?:me|us|him|her|them|{_KIN}|back|to me|to us|with me|out to me|on me))*"
_WILL = r"(?:will|do|does|would|can|could|should|might|are|is)"
_MINE = (
    r"(?:my (?:\w+ )?(?:number|phone|details?|e ?mail|mail|address|contact|name|request|message)(?: details)?"
    r"|what i (?:sent|gave|wrote)(?: you| them)?|everything you need|my stuff)"
)
_MY_DETAILS = rf"(?:{_MINE}|it|that|(?:his|her|{_KIN}(?: ?s| is)?) (?:\w+ )?(?:number|e ?mail|details))"
_ABOUT_A_CALL: Final = re.compile(
    rf"{_LEAD}(?:"
    # when will they call, how soon do i hear back
    r"(?:when|how soon|how quickly|how fast|how long(?: (?:before|until|till|will it (?:take|be)|does it take"
    r"|will it (?:take|be) (?:before|until|till)|is the wait|do i (?:have to )?wait|will i (?:have to )?wait)){0,2}"
    r"|what (?:time|day)|which day|at what time|by when)"
    rf"(?: (?:until|till|before|for|to))?(?: {_WILL})? {_THEY}(?: (?:will|going to|gonna|be|actually|usually|normally"
    rf"|likely to|finally|is|are))* {_CALL}{_ME}"
    rf"|(?:when|how soon|how long until|how long till|how long before) (?:{_WILL} )?(?:i|we) (?:get|hear|be|expect"
    rf"|have)"
    r"(?: (?:back|a|the|my|from|called|contacted|rung|phoned|them|you|someone|somebody|anything|call|call ?back|reply"
    r"|answer|something|to be|the clinic|it)){1,4}"
    rf"|how long (?:{_WILL} (?:i|it|that|we) )?(?:have to |need to )?(?:wait|take)(?: (?:for|until|till) (?:a|the|my"
    r"|that) (?:call|call ?back|phone call|reply|answer))"
    # will they really ring
    rf"|(?:will|would|is|are|do|does) {_THEY}(?: (?:really|actually|even|definitely|going to|gonna|be))* {_CALL}"
    rf"(?: (?:me|us|him|her|{_KIN}))?(?: back)?"
    rf"|(?:am i|are we) (?:still |really )?(?:on (?:the|your|their) (?:call ?back )?list|getting a call)"
    # did you get my number
    rf"|(?:did|do|does|have|has) {_THEY}(?: (?:really|actually|already|even|still))* (?:get|got|have|receive|received"
    rf"|save|saved|note|noted|keep|kept|see|seen|take|pass on|passed on) {_MY_DETAILS}"
    rf"|(?:was|is|has|did) {_MINE}(?: been)? (?:saved|noted|kept|received|passed on|go through|gone through"
    r"|sent|stored|there|registered|recorded|get through|arrive)"
    rf"|(?:you|they) (?:have|got) my (?:number|phone|details|e ?mail|contact)"
    rf"|(?:what|which) (?:number|e ?mail) (?:do|did) (?:you|they) (?:have|get)(?: for me)?"
    rf"|what (?:is happening|happens|happened|about) (?:with |to )?my (?:call|call ?back|request|phone call)"
    rf"|why (?:has|have|did) (?:nobody|no one|they not|they) (?:not )?{_CALL[:-1]}|called|rung|phoned|contacted){_ME}"
    rf"){_TAIL}"
)

# Nobody rang yet, who will, and how: about the call itself, where one was asked for.
_OF_THE_CALL: Final = re.compile(
    rf"{_LEAD}(?:"
    r"(?:nobody|no one|noone|they|you|you guys|the clinic) (?:(?:has|have|did|still|never|not|even|yet|ever) ){0,4}"
    r"(?:called|rung|rang|phoned|contacted|got in touch|gotten in touch|got back|gotten back|replied|answered|call"
    rf"|contact){_ME}(?: yet| still| so far| until now| till now)?"
    r"|(?:i am |am i |we are )?(?:still )?(?:waiting|expecting)(?: (?:for|on))?(?: (?:a|the|my|that|your|their|someone"
    r"|somebody|them|you|phone|to|be))* (?:call|call ?back|call me|called|phone me|ring me)(?: me| back)?"
    r"|(?:who|which (?:person|nurse|doctor)) (?:will|is going to|would|is|does|am i)(?: (?:be|to))*"
    rf" (?:call|calling|ring|ringing|phone|phoning|contact|contacting){_ME}"
    r"|(?:do|will|would|can|could|does) (?:they|you|someone|the clinic|she|he) (?:(?:ever|usually|also|normally) ){0,2}"
    r"leave (?:me )?(?:a |any )?(?:voice ?mails?|messages?)(?: (?:on|for) (?:me|my phone|the machine))?"
    rf"){_TAIL}"
)
_BARE_WHEN: Final = re.compile(
    rf"{_LEAD}(?:when|when (?:is|will) (?:it|that|this)(?: be)?|how soon|when exactly|who|who is it|by when|what time"
    rf"|how long|still waiting|i am still waiting){_TAIL}"
)


def asks_when(text: str) -> bool:
    """Whether a word or two ask when or who, which right after a request is about its call: "when", "how soon"."""
    words = few_words(text, _MOST_WORDS)
    return bool(words) and _BARE_WHEN.fullmatch(words) is not None


def asks_about_call(text: str) -> bool:
    """Whether a short message asks when the call comes that was asked for, or whether the clinic can make it."""
    words = plain_words(text)
    is_short = 0 < len(words.split()) <= _MOST_WORDS
    return is_short and any(asked.fullmatch(words) for asked in (_ABOUT_A_CALL, _OF_THE_CALL))
