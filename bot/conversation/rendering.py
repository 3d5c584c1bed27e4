"""Turns acts into messages: the last step before sending, and the only place where a message is made."""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.conversation.acts import Act, Answer, Clarify, InDanger, NotCovered, Say, Simply
from bot.conversation.messages import Choice, Citation, Message
from bot.conversation.outgoing import Outgoing
from bot.library.entries import Entry
from bot.library.kinds import Kind
from bot.library.live import Shelf
from bot.library.texts import ApprovedTexts, ChoiceId, TextId

logger = logging.getLogger(__name__)

MOST_RELATED = 3


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message, and what each of its buttons stands for: `entry:SLUG` or `choice:NAME`, by the button's id."""

    message: Message
    payloads: dict[str, str] = field(default_factory=dict)


class Renderer:
    """Knows the approved texts; gets the published answers with each call."""

    def __init__(self, texts: ApprovedTexts) -> None:
        self._texts = texts
        self._outgoing = Outgoing(texts)

    def render(self, acts: Iterable[Act], shelf: Shelf | None) -> list[Rendered]:
        """One message for each act. `shelf` is None when nothing published can be read."""
        return [self._approved(self._render(act, shelf), shelf) for act in acts]

    def _approved(self, rendered: Rendered, shelf: Shelf | None) -> Rendered:
        """The message itself, or the notice of a fault where anything in it is not approved."""
        message = rendered.message
        if self._outgoing.is_approved(message, rendered.payloads, shelf):
            return rendered
        # Never the text: nobody approved it, and it may hold what a person wrote.
        logger.error("A message was not approved and was held back: kind %s, id %s", message.kind, message.id)
        return self._say(TextId.FAULT, [], (), shelf)

    def _render(self, act: Act, shelf: Shelf | None) -> Rendered:
        match act:
            case Say():
                suggested = self._texts.clinic.suggested if act.suggest else []
                return self._say(act.text, suggested, act.choices, shelf)
            case Answer():
                entry = shelf.entries.get(act.entry) if shelf else None
                return self._answer(entry, entry.body, shelf) if entry else self._say(TextId.FAULT, [], (), shelf)
            case Simply():
                entry = shelf.entries.get(act.entry) if shelf else None
                if entry is None:
                    return self._say(TextId.FAULT, [], (), shelf)
                return self._answer(entry, entry.simply or entry.short_answer, shelf)
            case Clarify():
                return self._say(act.text, act.entries, (ChoiceId.TALK_TO_PERSON,), shelf)
            case NotCovered():
                text = TextId.NOT_COVERED_BUT_NEAR if act.nearest else TextId.NOT_COVERED
                return self._say(text, act.nearest, (ChoiceId.TALK_TO_PERSON,), shelf)
            case InDanger():
                text = TextId.EMERGENCY_MEDICAL if act.is_emergency else TextId.CRISIS_SUICIDE
                return self._say(text, [], (), shelf)

    def _say(self, text: TextId, slugs: Iterable[str], choices: Iterable[ChoiceId], shelf: Shelf | None) -> Rendered:
        filled = self._texts[text]
        buttons = self._entry_buttons(slugs, shelf)
        buttons += [(Choice(id=_new_id(), label=self._texts.label(name)), f"choice:{name}") for name in choices]
        return _rendered(Message(id=_new_id(), kind=filled.kind, text=filled.text), buttons)

    def _answer(self, entry: Entry, text: str, shelf: Shelf | None) -> Rendered:
        message = Message(
            id=_new_id(),
            kind=Kind.ANSWER,
            text=text,
            citations=[Citation(document=source.document, section=source.section) for source in entry.sources],
            entry=entry.slug,
            reviewed=entry.reviewed,
        )
        return _rendered(message, self._entry_buttons(entry.related, shelf)[:MOST_RELATED])

    def _entry_buttons(self, slugs: Iterable[str], shelf: Shelf | None) -> list[tuple[Choice, str]]:
        published = [shelf.entries[slug] for slug in slugs if slug in shelf.entries] if shelf else []
        return [
            (Choice(id=_new_id(), label=entry.question, entry=entry.slug), f"entry:{entry.slug}") for entry in published
        ]


def _rendered(message: Message, buttons: list[tuple[Choice, str]]) -> Rendered:
    choices = [choice for choice, _ in buttons]
    return Rendered(message.model_copy(update={"choices": choices}), {choice.id: to for choice, to in buttons})


def _new_id() -> str:
    return secrets.token_urlsafe(12)
