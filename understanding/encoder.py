"""Turns a text into a vector of meaning, the same in the app and in Rasa."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

# From 1.24 on or so this library reports to its maker unless it is told not to before it is loaded. Nothing leaves
# this machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

DIMENSIONS = 384
MOST_TOKENS = 256
# Padding costs time, so texts of like length share a batch; and memory once taken for a large batch is not given back.
BATCH_TOKENS = 768
REMEMBERED = 64


class SentenceEncoder:
    """all-MiniLM-L6-v2 over onnxruntime. Safe to share between threads."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """`folder` holds `encoder.onnx` and `tokenizer.json`, as `ensure_encoder` leaves them."""
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Memory kept for the longest text ever seen is not worth its speed in a small process.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        # A message is looked at by the crisis screen first and by the matcher soon after, in other letter case.
        self._remembered = lru_cache(REMEMBERED)(lambda tokens: self._vectors([tokens]))
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @property
    def words(self) -> frozenset[str]:
        """The words that it knows as a whole, in small letters."""
        return frozenset(piece for piece in self._tokenizer.get_vocab() if piece.isalpha())

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Returns float32 of shape (len(texts), 384), each row of length 1. Blank texts give a valid row too."""
        tokens = [tuple(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]
        if len(tokens) != 1:
            return self._vectors(tokens)
        return self._remembered(tokens[0]).copy()

    def _vectors(self, tokens: list[tuple[int, ...]]) -> np.ndarray:
        vectors = np.zeros((len(tokens), DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(tokens)), key=lambda index: -len(tokens[index]))
        while order:
            # The longest text comes first, so its width is the batch's.
            width = len(tokens[order[0]])
            size = max(1, BATCH_TOKENS // width)
            rows, order = order[:size], order[size:]
            ids = np.zeros((len(rows), width), dtype=np.int64)
            mask = np.zeros((len(rows), width), dtype=np.int64)
            for position, row in enumerate(rows):
                ids[position, : len(tokens[row])] = tokens[row]
                mask[position, : len(tokens[row])] = 1
            vectors[rows] = self._session.run(["vectors"], {"input_ids": ids, "attention_mask": mask})[0]
        return vectors
