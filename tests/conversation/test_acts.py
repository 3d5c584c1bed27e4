"""Acts: they name approved texts, and cannot carry words of their own."""

import pytest
from pydantic import ValidationError

from bot.conversation.acts import (
    ACT,
    Act,
    Answer,
    Clarify,
    InDanger,
    NotCovered,
    PrescreenMove,
    RequestPerson,
    Say,
    Simply,
)
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.values import Value


@pytest.mark.parametrize(
    "act",
    [
        Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.ERASE_NOW, ChoiceId.KEEP_CHAT), suggest=True),
        Answer(entry="what_is_kap"),
        Clarify(entries=("ptsd", "trauma")),
        NotCovered(nearest=("setting",)),
        Simply(entry="ptsd"),
        InDanger(is_emergency=True),
        RequestPerson(),
        PrescreenMove(move=Move(kind=MoveKind.ANSWER, value=Value.UNSURE)),
        PrescreenMove(move=Move(kind=MoveKind.CHOOSE, question="message_preference", choice="discreet")),
    ],
)
def test_an_act_comes_back_from_rasa_as_it_went(act: Act) -> None:
    assert ACT.validate_python(act.model_dump(mode="json")) == act


@pytest.mark.parametrize(
    "payload",
    [
        {"act": "say", "text": "You qualify for KAP."},
        {"act": "say", "text": "greeting", "words": "You qualify for KAP."},
        {"act": "say", "text": "greeting", "choices": ["Yes, you qualify"]},
        {"act": "answer", "entry": "what_is_kap", "body": "You qualify for KAP."},
        {"act": "in_danger", "text": "You qualify for KAP."},
        {"act": "shout", "text": "greeting"},
        {"act": "request_person", "words": "You qualify for KAP."},
        {"act": "prescreen_move"},
        {"act": "prescreen_move", "move": {"kind": "accept"}},
        {"act": "prescreen_move", "move": {"kind": "answer", "value": "You qualify for KAP."}},
        {"act": "prescreen_move", "move": {"kind": "skip", "question": "You qualify for KAP."}},
        {"act": "prescreen_move", "move": {"kind": "choose", "choice": "You qualify for KAP."}},
        {"act": "prescreen_move", "move": {"kind": "answer", "value": "yes", "words": "You qualify for KAP."}},
        {"act": "told", "text": "prescreen_sent"},
        {"text": "greeting"},
        "greeting",
        None,
    ],
)
def test_words_and_unknown_acts_are_refused(payload: object) -> None:
    with pytest.raises(ValidationError):
        ACT.validate_python(payload)
