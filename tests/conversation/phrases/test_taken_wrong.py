"""A mistaken alarm is put right in many words; what adds to it, or only sounds like a correction, puts nothing right.

A reader is warned: this file names what people in crisis write.
"""

from functools import partial

import pytest

from bot.assembly import Parts
from bot.conversation.care import ALARMING
from bot.conversation.phrases.taken_wrong import denies_taking, lied_and_is_well, takes_back_alarm
from bot.library.texts import TextId
from bot.safety.dangers import Danger
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

CORRECTIONS = [
    "no i mean in general",
    "i meant hypothetically",
    "just asking in general",
    "i mean i took on too much at work",
    "i took on too much",
    "i meant at work",
    "it was in a game",
    "that was about the movie",
    "not pills",
    "not the pills lol",
    "no not like that",
    "im not talking about suicide",
    "its for my boat",
    "its just for the garden",
    "the rope is for climbing",
    "i need it for my dogs swing",
    "10 years ago, my ex",
    "that was years ago",
    "it happened when i was a kid",
    "in 2009",
    "a long time ago",
]
DENIALS = [
    "i did not take anything", "no i didn't take any pills", "i havent taken anything", "i never took them",
    "she didn't swallow anything", "didnt swallow any", "never took any", "i didn't take those pills",
    "i have not taken a single one", "took nothing", "nothing happened", "havent taken any", "taken nothing",
    "havent swallowed any pills", "havent taken a single one", "i havent taken them", "i didnt drink it",
    "no i havent actually taken any of it", "never swallowed them", "nothing was taken",
]  # fmt: skip
NO_DENIALS = [
    "havent eaten anything today", "havent drunk anything", "i havent eaten anything today", "ate nothing",
    "i ate nothing", "never take anything", "i never take anything", "never take any meds", "never swallow pills",
    "i never take pills", "didnt do anything", "never hurt myself", "i didnt drink anything", "havent done anything",
    "didnt eat any", "i havent taken any yet", "havent used any",
]  # fmt: skip
NO_CORRECTIONS = [
    "i did not take anything yet",
    "i did not take enough",
    "didnt take enough",
    "i havent taken them",
    "haven't taken those pills",
    "i didnt take one",
    "didnt take any yet",
    "i have not taken them all",
    "10 years ago and again tonight",
    "2 hours ago",
    "10 minutes ago",
    "i mean it",
    "i mean tonight",
    "i mean i want to die",
    "i meant with the pills",
    "i mean yes",
    "its for my funeral",
    "its for my neck",
    "its for me",
    "its for tonight",
    "the rope is for the end",
    "this is for my ex husband",
    "not pills, a rope",
    "no",
    "yes",
    "not sure",
    "he hit me 10 years ago and he still does",
    "i took too much at work",
    "i took on too many pills",
    "how long ago",
    "what is kap",
    "its in my car",
    "it is for the best",
    "i need it for my pain",
    "the gun is for protection",
    "ten years now",
    "i have not taken my meds",
    "",
]
AT_HOME = ["i did not do anything", "it is for my kids", "i never hit them"]


@pytest.mark.parametrize("text", CORRECTIONS)
def test_a_correction_is_understood(text: str) -> None:
    assert takes_back_alarm(text, Danger.SUICIDE)


@pytest.mark.parametrize("text", DENIALS)
def test_a_denial_of_having_taken_anything_takes_back_no_wish_to_die(text: str) -> None:
    """They may have it at hand."""
    for is_loose in (True, False):
        assert not takes_back_alarm(text, Danger.SUICIDE, loosely_said=is_loose)
        assert not takes_back_alarm(text, Danger.SELF_HARM, loosely_said=is_loose)
        assert not takes_back_alarm(text, Danger.OTHER_PERSON, loosely_said=is_loose)
    assert takes_back_alarm(text, Danger.OVERDOSE)
    assert denies_taking(text)


