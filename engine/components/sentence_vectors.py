"""Rasa featurizer: gives each message the vector of its meaning."""

import os
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder

VECTOR = "vector"


# Rasa wires a component by the names and annotations of its parameters; change none of them.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(DenseFeaturizer, GraphComponent):
    """Sets one dense sentence feature of shape (1, 768), of length 1."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceVectorFeaturizer":
        return cls(execution_context.node_name, config)

    def __init__(self, name: str, config: dict[str, Any]) -> None:
        super().__init__(name, config)
        self._encoder: SentenceEncoder | None = None

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        # Thousands of texts and nobody else at work, so all processors take part.
        encoder = SentenceEncoder(ensure_encoder(models_folder(), fetch=False), threads=os.cpu_count() or 1)
        self._add_vectors(training_data.training_examples, encoder.encode_taught)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        self._add_vectors(messages, self._encode)
        return messages

    def _add_vectors(self, messages: list[Message], encode: Callable[[list[str]], Any]) -> None:
        spoken = [message for message in messages if message.get(TEXT)]
        brought = [_brought(message) for message in spoken]
        missing = [message.get(TEXT) for message, vector in zip(spoken, brought, strict=True) if vector is None]
        computed = iter(encode(missing) if missing else ())
        for message, given in zip(spoken, brought, strict=True):
            vector = next(computed) if given is None else given
            feature = Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
            message.add_features(feature)

    def _encode(self, texts: list[str]) -> Any:
        if self._encoder is None:
            self._encoder = SentenceEncoder(ensure_encoder(models_folder(), fetch=False))
        return self._encoder.encode(texts)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass


def _brought(message: Message) -> "np.ndarray | None":
    """The vector that came with a message, which is taken off it: it need not be kept or passed on."""
    given = (message.get("metadata") or {}).pop(VECTOR, None)
    return np.frombuffer(b64decode(given), dtype=np.float32) if given else None


def models_folder() -> Path:
    """The folder that holds the encoder and the trained models, as the app's settings name it."""
    return Path(os.environ.get("KAP_MODELS_DIR", "models"))
