"""All that is held about one person, in the form in which they may take it away."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.conversation.messages import TranscriptMessage
from bot.handoff.items import AlertView, ItemState, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.unanswered import UnansweredQuestion
from bot.prescreen.state import Outcome
from bot.prescreen.store import Held
from bot.prescreen.values import Value
from bot.safety.dangers import Danger


class HeldAlert(BaseModel):
    """What the clinic was told of a danger, and how the person wanted to be reached, if they said."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    last_at: datetime
    times: int
    danger: Danger
    name: str | None
    reach: str | None


class HeldAnswer(BaseModel):
    """An answer of the pre-screen: the question in the words in which it was asked, the person's, and how they were
    read."""

    model_config = ConfigDict(frozen=True)

    question: str
    asked: str
    words: str
    reading: Value
    at: datetime


class HeldPrescreen(BaseModel):
    """What a person agreed to and answered in the pre-screen, and whether the clinic has it."""

    model_config = ConfigDict(frozen=True)

    started_at: datetime
    consent_version: int | None
    consent_text: str | None
    consent_at: datetime | None
    answers: list[HeldAnswer]
    sent_at: datetime | None
    outcome: Outcome | None


class HeldRequest(BaseModel):
    """Something that a person put on the clinic's list, and how far staff are with it."""

    model_config = ConfigDict(frozen=True)

    kind: ItemKind
    reference: str
    at: datetime
    state: ItemState
    name: str | None
    reach: str | None
    words: str | None


class Export(BaseModel):
    """All that is held about one conversation."""

    model_config = ConfigDict(frozen=True)

    channel: str
    created_at: datetime
    last_active_at: datetime
    messages: list[TranscriptMessage]
    unanswered_questions: list[UnansweredQuestion]
    alerts: list[HeldAlert]
    prescreen: HeldPrescreen | None
    requests: list[HeldRequest]


def held_alert(alert: AlertView) -> HeldAlert:
    """As the person may see it."""
    contact = alert.contact
    return HeldAlert(
        at=alert.at,
        last_at=alert.last_at,
        times=alert.times,
        danger=alert.danger,
        name=contact.name if contact else None,
        reach=contact.reach if contact else None,
    )


def held_prescreen(held: Held | None) -> HeldPrescreen | None:
    """As the person may see it."""
    if held is None:
        return None
    now, consent = held.prescreen, held.prescreen.consent
    return HeldPrescreen(
        started_at=held.started_at,
        consent_version=consent.version if consent else None,
        consent_text=consent.text if consent else None,
        consent_at=consent.at if consent else None,
        answers=[
            HeldAnswer(question=name, asked=given.asked, words=given.words, reading=given.value, at=given.at)
            for name, given in now.answers.items()
        ],
        sent_at=now.sent_at,
        outcome=now.outcome,
    )


def held_request(item: ItemView) -> HeldRequest:
    """As the person may see it."""
    contact = item.contact
    return HeldRequest(
        kind=item.kind,
        reference=item.reference,
        at=item.at,
        state=item.state,
        name=contact.name if contact else None,
        reach=contact.reach if contact else None,
        words=item.words,
    )
