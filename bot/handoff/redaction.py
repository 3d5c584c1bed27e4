"""Takes identifying details out of a text. Best effort: a name that stands alone, say, is not seen."""

import re
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

# Details that are known by their characters: spaCy cuts "212-555-0142" into words, and would leave half of it.
# A telephone number has at least seven digits, so that "40-60 minutes" is none.
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_RUNS = (
    ("date", re.compile(r"(?<!\d)\d{1,4}([./-])\d{1,2}\1\d{2,4}(?!\d)")),
    (
        "date",
        re.compile(
            rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?),? \d{{4}}\b", re.I
        ),
    ),
    ("contact", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("contact", re.compile(r"\b(?:https?://|www\.)\S+", re.I)),
    ("contact", re.compile(r"(?<!\w)@ ?\w{3,}")),
    ("contact", re.compile(r"(?<![\w.$€£])[+(]{0,2}\d(?:[ ().-]{0,3}\d){6,14}(?!\w)")),
)

# Label → the patterns of spaCy's Matcher that it stands for.
_PATTERNS: dict[str, list[list[dict[str, Any]]]] = {
    "contact": [[{"LIKE_URL": True}]],
    "date": [
        [
            {"LOWER": {"IN": ["born"]}},
            {"LOWER": {"IN": ["on", "in"]}, "OP": "?"},
            {"IS_ALPHA": False, "LIKE_NUM": True},
        ],
    ],
    "address": [
        [
            {"TEXT": {"REGEX": r"^\d+[a-zA-Z]?$"}},
            _NAME,
            {**_NAME, "OP": "{0,2}"},
            {"LOWER": {"IN": ["street", "st", "road", "rd", "avenue", "ave", "lane", "ln"]}},
        ],
        # In small letters these are ordinary words: "a 2 hour drive".
        [
            {"TEXT": {"REGEX": r"^\d+[a-zA-Z]?$"}},
            _CAPITALISED,
            {**_CAPITALISED, "OP": "{0,2}"},
            {"TEXT": {"IN": ["Drive", "Close", "Court"]}},
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
            {"LOWER": {"IN": ["am", "'m", "m"]}},  # spaCy cuts "im" into "i" and "m"
            _CAPITALISED,
            {**_CAPITALISED, "OP": "?"},
        ],
        [{"LOWER": "this"}, {"LOWER": "is"}, _CAPITALISED, {**_CAPITALISED, "OP": "?"}],
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
    *_NAME_WORDS, "is", "'s", "s", "are", "called", "named", "am", "'m", "m", "this", "born", "on", "in",
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
        redacted = text[:MOST_CHARACTERS]
        for label, run in _RUNS:
            redacted = run.sub(f"[{label}]", redacted)
        document = self._language.make_doc(redacted)
        for span in reversed(filter_spans(self._matcher(document, as_spans=True))):
            start = self._detail_start(span)
            redacted = redacted[:start] + f"[{span.label_}]" + redacted[span.end_char :]
        return redacted

    def _detail_start(self, span: Span) -> int:
        for token in span:
            if token.lower_ not in _LEADS:
                return token.idx
        return span.start_char
