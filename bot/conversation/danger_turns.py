"""The turns of somebody in danger: support first, then the clinic's alert, a way to reach them, and care that stays."""

from dataclasses import replace

from bot.conversation.acts import Act, Part, PrescreenMove, Say
from bot.conversation.after_alarm import fits
from bot.conversation.alarm import Alarm
from bot.conversation.care import ALARMING
from bot.conversation.care_beside import beside_care
from bot.conversation.care_dialogue import reply_to_care
from bot.conversation.care_given import in_danger, tapped
from bot.conversation.care_said import care_once_more, contact_heard
from bot.conversation.clinic_desk import Change, Reachable
from bot.conversation.decisions import Decisions
from bot.conversation.lookup import Said
from bot.conversation.phrases.alarm_news import names_prescreen
from bot.conversation.phrases.care_replies import asks_about_means, had_session
from bot.conversation.phrases.contact import way_to_reach
from bot.conversation.phrases.prescreen_commands import command_in
from bot.conversation.phrases.whose_danger import meant
from bot.conversation.talk import Talk, Turn, Typed, resumption
from bot.conversation.watch import Watch, after_prescreen, is_close, lets_go_on, takes_contact
from bot.handoff.alerts import Alerts
from bot.handoff.items import Contact
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.machine import CONTACT
from bot.prescreen.moves import MoveKind
from bot.prescreen.shown import Told
from bot.prescreen.state import Stage
from bot.prescreen.store import Held
from bot.safety.dangers import Danger
from bot.storage.database import Database

# What these do to the pre-screen is no going on with it.
_ENDING = (MoveKind.STOP, MoveKind.ERASE, MoveKind.KEEP, MoveKind.NOT_NOW, MoveKind.SOMEONE_ELSE, MoveKind.UNDER_AGE)


class DangerTurns:
    """Safe to share between threads; holds no state of a conversation."""

    def __init__(self, *, database: Database, alerts: Alerts, decisions: Decisions) -> None:
        self._database = database
        self._alerts = alerts
        self._decisions = decisions

    def met(self, typed: Typed, danger: Danger) -> Turn:
        """Support first, then what became of the alert, then what was asked beside it, if that may be told now."""
        talk, speech = typed.talk, typed.speech
        danger = meant(danger, talk.watch.danger if talk.watch is not None else None, speech, [talk.last_words])
        acts, watch = in_danger(talk.watch, danger, speech)
        acts, watch = _with_alarm(talk, acts, watch, typed.alarm, danger)
        contact = _contact_in(watch, speech) or _contact_asked_for(talk, danger, speech)
        if contact is not None:
            # The clinic gets the number alone: the rest are words for nobody's list.
            acts.append(Say(text=self._contact_outcome(talk, watch, (None, contact[1]), typed.alarm)))
        if had_session(speech):
            acts.append(Say(text=TextId.AFTER_SESSION))
        if not watch.danger.is_emergency and not asks_about_means(speech):
            asked = self._decisions.answer_beside(Said(speech, talk.about))
            acts += [*asked, Say(text=TextId.NOT_EMERGENCY_CARE)] if asked else []
        reachable = _reachable(talk, contact[1]) if contact is not None else None
        return Turn(typed.text, list(acts), watch, change=_paused(talk.held), reachable=reachable)

    def helped(self, typed: Typed, danger: Danger) -> Turn | None:
        """A report of help that the screen took for danger: heard as meant, and the clinic is told too."""
        typed.alarm.raised(danger, typed.talk.id)
        return self.replied(typed)

    def replied(self, typed: Typed) -> Turn | None:
        """A reply to what was asked of a person in danger; None where the message is none."""
        talk, watch = typed.talk, typed.talk.watch
        if watch is None:
            return None
        contact = _contact_in(watch, typed.speech) if talk.worry is not None else None
        heard: tuple[list[Part], Watch] | None
        if contact is not None:
            heard = contact_heard(watch, self._contact_outcome(talk, watch, contact, typed.alarm))
        else:
            # Where one was asked for: one more try, unless it is something else altogether.
            heard = reply_to_care(watch, typed.speech, [talk.last_words])
        return _offering(talk, Turn(typed.text, *_with_alarm(talk, *heard, typed.alarm))) if heard is not None else None

    def stayed(self, typed: Typed, acts: list[Act]) -> Turn | None:
        """Care once more, right after an alarm, in place of acts for any other time; None where they may be told."""
        talk, watch = typed.talk, typed.talk.worry
        if watch is None or not is_close(watch) or asks_about_means(typed.speech):
            return None
        if watch.not_meant and not typed.finding.hints_at_danger:
            # They said that it was a mistake: nobody is held to it by words that are no sign of anything.
            return None
        if fits(acts, typed.speech, is_emergency=watch.danger.is_emergency):
            return None
        cared, now = _with_alarm(talk, *care_once_more(watch), typed.alarm)
        after = [Say(text=TextId.AFTER_SESSION)] if had_session(typed.text) else []
        return Turn(typed.text, [*cared, *after], now)

    def tapped(self, talk: Talk, label: str, choice: ChoiceId, alarm: Alarm) -> Turn:
        """What one of the buttons of care leads to."""
        acts, watch = tapped(talk.watch, choice)
        return _offering(talk, Turn(label, *_with_alarm(talk, acts, watch, alarm)))

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


