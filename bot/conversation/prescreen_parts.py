"""What the dialogue at a question and the one at any other place of the pre-screen have in common."""

import re
from collections.abc import Mapping

from bot.conversation.acts import Act, PrescreenMove, Say
from bot.conversation.dialogue import Dialogue
from bot.conversation.lookup import Said
from bot.conversation.phrases.asking_words import requests
from bot.conversation.phrases.plain_replies import counted
from bot.conversation.phrases.prescreen_additions import question_meant
from bot.conversation.phrases.someone_else import asks_whether_another_may, fills_in_for_another
from bot.library.texts import TextId
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.questionnaire import QuestionKind, Questionnaire
from bot.prescreen.values import Value

# What these do is done at once, whatever is being asked: but "call me" says how to be reached, and "nobody must know"
# whether a message may be left.
_ALWAYS_HEARD = frozenset({"request_human", "delete_my_data", "privacy"})
_HEARD_AT_CONTACT = _ALWAYS_HEARD - {"request_human"}
_HEARD_AT_MESSAGE = frozenset({"delete_my_data"})
_HEARD_AT = 0.60
_MOST_WORDS_HEARD = 25
YES, NO = frozenset({"affirm", "start_prescreen"}), frozenset({"deny", "stop"})
# A yes or no that Rasa sees in other words: it must be sure of it, and there must be no room for more.
_MEANT_AT = 0.60
_MOST_WORDS_MEANT = 10
# What a yes or no outside the pre-screen is answered with leads away from it.
_LEADS_AWAY = (TextId.HEARD_YES, TextId.HEARD_NO, TextId.HEARD_SKIP)
# In titles, and in what people say of something else: "i don't want to change anything", "i'm leaving".
_NO_TITLE = frozenset({"anything", "leaving"})


class InBetween:
    """Says what it says at any other time, and then leads back. Safe to share between threads."""

    def __init__(self, dialogue: Dialogue, rules: Mapping[str, str]) -> None:
        """`rules`: by intent, the action that Rasa's rules name."""
        self._dialogue = dialogue
        self._rules = rules

    def acts(self, said: Said, again: MoveKind = MoveKind.SHOW) -> list[Act]:
        """What is said at any other time, and then where the person was, as the move `again` shows it."""
        acts = self._dialogue.decide(self._rules.get(said.intent, self._rules["nlu_fallback"]), said)
        if any(isinstance(act, PrescreenMove) for act in acts):
            return [moved(again)]
        if Say(text=TextId.STOPPED) in acts:
            return [moved(MoveKind.STOP)]
        # A "yes" after that must not become an answer about someone's health.
        offers_erasure = any(isinstance(act, Say) and act.text is TextId.ERASURE_OFFER for act in acts)
        staying = [act for act in acts if not (isinstance(act, Say) and act.text in _LEADS_AWAY)]
        return [*staying, moved(MoveKind.HOLD if offers_erasure else again)]


def question_named(questionnaire: Questionnaire, text: str) -> str | None:
    """The question that somebody means by its number or a word of its title; None where it is not clear which."""
    words = set(re.findall(r"\w+", text.casefold()))
    whole = [question for question in questionnaire.questions if question.part_of is None]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and 1 <= int(word) <= len(whole)]
    if len(numbers) == 1:
        return whole[numbers[0] - 1].id
    found = [
        question.id
        for question in questionnaire.questions
        if words & {word for word in re.findall(r"\w+", question.title.casefold()) if len(word) > 4} - _NO_TITLE
    ]
    return found[0] if len(found) == 1 else None


def question_about(questionnaire: Questionnaire, words: str | None) -> str | None:
    """The question that words name by its title or number, or by what it asks about: "the drinking one"."""
    if not words:
        return None
    named = question_named(questionnaire, words) or question_meant(words)
    return named if named in questionnaire else None


def is_meant(said: Said, intents: frozenset[str]) -> bool:
    """Whether Rasa surely takes a brief message for one of these."""
    return said.intent in intents and said.sureness >= _MEANT_AT and counted(said.text) <= _MOST_WORDS_MEANT


def is_heard(said: Said, kind: QuestionKind) -> bool:
    """Whether a message wants something that is done at once at a question of this kind."""
    heard = {QuestionKind.CONTACT: _HEARD_AT_CONTACT, QuestionKind.MESSAGE: _HEARD_AT_MESSAGE}.get(kind, _ALWAYS_HEARD)
    is_sure = said.intent in heard and said.sureness >= _HEARD_AT and counted(said.text) <= _MOST_WORDS_HEARD
    return is_sure and requests(said.intent, said.text)


def is_for_another(text: str) -> bool:
    """Whether the pre-screen would be filled in for somebody else."""
    return fills_in_for_another(text) or asks_whether_another_may(text)


def moved(
    kind: MoveKind, question: str | None = None, *, choice: str | None = None, value: Value | None = None
) -> PrescreenMove:
    """The act that makes a move."""
    return PrescreenMove(move=Move(kind=kind, question=question, choice=choice, value=value))


def answered(value: Value) -> PrescreenMove:
    """The act that records an answer to the question that is open."""
    return moved(MoveKind.ANSWER, value=value)
