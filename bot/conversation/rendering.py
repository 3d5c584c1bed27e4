"""Turns acts into messages: the last step before sending, and the only place where a message is made."""

import logging
from collections.abc import Iterable

from bot.conversation.acts import (
    Answer,
    Clarify,
    InDanger,
    NotCovered,
    Part,
    PrescreenMove,
    RequestPerson,
    RequestShown,
    Say,
    ShowData,
    Simply,
)
from bot.conversation.messages import Choice, Citation, Message
from bot.conversation.outgoing import Outgoing
from bot.conversation.prescreen_rendering import PrescreenRenderer, in_quotes
from bot.conversation.rendered import Button, Rendered, new_id, rendered
from bot.library.entries import Entry
from bot.library.kinds import Kind
from bot.library.live import Shelf
from bot.library.texts import REFERENCE, ApprovedTexts, ChoiceId, TextId
from bot.prescreen.questionnaire import Questionnaire
from bot.prescreen.shown import Told

logger = logging.getLogger(__name__)

MOST_RELATED = 3
# By whether the person is asked first, and whether there are near answers.
_NOT_COVERED = {
    (False, False): TextId.NOT_COVERED,
    (False, True): TextId.NOT_COVERED_BUT_NEAR,
    (True, False): TextId.NOT_COVERED_ASKS_FIRST,
    (True, True): TextId.NOT_COVERED_ASKS_FIRST_BUT_NEAR,
}


class Renderer:
    """Knows the approved texts; gets the published answers with each call."""

    def __init__(self, texts: ApprovedTexts, questionnaire: Questionnaire) -> None:
        self._texts = texts
        self._prescreen = PrescreenRenderer(questionnaire)
        self._outgoing = Outgoing(texts, self._prescreen)

    def render(self, acts: Iterable[Part], shelf: Shelf | None, reference: str | None = None) -> list[Rendered]:
        """One message for each act. `shelf` is None when nothing published can be read.

        `reference`: the number of the clinic's item that the reply is about, where there is one.
        """
        return [self._approved(self._render(act, shelf, reference), shelf) for act in acts]

    def words(self, text: TextId) -> str:
        """What an approved text says, with the clinic's details in it."""
        return self._texts[text].text

    def _approved(self, rendered: Rendered, shelf: Shelf | None) -> Rendered:
        """The message itself, or the notice of a fault where anything in it is not approved."""
        message = rendered.message
        if self._outgoing.is_approved(message, rendered.payloads, shelf):
            return rendered
        # Never the text: nobody approved it, and it may hold what a person wrote.
        logger.error("A message was not approved and was held back: kind %s, id %s", message.kind, message.id)
        return self._say(TextId.FAULT, [], (), shelf)

    def _render(self, act: Part, shelf: Shelf | None, reference: str | None) -> Rendered:
        match act:
            case Told():
                filled = self._texts[act.text]
                text = filled.text.replace(REFERENCE, reference) if reference else filled.text
                message = Message(id=new_id(), kind=filled.kind, text=text)
                return rendered(message, self._prescreen.buttons(act.buttons))
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
                text = _NOT_COVERED[act.asks_first, bool(act.nearest)]
                asked = (ChoiceId.MAY_READ,) if act.asks_first else ()
                return self._say(text, act.nearest, (*asked, ChoiceId.PASS_ON, ChoiceId.TALK_TO_PERSON), shelf)
            case InDanger():
                text = TextId.EMERGENCY_MEDICAL if act.is_emergency else TextId.CRISIS_SUICIDE
                return self._say(text, [], (), shelf)
            case RequestPerson() | ShowData() | PrescreenMove():
                # The app acts on them before anything is rendered.
                return self._say(TextId.FAULT, [], (), shelf)
            case RequestShown():
                return self._request(act.given)
            case _:
                return self._prescreen.render(act)

    def _request(self, given: str) -> Rendered:
        filled = self._texts[TextId.MY_DATA_REQUEST if given else TextId.MY_DATA_REQUEST_BARE]
        text = f"{filled.text}\n\n{in_quotes(given)}" if given else filled.text
        return rendered(Message(id=new_id(), kind=filled.kind, text=text), [])

    def _say(self, text: TextId, slugs: Iterable[str], choices: Iterable[ChoiceId], shelf: Shelf | None) -> Rendered:
        filled = self._texts[text]
        buttons = self._entry_buttons(slugs, shelf)
        buttons += [(Choice(id=new_id(), label=self._texts.label(name)), f"choice:{name}") for name in choices]
        return rendered(Message(id=new_id(), kind=filled.kind, text=filled.text), buttons)

    def _answer(self, entry: Entry, text: str, shelf: Shelf | None) -> Rendered:
        message = Message(
            id=new_id(),
            kind=Kind.ANSWER,
            text=text,
            citations=[Citation(document=source.document, section=source.section) for source in entry.sources],
            entry=entry.slug,
            reviewed=entry.reviewed,
        )
        return rendered(message, self._entry_buttons(entry.related, shelf)[:MOST_RELATED])

    def _entry_buttons(self, slugs: Iterable[str], shelf: Shelf | None) -> list[Button]:
        published = [shelf.entries[slug] for slug in slugs if slug in shelf.entries] if shelf else []
        return [
            (Choice(id=new_id(), label=entry.question, entry=entry.slug), f"entry:{entry.slug}") for entry in published
        ]
