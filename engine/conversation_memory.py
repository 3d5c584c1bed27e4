"""Rasa's memory of conversations: in this process only, short, and bounded.

The app's database is the record. Rasa needs no more than the last turns, so nothing of what people write
reaches a disk from here, and a restart of the engine loses nothing.
"""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

MOST_CONVERSATIONS = 2000
MOST_EVENTS = 40


class ConversationMemory(TrackerStore, SerializedTrackerAsText):
    """Keeps the latest events of the conversations last spoken in; the longest silent one is dropped first."""

    def __init__(self, domain: Domain, event_broker: Any = None, **kwargs: Any) -> None:
        self._conversations: OrderedDict[str, str] = OrderedDict()
        super().__init__(domain, event_broker, **kwargs)
        self.max_event_history = MOST_EVENTS

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        self._conversations[tracker.sender_id] = self.serialise_tracker(tracker)
        self._conversations.move_to_end(tracker.sender_id)
        while len(self._conversations) > MOST_CONVERSATIONS:
            self._conversations.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        stored = self._conversations.get(sender_id)
        return self.deserialise_tracker(sender_id, stored) if stored else None

    async def retrieve_full_tracker(self, sender_id: str) -> DialogueStateTracker | None:
        return await self.retrieve(sender_id)

    async def keys(self) -> Iterable[str]:
        return list(self._conversations)

    def forget(self, sender_id: str) -> None:
        """Drops a conversation; an unknown one is no error."""
        self._conversations.pop(sender_id, None)
