"""What the clinic is told of an alert, and by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.safety.dangers import Danger


class NotSent(Exception):
    """A notice could not be handed over. The text tells how, without addresses and without what a server said."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One round of an alert, the first being 1. It names nobody. `overdue`: nobody acknowledged an earlier round."""

    alert: str
    round: int
    danger: Danger
    channel: str
    at: datetime
    last_at: datetime
    times: int
    overdue: bool


class Target(Protocol):
    """Somewhere that notices go."""

    def send(self, notice: Notice) -> None:
        """Hands it over, within a minute or so. Raises NotSent; the same notice may then come again."""
