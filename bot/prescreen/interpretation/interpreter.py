"""Reads a free-text answer to the pre-screen as one of five values.

Short answers that are whole stand in a list. Of the others the rules mark what is named, whose it is and whether it is
denied; a classifier weighs words and marks; and "no" is read only when it is sure and nothing asked for is affirmed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from bot.prescreen.interpretation.classifier import Answer, AnswerClassifier
from bot.prescreen.interpretation.denials import (
    denies_all,
    holds_a_reading,
    tells_of_before,
    tells_of_now_alone,
    tells_of_use,
)
from bot.prescreen.interpretation.lists import Lists, read_lists, whole_key
from bot.prescreen.interpretation.marks import Marker, Marks
from bot.prescreen.interpretation.words import MOST_CHARACTERS, plain_text
from bot.prescreen.values import OPEN_QUESTIONS, QUESTIONS, Value
from bot.settings import PROJECT
from understanding.encoder import SentenceEncoder

LISTS = PROJECT / "data" / "prescreen"
MODEL_FILE = "interpreter.npz"

GISTS = {
    "reason_for_interest": "What brings you here?",
    "previous_treatment": "Have you tried therapy or medicine before?",
    "psychosis_history": "Have you ever had psychosis or schizophrenia?",
    "heart_blood_pressure": "Do you have a heart problem or high blood pressure?",
    "liver_kidney": "Do you have a liver or kidney problem?",
    "pregnancy": "Are you pregnant or breastfeeding?",
    "substance_use": "Have you had a problem with alcohol or drugs?",
    "medications": "Do you take any medicines?",
    "allergy_ketamine": "Are you allergic to ketamine?",
    "anything_else": "Anything else the clinician should know?",
    "contact_preference": "What name and how can they reach you?",
}
# A wrong "no" hides a risk, and a needless question costs a clinician a moment.
SURELY_NO = 0.95
# Where nothing is named, so that "at my age" does not become a yes.
SURELY_YES = 0.50
# What forbids a "no" when it is named and not denied. One may have taken a medicine or ketamine and still deny.
AFFIRMED = {
    "psychosis_history": ("medicine", "condition"),
    "heart_blood_pressure": ("medicine", "condition"),
    "liver_kidney": ("medicine", "condition"),
    "pregnancy": ("medicine", "condition"),
    "substance_use": ("condition",),
    "medications": ("medicine",),
}
# These ask about the present alone: what is over is to be talked over, and neither a yes nor a no.
PRESENT = ("pregnancy", "medications")
# These ask about the past as well.
EVER = ("psychosis_history", "heart_blood_pressure", "liver_kidney", "substance_use")
# "40 of prozac" is no yes to any of these: it answers another question.
NOT_OF_MEDICINES = ("psychosis_history", "heart_blood_pressure", "liver_kidney", "pregnancy")
_READABLE = re.compile(r"[a-z0-9]")


class Interpreter:
    """Safe to share between threads; keeps nothing of what it reads."""

    def __init__(self, folder: Path, classifier: AnswerClassifier, encoder: SentenceEncoder) -> None:
        """`folder`: the lists of `data/prescreen/`. Raises ContentError, OSError for lists that are amiss."""
        self._lists = read_lists(folder)
        self._reader = AnswerReader(self._lists, encoder.words, encoder.encode)
        self._classifier = classifier

    def read(self, question: str, text: str) -> Value:
        """What an answer says. Any text will do; raises ValueError for a question that is not in `QUESTIONS`."""
        if question not in QUESTIONS:
            raise ValueError(f"There is no question called {question!r}.")
        is_seen_whole = len(text) <= MOST_CHARACTERS
        whole = self._lists.whole.get(whole_key(text, self._lists.short_forms))
        if whole is not None and is_seen_whole:
            # An open question is not answered by a bare yes.
            return Value.NEEDS_FOLLOWUP if whole is Value.YES and question in OPEN_QUESTIONS else whole
        if not _READABLE.search(plain_text(text)):
            return Value.NEEDS_FOLLOWUP
        answer = self._reader.answers([(question, text)])[0]
        if is_seen_whole and denies_all(question, answer.marks.words):
            return Value.NO
        value = self._weighed(question, answer, is_seen_whole=is_seen_whole)
        if question in OPEN_QUESTIONS or not tells_of_before(question, answer.marks.words):
            return value
        return Value.YES if value is Value.YES and question not in PRESENT else Value.NEEDS_FOLLOWUP

    def _weighed(self, question: str, answer: Answer, *, is_seen_whole: bool) -> Value:
        """What the classifier makes of an answer: a "no" only where it is sure and nothing forbids it."""
        shares = dict(self._classifier.shares(answer))
        likeliest = _likeliest(shares)
        is_forbidden = _forbids_no(question, answer.marks)
        if question not in OPEN_QUESTIONS and (shares[Value.NO] < SURELY_NO or not is_seen_whole or is_forbidden):
            del shares[Value.NO]
        value = _likeliest(shares)
        # "I'm not pregnant" is nearly a no, and never a yes for that; nor does "too old for that" decline to say.
        is_turned = likeliest is Value.NO and not is_forbidden and value in (Value.YES, Value.DECLINED)
        is_guess = value is Value.YES and not answer.marks.mentions and shares[value] < SURELY_YES
        is_of_medicine = value is Value.YES and question in NOT_OF_MEDICINES and _names_medicines_alone(answer.marks)
        is_doubtful = is_turned or is_guess or is_of_medicine
        return Value.NEEDS_FOLLOWUP if question not in OPEN_QUESTIONS and is_doubtful else value

    def names(self, question: str, text: str) -> bool:
        """Whether a text names something that the question asks for, of whoever, and does not deny it."""
        mentions = self._reader.marks(question, text).mentions
        return any(each.kind in AFFIRMED.get(question, ()) and each.state != "relative" for each in mentions)


class AnswerReader:
    """Makes of texts what the classifier looks at. Safe to share between threads."""

    def __init__(self, lists: Lists, words: frozenset[str], encode: Callable[[Sequence[str]], np.ndarray]) -> None:
        """`words`: those that the encoder knows as a whole."""
        self._marker = Marker(lists, words)
        self._encode = encode

    def marks(self, question: str, text: str) -> Marks:
        """What the rules see in a text."""
        return self._marker.marks(question, text[:MOST_CHARACTERS])

    def answers(self, texts: list[tuple[str, str]]) -> list[Answer]:
        """For each question and text."""
        vectors: np.ndarray = self._encode([f"{GISTS[q]} {text[:MOST_CHARACTERS]}" for q, text in texts])
        return [
            Answer(question, self._marker.marks(question, text), vector)
            for (question, text), vector in zip(texts, vectors, strict=True)
        ]


def read_interpreter(models_dir: Path, encoder: SentenceEncoder) -> Interpreter:
    """The interpreter with the classifier that `training` left in `models_dir`.

    Raises ContentError, OSError, ValueError before `kap prepare`.
    """
    return Interpreter(LISTS, AnswerClassifier.load(models_dir / MODEL_FILE), encoder)


def _likeliest(shares: Mapping[Value, float]) -> Value:
    return max(shares, key=lambda value: shares[value])


def _names_medicines_alone(marks: Marks) -> bool:
    """Whether all that is named are medicines that have nothing to do with the question, and no "yes" comes first."""
    is_said = list(marks.words[:1]) == ["yes"]
    return bool(marks.mentions) and not is_said and all(mention.kind == "drug" for mention in marks.mentions)


def _forbids_no(question: str, marks: Marks) -> bool:
    """Whether a reader would not take it for a denial, whatever the classifier says.

    Something that the question asks for is named as one's own and not denied, or told as a number or a habit; only now
    is spoken of where it asks whether ever; or a relative alone is.
    """
    if tells_of_use(question, marks.words) or (question in EVER and tells_of_now_alone(marks.words)):
        return True
    if question == "heart_blood_pressure" and holds_a_reading(marks.words):
        return True
    affirming = {"plain", "over"} if question in EVER else {"plain"}
    if any(mention.kind in AFFIRMED.get(question, ()) and mention.state in affirming for mention in marks.mentions):
        return True
    return "relative alone" in marks.flags and not marks.flags & {"negation", "cleared"}