@pytest.mark.parametrize("text", NO_DENIALS)
def test_an_empty_stomach_or_a_habit_denies_nothing(text: str) -> None:
    assert not takes_back_alarm(text, Danger.OVERDOSE)
    assert not takes_back_alarm(text, Danger.SUICIDE)


@pytest.mark.parametrize(
    "text", ["havent taken any", "i havent taken any", "taken nothing", "havent taken a single one"]
)
def test_who_has_pills_at_hand_is_asked_again_and_not_let_go(shared_parts: Parts, text: str) -> None:
    for reply, wrong in (("bye", TextId.GOODBYE), ("yes", TextId.CRISIS_SAFE)):
        person = Person(shared_parts)
        person.does(Does("i have a bottle of pills next to me and i want to die"))
        assert TextId.CRISIS_MISREAD not in texts(shared_parts, person.does(Does(text)))
        assert wrong not in texts(shared_parts, person.does(Does(reply)))


@pytest.mark.parametrize("text", ["i havent taken anything", "i didnt take any pills", "i didnt hurt myself"])
@pytest.mark.parametrize("first", ["i have a bottle of pills next to me and i want to die", "i want to kill myself"])
def test_nobody_who_wants_to_die_is_taken_at_their_word_for_having_taken_nothing(
    shared_parts: Parts, first: str, text: str
) -> None:
    person = Person(shared_parts)
    person.does(Does(first))
    said = set(texts(shared_parts, person.does(Does(text))))
    assert said & {TextId.CRISIS_SILENCE, *ALARMING}
    assert TextId.DENIAL_HEARD not in said
    assert TextId.PRESCREEN_WAITS in texts(shared_parts, person.does(Does("can i start the pre-screen")))


@pytest.mark.parametrize(
    "text", ["she hasnt taken any", "hasnt taken any", "she has taken nothing", "nothing happened"]
)
def test_a_friend_who_has_taken_nothing_may_have_it_at_hand_too(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("my friend wants to kill herself and has pills"))
    assert texts(shared_parts, person.does(Does(text))) == [TextId.CRISIS_OTHER_AGAIN]
    assert texts(shared_parts, person.does(Does("bye"))) == [TextId.CRISIS_OTHER_PERSON]


@pytest.mark.parametrize("text", ["i havent taken the meds", "havent taken the meds", "have not taken those meds"])
def test_a_medicine_that_was_left_out_denies_no_overdose(text: str) -> None:
    assert not takes_back_alarm(text, Danger.OVERDOSE)


@pytest.mark.parametrize("text", AT_HOME)
@pytest.mark.parametrize("danger", [Danger.VIOLENCE, Danger.THREAT, Danger.MEDICAL])
def test_a_plea_takes_nothing_back(text: str, danger: Danger) -> None:
    assert not takes_back_alarm(text, danger)


@pytest.mark.parametrize("text", NO_CORRECTIONS)
def test_what_adds_to_it_or_is_unclear_is_none(text: str) -> None:
    assert not takes_back_alarm(text, Danger.SUICIDE)


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        (Danger.THREAT, "no i meant my dog"),
        (Danger.THREAT, "my dog i mean"),
        (Danger.THREAT, "i mean the old cat"),
        (Danger.SUICIDE, "my marriage i mean"),
        (Danger.SUICIDE, "i mean my marriage"),
        (Danger.SUICIDE, "no i meant ending my lease"),
        (Danger.SUICIDE, "my job i mean"),
        (Danger.SUICIDE, "i am moving to canada"),
        (Danger.SUICIDE, "im moving to ohio"),
        (Danger.SUICIDE, "i'm moving to New York"),
        (Danger.SUICIDE, "sorry im moving abroad"),
        (Danger.SUICIDE, "im on vacation then"),
        (Danger.SUICIDE, "its a quote"),
        (Danger.SUICIDE, "it was a song lyric"),
        (Danger.OVERDOSE, "no i meant 4 not 40"),
        (Danger.OVERDOSE, "typo, 4 not 40"),
        (Danger.OVERDOSE, "not 20, 2"),
        (Danger.OVERDOSE, "40 was a typo, i meant 4"),
        (Danger.OVERDOSE, "sorry i meant two pills not forty"),
        (Danger.OVERDOSE, "it was only 2 tablets not 20"),
    ],
)
def test_what_was_meant_instead_is_understood(danger: Danger, text: str) -> None:
    assert takes_back_alarm(text, danger, loosely_said=True)


