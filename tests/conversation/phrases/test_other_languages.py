"""Help and jokes in Spanish, French and German, and how somebody is."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import InDanger
from bot.conversation.care_dialogue import reply_to_care
from bot.conversation.care_given import in_danger
from bot.conversation.dialogue import ENGLISH_ONLY
from bot.conversation.lookup import Said
from bot.conversation.phrases.alarm_news import News, news_in
from bot.conversation.phrases.care_replies import says_misread
from bot.conversation.phrases.other_languages import (
    speaks_another_language,
    tells_how_they_are,
    tells_of_help,
    was_joking,
)
from bot.library.texts import ChoiceId
from bot.safety.dangers import Danger
from tests.conversation.one_person import Does, Person
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    "text",
    [
        "ya llame al 911", "Ya llamé al 112", "he llamado a la policía", "la ambulancia viene", "estoy llamando al 024",
        "j'ai appele le 15", "J'ai appelé les secours", "le samu arrive", "l'ambulance est en route",
        "der krankenwagen kommt", "ich habe den notarzt gerufen", "hab die 112 angerufen", "die polizei ist da",
        "llamé a la policía", "Llamé a una ambulancia", "yo llame a la ambulancia", "hablé con el 112",
        "ya llame a una ambulancia", "j'ai appele le samu", "ich hab den krankenwagen gerufen",
        "mi hermano llamo a la ambulancia", "mi esposa ya llamó al 911", "la ambulancia ya viene en camino",
        "ya pedí una ambulancia", "acabo de llamar al 911", "estoy en el hospital", "estoy hablando con el 911",
        "on a appelé les secours", "nous avons appelé le 15", "ma femme a appele le samu", "je viens d'appeler le samu",
        "je suis a l'hôpital", "wir haben den krankenwagen gerufen", "meine frau hat den krankenwagen gerufen",
        "krankenwagen ist gerufen", "krankenwagen kommt gleich", "ich bin im krankenhaus", "notruf ist gewählt",
        "llame\u0301 al 911", "los llame al 112", "ich rufe jetzt den notarzt", "ich rufe die polizei an",
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
        "ya llame al 911 pero no contestan", "911", "nadie llamo a la ambulancia", "mi hermano no llamo al 911",
        "ya no llame a nadie", "debo llamar a una ambulancia", "ma femme n'a pas appele le samu", "appelle le samu",
        "il faut appeler le samu", "personne n'a appele le samu", "niemand hat den krankenwagen gerufen",
        "meine frau hat keinen krankenwagen gerufen", "krankenwagen wurde nicht gerufen", "no estoy en el hospital",
        "je ne suis pas a l'hopital", "ich muss ins krankenhaus", "mi hermano llamo",
        "ya pedi ayuda", "ya pedi ayuda y nadie viene",
    ],
)  # fmt: skip
def test_what_is_no_help_is_not_taken_for_it(text: str) -> None:
    assert not tells_of_help(text)
    assert news_in(text, Danger.OVERDOSE) is not News.HELP_REACHED


@pytest.mark.parametrize(
    "text",
    [
        "llame a una ambulancia", "llame a la policia", "llame al 911 ya", "si llame a la policia", "Llame al 112",
        "hable con la policia", "por favor llame a un medico", "ruf den krankenwagen", "ruf die polizei", "ruf hilfe",
        "rufe die polizei", "bitte ruf den notarzt", "ja ruf hilfe", "rufe jetzt einen arzt", "ya llame al 911?",
        "llamamos a la policia?", "la ambulancia viene?", "kommt hilfe?",
    ],
)  # fmt: skip
@pytest.mark.parametrize("danger", list(Danger))
def test_a_plea_to_call_is_not_taken_for_help_that_was_called(danger: Danger, text: str) -> None:
    assert not tells_of_help(text)
    assert news_in(text, danger) is not News.HELP_REACHED
    heard = reply_to_care(in_danger(None, danger, "")[1], text)
    assert heard is None or not (heard[1].helped or heard[1].said_safe)


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


HOW_THEY_ARE = [
    "ich bin müde",
    "estoy cansado",
    "je suis fatigué",
    "ich bin heute sehr müde",
    "mir ist langweilig",
    "ich habe hunger",
    "j'ai faim",
    "tengo miedo",
    "estoy muy nerviosa",
    "je suis stressée",
    "me siento mal",
    "mir geht es nicht gut",
    "je suis un peu perdu",
    "hola estoy bien",
    "j'ai peur et je suis seul",
    "ich bin nervös und müde",
]
NOT_HOW_THEY_ARE = [
    "i am tired",
    "ich bin bereit",
    "estoy listo",
    "je suis d'accord",
    "ich bin schwanger",
    "ich kann nicht mehr",
    "estoy cansado de vivir",
    "no quiero vivir",
    "bin the lot",
    "hab",
    "si",
    "oui",
    "ja",
    "je suis charlie",
    "a la carte",
    "estoy pensando en matarme",
]


@pytest.mark.parametrize("text", HOW_THEY_ARE)
def test_who_says_how_they_are_in_another_language_is_told_of_english(shared_parts: Parts, text: str) -> None:
    assert tells_how_they_are(text)
    for action in ("prescreen_form", "action_take_yes", "action_answer_question"):
        [act] = shared_parts.dialogue.decide(action, Said(text))
        assert act == ENGLISH_ONLY


@pytest.mark.parametrize("text", NOT_HOW_THEY_ARE)
def test_other_words_do_not_say_how_they_are(text: str) -> None:
    assert not tells_how_they_are(text)


@pytest.mark.parametrize("text", ["ich bin müde", "estoy cansado", "je suis fatigué", "ich bin heute allein zu haus"])
def test_it_is_no_start_and_no_consent(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does(text))
    assert person.held() is None
    person.does(person.tap(ChoiceId.START_PRESCREEN))
    person.does(Does(text))
    held = person.held()
    assert held is None or held.consent is None


@pytest.mark.parametrize("text", ["ich bin bereit", "estoy de acuerdo", "je suis prête", "yes", "i am ready"])
def test_who_is_ready_may_mean_the_questions(text: str) -> None:
    assert not speaks_another_language(text)


def test_what_is_grave_in_another_language_stays_grave(shared_parts: Parts) -> None:
    [act] = shared_parts.dialogue.decide("action_support_in_crisis", Said("estoy cansado"))
    assert isinstance(act, InDanger)


@pytest.mark.parametrize("word", ["ich ", "ich bin ", "so ", "estoy ", "si ", "mal ", "un peu ", "j ai "])
def test_a_word_on_oneself_a_thousand_times_is_read_at_once(word: str) -> None:
    texts = (word * 1000, word * 6 + "x", word * 4)
    assert seconds_to_read(texts, speaks_another_language, tells_how_they_are) < 1
