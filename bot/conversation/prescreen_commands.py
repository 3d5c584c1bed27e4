"""Short words with which people steer through the pre-screen: "back", "skip", "stop", "why do you ask?"."""

import re
from typing import Final

from bot.prescreen.moves import MoveKind

_MOST_WORDS = 9

_PLEASE = (
    r"(?:(?:ok|okay|please|pls|can|could|we|i|you|i'd|id|like|to|want|wanna|let's|lets|just|now|no|hi|um|sorry)[ ,.]+)*"
)
_END = (
    r"(?:[ ,]+(?:please|pls|thanks|thank you|now|for now|for today|here|then|it|this|that|this one|that one|one))*"
    r"[ .!?]*$"
)

_COMMANDS: Final = (
    (
        MoveKind.WHY,
        r"why\b(?: (?:do|did|would|are|is|does|should|on earth|exactly))*(?: (?:you|they|u|it|that|this|i))*"
        r"(?: (?:want|need|have))*(?: to)?(?: (?:ask|asking|know|relevant|important|matter|matters|tell|answer|say))"
        r"(?: (?:me|you|that|this|it|about))*",
    ),
    (
        MoveKind.WHY,
        r"(?:what(?:'s| is)? (?:that|this|it) for|what do you need (?:that|this|it) for|how is that relevant)",
    ),
    (MoveKind.WHY, r"(?:but )?why"),
    (
        MoveKind.BACK,
        r"(?:go |step |take me )?back(?: (?:one|a step|to the (?:last|previous)(?: (?:one|question))?))?"
        r"|(?:the )?(?:previous|last) (?:question|one)(?: again)?"
        r"|(?:change|correct|fix|redo) (?:my |the )?(?:last|previous)(?: (?:answer|one|question))?",
    ),
    (
        MoveKind.SKIP,
        r"(?:skip|pass|next)(?: (?:on )?(?:it|this|that|one|question|the question|this question|that question))*",
    ),
    (
        MoveKind.STOP,
        r"(?:stop|quit|cancel|exit|end|abort|enough|that's enough|thats enough)"
        r"(?: (?:it|this|here|asking|the (?:questions?|pre-?screen|form|questionnaire)|the rest|questions))*"
        r"|(?:do this )?(?:later|another time|some other time)|not (?:right )?now"
        r"|(?:i )?(?:don'?t|do not) want to (?:do|answer|continue|go on|carry on)"
        r"(?: (?:this|any ?more|with this|it|now))*"
        r"|(?:i )?(?:need|want) (?:a break|to stop|to pause)|pause",
    ),
    (
        MoveKind.SHOW,
        r"(?:(?:say|repeat|show)(?: me)? (?:that|it|the question)(?: again)?|what was the question|come again|again"
        r"|repeat|which question|what did you ask(?: me)?|what|pardon|sorry|huh)",
    ),
    (
        MoveKind.GO_ON,
        r"(?:continue|go on|carry on|resume|keep going)(?: (?:with )?(?:the )?(?:questions?|pre-?screen|form))?",
    ),
)
_PATTERNS: Final = tuple((kind, re.compile(f"^{_PLEASE}(?:{pattern}){_END}")) for kind, pattern in _COMMANDS)

_SENDS: Final = re.compile(
    rf"^{_PLEASE}(?:yes|yep|yeah|sure|ok|okay|send|submit|go ahead|looks? (?:good|right|fine)|correct"
    r"|all (?:good|right)|that'?s (?:right|all|it|correct))"
    r"(?:[ ,]+(?:send|submit|it|them|off|that|to the clinic|please|go ahead|looks good))*"
    rf"{_END}"
)
_CHANGES: Final = re.compile(r"\b(?:change|edit|correct|fix|wrong|mistake|redo|amend|different|not right|update)\b")
_ERASES: Final = re.compile(r"\b(?:erase|delete|remove|wipe|throw|get rid|forget)\b")
_KEEPS: Final = re.compile(r"\b(?:keep|save|later|hold)\b")


def command_in(speech: str) -> MoveKind | None:
    """The move that a short message asks for; None for anything else."""
    words = _plain(speech)
    if len(words.split()) > _MOST_WORDS:
        return None
    return next((kind for kind, pattern in _PATTERNS if pattern.match(words)), None)


def command_when_leaving(speech: str) -> MoveKind | None:
    """Whether to keep or erase the answers, or to go on after all; None where that is not said."""
    words = _plain(speech)
    if _ERASES.search(words):
        return MoveKind.ERASE
    if _KEEPS.search(words):
        return MoveKind.KEEP
    return MoveKind.GO_ON if command_in(speech) is MoveKind.GO_ON else None


def command_at_review(speech: str) -> MoveKind | None:
    """Whether to send or to change something; None where that is not said."""
    words = _plain(speech)
    if _CHANGES.search(words):
        return MoveKind.CHOOSE_EDIT
    if _SENDS.match(words):
        return MoveKind.SEND
    return command_in(speech)


def _plain(speech: str) -> str:
    return " ".join(speech.replace("\u2019", "'").casefold().split())
