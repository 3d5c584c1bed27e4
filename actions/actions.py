"""The custom actions that Rasa's rules name: each asks the dialogue service what to do, and hands the acts back.

They are thin on purpose. Rasa carries the acts to the app as custom payloads; the app turns them into words.
"""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from starlette.concurrency import run_in_threadpool

from actions.latest_message import said_in
from actions.prescreen import FORM, PrescreenAnswerAction, PrescreenQuestionAction
from bot.conversation.dialogue import Dialogue
from bot.conversation.prescreen_dialogue import PrescreenDialogue


class DialogueAction(Action):  # type: ignore[misc]  # rasa-sdk ships no types
    """One of the actions of domain.yml."""

    def __init__(self, name: str, dialogue: Dialogue) -> None:
        self._name = name
        self._dialogue = dialogue

    def name(self) -> str:
        """As domain.yml spells it."""
        return self._name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Dispatches one custom payload for each act, and returns no events."""
        for act in await run_in_threadpool(self._dialogue.decide, self._name, said_in(tracker)):
            dispatcher.utter_message(json_message=act.model_dump(mode="json"))
        return []


def dialogue_actions(dialogue: Dialogue, prescreen: PrescreenDialogue) -> list[Action]:
    """Every action, ready to be registered."""
    named = [DialogueAction(name, dialogue) for name in sorted(dialogue.actions - {FORM})]
    return [*named, PrescreenAnswerAction(prescreen), PrescreenQuestionAction(dialogue)]
