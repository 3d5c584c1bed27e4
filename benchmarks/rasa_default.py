"""Trains Rasa's default pipeline and asks it; `benchmarks.nlu` runs it with the engine's Python.

    engine/.venv/bin/python benchmarks/rasa_default.py FOLDER

Reads `learned.json` (pairs of text and intent) and `asked.json` (texts) in FOLDER and writes `answers.json`: Rasa's
version, the seconds of training, and for each text the intent that ranks first, its confidence, and whether the
FallbackClassifier stepped in.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

# What `rasa init` leaves: Rasa itself fills an empty pipeline with its default one.
CONFIG = "recipe: default.v1\nassistant_id: benchmark\nlanguage: en\npipeline:\npolicies:\n"


def main() -> None:
    """Trains, asks and writes the answers."""
    folder = Path(sys.argv[1])
    begun = time.perf_counter()
    model = _train(folder, json.loads((folder / "learned.json").read_text()))
    seconds = time.perf_counter() - begun
    answers = asyncio.run(_ask(model, json.loads((folder / "asked.json").read_text())))
    from rasa import __version__

    result = {"version": __version__, "seconds": seconds, "answers": answers}
    (folder / "answers.json").write_text(json.dumps(result))


def _train(folder: Path, learned: "list[tuple[str, str]]") -> str:
    from rasa.model_training import train_nlu
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    examples = TrainingData([Message.build(text, intent) for text, intent in learned])
    (folder / "nlu.yml").write_text(examples.nlu_as_yaml())
    (folder / "config.yml").write_text(CONFIG)
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
    if model is None:
        raise RuntimeError("Rasa trained no model.")
    return str(model)


async def _ask(model: str, texts: "list[str]") -> "list[tuple[str, float, bool]]":
    from rasa.core.agent import Agent
    from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

    agent = Agent.load(model)
    answers = []
    for text in texts:
        ranking: list[dict[str, Any]] = (await agent.parse_message(text))["intent_ranking"]
        best = next(each for each in ranking if each["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME)
        answers.append((str(best["name"]), float(best["confidence"]), best is not ranking[0]))
    return answers


if __name__ == "__main__":
    main()
