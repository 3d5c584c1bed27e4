"""`kap interpret`: JSON lines in, JSON lines out, and a plain word where a line is amiss."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import PROJECT


@pytest.fixture(autouse=True)
def _models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_MODELS_DIR", str(PROJECT / "models"))


def _interpret(*lines: str) -> tuple[int, list[str], str]:
    done = CliRunner().invoke(app, ["interpret"], input="\n".join(lines))
    return done.exit_code, done.stdout.splitlines(), done.stderr


def _line(question: object, text: object) -> str:
    return json.dumps({"question": question, "text": text})


def test_every_line_has_its_value() -> None:
    lines = [_line("medications", "xanax"), "", _line("pregnancy", "no"), _line("anything_else", "🌈")]
    assert _interpret(*lines) == (0, ['{"value": "yes"}', '{"value": "no"}', '{"value": "needs_followup"}'], "")


def test_nothing_in_is_nothing_out() -> None:
    assert _interpret() == (0, [], "")


@pytest.mark.parametrize(
    "line",
    [
        "no",
        "[]",
        "{}",
        '{"question": "pregnancy"}',
        '{"text": "no"}',
        _line("pregnancy", 3),
        _line(None, "no"),
        '"a"',
        "[" * 100_000,
    ],
)
def test_a_malformed_line_is_named(line: str) -> None:
    code, out, error = _interpret(_line("pregnancy", "no"), line)
    assert (code, out) == (1, ['{"value": "no"}'])
    assert error == 'Line 2 is not a JSON object with a "question" and a "text".\n'


def test_an_unknown_question_is_named_with_those_that_there_are() -> None:
    code, out, error = _interpret(_line("weight", "no"))
    assert (code, out) == (1, [])
    assert error.startswith("Line 1 asks for an unknown question. There are: reason_for_interest, ")


def test_without_a_model_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_MODELS_DIR", str(tmp_path))
    (tmp_path / "encoder").symlink_to(PROJECT / "models" / "encoder")
    code, out, error = _interpret(_line("pregnancy", "no"))
    assert (code, out) == (1, [])
    assert error.endswith("Run `kap prepare` first.\n")
