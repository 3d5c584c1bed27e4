"""Publishing: each change happens whole or not at all, nothing is overwritten, and export loses nothing."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from typer.testing import CliRunner

from bot.assembly import Parts, assemble
from bot.cli import app
from bot.conversation.service import Incoming
from bot.library.entries import EntriesError, Entry, Source, format_entry, parse_entry, read_entries
from bot.library.publishing import (
    IMPORTER,
    Publishing,
    UnknownEntry,
    import_if_empty,
    library_revision,
    published_entries,
)
from bot.settings import PROJECT, Settings
from bot.storage.database import Database, open_database, upgrade
from bot.storage.models import EntryVersionRow, TextVectorRow
from understanding.encoder import SentenceEncoder


def entry(slug: str = "parking", **changes: Any) -> Entry:
    made = Entry(
        slug=slug,
        title="Parking",
        question="Is there parking at the clinic?",
        phrasings=("where can i park my car", "is there somewhere to leave the car"),
        sources=(Source("House guide", "Visitors"),),
        related=("what_is_kap",),
        reviewed=None,
        reviewer=None,
        body="Yes, behind the house.\n\n- Ring at the gate.\n- Leave **nothing** in the car.",
    )
    return replace(made, **changes)


OTHER = entry("dogs", title="Dogs", question="May I bring my dog?", phrasings=("can my dog come",))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Nothing has been published here yet."""
    fresh = Settings(data_dir=tmp_path / "var", database_url="", content_dir=PROJECT / "content")
    upgrade(fresh)
    return fresh


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    with closing(open_database(settings)) as opened:
        yield opened


@pytest.fixture
def publishing(database: Database, encoder: SentenceEncoder) -> Publishing:
    return Publishing(database, encoder)


def published(database: Database) -> dict[str, Entry]:
    with database.transaction() as session:
        return published_entries(session)


def revision(database: Database) -> int:
    with database.transaction() as session:
        return library_revision(session)


def versions(database: Database, slug: str) -> list[tuple[int, str, str]]:
    query = select(EntryVersionRow).where(EntryVersionRow.slug == slug).order_by(EntryVersionRow.number)
    with database.transaction() as session:
        return [(row.number, row.title, row.author) for row in session.scalars(query)]


def refuse(settings: Settings, what: str) -> None:
    """From now on the database refuses such a write, as a full disk would."""
    with closing(sqlite3.connect(settings.data_dir / "kap.sqlite3")) as connection, connection:
        connection.execute(f"CREATE TRIGGER refuse BEFORE {what} BEGIN SELECT RAISE(ABORT, 'refused'); END")


def allow(settings: Settings) -> None:
    with closing(sqlite3.connect(settings.data_dir / "kap.sqlite3")) as connection, connection:
        connection.execute("DROP TRIGGER refuse")


# Versions


def test_a_saved_version_is_not_published(publishing: Publishing, database: Database) -> None:
    assert publishing.save(entry(), "ada") == 1
    assert published(database) == {}
    assert revision(database) == 0


def test_versions_are_counted_from_1_for_each_answer_and_kept(publishing: Publishing, database: Database) -> None:
    assert publishing.save(entry(), "ada") == 1
    assert publishing.save(OTHER, "ada") == 1
    assert publishing.save(entry(title="Cars"), "bo") == 2
    assert publishing.save(entry(title="Cars"), "bo") == 3, "the same words again are a version of their own"
    assert versions(database, "parking") == [(1, "Parking", "ada"), (2, "Cars", "bo"), (3, "Cars", "bo")]


def test_any_version_can_be_published_an_older_one_too(publishing: Publishing, database: Database) -> None:
    for title in ("Parking", "Cars"):
        publishing.save(entry(title=title), "ada")
    for number, title in ((2, "Cars"), (1, "Parking")):
        before = revision(database)
        publishing.publish("parking", number)
        assert published(database) == {"parking": entry(title=title)}
        assert revision(database) > before


