"""A message as small plain words, the form in which many of the rules here read it."""

import re
from functools import lru_cache

from bot.safety.normalisation import plain_letters, readings


# Many rules read the same message, one after the other.
@lru_cache(maxsize=16)
def plain_words(speech: str) -> str:
    """Small plain words with one space between them, short forms in full ("I am", "do not")."""
    meant = readings(plain_letters(speech.replace("\N{SHRUG}", " not sure ")))[-1]
    return " ".join(re.findall(r"[^\W_]+", meant))


def few_words(speech: str, most: int) -> str:
    """As `plain_words` where these are no more than `most`; empty for any other message."""
    words = plain_words(speech)
    return words if len(words.split()) <= most else ""
