"""Short remarks on the chat itself, made outside the pre-screen: "hold on", "never mind", "wrong button"."""

import re
from enum import Enum, auto
from typing import Final

from bot.conversation.phrases.plain_words import few_words


class Remark(Enum):
    """What a remark asks of the guide: to wait, to bear with someone tired, to drop it, to take something back, or
    to let them go."""

    WAIT = auto()
    WEARY = auto()
    DROP = auto()
    UNDO = auto()
    LEAVE = auto()


# Every pattern below is for words as `plain_words` leaves them.
_LEAD = r"(?:(?:ok|okay|oh|oops|whoops|sorry|no|please|pls|just|ah|um+|h+m+|well|so|hey|wait|actually|my bad) ){0,3}"
_TAIL = r"(?: (?:please|pls|sorry|thanks|thank you|lol|then|now|ok|mate|man|my bad|there|for now)){0,3}"
_SHORT_TIME = r"(?:(?:one|a|1|two|to|\d|few|couple) ){0,2}(?:of )?(?:sec|secs|second|seconds|moment|mins?|minutes?|mo)"
_REMARKS: Final = (
    (
        Remark.WAIT,
        re.compile(
            rf"{_LEAD}(?:hold on|hang on|wait(?: up| a bit| for me)?|hold up|brb|(?:i will )?be right back|bear with me"
            rf"|(?:(?:hold on|hang on|wait|give me|need|in|just) ){{0,2}}{_SHORT_TIME}|let me think|let me see"
            rf"|give me time"
            r"|(?:my |the )?(?:phone|battery|internet|wifi|connection|computer|laptop)"
            r" (?:just )?(?:died|froze|crashed|cut out|went|dropped|is (?:dying|slow|bad))"
            rf"|i got (?:disconnected|cut off)|i am back|back now){_TAIL}"
        ),
    ),
    (
        Remark.WEARY,
        re.compile(
            # "I'm so tired" may be said of more than a day.
            rf"{_LEAD}(?:i am |it is |feeling |been )?(?:(?:just|a bit|a little|only|quite|bit|had) ){{0,3}}"
            r"(?:tired|exhausted|sleepy|worn out|knackered|foggy|slow|groggy|wiped(?: out)?|a long (?:day|night|week))"
            r"(?: (?:today|tonight|right now|from work|after work|is all|that is all|at the moment|lately|sorry"
            rf"|long day|it is late)){{0,3}}{_TAIL}"
        ),
    ),
    (
        Remark.DROP,
        re.compile(
            rf"{_LEAD}(?:nvm|nm|never ?mind(?: (?:that|it|me|about (?:it|that)))?"
            r"|(?:just )?(?:forget|ignore|disregard|scratch|drop) (?:it|that|this|about (?:it|that))"
            r"|(?:do not|no) (?:worry|worries)(?: about (?:it|that))?|it (?:is|was) nothing|does not matter"
            rf"|it does not matter){_TAIL}"
        ),
    ),
    (
        Remark.LEAVE,
        re.compile(
            rf"{_LEAD}(?:nvm|never ?mind|(?:just )?forget (?:it|this|that|about (?:it|this|that))|screw (?:it|this)),?"
            r" (?:(?:then|ok|sorry) )?(?:i am (?:out|off|leaving|out of here|gone|going)|i quit|bye(?: bye)?|goodbye"
            r"|i am not (?:interested|doing (?:it|this))|i do not want (?:it|this)(?: any ?more)?|not interested"
            rf"|i will leave){_TAIL}"
        ),
    ),
    (
        Remark.UNDO,
        re.compile(
            rf"{_LEAD}(?:(?:can (?:i|you|we) |i want to |how do i |let me )?(?:undo|go back|back|(?:take"
            rf"|bring) (?:it|that|me)"
            r" back|unsend)(?: (?:it|that|this|one|a step|the last(?: one)?))?"
            r"|(?:(?:i (?:pressed|hit|clicked|tapped|chose) )?(?:the )?|that was (?:the |a )?)wrong"
            r" (?:button|one|thing|key|answer|message|chat)|(?:that was )?(?:a |by )?(?:typo|mistake|accident|misclick)"
            r"|i (?:pressed|hit|clicked|tapped) (?:it|that) by (?:mistake|accident)"
            r"|(?:can i |i want to |let me )?change (?:my|the|that|an) (?:last )?answers?"
            rf"){_TAIL}"
        ),
    ),
)
_MOST_WORDS: Final = 12


def remark_in(text: str) -> Remark | None:
    """What a message remarks that is a short remark on the chat and nothing else; None for any other."""
    words = few_words(text, _MOST_WORDS)
    if not words or "?" in text:
        return None
    return next((remark for remark, pattern in _REMARKS if pattern.fullmatch(words)), None)
