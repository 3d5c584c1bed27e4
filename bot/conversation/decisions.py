"""What is done about a message that is no plain reply: as Rasa says, or as its rules say while it is away."""

import logging
import re
from itertools import takewhile

from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.acts import Act, Answer, InDanger, NotCovered, PrescreenMove, RequestPerson, Say, ShowData
from bot.conversation.dialogue import APPOINTMENT, ERASURE_OFFER, GREETING, VERDICT_DECLINED, WHAT_ABOUT, Dialogue
from bot.conversation.engine import Engine, EngineUnavailable
from bot.conversation.lookup import Said
from bot.conversation.phrases.asked_opinion import asks_own_opinion
from bot.conversation.phrases.chat_remarks import Remark, remark_in
from bot.conversation.phrases.clinic_questions import asks_whether_changed, changes_appointment
from bot.conversation.phrases.conclusions import Conclusion, conclusion_in, touches_on_advice
from bot.conversation.phrases.despair import despairs
from bot.conversation.phrases.erasing_words import may_mean_oneself, names_what_is_held
from bot.conversation.phrases.farewells import leaves_for_good, only_spares_you
from bot.conversation.phrases.medicine_changes import speaks_of_changing_a_medicine
from bot.conversation.phrases.minors import is_of_age, is_under_age
from bot.conversation.phrases.own_matters import asks_how_bad_it_is, asks_if_all_right, tells_own_matter
from bot.conversation.phrases.plain_replies import asks
from bot.conversation.phrases.plain_words import plain_words
from bot.conversation.phrases.prescreen_commands import bids_to_ask
from bot.conversation.phrases.prescreen_remarks import remark_in as remark_at_question
from bot.conversation.phrases.risky_steps import announces_step, says_will_step
from bot.conversation.phrases.staff_wishes import wishes_for_staff
from bot.conversation.phrases.worn_out import is_worn_out
from bot.conversation.prescreen_dialogue import Place
from bot.conversation.stand_in import StandIn
from bot.conversation.talk import Talk
from bot.library.kinds import Kind
from bot.library.texts import TextId
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.values import OPEN_QUESTIONS
from bot.safety.screen import NO_TROUBLE_BELOW, Comfort, Finding

logger = logging.getLogger(__name__)

_COMFORTS = {Comfort.DENIAL: TextId.DENIAL_HEARD, Comfort.PAST: TextId.GENTLE_PAST}

# What is said to someone in need, and what declines by itself.
_STANDING = frozenset(
    {
        *_COMFORTS.values(), TextId.DISTRESS, TextId.UNDER_AGE, TextId.VERDICT_DECLINED, TextId.ADVICE_DECLINED,
        TextId.FOR_SOMEONE_ELSE, TextId.APPOINTMENT, TextId.WHOLE_PICTURE, TextId.CALLS_REFUSED,
    }
)  # fmt: skip

_DECLINING = (TextId.VERDICT_DECLINED, TextId.ADVICE_DECLINED)
_DECLINED_KINDS = frozenset({Kind.VERDICT_DECLINED, Kind.ADVICE_DECLINED})

# What may be said by a call while there is worry.
_BY_A_CALL = frozenset(
    {*_COMFORTS.values(), TextId.DISTRESS, TextId.UNDER_AGE, TextId.PARTLY_DOWN, TextId.MEDICINE_CARE}
)

# What agrees, or lets something be.
_AGREEING = frozenset(
    {
        TextId.HEARD_YES, TextId.HEARD_NO, TextId.HEARD_SKIP, TextId.HEARD_UNSURE, TextId.STOPPED, TextId.THANKS,
        TextId.GOODBYE, TextId.TAKE_TIME, TextId.GREET,
    }
)  # fmt: skip

# Whether something is asked beside what is told.
_ASKS = re.compile(
    r"\?|(?:^|[.,;:!\n]|\b(?:and|but|so|also|know|ask|wonder|wondering|tell me)\b) *(?:if|whether|how|what|when|where"
    r"|who|which|why|can|could|does|do|is|are|will|would|should)\b"
)


