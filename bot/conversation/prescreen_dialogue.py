"""What a typed message does in the pre-screen: an answer, a question in between, or a step back, on or out."""

from collections.abc import Mapping
from enum import StrEnum

from bot.conversation.acts import Act, InDanger, PrescreenMove, Say
from bot.conversation.dialogue import Dialogue
from bot.conversation.lookup import Said
from bot.conversation.phrases.asked_beside import (
    asks_for_verdict,
    asks_somewhere,
    asks_who_learns_of_it,
)
from bot.conversation.phrases.beside_answers import named_beside
from bot.conversation.phrases.contact import way_to_reach
from bot.conversation.phrases.erasing_words import (
    forgot_what_they_said,
    is_unclear,
    wishes_all_erased,
    wishes_one_erased,
)
from bot.conversation.phrases.hidden_matters import hides_something
from bot.conversation.phrases.left_messages import is_unclear_on_messages, message_choice, speaks_of_messages
from bot.conversation.phrases.minors import is_under_age
from bot.conversation.phrases.other_languages import speaks_another_language
from bot.conversation.phrases.pauses import is_away
from bot.conversation.phrases.plain_replies import asks, is_hedged, is_no, is_plain_yes, is_yes
from bot.conversation.phrases.prescreen_additions import (
    adds,
    asks_when_they_get_back,
    changes_an_answer,
    question_added_to,
    question_meant,
    refuses_to_send,
)
from bot.conversation.phrases.prescreen_commands import (
    agrees_with_feeling,
    asks_for_answers,
    begins_at_once,
    bids_to_ask,
    command_at_review,
    command_in,
    command_when_leaving,
    orders_sending,
)
from bot.conversation.phrases.refused_calls import drops_plainly
from bot.conversation.phrases.waiting_list import is_on_waiting_list
from bot.conversation.prescreen_parts import (
    NO,
    YES,
    InBetween,
    is_for_another,
    is_heard,
    is_meant,
    moved,
    question_about,
    question_named,
)
from bot.conversation.question_dialogue import QuestionDialogue, Reader
from bot.library.texts import TextId
from bot.prescreen.additions import adds_nothing
from bot.prescreen.machine import MESSAGES
from bot.prescreen.moves import MoveKind
from bot.prescreen.questionnaire import QuestionKind, Questionnaire
from bot.prescreen.state import Prescreen, Stage
from bot.prescreen.values import Value

_GRAVE = {"crisis": InDanger(), "emergency": InDanger(is_emergency=True)}
_GRAVE_AT = 0.50


