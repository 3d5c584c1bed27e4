"""What is said to a wish for a verdict or for advice at a question of the pre-screen: that nobody here gives one."""

from typing import Final

from bot.conversation.acts import Act, Say
from bot.conversation.lookup import Said
from bot.conversation.phrases.asked_beside import (
    asks_for_a_word,
    asks_for_verdict,
    asks_somewhere,
    is_tagged,
    plans_a_change,
)
from bot.conversation.phrases.medicine_changes import speaks_of_changing_a_medicine
from bot.library.texts import TextId
from bot.prescreen.questionnaire import Question, QuestionKind

_WISHES: Final = frozenset({"ask_eligibility", "ask_medical_advice"})
_WISHED_AT: Final = 0.50
# Beside an answer, where a question is brief and says little by itself: "lithium, is that ok".
_BESIDE_AT: Final = 0.30
_DRINKING: Final = "substance_use"


def is_known_wish(said: Said) -> bool:
    """Whether Rasa takes a message for such a wish, so that what is said at any other time fits it."""
    return said.intent in _WISHES and said.sureness >= _WISHED_AT


def what_is_declined(said: Said, question: Question, *, is_beside: bool) -> list[Act]:
    """What is said to a wish for a verdict or for advice beside an answer, whatever the answer is; empty for none.

    Rasa takes "i have afib" for such a wish too, so something must be asked, or planned, in the words themselves.
    `is_beside`: whether a question stands beside an answer, where less is enough to be wary of it.
    """
    is_asking = asks_somewhere(said.text)

    def is_taken_for(intent: str) -> bool:
        return is_asking and said.intent == intent and said.sureness >= _WISHED_AT

    if asks_for_verdict(said.text) or is_taken_for("ask_eligibility"):
        return [Say(text=TextId.VERDICT_DECLINED)]
    is_named = speaks_of_changing_a_medicine(said.text)
    is_planned = plans_a_change(said.text) and (question.kind is QuestionKind.TOPIC or is_named)
    if is_taken_for("ask_medical_advice") or (is_asking and (is_planned or is_named)):
        return [Say(text=TextId.ADVICE_DECLINED)]
    if is_planned and (is_named or question.id != _DRINKING):
        # "I can stop" is mostly said of drinking there.
        return [Say(text=TextId.ADVICE_DECLINED if is_tagged(said.text) else TextId.MEDICINE_CARE)]
    if is_beside and not is_asking and asks_for_a_word(said.text):
        return [Say(text=TextId.ADVICE_DECLINED)]
    if is_beside and is_asking and said.advice + said.verdict >= _BESIDE_AT:
        return [Say(text=TextId.ADVICE_DECLINED if said.advice >= said.verdict else TextId.VERDICT_DECLINED)]
    return []
