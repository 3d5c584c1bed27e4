"""What the clinic is told of an item of its queue, and by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.handoff.kinds import ItemKind
from bot.safety.dangers import Danger


class NotSent(Exception):
    """A notice could not be handed over. The text tells how, without addresses and without what a server said.

    `why`: for a test that a person waits for, a sentence in plain words.
    """

    def __init__(self, told: str, why: str = "It did not work, for a reason that is not known here.") -> None:
        super().__init__(told)
        self.why = why


@dataclass(frozen=True, slots=True)
class Notice:
    """One round of an item, the first being 1. It names nobody. `danger` is None unless the kind is a danger's;
    `overdue`: nobody claimed the item after an earlier round."""

    item: str
    reference: str
    kind: ItemKind
    round: int
    danger: Danger | None
    channel: str
    at: datetime
    last_at: datetime
    times: int
    overdue: bool


class Target(Protocol):
    """Somewhere that notices go."""

    def send(self, notice: Notice) -> None:
        """Hands it over, within a minute or so. Raises NotSent; the same notice may then come again."""

    def send_test(self) -> str:
        """Hands over what nobody can take for a notice, trying for a few seconds; returns a sentence on what was
        taken. Raises NotSent."""
