"""The custom actions: thin, and everything they hand to Rasa is an act."""

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.actions import DialogueAction, dialogue_actions
from bot.assembly import Parts
from bot.conversation.acts import ACT, Answer, Simply
from bot.conversation.lookup import Said


def run(action: DialogueAction, text: str | None) -> list[object]:
    """The custom payloads that an action dispatches after a message."""
    tracker = Tracker("c1", {}, {"text": text}, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    assert asyncio.run(action.run(dispatcher, tracker, {})) == [], "actions change nothing in Rasa's memory"
    return [message["custom"] for message in dispatcher.messages]


def test_there_is_one_action_for_each_decision(shared_parts: Parts) -> None:
    actions = dialogue_actions(shared_parts.dialogue)
    assert [action.name() for action in actions] == sorted(shared_parts.dialogue.actions)


def test_each_action_dispatches_what_the_dialogue_decides(shared_parts: Parts) -> None:
    text = "can i have it, i have high blood pressure"
    for action in dialogue_actions(shared_parts.dialogue):
        acts = [ACT.validate_python(payload) for payload in run(action, text)]
        assert acts == shared_parts.dialogue.decide(action.name(), Said(text))


def test_an_answer_travels_as_a_name_and_not_as_words(shared_parts: Parts) -> None:
    [payload] = run(DialogueAction("action_answer_question", shared_parts.dialogue), "how long does one session take")
    assert payload == Answer(entry="session_duration").model_dump(mode="json")


def test_a_message_without_words_is_no_fault(shared_parts: Parts) -> None:
    for text in ("", None):
        assert run(DialogueAction("action_answer_question", shared_parts.dialogue), text)


def test_what_the_person_read_last_comes_with_the_message(shared_parts: Parts) -> None:
    action = DialogueAction("action_say_it_simply", shared_parts.dialogue)
    latest = {"text": "say that again simply", "metadata": {"about": "heart_bp"}}
    dispatcher = CollectingDispatcher()
    asyncio.run(action.run(dispatcher, Tracker("c1", {}, latest, [], False, None, {}, "action_listen"), {}))
    assert [message["custom"] for message in dispatcher.messages] == [Simply(entry="heart_bp").model_dump(mode="json")]
