"""Entries: the clinic's approved answers, one Markdown file each (docs/writing-answers.md is their format)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import yaml

from bot.library.strict_yaml import YamlError, load

FIELDS: Final = ("title", "question", "phrasings", "simply", "sources", "related", "next", "reviewed", "reviewer")
OPTIONAL_FIELDS: Final = ("simply", "next")
TITLE_LIMIT: Final = 48
QUESTION_LIMIT: Final = 90
LINE_LIMIT: Final = 200
SIMPLY_LIMIT: Final = 300
LIST_LIMIT: Final = 200
BODY_LIMIT: Final = 10_000
# Above any entry that keeps the limits; it only saves the YAML reader from a file dropped in by mistake.
FILE_LIMIT: Final = 1_000_000

_REQUIRED: Final = tuple(name for name in FIELDS if name not in OPTIONAL_FIELDS)
_FENCE = "---"
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}")
_UNSHOWABLE = {"Cc": "a control character", "Cs": "half a character", "Zl": "a line break", "Zp": "a line break"}


class EntryError(ValueError):
    """An entry that cannot be used: `slug` names it, `faults` are whole sentences for the person who edits it."""

    def __init__(self, slug: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"{slug}.md: " + " ".join(faults))
        self.slug = slug
        self.faults = faults


class EntriesError(ValueError):
    """A folder in which some entries cannot be used; `errors` has one for each of them."""

    def __init__(self, errors: tuple[EntryError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Source:
    """A document and the section of it that an answer rests on, as spelled in content/sources.yml."""

    document: str
    section: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One approved answer.

    Making one raises EntryError where a field breaks the format, so every Entry can be stored, shown and exported.
    What only an editor can judge or mend (too few phrasings, a hard word) is for `bot.library.check`.
    `simply` is the answer again, for somebody who did not understand it; `next` is what follows it in the process.
    """

    slug: str
    title: str
    question: str
    phrasings: tuple[str, ...]
    sources: tuple[Source, ...]
    related: tuple[str, ...]
    reviewed: date | None
    reviewer: str | None
    body: str
    simply: str | None = None
    next: str | None = None

    def __post_init__(self) -> None:
        if faults := tuple(_faults(self)):
            raise EntryError(self.slug, faults)

    @property
    def short_answer(self) -> str:
        """The first paragraph of the body: one or two sentences that can stand alone."""
        return re.split(r"\n[ \t]*\n", self.body, maxsplit=1)[0]


