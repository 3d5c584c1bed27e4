"""The same bot on a real PostgreSQL, started for the test where its programs are installed."""

import os
import secrets
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import takewhile
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from bot.assembly import assemble
from bot.conversation.service import Incoming, UnknownConversation
from bot.handoff.alerts import Alerts
from bot.handoff.items import Contact
from bot.handoff.kinds import ItemKind
from bot.handoff.notices import Notice
from bot.handoff.notifier import Notifier
from bot.handoff.queue import Queue
from bot.handoff.rounds import Rounds
from bot.handoff.sighting import Sighting
from bot.library.publishing import import_if_empty
from bot.safety.dangers import Danger
from bot.settings import PROJECT, Settings
from bot.staff.accounts import AccountFault, Accounts
from bot.staff.audit import Action, entries, record
from bot.staff.passwords import Passwords
from bot.staff.roles import Role
from bot.storage.database import Database, upgrade
from bot.storage.keys import Vault
from bot.storage.models import ConversationRow, NotificationRow
from tests.conftest import free_port
from tests.storage.migrating import walk_from_alerts_to_the_queue_and_back, walk_there_and_back

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _program(name: str) -> str | None:
    folders = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    return shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    initdb, control = _program("initdb"), _program("pg_ctl")
    if not (initdb and control):
        pytest.skip("PostgreSQL's programs are not installed (Debian: apt-get install postgresql).")
    folder = tmp_path_factory.mktemp("postgresql")
    # PostgreSQL refuses to run as root; its Debian package brings a user of its own.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        # Up to the system's folder for temporary files, which is nobody's to change.
        for parent in takewhile(lambda each: each != Path(tempfile.gettempdir()), [folder, *folder.parents]):
            parent.chmod(0o755)
        shutil.chown(folder, "postgres")
    cluster, port = folder / "cluster", free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _run([*as_user, initdb, "-D", str(cluster), "-U", "kap", "-A", "trust", "-E", "UTF8"])
    _run([*as_user, control, "-D", str(cluster), "-l", str(folder / "log"), "-o", options, "-w", "start"])
    yield f"postgresql://kap@127.0.0.1:{port}/postgres"
    _run([*as_user, control, "-D", str(cluster), "-m", "immediate", "stop"])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("walk", [walk_there_and_back, walk_from_alerts_to_the_queue_and_back])
def test_the_migrations_keep_what_is_there_up_and_down(server_url: str, walk: Callable[[Database], None]) -> None:
    name = f"migrations_{secrets.token_hex(4)}"
    with closing(Database(server_url)) as database, database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"CREATE DATABASE {name}")
    with closing(Database(server_url.removesuffix("postgres") + name)) as old:
        walk(old)


@pytest.fixture
def database(server_url: str, tmp_path: Path) -> Iterator[Database]:
    """One of its own, with the conversations `c1` and `c2`."""
    name = f"test_{secrets.token_hex(4)}"
    with closing(Database(server_url)) as server, server.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"CREATE DATABASE {name}")
    url = server_url.removesuffix("postgres") + name
    upgrade(Settings(data_dir=tmp_path, database_url=url))
    with closing(Database(url)) as opened:
        with opened.transaction() as session:
            for one in ("c1", "c2"):
                session.add(ConversationRow(id=one, channel="web", address=one, created_at=NOON, last_active_at=NOON))
        yield opened


@pytest.fixture
def rounds() -> Rounds:
    return Rounds(("mail", "webhook"), timedelta(minutes=15), 8)


@pytest.fixture
def vault() -> Vault:
    return Vault(Fernet.generate_key().decode())


@pytest.fixture
def alerts(vault: Vault, rounds: Rounds) -> Alerts:
    return Alerts(vault, rounds, lambda: NOON)


@pytest.fixture
def queue(vault: Vault, rounds: Rounds) -> Queue:
    return Queue(vault, rounds, lambda: NOON)


