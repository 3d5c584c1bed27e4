"""The ports are looked at before anything else, and a person learns which one and what to do."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.launch.failure import LaunchFailure
from bot.launch.ports import check_ports
from bot.settings import Settings
from tests.conftest import free_port


@pytest.fixture
def busy_port() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def _settings(**changes: object) -> Settings:
    ports = {"port": free_port(), "actions_port": free_port(), "engine_port": free_port(), "host": "127.0.0.1"}
    return Settings.model_validate({**ports, **changes})


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "localhost"])
def test_three_free_ports_are_fine(host: str) -> None:
    check_ports(_settings(host=host))


@pytest.mark.parametrize("name", ["port", "actions_port", "engine_port"])
def test_a_busy_port_is_named_with_another_to_use(name: str, busy_port: int) -> None:
    with pytest.raises(LaunchFailure) as refusal:
        check_ports(_settings(**{name: busy_port}))
    assert f"Port {busy_port} on 127.0.0.1 is in use" in str(refusal.value)
    assert f"KAP_{name.upper()}={busy_port + 1} make run" in str(refusal.value)


def test_a_port_that_is_busy_on_one_address_is_busy_for_all_addresses(busy_port: int) -> None:
    with pytest.raises(LaunchFailure, match=f"Port {busy_port} on 0.0.0.0 is in use"):
        check_ports(_settings(host="0.0.0.0", port=busy_port))


@pytest.mark.parametrize(
    ("first", "second"), [("port", "actions_port"), ("port", "engine_port"), ("actions_port", "engine_port")]
)
def test_no_two_ports_are_the_same(first: str, second: str) -> None:
    number = free_port()
    with pytest.raises(LaunchFailure) as refusal:
        check_ports(_settings(**{first: number, second: number}))
    text = str(refusal.value)
    assert text.startswith(f"KAP_{first.upper()} and KAP_{second.upper()} are both {number}: ")
    assert f"KAP_{second.upper()}={number + 1} make run" in text


def test_an_address_of_another_computer_is_refused() -> None:
    with pytest.raises(LaunchFailure, match=r"KAP_PORT: 192\.0\.2\.1 cannot be listened on"):
        check_ports(_settings(host="192.0.2.1"))


def test_a_name_that_is_no_address_is_refused() -> None:
    with pytest.raises(LaunchFailure, match=r"KAP_HOST=no such host\. is no address"):
        check_ports(_settings(host="no such host."))


def test_starting_on_a_busy_port_ends_at_once_with_one_sentence(busy_port: int, tmp_path: Path) -> None:
    settings = {"KAP_PORT": busy_port, "KAP_ACTIONS_PORT": free_port(), "KAP_ENGINE_PORT": free_port()}
    folders = {"KAP_DATA_DIR": tmp_path / "data", "KAP_MODELS_DIR": tmp_path / "models"}
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "start"],
        env={**os.environ, **{name: str(value) for name, value in {**settings, **folders}.items()}},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"Port {busy_port} on 127.0.0.1 is in use" in done.stderr
    assert list(tmp_path.iterdir()) == []