def parse_entry(slug: str, text: str) -> Entry:
    """Return the entry that a file's text holds; a byte-order mark and Windows line ends are fine.

    Raises EntryError: first for what cannot be read, then for all limits together.
    """
    if len(text) > FILE_LIMIT:
        raise EntryError(slug, (f"The file is longer than {FILE_LIMIT:,} characters, so it is not one answer.",))
    front, body = _halves(slug, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    try:
        fields = load(front, first_line=2)
    except YamlError as error:
        raise EntryError(slug, (f"In the part between the --- lines, {error}.",)) from error
    if not isinstance(fields, dict):
        raise EntryError(slug, (f"The part between the --- lines must hold the fields {', '.join(_REQUIRED)}.",))
    reader = _FieldReader(fields)
    title, question = reader.text("title"), reader.text("question")
    phrasings, sources, related = reader.texts("phrasings"), reader.sources("sources"), reader.texts("related")
    reviewed, reviewer = reader.day("reviewed"), reader.text_or_none("reviewer")
    simply, following = reader.text_or_none("simply"), reader.text_or_none("next")
    if reader.faults:
        raise EntryError(slug, tuple(reader.faults))
    return Entry(slug, title, question, phrasings, sources, related, reviewed, reviewer, body, simply, following)


def format_entry(entry: Entry) -> str:
    """Return the file's text for an entry: fields in the documented order, one phrasing a line, no empty options.

    `parse_entry(entry.slug, format_entry(entry)) == entry` holds for every entry.
    """
    fields = {
        "title": entry.title,
        "question": entry.question,
        "phrasings": list(entry.phrasings),
        "simply": entry.simply,
        "sources": [{"document": source.document, "section": source.section} for source in entry.sources],
        "related": list(entry.related),
        "next": entry.next,
        "reviewed": entry.reviewed,
        "reviewer": entry.reviewer,
    }
    written = {name: value for name, value in fields.items() if name not in OPTIONAL_FIELDS or value is not None}
    front = yaml.dump(written, Dumper=_IndentedDumper, sort_keys=False, allow_unicode=True, width=FILE_LIMIT)
    return f"{_FENCE}\n{front}{_FENCE}\n{entry.body}\n"


def read_entries(folder: Path) -> dict[str, Entry]:
    """Return every entry of a folder by its slug, in the order of the slugs.

    Raises EntriesError with the faults of all files, and OSError where the folder or a file cannot be opened.
    """
    entries, errors = survey_entries(folder)
    if errors:
        raise EntriesError(tuple(errors))
    return entries


def survey_entries(folder: Path) -> tuple[dict[str, Entry], list[EntryError]]:
    """Return the entries of a folder that can be used, and an error for each file that cannot.

    Raises OSError where the folder or a file cannot be opened.
    """
    entries: dict[str, Entry] = {}
    errors: list[EntryError] = []
    for path in sorted(folder.iterdir()):
        # Hidden files are an editor's or a file manager's own (`._name.md`).
        if path.suffix.lower() != ".md" or path.name.startswith("."):
            continue
        try:
            entries[path.stem] = parse_entry(path.stem, path.read_bytes().decode())
        except UnicodeDecodeError:
            errors.append(EntryError(path.stem, ("The file is not UTF-8 text; save it again as UTF-8.",)))
        except EntryError as error:
            errors.append(error)
    return entries, errors


def is_slug(text: str) -> bool:
    """Tell whether a text can name an entry."""
    return _SLUG.fullmatch(text) is not None


class _IndentedDumper(yaml.SafeDumper):
    """Indents list items under their field, as the guide for editors shows them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _FieldReader:
    """Takes typed values out of the front matter and keeps a sentence for each one that does not fit."""

    def __init__(self, fields: Mapping[object, object]) -> None:
        self._fields = fields
        self.faults = [f"The field {name} is missing." for name in _REQUIRED if name not in fields]
        self.faults += [_unknown(str(name), FIELDS) for name in fields if name not in FIELDS]

    def text(self, name: str) -> str:
        return self._as_text(name, self._fields.get(name), optional=name not in self._fields)

    def text_or_none(self, name: str) -> str | None:
        return self._as_text(name, self._fields.get(name), optional=True) or None

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(self._as_text(f"{name}, item {n},", item) for n, item in self._numbered(name))

    def sources(self, name: str) -> tuple[Source, ...]:
        return tuple(self._as_source(f"{name}, item {n}", item) for n, item in self._numbered(name))

    def day(self, name: str) -> date | None:
        value = self._fields.get(name)
        # A moment with an hour is also a `date` to Python.
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.faults.append(f"The field {name} must be null or a day such as 2026-11-22, without quotes.")
        return None

    def _numbered(self, name: str) -> Iterator[tuple[int, object]]:
        value = self._fields.get(name, [])
        if isinstance(value, list):
            yield from enumerate(value, start=1)
        else:
            self.faults.append(f"The field {name} must be a list, one item a line, each after a dash and a space.")

    def _as_text(self, where: str, value: object, optional: bool = False) -> str:
        if isinstance(value, str):
            return value.strip()
        if value is None:
            if not optional:
                self.faults.append(f"The field {where} is empty.")
        else:
            self.faults.append(f"The field {where} must be text; put it in double quotes.")
        return ""

    def _as_source(self, where: str, value: object) -> Source:
        if not isinstance(value, dict) or set(value) != {"document", "section"}:
            self.faults.append(f"The field {where}, must have a document and a section, and nothing else.")
            return Source("", "")
        return Source(
            self._as_text(f"{where}, document,", value["document"]),
            self._as_text(f"{where}, section,", value["section"]),
        )


def _halves(slug: str, text: str) -> tuple[str, str]:
    """Return the front matter's YAML and the body; raises EntryError where they cannot be told apart."""
    if not text.strip():
        raise EntryError(slug, ("The file is empty.",))
    if "\0" in text:
        raise EntryError(slug, ("The file holds a NUL character, so it is not plain text; save it again as UTF-8.",))
    lines = text.split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE]
    if not fences or fences[0] != 0:
        raise EntryError(slug, (f"The first line must be {_FENCE}, and the fields (title, question, …) follow it.",))
    if len(fences) == 1:
        raise EntryError(slug, (f"After the fields, a line with only {_FENCE} must stand before the answer.",))
    return "\n".join(lines[1 : fences[1]]), "\n".join(lines[fences[1] + 1 :]).strip()


