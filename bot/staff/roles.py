"""What a colleague does, which decides the pages that open for them."""

from enum import StrEnum


class Role(StrEnum):
    """Exactly one of these for each colleague."""

    EDITOR = "editor"
    """Looks after the answers."""
    CLINICIAN = "clinician"
    """Sees to the people who wait."""
    ADMINISTRATOR = "administrator"
    """May do all of that, and looks after colleagues and settings."""
