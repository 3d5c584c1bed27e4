"""A message as small plain words, the form in which many of the rules here read it."""

import re

from bot.safety.normalisation import plain_letters, readings


def plain_words(speech: str) -> str:
    """Small plain words with one space between them, short forms in full ("I am", "do not")."""
    meant = readings(plain_letters(speech.replace("\N{SHRUG}", " not sure ")))[-1]
    return " ".join(re.findall(r"[^\W_]+", meant))
