"""That the screen saw danger in a message: what is told of it, which is never the message."""

from dataclasses import dataclass
from datetime import datetime

from bot.handoff.kinds import ItemKind
from bot.safety.dangers import Danger

_GRAVEST_FIRST = (
    Danger.OVERDOSE,
    Danger.MEDICAL,
    Danger.SUICIDE,
    Danger.THREAT,
    Danger.VIOLENCE,
    Danger.OTHER_PERSON,
    Danger.SELF_HARM,
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One message that speaks of danger.

    `key` names the message and is the same whenever it is told again: the conversation's id and the message's, or
    something random where neither is known. `conversation` is None for one that is not known (a bad token, say).
    """

    key: str
    at: datetime
    channel: str
    danger: Danger
    conversation: str | None = None

    @property
    def kind(self) -> ItemKind:
        """The kind of item that its danger makes."""
        return ItemKind.EMERGENCY if self.danger.is_emergency else ItemKind.CRISIS


def gravity(danger: Danger) -> int:
    """The graver a danger, the smaller the number."""
    return _GRAVEST_FIRST.index(danger)
