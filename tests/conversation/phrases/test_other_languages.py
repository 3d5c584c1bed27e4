"""Help and jokes in Spanish, French and German."""

import pytest

from bot.conversation.phrases.alarm_news import News, news_in
from bot.conversation.phrases.care_replies import says_misread
from bot.conversation.phrases.other_languages import tells_of_help, was_joking
from bot.safety.dangers import Danger


@pytest.mark.parametrize(
    "text",
    [
        "ya llame al 911", "Ya llamé al 112", "he llamado a la policía", "la ambulancia viene", "estoy llamando al 024",
        "j'ai appele le 15", "J'ai appelé les secours", "le samu arrive", "l'ambulance est en route",
        "der krankenwagen kommt", "ich habe den notarzt gerufen", "hab die 112 angerufen", "die polizei ist da",
    ],
)  # fmt: skip
def test_help_is_heard(text: str) -> None:
    assert tells_of_help(text)
    for danger in Danger:
        assert news_in(text, danger) is News.HELP_REACHED


@pytest.mark.parametrize(
    "text",
    [
        "no llame al 911", "nadie viene", "la ambulancia no viene", "je n'ai pas appele le 15", "le samu n'arrive pas",
        "der krankenwagen kommt nicht", "ich habe niemanden angerufen", "llame a mi madre", "mein mann kommt",
        "ya llame al 911 pero no contestan", "911",
    ],
)  # fmt: skip
def test_what_is_no_help_is_not_taken_for_it(text: str) -> None:
    assert not tells_of_help(text)
    assert news_in(text, Danger.OVERDOSE) is not News.HELP_REACHED


@pytest.mark.parametrize(
    "text",
    [
        "era broma", "es una broma", "solo bromeaba", "perdon, estaba bromeando", "non je rigolais",
        "c'était une blague",
        "je plaisantais", "war nur spass", "nur Spaß", "das war ein Witz", "ich hab nur spass gemacht",
    ],
)  # fmt: skip
def test_a_joke_is_one(text: str) -> None:
    assert was_joking(text)
    assert says_misread(text)


@pytest.mark.parametrize(
    "text",
    ["no es broma", "no era una broma", "c'est pas une blague", "das ist kein Witz", "kein spass", "broma pesada"],
)
def test_what_is_no_joke_is_not_taken_for_one(text: str) -> None:
    assert not was_joking(text)
    assert not says_misread(text)


@pytest.mark.parametrize("word", ["ya", "era", "j ai", "ich habe", "der", "llame a la"])
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    tells_of_help(f"{word} " * 1000)
    was_joking(f"{word} " * 1000)
