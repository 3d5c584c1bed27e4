"""The pre-screen's messages, from the questionnaire's own words; the person's words stand in one of them, in quotes."""

import re
from collections.abc import Iterable

from bot.conversation.messages import Choice, Message, Progress
from bot.conversation.rendered import Button, Rendered, new_id, rendered
from bot.library.kinds import Kind
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.questionnaire import Label, Question, QuestionKind, Questionnaire
from bot.prescreen.shown import Asking, ConsentShown, EditShown, QuestionShown, ReviewShown
from bot.prescreen.state import Given
from bot.prescreen.values import Value

PAYLOAD = "prescreen"

# So much of an answer is shown back; the clinic gets all of it.
MOST_SHOWN = 300

_VALUES = {
    Label.YES: Value.YES,
    Label.NO: Value.NO,
    Label.UNSURE: Value.UNSURE,
    Label.DECLINED: Value.DECLINED,
}
_AT_CONSENT = (
    (Label.AGREE, MoveKind.AGREE),
    (Label.NOT_NOW, MoveKind.NOT_NOW),
    (Label.SOMEONE_ELSE, MoveKind.SOMEONE_ELSE),
    (Label.UNDER_AGE, MoveKind.UNDER_AGE),
)
_AT_REVIEW = (
    (Label.SEND, MoveKind.SEND),
    (Label.CHOOSE_EDIT, MoveKind.CHOOSE_EDIT),
    (Label.STOP, MoveKind.STOP),
)
# What a message's own marks would be if a person wrote them.
_MARKUP = re.compile(r"[*\[\]“”\s]+")
# What turns the direction of reading would turn what stands after the quote as well.
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
QUOTED = re.compile(r"“[^“”\n]*”")


