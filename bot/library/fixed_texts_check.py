"""The check of all in `content/` that is no answer: clinic.yml, crisis.yml, texts.yml, not_covered.yml, words.yml."""

from collections.abc import Iterator
from pathlib import Path

from bot.library import glossary
from bot.library.check import Problem, text_problems
from bot.library.entries import survey_entries
from bot.library.gaps import read_gaps
from bot.library.texts import read_texts
from bot.library.yaml_files import ContentError

# Any number does: it only fills the field.
_SESSION_DAYS = 30


def check_fixed_texts(content_dir: Path) -> Iterator[Problem]:
    """What is wrong with the files, one problem for each."""
    for name, read in (("not_covered.yml", read_gaps), (glossary.FILE, glossary.read_glossary)):
        try:
            read(content_dir)
        except ContentError as error:
            yield Problem(name, str(error))
    try:
        texts = read_texts(content_dir, _SESSION_DAYS)
    except ContentError as error:
        yield Problem(str(error).partition(" ")[0], str(error))
        return
    for name, filled in texts.all():
        yield from text_problems(f"texts.yml: {name}", filled.text)
    entries, _ = survey_entries(content_dir / "entries")
    for slug in texts.clinic.suggested:
        if slug not in entries:
            yield Problem("clinic.yml", f"It suggests {slug}, but there is no such answer.")
