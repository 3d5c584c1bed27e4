"""Preparing: step by step, each told in a line, and each failure in a sentence."""

import re
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.launch import preparation
from bot.launch.failure import LaunchFailure
from bot.settings import Settings
from understanding.encoder_files import EncoderUnavailable

STEPS = {
    "encoder": "understanding.encoder_files.ensure_encoder",
    "training": "bot.launch.preparation.train",
    "database": "bot.storage.database.upgrade",
    "content": "bot.library.publishing.import_if_empty",
}


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was prepared, in order; nothing is really made."""
    done: list[str] = []
    for name, function in STEPS.items():
        monkeypatch.setattr(function, lambda *_, name=name: done.append(name))
    return done


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", models_dir=tmp_path / "models")


def test_every_step_is_told_with_its_time(done: list[str], place: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    preparation.prepare(place)
    assert done == list(STEPS)
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("… ")[0] for line in lines] == [
        "Getting the sentence encoder (400 MB)",
        "Training on the examples (some minutes)",
        "Bringing the database up to date",
        "Checking the answers",
    ]
    assert all(re.search(r"… done in \d+\.\d s\.$", line) for line in lines)


@pytest.mark.parametrize(
    ("step", "error", "sentence"),
    [
        ("encoder", EncoderUnavailable("The encoder cannot be had."), "The encoder cannot be had."),
        ("training", LaunchFailure("The training failed."), "The training failed."),
        (
            "database",
            OperationalError("SELECT 1", {}, ConnectionError("connection refused\nIs the server running?")),
            "The database could not be opened or brought up to date: connection refused",
        ),
        (
            "content",
            ValueError("entries/cost.md has no title"),
            "The answers could not be taken in: entries/cost.md has no title",
        ),
    ],
)
def test_a_failure_is_a_sentence_and_ends_the_preparation(
    step: str, error: Exception, sentence: str, done: list[str], place: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(STEPS[step], fail)
    with pytest.raises(LaunchFailure) as failure:
        preparation.prepare(place)
    assert str(failure.value) == sentence
    assert done == list(STEPS)[: list(STEPS).index(step)]


def test_a_line_is_ended_before_a_failure_is_told(
    done: list[str], place: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise EncoderUnavailable("The encoder cannot be had.")

    monkeypatch.setattr(STEPS["encoder"], fail)
    with pytest.raises(LaunchFailure):
        preparation.prepare(place)
    assert capsys.readouterr().out == "Getting the sentence encoder (400 MB)… \n"
