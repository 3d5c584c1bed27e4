"""Builds the encoder's ONNX graph from its weights: twelve MPNet layers, mean pooling, unit length.

The shape is that of Song et al. 2020 (MPNet): BERT's, with a bias of attention by distance; pooling follows Reimers
and Gurevych 2019 (Sentence-BERT). The matrices are kept as whole numbers of 8 bits, a scale for each block of a
column (Dettmers et al. 2022, "8-bit optimizers via block-wise quantization"): half the time and a third of the memory,
and the vectors stay within a cosine of 0.999 of the published ones.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from understanding.word_distance import distance_steps

LAYERS = 12
HEADS = 12
WIDTH = 768
HEAD_WIDTH = WIDTH // HEADS
EPSILON = 1e-5
# The rows before these belong to padding.
FIRST_POSITION = 2
BLOCK = 128
OPSET = 17
IR_VERSION = 8
EXTENSIONS = "com.microsoft"


def build_graph(weights: dict[str, np.ndarray], target: Path, most_tokens: int) -> None:
    """Writes the graph with these weights (by their names in the published file) to `target`, whole or not at all.

    Inputs `input_ids` and `attention_mask`, both int64 of shape (texts, tokens), at most `most_tokens` wide; output
    `vectors`, float32 of shape (texts, 768), each of length 1.
    """
    graph = _Graph(weights)
    hidden = graph.embeddings(most_tokens)
    bias = graph.attention_bias(most_tokens)
    for layer in range(LAYERS):
        hidden = graph.layer(f"encoder.layer.{layer}", hidden, bias)
    graph.pooled(hidden)
    partial = target.with_suffix(".partial")
    onnx.save(graph.model(), partial)
    partial.replace(target)


def in_blocks(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix of shape (outputs, inputs) as 8-bit numbers, 128 being zero, of shape (outputs, blocks, BLOCK), and the
    scales of its blocks, of shape (outputs, blocks). `inputs` is a multiple of BLOCK."""
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    scales = np.abs(blocks).max(axis=2) / 127
    whole = np.rint(blocks / np.maximum(scales, np.finfo(np.float32).tiny)[:, :, None]) + 128
    return whole.astype(np.uint8), scales.astype(np.float32)


class _Graph:
    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def model(self) -> onnx.ModelProto:
        def tensor(name: str, kind: int, shape: list[str | int]) -> onnx.ValueInfoProto:
            return helper.make_tensor_value_info(name, kind, shape)

        graph = helper.make_graph(
            self._nodes,
            "sentence-encoder",
            [
                tensor("input_ids", TensorProto.INT64, ["texts", "tokens"]),
                tensor("attention_mask", TensorProto.INT64, ["texts", "tokens"]),
            ],
            [tensor("vectors", TensorProto.FLOAT, ["texts", WIDTH])],
            list(self._constants.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(EXTENSIONS, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model

    def embeddings(self, most_tokens: int) -> str:
        # As 16-bit floats: the largest matrix by far, and a word's row is rounded once, not at every step.
        matrix = self._weights["embeddings.word_embeddings.weight"].astype(np.float16)
        rows = self._node("Gather", self._constant("words", matrix), "input_ids")
        words = self._node("Cast", rows, to=TensorProto.FLOAT)
        positions = self._weights["embeddings.position_embeddings.weight"][FIRST_POSITION:][:most_tokens]
        rows = self._node("Slice", self._constant("positions", positions), self._ints(0), self._length(), self._ints(0))
        return self._norm("embeddings.LayerNorm", self._node("Add", words, rows))

    def attention_bias(self, most_tokens: int) -> str:
        mask = self._node("Cast", "attention_mask", to=TensorProto.FLOAT)
        inverse = self._node("Sub", self._float(1.0), mask)
        hidden = self._node("Unsqueeze", self._node("Mul", inverse, self._float(-1e4)), self._ints(1, 2))
        by_step = self._weights["encoder.relative_attention_bias.weight"]
        by_pair = self._constant("distances", by_step[distance_steps(most_tokens)].transpose(2, 0, 1)[None])
        ends = self._node("Concat", self._length(), self._length(), axis=0)
        return self._node("Add", self._node("Slice", by_pair, self._ints(0, 0), ends, self._ints(2, 3)), hidden)

    def layer(self, name: str, hidden: str, bias: str) -> str:
        attention = f"{name}.attention"
        query = self._heads(f"{attention}.attn.q", hidden, transposed=False)
        key = self._heads(f"{attention}.attn.k", hidden, transposed=True)
        value = self._heads(f"{attention}.attn.v", hidden, transposed=False)
        scores = self._node("Mul", self._node("MatMul", query, key), self._float(HEAD_WIDTH**-0.5))
        shares = self._node("Softmax", self._node("Add", scores, bias), axis=-1)
        context = self._node("Transpose", self._node("MatMul", shares, value), perm=[0, 2, 1, 3])
        context = self._node("Reshape", context, self._ints(0, 0, WIDTH))
        attended = self._node("Add", self._linear(f"{attention}.attn.o", context), hidden)
        attended = self._norm(f"{attention}.LayerNorm", attended)
        inner = self._gelu(self._linear(f"{name}.intermediate.dense", attended))
        return self._norm(
            f"{name}.output.LayerNorm", self._node("Add", self._linear(f"{name}.output.dense", inner), attended)
        )

    def pooled(self, hidden: str) -> None:
        mask = self._node("Unsqueeze", self._node("Cast", "attention_mask", to=TensorProto.FLOAT), self._ints(-1))
        total = self._node("ReduceSum", self._node("Mul", hidden, mask), self._ints(1), keepdims=0)
        # The mean's divisor cancels out when the sum is brought to unit length.
        length = self._node("ReduceL2", total, axes=[1], keepdims=1)
        self._nodes.append(helper.make_node("Div", [total, length], ["vectors"]))

    def _heads(self, name: str, hidden: str, transposed: bool) -> str:
        split = self._node("Reshape", self._linear(name, hidden), self._ints(0, 0, HEADS, HEAD_WIDTH))
        return self._node("Transpose", split, perm=[0, 2, 3, 1] if transposed else [0, 2, 1, 3])

    def _linear(self, name: str, value: str) -> str:
        matrix = self._weights[f"{name}.weight"]
        whole, scales = in_blocks(matrix)
        product = self._node(
            "MatMulNBits",
            value,
            self._constant(f"{name}.whole", whole),
            self._constant(f"{name}.scales", scales),
            domain=EXTENSIONS,
            N=matrix.shape[0],
            K=matrix.shape[1],
            bits=8,
            block_size=BLOCK,
            # Multiplies whole numbers too, where the processor can.
            accuracy_level=4,
        )
        return self._node("Add", product, self._weight(f"{name}.bias"))

    def _gelu(self, value: str) -> str:
        error = self._node("Erf", self._node("Div", value, self._float(2**0.5)))
        return self._node("Mul", self._node("Mul", value, self._node("Add", error, self._float(1.0))), self._float(0.5))

    def _norm(self, name: str, value: str) -> str:
        weight, bias = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._node("LayerNormalization", value, weight, bias, axis=-1, epsilon=EPSILON)

    def _length(self) -> str:
        return self._node("Shape", "input_ids", start=1, end=2)

    def _node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        output = f"{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def _weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _float(self, value: float) -> str:
        return self._constant(f"float_{value}", np.array(value, dtype=np.float32))

    def _ints(self, *values: int) -> str:
        return self._constant("ints_" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def _constant(self, name: str, value: np.ndarray) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name
