"""What waits for the clinic's staff: which kinds of items there are, the most pressing first."""

from enum import StrEnum


class ItemKind(StrEnum):
    """The kind of an item, in the order in which staff are told of them and see them."""

    EMERGENCY = "emergency"
    """Somebody may be in danger of their life at this moment, and needs an ambulance or the police."""
    CRISIS = "crisis"
    """Somebody may be in danger."""
    CALLBACK = "callback"
    """Somebody wants to hear from a person."""
    QUESTION = "question"
    """A question was passed on to the clinic."""
    PRESCREEN = "prescreen"
    """A pre-screen is finished, and a clinician is to look at it."""

    @property
    def is_danger(self) -> bool:
        """Whether staff are reminded of it until somebody claims it."""
        return self in (ItemKind.EMERGENCY, ItemKind.CRISIS)

    @property
    def rank(self) -> int:
        """The more pressing, the smaller the number."""
        return list(ItemKind).index(self)
