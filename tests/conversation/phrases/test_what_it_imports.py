"""Reading words decides on nothing: the package imports nothing of what acts on them."""

import ast
from pathlib import Path

import pytest

from bot.settings import PROJECT

PHRASES = PROJECT / "bot" / "conversation" / "phrases"


@pytest.mark.parametrize("module", sorted(PHRASES.glob("*.py")), ids=lambda path: path.stem)
def test_what_reads_words_knows_nothing_of_what_is_done_about_them(module: Path) -> None:
    tree = ast.walk(ast.parse(module.read_text()))
    imported = [node.module or "" for node in tree if isinstance(node, ast.ImportFrom)]
    of_conversation = [name for name in imported if name.startswith("bot.conversation")]
    assert [name for name in of_conversation if not name.startswith("bot.conversation.phrases.")] == []
