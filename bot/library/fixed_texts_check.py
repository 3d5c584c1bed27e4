"""The check of all in `content/` that is no answer: clinic.yml, crisis.yml, texts.yml, not_covered.yml, words.yml."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.library import glossary
from bot.library.check import Problem, text_problems
from bot.library.entries import survey_entries
from bot.library.gaps import read_gaps
from bot.library.kinds import Kind
from bot.library.markup import plain
from bot.library.readability import grade, words
from bot.library.texts import ApprovedTexts, read_texts
from bot.library.yaml_files import ContentError

HIGHEST_GRADE_IN_DANGER: Final = 6.0
MOST_WORDS_IN_DANGER: Final = 90


def check_fixed_texts(content_dir: Path) -> Iterator[Problem]:
    """What is wrong with the files, one problem for each."""
    for name, read in (("not_covered.yml", read_gaps), (glossary.FILE, glossary.read_glossary)):
        try:
            read(content_dir)
        except ContentError as error:
            yield Problem(name, str(error))
    try:
        texts = read_texts(content_dir)
    except ContentError as error:
        yield Problem(str(error).partition(" ")[0], str(error))
        return
    yield from fixed_text_problems(texts)
    entries, _ = survey_entries(content_dir / "entries")
    for slug in texts.clinic.suggested:
        if slug not in entries:
            yield Problem("clinic.yml", f"It suggests {slug}, but there is no such answer.")


def fixed_text_problems(texts: ApprovedTexts) -> Iterator[Problem]:
    """What is wrong with what they say, with the clinic's details in it."""
    for name, filled in texts.all():
        yield from text_problems(f"texts.yml: {name}", filled.text)


def fixed_text_warnings(content_dir: Path) -> Iterator[Problem]:
    """What somebody of the clinic should look at before patients see the texts."""
    try:
        texts = read_texts(content_dir)
    except ContentError:
        # `check_fixed_texts` says so.
        return
    if awaiting := len(texts.awaiting_approval()):
        noun, verb = ("text", "awaits") if awaiting == 1 else ("texts", "await")
        yield Problem("texts.yml", f"{awaiting} safety {noun} {verb} your clinician's approval.")
    yield from danger_text_warnings(texts)


def danger_text_warnings(texts: ApprovedTexts) -> Iterator[Problem]:
    """Which texts for people in danger read too hard, or are too long."""
    for name, filled in texts.all():
        if filled.kind not in (Kind.CRISIS, Kind.EMERGENCY):
            continue
        if (text_grade := grade(filled.text)) > HIGHEST_GRADE_IN_DANGER:
            yield Problem(
                f"texts.yml: {name}",
                f"It reads at school grade {text_grade:.2f}; in danger people need {HIGHEST_GRADE_IN_DANGER} or less.",
            )
        if (length := len(words(plain(filled.text)))) > MOST_WORDS_IN_DANGER:
            yield Problem(f"texts.yml: {name}", f"It has {length} words; at most {MOST_WORDS_IN_DANGER} are soon read.")
