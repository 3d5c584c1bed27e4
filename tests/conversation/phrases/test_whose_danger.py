"""Whom an alarm is about, by the word that puts it right."""

import pytest

from bot.conversation.phrases.whose_danger import (
    meant,
    names_another,
    says_oneself_too,
    turns_to_another,
    turns_to_oneself,
)
from bot.safety.dangers import Danger


@pytest.mark.parametrize(
    "text",
    [
        "i lied its me", "ok fine its about me", "the friend is me", "its actually me", "it's me actually",
        "its me actually", "i meant me", "no it's me", "There is no friend, it's me.", "i'm the friend",
        "she is me", "ok it was me all along", "sorry. its really about myself", "i mean myself", "im talking about me",
        "its me not my friend", "the person is actually me", "it's me who wants to die",
    ],
)  # fmt: skip
def test_who_spoke_of_a_friend_may_turn_to_themselves(text: str) -> None:
    assert turns_to_oneself(text)
    assert not turns_to_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "i mean my sister is", "i meant my best friend", "its my brother not me", "no sorry i mean my mom",
        "my son i mean",
        "its about my daughter not me", "it's not me it's my cousin",
        "i was talking about a friend of mine, not me", "someone else i mean", "asking for my brother",
        "this is about my sister, not me", "i'm asking for a friend", "not me, my flatmate",
    ],
)  # fmt: skip
def test_who_was_taken_for_the_one_in_danger_may_name_another(text: str) -> None:
    assert turns_to_another(text)
    assert not turns_to_oneself(text)


@pytest.mark.parametrize(
    "text",
    [
        "its me again", "let me know", "call me", "its on me", "she told me", "it is about the clinic", "me too",
        "is it me?", "my friend is with me", "she wants me to stay", "my sister is dead", "i mean my life is",
        "i mean it", "its my fault", "my brother is here", "i killed my sister", "i meant my gun", "my wife left me",
        "my friend i mean nobody", "its my husband hitting me", "i mean my mom would be better off",
        "it's about my ex", "it's my dad", "it's my partner", "about my mom", "this is about my wife",
        "my sister is not me", "it was my boyfriend", "not just me my wife too", "i was talking about my ex",
    ],
)  # fmt: skip
def test_other_words_name_nobody_else(text: str) -> None:
    assert not turns_to_another(text)
    assert not turns_to_oneself(text)


@pytest.mark.parametrize("before", ["i want to kill myself", "i cut myself every night", "i just want to die"])
def test_who_spoke_of_their_own_danger_must_say_that_it_is_not_theirs(before: str) -> None:
    for text in ("i mean my sister", "asking for a friend", "it's about my ex", "it's my partner"):
        assert not turns_to_another(text, [before])
    for text in ("not me, my sister", "it's not me it's my cousin", "i mean my brother, not me"):
        assert turns_to_another(text, [before])
    assert turns_to_another("i mean my sister", ["thinking of suicide"])


@pytest.mark.parametrize(
    "text",
    ["she is fine but im not", "he's ok but i am not ok", "my sister is fine now, i'm not", "she's safe but i'm not"],
)
def test_who_is_not_well_while_the_other_is_turns_to_themselves(text: str) -> None:
    assert turns_to_oneself(text)


@pytest.mark.parametrize("text", ["she is fine", "i am not sure", "im not her mother", "she is fine but i'm worried"])
def test_worry_for_the_other_is_no_turn_to_oneself(text: str) -> None:
    assert not turns_to_oneself(text)
    assert not says_oneself_too(text)


@pytest.mark.parametrize("text", ["me too", "so do i", "and so am i", "same here", "i feel the same", "i do too"])
def test_who_feels_as_the_other_says_so_in_a_few_words(text: str) -> None:
    assert says_oneself_too(text)
    assert not says_oneself_too(f"she says {text} sometimes")


@pytest.mark.parametrize(
    "text",
    [
        "mi amigo se quiere matar", "mi hermana quiere suicidarse", "mi mejor amiga dice que se quiere morir",
        "ayuda mi hijo se va a matar, que hago", "mon ami veut se suicider", "ma soeur veut mourir",
        "mein Freund will sich umbringen", "meine Schwester will nicht mehr leben",
        "mein bruder hat versucht sich umzubringen", "meine mutter droht sich umzubringen",
        "mein sohn spricht von selbstmord", "ich glaube mein bruder will sich umbringen",
    ],
)  # fmt: skip
def test_a_friend_is_one_in_other_languages_too(text: str) -> None:
    assert names_another(text)
    assert meant(Danger.SUICIDE, None, text) is Danger.OTHER_PERSON


@pytest.mark.parametrize(
    "text",
    [
        "me quiero matar", "mi amigo se quiere matar y yo tambien", "mi marido me quiere matar", "quiero morir",
        "je veux mourir", "mon mari veut me tuer", "ich will sterben", "mein Freund will mich umbringen",
        "mein Freund ist tot und ich will nicht mehr leben", "mi amigo se mato", "i want to die",
        "ma soeur veut mourir et moi aussi", "mein freund droht mich umzubringen",
        "mein mann hat gedroht mich umzubringen", "mein vater hat versucht mich umzubringen",
        "meine frau droht uns umzubringen", "mein mann redet von meinem selbstmord",
    ],
)  # fmt: skip
def test_the_writers_own_danger_stays_their_own_in_other_languages(text: str) -> None:
    assert not names_another(text)
    assert meant(Danger.SUICIDE, None, text) is Danger.SUICIDE


def test_only_the_kind_that_it_puts_right_is_changed() -> None:
    assert meant(Danger.OTHER_PERSON, Danger.OTHER_PERSON, "its me") is Danger.SUICIDE
    assert meant(Danger.SUICIDE, Danger.SUICIDE, "i mean my sister is") is Danger.OTHER_PERSON
    assert meant(Danger.SUICIDE, None, "i mean my sister is") is Danger.SUICIDE
    assert meant(Danger.OVERDOSE, Danger.SUICIDE, "i mean my sister is") is Danger.OVERDOSE


@pytest.mark.parametrize(
    "word", ["me", "its me", "no", "my sister", "mi amigo", "i mean", "not me", "i am", "she is fine", "so"]
)
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    turns_to_oneself(f"{word} " * 1000)
    turns_to_another(f"{word} " * 1000)
    turns_to_another(f"{word} " * 3, [f"{word} " * 1000])
    says_oneself_too(f"{word} " * 1000)
    names_another(f"{word} " * 1000)
