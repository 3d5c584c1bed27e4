"""Whether someone does not want to be called, or takes back that they asked for it."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words, plain_words

_MOST_WORDS: Final = 20
_MOST_WORDS_OF_DROPPING: Final = 12

# Every pattern below is for words as `plain_words` leaves them.
_CALL = (
    r"(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|telephon(?:e|ing)|contact(?:ing)?|text(?:ing)?|e ?mail(?:ing)?"
    r"|messag(?:e|ing)|reach out to|get in touch with)"
)
# "I don't mind if they call", "don't forget to call me", "I don't know when they call" refuse nothing.
_BETWEEN = (
    r"(?: (?!(?:mind|if|and|but|or|know|understand|forget|hesitate|think|care|why|when|who|can|could|please|just|text"
    r"|lose|fail|miss|cancel"
    r"|e|email|speak|talk|bot|robot)\b)\w+){0,5}?"
)
# Whoever names a time or a place wants to be called at another.
_ELSEWHERE = r"(?! (?:at|on|before|after|during|in|from|until|till|by|when|while|so|if|what|names?|or)\b)"
# "Don't call me sweetie" is about a word, with or without the "me" before it. What may go on after that, or be said to
# whoever reads, refuses: "don't call me it is not safe", "don't call me man".
_NAMING = (
    r"(?! (?:(?:me|us) )?(?:(?:sweet(?:ie|y|heart)|honey|hon|hun|dear|dearie|love|darling|baby|babe|crazy|nuts|mad"
    r"|insane|stupid|dumb|lazy|weak|fat|ugly|liar|addict|junkie|kiddo|that|an \w+|a (?!lot|bit|second|third|single"
    r"|bunch|million|thousand|hundred|dozen)\w+)(?: (?:again|please|pls|ok|any ?more|or|ever|thanks|lol|it is \w+))*$"
    r"|names|by (?:my|that|this|a) (?:\w+ )?name)\b)"
)
# Said of whoever would call: "i don't want them to call", but not "to call my work".
_THEM = r"(?:them|you|him|her|the clinic|the doctor|anyone|anybody|someone|somebody|people|everyone|a nurse)"
_NO_ONE_NAMED = (
    r"(?= *$| (?:me|us|please|pls|any ?more|now|thanks|thank you|after all|ok|okay|again|back|sorry|i|because|ever"
    r"|at all|my mind)\b)"
)
# To be put to sleep, or connected to a machine, is another matter than to be put through.
_A_PERSON = (
    r"(?:(?:any|some|no) ?(?:one|body)(?: else)?|(?:any|some|one) of (?:you|your|the|them)|them|him|her|(?:any|some|a"
    r"|an|the|your|no|another)(?: (?:real|actual|live|living|human|other|more|of|your|front|phone|crisis|help)){0,3}"
    r" (?:persons?|people|humans?|human being|agents?|operators?|reps?|representatives?|nurses?|doctors?|docs?|dr"
    r"|therapists?|counsell?ors?|clinicians?|psychologists?|psychiatrists?|physicians?|guides?|coordinators?|managers?"
    r"|receptionists?|reception|staff|team|clinic|desk|office|line|hotline|cent(?:er|re)|phone|department|stranger"
    r"|strangers|man|woman|lady|guy|member|members|colleagues?|worker|workers|advisors?|specialists?|volunteers?))"
)
_NO_CALL: Final = re.compile(
    rf"(?<!they )(?<!you )(?<!she )(?<!he )(?<!why )\b"
    rf"(?:do not|never|rather not|please not){_BETWEEN} {_CALL} (?:me|us)\b"
    rf"{_ELSEWHERE}{_NAMING}"
    rf"|\b(?:nobody|no one|none of (?:you|them)) (?:should|must|needs? to|has to|is to|better|may)(?: \w+)? {_CALL}"
    rf"{_NAMING}(?: (?:me|us))?\b{_ELSEWHERE}"
    rf"|\bdo not (?:really )?(?:want|need) {_THEM} to {_CALL}{_NAMING}{_NO_ONE_NAMED}(?: (?:me|us))?{_ELSEWHERE}"
    rf"|(?<!not )\b(?:tell|ask) {_THEM} (?:not to|to not|they should not|never to) {_CALL}{_NO_ONE_NAMED}"
    rf"(?: (?:me|us))?{_ELSEWHERE}"
    rf"|\bno need(?: for \w+)? to {_CALL}(?: (?:me|us))?\b{_ELSEWHERE}"
    r"|\bdo not (?:really )?(?:want|need|wish for)(?: to (?:get|have|receive|be))?(?: (?:a|any|the|that|your|these|no"
    r"|phone))*? (?:calls?|call ?backs?|phone calls?|called|contacted|phoned|rung|rang)\b"
    # To be put on hold, or onto a list, is another matter.
    r"|\b(?:do not|never|please not)(?: (?:please|you|ever|want|need|try|have|to)){0,3}"
    r" (?:(?:put|transfer|connect|pass|hand|patch|forward) (?:me|us)|be (?:put|transferred|connected|passed|handed))"
    rf"(?: (?:through|over|on|up)){{0,2}} (?:to|with) {_A_PERSON}\b"
    r"|\b(?:mortified|horrified|embarrassed|humiliated|hate it|furious|in trouble) if"
    r" (?!(?:nobody|no one|they do not|you do not|i|we)\b)(?:\w+ ){1,4}?(?:call|ring|phone|telephone|text|contact|rang"
    r"|rung)(?:s|d|ed|ing)?\b"
    r"|(?<!not )(?<!never )\b(?:take me off|remove me from|get me off|delete me from)"
    r" (?:the|your|that|this|their|any) (?:\w+ )?list\b"
    r"|(?<!not )(?<!never )\bcancel (?:the|my|that|this) (?:\w+ )?(?:call ?backs?|calls?|request)\b"
)
_NO_CALL_AT_ALL: Final = re.compile(
    rf"(?:^|.* )(?<!they )(?<!you )(?<!why )(?:do not(?: you)?(?: ever)? {_CALL}|no (?:more )?(?:phone )?calls?"
    r"|stop calling|no calling)"
    r"(?: (?:needed|necessary|required|wanted|for me|me|us|back|any ?more|again|please|pls|then|now|after all|yet"
    r"|thanks|thank you|ok|today|tomorrow|ever|sorry|anyway|though)){0,5}"
    r"(?: i (?:will|would|can|like|prefer)(?: \w+){0,4} (?:typ(?:e|ing)|writ(?:e|ing)|chat(?:ting)?|read(?:ing)?|here)"
    r"(?: (?:please|thanks|thank you|here)){0,3})?"
)
_OTHER_WAY: Final = re.compile(r"\b(?:instead|(?:e ?mail|text|write|message|write to) me)\b")

_TAKEN_BACK = (
    r"(?:(?:ok|okay|oh|no|actually|wait|sorry|please|pls|hey|hi|thanks|well|you know what|can you|could you|can i"
    r"|i want to|i would like to|just|then|and|but|i changed my mind|i have changed my mind|never ?mind|forget it"
    r"|hm+|um+) ){0,4}"
)
_THE_CALL = (
    r"(?:(?:the|my|that|this|a|any|your|call|phone|that one|asking for|about|about the|for|a|for a) ){0,4}(?:calls?"
    r"|call ?backs?|request|call request)"
)
_TAIL_BACK = (
    r"(?: (?:please|pls|thanks|thank you|any ?more|any longer|now|then|sorry|ok|after all|again|at all|for now|though|i"
    r" am (?:fine|good|ok)|i changed my mind|i have changed my mind)){0,4}"
)
_BACK = r"(?:cancel|drop|scrap|withdraw|forget|take back|undo|revoke|remove|delete|scratch|stop|call off)"
_TAKES_CALL_BACK: Final = re.compile(
    rf"{_TAKEN_BACK}(?:{_BACK} {_THE_CALL}|i (?:do not|no longer) (?:really )?(?:want|need)(?: to have)? {_THE_CALL}"
    rf"|(?:tell|ask) (?:them|him|her|the clinic|everyone) not to (?:call|ring|phone|bother)(?: me)?"
    rf"|(?:they|you|nobody|no one) (?:do not need to|do not have to|need not) (?:call|ring|phone|bother)(?: me)?"
    rf"|(?:do not|no need to) (?:bother )?(?:call|calling|ring|phone)(?: me| us)?"
    rf"|i (?:do not|no longer) (?:want|need) (?:to (?:talk|speak) to|to be called by|a call from) (?:anyone|anybody"
    rf"|someone|a person|them|you|the clinic)|(?:the )?call (?:is )?(?:not|no longer) (?:needed|necessary|wanted))"
    rf"{_TAIL_BACK}"
)
_TAKES_IT_BACK: Final = re.compile(
    rf"{_TAKEN_BACK}(?:{_BACK} (?:it|that|this|that one|my number|everything)|never ?mind(?: (?:about )?(?:it|that))?"
    rf"|cancel|forget (?:it|about it|about that)|i (?:have )?changed my mind|i (?:do not|no longer) (?:want|need)"
    rf" (?:it|that|this)|(?:it is )?(?:not|no longer) (?:needed|necessary)|do not bother|leave it|let us leave it"
    rf"|i take (?:it|that) back|take (?:it|that) back){_TAIL_BACK}"
)

# Right after a request these may well be meant for it, and who means so must not believe that nobody calls.
_TURNING = (
    r"(?:actually|wait|on (?:a )?second thoughts?|second thoughts?|come to think of it|thinking about it"
    r"|now that i think (?:about|of) it|you know what|in fact|i mean|hang on|hold on|never ?mind|i changed my mind"
    r"|i have changed my mind)"
)
_BEFORE_NO = r"(?:ok|okay|oh|hm+|um+|uh+|well|but|and|so|sorry|no|nope|nah|please|pls|maybe|then|just|really|i guess)"
_MISTAKEN = (
    r"(?:(?:this|that|it|asking) (?:is|was|were|seems|feels)(?: (?:just|all|such|probably|maybe|really))?(?: a)?"
    r"|by|a|my|i made a|what a|it was by|that was by|this was by)"
)
_DROPS_IT: Final = re.compile(
    rf"(?:{_BEFORE_NO} ){{0,3}}(?:"
    rf"{_TURNING}(?: (?:{_TURNING}|{_BEFORE_NO})){{0,3}} (?:no|nope|nah|not|no thanks|no thank you)"
    rf"|(?:no|nope|nah|not)(?: thanks| thank you)?(?: (?:on second thoughts?|after all|actually|wait))"
    r"|no thanks|no thank you|no thank u"
    rf"|(?:{_TURNING} ){{0,2}}(?:(?:{_BEFORE_NO}|i would|i had|i will|i|id) ){{0,3}}(?:"
    r"do not(?: (?:do (?:it|that|this)|bother|want (?:to|it|this|that)(?: any ?more)?|think so))?|rather not(?: to)?"
    r"|better not|maybe not|probably not|not"
    r" (?:now|any ?more|any longer|yet|after all|ready(?: (?:for (?:it|this|that)|yet))?)"
    r"|let(?:s| us| is) not|not do (?:it|that|this)|stop(?: (?:it|that|this|here|everything))?|abort|undo"
    r"|skip (?:it|that|this)|leave me (?:alone|be)|am not ready(?: (?:for (?:it|this|that)|yet))?"
    r"|(?:do not|no longer) (?:really )?(?:think i )?(?:want|need|wish)(?: (?:it|this|that|to|them to|you to"
    r"|anyone to|any ?more))?"
    r"|forget (?:that )?i (?:asked|said (?:anything|that|it)|wrote(?: (?:that|it))?)"
    r"|was (?:just |only )?(?:kidding|joking)|just (?:kidding|joking)"
    r"|(?:did not|do not) mean (?:to|it|that|this)(?: (?:ask|ask for (?:that|it|a call)|do (?:it|that)"
    r"|press (?:it|that)|say (?:it|that)))?"
    rf"|(?:{_MISTAKEN} )?(?:(?:really |very |very very )?(?:bad|stupid|silly|terrible|dumb|not a good) idea|mistake"
    r"|accident|wrong button)))"
    rf"{_TAIL_BACK}"
)
# No more than was just said: "delete it" and "forget everything" may mean all that is held.
_DROPS_PLAINLY: Final = re.compile(
    r"\b(?:forget|scratch|undo|scrap|drop|cancel|withdraw)(?: about)? (?:that|this|it|that one)\b"
    r"|\btake (?:that|this|it) back\b"
)


def takes_call_back(text: str) -> bool:
    """Whether a short message takes back in plain words that somebody should call: "cancel the call"."""
    words = few_words(text, _MOST_WORDS)
    if not words or _OTHER_WAY.search(words):
        return False
    return _TAKES_CALL_BACK.fullmatch(words) is not None


def takes_it_back(text: str) -> bool:
    """Whether a short message takes back whatever it is about, without naming it: "actually cancel that"."""
    words = plain_words(text)
    return 0 < len(words.split()) <= _MOST_WORDS and _TAKES_IT_BACK.fullmatch(words) is not None


def may_drop_it(text: str) -> bool:
    """Whether a few words, said right after something was asked for, may well mean that it is no longer wanted:
    "actually no", "on second thought no", "stop", "bad idea". A bare no is none: it may decline to say more."""
    words = few_words(text, _MOST_WORDS_OF_DROPPING)
    return bool(words) and _DROPS_IT.fullmatch(words) is not None


def drops_plainly(text: str) -> bool:
    """Whether a short message drops what it is about in so many words: "actually forget that", but not "never mind"."""
    words = plain_words(text)
    return _DROPS_PLAINLY.search(words) is not None and takes_it_back(text)


def refuses_calls(text: str) -> bool:
    """Whether a short message says that they are not to be called, and names no other way."""
    words = few_words(text, _MOST_WORDS)
    if not words:
        return False
    is_refused = _NO_CALL.search(words) is not None or _NO_CALL_AT_ALL.fullmatch(words) is not None
    return is_refused and _OTHER_WAY.search(without_refused_calls(words)) is None


def without_refused_calls(words: str) -> str:
    """Plain words without those in which a call is refused."""
    return _NO_CALL.sub(" ", words)