class Decisions:
    """Safe to share between threads; holds no state of a conversation."""

    def __init__(self, *, engine: Engine, stand_in: StandIn, dialogue: Dialogue) -> None:
        self._engine = engine
        self._stand_in = stand_in
        self._dialogue = dialogue

    def acts(self, talk: Talk, said: Said, finding: Finding) -> list[Act]:
        """What is done about a message; never empty. `finding`: what the screen saw in it."""
        if _is_at_the_end(talk, said) and not finding.hints_at_danger:
            return _waiting(said)
        if talk.worry is None and not finding.hints_at_danger and asks_own_opinion(said.text):
            # Neither trouble nor a wish for advice, whatever else Rasa hears in "your child".
            return [Say(text=TextId.BOT), *_leading_back(said)]
        comfort = _comfort_for(finding, said)
        if comfort and said.prescreen is None:
            young = [Say(text=TextId.UNDER_AGE)] if is_under_age(said.text) else []
            return [*comfort, *young, *self.answer_beside(said)]
        acts: list[Act]
        try:
            acts = [*comfort, *(act for act in self._engine.acts(talk.id, said) if act not in comfort)]
        except EngineUnavailable as fault:
            logger.warning("Rasa is away, so the app answers by itself: %s", fault)
            try:
                acts = self._stand_in.acts(said)
                if not all(isinstance(act, PrescreenMove) for act in acts):
                    # The pre-screen itself lacks nothing without Rasa.
                    acts = _before_moves(acts, Say(text=TextId.PARTLY_DOWN))
                acts = [*comfort, *(act for act in acts if act not in comfort)]
            except SQLAlchemyError as error:
                logger.error("Neither Rasa nor the library can be used: %s", type(error).__name__)
                return [Say(text=TextId.FAULT)]
        if finding.hints_at_danger:
            is_heard = any(isinstance(act, InDanger) for act in acts)
            return acts if is_heard or not _is_at_the_end(talk, said) else _waiting(said)
        acts = [Say(text=TextId.DISTRESS) if isinstance(act, InDanger) else act for act in acts]
        # The kind word is said once.
        acts = [*comfort, *(act for act in acts if act not in comfort)]
        if finding.trouble >= NO_TROUBLE_BELOW:
            return acts
        # What the words themselves call for is no sandwich.
        return [*comfort, *self._untroubled(said, [act for act in acts if act not in comfort])]

    def _untroubled(self, said: Said, acts: list[Act]) -> list[Act]:
        """The acts without the kind word that Rasa has for a sandwich, a needle or the flu."""
        rest = [act for act in acts if act != Say(text=TextId.DISTRESS)]
        if any(isinstance(act, Answer | PrescreenMove | RequestPerson) for act in rest) or len(rest) == len(acts):
            return rest
        try:
            if asks(said.text):
                return [*rest, *self._dialogue.decide("action_answer_question", said)]
            return [*rest, *(self._dialogue.answer_beside(said) or [_kind_word(said)])]
        except SQLAlchemyError:
            return acts

    def of_the_last(self, talk: Talk, speech: str, acts: list[Act]) -> list[Act]:
        """The acts, or those for a question on what was just read, where "is that bad" was taken for advice."""
        declined = [act for act in acts if isinstance(act, Say) and act.text in _DECLINING]
        if not declined or talk.about is None or talk.place is not None or not asks_how_bad_it_is(speech):
            return acts
        has_just_read = talk.about in talk.matter.entries and _DECLINED_KINDS.isdisjoint(talk.matter.kinds)
        if not has_just_read or tells_own_matter(talk.last_words) or touches_on_advice(talk.matter, [talk.last_words]):
            return acts
        beside: list[Act] = [act for act in acts if act == Say(text=TextId.PARTLY_DOWN)]
        try:
            return [*beside, *self._dialogue.decide("action_answer_question", Said(speech, talk.about))]
        except SQLAlchemyError:
            return acts

    def answer_beside(self, said: Said) -> list[Act]:
        """The answer to what is asked beside something graver, where anything is, and can be looked up."""
        if not _ASKS.search(said.text.casefold()):
            return []
        try:
            return self._dialogue.answer_beside(said)
        except SQLAlchemyError:
            return []


