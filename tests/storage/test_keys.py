"""Keys: made once, readable by the owner alone, rotated without loss, and honest when they do not fit."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.settings import PROJECT, Settings
from bot.storage.keys import KeyFault, Vault, engine_secret, vault

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
VAULT = Vault(Fernet.generate_key().decode())
WORDS = "I told nobody about the winter of 1999"


def new_key() -> str:
    return Fernet.generate_key().decode()


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """Settings of an installation that has never run."""
    return Settings(data_dir=tmp_path / "var", database_url="", encryption_key=SecretStr(""))


@given(JSON)
def test_what_is_sealed_comes_back_the_same(value: object) -> None:
    assert VAULT.unseal(VAULT.seal(value)) == value


def test_a_sealed_text_shows_none_of_its_words_and_never_looks_the_same_twice() -> None:
    first, second = VAULT.seal(WORDS), VAULT.seal(WORDS)
    assert first != second
    assert b"winter" not in first


def test_the_key_file_belongs_to_its_owner_alone(empty: Settings) -> None:
    vault(empty)
    engine_secret(empty)
    for name in ("encryption.key", "engine.secret"):
        mode = stat.S_IMODE((empty.data_dir / name).stat().st_mode)
        assert mode == 0o600, f"{name} has mode {mode:o}"


def test_the_next_start_uses_the_same_keys_and_leaves_no_drafts(empty: Settings) -> None:
    sealed, secret = vault(empty).seal(WORDS), engine_secret(empty)
    assert vault(empty).unseal(sealed) == WORDS
    assert engine_secret(empty) == secret
    assert len(secret) >= 32
    assert sorted(path.name for path in empty.data_dir.iterdir()) == ["encryption.key", "engine.secret"]


def test_a_key_from_the_environment_is_used_and_none_is_written(tmp_path: Path) -> None:
    key = new_key()
    given_key = Settings(data_dir=tmp_path, database_url="", encryption_key=SecretStr(key))
    assert Vault(key).unseal(vault(given_key).seal(WORDS)) == WORDS
    assert list(tmp_path.iterdir()) == []


def test_after_rotation_old_texts_open_and_new_ones_take_the_new_key() -> None:
    old, new = new_key(), new_key()
    before, after = Vault(old), Vault(f"{new},{old}")
    assert after.unseal(before.seal(WORDS)) == WORDS
    assert Vault(new).unseal(after.seal(WORDS)) == WORDS
    with pytest.raises(KeyFault):
        before.unseal(after.seal(WORDS))


def test_rotation_loses_nobodys_conversation() -> None:
    old, new = new_key(), new_key()
    assert Vault(f"{new}\n{old}").fingerprint("web", "token") == Vault(old).fingerprint("web", "token")


def test_a_fingerprint_depends_on_the_key_and_on_each_part() -> None:
    other = Vault(new_key())
    names = {
        VAULT.fingerprint("web", "token"),
        VAULT.fingerprint("web", "token2"),
        VAULT.fingerprint("telegram", "token"),
        VAULT.fingerprint("webt", "oken"),
        other.fingerprint("web", "token"),
    }
    assert len(names) == 5
    assert VAULT.fingerprint("web", "token") in names


def test_another_key_is_a_fault_and_not_a_wrong_text() -> None:
    with pytest.raises(KeyFault, match="cannot be read with the present keys"):
        Vault(new_key()).unseal(VAULT.seal(WORDS))


def test_a_text_that_was_changed_on_disk_is_a_fault() -> None:
    sealed = bytearray(VAULT.seal(WORDS))
    sealed[len(sealed) // 2] ^= 1
    with pytest.raises(KeyFault):
        VAULT.unseal(bytes(sealed))


@pytest.mark.parametrize(
    "text", ["swordfish", "sw\u00f6rdfish", new_key()[:-4], f"{new_key()},swordfish", " "], ids=range(5)
)
def test_what_is_no_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(KeyFault) as caught:
        Vault(text)
    assert "KAP_ENCRYPTION_KEY" in str(caught.value)
    assert "rdfish" not in str(caught.value)


ROUNDS = 20
RACER = """
import sys
from pathlib import Path
from bot.settings import Settings
from bot.storage.keys import engine_secret
for number in range(int(sys.argv[2])):
    settings = Settings(data_dir=Path(sys.argv[1]) / str(number), database_url="", engine_secret="")
    print("ready", flush=True)
    sys.stdin.readline()
    print(engine_secret(settings), flush=True)
"""


def test_processes_that_start_at_the_same_moment_agree_on_one_key(tmp_path: Path) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(tmp_path), str(ROUNDS)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    lines = [(racer.stdin, racer.stdout) for racer in racers if racer.stdin and racer.stdout]
    for number in range(ROUNDS):
        assert [told.readline() for _, told in lines] == ["ready\n"] * 3
        for go, _ in lines:
            go.write("go\n")
            go.flush()
        found = {told.readline().strip() for _, told in lines}
        assert found == {(tmp_path / str(number) / "engine.secret").read_text()}
    for racer in racers:
        racer.communicate()
        assert racer.returncode == 0


def test_who_comes_second_by_a_hair_takes_the_key_of_the_first(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = engine_secret(empty)
    # As it looks to a process whose look came just before the other's key was in place.
    monkeypatch.setattr(Path, "exists", lambda *_args, **_options: False)
    assert engine_secret(empty) == first
    assert [path.name for path in empty.data_dir.iterdir()] == ["engine.secret"]
