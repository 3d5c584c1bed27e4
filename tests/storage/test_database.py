"""The database: the migrations make the tables that the code expects, and nothing half-done stays."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.settings import Settings
from bot.storage.database import Database, open_database, upgrade
from bot.storage.models import Base, ConversationRow, MessageRow, UnansweredQuestionRow
from tests.storage.migrating import differences, walk_there_and_back

NOON_IN_TOKYO = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9)))


@pytest.fixture
def empty_settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "var", database_url="")


@pytest.fixture
def database(empty_settings: Settings) -> Iterator[Database]:
    """The newest tables, with nothing in them."""
    upgrade(empty_settings)
    opened = open_database(empty_settings)
    yield opened
    opened.close()


def conversation(name: str = "c1") -> ConversationRow:
    return ConversationRow(
        id=name, channel="web", address=f"address of {name}", created_at=NOON_IN_TOKYO, last_active_at=NOON_IN_TOKYO
    )


def message(name: str, of: str = "c1", client_id: str | None = None) -> MessageRow:
    return MessageRow(
        id=name, conversation_id=of, sender="person", client_message_id=client_id, body=b"", at=NOON_IN_TOKYO
    )


def count(database: Database, table: type[Base]) -> int:
    with database.transaction() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    assert differences(database) == []


def test_the_migrations_keep_what_is_there_up_and_down(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")) as old:
        walk_there_and_back(old)


def test_upgrading_again_keeps_what_is_there(database: Database, empty_settings: Settings) -> None:
    with database.transaction() as session:
        session.add(conversation())
    upgrade(empty_settings)
    assert count(database, ConversationRow) == 1


@pytest.mark.parametrize(
    ("pragma", "value"),
    # 2 is FULL: what was answered survives a power cut. secure_delete: what is erased is overwritten.
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_every_connection_is_durable_and_forgets_for_good(database: Database, pragma: str, value: object) -> None:
    for _ in range(2):
        with database.engine.connect() as connection:
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value
        database.close()


def test_a_block_that_raises_leaves_nothing_behind(database: Database) -> None:
    def write_and_fail() -> None:
        with database.transaction() as session:
            session.add(conversation())
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert count(database, ConversationRow) == 0


def test_what_a_block_wrote_is_there_for_another_connection(database: Database, empty_settings: Settings) -> None:
    with database.transaction() as session:
        session.add(conversation())
    with closing(sqlite3.connect(empty_settings.data_dir / "kap.sqlite3")) as other:
        assert other.execute("SELECT count(*) FROM conversation").fetchone() == (1,)


def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database) -> None:
    with database.transaction() as session:
        session.add(conversation())
    with database.transaction() as session:
        row = session.get_one(ConversationRow, "c1")
        assert row.created_at == NOON_IN_TOKYO
        assert row.created_at.tzinfo is UTC


def test_a_deleted_conversation_takes_along_all_that_hangs_on_it(database: Database) -> None:
    with database.transaction() as session:
        session.add_all([conversation("c1"), conversation("c2")])
        session.flush()
        session.add_all([message("m1", "c1"), message("m2", "c2")])
        session.add(UnansweredQuestionRow(conversation_id="c1", text=b"", nearest=[], at=NOON_IN_TOKYO))
    with database.transaction() as session:
        session.execute(text("DELETE FROM conversation WHERE id = 'c1'"))
    assert count(database, MessageRow) == 1
    assert count(database, UnansweredQuestionRow) == 0


def test_a_message_needs_its_conversation(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(message("m1", of="nobody"))


def test_one_message_id_of_a_client_is_kept_once_in_a_conversation(database: Database) -> None:
    with database.transaction() as session:
        session.add_all([conversation("c1"), conversation("c2")])
        session.flush()
        session.add_all([message("m1", "c1", "same"), message("m2", "c2", "same"), message("m3"), message("m4")])
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(message("m5", "c1", "same"))


def test_the_check_passes_on_a_ready_database_and_fails_on_an_empty_one(database: Database, tmp_path: Path) -> None:
    database.check()
    bare = Database(f"sqlite:///{tmp_path / 'bare.sqlite3'}")
    with closing(bare), pytest.raises(SQLAlchemyError):
        bare.check()


def test_a_postgresql_address_takes_the_driver_that_is_installed() -> None:
    with closing(Database("postgresql://guide@db.example/kap")) as database:
        assert database.engine.url.drivername == "postgresql+psycopg"
        assert database.engine.url.host == "db.example"
