"""The same bot on a real PostgreSQL, started for the test where its programs are installed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.assembly import assemble
from bot.conversation.service import Incoming, UnknownConversation
from bot.library.publishing import import_if_empty
from bot.settings import PROJECT, Settings
from bot.storage.database import Database, upgrade
from tests.conftest import free_port
from tests.storage.migrating import walk_there_and_back


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
        for parent in [folder, *folder.parents][:3]:
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


def test_the_migrations_keep_what_is_there_up_and_down(server_url: str) -> None:
    with closing(Database(server_url)) as database, database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("CREATE DATABASE migrations")
    with closing(Database(server_url.removesuffix("postgres") + "migrations")) as old:
        walk_there_and_back(old)


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
