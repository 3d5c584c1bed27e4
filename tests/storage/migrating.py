"""Walks a database up and down the migrations, for a test of each kind of database."""

import re
from datetime import UTC, datetime
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import LargeBinary, bindparam, inspect, text

from bot.handoff.references import ALPHABET
from bot.library.entries import Entry, Source
from bot.library.publishing import published_entries
from bot.storage.database import MIGRATIONS, Database
from bot.storage.models import Base, EntryVersionRow

# As the first installations hold it: raw, since the models know only the newest columns.
OLD_ROWS = (
    "INSERT INTO entry (slug, published) VALUES ('parking', 2)",
    """INSERT INTO entry_version
    (slug, number, title, question, body, phrasings, sources, related, reviewed, reviewer, author, created_at)
    SELECT 'parking', number, 'Parking', 'May I park?', 'Behind the house.', '["my car"]',
    '[{"document": "House guide", "section": "Visitors"}]', '["dogs"]', '2026-03-01', 'Dr. Ada Nwosu', 'import',
    '2026-03-01 12:00:00.000000' FROM (SELECT 1 AS number UNION SELECT 2) AS numbers""",
)
QUEUE = {"queue_item", "queue_key", "queue_note", "notification"}
ALERTS = {"alert", "alert_sighting", "notification"}
OLD_ALERTS = (
    """INSERT INTO conversation (id, channel, address, created_at, last_active_at)
    VALUES ('c1', 'web', 'c1', '2026-03-01 12:00:00.000000', '2026-03-01 12:00:00.000000')""",
    """INSERT INTO alert (id, conversation_id, open_key, channel, danger, level, at, last_at, times, rounds, reminders,
    due_at, acknowledged_at, acknowledged_by)
    VALUES ('a1', 'c1', 'k1', 'web', 'suicide', 'crisis', '2026-03-01 12:00:00.000000', '2026-03-01 12:05:00.000000', 3,
    2, 1, '2026-03-01 12:05:00.000000', NULL, NULL),
    ('a2', NULL, NULL, 'telegram', 'overdose', 'emergency', '2026-03-01 12:00:00.000000', '2026-03-01 12:00:00.000000',
    1, 1, 0, NULL, '2026-03-01 12:05:00.000000', 'Dr. Ada Nwosu')""",
    "INSERT INTO alert_sighting (key, alert_id) VALUES ('s1', 'a1'), ('s2', 'a1'), ('s3', 'a2'), ('s4', NULL)",
    """INSERT INTO notification (id, alert_id, round, target, attempts, next_attempt_at, sent_at)
    VALUES (7, 'a1', 1, 'mail', 1, NULL, '2026-03-01 12:00:00.000000'),
    (8, 'a1', 2, 'mail', 3, '2026-03-01 12:05:00.000000', NULL)""",
)
NEW_NAMES = {
    "level": "kind", "alert_id": "item_id", "acknowledged_at": "claimed_at", "acknowledged_by": "claimed_by",
}  # fmt: skip
NOTHING_YET = dict.fromkeys(("contacted_at", "contacted_by", "closed_at", "closed_by"))
# What the older form does not know: it goes when the database goes back, and takes nothing else along.
NEW_ITEM = (
    """INSERT INTO queue_item (id, reference, conversation_id, channel, kind, at, last_at, times, rounds, reminders)
    VALUES ('a3', 'K7FM-3QPD', 'c1', 'web', 'callback', '2026-03-01 12:00:00.000000', '2026-03-01 12:00:00.000000', 1,
    1, 0)""",
    "INSERT INTO queue_key (key, item_id) VALUES ('s5', 'a3')",
    "INSERT INTO notification (id, item_id, round, target, attempts) VALUES (9, 'a3', 1, 'mail', 0)",
)
PARKING = Entry(
    slug="parking",
    title="Parking",
    question="May I park?",
    phrasings=("my car",),
    sources=(Source("House guide", "Visitors"),),
    related=("dogs",),
    reviewed=datetime(2026, 3, 1, tzinfo=UTC).date(),
    reviewer="Dr. Ada Nwosu",
    body="Behind the house.",
)


