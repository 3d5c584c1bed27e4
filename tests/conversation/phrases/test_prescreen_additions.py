"""What people add to answers that they gave before, and what only speaks of the same things."""

import pytest

from bot.conversation.phrases.prescreen_additions import (
    adds,
    amends,
    asks_when_they_get_back,
    asks_whether_sent,
    belongs_elsewhere,
    changes_an_answer,
    orders_adding,
    question_added_to,
    question_meant,
    refuses_to_send,
)
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("i also take 20mg of something", "medications"),
        ("sertraline too", "medications"),
        ("my new number is 212 555 0166", "contact_preference"),
        ("i am nursing", "pregnancy"),
        ("a glass of wine at night", "substance_use"),
        ("wine with my pills", None),
        ("nothing else to say", None),
    ],
)
def test_a_question_is_meant_by_what_belongs_to_it_alone(text: str, question: str | None) -> None:
    assert question_meant(text) == question


@pytest.mark.parametrize("text", ["wait i did have a seizure once", "i forgot to say something", "trazodone 50"])
def test_what_is_told_at_the_review_is_an_addition(text: str) -> None:
    assert adds(text)


@pytest.mark.parametrize("text", ["i hope this helps", "thanks", "ok", "what happens next", "that took a while"])
def test_what_is_said_in_passing_at_the_review_is_none(text: str) -> None:
    assert not adds(text)


@pytest.mark.parametrize("text", ["i forgot something, i also take lithium", "my email is old", "change what i sent"])
def test_what_puts_right_what_was_sent_is_heard(text: str) -> None:
    assert amends(text) or changes_an_answer(text)


@pytest.mark.parametrize(
    "text", ["my heart feels lighter now", "i take the bus home", "should i stop my lithium", "delete all my answers"]
)
def test_what_is_said_after_sending_is_mostly_something_else(text: str) -> None:
    assert not amends(text)


@pytest.mark.parametrize("text", ["dont send", "no wait, don't submit it yet", "i'd rather not send this"])
def test_who_will_not_send_is_heard(text: str) -> None:
    assert refuses_to_send(text)
    assert not refuses_to_send(f"{text} to my boss but to the clinic")


@pytest.mark.parametrize(
    "text",
    [
        "thanks what happens next",
        "how long till they call",
        "when will i hear back",
        "ok now what",
        "how soon do you reply",
    ],
)
def test_who_asks_when_the_clinic_gets_back_is_heard(text: str) -> None:
    assert asks_when_they_get_back(text)


@pytest.mark.parametrize("text", ["did they get it", "was it sent?", "ok so did you receive my answers"])
def test_who_asks_whether_it_was_sent_is_heard(text: str) -> None:
    assert asks_whether_sent(text)
    assert not asks_when_they_get_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "how long does one session take",
        "when i hear voices i hide",
        "what happens in the next session",
        "how long does it last",
        "did they get it from plants",
        "is it sent to my insurance",
        "what now hurts is my back",
    ],
)
def test_other_questions_after_sending_are_answered_as_ever(text: str) -> None:
    assert not asks_when_they_get_back(text)
    assert not asks_whether_sent(text)


@pytest.mark.parametrize("text", ["add epilepsy please", "could u include my migraines", "please note that i snore"])
def test_what_is_to_be_added_to_nothing_that_is_asked_goes_to_anything_else(text: str) -> None:
    assert question_added_to(text) == "anything_else"
    assert amends(text)


@pytest.mark.parametrize(
    "text",
    ["can i add alcohol to my tea", "one more thing", "can you add something", "i want to add something", "my kidneys"],
)
def test_who_asks_or_says_nothing_yet_adds_nothing(text: str) -> None:
    assert question_added_to(text) is None


def test_only_an_afterthought_belongs_elsewhere() -> None:
    assert belongs_elsewhere("btw i forgot, i take zoloft", "pregnancy") == "medications"
    assert belongs_elsewhere("i take zoloft", "pregnancy") is None
    assert belongs_elsewhere("also can i take zoloft", "pregnancy") is None
    assert belongs_elsewhere("also i take pills and drink wine", "pregnancy") is None
    assert belongs_elsewhere("and so on", "pregnancy") is None


@pytest.mark.parametrize(
    "word",
    [
        "also ",
        "i forgot ",
        "and ",
        "oh,",
        "change my ",
        "i did take ",
        "5 mg ",
        "when they ",
        "dont send ",
        "add ",
        "please add ",
    ],
)
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    asks = (asks_when_they_get_back, asks_whether_sent)
    readers = (
        adds,
        amends,
        changes_an_answer,
        orders_adding,
        question_added_to,
        question_meant,
        refuses_to_send,
        *asks,
    )
    texts = (word * 6 + "x", word * 1000 + "x")
    assert seconds_to_read(texts, *readers, lambda text: belongs_elsewhere(text, "pregnancy")) < 1
