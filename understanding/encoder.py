"""Turns a text into a vector of meaning, the same in the app and in Rasa."""

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

# From 1.24 on or so this library reports to its maker unless it is told not to before it is loaded. Nothing leaves
# this machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

from understanding.known_vectors import KnownVectors, digest

GRAPH = "encoder.onnx"
DIMENSIONS = 768
MOST_TOKENS = 256
# Memory once taken for a large batch is not given back.
BATCH_TOKENS = 768
# Texts share a batch where filling up to the longest costs less than a run of its own: so many tokens' time.
MOST_FILLED = 6
REMEMBERED = 64


class SentenceEncoder:
    """all-mpnet-base-v2 over onnxruntime. Safe to share between threads."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """`folder` holds `encoder.onnx` and `tokenizer.json`, as `ensure_encoder` leaves them."""
        self._known = KnownVectors(folder)
        # Vectors of one graph are no other's.
        self._name = str((folder / GRAPH).stat().st_mtime_ns)
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # A thread that waits in a loop for its next share of work takes the core from whoever else needs it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Memory kept for the longest text ever seen is not worth its speed in a small process.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        # A message is looked at by the crisis screen first and by the matcher soon after, in other letter case.
        self._remembered: OrderedDict[tuple[int, ...], np.ndarray] = OrderedDict()
        self._lock = threading.Lock()
        self._session = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])

    @property
    def words(self) -> frozenset[str]:
        """The words that it knows as a whole, in small letters."""
        return frozenset(piece for piece in self._tokenizer.get_vocab() if piece.isalpha())

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Returns float32 of shape (len(texts), 768), each row of length 1. Blank texts give a valid row too."""
        tokens = [tuple(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]
        different = dict.fromkeys(tokens)
        if not tokens or len(different) > REMEMBERED:
            return self._vectors(tokens)
        with self._lock:
            found = {each: self._remembered[each] for each in different if each in self._remembered}
        missing = [each for each in different if each not in found]
        found |= zip(missing, self._vectors(missing), strict=True)
        with self._lock:
            self._remembered.update(found)
            for each in different:
                self._remembered.move_to_end(each)
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return np.array([found[each] for each in tokens])

    def encode_taught(self, texts: Sequence[str]) -> np.ndarray:
        """As `encode`, to three digits, for the many texts that something is taught from: each is encoded once and then
        known (see `KnownVectors`), so it is not for what people write."""
        tokens = [tuple(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]
        names = [digest(self._name, each) for each in tokens]
        known = self._known.read()
        missing = {name: each for name, each in zip(names, tokens, strict=True) if name not in known}
        if missing:
            computed = self._vectors(list(missing.values())).astype(np.float16)
            new = dict(zip(missing, computed, strict=True))
            # A folder that may only be read costs time and nothing else.
            with suppress(OSError):
                self._known.add(new)
            known |= new
        return np.array([known[name] for name in names], dtype=np.float32).reshape(len(texts), DIMENSIONS)

    def _vectors(self, tokens: list[tuple[int, ...]]) -> np.ndarray:
        vectors = np.zeros((len(tokens), DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(tokens)), key=lambda index: -len(tokens[index]))
        while order:
            # The longest text comes first, so its width is the batch's.
            width = len(tokens[order[0]])
            alike = sum(len(tokens[row]) >= width - MOST_FILLED for row in order[: BATCH_TOKENS // width])
            size = max(1, alike)
            rows, order = order[:size], order[size:]
            ids = np.zeros((len(rows), width), dtype=np.int64)
            mask = np.zeros((len(rows), width), dtype=np.int64)
            for position, row in enumerate(rows):
                ids[position, : len(tokens[row])] = tokens[row]
                mask[position, : len(tokens[row])] = 1
            vectors[rows] = self._session.run(["vectors"], {"input_ids": ids, "attention_mask": mask})[0]
        return vectors
