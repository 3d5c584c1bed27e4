"""The last look at a message before it is sent: only what people wrote and approved goes out."""

import re
from collections.abc import Mapping

from bot.conversation.messages import Choice, Citation, Message
from bot.conversation.prescreen_rendering import PAYLOAD, QUOTED, PrescreenRenderer
from bot.library.entries import Entry
from bot.library.kinds import Kind
from bot.library.live import Shelf
from bot.library.texts import REFERENCE, ApprovedTexts, ChoiceId, TextId

# As handoff/references.py makes them.
_AN_ITEM = r"[0-9A-Z]{4}-[0-9A-Z]{4}"


class Outgoing:
    """Knows every text of a clinic that may be sent. Looks at messages; makes and changes none."""

    def __init__(self, texts: ApprovedTexts, prescreen: PrescreenRenderer) -> None:
        self._prescreen = prescreen
        self._texts = frozenset((filled.kind, filled.text) for _, filled in texts.all() if REFERENCE not in filled.text)
        # Where an item's number goes nothing else may stand; a telephone may look like one elsewhere in the text.
        self._naming_items = [
            (filled.kind, re.compile(_AN_ITEM.join(map(re.escape, filled.text.split(REFERENCE)))))
            for _, filled in texts.all()
            if REFERENCE in filled.text
        ]
        # What a person gave to be reached stands in quotes behind one text, and behind no other.
        request = texts[TextId.MY_DATA_REQUEST]
        self._quoting = (request.kind, re.compile(rf"{re.escape(request.text)}\n\n{QUOTED.pattern}"))
        self._labels = {f"choice:{choice}": texts.label(choice) for choice in ChoiceId}

    def is_approved(self, message: Message, payloads: Mapping[str, str], shelf: Shelf | None) -> bool:
        """Whether all that a person reads in a message is approved, and each button leads where it says.

        `payloads`: what the buttons stand for, by their ids. `shelf` is None when nothing published can be read.
        """
        entries = shelf.entries if shelf else {}
        if len(payloads) != len(message.choices):
            return False
        if not all(self._leads_where_it_says(choice, payloads.get(choice.id), entries) for choice in message.choices):
            return False
        if message.entry is None:
            is_bare = not message.citations and message.reviewed is None
            return is_bare and (self._is_text(message) or self._prescreen.is_approved(message))
        entry = entries.get(message.entry)
        return entry is not None and _is_answer_of(entry, message)

    def _is_text(self, message: Message) -> bool:
        if (message.kind, message.text) in self._texts:
            return True
        kind, quoting = self._quoting
        if message.kind is kind and quoting.fullmatch(message.text):
            return True
        return any(kind is message.kind and naming.fullmatch(message.text) for kind, naming in self._naming_items)

    def _leads_where_it_says(self, choice: Choice, payload: str | None, entries: Mapping[str, Entry]) -> bool:
        if choice.entry is None:
            what, _, move = (payload or "").partition(":")
            if what == PAYLOAD:
                return self._prescreen.is_label_of(move, choice.label)
            return payload is not None and self._labels.get(payload) == choice.label
        entry = entries.get(choice.entry)
        return entry is not None and payload == f"entry:{entry.slug}" and choice.label == entry.question


def _is_answer_of(entry: Entry, message: Message) -> bool:
    sources = [Citation(document=source.document, section=source.section) for source in entry.sources]
    return (
        message.kind is Kind.ANSWER
        and message.text in (entry.body, entry.simply, entry.short_answer)
        and message.citations == sources
        and message.reviewed == entry.reviewed
    )
