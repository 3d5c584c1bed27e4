"""The questionnaire: what a clinic may change in it, what it may not, and that its words are plain and judge nobody."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from bot.library.readability import grade, sentences
from bot.library.texts import read_texts
from bot.library.wording import judgements, style_faults
from bot.library.yaml_files import ContentError
from bot.prescreen.questionnaire import Label, Question, QuestionKind, Questionnaire, read_questionnaire
from bot.prescreen.values import OPEN_QUESTIONS, QUESTIONS, Value
from bot.settings import PROJECT
from tests.prescreen.walking import ORDER, QUESTIONNAIRE, TEXTS

HIGHEST_GRADE = 8.0
FIELDS = yaml.safe_load((PROJECT / "content" / "prescreen.yml").read_text())
SHORT = {f"label {name}": text for name, text in QUESTIONNAIRE.labels.items()} | {
    f"reading {name}": text for name, text in QUESTIONNAIRE.review.readings.items()
}


def words_of(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Every text that a person may read, with its name."""
    yield "consent", questionnaire.consent.text
    for question in questionnaire.questions:
        for part in ("title", "text", "why", "follow_up"):
            yield f"{question.id} {part}", getattr(question, part)
        yield from ((f"{question.id} {name}", label) for name, label in question.choices.items())
    for part in ("opening", "reopening", "closing", "choose", "skipped", "read_as"):
        yield f"review {part}", getattr(questionnaire.review, part)
    yield from SHORT.items()