@pytest.mark.parametrize(
    "text",
    [
        "i meant 4", "i mean two", "it was one", "it was only 2 tablets", "4", "sorry two", "i meant 4 not 40 bottles",
        "it is about my marriage", "it's about my job", "its about work", "it was about my boss", "its from school",
        "about my dog", "its because of my job", "i'm moving to pills", "i am moving to plan b", "im moving to alcohol",
        "i am moving to a grave", "i mean my boss",
        "no i meant myself", "i meant my gun", "i mean my life", "my life i mean", "i mean my wife", "i meant my kids",
        "no i meant 40", "i meant to", "i meant 4 bottles", "it was only 4 hours ago", "im moving on",
        "im moving to heaven",
        "im moving to a better place", "im going away", "i mean my dog will be alone", "my dog is dead",
        "i want to die because of my marriage", "its a quote i want on my grave", "i will be gone then",
        "im moving to join my mom", "i mean my job is to die",
    ],
)  # fmt: skip
@pytest.mark.parametrize("danger", list(Danger))
def test_a_correction_that_is_none_takes_nothing_back(danger: Danger, text: str) -> None:
    assert not takes_back_alarm(text, danger, loosely_said=True)
    assert not takes_back_alarm(text, danger)


@pytest.mark.parametrize(
    "text",
    [
        "my marriage i mean",
        "i mean my job",
        "im moving to ohio",
        "im moving away",
        "i meant my dog",
        "i meant 4 not 40",
    ],
)
@pytest.mark.parametrize("danger", list(Danger))
def test_plain_words_of_danger_were_about_nothing_else(danger: Danger, text: str) -> None:
    assert not takes_back_alarm(text, danger)


def test_what_was_meant_instead_must_fit_the_danger() -> None:
    assert not takes_back_alarm("no i meant 4", loosely_said=True, danger=Danger.SUICIDE)
    assert not takes_back_alarm("i meant my dog", loosely_said=True, danger=Danger.VIOLENCE)
    assert not takes_back_alarm("im moving to ohio", loosely_said=True, danger=Danger.VIOLENCE)
    assert not takes_back_alarm("i mean my marriage", loosely_said=True, danger=Danger.OVERDOSE)


@pytest.mark.parametrize(
    ("text", "is_both"),
    [
        ("sorry i lied, i'm fine", True),
        ("i made it up im ok", True),
        ("i was lying, i am safe", True),
        ("i lied", False),
        ("i lied, im not fine", False),
        ("i lied when i said i am fine", False),
        ("i lied about being safe", False),
        ("i'm fine", False),
        ("i lied, i am okay with dying", False),
        ("i lied i am good at hiding it", False),
    ],
)
def test_a_lie_and_a_word_on_safety_in_one_breath_are_told_apart_from_either(text: str, is_both: bool) -> None:
    assert lied_and_is_well(text) is is_both


@pytest.mark.parametrize(
    "word", ["not ", "i mean ", "for my ", "no ", "years ", "it is ", "my ex ", "i lied ", "never ", "have not "]
)
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readings = (word * 1000, word * (14 // len(word.split())), word * 5)
    assert seconds_to_read(readings, partial(takes_back_alarm, danger=Danger.SUICIDE)) < 1
    assert seconds_to_read(readings, lied_and_is_well, denies_taking) < 1
