"""scripts/setup.sh on a small copy of the project: real interpreters and installer, tiny packages, no network."""

import base64
import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from bot.settings import PROJECT

PROJECT_FILE = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "kap-guide"
version = "0.1.0"
"""
BACKEND = """\
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "kap_guide-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        info = "kap_guide-0.1.0.dist-info"
        wheel.writestr("kap_installed.py", "")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: kap-guide\\nVersion: 0.1.0\\n")
        kind = "Root-Is-Purelib: true\\nTag: py3-none-any\\n"
        wheel.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\\nGenerator: test\\n{kind}")
        wheel.writestr(f"{info}/RECORD", "")
    return name

def build_wheel(*arguments):
    raise NotImplementedError
"""
TOOLS = ("awk", "cat", "cut", "date", "df", "dirname", "env", "grep", "mkdir", "rm", "sed", "sh", "tail", "tr", "wc")
DIGESTERS = ("sha256sum", "shasum")


class Tree:
    """The parts of the project that setting up needs, with locks of packages made here."""

    def __init__(self, folder: Path, uv: str) -> None:
        self.folder = folder
        self.wheels = folder.parent / "wheels"
        self.wheels.mkdir()
        for name in ("scripts/setup.sh", "requirements/uv.txt", ".python-version"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, folder / name)
        (folder / "pyproject.toml").write_text(PROJECT_FILE)
        (folder / "backend.py").write_text(BACKEND)
        (folder / "engine").mkdir()
        self.lock("app", pebble="1")
        self.lock("development", pebble="1", pytest="1")
        self.lock("engine", boulder="1")
        self.install_uv(f'exec "{uv}" "$@"')
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "KAP_"))}
        self.environment |= {
            "UV_FIND_LINKS": str(self.wheels),
            "UV_OFFLINE": "1",
            "UV_CACHE_DIR": str(folder.parent / "cache"),
        }

    def install_uv(self, code: str) -> None:
        program = self.folder / ".tools/uv/bin/uv"
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{code}\n")
        program.chmod(0o755)
        stamp = hashlib.sha256((self.folder / "requirements/uv.txt").read_bytes()).hexdigest()
        (self.folder / ".tools/uv/stamp").write_text(stamp)

    def lock(self, target: str, **packages: str) -> None:
        lines = [f"{name}=={version} --hash=sha256:{self._wheel(name, version)}" for name, version in packages.items()]
        (self.folder / f"requirements/{target}.txt").write_text("\n".join(lines) + "\n")

    def _wheel(self, name: str, version: str) -> str:
        path = self.wheels / f"{name}-{version}-py3-none-any.whl"
        info = f"{name}-{version}.dist-info"
        files = {
            f"{name}.py": f"version = {version!r}\ndef main(): pass\n",
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {name}:main\n",
        }
        record = "".join(f"{file},{_record_digest(text)},{len(text)}\n" for file, text in files.items())
        with zipfile.ZipFile(path, "w") as wheel:
            for file, text in {**files, f"{info}/RECORD": record + f"{info}/RECORD,,\n"}.items():
                # A fixed date, so that the same package made twice is the same file.
                wheel.writestr(zipfile.ZipInfo(file), text)
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def set_up(self, mode: str = "run") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["/bin/sh", "scripts/setup.sh", mode],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def has(self, environment: str, module: str) -> bool:
        python = self.folder / environment / "bin/python"
        # -B: compiled files go by the second and the size, and a new version of one second later has both the same.
        command = [python, "-B", "-c", f"import {module}"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _record_digest(text: str) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    ours = PROJECT / ".tools/uv/bin/uv"
    uv = str(ours) if ours.exists() else shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not here; `make test` brings it")
    return Tree(tmp_path / "a project", uv)


def _lines(done: "subprocess.CompletedProcess[str]") -> list[str]:
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_a_fresh_copy_gets_both_environments_and_a_second_time_nothing(tree: Tree) -> None:
    first = tree.set_up()
    assert first.returncode == 0, first.stderr
    texts = [line.partition("… done in ")[0] for line in _lines(first)]
    assert texts == [
        "Installing the app's libraries (first time: about a minute)",
        "Installing Rasa's libraries (first time: about two minutes)",
    ]
    assert tree.has(".venv", "pebble, kap_installed, sys; assert sys.version_info[:2] == (3, 12)")
    assert tree.has("engine/.venv", "boulder, sys; assert sys.version_info[:2] == (3, 10)")
    # Nothing is asked of the installer when nothing changed.
    tree.install_uv("exit 70")
    second = tree.set_up()
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_a_changed_lock_is_followed(tree: Tree) -> None:
    tree.set_up()
    tree.lock("app", pebble="2")
    done = tree.set_up()
    assert [line.partition("… ")[0] for line in _lines(done)] == ["Updating the app's libraries"]
    assert tree.has(".venv", "pebble, kap_installed; assert pebble.version == '2'")


def test_an_interrupted_installation_is_done_again(tree: Tree) -> None:
    tree.set_up()
    (tree.folder / "engine/.venv/kap-guide.stamp").unlink()
    next((tree.folder / "engine/.venv/lib").rglob("boulder.py")).unlink()
    shutil.rmtree(next((tree.folder / "engine/.venv/lib").rglob("boulder-1.dist-info")))
    assert tree.set_up().returncode == 0
    assert tree.has("engine/.venv", "boulder")


def test_an_environment_whose_python_went_away_is_made_anew(tree: Tree) -> None:
    tree.set_up()
    (tree.folder / ".venv/bin/python").unlink()
    assert tree.set_up().returncode == 0
    assert tree.has(".venv", "pebble, kap_installed")


def test_a_copy_of_the_project_gets_environments_of_its_own(tree: Tree) -> None:
    tree.set_up()
    tree.folder = tree.folder.rename(tree.folder.with_name("elsewhere"))
    assert len(_lines(tree.set_up())) == 2
    pebble = (tree.folder / ".venv/bin/pebble").read_text()
    assert str(tree.folder) in pebble


def test_running_keeps_the_environment_of_the_tests(tree: Tree) -> None:
    tree.set_up("test")
    assert tree.has(".venv", "pytest")
    assert _lines(tree.set_up("run")) == []
    tree.lock("development", pebble="2", pytest="2")
    tree.lock("app", pebble="2")
    tree.set_up("run")
    assert tree.has(".venv", "pytest, pebble, kap_installed; assert pebble.version == pytest.version == '2'")


def test_testing_completes_an_environment_made_for_running(tree: Tree) -> None:
    tree.set_up("run")
    assert not tree.has(".venv", "pytest")
    tree.set_up("test")
    assert tree.has(".venv", "pytest, kap_installed")


def test_a_file_with_another_checksum_is_refused_in_words(tree: Tree) -> None:
    lock = tree.folder / "requirements/app.txt"
    lock.write_text(f"pebble==1 --hash=sha256:{'0' * 64}\n")
    done = tree.set_up()
    assert done.returncode == 1
    assert "A downloaded file of the app's libraries is not the one that requirements/app.txt names" in done.stderr
    assert "The whole output is in var/logs/setup.log; its last lines:" in done.stderr
    assert not (tree.folder / ".venv/kap-guide.stamp").exists()
    assert not tree.has(".venv", "pebble")


def test_a_download_that_fails_is_told_in_words(tree: Tree) -> None:
    shutil.rmtree(tree.wheels)
    tree.wheels.mkdir()
    done = tree.set_up()
    assert done.returncode == 1
    assert "The download of the app's libraries failed: check that this computer is connected" in done.stderr


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("error: failed to write to file: No space left on device (os error 28)", "The disk is full: free about 5 GB"),
        ("error: Permission denied (os error 13)", "because a file or folder may not be written"),
        ("error: error sending request for url: dns error", "The download of Rasa's libraries failed"),
        ("error: something nobody thought of", "Installing Rasa's libraries failed."),
    ],
)
def test_whatever_goes_wrong_there_is_a_sentence_and_the_end_of_the_log(output: str, sentence: str, tree: Tree) -> None:
    tree.set_up()
    tree.lock("engine", boulder="2")
    tree.install_uv(f'echo "{output}" >&2; exit 2')
    done = tree.set_up()
    assert done.returncode == 1
    assert sentence in done.stderr
    assert _lines(done)[-1] == f"    {output}"
    assert output in (tree.folder / "var/logs/setup.log").read_text()


def test_a_missing_interpreter_is_told_in_one_sentence(tree: Tree) -> None:
    uv = (tree.folder / ".tools/uv/bin/uv").read_text().splitlines()[1]
    tree.install_uv(f'case "$*" in *python*3.10*) exit 2 ;; esac\n{uv}')
    done = tree.set_up()
    assert done.returncode == 1
    assert "Python 3.10 was not found and could not be downloaded: install it" in _lines(done)[-1]
    assert not (tree.folder / "engine/.venv").exists()


def _bare_path(folder: Path, *without: str) -> str:
    folder.mkdir()
    for tool in TOOLS + DIGESTERS:
        program = shutil.which(tool)
        if program and tool not in without:
            (folder / tool).symlink_to(program)
    return str(folder)


def test_without_any_python_a_person_is_told_which_to_install(tree: Tree, tmp_path: Path) -> None:
    shutil.rmtree(tree.folder / ".tools")
    tree.environment["PATH"] = _bare_path(tmp_path / "bin")
    done = tree.set_up()
    assert done.returncode == 1
    assert _lines(done) == [
        "No Python was found: install Python 3.12 and 3.10 (from python.org, your system's packages, Homebrew or "
        "pyenv), or install uv, then run the same command again."
    ]


@pytest.mark.parametrize(("version", "serves"), [("0.8.0", True), ("1.0.0", True), ("0.7.22", False)])
def test_a_recent_uv_on_the_path_serves_where_ours_cannot_be_had(
    version: str, serves: bool, tree: Tree, tmp_path: Path
) -> None:
    tree.environment["PATH"] = _bare_path(tmp_path / "bin")
    shutil.rmtree(tree.folder / ".tools")
    uv = tmp_path / "bin/uv"
    uv.write_text(f"#!/bin/sh\necho 'uv {version} (x86_64-unknown-linux-gnu)'\n")
    uv.chmod(0o755)
    done = tree.set_up("uv")
    assert (done.returncode == 0, done.stdout) == (serves, f"{uv}\n" if serves else "")


def test_a_python_that_does_not_work_does_not_hide_one_that_does(tree: Tree, tmp_path: Path) -> None:
    """A version manager's stand-in with no version chosen, say."""
    shutil.rmtree(tree.folder / ".tools")
    for name, code in (("first", "exit 127"), ("second", f'echo "$@" >>"{tmp_path}/asked"')):
        (tmp_path / name).mkdir()
        python = tmp_path / name / "python3"
        python.write_text(f"#!/bin/sh\n{code}\n")
        python.chmod(0o755)
    tree.environment["PATH"] = f"{tmp_path}/first:{tmp_path}/second:{_bare_path(tmp_path / 'bin')}"
    done = tree.set_up("uv")
    # The second only pretends, so the installer is missing in the end; what counts is that it was asked to make one.
    assert done.returncode == 1
    assert "-m venv .tools/uv" in (tmp_path / "asked").read_text()


def test_a_folder_that_cannot_be_written_is_named(tree: Tree) -> None:
    (tree.folder / "var").touch()
    done = tree.set_up()
    assert done.returncode == 1
    assert _lines(done)[0].startswith(f"The folder {tree.folder} cannot be written to")
