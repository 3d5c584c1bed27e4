"""One process that all the others hang on: real supervisors, with small programs standing in for the real ones."""

import configparser
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bot.launch.supervision import child_environment, configuration
from bot.settings import PROJECT, Settings

# Seconds until a manager that does not end fails its test; an ended one keeps nobody waiting.
PATIENCE = 90

SECRETS = {"encryption_key": "key-of-the-vault", "engine_secret": "word-of-the-engine", "telegram_bot_token": "1:token"}

# Notes its own number and that of a child of its own, then stays.
STAYS = """\
import os, subprocess, time
child = subprocess.Popen(["sleep", "60"])
with open({pids!r}, "a") as file:
    file.write(f"{{os.getpid()}} {{child.pid}} ")
time.sleep(60)
"""
# Does not let go when asked to.
CLINGS = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
FAILS = "raise SystemExit('the reason')"

# Has the terminal for its own, and keeps a hangup to itself.
LEADER = """\
import fcntl, signal, subprocess, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGHUP, lambda *_: None)
sys.exit(subprocess.run(sys.argv[1:]).returncode)
"""


class Stage:
    """A supervisor's configuration as the app writes it, with other programs in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(data_dir=folder / "100% our data", telegram_bot_token="1:token")
        self.logs = self.settings.data_dir / "logs"
        self.logs.mkdir(parents=True)
        self.log = self.logs / "supervisord.log"
        self.pids = folder / "pids"
        self._parser = configparser.RawConfigParser()
        self._parser.read_string(configuration(self.settings))
        self.stays = STAYS.format(pids=str(self.pids))
        self.cast("engine", CLINGS + self.stays)
        self.cast("app", self.stays)
        self.cast("telegram", self.stays)
        self.cast("announcement", "print('the bot is ready')")
        for name in ("engine", "app", "telegram"):
            self._parser[f"program:{name}"]["startsecs"] = "3"
            self._parser[f"program:{name}"]["startretries"] = "1"
            self._parser[f"program:{name}"]["stopwaitsecs"] = "1"

    def cast(self, name: str, code: str) -> None:
        script = self.folder / f"{name}.py"
        script.write_text(code)
        self._parser[f"program:{name}"]["command"] = f"{sys.executable} {script}"

    def command(self) -> list[str]:
        path = self.settings.data_dir / "supervisord.conf"
        with path.open("w") as file:
            self._parser.write(file)
        return [sys.executable, "-m", "bot.launch.manager", str(path)]

    def wait_for_pids(self, number: int = 6) -> list[int]:
        _wait_until(lambda: self.pids.exists() and len(self.pids.read_text().split()) == number)
        return [int(pid) for pid in self.pids.read_text().split()]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    for pid in stage.pids.read_text().split() if stage.pids.exists() else []:
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)


def _wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A child of a killed manager waits for its new parent to take note of its end.
    status = Path(f"/proc/{pid}/status")
    return not status.exists() or "\nState:\tZ" not in status.read_text()


@contextmanager
def _running(stage: Stage) -> "Iterator[subprocess.Popen[str]]":
    """The manager with the stage's programs; a test that fails leaves none of it behind."""
    with subprocess.Popen(
        stage.command(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as manager:
        try:
            yield manager
        finally:
            manager.kill()


# --- Configuration ------------------------------------------------------------------------------------------


def test_what_the_machine_sets_for_its_memory_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    assert child_environment(Settings(data_dir=tmp_path))["MALLOC_ARENA_MAX"] == "2"
    monkeypatch.setenv("MALLOC_ARENA_MAX", "8")
    assert child_environment(Settings(data_dir=tmp_path))["MALLOC_ARENA_MAX"] == "8"


def _configured(settings: Settings) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser()
    parser.read_string(configuration(settings))
    return parser


def test_the_file_and_the_command_lines_hold_no_secret(tmp_path: Path) -> None:
    database = "postgresql://kap:word-of-the-database@localhost/kap"
    settings = Settings.model_validate({**SECRETS, "data_dir": tmp_path, "database_url": database})
    text = configuration(settings)
    assert not [secret for secret in (*SECRETS.values(), "word-of-the-database") if secret in text]
    assert child_environment(settings)["KAP_ENGINE_SECRET"] == SECRETS["engine_secret"]


def test_nothing_controls_it_over_a_network(tmp_path: Path) -> None:
    sections = _configured(Settings(data_dir=tmp_path)).sections()
    assert not [name for name in sections if name.startswith(("inet_http", "unix_http", "rpcinterface"))]


def test_telegram_runs_only_with_a_token(tmp_path: Path) -> None:
    with_token = _configured(Settings(data_dir=tmp_path, telegram_bot_token="1:token"))
    without = _configured(Settings(data_dir=tmp_path, telegram_bot_token=""))
    assert with_token["group:kap"]["programs"] == "engine,app,telegram,announcement"
    assert without["group:kap"]["programs"] == "engine,app,announcement"
    assert not without.has_section("program:telegram")


def test_the_programs_get_the_settings_as_they_were_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(data_dir=Path("here"), models_dir=Path("models"), port=8123, engine_port=5123)
    environment = child_environment(settings)
    assert environment["KAP_PORT"] == "8123"
    assert environment["KAP_DATA_DIR"] == str(tmp_path / "here")
    command = _configured(settings)["program:engine"]["command"]
    assert command == (
        f"{PROJECT}/engine/.venv/bin/python -m engine.serve --port 5123 --model {tmp_path}/models/engine.tar.gz"
    )


def test_rasa_gets_no_secret_but_its_own(stage: Stage) -> None:
    stage.cast("engine", f"import os; open('{stage.folder}/seen', 'w').write(repr(dict(os.environ)))")
    environment = {**os.environ, "KAP_DATABASE_URL": "sqlite:///word-of-the-database"}
    environment |= {f"KAP_{name.upper()}": value for name, value in SECRETS.items()}
    with subprocess.Popen(stage.command(), env=environment, stdout=subprocess.DEVNULL) as manager:
        try:
            _wait_until(lambda: _text(stage.folder / "seen").endswith("}"))
        finally:
            manager.terminate()
    seen = (stage.folder / "seen").read_text()
    assert SECRETS["engine_secret"] in seen
    for secret in (SECRETS["encryption_key"], SECRETS["telegram_bot_token"], "word-of-the-database"):
        assert secret not in seen


# --- Ends ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_process_and_their_children(number: signal.Signals, stage: Stage) -> None:
    with _running(stage) as manager:
        pids = stage.wait_for_pids()
        manager.send_signal(number)
        output, _ = manager.communicate(timeout=PATIENCE)
    assert manager.returncode == 0
    assert output.splitlines() == ["the bot is ready", "", "Stopping…", "Stopped."]
    assert not [pid for pid in pids if _is_alive(pid)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent has died")
def test_a_killed_manager_takes_the_programs_with_it(stage: Stage) -> None:
    stage.cast("engine", stage.stays)
    with _running(stage) as manager:
        stage.wait_for_pids()
        programs = [int(pid) for pid in stage.pids.read_text().split()[::2]]
        manager.kill()
        _wait_until(lambda: not any(_is_alive(pid) for pid in programs))


def test_a_closing_terminal_ends_it_even_when_nobody_passes_the_signal_on(stage: Stage) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", LEADER, *stage.command()],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as leader:
        os.close(theirs)
        pids = stage.wait_for_pids()
        os.close(ours)
        leader.wait(20)
    assert not [pid for pid in pids if _is_alive(pid)]


def test_under_nohup_a_hangup_changes_nothing(stage: Stage) -> None:
    with subprocess.Popen(["nohup", *stage.command()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as manager:
        pids = stage.wait_for_pids()
        manager.send_signal(signal.SIGHUP)
        time.sleep(2)
        alive = [pid for pid in pids if _is_alive(pid)]
        manager.terminate()
    assert alive == pids


# --- Troubles -----------------------------------------------------------------------------------------------


def test_a_program_that_ends_is_started_again_and_a_person_hears_of_it(stage: Stage) -> None:
    with _running(stage) as manager:
        pids = stage.wait_for_pids()
        _wait_until(
            lambda: all(f"{name} entered RUNNING" in _text(stage.log) for name in ("engine", "app", "telegram"))
        )
        # Whichever of the three it is.
        os.kill(pids[0], signal.SIGKILL)
        stage.wait_for_pids(8)
        manager.send_signal(signal.SIGTERM)
        output, _ = manager.communicate(timeout=PATIENCE)
    assert "stopped unexpectedly and is being started again; its log is" in output


def test_an_app_that_cannot_start_ends_everything_with_a_sentence(stage: Stage) -> None:
    stage.cast("app", FAILS)
    with _running(stage) as manager:
        output, _ = manager.communicate(timeout=PATIENCE)
    log = stage.logs / "app.log"
    assert manager.returncode == 1
    assert f"The website could not be started: the reason is at the end of {log}." in output
    # Twice, and on a busy machine once more before the manager has ended it all.
    assert log.read_text().splitlines() in (["the reason"] * 2, ["the reason"] * 3)
    assert not [pid for pid in stage.wait_for_pids(4) if _is_alive(pid)]


def test_without_the_engine_the_website_goes_on_and_a_sentence_tells(stage: Stage) -> None:
    stage.cast("engine", FAILS)
    with _running(stage) as manager:
        _wait_until(lambda: "engine entered FATAL" in _text(stage.log))
        assert all(_is_alive(pid) for pid in stage.wait_for_pids(4))
        manager.send_signal(signal.SIGINT)
        output, _ = manager.communicate(timeout=PATIENCE)
    assert manager.returncode == 0
    assert (
        "The language engine does not start and is tried again every minute: the reason is at the end of "
        f"{stage.logs / 'engine.log'}." in output
    )


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def test_logs_and_configuration_are_for_the_clinic_only(tmp_path: Path) -> None:
    code = "import sys; from bot.settings import Settings; from bot.launch.supervision import supervise; \
sys.executable = '/bin/true'; supervise(Settings())"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "KAP_DATA_DIR": str(tmp_path)}, check=True)
    assert {path.name: path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {
        "engine.secret": 0,
        "logs": 0,
        "supervisord.conf": 0,
    }
