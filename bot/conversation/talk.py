"""A message and its turn: what is known of the conversation as it comes in, and what is then done about it."""

from dataclasses import dataclass

from bot.conversation.acts import Part
from bot.conversation.alarm import Alarm
from bot.conversation.clinic_desk import Change, Reachable, Wish
from bot.conversation.phrases.conclusions import NO_MATTER, Matter
from bot.conversation.prescreen_dialogue import place
from bot.conversation.watch import Watch
from bot.handoff.items import Contact, ItemView
from bot.library.texts import TextId
from bot.prescreen.machine import while_paused
from bot.prescreen.shown import Told
from bot.prescreen.state import Prescreen
from bot.prescreen.store import Held
from bot.safety.screen import Finding


@dataclass(frozen=True, slots=True)
class Talk:
    """What is known of a conversation as a message comes in.

    `turn` is the same whenever the same message comes again. `request`: what they asked of the clinic and still wait
    for, first of all what nobody can answer, since they have not said how. `is_reachable`: the clinic knows how, for a
    call that they asked for, or from the pre-screen. `last_words`: what they wrote last. `offers_erasure`: they were
    just asked whether all of it is to be deleted, and
    `offers_prescreen`: the pre-screen. `has_declined`: they just said no to it. `is_minor`: they
    said before that they are under 18, and did not take it back. `matter`: what the bot last said that was more than
    small talk. `lately`: all of its last few messages.
    """

    id: str
    turn: str
    about: str | None
    recent: list[str]
    watch: Watch | None
    is_acknowledged: bool
    held: Held | None = None
    request: ItemView | None = None
    is_reachable: bool = False
    last_words: str = ""
    offers_erasure: bool = False
    offers_prescreen: bool = False
    has_declined: bool = False
    is_minor: bool = False
    matter: Matter = NO_MATTER
    lately: Matter = NO_MATTER

    @property
    def prescreen(self) -> Prescreen | None:
        """Where the person is in the pre-screen."""
        return self.held.prescreen if self.held is not None else None

    @property
    def place(self) -> str | None:
        """At what of the pre-screen the person is asked something now; nowhere while there is worry about them."""
        return place(self.prescreen) if self.worry is None else None

    @property
    def worry(self) -> Watch | None:
        """The watch, where it shapes what is said: not while they go on with the pre-screen, safe by their own word."""
        return self.watch if self.watch is not None and not self.watch.in_prescreen else None

    @property
    def known_contact(self) -> Contact | None:
        """How the person can be reached for what they asked of the clinic, if they said."""
        contact = self.request.contact if self.request is not None else None
        return contact if contact is not None and contact.reach else None

    @property
    def is_paused(self) -> bool:
        """Whether the pre-screen waits for the person to go on with it."""
        return self.prescreen is not None and self.prescreen.is_paused


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that a person typed, as it was (`text`) and as it is read (`speech`), and what the screen saw in it."""

    talk: Talk
    text: str
    speech: str
    finding: Finding
    alarm: Alarm


@dataclass(frozen=True, slots=True)
class Turn:
    """A message made ready: what is kept of it, what the bot will do, what it remembers of a danger, and what changes
    in the pre-screen and on the clinic's list. `erases_all`: the person wants the whole conversation deleted.
    `shares_question`: they say that staff may read the question which had no answer. `reference`: the number of what
    is spoken of again, where nothing of it changes.
    """

    said: str
    acts: list[Part]
    watch: Watch | None = None
    change: Change | None = None
    wish: Wish | None = None
    reachable: Reachable | None = None
    erases_all: bool = False
    shares_question: bool = False
    reference: str | None = None

    @property
    def erases_answers_of(self) -> Held | None:
        """The pre-screen that the person wants erased, answers and all that was said with it."""
        if self.change is None or self.change.after is not None or self.change.before is None:
            return None
        return self.change.before if self.change.before.prescreen.consent is not None else None


def resumption(prescreen: Prescreen) -> Told:
    """The offer to go on with a pre-screen that waits."""
    return Told(TextId.PRESCREEN_RESUME, while_paused(prescreen))
