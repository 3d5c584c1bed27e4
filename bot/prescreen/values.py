"""How an answer can be read. A reading helps a clinician find their way; nothing is ever counted or decided from it."""

from enum import StrEnum
from typing import Final


class Value(StrEnum):
    """What an answer says, as far as a program can tell."""

    YES = "yes"
    """True of the person, now or in the past, also when mild, treated or controlled; for open questions: usable."""
    NO = "no"
    """A clear denial about oneself; for open questions: none wanted."""
    UNSURE = "unsure"
    """Does not know, or hedges."""
    DECLINED = "declined"
    """Will not say."""
    NEEDS_FOLLOWUP = "needs_followup"
    """A question back, off the point, conditional, partial, or about a relative only."""


OPEN_QUESTIONS: Final = frozenset({"reason_for_interest", "anything_else", "contact_preference"})
"""The questions that are answered in own words."""

QUESTIONS: Final = (
    "reason_for_interest",
    "previous_treatment",
    "psychosis_history",
    "heart_blood_pressure",
    "liver_kidney",
    "pregnancy",
    "substance_use",
    "medications",
    "allergy_ketamine",
    "anything_else",
    "contact_preference",
)
"""The ids of all questions, in their order."""
