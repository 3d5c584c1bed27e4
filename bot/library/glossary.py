"""What people's words mean in the documents' terms, from `content/words.yml`: brand names, short forms, euphemisms."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.library.likeness import small_letters
from bot.library.yaml_files import read_yaml

FILE = "words.yml"


class _WordsFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: dict[str, list[str]]


class Glossary:
    """Reads a text's unusual words. Safe to share between threads."""

    def __init__(self, terms: Mapping[str, Sequence[str]]) -> None:
        """`terms`: by plain term, the words that stand for it, in any letter case."""
        self._terms = {small_letters(word): term for term, words in terms.items() for word in words}
        # One pattern and not spaCy's EntityRuler, which keeps every new word of people in its vocabulary for good.
        longest_first = sorted(self._terms, key=len, reverse=True)
        self._word = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if self._terms else None

    def explained(self, text: str) -> str:
        """The text, with the plain terms behind it that its words stand for and that it does not hold itself."""
        if self._word is None:
            return text
        plain = small_letters(text)
        found = dict.fromkeys(self._terms[word] for word in self._word.findall(plain))
        missing = [term for term in found if term.casefold() not in plain]
        return f"{text} ({', '.join(missing)})" if missing else text


def read_glossary(content_dir: Path) -> Glossary:
    """The clinic's words; none where it has removed the file. Raises ContentError."""
    path = content_dir / FILE
    return Glossary(read_yaml(path, _WordsFile).terms if path.exists() else {})
