"""What a message in danger may be about. Each has words of its own; see `content/texts.yml`."""

from enum import StrEnum


class Danger(StrEnum):
    """The kinds that people meet different help for."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    OTHER_PERSON = "other_person"
    THREAT = "threat"
    VIOLENCE = "violence"
    OVERDOSE = "overdose"
    MEDICAL = "medical"

    @property
    def is_emergency(self) -> bool:
        """Whether the emergency number comes first, before any question."""
        return self in (Danger.OVERDOSE, Danger.MEDICAL)
