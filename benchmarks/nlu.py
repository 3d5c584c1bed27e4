"""How well questions of real people are understood: KAP Guide's classifier beside Rasa's default pipeline, in one run.

    .venv/bin/python -m benchmarks.nlu [--data FOLDER] [--without-rasa]

HINT3 (Arora et al. 2020, "HINT3: Raising the bar for intent detection in the wild") holds the phrasings that small
shops' bots were given, and what their visitors then asked, about half of it out of scope. Each system learns from
the training file and answers the test file; what scores below a threshold counts as out of scope. The threshold is
set twice: to the best one for the test file, as the paper's figures are, and without a look at it, by holding whole
intents out of the training file. Rasa is trained twice a bot, minutes each.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from pathlib import Path

import numpy as np

from bot.settings import PROJECT, Settings
from tests.live_bot import ENGINE_PYTHON
from understanding.classifier import TextClassifier
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import EncoderUnavailable, ensure_encoder

OUT_OF_SCOPE = "NO_NODES_DETECTED"
FOLDS = 5
SEEDS = range(5)
LOG_TAIL = 20
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}


@dataclass(frozen=True)
class Bot:
    """One of the bots that HINT3 was collected from, with the best MCC in the paper."""

    name: str
    files: str
    best_system: str
    best_mcc: float


BOTS = (
    Bot("SOFMattress", "sofmattress", "Dialogflow", 0.638),
    Bot("Curekart", "curekart", "Haptik", 0.603),
)


@dataclass(frozen=True)
class Examples:
    """Texts with the intent of each."""

    texts: tuple[str, ...]
    labels: np.ndarray

    def at(self, places: np.ndarray) -> "Examples":
        """Some of them."""
        return Examples(tuple(self.texts[place] for place in places), self.labels[places])


@dataclass(frozen=True)
class Guesses:
    """The likeliest intent of each text and how sure the system is; `rejected` where its own rule says: none."""

    labels: np.ndarray
    scores: np.ndarray
    rejected: np.ndarray
    seconds: float

    def above(self, threshold: float) -> np.ndarray:
        """The intents, out of scope where the score is below the threshold."""
        return np.where(self.scores >= threshold, self.labels, OUT_OF_SCOPE)

    def unrejected(self) -> np.ndarray:
        """The intents, out of scope where the system's own rule says so."""
        return np.where(self.rejected, OUT_OF_SCOPE, self.labels)


# Learns from the examples and guesses the texts' intents.
System = Callable[[Examples, Sequence[str]], Guesses]


@dataclass(frozen=True)
class Split:
    """A training file in two: places to learn from, places held out, and what is right for each of the latter."""

    learned: np.ndarray
    held_out: np.ndarray
    truth: np.ndarray


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="benchmarks.nlu", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=None, help="folder of the HINT3 files (or KAP_HINT3_DIR)")
    parser.add_argument("--without-rasa", action="store_true", help="leave Rasa's default pipeline out")
    options = parser.parse_args(arguments)
    folder = options.data or _default_folder()
    if not all(_path(folder, bot, part).exists() for bot in BOTS for part in ("train", "test")):
        print(f"The HINT3 files are not in {folder}, so nothing was measured; --data or KAP_HINT3_DIR names another.")
        return 0
    if not (options.without_rasa or ENGINE_PYTHON.exists()):
        print("Rasa is not installed here; run `make prepare` first, or add --without-rasa.", file=sys.stderr)
        return 1
    try:
        encoder = SentenceEncoder(ensure_encoder(Settings().models_dir, fetch=False))
    except EncoderUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    rows = chain.from_iterable(_rows(bot, folder, encoder, not options.without_rasa) for bot in BOTS)
    print("\n".join([*_table(rows), "", *_notes(not options.without_rasa)]))
    return 0


def correlation(truth: np.ndarray, predicted: np.ndarray) -> float:
    """Matthews's correlation coefficient for many classes (Gorodkin 2004): 1 is perfect, 0 no better than chance."""
    classes, codes = np.unique(np.concatenate([truth, predicted]), return_inverse=True)
    true, guessed = (np.bincount(half, minlength=len(classes)).astype(float) for half in np.split(codes, 2))
    total = float(len(truth))
    spread = (total**2 - true @ true) * (total**2 - guessed @ guessed)
    if spread == 0:  # all is one class, so nothing can go together
        return 0.0
    return float((np.sum(truth == predicted) * total - true @ guessed) / np.sqrt(spread))


