"""Finds the answer that fits a question, among whatever is published at the moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np

from bot.library.entries import Entry
from bot.library.glossary import Glossary
from bot.library.question_parts import question_parts
from understanding.changing_classifier import ChangingClassifier, ExampleClass
from understanding.scorer import Scorer
from understanding.terms import Terms

Encode = Callable[[Sequence[str]], np.ndarray]

# All of these were chosen on the development questions, never on the test questions; see docs/decisions/.
SURE = 0.10
CLEAR_LEAD = 0.03
LIKELY = -0.32
NEAR = -0.42
MOST_CHOICES = 3
# How much the likest part of a long message counts beside the whole of it.
PART_SHARE = 0.2
# How much it counts whether a question is one of those that the documents answer at all.
COVERED_WEIGHT = 0.15
# What counts against every answer where no gap is known that a question could be held against.
WITHOUT_GAPS = 0.3

# A known gap stops counting, with all its examples, once a published answer has a saying this near to one of them
# (cosine). As shipped none is as near: staff close a gap by publishing its answer, and need not know of the gap.
GAP_CLOSED = 0.88

_GAP = "gap: "
_COVERED, _UNCOVERED = "covered", "uncovered"


@dataclass(frozen=True, slots=True)
class Match:
    """An answer and how well it fits: its own score, less that of the likest question known to have no answer."""

    slug: str
    fit: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a message may be about: for all of it together, and for each question in it where it has several."""

    matches: list[Match]
    parts: list[list[Match]]


class Sureness(StrEnum):
    """What the bot does with the best match, in a plain word."""

    SURE = "sure"
    ASK = "would ask"
    NONE = "no answer"


def sureness(matches: Sequence[Match]) -> Sureness:
    """How sure the best of these is, they being best first: answered, offered as a choice, or too far."""
    if not matches or matches[0].fit < LIKELY:
        return Sureness.NONE
    clear = len(matches) == 1 or matches[0].fit - matches[1].fit >= CLEAR_LEAD
    return Sureness.SURE if matches[0].fit >= SURE and clear else Sureness.ASK


class EntryMatcher:
    """Knows one moment's published answers. Unchanging, and safe to share between threads."""

    def __init__(self, scorer: Scorer | None, glossary: Glossary, encode: Encode) -> None:
        """`scorer`: over slugs and known gaps; None where nothing is published."""
        self._scorer = scorer
        self._glossary = glossary
        self._encode = encode
        labels = scorer.labels if scorer else ()
        self._slugs = [label for label in labels if not label.startswith(_GAP)]
        self._covered = scorer.groups.index(_COVERED) if scorer else 0
        self._is_gap = np.array([label.startswith(_GAP) for label in labels], dtype=bool)

    def find(self, text: str) -> Found:
        """The published answers, best first. A question that is like a known gap fits none of them."""
        return self.find_all([text])[0]

    def find_all(self, texts: Sequence[str], in_parts: bool = True) -> list[Found]:
        """What `find` gives, for many texts, a millisecond or two each. Without parts it is the nearness of the whole
        texts alone: half the time, and close to it."""
        scorer = self._scorer
        if scorer is None or not texts:
            return [Found([], []) for _ in texts]
        parts = [question_parts(text) if in_parts else [] for text in texts]
        said = [self._glossary.explained(each) for text, its in zip(texts, parts, strict=True) for each in (text, *its)]
        scores, groups = scorer.scores(said, self._encode(said))
        ends = np.cumsum([1 + len(its) for its in parts])[:-1]
        return [
            self._found(score, group)
            for score, group in zip(np.split(scores, ends), np.split(groups, ends), strict=True)
        ]

    def explained(self, texts: Sequence[str]) -> list[str]:
        """The texts with what the clinic's list of words says of them."""
        return [self._glossary.explained(text) for text in texts]

    def nearest(self, said: Sequence[str], count: int) -> list[list[Match]]:
        """As `find_all` without parts, for explained texts, but at most `count` answers each; and far quicker: what
        was learned from is not compared with itself once more."""
        scorer = self._scorer
        if scorer is None or not said:
            return [[] for _ in said]
        scores = np.empty((len(said), len(scorer.labels)), dtype=np.float32)
        groups = np.empty((len(said), len(scorer.groups)), dtype=np.float32)
        is_learned, scores_learned, groups_learned = scorer.scores_of_learned(said)
        scores[is_learned], groups[is_learned] = scores_learned, groups_learned
        if others := [text for text, known in zip(said, is_learned, strict=True) if not known]:
            scores[~is_learned], groups[~is_learned] = scorer.scores(others, self._encode(others))
        fits = self._fits(scores, groups)
        best = np.argsort(-fits, axis=1)[:, :count]
        return [
            [Match(self._slugs[place], float(fit)) for place, fit in zip(places, row[places], strict=True)]
            for places, row in zip(best, fits, strict=True)
        ]

    def asking(self, ask: Encode) -> "EntryMatcher":
        """The same knowledge, with another encoder for what people ask."""
        return EntryMatcher(self._scorer, self._glossary, ask)

    def _found(self, scores: np.ndarray, groups: np.ndarray) -> Found:
        """`scores` and `groups`: a row for the whole text, then one for each part of it."""
        if len(scores) == 1:
            return Found(self._ranked(scores[0], groups[0]), [])
        each = [self._ranked(score, group) for score, group in zip(scores[1:], groups[1:], strict=True)]
        whole = (1 - PART_SHARE) * scores[0] + PART_SHARE * scores[1:].max(axis=0)
        group = (1 - PART_SHARE) * groups[0] + PART_SHARE * groups[1:].max(axis=0)
        return Found(self._ranked(whole, group), each)

    def _ranked(self, scores: np.ndarray, groups: np.ndarray) -> list[Match]:
        fits = self._fits(scores[None], groups[None])[0]
        return [Match(self._slugs[index], float(fits[index])) for index in np.argsort(-fits)]

    def _fits(self, scores: np.ndarray, groups: np.ndarray) -> np.ndarray:
        """Of shape (texts, slugs), from a row of scores and one of groups for each text."""
        if not self._is_gap.any():
            return scores[:, ~self._is_gap] - np.float32(WITHOUT_GAPS)
        gap = np.maximum(scores[:, self._is_gap].max(axis=1), 0)
        against = gap - np.float32(COVERED_WEIGHT) * groups[:, self._covered]
        return np.asarray(scores[:, ~self._is_gap] - against[:, None])


