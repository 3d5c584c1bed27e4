"""What a typed message does at a question of the pre-screen: an answer, words for another one, or none at all."""

import re
from dataclasses import dataclass
from typing import Protocol

from bot.conversation.acts import Act, PrescreenMove, Say, ShowData
from bot.conversation.declined_wishes import is_known_wish, what_is_declined
from bot.conversation.dialogue import Dialogue
from bot.conversation.lookup import Said
from bot.conversation.phrases.asides import is_aside
from bot.conversation.phrases.asked_beside import (
    is_about_treatment,
    speaks_of_oneself,
    speaks_of_own,
    surely_asks,
    told_and_asked,
)
from bot.conversation.phrases.asking_words import asks_in_words, asks_somehow, is_small_talk
from bot.conversation.phrases.contact import tells_how_to_call, way_to_reach
from bot.conversation.phrases.erasing_words import wishes_all_erased
from bot.conversation.phrases.left_messages import is_unclear_on_messages, message_choice, says_any_message
from bot.conversation.phrases.named_corrections import named_correction, names_the_last
from bot.conversation.phrases.new_facts import question_of_fact
from bot.conversation.phrases.own_facts import denies_plainly, question_told
from bot.conversation.phrases.parted_answers import affirms_beside_a_no, denies_and_tells_of_others, parted_answer
from bot.conversation.phrases.plain_replies import asks, counted, is_hedged, is_no, is_plain_yes, is_yes
from bot.conversation.phrases.prescreen_additions import (
    ANYTHING_ELSE,
    belongs_elsewhere,
    question_meant,
    questions_named,
)
from bot.conversation.phrases.prescreen_commands import bids_to_ask, command_in, orders_sending
from bot.conversation.phrases.prescreen_corrections import (
    correction_in,
    is_complaint,
    may_correct,
    meant_instead,
    reopened_in,
)
from bot.conversation.phrases.prescreen_remarks import Remark, remark_in
from bot.conversation.phrases.someone_else import says_it_is_for_another
from bot.conversation.phrases.staff_wishes import names_staff, shuns_staff
from bot.conversation.phrases.unclear_answers import only_points, tells_of_heartache
from bot.conversation.prescreen_parts import (
    NO,
    YES,
    InBetween,
    answered,
    is_for_another,
    is_heard,
    is_meant,
    moved,
    question_about,
)
from bot.library.likeness import small_letters
from bot.library.texts import TextId
from bot.prescreen.machine import CONTACT, MESSAGES
from bot.prescreen.moves import MoveKind
from bot.prescreen.questionnaire import Question, QuestionKind, Questionnaire
from bot.prescreen.values import Value

# Small talk is no answer to a question of the pre-screen where the answer cannot be read as one either. What Rasa takes
# for a question is one only where the words ask: "i have afib" comes as near to a question as an answer can.
_CHATTING = frozenset({"bot_challenge", "greet", "goodbye", "thank", "insult"})
_CHATTING_AT = 0.60
_MOST_WORDS_CHATTED = 6
# What is asked beside an answer. A longer one tells more, and "how do i even go on" asks nobody.
_MOST_WORDS_ASKED = 10
_REMARKED = {
    Remark.PAUSE: MoveKind.SHOW,
    Remark.PUZZLED: MoveKind.WHY,
    Remark.SLIP: MoveKind.CORRECT,
    Remark.KEEP: MoveKind.KEEP,
    Remark.WEARY: MoveKind.STOP,
    Remark.STOP: MoveKind.STOP,
}
_REASON, _AFTER_THE_REASON = "reason_for_interest", "previous_treatment"
_HEART, _ALLERGY = "heart_blood_pressure", "allergy_ketamine"
_ANY_MESSAGE = re.compile(r"\b(?:any|anything|every|everything|whatever)\b")
_DISCREET = re.compile(r"\b(?:discre\w+|private\w*|careful\w*|vague|don'?t say|without saying|just (?:a|the) name)\b")


class Reader(Protocol):
    """Reads answers in own words."""

    def read(self, question: str, text: str) -> Value:
        """How the answer to a question, by its id, can be read."""

    def names(self, question: str, text: str) -> bool:
        """Whether a text names something that the question, by its id, asks for, and does not deny it."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed at which question; of it what is `told`, and what is `asked` beside."""

    said: Said
    question: Question
    told: str
    asked: str

    @property
    def text(self) -> str:
        return self.said.text