def _is_at_the_end(talk: Talk, said: Said) -> bool:
    """Whether nothing but despair is said, or a last goodbye: in the pre-screen that is no answer to write down."""
    if despairs(said.text):
        return said.prescreen is None or asks(plain_words(said.text)) or not _may_be_answer(talk, said)
    if said.prescreen == Place.LEAVING:
        # Whoever is asked what becomes of their answers may well say that they will not be back.
        return False
    if leaves_for_good(said.text):
        is_safe = talk.watch is not None and talk.watch.said_safe
        return not (is_safe and only_spares_you(said.text))
    # It may be what brings them here, or be about the questions.
    is_elsewhere = said.prescreen is not None and said.prescreen not in OPEN_QUESTIONS
    return is_elsewhere and is_worn_out(said.text) and remark_at_question(said.text) is None


def _may_be_answer(talk: Talk, said: Said) -> bool:
    """Whether despair at a question may be written down: where it may be what brings them here, and where they say it
    once more, as whoever is only asked the same again never gets any further."""
    if said.prescreen in OPEN_QUESTIONS:
        return True
    lately = list(takewhile(despairs, reversed(talk.recent)))
    answers = talk.prescreen.answers.values() if talk.prescreen is not None else ()
    recorded = sum(given.words in lately for given in answers)
    return len(lately) > recorded


def _waiting(said: Said) -> list[Act]:
    """The kind word with the line; what was asked in the pre-screen waits unanswered."""
    return [Say(text=TextId.DISTRESS), *_leading_back(said)]


def _leading_back(said: Said) -> list[Act]:
    """The act that shows once more where the person is in the pre-screen, if they are in it."""
    if said.prescreen is None:
        return []
    again = {Place.LEAVING: MoveKind.STOP, Place.CHOOSING: MoveKind.CHOOSE_EDIT}
    kind = next((kind for place, kind in again.items() if said.prescreen == place), MoveKind.SHOW)
    return [PrescreenMove(move=Move(kind=kind))]


def _kind_word(said: Said) -> Say:
    """What is said where nothing is asked and there is no trouble."""
    return Say(text=TextId.TAKE_TIME) if remark_in(said.text) is Remark.WEARY else WHAT_ABOUT


def _comfort_for(finding: Finding, said: Said) -> list[Act]:
    """The kind word for a denial, a tale of long ago, or somebody who can hardly go on."""
    if finding.comfort is None:
        is_low = is_worn_out(said.text) or (said.prescreen is not None and despairs(said.text))
        return [Say(text=TextId.DISTRESS)] if is_low else []
    if said.prescreen is not None and finding.comfort is Comfort.DENIAL and not finding.is_tender:
        # "No, nothing like that" is an answer like any other.
        return []
    return [Say(text=_COMFORTS[finding.comfort])]


def without_leave(talk: Talk, speech: str, acts: list[Act]) -> list[Act]:
    """The acts, or the word that nothing was decided or allowed, where someone concludes that it was."""
    standing = [act for act in acts if _stands(act)]
    is_comforted = standing == [Say(text=TextId.DISTRESS)]
    if standing and not is_comforted:
        return acts
    is_answering = talk.place is not None
    concluded = conclusion_in(speech, talk.matter, talk.last_words, is_answering=is_answering)
    if concluded is None and not is_answering and _takes_step(talk, speech, acts):
        concluded = Conclusion.ADVICE
    if concluded is None and not is_answering and asks_if_all_right(speech) and tells_own_matter(talk.last_words):
        # "I take lexapro." "Is that ok?" asks for leave, and "all right" would be one.
        return acts if is_comforted else _advice_declined(talk, acts)
    if concluded is None:
        return acts
    if is_comforted:
        # The kind word stays, and is no leave either.
        return [*acts, Say(text=TextId.ADVICE_AGAIN)] if concluded is Conclusion.ADVICE and not is_answering else acts
    declined = VERDICT_DECLINED if concluded is Conclusion.VERDICT else Say(text=TextId.ADVICE_AGAIN)
    beside: list[Act] = [act for act in acts if act == Say(text=TextId.PARTLY_DOWN)]
    if is_answering:
        # What was concluded is no answer to the question that is open.
        declined = declined.model_copy(update={"choices": ()})
        return [*beside, declined, PrescreenMove(move=Move(kind=MoveKind.SHOW))]
    return [*beside, declined]


def _advice_declined(talk: Talk, acts: list[Act]) -> list[Act]:
    is_again = Kind.ADVICE_DECLINED in talk.matter.kinds
    beside: list[Act] = [act for act in acts if act == Say(text=TextId.PARTLY_DOWN)]
    return [*beside, Say(text=TextId.ADVICE_AGAIN if is_again else TextId.ADVICE_DECLINED)]


