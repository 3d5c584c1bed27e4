"""What is done about one message: danger first, then a reply to what was asked of a person in danger, then the rest."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.conversation import watch as watching
from bot.conversation.acts import Act, Answer, InDanger, Part, PrescreenMove, RequestPerson, Say, ShowData
from bot.conversation.alarm import Alarm
from bot.conversation.clinic_desk import Change, Reachable, Wish
from bot.conversation.dialogue import ERASURE_OFFER, VERDICT_DECLINED, Dialogue
from bot.conversation.engine import Engine, EngineUnavailable
from bot.conversation.lookup import Said
from bot.conversation.phrases.conclusions import NO_MATTER, Conclusion, Matter, conclusion_in
from bot.conversation.phrases.erasing_words import Reply, reply_to_offer
from bot.conversation.phrases.minors import is_of_age, is_under_age
from bot.conversation.phrases.prescreen_additions import (
    amends,
    asks_when_they_get_back,
    asks_whether_sent,
    question_meant,
    refuses_to_send,
)
from bot.conversation.phrases.prescreen_commands import agrees_after_all, command_in
from bot.conversation.phrases.someone_else import fills_in_for_another, is_for_oneself
from bot.conversation.prescreen_dialogue import Place, place
from bot.conversation.prescreen_rendering import PAYLOAD
from bot.conversation.spelling import Spelling
from bot.conversation.stand_in import StandIn
from bot.conversation.typed_text import plain_speech
from bot.conversation.watch import CARE_CHOICES, Watch
from bot.handoff.alerts import Alerts
from bot.handoff.items import Contact, ItemView
from bot.handoff.kinds import ItemKind
from bot.library.clinic import Clinic
from bot.library.live import LiveLibrary, Shelf
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.machine import CONTACT, Circumstances, Machine, while_paused
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.shown import ReviewShown, Shown, Told
from bot.prescreen.state import Prescreen, Stage
from bot.prescreen.store import Held
from bot.safety.dangers import Danger
from bot.safety.screen import RASA_IS_BELIEVED_AT, TOGETHER_FROM, Comfort, Finding, Screen
from bot.storage.database import Database

logger = logging.getLogger(__name__)

_COMFORTS = {Comfort.DENIAL: TextId.DENIAL_HEARD, Comfort.PAST: TextId.GENTLE_PAST}

# What is said to someone in need, and what declines by itself.
_STANDING = frozenset(
    {
        *_COMFORTS.values(), TextId.DISTRESS, TextId.UNDER_AGE, TextId.VERDICT_DECLINED, TextId.ADVICE_DECLINED,
        TextId.FOR_SOMEONE_ELSE,
    }
)  # fmt: skip

# Whether something is asked beside what is told.
_ASKS = re.compile(
    r"\?|(?:^|[.,;:!\n]|\b(?:and|but|so|also|know|ask|wonder|wondering|tell me)\b) *(?:if|whether|how|what|when|where"
    r"|who|which|why|can|could|does|do|is|are|will|would|should)\b"
)


# What a button of the pre-screen in an older message still does; any other shows where the person is now. A button of
# a question is looked at by the question that it names.
_LASTING = (MoveKind.START, MoveKind.GO_ON, MoveKind.AMEND, MoveKind.ANSWER, MoveKind.CHOOSE, MoveKind.SKIP)

# What somebody under 18 may still do: nothing of it goes on.
_OPEN_TO_MINORS = (MoveKind.STOP, MoveKind.KEEP, MoveKind.ERASE, MoveKind.NOT_NOW, MoveKind.SOMEONE_ELSE)


@dataclass(frozen=True, slots=True)
class Talk:
    """What is known of a conversation as a message comes in.

    `turn` is the same whenever the same message comes again. `unreachable`: an item of the clinic's list that nobody
    can answer, since the person has not said how. `is_reachable`: the clinic knows how, for a call that they asked for,
    or from the pre-screen. `last_words`: what they wrote last. `offers_erasure`: they were just asked whether all of it
    is to be deleted. `has_declined`: they just said no to the pre-screen. `is_minor`: they said before that they are
    under 18, and did not take it back. `matter`: what the bot last said that was more than small talk.
    """

    id: str
    turn: str
    about: str | None
    recent: list[str]
    watch: Watch | None
    is_acknowledged: bool
    held: Held | None = None
    unreachable: ItemView | None = None
    is_reachable: bool = False
    last_words: str = ""
    offers_erasure: bool = False
    has_declined: bool = False
    is_minor: bool = False
    matter: Matter = NO_MATTER

    @property
    def prescreen(self) -> Prescreen | None:
        """Where the person is in the pre-screen."""
        return self.held.prescreen if self.held is not None else None

    @property
    def place(self) -> str | None:
        """At what of the pre-screen the person is asked something now; nowhere while there is worry about them."""
        return place(self.prescreen) if self.watch is None else None

    @property
    def is_paused(self) -> bool:
        """Whether the pre-screen waits for the person to go on with it."""
        return self.prescreen is not None and self.prescreen.is_paused


@dataclass(frozen=True, slots=True)
class Turn:
    """A message made ready: what is kept of it, what the bot will do, what it remembers of a danger, and what changes
    in the pre-screen and on the clinic's list. `erases_all`: the person wants the whole conversation deleted.
    `shares_question`: they say that staff may read the question which had no answer.
    """

    said: str
    acts: list[Part]
    watch: Watch | None = None
    change: Change | None = None
    wish: Wish | None = None
    reachable: Reachable | None = None
    erases_all: bool = False
    shares_question: bool = False

    @property
    def erases_answers_of(self) -> Held | None:
        """The pre-screen that the person wants erased, answers and all that was said with it."""
        if self.change is None or self.change.after is not None or self.change.before is None:
            return None
        return self.change.before if self.change.before.prescreen.consent is not None else None


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
        machine: Machine,
        clinic: Clinic,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._library = library
        self._screen = screen
        self._alerts = alerts
        self._engine = engine
        self._stand_in = stand_in
        self._spelling = spelling
        self._dialogue = dialogue
        self._machine = machine
        self._clinic = clinic
        self._clock = clock

    def typed(self, talk: Talk, text: str, finding: Finding, alarm: Alarm) -> Turn:
        """What to do about a text; `finding` is what the screen saw in it."""
        speech = plain_speech(text)
        if finding.danger is not None:
            return self._in_danger(talk, text, finding.danger, alarm)
        if not speech:
            return self._beside(talk, text, [Say(text=TextId.BLANK)])
        # Messages that each look harmless may tell more together.
        trace = talk.recent and finding.share >= TOGETHER_FROM
        said_last = [*talk.recent, speech]
        together = self._screen.look_at_pieces(said_last)
        if together is None and trace:
            together = self._screen.look_together(said_last)
        if together is not None:
            return self._in_danger(talk, text, together, alarm)
        if talk.watch is not None:
            heard = self._heard(talk, talk.watch, speech, alarm)
            if heard is not None:
                return Turn(text, *self._with_alarm(talk, *heard, alarm))
        where = talk.place
        reply = reply_to_offer(speech) if talk.offers_erasure and where is None else None
        if reply is Reply.UNCLEAR:
            return self._beside(talk, text, [ERASURE_OFFER])
        if reply is not None:
            return self._erased_or_kept(talk, text, reply is Reply.ERASE)
        resumed = self._resumed(talk, speech) if talk.watch is None else None
        if resumed is not None:
            return self._moved(talk, text, [PrescreenMove(move=Move(kind=resumed))], speech)
        reachable = self._reachable(talk, speech) if talk.watch is None and where != CONTACT else None
        if reachable is not None:
            told: list[Part] = [Told(TextId.CALLBACK_CONTACT_KEPT, names_reference=True)]
            return Turn(text, [*told, *self._where(talk)], reachable=reachable)
        about_sent = self._about_sent(talk, speech, finding) if talk.watch is None else None
        if about_sent is not None:
            return self._moved(talk, text, [PrescreenMove(move=about_sent)], speech)
        # Whatever was published meanwhile is read here, where nobody counts the seconds, and not while Rasa waits.
        self._shelf()
        # An answer to the pre-screen is read as it was written.
        said = Said(speech if where else self._spelling.repaired(speech), talk.about, prescreen=where)
        acts = self._decided(talk, said, finding)
        if any(isinstance(act, InDanger) for act in acts):
            return self._in_danger(talk, text, finding.likely, alarm)
        if talk.watch is not None and watching.is_close(talk.watch):
            is_emergency = talk.watch.danger.is_emergency
            if not (watching.asks_about_means(speech) or watching.fits(acts, speech, is_emergency=is_emergency)):
                return self._staying(talk, talk.watch, text, alarm)
        if Say(text=TextId.DISTRESS) in acts and watching.had_session(speech):
            acts.append(Say(text=TextId.AFTER_SESSION))
        acts = self._without_leave(talk, speech, acts)
        if talk.watch is None and finding.is_tender and not _comforts(acts):
            acts = _before_moves(acts, Say(text=TextId.TENDER_TOPIC))
        return self._moved(talk, text, acts, speech)

    def moved_on(self, talk: Talk, text: str) -> Turn:
        """What to do about a text that was meant for another question than the one that is open now."""
        return Turn(text, [Told(TextId.PRESCREEN_MOVED_ON), *self._where(talk)], talk.watch)

    def _moved(self, talk: Talk, text: str, acts: list[Act], speech: str) -> Turn:
        """The turn for acts in which a person may ask for someone, or do something in the pre-screen."""
        shown: list[Part] = []
        wish, prescreen = None, talk.prescreen
        for act in acts:
            if isinstance(act, RequestPerson):
                wish = Wish(ItemKind.CALLBACK, f"{talk.id} {talk.turn}")
                shown.append(self._promise(talk))
            elif isinstance(act, ShowData):
                shown += [Say(text=TextId.MY_DATA), *_answers_of(talk.prescreen)]
            elif not isinstance(act, PrescreenMove):
                shown.append(act)
            elif talk.watch is not None:
                # Someone who may be in danger is not asked about their liver.
                shown.append(Say(text=TextId.PRESCREEN_WAITS, choices=(ChoiceId.I_AM_SAFE,)))
            else:
                step = self._machine.step(prescreen, _allowed(talk, act.move, speech), self._circumstances(text))
                prescreen = step.prescreen
                shown += step.shown
        change = Change(talk.held, prescreen) if prescreen != talk.prescreen else None
        if change is None and any(isinstance(each, Told) and each.names_reference for each in shown):
            # Nothing changes, and the item is named again.
            change = Change(talk.held, prescreen)
        turn = Turn(text, shown, change=change, wish=wish)
        return turn if talk.watch is None else self._watched(talk, turn, speech)

    def _watched(self, talk: Talk, turn: Turn, speech: str) -> Turn:
        """The turn of someone who was in danger a while ago; where worry ends, the pre-screen is on offer again."""
        assert talk.watch is not None  # noqa: S101
        acts, watch = watching.beside(talk.watch, turn.acts, speech, talk.is_acknowledged)
        prescreen = talk.prescreen
        waits = prescreen is not None and prescreen.is_paused and prescreen.stage in (Stage.ASKING, Stage.REVIEW)
        if watch is None and prescreen is not None and waits:
            acts = [*acts, resumption(prescreen)]
        return replace(turn, acts=acts, watch=watch)

    def _resumed(self, talk: Talk, speech: str) -> MoveKind | None:
        """The move of someone who goes on with a pre-screen that waits, or says that it is for them after all."""
        if talk.is_paused and (command_in(speech) is MoveKind.GO_ON or is_for_oneself(speech)):
            return MoveKind.GO_ON
        if talk.is_paused and talk.is_minor and is_of_age(speech):
            return MoveKind.GO_ON
        if talk.prescreen is not None:
            return None
        is_for_them = is_for_oneself(speech) and fills_in_for_another(talk.last_words)
        # What they agree to is shown once more, and asked again.
        return MoveKind.START if is_for_them or (talk.has_declined and agrees_after_all(speech)) else None

    def _about_sent(self, talk: Talk, speech: str, finding: Finding) -> Move | None:
        """The move of someone who speaks of what they sent: asks after it, or puts it right."""
        if talk.prescreen is None or talk.prescreen.stage is not Stage.SENT:
            return None
        if finding.share >= RASA_IS_BELIEVED_AT or finding.comfort is not None:
            # It may be about more than the answers.
            return None
        if conclusion_in(speech, talk.matter, talk.last_words, is_answering=False) is not None:
            # "Actually i'll drink one then" concludes from what the bot said.
            return None
        if refuses_to_send(speech) or asks_whether_sent(speech):
            # "That's fine, we can stop here" would say that the clinic has nothing.
            return Move(kind=MoveKind.SHOW)
        if asks_when_they_get_back(speech):
            return Move(kind=MoveKind.WHEN)
        # The question that it belongs to, or all to choose from.
        return Move(kind=MoveKind.AMEND, question=question_meant(speech)) if amends(speech) else None

    def _circumstances(self, text: str, *, is_tapped: bool = False) -> Circumstances:
        now = self._clock()
        return Circumstances(now, self._clinic.is_open(now), text, is_tapped)

    def _promise(self, talk: Talk) -> Told:
        """What a person who wants to talk to someone is told, by whether the clinic knows how to reach them."""
        if talk.is_reachable:
            return Told(TextId.CALLBACK_REACHABLE, names_reference=True)
        is_open = self._clinic.is_open(self._clock())
        return Told(TextId.CALLBACK if is_open else TextId.CALLBACK_CLOSED, names_reference=True)

    def _where(self, talk: Talk) -> tuple[Shown, ...]:
        """Shows again where the person is in the pre-screen, if they are in it."""
        if talk.place is None:
            return ()
        # Whoever was asked whether to keep or erase the answers is asked that again, and no question.
        kind = MoveKind.STOP if talk.place == Place.LEAVING else MoveKind.SHOW
        return self._machine.step(talk.prescreen, Move(kind=kind), self._circumstances("")).shown

    def _reachable(self, talk: Talk, speech: str) -> Reachable | None:
        if talk.unreachable is None:
            return None
        found = watching.way_to_reach(speech)
        return Reachable(talk.unreachable.id, Contact(*found)) if found is not None else None

    def _in_danger(self, talk: Talk, text: str, danger: Danger, alarm: Alarm) -> Turn:
        """Support first, then what became of the alert, then what was asked beside it, if that may be told now."""
        speech = plain_speech(text)
        acts, watch = watching.in_danger(talk.watch, danger, speech)
        acts, watch = self._with_alarm(talk, acts, watch, alarm)
        contact = self._contact_in(watch, speech)
        if contact is not None:
            # The clinic gets the number alone: the rest are words for nobody's list.
            acts.append(Say(text=self._contact_outcome(talk, watch, (None, contact[1]), alarm)))
        if watching.had_session(speech):
            acts.append(Say(text=TextId.AFTER_SESSION))
        if not danger.is_emergency and not watching.asks_about_means(speech):
            asked = self._answer_beside(Said(speech, talk.about))
            acts += [*asked, Say(text=TextId.NOT_EMERGENCY_CARE)] if asked else []
        return Turn(text, list(acts), watch, change=_paused(talk.held))

    def _with_alarm(self, talk: Talk, acts: list[Part], watch: Watch, alarm: Alarm) -> tuple[list[Part], Watch]:
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

    def _staying(self, talk: Talk, watch: Watch, text: str, alarm: Alarm) -> Turn:
        """Care once more, right after an alarm, in place of what would have been said at any other time."""
        acts, now = self._with_alarm(talk, *watching.stays(watch), alarm)
        after = [Say(text=TextId.AFTER_SESSION)] if watching.had_session(text) else []
        return Turn(text, [*acts, *after], now)

    def _heard(self, talk: Talk, watch: Watch, speech: str, alarm: Alarm) -> tuple[list[Part], Watch] | None:
        """A reply to what was asked of a person in danger, if the message is one."""
        contact = self._contact_in(watch, speech)
        if contact is None:
            # Where one was asked for: one more try, unless it is something else altogether.
            return watching.typed(watch, speech)
        return watching.contact_heard(watch, self._contact_outcome(talk, watch, contact, alarm))

    def _contact_in(self, watch: Watch, speech: str) -> tuple[str | None, str] | None:
        return watching.way_to_reach(speech) if watching.takes_contact(watch) else None

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
        comfort = [Say(text=_COMFORTS[finding.comfort])] if finding.comfort is not None else []
        if comfort and said.prescreen is None:
            young = [Say(text=TextId.UNDER_AGE)] if is_under_age(said.text) else []
            return [*comfort, *young, *self._answer_beside(said)]
        acts: list[Act]
        try:
            acts = [*comfort, *self._engine.acts(talk.id, said)]
        except EngineUnavailable as fault:
            logger.warning("Rasa is away, so the app answers by itself: %s", fault)
            try:
                acts = self._stand_in.acts(said)
                if not all(isinstance(act, PrescreenMove) for act in acts):
                    # The pre-screen itself lacks nothing without Rasa.
                    acts = _before_moves(acts, Say(text=TextId.PARTLY_DOWN))
                acts = [*comfort, *acts]
            except SQLAlchemyError as error:
                logger.error("Neither Rasa nor the library can be used: %s", type(error).__name__)
                return [Say(text=TextId.FAULT)]
        if finding.share < RASA_IS_BELIEVED_AT:
            return [Say(text=TextId.DISTRESS) if isinstance(act, InDanger) else act for act in acts]
        return acts

    def _without_leave(self, talk: Talk, speech: str, acts: list[Act]) -> list[Act]:
        """The acts, or the word that nothing was decided or allowed, where someone concludes that it was."""
        if any(_stands(act) for act in acts):
            return acts
        is_answering = talk.place is not None
        concluded = conclusion_in(speech, talk.matter, talk.last_words, is_answering=is_answering)
        if concluded is None:
            return acts
        declined = VERDICT_DECLINED if concluded is Conclusion.VERDICT else Say(text=TextId.ADVICE_AGAIN)
        beside: list[Act] = [act for act in acts if act == Say(text=TextId.PARTLY_DOWN)]
        if is_answering:
            # What was concluded is no answer to the question that is open.
            declined = declined.model_copy(update={"choices": ()})
            return [*beside, declined, PrescreenMove(move=Move(kind=MoveKind.SHOW))]
        return [*beside, declined]

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
        if what == PAYLOAD:
            return self._tapped_in_prescreen(talk, label, name, is_of_last_turn)
        if what == "entry":
            is_published = shelf is not None and name in shelf.entries
            return self._beside(talk, label, [Answer(entry=name)] if is_published else stale)
        # Help that was offered to a person in danger stays on offer.
        if name in CARE_CHOICES and (is_of_last_turn or talk.watch is not None):
            acts, watch = watching.tapped(talk.watch, ChoiceId(name))
            return Turn(label, *self._with_alarm(talk, acts, watch, alarm))
        # Nobody who wants a person, or to begin, is told that the button is too old.
        if name == ChoiceId.TALK_TO_PERSON:
            turn = self._moved(talk, label, [RequestPerson()], "")
            return replace(turn, acts=[*turn.acts, *self._where(talk)])
        if name == ChoiceId.START_PRESCREEN:
            return self._moved(talk, label, [PrescreenMove(move=Move(kind=MoveKind.START))], "")
        if not is_of_last_turn:
            return self._beside(talk, label, stale)
        if name == ChoiceId.PASS_ON:
            wish = Wish(ItemKind.QUESTION, f"{talk.id} {talk.turn}", talk.last_words)
            told = Told(TextId.QUESTION_PASSED_ON, names_reference=True)
            turn = Turn(label, [told, *self._where(talk)], wish=wish)
            return turn if talk.watch is None else self._watched(talk, turn, "")
        if name == ChoiceId.MAY_READ:
            thanks = Say(text=TextId.QUESTION_SHARED, choices=(ChoiceId.TALK_TO_PERSON,))
            return replace(self._beside(talk, label, [thanks]), shares_question=True)
        return self._erased_or_kept(talk, label, name == ChoiceId.ERASE_NOW)

    def _erased_or_kept(self, talk: Talk, said: str, is_erased: bool) -> Turn:
        return Turn(said, [], erases_all=True) if is_erased else self._beside(talk, said, [Say(text=TextId.KEPT)])

    def _tapped_in_prescreen(self, talk: Talk, label: str, name: str, is_of_last_turn: bool) -> Turn:
        move = Move.from_payload(name)
        if talk.watch is None and (is_of_last_turn or move.kind in _LASTING):
            allowed = _allowed(talk, move, "")
            step = self._machine.step(talk.prescreen, allowed, self._circumstances(label, is_tapped=True))
            return Turn(label, list(step.shown), change=Change(talk.held, step.prescreen))
        return self._moved(talk, label, [PrescreenMove(move=Move(kind=MoveKind.SHOW))], "")

    def _beside(self, talk: Talk, label: str, acts: list[Act]) -> Turn:
        """What is said beside the pre-screen, and where the person was in it."""
        turn = Turn(label, [*acts, *self._where(talk)])
        return turn if talk.watch is None else self._watched(talk, turn, "")

    def _shelf(self) -> Shelf | None:
        try:
            return self._library.shelf()
        except SQLAlchemyError:
            return None


def _allowed(talk: Talk, move: Move, speech: str) -> Move:
    """The move; in its place the word for people under 18 where someone who said to be one would go on."""
    if not talk.is_minor or move.kind in _OPEN_TO_MINORS or (speech and is_of_age(speech)):
        return move
    return Move(kind=MoveKind.UNDER_AGE)


def resumption(prescreen: Prescreen) -> Told:
    """The offer to go on with a pre-screen that waits."""
    return Told(TextId.PRESCREEN_RESUME, while_paused(prescreen))


def _paused(held: Held | None) -> Change | None:
    """The pre-screen waits for who is in danger: nobody is asked on, until they say so."""
    if held is None or not held.prescreen.is_open:
        return None
    return Change(held, replace(held.prescreen, is_paused=True))


def _answers_of(prescreen: Prescreen | None) -> tuple[Shown, ...]:
    return (ReviewShown(prescreen.answers, is_for_sending=False),) if prescreen and prescreen.answers else ()


def _stands(act: Act) -> bool:
    """Whether an act is grave, or declines already, so that nothing takes its place."""
    return isinstance(act, RequestPerson | ShowData) or (isinstance(act, Say) and act.text in _STANDING)


def _comforts(acts: list[Act]) -> bool:
    return any(isinstance(act, Say) and act.text in _COMFORTS.values() for act in acts)


def _before_moves(acts: list[Act], act: Act) -> list[Act]:
    """The acts with one more, before what the pre-screen says: its question is what stays on the screen."""
    place_of_it = next((i for i, each in enumerate(acts) if isinstance(each, PrescreenMove)), len(acts))
    return [*acts[:place_of_it], act, *acts[place_of_it:]]
