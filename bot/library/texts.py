"""The approved texts apart from the answers, from `content/texts.yml`, with the clinic's details filled in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from bot.library.clinic import Clinic
from bot.library.crisis_lines import CrisisResources
from bot.library.kinds import Kind
from bot.library.yaml_files import ContentError, read_yaml

_FIELD = re.compile(r"\{([^{}]*)\}")


class TextId(StrEnum):
    """Every text that the program may send; `content/texts.yml` holds the words."""

    GREETING = "greeting"
    NOT_COVERED = "not_covered"
    NOT_COVERED_BUT_NEAR = "not_covered_but_near"
    CLARIFY = "clarify"
    ALSO_ASKED = "also_asked"
    MORE = "more"
    NOTHING_MORE = "nothing_more"
    WHAT_ABOUT = "what_about"
    LIMITS = "limits"
    VERDICT_DECLINED = "verdict_declined"
    ADVICE_DECLINED = "advice_declined"
    PRESCREEN_INTRO = "prescreen_intro"
    STOPPED = "stopped"
    HANDOFF = "handoff"
    PRIVACY = "privacy"
    ERASURE_OFFER = "erasure_offer"
    ERASED = "erased"
    KEPT = "kept"
    CRISIS = "crisis"
    EMERGENCY = "emergency"
    DISTRESS = "distress"
    GREET = "greet"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    BOT = "bot"
    CAPABILITIES = "capabilities"
    HEARD_YES = "heard_yes"
    HEARD_NO = "heard_no"
    HEARD_UNSURE = "heard_unsure"
    HEARD_SKIP = "heard_skip"
    INSULT = "insult"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    TELEGRAM_NOTE = "telegram_note"
    STALE_CHOICE = "stale_choice"
    PARTLY_DOWN = "partly_down"
    FAULT = "fault"


class ChoiceId(StrEnum):
    """Every button that does not lead to an answer."""

    TALK_TO_PERSON = "talk_to_person"
    ERASE_NOW = "erase_now"
    KEEP_CHAT = "keep_chat"


class Field(StrEnum):
    """What may stand in braces in a text."""

    CLINIC_NAME = "clinic_name"
    CLINIC_PHONE = "clinic_phone"
    CLINIC_CONTACT = "clinic_contact"
    CLINIC_HOURS = "clinic_hours"
    CRISIS_LINE = "crisis_line"
    EMERGENCY_LINE = "emergency_line"
    SESSION_DAYS = "session_days"


class _Text(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    text: str


class _TextsFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: dict[TextId, _Text]
    choices: dict[ChoiceId, str]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [*(name for name in TextId if name not in self.texts)]
        missing_choices = [name for name in ChoiceId if name not in self.choices]
        if missing or missing_choices:
            raise ValueError(f"these are missing: {', '.join([*missing, *missing_choices])}")
        known = set(Field)
        for name, entry in self.texts.items():
            for found in _FIELD.findall(entry.text):
                if found not in known:
                    raise ValueError(f"the text {name} has an unknown field {{{found}}}")
        return self


@dataclass(frozen=True, slots=True)
class FilledText:
    """A text as a person reads it."""

    kind: Kind
    text: str


class ApprovedTexts:
    """All texts of one clinic, filled in once; unchanging, and safe to share between threads."""

    def __init__(self, file: _TextsFile, clinic: Clinic, crisis: CrisisResources, session_days: int) -> None:
        lines = crisis.lines(clinic.country)
        self.clinic = clinic
        self.crisis_line = lines.crisis_line
        self.crisis_numbers = lines.crisis_numbers
        self.emergency_line = lines.emergency_line
        values: Mapping[Field, str] = {
            Field.CLINIC_NAME: clinic.name,
            Field.CLINIC_PHONE: clinic.phone,
            Field.CLINIC_CONTACT: clinic.contact,
            Field.CLINIC_HOURS: clinic.spoken_hours,
            Field.CRISIS_LINE: lines.crisis_line,
            Field.EMERGENCY_LINE: lines.emergency_line,
            Field.SESSION_DAYS: str(session_days),
        }
        self._texts = {
            name: FilledText(entry.kind, _FIELD.sub(lambda match: values[Field(match[1])], entry.text).strip())
            for name, entry in file.texts.items()
        }
        self._choices = file.choices

    def __getitem__(self, name: TextId) -> FilledText:
        return self._texts[name]

    def label(self, choice: ChoiceId) -> str:
        """What a button says."""
        return self._choices[choice]

    def all(self) -> Iterator[tuple[TextId, FilledText]]:
        """Every text with its name, for checks."""
        yield from self._texts.items()


def read_texts(content_dir: Path, session_days: int) -> ApprovedTexts:
    """The texts of `content_dir`, with clinic.yml and crisis.yml filled in. Raises ContentError."""
    return ApprovedTexts(
        read_yaml(content_dir / "texts.yml", _TextsFile),
        read_yaml(content_dir / "clinic.yml", Clinic),
        read_yaml(content_dir / "crisis.yml", CrisisResources),
        session_days,
    )


__all__ = ["ApprovedTexts", "ChoiceId", "ContentError", "Field", "FilledText", "TextId", "read_texts"]