def still_unchanged(talk: Talk, speech: str, acts: list[Act]) -> list[Act]:
    """The acts, or once more the word that nothing was changed, where someone takes an appointment for cancelled."""
    if talk.place is not None or Say(text=TextId.DISTRESS) in acts or not asks_whether_changed(speech):
        return acts
    if not any(changes_appointment(words) for words in talk.recent):
        return acts
    return [APPOINTMENT]


def still_under_age(talk: Talk, speech: str, acts: list[Act]) -> list[Act]:
    """The acts; for who said to be under 18 and bids to be asked, the word on that in place of a greeting."""
    if not talk.is_minor or is_of_age(speech) or not bids_to_ask(speech):
        return acts
    return [Say(text=TextId.UNDER_AGE) if act == GREETING else act for act in acts]


def calling_alone(talk: Talk, speech: str, acts: list[Act]) -> list[Act]:
    """The acts; while there is worry, the hand-off by itself where there is one, and for a wish for a certain person.

    What is asked beside it may not be said right after an alarm, and must not hold the call back.
    """
    if talk.worry is None or any(isinstance(act, InDanger) for act in acts):
        return acts
    if RequestPerson() not in acts:
        is_wish = any(isinstance(act, NotCovered) for act in acts) and wishes_for_staff(speech) and not asks(speech)
        return [RequestPerson()] if is_wish else acts
    alone: list[Act] = [
        act for act in acts if isinstance(act, RequestPerson) or (isinstance(act, Say) and act.text in _BY_A_CALL)
    ]
    is_on_change = Say(text=TextId.ADVICE_DECLINED) in acts and speaks_of_changing_a_medicine(speech)
    return [*alone, Say(text=TextId.MEDICINE_CARE)] if is_on_change else alone


def erasing_only_what_is_named(talk: Talk, acts: list[Act], speech: str) -> list[Act]:
    """The acts; a kind word for an offer to delete that nobody plainly asked for, and while there is worry."""
    if may_mean_oneself(speech):
        # There may be no trouble in it, and they are asked more than which topic they mean.
        kind_word = Say(text=TextId.DISTRESS)
        acts = [kind_word if act in (ERASURE_OFFER, WHAT_ABOUT) else act for act in acts]
        is_heard = kind_word in acts or any(isinstance(act, InDanger) for act in acts)
        return acts if is_heard or talk.worry is not None else [kind_word, *acts]
    if talk.worry is None or ERASURE_OFFER not in acts or names_what_is_held(speech):
        return acts
    # "Bin the lot" may be said of pills then, and "get rid of it all" of anything.
    return [Say(text=TextId.DISTRESS) if act == ERASURE_OFFER else act for act in acts]


def with_tender_word(acts: list[Act], speech: str) -> list[Act]:
    """The acts with a kind word beside a tender topic, where none of them is one already."""
    if asks_own_opinion(speech) or any(isinstance(act, Say) and act.text in _COMFORTS.values() for act in acts):
        return acts
    return _before_moves(acts, Say(text=TextId.TENDER_TOPIC))


def _takes_step(talk: Talk, speech: str, acts: list[Act]) -> bool:
    """Whether they say that they will take, stop or skip a medicine, as far as can be told from what came before."""
    if touches_on_advice(talk.lately, talk.recent or [talk.last_words]):
        return announces_step(speech, " ".join([*talk.recent, talk.last_words]))
    # It may be about anything then, but is not agreed to.
    is_agreed = any(isinstance(act, Say) and act.text in _AGREEING for act in acts)
    return is_agreed and says_will_step(speech)


def _stands(act: Act) -> bool:
    """Whether an act is grave, or declines already, so that nothing takes its place."""
    return isinstance(act, RequestPerson | ShowData) or (isinstance(act, Say) and act.text in _STANDING)


def _before_moves(acts: list[Act], act: Act) -> list[Act]:
    """The acts with one more, before what the pre-screen says: its question is what stays on the screen."""
    place_of_it = next((i for i, each in enumerate(acts) if isinstance(each, PrescreenMove)), len(acts))
    return [*acts[:place_of_it], act, *acts[place_of_it:]]
