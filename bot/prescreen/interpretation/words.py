# ruff: noqa: RUF001
"""An answer as plain words, in clauses: small letters, short forms in full, numbers as one sign."""

import re
from collections.abc import Iterable, Mapping

from bot.safety.normalisation import plain_letters

# What is longer than an answer is read so far: a story's beginning says what it says.
MOST_CHARACTERS = 1500
BREAK = "|"

_NEGATED = re.compile(r"(do|does|did|have|has|had|is|was|are|were|could|would|should|must|need|might)n'?t")
_PIECE = re.compile(r"[^\W\d_]+(?:['][^\W\d_]+)*|\d+(?:[.,/:]\d+)*|[.!?;,:()\n]+|\s-+\s|&|…|—|–")
_NUMBER = re.compile(r"\d")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_END = re.compile(r"[.!?;,:()\n…—–-]|\s-")


def plain_text(text: str) -> str:
    """The beginning of a text in plain small letters; repeated letters ("nooo") are taken together."""
    return _REPEATED.sub(r"\1", plain_letters(text[:MOST_CHARACTERS]))


def plain_words(plain: str, short_forms: Mapping[str, str]) -> list[str]:
    """The words of what `plain_text` leaves, with `BREAK` between clauses; no break at the ends, nor two in a row.

    `short_forms`: what each of them stands for.
    """
    words: list[str] = []
    for piece in _PIECE.findall(plain):
        if _END.match(piece):
            if words and words[-1] != BREAK:
                words.append(BREAK)
        elif _NUMBER.match(piece):
            words.append(piece)
        else:
            negated = _NEGATED.fullmatch(piece)
            full = f"{negated[1]} not" if negated else short_forms.get(piece)
            words += full.split() if full else [piece.removesuffix("'s").replace("'", "")]
    if words and words[-1] == BREAK:
        words.pop()
    return words


def phrases(listed: str, short_forms: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    """The phrases of a list with commas, each as plain words."""
    for phrase in listed.split(","):
        words = tuple(word for word in plain_words(plain_text(phrase), short_forms) if word != BREAK)
        if words:
            yield words
