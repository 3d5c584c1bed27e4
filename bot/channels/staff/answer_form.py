"""The form of an answer: what was typed, and the entry that it makes."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

from starlette.datastructures import FormData

from bot.channels.staff.comparing import Field
from bot.library.entries import Entry, Source

# Paths of the site that stand where a slug would.
_TAKEN = frozenset({"new", "export"})
_BETWEEN = "\t"


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form; it need not be an answer yet."""

    title: str = ""
    question: str = ""
    body: str = ""
    simply: str = ""
    phrasings: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    related: tuple[str, ...] = ()
    next: str = ""

    @classmethod
    def of_entry(cls, entry: Entry) -> "Draft":
        """The form as it opens."""
        return cls(
            title=entry.title,
            question=entry.question,
            body=entry.body,
            simply=entry.simply or "",
            phrasings=entry.phrasings,
            sources=entry.sources,
            related=entry.related,
            next=entry.next or "",
        )

    @classmethod
    def of_form(cls, form: FormData, known: tuple[Source, ...] = ()) -> "Draft":
        """The form as it came. `known`: the sources as they stood, whose order is kept."""
        chosen = [Source(*_halves(value)) for value in _texts(form, "source")]
        order = {source: place for place, source in enumerate(known)}
        return cls(
            title=_one_line(form, "title"),
            question=_one_line(form, "question"),
            body=_text(form, "body"),
            simply=_one_line(form, "simply"),
            phrasings=tuple(line.strip() for line in _text(form, "phrasings").split("\n") if line.strip()),
            sources=tuple(sorted(chosen, key=lambda source: order.get(source, len(order)))),
            related=tuple(slug for slug in _texts(form, "related") if slug),
            next=_text(form, "next"),
        )

    def entry(self, slug: str, before: Entry | None) -> Entry:
        """The answer that it makes. Raises EntryError.

        A review stays where patients go on reading the very words that were reviewed, and ends where they change.
        """
        entry = Entry(
            slug=slug,
            title=self.title,
            question=self.question,
            phrasings=self.phrasings,
            sources=self.sources,
            related=self.related,
            reviewed=None,
            reviewer=None,
            body=self.body,
            simply=self.simply or None,
            next=self.next or None,
        )
        if before is None or _reads(entry) != _reads(before):
            return entry
        return replace(entry, reviewed=before.reviewed, reviewer=before.reviewer)

    def fields(self, titles: dict[str, str]) -> list[Field]:
        """For comparing; related answers by their titles."""
        return [
            Field("Title", self.title),
            Field("Question", self.question),
            Field("Answer", self.body),
            Field("Said more simply", self.simply),
            Field("Phrasings", "\n".join(self.phrasings), is_list=True),
            Field("Sources", "\n".join(f"{each.document}: {each.section}" for each in self.sources), is_list=True),
            Field("Related answers", "\n".join(titles.get(slug, slug) for slug in self.related), is_list=True),
            Field("What follows", titles.get(self.next, self.next)),
        ]


def source_value(source: Source) -> str:
    """What the form says for a source."""
    return f"{source.document}{_BETWEEN}{source.section}"


def free_slug(title: str, taken: Collection[str]) -> str:
    """A name for a new answer, made of its title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:56].strip("_")
    if not stem or not stem[0].isalpha():
        stem = f"answer_{stem}".strip("_")
    slug, number = stem, 1
    while slug in taken or slug in _TAKEN:
        number += 1
        slug = f"{stem}_{number}"
    return slug


def _reads(entry: Entry) -> tuple[object, ...]:
    """What of an answer a patient reads, and a reviewer stands for."""
    return entry.title, entry.question, entry.body, entry.simply, entry.sources


def _texts(form: FormData, name: str) -> list[str]:
    return [value.strip() for value in form.getlist(name) if isinstance(value, str)]


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else ""


def _one_line(form: FormData, name: str) -> str:
    return " ".join(part.strip() for part in _text(form, name).split("\n") if part.strip())


def _halves(value: str) -> tuple[str, str]:
    document, _, section = value.partition(_BETWEEN)
    return document, section