@pytest.mark.parametrize(("slug", "number"), [("parking", 2), ("parking", 0), ("cats", 1)])
def test_what_does_not_exist_cannot_be_published(
    publishing: Publishing, database: Database, slug: str, number: int
) -> None:
    publishing.save(entry(), "ada")
    with pytest.raises(UnknownEntry):
        publishing.publish(slug, number)
    assert (published(database), revision(database)) == ({}, 0)


def test_a_withdrawn_answer_is_gone_and_its_versions_stay(publishing: Publishing, database: Database) -> None:
    publishing.import_entries([entry(), OTHER])
    before = revision(database)
    publishing.withdraw("parking")
    assert published(database).keys() == {"dogs"}
    assert revision(database) > before
    assert len(versions(database, "parking")) == 1
    publishing.publish("parking", 1)
    assert published(database)["parking"] == entry()


def test_what_does_not_exist_cannot_be_withdrawn(publishing: Publishing, database: Database) -> None:
    with pytest.raises(UnknownEntry):
        publishing.withdraw("parking")
    assert revision(database) == 0


def test_a_review_is_kept(publishing: Publishing, database: Database) -> None:
    reviewed = entry(reviewed=date(2026, 3, 1), reviewer="Dr. Ada Nwosu")
    publishing.import_entries([reviewed])
    assert published(database) == {"parking": reviewed}


# Import


