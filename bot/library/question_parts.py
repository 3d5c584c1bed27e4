"""Finds the questions inside a longer message: people tell a story first, or ask two things at once."""

import re

MOST_PARTS = 6
_FEWEST_WORDS = 3

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s\"')]+|\n+|\s[-–—]+\s|;\s+|\s*\(\d\)\s*")
_OPENERS = (
    r"what|whats|what's|how|hows|when|where|wheres|who|whos|who's|whom|why|whys|which|whether|is|isnt|are|was|were|do|"
    r"does|doesnt|did|can|could|will|would|wouldnt|should|has|have|may|must|am|any"
)
_LEAD_IN = r"(?:(?:and|but|so|or|also|then|ok|well|firstly?|secondly?|please|plus|for|in|at|with|from|of|to)\b[\s,:]*)*"
_OPENS = re.compile(
    rf"{_LEAD_IN}(?:i'?d like to know\s+|i want to know\s+|wondering\s+)?"
    rf"(?:{_OPENERS}|tell|explain|talk|list|describe)\b",
    re.IGNORECASE,
)
_SECOND_QUESTION = re.compile(
    rf",?\s+(?:and|also|plus|then|&|\+)\s+(?={_LEAD_IN}(?:{_OPENERS})\b)"
    rf"|,\s+(?={_LEAD_IN}(?:{_OPENERS})\b)"
    r"|,?\s+and\s+(?:then|also)\s+|,\s+and\s+",
    re.IGNORECASE,
)


def question_parts(text: str) -> list[str]:
    """The parts of a text that ask something, in their order; empty where the text is one part anyway."""
    clauses = [
        clause.strip(" ,-–—•*")
        for sentence in _SENTENCE_END.split(text)
        for clause in _SECOND_QUESTION.split(sentence.strip())
    ]
    parts = [clause for clause in clauses if len(clause.split()) >= _FEWEST_WORDS]
    if len(parts) < 2:
        return []
    asking = [part for part in parts if part.endswith("?") or _OPENS.match(part)]
    # Where nothing looks like a question, the point mostly comes last.
    return (asking or parts[-2:])[-MOST_PARTS:]
