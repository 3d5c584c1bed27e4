"""Conversations in the database: who speaks, what was said, and how all of it is shown or erased."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.conversation.messages import Message, TranscriptMessage
from bot.conversation.phrases.conclusions import Matter
from bot.conversation.phrases.minors import tells_age, was_under_age
from bot.conversation.rendered import Rendered
from bot.conversation.watch import Watch
from bot.library.kinds import Kind
from bot.storage.keys import Vault
from bot.storage.models import ConversationRow, MessageRow, WatchRow

PERSON, BOT = "person", "bot"
_RECENT = 6
_LATELY = 10
# What is said in passing puts aside nothing that was said before.
_IN_PASSING = (Kind.SMALL_TALK, Kind.NOTICE)
_WATCH = TypeAdapter(Watch)


class Lately:
    """What the bot said in its last few messages."""

    def __init__(self, said: Sequence[tuple[str | None, dict[str, str], Message]]) -> None:
        """`said`: of each message, latest first, the one it replies to, what its buttons stand for, and itself."""
        self._said = said

    @property
    def texts(self) -> frozenset[str]:
        """The texts of its last reply, in however many messages."""
        return frozenset(message.text for _, message in self._last_reply)

    @property
    def offers(self) -> frozenset[str]:
        """What the buttons of its last reply stand for."""
        return frozenset(offer for payloads, _ in self._last_reply for offer in payloads.values())

    @property
    def answer(self) -> str | None:
        """The slug of the answer that it gave last."""
        return next((message.entry for _, _, message in self._said[:_RECENT] if message.entry), None)

    @property
    def matter(self) -> Matter:
        """What it said in its last reply that was more than a word in passing."""
        recent = [(turn, message) for turn, _, message in self._said[:_RECENT]]
        reply = next((turn for turn, message in recent if message.kind not in _IN_PASSING), None)
        return _matter_of([message for turn, message in recent if turn == reply and reply is not None])

    @property
    def matters(self) -> Matter:
        """All of it, whatever came after it."""
        return _matter_of([message for _, _, message in self._said])

    @property
    def _last_reply(self) -> list[tuple[dict[str, str], Message]]:
        return [(payloads, message) for turn, payloads, message in self._said if turn == self._said[0][0]]


class ConversationStore:
    """Reads and writes within a session that the caller holds; what people wrote is sealed on the way in."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def create(self, session: Session, channel: str, address: str) -> ConversationRow:
        """A new conversation at an address that only its person knows (a token, a chat's number)."""
        now = datetime.now(UTC)
        row = ConversationRow(
            id=secrets.token_hex(16),
            channel=channel,
            address=self._vault.fingerprint(channel, address),
            created_at=now,
            last_active_at=now,
        )
        session.add(row)
        session.flush()
        return row

    def find(self, session: Session, channel: str, address: str) -> ConversationRow | None:
        """The conversation at an address, if there is one."""
        name = self._vault.fingerprint(channel, address)
        return session.scalar(select(ConversationRow).where(ConversationRow.address == name))

    def erase(self, session: Session, conversation: str) -> None:
        """Deletes a conversation and, by the tables' own rules, everything that hangs on it."""
        session.execute(delete(ConversationRow).where(ConversationRow.id == conversation))

    def erase_silent_since(self, session: Session, moment: datetime) -> list[str]:
        """Deletes the conversations in which nobody wrote since then, and returns their ids."""
        gone = delete(ConversationRow).where(ConversationRow.last_active_at < moment).returning(ConversationRow.id)
        return list(session.scalars(gone))

    def erase_messages_since(self, session: Session, conversation: str, moment: datetime) -> None:
        """Deletes what both sides said from then on, also where the clock was put back meanwhile."""
        of = MessageRow.conversation_id == conversation
        first = select(func.min(MessageRow.number)).where(of, MessageRow.at >= moment).scalar_subquery()
        session.execute(delete(MessageRow).where(of, MessageRow.number >= first))

    def touch(self, session: Session, conversation: str) -> None:
        """Notes that a conversation was active just now."""
        row = session.get(ConversationRow, conversation)
        if row is not None:
            row.last_active_at = datetime.now(UTC)

    def add_person_message(self, session: Session, conversation: str, text: str, client_id: str | None) -> str:
        """Keeps what a person wrote or tapped; returns its id. A repeated `client_id` breaks a unique rule."""
        told = tells_age(text)
        return self._add(session, conversation, PERSON, {"text": text}, client_id=client_id, tells_age=told)

    def add_bot_messages(
        self, session: Session, conversation: str, rendered: Sequence[Rendered], reply_to: str | None
    ) -> None:
        """Keeps what the bot sends, with what its buttons stand for."""
        for one in rendered:
            body = {"message": one.message.model_dump(mode="json"), "payloads": one.payloads}
            self._add(session, conversation, BOT, body, message_id=one.message.id, reply_to=reply_to)

    def reply_to(self, session: Session, conversation: str, client_id: str) -> list[Message] | None:
        """What the bot replied to a message with this id, or None where it is new."""
        asked = select(MessageRow.id).where(
            MessageRow.conversation_id == conversation, MessageRow.client_message_id == client_id
        )
        message_id = session.scalar(asked)
        if message_id is None:
            return None
        replies = select(MessageRow).where(MessageRow.reply_to == message_id).order_by(MessageRow.number)
        return [self._message(row) for row in session.scalars(replies)]

    def payload(self, session: Session, conversation: str, choice: str) -> tuple[str, str, bool] | None:
        """What a button stands for, what it says, and whether it belongs to the bot's last turn; None if unknown."""
        rows = session.scalars(
            select(MessageRow)
            .where(MessageRow.conversation_id == conversation, MessageRow.sender == BOT)
            .order_by(MessageRow.number.desc())
        )
        last_turn: str | None = None
        for position, row in enumerate(rows):
            last_turn = row.reply_to if position == 0 else last_turn
            body = self._vault.unseal(row.body)
            if choice in body["payloads"]:
                label = next(button["label"] for button in body["message"]["choices"] if button["id"] == choice)
                return body["payloads"][choice], label, row.reply_to == last_turn
        return None

    def lately(self, session: Session, conversation: str) -> Lately:
        """What the bot said in its last few messages; opened once, since every turn asks for all of it."""
        latest = (
            select(MessageRow)
            .where(MessageRow.conversation_id == conversation, MessageRow.sender == BOT)
            .order_by(MessageRow.number.desc())
            .limit(_LATELY)
        )
        said = [(row.reply_to, self._vault.unseal(row.body)) for row in session.scalars(latest)]
        return Lately([(turn, body["payloads"], Message.model_validate(body["message"])) for turn, body in said])

    def last_words(self, session: Session, conversation: str, count: int) -> list[str]:
        """What the person wrote or tapped in their last few messages, oldest first."""
        latest = (
            select(MessageRow.body)
            .where(MessageRow.conversation_id == conversation, MessageRow.sender == PERSON)
            .order_by(MessageRow.number.desc())
            .limit(count)
        )
        return [self._vault.unseal(body)["text"] for body in session.scalars(latest)][::-1]

    def said_under_age(self, session: Session, conversation: str) -> bool:
        """Whether the person said that they are under 18, and did not take it back."""
        telling = (
            select(MessageRow.body)
            .where(
                MessageRow.conversation_id == conversation,
                MessageRow.sender == PERSON,
                MessageRow.tells_age.is_distinct_from(False),
            )
            .order_by(MessageRow.number)
        )
        return was_under_age(self._vault.unseal(body)["text"] for body in session.scalars(telling))

    def watch(self, session: Session, conversation: str) -> Watch | None:
        """What is remembered of a danger, if worry remains."""
        row = session.get(WatchRow, conversation)
        return _WATCH.validate_python(self._vault.unseal(row.state)) if row is not None else None

    def keep_watch(self, session: Session, conversation: str, watch: Watch | None) -> None:
        """Remembers this from now on; None forgets it."""
        if watch is None:
            session.execute(delete(WatchRow).where(WatchRow.conversation_id == conversation))
            return
        state = self._vault.seal(_WATCH.dump_python(watch, mode="json"))
        session.merge(WatchRow(conversation_id=conversation, state=state))

    def transcript(self, session: Session, conversation: str) -> list[TranscriptMessage]:
        """Everything both sides said, oldest first."""
        query = select(MessageRow).where(MessageRow.conversation_id == conversation).order_by(MessageRow.number)
        return [self._transcript_message(row) for row in session.scalars(query)]

    def _transcript_message(self, row: MessageRow) -> TranscriptMessage:
        body = self._vault.unseal(row.body)
        if row.sender == PERSON:
            return TranscriptMessage(id=row.id, sender="person", at=row.at, kind=None, text=body["text"])
        return TranscriptMessage(**body["message"], sender="bot", at=row.at)

    def _message(self, row: MessageRow) -> Message:
        return Message.model_validate(self._vault.unseal(row.body)["message"])

    def _add(
        self,
        session: Session,
        conversation: str,
        sender: str,
        body: dict[str, Any],
        *,
        message_id: str | None = None,
        client_id: str | None = None,
        reply_to: str | None = None,
        tells_age: bool | None = None,
    ) -> str:
        row = MessageRow(
            id=message_id or secrets.token_urlsafe(12),
            conversation_id=conversation,
            sender=sender,
            client_message_id=client_id,
            reply_to=reply_to,
            body=self._vault.seal(body),
            tells_age=tells_age,
            at=datetime.now(UTC),
        )
        session.add(row)
        session.flush()
        return row.id


def _matter_of(messages: Sequence[Message]) -> Matter:
    kinds = frozenset(message.kind for message in messages)
    return Matter(kinds, frozenset(message.entry for message in messages if message.entry is not None))
