"""One person in a conversation with a bot, what they do in the pre-screen, and all that is kept of it."""

import secrets
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import select

from bot.assembly import Parts
from bot.conversation.messages import Message
from bot.conversation.service import Incoming
from bot.handoff.items import ItemView
from bot.handoff.kinds import ItemKind
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.questionnaire import Label
from bot.prescreen.state import Prescreen
from bot.prescreen.values import Value
from bot.storage.models import NotificationRow, PrescreenRow, QueueItemRow, QueueKeyRow

TARGETS = ("mail", "webhook")
WITH_THE_CLINIC = (TextId.PRESCREEN_SENT, TextId.PRESCREEN_SENT_CLOSED, TextId.PRESCREEN_ALREADY_SENT)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Does:
    """Types a text, or taps the newest button that says `label`. `rasa`: what Rasa says to the text, if it is asked."""

    text: str = ""
    label: str = ""
    rasa: tuple[dict[str, object], ...] = field(default=(), hash=False)


def move(kind: str, **more: object) -> dict[str, object]:
    """What Rasa hands back for a move."""
    return {"act": "prescreen_move", "move": {"kind": kind, **more}}


def types(text: str, value: Value = Value.YES) -> Does:
    """An answer in own words, that is read as `value`."""
    return Does(text, rasa=(move("answer", value=value),))


class Person:
    """Talks to a bot at an address of their own."""

    def __init__(self, bot: Parts, address: str | None = None) -> None:
        self.bot = bot
        self.address = address or secrets.token_hex(8)
        self.shown: list[Message] = []
        if address is None:
            self.shown = bot.conversation.begin("web", self.address)
        with bot.database.transaction() as session:
            row = bot.conversation._store.find(session, "web", self.address)
            assert row is not None
            self.id = row.id

    def tap(self, label: Label | ChoiceId | str) -> Does:
        """A tap on what the questionnaire or the texts call so."""
        if isinstance(label, Label):
            return Does(label=self.bot.questionnaire.labels[label])
        return Does(label=self.bot.texts.label(label) if isinstance(label, ChoiceId) else label)

    def incoming(self, does: Does, message_id: str) -> Incoming:
        """As a channel hands it over."""
        if does.text:
            return Incoming(text=does.text, message_id=message_id)
        return Incoming(choice=self.button(does.label), message_id=message_id)

    def button(self, label: str) -> str:
        """The id of the newest button with a label."""
        return [choice.id for message in self.shown for choice in message.choices if choice.label == label][-1]

    def sends(self, incoming: Incoming) -> list[Message]:
        """What the bot says."""
        reply = self.bot.conversation.reply("web", self.address, incoming)
        self.shown += reply
        return reply

    def does(self, does: Does, message_id: str | None = None) -> list[Message]:
        """The same, for one that nobody repeats."""
        return self.sends(self.incoming(does, message_id or secrets.token_hex(8)))

    def said(self) -> list[str]:
        """What is kept of the person's own words and taps."""
        transcript = self.bot.conversation.transcript("web", self.address)
        return [message.text for message in transcript if message.sender == "person"]

    def held(self) -> Prescreen | None:
        """The pre-screen that is kept, without its times."""
        with self.bot.database.transaction() as session:
            held = self.bot.prescreens.of(session, self.id)
        return timeless(held.prescreen) if held is not None else None

    def items(self) -> list[ItemView]:
        """All that the clinic has of this conversation."""
        with self.bot.database.transaction() as session:
            return self.bot.queue.of(session, self.id)

    def with_the_clinic(self, messages: list[Message]) -> bool:
        """Whether the person reads that the clinic has their answers."""
        return bool(set(texts(self.bot, messages)) & set(WITH_THE_CLINIC))


def timeless(state: Prescreen) -> Prescreen:
    """The same at one moment, so that two of them can be compared."""

    def still(answers: object) -> dict[str, object]:
        assert isinstance(answers, dict)
        return {name: replace(given, at=EPOCH) for name, given in answers.items()}

    return replace(
        state,
        answers=still(state.answers),  # type: ignore[arg-type]
        sent=still(state.sent) if state.sent is not None else None,  # type: ignore[arg-type]
        sent_at=EPOCH if state.sent_at else None,
        consent=replace(state.consent, at=EPOCH) if state.consent else None,
    )


def texts(bot: Parts, messages: list[Message]) -> list[TextId]:
    """The names of the approved texts among the messages, whatever reference stands in them."""
    names = {filled.text.partition("**{reference}**")[0]: name for name, filled in bot.texts.all()}
    starts = sorted(names, key=len, reverse=True)
    found = (next((names[start] for start in starts if message.text.startswith(start)), None) for message in messages)
    return [name for name in found if name is not None]


def words(messages: list[Message], references: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """What a person reads and can tap, without the ids and references that differ each time."""
    read = []
    for message in messages:
        text = message.text
        for reference in references:
            text = text.replace(reference, "…")
        read.append((text, tuple(choice.label for choice in message.choices)))
    return read


def check_the_list(bot: Parts) -> None:
    """Over all conversations: each sent pre-screen has one item and each of those one pre-screen, nobody asks for a
    call twice, every item has one notice for each target and round, and no key leads nowhere."""
    with bot.database.transaction() as session:
        items = {item.id: item for item in session.scalars(select(QueueItemRow))}
        rows = list(session.scalars(select(PrescreenRow)))
        states = {row.id: bot.prescreens._one(row) for row in rows}
        notices = list(session.scalars(select(NotificationRow)))
        keys = list(session.scalars(select(QueueKeyRow)))
    sent = [held for held in states.values() if held is not None and held.prescreen.times_sent]
    assert all(held.item in items for held in sent), "a pre-screen is called sent and the clinic has no item"
    assert len({held.item for held in sent}) == len(sent)
    of_prescreens = [item.id for item in items.values() if item.kind == ItemKind.PRESCREEN]
    assert sorted(of_prescreens) == sorted(held.item for held in sent if held.item), "an item without its pre-screen"
    for held in sent:
        assert held.item is not None
        item = items[held.item]
        assert (item.times, item.rounds) == (held.prescreen.times_sent, held.prescreen.times_sent)
    told = Counter((each.item_id, each.round, each.target) for each in notices)
    wanted = {(i.id, number, target) for i in items.values() for number in range(1, i.rounds + 1) for target in TARGETS}
    assert told == dict.fromkeys(wanted, 1)
    assert all(key.item_id in items for key in keys)
    waiting = [item.conversation_id for item in items.values() if item.kind == ItemKind.CALLBACK]
    assert len(set(waiting)) == len(waiting)
