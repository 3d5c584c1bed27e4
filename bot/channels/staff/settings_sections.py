"""What is changed together on one page of the settings: where it stands in the clinic's files, and how it is told."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from bot.channels.staff.comparing import Field
from bot.library.clinic import CLINIC_FILE, WEEK, Clinic, KeepDays
from bot.library.texts import TEXTS_FILE, TextId
from bot.library.yaml_files import Place
from bot.prescreen import questionnaire
from bot.prescreen.questionnaire import Questionnaire

type Document = Mapping[str, Any]
type Values = dict[str, Any]
"""By the field's name in the form; None is nothing at all."""

SETTINGS: Final = "/staff/settings"
MOST_SUGGESTED: Final = 4


@dataclass(frozen=True, slots=True)
class Section(ABC):
    """Some fields of a file. `key` names it in addresses and in the audit log; `page` is where it is changed."""

    key: str
    title: str
    page: str
    file: str

    @abstractmethod
    def values(self, document: Document) -> Values:
        """The fields as a file has them."""

    @abstractmethod
    def put(self, document: Document, values: Values) -> Document:
        """The file with other values in the fields."""

    @abstractmethod
    def told(self, values: Values) -> list[Field]:
        """The values as text, to be compared."""

    def field_at(self, place: Place) -> str | None:
        """The field that a place in the file belongs to."""
        return str(place[0]) if place else None

    @property
    def checked(self) -> Mapping[str, str]:
        """The paths that the checks of wording name for its fields, with the field."""
        return {}


@dataclass(frozen=True, slots=True)
class Details(Section):
    """Plain fields of clinic.yml, by name, with the words that stand above each."""

    labels: Mapping[str, str]

    def values(self, document: Document) -> Values:
        return {name: document.get(name, _default(Clinic, name)) for name in self.labels}

    def put(self, document: Document, values: Values) -> Document:
        new = dict(document)
        for name in self.labels:
            value = values[name]
            if value in (None, "", []):
                new.pop(name, None)
            elif name in document or value != _default(Clinic, name):
                new[name] = value
        return new

    def told(self, values: Values) -> list[Field]:
        return [_told(label, values[name]) for name, label in self.labels.items()]


@dataclass(frozen=True, slots=True)
class Week(Section):
    """The opening hours: of each day "09:00-17:00", or None where the clinic is closed."""

    def values(self, document: Document) -> Values:
        hours = document.get("hours") or {}
        return {day: hours.get(day) for day in WEEK}

    def put(self, document: Document, values: Values) -> Document:
        return {**document, "hours": {day: hours for day, hours in values.items() if hours}}

    def told(self, values: Values) -> list[Field]:
        return [Field(day.capitalize(), (values[day] or "closed").replace("-", " to ")) for day in WEEK]

    def field_at(self, place: Place) -> str | None:
        return str(place[1]) if len(place) > 1 else None


@dataclass(frozen=True, slots=True)
class Retention(Section):
    """How many days things are kept."""

    labels: Mapping[str, str]

    def values(self, document: Document) -> Values:
        return {**KeepDays().model_dump(), **(document.get("keep_days") or {})}

    def put(self, document: Document, values: Values) -> Document:
        before = document.get("keep_days") or {}
        wanted = {name: days for name, days in values.items() if name in before or days != _default(KeepDays, name)}
        return {**document, "keep_days": wanted} if wanted or before else document

    def told(self, values: Values) -> list[Field]:
        return [Field(label, f"{values[name]} days") for name, label in self.labels.items()]

    def field_at(self, place: Place) -> str | None:
        return str(place[1]) if len(place) > 1 else None


@dataclass(frozen=True, slots=True)
class Wording(Section):
    """Texts that patients read. `lines` are the fields that have one line alone."""

    labels: Mapping[str, str]
    lines: frozenset[str] = frozenset()

    def told(self, values: Values) -> list[Field]:
        return [Field(label, values[name]) for name, label in self.labels.items()]


@dataclass(frozen=True, slots=True)
class PrivacyText(Wording):
    """What is said about privacy to whoever asks."""

    def values(self, document: Document) -> Values:
        return {"text": document["texts"][TextId.PRIVACY.value]["text"].strip()}

    def put(self, document: Document, values: Values) -> Document:
        texts, name = document["texts"], TextId.PRIVACY.value
        return {**document, "texts": {**texts, name: {**texts[name], **values}}}

    def field_at(self, place: Place) -> str | None:
        return "text"

    @property
    def checked(self) -> Mapping[str, str]:
        return {f"{TEXTS_FILE}: {TextId.PRIVACY}": "text"}