class Place(StrEnum):
    """Where a person can be in the pre-screen other than at a question."""

    CONSENT = "consent"
    LEAVING = "leaving"
    REVIEW = "review"
    CHOOSING = "choosing"


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
        self._between = InBetween(dialogue, rules)
        self._at_question = QuestionDialogue(dialogue, self._between, questionnaire, reader)
        self._questionnaire = questionnaire
        self._reader = reader

    def decide(self, said: Said) -> list[Act]:
        """The acts for a message at `said.prescreen`; never empty."""
        grave = _GRAVE.get(said.intent)
        lead: list[Act] = [grave] if grave is not None and said.sureness >= _GRAVE_AT else []
        if is_under_age(said.text):
            return [*lead, moved(MoveKind.UNDER_AGE)]
        if said.prescreen != Place.LEAVING and hides_something(said.text):
            # It answers nothing, and is not to be written down as an answer.
            return [*lead, Say(text=TextId.WHOLE_PICTURE), moved(MoveKind.SHOW)]
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
                return [*lead, *self._at_question.acts(said, self._questionnaire[question])]
            case _:
                # The questionnaire was changed while someone was in it.
                return [*lead, moved(MoveKind.SHOW)]

    def _at_consent(self, said: Said) -> list[Act]:
        if is_for_another(said.text):
            return [moved(MoveKind.SOMEONE_ELSE)]
        if asks_for_verdict(said.text):
            # "Did I pass the questions" agrees to none.
            return [Say(text=TextId.VERDICT_DECLINED), moved(MoveKind.SHOW)]
        if asks_who_learns_of_it(said.text):
            # "Is my boss gonna know" names somebody, and is asked for oneself.
            return [Say(text=TextId.PRIVACY), moved(MoveKind.SHOW)]
        command = command_in(said.text)
        if command in (MoveKind.STOP, MoveKind.SKIP):
            return [moved(MoveKind.NOT_NOW)]
        if not asks(said.text) and not asks_somewhere(said.text):
            if agrees_with_feeling(said.text):
                return [Say(text=TextId.PRESCREEN_MAY_SKIP), moved(MoveKind.AGREE)]
            if is_plain_yes(said.text) or command is MoveKind.GO_ON or begins_at_once(said.text):
                return [moved(MoveKind.AGREE)]
            if is_no(said.text) or is_meant(said, NO):
                return [moved(MoveKind.NOT_NOW)]
            is_unclear_yes = is_hedged(said.text) or speaks_another_language(said.text)
            if is_meant(said, YES) and not is_unclear_yes and not is_on_waiting_list(said.text):
                return [moved(MoveKind.AGREE)]
        return self._between.acts(said)

    def _leaving(self, said: Said) -> list[Act]:
        command = command_when_leaving(said.text)
        if command is not None:
            return [moved(command)]
        if is_no(said.text) or is_yes(said.text):
            # "Keep or erase?" "Yes." Nothing is erased on so little.
            return [moved(MoveKind.STOP)]
        if is_unclear(said.text):
            return [*self._at_question.beside(said, said.text if asks(said.text) else ""), moved(MoveKind.STOP)]
        return self._between.acts(said, MoveKind.STOP)

    def _at_review(self, said: Said) -> list[Act]:
        if wishes_all_erased(said.text):
            return self._between.acts(said)
        if wishes_one_erased(said.text):
            # One answer is put right where it stands, and nothing else goes with it.
            one = question_meant(said.text)
            is_clear = one is not None and one in self._questionnaire
            return [moved(MoveKind.EDIT, question=one) if is_clear else moved(MoveKind.CHOOSE_EDIT)]
        if bids_to_ask(said.text):
            # "Go ahead ask" has the words of a leave to send, and bids for questions.
            return [moved(MoveKind.SHOW)]
        if refuses_to_send(said.text):
            return [moved(MoveKind.STOP)]
        if drops_plainly(said.text):
            return [moved(MoveKind.UNDO)]
        if is_away(said.text):
            # "Brb phone" is no word on the telephone that stands there.
            return [moved(MoveKind.SHOW)]
        if question_about(self._questionnaire, named_beside(said.text)) is not None:
            # Which one that is they see best in the list; its neighbour is not the one that they mean.
            return [moved(MoveKind.CHOOSE_EDIT)]
        choice = message_choice(said.text)
        if choice is not None and MESSAGES in self._questionnaire and choice in self._questionnaire[MESSAGES].choices:
            return [moved(MoveKind.CHOOSE, MESSAGES, choice=choice)]
        if MESSAGES in self._questionnaire and is_unclear_on_messages(said.text):
            return [moved(MoveKind.EDIT, question=MESSAGES)]
        if asks_for_answers(said.text) or forgot_what_they_said(said.text):
            return [moved(MoveKind.SHOW)]
        if asks_when_they_get_back(said.text):
            return [moved(MoveKind.WHEN)]
        if is_heard(said, QuestionKind.TOPIC) and not changes_an_answer(said.text):
            return self._between.acts(said)
        added_to = question_added_to(said.text)
        if added_to is not None and added_to in self._questionnaire:
            return [self._addition(added_to, said.text)]
        named = question_named(self._questionnaire, said.text) or self._meant_question(said.text)
        command = command_at_review(said.text)
        if command is MoveKind.CHOOSE_EDIT and named is not None:
            return [moved(MoveKind.EDIT, question=named)]
        if command is MoveKind.SHOW and is_yes(said.text):
            # A bare "ok" may mean as little as "I see".
            return [Say(text=TextId.PRESCREEN_HOW_TO_SEND), moved(MoveKind.SHOW)]
        if command is not None:
            return [moved(command)]
        if is_no(said.text) or is_meant(said, frozenset({"deny"})):
            if MESSAGES in self._questionnaire and speaks_of_messages(said.text) and not asks(said.text):
                # "No voicemail unless you must" is not sent with the leave that it takes back.
                return [moved(MoveKind.EDIT, question=MESSAGES)]
            return [moved(MoveKind.CHOOSE_EDIT)]
        if named is not None and (changes_an_answer(said.text) or not asks(said.text)):
            return [moved(MoveKind.EDIT, question=named)]
        if adds(said.text) or changes_an_answer(said.text):
            # Whatever it belongs to, it must not be lost.
            return [moved(MoveKind.CHOOSE_EDIT)]
        return self._between.acts(said)

    def _choosing(self, said: Said) -> list[Act]:
        """Which answer to change. "Yes" names none and is no word for sending: they are asked again."""
        if orders_sending(said.text):
            return [moved(MoveKind.SEND)]
        if (
            is_yes(said.text)
            and question_named(self._questionnaire, said.text) is None
            and question_added_to(said.text) is None
        ):
            return [moved(MoveKind.CHOOSE_EDIT)]
        acts = self._at_review(said)
        is_none = adds_nothing(said.text) or (is_no(said.text) and moved(MoveKind.CHOOSE_EDIT) in acts)
        wants_none = is_none or moved(MoveKind.SEND) in acts
        # "It's all fine" and "none" change nothing; they see it all again before anything is sent.
        return [moved(MoveKind.SHOW)] if wants_none else acts

    def _addition(self, question: str, text: str) -> PrescreenMove:
        """The move that puts words behind an answer, and how they read."""
        is_for_contact = self._questionnaire[question].kind is QuestionKind.CONTACT
        is_yes_to_it = (is_for_contact and way_to_reach(text) is not None) or (
            not is_for_contact and self._reader.names(question, text) and self._reader.read(question, text) is Value.YES
        )
        value = Value.YES if is_yes_to_it else None
        return moved(MoveKind.ADD, question, value=value)

    def _meant_question(self, text: str) -> str | None:
        """The question that something is added to or changed in, where a clinic asks it."""
        meant = question_meant(text) if adds(text) or changes_an_answer(text) else None
        return meant if meant in self._questionnaire else None
