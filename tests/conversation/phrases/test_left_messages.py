"""What says whether a message may be left, and what only comes near it."""

import pytest

from bot.conversation.phrases.left_messages import message_choice
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
        ("any message", "any_message"),
        ("yes a message is fine", "any_message"),
    ],
)
def test_a_word_on_messages_is_a_choice(text: str, choice: str) -> None:
    assert message_choice(text) == choice


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "no messages are ok", "no meds", "i get messages from the tv", "no, the messages stopped",
     "i take it discreetly",
     "no message from god lately", "any meds", "leave it", ""],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert message_choice(text) is None


@pytest.mark.parametrize("word", ["no ", "discreet ", "message ", "please ", "no message "])
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read([word * times + "x" for times in (4, 12, 1000)], message_choice) < 0.5
