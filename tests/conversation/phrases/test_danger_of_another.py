"""Who tells of a relative in danger reads what is for them; whatever may be the writer's own stays the writer's."""

from functools import partial

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.danger_of_another import is_of_another, passes_on_despair
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

SISTER = "my sister is depressed"


@pytest.mark.parametrize(
    "said",
    [(SISTER, "she said shed rather be dead"), ("my brother is cutting. can someone call",),
     ("my best friend says she wants to die",), (SISTER, "she keeps saying she doesn't want to live"),
     ("my son cuts himself and says he wants to die",)],
)  # fmt: skip
def test_who_tells_of_another_in_danger_reads_what_is_for_them(shared_parts: Parts, said: tuple[str, ...]) -> None:
    person = Person(shared_parts)
    for text in said:
        shown = person.does(Does(text))
    assert texts(shared_parts, shown)[0] is TextId.CRISIS_OTHER_PERSON


@pytest.mark.parametrize(
    "text",
    ["she said i should die", "my sister is depressed and i want to die", "my brother is cutting. want to die",
     "my mom died. she said shed rather be dead", "he told me to kill myself", "my husband is cruel, rather be dead",
     "my sister said \"i want to die\"", "she wants to die and so do i", "my wife left. cant go on",
     "my sister cuts and me too", "rather be dead", "my life", "she said kill yourself", "without her nothing matters"],
)  # fmt: skip
def test_what_may_be_the_writers_own_stays_so(text: str) -> None:
    assert not is_of_another(text, [SISTER])


@pytest.mark.parametrize(
    "text",
    ["feels like suicide is the only option", "is suicide painless", "does hanging hurt",
     "is there any point in living",
     "my wife left. feels like suicide is the only way out", "my kids would be better off with a dead dad",
     "my kids will find a body tonight", "my husband will find the body",
     "our baby is dead. is nothing left to live for",
     "says he wants to die", "he left. rather be dead", "my dad says suicide is selfish", "my sister is depressed",
     "my wife wants to end it. suicide it is", "his gun is loaded", "my mom would rather see a dead son",
     "my sister tried to kill herself last year. feels like the only way", "needs to end", "keeps getting worse"],
)  # fmt: skip
def test_nothing_is_anothers_that_does_not_state_their_own_wish_or_deed(text: str) -> None:
    assert not is_of_another(text, ["my husband says ketamine helped a friend"])


@pytest.mark.parametrize(
    "text",
    ["my sister is depressed. she wants to die", "she said she'd rather be dead",
     "i think my sister wants to kill herself",
     "my dad is talking about suicide", "my daughter is suicidal", "my husband tried to hang himself today",
     "my wife doesn't want to be here anymore", "my brother is going to kill himself tonight", "he wants to die",
     "my roommate is threatening to kill herself", "my son is 16 and he cuts his arms", "our daughter is self harming"],
)  # fmt: skip
def test_the_wish_or_deed_of_another_that_is_stated_is_theirs(text: str) -> None:
    assert is_of_another(text, ["my husband says ketamine helped a friend"])


@pytest.mark.parametrize("text", ["feels like suicide is the only option", "my kids will find a body tonight"])
def test_who_told_of_another_only_in_passing_is_asked_about_themselves(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does("my husband says ketamine helped a friend"))
    assert texts(shared_parts, person.does(Does(text)))[0] is TextId.CRISIS_SUICIDE


def test_nobody_is_he_or_she_who_was_not_told_of() -> None:
    assert is_of_another("she said shed rather be dead", [SISTER])
    assert not is_of_another("she said shed rather be dead", ["hello"])


def test_who_was_in_danger_themselves_is_asked_about_themselves(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does("i want to die"))
    shown = person.does(Does("my brother is cutting. can someone call"))
    assert TextId.CRISIS_OTHER_PERSON not in texts(shared_parts, shown)


@pytest.mark.parametrize("reason", ["it's my dad", "it's about my ex", "i mean my sister"])
def test_a_reason_does_not_make_their_own_danger_anothers(shared_parts: Parts, reason: str) -> None:
    person = Person(shared_parts)
    person.does(Does("i want to kill myself"))
    assert TextId.CRISIS_OTHER_PERSON not in texts(shared_parts, person.does(Does(reason)))


@pytest.mark.parametrize("word", ["my sister ", "she ", "my ", "please ", "and ", "i think ", "keeps ", "says "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 15, word * 14 + "x y"), lambda text: is_of_another(text, [SISTER])) < 1


