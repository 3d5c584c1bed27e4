"""Tunes the sentence encoder to this project's words: `python -m engine.tune_encoder --out FILE`.

For developers, once in a while, and never at a clinic: the result, `understanding/encoder_tuning.npz`, is a file of the
project. The upper layers of all-mpnet-base-v2 learn to bring texts of one answer, gap, intent or danger together and
the others apart (Khosla et al. 2020, "Supervised contrastive learning"), while each text's vector is held near its old
one, so that what no one has written yet keeps its place. What changes is kept as matrices of low rank (Hu et al. 2021).
About an hour on two cores.
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf  # type: ignore[import-untyped]
import yaml
from tokenizers import Tokenizer

from understanding.encoder_files import published_encoder
from understanding.word_distance import distance_steps

LAYERS, TUNED_FROM = 12, 8
HEADS, HEAD_WIDTH = 12, 64
# The rows before these belong to padding.
FIRST_POSITION = 2
EPSILON = 1e-5
MOST_TOKENS = 64
EPOCHS = 2.2
CLASSES, EACH, SINGLES = 24, 4, 6
TEMPERATURE = 0.07
# How dear it is to move a vector, beside telling classes apart.
HOLD = 4.0
LEARNING_RATE = 6e-5
WARMING_UP = 50
DROPOUT = 0.1
RANK = 32
SEED = 1

# Too mixed to be brought together: they only show what the others are not.
MIXED_INTENTS = ("ask_question", "out_of_scope")
MIXED_KINDS = ("prescreen_answers", "banter", "idiom", "practical")

Variables = dict[str, Any]


def main() -> None:
    """Reads the project's texts in the present folder, tunes, and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("understanding/encoder_tuning.npz"))
    target = parser.parse_args().out
    labelled = list(_labelled(Path()))
    texts, labels = [text for text, _ in labelled], [label for _, label in labelled]
    with published_encoder() as (weights, tokenizer_file):
        tokenizer = Tokenizer.from_file(str(tokenizer_file))
        before = {name: value.astype(np.float32) for name, value in weights.items()}
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    after = _tuned(before, ids, np.unique(labels, return_inverse=True)[1])
    np.savez_compressed(target, **dict(_changes(before, after)))
    print(f"{len(texts)} texts, {target}: {target.stat().st_size / 1e6:.1f} MB")


