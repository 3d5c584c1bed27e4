"""A plain yes or no to what was just asked, in the ways people type it; nothing but the first words counts."""

import re

_YES = re.compile(
    r"^(?:yes|yep|yeah|yup|yea|sure|ok|okay|fine|i agree|agreed|of course|please do|go ahead|do it|go for it"
    r"|let'?s (?:go|begin|start|do)|y|si|s\u00ed|oui|ja)\b"
)
_NO = re.compile(
    r"^(?:no|nope|nah|not now|never ?mind|don'?t|keep it|i don'?t agree|n|rather not|i'?d rather not|nein|non)\b"
)
_MOST_WORDS_OF_A_BARE_ONE = 4


def is_yes(speech: str) -> bool:
    """Whether a message begins as a yes."""
    return _YES.match(_plain(speech)) is not None


def is_no(speech: str) -> bool:
    """Whether a message begins as a no."""
    return _NO.match(_plain(speech)) is not None


def is_bare(speech: str) -> bool:
    """Whether there is room for nothing but a yes or no: what is done for good is not done on the first word alone."""
    return len(speech.split()) <= _MOST_WORDS_OF_A_BARE_ONE and "?" not in speech


def _plain(speech: str) -> str:
    return speech.replace("\u2019", "'").casefold().strip()
