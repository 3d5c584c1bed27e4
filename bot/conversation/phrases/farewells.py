"""How people take their leave: for a while, or as if for good. Each must be all that a message says.

A "bye" is small talk at any other time. While somebody may be in danger it may be the last that they say here.
"""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 14

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|k|oh|well|so|and|but|anyway|right|alright|all right|fine|thanks|thank you|thx|ty|sorry|no|yes|yeah"
    r"|please|just|then|now|i think|i guess|that is it|that is all|it is ok|it is fine|thanks for (?:everything"
    r"|your help|listening|trying)|thank you for (?:everything|your help|listening|trying)|cheers) ){0,5}"
)
_TAIL = (
    r"(?: (?:then|now|ok|okay|thanks|thank you|thx|sorry|all|everyone|everybody|bot|guys|my friend|friend|x+|anyway"
    r"|so|i guess|i think|and|again|world|then bye|bye|goodbye|good bye|take care|i promise|that is it|that is all"
    r"|from me)){0,4}"
)
# "You'll" and "you're" stay in two pieces.
_WILL = r"(?:will|ll)"
_NEVER = rf"(?:{_WILL} (?:not|never|no longer|never ever)|(?:are|is|re|s) (?:not|never) (?:going to|gonna))"
_NEVER_I = r"(?:will (?:not|never|no longer|never ever)|am (?:not|never) going to|am not)"
_NO_MORE = r"(?: (?:again|any ?more|any longer|ever again|ever|after (?:this|today|tonight)|from now on))"
_OF_ME = r"(?:(?:hear|hearing|be hearing|read|see|be seeing) (?:(?:anything|a word|any more|more) )?(?:from |of )?me)"
_YOU_ALL = (
    r"(?:you|u|you all|you guys|nobody|no ?one|they|everyone|everybody|people|anyone|my (?:family|mum|mom|dad|wife"
    r"|husband|partner|kids|friends|parents))"
)
_FOR_GOOD = r"(?:for (?:good|ever)|forever|for the last time|for all time)"
_BYE = r"(?:(?:good ?)?bye(?: bye)?|byes|farewell|so long|adios|adieu|cya|see (?:ya|you|u))"
_LAST: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"{_YOU_ALL} {_NEVER} (?:ever )?{_OF_ME}{_NO_MORE}"
    rf"|(?:nobody|no ?one) (?:{_WILL}|is going to|is ever going to) (?:ever {_OF_ME}|{_OF_ME}{_NO_MORE}"
    # Whether anybody will hear them in the next room is what one asks about a session.
    rf"|(?:hear|read) (?:(?:anything|a word) )?from me)"
    rf"|(?:you|u|anyone|you all) {_NEVER} have to (?:hear|read|see) (?:from )?me{_NO_MORE}"
    rf"|do not (?:expect|wait) to (?:ever )?{_OF_ME}{_NO_MORE}"
    r"|(?:this|that|it) (?:is|will be) the (?:very )?last (?:(?:time|thing|message|text|word|words) )?"
    rf"(?:that )?(?:you|u|anyone|anybody|you all|they) (?:{_WILL}|are going to|are gonna|ever) (?:ever )?"
    r"(?:hear|see|read|get|hear or see)(?: (?:from|of) me|from)?(?: again)?"
    rf"|{_BYE} {_FOR_GOOD}|{_FOR_GOOD} {_BYE}"
    rf"|(?:this|it) is (?:my |the |a |really |finally |where i say )*(?:last |final )?(?:goodbye|farewell|good bye)"
    r"|(?:goodbye|farewell|good bye) (?:cruel )?(?:world|life)"
    rf"){_TAIL}"
)
_FINAL: Final = re.compile(
    rf"{_LEAD}(?:"
    r"(?:(?:this|that|it) (?:is|was|will be) )?(?:my|the) (?:very )?(?:last|final) (?:message|text|words?|chat|post"
    r"|note|time (?:i (?:will )?(?:write|text|type|message|am writing|am here)|writing|here))"
    r"(?: (?:ever|here|from me|to (?:you|anyone)))*"
    rf"|i {_NEVER_I} (?:be )?(?:writ(?:e|ing)|texting|text|messag(?:e|ing)|typ(?:e|ing)|talk(?:ing)?|chat(?:ting)?"
    rf"|reply(?:ing)?|com(?:e|ing) back|back|return(?:ing)?|here|need(?:ing)? (?:this|you|anything|help)"
    rf"|bother(?:ing)? (?:you|anyone|anybody|people|them|you all|you guys)|a bother)"
    rf"(?: (?:to )?(?:you|here|this|anyone|anybody|back)){{0,2}}{_NO_MORE}"
    r"|i (?:will not|will never|am not|am never) (?:be )?(?:coming back|come back|be back|back)"
    r"(?: (?:here|now|this time))?"
    r"|(?:you have|you) (?:heard|seen) the last of me"
    r"|i (?:just )?(?:wanted|want|came here|came|am here) to say (?:my )?(?:last |final )?(?:goodbyes?|farewell"
    r"|good bye)"
    rf"|i (?:am|will be) (?:going|gone|leaving|off|out|done|out of here|going away|leaving (?:now|here|this)"
    rf"|going (?:now|away))(?: now)? {_FOR_GOOD}"
    r"|you (?:will not|do not|will never) (?:have to|need to) (?:worry|care|bother) about me(?: (?:again|any ?more"
    r"|any longer|now|ever again))+"
    rf"){_TAIL}"
)
_GOING = (
    r"(?:i (?:am|will be) (?:just )?(?:going(?: now| away| to go)?|leaving(?: now)?|off(?: now)?|out(?: of here)?|gone"
    r"|done(?: here| talking| now| with this)?|signing off|logging off|logging out|heading (?:off|out))"
    r"|i (?:have to|need to|got to|should|must|better|will|ought to|am going to|have got to)"
    r" (?:go|leave|run|stop|leave (?:it|you)|let you go|be going|log off|stop here|leave it (?:here|there)"
    r"|leave it at that)|got to (?:go|run)|gotta (?:go|run)|have to go|let me go|time to go|i will leave you(?: alone)?"
    r"|going now|leaving now|off now|signing off|over and out|gtg|g2g|ttyl|brb bye)"
)
_NO_MORE_TALK = (
    r"(?:no more (?:messages?|texts?|talk(?:ing)?|chat(?:ting)?|words|questions|replies)|(?:please )?(?:stop|do not)"
    r" (?:messaging|message|texting|text|writing|write|talking|talk|contacting|replying|reply)(?: (?:to )?me)?"
    r"|(?:end|close|stop|finish) (?:(?:the|this|our) )?(?:chat|conversation|talk)|i (?:do not|will not) (?:want to )?"
    r"(?:talk|write|chat|text)(?: (?:to you|about (?:it|this)))?(?: any ?more)?"
    r"|(?:we|i) (?:am|are) done(?: (?:here|talking))?|nothing (?:more|else|left) to say)"
)
_NIGHT = r"(?:(?:good ?)?night(?: night)?|nighty night|gn|sleep well|take care(?: of yourself)?|be well|all the best)"
_BYES: Final = re.compile(
    rf"{_LEAD}(?:{_BYE}|{_GOING}|{_NIGHT}|{_NO_MORE_TALK})"
    rf"(?: (?:{_BYE}|{_GOING}|{_NIGHT}|for now|till next time|later|soon|tomorrow|around))?{_TAIL}"
)
# "Leaving", "gone" and "good night" may be what happens to who took something.
_MERE_BYE: Final = re.compile(rf"{_LEAD}(?:(?:good ?)?bye(?: bye)?|byes|cya|see (?:ya|you|u)|take care){_TAIL}")
# Who said that they are safe may only mean that they have asked enough.
_SPARES_YOU: Final = re.compile(
    r"(?:(?:ok|okay|oh|well|so|and|but|right|alright|all right|great|fine|good|thanks|thank you|thx|ty|sorry|no|yes"
    r"|then|now|anyway|for (?:everything|your help|listening)|that is (?:it|all)|i promise) ){0,6}"
    r"i (?:will not|am not going to) (?:be )?(?:bother|disturb|trouble|ask)(?:ing)? (?:you|you all|you guys)"
    r"(?: again| any ?more| any longer| now)?"
    r"(?: (?:now|then|thanks|thank you|thx|sorry|ok|okay|bye|i promise|bot)){0,3}"
)


