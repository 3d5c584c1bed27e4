"""Erasing what is held about a person, and what the clinic keeps of what they sent."""

import secrets
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.conversation.store import ConversationStore
from bot.handoff.alerts import Alerts
from bot.handoff.items import ItemState
from bot.handoff.queue import Queue
from bot.prescreen.store import PrescreenStore
from bot.storage.models import ErasureReceiptRow


class Erasure:
    """Works within a session that the caller holds. Safe to share between threads."""

    def __init__(
        self,
        store: ConversationStore,
        alerts: Alerts,
        queue: Queue,
        prescreens: PrescreenStore,
        *,
        erases_items_in_work: bool,
    ) -> None:
        self._store = store
        self._alerts = alerts
        self._queue = queue
        self._prescreens = prescreens
        self._erases_items_in_work = erases_items_in_work

    def erase(self, session: Session, conversation: str, channel: str) -> int:
        """Deletes a conversation, all that hangs on it and its items, and leaves a receipt; returns how many items the
        clinic keeps, since someone there already works on them.

        The bare items about a danger stay, without contact and link.
        """
        self._alerts.forget_contact(session, conversation)
        kept = 0
        for item in self._queue.of(session, conversation):
            if item.state is ItemState.NEW or self._erases_items_in_work:
                self._queue.erase(session, item.id)
            else:
                kept += 1
        self._store.erase(session, conversation)
        self._prescreens.erase_unsent(session)
        receipt = ErasureReceiptRow(id=secrets.token_hex(16), channel=channel, at=datetime.now(UTC), kept_items=kept)
        session.add(receipt)
        return kept

    def erase_silent_since(self, session: Session, moment: datetime) -> list[str]:
        """Deletes the conversations in which nobody wrote since then; returns their ids. What was sent stays with the
        clinic until it has dealt with it."""
        gone = self._store.erase_silent_since(session, moment)
        self._alerts.forget_orphaned_contacts(session)
        self._prescreens.erase_unsent(session)
        return gone

    def erase_closed_before(self, session: Session, moment: datetime) -> int:
        """Deletes items that were closed before then, with the answers that they hold; returns how many."""
        return self._queue.erase_closed_before(session, moment)
