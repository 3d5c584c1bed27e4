"""The conversation: one way in for every channel. A channel hands over who speaks and what; it gets messages back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.conversation.acts import Act, Answer, NotCovered, Say
from bot.conversation.engine import Engine, EngineUnavailable
from bot.conversation.lookup import Said
from bot.conversation.messages import Message, TranscriptMessage
from bot.conversation.rendering import Renderer
from bot.conversation.spelling import Spelling
from bot.conversation.stand_in import StandIn
from bot.conversation.store import ConversationStore
from bot.conversation.typed_text import cleaned, plain_speech
from bot.handoff.unanswered import UnansweredQuestion, UnansweredQuestions
from bot.library.kinds import Kind
from bot.library.live import LiveLibrary, Shelf
from bot.library.texts import ChoiceId, TextId
from bot.safety.screen import Danger, Screen
from bot.storage.database import Database
from bot.storage.models import ConversationRow

logger = logging.getLogger(__name__)

_FIRST_AID = {Danger.CRISIS: TextId.CRISIS, Danger.EMERGENCY: TextId.EMERGENCY}
_HELP = (Kind.CRISIS, Kind.EMERGENCY)


class UnknownConversation(LookupError):
    """Nobody speaks at this address: it was never opened, or has been erased."""


class StorageUnavailable(Exception):
    """The database does not answer, so nothing can be looked up or kept."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person did: typed `text` or tapped `choice`, one of the two. `message_id` makes a repeat harmless."""

    text: str | None = None
    choice: str | None = None
    message_id: str | None = None


class Export(BaseModel):
    """All that is held about one conversation."""

    model_config = ConfigDict(frozen=True)

    channel: str
    created_at: datetime
    last_active_at: datetime
    messages: list[TranscriptMessage]
    unanswered_questions: list[UnansweredQuestion]


@dataclass(frozen=True, slots=True)
class _Turn:
    """A message made ready: what is kept of it, and what the bot will do."""

    said: str
    acts: list[Act]