@dataclass(frozen=True, slots=True)
class ConsentText(Wording):
    """What people agree to before the first question. Other words are another version, of it and of the whole."""

    def values(self, document: Document) -> Values:
        return {"text": document["consent"]["text"].strip()}

    def put(self, document: Document, values: Values) -> Document:
        before = document["consent"]
        consent = {**before, **values, "version": before["version"] + 1}
        return {**document, "version": document["version"] + 1, "consent": consent}

    def field_at(self, place: Place) -> str | None:
        return "text"

    @property
    def checked(self) -> Mapping[str, str]:
        return {f"{questionnaire.FILE}: consent": "text"}


@dataclass(frozen=True, slots=True)
class QuestionText(Wording):
    """The words of one question, of the id `key`. Other words are another version of the pre-screen."""

    def values(self, document: Document) -> Values:
        [question] = (each for each in document["questions"] if each["id"] == self.key)
        return {name: question[name].strip() for name in self.labels}

    def put(self, document: Document, values: Values) -> Document:
        questions = [{**each, **values} if each["id"] == self.key else each for each in document["questions"]]
        return {**document, "version": document["version"] + 1, "questions": questions}

    def field_at(self, place: Place) -> str | None:
        return str(place[2]) if len(place) > 2 and place[2] in self.labels else None

    @property
    def checked(self) -> Mapping[str, str]:
        return {f"{questionnaire.FILE}: {self.key}, {name}": name for name in self.labels}


CLINIC: Final = Details(
    "clinic",
    "Clinic details",
    f"{SETTINGS}/clinic",
    CLINIC_FILE,
    {
        "name": "Name",
        "phone": "Phone",
        "email": "E-mail",
        "address": "Address",
        "country": "Country",
        "time_zone": "Time zone",
        "urgent_phone": "Phone for people who feel bad after a session",
        "urgent_hours": "When that phone is answered",
        "alerts_watched": "When staff look at the alerts",
        "reply_open": "When people hear from you, while you are open",
        "reply_closed": "When people hear from you, while you are closed",
        "erase_items_in_work": "Erase also what somebody works on",
        "suggested": "Suggested questions",
    },
)
HOURS: Final = Week("hours", "Opening hours", f"{SETTINGS}/hours", CLINIC_FILE)
RETENTION: Final = Retention(
    "retention",
    "How long things are kept",
    f"{SETTINGS}/retention",
    CLINIC_FILE,
    {
        "chats": "Chats",
        "prescreens": "Pre-screens",
        "requests": "Requests for a call, and questions passed on",
        "dangers": "Alerts about danger",
        "receipts": "Receipts of an erasure",
    },
)
PRIVACY: Final = PrivacyText(
    "privacy", "Privacy text", f"{SETTINGS}/privacy", TEXTS_FILE, {"text": "What people read about privacy"}
)
CONSENT: Final = ConsentText(
    "consent",
    "Consent to the pre-screen",
    f"{SETTINGS}/prescreen/consent",
    questionnaire.FILE,
    {"text": "What people agree to"},
)
FIXED: Final[Sequence[Section]] = (CLINIC, HOURS, RETENTION, PRIVACY, CONSENT)


def question_section(asked: Questionnaire, question: str) -> QuestionText:
    """The section of a question. Raises KeyError where there is none of this id."""
    return QuestionText(
        question,
        f"Question: {asked[question].title}",
        f"{SETTINGS}/prescreen/{question}",
        questionnaire.FILE,
        {
            "title": "Short title",
            "text": "Question",
            "why": "Why it is asked",
            "follow_up": "Asked once more, where an answer was not clear",
        },
        frozenset({"title"}),
    )


def section_of(asked: Questionnaire, key: str) -> Section:
    """The section of that name. Raises KeyError where there is none."""
    return next((each for each in FIXED if each.key == key), None) or question_section(asked, key)


def _default(model: type[BaseModel], name: str) -> Any:
    """None also where the file has to have it."""
    field = model.model_fields[name]
    return None if field.is_required() else field.get_default()


def _told(label: str, value: object) -> Field:
    match value:
        case list():
            return Field(label, "\n".join(map(str, value)), is_list=True)
        case bool():
            return Field(label, "yes" if value else "no")
        case _:
            return Field(label, str(value or ""))
