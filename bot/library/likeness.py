"""Likeness: when two texts say the same words, for shared phrasings and for text copied from a document."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

RUN_LENGTH: Final = 8

_APOSTROPHES = re.compile(r"['`\u2018\u2019\u02bc]")


def small_letters(text: str) -> str:
    """A text in small letters, with single spaces and straight apostrophes."""
    return " ".join(text.replace("\u2019", "'").casefold().split())


def spoken_words(text: str) -> list[str]:
    """Return a text's words without case, punctuation or layout; `I'm` and `im` are one and the same."""
    folded = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()))
    # Marks belong to the letter before them: without them, words of some scripts would fall apart.
    return "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in folded).split()


def same_saying(text: str) -> str:
    """Return a key that two texts share when a person would call them the same."""
    # A text of symbols only ("?!", an emoji) has no words; it is compared as it stands.
    return " ".join(spoken_words(text)) or " ".join(text.casefold().split())


class CopyDetector:
    """Finds runs of `RUN_LENGTH` or more words that stand in one of the documents too, across line breaks."""

    def __init__(self, documents: Mapping[str, str]) -> None:
        """Take the documents' texts by title."""
        self._titles: dict[tuple[str, ...], str] = {}
        for title, text in documents.items():
            for run in _runs(spoken_words(text)):
                self._titles.setdefault(run, title)

    def copies(self, text: str) -> list[tuple[str, str]]:
        """Return each copied run, at its full length, with the title of a document that it begins in."""
        words = spoken_words(text)
        runs = _runs(words)
        spans: list[list[int]] = []
        for position, run in enumerate(runs):
            if run in self._titles:
                if spans and position == spans[-1][1] + 1:
                    spans[-1][1] = position
                else:
                    spans.append([position, position])
        return [(" ".join(words[first : last + RUN_LENGTH]), self._titles[runs[first]]) for first, last in spans]


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[n : n + RUN_LENGTH]) for n in range(len(words) - RUN_LENGTH + 1)]
