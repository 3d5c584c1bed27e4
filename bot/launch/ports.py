"""The three ports, looked at before anything long is begun."""

import errno
import socket
from typing import NamedTuple

from bot.launch.failure import LaunchFailure
from bot.settings import Settings

LOOPBACK = "127.0.0.1"
CONNECT_SECONDS = 0.5


class _Listener(NamedTuple):
    variable: str
    host: str
    port: int


def check_ports(settings: Settings) -> None:
    """Raises LaunchFailure, naming what to change, unless three different ports can be listened on."""
    listeners = (
        _Listener("KAP_PORT", settings.host, settings.port),
        _Listener("KAP_ACTIONS_PORT", LOOPBACK, settings.actions_port),
        _Listener("KAP_ENGINE_PORT", LOOPBACK, settings.engine_port),
    )
    _check_different(listeners)
    for listener in listeners:
        _check_free(listener, {other.port for other in listeners})


def _check_different(listeners: tuple[_Listener, ...]) -> None:
    taken: dict[int, str] = {}
    for variable, _, port in listeners:
        if port in taken:
            raise LaunchFailure(
                f"{taken[port]} and {variable} are both {port}: give each a number of its own, "
                f"for example {variable}={_another(port, {other.port for other in listeners})} make run."
            )
        taken[port] = variable


def _check_free(listener: _Listener, ours: set[int]) -> None:
    variable, host, port = listener
    instead = f"{variable}={_another(port, ours)} make run"
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise LaunchFailure(f"KAP_HOST={host} is no address that this computer knows ({error}).") from error
    for family, kind, protocol, _, address in addresses:
        if _answers(family, host, port):
            raise LaunchFailure(_busy(host, port, instead))
        try:
            with socket.socket(family, kind, protocol) as probe:
                # As the servers do it: a connection that has just ended does not count.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind(address)
                probe.listen()
        except PermissionError as error:
            raise LaunchFailure(
                f"Port {port} is reserved for the system: choose a higher one, for example {variable}=8000 make run."
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise LaunchFailure(_busy(host, port, instead)) from error
            raise LaunchFailure(f"{variable}: {host} cannot be listened on ({error.strerror}).") from error


def _busy(host: str, port: int, instead: str) -> str:
    return (
        f"Port {port} on {host} is in use by another program (is KAP Guide running already?): "
        f"stop that program or choose another port, for example {instead}."
    )


def _answers(family: int, host: str, port: int) -> bool:
    """Some systems let one bind an address whose port a program on all addresses already serves."""
    wildcards = {"0.0.0.0": LOOPBACK, "::": "::1", "": LOOPBACK}
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(CONNECT_SECONDS)
        try:
            return probe.connect_ex((wildcards.get(host, host), port)) == 0
        except OSError:
            return False


def _another(port: int, ours: set[int]) -> int:
    above = (number for number in range(port + 1, 65536) if number not in ours)
    return next(above, 8001)
