"""The process that the others hang on: supervisor, with a few habits of its own.

`python -m bot.launch.manager CONFIGURATION`. Beyond supervisor's: it speaks to the person at the terminal, ends when
the terminal closes (supervisor would restart), takes its children with it even when it is killed (Linux), exits with
status 1 when the app cannot be started at all, and never gives a program up that has run before.
"""

import ctypes
import errno
import os
import signal
import sys
import termios
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from supervisor import events  # type: ignore[import-untyped]
from supervisor.compat import as_string  # type: ignore[import-untyped]
from supervisor.medusa.asyncore_25 import ExitNow  # type: ignore[import-untyped]
from supervisor.options import ServerOptions  # type: ignore[import-untyped]
from supervisor.states import ProcessStates, SupervisorStates  # type: ignore[import-untyped]
from supervisor.supervisord import Supervisor  # type: ignore[import-untyped]

NAMES = {"app": "The website", "engine": "The language engine", "telegram": "The Telegram channel"}
INDISPENSABLE = "app"
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG in <sys/prctl.h>


def say(text: str) -> None:
    """Prints a line; the terminal may be gone by now."""
    with suppress(OSError, ValueError):
        print(text, flush=True)


class Options(ServerOptions):  # type: ignore[misc]
    """Supervisor's options; children end with the manager, however that ends."""

    def __init__(self) -> None:
        super().__init__()
        self._prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
        self._manager = os.getpid()

    def execve(self, filename: str, argv: list[str], env: dict[str, str]) -> NoReturn:
        """Called in the child."""
        if self._prctl is not None:
            self._prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
            if os.getppid() != self._manager:
                os._exit(1)
        os.execve(filename, argv, env)


class Manager(Supervisor):  # type: ignore[misc]
    """Supervisor's main loop, with an ear for what befalls the programs."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.exit_status = 0
        # Under nohup they were ignored from the start, and stay so.
        self._hangups_ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        self._have_run: set[str] = set()
        self._in_trouble: set[str] = set()

    def runforever(self) -> None:
        """Returns by raising ExitNow, when every child has ended."""
        self._end_when_the_terminal_closes()
        events.subscribe(events.ProcessLogStdoutEvent, self._pass_on)
        events.subscribe(events.ProcessStateRunningEvent, self._note_running)
        events.subscribe(events.ProcessStateExitedEvent, self._report_end)
        events.subscribe(events.ProcessStateBackoffEvent, self._report_failed_start)
        events.subscribe(events.ProcessStateFatalEvent, self._report_given_up)
        events.subscribe(events.Tick60Event, self._try_again)
        events.subscribe(events.Tick5Event, self._look_for_the_terminal)
        events.subscribe(events.SupervisorStoppingEvent, lambda event: say("\nStopping…"))
        super().runforever()

    def _end_when_the_terminal_closes(self) -> None:
        def end(number: int, frame: FrameType | None) -> None:
            self.options.signal_receiver.receive(signal.SIGTERM, frame)

        signal.signal(signal.SIGHUP, signal.SIG_IGN if self._hangups_ignored else end)

    def _look_for_the_terminal(self, event: Any) -> None:
        """A closing terminal signals only its first program; where that is `make`, it waits for us and says nothing."""
        if _terminal_is_gone() and not self._hangups_ignored:
            self.options.mood = SupervisorStates.SHUTDOWN

    def _pass_on(self, event: Any) -> None:
        with suppress(OSError, ValueError):
            sys.stdout.write(as_string(event.data))
            sys.stdout.flush()

    def _note_running(self, event: Any) -> None:
        name = event.process.config.name
        if name in self._in_trouble:
            say(f"{NAMES[name]} is running again.")
        self._in_trouble.discard(name)
        self._have_run.add(name)

    def _report_end(self, event: Any) -> None:
        name = event.process.config.name
        if name in NAMES:
            self._in_trouble.add(name)
            say(f"{NAMES[name]} stopped unexpectedly and is being started again; its log is {_log_of(event.process)}.")

    def _report_failed_start(self, event: Any) -> None:
        name = event.process.config.name
        if name in NAMES and name not in self._in_trouble:
            self._in_trouble.add(name)
            say(f"{NAMES[name]} stopped while starting and is being tried again; its log is {_log_of(event.process)}.")

    def _report_given_up(self, event: Any) -> None:
        name = event.process.config.name
        if name not in NAMES:
            return
        if name == INDISPENSABLE and name not in self._have_run:
            say(f"{NAMES[name]} could not be started: the reason is at the end of {_log_of(event.process)}.")
            self.exit_status = 1
            self.options.mood = SupervisorStates.SHUTDOWN
        else:
            say(
                f"{NAMES[name]} does not start and is tried again every minute: the reason is at the end of "
                f"{_log_of(event.process)}."
            )

    def _try_again(self, event: Any) -> None:
        for group in self.process_groups.values():
            for process in group.processes.values():
                if process.get_state() == ProcessStates.FATAL and process.config.name in NAMES:
                    process.spawn()


def _terminal_is_gone() -> bool:
    """Whether standard input is a terminal that was closed, as opposed to none at all."""
    try:
        termios.tcgetattr(0)
    except termios.error as error:
        return error.args[0] in (errno.EIO, errno.ENXIO)
    return False


def _log_of(process: Any) -> str:
    path = Path(process.config.stdout_logfile)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def main() -> None:
    """Runs until a signal or a failure ends it, and every child with it."""
    options = Options()
    options.realize(["-c", sys.argv[1]])
    options.first = True
    options.test = False
    manager = Manager(options)
    with suppress(ExitNow):
        manager.main()
    options.close_logger()
    say("Stopped.")
    sys.exit(manager.exit_status)


if __name__ == "__main__":
    main()
