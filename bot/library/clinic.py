"""The clinic's own details, from `content/clinic.yml`."""

import re
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.library.clinic_settings import NO_CHANGES, Changes
from bot.library.yaml_files import read_yaml

CLINIC_FILE: Final = "clinic.yml"

Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\n\x00<>]*$")]
Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ().-]{3,30}$")]
Hours = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEK: tuple[Day, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


Days = Annotated[int, Field(ge=1, le=3650)]


class KeepDays(BaseModel):
    """How long what people sent is kept, in days: chats after the last message, items and the answers that they hold
    after they were closed, receipts after the erasure. What nobody has closed is kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chats: Days = 30
    prescreens: Days = 90
    requests: Days = 90
    dangers: Days = 90
    receipts: Days = 365


class Clinic(BaseModel):
    """Who the guide speaks for and how to reach them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Line
    phone: Phone
    email: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")] | None = None
    address: Line | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    time_zone: str
    hours: dict[Day, Hours]
    urgent_phone: Phone | None = None
    urgent_hours: Line | None = None
    alerts_watched: Line | None = None
    reply_open: Line = "as soon as they can"
    reply_closed: Line = "once the clinic is open again"
    erase_items_in_work: bool = False
    keep_days: KeepDays = KeepDays()
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

    @model_validator(mode="after")
    def _hours_of_a_phone(self) -> Self:
        if self.urgent_hours and not self.urgent_phone:
            raise ValueError("urgent_hours needs an urgent_phone")
        return self

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

    def is_open(self, moment: datetime) -> bool:
        """Whether someone answers the phone then. `moment` has a time zone."""
        local = moment.astimezone(ZoneInfo(self.time_zone))
        hours = self.hours.get(WEEK[local.weekday()])
        if hours is None:
            return False
        opening, closing = hours.split("-")
        return opening <= f"{local:%H:%M}" < closing

    @property
    def urgent_line(self) -> str:
        """Whom to call when someone feels bad after a session, to stand after a colon."""
        number = self.urgent_phone or self.phone
        hours = self.urgent_hours if self.urgent_phone else self.spoken_hours
        answered = f" (answered {hours})" if hours else ""
        return f"[call {number}]({telephone_link(number)}){answered}"

    @property
    def watch_hours(self) -> str:
        """When staff look at the list of alerts, to end a sentence."""
        if self.alerts_watched:
            return self.alerts_watched
        return f"during opening hours: {self.spoken_hours}" if self.hours else "at times that the clinic can tell you"


def read_clinic(content_dir: Path, changes: Changes = NO_CHANGES) -> Clinic:
    """The clinic's details with the staff's changes. Raises ContentError."""
    return read_yaml(content_dir / CLINIC_FILE, Clinic, changes.get(CLINIC_FILE))


def telephone_link(number: str, scheme: str = "tel") -> str:
    """`tel:` or `sms:` with the digits of a written number."""
    return f"{scheme}:{re.sub(r'[^0-9+]', '', number)}"
