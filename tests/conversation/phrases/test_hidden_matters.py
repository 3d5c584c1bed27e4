"""Who means to keep something from the clinic reads why it asks, and nothing that agrees."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.hidden_matters import hides_something
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

HIDING = [
    "ok ill lie and say no",
    "i wont tell them about the xanax",
    "ill just not mention it",
    "ill just lie on the form",
    "im not telling them about my drinking",
    "gonna hide it from them",
    "should i just lie",
    "ill just say i dont drink",
    "i could leave out the ketamine",
    "ill just tick no",
    "i'd rather not mention the seizures",
    "i will keep it from the clinic",
    "ill keep quiet about it",
    "what if i lie",
    "what if i dont tell them about my seizures",
    "i dont want to tell the doctor about my drug use",
    "i wont bring it up",
    "ill hide my bipolar",
    "should i leave my xanax off the form",
    "ill leave off the clonazepam on the list",
]
OPEN = [
    "i'll lie down",
    "do i lie down",
    "will i be lying on a couch",
    "i wont tell my wife",
    "should i tell them about my drinking",
    "i told them",
    "i'd rather not say",
    "i dont want to tell you my name",
    "i hide in my room all day",
    "i will not lie",
    "do they tell anyone",
    "shall i leave off my blood thinner that week",
    "should i leave off my estrogen patch",
    "i could leave off the xanax for a day",
    "will you tell my boss",
    "i have never told anyone what happened",
    "i cant hide it anymore",
    "do i have to tell them everything",
    "can i keep it private",
    "can i leave it out of my bag",
    "will they lie to me",
    "i would put no",
    "i could lie in bed all day",
    "no",
]


@pytest.mark.parametrize("text", HIDING)
def test_who_means_to_hide_something_is_heard(text: str) -> None:
    assert hides_something(text)


@pytest.mark.parametrize("text", OPEN)
def test_who_lies_down_or_keeps_it_from_family_hides_nothing(text: str) -> None:
    assert not hides_something(text)


@pytest.mark.parametrize(
    "talk",
    [["i have schizophrenia", "ok ill lie and say no"], ["ill just not mention it"], ["ill just lie on the form"]],
)
def test_in_a_talk_nobody_is_told_that_hiding_is_fine(shared_parts: Parts, talk: list[str]) -> None:
    person = Person(shared_parts)
    for text in talk[:-1]:
        person.does(Does(text))
    said = texts(shared_parts, person.does(Does(talk[-1])))
    assert TextId.WHOLE_PICTURE in said
    assert not {TextId.HEARD_YES, TextId.HEARD_NO, TextId.HEARD_SKIP, TextId.STOPPED} & set(said)


def test_who_is_in_danger_hears_of_that_first(shared_parts: Parts) -> None:
    said = texts(shared_parts, Person(shared_parts).does(Does("i want to kill myself and i wont tell them about it")))
    assert said[0] is TextId.CRISIS_SUICIDE


@pytest.mark.parametrize("word", ["i ", "not ", "just ", "tell them ", "lie ", "the "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * (18 // len(word.split()))), hides_something) < 1
