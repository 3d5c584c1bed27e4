"""Acts: they name approved texts, and cannot carry words of their own."""

import pytest
from pydantic import ValidationError

from bot.conversation.acts import ACT, Act, Answer, Clarify, InDanger, NotCovered, Say, Simply
from bot.library.texts import ChoiceId, TextId


@pytest.mark.parametrize(
    "act",
    [
        Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.ERASE_NOW, ChoiceId.KEEP_CHAT), suggest=True),
        Answer(entry="what_is_kap"),
        Clarify(entries=("ptsd", "trauma")),
        NotCovered(nearest=("setting",)),
        Simply(entry="ptsd"),
        InDanger(is_emergency=True),
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
        {"text": "greeting"},
        "greeting",
        None,
    ],
)
def test_words_and_unknown_acts_are_refused(payload: object) -> None:
    with pytest.raises(ValidationError):
        ACT.validate_python(payload)
