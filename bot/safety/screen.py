"""The crisis screen: reads the raw text first, and needs neither Rasa nor the database.

Two layers, either of which is enough: plain statements in a list, and the trained classifier on the whole text
and on each part of it.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from bot.safety.lexicon import CRISIS, EMERGENCY
from understanding.classifier import TextClassifier
from understanding.encoder import SentenceEncoder

# Chosen on the development messages; see docs/decisions/.
WHOLE_ALARMS_AT = 0.5
# A sentence torn out of a story is easier to mistake.
PART_ALARMS_AT = 0.9
_PART_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_PART_WORDS = 60
MOST_SENTENCES = 40
# Many parts at once would take memory that is never given back.
_PARTS_AT_ONCE = 32
# A text longer than anyone types takes seconds; one at a time, so that a flood of them leaves the others room.
_LONG_CHARACTERS = 10_000
_INVISIBLE = {"Cf", "Cc", "Mn"}
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


class Danger(StrEnum):
    """What the screen found."""

    CRISIS = "crisis"
    EMERGENCY = "emergency"


class Screen:
    """Safe to share between threads."""

    def __init__(self, classifier: TextClassifier, encoder: SentenceEncoder) -> None:
        self._classifier = classifier
        self._encoder = encoder
        self._one_long_text = threading.Lock()

    def look(self, text: str) -> Danger | None:
        """Whether a text speaks of danger. Texts of any length are read whole."""
        plain = plain_letters(text)
        if EMERGENCY.search(plain):
            return Danger.EMERGENCY
        if CRISIS.search(plain):
            return Danger.CRISIS
        if not plain:
            return None
        if len(plain) <= _LONG_CHARACTERS:
            return self._classified(_parts(plain))
        with self._one_long_text:
            return self._classified(_parts(plain))

    def _classified(self, parts: list[str]) -> Danger | None:
        for position, shares in enumerate(self._shares(parts)):
            least = WHOLE_ALARMS_AT if position == 0 else PART_ALARMS_AT
            if sum(shares.get(danger, 0.0) for danger in Danger) >= least:
                return max(Danger, key=lambda danger: shares.get(danger, 0.0))
        return None

    def _shares(self, parts: list[str]) -> Iterator[dict[str, float]]:
        for start in range(0, len(parts), _PARTS_AT_ONCE):
            some = parts[start : start + _PARTS_AT_ONCE]
            for ranked in self._classifier.rank_many(some, self._encoder.encode(some)):
                yield {rank.label: rank.probability for rank in ranked}


def plain_letters(text: str) -> str:
    """The text in the plainest letters: compatibility forms folded, invisible marks gone, in lower case."""
    folded = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    # Spaces first: a tab is an invisible mark too, and without it two words would become one.
    spaced = re.sub(r"[^\S\n]+", " ", folded)
    visible = "".join(c for c in spaced if c == "\n" or unicodedata.category(c) not in _INVISIBLE)
    return re.sub(r" +", " ", visible).strip().casefold()


def _parts(text: str) -> list[str]:
    """The whole text as far as one vector can hold it, then every part of it.

    A part is a sentence, or a window of words where a sentence is long or the sentences are many: so the longest
    text that is let in makes a few hundred parts, and costs seconds rather than minutes.
    """
    sentences = [part.strip() for part in _PART_END.split(text) if part.strip()]
    if len(sentences) > MOST_SENTENCES:
        sentences = [text]
    pieces = []
    for sentence in sentences:
        words = sentence.split()
        pieces += [" ".join(words[at : at + _PART_WORDS]) for at in range(0, len(words), _PART_WORDS)]
    whole = " ".join(text.split()[: 2 * _PART_WORDS])
    return list(dict.fromkeys([whole, *pieces]))
