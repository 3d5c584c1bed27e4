"""Check: everything about the content that can be tested before it goes live."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from bot.library.entries import Entry, survey_entries
from bot.library.likeness import RUN_LENGTH, CopyDetector, same_saying
from bot.library.markup import faults
from bot.library.readability import grade, words
from bot.library.sources import Sources, SourcesError, missing_sections, read_documents, read_sources
from bot.library.wording import judgements, style_faults

HIGHEST_GRADE: Final = 8.0
FEWEST_PHRASINGS: Final = 8
RELATED_COUNT: Final = range(2, 5)
BODY_WORDS: Final = range(50, 131)

_SOURCES = "sources.yml"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: the file, below the content folder, and a sentence for the person who edits it."""

    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. Problems keep content from going live; warnings and notes are for the editor to weigh."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


type FurtherCheck = Callable[[Path], Iterable[Problem]]
"""A check of other files in the content folder (clinic.yml, texts.yml, crisis.yml), which it is given."""


def check_content(
    content_dir: Path,
    documents_dir: Path | None,
    further: Sequence[FurtherCheck] = (),
    further_warnings: Sequence[FurtherCheck] = (),
) -> Report:
    """Return all that is wrong with the content of a folder, sorted by file.

    Without `documents_dir` nothing is compared with the documents themselves, and a note says so.
    Raises OSError where the folder of entries is missing or a file cannot be opened.
    """
    report = Report()
    entries, errors = survey_entries(content_dir / "entries")
    unusable = {error.slug for error in errors}
    report.problems.extend(Problem(_path(error.slug), sentence) for error in errors for sentence in error.faults)
    if not entries and not unusable:
        report.problems.append(Problem("entries", "There is no answer yet."))
    for entry in entries.values():
        report.problems.extend(_entry_problems(entry, known=entries.keys() | unusable))
        report.warnings.extend(_entry_warnings(entry))
    report.problems.extend(shared_sayings(entries))
    report.problems.extend(_source_problems(entries, content_dir, documents_dir))
    for check in further:
        report.problems.extend(check(content_dir))
    for check in further_warnings:
        report.warnings.extend(check(content_dir))
    if documents_dir is None:
        report.notes.append("The documents are not at hand: copied runs and cited sections were not checked.")
    report.notes.extend(_notes(entries))
    report.problems.sort()
    report.warnings.sort()
    return report


def check_entry(entry: Entry, others: Mapping[str, Entry], content_dir: Path, documents_dir: Path | None) -> Report:
    """Return what `check_content` would say of one answer among the others, before it goes live; each thing once.

    `others` may hold the answer's own earlier form, which is left out. Raises OSError where a file cannot be opened.
    """
    report = Report()
    path = _path(entry.slug)
    others = {slug: other for slug, other in others.items() if slug != entry.slug}
    report.problems.extend(_entry_problems(entry, known=others.keys() | {entry.slug}))
    # A pair is told at the first of the two; the empty name makes that always this one.
    for problem in shared_sayings({"": entry, **others}):
        if problem.path == _path(""):
            report.problems.append(Problem(path, problem.sentence))
    report.problems.extend(_source_problems({entry.slug: entry}, content_dir, None))
    if documents_dir is None:
        report.notes.append("The documents are not at hand: copied runs were not looked for.")
    else:
        with suppress(SourcesError, FileNotFoundError):
            found = _document_problems({entry.slug: entry}, read_sources(content_dir / _SOURCES), documents_dir)
            report.problems.extend(problem for problem in found if problem.path == path)
    report.warnings.extend(_entry_warnings(entry))
    return Report(list(dict.fromkeys(report.problems)), list(dict.fromkeys(report.warnings)), report.notes)


def check_entries(
    entries: Mapping[str, Entry], others: Mapping[str, Entry], content_dir: Path, documents_dir: Path | None
) -> Report:
    """Return the problems that several answers would bring, were they to take their places among the others at once.

    What is wrong among the others already is left out. Raises OSError where a file cannot be opened.
    """
    report = Report()
    together = {**others, **entries}
    for entry in entries.values():
        report.problems.extend(_entry_problems(entry, known=together.keys()))
    known = set(shared_sayings(others))
    report.problems.extend(problem for problem in shared_sayings(together) if problem not in known)
    report.problems.extend(_source_problems(entries, content_dir, documents_dir))
    return Report(sorted(dict.fromkeys(report.problems)))


def text_problems(path: str, text: str) -> list[Problem]:
    """Return what is wrong with any approved text, wherever it stands: its markup, and verdicts on its reader."""
    problems = [Problem(path, sentence) for sentence in faults(text)]
    problems += [Problem(path, f'It judges the reader: "{run}".') for run in judgements(text)]
    return problems


def text_warnings(path: str, text: str) -> list[Problem]:
    """Return what an editor should look at again in any approved text."""
    return [Problem(path, sentence) for sentence in style_faults(text)]


