"""scripts/checks.sh and scripts/chromium.sh, with programs standing in for the real ones."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import PROJECT

PROGRAMS = (".venv/bin/kap", ".venv/bin/mypy", ".venv/bin/python", ".venv/bin/ruff", ".venv/bin/playwright")
NOTES = '#!/bin/sh\necho "$0 $* documents=$KAP_DOCUMENTS_DIR" >>called\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "main"
    shutil.copytree(PROJECT / "scripts", folder / "scripts")
    for name in PROGRAMS:
        _program(folder / name, NOTES)
    return folder


def _program(path: Path, code: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code)
    path.chmod(0o755)
    return path


def _run(tree: Path, script: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    outside = {name: value for name, value in os.environ.items() if not name.startswith("KAP_")}
    return subprocess.run(
        ["/bin/sh", f"scripts/{script}", *arguments],
        cwd=tree,
        env={**outside, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_all_checks_run_even_when_some_fail_and_the_end_says_which(tree: Path) -> None:
    _program(tree / ".venv/bin/ruff", NOTES + '[ "$1" = check ]\n')
    _program(tree / ".venv/bin/python", NOTES + "exit 5\n")
    done = _run(tree, "checks.sh", "lint", "types", "content", "tests")
    assert (done.returncode, done.stderr) == (1, "\nFailed: format, tests.\n")
    called = (tree / "called").read_text()
    for part in ("ruff check", "ruff format --check", "mypy --strict bot", "kap content check", "python -m pytest"):
        assert part in called
    assert "mypy --strict --python-executable engine/.venv/bin/python --python-version 3.10" in called


def test_when_all_is_well_it_says_so(tree: Path) -> None:
    done = _run(tree, "checks.sh", "lint", "content")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nAll of it passed: lint content.\n")


def test_without_a_browser_the_rest_still_runs(tree: Path) -> None:
    done = _run(tree, "checks.sh", "browser", "content", KAP_CHROMIUM="/no/such/browser")
    assert done.returncode == 1
    assert "KAP_CHROMIUM names /no/such/browser, which is no browser that starts." in done.stderr
    assert done.stderr.endswith("\nFailed: browser.\n")
    assert "kap content check" in (tree / "called").read_text()


def test_the_browser_that_is_named_is_taken(tree: Path, tmp_path: Path) -> None:
    browser = _program(tmp_path / "my browser", "#!/bin/sh\necho Chromium 1.2.3\n")
    done = _run(tree, "chromium.sh", KAP_CHROMIUM=str(browser))
    assert (done.returncode, done.stdout) == (0, f"{browser}\n")


@pytest.mark.parametrize(("given", "expected"), [({}, "seeds"), ({"KAP_DOCUMENTS_DIR": "/elsewhere"}, "/elsewhere")])
def test_documents_beside_the_project_are_read_unless_others_are_named(
    given: dict[str, str], expected: str, tree: Path, tmp_path: Path
) -> None:
    documents = tmp_path / "shared/seeds"
    documents.mkdir(parents=True)
    _run(tree, "checks.sh", "content", **given)
    called = (tree / "called").read_text()
    assert called.endswith(f"documents={documents if expected == 'seeds' else expected}\n")


def test_an_unknown_check_is_refused(tree: Path) -> None:
    assert _run(tree, "checks.sh", "lnit").returncode == 2
