# ruff: noqa: RUF001
"""Plain statements of danger, found by spaCy patterns that a reader can check; see `data/screen/lexicon.yml`."""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from pydantic import BaseModel, ConfigDict
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.library.yaml_files import ContentError, read_yaml
from bot.safety.dangers import Danger
from bot.safety.normalisation import plain_letters, readings

_SENTENCE_END = re.compile(r"[.?!…]+")
_CLAUSE_END = re.compile(r"[\n,;:()<>\"“”–—]+| - ")
_PIECE = re.compile(r"[^\W_]+")
# A longer one is a telephone number: "call 2125557766 please" is no "call 911".
_NUMBER = re.compile(r"\d{1,6}(?:st|nd|rd|th|kgs?|lbs?)?")
# A sentence that never ends is read in overlapping windows; no statement of the list is as long as the overlap.
_WINDOW = 80
_OVERLAP = 30
_END = "."
_ANY_NUMBER = "0"
# Stands for every word that is in no pattern: so nothing that people write gets into spaCy's store of strings.
_OTHER = "+"
_MOST_FORMS = 2000
# Where a reading leaves short forms as they are, their negation must still be seen. "don't" comes apart at its mark.
_NEGATIONS = frozenset(
    ("t", "dont", "didnt", "doesnt", "cant", "wont", "isnt", "arent", "wasnt", "wouldnt", "couldnt", "havent", "hasnt")
)
_PATTERN_WORD = re.compile(r"[^\W\d_]+|[0^$]")
_SET = re.compile(r"<([a-z_]+)>")

type _Token = dict[str, Any]
type _Form = list[_Token]
type _Words = tuple[str, ...]


class _LexiconFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    fillers: str
    sets: dict[str, str]
    patterns: dict[Danger, dict[str, list[str]]]


@dataclass(frozen=True)
class _Reading:
    """A pattern in spaCy's terms, and the words of which it needs one each."""

    forms: list[_Form]
    needs: list[frozenset[str]]
    not_after: tuple[_Words, ...]
    not_before: tuple[_Words, ...]


@dataclass(frozen=True)
class _Pattern:
    name: str
    danger: Danger
    matcher: Matcher
    reading: _Reading

    def is_in(self, words: _Words, doc: Doc) -> bool:
        return any(
            not any(words[max(0, start - len(other)) : start] == other for other in self.reading.not_after)
            and not any(words[end : end + len(other)] == other for other in self.reading.not_before)
            for _, start, end in self.matcher(doc)
        )


class Lexicon:
    """Safe to share between threads: nothing in it changes once it is built."""

    def __init__(self, path: Path) -> None:
        """`path`: the patterns, in the notation that the file explains. Raises ContentError, naming a bad pattern."""
        file = read_yaml(path, _LexiconFile)
        notation = _Notation(file.fillers, file.sets)
        self._vocab = spacy.blank("en").vocab
        patterns: list[_Pattern] = []
        for danger, natures in file.patterns.items():
            for nature, text in ((nature, text) for nature, texts in natures.items() for text in texts):
                try:
                    reading = notation.read(text)
                except ValueError as error:
                    raise ContentError(f"{path.name}: the pattern “{text}” ({danger}, {nature}) {error}.") from error
                matcher = _matcher(self._vocab, reading.forms)
                patterns.append(_Pattern(f"{danger} {nature}: {text}", danger, matcher, reading))
        self._by_word = _by_rarest_word(patterns)
        self._words = frozenset(notation.words)
        # Made now, because spaCy would otherwise make them while threads look on.
        for word in (*self._words, _OTHER):
            self._vocab[word]

    def find(self, plain: str) -> Danger | None:
        """The gravest danger that a text states in any of its readings.

        `plain`: letters as `normalisation.plain_letters` leaves them. An emergency is gravest; the rest follow in the
        order of `Danger`. Negation cancels nothing: a plain denial is simply no pattern.
        """
        return min({pattern.danger for pattern in self._met(plain)}, key=_gravity, default=None)

    def met(self, plain: str) -> list[str]:
        """The patterns that a text meets, each with its kind and nature; for those who look after the list."""
        return list(dict.fromkeys(pattern.name for pattern in self._met(plain)))

    def _met(self, plain: str) -> Iterator[_Pattern]:
        passages = dict.fromkeys(words for reading in readings(plain) for words in self._passages(reading))
        for words in passages:
            present = frozenset(words)
            candidates = [
                pattern
                for word in present
                for pattern in self._by_word.get(word, ())
                if not any(need.isdisjoint(present) for need in pattern.reading.needs)
            ]
            if candidates:
                doc = Doc(self._vocab, words=list(words))
                yield from (pattern for pattern in candidates if pattern.is_in(words, doc))

    def _passages(self, reading: str) -> Iterator[_Words]:
        """The sentences and their clauses, as words of the list between two ends."""
        for sentence in _SENTENCE_END.split(reading):
            clauses = _CLAUSE_END.split(sentence)
            for passage in dict.fromkeys((sentence, *clauses)):
                words = [self._listed(piece) for piece in _PIECE.findall(passage)]
                words = [_END, *words, _END]
                for start in range(0, max(1, len(words) - _OVERLAP), _WINDOW - _OVERLAP):
                    yield tuple(words[start : start + _WINDOW])

    def _listed(self, piece: str) -> str:
        if _NUMBER.fullmatch(piece):
            return _ANY_NUMBER
        if piece in _NEGATIONS:
            return "not"
        return piece if piece in self._words else _OTHER


