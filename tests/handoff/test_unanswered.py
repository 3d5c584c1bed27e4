"""Unanswered questions: kept sealed and stripped, listed in order, gone with their conversation."""

from datetime import UTC, datetime

from sqlalchemy import select, text

from bot.assembly import Parts
from bot.handoff.redaction import Redactor
from bot.handoff.unanswered import UnansweredQuestions, wording_name
from bot.storage.keys import vault
from bot.storage.models import PutAsideRow, UnansweredQuestionRow


def questions_of(parts: Parts) -> UnansweredQuestions:
    return UnansweredQuestions(vault(parts.settings), Redactor())


def begin(parts: Parts, address: str, channel: str = "web") -> str:
    """The id of a new conversation."""
    parts.conversation.begin(channel, address)
    with parts.database.transaction() as session:
        row = parts.conversation._store.find(session, channel, address)
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


def test_where_people_are_asked_first_only_their_yes_shows_a_question(small_parts: Parts) -> None:
    questions = questions_of(small_parts)
    asked, web = begin(small_parts, "a", "telegram"), begin(small_parts, "b")
    with small_parts.database.transaction() as session:
        for text in ("is there parking", "are zebras allowed"):
            questions.keep(session, asked, text, ("session_duration",))
        questions.keep(session, web, "are dogs allowed", ())
        before = questions.state(session)
    with small_parts.database.transaction() as session:
        assert [one.text for one in questions.all(session)] == ["are dogs allowed"]
        assert len(questions.of(session, asked)) == 2, "the person sees all that is held"
        number = max(row.id for row in session.scalars(select(UnansweredQuestionRow)))
        assert questions.texts(session, range(number)) == {}
        assert questions.wordings(session, [wording_name(questions.saying_key("are zebras allowed"))]) == []
        questions.share_last(session, asked)
        questions.share_last(session, "nobody")
    with small_parts.database.transaction() as session:
        assert [one.text for one in questions.all(session)] == ["are zebras allowed", "are dogs allowed"]
        assert questions.state(session) != before


def test_what_is_put_aside_holds_no_words_and_goes_by_what_is_said(small_parts: Parts) -> None:
    questions, conversation = questions_of(small_parts), begin(small_parts, "a")
    key = questions.saying_key("Are ZEBRAS allowed?!")
    assert key == questions.saying_key("are zebras  allowed") != questions.saying_key("are zebras loud")
    with small_parts.database.transaction() as session:
        questions.keep(session, conversation, "are zebras\nallowed", ())
        questions.put_aside(session, [key, key], "ann")
        questions.put_aside(session, [key], "bo")
        [row] = session.scalars(select(PutAsideRow))
        assert (row.key, row.by) == (key, "ann")
        assert "zebra" not in key
        assert questions.wordings(session, [wording_name(key), "", "x"]) == ["are zebras allowed"]
    small_parts.conversation.erase("web", "a")
    with small_parts.database.transaction() as session:
        assert questions.wordings(session, [wording_name(key)]) == []
        assert set(questions.keys_put_aside(session)) == {key}
        questions.bring_back(session, [key])
        questions.bring_back(session, [])
        assert questions.keys_put_aside(session) == {}