def watched(talk: Talk, turn: Turn, speech: str) -> Turn:
    """The turn as it is for someone who was in danger a while ago, with the support line under it; as it was for
    anyone else. Where worry ends, the pre-screen is on offer again."""
    if talk.worry is None:
        return turn
    acts, watch = beside_care(talk.worry, turn.acts, speech, talk.is_acknowledged)
    return _offering(talk, replace(turn, acts=acts, watch=watch))


def _offering(talk: Talk, turn: Turn) -> Turn:
    """The turn, with the word that the pre-screen waits for who may go on with it: nobody answers it unawares."""
    prescreen = talk.prescreen
    waits = prescreen is not None and prescreen.is_paused and prescreen.stage in (Stage.ASKING, Stage.REVIEW)
    if prescreen is None or not waits or not lets_go_on(turn.watch):
        return turn
    if any(isinstance(act, Told) and act.text is TextId.PRESCREEN_RESUME for act in turn.acts):
        return turn
    return replace(turn, acts=[*turn.acts, resumption(prescreen)])


def takes_up_again(typed: Typed, acts: list[Act]) -> bool:
    """Whether someone whose alarm was a mistake goes on with the pre-screen that it broke off: "ok next", an answer.

    What they wrote is asked for again rather than recorded: it may have been meant for what stood there before.
    """
    talk, watch = typed.talk, typed.talk.worry
    prescreen = talk.prescreen
    if watch is None or not watch.not_meant or not lets_go_on(watch) or asks_about_means(typed.speech):
        return False
    if prescreen is None or not prescreen.is_paused or prescreen.stage not in (Stage.ASKING, Stage.REVIEW):
        return False
    if typed.finding.hints_at_danger or typed.finding.comfort is not None:
        return False
    if any(isinstance(act, Say) and act.text is TextId.DISTRESS for act in acts):
        return False
    if names_prescreen(typed.speech) or command_in(typed.speech) in (MoveKind.SKIP, MoveKind.SHOW, MoveKind.GO_ON):
        return not any(isinstance(act, PrescreenMove) and act.move.kind in _ENDING for act in acts)
    return not fits(acts, typed.speech, is_emergency=False)


def kept_close(talk: Talk, turn: Turn) -> Turn:
    """The turn of someone who goes on with the pre-screen after an alarm: worry waits beside it as long as it asks, and
    the pre-screen waits as soon as worry is back."""
    if talk.watch is None or talk.worry is not None or turn.erases_all:
        return turn
    if turn.watch is not None:
        return turn if turn.watch.in_prescreen else replace(turn, change=turn.change or _paused(talk.held))
    prescreen = turn.change.after if turn.change is not None else talk.prescreen
    goes_on = prescreen is not None and prescreen.is_open
    return replace(turn, watch=talk.watch if goes_on else after_prescreen(talk.watch))


def _with_alarm(
    talk: Talk, acts: list[Part], watch: Watch, alarm: Alarm, danger: Danger | None = None
) -> tuple[list[Part], Watch]:
    """Tells the clinic where the acts are for someone in danger now; the person reads of it once. `danger`: what was
    seen just now, where it is not the one that is watched."""
    alarming = any(isinstance(act, Say) and act.text in ALARMING for act in acts)
    if not alarming:
        return acts, watch
    outcome = alarm.raised(danger or watch.danger, talk.id)
    if watch.told:
        return acts, watch
    choices = (ChoiceId.TELL_CLINIC,) if outcome is TextId.ALERT_KEPT else ()
    told = outcome is TextId.ALERT_KEPT
    return [*acts, Say(text=outcome, choices=choices)], replace(watch, told=told)


def _contact_in(watch: Watch, speech: str) -> tuple[str | None, str] | None:
    return way_to_reach(speech) if takes_contact(watch) else None


def _contact_asked_for(talk: Talk, danger: Danger, speech: str) -> tuple[str | None, str] | None:
    """A way to reach the person beside words of danger, where it was asked for just now, or minutes count."""
    awaits = talk.request is not None and talk.known_contact is None
    return way_to_reach(speech) if danger.is_emergency or awaits or talk.place == CONTACT else None


def _reachable(talk: Talk, reach: str) -> Reachable | None:
    """The same for the call that they asked for before, where the clinic does not know yet how to reach them."""
    request = talk.request
    if request is None or talk.known_contact is not None:
        return None
    return Reachable(request.id, Contact(request.contact.name if request.contact is not None else None, reach))


def _paused(held: Held | None) -> Change | None:
    """The pre-screen waits for who is in danger: nobody is asked on, until they say so."""
    if held is None or not held.prescreen.is_open:
        return None
    return Change(held, replace(held.prescreen, is_paused=True))
