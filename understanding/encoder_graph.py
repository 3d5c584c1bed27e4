"""Builds the encoder's ONNX graph from its weights: six BERT layers, mean pooling, unit length.

The shape is that of Devlin et al. 2019 (BERT) as MiniLM (Wang et al. 2020) sizes it; pooling follows
Reimers and Gurevych 2019 (Sentence-BERT).
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS = 6
HEADS = 12
WIDTH = 384
HEAD_WIDTH = WIDTH // HEADS
EPSILON = 1e-12
OPSET = 17
IR_VERSION = 8


def build_graph(weights: dict[str, np.ndarray], target: Path) -> None:
    """Writes the graph with these weights (by their names in the published file) to `target`, whole or not at all.

    Inputs `input_ids` and `attention_mask`, both int64 of shape (texts, tokens); output `vectors`,
    float32 of shape (texts, 384), each of length 1.
    """
    graph = _Graph(weights)
    hidden = graph.embeddings()
    mask = graph.attention_bias()
    for layer in range(LAYERS):
        hidden = graph.layer(f"encoder.layer.{layer}", hidden, mask)
    graph.pooled(hidden)
    partial = target.with_suffix(".partial")
    onnx.save(graph.model(), partial)
    partial.replace(target)


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
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model

    def embeddings(self) -> str:
        words = self._node("Gather", self._weight("embeddings.word_embeddings.weight"), "input_ids")
        # Every token belongs to the first segment, so its row is added to each position once and for all.
        positions = (
            self._weights["embeddings.position_embeddings.weight"]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        length = self._node("Shape", "input_ids", start=1, end=2)
        rows = self._node("Slice", self._constant("positions", positions), self._ints(0), length, self._ints(0))
        return self._norm("embeddings.LayerNorm", self._node("Add", words, rows))

    def attention_bias(self) -> str:
        mask = self._node("Cast", "attention_mask", to=TensorProto.FLOAT)
        inverse = self._node("Sub", self._float(1.0), mask)
        return self._node("Unsqueeze", self._node("Mul", inverse, self._float(-1e4)), self._ints(1, 2))

    def layer(self, name: str, hidden: str, mask: str) -> str:
        attention = f"{name}.attention"
        query = self._heads(f"{attention}.self.query", hidden, transposed=False)
        key = self._heads(f"{attention}.self.key", hidden, transposed=True)
        value = self._heads(f"{attention}.self.value", hidden, transposed=False)
        scores = self._node("Mul", self._node("MatMul", query, key), self._float(HEAD_WIDTH**-0.5))
        shares = self._node("Softmax", self._node("Add", scores, mask), axis=-1)
        context = self._node("Transpose", self._node("MatMul", shares, value), perm=[0, 2, 1, 3])
        context = self._node("Reshape", context, self._ints(0, 0, WIDTH))
        attended = self._node("Add", self._linear(f"{attention}.output.dense", context), hidden)
        attended = self._norm(f"{attention}.output.LayerNorm", attended)
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
        matrix = self._constant(f"{name}.matrix", self._weights[f"{name}.weight"].T)
        return self._node("Add", self._node("MatMul", value, matrix), self._weight(f"{name}.bias"))

    def _gelu(self, value: str) -> str:
        error = self._node("Erf", self._node("Div", value, self._float(2**0.5)))
        return self._node("Mul", self._node("Mul", value, self._node("Add", error, self._float(1.0))), self._float(0.5))

    def _norm(self, name: str, value: str) -> str:
        weight, bias = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._node("LayerNormalization", value, weight, bias, axis=-1, epsilon=EPSILON)

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
