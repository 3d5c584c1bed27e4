"""The engine is trained when, and only when, something that it is trained from has changed."""

from pathlib import Path

import pytest

from bot.launch import fingerprint
from bot.launch.failure import LaunchFailure
from bot.launch.training import train
from bot.settings import Settings

INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu/asking.yml",
    "data/stories/deep/rules.yml",
    "engine/train.py",
    "engine/components/classifier.py",
    "understanding/encoder.py",
    "bot/library/training.py",
    "bot/safety/training.py",
    "data/screen/danger.yml",
    "data/prescreen/answers.yml",
    "bot/prescreen/interpretation/marks.py",
    "understanding/reference_vectors.json",
    "requirements/engine.txt",
)
EQUATIONS = "library-0123.equations.npy"
BYSTANDERS = (
    "README.md",
    "requirements/app.txt",
    "content/texts.yml",
    "bot/cli.py",
    "engine/.venv/lib/python3.10/site-packages/rasa/model.py",
    "engine/__pycache__/train.cpython-310.pyc",
    "data/nlu/.asking.yml.swp",
)
TRAINER = """\
#!/bin/sh
[ "$1 $2 $3" = "-m engine.train --models" ] || exit 64
echo run >>trainings
[ ! -e broken ] || { echo "no such intent"; exit 1; }
[ ! -e half ] || exit 0
echo "model $(wc -l <trainings)" >"$4/engine.tar.gz"
echo intents >"$4/intents.npz"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose engine only pretends to be trained, and counts how often."""
    folder = tmp_path / "the project"
    for name in INPUTS + BYSTANDERS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    python = folder / "engine/.venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(TRAINER)
    python.chmod(0o755)
    return folder


@pytest.fixture
def place(project: Path) -> Settings:
    return Settings(data_dir=project / "var", models_dir=project / "models")


def _teach(project: Path, models: Path) -> None:
    (models / "screen.npz").write_text("screen")
    (models / "interpreter.npz").write_text("interpreter")


def _teach_library(project: Path, models: Path) -> None:
    (models / "library.npz").write_text("library")
    (models / EQUATIONS).write_text("equations")


def _train(place: Settings, project: Path) -> None:
    train(place, project, _teach, _teach_library)


def _trainings(project: Path) -> int:
    return len((project / "trainings").read_text().splitlines())


def test_a_second_launch_does_not_train_again(project: Path, place: Settings) -> None:
    _train(place, project)
    assert fingerprint.is_current(place.models_dir, project)
    _train(place, project)
    assert _trainings(project) == 1


@pytest.mark.parametrize("name", INPUTS)
def test_a_changed_input_is_trained_anew(name: str, project: Path, place: Settings) -> None:
    _train(place, project)
    (project / name).write_text("changed")
    assert not fingerprint.is_current(place.models_dir, project)
    _train(place, project)
    assert _trainings(project) == 2
    assert fingerprint.is_current(place.models_dir, project)


@pytest.mark.parametrize("name", ["data/nlu/new.yml", "engine/components/new.py"])
def test_so_are_a_new_input_and_a_removed_one(name: str, project: Path, place: Settings) -> None:
    _train(place, project)
    (project / name).write_text("new")
    _train(place, project)
    (project / name).unlink()
    _train(place, project)
    assert _trainings(project) == 3


@pytest.mark.parametrize("name", BYSTANDERS)
def test_nothing_else_causes_a_training(name: str, project: Path, place: Settings) -> None:
    _train(place, project)
    (project / name).write_text("changed")
    _train(place, project)
    assert _trainings(project) == 1


@pytest.mark.parametrize("name", [*fingerprint.OUTPUTS, EQUATIONS])
def test_a_model_that_was_damaged_or_lost_is_made_again(name: str, project: Path, place: Settings) -> None:
    _train(place, project)
    (place.models_dir / name).write_text("cut off")
    _train(place, project)
    (place.models_dir / name).unlink()
    _train(place, project)
    assert _trainings(project) == 3


def test_a_failed_training_keeps_the_model_and_names_the_log(project: Path, place: Settings) -> None:
    _train(place, project)
    kept = (place.models_dir / "engine.tar.gz").read_text()
    (project / "config.yml").write_text("mistaken")
    (project / "broken").touch()
    with pytest.raises(LaunchFailure) as failure:
        _train(place, project)
    log = place.data_dir / "logs/training.log"
    assert str(failure.value) == (
        f"The training failed; the model from before is kept: the reason is at the end of {log}."
    )
    assert log.read_text() == "no such intent\n"
    assert (place.models_dir / "engine.tar.gz").read_text() == kept
    # With the mistake taken back, the kept model is the right one again.
    (project / "config.yml").write_text("config.yml")
    _train(place, project)
    assert _trainings(project) == 2


def test_a_training_that_leaves_no_model_does_not_count(project: Path, place: Settings) -> None:
    (project / "half").touch()
    with pytest.raises(LaunchFailure, match="The training left no model"):
        _train(place, project)
    (project / "half").unlink()
    _train(place, project)
    assert _trainings(project) == 2


def test_what_a_killed_training_left_is_cleared_away(project: Path, place: Settings) -> None:
    leftover = place.models_dir / "training-x7"
    leftover.mkdir(parents=True)
    (leftover / "half a model").touch()
    _train(place, project)
    assert not leftover.exists()


def test_without_the_engine_environment_a_person_is_told_what_to_do(project: Path, place: Settings) -> None:
    (project / "engine/.venv/bin/python").unlink()
    with pytest.raises(LaunchFailure, match=r"^Rasa's libraries are not installed: run `make run` once\.$"):
        _train(place, project)