WORDS = dict(words_of(QUESTIONNAIRE))


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A content folder that a test may change."""
    for name in ("clinic.yml", "crisis.yml", "texts.yml", "prescreen.yml"):
        shutil.copy(PROJECT / "content" / name, tmp_path)
    return tmp_path


def read(clinic: Path) -> Questionnaire:
    return read_questionnaire(clinic, read_texts(clinic))


def rewritten(clinic: Path, fields: dict[str, object]) -> Path:
    (clinic / "prescreen.yml").write_text(yaml.safe_dump(fields, sort_keys=False, allow_unicode=True))
    return clinic


def fields() -> dict[str, object]:
    """A copy of the shipped file that a test may change."""
    return yaml.safe_load((PROJECT / "content" / "prescreen.yml").read_text())  # type: ignore[no-any-return]


# Its form


def test_it_asks_the_eleven_questions_in_their_order() -> None:
    assert tuple(each.id for each in QUESTIONNAIRE.questions if each.part_of is None) == QUESTIONS
    assert QUESTIONNAIRE.steps == 11
    assert [QUESTIONNAIRE.step(each) for each in QUESTIONS] == list(range(1, 12))


def test_a_part_is_counted_with_its_whole() -> None:
    assert QUESTIONNAIRE.step("message_preference") == QUESTIONNAIRE.step("contact_preference") == 11


def test_each_question_knows_the_one_before_and_after() -> None:
    for earlier, later in pairwise(ORDER):
        following, preceding = QUESTIONNAIRE.after(earlier), QUESTIONNAIRE.before(later)
        assert following is not None
        assert preceding is not None
        assert (following.id, preceding.id) == (later, earlier)
    assert QUESTIONNAIRE.before(ORDER[0]) is None
    assert QUESTIONNAIRE.after(ORDER[-1]) is None


def test_there_is_no_question_of_another_name() -> None:
    assert "pregnancy" in QUESTIONNAIRE
    assert "favourite_colour" not in QUESTIONNAIRE
    with pytest.raises(KeyError):
        QUESTIONNAIRE["favourite_colour"]


def test_open_questions_are_answered_in_own_words_and_topics_by_one_of_the_values() -> None:
    for question in QUESTIONNAIRE.questions:
        if question.kind is QuestionKind.OPEN:
            assert question.id in OPEN_QUESTIONS
        if question.kind is QuestionKind.TOPIC:
            assert question.id not in OPEN_QUESTIONS
    assert QUESTIONNAIRE["contact_preference"].kind is QuestionKind.CONTACT
    assert QUESTIONNAIRE["message_preference"].kind is QuestionKind.MESSAGE


# What a clinic may not change


def change(clinic: Path, **parts: object) -> Path:
    return rewritten(clinic, {**fields(), **parts})


def of_questions(*changes: tuple[str, str, object]) -> list[dict[str, object]]:
    """The questions, with a field of some set to something else."""
    questions: list[dict[str, object]] = FIELDS["questions"]
    copies = [dict(question) for question in questions]
    for question, name, value in changes:
        next(each for each in copies if each["id"] == question)[name] = value
    return copies


def test_the_order_of_the_questions_is_fixed(clinic: Path) -> None:
    questions = of_questions()
    questions[3], questions[4] = questions[4], questions[3]
    with pytest.raises(ContentError, match=r"in this order: reason_for_interest, previous_treatment"):
        read(change(clinic, questions=questions))


def test_none_may_be_left_out(clinic: Path) -> None:
    with pytest.raises(ContentError, match="in this order"):
        read(change(clinic, questions=[each for each in of_questions() if each["id"] != "pregnancy"]))


def test_none_may_be_there_twice(clinic: Path) -> None:
    part = {**of_questions()[-1]}
    with pytest.raises(ContentError, match="twice"):
        read(change(clinic, questions=[*of_questions(), part]))


@pytest.mark.parametrize("name", ["consent", "leaving", "review", "choosing"])
def test_none_has_the_name_of_another_place(clinic: Path, name: str) -> None:
    with pytest.raises(ContentError, match=f"no question may have one of these ids: {name}"):
        read(change(clinic, questions=of_questions(("message_preference", "id", name))))


def test_a_part_comes_after_its_whole(clinic: Path) -> None:
    for whole in ("message_preference", "favourite_colour"):
        with pytest.raises(ContentError, match="message_preference is part of none before it"):
            read(change(clinic, questions=of_questions(("message_preference", "part_of", whole))))


@pytest.mark.parametrize(("question", "choices"), [("pregnancy", {"maybe": "Maybe"}), ("message_preference", {})])
def test_only_the_question_on_messages_has_choices_of_its_own(
    clinic: Path, question: str, choices: dict[str, str]
) -> None:
    with pytest.raises(ContentError, match=f"kind message: {question}"):
        read(change(clinic, questions=of_questions((question, "choices", choices))))


@pytest.mark.parametrize("label", list(Label))
def test_no_button_may_be_without_a_label(clinic: Path, label: Label) -> None:
    labels = {name: text for name, text in FIELDS["labels"].items() if name != label.value}
    with pytest.raises(ContentError, match=f"words are missing: {label.value}"):
        read(change(clinic, labels=labels))


@pytest.mark.parametrize("value", list(Value))
def test_no_reading_may_be_without_words(clinic: Path, value: Value) -> None:
    readings = {name: text for name, text in FIELDS["review"]["readings"].items() if name != value.value}
    with pytest.raises(ContentError, match=f"words are missing: {value.value}"):
        read(change(clinic, review={**FIELDS["review"], "readings": readings}))


@pytest.mark.parametrize(
    "broken",
    [
        {"version": 0},
        {"version": None},
        {"score": {"psychosis_history": 10}},
        {"questions": []},
        {"consent": {"version": 1, "text": ""}},
        {"labels": {**FIELDS["labels"], "launch": "Launch"}},
        {"labels": {**FIELDS["labels"], "agree": "Yes **please**"}},
        {"labels": {**FIELDS["labels"], "agree": "[Yes](https://x.example)"}},
        {"questions": of_questions(("pregnancy", "score", 3))},
        {"questions": of_questions(("pregnancy", "red_flag", True))},
        {"questions": of_questions(("pregnancy", "title", "a" * 61))},
        {"questions": of_questions(("pregnancy", "title", "Two\nlines"))},
        {"questions": of_questions(("pregnancy", "why", ""))},
        {"questions": of_questions(("pregnancy", "kind", "guess"))},
    ],
    ids=lambda fields: str(fields)[:60],
)
def test_what_the_file_cannot_mean_is_refused_by_name(clinic: Path, broken: dict[str, object]) -> None:
    with pytest.raises(ContentError, match=r"^prescreen\.yml has a fault: "):
        read(change(clinic, **broken))


def test_no_question_may_be_called_like_a_place_of_the_dialogue(clinic: Path) -> None:
    """`Said.prescreen` holds either a question's id or one of these."""
    for name in ("consent", "leaving", "review", "choosing"):
        part = {**of_questions()[-1], "id": name}
        with pytest.raises(ContentError):
            read(change(clinic, questions=[*of_questions()[:-1], part]))


@pytest.mark.parametrize(
    "broken",
    [
        {"questions": of_questions(("pregnancy", "text", "Are you {how_pregnant}?"))},
        {"questions": of_questions(("message_preference", "choices", {"any_message": "Yes, {how_pregnant}"}))},
        {"labels": {**FIELDS["labels"], "agree": "Yes {how_pregnant}"}},
        {"review": {**FIELDS["review"], "opening": "{how_pregnant}"}},
        {"consent": {"version": 1, "text": "{how_pregnant}"}},
    ],
    ids=["text", "choice", "label", "review", "consent"],
)
def test_an_unknown_field_is_refused_wherever_it_stands(clinic: Path, broken: dict[str, object]) -> None:
    with pytest.raises(ContentError, match=r"unknown field \{how_pregnant\}"):
        read(change(clinic, **broken))


