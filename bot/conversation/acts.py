"""What the bot decides to do. An act names approved texts and answers; it never holds words of its own.

Acts travel through Rasa as custom payloads, so whatever Rasa does, only approved texts can come out at the end.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.library.texts import ChoiceId, TextId
from bot.prescreen.moves import Move
from bot.prescreen.shown import Shown


class _Act(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Say(_Act):
    """Sends an approved text. `suggest`: with the clinic's suggested questions as buttons."""

    act: Literal["say"] = "say"
    text: TextId
    choices: tuple[ChoiceId, ...] = ()
    suggest: bool = False


class Answer(_Act):
    """Sends a published answer, by slug."""

    act: Literal["answer"] = "answer"
    entry: str


class Simply(_Act):
    """Says a published answer again in its plainest words, by slug."""

    act: Literal["simply"] = "simply"
    entry: str


class Clarify(_Act):
    """Offers answers to choose from: when none is sure, or when someone wants more."""

    act: Literal["clarify"] = "clarify"
    entries: tuple[str, ...]
    text: TextId = TextId.CLARIFY


class NotCovered(_Act):
    """Says that the documents do not tell, and keeps the question for staff; `nearest` may be empty.

    `asks_first`: staff see the question only if the person says yes.
    """

    act: Literal["not_covered"] = "not_covered"
    nearest: tuple[str, ...] = ()
    asks_first: bool = False


class InDanger(_Act):
    """Rasa takes the message for one of danger; the app decides what is said. It never reaches a person as it is."""

    act: Literal["in_danger"] = "in_danger"
    is_emergency: bool = False


class RequestPerson(_Act):
    """Puts the person on the clinic's list as someone who would like to talk, and tells them so."""

    act: Literal["request_person"] = "request_person"


class ShowData(_Act):
    """Shows the person what is held about them."""

    act: Literal["show_data"] = "show_data"


class PrescreenMove(_Act):
    """Does something in the pre-screen. The app does it: Rasa's word is not what an answer is stored by."""

    act: Literal["prescreen_move"] = "prescreen_move"
    move: Move


Act = Annotated[
    Say | Answer | Simply | Clarify | NotCovered | InDanger | RequestPerson | ShowData | PrescreenMove,
    Field(discriminator="act"),
]


@dataclass(frozen=True, slots=True)
class RequestShown:
    """That a person asked the clinic to get back to them, and what they gave to be reached: empty where nothing."""

    given: str


Part = Act | Shown | RequestShown
"""What a reply is made of: Rasa's acts, what the pre-screen shows, and what a person asked of the clinic."""

ACT: TypeAdapter[Act] = TypeAdapter(Act)
