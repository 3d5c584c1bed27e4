"""Messages: the public shape that every client builds on."""

from datetime import UTC, date, datetime

from bot.conversation.messages import Message, TranscriptMessage
from bot.library.kinds import Kind

# From the contract in docs/api.md; a client breaks when one of these goes.
KINDS = {
    "greeting", "answer", "clarify", "not_covered", "crisis", "emergency", "support", "verdict_declined",
    "advice_declined", "consent", "prescreen_question", "prescreen_review", "handoff", "small_talk", "privacy",
    "notice",
}  # fmt: skip
FIELDS = {"id", "kind", "text", "choices", "citations", "entry", "reviewed", "progress"}


def test_a_message_has_exactly_the_fields_of_the_contract() -> None:
    shown = Message(id="m", kind=Kind.NOTICE, text="Hello").model_dump(mode="json")
    assert shown == {
        "id": "m",
        "kind": "notice",
        "text": "Hello",
        "choices": [],
        "citations": [],
        "entry": None,
        "reviewed": None,
        "progress": None,
    }


def test_a_transcript_adds_who_spoke_and_when() -> None:
    spoken = TranscriptMessage(id="m", sender="person", at=datetime(2026, 3, 1, tzinfo=UTC), kind=None, text="Hi")
    shown = spoken.model_dump(mode="json")
    assert shown.keys() == FIELDS | {"from", "at"}
    assert (shown["from"], shown["at"], shown["kind"]) == ("person", "2026-03-01T00:00:00Z", None)


def test_a_review_is_a_day() -> None:
    shown = Message(id="m", kind=Kind.ANSWER, text="Yes.", reviewed=date(2026, 3, 1)).model_dump(mode="json")
    assert shown["reviewed"] == "2026-03-01"


def test_the_kinds_are_those_of_the_contract() -> None:
    assert {kind.value for kind in Kind} == KINDS
