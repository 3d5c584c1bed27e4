"""What came back, held against what should have: one word for each message."""

from collections.abc import Sequence
from typing import Any

from tests.evaluation.sets import FollowUp, Question

Messages = Sequence[dict[str, Any]]

RIGHT = "right"
CLARIFIED = "clarified, the right one offered"
CLARIFIED_ASTRAY = "clarified, the right one not offered"
WRONG = "wrong answer"
NOT_COVERED = "not covered"
PARTLY = "one of the two"
NEITHER = "neither of the two"
FIRST_MISSED = "first question missed"
# Such as a question that is declined as one for advice, with what the documents say of it below.
BESIDE = ", the right answer beside it"

# "Start the pre-screen" and "stop" are met with whatever the pre-screen says at that moment.
_ALSO_RIGHT = {"notice_or_prescreen": {"notice", "prescreen_question", "consent"}}


def offered(messages: Messages) -> set[str]:
    """The answers that a person can read or reach with one tap under "did you mean"."""
    given = {message["entry"] for message in messages if message["kind"] == "answer"}
    choices = [choice for message in messages if message["kind"] == "clarify" for choice in message["choices"]]
    return given | {choice["entry"] for choice in choices if choice["entry"]}


def of_question(messages: Messages, question: Question) -> str:
    """The outcome for a covered question; the kind of the first message where it was taken for something else."""
    first = messages[0]
    if first["kind"] == "answer":
        return RIGHT if first["entry"] in question.entries else WRONG
    if first["kind"] == "clarify":
        return CLARIFIED if offered(messages) & set(question.entries) else CLARIFIED_ASTRAY
    if first["kind"] == "not_covered":
        return NOT_COVERED
    return f"taken for {first['kind']}" + (BESIDE if offered(messages) & set(question.entries) else "")


def of_uncovered(messages: Messages) -> str:
    """The outcome for a question without an answer: wrong as soon as any answer is given as fact."""
    if any(message["kind"] == "answer" for message in messages):
        return WRONG
    first = messages[0]["kind"]
    return {"not_covered": RIGHT, "clarify": "clarified"}.get(first, f"taken for {first}")


def of_other(messages: Messages, kind: str) -> str:
    """`RIGHT`, or what it was taken for."""
    first = messages[0]["kind"]
    return RIGHT if first in _ALSO_RIGHT.get(kind, {kind}) else f"taken for {first}"


def of_two_questions(messages: Messages, question: Question) -> str:
    """Whether both were answered or offered."""
    found = offered(messages) & set(question.entries)
    return RIGHT if len(found) == len(set(question.entries)) else PARTLY if found else NEITHER


def is_answer_to(messages: Messages, entry: str) -> bool:
    """Whether the reply begins with that answer, so that a follow-up to it can be asked."""
    return (messages[0]["kind"], messages[0]["entry"]) == ("answer", entry)


def of_follow_up(messages: Messages, follow_up: FollowUp, first_answer: dict[str, Any]) -> str:
    """Whether the reply follows from `first_answer`, the answer before it."""
    first = messages[0]
    if follow_up.entry is not None:
        return of_question(messages, Question(follow_up.text, (follow_up.entry,), follow_up.hand))
    if follow_up.asks == "simpler":
        same = first["kind"] == "answer" and first["entry"] == first_answer["entry"]
        return RIGHT if same and len(first["text"]) < len(first_answer["text"]) else f"taken for {first['kind']}"
    leads_on = {choice["entry"] for choice in first["choices"] if choice["entry"]} - {first_answer["entry"]}
    if follow_up.asks == "next" and first["kind"] == "answer" and first["entry"] != first_answer["entry"]:
        return RIGHT
    is_about_it = first["kind"] in ("clarify", "answer") and first["entry"] in (None, first_answer["entry"])
    return RIGHT if is_about_it and leads_on else f"taken for {first['kind']}"
