"""Trains Rasa on the project's own files: `python -m engine.train --models DIR`.

Leaves `engine.tar.gz` for the engine and, out of the same training, `intents.npz` for the app.
"""

import argparse
import os
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from engine.environment import prepare_environment

MODEL_NAME = "engine"
TRAINING_FILES = ("config.yml", "domain.yml", "data")


def main() -> int:
    """Returns 0 when both files were written; the old ones stay otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=Path("models"))
    models = parser.parse_args().models.resolve()
    os.environ["KAP_MODELS_DIR"] = str(models)
    prepare_environment()
    config, domain, data = TRAINING_FILES
    with tempfile.TemporaryDirectory(prefix="training-", dir=models) as temporary:
        archive = _train(config, domain, data, Path(temporary))
        if archive is None:
            return 1
        classifier = _classifier_in(archive, Path(temporary))
        shutil.move(str(archive), models / f"{MODEL_NAME}.tar.gz")
        shutil.move(str(classifier), models / classifier.name)
    return 0


def _train(config: str, domain: str, data: str, output: Path) -> "Path | None":
    from rasa.model_training import train

    # The cache knows nothing of changes in the project's own components, so every training is a whole one.
    result = train(domain, config, [data], output=str(output), fixed_model_name=MODEL_NAME, force_training=True)
    return Path(result.model) if result.model and result.code == 0 else None


def _classifier_in(archive: Path, folder: Path) -> Path:
    from understanding.classifier import INTENTS_FILE

    with tarfile.open(archive) as model:
        member = next(name for name in model.getnames() if name.endswith(f"/{INTENTS_FILE}"))
        stream = model.extractfile(member)
        if stream is None:
            raise FileNotFoundError(member)
        target = folder / INTENTS_FILE
        target.write_bytes(stream.read())
    return target


if __name__ == "__main__":
    sys.exit(main())
