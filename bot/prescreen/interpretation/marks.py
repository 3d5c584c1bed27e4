"""What stands in an answer, by rules that a reader can follow: whose matter it is, denied, in doubt, long ago."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.prescreen.interpretation.lists import Lists, Phrase
from bot.prescreen.interpretation.words import BREAK, plain_text, plain_words

ASKED = ("medicine", "condition")
_LONGEST = 5
_SHORTEST_MISSPELT = 6
_TWO_FAULTS_FROM = 8
# How far a negation reaches within its clause, and a relative within the sentence so far.
_REACH = 6
# First letters that are misspelt for one another.
_SOUNDS = {"s": "c", "k": "c", "z": "c", "x": "c", "f": "p"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A listed thing in an answer.

    `kind`: what it is to the question; `state`: "plain", "denied", "doubted", "relative", or "over" (past, not taken).
    """

    kind: str
    state: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Marks:
    """`words`: the plain words; `marked`: the same with names replaced by their kind; `flags`: facts by name."""

    words: list[str]
    marked: str
    mentions: list[Mention]
    flags: frozenset[str]


class Marker:
    """Safe to share between threads."""

    def __init__(self, lists: Lists, known_words: frozenset[str]) -> None:
        """`known_words`: words that are never taken for a misspelt name."""
        self._lists = lists
        self._known = known_words
        single = {p[0] for p in lists.named if len(p) == 1} | {
            p[0] for each in lists.matters.values() for p, kind in each.items() if len(p) == 1 and kind in ASKED
        }
        self._names = sorted(word for word in single if len(word) >= _SHORTEST_MISSPELT)
        self._listed_words = single | {word for p in lists.cues for word in p}

    def marks(self, question: str, text: str) -> Marks:
        """Any text will do. `question`: one of `QUESTIONS`."""
        plain = plain_text(text)
        words = [self._spelt(word) for word in plain_words(plain, self._lists.short_forms)]
        asked = self._lists.matters.get(question, {})
        cues = list(self._cues(words))
        mentions: list[Mention] = []
        marked: list[str] = []
        at = 0
        while at < len(words):
            length, kind = self._named(words, at, asked)
            if kind:
                mention = Mention(kind, _state(words, cues, at, length), tuple(words[at : at + length]))
                mentions.append(mention)
                marked.append(f"{kind.upper()}")
            else:
                length = 1
                marked.append(_sign(words[at], cues[at]))
            at += length
        flags = {*_flags(plain, words, cues, mentions), *self._parts(question, words, cues)}
        flags |= {f"known {self._share_known(words)}"}
        return Marks(words, " ".join(marked), mentions, frozenset(flags))

    def _parts(self, question: str, words: list[str], cues: list[frozenset[str]]) -> Iterator[str]:
        """How many of the things that a question asks at once the answer speaks of."""
        parts = self._lists.parts.get(question, ())
        if not parts:
            return
        told = sum(any(self._holds(words, phrase) for phrase in part) for part in parts)
        yield f"parts {told}"
        for cue in ("negation", "cleared", "both", "agreement"):
            if any(cue in each for each in cues):
                yield f"parts {told} {cue}"

    def _holds(self, words: list[str], phrase: Phrase) -> bool:
        return any(tuple(words[at : at + len(phrase)]) == phrase for at in range(len(words)))

    def _share_known(self, words: list[str]) -> str:
        known = [word in self._known or word in self._listed_words or word[0].isdigit() for word in words]
        return "all" if all(known) else "some" if any(known) else "none"

    def _spelt(self, word: str) -> str:
        """The listed name that a long unknown word is meant to be, else the word."""
        if len(word) < _SHORTEST_MISSPELT or word in self._listed_words or word in self._known:
            return word
        allowed = 2 if len(word) >= _TWO_FAULTS_FROM else 1
        found = process.extractOne(word, self._names, scorer=OSA.distance, score_cutoff=allowed)
        return found[0] if found and _SOUNDS.get(found[0][0], found[0][0]) == _SOUNDS.get(word[0], word[0]) else word

    def _named(self, words: list[str], at: int, asked: Mapping[Phrase, str]) -> tuple[int, str]:
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = tuple(words[at : at + length])
            kind = asked.get(phrase) or self._lists.named.get(phrase)
            if kind:
                return length, kind
        return 0, ""

    def _cues(self, words: list[str]) -> Iterator[frozenset[str]]:
        """For each word, the cues that it is part of."""
        found: list[set[str]] = [set() for _ in words]
        for at in range(len(words)):
            for length in range(1, min(_LONGEST, len(words) - at) + 1):
                for place in range(at, at + length):
                    found[place] |= self._lists.cues.get(tuple(words[at : at + length]), frozenset())
        return map(frozenset, found)


def _clause(words: list[str], at: int) -> tuple[int, int]:
    start = at
    while start > 0 and words[start - 1] not in (BREAK, "but"):
        start -= 1
    end = at
    while end < len(words) and words[end] not in (BREAK, "but"):
        end += 1
    return start, end


def _state(words: list[str], cues: list[frozenset[str]], at: int, length: int) -> str:
    start, end = _clause(words, at)
    near = range(max(start, at - _REACH), at)
    after = range(at + length, min(end, at + length + _REACH))
    if any("relative" in cues[place] for place in range(start, end)):
        return "relative"
    if any("negation" in cues[place] for place in near) or any(
        "cleared" in cues[place] or words[place] in ("not", "never", "no") for place in after
    ):
        return "denied"
    if any("hedge" in cues[place] for place in range(start, end)):
        return "doubted"
    if any("past" in cues[place] for place in range(start, end)) or any("untaken" in each for each in cues):
        return "over"
    return "plain"


def _sign(word: str, cues: frozenset[str]) -> str:
    if word[0].isdigit():
        return "NUM" if len(word) != 4 else "YEAR"
    if "relative" in cues:
        return "REL"
    return word


def _flags(plain: str, words: list[str], cues: list[frozenset[str]], mentions: list[Mention]) -> Iterator[str]:
    content = [word for word in words if word != BREAK]
    yield "words " + next((str(most) for most in (0, 1, 2, 4, 8, 16, 32) if len(content) <= most), "more")
    present = {cue for each in cues for cue in each}
    yield from present
    if words:
        yield from (f"first {cue}" for cue in cues[0])
        start = _clause(words, len(words) - 1)[0]
        last = {cue for each in cues[start:] for cue in each}
        if start:
            yield from (f"last {cue}" for cue in last)
    if "relative" in present:
        company = "relative and self" if {"i", "me", "mine", "myself"} & set(words) else "relative alone"
        yield company
        yield f"{company}, {'denied' if 'negation' in present else 'not denied'}"
    if not mentions:
        yield "nothing named"
        yield f"nothing named, {next((cue for cue in ('negation', 'agreement') if cue in present), 'nor said')}"
    elif not any(mention.kind in (*ASKED, "topic", "sign", "denial") for mention in mentions):
        yield "only other matters"
    if "?" in plain:
        yield "asks"
        if plain.rstrip(" )!.").endswith("?"):
            yield "ends asking"
    for mention in mentions:
        yield f"{mention.kind} {mention.state}"
        yield mention.kind
    states = {(mention.kind in ASKED, mention.state) for mention in mentions}
    for asked, state in states:
        yield f"{'asked' if asked else 'other'} {state}"
    for cue in ("negation", "relative", "past", "hedge", "present", "question", "waiting", "several"):
        if cue in present:
            yield from (f"{cue} with {mention.kind}" for mention in mentions)
            yield from (f"{cue} with {other}" for other in ("self", "but", "not_self", "negation") if other in present)