def upgrade_to(database: Database, revision: str) -> None:
    """Runs the migrations up to one of them."""
    _run(database, command.upgrade, revision)


def downgrade_to(database: Database, revision: str) -> None:
    """Undoes the migrations after one of them."""
    _run(database, command.downgrade, revision)


def differences(database: Database) -> list[Any]:
    """What the tables have otherwise than the models."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def walk_there_and_back(database: Database) -> None:
    """From the first tables, with an answer in them, to the newest and back, twice; the answer is kept all the way."""
    upgrade_to(database, "0001")
    first_form = _form(database)
    with database.engine.begin() as connection:
        for statement in OLD_ROWS:
            connection.execute(text(statement))
    for _ in range(2):
        upgrade_to(database, "head")
        assert differences(database) == []
        with database.transaction() as session:
            assert published_entries(session) == {"parking": PARKING}
            newest = session.get_one(EntryVersionRow, ("parking", 2))
            assert (newest.simply, newest.next) == (None, None)
            newest.simply, newest.next = "You can park.", "dogs"
        assert set(inspect(database.engine).get_table_names()) >= QUEUE
        downgrade_to(database, "0001")
        assert _form(database) == first_form
        assert not (ALERTS | QUEUE) & set(inspect(database.engine).get_table_names())
        with database.engine.connect() as connection:
            kept = connection.execute(text("SELECT slug, number, title, author FROM entry_version ORDER BY number"))
            assert [tuple(row) for row in kept] == [("parking", n, "Parking", "import") for n in (1, 2)]


def walk_from_alerts_to_the_queue_and_back(database: Database) -> None:
    """From alerts as they were to items of the queue and back, twice; all that the older form knows is kept."""
    upgrade_to(database, "0004")
    before_form = {table: _form(database, table) for table in sorted(ALERTS)}
    with database.engine.begin() as connection:
        for statement in OLD_ALERTS:
            connection.execute(text(statement))
        contact = text("UPDATE alert SET contact = :sealed WHERE id = 'a1'").bindparams(
            bindparam("sealed", b"sealed", LargeBinary())
        )
        connection.execute(contact)
    before = {table: _rows(database, table) for table in sorted(ALERTS)}
    for _ in range(2):
        upgrade_to(database, "0005")
        assert not {"alert", "alert_sighting"} & set(inspect(database.engine).get_table_names())
        items = _rows(database, "queue_item")
        references = [str(item.pop("reference")) for item in items]
        assert all(re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", reference) for reference in references)
        assert len(set(references)) == len(references)
        assert items == [{**_renamed(alert), **NOTHING_YET} for alert in before["alert"]]
        assert _rows(database, "queue_key") == [_renamed(row) for row in before["alert_sighting"]]
        assert _rows(database, "notification") == [_renamed(row) for row in before["notification"]]
        with database.engine.begin() as connection:
            for statement in NEW_ITEM:
                connection.execute(text(statement))
        downgrade_to(database, "0004")
        assert not {"queue_item", "queue_key"} & set(inspect(database.engine).get_table_names())
        assert {table: _form(database, table) for table in sorted(ALERTS)} == before_form
        assert {table: _rows(database, table) for table in sorted(ALERTS)} == before


def _renamed(row: dict[str, object]) -> dict[str, object]:
    """A row of the time of alerts under the names of today."""
    return {NEW_NAMES.get(name, name): value for name, value in row.items()}


def _rows(database: Database, table: str) -> list[dict[str, object]]:
    with database.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings()  # noqa: S608
        return sorted((dict(row) for row in rows), key=lambda row: str(row.get("key", row.get("id"))))


def _run(database: Database, walk: Any, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        walk(config, revision)


def _form(database: Database, table: str = "entry_version") -> dict[str, object]:
    """A table, in words that can be compared."""
    seen = inspect(database.engine)
    columns = {column["name"]: (str(column["type"]), column["nullable"]) for column in seen.get_columns(table)}
    return {
        "columns": columns,
        "primary key": seen.get_pk_constraint(table),
        "foreign keys": seen.get_foreign_keys(table),
        "unique": sorted(seen.get_unique_constraints(table), key=str),
        "indexes": sorted(seen.get_indexes(table), key=str),
    }