def shared_sayings(entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield a problem for each phrasing, question or title that stands in two entries, or twice among the phrasings.

    Case, accents typed in two ways, punctuation and spaces make no difference.
    """
    places: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for slug, entry in entries.items():
        places[same_saying(entry.title)].append((slug, "title", entry.title))
        places[same_saying(entry.question)].append((slug, "question", entry.question))
        for phrasing in entry.phrasings:
            places[same_saying(phrasing)].append((slug, "phrasing", phrasing))
    for found in places.values():
        for slug in sorted({slug for slug, _, _ in found}):
            kinds = [kind for owner, kind, _ in found if owner == slug]
            text = next(text for owner, _, text in found if owner == slug)
            if kinds.count("phrasing") > 1:
                yield Problem(_path(slug), f'The phrasing "{text}" stands there twice.')
            for other, kind, _ in found:
                # Each pair is told once, at the first of the two files.
                if other > slug:
                    yield Problem(_path(slug), f'The {kinds[0]} "{text}" is also a {kind} of {other}.')


def _entry_problems(entry: Entry, known: Iterable[str]) -> Iterator[Problem]:
    path = _path(entry.slug)
    for text in _approved_texts(entry):
        yield from text_problems(path, text)
    for name, text in (("answer", entry.body), ("field simply", entry.simply or "")):
        if (text_grade := grade(text)) > HIGHEST_GRADE:
            yield Problem(
                path,
                f"The {name} reads at school grade {text_grade:.2f}; at most {HIGHEST_GRADE} is allowed. "
                "Shorter sentences and shorter words bring it down.",
            )
    different = len({same_saying(phrasing) for phrasing in entry.phrasings})
    if different < FEWEST_PHRASINGS:
        yield Problem(path, f"It has {different} different phrasings; at least {FEWEST_PHRASINGS} are needed.")
    yield from (Problem(path, sentence) for sentence in _link_faults(entry, frozenset(known)))


def _approved_texts(entry: Entry) -> tuple[str, ...]:
    """Return what people may be shown of an entry; phrasings are theirs, and nobody is shown them."""
    return (entry.title, entry.question, entry.body, *([entry.simply] if entry.simply else []))


def _link_faults(entry: Entry, known: frozenset[str]) -> Iterator[str]:
    if len(entry.related) not in RELATED_COUNT:
        count = f"{len(entry.related)} related answer{'' if len(entry.related) == 1 else 's'}"
        yield f"It names {count}; {RELATED_COUNT[0]} to {RELATED_COUNT[-1]} are needed."
    if len(set(entry.related)) < len(entry.related):
        yield "It names a related answer twice."
    for slug in entry.related:
        if slug == entry.slug:
            yield "It names itself as a related answer."
        elif slug not in known:
            yield f"There is no answer {slug!r}, which it names as related."
    if entry.next == entry.slug:
        yield "It names itself as the next answer."
    elif entry.next is not None and entry.next not in known:
        yield f"There is no answer {entry.next!r}, which it names as the next one."


def _entry_warnings(entry: Entry) -> Iterator[Problem]:
    path = _path(entry.slug)
    for text in _approved_texts(entry):
        yield from text_warnings(path, text)
    length = len(words(entry.body))
    if length not in BODY_WORDS:
        yield Problem(path, f"The answer has {length} words; {BODY_WORDS[0]} to {BODY_WORDS[-1]} serve readers best.")


def _source_problems(entries: Mapping[str, Entry], content_dir: Path, documents_dir: Path | None) -> Iterator[Problem]:
    try:
        sources = read_sources(content_dir / _SOURCES)
    except FileNotFoundError:
        yield Problem(_SOURCES, "The file is missing, so no source could be checked.")
        return
    except SourcesError as error:
        yield from (Problem(_SOURCES, sentence) for sentence in error.faults)
        return
    for entry in entries.values():
        for source in entry.sources:
            if sources.cited(source) is None:
                yield Problem(
                    _path(entry.slug),
                    f"It cites the section {source.section!r} of {source.document!r}, which {_SOURCES} does not list.",
                )
    if documents_dir is not None:
        yield from _document_problems(entries, sources, documents_dir)


def _document_problems(entries: Mapping[str, Entry], sources: Sources, folder: Path) -> Iterator[Problem]:
    texts = read_documents(sources, folder)
    for document in sources.documents:
        if document.title not in texts:
            yield Problem(_SOURCES, f"The document {document.file!r} is not among the documents.")
            continue
        for section in missing_sections(document, texts[document.title]):
            yield Problem(_SOURCES, f"The section {section!r} does not stand in {document.file!r}.")
    detector = CopyDetector(texts)
    for entry in entries.values():
        for text in (*_approved_texts(entry), *entry.phrasings):
            for run, title in detector.copies(text):
                yield Problem(
                    _path(entry.slug), f'These {RUN_LENGTH} or more words are copied from "{title}": "{run}".'
                )


def _notes(entries: Mapping[str, Entry]) -> Iterator[str]:
    if not entries:
        return
    grades = sorted((grade(entry.body), slug) for slug, entry in entries.items())
    (lowest, easiest), (highest, hardest) = grades[0], grades[-1]
    yield (
        f"Reading grades of {len(grades)} answers: lowest {lowest:.1f} ({easiest}), "
        f"median {median(value for value, _ in grades):.1f}, highest {highest:.1f} ({hardest})."
    )
    waiting = sum(entry.reviewed is None for entry in entries.values())
    yield f"{waiting} of {len(entries)} answers are not yet reviewed by a clinician."


def _path(slug: str) -> str:
    return f"entries/{slug}.md"
