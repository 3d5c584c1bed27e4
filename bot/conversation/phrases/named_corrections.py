"""What somebody tells for a question other than the open one, and says so: "about the heart one, i had a stent".

A bare yes or no for another question is a correction (`prescreen_corrections`), and no part of this.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.conversation.phrases.plain_replies import counted
from bot.library.likeness import small_letters

_MOST_WORDS: Final = 40
_LEAD = (
    r"(?:(?:ok|okay|oh|ah|so|but|and|also|well|sorry|please|pls|no|nope|yes|yeah|u[mh]+|er+|h+m+|wait|hang on|hold on"
    r"|btw|actually|oops|whoops|ugh|my bad|my mistake|correction|ps|by the way|just|hey|hi)[ ,.!:-]+){0,6}"
)
_NAME = r"(?P<about>(?!(?:this|that|these|it|both|all|each|every|any|my|the)\b)(?:[\w'&/]+[ ,-]+){0,4}?[\w'&/]+)"
_ANSWER = r"(?:one|question|answer|part|bit|section|thing)"
_NUMBER = r"(?P<number>(?:question|number|no\.?|#) ?\d{1,2})"
# The question as one of those that were asked; "the heart" alone may be any heart.
_POINT = (
    rf"(?:(?:(?:the|my|that|your) )(?:(?:question|answer) (?:about|on|for) (?:the |my )?)?{_NAME} {_ANSWER}|{_NUMBER})"
)
_OF = r"(?:about|on|in|with|for|to|at|regarding|under|of)"
_SEP = r"[ ,.;:!-]+"
_REST = rf"(?:(?:{_SEP})(?P<told>.*))?[ .!]*"
_VALUE = r"(?:yes|no|nope|yeah|not sure|maybe|the wrong (?:thing|one|answer)|wrong|something wrong)"
_AMISS = (
    r"(?:(?:(?:i|i'?ve|i think i|i(?: have| just)?) )?(?:made|did)(?: an?| one| another)? (?:mistake|error|typo|slip)"
    r"|(?:there'?s|there is|there was|it'?s) (?:an? )?(?:mistake|error|typo)|mistake|error|typo|correction"
    r"|(?:i |i was |i wasn'?t |i was not |i'?ve been )?(?:lied|lying|wrong|not honest|dishonest|honest"
    r"|mistaken|mis-?read"
    r"|messed up|screwed up|confused|hasty|not truthful|not sure)"
    rf"|i (?:said|put|answered|wrote|tapped|pressed|typed|replied|gave)(?: {_VALUE})?"
    rf"|i (?:should(?:'?ve| have)|shoulda|meant to|need to|want to|must|have to|forgot to|would like to|'?d like to)"
    rf" (?:say|said|put|answer|answered|tell|add|change|correct|fix|mention|mentioned)(?: {_VALUE})?"
    r"(?: something| more| a thing)?"
    r"|i (?:forgot|left out|missed|didn'?t (?:say|mention|tell)(?: you)?)(?: something| a thing| one thing| stuff)?)"
)
_IS_WRONG = (
    r"(?:(?:should|must|has to|needs to|ought to)(?:'?ve| have)? (?:be|been|say)|(?:is|was|'s) (?:actually|really)?"
    r" ?(?:wrong|incorrect|a mistake|not (?:right|true|correct)|supposed to be|meant to be)"
    r"|(?:isn'?t|wasn'?t) (?:right|true|correct))"
)
_CHANGES = (
    r"(?:(?:can|could|may|will) (?:you|i|we) (?:please )?|i (?:want|need|would like|have)(?: to)? "
    r"|i'?d like to |let me )?"
    r"(?:change|update|correct|fix|edit|make|set|amend|alter)"
)
# A comma in the name would swallow what is told; so the first fit, which names least, counts.
_POINTED: Final = tuple(
    re.compile(_LEAD + pattern)
    for pattern in (
        # wait, about the psychosis one, i did have an episode
        rf"(?:(?:going |go |coming )?back to|about|regarding|as for|re:?|concerning) {_POINT}{_REST}",
        # i made a mistake on the psychosis one, i was psychotic in 2011; i said no to the heart one but i have afib
        rf"{_AMISS} {_OF} {_POINT}{_REST}",
        # i answered the heart one wrong, i have a pacemaker
        rf"i (?:answered|got|did|read|mis-?read|understood|misunderstood) {_POINT}(?: (?:all )?(?:wrong|wrongly"
        rf"|incorrectly|too fast))?{_REST}",
        # the heart one should be yes i have a murmur
        rf"{_POINT} {_IS_WRONG}{_REST}",
        # change the medicines one to lithium 300
        rf"{_CHANGES} {_POINT}(?: (?:to|into|as))?{_REST}",
    )
)
_LAST: Final = frozenset({"last", "previous", "earlier", "other", "first", "same", "next", "wrong"})
# "With the other one i got sick" tells of a medicine; "on the last one i am not" speaks of a question.
_NO_STORY = (
    rf"(?!(?:the|my|that) (?:{'|'.join(sorted(_LAST))}) (?:one|part|bit|thing),? (?:i|it|they|he|she|we|my|there)\b"
    r"(?! (?:am|have|haven'?t|do|don'?t|did|didn'?t|meant|mean|said|say|put|answered|should|is|isn'?t|think"
    r"|take|drink|smoke|use)\b|'))"
)
_BARE: Final = tuple(
    re.compile(_LEAD + pattern)
    for pattern in (
        # about the therapy: i also did cbt
        rf"(?:(?:going |go |coming )?back to|about|regarding|as for|re:?|concerning) (?:(?:the|my) )?{_NAME} ?[,:;-]+"
        r"(?P<told> .+)",
        # on the heart question, i have afib; but "for the blood pressure one i take lisinopril" tells of a medicine
        rf"(?:on|with|for|to) {_NO_STORY}{_POINT}{_SEP}(?P<told>.+)",
        # i said no to psychosis but i was psychotic in 2011
        r"i (?:said|put|answered|tapped|pressed) (?:yes|no|nope|not sure) (?:to|for|on|about|at) (?:(?:the|my) )?"
        rf"{_NAME}[ ,]+but(?P<told> .+)",
    )
)
_BARE_REST: Final = re.compile(
    r"(?:(?:yes|no|nope|yeah|yep|not sure|wrong|sorry|please|pls|thanks|mistake|my bad|it was|its|it'?s|a|but|and|i|me"
    r"|actually|oops|wait|again|instead|was|is|let|can|go|back|to|change|fix|it|that)[ ,.!]*){1,9}"
)
_BEGINS_NO: Final = re.compile(r"(?:(?:to|but|actually|it'?s|its|sorry|and)[ ,]+){0,3}(?:no|nope)\b")


@dataclass(frozen=True, slots=True)
class NamedCorrection:
    """`about`: the words that name the question. `told`: what is told for it, empty where that is nothing yet.

    `is_pointed`: the words can mean nothing but one of the questions ("the heart one"); else they name it only where
    they fit one.
    """

    about: str
    told: str
    is_pointed: bool


def named_correction(speech: str) -> NamedCorrection | None:
    """What a message tells for a question that it names; None for any other message."""
    words = small_letters(speech)
    if counted(words) > _MOST_WORDS:
        return None
    for patterns in (_POINTED, _BARE):
        found = next((match for pattern in patterns if (match := pattern.fullmatch(words))), None)
        if found is not None:
            said = found.groupdict()
            about = said["about"] or said.get("number") or ""
            told = (said["told"] or "").strip(" ,.;:!-")
            is_bare = _BARE_REST.fullmatch(told) is not None or _BEGINS_NO.match(told) is not None
            return NamedCorrection(about, "" if is_bare else told, patterns is _POINTED)
    return None


def names_the_last(about: str) -> bool:
    """Whether words name a question only by its place: "the last one"."""
    return about in _LAST
