"""What says whether a message may be left, and what only comes near it."""

import pytest

from bot.conversation.phrases.left_messages import is_unclear_on_messages, message_choice, says_any_message
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("no message", "no_message"),
        ("No messages please.", "no_message"),
        ("dont leave a message", "no_message"),
        ("i dont want any voicemails", "no_message"),
        ("discreet please", "discreet"),
        ("ok just a discreet one", "discreet"),
        ("you can leave any message", "any_message"),
        ("any voicemail is fine", "any_message"),
        ("messages are ok", "any_message"),
        ("no voicemails on my phone please", "no_message"),
        ("no voicemail on my phone, my ex listens", "no_message"),
        ("yes a message is fine", "any_message"),
    ],
)
def test_a_word_on_messages_is_a_choice(text: str, choice: str) -> None:
    assert message_choice(text) == choice


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "no messages are ok", "no meds", "i get messages from the tv", "no, the messages stopped",
     "i take it discreetly",
     "no message from god lately", "any meds", "leave it", "any messages", "hi any voicemails", "any message for me",
     "no voicemails on my phone", ""],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert message_choice(text) is None


@pytest.mark.parametrize("word", ["no ", "discreet ", "message ", "please ", "no message "])
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read([word * times + "x" for times in (4, 12, 1000)], message_choice) < 0.5
    assert seconds_to_read([word * times + "x" for times in (4, 12, 1000)], is_unclear_on_messages) < 0.5


@pytest.mark.parametrize(("text", "is_any"), [("any message", True), ("Any voicemails", True), ("any meds", False)])
def test_any_message_chooses_only_where_it_is_asked_for(text: str, *, is_any: bool) -> None:
    assert says_any_message(text) is is_any
