"""The one conversation service as a Telegram chat needs it."""

import logging
from contextlib import suppress

from bot.channels.telegram.events import Event, Tapped, Typed, Unreadable
from bot.conversation.messages import Message
from bot.conversation.service import ConversationService, Incoming, StorageUnavailable, UnknownConversation
from bot.library.kinds import Kind
from bot.library.texts import TextId
from bot.voice import LiveVoice

logger = logging.getLogger(__name__)

CHANNEL = "telegram"
CARE = frozenset({Kind.CRISIS, Kind.EMERGENCY, Kind.SUPPORT})


class Replies:
    """Synchronous, like the service below it; safe to share between threads."""

    def __init__(self, voice: LiveVoice) -> None:
        self._voice = voice

    def to(self, event: Event) -> list[Message]:
        """What the bot says to an event: never empty, never an error. The same event again does nothing twice."""
        try:
            return self._reply(event)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the person is told, and not left in silence
            # Nothing but the type: an error's text may quote what a person wrote.
            logger.error("A message could not be answered: %s", type(error).__name__)
            return self._after_failure(event)

    def _reply(self, event: Event) -> list[Message]:
        match event:
            case Typed():
                return self._reply_to_words(event)
            case Tapped():
                return self._reply_to_tap(event)
            case Unreadable(chat, update, words):
                if self._conversation.speaks_of_danger(words):
                    return self._reply_to_words(Typed(chat, update, words))
                return self._say(TextId.UNREADABLE)

    def _reply_to_words(self, event: Typed) -> list[Message]:
        # The word of a link comes from outside: the crisis screen reads it like any other.
        if event.is_start and not self._conversation.speaks_of_danger(event.words):
            return self._greeting(event)
        greeting = self._greeting_if_new(event)
        incoming = Incoming(text=event.words, message_id=_message_id(event))
        reply = self._conversation.reply(CHANNEL, _address(event), incoming)
        return reply if reply[0].kind in CARE else [*greeting, *reply]

    def _reply_to_tap(self, event: Tapped) -> list[Message]:
        incoming = Incoming(choice=event.choice, message_id=_message_id(event))
        try:
            return self._conversation.reply(CHANNEL, _address(event), incoming)
        except UnknownConversation:
            return self._say(TextId.STALE_CHOICE)

    def _greeting_if_new(self, event: Typed) -> list[Message]:
        """Opens the conversation where there is none. Its suggestions are left out: the answer comes right below."""
        try:
            if self._conversation.is_open(CHANNEL, _address(event)):
                return []
            greeting = self._greeting(event)
        except StorageUnavailable:
            # The reply that follows knows what can be said without a database.
            return []
        return [message.model_copy(update={"choices": []}) for message in greeting]

    def _greeting(self, event: Typed) -> list[Message]:
        """With a word on Telegram's own copy, below the clinic's on what is kept."""
        greeting, *more = self._conversation.begin(CHANNEL, _address(event))
        note = self._voice.now.texts[TextId.TELEGRAM_NOTE].text
        return [greeting.model_copy(update={"text": f"{greeting.text}\n\n{note}"}), *more]

    def _after_failure(self, event: Event) -> list[Message]:
        words = "" if isinstance(event, Tapped) else event.words
        with suppress(Exception):
            help_now = self._conversation.first_aid(CHANNEL, words, _address(event))
            if help_now is not None:
                return help_now
        return self._say(TextId.FAULT)

    @property
    def _conversation(self) -> ConversationService:
        return self._voice.now.conversation

    def _say(self, text: TextId) -> list[Message]:
        return self._conversation.unkept(text)


def _address(event: Event) -> str:
    return str(event.chat)


def _message_id(event: Event) -> str:
    return f"telegram-{event.update}"
