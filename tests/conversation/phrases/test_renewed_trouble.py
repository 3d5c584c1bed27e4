"""Amid the pre-screen after an alarm, a sign that it is not over is met; an answer is left to the pre-screen."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.renewed_trouble import tells_of_trouble
from bot.library.kinds import Kind
from bot.library.texts import TextId
from bot.prescreen.questionnaire import Label
from bot.safety.dangers import Danger
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

AFTER_AN_OVERDOSE = [
    "getting sleepy",
    "im so dizzy",
    "feeling really drowsy now",
    "i cant keep my eyes open",
    "falling asleep",
    "u there?",
    "hello? anyone there?",
    "hello?",
    "i called 911",
    "i need an ambulance",
    "nobody is coming",
    "they never came",
    "she's not breathing",
    "the room is spinning",
    "help",
    "i threw up again, its getting worse",
    "i feel really drowsy and cold",
    "sleepy",
    "my vision is going",
    "i did take them",
]
AFTER_VIOLENCE = ["he's back", "hes at the door", "they are coming", "someone is in the house", "is anyone there?"]
AFTER_ANY = [
    "i lied",
    "sorry i lied to you",
    "i made it up, i am not safe",
    "wait no i lied when i said i was fine",
    "i'm not safe",
    "actually i dont feel ok",
    "i never called anyone",
    "please help me",
]
ANSWERS = [
    "yes",
    "no",
    "nobody",
    "i live alone",
    "im always tired",
    "i feel numb",
    "i feel sad and empty",
    "i get dizzy sometimes",
    "i was dizzy when i started lexapro",
    "sertraline 100 mg at night",
    "i lied about my weight",
    "i lied, i do smoke",
    "no idea",
    "actually yes",
    "actually i do",
    "i did not tell my doctor",
    "i spoke with my therapist about it",
    "i called the clinic last week",
    "my husband",
    "high blood pressure",
    "i can't stop worrying",
    "i cant sleep",
    "not that i know",
    "i'm sick of it",
    "my dad was in the hospital",
    "it does not stop the pain",
    "he is in jail",
    "will it make me sleepy?",
    "ann, 555 123 4567",
    "i am not ok with needles",
    "hello, my name is ann",
]


@pytest.mark.parametrize("text", AFTER_AN_OVERDOSE)
@pytest.mark.parametrize("danger", [Danger.OVERDOSE, Danger.MEDICAL])
def test_what_gets_worse_is_heard(text: str, danger: Danger) -> None:
    assert tells_of_trouble(text, danger)


@pytest.mark.parametrize("text", AFTER_VIOLENCE)
def test_who_comes_back_is_heard(text: str) -> None:
    assert tells_of_trouble(text, Danger.VIOLENCE)


@pytest.mark.parametrize("text", AFTER_ANY)
@pytest.mark.parametrize("danger", list(Danger))
def test_a_word_on_safety_that_is_taken_back_is_heard(text: str, danger: Danger) -> None:
    assert tells_of_trouble(text, danger)


@pytest.mark.parametrize("text", ANSWERS)
@pytest.mark.parametrize("danger", list(Danger))
def test_an_answer_is_no_sign_of_trouble(text: str, danger: Danger) -> None:
    assert not tells_of_trouble(text, danger)


def going_on(bot: Parts, danger: str) -> Person:
    """Somebody who said to be safe after an alarm, went on with the pre-screen and answered once."""
    person = Person(bot)
    for text in (
        "i want to start the pre-screen",
        "yes",
        danger,
        "i'm safe",
        "let's go on with the questions",
        "grief",
    ):
        person.does(Does(text))
    held = person.held()
    assert held is not None
    assert held.is_open
    return person


@pytest.mark.parametrize(
    ("danger", "text", "reply"),
    [
        ("i took all my pills", "getting sleepy", TextId.EMERGENCY_AGAIN),
        ("i took all my pills", "i lied", TextId.EMERGENCY_AGAIN),
        ("i took all my pills", "u there?", TextId.EMERGENCY_AGAIN),
        ("my wife is not breathing", "nobody is coming", TextId.EMERGENCY_AGAIN),
        ("my husband is hitting me", "hes at the door", TextId.EMERGENCY_AGAIN),
        ("i want to die", "i lied", TextId.CRISIS_YES),
    ],
)
def test_trouble_amid_the_prescreen_is_an_alarm_and_the_prescreen_waits(
    shared_parts: Parts, danger: str, text: str, reply: TextId
) -> None:
    person = going_on(shared_parts, danger)
    assert texts(shared_parts, person.does(Does(text))) == [reply]
    held = person.held()
    assert held is not None
    assert held.is_paused
    with shared_parts.database.transaction() as session:
        [alert] = shared_parts.conversation._alerts.of(session, person.id)
    assert alert.times == 2
    # Nobody is asked on before they say that they are safe.
    assert Kind.PRESCREEN_QUESTION not in [message.kind for message in person.does(Does("let's go on"))]


def test_answers_go_on_as_for_anyone_else_and_worry_stays_beside_them(shared_parts: Parts) -> None:
    person = going_on(shared_parts, "i took all my pills")
    for text in ("yes, talking", "no", "no", "no"):
        assert [message.kind for message in person.does(Does(text))][-1] is Kind.PRESCREEN_QUESTION
    assert texts(shared_parts, person.does(Does("im getting really sleepy"))) == [TextId.EMERGENCY_AGAIN]


def test_who_leaves_the_prescreen_still_reads_the_support_line(shared_parts: Parts) -> None:
    person = going_on(shared_parts, "i took all my pills")
    person.does(Does("stop the questions"))
    person.does(person.tap(Label.KEEP))
    assert TextId.NOT_EMERGENCY_CARE in texts(shared_parts, person.does(Does("what is kap")))


@pytest.mark.parametrize("word", ["i ", "so ", "they are ", "getting ", "lied ", "is ", "no sorry ", "hello "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readings = (word * 1000, word * (16 // len(word.split())), "i lied " + word * 8)
    assert seconds_to_read(readings, *(lambda text, of=danger: tells_of_trouble(text, of) for danger in Danger)) < 1
