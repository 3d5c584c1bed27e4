"""What is done about one message: danger first, then a reply to what was asked of a person in danger, then the rest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.acts import Act, Answer, InDanger, Part, PrescreenMove, RequestPerson, RequestShown, Say, ShowData
from bot.conversation.alarm import Alarm
from bot.conversation.call_turns import call_spoken_of, contact_given
from bot.conversation.care import ABOUT_ONESELF, CARE_CHOICES
from bot.conversation.clinic_desk import Change, Reachable, Wish
from bot.conversation.danger_turns import DangerTurns, kept_close, takes_up_again, watched
from bot.conversation.decisions import (
    Decisions,
    calling_alone,
    erasing_only_what_is_named,
    still_unchanged,
    still_under_age,
    with_tender_word,
    without_leave,
)
from bot.conversation.dialogue import ERASURE_OFFER
from bot.conversation.given_contact import contact_in_request, contact_told, orders_call_to_number
from bot.conversation.lookup import Said
from bot.conversation.phrases.care_replies import had_session
from bot.conversation.phrases.contact import means_the_same
from bot.conversation.phrases.danger_of_another import is_of_another, passes_on_despair
from bot.conversation.phrases.despair import would_be_unmissed
from bot.conversation.phrases.erasing_words import Reply, reply_to_offer
from bot.conversation.phrases.farewells import says_last_goodbye
from bot.conversation.phrases.means_in_pieces import asks_lethal_amount, tells_of_means
from bot.conversation.plain_moves import about_sent, allowed, resuming
from bot.conversation.prescreen_contact import contact_move, told_beside
from bot.conversation.prescreen_dialogue import Place
from bot.conversation.prescreen_rendering import PAYLOAD
from bot.conversation.spelling import Spelling
from bot.conversation.talk import Talk, Turn, Typed
from bot.conversation.typed_text import plain_speech
from bot.conversation.watch import Watch, going_on, lets_go_on, reports_help
from bot.handoff.items import Contact
from bot.handoff.kinds import ItemKind
from bot.library.clinic import Clinic
from bot.library.kinds import Kind
from bot.library.live import LiveLibrary, Shelf
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.machine import CONTACT, Circumstances, Machine, Step, has_unsent_changes
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.shown import QuestionShown, ReviewShown, Shown, Told
from bot.prescreen.state import Prescreen
from bot.prescreen.values import Value
from bot.safety.dangers import Danger
from bot.safety.screen import TOGETHER_FROM, Finding, Screen

# What a button of the pre-screen in an older message still does; any other shows where the person is now. A button of
# a question is looked at by the question that it names.
_LASTING = (MoveKind.START, MoveKind.GO_ON, MoveKind.AMEND, MoveKind.ANSWER, MoveKind.CHOOSE, MoveKind.SKIP)


# What may stand with the offer to delete, and is no offer itself.
_WITH_ERASURE = frozenset({Kind.PRIVACY, Kind.NOTICE, Kind.SMALL_TALK, Kind.SUPPORT, Kind.CRISIS, Kind.EMERGENCY})


class Turns:
    """Safe to share between threads; holds no state of a conversation."""

    def __init__(
        self,
        *,
        library: LiveLibrary,
        screen: Screen,
        spelling: Spelling,
        decisions: Decisions,
        danger: DangerTurns,
        machine: Machine,
        clinic: Clinic,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._library = library
        self._screen = screen
        self._spelling = spelling
        self._decisions = decisions
        self._danger = danger
        self._machine = machine
        self._clinic = clinic
        self._clock = clock

    def typed(self, talk: Talk, text: str, finding: Finding, alarm: Alarm) -> Turn:
        """What to do about a text; `finding` is what the screen saw in it."""
        return kept_close(talk, self._decided(Typed(talk, text, plain_speech(text), finding, alarm)))

    def _decided(self, typed: Typed) -> Turn:
        """The turn of the first step that has one."""
        steps = (
            self._danger_seen,
            self._nothing_said,
            self._danger_seen_together,
            self._danger.replied,
            self._erasure_decided,
            self._prescreen_resumed,
            self._call_spoken_of,
            self._contact_confirmed,
            self._answers_contact_told,
            self._contact_told_beside,
            self._contact_given,
            self._call_ordered,
            self._sent_answers_spoken_of,
        )
        for step in steps:
            turn = step(typed)
            if turn is not None:
                return turn
        return self._talked(typed)

    def _danger_seen(self, typed: Typed) -> Turn | None:
        danger = typed.finding.danger
        if danger is None:
            return None
        # What the lexicon states counts whatever stands beside it.
        is_guess = typed.finding.share < 1.0
        is_help = is_guess and reports_help(typed.talk.watch, typed.speech)
        heard = self._danger.helped(typed, danger) if is_help else None
        return heard or self._danger.met(typed, _kind(typed, danger))

    def _nothing_said(self, typed: Typed) -> Turn | None:
        return None if typed.speech else self._beside(typed.talk, typed.text, [Say(text=TextId.BLANK)])

    def _danger_seen_together(self, typed: Typed) -> Turn | None:
        """Messages that each look harmless may tell more together."""
        recent = typed.talk.recent
        said_last = [*recent, typed.speech]
        danger = self._screen.look_at_pieces(said_last)
        # Beside the alarm that they follow, words of help would only look like the alarm again.
        is_help = reports_help(typed.talk.watch, typed.speech)
        if danger is None and recent and typed.finding.share >= TOGETHER_FROM and not is_help:
            danger = self._screen.look_together(said_last)
        if danger is None and (_tells_of_means(typed) or means_own_death(typed.speech, typed.talk.watch)):
            danger = Danger.SUICIDE
        if danger is None and _tells_of_anothers_despair(typed):
            danger = Danger.OTHER_PERSON
        return self._danger.met(typed, _kind(typed, danger)) if danger is not None else None

    def _erasure_decided(self, typed: Typed) -> Turn | None:
        """A reply to whether all of it is to be deleted."""
        talk = typed.talk
        if not talk.offers_erasure or talk.place is not None:
            return None
        # "Yes" may be to the call that was promised with it, and "no dont call" is about that.
        is_alone = talk.matter.kinds <= _WITH_ERASURE
        reply = reply_to_offer(typed.speech, is_alone=is_alone)
        if reply is Reply.KEEP and not is_alone and call_spoken_of(typed) is not None:
            return None
        if reply is Reply.UNCLEAR:
            return self._beside(talk, typed.text, [ERASURE_OFFER])
        return self._erased_or_kept(talk, typed.text, reply is Reply.ERASE) if reply is not None else None

    def _prescreen_resumed(self, typed: Typed) -> Turn | None:
        kind = resuming(typed.talk, typed.speech) if lets_go_on(typed.talk.worry) else None
        return self._with_move(typed, Move(kind=kind)) if kind is not None else None

    def _answers_contact_told(self, typed: Typed) -> Turn | None:
        """How to reach the person about their answers, told or put right anywhere in the pre-screen."""
        talk = typed.talk
        if typed.finding.hints_at_danger or typed.finding.comfort is not None:
            # It may be about more than that.
            return None
        told = contact_move(talk, typed.speech, self._spelling.knows)
        if told is None:
            return None
        move, words = told
        turn = self._moved(talk, typed.text, [PrescreenMove(move=move)], typed.speech, answered=words)
        contact = contact_told(talk, typed.speech, self._spelling.knows)
        if contact is None or talk.request is None:
            return turn
        return replace(turn, reachable=Reachable(talk.request.id, contact))

    def _contact_told_beside(self, typed: Typed) -> Turn | None:
        """A number beside an answer is kept for the question that asks for it, and the rest is the answer."""
        talk = typed.talk
        if typed.finding.hints_at_danger or talk.worry is not None or talk.held is None:
            return None
        told = told_beside(talk, typed.speech)
        if told is None:
            return None
        move, contact, rest = told
        kept = self._step(talk, talk.prescreen, allowed(talk, move, typed.speech), contact).prescreen
        if kept is None:
            return None
        then = replace(talk, held=replace(talk.held, prescreen=kept))
        turn = self._talked(replace(typed, talk=then, text=rest, speech=rest))
        return replace(turn, said=typed.text, change=turn.change or Change(then.held, kept))

    def _call_spoken_of(self, typed: Typed) -> Turn | None:
        return self._then_where(typed, call_spoken_of(typed))

    def _contact_given(self, typed: Typed) -> Turn | None:
        return self._then_where(typed, contact_given(typed, self._spelling.knows))

    def _call_ordered(self, typed: Typed) -> Turn | None:
        """ "Please call" right after a number, which says to Rasa nothing of who is to be called."""
        if typed.finding.hints_at_danger or not orders_call_to_number(typed.talk, typed.speech):
            return None
        return self._moved(typed.talk, typed.text, [RequestPerson()], typed.speech)

    def _contact_confirmed(self, typed: Typed) -> Turn | None:
        """A yes, where the pre-screen asks for what the person gave for a call: nobody types their number twice."""
        talk, known = typed.talk, typed.talk.known_contact
        if known is None or talk.place != CONTACT or not means_the_same(typed.speech):
            return None
        words = ", ".join(filter(None, (known.name, known.reach)))
        answer = PrescreenMove(move=Move(kind=MoveKind.ANSWER, value=Value.YES))
        return self._moved(talk, typed.text, [answer], typed.speech, answered=words)

    def _sent_answers_spoken_of(self, typed: Typed) -> Turn | None:
        move = about_sent(typed.talk, typed.speech, typed.finding) if typed.talk.worry is None else None
        return self._with_move(typed, move) if move is not None else None

    def _talked(self, typed: Typed) -> Turn:
        """The turn for any other text: what Rasa and its rules decide on, as far as it may be said now."""
        talk, speech, finding = typed.talk, typed.speech, typed.finding
        # Whatever was published meanwhile is read here, where nobody counts the seconds, and not while Rasa waits.
        self._shelf()
        # An answer to the pre-screen is read as it was written.
        where = talk.place
        said = Said(speech if where else self._spelling.repaired(speech), talk.about, prescreen=where)
        acts = erasing_only_what_is_named(talk, self._decisions.acts(talk, said, finding), speech)
        acts = calling_alone(talk, speech, still_under_age(talk, speech, acts))
        if any(isinstance(act, InDanger) for act in acts):
            return self._danger.met(typed, finding.likely)
        if takes_up_again(typed, acts):
            return self._with_move(typed, Move(kind=MoveKind.GO_ON))
        stayed = self._danger.stayed(typed, acts)
        if stayed is not None:
            return stayed
        if Say(text=TextId.DISTRESS) in acts and had_session(speech):
            acts.append(Say(text=TextId.AFTER_SESSION))
        acts = self._decisions.of_the_last(talk, speech, acts)
        acts = without_leave(talk, speech, still_unchanged(talk, speech, acts))
        if talk.worry is None and finding.is_tender:
            acts = with_tender_word(acts, speech)
        return self._moved(talk, typed.text, acts, speech)

    def moved_on(self, talk: Talk, text: str) -> Turn:
        """What to do about a text that was meant for another question than the one that is open now."""
        return Turn(text, [Told(TextId.PRESCREEN_MOVED_ON), *self._where(talk)], talk.watch)

    def tapped(self, talk: Talk, payload: tuple[str, str, bool] | None, alarm: Alarm) -> Turn:
        """What to do about a button. `payload`: what it stands for, what it says, whether it is of the last turn."""
        return kept_close(talk, self._done(talk, payload, alarm))

    def _done(self, talk: Talk, payload: tuple[str, str, bool] | None, alarm: Alarm) -> Turn:
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
            return self._danger.tapped(talk, label, ChoiceId(name), alarm)
        # Nobody who wants a person, or to begin, is told that the button is too old.
        if name == ChoiceId.TALK_TO_PERSON:
            # "His number is 212 555 0142" may be what the button was offered for.
            asked = talk.last_words if is_of_last_turn and talk.watch is None else ""
            turn = self._moved(talk, label, [RequestPerson()], "", asked=asked)
            return replace(turn, acts=[*turn.acts, *self._where(talk)])
        if name == ChoiceId.START_PRESCREEN:
            return self._moved(talk, label, [PrescreenMove(move=Move(kind=MoveKind.START))], "")
        if not is_of_last_turn:
            return self._beside(talk, label, stale)
        if name == ChoiceId.PASS_ON:
            wish = Wish(ItemKind.QUESTION, f"{talk.id} {talk.turn}", talk.last_words)
            told = Told(TextId.QUESTION_PASSED_ON, names_reference=True)
            return watched(talk, Turn(label, [told, *self._where(talk)], wish=wish), "")
        if name == ChoiceId.MAY_READ:
            thanks = Say(text=TextId.QUESTION_SHARED, choices=(ChoiceId.TALK_TO_PERSON,))
            return replace(self._beside(talk, label, [thanks]), shares_question=True)
        return self._erased_or_kept(talk, label, name == ChoiceId.ERASE_NOW)

    def _with_move(self, typed: Typed, move: Move) -> Turn:
        return self._moved(typed.talk, typed.text, [PrescreenMove(move=move)], typed.speech)

    def _moved(
        self, talk: Talk, text: str, acts: list[Act], speech: str, *, answered: str = "", asked: str = ""
    ) -> Turn:
        """The turn for acts in which a person may ask for someone, or do something in the pre-screen. `answered`: the
        words of an answer, and `asked` those of a request, where they are not the message itself."""
        shown: list[Part] = []
        wish, prescreen = None, talk.prescreen
        for act in acts:
            if isinstance(act, RequestPerson):
                contact = contact_in_request(talk, speech or asked, self._spelling.knows)
                wish = Wish(ItemKind.CALLBACK, f"{talk.id} {talk.turn}", contact=contact)
                shown.append(self._promise(talk, contact))
            elif isinstance(act, ShowData):
                shown += [Say(text=TextId.MY_DATA), *_answers_of(talk.prescreen), *_request_of(talk)]
            elif not isinstance(act, PrescreenMove):
                shown.append(act)
            elif not lets_go_on(talk.worry):
                # Someone who may be in danger is not asked about their liver.
                shown.append(Say(text=TextId.PRESCREEN_WAITS, choices=(ChoiceId.I_AM_SAFE,)))
            else:
                step = self._step(talk, prescreen, allowed(talk, act.move, speech), answered or text)
                prescreen = step.prescreen
                shown = [*_standing(shown, step.shown), *step.shown]
        change = Change(talk.held, prescreen) if prescreen != talk.prescreen else None
        if change is None and any(isinstance(each, Told) and each.names_reference for each in shown):
            # Nothing changes, and the item is named again.
            change = Change(talk.held, prescreen)
        turn = Turn(text, shown, change=change, wish=wish)
        if talk.worry is not None and change is not None and prescreen is not None and prescreen.is_open:
            # They said that they are safe, and go on: nobody who has to say so again and again would ever get further.
            return replace(turn, acts=[Say(text=TextId.SUPPORT_LINE), *shown], watch=going_on(talk.worry))
        return watched(talk, turn, speech)

    def _circumstances(self, text: str, *, is_tapped: bool = False) -> Circumstances:
        now = self._clock()
        return Circumstances(now, self._clinic.is_open(now), text, is_tapped)

    def _promise(self, talk: Talk, contact: Contact | None) -> Told:
        """What a person who wants to talk to someone is told, by whether the clinic knows how to reach them."""
        if talk.is_reachable or contact is not None:
            return Told(TextId.CALLBACK_REACHABLE, names_reference=True)
        is_open = self._clinic.is_open(self._clock())
        return Told(TextId.CALLBACK if is_open else TextId.CALLBACK_CLOSED, names_reference=True)

    def _then_where(self, typed: Typed, turn: Turn | None) -> Turn | None:
        return replace(turn, acts=[*turn.acts, *self._where(typed.talk)]) if turn is not None else None

    def _where(self, talk: Talk) -> tuple[Shown, ...]:
        """Shows again where the person is in the pre-screen, if they are in it."""
        if talk.place is None:
            return ()
        # Whoever was asked whether to keep or erase the answers is asked that again, and no question.
        asked = {Place.LEAVING: MoveKind.STOP, Place.CHOOSING: MoveKind.CHOOSE_EDIT}
        kind = next((move for place, move in asked.items() if talk.place == place), MoveKind.SHOW)
        return self._step(talk, talk.prescreen, Move(kind=kind), "").shown

    def _step(
        self, talk: Talk, prescreen: Prescreen | None, move: Move, words: str, *, is_tapped: bool = False
    ) -> Step:
        """What a move leads to, with the word on a contact that the clinic has already before it is asked for."""
        step = self._machine.step(prescreen, move, self._circumstances(words, is_tapped=is_tapped))
        is_answered = step.prescreen is not None and CONTACT in step.prescreen.answers
        if talk.known_contact is None or is_answered or QuestionShown(CONTACT) not in step.shown:
            return step
        at = step.shown.index(QuestionShown(CONTACT))
        known = Told(TextId.PRESCREEN_CONTACT_KNOWN)
        return replace(step, shown=(*step.shown[:at], known, *step.shown[at:]))

    def _erased_or_kept(self, talk: Talk, said: str, is_erased: bool) -> Turn:
        if is_erased:
            return Turn(said, [], erases_all=True)
        kept = Say(text=TextId.KEPT)
        if talk.worry is None and talk.prescreen is not None and has_unsent_changes(talk.prescreen):
            # What they changed waited for this, and is shown again to be sent.
            return self._moved(talk, said, [kept, PrescreenMove(move=Move(kind=MoveKind.GO_ON))], "")
        return self._beside(talk, said, [kept])

    def _tapped_in_prescreen(self, talk: Talk, label: str, name: str, is_of_last_turn: bool) -> Turn:
        move = Move.from_payload(name)
        goes_on = lets_go_on(talk.worry) and move.kind in (MoveKind.START, MoveKind.GO_ON)
        if talk.worry is not None and goes_on:
            return self._moved(talk, label, [PrescreenMove(move=move)], "")
        if talk.worry is None and (is_of_last_turn or move.kind in _LASTING):
            done = allowed(talk, move, "")
            step = self._step(talk, talk.prescreen, done, label, is_tapped=True)
            return Turn(label, list(step.shown), change=Change(talk.held, step.prescreen))
        return self._moved(talk, label, [PrescreenMove(move=Move(kind=MoveKind.SHOW))], "")

    def _beside(self, talk: Talk, label: str, acts: list[Act]) -> Turn:
        """What is said beside the pre-screen, and where the person was in it."""
        return watched(talk, Turn(label, [*acts, *self._where(talk)]), "")

    def _shelf(self) -> Shelf | None:
        try:
            return self._library.shelf()
        except SQLAlchemyError:
            return None


def _kind(typed: Typed, danger: Danger) -> Danger:
    """The kind of a danger; for who asks what amount kills, by whether anything was taken, as far as they say."""
    watch = typed.talk.watch
    is_guess = typed.finding.share < 1.0
    if watch is not None and is_guess and danger in ABOUT_ONESELF and _is_goodbye_under_threat(typed.speech, watch):
        return watch.danger
    if not asks_lethal_amount(typed.speech) and not _tells_of_means(typed):
        # Who was in danger themselves is asked about themselves, whoever else they tell of.
        is_first = watch is None or watch.danger is Danger.OTHER_PERSON
        is_their_own = danger not in ABOUT_ONESELF or not is_first
        return danger if is_their_own or not is_of_another(typed.speech, typed.talk.recent) else Danger.OTHER_PERSON
    if watch is not None and watch.danger.is_emergency and not watch.said_safe:
        return watch.danger
    return Danger.SUICIDE if is_guess and danger is Danger.OVERDOSE else danger


def _tells_of_means(typed: Typed) -> bool:
    """Whether the last messages together tell of an amount at hand: "how many is too many", "i have 60 here"."""
    return tells_of_means(typed.talk.recent, typed.speech, is_answering=typed.talk.place is not None)


def means_own_death(speech: str, watch: Watch | None) -> bool:
    """Whether a message says that the writer will be heard of no more, or missed by nobody."""
    is_their_own = watch is None or not _is_goodbye_under_threat(speech, watch)
    return would_be_unmissed(speech) or (says_last_goodbye(speech) and is_their_own)


def _is_goodbye_under_threat(speech: str, watch: Watch) -> bool:
    """Whether a last goodbye may be about being hit or threatened: a "no" to the question about suicide would close
    both."""
    return watch.danger in (Danger.VIOLENCE, Danger.THREAT) and says_last_goodbye(speech)


def _tells_of_anothers_despair(typed: Typed) -> bool:
    """Whether somebody else cannot go on. Who may be in danger themselves is asked about themselves."""
    worry = typed.talk.worry
    is_asked_of_own = worry is not None and worry.danger is not Danger.OTHER_PERSON and not worry.said_safe
    return not is_asked_of_own and passes_on_despair(typed.speech, typed.talk.recent)


def _standing(before: list[Part], shown: tuple[Shown, ...]) -> list[Part]:
    """What was to be shown, without where the person was before their last move, and what is said once more."""
    return [
        each
        for each in before
        if each not in shown
        and not isinstance(each, QuestionShown)
        and not (isinstance(each, ReviewShown) and each.is_for_sending)
    ]


def _answers_of(prescreen: Prescreen | None) -> tuple[Shown, ...]:
    return (ReviewShown(prescreen.answers, is_for_sending=False),) if prescreen and prescreen.answers else ()


def _request_of(talk: Talk) -> list[Part]:
    """What the person asked of the clinic and still waits for."""
    if talk.request is None:
        return []
    contact = talk.request.contact
    return [RequestShown(", ".join(filter(None, (contact.name, contact.reach))) if contact is not None else "")]
