"""The queue in numbers, for those who only want to know whether there is something new."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.handoff.items import ItemState
from bot.handoff.kinds import ItemKind

MARK_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Counted:
    """An open item, as far as it is counted. `shown`: all that the list shows of it."""

    id: str
    kind: ItemKind
    state: ItemState
    overdue: bool
    shown: tuple[object, ...]

    @property
    def mark(self) -> str:
        """Tells it from other items and says nothing else of it: the beginning of a random id."""
        return self.id[:MARK_CHARACTERS]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items are open by kind, and how many of them nobody claimed; every kind is there, the most pressing
    first. `dangers` and `others` are marks of those that nobody claimed. `revision` is another one whenever the list
    of open items would be shown otherwise."""

    open: dict[ItemKind, int]
    unclaimed: dict[ItemKind, int]
    overdue: int
    dangers: list[str]
    others: list[str]
    revision: str


def tally_of(items: Iterable[Counted]) -> Tally:
    """What open items add up to, in whatever order they come."""
    everything = sorted(items, key=lambda item: item.id)
    unclaimed = [item for item in everything if item.state is ItemState.NEW]
    told = hashlib.blake2b(repr(everything).encode(), digest_size=8)
    return Tally(
        open=_by_kind(everything),
        unclaimed=_by_kind(unclaimed),
        overdue=sum(item.overdue for item in everything),
        dangers=[item.mark for item in unclaimed if item.kind.is_danger],
        others=[item.mark for item in unclaimed if not item.kind.is_danger],
        revision=told.hexdigest(),
    )


def _by_kind(items: Collection[Counted]) -> dict[ItemKind, int]:
    return {kind: sum(item.kind is kind for item in items) for kind in ItemKind}