class QuestionDialogue:
    """Decides on moves, and on what to say beside them. Safe to share between threads."""

    def __init__(self, dialogue: Dialogue, between: InBetween, questionnaire: Questionnaire, reader: Reader) -> None:
        self._dialogue = dialogue
        self._between = between
        self._questionnaire = questionnaire
        self._reader = reader

    def acts(self, said: Said, question: Question) -> list[Act]:
        """The acts for a message at a question; never empty. The first step that has any decides."""
        told, asked = told_and_asked(said.text, is_story=question.kind is not QuestionKind.TOPIC)
        typed = _Typed(said, question, told, asked)
        steps = (
            self._commanded,
            self._messages_chosen,
            self._corrected,
            self._told_for_named,
            self._remarked,
            self._for_another,
            self._contact_told,
            self._heard,
            self._put_right,
            self._unclear,
            self._told_in_parts,
            self._told_of_another,
            self._messages_answered,
        )
        for step in steps:
            acts = step(typed)
            if acts:
                return acts
        return self._answered(typed)

    def _kept(self, question: str, text: str) -> PrescreenMove:
        """The move that keeps words for a question other than the one that is open."""
        is_so = not denies_plainly(text) and self._reader.names(question, text)
        return moved(MoveKind.ADD, question, value=Value.YES if is_so else None)

    def _commanded(self, typed: _Typed) -> list[Act]:
        command = command_in(typed.text)
        if command is not None:
            return [moved(command, typed.question.id if command is MoveKind.SKIP else None)]
        if bids_to_ask(typed.text):
            return [moved(MoveKind.SHOW)]
        is_bare_yes = is_plain_yes(typed.text) and way_to_reach(typed.text) is None
        if orders_sending(typed.text) or (typed.question.kind is QuestionKind.CONTACT and is_bare_yes):
            # Said once too often, of the review: that must never take the place of an answer.
            return [moved(MoveKind.TO_REVIEW)]
        return []

    def _messages_chosen(self, typed: _Typed) -> list[Act]:
        """Who was led away from the question on messages answers it still, and no other by it."""
        if typed.question.kind is not QuestionKind.TOPIC or MESSAGES not in self._questionnaire:
            return []
        if is_unclear_on_messages(typed.text):
            return [moved(MoveKind.CORRECT, MESSAGES)]
        choice = message_choice(typed.text)
        if choice is None:
            return []
        is_one = choice in self._questionnaire[MESSAGES].choices
        return [moved(MoveKind.CHOOSE, MESSAGES, choice=choice)] if is_one else []

    def _corrected(self, typed: _Typed) -> list[Act]:
        reopened = question_about(self._questionnaire, reopened_in(typed.text))
        if reopened is not None:
            return [moved(MoveKind.CORRECT, reopened)]
        correction = correction_in(typed.text)
        if correction is None:
            return []
        named = question_about(self._questionnaire, correction.about)
        is_clear = named is not None or not correction.about
        return [moved(MoveKind.CORRECT, named, value=correction.value)] if is_clear else []

    def _told_for_named(self, typed: _Typed) -> list[Act]:
        """What is told for a question that is named is kept there, and never as the answer to the one that is open."""
        question, named = typed.question, named_correction(typed.text)
        if named is None or asks_somehow(named.told):
            return []
        about = question_about(self._questionnaire, named.about)
        if about == question.id:
            return []
        if about is None and names_the_last(named.about):
            # "On the last one, no heart issues" is no word on the one that is open.
            is_its_answer = not named.is_pointed and self._reader.names(question.id, named.told)
            return [] if is_its_answer and not denies_plainly(named.told) else [moved(MoveKind.CORRECT)]
        if about is None:
            return self._told_for_none(typed, named.told) if named.is_pointed else []
        if not named.is_pointed and (_may_be_tried(question, about) or self._reader.names(question.id, named.told)):
            # "About the heart, i take metoprolol" answers the question on medicines.
            return []
        if not named.told or about in (CONTACT, MESSAGES):
            return [moved(MoveKind.CORRECT, about)]
        return [self._kept(about, typed.text)]

    def _told_for_none(self, typed: _Typed, told: str) -> list[Act]:
        """What is told for a question that nobody asks goes where it belongs by itself, or to the last one."""
        question, fact = typed.question, question_of_fact(told)
        if fact == question.id or (fact is None and question.kind is not QuestionKind.TOPIC):
            return []
        kept_at = fact if fact in self._questionnaire else ANYTHING_ELSE
        if not told or kept_at is None or kept_at not in self._questionnaire:
            return [moved(MoveKind.SHOW)]
        return [self._kept(kept_at, typed.text)]

    def _remarked(self, typed: _Typed) -> list[Act]:
        """What is done about a remark; nothing where it may be an answer to this very question."""
        remark = remark_in(typed.text)
        match remark:
            case None:
                return []
            case Remark.PAUSE if typed.question.kind is QuestionKind.MESSAGE and is_plain_yes(typed.text):
                return []
            case Remark.WEARY if typed.question.kind is QuestionKind.OPEN:
                # "I can't do this anymore" may be what brings them here.
                return [answered(Value.NEEDS_FOLLOWUP)]
            case Remark.ANSWERS:
                return [ShowData(), moved(MoveKind.SHOW)]
            case Remark.UNANSWERED:
                return [Say(text=TextId.WHAT_ABOUT), moved(MoveKind.SHOW)]
            case Remark.MAY_SKIP:
                return [Say(text=TextId.PRESCREEN_MAY_SKIP), moved(MoveKind.SHOW)]
            case _:
                return [moved(_REMARKED[remark])]

    def _for_another(self, typed: _Typed) -> list[Act]:
        is_open = typed.question.kind is QuestionKind.OPEN
        if says_it_is_for_another(typed.text) or (is_open and is_for_another(typed.text)):
            return [moved(MoveKind.SOMEONE_ELSE)]
        is_unclear = typed.question.kind is QuestionKind.TOPIC and may_correct(typed.text)
        return [moved(MoveKind.SHOW)] if is_unclear else []

    def _contact_told(self, typed: _Typed) -> list[Act]:
        if typed.question.kind is not QuestionKind.CONTACT:
            return []
        if way_to_reach(typed.text) is not None:
            return [*self.beside(typed.said, typed.asked), answered(Value.YES)]
        return [answered(Value.NEEDS_FOLLOWUP)] if tells_how_to_call(typed.text) else []

    def _heard(self, typed: _Typed) -> list[Act]:
        """What is wanted at once; a question about privacy with the answer before it: "no. will my boss know"."""
        said, question = typed.said, typed.question
        if question.id == ANYTHING_ELSE and names_staff(said.text):
            # What else the clinic should know may be just that.
            return [answered(self._reader.read(question.id, said.text))]
        is_for_staff = names_staff(said.text) and not _may_tell_by_it(typed)
        if wishes_all_erased(said.text) or is_for_staff:
            # However sure Rasa is: "bin the lot" and "i'd prefer a woman" are no answers to anything.
            return self._between.acts(said)
        if not is_heard(said, question.kind):
            return []
        is_topic = question.kind is QuestionKind.TOPIC
        if said.intent == "privacy" and is_topic and typed.told and typed.told != typed.text:
            value = self._reader.read(question.id, typed.told)
            if value in (Value.YES, Value.NO):
                return [Say(text=TextId.PRIVACY), answered(value)]
        return self._between.acts(said)

    def _put_right(self, typed: _Typed) -> list[Act]:
        """The move for "no i meant anxiety", where that belongs to another question than the one that is open."""
        question = typed.question
        instead = meant_instead(typed.text)
        if instead is None or question.kind is QuestionKind.OPEN or self._reader.names(question.id, instead):
            return []
        meant = question_meant(instead)
        if meant is None and is_complaint(instead):
            # At the second question the first was answered last; later on, whichever it was is put again.
            is_first = question.id == _AFTER_THE_REASON and _REASON in self._questionnaire
            return [self._kept(_REASON, typed.text) if is_first else moved(MoveKind.CORRECT)]
        is_other = meant in self._questionnaire and meant != question.id and meant != MESSAGES
        is_elsewhere = meant is not None and is_other and not _may_be_tried(question, meant)
        return [self._kept(meant, typed.text)] if meant is not None and is_elsewhere else []

    def _unclear(self, typed: _Typed) -> list[Act]:
        """What answers nothing by itself: "thats me" is put again, and a heart that hurts over somebody asked about."""
        question, text = typed.question, typed.text
        if question.kind is not QuestionKind.TOPIC:
            return []
        if only_points(text):
            return [moved(MoveKind.SHOW)]
        is_grief = question.id == _HEART and tells_of_heartache(text) and not self._reader.names(question.id, text)
        return [answered(Value.NEEDS_FOLLOWUP)] if is_grief else []

    def _told_in_parts(self, typed: _Typed) -> list[Act]:
        """A "no" to what is asked, and what is told of other matters beside it, which is kept where it belongs."""
        question = typed.question
        parts = parted_answer(typed.text, question.id) if question.kind is QuestionKind.TOPIC else None
        if parts is None or any(self._reader.names(question.id, words) for _, words in parts.others):
            return []
        value = self._reader.read(question.id, parts.own)
        if value not in (Value.NO, Value.NEEDS_FOLLOWUP):
            return []
        order = [each.id for each in self._questionnaire.questions]
        told = {each: words for each, words in parts.others if each in self._questionnaire}
        # What comes later is only kept. What was answered before is opened again, and so comes last.
        kept = sorted(told, key=lambda each: (order.index(each) < order.index(question.id), order.index(each)))
        declined = what_is_declined(typed.said, question, is_beside=False)
        return [*declined, answered(value), *(_kept_apart(each) for each in kept)]

    def _told_of_another(self, typed: _Typed) -> list[Act]:
        question = typed.question
        elsewhere = belongs_elsewhere(typed.text, question.id) if question.kind is not QuestionKind.OPEN else None
        if elsewhere is None or elsewhere not in self._questionnaire or self._reader.names(question.id, typed.text):
            return []
        return [*what_is_declined(typed.said, question, is_beside=False), self._kept(elsewhere, typed.text)]

    def _messages_answered(self, typed: _Typed) -> list[Act]:
        said, question = typed.said, typed.question
        if question.kind is not QuestionKind.MESSAGE:
            return []
        stated = self._stated(typed)
        if stated is not None:
            return [*what_is_declined(said, question, is_beside=False), stated]
        words = small_letters(said.text)
        choice = None
        is_any = (is_yes(said.text) and _ANY_MESSAGE.search(words) is not None) or says_any_message(said.text)
        if _DISCREET.search(words):
            choice = "discreet"
        elif is_plain_yes(said.text) or is_any:
            choice = "any_message"
        elif is_no(said.text) or is_meant(said, NO):
            choice = "no_message"
        elif is_meant(said, YES) and not is_hedged(said.text):
            choice = "any_message"
        if choice in question.choices:
            return [moved(MoveKind.CHOOSE, question.id, choice=choice)]
        return self._between.acts(said) if asks(said.text) else [answered(Value.YES)]

    def _answered(self, typed: _Typed) -> list[Act]:
        """What is read as an answer, or as none."""
        said, question = typed.said, typed.question
        declined = what_is_declined(said, question, is_beside=bool(typed.told and typed.asked))
        if declined and typed.asked == said.text.strip() and not self._reader.names(question.id, said.text):
            return self._between.acts(said) if is_known_wish(said) else [*declined, moved(MoveKind.SHOW)]
        stated = self._stated(typed)
        if stated is not None:
            return [*declined, stated]
        value = self._reader.read(question.id, typed.told or said.text)
        if value is Value.NEEDS_FOLLOWUP and question.kind is QuestionKind.TOPIC and is_aside(said.text):
            return [Say(text=TextId.PRESCREEN_ASIDE), moved(MoveKind.SHOW)]
        is_no_but = value is Value.NO and typed.told and typed.asked and self._tells_otherwise(typed)
        is_unread_contact = question.kind is QuestionKind.CONTACT and value not in (Value.NO, Value.DECLINED)
        is_half_a_no = value is Value.NO and self._affirms_beside_it(typed)
        is_of_others = value is Value.YES and self._tells_of_others(typed)
        if is_no_but or is_unread_contact or is_half_a_no or is_of_others:
            value = Value.NEEDS_FOLLOWUP
        # "Glass of wine w dinner. That's ok right?" tells something, whatever is asked of it.
        is_told = typed.told and typed.asked and self._is_about(typed)
        if is_no_but or value is not Value.NEEDS_FOLLOWUP or is_told:
            return [*(declined or self.beside(typed.said, typed.asked)), answered(value)]
        return self._between.acts(said) if _is_no_answer(said) else [*declined, answered(value)]

    def _is_about(self, typed: _Typed) -> bool:
        """Whether what stands before a question names what the pre-screen asks for here."""
        told, question = typed.told, typed.question
        is_telling = told.strip() and not asks_somehow(told)
        return bool(is_telling) and (question.id in questions_named(told) or self._reader.names(question.id, told))

    def _affirms_beside_it(self, typed: _Typed) -> bool:
        """Whether what reads as a no names what is asked in a part of its own, and does not deny it there."""
        return typed.question.kind is QuestionKind.TOPIC and affirms_beside_a_no(typed.text, typed.question.id)

    def _tells_of_others(self, typed: _Typed) -> bool:
        """Whether what reads as a yes denies what is asked, and is a yes to something else at most."""
        question, text = typed.question, typed.text
        is_own = self._reader.names(question.id, text) or question.kind is not QuestionKind.TOPIC
        return not is_own and denies_and_tells_of_others(text, question.id)

    def _tells_otherwise(self, typed: _Typed) -> bool:
        """Whether a no is none by what it names, or by what is asked beside it: "No. Is my heart murmur a problem?"."""
        question, asked = typed.question, typed.asked
        if not denies_plainly(typed.told) and self._is_about(typed):
            return True
        if self._reader.names(question.id, asked):
            return not is_about_treatment(asked)
        return speaks_of_own(asked) and self._reader.read(question.id, typed.text.replace("?", ".")) is Value.YES

    def _stated(self, typed: _Typed) -> Act | None:
        """The move for a plain statement about oneself: the answer to this question, or words for another."""
        question, text = typed.question, typed.text
        told = question_told(text, question.id) if question.kind is not QuestionKind.OPEN else None
        if told is None or told not in self._questionnaire:
            return None
        if told != question.id:
            # "No meds" reads as a no at any question; what is asked for here is an answer here.
            if question.kind is QuestionKind.TOPIC and self._reader.names(question.id, text):
                return None
            kept = self._kept(told, text)
            # "I drink coffee at nine" says when to call.
            return kept if question.kind is QuestionKind.TOPIC or kept.move.value is Value.YES else None
        if question.kind is not QuestionKind.TOPIC:
            return None
        if self._reader.names(question.id, text) and not denies_plainly(text):
            return answered(Value.YES)
        # "I don't drink" answers half of the question, and the other half is asked about.
        value = self._reader.read(question.id, text)
        return answered(value) if value is Value.NEEDS_FOLLOWUP else None

    def beside(self, said: Said, asked: str) -> list[Act]:
        """The answer to what is `asked` beside an answer: a sure one, and to a clear question any."""
        if not asked:
            return []
        beside = Said(asked, said.about)
        is_clear = surely_asks(asked) and counted(asked) <= _MOST_WORDS_ASKED and not speaks_of_oneself(asked)
        return self._dialogue.answer_asked(beside) if is_clear else self._dialogue.answer_beside(beside)


