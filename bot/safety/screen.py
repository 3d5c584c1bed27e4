"""The crisis screen: reads the raw text first, and needs neither Rasa nor the database.

Two layers, either of which is enough: plain statements in a list, and the trained classifier on the whole text
and on each part of it.
"""

import re
import unicodedata
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

    def look(self, text: str) -> Danger | None:
        """Whether a text speaks of danger. Texts of any length are read whole."""
        plain = plain_letters(text)
        if EMERGENCY.search(plain):
            return Danger.EMERGENCY
        if CRISIS.search(plain):
            return Danger.CRISIS
        if not plain:
            return None
        parts = _parts(plain)
        for position, ranked in enumerate(self._classifier.rank_many(parts, self._encoder.encode(parts))):
            shares = {rank.label: rank.probability for rank in ranked}
            least = WHOLE_ALARMS_AT if position == 0 else PART_ALARMS_AT
            if sum(shares.get(danger, 0.0) for danger in Danger) >= least:
                return max(Danger, key=lambda danger: shares.get(danger, 0.0))
        return None


def plain_letters(text: str) -> str:
    """The text in the plainest letters: compatibility forms folded, invisible marks gone, in lower case."""
    folded = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    # Spaces first: a tab is an invisible mark too, and without it two words would become one.
    spaced = re.sub(r"[^\S\n]+", " ", folded)
    visible = "".join(c for c in spaced if c == "\n" or unicodedata.category(c) not in _INVISIBLE)
    return re.sub(r" +", " ", visible).strip().casefold()


def _parts(text: str) -> list[str]:
    """The whole text where it is short, and each sentence of it, none longer than the encoder reads."""
    sentences = [part.strip() for part in _PART_END.split(text) if part.strip()]
    pieces = []
    for sentence in sentences:
        words = sentence.split()
        pieces += [" ".join(words[at : at + _PART_WORDS]) for at in range(0, len(words), _PART_WORDS)]
    whole = " ".join(text.split()[: 2 * _PART_WORDS])
    return list(dict.fromkeys([whole, *pieces]))
