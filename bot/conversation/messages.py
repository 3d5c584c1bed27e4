"""What the bot sends: the public shape of a message, the same in every channel."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.library.kinds import Kind


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Choice(_Part):
    """A button. `id` is opaque and belongs to one conversation; `entry` names the answer that it leads to, if any."""

    id: str
    label: str
    entry: str | None = None


class Citation(_Part):
    """The document and section that an answer rests on."""

    document: str
    section: str


class Progress(_Part):
    """Where a person is in the pre-screen, counted from 1."""

    step: int
    of: int


class _Content(_Part):
    """What both forms of a message share. `text` is plain: paragraphs, `-` lists, `**strong**` and links."""

    id: str
    text: str
    choices: list[Choice] = []
    citations: list[Citation] = []
    entry: str | None = None
    reviewed: date | None = None
    progress: Progress | None = None


class Message(_Content):
    """One message of the bot."""

    kind: Kind


class TranscriptMessage(_Content):
    """One message of either side; `kind` is null for what the person wrote.

    In JSON `sender` is called `from`, which Python keeps for itself.
    """

    model_config = ConfigDict(frozen=True, serialize_by_alias=True, validate_by_name=True)

    kind: Kind | None
    sender: Literal["person", "bot"] = Field(alias="from")
    at: datetime
