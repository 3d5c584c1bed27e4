"""Troubles of the machine are told in a sentence, whichever step meets them."""

import errno
import shutil
from pathlib import Path

import pytest

from bot.launch.failure import LaunchFailure, machine_troubles


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk(number: int, tmp_path: Path) -> None:
    with pytest.raises(LaunchFailure, match=r"^The disk is full"), machine_troubles(tmp_path):
        raise OSError(number, "whatever", "models/engine.tar.gz")


def test_a_program_that_failed_because_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(10**9, 10**9, 0))  # type: ignore[attr-defined]
    with pytest.raises(LaunchFailure, match=r"^The disk is full"), machine_troubles(tmp_path / "not" / "there"):
        raise LaunchFailure("The training failed.")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_that_may_not_be_written_is_named(number: int, tmp_path: Path) -> None:
    with pytest.raises(LaunchFailure, match=r"^/srv/models may not be written"), machine_troubles(tmp_path):
        raise OSError(number, "whatever", "/srv/models")


def test_any_other_failure_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError), machine_troubles(tmp_path):
        raise ConnectionError(errno.ECONNREFUSED, "refused")
    with pytest.raises(LaunchFailure, match=r"^The training failed\.$"), machine_troubles(tmp_path):
        raise LaunchFailure("The training failed.")