class PrescreenRenderer:
    """Makes the messages, and knows again what it may have made. Safe to share between threads."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._plain = frozenset(self._plain_texts())

    def render(self, shown: ConsentShown | QuestionShown | ReviewShown | EditShown) -> Rendered:
        """The message for it."""
        match shown:
            case ConsentShown():
                buttons = [self._button(label, Move(kind=kind)) for label, kind in _AT_CONSENT]
                return _message(Kind.CONSENT, self._questionnaire.consent.text, buttons)
            case QuestionShown():
                question = self._questionnaire[shown.question]
                progress = Progress(step=self._questionnaire.step(question.id), of=self._questionnaire.steps)
                text = self._before(shown.said_before) + _question_text(question, shown.asking)
                return _message(Kind.PRESCREEN_QUESTION, text, self._question_buttons(question, shown), progress)
            case ReviewShown():
                moves = _AT_REVIEW if shown.is_for_sending else ()
                buttons = [self._button(label, Move(kind=kind)) for label, kind in moves]
                return _message(Kind.PRESCREEN_REVIEW, self._review_text(shown), buttons)
            case EditShown():
                buttons = [
                    self._titled(question, Move(kind=MoveKind.EDIT, question=question.id))
                    for question in self._questionnaire.questions
                ]
                back = self._button(Label.TO_REVIEW, Move(kind=MoveKind.SHOW))
                return _message(Kind.PRESCREEN_REVIEW, self._questionnaire.review.choose, [*buttons, back])

    def buttons(self, wanted: Iterable[tuple[Label, Move]]) -> list[Button]:
        """Buttons for a text that is not the questionnaire's."""
        return [self._button(label, move) for label, move in wanted]

    def is_approved(self, message: Message) -> bool:
        """Whether the text is the questionnaire's own, apart from a person's words in quotes at the review."""
        if message.kind is Kind.PRESCREEN_REVIEW and message.text != self._questionnaire.review.choose:
            return self._is_review(message.text)
        text = message.text
        said_before = self._questionnaire.review.said_before
        if message.kind is Kind.PRESCREEN_QUESTION and said_before and text.startswith(f"{said_before}: “"):
            quoted = QUOTED.match(text, len(said_before) + 2)
            text = text[quoted.end() :].removeprefix("\n\n") if quoted else text
        return (message.kind, text) in self._plain

    def is_label_of(self, payload: str, label: str) -> bool:
        """Whether a button of the pre-screen says what it does."""
        try:
            move = Move.from_payload(payload)
        except ValueError:
            return False
        return label in self._labels_of(move)

    def label(self, label: Label) -> str:
        """What a button says."""
        return self._questionnaire.labels[label]

    def _labels_of(self, move: Move) -> set[str]:
        labels = self._questionnaire.labels
        if move.kind is MoveKind.ANSWER:
            return {labels[label] for label, value in _VALUES.items() if value is move.value}
        if move.kind in (MoveKind.EDIT, MoveKind.CHOOSE):
            named = [question for question in self._questionnaire.questions if question.id == move.question]
            return {
                each.title if move.kind is MoveKind.EDIT else each.choices.get(move.choice or "", "") for each in named
            }
        if move.kind is MoveKind.SHOW:
            return {labels[Label.TO_REVIEW]}
        return {labels[label] for label in Label if label.value == move.kind.value}

    def _question_buttons(self, question: Question, shown: QuestionShown) -> list[Button]:
        def here(label: Label, kind: MoveKind, value: Value | None = None) -> Button:
            return self._button(label, Move(kind=kind, question=question.id, value=value))

        match question.kind:
            case QuestionKind.TOPIC:
                buttons = [here(label, MoveKind.ANSWER, value) for label, value in _VALUES.items()]
            case QuestionKind.MESSAGE:
                buttons = [
                    (Choice(id=new_id(), label=label), _payload(_chosen(question, choice)))
                    for choice, label in question.choices.items()
                ]
                buttons.append(here(Label.SKIP, MoveKind.SKIP))
            case _:
                buttons = [here(Label.SKIP, MoveKind.SKIP)]
        if shown.asking is not Asking.WITH_REASON:
            buttons.append(here(Label.WHY, MoveKind.WHY))
        if shown.is_editing:
            buttons.append(here(Label.TO_REVIEW, MoveKind.TO_REVIEW))
        else:
            if self._questionnaire.before(question.id) is not None:
                buttons.append(here(Label.BACK, MoveKind.BACK))
            buttons.append(self._button(Label.STOP, Move(kind=MoveKind.STOP)))
        return buttons

    def _review_text(self, shown: ReviewShown) -> str:
        review = self._questionnaire.review
        lines = [
            f"- **{question.title}:** {self._told(question, shown.answers[question.id])}"
            for question in self._questionnaire.questions
            if question.id in shown.answers
        ]
        if not shown.is_for_sending:
            return "\n\n".join([review.shown, "\n".join(lines)])
        opening = (review.reopening or review.shown) if shown.was_sent else review.opening
        return "\n\n".join([opening, "\n".join(lines), review.closing])

    def _before(self, words: str) -> str:
        """What stands before a question that the person has told something about already."""
        said_before = self._questionnaire.review.said_before
        return f"{said_before}: {in_quotes(words)}\n\n" if words and said_before else ""

    def _told(self, question: Question, given: Given) -> str:
        review = self._questionnaire.review
        if not given.words:
            return review.skipped
        words = _unmarked(given.words)
        quoted = _quoted(words)
        reading = review.readings[given.value]
        says_so_itself = given.is_tapped or words.casefold().strip(" .!") == reading.casefold()
        if says_so_itself or question.kind is not QuestionKind.TOPIC:
            return quoted
        return f"{quoted} {review.read_as}: {reading}"

    def _is_review(self, text: str) -> bool:
        review = self._questionnaire.review
        frames = [(each, f"\n\n{review.closing}") for each in (review.opening, review.reopening, review.shown) if each]
        framed = [each for each in (*frames, (review.shown, "")) if _is_framed(text, each)]
        if not framed:
            return False
        opening, closing = framed[0]
        titles = {question.title for question in self._questionnaire.questions}
        readings = {"", *(f" {review.read_as}: {reading}" for reading in review.readings.values())}
        for line in text.removeprefix(f"{opening}\n\n").removesuffix(closing).splitlines():
            title, separator, told = line.removeprefix("- **").partition(":** ")
            quoted = QUOTED.match(told)
            rest = told[quoted.end() :] if quoted else told
            if not separator or title not in titles or rest not in (readings if quoted else {review.skipped}):
                return False
        return True

    def _plain_texts(self) -> Iterable[tuple[Kind, str]]:
        yield Kind.CONSENT, self._questionnaire.consent.text
        yield Kind.PRESCREEN_REVIEW, self._questionnaire.review.choose
        for question in self._questionnaire.questions:
            for asking in Asking:
                yield Kind.PRESCREEN_QUESTION, _question_text(question, asking)

    def _button(self, label: Label, move: Move) -> Button:
        return Choice(id=new_id(), label=self._questionnaire.labels[label]), _payload(move)

    def _titled(self, question: Question, move: Move) -> Button:
        return Choice(id=new_id(), label=question.title), _payload(move)


def in_quotes(words: str) -> str:
    """A person's words in quotes, with no marks of their own that could be read as the bot's."""
    return _quoted(_unmarked(words))


def _unmarked(words: str) -> str:
    return _MARKUP.sub(" ", _TURNS.sub("", words)).strip()


def _quoted(words: str) -> str:
    shown = words if len(words) <= MOST_SHOWN else f"{words[:MOST_SHOWN].rstrip()} …"
    return f"“{shown}”"


def _is_framed(text: str, frame: tuple[str, str]) -> bool:
    opening, closing = frame
    return text.startswith(f"{opening}\n\n") and text.endswith(closing)


def _chosen(question: Question, choice: str) -> Move:
    return Move(kind=MoveKind.CHOOSE, question=question.id, choice=choice)


def _payload(move: Move) -> str:
    return f"{PAYLOAD}:{move.as_payload()}"


def _question_text(question: Question, asking: Asking) -> str:
    match asking:
        case Asking.PLAIN:
            return question.text.strip()
        case Asking.WITH_REASON:
            return f"{question.why.strip()}\n\n{question.text.strip()}"
        case Asking.FOLLOW_UP:
            return question.follow_up.strip()


def _message(kind: Kind, text: str, buttons: list[Button], progress: Progress | None = None) -> Rendered:
    return rendered(Message(id=new_id(), kind=kind, text=text, progress=progress), buttons)
