"""Every text that something of the project learns from."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.library.entries import read_entries
from bot.library.gaps import read_gaps
from bot.library.matching import sayings
from bot.settings import PROJECT

SCREEN_TEXTS = PROJECT / "data" / "screen"


def learned_texts() -> list[str]:
    """Rasa's examples, all that the content tells of how people ask, the known gaps, and the screen's texts."""
    texts = [*_rasa_examples(PROJECT / "data" / "nlu"), *screen_texts()]
    for entry in read_entries(PROJECT / "content" / "entries").values():
        texts += sayings(entry)
    for questions in read_gaps(PROJECT / "content").values():
        texts += questions
    return list(dict.fromkeys(texts))


def screen_texts(folder: Path = SCREEN_TEXTS) -> list[str]:
    """Every text of every list in the folder's YAML files, however deep; none where there is no folder.

    Raises ValueError for a file without any: it holds its texts in another form, and would go unguarded.
    """
    found: list[str] = []
    for path in sorted(folder.rglob("*.yml")):
        texts = list(_listed(yaml.safe_load(path.read_text(encoding="utf-8"))))
        if not texts:
            raise ValueError(f"{path.name} holds no list of texts.")
        found += texts
    return list(dict.fromkeys(found))


def _rasa_examples(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            yield from (line.removeprefix("- ").strip() for line in block["examples"].splitlines())


def _listed(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _listed(each)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, str):
                yield each
            else:
                yield from _listed(each)
