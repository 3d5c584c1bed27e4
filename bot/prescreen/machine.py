"""The pre-screen's state machine: from where a person is and what they do to where they are then and what is shown.

Pure: it reads no clock, database or model. What is shown depends on the moves, never on what an answer to a question of
health says: `Given.value` is looked at for one thing only, whether to ask once more (`_needs_more`).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.library.texts import TextId
from bot.prescreen.additions import adds_nothing, adds_to_the_rest
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.questionnaire import Label, Question, QuestionKind, Questionnaire
from bot.prescreen.shown import Asking, Buttons, ConsentShown, EditShown, QuestionShown, ReviewShown, Shown, Told
from bot.prescreen.state import MOST_CHARACTERS, ConsentGiven, Given, Prescreen, Stage
from bot.prescreen.values import Value

CONTACT, MESSAGES = "contact_preference", "message_preference"

# What names a question other than the one that is open, and is no button of an older message.
_OF_ANY_QUESTION = (MoveKind.EDIT, MoveKind.CORRECT, MoveKind.ADD, MoveKind.RESTATE)
_GO_ON = (Label.GO_ON, Move(kind=MoveKind.GO_ON))
_ERASE = (Label.ERASE, Move(kind=MoveKind.ERASE))
_LEAVING: Buttons = ((Label.KEEP, Move(kind=MoveKind.KEEP)), _ERASE, _GO_ON)
_AT_CONSENT: Buttons = tuple(
    (label, Move(kind=MoveKind(label))) for label in (Label.AGREE, Label.NOT_NOW, Label.SOMEONE_ELSE, Label.UNDER_AGE)
)
_AFTER_SENDING: Buttons = ((Label.AMEND, Move(kind=MoveKind.AMEND)),)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What surrounds a move: the moment, whether the clinic is open at it, and what the person wrote or tapped."""

    now: datetime
    is_clinic_open: bool
    words: str = ""
    is_tapped: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a move leads to. `prescreen` is None where there is none any more, so that nothing of it may be kept."""

    prescreen: Prescreen | None
    shown: tuple[Shown, ...]


class Machine:
    """Knows the questionnaire. Safe to share between threads."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire

    def step(self, prescreen: Prescreen | None, move: Move, around: Circumstances) -> Step:
        """What a move leads to, wherever the person is: one that makes no sense there shows where they are."""
        if prescreen is None:
            return self._from_nothing(move)
        if prescreen.question is not None and prescreen.question not in self._questionnaire:
            # The questionnaire was changed while someone was in it.
            prescreen = self._advanced(replace(prescreen, question=None))
        match prescreen.stage:
            case Stage.CONSENT:
                return self._at_consent(prescreen, move, around)
            case Stage.SENT:
                return self._after_sending(prescreen, move, around)
            case Stage.ASKING | Stage.REVIEW:
                return self._under_way(prescreen, move, around)

    def _from_nothing(self, move: Move) -> Step:
        match move.kind:
            case MoveKind.START:
                return Step(Prescreen(self._questionnaire.version), (ConsentShown(),))
            case MoveKind.SOMEONE_ELSE:
                return Step(None, (Told(TextId.PRESCREEN_FOR_OTHER),))
            case MoveKind.UNDER_AGE:
                return Step(None, (Told(TextId.UNDER_AGE),))
            case _:
                return Step(None, (Told(TextId.STALE_CHOICE),))

    def _at_consent(self, prescreen: Prescreen, move: Move, around: Circumstances) -> Step:
        match move.kind:
            # Who read another version has not agreed to this one, and is shown it first.
            case MoveKind.AGREE if prescreen.questionnaire == self._questionnaire.version:
                asked = self._questionnaire.consent
                agreed = replace(
                    prescreen,
                    consent=ConsentGiven(asked.version, asked.text, around.now),
                    stage=Stage.ASKING,
                )
                first = self._advanced(agreed)
                return Step(first, (Told(TextId.PRESCREEN_BEGUN), *self._where(first)))
            case MoveKind.NOT_NOW | MoveKind.STOP | MoveKind.UNDO | MoveKind.HOLD | MoveKind.KEEP | MoveKind.ERASE:
                return Step(None, (Told(TextId.PRESCREEN_NOT_NOW),))
            case MoveKind.SOMEONE_ELSE | MoveKind.UNDER_AGE:
                return self._from_nothing(move)
            case MoveKind.SHOW if prescreen.questionnaire == self._questionnaire.version:
                unclear = replace(prescreen, is_paused=False, times_unclear=prescreen.times_unclear + 1)
                # What they are asked to agree to stands above, twice.
                is_known = unclear.times_unclear > 1
                asked_again = Told(TextId.PRESCREEN_CONSENT_AGAIN, _AT_CONSENT) if is_known else ConsentShown()
                return Step(unclear, (asked_again,))
            case _:
                version = self._questionnaire.version
                return self._shown(replace(prescreen, questionnaire=version, is_paused=False, times_unclear=0))

    def _after_sending(self, prescreen: Prescreen, move: Move, around: Circumstances) -> Step:
        if move.kind is MoveKind.AMEND and move.question in self._questionnaire:
            # Somebody said in words what has changed; a button names no question.
            edit = Move(kind=MoveKind.EDIT, question=move.question)
            return self._at_review(replace(prescreen, stage=Stage.REVIEW, is_paused=False), edit, around)
        is_chosen_anew = (
            move.kind is MoveKind.CHOOSE and self._is_choice(move) and around.words and not around.is_tapped
        )
        if is_chosen_anew or (move.kind in (MoveKind.ADD, MoveKind.RESTATE) and move.question in self._questionnaire):
            return self._at_review(replace(prescreen, stage=Stage.REVIEW, is_paused=False), move, around)
        if move.kind is MoveKind.WHEN:
            return Step(prescreen, (_promise(around),))
        if move.kind in (MoveKind.AMEND, MoveKind.CHOOSE_EDIT):
            return _asked_which(replace(prescreen, stage=Stage.REVIEW, is_paused=False))
        return Step(prescreen, (Told(TextId.PRESCREEN_ALREADY_SENT, _AFTER_SENDING, names_reference=True),))

    def _under_way(self, prescreen: Prescreen, move: Move, around: Circumstances) -> Step:
        here = replace(prescreen, is_paused=False, is_leaving=False, is_choosing=False)
        match move.kind:
            case MoveKind.HOLD if has_unsent_changes(here):
                # Something else is asked of them first, and no change that they made is lost by that.
                return Step(replace(here, is_paused=True), ())
            case MoveKind.UNDO if _count_of_changes(here) > 1 and prescreen.stage is Stage.REVIEW:
                # "Scratch that" means one of them, and which is theirs to say.
                return _asked_which(here)
            case MoveKind.STOP | MoveKind.HOLD | MoveKind.UNDO:
                return self._asked_to_leave(here, around)
            case MoveKind.KEEP:
                return Step(replace(here, is_paused=True), (Told(TextId.PRESCREEN_KEPT, while_paused(here)),))
            case MoveKind.ERASE if prescreen.sent is None:
                return Step(None, (Told(TextId.PRESCREEN_ERASED),))
            case MoveKind.SOMEONE_ELSE:
                return Step(replace(here, is_paused=True), (Told(TextId.PRESCREEN_FOR_OTHER, while_paused(here)),))
            case MoveKind.UNDER_AGE:
                # Nobody under 18 is offered to go on; who took a wrong number back says so.
                erasing = tuple(button for button in while_paused(here) if button == _ERASE)
                return Step(replace(here, is_paused=True), (Told(TextId.UNDER_AGE, erasing),))
            case _ if prescreen.stage is Stage.ASKING:
                return self._at_question(here, move, around)
            case _:
                return self._at_review(here, move, around)

    def _asked_to_leave(self, prescreen: Prescreen, around: Circumstances) -> Step:
        if prescreen.sent is None:
            return Step(replace(prescreen, is_leaving=True), (Told(TextId.PRESCREEN_STOP_ASKED, _LEAVING),))
        # The clinic has what was sent; only the changes since are dropped.
        kept = replace(prescreen, stage=Stage.SENT, answers=prescreen.sent, question=None, is_editing=False)
        return self._after_sending(kept, Move(kind=MoveKind.SHOW), around)

    def _at_question(self, prescreen: Prescreen, move: Move, around: Circumstances) -> Step:
        names_another = move.question is not None and move.question != prescreen.question
        if names_another and move.kind is MoveKind.CHOOSE and around.words and not around.is_tapped:
            return self._chosen_elsewhere(prescreen, move, around)
        if names_another and move.kind not in _OF_ANY_QUESTION:
            # A button of another question, in an older message or another tab.
            return Step(prescreen, (Told(TextId.PRESCREEN_MOVED_ON), *self._where(prescreen)))
        question = self._questionnaire[prescreen.question or CONTACT]
        match move.kind:
            case MoveKind.ANSWER if move.value is not None:
                return self._answered(prescreen, question, move.value, around)
            case MoveKind.CHOOSE if move.choice in question.choices:
                words = around.words or question.choices[move.choice]
                is_tapped = around.is_tapped or not around.words
                given = Given(question.text, words, Value.YES, around.now, move.choice, is_tapped)
                return self._shown(self._advanced(_with(prescreen, question, given)))
            case MoveKind.SKIP if prescreen.followed_up:
                # There is nothing to add to what was said first.
                return self._shown(self._advanced(prescreen))
            case MoveKind.SKIP if (early := _early(prescreen, question.id)) is not None:
                # Nothing more, but what was said stays said.
                return self._shown(self._advanced(_with(prescreen, question, replace(early, is_early=False))))
            case MoveKind.SKIP:
                given = Given(question.text, "", Value.DECLINED, around.now, is_tapped=around.is_tapped)
                return self._shown(self._advanced(_with(prescreen, question, given)))
            case MoveKind.WHY:
                return Step(prescreen, (self._asked(prescreen, question.id, Asking.WITH_REASON),))
            case MoveKind.BACK:
                earlier = self._questionnaire.before(question.id)
                if prescreen.is_editing or earlier is None:
                    return self._to_review(prescreen) if prescreen.is_editing else self._shown(prescreen)
                return self._shown(replace(prescreen, question=earlier.id, followed_up=False))
            case MoveKind.CORRECT:
                return self._corrected(prescreen, question, move, around)
            case MoveKind.ADD:
                return self._added(prescreen, question, move, around)
            case MoveKind.RESTATE:
                return self._shown(self._restated(prescreen, move, around))
            case MoveKind.TO_REVIEW if prescreen.is_editing:
                return self._to_review(prescreen)
            case _:
                return self._shown(prescreen)

    def _chosen_elsewhere(self, prescreen: Prescreen, move: Move, around: Circumstances) -> Step:
        """ "No message", written while more is asked about what was added meanwhile, is kept where it belongs."""
        named = move.question
        if named is not None and _is_answered(prescreen, named) and self._is_choice(move):
            # Said anew, it takes the place of what was chosen: nobody hears more than they now want heard.
            return self._shown(self._chosen(prescreen, self._questionnaire[named], move, around))
        is_due = prescreen.followed_up and _is_answered(prescreen, CONTACT) and can_be_reached(prescreen)
        if named is None or not is_due or not self._is_choice(move):
            return self._shown(prescreen)
        return self._shown(self._advanced(self._chosen(prescreen, self._questionnaire[named], move, around)))

    def _chosen(self, prescreen: Prescreen, question: Question, move: Move, around: Circumstances) -> Prescreen:
        """With a choice that was made in words."""
        return _with(prescreen, question, Given(question.text, around.words, Value.YES, around.now, move.choice))

    def _is_choice(self, move: Move) -> bool:
        """Whether a move makes one of the choices of the question that it names."""
        return move.question in self._questionnaire and move.choice in self._questionnaire[move.question or ""].choices

    def _corrected(self, prescreen: Prescreen, question: Question, move: Move, around: Circumstances) -> Step:
        """ "I meant yes" belongs to what was answered last, or to the question that is named: that is asked again."""
        named = move.question
        is_about_this = named == question.id or (named is None and (prescreen.followed_up or prescreen.is_editing))
        if is_about_this and move.value is not None:
            return self._answered(prescreen, question, move.value, around)
        asked = question.id if is_about_this else named
        if asked is None:
            asked = self._last_answered(prescreen)
        if asked not in prescreen.answers or asked not in self._questionnaire:
            return self._shown(prescreen)
        return self._shown(replace(prescreen, question=asked, followed_up=False))

    def _added(self, prescreen: Prescreen, question: Question, move: Move, around: Circumstances) -> Step:
        """ "Oh and also xanax" belongs to the question that it names: it is kept there, and more is asked about it."""
        named = move.question or question.id
        earlier = prescreen.answers.get(named)
        is_open = named == question.id and (earlier is None or earlier.is_early)
        if is_open or named not in self._questionnaire:
            return self._answered(prescreen, question, Value.NEEDS_FOLLOWUP, around)
        if earlier is None or earlier.is_early:
            # That one comes later. The words are kept for it, and this question is asked again.
            if not around.words:
                return self._shown(prescreen)
            told = self._with_added(prescreen, self._questionnaire[named], move, around, is_early=True)
            return Step(told, (Told(TextId.PRESCREEN_KEPT_FOR_LATER), *self._where(told)))
        added = self._with_added(prescreen, self._questionnaire[named], move, around)
        asked_again = replace(added, question=named, followed_up=True)
        return Step(asked_again, (QuestionShown(named, Asking.FOLLOW_UP, prescreen.is_editing),))

    def _restated(self, prescreen: Prescreen, move: Move, around: Circumstances) -> Prescreen:
        """With other words in the place of an answer; who is asked for it is asked no more."""
        if move.question not in self._questionnaire or move.question is None or not around.words:
            return prescreen
        question = self._questionnaire[move.question]
        words, value = around.words[:MOST_CHARACTERS], move.value or Value.NEEDS_FOLLOWUP
        told = _with(prescreen, question, Given(question.text, words, value, around.now))
        return self._advanced(told) if prescreen.question == question.id else told

    def _with_added(
        self, prescreen: Prescreen, question: Question, move: Move, around: Circumstances, *, is_early: bool = False
    ) -> Prescreen:
        """With more words behind those that stand there: nothing that was said before is lost."""
        earlier = prescreen.answers.get(question.id)
        value = move.value or (earlier.value if earlier and earlier.value is Value.YES else Value.NEEDS_FOLLOWUP)
        words = _joined(earlier.words if earlier else "", around.words)
        return _with(prescreen, question, Given(question.text, words, value, around.now, is_early=is_early))

    def _last_answered(self, prescreen: Prescreen) -> str | None:
        answered = [each.id for each in self._questionnaire.questions if _is_answered(prescreen, each.id)]
        # Of two at one moment the later question: people go forward.
        return max(reversed(answered), key=lambda each: prescreen.answers[each].at, default=None)

    def _answered(self, prescreen: Prescreen, question: Question, value: Value, around: Circumstances) -> Step:
        words, is_tapped = around.words, around.is_tapped
        earlier = prescreen.answers.get(question.id)
        if earlier is not None and earlier.is_early:
            # "No" to what was told before is neither.
            words, is_tapped = _joined(earlier.words, words), False
            value = Value.NEEDS_FOLLOWUP if (earlier.value, value) == (Value.YES, Value.NO) else value
        elif prescreen.followed_up and earlier is not None:
            # What was said first is part of the answer.
            words, is_tapped = f"{earlier.words}\n{_in_one_line(words)}", False
            is_own = not around.is_tapped and question.kind is not QuestionKind.CONTACT
            if is_own and adds_nothing(around.words):
                # "A little more?" "No." That denies nothing of what was said before.
                value = earlier.value
            elif earlier.value is Value.YES:
                # Something was added to it: "no, nothing more" does not undo it.
                value = Value.NEEDS_FOLLOWUP if value is Value.NO else Value.YES
        elif earlier is not None and not is_tapped and adds_to_the_rest(words):
            # "Also lithium" goes on where the first answer ended, and takes nothing of it back.
            words = _joined(earlier.words, words)
        given = Given(question.text, words[:MOST_CHARACTERS], value, around.now, is_tapped=is_tapped)
        answered = _with(prescreen, question, given)
        if _needs_more(value, question) and not prescreen.followed_up:
            asked_again = replace(answered, followed_up=True)
            return Step(asked_again, (QuestionShown(question.id, Asking.FOLLOW_UP, prescreen.is_editing),))
        return self._shown(self._advanced(answered))

    def _at_review(self, prescreen: Prescreen, move: Move, around: Circumstances) -> Step:
        match move.kind:
            case MoveKind.SEND:
                return self._sent(prescreen, around)
            case MoveKind.CHOOSE_EDIT | MoveKind.AMEND | MoveKind.BACK:
                return _asked_which(prescreen)
            case MoveKind.EDIT if move.question in self._questionnaire:
                return self._shown(
                    replace(prescreen, stage=Stage.ASKING, question=move.question, is_editing=True, followed_up=False)
                )
            case MoveKind.ADD if move.question is not None and move.question in self._questionnaire:
                return self._shown(self._with_added(prescreen, self._questionnaire[move.question], move, around))
            case MoveKind.RESTATE:
                return self._shown(self._restated(prescreen, move, around))
            case MoveKind.CHOOSE if self._is_choice(move) and around.words and not around.is_tapped:
                chosen = self._questionnaire[move.question or MESSAGES]
                return self._shown(self._chosen(prescreen, chosen, move, around))
            case MoveKind.WHEN:
                # The clinic has what was sent, and gets back to them also where a change to it waits.
                text = TextId.PRESCREEN_WHEN_SENT if prescreen.sent is None else TextId.PRESCREEN_WHEN_CHANGED
                return Step(prescreen, (Told(text), *self._where(prescreen)))
            case _:
                return self._shown(prescreen)

    def _sent(self, prescreen: Prescreen, around: Circumstances) -> Step:
        sent = replace(
            prescreen,
            stage=Stage.SENT,
            question=None,
            sent=prescreen.answers,
            sent_at=around.now,
            times_sent=prescreen.times_sent + 1,
        )
        shown: list[Shown] = [_promise(around)]
        if not can_be_reached(sent):
            shown.append(Told(TextId.PRESCREEN_NO_CONTACT, names_reference=True))
        return Step(sent, tuple(shown))

    def _to_review(self, prescreen: Prescreen) -> Step:
        return self._shown(replace(prescreen, stage=Stage.REVIEW, question=None, is_editing=False, followed_up=False))

    def _advanced(self, prescreen: Prescreen) -> Prescreen:
        """With the next question open that has no answer yet; at the review, if there is none or one was edited."""
        done = replace(prescreen, followed_up=False)
        if not prescreen.is_editing:
            for question in self._questionnaire.questions:
                if not _is_answered(prescreen, question.id) and _applies(question, prescreen):
                    return replace(done, stage=Stage.ASKING, question=question.id)
        return replace(done, stage=Stage.REVIEW, question=None, is_editing=False)

    def _shown(self, prescreen: Prescreen) -> Step:
        return Step(prescreen, self._where(prescreen))

    def _asked(self, prescreen: Prescreen, question: str, asking: Asking) -> QuestionShown:
        early = _early(prescreen, question)
        return QuestionShown(question, asking, prescreen.is_editing, early.words if early else "")

    def _where(self, prescreen: Prescreen) -> tuple[Shown, ...]:
        """What shows a person where they are."""
        match prescreen.stage:
            case Stage.CONSENT:
                return (ConsentShown(),)
            case Stage.ASKING:
                asking = Asking.FOLLOW_UP if prescreen.followed_up else Asking.PLAIN
                return (self._asked(prescreen, prescreen.question or CONTACT, asking),)
            case Stage.REVIEW:
                return (ReviewShown(prescreen.answers, was_sent=prescreen.sent is not None),)
            case Stage.SENT:
                return (Told(TextId.PRESCREEN_ALREADY_SENT, _AFTER_SENDING, names_reference=True),)


