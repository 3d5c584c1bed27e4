"""What a person can do in the pre-screen, however they say it."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from bot.prescreen.values import Value


class MoveKind(StrEnum):
    """Every kind of move."""

    START = "start"
    AGREE = "agree"
    NOT_NOW = "not_now"
    SOMEONE_ELSE = "someone_else"
    UNDER_AGE = "under_age"
    ANSWER = "answer"
    CHOOSE = "choose"
    SKIP = "skip"
    WHY = "why"
    BACK = "back"
    CORRECT = "correct"
    ADD = "add"
    RESTATE = "restate"
    SHOW = "show"
    STOP = "stop"
    UNDO = "undo"
    HOLD = "hold"
    KEEP = "keep"
    ERASE = "erase"
    GO_ON = "go_on"
    CHOOSE_EDIT = "choose_edit"
    EDIT = "edit"
    TO_REVIEW = "to_review"
    SEND = "send"
    AMEND = "amend"
    WHEN = "when"


class Move(BaseModel):
    """One move. `question`: the one that it is about, where the move names one; None means the present one.

    `value`: how an answer was read, or what was tapped. `choice`: which of the question's own choices was tapped.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: MoveKind
    question: Annotated[str, Field(pattern=r"^[a-z_]{2,41}$")] | None = None
    value: Value | None = None
    choice: Annotated[str, Field(pattern=r"^[a-z_]{2,40}$")] | None = None

    def as_payload(self) -> str:
        """What a button of it stands for: four fields with colons between."""
        return ":".join([self.kind, self.question or "", self.value or "", self.choice or ""])

    @classmethod
    def from_payload(cls, payload: str) -> Self:
        """Reads `as_payload` again. Raises ValueError."""
        kind, question, value, choice = payload.split(":")
        return cls.model_validate(
            {"kind": kind, "question": question or None, "value": value or None, "choice": choice or None}
        )
