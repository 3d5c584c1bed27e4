"""A question that names only what was spoken of is looked up with it, and is asked back where that leads nowhere."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import Answer, Clarify
from bot.conversation.lookup import Said
from bot.conversation.phrases.follow_ups import names_only_the_last
from tests.conversation.reading_speed import seconds_to_read

BARE = [
    "is that normal", "how long do they last", "does it go away", "is that bad", "are they permanent",
    "how often does that happen", "what can i do about it", "so do they stop", "how common are they",
    "and does it come back", "why does it happen", "will it pass", "is this serious", "is it rare",
    "do they go away on their own", "what helps with that", "how bad can it get", "what if it doesnt stop",
]  # fmt: skip
FULL = [
    "is that normal for lithium", "how long do the effects last", "does the nausea go away", "what is kap",
    "how long does a session last", "is ketamine dangerous", "does it help with depression", "what does it feel like",
    "who does that", "does it hurt my liver", "can i do it at home", "is it legal", "how many do i need", "is it safe",
    "what does it cost", "thats normal", "it went away", "",
]  # fmt: skip


@pytest.mark.parametrize("text", BARE)
def test_a_question_without_a_subject_of_its_own_is_seen(text: str) -> None:
    assert names_only_the_last(text)


@pytest.mark.parametrize("text", FULL)
def test_a_question_that_says_what_it_is_about_stands_for_itself(text: str) -> None:
    assert not names_only_the_last(text)


@pytest.mark.parametrize("text", ["is that normal", "how long do they last", "does it go away", "are they permanent"])
def test_after_side_effects_what_is_unclear_is_asked_back_beside_that_topic(shared_parts: Parts, text: str) -> None:
    related = shared_parts.library.shelf().entries["risks_side_effects"].related
    [act] = shared_parts.dialogue.decide("action_answer_question", Said(text, about="risks_side_effects"))
    assert isinstance(act, Clarify)
    assert set(related) & set(act.entries)
    assert "risks_side_effects" not in act.entries


def test_what_is_asked_back_depends_on_the_topic_before(shared_parts: Parts) -> None:
    asked = {
        shared_parts.dialogue.decide("action_answer_question", Said("is that normal", about=topic))[0]
        for topic in ("risks_side_effects", "who_is_present", "medications", "pregnancy")
    }
    assert len(asked) == 4


def test_a_neighbour_that_the_topic_leads_to_is_answered(shared_parts: Parts) -> None:
    [act] = shared_parts.dialogue.decide("action_answer_question", Said("is that bad", about="heart_bp"))
    assert act == Answer(entry="risks_side_effects")


@pytest.mark.parametrize("about", [None, "what_is_kap"])
def test_words_that_tell_enough_are_answered_as_before(shared_parts: Parts, about: str | None) -> None:
    [act] = shared_parts.dialogue.decide("action_answer_question", Said("is it dangerous", about=about))
    assert act == Answer(entry="risks_side_effects")


@pytest.mark.parametrize("word", ["is ", "that ", "how long ", "they ", "it ", "so "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 11 + "x", word * 6), names_only_the_last) < 1