def _gravity(danger: Danger) -> tuple[bool, int]:
    return not danger.is_emergency, list(Danger).index(danger)


def _matcher(vocab: Vocab, forms: list[_Form]) -> Matcher:
    matcher = Matcher(vocab, validate=False)
    matcher.add("statement", forms)
    return matcher


def _by_rarest_word(patterns: Sequence[_Pattern]) -> Mapping[str, Sequence[_Pattern]]:
    """The patterns by the words of which one must be there: of several such places, that with the rarest words."""
    uses = Counter(word for pattern in patterns for need in pattern.reading.needs for word in need)
    by_word: dict[str, list[_Pattern]] = {}
    for pattern in patterns:
        for word in min(pattern.reading.needs, key=lambda need: max(uses[word] for word in need)):
            by_word.setdefault(word, []).append(pattern)
    return by_word


class _Notation:
    """Turns the notation of the file into spaCy's token patterns, and gathers its words."""

    def __init__(self, fillers: str, sets: Mapping[str, str]) -> None:
        self.words = {_END, _ANY_NUMBER, "not", *fillers.split()}
        self._fillers = fillers.split()
        self._sets = sets

    def read(self, text: str) -> _Reading:
        """Raises ValueError, which says what is wrong."""
        pieces = text.split()
        not_after = self._guard(pieces.pop(0)) if pieces and pieces[0].startswith("-") else ()
        not_before = self._guard(pieces.pop()) if pieces and pieces[-1].startswith("-") else ()
        if any("$" in piece for piece in pieces[:-1]) or any("^" in piece for piece in pieces[1:]):
            raise ValueError("has a sentence end in its middle")
        places = [self._choices(piece) for piece in pieces]
        forms = _one_of_each(places)
        if not forms or any("OP" in form[end] for form in forms for end in (0, -1)):
            raise ValueError("is empty, or begins or ends with what may be absent")
        needs = [frozenset(itertools.chain.from_iterable(map(_telling, choices))) for choices in places]
        needed = [need for need, choices in zip(needs, places, strict=True) if all(map(_telling, choices))]
        if not needed:
            raise ValueError("has no word that must be there")
        return _Reading(forms, needed, not_after, not_before)

    def _guard(self, piece: str) -> tuple[_Words, ...]:
        return tuple(tuple(self._word(word) for word in phrase.split("_")) for phrase in piece[1:].split("|"))

    def _choices(self, piece: str) -> list[_Form]:
        """What may stand in a place, each as one or several tokens."""
        if piece == "..":
            return [[{"IS_PUNCT": False, "OP": "{0,3}"}]]
        if piece == "~":
            return [[{"ORTH": {"IN": self._fillers}, "OP": "{0,3}"}]]
        may_be_absent: _Token = {"OP": "?"} if piece.endswith("?") else {}
        needed = piece.removesuffix("?")
        if needed == "_":
            return [[{"IS_PUNCT": False} | may_be_absent]]
        sets = _SET.findall(needed)
        words = [self._word(word) for word in needed.split("|") if not _SET.fullmatch(word)]
        if not sets:
            return [[{"ORTH": {"IN": words}} | may_be_absent]]
        choices = [form for name in sets for form in self._members(name)]
        return choices + ([[{"ORTH": {"IN": words}}]] if words else []) + ([[]] if may_be_absent else [])

    def _members(self, name: str) -> list[_Form]:
        if name not in self._sets:
            raise ValueError(f"names a set that there is not, <{name}>")
        phrases = self._sets[name].split(" / ")
        return [form for phrase in phrases for form in _one_of_each([self._choices(p) for p in phrase.split()])]

    def _word(self, word: str) -> str:
        if not _PATTERN_WORD.fullmatch(word) or word != plain_letters(word):
            raise ValueError(f"has “{word}”, which is no word in small plain letters")
        word = _END if word in ("^", "$") else word
        self.words.add(word)
        return word


def _one_of_each(places: Sequence[list[_Form]]) -> list[_Form]:
    if math.prod(len(choices) for choices in places) > _MOST_FORMS:
        raise ValueError(f"stands for more than {_MOST_FORMS} statements")
    forms = [list(itertools.chain.from_iterable(chosen)) for chosen in itertools.product(*places)]
    return [form for form in forms if form]


def _telling(form: _Form) -> frozenset[str]:
    """Words of which a form needs one; empty where it needs none in particular."""
    needs = [token["ORTH"]["IN"] for token in form if "ORTH" in token and "OP" not in token]
    return frozenset(min(needs, key=len, default=()))
