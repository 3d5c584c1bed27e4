"""Where a person is in the pre-screen, and what they have answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.prescreen.values import Value

MOST_CHARACTERS = 10_000
"""So much of an answer is kept; a clinician reads no more in a first look."""


class Outcome(StrEnum):
    """What a pre-screen can lead to. There is one outcome and will be no other: people decide, never a program."""

    ROUTED_TO_CLINICIAN = "routed_to_clinician"


class Stage(StrEnum):
    """How far it is."""

    CONSENT = "consent"
    ASKING = "asking"
    REVIEW = "review"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: the question in the words in which it was asked, the person's own words, and how they were read.

    `words` is empty where the question was left out. `choice`: the id of the question's own choice that was tapped.
    `is_tapped`: the words are a button's. `is_early`: the person said it before the question was asked, which is still
    to come.
    """

    asked: str
    words: str
    value: Value
    at: datetime
    choice: str | None = None
    is_tapped: bool = False
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """What was agreed to, in its words, and when."""

    version: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Prescreen:
    """One person's pre-screen. Unchanging: a move makes a new one.

    `question`: the one that is open, while asking. `is_editing`: after it comes the review again. `followed_up`: it was
    asked about once more. `is_paused`: the person stopped, or was in danger, and goes on only when they say so.
    `is_leaving`: they were asked whether to keep or erase the answers. `is_choosing`: they were asked which answer to
    change, so that a "yes" sends nothing. `sent`: what the clinic has; `answers` may hold
    changes since. `times_sent`: 0 before the first time. `times_unclear`: how often neither yes nor no was said to the
    consent.
    """

    questionnaire: int
    stage: Stage = Stage.CONSENT
    question: str | None = None
    answers: Mapping[str, Given] = field(default_factory=dict)
    consent: ConsentGiven | None = None
    is_editing: bool = False
    followed_up: bool = False
    is_paused: bool = False
    is_leaving: bool = False
    is_choosing: bool = False
    sent: Mapping[str, Given] | None = None
    sent_at: datetime | None = None
    times_sent: int = 0
    times_unclear: int = 0

    @property
    def is_open(self) -> bool:
        """Whether what the person says now may be about it."""
        return not self.is_paused and self.stage is not Stage.SENT

    @property
    def outcome(self) -> Outcome | None:
        """What came of it; None before it was sent."""
        return Outcome.ROUTED_TO_CLINICIAN if self.times_sent else None
