"""The form of an answer: what was typed, and the entry that it makes."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields

from starlette.datastructures import FormData

from bot.channels.staff.comparing import Field
from bot.library.drafts import Wording
from bot.library.entries import Source
from bot.library.likeness import same_saying

# Paths of the site that stand where a slug would.
_TAKEN = frozenset({"new", "export", "import"})
_BETWEEN = "\t"


@dataclass(frozen=True, slots=True)
class Draft(Wording):
    """What stands in the form; it need not be an answer yet."""

    @classmethod
    def of_wording(cls, wording: Wording) -> "Draft":
        """The form as it opens with what was saved."""
        return cls(**{each.name: getattr(wording, each.name) for each in dataclass_fields(wording)})

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

    def with_wordings(self, wordings: Sequence[str]) -> "Draft":
        """With these as the last phrasings, but for those that it has already."""
        said = {same_saying(text): text for text in self.phrasings}
        new = {same_saying(text): text for text in wordings}
        return replace(self, phrasings=(*self.phrasings, *(new[key] for key in new if key not in said)))

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
