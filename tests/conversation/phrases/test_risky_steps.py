"""A plain word of taking, stopping or skipping a medicine is never agreed to, whatever was said in between."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.risky_steps import announces_step, says_will_step
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

STEPS = [
    "ok ill stop it",
    "ok i'll take it then",
    "ok so i'll just skip it that morning",
    "gonna take one",
    "i'm stopping it",
    "fine i'll halve it",
    "i'll take half a pill",
    "ok ill stop my zoloft tomorrow",
    "ok then i stop it",
    "i'll just take my meds as usual",
    "im gonna come off it",
    "ill leave it off that day",
    "so i just take it",
    "i will skip my morning dose",
    "ok i wont take it",
    "ok ill take it in the morning",
    "ok i'll stop it now",
    "lets skip it",
]
HARMLESS = [
    "ok i'll stop asking",
    "i'll take the bus",
    "i'll skip this question",
    "ok thanks i'll take a look",
    "i'll take that as a yes",
    "i'll take it from here",
    "i wont stop it",
    "ill keep taking it",
    "i'll take my time",
    "i'll take it easy",
    "i'll stop here",
    "i'll stop by tomorrow",
    "i take lithium",
    "i take it twice a day",
    "can i stop it",
    "how do i take it",
    "i'll take one step at a time",
    "i'll think about it",
    "i took it",
    "stop",
]


@pytest.mark.parametrize("text", STEPS)
def test_a_plain_word_of_a_step_is_heard(text: str) -> None:
    assert announces_step(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_is_no_step(text: str) -> None:
    assert not announces_step(text, "should i stop my lithium")


def test_a_verb_alone_is_a_step_only_of_what_was_asked_about() -> None:
    assert announces_step("ok stopping", "can i stop my meds")
    assert announces_step("ok i'll quit", "can i stop my meds")
    assert not announces_step("ok stopping", "can i take xanax")
    assert not announces_step("ok stopping")


@pytest.mark.parametrize("text", ["skip it", "ok skip it", "lets skip it", "stop it"])
def test_what_is_said_to_the_guide_is_no_will(text: str) -> None:
    assert not says_will_step(text)


@pytest.mark.parametrize(
    "talk",
    [
        ["can i stop my meds", "ok stopping"],
        ["doctor told me to stop my lamictal", "ok stopping"],
        ["should i stop my zoloft", "what is kap", "ok ill stop it"],
        ["can i take my ativan", "who stays with me", "ok i'll take it then"],
        ["can i take my ativan", "do you have music", "thanks", "ok i'll take it then"],
        ["should i stop my zoloft", "so i can keep taking it"],
        ["should i stop my zoloft", "so i keep taking it then"],
        ["ok so i'll just skip it that morning"],
    ],
)
def test_in_a_talk_no_step_is_agreed_to(shared_parts: Parts, talk: list[str]) -> None:
    person = Person(shared_parts)
    for text in talk[:-1]:
        person.does(Does(text))
    said = texts(shared_parts, person.does(Does(talk[-1])))
    assert TextId.ADVICE_AGAIN in said
    assert not {TextId.HEARD_YES, TextId.HEARD_NO, TextId.HEARD_SKIP, TextId.STOPPED} & set(said)


@pytest.mark.parametrize(
    "talk",
    [
        ["ok i'll stop asking"],
        ["ok skip it"],
        ["can i skip my lithium", "i'll skip this question"],
        ["can i take my ativan", "i'll take the bus"],
        ["should i stop my zoloft", "what is kap", "ok thanks i'll take a look"],
    ],
)
def test_in_a_talk_the_harmless_keeps_its_reply(shared_parts: Parts, talk: list[str]) -> None:
    person = Person(shared_parts)
    for text in talk[:-1]:
        person.does(Does(text))
    assert TextId.ADVICE_AGAIN not in texts(shared_parts, person.does(Does(talk[-1])))


@pytest.mark.parametrize("word", ["ok ", "i will ", "so ", "take ", "just ", "my ", "then "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readings = (word * 1000, word * (16 // len(word.split())))
    assert seconds_to_read(readings, announces_step, says_will_step, lambda text: announces_step("ok take", text)) < 1
