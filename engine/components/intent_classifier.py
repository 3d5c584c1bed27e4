"""Rasa intent classifier: the project's own text classifier behind Rasa's interface."""

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.components.sentence_vectors import SentenceVectorFeaturizer
from understanding.classifier import INTENTS_FILE, TextClassifier

RANKING_LENGTH = 5


# Rasa wires a component by the names and annotations of its parameters; change none of them.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntentClassifier(IntentClassifier, GraphComponent):
    """Sets `intent` and `intent_ranking`, with calibrated confidences."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [SentenceVectorFeaturizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceIntentClassifier":
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SentenceIntentClassifier":
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, TextClassifier.load(folder / INTENTS_FILE))

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, classifier: TextClassifier | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._classifier = classifier

    def train(self, training_data: TrainingData) -> Resource:
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        self._classifier = TextClassifier.train(
            [message.get(TEXT) for message in examples],
            [message.get(INTENT) for message in examples],
            np.vstack([_vector(message) for message in examples]),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._classifier.save(folder / INTENTS_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if self._classifier is None or not message.get(TEXT):
                continue
            ranked = self._classifier.rank(message.get(TEXT), _vector(message))[:RANKING_LENGTH]
            ranking = [{"name": each.label, "confidence": each.probability} for each in ranked]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass


def _vector(message: Message) -> np.ndarray:
    _, sentence = message.get_dense_features(TEXT)
    if sentence is None:
        raise ValueError("The sentence-vector featurizer must stand before the classifier in config.yml.")
    return np.asarray(sentence.features)
