"""Question parts: the questions in a story or a double question, and nothing where there is only one."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.library.question_parts import MOST_PARTS, question_parts


@pytest.mark.parametrize(
    "text",
    [
        "How long does it take?",
        "how long does it take",
        "does it help with anxiety and depression",
        "can i take xanax, ativan and valium",
        "can my wife and my son come",
        "I feel sad all day",
        "hello",
        "what? why? how?",
        "Hi! How long does it take?",
        "",
        " \n ",
        "???",
        "\U0001f600",
    ],
)
def test_one_plain_question_has_no_parts(text: str) -> None:
    assert question_parts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I have been low for years and my sister told me about this. How long does a session take?",
        "My mum read about it! I am a bit afraid of it... How long does a session take?",
        "we talked about it last night\n\nHow long does a session take?",
        "i had a bad year - How long does a session take?",
        "my doctor sent me here; How long does a session take?",
    ],
)
def test_of_a_story_only_the_question_stays(text: str) -> None:
    assert question_parts(text) == ["How long does a session take?"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("how long does it take and what does it cost", "how long does it take", "what does it cost"),
        ("How long does it take? What does it cost?", "How long does it take?", "What does it cost?"),
        ("how long is it, what does it cost", "how long is it", "what does it cost"),
        ("how long is it & is it safe", "how long is it", "is it safe"),
        ("how long is it also can i eat before", "how long is it", "can i eat before"),
        ("how long is it\nis it safe", "how long is it", "is it safe"),
        ("Is it safe for me AND WILL it help me?", "Is it safe for me", "WILL it help me?"),
    ],
)
def test_two_questions_come_apart(text: str, first: str, second: str) -> None:
    assert question_parts(text) == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "how long is it, is it safe for me, and can i drive home",
        "1. how long is it\n2. is it safe for me\n3. can i drive home",
        "(1) how long is it (2) is it safe for me (3) can i drive home",
        "- how long is it\n- is it safe for me\n- can i drive home",
        "\u2022 how long is it\n\u2022 is it safe for me\n\u2022 can i drive home",
        "how long is it - is it safe for me - can i drive home",
    ],
)
def test_an_enumeration_comes_apart_in_its_order(text: str) -> None:
    assert question_parts(text) == ["how long is it", "is it safe for me", "can i drive home"]


def test_where_nothing_asks_the_end_of_the_story_counts() -> None:
    told = "I slept badly for months. Nothing my doctor tried did help. My friend swears by this place."
    assert question_parts(told) == ["Nothing my doctor tried did help.", "My friend swears by this place."]


def test_of_many_questions_the_last_count() -> None:
    asked = [f"Is it number {number}?" for number in range(MOST_PARTS + 5)]
    assert question_parts(" ".join(asked)) == asked[-MOST_PARTS:]
    assert question_parts(" ".join(asked[:MOST_PARTS])) == asked[:MOST_PARTS]


PIECES = st.sampled_from(
    [
        "how long",
        "is it",
        " and ",
        ", ",
        "? ",
        ". ",
        "\n",
        "what",
        "I am sad",
        " - ",
        "(1) ",
        "; ",
        "\U0001f600",
        "\x00",
    ]
)


@example(", , ,  - I am sad")
@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(st.characters(exclude_categories=()))))
def test_parts_of_any_text_stand_in_it_in_their_order(text: str) -> None:
    parts = question_parts(text)
    assert len(parts) <= MOST_PARTS
    position = 0
    for part in parts:
        assert part.strip(), "a part says something"
        position = text.index(part, position) + len(part)


@pytest.mark.parametrize("filling", ["and ", ", ", " ", "\n", "(1", " - ", "how ", "? ", "a, and ", "x"])
def test_no_message_that_the_matcher_gets_takes_long(filling: str) -> None:
    # Longer ones are cut to their gist first.
    text = "how long is it" + filling * (2000 // len(filling)) + "x"
    before = time.perf_counter()
    question_parts(text)
    assert time.perf_counter() - before < 2