def _asked_which(prescreen: Prescreen) -> Step:
    """Which answer to change: until one is named, a yes is no word for sending."""
    return Step(replace(prescreen, is_choosing=True), (EditShown(),))


def _promise(around: Circumstances) -> Told:
    """Who has the answers now, and when they get back to people."""
    text = TextId.PRESCREEN_SENT if around.is_clinic_open else TextId.PRESCREEN_SENT_CLOSED
    return Told(text, _AFTER_SENDING, names_reference=True)


def while_paused(prescreen: Prescreen) -> Buttons:
    """The buttons for someone who may go on later. What the clinic has is not erased by a button of the pre-screen."""
    return (_GO_ON,) if prescreen.sent is not None else (_GO_ON, _ERASE)


def has_unsent_changes(prescreen: Prescreen) -> bool:
    """Whether the person changed something of what the clinic has, and did not send that yet."""
    return prescreen.sent is not None and prescreen.stage is not Stage.SENT and prescreen.answers != prescreen.sent


def _count_of_changes(prescreen: Prescreen) -> int:
    """How many things the person changed since they sent; each that was added to one answer counts."""
    sent = prescreen.sent
    if sent is None:
        return 0
    return sum(
        _count_of_added(sent[each].words, given.words) if each in sent else 1
        for each, given in prescreen.answers.items()
        if given != sent.get(each)
    )


