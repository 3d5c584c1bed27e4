"""What the pre-screen shows: no words, only what of the questionnaire and the approved texts comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.library.texts import TextId
from bot.prescreen.moves import Move
from bot.prescreen.questionnaire import Label
from bot.prescreen.state import Given

Buttons = tuple[tuple[Label, Move], ...]


class Asking(StrEnum):
    """How a question is put: as it is, with the reason for it before, or once more for a little more."""

    PLAIN = "plain"
    WITH_REASON = "with_reason"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """What the person is asked to agree to."""


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question, with its number. `said_before`: what the person told about it before it was asked."""

    question: str
    asking: Asking = Asking.PLAIN
    is_editing: bool = False
    said_before: str = ""


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """All answers, before they are sent, or only to be seen. `was_sent`: the clinic has them as they were before."""

    answers: Mapping[str, Given] = field(default_factory=dict)
    is_for_sending: bool = True
    was_sent: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An approved text with buttons of the pre-screen. `names_reference`: with the number of the clinic's item."""

    text: TextId
    buttons: Buttons = ()
    names_reference: bool = False


@dataclass(frozen=True, slots=True)
class EditShown:
    """Which answer to change: one button for each question."""


Shown = ConsentShown | QuestionShown | ReviewShown | EditShown | Told
