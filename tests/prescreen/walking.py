"""A walk through the pre-screen by the machine alone, with the questionnaire as it is shipped."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.library.texts import TextId, read_texts
from bot.prescreen.machine import Circumstances, Machine, Step
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.questionnaire import Label, Questionnaire, read_questionnaire
from bot.prescreen.shown import QuestionShown, Shown, Told
from bot.prescreen.state import Given, Prescreen
from bot.prescreen.values import Value
from bot.settings import PROJECT

TEXTS = read_texts(PROJECT / "content")
QUESTIONNAIRE = read_questionnaire(PROJECT / "content", TEXTS)
NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
ORDER = tuple(question.id for question in QUESTIONNAIRE.questions)
CONTACT, MESSAGES = "contact_preference", "message_preference"


def move(kind: MoveKind, question: str | None = None, value: Value | None = None, choice: str | None = None) -> Move:
    return Move(kind=kind, question=question, value=value, choice=choice)


@dataclass
class Walk:
    """One person: where they are, and what they were shown last. The clock moves a second with each move."""

    machine: Machine = field(default_factory=lambda: Machine(QUESTIONNAIRE))
    prescreen: Prescreen | None = None
    shown: tuple[Shown, ...] = ()
    now: datetime = NOON
    is_clinic_open: bool = True

    def does(self, kind: MoveKind, words: str = "", *, is_tapped: bool = False, **fields: object) -> "Walk":
        """One move."""
        self.now += timedelta(seconds=1)
        around = Circumstances(self.now, self.is_clinic_open, words, is_tapped)
        step: Step = self.machine.step(self.prescreen, Move.model_validate({"kind": kind, **fields}), around)
        self.prescreen, self.shown = step.prescreen, step.shown
        return self

    def writes(self, words: str, value: Value = Value.YES) -> "Walk":
        """An answer in own words, that was read as `value`."""
        return self.does(MoveKind.ANSWER, words, value=value)

    def taps(self, value: Value, question: str | None = None) -> "Walk":
        """One of the four buttons under the open question, or under another one."""
        here = question or self.here.question
        return self.does(MoveKind.ANSWER, LABELS[value], is_tapped=True, value=value, question=here)

    def begins(self) -> "Walk":
        """Up to the first question."""
        return self.does(MoveKind.START).does(MoveKind.AGREE)

    def answers_until(self, question: str) -> "Walk":
        """From wherever they are in the questions, a plain answer to each up to this one."""
        while self.here.question != question:
            self.answers_one()
        return self

    def answers_one(self) -> "Walk":
        """A plain answer to the open question."""
        here = self.here.question or ""
        if here == MESSAGES:
            return self.does(MoveKind.CHOOSE, question=here, choice="discreet", is_tapped=True)
        return self.writes(f"words on {here}")

    def answers_all(self) -> "Walk":
        """Up to the review."""
        while self.here.question is not None:
            self.answers_one()
        return self

    @property
    def here(self) -> Prescreen:
        """The pre-screen, which must be there."""
        assert self.prescreen is not None, "there is no pre-screen any more"
        return self.prescreen

    @property
    def asked(self) -> QuestionShown:
        """The question that was shown last."""
        assert isinstance(self.shown[-1], QuestionShown), f"no question is shown, but {self.shown}"
        return self.shown[-1]

    @property
    def told(self) -> list[TextId]:
        """The texts that were shown last."""
        return [each.text for each in self.shown if isinstance(each, Told)]

    @property
    def offered(self) -> list[Label]:
        """The buttons of the texts that were shown last."""
        return [label for each in self.shown if isinstance(each, Told) for label, _ in each.buttons]

    def given(self, question: str) -> Given:
        """The answer to a question."""
        return self.here.answers[question]


LABELS = {
    Value.YES: QUESTIONNAIRE.labels[Label.YES],
    Value.NO: QUESTIONNAIRE.labels[Label.NO],
    Value.UNSURE: QUESTIONNAIRE.labels[Label.UNSURE],
    Value.DECLINED: QUESTIONNAIRE.labels[Label.DECLINED],
}


def changed(*, without: tuple[str, ...] = (), add: dict[str, object] | None = None, after: str = "", version: int = 2,
            reworded: dict[str, str] | None = None) -> Questionnaire:  # fmt: skip
    """The questionnaire with parts taken out, one put in after another, or texts changed."""
    raw = QUESTIONNAIRE.model_dump()
    questions = [dict(each) for each in raw["questions"] if each["id"] not in without]
    for each in questions:
        each["text"] = (reworded or {}).get(each["id"], each["text"])
    if add is not None:
        place = next(i for i, each in enumerate(questions) if each["id"] == after)
        questions.insert(place + 1, add)
    return Questionnaire.model_validate({**raw, "version": version, "questions": questions})
