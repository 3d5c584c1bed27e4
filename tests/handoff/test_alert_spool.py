"""The spool: what it promised to keep is stored once, whatever dies, fills up or is damaged."""

import errno
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.handoff.alert_spool import DRAFT_SECONDS, AlertSpool
from bot.handoff.alerts import Alerts
from bot.handoff.items import AlertView
from bot.handoff.queue import Queue
from bot.handoff.sighting import Sighting
from bot.safety.dangers import Danger
from bot.storage import database as database_module
from bot.storage.database import Database
from bot.storage.keys import Vault
from bot.storage.models import QueueItemRow
from tests.handoff.conftest import NOON, listed, sighting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def spool(folder: Path, vault: Vault) -> AlertSpool:
    return AlertSpool(folder, vault)


def names(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir())


def leave_a_draft(folder: Path, content: bytes, age: float) -> Path:
    """As a process leaves it that dies before it renames."""
    folder.mkdir(exist_ok=True)
    draft = folder / ".000000000000001-0123456789abcdef.draft"
    draft.write_bytes(content)
    then = draft.stat().st_mtime - age
    os.utime(draft, (then, then))
    return draft


def test_what_is_kept_is_stored_and_then_gone(
    spool: AlertSpool, folder: Path, database: Database, alerts: Alerts, queue: Queue
) -> None:
    spool.keep(sighting("m1"))
    spool.keep(sighting("m2", Danger.OVERDOSE))
    spool.keep(sighting("r1", conversation=None))
    assert spool.waiting() == 3
    assert spool.drain(database, alerts) == 3
    assert spool.drain(database, alerts) == 0
    assert list(folder.iterdir()) == []
    assert [(view.danger, view.at) for view in listed(database, queue)] == [
        (Danger.OVERDOSE, NOON),
        (Danger.SUICIDE, NOON),
        (Danger.SUICIDE, NOON),
    ]
    with database.transaction() as session:
        assert sorted(session.scalars(select(QueueItemRow.conversation_id)), key=str) == [None, "c1", "c1"]


def test_an_empty_spool_needs_no_folder(spool: AlertSpool, database: Database, alerts: Alerts) -> None:
    assert spool.waiting() == 0
    assert spool.drain(database, alerts) == 0


def test_a_file_is_sealed_and_the_owners_alone(spool: AlertSpool, folder: Path) -> None:
    spool.keep(sighting("m1"))
    [path] = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert b"suicide" not in path.read_bytes()
    assert "c1" not in path.name.partition("-")[0]


def test_a_sighting_that_was_stored_as_well_counts_once(
    spool: AlertSpool, database: Database, alerts: Alerts, queue: Queue
) -> None:
    with database.transaction() as session:
        alerts.raise_alert(session, sighting("m1"))
    spool.keep(sighting("m1"))
    spool.keep(sighting("m1"))
    spool.drain(database, alerts)
    assert [view.times for view in listed(database, queue)] == [1]


class Died(BaseException):
    """The end of a process, between two lines."""


def test_a_crash_between_commit_and_removal_doubles_nothing(
    spool: AlertSpool, folder: Path, database: Database, alerts: Alerts, monkeypatch: pytest.MonkeyPatch, queue: Queue
) -> None:
    spool.keep(sighting("m1"))

    def die(*_args: object, **_options: object) -> None:
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", die)
        with pytest.raises(Died):
            spool.drain(database, alerts)
    assert [view.times for view in listed(database, queue)] == [1], "it was committed"
    assert names(folder) == [".alert"]
    spool.drain(database, alerts)
    assert [view.times for view in listed(database, queue)] == [1]
    assert names(folder) == []


def test_a_crash_before_the_commit_loses_nothing(
    spool: AlertSpool, folder: Path, database: Database, alerts: Alerts, monkeypatch: pytest.MonkeyPatch, queue: Queue
) -> None:
    spool.keep(sighting("m1"))
    raise_alert = alerts.raise_alert

    def store_and_die(*args: object) -> None:
        raise_alert(*args)  # type: ignore[arg-type]
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(alerts, "raise_alert", store_and_die)
        with pytest.raises(Died):
            spool.drain(database, alerts)
    assert listed(database, queue) == []
    assert spool.drain(database, alerts) == 1
    assert [view.times for view in listed(database, queue)] == [1]


def test_a_crash_between_writing_and_renaming_loses_nothing_that_was_whole(
    spool: AlertSpool, folder: Path, database: Database, alerts: Alerts, queue: Queue
) -> None:
    leave_a_draft(folder, spool._sealed(sighting("m1")), age=DRAFT_SECONDS + 5)
    assert spool.drain(database, alerts) == 1
    assert [view.times for view in listed(database, queue)] == [1]
    assert names(folder) == []


