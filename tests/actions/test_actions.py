"""The custom actions: thin, and everything they hand to Rasa is an act."""

import asyncio
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.actions import DialogueAction, dialogue_actions
from actions.prescreen import FORM, SLOT, PrescreenAnswerAction, PrescreenQuestionAction
from bot.assembly import Parts
from bot.conversation.acts import ACT, Act, Answer, PrescreenMove, Say, Simply
from bot.conversation.lookup import Said
from bot.library.texts import TextId
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.values import Value

LEFT_EMPTY = {"event": "slot", "timestamp": None, "name": SLOT, "value": None}


def called(action: Action, latest: dict[str, Any]) -> tuple[list[object], list[dict[str, Any]]]:
    """The custom payloads that an action dispatches after a message, and the events that it hands back."""
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, Tracker("c1", {}, latest, [], False, None, {}, "action_listen"), {}))
    return [message["custom"] for message in dispatcher.messages], events


def run(action: Action, text: str | None) -> list[object]:
    """The custom payloads of an action that changes nothing in Rasa's memory."""
    payloads, events = called(action, {"text": text})
    assert events == [], "actions change nothing in Rasa's memory"
    return payloads


def answering(parts: Parts, text: str, question: str, intent: str = "affirm", sureness: float = 0.9) -> list[Act]:
    """What becomes of a message at a question of the pre-screen."""
    latest = {
        "text": text,
        "intent": {"name": intent, "confidence": sureness},
        "metadata": {"about": None, "prescreen": question},
    }
    payloads, events = called(PrescreenAnswerAction(parts.prescreen_dialogue), latest)
    assert events == [LEFT_EMPTY], "the slot stays empty, so that the form stays open until the app closes it"
    assert text not in str(payloads) + str(events)
    return [ACT.validate_python(payload) for payload in payloads]


def test_there_is_one_action_for_each_decision_and_two_for_the_form(shared_parts: Parts) -> None:
    actions = dialogue_actions(shared_parts.dialogue, shared_parts.prescreen_dialogue)
    assert sorted(action.name() for action in actions) == sorted(
        [*(shared_parts.dialogue.actions - {FORM}), f"validate_{FORM}", f"action_ask_{SLOT}"]
    )


def test_each_action_dispatches_what_the_dialogue_decides(shared_parts: Parts) -> None:
    text = "can i have it, i have high blood pressure"
    actions = dialogue_actions(shared_parts.dialogue, shared_parts.prescreen_dialogue)
    of_the_dialogue = [action for action in actions if isinstance(action, DialogueAction)]
    assert len(of_the_dialogue) == len(actions) - 2
    for action in of_the_dialogue:
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
    assert called(action, latest) == ([Simply(entry="heart_bp").model_dump(mode="json")], [])


def test_an_answer_to_the_pre_screen_travels_as_a_move_and_stays_out_of_rasas_memory(shared_parts: Parts) -> None:
    yes = PrescreenMove(move=Move(kind=MoveKind.ANSWER, value=Value.YES))
    assert answering(shared_parts, "yes, high blood pressure for years", "heart_blood_pressure") == [yes]
    assert answering(shared_parts, "skip this one please", "liver_kidney") == [
        PrescreenMove(move=Move(kind=MoveKind.SKIP, question="liver_kidney"))
    ]


def test_what_is_asked_in_between_is_answered_and_then_the_question_comes_again(shared_parts: Parts) -> None:
    acts = answering(shared_parts, "how long does one session take?", "medications", "ask_question")
    assert acts == [Answer(entry="session_duration"), PrescreenMove(move=Move(kind=MoveKind.SHOW))]


def test_a_message_at_a_question_that_is_no_longer_asked_shows_where_the_person_is(shared_parts: Parts) -> None:
    assert answering(shared_parts, "yes", "shoe_size") == [PrescreenMove(move=Move(kind=MoveKind.SHOW))]


@pytest.mark.parametrize("latest", [{"text": "let's begin", "metadata": {"prescreen": None}}, {"text": None}, {}])
def test_the_message_with_which_the_form_begins_is_no_answer(shared_parts: Parts, latest: dict[str, Any]) -> None:
    assert called(PrescreenAnswerAction(shared_parts.prescreen_dialogue), latest) == ([], [LEFT_EMPTY])


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("i want to start the pre-screen", [PrescreenMove(move=Move(kind=MoveKind.START))]),
        ("can my brother do the pre-screen", [PrescreenMove(move=Move(kind=MoveKind.SOMEONE_ELSE))]),
        ("im 17 lets start", [Say(text=TextId.UNDER_AGE)]),
    ],
)
def test_where_rasa_would_ask_for_the_slot_the_pre_screen_begins(
    shared_parts: Parts, text: str, acts: list[Act]
) -> None:
    payloads = run(PrescreenQuestionAction(shared_parts.dialogue), text)
    assert [ACT.validate_python(payload) for payload in payloads] == acts


def test_after_an_answer_rasa_asks_nothing_of_its_own(shared_parts: Parts) -> None:
    latest = {"text": "no", "metadata": {"about": None, "prescreen": "pregnancy"}}
    assert called(PrescreenQuestionAction(shared_parts.dialogue), latest) == ([], [])
