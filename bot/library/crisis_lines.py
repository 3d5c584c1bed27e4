"""Whom a person in danger can reach in the clinic's country, from `content/crisis.yml`."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.library.clinic import telephone_link

Number = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ]{1,20}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CrisisLine(_Part):
    """A line for people in despair; `text_name` where texts go to another service, looked up at `text_source`."""

    name: str
    call: Number
    text: Number | None = None
    text_name: str | None = None
    text_source: str | None = None

    @model_validator(mode="after")
    def _another_service_has_a_source(self) -> Self:
        if self.text_name and not (self.text and self.text_source):
            raise ValueError("text_name needs a number under text, and where it was looked up under text_source")
        return self


class EmergencyLine(_Part):
    """The number for danger to life."""

    call: Number


class CountryLines(_Part):
    """One country's numbers, where they were looked up, and when."""

    crisis: CrisisLine
    emergency: EmergencyLine
    source: str
    checked: date

    @property
    def crisis_line(self) -> str:
        """The crisis line with tappable numbers and its name, to stand after a colon."""
        if self.crisis.text_name:
            # Texts reach another service, so the name stays beside the number that it belongs to.
            return " or ".join([f"{self._call} ({self.crisis.name})", *self._texts])
        return f"{self.crisis_numbers} ({self.crisis.name})"

    @property
    def crisis_numbers(self) -> str:
        """The tappable numbers alone, where room is short."""
        return " or ".join([self._call, *self._texts])

    @property
    def _call(self) -> str:
        return f"[call {self.crisis.call}]({telephone_link(self.crisis.call)})"

    @property
    def _texts(self) -> list[str]:
        line = self.crisis
        if not line.text:
            return []
        whom = f"{line.text_name} on {line.text}" if line.text_name else line.text
        return [f"[text {whom}]({telephone_link(line.text, 'sms')})"]

    @property
    def emergency_line(self) -> str:
        """The emergency number, tappable, to stand after "call"."""
        return f"[{self.emergency.call}]({telephone_link(self.emergency.call)})"


class NeutralLines(_Part):
    """Words for a country whose numbers are not known here."""

    crisis_line: str
    emergency_line: str
    source: str
    checked: date

    @property
    def crisis_numbers(self) -> str:
        """The same words: there is no number to shorten them to."""
        return self.crisis_line


class CrisisResources(_Part):
    """The whole table."""

    countries: dict[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], CountryLines]
    elsewhere: NeutralLines

    def lines(self, country: str) -> CountryLines | NeutralLines:
        """The lines of a country (two letters), or the neutral ones."""
        return self.countries.get(country, self.elsewhere)
