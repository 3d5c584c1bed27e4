"""The approved texts apart from the answers, from `content/texts.yml`, with the clinic's details filled in."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, model_validator

from bot.library.clinic import Clinic, Line, read_clinic
from bot.library.clinic_settings import NO_CHANGES, Changes
from bot.library.crisis_lines import CrisisResources
from bot.library.kinds import Kind
from bot.library.yaml_files import ContentError, read_yaml

TEXTS_FILE: Final = "texts.yml"

SAFETY_KINDS: Final = frozenset({Kind.CRISIS, Kind.EMERGENCY, Kind.SUPPORT})
"""The kinds that reach people in danger; a clinician of the clinic approves each text of theirs."""

REFERENCE: Final = "{reference}"
"""Where the number of an item on the clinic's list goes."""

_FIELD = re.compile(r"\{([^{}]*)\}")


class TextId(StrEnum):
    """Every text that the program may send; `content/texts.yml` holds the words."""

    GREETING = "greeting"
    NOT_COVERED = "not_covered"
    NOT_COVERED_BUT_NEAR = "not_covered_but_near"
    NOT_COVERED_ASKS_FIRST = "not_covered_asks_first"
    NOT_COVERED_ASKS_FIRST_BUT_NEAR = "not_covered_asks_first_but_near"
    QUESTION_SHARED = "question_shared"
    CLARIFY = "clarify"
    ALSO_ASKED = "also_asked"
    PART_NOT_COVERED = "part_not_covered"
    MORE = "more"
    NOTHING_MORE = "nothing_more"
    WHAT_ABOUT = "what_about"
    LIMITS = "limits"
    VERDICT_DECLINED = "verdict_declined"
    ADVICE_DECLINED = "advice_declined"
    ADVICE_AGAIN = "advice_again"
    UNDER_AGE = "under_age"
    FOR_SOMEONE_ELSE = "for_someone_else"
    MEDICINE_CARE = "medicine_care"
    WHOLE_PICTURE = "whole_picture"
    PRESCREEN_BEGUN = "prescreen_begun"
    PRESCREEN_NOT_NOW = "prescreen_not_now"
    PRESCREEN_FOR_OTHER = "prescreen_for_other"
    PRESCREEN_MAY_SKIP = "prescreen_may_skip"
    PRESCREEN_CONTACT_KNOWN = "prescreen_contact_known"
    PRESCREEN_STOP_ASKED = "prescreen_stop_asked"
    PRESCREEN_KEPT = "prescreen_kept"
    PRESCREEN_ERASED = "prescreen_erased"
    PRESCREEN_WAITS = "prescreen_waits"
    PRESCREEN_RESUME = "prescreen_resume"
    PRESCREEN_KEPT_FOR_LATER = "prescreen_kept_for_later"
    PRESCREEN_ASIDE = "prescreen_aside"
    PRESCREEN_CONSENT_AGAIN = "prescreen_consent_again"
    PRESCREEN_MOVED_ON = "prescreen_moved_on"
    PRESCREEN_WHEN_SENT = "prescreen_when_sent"
    PRESCREEN_WHEN_CHANGED = "prescreen_when_changed"
    PRESCREEN_HOW_TO_SEND = "prescreen_how_to_send"
    PRESCREEN_SENT = "prescreen_sent"
    PRESCREEN_SENT_CLOSED = "prescreen_sent_closed"
    PRESCREEN_NO_CONTACT = "prescreen_no_contact"
    PRESCREEN_ALREADY_SENT = "prescreen_already_sent"
    STOPPED = "stopped"
    CALLBACK = "callback"
    CALLBACK_CLOSED = "callback_closed"
    CALLBACK_REACHABLE = "callback_reachable"
    CALLBACK_CONTACT_KEPT = "callback_contact_kept"
    CALLBACK_NAME_KEPT = "callback_name_kept"
    CALLBACK_NUMBER_AGAIN = "callback_number_again"
    CALLBACK_WISH_KEPT = "callback_wish_kept"
    CALLBACK_MAILBOX_ASKED = "callback_mailbox_asked"
    CALLBACK_WISH_UNREACHABLE = "callback_wish_unreachable"
    CALLBACK_STANDS = "callback_stands"
    CALLBACK_STANDS_UNREACHABLE = "callback_stands_unreachable"
    PERSON_UNCLEAR = "person_unclear"
    CALLS_REFUSED = "calls_refused"
    CLINIC_REACH = "clinic_reach"
    APPOINTMENT = "appointment"
    LANGUAGE_ENGLISH_ONLY = "language_english_only"
    ADULTS_ONLY = "adults_only"
    QUESTION_PASSED_ON = "question_passed_on"
    PRIVACY = "privacy"
    MY_DATA = "my_data"
    MY_DATA_REQUEST = "my_data_request"
    MY_DATA_REQUEST_BARE = "my_data_request_bare"
    ERASURE_OFFER = "erasure_offer"
    ERASED = "erased"
    ERASED_BUT_ITEM = "erased_but_item"
    KEPT = "kept"
    DISTRESS = "distress"
    CRISIS_SUICIDE = "crisis_suicide"
    CRISIS_SELF_HARM = "crisis_self_harm"
    CRISIS_OTHER_PERSON = "crisis_other_person"
    CRISIS_THREAT = "crisis_threat"
    CRISIS_VIOLENCE = "crisis_violence"
    CRISIS_AGAIN = "crisis_again"
    CRISIS_THIRD = "crisis_third"
    CRISIS_OTHER_AGAIN = "crisis_other_again"
    CRISIS_YES = "crisis_yes"
    CRISIS_NO = "crisis_no"
    CRISIS_UNSURE = "crisis_unsure"
    CRISIS_SILENCE = "crisis_silence"
    CRISIS_MISREAD = "crisis_misread"
    CRISIS_SAFE = "crisis_safe"
    CRISIS_HELP_REACHED = "crisis_help_reached"
    CRISIS_HELP_STAYS = "crisis_help_stays"
    CRISIS_NEAR = "crisis_near"
    CRISIS_OTHER_WELL = "crisis_other_well"
    CRISIS_VIOLENCE_QUIET = "crisis_violence_quiet"
    CRISIS_VIOLENCE_NEAR = "crisis_violence_near"
    NO_METHODS = "no_methods"
    EMERGENCY_OVERDOSE = "emergency_overdose"
    EMERGENCY_MEDICAL = "emergency_medical"
    EMERGENCY_AGAIN = "emergency_again"
    SUPPORT_LINE = "support_line"
    NOT_EMERGENCY_CARE = "not_emergency_care"
    GENTLE_PAST = "gentle_past"
    DENIAL_HEARD = "denial_heard"
    TENDER_TOPIC = "tender_topic"
    AFTER_SESSION = "after_session"
    ALERT_KEPT = "alert_kept"
    ALERT_WAITING = "alert_waiting"
    CONTACT_ASKED = "contact_asked"
    CONTACT_CHECKED = "contact_checked"
    CONTACT_KEPT = "contact_kept"
    CONTACT_UNCLEAR = "contact_unclear"
    CONTACT_DECLINED = "contact_declined"
    GREET = "greet"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    BOT = "bot"
    CAPABILITIES = "capabilities"
    HEARD_YES = "heard_yes"
    HEARD_NO = "heard_no"
    HEARD_UNSURE = "heard_unsure"
    HEARD_SKIP = "heard_skip"
    TAKE_TIME = "take_time"
    SLIP = "slip"
    INSULT = "insult"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    TELEGRAM_NOTE = "telegram_note"
    STALE_CHOICE = "stale_choice"
    PARTLY_DOWN = "partly_down"
    FAULT = "fault"


