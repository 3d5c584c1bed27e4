"""The database: SQLite in WAL mode unless a URL says otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from bot.settings import Settings
from bot.storage.models import Base

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK_WAIT_SECONDS = 10
CONNECT_SECONDS = 3


class Database:
    """A pool of connections; one per process, handed to whoever needs it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._hasty: dict[float, Engine] = {}
        self.engine: Engine = _engine(url)

    @contextmanager
    def transaction(self, patience: float | None = None) -> Iterator[Session]:
        """A session that commits at the end of the block and rolls back when the block raises.

        `patience`: seconds that it waits for a lock before it raises sqlalchemy.exc.OperationalError, for those who
        have somewhere else to turn. None: ten seconds with SQLite, and no limit with PostgreSQL.
        """
        engine = self.engine if patience is None else self._impatient(patience)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            if patience is not None and engine.dialect.name == "postgresql":
                milliseconds = max(1, round(patience * 1000))
                for limit in ("lock_timeout", "statement_timeout"):
                    session.execute(text(f"SET LOCAL {limit} = {milliseconds}"))
            yield session

    def check(self) -> None:
        """Raises sqlalchemy.exc.SQLAlchemyError when the database does not answer."""
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1 FROM library_revision"))

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()

    def _impatient(self, patience: float) -> Engine:
        # Connections of its own: in the pool it would queue behind those that wait for the same lock.
        if patience not in self._hasty:
            self._hasty[patience] = _engine(self._url, patience)
        return self._hasty[patience]


def open_database(settings: Settings) -> Database:
    """The database that the settings name; it must have been upgraded before."""
    return Database(settings.effective_database_url)


def upgrade(settings: Settings) -> None:
    """Brings the tables to the newest form. Safe to repeat; raises SQLAlchemyError, OSError."""
    # Only this command needs Alembic, and it takes most of a second to import.
    from alembic import command
    from alembic.config import Config

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = open_database(settings)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        database.close()


def insert_once(session: Session, table: type[Base], **values: object) -> bool:
    """Inserts a row, or does nothing where it would break a unique rule; returns whether it is there anew.

    A rival that is about to insert the same is waited for.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing().returning(*table.__table__.primary_key)
    return session.execute(statement).first() is not None


def _engine(url: str, patience: float | None = None) -> Engine:
    """Connections that are kept for the next, or with `patience` (seconds) are made and closed each time."""
    parsed = make_url(url)
    pool = {} if patience is None else {"poolclass": NullPool}
    if parsed.get_backend_name() == "postgresql" and parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.update_query_dict({"connect_timeout": str(CONNECT_SECONDS), **parsed.query})
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=patience is None, **pool)
    engine = create_engine(
        parsed, connect_args={"timeout": LOCK_WAIT_SECONDS if patience is None else patience}, **pool
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
