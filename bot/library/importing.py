"""Answers from files that somebody sends: read with care, and compared with what is published."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.library.check import Report, check_entries
from bot.library.drafts import Wording
from bot.library.entries import Entry, EntryError, parse_entry

MOST_FILES: Final = 200
# What is unpacked travels back and forth in a form, which takes two megabytes.
MOST_CHARACTERS: Final = 1_500_000

_NAME = re.compile(r"(?:entries/)?([a-z][a-z0-9_]{0,63})\.md")
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


class UploadFault(ValueError):
    """What was sent cannot be taken; the message is a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What files would change: slugs of answers that are new, changed or the same, and what is wrong, by slug."""

    entries: dict[str, Entry] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    unreadable: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)

    @property
    def to_take(self) -> dict[str, Entry]:
        """Those that would become drafts."""
        return {slug: self.entries[slug] for slug in (*self.new, *self.changed)}


def unpacked(name: str, content: bytes) -> dict[str, str]:
    """The texts of one `.md` file or of the `.zip` that Export gives, by slug. Raises UploadFault."""
    found = _of_zip(content) if name.lower().endswith(".zip") else {_slug(name): content}
    texts = {}
    for slug, raw in found.items():
        try:
            texts[slug] = raw.decode()
        except UnicodeDecodeError as error:
            raise UploadFault(f"{slug}.md is not UTF-8 text; save it again as UTF-8.") from error
    limit_texts(texts)
    return texts


def limit_texts(texts: Mapping[str, str]) -> None:
    """Raises UploadFault where it is more than a form can carry."""
    if len(texts) > MOST_FILES:
        raise UploadFault(f"These are {len(texts)} files; at most {MOST_FILES} can be read at once.")
    # In a form, each line's end takes two characters, and each character up to four bytes.
    if sum(len(text.encode(errors="replace")) + text.count("\n") for text in texts.values()) > MOST_CHARACTERS:
        raise UploadFault("These files hold too much text to be read at once. Please send them in parts.")


def survey(
    texts: Mapping[str, str], published: Mapping[str, Entry], content_dir: Path, documents_dir: Path | None
) -> Survey:
    """What publishing these files would change, and what `kap content check` says of them. Raises OSError.

    A review that a file names is not taken over, unless what is published has the same words: a clinician of this
    clinic gives it.
    """
    found = Survey()
    for slug, text in sorted(texts.items()):
        try:
            entry = parse_entry(slug, text)
        except EntryError as error:
            found.unreadable[slug] = list(error.faults)
            continue
        present = published.get(slug)
        entry = Wording.of_entry(entry).entry(slug, present)
        found.entries[slug] = entry
        (found.new if present is None else found.same if entry == present else found.changed).append(slug)
    report: Report = check_entries(found.to_take, published, content_dir, documents_dir)
    for problem in report.problems:
        found.problems.setdefault(Path(problem.path).stem, []).append(problem.sentence)
    return found


def _of_zip(content: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if each.filename != "entries/"]
            if len(members) > MOST_FILES:
                raise UploadFault(f"The zip holds {len(members)} files; at most {MOST_FILES} can be read at once.")
            left = MOST_CHARACTERS
            for member in members:
                slug = _slug(member.filename)
                if slug in found:
                    raise UploadFault(f"The zip holds {slug}.md twice.")
                if member.flag_bits & _ENCRYPTED or member.compress_type not in _PLAIN:
                    raise UploadFault("The zip is locked or packed in a way that can't be read here.")
                # What a zip says of its sizes need not be true: no more is unpacked than may be there.
                with archive.open(member) as opened:
                    found[slug] = opened.read(left + 1)
                left -= len(found[slug])
                if left < 0:
                    raise UploadFault("The zip holds too much text to be read at once. Please send it in parts.")
    except UploadFault:
        raise
    # All that Python's reader was seen to raise over a damaged file; RuntimeError holds NotImplementedError.
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError, OSError, RuntimeError) as error:
        raise UploadFault("The file is not a zip, or it is damaged.") from error
    if not found:
        raise UploadFault("The zip is empty.")
    return found


def _slug(name: str) -> str:
    fitting = _NAME.fullmatch(name)
    if fitting is None:
        shown = name if len(name) <= 60 else f"{name[:60]}…"
        raise UploadFault(
            f"“{shown}” can't be the file of an answer: names are lower-case letters, digits and underscores, and end "
            "in .md, as Export gives them."
        )
    return fitting[1]
