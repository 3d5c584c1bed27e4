"""The clinic's own details, from `content/clinic.yml`."""

import re
from itertools import groupby
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\n\x00<>]*$")]
Hours = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEK: tuple[Day, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Clinic(BaseModel):
    """Who the guide speaks for and how to reach them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Line
    phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ().-]{3,30}$")]
    email: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")] | None = None
    address: Line | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    time_zone: str
    hours: dict[Day, Hours]
    suggested: Annotated[list[str], Field(max_length=4)] = []

    @field_validator("time_zone")
    @classmethod
    def _known_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            # A folder of zones, such as "America", cannot be opened.
            raise ValueError("is not a time zone such as America/New_York") from error
        return value

    @property
    def phone_link(self) -> str:
        """The number as a `tel:` address."""
        return telephone_link(self.phone)

    @property
    def contact(self) -> str:
        """The ways to reach the clinic, to stand after a colon."""
        ways = [f"call [{self.phone}]({self.phone_link})"]
        if self.email:
            ways.append(f"write to [{self.email}](mailto:{self.email})")
        return " or ".join(ways)

    @property
    def spoken_hours(self) -> str:
        """The opening hours in words, such as "Monday to Thursday 09:00 to 17:00"."""
        spans = []
        for hours, run in groupby(WEEK, key=self.hours.get):
            days = [day.capitalize() for day in run]
            if hours:
                span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
                spans.append(f"{span} {hours.replace('-', ' to ')}")
        return ", ".join(spans) or "at times that you can ask for by e-mail"


def telephone_link(number: str, scheme: str = "tel") -> str:
    """`tel:` or `sms:` with the digits of a written number."""
    return f"{scheme}:{re.sub(r'[^0-9+]', '', number)}"
