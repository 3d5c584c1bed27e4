"""Erasing what is held about a person, and what the clinic keeps of what they sent."""

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.conversation.store import ConversationStore
from bot.handoff.alerts import Alerts
from bot.handoff.items import ItemState
from bot.handoff.kinds import ItemKind
from bot.handoff.queue import Queue
from bot.library.clinic import KeepDays
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

    def erase_closed(self, session: Session, keep: KeepDays, now: datetime) -> int:
        """Deletes items that were closed for long enough, with the answers that they hold, and old receipts; returns
        how many items."""
        gone = 0
        for days, kinds in (
            (keep.dangers, [kind for kind in ItemKind if kind.is_danger]),
            (keep.requests, [ItemKind.CALLBACK, ItemKind.QUESTION]),
            (keep.prescreens, [ItemKind.PRESCREEN]),
        ):
            gone += self._queue.erase_closed_before(session, now - timedelta(days=days), kinds)
        too_old = ErasureReceiptRow.at < now - timedelta(days=keep.receipts)
        session.execute(delete(ErasureReceiptRow).where(too_old))
        return gone
