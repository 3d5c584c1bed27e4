"""What is done about one message: danger first, then a reply to what was asked of a person in danger, then the rest."""

import logging
import re
from dataclasses import dataclass, replace

from sqlalchemy.exc import SQLAlchemyError

from bot.conversation import watch as watching
from bot.conversation.acts import Act, Answer, InDanger, Say
from bot.conversation.alarm import Alarm
from bot.conversation.dialogue import Dialogue
from bot.conversation.engine import Engine, EngineUnavailable
from bot.conversation.lookup import Said
from bot.conversation.minors import is_under_age
from bot.conversation.spelling import Spelling
from bot.conversation.stand_in import StandIn
from bot.conversation.typed_text import plain_speech
from bot.conversation.watch import CARE_CHOICES, Watch
from bot.handoff.alerts import Alerts
from bot.library.live import LiveLibrary, Shelf
from bot.library.texts import ChoiceId, TextId
from bot.safety.dangers import Danger
from bot.safety.screen import RASA_IS_BELIEVED_AT, TOGETHER_FROM, Comfort, Finding, Screen
from bot.storage.database import Database

logger = logging.getLogger(__name__)

_COMFORTS = {Comfort.DENIAL: TextId.DENIAL_HEARD, Comfort.PAST: TextId.GENTLE_PAST}

# Whether something is asked beside what is told.
_ASKS = re.compile(
    r"\?|(?:^|[.,;:!\n]|\b(?:and|but|so|also|know|ask|wonder|wondering|tell me)\b) *(?:if|whether|how|what|when|where"
    r"|who|which|why|can|could|does|do|is|are|will|would|should)\b"
)


@dataclass(frozen=True, slots=True)
class Talk:
    """What is known of a conversation as a message comes in."""

    id: str
    about: str | None
    recent: list[str]
    watch: Watch | None
    is_acknowledged: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """A message made ready: what is kept of it, what the bot will do, and what it remembers of a danger."""

    said: str
    acts: list[Act]
    watch: Watch | None = None


