"""With the database broken: a person in danger still gets help, and nobody else is told something untrue."""

import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from bot.assembly import Parts, assemble
from bot.conversation.service import ConversationService, Incoming, StorageUnavailable
from bot.library.kinds import Kind
from bot.library.texts import TextId
from bot.settings import Settings

WORDS = "what is kap, asks a zebra"


def take_away(parts: Parts) -> None:
    """The database can no longer be opened: a folder stands in its place."""
    parts.database.close()
    for file in parts.settings.data_dir.glob("kap.sqlite3*"):
        file.unlink()
    (parts.settings.data_dir / "kap.sqlite3").mkdir()


def run_sql(parts: Parts, sql: str) -> None:
    with closing(sqlite3.connect(parts.settings.data_dir / "kap.sqlite3")) as connection, connection:
        connection.execute(sql)


@pytest.mark.parametrize(
    ("text", "kind", "support"),
    [
        ("I want to kill myself", Kind.CRISIS, TextId.CRISIS_SUICIDE),
        ("I just took all of my pills", Kind.EMERGENCY, TextId.EMERGENCY_OVERDOSE),
    ],
)
def test_help_comes_without_a_database(small_parts: Parts, text: str, kind: Kind, support: TextId) -> None:
    small_parts.conversation.begin("web", "someone")
    take_away(small_parts)
    helped, told = small_parts.conversation.reply("web", "someone", Incoming(text=text))
    assert helped.kind is kind
    assert (helped.text, told.text) == tuple(small_parts.texts[name].text for name in (support, TextId.ALERT_WAITING))
    first_aid = small_parts.conversation.first_aid("web", text, "someone")
    assert first_aid is not None
    assert [message.text for message in first_aid] == [helped.text, told.text]
    assert small_parts.conversation.speaks_of_danger(text)


CALLS: list[Callable[[ConversationService], object]] = [
    lambda service: service.begin("web", "someone else"),
    lambda service: service.reply("web", "someone", Incoming(text=WORDS)),
    lambda service: service.reply("web", "someone", Incoming(choice="x")),
    lambda service: service.transcript("web", "someone"),
    lambda service: service.export("web", "someone"),
    lambda service: service.erase("web", "someone"),
    lambda service: service.erase_silent(30),
]


def test_everything_else_says_that_storage_is_away(small_parts: Parts, caplog: pytest.LogCaptureFixture) -> None:
    small_parts.conversation.begin("web", "someone")
    take_away(small_parts)
    for call in CALLS:
        caplog.clear()
        with pytest.raises(StorageUnavailable):
            call(small_parts.conversation)
        assert "OperationalError" in caplog.text
        assert "zebra" not in caplog.text


def test_an_app_that_starts_without_its_database_helps_in_a_crisis(small_settings: Settings) -> None:
    shutil.rmtree(small_settings.data_dir)
    with closing(assemble(small_settings)) as parts:
        helped, told = parts.conversation.reply("web", "someone", Incoming(text="I want to die"))
        assert helped.kind is Kind.CRISIS
        assert told.text == parts.texts[TextId.ALERT_WAITING].text
        with pytest.raises(StorageUnavailable):
            parts.conversation.begin("web", "someone")


def test_what_could_not_be_noted_for_staff_is_not_said_to_be_noted(small_parts: Parts) -> None:
    small_parts.conversation.begin("web", "someone")
    question = Incoming(text="how much does it cost", message_id="m1")
    run_sql(small_parts, "ALTER TABLE unanswered_question RENAME TO lost")
    with pytest.raises(StorageUnavailable):
        small_parts.conversation.reply("web", "someone", question)
    assert len(small_parts.conversation.transcript("web", "someone")) == 1, "half of the turn was kept"
    run_sql(small_parts, "ALTER TABLE lost RENAME TO unanswered_question")
    assert small_parts.conversation.reply("web", "someone", question)[0].kind is Kind.NOT_COVERED


def test_a_message_that_could_not_be_kept_is_not_answered(small_parts: Parts) -> None:
    small_parts.conversation.begin("web", "someone")
    run_sql(small_parts, "DROP TABLE message")
    with pytest.raises(StorageUnavailable):
        small_parts.conversation.reply("web", "someone", Incoming(text=WORDS))


def test_a_damaged_answer_keeps_nobody_in_danger_from_help(small_parts: Parts) -> None:
    small_parts.conversation.begin("web", "someone")
    run_sql(small_parts, "UPDATE entry_version SET question = 'not a question'")
    run_sql(small_parts, "UPDATE library_revision SET revision = revision + 1")
    helped, told = small_parts.conversation.reply("web", "someone", Incoming(text="I want to die"))
    assert helped.kind is Kind.CRISIS
    assert told.text == small_parts.texts[TextId.ALERT_KEPT].text


def test_texts_sealed_with_a_lost_key_keep_nobody_in_danger_from_help(small_settings: Settings) -> None:
    danger = Incoming(text="I want to die", message_id="m1")
    with closing(assemble(small_settings)) as parts:
        parts.conversation.begin("web", "someone")
        parts.conversation.reply("web", "someone", danger)
    run_sql(parts, "UPDATE message SET body = x'00'")
    with closing(assemble(small_settings)) as parts:
        helped, told = parts.conversation.reply("web", "someone", danger)
        assert helped.kind is Kind.CRISIS
        assert told.text == parts.texts[TextId.ALERT_KEPT].text


def test_the_log_of_a_helped_person_holds_no_words(small_parts: Parts, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    take_away(small_parts)
    small_parts.conversation.reply("web", "someone", Incoming(text="the zebra says: I want to die"))
    assert "zebra" not in caplog.text