def _labelled(project: Path) -> "Iterator[tuple[str, str]]":
    singles = 0

    def single() -> str:
        nonlocal singles
        singles += 1
        return f"single {singles}"

    for path in sorted((project / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text())["nlu"]:
            for line in block["examples"].splitlines():
                yield line[2:].strip(), single() if block["intent"] in MIXED_INTENTS else f"intent {block['intent']}"
    for path in sorted((project / "data" / "screen").glob("*.yml")):
        for label, kinds in yaml.safe_load(path.read_text()).get("examples", {}).items():
            for kind, texts in kinds.items():
                for text in texts:
                    yield text, single() if kind in MIXED_KINDS else f"screen {label} {kind if label == 'none' else ''}"
    for topic, texts in yaml.safe_load((project / "content" / "not_covered.yml").read_text())["topics"].items():
        yield from ((text, f"gap {topic}") for text in texts)
    for path in sorted((project / "content" / "entries").glob("*.md")):
        fields = yaml.safe_load(path.read_text().split("---\n", maxsplit=2)[1])
        yield from (
            (text, f"entry {path.stem}") for text in (fields["question"], fields["title"], *fields["phrasings"])
        )


def _tuned(weights: "dict[str, np.ndarray]", ids: "list[list[int]]", labels: np.ndarray) -> "dict[str, np.ndarray]":
    """The weights of the upper layers after learning."""
    random = np.random.default_rng(SEED)
    tf.random.set_seed(SEED)
    lower, old = _as_they_are(weights, ids)
    tuned = {name: tf.Variable(value) for name, value in weights.items() if _is_tuned(name)}
    variables = list(tuned.values())
    steps = int(EPOCHS * len(ids) / (CLASSES * EACH))
    optimizer = tf.keras.optimizers.Adam(LEARNING_RATE)

    @tf.function(
        reduce_retracing=True,
        input_signature=[
            tf.TensorSpec([None, None, HEADS * HEAD_WIDTH]),
            tf.TensorSpec([None, None]),
            tf.TensorSpec([None], tf.int64),
            tf.TensorSpec([None, HEADS * HEAD_WIDTH]),
        ],
    )
    def step(
        hidden: tf.Tensor, mask: tf.Tensor, classes: tf.Tensor, before: tf.Tensor
    ) -> "tuple[tf.Tensor, tf.Tensor]":
        bias = _attention_bias(weights, mask)
        with tf.GradientTape() as tape:
            for layer in range(TUNED_FROM, LAYERS):
                hidden = _layer(tuned, layer, hidden, bias, DROPOUT)
            vectors = _pooled(hidden, mask)
            likeness = tf.matmul(vectors, vectors, transpose_b=True) / TEMPERATURE
            itself = tf.eye(tf.shape(vectors)[0])
            alike = tf.cast(classes[:, None] == classes[None], tf.float32) - itself
            chance = likeness - tf.reduce_logsumexp(likeness - itself * 1e9, 1, keepdims=True)
            apart = -tf.reduce_mean(tf.reduce_sum(alike * chance, 1) / tf.maximum(tf.reduce_sum(alike, 1), 1))
            moved = tf.reduce_mean(1 - tf.reduce_sum(vectors * before, 1))
            loss = apart + HOLD * moved
        gradients, _ = tf.clip_by_global_norm(tape.gradient(loss, variables), 1.0)
        # TensorFlow puts a zip of its own in place of this one, which takes nothing else.
        optimizer.apply_gradients(zip(gradients, variables))  # noqa: B905
        return apart, moved

    members = [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
    classes = [each for each in members if len(each) > 1]
    singles = np.concatenate([each for each in members if len(each) == 1])
    sizes = np.sqrt([len(each) for each in classes])
    for number in range(steps):
        chosen = random.choice(len(classes), CLASSES, replace=False, p=sizes / sizes.sum())
        some = [random.choice(classes[each], min(EACH, len(classes[each])), replace=False) for each in chosen]
        rows = np.concatenate([*some, random.choice(singles, SINGLES, replace=False)])
        optimizer.learning_rate.assign(LEARNING_RATE * min(1, (number + 1) / WARMING_UP) * (1 - 0.95 * number / steps))
        apart, moved = step(*_batch([lower[row] for row in rows]), labels[rows], old[rows])
        if number % 50 == 49:
            print(f"step {number + 1} of {steps}: apart {float(apart):.2f}, moved {float(moved):.3f}", flush=True)
    return {name: value.numpy() for name, value in tuned.items()}


def _as_they_are(weights: "dict[str, np.ndarray]", ids: "list[list[int]]") -> "tuple[list[np.ndarray], np.ndarray]":
    """What comes out of the layers that stay as they are, and the texts' present vectors."""
    lower: list[Any] = [None] * len(ids)
    vectors = np.zeros((len(ids), HEADS * HEAD_WIDTH), dtype=np.float32)
    order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
    for start in range(0, len(order), 128):
        rows = order[start : start + 128]
        words, mask = _batch([weights["embeddings.word_embeddings.weight"][ids[row]] for row in rows])
        places = weights["embeddings.position_embeddings.weight"][FIRST_POSITION:][: words.shape[1]]
        hidden, bias = _norm(weights, "embeddings.LayerNorm", words + places), _attention_bias(weights, mask)
        for layer in range(TUNED_FROM):
            hidden = _layer(weights, layer, hidden, bias)
        for position, row in enumerate(rows):
            lower[row] = hidden[position, : len(ids[row])].numpy()
        for layer in range(TUNED_FROM, LAYERS):
            hidden = _layer(weights, layer, hidden, bias)
        vectors[rows] = _pooled(hidden, mask).numpy()
    return lower, vectors


def _batch(rows: "list[np.ndarray]") -> "tuple[np.ndarray, np.ndarray]":
    """The rows (each of shape (tokens, width)) in one array, and which of its tokens are real."""
    longest = max(len(row) for row in rows)
    together = np.zeros((len(rows), longest, rows[0].shape[1]), dtype=np.float32)
    mask = np.zeros((len(rows), longest), dtype=np.float32)
    for position, row in enumerate(rows):
        together[position, : len(row)] = row
        mask[position, : len(row)] = 1
    return together, mask


def _attention_bias(weights: Variables, mask: tf.Tensor) -> tf.Tensor:
    """What is added to each pair's attention: by their distance, and so much that padding gets none."""
    by_step = tf.constant(weights["encoder.relative_attention_bias.weight"])
    length = tf.shape(mask)[1]
    by_pair = tf.gather(by_step, tf.constant(distance_steps(MOST_TOKENS))[:length, :length])
    return tf.transpose(by_pair, [2, 0, 1])[None] + ((1 - mask) * -1e4)[:, None, None, :]


def _layer(weights: Variables, number: int, hidden: tf.Tensor, bias: tf.Tensor, dropout: float = 0.0) -> tf.Tensor:
    name = f"encoder.layer.{number}"

    def linear(part: str, value: tf.Tensor) -> tf.Tensor:
        matrix = weights[f"{name}.{part}.weight"]
        return tf.matmul(value, matrix, transpose_b=True) + weights[f"{name}.{part}.bias"]

    def heads(value: tf.Tensor) -> tf.Tensor:
        split = tf.reshape(value, [tf.shape(value)[0], tf.shape(value)[1], HEADS, HEAD_WIDTH])
        return tf.transpose(split, [0, 2, 1, 3])

    def dropped(value: tf.Tensor) -> tf.Tensor:
        return tf.nn.dropout(value, dropout) if dropout else value

    query, key, value = (heads(linear(f"attention.attn.{part}", hidden)) for part in ("q", "k", "v"))
    shares = dropped(tf.nn.softmax(tf.matmul(query, key, transpose_b=True) * HEAD_WIDTH**-0.5 + bias))
    context = tf.transpose(tf.matmul(shares, value), [0, 2, 1, 3])
    context = tf.reshape(context, [tf.shape(context)[0], tf.shape(context)[1], HEADS * HEAD_WIDTH])
    attended = dropped(linear("attention.attn.o", context)) + hidden
    attended = _norm(weights, f"{name}.attention.LayerNorm", attended)
    inner = linear("intermediate.dense", attended)
    inner = 0.5 * inner * (1 + tf.math.erf(inner / 2**0.5))
    return _norm(weights, f"{name}.output.LayerNorm", dropped(linear("output.dense", inner)) + attended)


def _norm(weights: Variables, name: str, value: tf.Tensor) -> tf.Tensor:
    centred = value - tf.reduce_mean(value, -1, keepdims=True)
    spread = tf.sqrt(tf.reduce_mean(tf.square(centred), -1, keepdims=True) + EPSILON)
    return centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _pooled(hidden: tf.Tensor, mask: tf.Tensor) -> tf.Tensor:
    return tf.nn.l2_normalize(tf.reduce_sum(hidden * mask[..., None], 1), -1)


def _is_tuned(name: str) -> bool:
    return any(name.startswith(f"encoder.layer.{layer}.") for layer in range(TUNED_FROM, LAYERS))


def _changes(before: "dict[str, np.ndarray]", after: "dict[str, np.ndarray]") -> "Iterator[tuple[str, np.ndarray]]":
    """As `understanding.encoder_tuning` reads them: the change of a vector, or of a matrix its two factors."""
    for name, value in after.items():
        change = value - before[name]
        if change.ndim == 1:
            yield name, change.astype(np.float16)
            continue
        left, strength, right = np.linalg.svd(change, full_matrices=False)
        yield f"{name} left", (left[:, :RANK] * strength[:RANK]).astype(np.float16)
        yield f"{name} right", right[:RANK].astype(np.float16)


if __name__ == "__main__":
    main()