class Turns:
    """Safe to share between threads; holds no state of a conversation."""

    def __init__(
        self,
        *,
        database: Database,
        library: LiveLibrary,
        screen: Screen,
        alerts: Alerts,
        engine: Engine,
        stand_in: StandIn,
        spelling: Spelling,
        dialogue: Dialogue,
    ) -> None:
        self._database = database
        self._library = library
        self._screen = screen
        self._alerts = alerts
        self._engine = engine
        self._stand_in = stand_in
        self._spelling = spelling
        self._dialogue = dialogue

    def typed(self, talk: Talk, text: str, finding: Finding, alarm: Alarm) -> Turn:
        """What to do about a text; `finding` is what the screen saw in it."""
        speech = plain_speech(text)
        if finding.danger is not None:
            return self._in_danger(talk, text, finding.danger, alarm)
        if not speech:
            return self._beside(talk, text, [Say(text=TextId.BLANK)])
        # Messages that each look harmless may tell more together.
        trace = talk.recent and finding.share >= TOGETHER_FROM
        together = self._screen.look_together([*talk.recent, speech]) if trace else None
        if together is not None:
            return self._in_danger(talk, text, together, alarm)
        if talk.watch is not None:
            heard = self._heard(talk, talk.watch, speech, alarm)
            if heard is not None:
                return Turn(text, *self._with_alarm(talk, *heard, alarm))
        # Whatever was published meanwhile is read here, where nobody counts the seconds, and not while Rasa waits.
        self._shelf()
        acts = self._decided(talk, Said(self._spelling.repaired(speech), talk.about), finding)
        if any(isinstance(act, InDanger) for act in acts):
            return self._in_danger(talk, text, finding.likely, alarm)
        if Say(text=TextId.DISTRESS) in acts and watching.had_session(speech):
            acts.append(Say(text=TextId.AFTER_SESSION))
        if talk.watch is not None:
            return Turn(text, *watching.beside(talk.watch, acts, speech, talk.is_acknowledged))
        if finding.is_tender and not any(isinstance(act, Say) and act.text in _COMFORTS.values() for act in acts):
            acts.append(Say(text=TextId.TENDER_TOPIC))
        return Turn(text, acts)

    def _in_danger(self, talk: Talk, text: str, danger: Danger, alarm: Alarm) -> Turn:
        """Support first, then what became of the alert, then what was asked beside it, if that may be told now."""
        speech = plain_speech(text)
        acts, watch = watching.in_danger(talk.watch, danger, speech)
        acts, watch = self._with_alarm(talk, acts, watch, alarm)
        contact = self._contact_in(talk.watch, speech)
        if contact is not None:
            # The clinic gets the number alone: the rest are words for nobody's list.
            acts.append(Say(text=self._contact_outcome(talk, watch, (None, contact[1]), alarm)))
        if watching.had_session(speech):
            acts.append(Say(text=TextId.AFTER_SESSION))
        if not danger.is_emergency and not watching.asks_about_means(speech):
            asked = self._answer_beside(Said(speech, talk.about))
            acts += [*asked, Say(text=TextId.NOT_EMERGENCY_CARE)] if asked else []
        return Turn(text, acts, watch)

    def _with_alarm(self, talk: Talk, acts: list[Act], watch: Watch, alarm: Alarm) -> tuple[list[Act], Watch]:
        """Tells the clinic where the acts are for someone in danger now; the person reads of it once."""
        alarming = any(isinstance(act, Say) and act.text in watching.ALARMING for act in acts)
        if not alarming:
            return acts, watch
        outcome = alarm.raised(watch.danger, talk.id)
        if watch.told:
            return acts, watch
        choices = (ChoiceId.TELL_CLINIC,) if outcome is TextId.ALERT_KEPT else ()
        told = outcome is TextId.ALERT_KEPT
        return [*acts, Say(text=outcome, choices=choices)], replace(watch, told=told)

    def _heard(self, talk: Talk, watch: Watch, speech: str, alarm: Alarm) -> tuple[list[Act], Watch] | None:
        """A reply to what was asked of a person in danger, if the message is one."""
        contact = self._contact_in(watch, speech)
        if contact is None:
            # Where one was asked for: one more try, unless it is something else altogether.
            return watching.typed(watch, speech)
        return watching.contact_heard(watch, self._contact_outcome(talk, watch, contact, alarm))

    def _contact_in(self, watch: Watch | None, speech: str) -> tuple[str | None, str] | None:
        return watching.way_to_reach(speech) if watch is not None and watch.contact_asked else None

    def _contact_outcome(self, talk: Talk, watch: Watch, contact: tuple[str | None, str], alarm: Alarm) -> TextId:
        """Keeps the contact, and returns the text that says honestly whether."""
        kept = self._is_contact_kept(talk, contact)
        if not kept and alarm.raised(watch.danger, talk.id) is TextId.ALERT_KEPT:
            # The note was still on disk, or stood there without this conversation's name.
            kept = self._is_contact_kept(talk, contact)
        return TextId.CONTACT_KEPT if kept else TextId.ALERT_WAITING

    def _is_contact_kept(self, talk: Talk, contact: tuple[str | None, str]) -> bool:
        with self._database.transaction() as session:
            return self._alerts.add_contact(session, talk.id, *contact)

    def _decided(self, talk: Talk, said: Said, finding: Finding) -> list[Act]:
        """What is done about a message that is no reply: as Rasa says, or without it as its rules say."""
        if finding.comfort is not None:
            young = [Say(text=TextId.UNDER_AGE)] if is_under_age(said.text) else []
            return [Say(text=_COMFORTS[finding.comfort]), *young, *self._answer_beside(said)]
        acts: list[Act]
        try:
            acts = self._engine.acts(talk.id, said)
        except EngineUnavailable as fault:
            logger.warning("Rasa is away, so the app answers by itself: %s", fault)
            try:
                acts = [*self._stand_in.acts(said), Say(text=TextId.PARTLY_DOWN)]
            except SQLAlchemyError as error:
                logger.error("Neither Rasa nor the library can be used: %s", type(error).__name__)
                return [Say(text=TextId.FAULT)]
        if finding.share < RASA_IS_BELIEVED_AT:
            return [Say(text=TextId.DISTRESS) if isinstance(act, InDanger) else act for act in acts]
        return acts

    def _answer_beside(self, said: Said) -> list[Act]:
        if not _ASKS.search(said.text.casefold()):
            return []
        try:
            return self._dialogue.answer_beside(said)
        except SQLAlchemyError:
            return []

    def tapped(self, talk: Talk, payload: tuple[str, str, bool] | None, alarm: Alarm) -> Turn:
        """What to do about a button. `payload`: what it stands for, what it says, whether it is of the last turn."""
        stale: list[Act] = [Say(text=TextId.STALE_CHOICE)]
        if payload is None:
            return self._beside(talk, "", stale)
        target, label, is_of_last_turn = payload
        what, _, name = target.partition(":")
        shelf = self._shelf()
        if what == "entry":
            is_published = shelf is not None and name in shelf.entries
            return self._beside(talk, label, [Answer(entry=name)] if is_published else stale)
        # Help that was offered to a person in danger stays on offer.
        if name in CARE_CHOICES and (is_of_last_turn or talk.watch is not None):
            acts, watch = watching.tapped(talk.watch, ChoiceId(name))
            return Turn(label, *self._with_alarm(talk, acts, watch, alarm))
        if not is_of_last_turn:
            return self._beside(talk, label, stale)
        reply = TextId.HANDOFF if name == ChoiceId.TALK_TO_PERSON else TextId.KEPT
        return self._beside(talk, label, [Say(text=reply)])

    def _beside(self, talk: Talk, label: str, acts: list[Act]) -> Turn:
        if talk.watch is None:
            return Turn(label, acts)
        return Turn(label, *watching.beside(talk.watch, acts, "", talk.is_acknowledged))

    def _shelf(self) -> Shelf | None:
        try:
            return self._library.shelf()
        except SQLAlchemyError:
            return None
