"""Finds the answer that fits a question, among whatever is published at the moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.library.entries import Entry
from understanding.classifier import TextClassifier

Encode = Callable[[Sequence[str]], np.ndarray]

# Chosen on the development questions, never on the test questions; see docs/decisions/.
SURE = 0.08
CLEAR_LEAD = 0.05
LIKELY = -0.05
NEAR = -0.15
MOST_CHOICES = 3

# A known gap stops counting, with all its examples, once a published answer has a saying this near to one of them
# (cosine). As shipped none is as near: staff close a gap by publishing its answer, and need not know of the gap.
GAP_CLOSED = 0.80

_GAP = "gap: "


@dataclass(frozen=True, slots=True)
class Match:
    """An answer and how well it fits: its own score, less that of the likest question known to have no answer."""

    slug: str
    fit: float


class EntryMatcher:
    """Knows the sayings of every published answer, and questions that are known to have none."""

    def __init__(self, entries: Mapping[str, Entry], gaps: Mapping[str, Sequence[str]], encode: Encode) -> None:
        """`gaps`: by topic, questions that no answer covers. `encode` gives a sentence vector (of length 1) a text."""
        texts: list[str] = []
        labels: list[str] = []
        for slug, entry in entries.items():
            said = sayings(entry)
            texts += said
            labels += [slug] * len(said)
        self._classifier: TextClassifier | None = None
        if not texts:
            return
        vectors = [encode(texts)]
        for topic, examples in gaps.items():
            if not examples:
                continue
            found = encode(examples)
            if float((found @ vectors[0].T).max()) < GAP_CLOSED:
                texts += examples
                labels += [_GAP + topic] * len(examples)
                vectors.append(found)
        if len(set(labels)) > 1:
            self._classifier = TextClassifier.train(texts, labels, np.vstack(vectors))

    def match(self, text: str, vector: np.ndarray) -> list[Match]:
        """The published answers, best first. A question that is like a known gap fits none of them."""
        if self._classifier is None:
            return []
        ranked = self._classifier.rank(text, vector)
        gap = max((rank.score for rank in ranked if rank.label.startswith(_GAP)), default=0.0)
        return [Match(rank.label, rank.score - max(gap, 0.0)) for rank in ranked if not rank.label.startswith(_GAP)]


def sayings(entry: Entry) -> list[str]:
    """Everything about an entry that tells how people ask for it."""
    return [entry.question, entry.title, entry.short_answer, *entry.phrasings]
