"""What the pre-screen asks and says, from `content/prescreen.yml`."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.library.clinic_settings import NO_CHANGES, Changes
from bot.library.texts import ApprovedTexts
from bot.library.yaml_files import ContentError, read_yaml
from bot.prescreen.values import QUESTIONS, Value

FILE = "prescreen.yml"
# Where a person can be other than at a question; see `Place`.
RESERVED = frozenset({"consent", "leaving", "review", "choosing"})

# To "What brings you here?" a "yes" would be odd.
_OPEN = {Value.YES: "answered", Value.NO: "none wanted"}

Title = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\n\x00<>*\[\]]*$")]
Words = Annotated[str, Field(min_length=1, max_length=2000)]


class QuestionKind(StrEnum):
    """How a question is answered: in own words, with one of the values, or about how to be reached."""

    OPEN = "open"
    TOPIC = "topic"
    CONTACT = "contact"
    MESSAGE = "message"


class Label(StrEnum):
    """Every button of the pre-screen that says the same at each question."""

    AGREE = "agree"
    NOT_NOW = "not_now"
    SOMEONE_ELSE = "someone_else"
    UNDER_AGE = "under_age"
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    DECLINED = "declined"
    SKIP = "skip"
    WHY = "why"
    BACK = "back"
    STOP = "stop"
    KEEP = "keep"
    ERASE = "erase"
    GO_ON = "go_on"
    SEND = "send"
    CHOOSE_EDIT = "choose_edit"
    TO_REVIEW = "to_review"
    AMEND = "amend"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Consent(_Part):
    """What a person agrees to before the first question."""

    version: Annotated[int, Field(ge=1)]
    text: Words


class Question(_Part):
    """One question. `part_of`: the question before it that it belongs to and is counted with."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]{2,40}$")]
    kind: QuestionKind
    title: Title
    text: Words
    why: Words
    follow_up: Words
    part_of: str | None = None
    choices: dict[Annotated[str, Field(pattern=r"^[a-z_]{2,40}$")], Title] = {}


class Review(_Part):
    """The parts of the message that shows all answers. `reopening`: its opening while what was sent is changed; a
    clinic's file from before may lack it, and `shown` stands there then, which is true at any time. `said_before`:
    what stands before words that were said before their question; without it the question stands alone.
    """

    opening: Words
    reopening: Words | None = None
    closing: Words
    shown: Words
    choose: Words
    skipped: Title
    read_as: Title
    said_before: Title | None = None
    readings: dict[Value, Title]


class Questionnaire(_Part):
    """All of it, in the order in which it is asked. Unchanging, and safe to share between threads."""

    version: Annotated[int, Field(ge=1)]
    consent: Consent
    questions: tuple[Question, ...]
    labels: dict[Label, Title]
    review: Review

    @model_validator(mode="after")
    def _complete(self) -> Self:
        ids = [question.id for question in self.questions]
        if tuple(each.id for each in self.questions if each.part_of is None) != QUESTIONS:
            raise ValueError(f"the questions must be these, in this order: {', '.join(QUESTIONS)}")
        if named := RESERVED & set(ids):
            raise ValueError(f"no question may have one of these ids: {', '.join(sorted(named))}")
        if len(set(ids)) != len(ids):
            raise ValueError("a question stands there twice")
        for number, question in enumerate(self.questions):
            if question.part_of is not None and question.part_of not in ids[:number]:
                raise ValueError(f"the question {question.id} is part of none before it")
            if bool(question.choices) is not (question.kind is QuestionKind.MESSAGE):
                raise ValueError(f"choices of its own are for questions of the kind message: {question.id}")
        missing = [*(name for name in Label if name not in self.labels)]
        missing_readings = [name for name in Value if name not in self.review.readings]
        if missing or missing_readings:
            raise ValueError(f"these words are missing: {', '.join([*missing, *missing_readings])}")
        return self

    def __getitem__(self, question: str) -> Question:
        """Raises KeyError where there is none of this id."""
        for each in self.questions:
            if each.id == question:
                return each
        raise KeyError(question)

    def __contains__(self, question: object) -> bool:
        return any(each.id == question for each in self.questions)

    def reading(self, question: str, value: Value) -> str:
        """How an answer was read, in words. The question need not be asked any more."""
        if question in self and self[question].kind is not QuestionKind.TOPIC:
            return _OPEN.get(value, self.review.readings[value])
        return self.review.readings[value]

    def in_order[Answer](self, answers: Mapping[str, Answer]) -> Iterator[tuple[str, Answer]]:
        """Answers by question, as they are asked; those whose question is not asked any more come last."""
        known = [question.id for question in self.questions]
        for name in [*known, *(name for name in answers if name not in known)]:
            if name in answers:
                yield name, answers[name]

    def step(self, question: str) -> int:
        """Its number as people count, from 1; a part has the number of its whole."""
        whole = self[question].part_of or question
        return 1 + [each.id for each in self.questions if each.part_of is None].index(whole)

    @property
    def steps(self) -> int:
        """How many there are, as people count."""
        return sum(each.part_of is None for each in self.questions)

    def after(self, question: str) -> Question | None:
        """The next one, None after the last."""
        following = self.questions[self.questions.index(self[question]) + 1 :]
        return following[0] if following else None

    def before(self, question: str) -> Question | None:
        """The one before, None at the first."""
        earlier = self.questions[: self.questions.index(self[question])]
        return earlier[-1] if earlier else None


def read_questionnaire(content_dir: Path, texts: ApprovedTexts, changes: Changes = NO_CHANGES) -> Questionnaire:
    """The questionnaire of a clinic with its details and the staff's changes in it. Raises ContentError."""
    raw = read_yaml(content_dir / FILE, Questionnaire, changes.get(FILE))
    try:
        return Questionnaire.model_validate(_filled(raw.model_dump(), texts))
    except KeyError as error:
        raise ContentError(f"{FILE} has an unknown field {{{error.args[0]}}}.") from error


def _filled(part: object, texts: ApprovedTexts) -> object:
    match part:
        case str():
            return texts.filled(part)
        case Mapping():
            return {name: _filled(value, texts) for name, value in part.items()}
        case list() | tuple():
            return [_filled(value, texts) for value in part]
        case _:
            return part