def in_scope_accuracy(truth: np.ndarray, predicted: np.ndarray) -> float:
    """The share of the in-scope rows that got their own intent."""
    asked = truth != OUT_OF_SCOPE
    return float(np.mean(predicted[asked] == truth[asked]))


def out_of_scope_recall(truth: np.ndarray, predicted: np.ndarray) -> float:
    """The share of the out-of-scope rows that got no intent."""
    return float(np.mean(predicted[truth == OUT_OF_SCOPE] == OUT_OF_SCOPE))


def best_threshold(truth: np.ndarray, guesses: Guesses) -> float:
    """The threshold of the highest correlation: half-way between two scores, or such that all or none pass."""
    _, codes = np.unique(np.concatenate([truth, guesses.labels, [OUT_OF_SCOPE]]), return_inverse=True)
    right, labels, nothing = codes[: len(truth)], codes[len(truth) : -1], codes[-1]
    scores = np.unique(guesses.scores)
    between = [(low + high) / 2 for low, high in pairwise(scores)]
    candidates = [scores[0], *between, np.nextafter(scores[-1], np.inf)]
    return float(
        max(candidates, key=lambda least: correlation(right, np.where(guesses.scores >= least, labels, nothing)))
    )


def splits(labels: np.ndarray, seed: int) -> Iterator[Split]:
    """Leaves intents out, a fold of them at a time: all their examples play the out-of-scope questions.

    Of every other intent a like share of examples is held out and stays in scope. Each intent is left out once.
    """
    random = np.random.default_rng(seed)
    intents = random.permutation(np.unique(labels))
    parts = np.zeros(len(labels), dtype=int)
    for intent in intents:
        own = random.permutation(np.flatnonzero(labels == intent))
        parts[own] = (np.arange(len(own)) + random.integers(FOLDS)) % FOLDS
    for fold in range(FOLDS):
        strange = np.isin(labels, intents[fold::FOLDS])
        learned = ~strange & (parts != fold)
        # The only example of an intent is no use: without it the intent is unknown, but not strange either.
        held_out = np.flatnonzero(strange | (~learned & np.isin(labels, labels[learned])))
        yield Split(np.flatnonzero(learned), held_out, np.where(strange, OUT_OF_SCOPE, labels)[held_out])


def threshold_from_training(examples: Examples, system: System, chosen: Iterable[Split]) -> float:
    """The best threshold over all the held-out examples of these splits."""
    truths: list[np.ndarray] = []
    pooled: list[Guesses] = []
    for split in chosen:
        truths.append(split.truth)
        pooled.append(system(examples.at(split.learned), examples.at(split.held_out).texts))
    together = Guesses(
        np.concatenate([guesses.labels for guesses in pooled]),
        np.concatenate([guesses.scores for guesses in pooled]),
        np.concatenate([guesses.rejected for guesses in pooled]),
        sum(guesses.seconds for guesses in pooled),
    )
    return best_threshold(np.concatenate(truths), together)


def read(path: Path) -> Examples:
    """Reads one HINT3 file; blanks at the edges and line breaks are dropped, as both systems do anyway."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [(" ".join(row["sentence"].split()), row["label"]) for row in csv.DictReader(file)]
    return Examples(tuple(text for text, _ in rows), np.array([label for _, label in rows]))


class OurSystem:
    """The classifier over the encoder, as Rasa and the app use them."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, np.ndarray] = {}

    def __call__(self, examples: Examples, asked: Sequence[str]) -> Guesses:
        """The seconds include the encoding of texts not seen before."""
        begun = time.perf_counter()
        classifier = TextClassifier.train(examples.texts, examples.labels.tolist(), self._encode(examples.texts))
        seconds = time.perf_counter() - begun
        best = [ranked[0] for ranked in classifier.rank_many(asked, self._encode(asked))]
        labels = np.array([each.label for each in best])
        return Guesses(labels, np.array([each.score for each in best]), np.zeros(len(best), dtype=bool), seconds)

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if missing:
            self._vectors |= zip(missing, self._encoder.encode(missing), strict=True)
        return np.vstack([self._vectors[text] for text in texts])