def _count_of_added(earlier: str, words: str) -> int:
    """What is added stands in lines of its own; an answer in other words is one change, however many lines it has."""
    return words.count("\n", len(earlier)) if words.startswith(f"{earlier}\n") else 1


def can_be_reached(prescreen: Prescreen) -> bool:
    """Whether the person has said how."""
    contact = prescreen.answers.get(CONTACT)
    return contact is not None and contact.value is Value.YES


def _early(prescreen: Prescreen, question: str) -> Given | None:
    """What was said about a question that is still to be answered."""
    given = prescreen.answers.get(question)
    return given if given is not None and given.is_early else None


def _is_answered(prescreen: Prescreen, question: str) -> bool:
    return question in prescreen.answers and not prescreen.answers[question].is_early


def _with(prescreen: Prescreen, question: Question, given: Given) -> Prescreen:
    return replace(prescreen, answers={**prescreen.answers, question.id: given})


def _joined(earlier: str, words: str) -> str:
    return "\n".join(each for each in (earlier, _in_one_line(words)) if each)[:MOST_CHARACTERS]


def _in_one_line(words: str) -> str:
    return " ".join(words.split("\n"))


def _needs_more(value: Value, question: Question) -> bool:
    return value is Value.NEEDS_FOLLOWUP and question.kind is not QuestionKind.MESSAGE


def _applies(question: Question, prescreen: Prescreen) -> bool:
    """Who cannot be reached is not asked whether a message may be left."""
    return question.kind is not QuestionKind.MESSAGE or can_be_reached(prescreen)
