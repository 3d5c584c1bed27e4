"""The board of unanswered questions: as new as the database, quick when it is not, and without words of its own."""

import threading
from typing import Any

import numpy as np
import pytest
from sqlalchemy import delete

from bot.assembly import Parts
from bot.handoff import question_board as module
from bot.handoff.question_board import QuestionBoard
from bot.handoff.question_groups import QuestionGroup, question_groups
from bot.storage.models import UnansweredQuestionRow
from tests.handoff.test_unanswered import begin


def ask(parts: Parts, conversation: str, *texts: str) -> None:
    with parts.database.transaction() as session:
        for text in texts:
            parts.question_board.questions.keep(session, conversation, text, ())


def test_it_is_as_new_as_the_database_and_holds_no_words(small_parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    board = small_parts.question_board
    empty = board.at_hand(60)
    assert empty is not None
    assert (empty.groups, empty.is_current) == ((), True)

    conversation = begin(small_parts, "a")
    ask(small_parts, conversation, "are zebras allowed", "Are zebras allowed?", "how long is a session of kap")
    made = board.at_hand(60)
    assert made is not None
    zebras, length = sorted(made.groups, key=lambda group: group.wordings[0].number)
    assert (zebras.count, len(zebras.wordings)) == (2, 1)
    assert length.wordings[0].answer == "session_duration"
    assert length.nearest[0] == "session_duration"
    assert length.wordings[0] in made.answered({})
    assert length.wordings[0] not in made.answered({length.wordings[0].key: None})
    assert "zebra" not in repr(made)
    assert "zebra" not in repr(board._made)

    # Nothing changed: nothing is done again.
    with monkeypatch.context() as patch:
        patch.setattr(module, "question_groups", lambda *_: pytest.fail("grouped again"))
        assert board.at_hand(0) == made

    # As many as before, and the newest number as before: only the moment tells.
    with small_parts.database.transaction() as session:
        session.execute(delete(UnansweredQuestionRow))
    ask(small_parts, conversation, "one", "two", "three")
    again = board.at_hand(60)
    assert again is not None
    assert sum(group.count for group in again.groups) == 3
    small_parts.conversation.erase("web", "a")
    gone = board.at_hand(60)
    assert gone is not None
    assert gone.groups == ()


def test_who_has_no_patience_gets_what_there_was_and_a_fault_is_told_and_tried_again(
    small_parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = QuestionBoard(small_parts.database, small_parts.question_board.questions, small_parts.library)
    conversation, may_go_on = begin(small_parts, "a"), threading.Event()

    def slow(*arguments: Any) -> list[QuestionGroup]:
        assert may_go_on.wait(60)
        return question_groups(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(module, "question_groups", slow)
        assert board.at_hand(0) is None
        # Meanwhile a page for another question waits for nobody, and no lock on the database is held.
        ask(small_parts, conversation, "are zebras allowed")
        assert board.at_hand(0) is None
        may_go_on.set()
        first = board.at_hand(60)
        assert first is not None
        assert (first.is_current, len(first.groups)) == (True, 1)
        may_go_on.clear()
        ask(small_parts, conversation, "is there a piano")
        before = board.at_hand(0)
        assert before is not None
        assert (before.is_current, before.groups) == (False, first.groups)
        may_go_on.set()
        assert board.at_hand(60) is not None

    def fail(*_: object) -> np.ndarray:
        raise MemoryError

    ask(small_parts, conversation, "is there a harp")
    with monkeypatch.context() as patch:
        patch.setattr(module, "question_groups", fail)
        with pytest.raises(MemoryError):
            board.at_hand(60)
    at_last = board.at_hand(60)
    assert at_last is not None
    assert at_last.is_current


def test_it_is_renewed_when_the_library_changes(small_parts: Parts) -> None:
    ask(small_parts, begin(small_parts, "a"), "how long is a session of kap")
    board = small_parts.question_board.at_hand(60)
    assert board is not None
    assert board.waiting({}) == []
    small_parts.publishing.withdraw("session_duration")
    board = small_parts.question_board.at_hand(60)
    assert board is not None
    assert all(each.answer != "session_duration" for group in board.groups for each in group.wordings)
