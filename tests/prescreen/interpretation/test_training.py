"""What the classifier learns from, and that it comes out of its file as it went in."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bot.library.yaml_files import ContentError
from bot.prescreen.interpretation.classifier import Answer, AnswerClassifier
from bot.prescreen.interpretation.interpreter import LISTS, MODEL_FILE, AnswerReader
from bot.prescreen.interpretation.lists import Lists
from bot.prescreen.interpretation.training import EXAMPLES, read_examples, train_interpreter
from bot.prescreen.values import QUESTIONS, Value
from understanding.encoder import SentenceEncoder

LEARNED = """\
answers:
  pregnancy:
    "yes": [four months gone, expecting in may, nursing my baby]
    "no": [not pregnant, i am a man, no chance of that]
    unsure: [maybe i am, cannot tell yet]
    declined: [that is private]
    needs_followup: [why do you ask]
"""


@pytest.fixture
def answers(lists: Lists, encoder: SentenceEncoder) -> list[Answer]:
    return AnswerReader(lists, encoder.words, encoder.encode).answers(
        [("pregnancy", "due in june"), ("medications", "none"), ("pregnancy", "")]
    )


def test_the_examples_are_enough_and_none_stands_twice() -> None:
    examples = read_examples(LISTS)
    assert len(examples) > 2000
    assert min(Counter((question, value) for question, _, value in examples).values()) >= 5
    assert {question for question, _, _ in examples} == set(QUESTIONS)
    texts = Counter((question, " ".join(text.casefold().split())) for question, text, _ in examples)
    assert [text for text, times in texts.items() if times > 1] == []


def test_what_was_learned_is_written_and_read_again(
    tmp_path: Path, encoder: SentenceEncoder, lists: Lists, answers: list[Answer]
) -> None:
    folder = tmp_path / "data" / "prescreen"
    folder.mkdir(parents=True)
    for name in ("medicines.yml", "conditions.yml", "cues.yml"):
        (folder / name).write_bytes((LISTS / name).read_bytes())
    (folder / EXAMPLES).write_text(LEARNED)
    train_interpreter(tmp_path, encoder, tmp_path)
    classifier = AnswerClassifier.load(tmp_path / MODEL_FILE)
    assert [path.name for path in tmp_path.glob("*.npz*")] == [MODEL_FILE]
    for answer in answers:
        assert sum(classifier.shares(answer).values()) == pytest.approx(1)
    nursing = AnswerReader(lists, encoder.words, encoder.encode).answers([("pregnancy", "nursing my baby")])[0]
    shares = classifier.shares(nursing)
    assert max(shares, key=lambda value: shares[value]) is Value.YES


def test_another_question_or_value_is_refused(tmp_path: Path) -> None:
    for wrong in ("answers: {weight: {perhaps: [a]}}", "answers: [a]", "others: {}"):
        (tmp_path / EXAMPLES).write_text(wrong)
        with pytest.raises(ContentError, match=r"answers\.yml"):
            read_examples(tmp_path)
    with pytest.raises(ContentError, match="missing"):
        read_examples(tmp_path / "nowhere")


def test_a_classifier_needs_as_many_values_as_answers(answers: list[Answer]) -> None:
    with pytest.raises(ValueError, match="one value"):
        AnswerClassifier.train(answers, [Value.YES])
    with pytest.raises(ValueError, match="one value"):
        AnswerClassifier.train([], [])


def test_a_question_teaches_its_own_kind_more_than_the_others(answers: list[Answer]) -> None:
    classifier = AnswerClassifier.train(answers, [Value.YES, Value.NO, Value.NEEDS_FOLLOWUP])
    topic = Answer("medications", answers[0].marks, answers[0].vector)
    other = Answer("anything_else", answers[0].marks, answers[0].vector)
    assert classifier.shares(topic)[Value.YES] > classifier.shares(other)[Value.YES]
    assert np.isclose(sum(classifier.shares(other).values()), 1)
