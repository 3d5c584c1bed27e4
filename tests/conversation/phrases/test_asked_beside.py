"""What is told and what is asked in one message of the pre-screen, also where no question mark tells them apart."""

import pytest

from bot.conversation.phrases.asked_beside import (
    asks_for_verdict,
    asks_somewhere,
    asks_who_learns_of_it,
    is_about_treatment,
    is_tagged,
    plans_a_change,
    speaks_of_own,
    surely_asks,
    told_and_asked,
)
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("no. what dose is it", "no", "what dose is it"),
        ("no, does it smell", "no", "does it smell"),
        ("no how long is one session btw", "no", "how long is one session btw"),
        ("nope but is it addictive", "nope", "but is it addictive"),
        ("yes am i out", "yes", "am i out"),
        ("no. would that be bad", "no", "would that be bad"),
        ("zoloft, should i stop", "zoloft,", "should i stop"),
        ("high bp. so thats a no then", "high bp.", "so thats a no then"),
        ("ok so should i come off it or not", "", "ok so should i come off it or not"),
        ("never. why? my sister wants to know", "never.", "why?"),
    ],
)
def test_what_is_told_stands_apart_from_what_is_asked(text: str, told: str, asked: str) -> None:
    assert told_and_asked(text) == (told, asked)


@pytest.mark.parametrize(
    "text",
    [
        "no is the answer", "when i was twenty i had it. it went", "never, what i had was a stroke", "no and never did",
        "no. was my mother, not me", "yes. had a stroke", "no. did it once", "yes, do it daily",
        "yes. is bipolar type 2",
        "could be, my eyes looked yellow", "none, would need a man for that", "no, can't say i have",
        "something for nerves, what it was i dont know",
    ],
)  # fmt: skip
def test_what_only_opens_like_a_question_is_told(text: str) -> None:
    assert told_and_asked(text)[0] == text
    assert not asks_somewhere(text)


@pytest.mark.parametrize("is_story", [True, False])
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("when i was manic in 2015 i heard voices", ""),
        ("when im stressed i drink", ""),
        ("what i had was a stroke", ""),
        ("what does it cost", "what does it cost"),
        ("does insurance cover it", "does insurance cover it"),
        ("when can i start", "when can i start"),
    ],
)
def test_a_statement_that_opens_like_a_question_asks_nothing(text: str, asked: str, *, is_story: bool) -> None:
    assert told_and_asked(text, is_story=is_story)[1] == asked


def test_in_a_story_only_a_question_mark_tells_them_apart() -> None:
    assert told_and_asked("no. does it help", is_story=True)[0] == "no. does it help"
    assert told_and_asked("i'm low. does it help?", is_story=True) == ("i'm low.", "does it help?")


@pytest.mark.parametrize("text", ["is ketamine safe", "so how much does it cost", "do people vomit", "what if i faint"])
def test_a_question_needs_no_mark(text: str) -> None:
    assert surely_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "did i pass", "did i pass the questions", "so whats the verdict", "am i in", "so thats a no then",
        "bipolar 1. can i still do it", "yes, does that rule me out", "no. does that mean im safe", "do i qualify",
        "lithium. is that a problem?", "will that disqualify me", "so am i out",
    ],
)  # fmt: skip
def test_a_wish_for_a_verdict_is_seen(text: str) -> None:
    assert asks_for_verdict(text)


@pytest.mark.parametrize(
    "text",
    [
        "single and celibate since 2020 so thats a no", "my drinking, that's a problem", "anxiety stops me", "no",
        "it means i can't sleep", "did i pass out once, yes", "i failed at therapy", "i passed a kidney stone",
        "can't rule it out", "nothing counts", "i got in a crash", "what's the question",
    ],
)  # fmt: skip
def test_an_answer_is_no_wish_for_a_verdict(text: str) -> None:
    assert not asks_for_verdict(text)


@pytest.mark.parametrize(
    "text",
    ["is my boss gonna know", "will my husband find out", "could my employer see it", "what if my wife finds out"],
)
def test_who_asks_what_another_will_learn_is_heard(text: str) -> None:
    assert asks_who_learns_of_it(text)


@pytest.mark.parametrize(
    "text",
    ["is it for my son", "can my son do it", "can i see my answers", "do you know if my son can have it", "yes i know"],
)
def test_who_asks_for_another_is_not_taken_for_it(text: str) -> None:
    assert not asks_who_learns_of_it(text)


@pytest.mark.parametrize(
    "text", ["zoloft. ok ill stop it", "adderall but i can skip it that day", "should i come off it", "i'm tapering it"]
)
def test_a_plan_to_change_a_medicine_is_seen(text: str) -> None:
    assert plans_a_change(text)


@pytest.mark.parametrize(
    "text", ["i stopped my lithium", "i quit", "zoloft", "i had to stop it", "i'm skipping, sorry", "they cut it out"]
)
def test_what_was_changed_before_is_no_plan(text: str) -> None:
    assert not plans_a_change(text)


def test_a_tag_asks_to_be_agreed_with() -> None:
    assert is_tagged("i can skip it that day right?")
    assert not is_tagged("my right side is weak")


def test_whose_matter_a_question_is() -> None:
    assert is_about_treatment("is ketamine addictive")
    assert not is_about_treatment("can i take it with my lithium")
    assert speaks_of_own("is my heart murmur a problem")
    assert speaks_of_own("can i keep taking something")
    assert not speaks_of_own("what dose is it")


@pytest.mark.parametrize("word", ["no,", "what ", "so ", "is it ", "does ", "i can stop ", "no. ", "can i still "])
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    readers = (told_and_asked, asks_for_verdict, asks_somewhere, plans_a_change, is_tagged, speaks_of_own)
    assert seconds_to_read((word * 1000 + "x", word * 11 + "x"), *readers) < 1
