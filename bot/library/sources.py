"""Sources: the documents behind the answers and the sections that an answer may cite (content/sources.yml)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.library.entries import Source
from bot.library.strict_yaml import YamlError, load

INTRODUCTION: Final = "Introduction"

_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])?\s*")
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


class SourcesError(ValueError):
    """A list of sources that cannot be used; `faults` are whole sentences for the person who edits it."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Document:
    """A document: the title that a patient reads, its file's name, and its sections in order."""

    title: str
    file: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All documents that answers may rest on."""

    documents: tuple[Document, ...]

    def cited(self, source: Source) -> Document | None:
        """Return the document that a source cites, or None where that document or section is not listed."""
        for document in self.documents:
            if document.title == source.document and source.section in document.sections:
                return document
        return None


def read_sources(path: Path) -> Sources:
    """Return the sources listed in a file.

    Raises SourcesError, and OSError where the file cannot be opened.
    """
    try:
        return parse_sources(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourcesError(("The file is not UTF-8 text; save it again as UTF-8.",)) from error


def parse_sources(text: str) -> Sources:
    """Return the sources that a file's text lists; raises SourcesError with all faults that were found."""
    try:
        content = load(text)
    except YamlError as error:
        raise SourcesError((f"In the list of sources, {error}.",)) from error
    listed = content.get("documents") if isinstance(content, dict) and set(content) == {"documents"} else None
    if not isinstance(listed, list) or not listed:
        raise SourcesError(("The file must hold one list, named documents, with at least one document in it.",))
    documents: list[Document] = []
    faults: list[str] = []
    for number, item in enumerate(listed, start=1):
        document = _document(item)
        if document is None:
            faults.append(f"Document {number} must have a title, a file and a list of sections, all of them text.")
        else:
            faults += _document_faults(document, documents)
            documents.append(document)
    if faults:
        raise SourcesError(tuple(faults))
    return Sources(tuple(documents))


def read_documents(sources: Sources, folder: Path) -> dict[str, str]:
    """Return the text of each document that is in the folder, by the document's title.

    Raises OSError where a file is there but cannot be opened; a byte that is not UTF-8 becomes U+FFFD.
    """
    paths = {document.title: folder / document.file for document in sources.documents}
    return {title: path.read_text("utf-8-sig", "replace") for title, path in paths.items() if path.is_file()}


def missing_sections(document: Document, text: str) -> list[str]:
    """Return the listed sections that do not stand in the document's text.

    A section stands there as a line of its own (a heading, with or without a colon) or as the start of a line up to a
    colon (`3. Pregnancy: …`). "Introduction" is any text between the document's title and its first section.
    """
    lines = [_plain(_BULLET.sub("", line, count=1)) for line in text.splitlines()]
    places = {section: _place(_plain(section), lines) for section in document.sections if section != INTRODUCTION}
    missing = [section for section, place in places.items() if place is None]
    if INTRODUCTION in document.sections:
        first = min((place for place in places.values() if place is not None), default=len(lines))
        if not any(line and line != _plain(document.title) for line in lines[:first]):
            missing.insert(0, INTRODUCTION)
    return missing


def _document(item: object) -> Document | None:
    if not isinstance(item, dict) or set(item) != {"title", "file", "sections"}:
        return None
    sections = item["sections"]
    if not isinstance(sections, list) or not sections:
        return None
    texts = [item["title"], item["file"], *sections]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        return None
    return Document(item["title"], item["file"], tuple(sections))


def _document_faults(document: Document, earlier: list[Document]) -> Iterator[str]:
    if any(document.title == other.title for other in earlier):
        yield f"Two documents have the title {document.title!r}."
    if len(set(document.sections)) < len(document.sections):
        yield f"{document.title!r} lists a section twice."
    # The name is joined to the folder of documents and must not lead out of it.
    if not re.fullmatch(r"[\w][\w .-]*", document.file):
        yield f"{document.title!r}: the file must be a plain name such as guide.txt, without a folder."


def _place(section: str, lines: list[str]) -> int | None:
    for number, line in enumerate(lines):
        if line.removesuffix(":").rstrip() == section or line.startswith(section + ":"):
            return number
    return None


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())