class ConversationService:
    """Everything that a channel needs. Safe to share between threads; holds no state of a conversation."""

    def __init__(
        self,
        *,
        database: Database,
        store: ConversationStore,
        unanswered: UnansweredQuestions,
        library: LiveLibrary,
        screen: Screen,
        engine: Engine,
        stand_in: StandIn,
        spelling: Spelling,
        renderer: Renderer,
    ) -> None:
        self._database = database
        self._store = store
        self._unanswered = unanswered
        self._library = library
        self._screen = screen
        self._engine = engine
        self._stand_in = stand_in
        self._spelling = spelling
        self._renderer = renderer

    def begin(self, channel: str, address: str) -> list[Message]:
        """Opens a conversation, or greets again in one that is open. Raises StorageUnavailable."""
        rendered = self._renderer.render([Say(text=TextId.GREETING, suggest=True)], self._shelf())
        with self._transaction() as session:
            row = self._store.find(session, channel, address) or self._store.create(session, channel, address)
            row.last_active_at = datetime.now(UTC)
            self._store.add_bot_messages(session, row.id, rendered, reply_to=None)
        return [one.message for one in rendered]

    def first_aid(self, text: str) -> list[Message] | None:
        """Support for a person in danger, kept nowhere; None where the text does not speak of danger.

        Needs nothing but the screen and the texts, so a channel can ask before it knows who writes.
        """
        danger = self._screen.look(cleaned(text))
        if danger is None:
            return None
        return self._unkept(_FIRST_AID[danger])

    def reply(self, channel: str, address: str, incoming: Incoming) -> list[Message]:
        """What the bot says to a message; never empty. A repeat of `message_id` gets the first reply again.

        A person in danger gets support whatever else fails. Raises UnknownConversation, StorageUnavailable.
        """
        text = cleaned(incoming.text or "")
        danger = self._screen.look(text) if text else None
        try:
            messages = self._reply(channel, address, incoming, text, danger)
        except Exception as error:
            if danger is not None:
                logger.warning("Support was given, and nothing of it kept: %s", type(error).__name__)
                return self._unkept(_FIRST_AID[danger])
            if isinstance(error, SQLAlchemyError):
                raise _storage_fault(error) from error
            raise
        if danger is not None and all(message.kind not in _HELP for message in messages):
            # A client used a message's id twice: the first reply is no help to a person in danger.
            return self._unkept(_FIRST_AID[danger])
        return messages

    def is_open(self, channel: str, address: str) -> bool:
        """Whether there is a conversation at this address. Raises StorageUnavailable."""
        with self._transaction() as session:
            return self._store.find(session, channel, address) is not None

    def transcript(self, channel: str, address: str) -> list[TranscriptMessage]:
        """Everything both sides said, oldest first. Raises UnknownConversation, StorageUnavailable."""
        with self._transaction() as session:
            return self._store.transcript(session, self._row(session, channel, address).id)

    def export(self, channel: str, address: str) -> Export:
        """All that is held about a conversation. Raises UnknownConversation, StorageUnavailable."""
        with self._transaction() as session:
            row = self._row(session, channel, address)
            return Export(
                channel=row.channel,
                created_at=row.created_at,
                last_active_at=row.last_active_at,
                messages=self._store.transcript(session, row.id),
                unanswered_questions=self._unanswered.of(session, row.id),
            )

    def erase(self, channel: str, address: str) -> None:
        """Deletes a conversation and all that hangs on it. Raises UnknownConversation, StorageUnavailable."""
        with self._transaction() as session:
            conversation = self._row(session, channel, address).id
            self._store.erase(session, conversation)
        self._forget([conversation])

    def erase_silent(self, days: int) -> int:
        """Deletes the conversations in which nobody wrote for so many days; returns how many they were."""
        with self._transaction() as session:
            gone = self._store.erase_silent_since(session, datetime.now(UTC) - timedelta(days=days))
        self._forget(gone)
        return len(gone)

    def _reply(self, channel: str, address: str, incoming: Incoming, text: str, danger: Danger | None) -> list[Message]:
        with self._database.transaction() as session:
            row = self._row(session, channel, address)
            if incoming.message_id is not None:
                earlier = self._store.reply_to(session, row.id, incoming.message_id)
                if earlier is not None:
                    return earlier
            payload = self._store.payload(session, row.id, incoming.choice) if incoming.choice is not None else None
            about = self._store.last_answer(session, row.id) if incoming.choice is None else None
        if payload is not None and payload[0] == f"choice:{ChoiceId.ERASE_NOW}" and payload[2]:
            self.erase(channel, address)
            return self._unkept(TextId.ERASED)
        # No transaction is open here: Rasa's webhook reads the database while we wait for it.
        turn = self._typed(row.id, text, about, danger) if incoming.choice is None else self._tapped(payload)
        return self._send(row.id, turn, incoming.message_id)

    def _typed(self, conversation: str, text: str, about: str | None, danger: Danger | None) -> _Turn:
        if danger is not None:
            return _Turn(text, [Say(text=_FIRST_AID[danger])])
        speech = plain_speech(text)
        if not speech:
            return _Turn(text, [Say(text=TextId.BLANK)])
        # Whatever was published meanwhile is read here, where nobody counts the seconds, and not while Rasa waits.
        self._shelf()
        said = Said(self._spelling.repaired(speech), about)
        try:
            return _Turn(text, self._engine.acts(conversation, said))
        except EngineUnavailable as fault:
            logger.warning("Rasa is away, so the app answers by itself: %s", fault)
        try:
            return _Turn(text, [*self._stand_in.acts(said), Say(text=TextId.PARTLY_DOWN)])
        except SQLAlchemyError as error:
            logger.error("Neither Rasa nor the library can be used: %s", type(error).__name__)
            return _Turn(text, [Say(text=TextId.FAULT)])

    def _tapped(self, payload: tuple[str, str, bool] | None) -> _Turn:
        stale: list[Act] = [Say(text=TextId.STALE_CHOICE)]
        if payload is None:
            return _Turn("", stale)
        target, label, is_of_last_turn = payload
        what, _, name = target.partition(":")
        shelf = self._shelf()
        if what == "entry":
            is_published = shelf is not None and name in shelf.entries
            return _Turn(label, [Answer(entry=name)] if is_published else stale)
        if not is_of_last_turn:
            return _Turn(label, stale)
        reply = TextId.HANDOFF if name == ChoiceId.TALK_TO_PERSON else TextId.KEPT
        return _Turn(label, [Say(text=reply)])

    def _send(self, conversation: str, turn: _Turn, message_id: str | None) -> list[Message]:
        rendered = self._renderer.render(turn.acts, self._shelf())
        try:
            with self._database.transaction() as session:
                asked = self._store.add_person_message(session, conversation, turn.said, message_id)
                self._store.add_bot_messages(session, conversation, rendered, reply_to=asked)
                for act in turn.acts:
                    if isinstance(act, NotCovered):
                        self._unanswered.keep(session, conversation, turn.said, act.nearest)
                self._store.touch(session, conversation)
        except IntegrityError:
            # The same message came twice at once, and the other one was first; or the person erased it all.
            with self._database.transaction() as session:
                earlier = self._store.reply_to(session, conversation, message_id) if message_id is not None else None
            if earlier is None:
                raise UnknownConversation from None
            return earlier
        return [one.message for one in rendered]

    def _unkept(self, text: TextId) -> list[Message]:
        return [one.message for one in self._renderer.render([Say(text=text)], None)]

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        try:
            with self._database.transaction() as session:
                yield session
        except SQLAlchemyError as error:
            raise _storage_fault(error) from error

    def _row(self, session: Session, channel: str, address: str) -> ConversationRow:
        row = self._store.find(session, channel, address)
        if row is None:
            raise UnknownConversation
        return row

    def _shelf(self) -> Shelf | None:
        try:
            return self._library.shelf()
        except SQLAlchemyError:
            return None

    def _forget(self, conversations: list[str]) -> None:
        for conversation in conversations:
            try:
                self._engine.forget(conversation)
            except EngineUnavailable:
                # Rasa keeps conversations in memory alone: one that is away has forgotten, or will with its next start.
                logger.warning("Rasa is away and could not be told to forget a conversation.")


def _storage_fault(error: SQLAlchemyError) -> StorageUnavailable:
    # The error's own text may quote what a person wrote.
    logger.error("The database does not answer: %s", type(error).__name__)
    return StorageUnavailable(type(error).__name__)