def test_half_a_draft_is_removed_once_its_writer_must_be_dead(
    spool: AlertSpool, folder: Path, database: Database, alerts: Alerts
) -> None:
    whole = spool._sealed(sighting("m1"))
    draft = leave_a_draft(folder, whole[:50], age=0)
    assert spool.drain(database, alerts) == 0
    assert draft.exists(), "somebody may still be writing it"
    leave_a_draft(folder, whole[:50], age=DRAFT_SECONDS + 5)
    assert spool.drain(database, alerts) == 0
    assert names(folder) == []


@pytest.mark.parametrize("content", [b"", b"damaged", None], ids=["empty", "damaged", "cut"])
def test_a_damaged_file_is_set_aside_and_the_others_are_stored(
    spool: AlertSpool,
    folder: Path,
    database: Database,
    alerts: Alerts,
    caplog: pytest.LogCaptureFixture,
    content: bytes | None,
) -> None:
    spool.keep(sighting("m1"))
    [damaged] = folder.iterdir()
    damaged.write_bytes(damaged.read_bytes()[:-9] if content is None else content)
    spool.keep(sighting("m2", conversation="c2"))
    assert spool.drain(database, alerts) == 1
    assert names(folder) == [".unreadable"]
    assert "set aside" in caplog.text
    assert "damaged" not in caplog.text.replace("is damaged and was", "")
    assert spool.drain(database, alerts) == 0


def test_a_file_of_another_form_is_set_aside(
    spool: AlertSpool, folder: Path, vault: Vault, database: Database, alerts: Alerts
) -> None:
    folder.mkdir()
    good = {"key": "m1", "at": NOON.isoformat(), "channel": "web", "danger": "suicide", "conversation": None}
    forms: list[object] = [[], None, "", {}, {**good, "danger": "boredom"}, {**good, "at": "noon"}, {**good, "at": 7}]
    for number, form in enumerate(forms):
        (folder / f"{number}.alert").write_bytes(vault.seal(form))
    assert spool.drain(database, alerts) == 0
    assert names(folder) == [".unreadable"] * len(forms)


def test_one_that_cannot_be_opened_or_stored_goes_on_waiting_and_holds_up_nobody(
    spool: AlertSpool, folder: Path, database: Database, alerts: Alerts, monkeypatch: pytest.MonkeyPatch, queue: Queue
) -> None:
    spool.keep(sighting("m1", at=NOON - timedelta(minutes=1)))
    spool.keep(sighting("m2"))
    (folder / "000.alert").mkdir()
    raise_alert = alerts.raise_alert

    def refuse_the_first(session: Session, given: Sighting) -> AlertView:
        if given.key == "m1":
            raise IntegrityError("", {}, ValueError())
        return raise_alert(session, given)

    with monkeypatch.context() as patched:
        patched.setattr(alerts, "raise_alert", refuse_the_first)
        assert spool.drain(database, alerts) == 1
    assert spool.waiting() == 2
    assert spool.drain(database, alerts) == 1
    assert [view.times for view in listed(database, queue)] == [2]


@pytest.mark.parametrize("call", ["open", "fsync", "rename"])
def test_a_full_disk_is_an_error_and_leaves_nothing_behind(
    spool: AlertSpool, folder: Path, database: Database, alerts: Alerts, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, full)
        with pytest.raises(OSError, match="No space left"):
            spool.keep(sighting("m1"))
    assert list(folder.iterdir()) == []
    spool.keep(sighting("m1"))
    assert spool.drain(database, alerts) == 1


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        AlertSpool(tmp_path / "file" / "spool", vault).keep(sighting())


@pytest.fixture
def hasty_database(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The same database, seen by a process that waits for no lock."""
    monkeypatch.setattr(database_module, "LOCK_WAIT_SECONDS", 0)
    with closing(Database(str(database.engine.url))) as hasty:
        yield hasty


def test_a_locked_database_leaves_everything_waiting(
    spool: AlertSpool, tmp_path: Path, hasty_database: Database, alerts: Alerts, queue: Queue
) -> None:
    spool.keep(sighting("m1"))
    spool.keep(sighting("m2"))
    with closing(sqlite3.connect(tmp_path / "kap.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError):
            spool.drain(hasty_database, alerts)
        assert spool.waiting() == 2
        other.rollback()
    assert spool.drain(hasty_database, alerts) == 2
    assert [view.times for view in listed(hasty_database, queue)] == [2]


def test_two_that_drain_at_once_do_nothing_twice(
    spool: AlertSpool, folder: Path, vault: Vault, database: Database, alerts: Alerts, queue: Queue
) -> None:
    for number in range(10):
        spool.keep(sighting(f"m{number}"))
    start, faults = threading.Barrier(3), list[BaseException]()

    def drain() -> None:
        try:
            start.wait()
            AlertSpool(folder, vault).drain(database, alerts)
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=drain) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert [view.times for view in listed(database, queue)] == [10]
    assert names(folder) == []
