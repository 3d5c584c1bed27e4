"""What asks or requests something in words, and what only tells."""

from functools import partial

import pytest

from bot.conversation.phrases.asking_words import asks_in_words, is_small_talk, requests
from tests.conversation.reading_speed import seconds_to_read

TELLS = [
    "i have afib", "bp is normal", "heart is fine", "no heart is good", "one glass at christmas", "emdr",
    "adderall not prescribed", "uti last month", "grief group", "could be", "what i had was a stroke",
    "when stressed i drink", "when i was twenty i had it. it went", "did it once, years ago", "had it twice",
    "i dont understand why i feel so bad", "how it began i dont know", "i don't get angry", "is fine",
    "which is why i stopped drinking years ago", "i take what the doctor gives me", "have someone call me",
]  # fmt: skip
ASKS = [
    "whats that", "tell me more", "side effects", "how long is it", "so can i do it", "i dont get it",
    "ok so should i come off it or not", "i wonder how long a session is", "i dont understand the question",
    "is ketamine addictive", "did i pass", "so whats the verdict", "no. does it smell", "what counts as a problem",
    "are you a bot", "tell me if i qualify", "do you take insurance", "define psychosis", "cuanto cuesta",
]  # fmt: skip
PERSON, PRIVACY, DELETION = "request_human", "privacy", "delete_my_data"


@pytest.mark.parametrize("text", TELLS)
def test_a_statement_asks_nothing(text: str) -> None:
    assert not asks_in_words(text)


@pytest.mark.parametrize("text", ASKS)
def test_a_question_is_heard_without_its_mark(text: str) -> None:
    assert asks_in_words(text)


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        *((PERSON, text) for text in (
            "can i talk to a real person", "i'd rather talk to someone", "please call me", "human", "agent please",
            "i need to speak with someone at the clinic", "have someone call me", "i want someone to talk to",
            "no bot please, a person", "let me talk to somebody", "quiero hablar con una persona", "get me a human",
        )),
        *((PRIVACY, text) for text in ("nobody must know about this", "my husband cant know", "keep it private")),
        *((DELETION, text) for text in (
            "i want my data gone", "delete all this", "forget everything i said", "remove my info", "please erase",
        )),
    ],
)  # fmt: skip
def test_a_request_in_words_is_one(intent: str, text: str) -> None:
    assert requests(intent, text)


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        *((PERSON, text) for text in (
            "i have a therapist", "i'd feel better with a woman therapist", "i called the clinic last year",
            "i talked to a counselor", "i see a nurse weekly", "a group with other people",
            "i had a pacemaker put in last year, the doctor said to call him",
        )),
        *((PRIVACY, text) for text in ("my wife doesnt know", "i live alone")),
        *((DELETION, text) for text in ("they removed one kidney", "gallbladder gone", "had a cyst removed")),
    ],
)  # fmt: skip
def test_what_rasa_takes_for_a_request_is_none_without_the_words(intent: str, text: str) -> None:
    assert not requests(intent, text)


@pytest.mark.parametrize("text", ["hi", "ok thanks", "good morning", "bye now"])
def test_small_talk_is_small(text: str) -> None:
    assert is_small_talk(text)
    assert not is_small_talk(f"{text}, i have had high blood pressure since i was forty")


@pytest.mark.parametrize("word", ["so and ", "please ", "data ", "nobody ", "i really ", "remove ", "do i "])
def test_a_word_said_a_thousand_times_is_read_at_once(word: str) -> None:
    readers = [partial(requests, intent) for intent in (PERSON, PRIVACY, DELETION)]
    assert seconds_to_read([word * 1000], asks_in_words, *readers) < 1
