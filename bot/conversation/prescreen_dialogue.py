"""What a typed message does in the pre-screen: an answer, a question in between, or a step back, on or out."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from bot.conversation.acts import Act, InDanger, PrescreenMove, Say, ShowData
from bot.conversation.declined_wishes import is_known_wish, what_is_declined
from bot.conversation.dialogue import Dialogue
from bot.conversation.lookup import Said
from bot.conversation.phrases.asides import is_aside
from bot.conversation.phrases.asked_beside import (
    asks_for_verdict,
    asks_somewhere,
    asks_who_learns_of_it,
    is_about_treatment,
    speaks_of_oneself,
    speaks_of_own,
    surely_asks,
    told_and_asked,
)
from bot.conversation.phrases.asking_words import asks_in_words, is_small_talk, requests
from bot.conversation.phrases.contact import tells_how_to_call, way_to_reach
from bot.conversation.phrases.erasing_words import is_unclear
from bot.conversation.phrases.hidden_matters import hides_something
from bot.conversation.phrases.left_messages import message_choice
from bot.conversation.phrases.minors import is_under_age
from bot.conversation.phrases.own_facts import denies_plainly, question_told
from bot.conversation.phrases.plain_replies import asks, counted, is_hedged, is_no, is_plain_yes, is_yes
from bot.conversation.phrases.prescreen_additions import (
    adds,
    asks_when_they_get_back,
    belongs_elsewhere,
    changes_an_answer,
    question_added_to,
    question_meant,
    questions_named,
    refuses_to_send,
)
from bot.conversation.phrases.prescreen_commands import (
    agrees_with_feeling,
    asks_for_answers,
    begins_at_once,
    command_at_review,
    command_in,
    command_when_leaving,
    orders_sending,
)
from bot.conversation.phrases.prescreen_corrections import (
    correction_in,
    is_complaint,
    may_correct,
    meant_instead,
    reopened_in,
)
from bot.conversation.phrases.prescreen_remarks import Remark, remark_in
from bot.conversation.phrases.someone_else import (
    asks_whether_another_may,
    fills_in_for_another,
    says_it_is_for_another,
)
from bot.conversation.phrases.waiting_list import is_on_waiting_list
from bot.library.likeness import small_letters
from bot.library.texts import TextId
from bot.prescreen.additions import adds_nothing
from bot.prescreen.machine import MESSAGES
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.questionnaire import Question, QuestionKind, Questionnaire
from bot.prescreen.state import Prescreen, Stage
from bot.prescreen.values import Value

# What these do is done at once, whatever is being asked: but "call me" says how to be reached, and "nobody must know"
# whether a message may be left.
_ALWAYS_HEARD = frozenset({"request_human", "delete_my_data", "privacy"})
_HEARD_AT_CONTACT = _ALWAYS_HEARD - {"request_human"}
_HEARD_AT_MESSAGE = frozenset({"delete_my_data"})
_HEARD_AT = 0.60
_MOST_WORDS_HEARD = 25
# Small talk is no answer to a question of the pre-screen where the answer cannot be read as one either. What Rasa takes
# for a question is one only where the words ask: "i have afib" comes as near to a question as an answer can.
_CHATTING = frozenset({"bot_challenge", "greet", "goodbye", "thank", "insult"})
_CHATTING_AT = 0.60
_MOST_WORDS_CHATTED = 6
_GRAVE = {"crisis": InDanger(), "emergency": InDanger(is_emergency=True)}
_GRAVE_AT = 0.50
_YES, _NO = frozenset({"affirm", "start_prescreen"}), frozenset({"deny", "stop"})
# What is asked beside an answer. A longer one tells more, and "how do i even go on" asks nobody.
_MOST_WORDS_ASKED = 10
# A yes or no that Rasa sees in other words: it must be sure of it, and there must be no room for more.
_MEANT_AT = 0.60
_MOST_WORDS_MEANT = 10
_REMARKED = {
    Remark.PAUSE: MoveKind.SHOW,
    Remark.PUZZLED: MoveKind.WHY,
    Remark.SLIP: MoveKind.CORRECT,
    Remark.KEEP: MoveKind.KEEP,
    Remark.WEARY: MoveKind.STOP,
    Remark.STOP: MoveKind.STOP,
}
# What a yes or no outside the pre-screen is answered with leads away from it.
_LEADS_AWAY = (TextId.HEARD_YES, TextId.HEARD_NO, TextId.HEARD_SKIP)

_REASON, _AFTER_THE_REASON = "reason_for_interest", "previous_treatment"
_ANY_MESSAGE = re.compile(r"\b(?:any|anything|every|everything|whatever)\b")
# In titles, and in what people say of something else: "i don't want to change anything", "i'm leaving".
_NO_TITLE = frozenset({"anything", "leaving"})
_DISCREET = re.compile(r"\b(?:discre\w+|private\w*|careful\w*|vague|don'?t say|without saying|just (?:a|the) name)\b")


class Place(StrEnum):
    """Where a person can be in the pre-screen other than at a question."""

    CONSENT = "consent"
    LEAVING = "leaving"
    REVIEW = "review"
    CHOOSING = "choosing"


class Reader(Protocol):
    """Reads answers in own words."""

    def read(self, question: str, text: str) -> Value:
        """How the answer to a question, by its id, can be read."""

    def names(self, question: str, text: str) -> bool:
        """Whether a text names something that the question, by its id, asks for, and does not deny it."""


def place(prescreen: Prescreen | None) -> str | None:
    """Where the person is, for `Said.prescreen`; None where what they say is not about the pre-screen."""
    if prescreen is None or not prescreen.is_open:
        return None
    if prescreen.is_leaving:
        return Place.LEAVING
    if prescreen.stage is Stage.ASKING:
        return prescreen.question
    if prescreen.stage is Stage.CONSENT:
        return Place.CONSENT
    return Place.CHOOSING if prescreen.is_choosing else Place.REVIEW


class PrescreenDialogue:
    """Decides on moves, and on what to say beside them. Safe to share between threads."""

    def __init__(
        self, dialogue: Dialogue, rules: Mapping[str, str], questionnaire: Questionnaire, reader: Reader
    ) -> None:
        self._dialogue = dialogue
        self._rules = rules
        self._questionnaire = questionnaire
        self._reader = reader

    def decide(self, said: Said) -> list[Act]:
        """The acts for a message at `said.prescreen`; never empty."""
        grave = _GRAVE.get(said.intent)
        lead: list[Act] = [grave] if grave is not None and said.sureness >= _GRAVE_AT else []
        if is_under_age(said.text):
            return [*lead, _move(MoveKind.UNDER_AGE)]
        if said.prescreen != Place.LEAVING and hides_something(said.text):
            # It answers nothing, and is not to be written down as an answer.
            return [*lead, Say(text=TextId.WHOLE_PICTURE), _move(MoveKind.SHOW)]
        match said.prescreen:
            case Place.CONSENT:
                return [*lead, *self._at_consent(said)]
            case Place.LEAVING:
                return [*lead, *self._leaving(said)]
            case Place.REVIEW:
                return [*lead, *self._at_review(said)]
            case Place.CHOOSING:
                return [*lead, *self._choosing(said)]
            case str() as question if question in self._questionnaire:
                return [*lead, *self._at_question(said, self._questionnaire[question])]
            case _:
                # The questionnaire was changed while someone was in it.
                return [*lead, _move(MoveKind.SHOW)]

    def _at_consent(self, said: Said) -> list[Act]:
        if _is_for_another(said.text):
            return [_move(MoveKind.SOMEONE_ELSE)]
        if asks_for_verdict(said.text):
            # "Did I pass the questions" agrees to none.
            return [Say(text=TextId.VERDICT_DECLINED), _move(MoveKind.SHOW)]
        if asks_who_learns_of_it(said.text):
            # "Is my boss gonna know" names somebody, and is asked for oneself.
            return [Say(text=TextId.PRIVACY), _move(MoveKind.SHOW)]
        command = command_in(said.text)
        if command in (MoveKind.STOP, MoveKind.SKIP):
            return [_move(MoveKind.NOT_NOW)]
        if not asks(said.text) and not asks_somewhere(said.text):
            if agrees_with_feeling(said.text):
                return [Say(text=TextId.PRESCREEN_MAY_SKIP), _move(MoveKind.AGREE)]
            if is_plain_yes(said.text) or command is MoveKind.GO_ON or begins_at_once(said.text):
                return [_move(MoveKind.AGREE)]
            if is_no(said.text) or _is_meant(said, _NO):
                return [_move(MoveKind.NOT_NOW)]
            if _is_meant(said, _YES) and not is_hedged(said.text) and not is_on_waiting_list(said.text):
                return [_move(MoveKind.AGREE)]
        return self._in_between(said)

    def _leaving(self, said: Said) -> list[Act]:
        command = command_when_leaving(said.text)
        if command is not None:
            return [_move(command)]
        if is_no(said.text) or is_yes(said.text):
            # "Keep or erase?" "Yes." Nothing is erased on so little.
            return [_move(MoveKind.STOP)]
        if is_unclear(said.text):
            return [*self._beside(said, said.text if asks(said.text) else ""), _move(MoveKind.STOP)]
        return self._in_between(said, MoveKind.STOP)

    def _at_review(self, said: Said) -> list[Act]:
        if refuses_to_send(said.text):
            return [_move(MoveKind.STOP)]
        if asks_for_answers(said.text):
            return [_move(MoveKind.SHOW)]
        if asks_when_they_get_back(said.text):
            return [Say(text=TextId.PRESCREEN_WHEN_SENT), _move(MoveKind.SHOW)]
        if _is_heard(said, QuestionKind.TOPIC) and not changes_an_answer(said.text):
            return self._in_between(said)
        added_to = question_added_to(said.text)
        if added_to is not None and added_to in self._questionnaire:
            return [self._addition(added_to, said.text)]
        named = self._named_question(said.text) or self._meant_question(said.text)
        command = command_at_review(said.text)
        if command is MoveKind.CHOOSE_EDIT and named is not None:
            return [_move(MoveKind.EDIT, question=named)]
        if command is MoveKind.SHOW and is_yes(said.text):
            # A bare "ok" may mean as little as "I see".
            return [Say(text=TextId.PRESCREEN_HOW_TO_SEND), _move(MoveKind.SHOW)]
        if command is not None:
            return [_move(command)]
        if is_no(said.text) or _is_meant(said, frozenset({"deny"})):
            return [_move(MoveKind.CHOOSE_EDIT)]
        if named is not None and (changes_an_answer(said.text) or not asks(said.text)):
            return [_move(MoveKind.EDIT, question=named)]
        if adds(said.text) or changes_an_answer(said.text):
            # Whatever it belongs to, it must not be lost.
            return [_move(MoveKind.CHOOSE_EDIT)]
        return self._in_between(said)

    def _choosing(self, said: Said) -> list[Act]:
        """Which answer to change. "Yes" names none and is no word for sending: they are asked again."""
        if orders_sending(said.text):
            return [_move(MoveKind.SEND)]
        if is_yes(said.text) and self._named_question(said.text) is None and question_added_to(said.text) is None:
            return [_move(MoveKind.CHOOSE_EDIT)]
        acts = self._at_review(said)
        is_none = adds_nothing(said.text) or (is_no(said.text) and _move(MoveKind.CHOOSE_EDIT) in acts)
        wants_none = is_none or _move(MoveKind.SEND) in acts
        # "It's all fine" and "none" change nothing; they see it all again before anything is sent.
        return [_move(MoveKind.SHOW)] if wants_none else acts

    def _addition(self, question: str, text: str) -> PrescreenMove:
        """The move that puts words behind an answer, and how they read."""
        is_for_contact = self._questionnaire[question].kind is QuestionKind.CONTACT
        is_yes_to_it = (is_for_contact and way_to_reach(text) is not None) or (
            not is_for_contact and self._reader.names(question, text) and self._reader.read(question, text) is Value.YES
        )
        value = Value.YES if is_yes_to_it else None
        return PrescreenMove(move=Move(kind=MoveKind.ADD, question=question, value=value))

    def _at_question(self, said: Said, question: Question) -> list[Act]:
        command = command_in(said.text)
        if command is not None:
            return [_move(command, question=question.id if command is MoveKind.SKIP else None)]
        is_bare_yes = is_plain_yes(said.text) and way_to_reach(said.text) is None
        if orders_sending(said.text) or (question.kind is QuestionKind.CONTACT and is_bare_yes):
            # Said once too often, of the review: that must never take the place of an answer.
            return [_move(MoveKind.TO_REVIEW)]
        choice = message_choice(said.text) if question.kind is QuestionKind.TOPIC else None
        if choice is not None and MESSAGES in self._questionnaire and choice in self._questionnaire[MESSAGES].choices:
            # Who was led away from that question answers it still, and no other by it.
            return [_move(MoveKind.CHOOSE, question=MESSAGES, choice=choice)]
        reopened = self._question_about(reopened_in(said.text))
        if reopened is not None:
            return [PrescreenMove(move=Move(kind=MoveKind.CORRECT, question=reopened))]
        correction = correction_in(said.text)
        named = self._question_about(correction.about) if correction is not None else None
        if correction is not None and (named is not None or not correction.about):
            return [PrescreenMove(move=Move(kind=MoveKind.CORRECT, question=named, value=correction.value))]
        remark = remark_in(said.text)
        remarked = self._on_remark(said, question, remark) if remark is not None else []
        if remarked:
            return remarked
        if says_it_is_for_another(said.text) or (question.kind is QuestionKind.OPEN and _is_for_another(said.text)):
            return [_move(MoveKind.SOMEONE_ELSE)]
        if question.kind is QuestionKind.TOPIC and may_correct(said.text):
            return [_move(MoveKind.SHOW)]
        told, asked = told_and_asked(said.text, is_story=question.kind is not QuestionKind.TOPIC)
        if question.kind is QuestionKind.CONTACT and way_to_reach(said.text) is not None:
            return [*self._beside(said, asked), _answer(Value.YES)]
        if question.kind is QuestionKind.CONTACT and tells_how_to_call(said.text):
            return [_answer(Value.NEEDS_FOLLOWUP)]
        if _is_heard(said, question.kind):
            return self._heard_beside(said, question, told) or self._in_between(said)
        put_right = self._put_right(said.text, question)
        if put_right is not None:
            return [put_right]
        elsewhere = belongs_elsewhere(said.text, question.id) if question.kind is not QuestionKind.OPEN else None
        if (
            elsewhere is not None
            and elsewhere in self._questionnaire
            and not self._reader.names(question.id, said.text)
        ):
            return [*what_is_declined(said, question, is_beside=False), self._kept(elsewhere, said.text)]
        if question.kind is QuestionKind.MESSAGE and (stated := self._stated(said, question)) is not None:
            return [*what_is_declined(said, question, is_beside=False), stated]
        if question.kind is QuestionKind.MESSAGE:
            return self._on_messages(said, question)
        declined = what_is_declined(said, question, is_beside=bool(told and asked))
        if declined and asked == said.text.strip() and not self._reader.names(question.id, said.text):
            return self._in_between(said) if is_known_wish(said) else [*declined, _move(MoveKind.SHOW)]
        stated = self._stated(said, question)
        if stated is not None:
            return [*declined, stated]
        value = self._reader.read(question.id, told or said.text)
        if value is Value.NEEDS_FOLLOWUP and question.kind is QuestionKind.TOPIC and is_aside(said.text):
            return [Say(text=TextId.PRESCREEN_ASIDE), _move(MoveKind.SHOW)]
        is_affirmed = not denies_plainly(told) and self._is_about(question, told)
        if value is Value.NO and told and asked and (is_affirmed or self._tells_otherwise(said.text, asked, question)):
            return [*(declined or self._beside(said, asked)), _answer(Value.NEEDS_FOLLOWUP)]
        is_for_contact = question.kind is QuestionKind.CONTACT
        if is_for_contact and value not in (Value.NO, Value.DECLINED):
            value = Value.NEEDS_FOLLOWUP
        if value is not Value.NEEDS_FOLLOWUP:
            return [*(declined or self._beside(said, asked)), _answer(value)]
        if told and asked and self._is_about(question, told):
            # "Glass of wine w dinner. That's ok right?" tells something, whatever is asked of it.
            return [*(declined or self._beside(said, asked)), _answer(value)]
        return self._in_between(said) if _is_no_answer(said) else [*declined, _answer(value)]

    def _is_about(self, question: Question, told: str) -> bool:
        """Whether what stands before a question names what the pre-screen asks for here."""
        is_telling = told.strip() and not asks(told) and not asks_in_words(told)
        return bool(is_telling) and (question.id in questions_named(told) or self._reader.names(question.id, told))

    def _stated(self, said: Said, question: Question) -> Act | None:
        """The move for a plain statement about oneself: the answer to this question, or words for another."""
        told = question_told(said.text, question.id) if question.kind is not QuestionKind.OPEN else None
        if told is None or told not in self._questionnaire:
            return None
        is_denied = denies_plainly(said.text)
        if told != question.id:
            # "No meds" reads as a no at any question; what is asked for here is an answer here.
            if question.kind is QuestionKind.TOPIC and self._reader.names(question.id, said.text):
                return None
            kept = self._kept(told, said.text)
            # "I drink coffee at nine" says when to call.
            return kept if question.kind is QuestionKind.TOPIC or kept.move.value is Value.YES else None
        if question.kind is not QuestionKind.TOPIC:
            return None
        if self._reader.names(question.id, said.text) and not is_denied:
            return _answer(Value.YES)
        # "I don't drink" answers half of the question, and the other half is asked about.
        value = self._reader.read(question.id, said.text)
        return _answer(value) if value is Value.NEEDS_FOLLOWUP else None

    def _put_right(self, text: str, question: Question) -> PrescreenMove | None:
        """The move for "no i meant anxiety", where that belongs to another question than the one that is open."""
        instead = meant_instead(text)
        if instead is None or question.kind is QuestionKind.OPEN or self._reader.names(question.id, instead):
            return None
        meant = question_meant(instead)
        if meant is None and is_complaint(instead):
            # At the second question the first was answered last; later on, whichever it was is put again.
            is_first = question.id == _AFTER_THE_REASON and _REASON in self._questionnaire
            return self._kept(_REASON, text) if is_first else PrescreenMove(move=Move(kind=MoveKind.CORRECT))
        is_other = meant in self._questionnaire and meant != question.id and meant != MESSAGES
        may_be_tried = question.id == _AFTER_THE_REASON and meant in ("medications", "substance_use")
        return self._kept(meant, text) if meant is not None and is_other and not may_be_tried else None

    def _kept(self, question: str, text: str) -> PrescreenMove:
        """The move that keeps words for a question other than the one that is open."""
        is_so = not denies_plainly(text) and self._reader.names(question, text)
        return PrescreenMove(move=Move(kind=MoveKind.ADD, question=question, value=Value.YES if is_so else None))

    def _heard_beside(self, said: Said, question: Question, told: str) -> list[Act]:
        """A question about privacy with the answer before it: "no. will my boss know". Empty where that is not so."""
        if said.intent != "privacy" or question.kind is not QuestionKind.TOPIC or not told or told == said.text:
            return []
        value = self._reader.read(question.id, told)
        return [Say(text=TextId.PRIVACY), _answer(value)] if value in (Value.YES, Value.NO) else []

    def _tells_otherwise(self, text: str, asked: str, question: Question) -> bool:
        """Whether what is asked beside a no tells that it is a yes: "No. Is my heart murmur a problem?"."""
        if self._reader.names(question.id, asked):
            return not is_about_treatment(asked)
        return speaks_of_own(asked) and self._reader.read(question.id, text.replace("?", ".")) is Value.YES

    def _on_remark(self, said: Said, question: Question, remark: Remark) -> list[Act]:
        """What is done about a remark; nothing where it may be an answer to this very question."""
        match remark:
            case Remark.PAUSE if question.kind is QuestionKind.MESSAGE and is_plain_yes(said.text):
                return []
            case Remark.WEARY if question.kind is QuestionKind.OPEN:
                # "I can't do this anymore" may be what brings them here.
                return [_answer(Value.NEEDS_FOLLOWUP)]
            case Remark.ANSWERS:
                return [ShowData(), _move(MoveKind.SHOW)]
            case Remark.UNANSWERED:
                return [Say(text=TextId.WHAT_ABOUT), _move(MoveKind.SHOW)]
            case Remark.MAY_SKIP:
                return [Say(text=TextId.PRESCREEN_MAY_SKIP), _move(MoveKind.SHOW)]
            case _:
                return [_move(_REMARKED[remark])]

    def _beside(self, said: Said, asked: str) -> list[Act]:
        """The answer to what is asked beside an answer: a sure one, and to a clear question any."""
        if not asked:
            return []
        beside = Said(asked, said.about)
        is_clear = surely_asks(asked) and counted(asked) <= _MOST_WORDS_ASKED and not speaks_of_oneself(asked)
        return self._dialogue.answer_asked(beside) if is_clear else self._dialogue.answer_beside(beside)

    def _on_messages(self, said: Said, question: Question) -> list[Act]:
        words = small_letters(said.text)
        choice = None
        is_any = is_yes(said.text) and _ANY_MESSAGE.search(words) is not None
        if _DISCREET.search(words):
            choice = "discreet"
        elif is_plain_yes(said.text) or is_any:
            choice = "any_message"
        elif is_no(said.text) or _is_meant(said, _NO):
            choice = "no_message"
        elif _is_meant(said, _YES) and not is_hedged(said.text):
            choice = "any_message"
        if choice in question.choices:
            return [_move(MoveKind.CHOOSE, question=question.id, choice=choice)]
        return self._in_between(said) if asks(said.text) else [_answer(Value.YES)]

    def _in_between(self, said: Said, again: MoveKind = MoveKind.SHOW) -> list[Act]:
        """What is said at any other time, and then where the person was, as the move `again` shows it."""
        acts = self._dialogue.decide(self._rules.get(said.intent, self._rules["nlu_fallback"]), said)
        if any(isinstance(act, PrescreenMove) for act in acts):
            return [_move(again)]
        if Say(text=TextId.STOPPED) in acts:
            return [_move(MoveKind.STOP)]
        # A "yes" after that must not become an answer about someone's health.
        offers_erasure = any(isinstance(act, Say) and act.text is TextId.ERASURE_OFFER for act in acts)
        staying = [act for act in acts if not (isinstance(act, Say) and act.text in _LEADS_AWAY)]
        return [*staying, _move(MoveKind.STOP if offers_erasure else again)]

    def _meant_question(self, text: str) -> str | None:
        """The question that something is added to or changed in, where a clinic asks it."""
        meant = question_meant(text) if adds(text) or changes_an_answer(text) else None
        return meant if meant in self._questionnaire else None

    def _question_about(self, words: str | None) -> str | None:
        """The question that words name by its title or number, or by what it asks about: "the drinking one"."""
        if not words:
            return None
        named = self._named_question(words) or question_meant(words)
        return named if named in self._questionnaire else None

    def _named_question(self, text: str) -> str | None:
        """The question that somebody means by its number or a word of its title; None where it is not clear which."""
        words = set(re.findall(r"\w+", text.casefold()))
        whole = [question for question in self._questionnaire.questions if question.part_of is None]
        numbers = [int(word) for word in words if word.isascii() and word.isdigit() and 1 <= int(word) <= len(whole)]
        if len(numbers) == 1:
            return whole[numbers[0] - 1].id
        found = [
            question.id
            for question in self._questionnaire.questions
            if words & {word for word in re.findall(r"\w+", question.title.casefold()) if len(word) > 4} - _NO_TITLE
        ]
        return found[0] if len(found) == 1 else None


def _is_heard(said: Said, kind: QuestionKind) -> bool:
    """Whether a message wants something that is done at once at a question of this kind."""
    heard = {QuestionKind.CONTACT: _HEARD_AT_CONTACT, QuestionKind.MESSAGE: _HEARD_AT_MESSAGE}.get(kind, _ALWAYS_HEARD)
    is_sure = said.intent in heard and said.sureness >= _HEARD_AT and counted(said.text) <= _MOST_WORDS_HEARD
    return is_sure and requests(said.intent, said.text)


def _is_for_another(text: str) -> bool:
    return fills_in_for_another(text) or asks_whether_another_may(text)


def _is_no_answer(said: Said) -> bool:
    """Whether a message that cannot be read as an answer asks or chats; a statement is the answer to what is asked."""
    if asks_in_words(said.text) or is_small_talk(said.text):
        return True
    return said.intent in _CHATTING and said.sureness >= _CHATTING_AT and counted(said.text) <= _MOST_WORDS_CHATTED


def _is_meant(said: Said, intents: frozenset[str]) -> bool:
    """Whether Rasa surely takes a brief message for one of these."""
    return said.intent in intents and said.sureness >= _MEANT_AT and counted(said.text) <= _MOST_WORDS_MEANT


def _move(kind: MoveKind, question: str | None = None, choice: str | None = None) -> PrescreenMove:
    return PrescreenMove(move=Move(kind=kind, question=question, choice=choice))


def _answer(value: Value) -> PrescreenMove:
    return PrescreenMove(move=Move(kind=MoveKind.ANSWER, value=value))
