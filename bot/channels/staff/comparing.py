"""Two wordings of an answer compared, with what went and what came marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

# Said to those who hear the page: few screen readers tell `del` and `ins` by themselves.
_GONE = Markup('<del><span class="unseen">(removed: </span>{}<span class="unseen">)</span></del>')
_CAME = Markup('<ins><span class="unseen">(added: </span>{}<span class="unseen">)</span></ins>')
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an answer as text; a list has one item a line."""

    label: str
    text: str
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in two wordings, and the way from the first to the second with the marks of it."""

    label: str
    old: str
    new: str
    marked: Markup
    is_list: bool = False

    @property
    def gone(self) -> Markup:
        """The first text alone, with what the second lacks marked."""
        return Markup().join(_GONE.format(gone) if gone != came else escape(gone) for gone, came in self._runs if gone)

    @property
    def came(self) -> Markup:
        """The second text alone, with what the first lacks marked."""
        return Markup().join(_CAME.format(came) if gone != came else escape(came) for gone, came in self._runs if came)

    @property
    def _runs(self) -> list[tuple[str, str]]:
        return _runs(_TOKEN.findall(self.old), _TOKEN.findall(self.new))

    @property
    def only_old(self) -> str:
        """The whole first text; of a list, the lines that the second lacks."""
        return _lacking(self.old, self.new) if self.is_list else self.old

    @property
    def only_new(self) -> str:
        """The whole second text; of a list, the lines that the first lacks."""
        return _lacking(self.new, self.old) if self.is_list else self.new

    @property
    def is_one(self) -> bool:
        """Whether they differ at all."""
        return self.old != self.new


def differences(old: Sequence[Field], new: Sequence[Field]) -> list[Difference]:
    """Field by field; lists line by line, and texts word by word."""
    return [
        Difference(
            one.label, one.text, other.text, (_lines if one.is_list else _words)(one.text, other.text), one.is_list
        )
        for one, other in zip(old, new, strict=True)
    ]


def _lacking(text: str, other: str) -> str:
    present = set(other.split("\n"))
    return "\n".join(line for line in text.split("\n") if line not in present)


def _words(old: str, new: str) -> Markup:
    return _marked(_TOKEN.findall(old), _TOKEN.findall(new))


def _lines(old: str, new: str) -> Markup:
    return _marked([f"{line}\n" for line in old.split("\n")], [f"{line}\n" for line in new.split("\n")])


def _marked(old: Sequence[str], new: Sequence[str]) -> Markup:
    out = Markup()
    for gone, came in _runs(old, new):
        if gone == came:
            out += escape(gone)
            continue
        # The empty line that an empty list is made of is nothing that went or came.
        out += _GONE.format(gone) if gone not in ("", "\n") else Markup()
        out += _CAME.format(came) if came not in ("", "\n") else Markup()
    return out


def _runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """The way from one to the other: what stays stands on both sides, and else what goes and what comes."""
    runs: list[tuple[str, str]] = []
    blank: str | None = None
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal" and gone.strip(" ") == "" and runs:
            blank = gone
        elif tag == "equal" or blank is None or runs[-1][0] == runs[-1][1]:
            runs += [(blank, blank)] if blank is not None else []
            runs.append((gone, came))
            blank = None
        else:
            # Of two changed words, the blank between them is no island: the reader sees one change.
            runs[-1] = (f"{runs[-1][0]}{blank}{gone}", f"{runs[-1][1]}{blank}{came}")
            blank = None
    return runs + ([(blank, blank)] if blank is not None else [])
