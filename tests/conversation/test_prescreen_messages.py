"""Leave to leave a message, taken back where all answers are shown, or after that: it counts at once."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.left_messages import message_choice
from bot.prescreen.state import Stage
from tests.conversation.reading_speed import seconds_to_read
from tests.conversation.test_prescreen_service import MESSAGES, Person

TAKEN_BACK = [
    "dont leave a message",
    "please dont leave voicemails",
    "actually no voicemail, my husband cant know",
    "i changed my mind, no messages",
    "i don't want them to leave a message on my phone",
    "i'd rather they didn't leave a voicemail",
    "tell them not to leave me any messages",
]


@pytest.mark.parametrize("is_sent", [False, True])
@pytest.mark.parametrize("text", TAKEN_BACK)
def test_who_takes_it_back_sees_the_new_answer(shared_parts: Parts, text: str, *, is_sent: bool) -> None:
    person = Person(shared_parts).sends() if is_sent else Person(shared_parts).begins().answers_all()
    given = person.says(text).prescreen.answers[MESSAGES]
    assert (given.choice, given.words) == ("no_message", text)
    assert person.prescreen.stage is Stage.REVIEW
    assert text in person.texts[-1]
    sent = person.says("send").prescreen.sent
    assert sent is not None
    assert sent[MESSAGES].choice == "no_message"


def test_it_counts_beside_another_answer_that_is_changed(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_all().says("the heart one").says("no voicemails please")
    assert person.prescreen.answers[MESSAGES].choice == "no_message"
    assert person.is_asked == "heart_blood_pressure"


@pytest.mark.parametrize(
    "text",
    ["dont leave a message unless its discreet", "no voicemail but a message is fine", "no message if my ex answers"],
)  # fmt: skip
def test_a_wish_with_a_condition_is_asked_for_again(shared_parts: Parts, text: str) -> None:
    assert message_choice(text) is None
    assert Person(shared_parts).begins().answers_all().says(text).is_asked == MESSAGES


@pytest.mark.parametrize(
    "text", ["did they leave a message", "i got no message from them", "you can leave now", "i left my husband",
             "no one leaves me a message and i feel alone"]
)  # fmt: skip
def test_other_words_choose_nothing(text: str) -> None:
    assert message_choice(text) is None


@pytest.mark.parametrize("word", ["no ", "dont leave a message ", "for me at all ", "my ", "i'd rather ", "please,"])
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * times + "x" for times in (3, 7, 1000)), message_choice) < 1


@pytest.mark.parametrize("text", ["any messages", "any voicemails", "hi any messages"])
def test_who_asks_whether_there_are_any_gives_no_leave(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).sends().says("no messages").says("send").says(text)
    assert person.prescreen.answers[MESSAGES].choice == "no_message"
    assert person.prescreen.stage is Stage.SENT


@pytest.mark.parametrize("is_sent", [False, True])
def test_what_may_be_a_remark_is_asked_for_again(shared_parts: Parts, *, is_sent: bool) -> None:
    person = Person(shared_parts).sends() if is_sent else Person(shared_parts).begins().answers_all()
    assert person.says("no voicemails on my phone").is_asked == MESSAGES


def test_at_another_question_it_answers_nothing(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_until("pregnancy").says("no voicemails on my phone")
    assert "pregnancy" not in person.prescreen.answers


@pytest.mark.parametrize("text", ["any message", "any voicemails"])
def test_where_it_is_asked_for_any_message_is_the_answer(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(MESSAGES).says(text)
    assert person.prescreen.answers[MESSAGES].choice == "any_message"
