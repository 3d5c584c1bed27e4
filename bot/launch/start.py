"""From nothing running to everything running."""

import signal
import sys
from types import FrameType
from typing import NoReturn

from bot.launch.failure import LaunchFailure, machine_troubles
from bot.launch.ports import check_ports
from bot.launch.preparation import prepare
from bot.launch.supervision import supervise
from bot.settings import Settings

INTERRUPTED = 128 + signal.SIGINT


def start(settings: Settings) -> NoReturn:
    """Checks the ports, prepares what is missing, then becomes the process manager. Exits with 1 after a failure."""
    _end_children_too()
    try:
        check_ports(settings)
        prepare(settings)
        print("Starting (about half a minute)…")
        with machine_troubles(settings.data_dir):
            supervise(settings)
    except LaunchFailure as failure:
        print(failure, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _end_children_too() -> None:
    """Lets these signals raise, so that a training under way is ended too."""

    def end(number: int, frame: FrameType | None) -> NoReturn:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
