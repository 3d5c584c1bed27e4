"""The pre-screen through the public API and a real Rasa: its form is open just as long as the app says."""

import pytest

from tests.live_bot import LiveBot, Visitor

STEPS = 11


def kinds(messages: list[dict[str, object]]) -> list[object]:
    return [message["kind"] for message in messages]


def button(messages: list[dict[str, object]], label: str) -> dict[str, object]:
    choices = messages[-1]["choices"]
    assert isinstance(choices, list)
    found: dict[str, object] = next(choice for choice in choices if choice["label"] == label)
    return found


@pytest.fixture
def in_it(visitor: Visitor) -> Visitor:
    """Someone who has agreed, and is at the first question."""
    assert kinds(visitor.says("i want to start the pre-screen")) == ["consent"]
    begun, question = visitor.says("yes, that's fine")
    assert (begun["kind"], question["kind"]) == ("notice", "prescreen_question")
    assert question["progress"] == {"step": 1, "of": STEPS}
    return visitor


def test_answers_lead_through_all_questions_to_the_clinic(in_it: Visitor) -> None:
    answers = ["i feel low since my divorce", "yes, talk therapy", *["no"] * 7, "nothing else", "Ann, 212 555 0199"]
    for number, answer in enumerate(answers, start=2):
        messages = in_it.says(answer)
        assert kinds(messages) == ["prescreen_question"], answer
        assert messages[0]["progress"] == {"step": min(number, STEPS), "of": STEPS}, answer
    [review] = in_it.taps(button(messages, "Yes, but a discreet one"))
    assert review["kind"] == "prescreen_review"
    assert "“i feel low since my divorce”" in str(review["text"])
    [sent] = in_it.says("yes, send it")
    assert sent["kind"] == "handoff"
    # What comes afterwards is an ordinary conversation again.
    [answer_to_a_question] = in_it.says("how long does one session take")
    assert answer_to_a_question["entry"] == "session_duration"


def test_a_question_in_between_is_answered_and_the_same_one_comes_again(in_it: Visitor) -> None:
    answer, question = in_it.says("how long does one session take?")
    assert (answer["kind"], answer["entry"]) == ("answer", "session_duration")
    assert question["progress"] == {"step": 1, "of": STEPS}


def test_stopping_keeps_the_answers_and_rasa_lets_go_until_the_person_goes_on(in_it: Visitor) -> None:
    in_it.says("i feel low since my divorce")
    asked = in_it.says("stop")
    assert kinds(in_it.taps(button(asked, "Stop, and keep my answers"))) == ["notice"]
    # "Yes" is no answer about anybody's health now.
    assert "prescreen_question" not in kinds(in_it.says("yes"))
    assert kinds(in_it.says("hello")) == ["small_talk"]
    [question] = in_it.says("go on with the questions")
    assert question["progress"] == {"step": 2, "of": STEPS}


def test_erasing_leaves_nothing_of_it(in_it: Visitor) -> None:
    in_it.says("i feel low since my divorce")
    asked = in_it.says("stop")
    assert kinds(in_it.taps(button(asked, "Stop, and erase my answers"))) == ["notice"]
    assert "divorce" not in str(in_it.transcript())
    assert kinds(in_it.says("i want to start the pre-screen")) == ["consent"]


def test_a_crisis_comes_before_any_question(in_it: Visitor) -> None:
    messages = in_it.says("i want to kill myself")
    assert messages[0]["kind"] == "crisis"
    assert "prescreen_question" not in kinds(messages)
    assert "prescreen_question" not in kinds(in_it.says("i don't know what to do"))


def test_answers_are_in_no_file(live_bot: LiveBot, in_it: Visitor) -> None:
    in_it.says("quokkazanzibar keeps me awake")
    files = [path for path in live_bot.data_dir.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"quokkazanzibar" in path.read_bytes()] == []
