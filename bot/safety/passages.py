"""A message in passages, each as a whole, in its parts and in pairs of neighbouring parts, for the classifier to read.

One vector can hold some hundred words; a longer message is as alarming as its most alarming passage.
"""

import itertools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

PASSAGE_WORDS = 120
PART_WORDS = 60
MOST_SENTENCES = 40

# How much the likest part of a short message counts beside the whole: a sentence torn out of it is easier to mistake.
PART_SHARE = 0.3
# From so many words on the evidence is weighed instead. In a long story hardly anything looks like what was learned,
# which the classifier takes for a little danger everywhere: the longer it is, the plainer the danger must be.
# A logistic regression on stories that the classifier had not learned from; see docs/decisions/.
LONG_WORDS = 20
WHOLE_WEIGHT = 0.68
PART_WEIGHT = 0.63
PAIR_WEIGHT = 0.51
LENGTH_WEIGHT = -1.95
FROM_THE_START = 7.0
_LEAST = 1e-4

_PART_END = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Up to `PASSAGE_WORDS` words of a message: all of it, its parts, and each two parts that follow one another."""

    whole: str
    parts: tuple[str, ...]
    pairs: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What there is to read in it, the whole first."""
        return (self.whole, *self.parts, *self.pairs)

    def share(self, shares: Mapping[str, float]) -> float:
        """How likely it speaks of danger, 0 to 1. `shares`: the same for each of its texts, as the classifier says."""
        whole = shares[self.whole]
        part = max((shares[each] for each in self.parts), default=whole)
        if not self.pairs:
            return (1 - PART_SHARE) * whole + PART_SHARE * part
        pair = max(shares[each] for each in self.pairs)
        evidence = WHOLE_WEIGHT * _log_odds(whole) + PART_WEIGHT * _log_odds(part) + PAIR_WEIGHT * _log_odds(pair)
        length = LENGTH_WEIGHT * math.log(len(self.whole.split()))
        return 1 / (1 + math.exp(-(FROM_THE_START + evidence + length)))


def passages_of(text: str) -> list[Passage]:
    """The passages of a text, of about the same length; none is empty. One of an empty text.

    A part is a sentence, or a window of words where a sentence is long or the sentences are many: so the longest text
    that is let in makes a few hundred parts, and costs seconds rather than minutes.
    """
    parts = _parts(text)
    if not parts:
        return [Passage("", ("",))]
    words = [len(part.split()) for part in parts]
    each = sum(words) / math.ceil(sum(words) / PASSAGE_WORDS)
    # A part belongs where its middle lies.
    places = [int((end - own / 2) / each) for end, own in zip(itertools.accumulate(words), words, strict=True)]
    of_each = itertools.groupby(zip(places, parts, strict=True), key=lambda placed: placed[0])
    return [_passage([part for _, part in placed]) for _, placed in of_each]


def _parts(text: str) -> list[str]:
    sentences = [part.strip() for part in _PART_END.split(text) if part.strip()]
    if len(sentences) > MOST_SENTENCES:
        sentences = [text]
    parts = []
    for sentence in sentences:
        words = sentence.split()
        parts += [" ".join(words[at : at + PART_WORDS]) for at in range(0, len(words), PART_WORDS)]
    return parts


def _passage(parts: list[str]) -> Passage:
    whole = " ".join(parts)
    pairs = [" ".join(two) for two in itertools.pairwise(parts)] or [whole]
    is_long = len(whole.split()) >= LONG_WORDS
    return Passage(whole, tuple(parts), tuple(pairs) if is_long else ())


def _log_odds(share: float) -> float:
    share = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(share / (1 - share))
