"""What somebody writes where all answers are shown: nothing goes to the clinic without a clear word, and no word of
what is to be changed is lost."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.prescreen_commands import asks_for_answers
from bot.library.texts import TextId
from bot.prescreen.machine import CONTACT
from bot.prescreen.questionnaire import Label
from bot.prescreen.state import Stage
from bot.prescreen.values import Value
from tests.conversation.test_prescreen_service import STORIES, Person

HEART, MEDICINES = "heart_blood_pressure", "medications"


def at_review(parts: Parts) -> Person:
    return Person(parts).begins().answers_all()


# Which answer to change


@pytest.mark.parametrize("first", ["no", "change something", "no thats not right", "i want to change an answer"])
@pytest.mark.parametrize("then", ["yes", "yes please", "ok", "yeah sure", "yep", "\N{THUMBS UP SIGN}", "go ahead"])
def test_a_yes_to_which_answer_sends_nothing_and_is_asked_again(shared_parts: Parts, first: str, then: str) -> None:
    person = at_review(shared_parts).says(first).says(then)
    assert person.prescreen.stage is Stage.REVIEW
    assert person.texts[-1] == shared_parts.questionnaire.review.choose


def test_nor_does_a_yes_after_the_button(shared_parts: Parts) -> None:
    person = at_review(shared_parts).taps(Label.CHOOSE_EDIT).says("yes").says("yes")
    assert person.prescreen.stage is Stage.REVIEW
    assert person.texts[-1] == shared_parts.questionnaire.review.choose


@pytest.mark.parametrize(
    "text", ["no", "none", "nothing", "never mind", "nothing really", "it all looks right", "no changes"]
)
def test_who_wants_none_changed_after_all_sees_it_all_before_it_is_sent(shared_parts: Parts, text: str) -> None:
    person = at_review(shared_parts).says("no").says(text)
    assert person.prescreen.stage is Stage.REVIEW
    assert person.texts[-1].startswith(shared_parts.questionnaire.review.opening)
    assert person.says("yes").prescreen.stage is Stage.SENT


@pytest.mark.parametrize(
    ("text", "question"),
    [("the heart one", HEART), ("heart", HEART), ("yes the heart one", HEART), ("8", MEDICINES),
     ("my medicines", MEDICINES)],
)  # fmt: skip
def test_a_named_answer_is_opened(shared_parts: Parts, text: str, question: str) -> None:
    assert at_review(shared_parts).says("no").says(text).prescreen.question == question


@pytest.mark.parametrize("text", ["send it", "yes send it please", "just send it"])
def test_a_clear_word_for_sending_sends(shared_parts: Parts, text: str) -> None:
    assert at_review(shared_parts).says("no").says(text).prescreen.stage is Stage.SENT


# How to reach them

BEFORE = "sam 212 555 0177"
RIGHT = "212 555 0178"


def with_contact(parts: Parts, words: str = BEFORE, *, is_sent: bool = False) -> Person:
    person = Person(parts).begins().answers_until(CONTACT).says(words).says("yes")
    assert person.prescreen.answers[CONTACT].words == words
    return person.says("send it") if is_sent else person


@pytest.mark.parametrize("is_sent", [False, True])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("actually its 212 555 0178", "sam 212 555 0178"),
        ("sorry my number is 212 555 0178", "sam 212 555 0178"),
        ("change my number to 212 555 0199", "sam 212 555 0199"),
        ("can you change my number to 212 555 0199", "sam 212 555 0199"),
        ("its 212 555 0178 not 212 555 0177", "sam 212 555 0178"),
        ("my name is spelled samm", "samm 212 555 0177"),
        ("my name is spelled s a m m", "samm 212 555 0177"),
        ("my name is katie not sam", "katie 212 555 0177"),
        ("its katie not sam", "katie 212 555 0177"),
        ("also i forgot my name is joe", "joe 212 555 0177"),
        ("you can also write to sam@mail.example", f"{BEFORE}\nyou can also write to sam@mail.example"),
        ("my other number is 212 555 0200", f"{BEFORE}\nmy other number is 212 555 0200"),
        ("actually use 212 555 0178 but only after six", f"sam {RIGHT}\nactually use {RIGHT} but only after six"),
    ],
)  # fmt: skip
def test_what_is_put_right_of_the_contact_changes_that_and_keeps_the_rest(
    shared_parts: Parts, text: str, words: str, *, is_sent: bool
) -> None:
    person = with_contact(shared_parts, is_sent=is_sent).says(text)
    given = person.prescreen.answers[CONTACT]
    assert (given.words, given.value, person.prescreen.stage) == (words, Value.YES, Stage.REVIEW)
    assert person.prescreen.answers[MEDICINES].words == STORIES[MEDICINES]


@pytest.mark.parametrize("is_sent", [False, True])
@pytest.mark.parametrize(
    "text",
    ["the last digit is 8", "its 0178 at the end not 0177", "its 0178 not 0177", "it ends in 78",
     "i swapped two digits", "the last four digits are 0178", "one digit is missing",
     "my name is spelled wrong", "the area code is wrong"],
)  # fmt: skip
def test_for_a_part_of_the_number_they_are_asked_for_the_whole_contact(
    shared_parts: Parts, text: str, *, is_sent: bool
) -> None:
    person = with_contact(shared_parts, is_sent=is_sent).says(text)
    assert person.is_asked == CONTACT
    assert person.prescreen.answers[CONTACT].words == BEFORE
    then = person.says("212 555 0178").prescreen
    assert (then.answers[CONTACT].words, then.stage) == ("sam 212 555 0178", Stage.REVIEW)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("katie", "katie 212 555 0177"),
        ("joe 212 555 0200", "joe 212 555 0200"),
        ("same number", BEFORE),
        ("keep it", BEFORE),
        ("evenings are better", f"{BEFORE}\nevenings are better"),
    ],
)
def test_who_opens_the_contact_again_loses_nothing_of_it(shared_parts: Parts, text: str, words: str) -> None:
    person = with_contact(shared_parts).says("change how to reach me")
    assert person.is_asked == CONTACT
    then = person.says(text).prescreen
    assert (then.answers[CONTACT].words, then.stage) == (words, Stage.REVIEW)


@pytest.mark.parametrize(
    "text",
    ["is my number safe", "my dose ends with 50 mg", "8", "number 8 is wrong", "the heart one",
     "who sees my name", "my husbands name is joe", "is my name shown"],
)  # fmt: skip
def test_other_words_leave_the_contact_as_it_is(shared_parts: Parts, text: str) -> None:
    assert with_contact(shared_parts).says(text).prescreen.answers[CONTACT].words == BEFORE


def test_a_number_that_comes_while_another_answer_is_open_is_the_contact(shared_parts: Parts) -> None:
    person = with_contact(shared_parts).says("8").says("actually its 212 555 0178")
    assert person.prescreen.answers[CONTACT].words == "sam 212 555 0178"
    assert person.prescreen.answers[MEDICINES].words == STORIES[MEDICINES]
    assert person.is_asked == MEDICINES


# What was wrong, and what is right


@pytest.mark.parametrize("is_sent", [False, True])
@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("my heart answer was wrong, i had a stent", HEART),
        ("the heart answer is not right. i had a bypass in 2010", HEART),
        ("the liver one is wrong because i had hepatitis", "liver_kidney"),
    ],
)
def test_what_is_right_is_kept_with_what_was_wrong(
    shared_parts: Parts, text: str, question: str, *, is_sent: bool
) -> None:
    person = Person(shared_parts).begins().answers_until(question).says("no").answers_all()
    person = person.says("send it") if is_sent else person
    given = person.says(text).prescreen.answers[question]
    assert text in given.words
    assert given.value is not Value.NO
    again = person.says("send it").prescreen
    assert again.stage is Stage.SENT
    assert (again.sent or {})[question] == given


@pytest.mark.parametrize(
    "text",
    ["my heart answer was wrong", "the heart one is wrong sorry", "i made a mistake, i want to change the heart one"],
)
def test_what_is_only_wrong_is_asked_again(shared_parts: Parts, text: str) -> None:
    assert at_review(shared_parts).says(text).is_asked == HEART


# What is asked there


@pytest.mark.parametrize(
    "text",
    ["what did you put for heart", "what did i say about my liver", "what do you have for medicines",
     "what did you write down for allergies?"],
)  # fmt: skip
def test_who_asks_what_stands_there_sees_it(shared_parts: Parts, text: str) -> None:
    person = at_review(shared_parts).says(text)
    assert person.texts[-1].startswith(shared_parts.questionnaire.review.opening)
    assert len(person.texts) == 1


@pytest.mark.parametrize("text", ["what do i take for a headache", "what is ketamine for"])
def test_other_questions_are_answered_otherwise(text: str) -> None:
    assert not asks_for_answers(text)


@pytest.mark.parametrize("text", ["when will they call", "how soon will someone get back to me"])
def test_who_asks_when_they_hear_back_reads_it(shared_parts: Parts, text: str) -> None:
    person = at_review(shared_parts).says(text)
    assert person.was_told(TextId.PRESCREEN_WHEN_SENT)
    assert person.prescreen.stage is Stage.REVIEW


@pytest.mark.parametrize("text", ["ok", "fine", "cool thanks ok", "\N{THUMBS UP SIGN}"])
def test_a_bare_ok_is_told_how_to_send(shared_parts: Parts, text: str) -> None:
    person = at_review(shared_parts).says(text)
    assert person.was_told(TextId.PRESCREEN_HOW_TO_SEND)
    assert person.says("send it").prescreen.stage is Stage.SENT


# The contact before, and at, its question


def test_a_number_beside_the_first_answer_is_kept_and_confirmed(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().says("low mood. my number is 212 555 0144 im jo")
    answers = person.prescreen.answers
    assert answers["reason_for_interest"].words == "low mood."
    assert (answers[CONTACT].words, answers[CONTACT].is_early) == ("my number is 212 555 0144 im jo", True)
    person = person.answers_until(CONTACT).says("i just gave it")
    given = person.prescreen.answers[CONTACT]
    assert (given.words, given.value, given.is_early) == ("my number is 212 555 0144 im jo", Value.YES, False)


@pytest.mark.parametrize(
    "text", ["low mood for years. my sisters number is 212 555 0144", "my mood is a 2 out of 10. i cant sleep"]
)
def test_other_numbers_beside_an_answer_stay_in_it(shared_parts: Parts, text: str) -> None:
    assert CONTACT not in Person(shared_parts).begins().says(text).prescreen.answers


@pytest.mark.parametrize("text", ["same number", "i just gave it", "you already have it"])
def test_a_word_for_a_number_that_nobody_knows_is_not_recorded(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(CONTACT).says(text)
    assert (person.is_asked, person.prescreen.answers.get(CONTACT)) == (CONTACT, None)
    assert not person.says("skip").prescreen.answers[CONTACT].words
