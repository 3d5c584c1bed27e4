"""Whether the trained model still belongs to the files that it was trained from."""

import hashlib
import os
from pathlib import Path

# What decides how the engine behaves. Its environment, in a folder with a leading dot, is what the lock file says.
INPUTS = (
    "config.yml",
    "domain.yml",
    "requirements/engine.txt",
    "data",
    "engine",
    "understanding",
    "bot/library/training.py",
    "bot/prescreen/interpretation",
    "bot/safety/normalisation.py",
    "bot/safety/training.py",
    "content/entries",
    "content/not_covered.yml",
    "content/words.yml",
)
OUTPUTS = ("engine.tar.gz", "intents.npz", "screen.npz", "interpreter.npz", "library.npz")
# Their names change with each training.
MORE_OUTPUTS = "library-*.equations.npy"
FILE = "training.fingerprint"


def is_current(models: Path, project: Path) -> bool:
    """Whether the models are whole and were trained from the project's files as they are now."""
    try:
        return (models / FILE).read_text() == _fingerprint(models, project)
    except FileNotFoundError:
        return False


def record(models: Path, project: Path) -> None:
    """Notes that the models belong to the project's files. Raises FileNotFoundError when a model is missing."""
    draft = models / f"{FILE}.{os.getpid()}"
    draft.write_text(_fingerprint(models, project))
    draft.replace(models / FILE)


def _fingerprint(models: Path, project: Path) -> str:
    lines = [f"{_digest(path)}  {path.relative_to(project).as_posix()}" for path in _inputs(project)]
    outputs = [*(models / name for name in OUTPUTS), *sorted(models.glob(MORE_OUTPUTS))]
    lines += [f"{_digest(path)}  {path.name}" for path in outputs]
    return "\n".join(lines) + "\n"


def _inputs(project: Path) -> list[Path]:
    found: list[Path] = []
    for name in INPUTS:
        if (project / name).is_file():
            found.append(project / name)
        for folder, subfolders, files in os.walk(project / name):
            subfolders[:] = [each for each in subfolders if not each.startswith(".") and each != "__pycache__"]
            found += [Path(folder, file) for file in files if not file.startswith(".")]
    return sorted(found)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