def _at_once(jobs: Sequence[Callable[[], object]]) -> None:
    """Runs all of them in threads that start at the same moment; raises what one of them raised."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> None:
        start.wait()
        job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(run, job) for job in jobs]:
            done.result()


@pytest.mark.parametrize(
    "statement", ["UPDATE staff_audit SET login = 'x'", "DELETE FROM staff_audit", "TRUNCATE staff_audit"]
)
def test_the_audit_log_only_grows(database: Database, statement: str) -> None:
    with database.transaction() as session:
        record(session, None, Action.ADDED_COLLEAGUE, "ann")
    with pytest.raises(DBAPIError, match="only grows"), database.transaction() as session:
        session.execute(text(statement))
    with database.transaction() as session:
        assert len(entries(session)) == 1


def test_of_two_administrators_who_remove_each_other_one_stays(database: Database) -> None:
    accounts = Accounts(Passwords())
    with database.transaction() as session:
        both = [accounts.add(session, login, login, Role.ADMINISTRATOR, "four plain words") for login in ("ann", "bo")]

    def remove(person: str) -> None:
        with suppress(AccountFault), database.transaction() as session:
            accounts.disable(session, person)

    _at_once([partial(remove, person.id) for person in both])
    with database.transaction() as session:
        assert [person.is_disabled for person in accounts.all(session)] == [False, True]


def test_who_has_little_patience_does_not_wait_for_a_lock(database: Database) -> None:
    def touch() -> None:
        with database.transaction(patience=0.05) as session:
            session.execute(update(ConversationRow).values(channel="web"))

    with database.engine.connect() as other:
        other.execute(select(ConversationRow.id).with_for_update())
        for _ in range(2):
            with pytest.raises(OperationalError, match=r"lock timeout|statement timeout"):
                touch()
    touch()
    with database.transaction() as session:
        assert session.scalar(text("SHOW lock_timeout")) == session.scalar(text("SHOW statement_timeout")) == "0"


def test_many_messages_at_once_make_one_item_and_each_counts_once(
    database: Database, alerts: Alerts, queue: Queue
) -> None:
    def tell(number: int) -> None:
        with database.transaction() as session:
            alerts.raise_alert(session, Sighting(f"m{number % 6}", NOON, "web", Danger.SUICIDE, "c1"))

    _at_once([partial(tell, number) for number in range(12)])
    with database.transaction() as session:
        assert [view.times for view in queue.open_items(session)] == [6]
        assert session.scalar(select(func.count()).select_from(NotificationRow)) == 2


def test_alerts_acknowledgements_and_erasure_at_once_end_in_order(
    database: Database, alerts: Alerts, queue: Queue
) -> None:
    def tell(number: int) -> None:
        with database.transaction() as session:
            danger = Danger.OVERDOSE if number % 2 else Danger.SUICIDE
            alerts.raise_alert(session, Sighting(f"m{number}", NOON, "web", danger, f"c{number % 2 + 1}"))

    def acknowledge() -> None:
        with database.transaction() as session:
            for view in queue.open_items(session):
                alerts.acknowledge(session, view.id, "Dr. Nwosu")

    def erase() -> None:
        with database.transaction() as session:
            alerts.forget_contact(session, "c1")
            session.execute(delete(ConversationRow).where(ConversationRow.id == "c1"))

    for start in range(0, 40, 8):
        _at_once([*(partial(tell, start + number) for number in range(8)), acknowledge, erase])
    with database.transaction() as session:
        everything = queue.open_items(session)
        assert sum(view.times for view in everything) == 40


def test_wishes_for_a_call_and_steps_of_staff_at_once_count_each_once(database: Database, queue: Queue) -> None:
    firsts: list[str] = []

    def ask(number: int) -> None:
        with database.transaction() as session:
            queue.add(session, ItemKind.CALLBACK, "c1", "web", key=f"m{number % 6}")

    def take(step: Callable[[Session, str, str], bool], item: str, by: str) -> None:
        with database.transaction() as session:
            if step(session, item, by):
                firsts.append(by)

    _at_once([partial(ask, number) for number in range(12)])
    with database.transaction() as session:
        [item] = queue.open_items(session)
    assert item.times == 6
    for step in (queue.claim, queue.contacted, queue.close):
        _at_once([partial(take, step, item.id, f"Clinician {number}") for number in range(4)])
    with database.transaction() as session:
        [seen] = queue.open_items(session, NOON)
    assert firsts == [seen.claimed_by, seen.contacted_by, seen.closed_by]


def test_items_and_erasure_at_once_end_in_order(database: Database, queue: Queue) -> None:
    def ask(number: int) -> None:
        kind = (ItemKind.CALLBACK, ItemKind.QUESTION, ItemKind.PRESCREEN)[number % 3]
        with database.transaction() as session:
            queue.add(session, kind, f"c{number % 2 + 1}", "web", contact=Contact("Ann", "212 555 0199"))

    def erase() -> None:
        with database.transaction() as session:
            queue.forget_contact(session, "c1")
            session.execute(delete(ConversationRow).where(ConversationRow.id == "c1"))

    _at_once([*(partial(ask, number) for number in range(12)), erase])
    with database.transaction() as session:
        everything = queue.open_items(session)
        theirs = {item.id for item in queue.of(session, "c2")}
        assert sum(item.times for item in everything) == 12
        assert {item.id for item in everything if item.contact is not None} == theirs, "what is erased is nowhere"


def test_two_notifiers_at_once_send_each_notice_once(database: Database, alerts: Alerts, rounds: Rounds) -> None:
    sent: list[Notice] = []

    class Target:
        def send(self, notice: Notice) -> None:
            sent.append(notice)

    with database.transaction() as session:
        for number in (1, 2):
            alerts.raise_alert(session, Sighting(f"m{number}", NOON, "web", Danger.SUICIDE, f"c{number}"))
    for number in (1, 2):
        now = NOON + timedelta(minutes=20 * (number - 1))
        notifiers = [Notifier(database, rounds, {"mail": Target(), "webhook": Target()}) for _ in range(3)]
        _at_once([partial(notifier.run_once, now) for notifier in notifiers])
        assert [notice.round for notice in sent].count(number) == 4, "two alerts, two targets"
    assert len(sent) == 8


def test_a_conversation_from_first_start_to_erasure(server_url: str, tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path, database_url=server_url, models_dir=PROJECT / "models", engine_port=free_port()
    )
    upgrade(settings)
    upgrade(settings)
    imported = import_if_empty(settings)
    assert imported is not None
    assert len(imported.published) == 45
    parts = assemble(settings)
    try:
        talk = parts.conversation
        talk.begin("web", "token")
        asked = Incoming(text="how long does one session take", message_id="1")
        first = talk.reply("web", "token", asked)
        assert first[0].entry == "session_duration"
        assert talk.reply("web", "token", asked) == first, "a repeat gets the first reply"
        talk.reply("web", "token", Incoming(text="how much does it cost"))
        assert len(talk.export("web", "token").unanswered_questions) == 1
        assert len(talk.transcript("web", "token")) == 7
        talk.erase("web", "token")
        with pytest.raises(UnknownConversation):
            talk.transcript("web", "token")
        with parts.database.engine.connect() as connection:
            for table in ("conversation", "message", "unanswered_question"):
                assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0  # noqa: S608
    finally:
        parts.close()