PASSED_ON = [
    "my friend said she cant go on", "my friend says he can't go on anymore", "my brother says he cant do life anymore",
    "mum keeps saying she wont be here at christmas", "my mum keeps telling me she won't be around next year",
    "my sister told me she cant keep going anymore", "my friend said she wants to give up on life",
    "my dad says he has nothing to live for", "my son says theres no point anymore",
    "my best friend texted me that she can't live like this anymore", "my dad says he is giving up on everything",
    "my son said he has given up on life", "my brother cant go on like this",
    "my daughter said she wont be here next year", "my friend said she cant go on. what should i do",
    "help my sister says she cant go on", "my cousin says she is a burden to everyone",
]  # fmt: skip
NOT_PASSED_ON = [
    "my friend said she cant go on holiday", "my brother says he cant do this form", "my husband says he can't do it",
    "my wife says she cant live without coffee", "my friend says she cant do ketamine anymore",
    "mum said she can't drive me home", "my mum wont be here at christmas",
    "my therapist said she cant do this anymore",
    "the doctor said i cant go on", "my friend said i cant go on like this", "my boss said we cant go on like this",
    "my brother said he wants to give up smoking", "my friend cant go on the trip", "my mum says i am a burden",
    "my friend said she cant go on and neither can i", "my mother died because she could not go on",
    "she said she cant go on", "", "my husband says he cant take it anymore", "my boss says he cant take it any longer",
    "my wife says she can't do this anymore", "my mum says she cant handle this any longer",
    "my husband says he is giving up", "my partner told me he wants to give up", "my dad has given up",
    "my boyfriend says he cant stand it anymore", "my wife said she cant bear it",
    "my sister says she cant manage anymore",
    "my flatmate says she cant keep doing this anymore",
]  # fmt: skip


@pytest.mark.parametrize("text", PASSED_ON)
def test_the_despair_of_another_that_is_passed_on_is_heard(text: str) -> None:
    assert passes_on_despair(text, [])


@pytest.mark.parametrize("text", NOT_PASSED_ON)
def test_what_another_says_of_anything_else_is_none(text: str) -> None:
    assert not passes_on_despair(text, [])


def test_who_she_is_may_have_been_said_before() -> None:
    assert passes_on_despair("she said she cant go on", ["my friend is so low"])
    assert not passes_on_despair("he said he is giving up", ["my husband quit smoking"])


@pytest.mark.parametrize(
    "before",
    ["my brother killed himself last year", "my brother died in may", "we lost my brother to suicide",
     "my brother took his own life", "i was at the funeral of my brother", "my brother passed away",
     "my brother passed in may", "my brother took his life", "my brother passed last year"],
)  # fmt: skip
def test_what_the_dead_said_is_grief(before: str) -> None:
    assert not passes_on_despair("he kept saying he couldn't go on like this", [before])
    assert not passes_on_despair("my brother kept saying he couldn't go on like this", [before, "it was awful"])
    assert passes_on_despair("now my sister says she cant go on", [before])


@pytest.mark.parametrize(
    "before",
    [
        "my dog died",
        "my sister's husband died",
        "my sister lost her job",
        "i lost my job",
        "i feel dead inside",
        "my battery is dead",
    ],
)
def test_no_other_loss_hides_who_lives(before: str) -> None:
    assert passes_on_despair("she says she cant go on", ["my sister is low", before])


def test_who_lost_somebody_reads_no_alarm_for_them(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does("my brother killed himself last year"))
    shown = person.does(Does("he kept saying he couldn't go on like this"))
    assert TextId.CRISIS_OTHER_PERSON not in texts(shared_parts, shown)


@pytest.mark.parametrize("text", ["my friend said she cant go on", "my husband told me he cant keep going"])
def test_who_passes_it_on_reads_what_to_do_for_them(shared_parts: Parts, text: str) -> None:
    assert TextId.CRISIS_OTHER_PERSON in texts(shared_parts, Person(shared_parts).does(Does(text)))


@pytest.mark.parametrize("word", ["my friend said ", "can not ", "keeps ", "my brother ", "so help "])
def test_despair_a_thousand_times_is_read_at_once(word: str) -> None:
    read = partial(passes_on_despair, before=[word * 1000])
    assert seconds_to_read((word * 1000, word * 30, word * 10, word * 5), read) < 1