def says_goodbye(speech: str) -> bool:
    """Whether a short message takes leave, or says that no more is to be said, and nothing else."""
    words = few_words(speech, _MOST_WORDS)
    return bool(words) and "?" not in speech and (_BYES.fullmatch(words) is not None or leaves_for_good(speech))


def leaves_for_good(speech: str) -> bool:
    """Whether a short message says that it is the last: "this is my last message", "im going now for good"."""
    words = few_words(speech, _MOST_WORDS)
    if not words or "?" in speech:
        return False
    return _FINAL.fullmatch(words) is not None or _LAST.fullmatch(words) is not None


def only_spares_you(speech: str) -> bool:
    """Whether a short message says that the writer will not trouble anybody here again, and nothing plainly last."""
    return _SPARES_YOU.fullmatch(few_words(speech, _MOST_WORDS)) is not None


def says_mere_bye(speech: str) -> bool:
    """Whether a short message says bye, and nothing that may tell how somebody is: "ok bye", not "i am gone"."""
    return "?" not in speech and _MERE_BYE.fullmatch(few_words(speech, _MOST_WORDS)) is not None


def says_last_goodbye(speech: str) -> bool:
    """Whether a short message says that nobody will hear from the writer again, or goodbye for ever."""
    words = few_words(speech, _MOST_WORDS)
    return bool(words) and "?" not in speech and _LAST.fullmatch(words) is not None
