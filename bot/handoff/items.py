"""Items of the clinic's queue as staff see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.handoff.kinds import ItemKind
from bot.handoff.sighting import gravity
from bot.safety.dangers import Danger


class ItemState(StrEnum):
    """How far staff are with an item. Each state follows from those before; closing may leave out contact."""

    NEW = "new"
    CLAIMED = "claimed"
    CONTACTED = "contacted"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Contact:
    """What a person agreed to tell the clinic: how to reach them, and perhaps a name."""

    name: str | None
    reach: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as staff see it; people call it by its `reference`. It came `times` times, first at `at`.

    `danger` is None unless the kind is a danger's, and then it is an AlertView. `overdue`: nobody claimed a danger in
    time; `words`: the question that was passed on; `due_at`: when staff are reminded of it. Whoever contacted the
    person or closed the item has claimed it as well, unless somebody had it already.
    """

    id: str
    reference: str
    kind: ItemKind
    at: datetime
    last_at: datetime
    times: int
    channel: str
    danger: Danger | None
    state: ItemState
    overdue: bool
    contact: Contact | None
    words: str | None
    due_at: datetime | None
    claimed_at: datetime | None
    claimed_by: str | None
    contacted_at: datetime | None
    contacted_by: str | None
    closed_at: datetime | None
    closed_by: str | None


@dataclass(frozen=True, slots=True)
class AlertView(ItemView):
    """An item about a danger: `danger` is the gravest of its messages."""

    danger: Danger


def in_order[View: ItemView](views: Iterable[View]) -> list[View]:
    """As staff are to see to them: what is closed last, the more pressing kinds first, and then the newest first."""
    return sorted(
        views,
        key=lambda view: (
            view.state is ItemState.CLOSED,
            view.kind.rank,
            -view.last_at.timestamp(),
            gravity(view.danger) if view.danger is not None else 0,
        ),
    )