def test_an_import_publishes_what_is_new_or_changed_and_nothing_else(
    publishing: Publishing, database: Database
) -> None:
    first = publishing.import_entries([entry(), OTHER])
    assert (first.published, first.unchanged, first.absent) == (["parking", "dogs"], 0, [])
    assert revision(database) == 1
    again = publishing.import_entries([entry(), OTHER])
    assert (again.published, again.unchanged, again.absent) == ([], 2, [])
    assert revision(database) == 1, "nothing changed, so nobody has to read again"
    changed = publishing.import_entries([entry(body="No.")], author="ada")
    assert (changed.published, changed.unchanged, changed.absent) == (["parking"], 0, ["dogs"])
    assert published(database) == {"parking": entry(body="No."), "dogs": OTHER}
    assert versions(database, "parking") == [(1, "Parking", IMPORTER), (2, "Parking", "ada")]
    assert versions(database, "dogs") == [(1, "Dogs", IMPORTER)]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Cars"},
        {"question": "Can I park?"},
        {"phrasings": ()},
        {"sources": (Source("House guide", "Pets"),)},
        {"related": ()},
        {"reviewed": date(2026, 3, 1), "reviewer": "Ada"},
        {"body": "No."},
        {"simply": "You can park."},
        {"next": "dogs"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_in_any_field_is_noticed(publishing: Publishing, database: Database, change: dict[str, Any]) -> None:
    publishing.import_entries([entry()])
    assert publishing.import_entries([entry(**change)]).published == ["parking"]
    assert published(database) == {"parking": entry(**change)}


@pytest.mark.parametrize("what", ["INSERT ON entry_version WHEN NEW.slug = 'dogs'", "UPDATE ON library_revision"])
def test_an_import_that_fails_half_way_changes_nothing(
    publishing: Publishing, database: Database, settings: Settings, what: str
) -> None:
    publishing.import_entries([entry()])
    refuse(settings, what)
    with pytest.raises(SQLAlchemyError):
        publishing.import_entries([entry(body="No."), OTHER])
    assert published(database) == {"parking": entry()}
    assert (revision(database), len(versions(database, "parking"))) == (1, 1)
    allow(settings)
    assert publishing.import_entries([entry(body="No."), OTHER]).published == ["parking", "dogs"]


@pytest.mark.parametrize("what", ["UPDATE ON library_revision", "INSERT ON text_vector"])
def test_a_publish_that_fails_half_way_leaves_the_old_one(
    publishing: Publishing, database: Database, settings: Settings, what: str
) -> None:
    publishing.import_entries([entry()])
    publishing.save(entry(title="Cars and bicycles"), "ada")
    refuse(settings, what)
    with pytest.raises(SQLAlchemyError):
        publishing.publish("parking", 2)
    assert published(database) == {"parking": entry()}
    assert revision(database) == 1


def test_a_withdrawal_that_fails_half_way_leaves_it_published(
    publishing: Publishing, database: Database, settings: Settings
) -> None:
    publishing.import_entries([entry()])
    refuse(settings, "UPDATE ON library_revision")
    with pytest.raises(SQLAlchemyError):
        publishing.withdraw("parking")
    assert published(database) == {"parking": entry()}


def test_two_who_publish_at_once_both_count(publishing: Publishing, database: Database) -> None:
    publishing.import_entries([entry(), OTHER])
    start = threading.Barrier(2)

    def publish(slug: str) -> None:
        start.wait()
        for _ in range(5):
            publishing.publish(slug, 1)

    threads = [threading.Thread(target=publish, args=(slug,)) for slug in ("parking", "dogs")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert revision(database) == 11


def test_the_vectors_are_there_before_the_answer_is(publishing: Publishing, database: Database) -> None:
    publishing.import_entries([entry()])
    with database.transaction() as session:
        stored = session.scalar(select(func.count()).select_from(TextVectorRow))
    assert stored == len({entry().question, entry().title, entry().short_answer, *entry().phrasings})


def test_an_empty_database_is_filled_once(settings: Settings, database: Database, publishing: Publishing) -> None:
    publishing.save(entry(), "ada")
    assert import_if_empty(settings) is None, "it already holds answers"
    assert published(database) == {}


# Export and import of files


def test_every_shipped_answer_survives_the_way_through_the_database(shared_parts: Parts) -> None:
    with shared_parts.database.transaction() as session:
        stored = published_entries(session)
    assert stored == read_entries(PROJECT / "content" / "entries")
    assert {slug: parse_entry(slug, format_entry(one)) for slug, one in stored.items()} == stored


@pytest.fixture
def kap(small_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The `kap` command on the small installation."""
    monkeypatch.setenv("KAP_DATA_DIR", str(small_settings.data_dir))
    monkeypatch.setenv("KAP_CONTENT_DIR", str(small_settings.content_dir))
    monkeypatch.setenv("KAP_DATABASE_URL", "")
    return CliRunner()


def test_export_and_import_by_command_lose_nothing(kap: CliRunner, small_settings: Settings, tmp_path: Path) -> None:
    exported = kap.invoke(app, ["content", "export", str(tmp_path / "out")])
    assert exported.output == "3 answers written.\n"
    assert read_entries(tmp_path / "out") == read_entries(small_settings.content_dir / "entries")
    again = kap.invoke(app, ["content", "import"])
    assert again.output == "0 published, 3 unchanged.\n"


def test_an_import_by_command_is_live_with_the_next_message(
    kap: CliRunner, small_settings: Settings, small_parts: Parts
) -> None:
    small_parts.conversation.begin("web", "someone")
    ask = Incoming(text="where can i park my car")
    assert small_parts.conversation.reply("web", "someone", ask)[0].entry != "parking"
    (small_settings.content_dir / "entries" / "parking.md").write_text(format_entry(entry()))
    imported = kap.invoke(app, ["content", "import"])
    assert imported.output == "Published: parking\n1 published, 3 unchanged.\n"
    assert small_parts.conversation.reply("web", "someone", ask)[0].entry == "parking"


def test_an_import_with_one_bad_file_publishes_none(kap: CliRunner, small_settings: Settings) -> None:
    folder = small_settings.content_dir / "entries"
    (folder / "parking.md").write_text(format_entry(entry()))
    (folder / "zebras.md").write_text(format_entry(entry("zebras")).replace("title: Parking", "title: ''"))
    with pytest.raises(EntriesError):
        read_entries(folder)
    imported = kap.invoke(app, ["content", "import"])
    assert imported.exit_code == 1
    assert "zebras.md" in imported.output
    with closing(assemble(small_settings)) as parts:
        assert "parking" not in parts.library.shelf().entries