class Matching:
    """Makes a matcher for each moment of the library; quickly, where little has changed since the last."""

    def __init__(
        self,
        gaps: Mapping[str, Sequence[str]],
        glossary: Glossary,
        terms: Sequence[Terms],
        encode: Encode,
        learned: ChangingClassifier | None = None,
    ) -> None:
        """`gaps`: by topic, questions that no answer covers. `terms`: as the intent classifier learned them.
        `encode` gives a sentence vector (of length 1) a text. `learned`: from some moment of the library, to begin
        with."""
        self._gaps = gaps
        self._glossary = glossary
        self._terms = terms
        self._encode = encode
        self._learned = learned
        self._explained = cache(glossary.explained)
        self._gap_vectors: np.ndarray | None = None
        self._near_gaps: dict[tuple[str, ...], np.ndarray] = {}

    def learn(self, entries: Mapping[str, Entry]) -> ChangingClassifier:
        """Learns anew, from these answers. Raises ValueError when there is none."""
        return ChangingClassifier.learn(self._terms, self._classes(entries), self._encode)

    def matcher(self, entries: Mapping[str, Entry], ask: Encode) -> EntryMatcher:
        """One that knows these answers. `ask` encodes what people will ask; nothing of it is kept."""
        classes = self._classes(entries)
        scorer = self._learned.scorer(classes) if self._learned is not None and classes else None
        if scorer is None and classes:
            self._learned = ChangingClassifier.learn(self._terms, classes, self._encode)
            scorer = self._learned.scorer(classes)
        return EntryMatcher(scorer, self._glossary, ask)

    def fork(self, encode: Encode) -> "Matching":
        """One that knows what this knows, with an encoder of its own: its matchers leave no trace in this one."""
        learned = self._learned.fork(encode) if self._learned is not None else None
        forked = Matching(self._gaps, self._glossary, self._terms, encode, learned)
        forked._gap_vectors, forked._near_gaps = self._gap_vectors, self._near_gaps
        return forked

    def _classes(self, entries: Mapping[str, Entry]) -> dict[str, ExampleClass]:
        said = {slug: self._different(sayings(entry)) for slug, entry in entries.items()}
        classes = {slug: ExampleClass(_COVERED, texts) for slug, texts in said.items()}
        gaps = {topic: self._different(examples) for topic, examples in self._gaps.items() if examples}
        if said and gaps:
            known = self._near_gaps
            self._near_gaps = {
                texts: known[texts] if texts in known else self._nearness(texts, gaps) for texts in said.values()
            }
            for topic, near in zip(gaps, np.max(list(self._near_gaps.values()), axis=0), strict=True):
                if near < GAP_CLOSED:
                    classes[_GAP + topic] = ExampleClass(_UNCOVERED, gaps[topic])
        return classes

    def _nearness(self, texts: Sequence[str], gaps: Mapping[str, Sequence[str]]) -> np.ndarray:
        """For each gap, the cosine of its example and the text that are nearest to one another."""
        if self._gap_vectors is None:
            self._gap_vectors = self._encode([text for examples in gaps.values() for text in examples])
        cosines = (self._gap_vectors @ self._encode(texts).T).max(axis=1)
        starts = np.cumsum([0, *map(len, gaps.values())])[:-1]
        return np.asarray(np.maximum.reduceat(cosines, starts))

    def _different(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._explained, texts)))


def sayings(entry: Entry) -> list[str]:
    """Everything about an entry that tells how people ask for it."""
    return [entry.question, entry.title, entry.short_answer, *entry.phrasings]