class ChoiceId(StrEnum):
    """Every button that leads neither to an answer nor into the pre-screen."""

    TALK_TO_PERSON = "talk_to_person"
    PASS_ON = "pass_on"  # noqa: S105
    MAY_READ = "may_read"
    START_PRESCREEN = "start_prescreen"
    ERASE_NOW = "erase_now"
    KEEP_CHAT = "keep_chat"
    SAFETY_YES = "safety_yes"
    SAFETY_NO = "safety_no"
    SAFETY_UNSURE = "safety_unsure"
    NOT_MEANT = "not_meant"
    I_AM_SAFE = "i_am_safe"
    TELL_CLINIC = "tell_clinic"
    NO_CONTACT = "no_contact"


class Field(StrEnum):
    """What may stand in braces in a text."""

    CLINIC_NAME = "clinic_name"
    CLINIC_PHONE = "clinic_phone"
    CLINIC_CONTACT = "clinic_contact"
    CLINIC_HOURS = "clinic_hours"
    CRISIS_LINE = "crisis_line"
    EMERGENCY_LINE = "emergency_line"
    URGENT_LINE = "urgent_line"
    WATCH_HOURS = "watch_hours"
    SESSION_DAYS = "session_days"
    PRESCREEN_DAYS = "prescreen_days"
    REPLY_OPEN = "reply_open"
    REPLY_CLOSED = "reply_closed"
    REFERENCE = "reference"


_MUST_NAME: Final[Mapping[Kind, tuple[Field, ...]]] = {
    Kind.CRISIS: (Field.CRISIS_LINE, Field.EMERGENCY_LINE),
    Kind.EMERGENCY: (Field.EMERGENCY_LINE,),
    Kind.SUPPORT: (Field.CRISIS_LINE,),
}


