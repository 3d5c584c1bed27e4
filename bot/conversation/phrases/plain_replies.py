"""A plain yes or no to what was just asked, in the ways people type it, and what takes it back."""

import re
from typing import Final

from bot.library.likeness import small_letters

# A longer message says more than yes.
_MOST_WORDS_OF_A_YES = 12
_MOST_WORDS_OF_A_BARE_ONE = 4

GAP: Final = r"[\s,.!;:\u2026\u2013-]+"
"""A pattern for what may stand between the words of a plain reply."""

_IT = r"(?:it|this|that)"
_GOOD = r"(?:fine|ok|okay|good|great|all right|alright|all good)(?: (?:by|with|for) me)?"
YES: Final = (
    r"(?:yes+|yea+|yeah|yep|yup|yh|ye|ya|y|sure(?: thing)?|ok|okay|okey|k|mhm|i(?: do)? (?:agree|consent|accept)"
    rf"|agreed?|of course|absolutely|definitely|certainly|please do|go ahead|go for {_IT}|(?:let'?s )?do {_IT}"
    rf"|let'?s (?:go|begin|start)|sounds good(?: to me)?|(?:(?:it|this|that)(?:'?s| is) )?{_GOOD}"
    rf"|no (?:problem|worries)|happy to|i'?m (?:ready|in|happy to|(?:ok|okay|fine|happy|good) with {_IT})"
    "|si|s\u00ed|oui|ja|\U0001f44d[\U0001f3fb-\U0001f3ff]?|\U0001f44c|\u2705)"
)
"""A pattern for a yes, in small letters."""

FILLER: Final = (
    r"(?:please|pls|plz|thanks?(?: you)?|thx|ty|then|now|so|and|oh|ah|well|um+|hi|hello|cool|perfect|right|i do|i am"
    rf"|i understand|we can|you can|(?:with|to) (?:(?:all of )?{_IT}|the questions)|go on|carry on|continue|proceed"
    r"|start|begin|ask(?: me| away)?|the questions|ready|when you are)"
)
"""A pattern for what may stand beside a yes without changing it."""

_WHOLE_YES: Final = re.compile(rf"(?:{FILLER}{GAP})*{YES}(?:{GAP}(?:{YES}|{FILLER}))*(?:{GAP})?")
_BEGINS_YES: Final = re.compile(rf"(?:{FILLER}{GAP})*{YES}(?!\w)")

_NOT: Final = r"(?:do(?:n'?t| not))"
_BEGINS_NO: Final = re.compile(
    r"(?:(?:ok|okay|oh|um+|h+m+|well|sorry|please|actually)[\s,.!]+)*"
    r"(?:no(?! (?:problem|worries|idea|clue)\b)|nope|nah|naw|n|never|nein|non"
    r"|not (?:right now|just now|now|yet|today|at the moment|really|interested|for me)"
    r"|(?:absolutely|definitely|certainly|of course) not|forget it|keep it|(?:i'?d )?rather (?:not|you didn'?t)"
    rf"|(?:i )?{_NOT} (?:agree|consent|accept)|i (?:refuse|decline|disagree)"
    rf"|i {_NOT} want(?: (?:to|it|this|that|any))?(?=[\s.!]*$)|{_NOT}(?! (?:know|mind|understand|get|think|care)\b))\b"
)

_NEGATES: Final = re.compile(
    r"\b(?:no|nope|nah|not|never|none|nothing|nobody|without|cannot"
    r"|(?:do|does|did|wo|ca|is|are|was|were|would|should|could|have|has|had|must|need)n'?t)\b"
)
_TAKES_BACK: Final = re.compile(
    r"\b(?:but|though|although|however|if|unless|until|except|only|provided|depend\w*|as long as|first|before|wait"
    r"|hold on|hang on|later|maybe|perhaps|keep(?! going\b)|stop|cancel"
    r"|what|who|whom|whose|how|why|when|where|which|whether)\b"
)
_WORD: Final = re.compile(r"\w+")
_ASKS: Final = re.compile(
    r"\?|^(?:(?:so|and|but|ok|okay|wait|sorry|hi)[ ,]+)*(?:what|how|when|where|who|which|why|can|could|does|do you"
    r"|is it|are there|will|would|should|am i)\b"
)


def is_plain_yes(speech: str) -> bool:
    """Whether a message is a yes and nothing else."""
    return counted(speech) <= _MOST_WORDS_OF_A_YES and _WHOLE_YES.fullmatch(small_letters(speech)) is not None


def is_yes(speech: str) -> bool:
    """Whether a message begins as a yes and nothing after it takes that back; what is told beside it counts for
    nothing."""
    words = small_letters(speech)
    return is_plain_yes(speech) or (_BEGINS_YES.match(words) is not None and not is_hedged(speech))


def is_no(speech: str) -> bool:
    """Whether a message begins as a no."""
    return _BEGINS_NO.match(small_letters(speech)) is not None


def is_hedged(speech: str) -> bool:
    """Whether a message has a negation, a condition or a question in it, so that a yes in it is no plain one."""
    return negates(speech) or asks(speech) or _TAKES_BACK.search(small_letters(speech)) is not None


def negates(speech: str) -> bool:
    """Whether anything in a message is negated."""
    return _NEGATES.search(small_letters(speech)) is not None


def asks(speech: str) -> bool:
    """Whether a message asks something."""
    return _ASKS.search(small_letters(speech)) is not None


def is_bare(speech: str) -> bool:
    """Whether there is room for nothing but a yes or no: what is done for good is not done on the first word alone."""
    return len(speech.split()) <= _MOST_WORDS_OF_A_BARE_ONE and "?" not in speech


def counted(speech: str) -> int:
    """How many words a message has, however they are set apart."""
    return len(_WORD.findall(speech))