def rasa_default(examples: Examples, asked: Sequence[str]) -> Guesses:
    """Rasa's default pipeline, trained in a process and a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as temporary:
        folder = Path(temporary)
        (folder / "learned.json").write_text(json.dumps([*zip(examples.texts, examples.labels.tolist(), strict=True)]))
        (folder / "asked.json").write_text(json.dumps(asked))
        program = Path(__file__).with_name("rasa_default.py")
        with (folder / "rasa.log").open("wb") as log:
            command = [str(ENGINE_PYTHON), str(program), str(folder)]
            done = subprocess.run(command, cwd=folder, env=os.environ | QUIET, stdout=log, stderr=log, check=False)
        if done.returncode:
            last = (folder / "rasa.log").read_text(errors="replace").splitlines()[-LOG_TAIL:]
            raise SystemExit("\n".join(["Rasa's default pipeline failed; its last lines:", *last]))
        result = json.loads((folder / "answers.json").read_text())
    labels, scores, rejected = zip(*result["answers"], strict=True)
    return Guesses(np.array(labels), np.array(scores), np.array(rejected), result["seconds"])


def _rows(bot: Bot, folder: Path, encoder: SentenceEncoder, with_rasa: bool) -> Iterator[tuple[str, ...]]:
    training, test = read(_path(folder, bot, "train")), read(_path(folder, bot, "test"))
    every = chain.from_iterable(splits(training.labels, seed) for seed in SEEDS)
    yield from _rows_of_system(bot, "KAP Guide", OurSystem(encoder), training, test, every)
    if with_rasa:
        one = islice(splits(training.labels, SEEDS[0]), 1)
        yield from _rows_of_system(bot, "Rasa's default", rasa_default, training, test, one)
    yield bot.name, f"paper's best, {bot.best_system}", "best on test", "", "", "", f"{bot.best_mcc:.3f}", ""


def _rows_of_system(
    bot: Bot, name: str, system: System, training: Examples, test: Examples, chosen: Iterable[Split]
) -> Iterator[tuple[str, ...]]:
    print(f"{bot.name}: {name} learns.", file=sys.stderr, flush=True)
    guesses = system(training, test.texts)
    seconds = f"{guesses.seconds:.1f}"

    def row(source: str, shown: str, predicted: np.ndarray) -> tuple[str, ...]:
        measures = (in_scope_accuracy, out_of_scope_recall, correlation)
        return bot.name, name, source, shown, *(f"{each(test.labels, predicted):.3f}" for each in measures), seconds

    best = best_threshold(test.labels, guesses)
    yield row("best on test", f"{best:.3f}", guesses.above(best))
    print(f"{bot.name}: {name} learns with intents left out.", file=sys.stderr, flush=True)
    fair = threshold_from_training(training, system, chosen)
    yield row("intents left out", f"{fair:.3f}", guesses.above(fair))
    if guesses.rejected.any():
        yield row("its own fallback", "", guesses.unrejected())


def _table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    title = (
        "bot",
        "system",
        "threshold from",
        "threshold",
        "in-scope acc.",
        "out-of-scope recall",
        "MCC",
        "training s",
    )
    lines = [title, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    words = 3  # columns of words; figures follow
    return [
        "  ".join(
            cell.ljust(width) if column < words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]


def _notes(with_rasa: bool) -> Iterator[str]:
    yield "Best on test: the threshold with the highest MCC on the test file itself, as the paper's figures are."
    yield (
        f"Intents left out: the best threshold for held-out training examples, {FOLDS} folds of intents; "
        f"{len(SEEDS)} seeded repetitions for KAP Guide."
    )
    if with_rasa:
        yield "For Rasa it comes from one such split only, as each takes a training; Rasa's training is not seeded."
        yield "Its own fallback: what its FallbackClassifier rejects by default (below 0.3, or a lead below 0.1)."
    yield (
        "The four numbers of our kernel were once looked at on these test files too "
        "(docs/decisions/0003-one-kernel-classifier.md), so our figures flatter a little."
    )


def _default_folder() -> Path:
    named = os.environ.get("KAP_HINT3_DIR")
    return Path(named) if named else PROJECT.parent / "shared" / "benchmarks" / "hint3"


def _path(folder: Path, bot: Bot, part: str) -> Path:
    return folder / f"{bot.files}_{part}.csv"


if __name__ == "__main__":
    sys.exit(main())