def test_a_missing_file_and_a_broken_one_are_named(clinic: Path) -> None:
    (clinic / "prescreen.yml").write_text("questions: [")
    with pytest.raises(ContentError, match=r"prescreen\.yml"):
        read(clinic)
    (clinic / "prescreen.yml").unlink()
    with pytest.raises(ContentError, match=r"prescreen\.yml is missing"):
        read(clinic)


# What a clinic may change


def test_a_clinic_may_change_the_words(clinic: Path) -> None:
    file = clinic / "prescreen.yml"
    file.write_text(file.read_text().replace("title: Pregnancy", "title: Expecting a baby"))
    assert read(clinic)["pregnancy"].title == "Expecting a baby"


def test_a_clinic_may_add_a_part_to_a_question(clinic: Path) -> None:
    part = {**of_questions()[2], "id": "voices", "part_of": "psychosis_history"}
    questions = of_questions()
    changed = read(change(clinic, questions=[*questions[:3], part, *questions[3:]]))
    assert changed.step("voices") == 3
    assert changed.steps == 11


def test_the_clinics_details_and_the_days_stand_in_the_consent(clinic: Path) -> None:
    file = clinic / "clinic.yml"
    details = file.read_text().replace("Example KAP Clinic", "Riverside Practice")
    file.write_text(details.replace("chats: 30", "chats: 21").replace("prescreens: 90", "prescreens: 120"))
    texts = read_texts(clinic)
    consent = read_questionnaire(clinic, texts).consent.text
    for detail in ("Riverside Practice", "21 days", "120 days"):
        assert detail in consent


def test_no_field_is_left_open_anywhere() -> None:
    assert [name for name, text in WORDS.items() if "{" in text or "}" in text] == []


# Its words


@pytest.mark.parametrize("topic", ["advice", "decides", "encrypted", "kept until", "stop", "see all", "erased", "18"])
def test_the_consent_says_what_people_must_know(topic: str) -> None:
    assert topic in QUESTIONNAIRE.consent.text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("psychosis_history", ["psychosis", "schizophrenia"]),
        ("heart_blood_pressure", ["heart", "blood pressure"]),
        ("liver_kidney", ["liver", "kidneys"]),
        ("pregnancy", ["pregnant", "breastfeeding"]),
        ("substance_use", ["alcohol", "drugs", "ketamine"]),
        ("medications", ["benzodiazepines", "opioids"]),
        ("allergy_ketamine", ["allergic", "ketamine"]),
        ("contact_preference", ["name", "reach", "when"]),
        ("message_preference", ["message"]),
    ],
)
def test_each_question_names_what_the_documents_name(question: str, names: list[str]) -> None:
    text = QUESTIONNAIRE[question].text.casefold()
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
def test_why_it_is_asked_is_one_sentence(question: Question) -> None:
    assert len(sentences(question.why)) == 1
    assert question.why.endswith(".")


@pytest.mark.parametrize("name", list(WORDS))
def test_no_words_judge_the_reader_or_promise_anything(name: str) -> None:
    assert judgements(WORDS[name]) == []
    assert style_faults(WORDS[name]) == []


@pytest.mark.parametrize("part", ["text", "follow_up", "why_and_text"])
@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
def test_each_question_can_be_read_at_grade_eight_however_it_is_put(question: Question, part: str) -> None:
    shown = f"{question.why}\n\n{question.text}" if part == "why_and_text" else getattr(question, part)
    assert grade(shown) <= HIGHEST_GRADE


def test_the_consent_and_the_review_can_be_read_at_grade_eight() -> None:
    review = QUESTIONNAIRE.review
    for text in (QUESTIONNAIRE.consent.text, review.opening, review.reopening or "", review.closing, review.choose):
        assert grade(text) <= HIGHEST_GRADE


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
def test_the_second_question_says_that_it_may_be_left(question: Question) -> None:
    assert any(word in question.follow_up for word in ("skip", "leave"))


def test_every_button_of_one_message_says_something_of_its_own() -> None:
    for question in QUESTIONNAIRE.questions:
        assert len(set(question.choices.values())) == len(question.choices)
    assert len(set(QUESTIONNAIRE.labels.values())) == len(QUESTIONNAIRE.labels)
    assert len({question.title for question in QUESTIONNAIRE.questions}) == len(QUESTIONNAIRE.questions)


def test_the_shipped_file_is_what_the_bot_reads() -> None:
    assert read_questionnaire(PROJECT / "content", TEXTS) == QUESTIONNAIRE


def test_a_file_from_before_the_reopening_is_still_read() -> None:
    """A clinic's own file does not change with an upgrade."""
    raw = QUESTIONNAIRE.model_dump()
    raw["review"].pop("reopening")
    assert Questionnaire.model_validate(raw).review.reopening is None
