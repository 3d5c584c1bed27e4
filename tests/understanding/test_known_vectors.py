"""Vectors of taught texts are computed once, kept beside the encoder, and worth nothing when the file is amiss."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.settings import PROJECT
from understanding import known_vectors
from understanding.encoder import SentenceEncoder
from understanding.known_vectors import FILE, KnownVectors, digest

TEXTS = ["what is kap", "how long is a session", "What is KAP"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An encoder of its own that knows nothing yet."""
    home = PROJECT / "models" / "encoder"
    (tmp_path / "encoder.onnx").symlink_to(home / "encoder.onnx")
    shutil.copy(home / "tokenizer.json", tmp_path)
    return tmp_path


def test_a_taught_text_is_encoded_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = SentenceEncoder(folder).encode_taught(TEXTS)
    again = SentenceEncoder(folder)
    monkeypatch.setattr(again, "_vectors", lambda tokens: pytest.fail(f"{len(tokens)} were encoded again"))
    assert np.array_equal(again.encode_taught(TEXTS), first)
    assert again.encode_taught([]).shape == (0, first.shape[1])


def test_a_taught_vector_is_the_texts_own(folder: Path) -> None:
    encoder = SentenceEncoder(folder)
    cosines = (encoder.encode_taught(TEXTS) * encoder.encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9999
    assert len(KnownVectors(folder).read()) == 2, "letter case makes no other text"


def test_what_people_write_is_not_noted(folder: Path) -> None:
    SentenceEncoder(folder).encode(TEXTS)
    assert not (folder / FILE).exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a file", b"[]"])
def test_a_file_that_is_amiss_counts_as_empty_and_is_made_again(folder: Path, content: bytes) -> None:
    (folder / FILE).write_bytes(content)
    encoder = SentenceEncoder(folder)
    assert len(encoder.encode_taught(TEXTS)) == len(TEXTS)
    assert len(KnownVectors(folder).read()) == 2


def test_a_folder_that_takes_nothing_is_no_obstacle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: KnownVectors, vectors: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(KnownVectors, "add", refuse)
    assert len(SentenceEncoder(folder).encode_taught(TEXTS)) == len(TEXTS)


def test_two_writers_lose_nothing_and_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = KnownVectors(tmp_path), KnownVectors(tmp_path)
    names = [digest("an encoder", [number]) for number in range(4)]
    one.add({names[0]: np.full(3, 0.5), names[1]: np.full(3, 0.25)})
    other.add({names[2]: np.ones(3)})
    assert list(one.read()) == names[:3]
    monkeypatch.setattr(known_vectors, "MOST", 2)
    one.add({names[3]: np.zeros(3)})
    assert list(other.read()) == names[2:]
    assert digest("another encoder", [0]) != names[0]
