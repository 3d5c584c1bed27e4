"""Unanswered questions: kept sealed and stripped, listed in order, gone with their conversation."""

from datetime import UTC, datetime

from sqlalchemy import select, text

from bot.assembly import Parts
from bot.handoff.redaction import Redactor
from bot.handoff.unanswered import UnansweredQuestions
from bot.storage.keys import vault
from bot.storage.models import UnansweredQuestionRow


def questions_of(parts: Parts) -> UnansweredQuestions:
    return UnansweredQuestions(vault(parts.settings), Redactor())


def begin(parts: Parts, address: str) -> str:
    """The id of a new conversation."""
    parts.conversation.begin("web", address)
    with parts.database.transaction() as session:
        row = parts.conversation._store.find(session, "web", address)
        assert row is not None
        return row.id


def test_questions_are_kept_in_order_without_what_identifies(small_parts: Parts) -> None:
    questions, before = questions_of(small_parts), datetime.now(UTC)
    first, second = begin(small_parts, "a"), begin(small_parts, "b")
    with small_parts.database.transaction() as session:
        questions.keep(session, first, "is there parking? my name is Anna", ("session_duration",))
        questions.keep(session, second, "are dogs allowed", ())
    with small_parts.database.transaction() as session:
        everything = questions.all(session)
        assert [one.text for one in everything] == ["is there parking? my name is [name]", "are dogs allowed"]
        assert [one.nearest for one in everything] == [("session_duration",), ()]
        assert all(before <= one.at <= datetime.now(UTC) for one in everything)
        assert questions.of(session, second) == everything[1:]


def test_the_stored_form_is_sealed(small_parts: Parts) -> None:
    conversation = begin(small_parts, "a")
    with small_parts.database.transaction() as session:
        questions_of(small_parts).keep(session, conversation, "are zebras allowed", ())
    with small_parts.database.transaction() as session:
        assert b"zebra" not in session.scalars(select(UnansweredQuestionRow.text)).one()


def test_a_question_goes_with_its_conversation(small_parts: Parts) -> None:
    conversation = begin(small_parts, "a")
    with small_parts.database.transaction() as session:
        questions_of(small_parts).keep(session, conversation, "are zebras allowed", ())
    small_parts.conversation.erase("web", "a")
    with small_parts.database.transaction() as session:
        assert questions_of(small_parts).all(session) == []
        assert session.execute(text("SELECT count(*) FROM unanswered_question")).scalar() == 0