class Approval(BaseModel):
    """Which clinician of the clinic read a text and stands by it, and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Line
    on: date
    words: str | None = None
    """`fingerprint` of the words that were approved; an approval without one stands for whatever the file says."""

    @model_validator(mode="before")
    @classmethod
    def _yaml_reads_on_as_true(cls, fields: object) -> object:
        if isinstance(fields, dict) and True in fields:
            return {"on" if name is True else name: value for name, value in fields.items()}
        return fields


class _Text(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    approved: Approval | None = None
    text: str

    @property
    def approval(self) -> Approval | None:
        """Who approved these very words."""
        approved = self.approved
        stands = approved is not None and approved.words in (None, fingerprint(self.text))
        return approved if stands else None


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
            fields = set(_FIELD.findall(entry.text))
            if unknown := sorted(fields - known):
                raise ValueError(f"the text {name} has an unknown field {{{unknown[0]}}}")
            for field in _MUST_NAME.get(entry.kind, ()):
                if field not in fields:
                    raise ValueError(f"the text {name} must name {{{field}}}, since its kind is {entry.kind}")
        return self


@dataclass(frozen=True, slots=True)
class FilledText:
    """A text as a person reads it; `unfilled` still has its fields in braces."""

    kind: Kind
    text: str
    approved: Approval | None = None
    unfilled: str = ""


class ApprovedTexts:
    """All texts of one clinic, filled in once; unchanging, and safe to share between threads."""

    def __init__(self, file: _TextsFile, clinic: Clinic, crisis: CrisisResources) -> None:
        lines = crisis.lines(clinic.country)
        self.clinic = clinic
        self.crisis_line = lines.crisis_line
        self.crisis_numbers = lines.crisis_numbers
        self.emergency_line = lines.emergency_line
        self._values: Mapping[str, str] = {
            Field.CLINIC_NAME: clinic.name,
            Field.CLINIC_PHONE: clinic.phone,
            Field.CLINIC_CONTACT: clinic.contact,
            Field.CLINIC_HOURS: clinic.spoken_hours,
            Field.CRISIS_LINE: lines.crisis_line,
            Field.EMERGENCY_LINE: lines.emergency_line,
            Field.URGENT_LINE: clinic.urgent_line,
            Field.WATCH_HOURS: clinic.watch_hours,
            Field.SESSION_DAYS: str(clinic.keep_days.chats),
            Field.PRESCREEN_DAYS: str(clinic.keep_days.prescreens),
            Field.REPLY_OPEN: clinic.reply_open,
            Field.REPLY_CLOSED: clinic.reply_closed,
            # The last field to be filled, with each item's own, when the text is sent.
            Field.REFERENCE: REFERENCE,
        }
        self._texts = {
            name: FilledText(entry.kind, self.filled(entry.text).strip(), entry.approval, entry.text)
            for name, entry in file.texts.items()
        }
        self._choices = file.choices

    def __getitem__(self, name: TextId) -> FilledText:
        return self._texts[name]

    def filled(self, text: str) -> str:
        """A text with the clinic's details in its fields. Raises KeyError with the name of an unknown field."""
        return _FIELD.sub(lambda match: self._values[match[1]], text)

    def label(self, choice: ChoiceId) -> str:
        """What a button says."""
        return self._choices[choice]

    def all(self) -> Iterator[tuple[TextId, FilledText]]:
        """Every text with its name, for checks."""
        yield from self._texts.items()

    def awaiting_approval(self) -> list[TextId]:
        """The texts for people in danger that no clinician of the clinic has approved yet."""
        return [name for name in TextId if self[name].kind in SAFETY_KINDS and self[name].approved is None]


def fingerprint(words: str) -> str:
    """A short name for a text's words, before the clinic's details are filled in; another text has another."""
    return hashlib.sha256(words.strip().encode()).hexdigest()[:32]


def read_texts(content_dir: Path, changes: Changes = NO_CHANGES) -> ApprovedTexts:
    """The texts of `content_dir` with the staff's changes, and with clinic.yml and crisis.yml filled in.

    Raises ContentError.
    """
    return ApprovedTexts(
        read_yaml(content_dir / TEXTS_FILE, _TextsFile, changes.get(TEXTS_FILE)),
        read_clinic(content_dir, changes),
        read_yaml(content_dir / "crisis.yml", CrisisResources),
    )


__all__ = [
    "REFERENCE",
    "SAFETY_KINDS",
    "TEXTS_FILE",
    "Approval",
    "ApprovedTexts",
    "ChoiceId",
    "ContentError",
    "Field",
    "FilledText",
    "TextId",
    "fingerprint",
    "read_texts",
]
