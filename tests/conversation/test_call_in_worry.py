"""Right after an alarm a call that somebody asks for comes, whatever else they ask with it."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import Answer, NotCovered, RequestPerson, Say
from bot.conversation.decisions import calling_alone
from bot.conversation.talk import Talk
from bot.conversation.watch import Watch
from bot.handoff.kinds import ItemKind
from bot.library.texts import TextId
from bot.safety.dangers import Danger
from tests.conversation.one_person import Does, Person, texts


@pytest.mark.parametrize(
    "text",
    [
        "please call me. what should i do now?",
        "can someone call me and what will i feel",
        "can someone call me and is it safe for my heart",
        "i need to talk to a nurse, can i do this today",
        "please call me. can i stop my lithium",
        "can someone call me and can you delete my data",
        "i want a female therapist",
    ],
)
def test_a_call_is_not_held_back_by_what_is_asked_beside_it(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("i want to die"))
    shown = texts(shared_parts, person.does(Does(text)))
    assert {TextId.CALLBACK, TextId.CALLBACK_CLOSED} & set(shown)
    assert ItemKind.CALLBACK in {item.kind for item in person.items()}
    assert not {TextId.ERASURE_OFFER, TextId.VERDICT_DECLINED, TextId.ADVICE_DECLINED} & set(shown)


def test_without_worry_the_answer_stays() -> None:
    acts = [RequestPerson(), Say(text=TextId.VERDICT_DECLINED), Answer(entry="heart_bp")]
    calm = Talk(id="", turn="", about=None, recent=[], watch=None, is_acknowledged=False)
    assert calling_alone(calm, "can someone call me and is it safe for my heart", acts) == acts
    worried = Talk(id="", turn="", about=None, recent=[], watch=Watch(Danger.SUICIDE), is_acknowledged=False)
    assert calling_alone(worried, "can someone call me and is it safe for my heart", acts) == [RequestPerson()]
    assert calling_alone(worried, "what is it", acts[2:]) == acts[2:]
    assert calling_alone(worried, "do you have a female therapist", [NotCovered()]) == [NotCovered()]
