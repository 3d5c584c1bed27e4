"""all-mpnet-base-v2 as it was published, without this project's tuning.

The tuned encoder brings texts of one answer together on purpose, so it cannot say whether a text was copied.
"""

import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from understanding.encoder import SentenceEncoder
from understanding.encoder_files import GRAPH, TOKENIZER
from understanding.encoder_graph import in_blocks
from understanding.encoder_tuning import changes


def plain_encoder(installed: Path, folder: Path) -> SentenceEncoder:
    """The encoder in `installed` with the tuning taken out of it again, as near as 8 bits allow; its files go to
    `folder`."""
    shutil.copy(installed / TOKENIZER[0], folder)
    model = onnx.load(installed / GRAPH)
    constants = {constant.name: constant for constant in model.graph.initializer}
    for name, change in changes().items():
        matrix = name.removesuffix(".weight")
        if f"{matrix}.whole" not in constants:
            _set(constants[name], numpy_helper.to_array(constants[name]) - change)
            continue
        whole, scales = (constants[f"{matrix}.{part}"] for part in ("whole", "scales"))
        value = (numpy_helper.to_array(whole).astype(np.float32) - 128) * numpy_helper.to_array(scales)[:, :, None]
        for constant, plain in zip((whole, scales), in_blocks(value.reshape(change.shape) - change), strict=True):
            _set(constant, plain)
    onnx.save(model, folder / GRAPH)
    return SentenceEncoder(folder, threads=2)


def _set(constant: onnx.TensorProto, value: np.ndarray) -> None:
    constant.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(value), constant.name))
