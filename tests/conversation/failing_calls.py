"""A database that fails where a test wants it to, below SQLAlchemy's own handling of errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.engine.default import DefaultDialect

MOST_CALLS = 80

CONNECT, READ, WRITE, COMMIT, ANSWER = "connect", "read", "write", "commit", "answer to a commit"
ANY = "any from then on"
DEATH = "sudden death"


class Death(BaseException):
    """The process ends here; a test goes on as the next one."""


@dataclass
class Outage:
    """Which call of a kind fails, counted from 1; `ANY` and `DEATH` count all of them together."""

    call: str
    number: int
    seen: int = 0

    @property
    def struck(self) -> bool:
        """Whether there were as many calls as that."""
        return self.seen >= self.number

    def comes(self, call: str) -> None:
        """Raises what a database that fails raises, where this call is to fail."""
        if self.call not in (call, ANY, DEATH):
            return
        self.seen += 1
        if self.seen == self.number and self.call == DEATH:
            raise Death
        if self.seen == self.number or (self.struck and self.call == ANY):
            raise sqlite3.OperationalError("disk I/O error")


@dataclass
class Faults:
    """What fails at present."""

    outage: Outage | None = None

    def comes(self, call: str) -> None:
        """Stands before each call to the database."""
        if self.outage is not None:
            self.outage.comes(call)

    @contextmanager
    def during(self, outage: Outage) -> Iterator[None]:
        """An outage that ends with the block."""
        self.outage = outage
        try:
            yield
        finally:
            self.outage = None


def failing_where_told(monkeypatch: pytest.MonkeyPatch) -> Faults:
    """Lets every database fail where the result is told to."""
    current = Faults()
    dialect: Any = DefaultDialect
    connect, execute, commit = dialect.connect, dialect.do_execute, dialect.do_commit

    def failing_connect(self: DefaultDialect, *args: object, **options: object) -> object:
        current.comes(CONNECT)
        return connect(self, *args, **options)

    def failing_execute(self: DefaultDialect, cursor: object, statement: str, *more: object) -> None:
        words = statement.split(maxsplit=1)[0].upper()
        if words in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            current.comes(READ if words == "SELECT" else WRITE)
        execute(self, cursor, statement, *more)

    def failing_commit(self: DefaultDialect, connection: object) -> None:
        current.comes(COMMIT)
        commit(self, connection)
        current.comes(ANSWER)

    monkeypatch.setattr(DefaultDialect, "connect", failing_connect)
    monkeypatch.setattr(DefaultDialect, "do_execute", failing_execute)
    monkeypatch.setattr(DefaultDialect, "do_commit", failing_commit)
    return current


def each_failure(call: str) -> Iterator[Outage]:
    """An outage at the first call of a kind, the second, … until there are no more."""
    for number in range(1, MOST_CALLS):
        outage = Outage(call, number)
        yield outage
        if not outage.struck:
            return
    raise AssertionError("the calls never ended")
