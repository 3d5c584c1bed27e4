"""Takes identifying details out of a text. Best effort: a name that stands alone, say, is not seen."""

from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Span
from spacy.util import filter_spans

# Very long texts are cut: the question is what staff need, and spaCy reads no more than a million characters.
MOST_CHARACTERS = 4000

_NAME = {"IS_ALPHA": True, "IS_STOP": False}
_CAPITALISED = {"SHAPE": {"REGEX": r"^Xx*$"}, "IS_STOP": False}
_NAME_WORDS = ["name", "names"]

# Label → the patterns of spaCy's Matcher that it stands for.
_PATTERNS: dict[str, list[list[dict[str, Any]]]] = {
    "contact": [
        [{"LIKE_EMAIL": True}],
        [{"LIKE_URL": True}],
        [{"TEXT": {"REGEX": r"^@\w{3,}$"}}],
        [{"TEXT": "@"}, {"IS_ALPHA": True}],
        [{"TEXT": {"REGEX": r"^\+?\(?\d[\d().-]{5,}$"}}],
        [
            {"TEXT": {"REGEX": r"^[+(]?\+?\(?\d[\d().-]*$"}},
            {"TEXT": {"REGEX": r"^[().-]*$"}, "OP": "?"},
            {"TEXT": {"REGEX": r"^\(?\d[\d().-]+$"}, "OP": "+"},
        ],
    ],
    "date": [
        [{"TEXT": {"REGEX": r"^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$"}}],
        [
            {"LOWER": {"IN": ["born"]}},
            {"LOWER": {"IN": ["on", "in"]}, "OP": "?"},
            {"IS_ALPHA": False, "LIKE_NUM": True},
        ],
    ],
    "address": [
        [
            {"TEXT": {"REGEX": r"^\d+[a-zA-Z]?$"}},
            {"IS_ALPHA": True, "OP": "{1,3}"},
            {"LOWER": {"IN": ["street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "close", "court"]}},
        ],
    ],
    "name": [
        [
            {
                "LOWER": {
                    "IN": ["dr", "dr.", "doctor", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "nurse", "prof"]
                }
            },
            _CAPITALISED,
            {**_CAPITALISED, "OP": "?"},
        ],
        [
            {"LOWER": {"IN": _NAME_WORDS}},
            {"LOWER": {"IN": ["is", "'s", "s", "are"]}, "OP": "?"},
            {**_NAME, "OP": "{1,2}"},
        ],
        [{"LOWER": {"IN": ["called", "named"]}}, _CAPITALISED, {**_CAPITALISED, "OP": "?"}],
        [
            {"LOWER": {"IN": ["i'm", "im", "am", "'m", "this"]}},
            {"LOWER": "is", "OP": "?"},
            _CAPITALISED,
            {**_CAPITALISED, "OP": "?"},
        ],
        [
            {
                "LOWER": {
                    "IN": [
                        "husband",
                        "wife",
                        "partner",
                        "son",
                        "daughter",
                        "sister",
                        "brother",
                        "mother",
                        "father",
                        "friend",
                        "therapist",
                    ]
                }
            },
            _CAPITALISED,
        ],
    ],
}

# What leads up to a detail stays readable.
_LEADS = {
    *_NAME_WORDS, "is", "'s", "s", "are", "called", "named", "i'm", "im", "am", "'m", "this", "born", "on", "in",
    "husband", "wife", "partner", "son", "daughter", "sister", "brother", "mother", "father", "friend", "therapist",
}  # fmt: skip


class Redactor:
    """Safe to share between threads."""

    def __init__(self) -> None:
        self._language = spacy.blank("en")
        self._matcher = Matcher(self._language.vocab)
        for label, patterns in _PATTERNS.items():
            self._matcher.add(label, patterns)

    def redact(self, text: str) -> str:
        """The text with e-mail and web addresses, telephone numbers, dates and names that announce themselves
        replaced by `[contact]`, `[date]`, `[address]` and `[name]`; at most 4,000 characters."""
        document = self._language.make_doc(text[:MOST_CHARACTERS])
        redacted = text[:MOST_CHARACTERS]
        for span in reversed(filter_spans(self._matcher(document, as_spans=True))):
            start = self._detail_start(span)
            redacted = redacted[:start] + f"[{span.label_}]" + redacted[span.end_char :]
        return redacted

    def _detail_start(self, span: Span) -> int:
        for token in span:
            if token.lower_ not in _LEADS:
                return token.idx
        return span.start_char
