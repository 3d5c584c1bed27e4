"""all-MiniLM-L6-v2 as it was published, without this project's tuning.

The tuned encoder brings texts of one answer together on purpose, so it cannot say whether a text was copied.
"""

import shutil
from pathlib import Path

import onnx
from onnx import numpy_helper

from understanding.encoder import SentenceEncoder
from understanding.encoder_files import GRAPH, TOKENIZER
from understanding.encoder_tuning import changes


def plain_encoder(installed: Path, folder: Path) -> SentenceEncoder:
    """The encoder in `installed` with the tuning taken out of it again; its files go to `folder`."""
    shutil.copy(installed / TOKENIZER[0], folder)
    model = onnx.load(installed / GRAPH)
    tuning = changes()
    for constant in model.graph.initializer:
        name = constant.name
        change = tuning.get(f"{name.removesuffix('.matrix')}.weight") if name.endswith(".matrix") else tuning.get(name)
        if change is not None:
            value = numpy_helper.to_array(constant) - (change.T if name.endswith(".matrix") else change)
            constant.CopyFrom(numpy_helper.from_array(value, name))
    onnx.save(model, folder / GRAPH)
    return SentenceEncoder(folder, threads=2)
