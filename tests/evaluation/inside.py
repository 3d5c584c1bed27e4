"""What cannot be seen from outside: answers by threshold, and whether the classifier's probabilities are honest.

In this process, over the same library and with the same code as the app.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from unittest.mock import patch

import numpy as np

from bot.assembly import Parts
from bot.conversation.acts import Answer
from bot.conversation.lookup import Lookup, Said
from bot.conversation.spelling import Spelling, trained_words
from bot.conversation.typed_text import cleaned, plain_speech
from bot.library import matching
from bot.library.entries import Entry
from bot.library.live import LiveLibrary
from bot.library.matching import SURE, EntryMatcher, Found
from tests.evaluation.sets import EvaluationSets, Other, Question
from understanding.classifier import INTENTS_FILE, TextClassifier
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder

THRESHOLDS = tuple(sorted({*(round(float(each), 2) for each in np.linspace(-0.3, 0.9, 61)), SURE}))
# Narrower where most of the probabilities are.
EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)

_QUESTION = frozenset({"ask_question"})
_ANSWERING_SHORTLY = frozenset({"affirm", "deny", "unsure", "skip"})
# What the classifier should say for each kind of reply that should come back.
INTENTS: Mapping[str, frozenset[str]] = {
    "not_covered": _QUESTION | {"out_of_scope"},
    "verdict_declined": frozenset({"ask_eligibility"}),
    "advice_declined": frozenset({"ask_medical_advice"}),
    "handoff": frozenset({"request_human"}),
    "privacy": frozenset({"privacy", "delete_my_data"}),
    "small_talk": frozenset({"greet", "goodbye", "thank", "bot_challenge", "capabilities", "insult"})
    | _ANSWERING_SHORTLY,
    "support": frozenset({"distress"}),
    "crisis": frozenset({"crisis"}),
    "emergency": frozenset({"emergency"}),
    "notice_or_prescreen": frozenset({"start_prescreen", "stop"}) | _ANSWERING_SHORTLY,
}


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """Shares of the questions: answered rightly, answered wrongly, and answered though nothing is written on them."""

    sure: float
    right: float
    wrong: float
    uncovered_wrong: float


@dataclass(frozen=True, slots=True)
class Guess:
    """The classifier's first choice: how probable it said that was, and whether it was right."""

    probability: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Some guesses of like probability: the mean of that, how many of them were right, of how many."""

    probability: float
    right: int
    of: int


class Inside:
    """The bot's own parts, asked directly."""

    def __init__(self, parts: Parts) -> None:
        self.encoder = SentenceEncoder(ensure_encoder(parts.settings.models_dir, fetch=False))
        self.classifier = TextClassifier.load(parts.settings.models_dir / INTENTS_FILE)
        self._spelling = Spelling(trained_words(self.classifier, self.encoder.words), self.encoder.words)
        self._library = _Remembering(parts.library)
        self._lookup = Lookup(cast(LiveLibrary, self._library))

    def by_threshold(self, sets: EvaluationSets, thresholds: Sequence[float] = THRESHOLDS) -> list[AtThreshold]:
        """As the bound for a sure answer moves, with all other bounds as they are."""
        return [self._at(sets, threshold) for threshold in thresholds]

    def guesses(self, sets: EvaluationSets) -> list[Guess]:
        """For the questions and the other messages."""
        rows: list[Question | Other] = [*sets.answers, *sets.not_covered, *sets.messages]
        texts = [self._heard(row.text) for row in rows]
        if not texts:
            return []
        ranked = self.classifier.rank_many(texts, self.encoder.encode(texts))
        return [
            Guess(best.probability, best.label in (INTENTS[row.kind] if isinstance(row, Other) else _QUESTION))
            for (best, *_), row in zip(ranked, rows, strict=True)
        ]

    def answered(self, text: str) -> str | None:
        """The answer that the lookup would give first."""
        first = self._lookup.acts(Said(self._heard(text)))[0]
        return first.entry if isinstance(first, Answer) else None

    def _at(self, sets: EvaluationSets, threshold: float) -> AtThreshold:
        with patch.object(matching, "SURE", threshold):
            answers = [(self.answered(row.text), row.entries) for row in sets.answers]
            uncovered = [self.answered(row.text) for row in sets.not_covered]
        right = sum(given in entries for given, entries in answers)
        wrong = sum(given is not None and given not in entries for given, entries in answers)
        gave_some = sum(given is not None for given in uncovered)
        asked, strange = max(1, len(answers)), max(1, len(uncovered))
        return AtThreshold(threshold, right / asked, wrong / asked, gave_some / strange)

    def _heard(self, text: str) -> str:
        return self._spelling.repaired(plain_speech(cleaned(text)))


class _Remembering:
    """One moment of the library, with a matcher that looks each text up once: it is asked at many thresholds."""

    def __init__(self, library: LiveLibrary) -> None:
        shelf = library.shelf()
        self.entries: Mapping[str, Entry] = shelf.entries
        self._matcher: EntryMatcher = shelf.matcher
        self._found: dict[str, Found] = {}

    @property
    def matcher(self) -> "_Remembering":
        return self

    def shelf(self) -> "_Remembering":
        return self

    def find(self, text: str) -> Found:
        if text not in self._found:
            self._found[text] = self._matcher.find(text)
        return self._found[text]


def bins(guesses: Sequence[Guess]) -> list[Bin]:
    """The guesses in groups, by probability; a group that would be empty is not there."""
    groups: dict[int, list[Guess]] = {}
    for guess in sorted(guesses, key=lambda each: each.probability):
        groups.setdefault(bisect_right(EDGES, guess.probability), []).append(guess)
    return [
        Bin(float(np.mean([guess.probability for guess in group])), sum(guess.right for guess in group), len(group))
        for group in groups.values()
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """How far the probabilities are from the truth, on average (expected calibration error)."""
    total = sum(each.of for each in found)
    return sum(abs(each.probability * each.of - each.right) for each in found) / total if total else 0.0