def _may_tell_by_it(typed: _Typed) -> bool:
    """Whether a wish for a certain person may be an answer, or stand beside one: "no. do you have female doctors"."""
    question = typed.question
    if is_yes(typed.text) or (question.id == _REASON and shuns_staff(typed.text)):
        return True
    is_beside = bool(typed.told.strip() and typed.asked) and names_staff(typed.asked)
    return is_beside and not names_staff(typed.told)


def _kept_apart(question: str) -> PrescreenMove:
    """The move that keeps a part of an answer, which says of another question that it is so: a bare "no" to that one
    later on must not take it back. Not so of an allergy, which is seldom one to ketamine."""
    return moved(MoveKind.ADD, question, value=None if question == _ALLERGY else Value.YES)


def _may_be_tried(question: Question, meant: str) -> bool:
    """Whether what belongs to another question may be a part of what they have tried, which is asked now."""
    return question.id == _AFTER_THE_REASON and meant in ("medications", "substance_use")


def _is_no_answer(said: Said) -> bool:
    """Whether a message that cannot be read as an answer asks or chats; a statement is the answer to what is asked."""
    if asks_in_words(said.text) or is_small_talk(said.text):
        return True
    return said.intent in _CHATTING and said.sureness >= _CHATTING_AT and counted(said.text) <= _MOST_WORDS_CHATTED
