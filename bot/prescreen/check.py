"""The check of `content/prescreen.yml`, for `kap content check`."""

from collections.abc import Iterator
from pathlib import Path

from bot.library.check import HIGHEST_GRADE, Problem, text_problems, text_warnings
from bot.library.readability import grade
from bot.library.texts import REFERENCE, read_texts
from bot.library.yaml_files import ContentError
from bot.prescreen.questionnaire import FILE, Questionnaire, read_questionnaire


def check_questionnaire(content_dir: Path) -> Iterator[Problem]:
    """What is wrong with the file, one problem for each."""
    try:
        texts = read_texts(content_dir)
    except (ContentError, OSError):
        # `check_fixed_texts` says so; without the clinic's details nothing here can be filled in.
        return
    try:
        questionnaire = read_questionnaire(content_dir, texts)
    except (ContentError, OSError) as error:
        yield Problem(FILE, str(error))
        return
    yield from questionnaire_problems(questionnaire)


def questionnaire_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """What is wrong with what it says, with the clinic's details in it."""
    for name, text in (*_sentences(questionnaire), *_words(questionnaire)):
        path = f"{FILE}: {name}"
        yield from text_problems(path, text)
        if REFERENCE in text:
            yield Problem(
                path, f"It names {REFERENCE}, but no item is on the clinic's list before the answers are sent."
            )
    for name, text in _sentences(questionnaire):
        if (text_grade := grade(text)) > HIGHEST_GRADE:
            yield Problem(
                f"{FILE}: {name}",
                f"It reads at school grade {text_grade:.2f}; at most {HIGHEST_GRADE} is allowed. "
                "Shorter sentences and shorter words bring it down.",
            )


def questionnaire_warnings(content_dir: Path) -> Iterator[Problem]:
    """What somebody of the clinic should look at again."""
    try:
        questionnaire = read_questionnaire(content_dir, read_texts(content_dir))
    except (ContentError, OSError):
        # The checks of the two files say so.
        return
    yield from wording_warnings(questionnaire)


def wording_warnings(questionnaire: Questionnaire) -> Iterator[Problem]:
    """The same of a questionnaire that was read."""
    for name, text in (*_sentences(questionnaire), *_words(questionnaire)):
        yield from text_warnings(f"{FILE}: {name}", text)


def _sentences(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Each text of whole sentences, with its place."""
    yield "consent", questionnaire.consent.text
    for question in questionnaire.questions:
        yield f"{question.id}, text", question.text
        yield f"{question.id}, why", question.why
        yield f"{question.id}, follow_up", question.follow_up
    review = questionnaire.review
    yield "review, opening", review.opening
    if review.reopening is not None:
        yield "review, reopening", review.reopening
    yield "review, closing", review.closing
    yield "review, choose", review.choose


def _words(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Each name and button, with its place: too short for a reading grade."""
    for question in questionnaire.questions:
        yield f"{question.id}, title", question.title
        yield from ((f"{question.id}, choices, {name}", label) for name, label in question.choices.items())
    yield from ((f"labels, {name}", label) for name, label in questionnaire.labels.items())
    review = questionnaire.review
    yield "review, skipped", review.skipped
    yield "review, read_as", review.read_as
    if review.said_before is not None:
        yield "review, said_before", review.said_before
    yield from ((f"review, readings, {value}", reading) for value, reading in review.readings.items())
