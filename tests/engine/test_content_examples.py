"""Rasa learns what a question is from the clinic's content: each way of asking once, and nothing else from there."""

import json
from pathlib import Path

import pytest

from bot.library.entries import read_entries
from bot.library.gaps import read_gaps
from bot.settings import PROJECT
from tests.engine.on_its_python import on_its_python

EXAMPLES = """
    from engine.environment import prepare_environment
    import os
    os.chdir(os.environ["PROJECT"])
    prepare_environment()
    os.chdir(os.environ["FOLDER"])
    import json
    from rasa.shared.importers.importer import TrainingDataImporter
    from engine import content_examples
    from engine.content_examples import ContentExamples
    content_examples.EVERY = int(os.environ.get("EVERY", content_examples.EVERY))
    from rasa.shared.utils.io import read_config_file
    FROM
    print(json.dumps([[each.get("text"), each.get("intent")] for each in data.intent_examples]))
"""
ENTRY = "---\ntitle: {}\nquestion: {}\nphrasings: {}\n---\nThe body: no example.\n\n---\n\nMore of it.\n"
ALONE = "data = ContentExamples().get_nlu_data()"


def examples(folder: Path, made: str = ALONE, **environment: str) -> list[tuple[str, str]]:
    found = on_its_python(
        EXAMPLES.replace("FROM", made), folder, {"PROJECT": str(PROJECT), "FOLDER": str(folder), **environment}
    )
    return [(text, intent) for text, intent in json.loads(found)]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "entries").mkdir(parents=True)
    (folder / "entries" / "pets.md").write_text(ENTRY.format("Pets", "May I bring my dog?", "[my cat, is it ok]"))
    (folder / "entries" / "time.md").write_text(
        ENTRY.format("Time", "How long is it?", "[Pets, is it ok, 'caf\u00e9?']")
    )
    (folder / "entries" / "notes.txt").write_text("no entry")
    (folder / "not_covered.yml").write_text("topics: {cost: [is it dear, my cat], none: [], view: [is it dear]}")
    return folder


def test_each_way_of_asking_is_at_most_one_example_of_a_question(content: Path) -> None:
    once = ["May I bring my dog?", "Pets", "my cat", "is it ok", "How long is it?", "Time", "caf\u00e9?", "is it dear"]
    all_of_them = [(text, "ask_question") for text in once]
    assert examples(content.parent, EVERY="1") == all_of_them
    assert examples(PROJECT, EVERY="1", KAP_CONTENT_DIR=str(content)) == all_of_them
    assert examples(content.parent, EVERY="3") == all_of_them[::3]


def test_a_clinic_may_take_the_gaps_and_the_answers_away(content: Path) -> None:
    (content / "not_covered.yml").unlink()
    assert ("is it dear", "ask_question") not in examples(content.parent, EVERY="1")
    for path in (content / "entries").glob("*.md"):
        path.unlink()
    assert examples(content.parent) == []


def test_beside_the_files_of_rasa_none_is_lost(content: Path) -> None:
    folder = content.parent
    settings = (PROJECT / "config.yml").read_text()
    assert "engine.content_examples.ContentExamples" in settings
    (folder / "config.yml").write_text(settings)
    (folder / "domain.yml").write_text('version: "3.1"\nintents: [ask_question, greet]\n')
    (folder / "data").mkdir()
    (folder / "data" / "nlu.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hello\n    - hi there\n'
    )
    together = """
    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
    data = importer.get_nlu_data()
    assert importer.get_domain().intents and not importer.get_stories().story_steps
    assert importer.get_config()["language"] == "en"
    """
    found = examples(folder, together)
    assert {("hello", "greet"), ("hi there", "greet")} <= set(found)
    assert {text for text, intent in found if intent == "ask_question"} == {text for text, _ in examples(folder)}


@pytest.fixture(scope="module")
def asked() -> dict[str, set[str]]:
    """By answer, and by gap, what is asked there."""
    found = {
        slug: {each.title, each.question, *each.phrasings}
        for slug, each in read_entries(PROJECT / "content" / "entries").items()
    }
    return found | {f"gap {topic}": set(texts) for topic, texts in read_gaps(PROJECT / "content").items() if texts}


def test_all_of_the_shipped_content_is_read(asked: dict[str, set[str]]) -> None:
    texts = [text for text, _ in examples(PROJECT, EVERY="1", KAP_CONTENT_DIR=str(PROJECT / "content"))]
    assert len(texts) == len(set(texts))
    assert set(texts) == set.union(*asked.values())


def test_of_every_shipped_answer_something_is_taught(asked: dict[str, set[str]]) -> None:
    taught = {text for text, _ in examples(PROJECT, KAP_CONTENT_DIR=str(PROJECT / "content"))}
    assert taught <= set.union(*asked.values())
    assert [name for name, texts in asked.items() if not texts & taught] == []
