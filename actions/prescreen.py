"""The two actions behind Rasa's form of the pre-screen. The form has one slot, which stays empty for ever: the app's
own table holds the answers, and what an action hands back is a move, not a word of the person."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from starlette.concurrency import run_in_threadpool

from actions.latest_message import said_in
from bot.conversation.dialogue import Dialogue
from bot.conversation.prescreen_dialogue import PrescreenDialogue

FORM, SLOT = "prescreen_form", "prescreen_answer"


class PrescreenAnswerAction(Action):  # type: ignore[misc]  # rasa-sdk ships no types
    """Takes a message that comes while the form is open."""

    def __init__(self, prescreen: PrescreenDialogue) -> None:
        self._prescreen = prescreen

    def name(self) -> str:
        """As domain.yml spells it."""
        return f"validate_{FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Dispatches the acts, and leaves the slot empty, so that the form stays open until the app closes it."""
        said = said_in(tracker)
        # Rasa also calls it for the message with which the form begins, and that is no answer.
        if said.prescreen is not None:
            for act in await run_in_threadpool(self._prescreen.decide, said):
                dispatcher.utter_message(json_message=act.model_dump(mode="json"))
        return [SlotSet(SLOT, None)]


class PrescreenQuestionAction(Action):  # type: ignore[misc]
    """Where Rasa would ask for the slot: begins the pre-screen with the form, and is silent after an answer."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue

    def name(self) -> str:
        """As domain.yml spells it."""
        return f"action_ask_{SLOT}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Dispatches the first move where the person is not in the pre-screen yet."""
        said = said_in(tracker)
        if said.prescreen is None:
            for act in await run_in_threadpool(self._dialogue.decide, FORM, said):
                dispatcher.utter_message(json_message=act.model_dump(mode="json"))
        return []