def _unknown(name: str, known: tuple[str, ...]) -> str:
    guess = get_close_matches(name, known, n=1)
    return f"There is no field {name!r}" + (f"; did you mean {guess[0]!r}?" if guess else ".")


def _faults(entry: Entry) -> Iterator[str]:
    if not is_slug(entry.slug):
        yield (
            f"The file name {entry.slug!r} must be lower-case letters, digits and underscores, "
            "start with a letter and have at most 64 characters."
        )
    yield from _line_faults("title", entry.title, TITLE_LIMIT)
    yield from _line_faults("question", entry.question, QUESTION_LIMIT)
    if not entry.question.endswith("?"):
        yield "The question must end with a question mark."
    yield from _list_faults("phrasings", len(entry.phrasings))
    for number, phrasing in enumerate(entry.phrasings, start=1):
        yield from _line_faults(f"phrasings, item {number},", phrasing, LINE_LIMIT)
    if not entry.sources:
        yield "The answer names no source; every answer rests on at least one document and section."
    yield from _list_faults("sources", len(entry.sources))
    for number, source in enumerate(entry.sources, start=1):
        yield from _line_faults(f"sources, item {number}, document,", source.document, LINE_LIMIT)
        yield from _line_faults(f"sources, item {number}, section,", source.section, LINE_LIMIT)
    yield from _list_faults("related", len(entry.related))
    yield from (
        f"Under related, {slug!r} cannot be the name of an answer." for slug in entry.related if not is_slug(slug)
    )
    if entry.next is not None and not is_slug(entry.next):
        yield f"Under next, {entry.next!r} cannot be the name of an answer."
    if entry.simply is not None:
        yield from _line_faults("simply", entry.simply, SIMPLY_LIMIT)
    # A day without a name, or a name without a day, would show patients a review that nobody stands for.
    if (entry.reviewed is None) != (entry.reviewer is None):
        yield "The fields reviewed and reviewer go together: fill in both, or leave both null."
    if entry.reviewer is not None:
        yield from _line_faults("reviewer", entry.reviewer, LINE_LIMIT)
    yield from _body_faults(entry.body)


def _line_faults(where: str, text: str, limit: int) -> Iterator[str]:
    if not text:
        yield f"The field {where} is empty."
    elif text != text.strip():
        yield f"The field {where} starts or ends with a space."
    if len(text) > limit:
        yield f"The field {where} has {len(text)} characters; at most {limit} fit."
    if "\n" in text:
        yield f"The field {where} must be on one line."
    yield from _character_faults(f"The field {where}", text.replace("\n", " "))


def _body_faults(body: str) -> Iterator[str]:
    if not body:
        yield "The answer itself is empty; write it under the second --- line."
    elif body != body.strip():
        yield "The answer starts or ends with an empty line or a space."
    if len(body) > BODY_LIMIT:
        yield f"The answer has {len(body):,} characters; at most {BODY_LIMIT:,} fit."
    yield from _character_faults("The answer", body.replace("\n", " ").replace("\t", " "))


def _character_faults(where: str, text: str) -> Iterator[str]:
    for character in sorted(set(text)):
        if kind := _UNSHOWABLE.get(unicodedata.category(character)):
            code = f"U+{ord(character):04X}"
            yield f"{where} holds {kind} ({code}) that cannot be shown; delete it and type the text again."


def _list_faults(where: str, length: int) -> Iterator[str]:
    if length > LIST_LIMIT:
        yield f"The field {where} has {length} items; at most {LIST_LIMIT} fit."
