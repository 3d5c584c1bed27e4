"""The conversation: one way in for every channel. A channel hands over who speaks and what; it gets messages back."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.conversation.acts import NotCovered, Part, Say
from bot.conversation.alarm import PATIENCE_SECONDS, Alarm, Alarms
from bot.conversation.care_said import first_support
from bot.conversation.clinic_desk import ClinicDesk, is_reachable, request_of
from bot.conversation.engine import Engine, EngineUnavailable
from bot.conversation.erasure import Erasure
from bot.conversation.export import Export, held_alert, held_prescreen, held_request
from bot.conversation.messages import Message, TranscriptMessage
from bot.conversation.prescreen_dialogue import place
from bot.conversation.rendering import Renderer
from bot.conversation.store import ConversationStore
from bot.conversation.talk import Talk, Turn, resumption
from bot.conversation.turns import Turns
from bot.conversation.typed_text import cleaned
from bot.handoff.alerts import Alerts
from bot.handoff.unanswered import ASKED_FIRST, UnansweredQuestions
from bot.library.clinic import KeepDays
from bot.library.kinds import Kind
from bot.library.live import LiveLibrary, Shelf
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.state import Stage
from bot.prescreen.store import Overtaken
from bot.safety.dangers import Danger
from bot.safety.screen import Finding, Screen
from bot.storage.database import Database
from bot.storage.models import ConversationRow

logger = logging.getLogger(__name__)

_HELP = (Kind.CRISIS, Kind.EMERGENCY)
_RECENT = 3
_MOST_TRIES = 4


class UnknownConversation(LookupError):
    """Nobody speaks at this address: it was never opened, or has been erased."""


class _Rival(Exception):
    """Another message changed the pre-screen while this one was decided on, at a `place`."""

    def __init__(self, place: str | None) -> None:
        super().__init__()
        self.place = place


class StorageUnavailable(Exception):
    """The database does not answer, so nothing can be looked up or kept."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person did: typed `text` or tapped `choice`, one of the two. `message_id` makes a repeat harmless."""

    text: str | None = None
    choice: str | None = None
    message_id: str | None = None


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
        alerts: Alerts,
        alarms: Alarms,
        turns: Turns,
        desk: ClinicDesk,
        erasure: Erasure,
        engine: Engine,
        renderer: Renderer,
    ) -> None:
        self._database = database
        self._store = store
        self._unanswered = unanswered
        self._library = library
        self._screen = screen
        self._alerts = alerts
        self._alarms = alarms
        self._turns = turns
        self._desk = desk
        self._erasure = erasure
        self._engine = engine
        self._renderer = renderer

    def begin(self, channel: str, address: str) -> list[Message]:
        """Opens a conversation, or greets again in one that is open. Raises StorageUnavailable."""
        greeting = Say(text=TextId.GREETING, suggest=True, choices=(ChoiceId.START_PRESCREEN,))
        shelf = self._shelf()
        with self._transaction() as session:
            row = self._store.find(session, channel, address) or self._store.create(session, channel, address)
            held = self._desk.held(session, row.id)
            watch = self._store.watch(session, row.id)
            is_calm = watch is None or watch.in_prescreen
            acts: list[Part] = [greeting]
            if is_calm and held is not None and held.prescreen.stage in (Stage.ASKING, Stage.REVIEW):
                acts.append(resumption(held.prescreen))
            rendered = self._renderer.render(acts, shelf)
            row.last_active_at = datetime.now(UTC)
            self._store.add_bot_messages(session, row.id, rendered, reply_to=None)
        return [one.message for one in rendered]

    def speaks_of_danger(self, text: str) -> bool:
        """Whether the screen sees danger in a text; needs nothing else, and tells nobody."""
        return self._screen.look(cleaned(text)).danger is not None

    def first_aid(self, channel: str, text: str, address: str | None = None) -> list[Message] | None:
        """Support for a person in danger, kept nowhere; None where the text does not speak of danger.

        Needs nothing but the screen and the texts, so a channel can ask before it knows who writes. The clinic gets an
        alert, of the conversation at `address` where there is one.
        """
        danger = self._screen.look(cleaned(text)).danger
        if danger is None:
            return None
        return self._aid(danger, self._alarms.about(channel, None), channel, address)

    def reply(self, channel: str, address: str, incoming: Incoming) -> list[Message]:
        """What the bot says to a message; never empty. A repeat of `message_id` gets the first reply again.

        A person in danger gets support whatever else fails. Raises UnknownConversation, StorageUnavailable.
        """
        text = cleaned(incoming.text or "")
        finding = self._screen.look(text) if text else Finding()
        key = f"{channel} {address} {incoming.message_id}" if incoming.message_id is not None else None
        alarm = self._alarms.about(channel, key)
        try:
            messages = self._reply_at_last(channel, address, incoming, text, finding, alarm)
        except Exception as error:
            # The screen saw it, or what came later did before it failed.
            danger = finding.danger or alarm.danger
            if danger is not None:
                logger.warning("Support was given, and nothing of it kept: %s", type(error).__name__)
                return self._aid(danger, alarm, channel, address)
            if isinstance(error, SQLAlchemyError):
                raise _storage_fault(error) from error
            if isinstance(error, Overtaken):
                # Other tabs were faster each time; the client sends the same again.
                raise StorageUnavailable("Overtaken") from error
            raise
        if finding.danger is not None and all(message.kind not in _HELP for message in messages):
            # A client used a message's id twice: the first reply is no help to a person in danger.
            return self._aid(finding.danger, self._alarms.about(channel, None), channel, address)
        return messages

    def unkept(self, *texts: TextId) -> list[Message]:
        """Approved texts as messages that are stored nowhere."""
        return [one.message for one in self._renderer.render([Say(text=text) for text in texts], None)]

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
                alerts=[held_alert(alert) for alert in self._alerts.of(session, row.id)],
                prescreen=held_prescreen(self._desk.held(session, row.id)),
                requests=[held_request(item) for item in self._desk.requests(session, row.id)],
            )

    def erase(self, channel: str, address: str) -> int:
        """Deletes a conversation and all that hangs on it; returns how many items the clinic keeps, since it already
        works on them. Raises UnknownConversation, StorageUnavailable."""
        with self._transaction() as session:
            conversation = self._row(session, channel, address).id
        # Before as well: a process that dies after the commit forgets nothing more.
        self._forget([conversation])
        with self._transaction() as session:
            kept = self._erasure.erase(session, conversation, channel)
        self._forget([conversation])
        return kept

    def erase_silent(self, days: int) -> int:
        """Deletes the conversations in which nobody wrote for so many days; returns how many they were."""
        with self._transaction() as session:
            gone = self._erasure.erase_silent_since(session, datetime.now(UTC) - timedelta(days=days))
        self._forget(gone)
        return len(gone)

    def erase_closed(self, keep: KeepDays) -> int:
        """Deletes what the clinic closed long enough ago, with the answers that it holds; returns how many items."""
        with self._transaction() as session:
            return self._erasure.erase_closed(session, keep, datetime.now(UTC))

    def _reply_at_last(
        self, channel: str, address: str, incoming: Incoming, text: str, finding: Finding, alarm: Alarm
    ) -> list[Message]:
        """The reply, decided anew where another tab was faster. Raises Overtaken after so many rivals."""
        rival: _Rival | None = None
        for _ in range(_MOST_TRIES):
            try:
                return self._reply(channel, address, incoming, text, finding, alarm, rival)
            except _Rival as overtaken:
                rival = rival or overtaken
        raise Overtaken

    def _reply(
        self,
        channel: str,
        address: str,
        incoming: Incoming,
        text: str,
        finding: Finding,
        alarm: Alarm,
        rival: "_Rival | None",
    ) -> list[Message]:
        haste = PATIENCE_SECONDS if finding.danger is not None else None
        with self._database.transaction(haste) as session:
            row = self._row(session, channel, address)
            if incoming.message_id is not None:
                earlier = self._store.reply_to(session, row.id, incoming.message_id)
                if earlier is not None:
                    return earlier
            payload = self._store.payload(session, row.id, incoming.choice) if incoming.choice is not None else None
            talk = self._talk(session, row.id, incoming.message_id or secrets.token_hex(16))
        # No transaction is open here: Rasa's webhook reads the database while we wait for it.
        if incoming.choice is not None:
            turn = self._turns.tapped(talk, payload, alarm)
        elif rival is not None and finding.danger is None and place(talk.prescreen) != rival.place:
            # What was written to one question is no answer to another.
            turn = self._turns.moved_on(talk, text)
        else:
            turn = self._turns.typed(talk, text, finding, alarm)
        if turn.erases_all:
            kept = self.erase(channel, address)
            return self.unkept(TextId.ERASED_BUT_ITEM if kept else TextId.ERASED)
        try:
            return self._send(channel, talk, turn, incoming.message_id, in_haste=alarm.danger is not None)
        except Overtaken:
            raise _Rival(place(talk.prescreen)) from None

    def _talk(self, session: Session, conversation: str, turn: str) -> Talk:
        watch = self._store.watch(session, conversation)
        last = self._store.last_words(session, conversation, _RECENT)
        requests = self._desk.requests(session, conversation)
        lately = self._store.lately(session, conversation)
        return Talk(
            id=conversation,
            turn=turn,
            about=lately.answer,
            matter=lately.matter,
            lately=lately.matters,
            recent=last if watch is None or watch.in_prescreen else [],
            watch=watch,
            is_acknowledged=watch is not None and self._alerts.is_acknowledged(session, conversation),
            held=self._desk.held(session, conversation),
            request=request_of(requests),
            is_reachable=is_reachable(requests),
            last_words=last[-1] if last else "",
            offers_erasure=f"choice:{ChoiceId.ERASE_NOW}" in lately.offers,
            offers_prescreen=f"choice:{ChoiceId.START_PRESCREEN}" in lately.offers,
            has_declined=self._renderer.words(TextId.PRESCREEN_NOT_NOW) in lately.texts,
            is_minor=self._store.said_under_age(session, conversation),
        )

    def _send(self, channel: str, talk: Talk, turn: Turn, message_id: str | None, *, in_haste: bool) -> list[Message]:
        conversation, shelf = talk.id, self._shelf()
        erased = turn.erases_answers_of
        try:
            with self._database.transaction(PATIENCE_SECONDS if in_haste else None) as session:
                reference = self._desk.carry_out(session, conversation, channel, turn.change, turn.wish, turn.reachable)
                named = reference or turn.reference
                rendered = self._renderer.render(_asking_first(channel, turn.acts), shelf, named)
                if erased is not None:
                    self._store.erase_messages_since(session, conversation, erased.started_at)
                    self._unanswered.forget_since(session, conversation, erased.started_at)
                if turn.watch != talk.watch:
                    self._store.keep_watch(session, conversation, turn.watch)
                asked = self._store.add_person_message(session, conversation, turn.said, message_id)
                self._store.add_bot_messages(session, conversation, rendered, reply_to=asked)
                for act in turn.acts:
                    if isinstance(act, NotCovered):
                        self._unanswered.keep(session, conversation, turn.said, act.nearest)
                if turn.shares_question:
                    self._unanswered.share_last(session, conversation)
                self._store.touch(session, conversation)
        except IntegrityError:
            # The same message came twice at once, and the other one was first; or the person erased it all.
            with self._database.transaction() as session:
                earlier = self._store.reply_to(session, conversation, message_id) if message_id is not None else None
            if earlier is None:
                raise UnknownConversation from None
            return earlier
        if erased is not None:
            self._forget([conversation])
        return [one.message for one in rendered]

    def _aid(self, danger: Danger, alarm: Alarm, channel: str, address: str | None) -> list[Message]:
        """The support and what became of the alert, kept nowhere."""
        conversation = self._known(channel, address) if alarm.danger is None else None
        return self.unkept(first_support(danger).text, alarm.raised(danger, conversation))

    def _known(self, channel: str, address: str | None) -> str | None:
        """The id of the conversation at an address, where that can be looked up."""
        if address is None:
            return None
        try:
            with self._database.transaction(PATIENCE_SECONDS) as session:
                row = self._store.find(session, channel, address)
                return row.id if row is not None else None
        except SQLAlchemyError:
            return None

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


def _asking_first(channel: str, acts: list[Part]) -> list[Part]:
    """The acts, such that nobody reads that a question is noted where it waits for their yes."""
    if channel not in ASKED_FIRST:
        return acts
    return [act.model_copy(update={"asks_first": True}) if isinstance(act, NotCovered) else act for act in acts]


def _storage_fault(error: SQLAlchemyError) -> StorageUnavailable:
    # The error's own text may quote what a person wrote.
    logger.error("The database does not answer: %s", type(error).__name__)
    return StorageUnavailable(type(error).__name__)
