"""The check of the questionnaire: what a clinic writes there reaches people word for word."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library.check import Problem, check_content
from bot.library.fixed_texts_check import check_fixed_texts
from bot.prescreen.check import check_questionnaire, questionnaire_warnings
from bot.settings import PROJECT

Change = Callable[[str, str], None]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the files that the questionnaire is made of."""
    for name in ("clinic.yml", "crisis.yml", "texts.yml", "prescreen.yml"):
        shutil.copy(PROJECT / "content" / name, tmp_path)
    return tmp_path


@pytest.fixture
def change(content: Path) -> Change:
    def change_it(old: str, new: str) -> None:
        file = content / "prescreen.yml"
        assert old in file.read_text(), f"it no longer says {old!r}"
        file.write_text(file.read_text().replace(old, new, 1))

    return change_it


def test_the_shipped_questionnaire_is_fine() -> None:
    report = check_content(PROJECT / "content", None, [check_questionnaire], [questionnaire_warnings])
    assert report.problems == []
    assert [each for each in report.warnings if each.path.startswith("prescreen.yml")] == []


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ("Have you ever had a problem with your liver", "# You qualify", "liver_kidney, text", "judges the reader"),
        ("You can stop at any time.", "You aren't eligible.", "consent", "judges the reader"),
        ("title: Pregnancy", "title: KAP is not right for you", "pregnancy, title", "judges the reader"),
        ("send: Send it to the clinic", "send: See if you qualify. You qualify", "labels, send", "judges the reader"),
        ("skipped: left out", "skipped: you are a candidate", "review, skipped", "judges the reader"),
        ("discreet: Yes, but", "discreet: You qualify,", "message_preference, choices, discreet", "judges the reader"),
        ("Shall I send it", "# Send\n\n    Shall I send it", "review, closing", "uses a heading"),
        ("Last one.", "Last one, {reference}.", "contact_preference, text", "no item is on the clinic's list"),
        (
            "Have you ever had a problem with your liver or your kidneys?",
            "Notwithstanding considerable uncertainty, has hepatic or renal insufficiency previously been established?",
            "liver_kidney, text",
            "school grade",
        ),
        (
            "Everyone is asked this, since the liver and the kidneys clear drugs from the body.",
            "Hepatic metabolism and renal elimination determine pharmacological concentration.",
            "liver_kidney, why",
            "school grade",
        ),
        ("Is that all right with you?", "Participation presupposes demonstrability. " * 30, "consent", "school grade"),
    ],
)
def test_what_nobody_should_read_is_named_with_its_place(
    content: Path, change: Change, old: str, new: str, path: str, said: str
) -> None:
    change(old, new)
    found = [each.sentence for each in check_questionnaire(content) if each.path == f"prescreen.yml: {path}"]
    assert [sentence for sentence in found if said in sentence], found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version: 1\n\nconsent", "version: 0\n\nconsent", "version"),
        ("  - id: pregnancy", "  - id: shoe_size", "must be these, in this order"),
        ("A clinician at {clinic_name}", "A clinician at {clinic_nmae}", "unknown field {clinic_nmae}"),
        ("  keep: Stop, and keep my answers\n", "", "keep"),
        ("    unsure: not sure\n", "", "unsure"),
        ("part_of: contact_preference", "part_of: shoe_size", "part of none before it"),
        ("kind: message", "kind: topic", "choices of its own"),
        ("    why:", "    because:", "because"),
    ],
)
def test_a_slip_in_its_form_is_one_problem(content: Path, change: Change, old: str, new: str, said: str) -> None:
    change(old, new)
    [problem] = check_questionnaire(content)
    assert problem.path == "prescreen.yml"
    assert said in problem.sentence
    assert list(questionnaire_warnings(content)) == []


def test_a_missing_file_is_named(content: Path) -> None:
    (content / "prescreen.yml").unlink()
    assert list(check_questionnaire(content)) == [Problem("prescreen.yml", "prescreen.yml is missing.")]


def test_a_fault_of_the_other_files_is_told_once_and_by_their_own_check(content: Path) -> None:
    (content / "clinic.yml").write_text("{")
    assert list(check_questionnaire(content)) == list(questionnaire_warnings(content)) == []
    assert [problem.path for problem in check_fixed_texts(content)].count("clinic.yml") == 1


def test_loud_words_and_promises_are_warned_of(content: Path, change: Change) -> None:
    change("You can skip any of them.", "You can skip any of them!")
    change("title: Anything else", "title: It is risk free")
    paths = [warning.path for warning in questionnaire_warnings(content)]
    assert paths == ["prescreen.yml: consent", "prescreen.yml: anything_else, title"]
