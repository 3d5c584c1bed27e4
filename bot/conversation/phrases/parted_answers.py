"""Several facts in one answer: "no heart problem but my liver is bad and i take lithium"."""

import re
from dataclasses import dataclass
from typing import Final

from bot.conversation.phrases.asking_words import asks_somehow
from bot.conversation.phrases.own_facts import denies_plainly, question_told
from bot.conversation.phrases.prescreen_additions import questions_named
from bot.safety.normalisation import plain_letters

_MOST_WORDS: Final = 40
_CLAUSE_END: Final = re.compile(
    r"(?<=^no)(?= (?:i|i'?m|i'?ve|im|ive|my)\b)|(?<=^nope)(?= (?:i|i'?m|i'?ve|im|ive|my)\b)"
    r"|[.,;:!\n]+|\s-+\s|\b(?:but|though|although|tho|however|except)\b"
    r"|\b(?:and|plus|also)\b(?=(?: also| then)? (?:i|i'?m|i'?ve|im|ive|my)\b)"
)
_FILLER: Final = re.compile(
    r"(?:(?:oh|ok|okay|well|hi|so|and|um+|uh|hm+|sorry|actually|yes|yeah|also|plus|just|lol|btw|that'?s it|thanks"
    r"|thank you|i think|honestly|tbh)\s*)*"
)
_LEAD = r"(?:(?:oh|ok|okay|well|um+|uh|hm+|sorry|actually|honestly|and|also|just) )*"
_BARE_NO: Final = re.compile(
    rf"{_LEAD}(?:no|nope|nah|naw|never|none|negative)(?: (?:never|none|nope|nothing|not at all|at all|thanks"
    r"|thank you|thankfully|for that|for (?:this|that) one))?"
)
# "No meds" is a denial of one's own at that question; "not sure" and "no idea" deny nothing.
_DENIES: Final = re.compile(r"\b(?:not sure|unsure|no idea|no clue|don'?t know|not certain|dunno|maybe|might)\b")
_BEFORE_I: Final = re.compile(r"^(?:(?:and|also|just|still|only|then|plus) )+")


@dataclass(frozen=True, slots=True)
class PartedAnswer:
    """`own`: the part that denies what is asked. `others`: the questions that the rest tells something for, each with
    the words for it."""

    own: str
    others: tuple[tuple[str, str], ...]


def parted_answer(text: str, asked: str) -> PartedAnswer | None:
    """The parts of an answer that plainly denies what is `asked` and tells of other matters beside it. None for any
    other text, and where one of its parts is not plain."""
    plain = plain_letters(text)
    if len(plain.split()) > _MOST_WORDS or asks_somehow(text):
        return None
    own: list[str] = []
    others: list[tuple[str, str]] = []
    for clause in clauses(plain):
        if _denies_asked(clause, asked):
            own.append(clause)
            continue
        told = question_told(_BEFORE_I.sub("", clause), asked)
        if told is None or told == asked:
            return None
        # What is denied of another matter is asked there.
        if not denies_plainly(clause):
            others.append((told, clause))
    return PartedAnswer(". ".join(own), tuple(others)) if own and others else None


def clauses(plain: str) -> list[str]:
    """The parts of a text in plain letters, without those that say nothing."""
    found = (clause.strip() for clause in _CLAUSE_END.split(plain))
    return [clause for clause in found if not _FILLER.fullmatch(clause)]


def denies_and_tells_of_others(text: str, asked: str) -> bool:
    """Whether a text begins by denying what is `asked`, and names only other matters after that: what it says of these
    is no yes."""
    first, *rest = clauses(plain_letters(text)) or [""]
    named = {question for clause in rest if not denies_plainly(clause) for question in questions_named(clause)}
    return bool(named) and asked not in named and _denies_asked(first, asked)


def _denies_asked(clause: str, asked: str) -> bool:
    if _BARE_NO.fullmatch(clause):
        return True
    return questions_named(clause) == [asked] and denies_plainly(clause) and not _DENIES.search(clause)
