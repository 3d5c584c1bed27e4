"""The classifier: honest probabilities, the same after a restart, and clear about a file that it cannot use."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import PROJECT
from tests.hashed_vectors import hashed_vectors
from understanding.classifier import BALANCE, FORMAT, INTENTS_FILE, TextClassifier
from understanding.encoder import SentenceEncoder
from understanding.likeness import RIDGE, likeness
from understanding.terms import SHAPES, Terms

EXAMPLES = {
    "ask": ["what is kap", "how long does it take", "does it hurt", "what does ketamine do", "is it safe"],
    "greet": ["hello", "hi there", "good morning", "hey", "hiya"],
    "thank": ["thanks", "thank you", "cheers", "that helped a lot, thanks"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [label for label, texts in EXAMPLES.items() for _ in texts]
UNSEEN = ["good evening", "how long is a session", "many thanks", "", "\U0001f600", "zzz", "x" * 5000]


@pytest.fixture(scope="module")
def vectors(encoder: SentenceEncoder) -> np.ndarray:
    return encoder.encode(TEXTS)


@pytest.fixture(scope="module")
def classifier(vectors: np.ndarray) -> TextClassifier:
    return TextClassifier.train(TEXTS, LABELS, vectors)


@pytest.fixture(scope="module")
def in_use() -> TextClassifier:
    """The one that Rasa and the app share."""
    return TextClassifier.load(PROJECT / "models" / INTENTS_FILE)


def test_it_knows_its_examples_and_what_is_like_them(classifier: TextClassifier, encoder: SentenceEncoder) -> None:
    for text, label in [*zip(TEXTS, LABELS, strict=True), ("good evening", "greet"), ("many thanks", "thank")]:
        assert classifier.rank(text, encoder.encode([text])[0])[0].label == label, text


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_the_probabilities_of_any_text_sum_to_1_and_fall(
    in_use: TextClassifier, encoder: SentenceEncoder, text: str
) -> None:
    ranked = in_use.rank(text, encoder.encode([text])[0])
    assert sorted(rank.label for rank in ranked) == sorted(in_use.labels)
    shares = [rank.probability for rank in ranked]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert all(share >= 0 for share in shares)


def test_many_at_once_are_ranked_as_each_alone(classifier: TextClassifier, encoder: SentenceEncoder) -> None:
    together = classifier.rank_many(UNSEEN, encoder.encode(UNSEEN))
    for text, ranked in zip(UNSEEN, together, strict=True):
        alone = classifier.rank(text, encoder.encode([text])[0])
        assert [rank.label for rank in ranked] == [rank.label for rank in alone]
        assert [rank.score for rank in ranked] == pytest.approx([rank.score for rank in alone], abs=1e-4)


def test_what_was_saved_ranks_exactly_the_same(
    classifier: TextClassifier, encoder: SentenceEncoder, tmp_path: Path
) -> None:
    path = tmp_path / "intents.npz"
    classifier.save(path)
    loaded = TextClassifier.load(path)
    given_vectors = encoder.encode(UNSEEN)
    assert loaded.labels == classifier.labels
    assert loaded.rank_many(UNSEEN, given_vectors) == classifier.rank_many(UNSEEN, given_vectors)
    assert list(tmp_path.iterdir()) == [path], "a partial file was left behind"


SAYING = st.lists(st.sampled_from(["how", "long", "is", "it", "dog", "\u0434\u043e\u043c", "\U0001f600"]), max_size=4)
LABELLED = st.lists(st.tuples(SAYING.map(" ".join), st.sampled_from("abc")), min_size=2)


@given(LABELLED.filter(lambda examples: len({label for _, label in examples}) > 1))
@settings(max_examples=40, deadline=None)
def test_it_scores_as_kernel_ridge_regression_solved_at_length(examples: list[tuple[str, str]]) -> None:
    """Term weights summed up beforehand, and single precision, must make no difference."""
    texts, labels = ([one[part] for one in examples] for part in range(2))
    vectors = hashed_vectors(texts)
    trained = TextClassifier.train(texts, labels, vectors)
    terms = [Terms.learn(shape, texts) for shape in SHAPES]
    rows = [each.rows(texts) for each in terms]
    kernel = likeness(vectors, rows, vectors, rows).astype(float)
    rarity = np.array([labels.count(label) * len(set(labels)) / len(labels) for label in labels])
    elsewhere = -1 / max(1, len(trained.labels) - 1)
    wanted = np.array([[1 if name == mine else elsewhere for name in trained.labels] for mine in labels])
    weights = np.linalg.solve(kernel + np.diag(RIDGE * rarity**BALANCE), wanted)
    asked = ["how long is it", "dog", "unheard of", ""]
    near = likeness(hashed_vectors(asked), [each.rows(asked) for each in terms], vectors, rows)
    for ranked, scores in zip(trained.rank_many(asked, hashed_vectors(asked)), near @ weights, strict=True):
        found = {rank.label: rank.score for rank in ranked}
        assert [found[label] for label in trained.labels] == pytest.approx(scores, abs=1e-3)


def test_saving_again_replaces_the_old_file_whole(
    classifier: TextClassifier, vectors: np.ndarray, tmp_path: Path
) -> None:
    path = tmp_path / "intents.npz"
    classifier.save(path)
    renamed = [label.upper() for label in LABELS]
    TextClassifier.train(TEXTS, renamed, vectors).save(path)
    assert set(TextClassifier.load(path).labels) == set(renamed)


def test_no_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="intents"):
        TextClassifier.load(tmp_path / "intents.npz")


def test_a_file_of_another_version_asks_for_training(classifier: TextClassifier, tmp_path: Path) -> None:
    path = tmp_path / "intents.npz"
    classifier.save(path)
    with np.load(path) as stored:
        arrays = dict(stored)
    about = json.loads(arrays["about"].tobytes()) | {"format": FORMAT - 1}
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match=r"intents\.npz was written by another version; train again"):
        TextClassifier.load(path)


def test_a_damaged_file_is_a_value_error_that_names_it(classifier: TextClassifier, tmp_path: Path) -> None:
    path = tmp_path / "intents.npz"
    classifier.save(path)
    whole = path.read_bytes()
    other = io.BytesIO()
    np.savez(other, something=np.zeros(3))
    for damaged in (whole[: len(whole) // 2], whole[:10], other.getvalue(), b""):
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match=r"intents\.npz is damaged; train again"):
            TextClassifier.load(path)


def test_a_flipped_bit_anywhere_is_noticed_or_does_no_harm(tmp_path: Path) -> None:
    texts = ["how long", "how much", "my dog", "my cat"]
    small = TextClassifier.train(texts, ["ask", "ask", "pet", "pet"], hashed_vectors(texts))
    path = tmp_path / "intents.npz"
    small.save(path)
    whole = path.read_bytes()
    expected = small.rank_many(texts, hashed_vectors(texts))
    noticed = 0
    for position in range(0, len(whole), 3):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        try:
            loaded = TextClassifier.load(path)
        except (ValueError, OSError):
            noticed += 1
        else:
            assert loaded.rank_many(texts, hashed_vectors(texts)) == expected, position
    assert noticed > len(whole) / 3 / 3


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "intents.npz"
    np.savez(path, about=np.array([{"format": FORMAT}], dtype=object))
    with pytest.raises(ValueError, match="pickle"):
        TextClassifier.load(path)


@pytest.mark.parametrize(
    ("texts", "labels", "count"), [(3, 2, 3), (2, 3, 3), (3, 3, 2), (0, 1, 0)], ids=["label", "text", "vector", "none"]
)
def test_texts_labels_and_vectors_must_match(vectors: np.ndarray, texts: int, labels: int, count: int) -> None:
    with pytest.raises(ValueError, match="one label and one vector"):
        TextClassifier.train(TEXTS[:texts], LABELS[:labels], vectors[:count])


@pytest.mark.parametrize("labels", [[], ["same"], ["same", "same"]])
def test_one_label_is_nothing_to_choose_from(vectors: np.ndarray, labels: list[str]) -> None:
    with pytest.raises(ValueError, match="at least two labels"):
        TextClassifier.train(TEXTS[: len(labels)], labels, vectors[: len(labels)])


def test_texts_without_a_single_word_can_be_learned(encoder: SentenceEncoder) -> None:
    texts = ["\U0001f600", "\U0001f62d", "!!!", "???"]
    trained = TextClassifier.train(texts, ["glad", "sad", "loud", "asking"], encoder.encode(texts))
    assert trained.rank("\U0001f62d", encoder.encode(["\U0001f62d"])[0])[0].label == "sad"


def test_confidences_are_calibrated_without_held_out_examples(encoder: SentenceEncoder) -> None:
    """Leave-one-out sets the temperature; on examples that it never saw, confidence and accuracy must be near."""
    texts: list[str] = []
    labels: list[str] = []
    for path in sorted((PROJECT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text())["nlu"]:
            found = [line.removeprefix("- ") for line in block["examples"].splitlines()]
            texts += found[:28]
            labels += [block["intent"]] * len(found[:28])
    vectors = encoder.encode(texts)
    learned, held_out = np.arange(0, len(texts), 2), np.arange(1, len(texts), 2)
    trained = TextClassifier.train([texts[i] for i in learned], [labels[i] for i in learned], vectors[learned])
    ranked = trained.rank_many([texts[i] for i in held_out], vectors[held_out])
    accuracy = np.mean([best[0].label == labels[i] for i, best in zip(held_out, ranked, strict=True)])
    confidence = np.mean([best[0].probability for best in ranked])
    assert accuracy > 0.6
    assert confidence == pytest.approx(accuracy, abs=0.08)
