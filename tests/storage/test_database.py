"""The database: the migrations make the tables that the code expects, and nothing half-done stays."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.runtime.migration import HeadMaintainer
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from bot.settings import Settings
from bot.storage import database as database_module
from bot.storage.database import CONNECT_SECONDS, LOCK_WAIT_SECONDS, Database, insert_once, open_database, upgrade
from bot.storage.models import Base, ConversationRow, MessageRow, QueueItemRow, UnansweredQuestionRow
from tests.storage.migrating import (
    differences,
    upgrade_to,
    walk_from_alerts_to_the_queue_and_back,
    walk_there_and_back,
)

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


def item(name: str = "a1", of: str | None = "c1", open_key: str | None = None) -> QueueItemRow:
    return QueueItemRow(
        id=name, reference=f"REF-{name}", conversation_id=of, open_key=open_key, channel="web", kind="callback",
        at=NOON_IN_TOKYO, last_at=NOON_IN_TOKYO, times=1, rounds=1, reminders=0,
    )  # fmt: skip


def count(database: Database, table: type[Base]) -> int:
    with database.transaction() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    assert differences(database) == []


def test_the_migrations_keep_what_is_there_up_and_down(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")) as old:
        walk_there_and_back(old)


def test_alerts_become_items_of_the_queue_and_nothing_of_them_is_lost(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")) as old:
        walk_from_alerts_to_the_queue_and_back(old)


def test_a_migration_that_is_cut_off_leaves_the_alerts_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    def die(*_args: object) -> None:
        raise Died

    with closing(Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")) as old:
        upgrade_to(old, "0004")
        with monkeypatch.context() as patched:
            # Its last line but for the note of what was done.
            patched.setattr(HeadMaintainer, "update_to_step", die)
            with pytest.raises(Died):
                upgrade_to(old, "0005")
        tables = set(inspect(old.engine).get_table_names())
        assert tables >= {"alert", "alert_sighting", "notification"}
        assert not tables & {"queue_item", "queue_key"}
        upgrade_to(old, "head")
        assert differences(old) == []


def test_staff_may_read_older_questions_but_for_those_of_telegram(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")) as old:
        upgrade_to(old, "0008")
        with old.engine.begin() as connection:
            for name, channel in ((1, "web"), (2, "telegram")):
                values = f"'c{name}', '{channel}', 'a{name}', '2026-03-01 12:00:00', '2026-03-01 12:00:00'"
                connection.execute(text(f"INSERT INTO conversation VALUES ({values})"))  # noqa: S608
                values = f"{name}, 'c{name}', x'', '[]', '2026-03-01 12:00:00'"
                connection.execute(text(f"INSERT INTO unanswered_question VALUES ({values})"))  # noqa: S608
        upgrade_to(old, "head")
        with old.transaction() as session:
            assert {row.id: row.shared for row in session.scalars(select(UnansweredQuestionRow))} == {1: True, 2: False}


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


def test_a_deleted_conversation_leaves_its_item_without_a_link(database: Database) -> None:
    with database.transaction() as session:
        session.add(conversation())
        session.flush()
        session.add(item())
    with database.transaction() as session:
        session.execute(text("DELETE FROM conversation"))
    with database.transaction() as session:
        assert session.get_one(QueueItemRow, "a1").conversation_id is None


def test_a_row_that_may_be_there_once_is_inserted_once(database: Database) -> None:
    def insert(name: str, open_key: str) -> bool:
        values = {name: value for name, value in vars(item(name, None, open_key)).items() if not name.startswith("_")}
        with database.transaction() as session:
            return insert_once(session, QueueItemRow, **values)

    assert [insert("a1", "k1"), insert("a2", "k1"), insert("a1", "k2"), insert("a2", "k2")] == [
        True,
        False,
        False,
        True,
    ]
    assert count(database, QueueItemRow) == 2


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


@pytest.fixture
def locked(database: Database, empty_settings: Settings) -> Iterator[sqlite3.Connection]:
    """Somebody else who holds the lock for writing, until a rollback."""
    with closing(sqlite3.connect(empty_settings.data_dir / "kap.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def test_who_has_little_patience_does_not_wait_for_a_lock(
    locked: sqlite3.Connection, empty_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever took the usual patience would wait for longer than a test may last.
    monkeypatch.setattr(database_module, "LOCK_WAIT_SECONDS", 3600)

    def add(database: Database) -> None:
        with database.transaction(patience=0.05) as session:
            session.add(conversation())

    with closing(open_database(empty_settings)) as usual:
        for _ in range(2):
            with pytest.raises(OperationalError, match="locked"):
                add(usual)
        locked.rollback()
        add(usual)
        assert count(usual, ConversationRow) == 1


def test_who_has_little_patience_waits_behind_nobody(
    locked: sqlite3.Connection, empty_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_database(empty_settings)) as usual, ExitStack() as others:
        # Every connection that the pool gives is taken, as by those who wait for the lock.
        monkeypatch.setattr(usual.engine.pool, "_timeout", 3600)
        for _ in range(usual.engine.pool.size() + usual.engine.pool._max_overflow):  # type: ignore[attr-defined]
            others.enter_context(usual.engine.connect())
        with usual.transaction(patience=0.05) as session:
            assert session.scalar(select(func.count()).select_from(ConversationRow)) == 0


def test_a_short_patience_is_nobody_elses(database: Database) -> None:
    def patience(given: float | None) -> object:
        with database.transaction(given) as session:
            return session.scalar(text("PRAGMA busy_timeout"))

    usual = LOCK_WAIT_SECONDS * 1000
    assert [patience(each) for each in (None, 0.5, None, 2, 0.5, None)] == [usual, 500, usual, 2000, 500, usual]


def test_a_hasty_transaction_is_as_durable_as_any(database: Database) -> None:
    with database.transaction(patience=0.5) as session:
        assert session.scalar(text("PRAGMA synchronous")) == 2
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA secure_delete")) == 1


@pytest.mark.parametrize(("query", "seconds"), [("", str(CONNECT_SECONDS)), ("?connect_timeout=7", "7")])
def test_a_postgresql_that_does_not_answer_is_not_waited_for(query: str, seconds: str) -> None:
    with closing(Database(f"postgresql://guide@db.example/kap{query}")) as database:
        assert database.engine.url.query["connect_timeout"] == seconds


def test_a_postgresql_address_takes_the_driver_that_is_installed() -> None:
    with closing(Database("postgresql://guide@db.example/kap")) as database:
        assert database.engine.url.drivername == "postgresql+psycopg"
        assert database.engine.url.host == "db.example"
