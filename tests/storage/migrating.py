"""Walks a database up and down the migrations, for a test of each kind of database."""

from datetime import UTC, datetime
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

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
ALERTS = {"alert", "alert_sighting", "notification"}
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
        assert set(inspect(database.engine).get_table_names()) >= ALERTS
        downgrade_to(database, "0001")
        assert _form(database) == first_form
        assert not ALERTS & set(inspect(database.engine).get_table_names())
        with database.engine.connect() as connection:
            kept = connection.execute(text("SELECT slug, number, title, author FROM entry_version ORDER BY number"))
            assert [tuple(row) for row in kept] == [("parking", n, "Parking", "import") for n in (1, 2)]


def _run(database: Database, walk: Any, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        walk(config, revision)


def _form(database: Database) -> dict[str, object]:
    """The table of versions, in words that can be compared."""
    seen = inspect(database.engine)
    columns = {
        column["name"]: (str(column["type"]), column["nullable"]) for column in seen.get_columns("entry_version")
    }
    return {
        "columns": columns,
        "primary key": seen.get_pk_constraint("entry_version"),
        "foreign keys": seen.get_foreign_keys("entry_version"),
    }
