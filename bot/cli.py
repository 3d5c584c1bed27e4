"""The `kap` command."""

import json
import logging
import secrets
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer
from pydantic import ValidationError

from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.handoff.alerts import Alerts

app = typer.Typer(help="KAP Guide: prepares people for ketamine-assisted psychotherapy.", no_args_is_help=True)
content = typer.Typer(help="The answers and the other texts that a clinic edits.", no_args_is_help=True)
database = typer.Typer(help="The database.", no_args_is_help=True)
alerts = typer.Typer(help="People who may be in danger, for the clinic's staff.", no_args_is_help=True)
app.add_typer(content, name="content")
app.add_typer(database, name="db")
app.add_typer(alerts, name="alerts")

CLI_CHANNEL = "command line"


def main() -> None:
    """Runs the command line; faults of the settings are one sentence, not a stack trace."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    # Imported late: `kap --help` needs none of what these bring along.
    from bot.launch.failure import LaunchFailure
    from bot.library.yaml_files import ContentError
    from bot.storage.keys import KeyFault
    from understanding.encoder_files import EncoderUnavailable

    try:
        app()
    except (LaunchFailure, ContentError, KeyFault, EncoderUnavailable) as failure:
        print(failure, file=sys.stderr)
        sys.exit(1)
    except ValidationError as error:
        for fault in error.errors():
            name = "_".join(str(part) for part in fault["loc"]).upper()
            print(f"The setting KAP_{name.removeprefix('KAP_')} makes no sense: {fault['msg']}.", file=sys.stderr)
        sys.exit(2)


@app.command()
def start() -> None:
    """Prepares what is missing and starts every process; Ctrl-C ends them all."""
    from bot.launch.start import start as launch

    launch(Settings())


@app.command()
def prepare() -> None:
    """Prepares the encoder, the models, the database and the content, and starts nothing."""
    from bot.launch.preparation import prepare as prepare_all

    prepare_all(Settings())


@app.command()
def ask() -> None:
    """Reads JSON lines {"text"} and prints {"messages"} for each, every one from a fresh conversation."""
    from bot.assembly import assemble
    from bot.conversation.service import Incoming

    parts = assemble(Settings())
    try:
        for number, line in enumerate(sys.stdin, start=1):
            if not line.strip():
                continue
            try:
                text = json.loads(line)["text"]
                if not isinstance(text, str):
                    raise TypeError
            except (ValueError, KeyError, TypeError):
                _fail(f'Line {number} is not a JSON object with a "text".')
            address = secrets.token_urlsafe(32)
            parts.conversation.begin(CLI_CHANNEL, address)
            try:
                messages = parts.conversation.reply(CLI_CHANNEL, address, Incoming(text=text))
            finally:
                parts.conversation.erase(CLI_CHANNEL, address)
            shown = {"messages": [message.model_dump(mode="json") for message in messages]}
            print(json.dumps(shown, ensure_ascii=False), flush=True)
    finally:
        parts.close()


@content.command("check")
def content_check(
    documents: Annotated[
        Path | None, typer.Option(help="Folder of the source documents; else KAP_DOCUMENTS_DIR.")
    ] = None,
) -> None:
    """Checks the form, the links, the reading grade and the wording of everything in content/."""
    from bot.library.check import check_content
    from bot.library.fixed_texts_check import check_fixed_texts, fixed_text_warnings

    settings = Settings()
    documents_dir = documents or settings.documents_dir
    report = check_content(settings.content_dir, documents_dir, [check_fixed_texts], [fixed_text_warnings])
    for note in report.notes:
        print(note)
    for warning in report.warnings:
        print(f"Look again: {warning.path}: {warning.sentence}")
    for problem in report.problems:
        print(f"To mend: {problem.path}: {problem.sentence}")
    if report.problems:
        _fail(f"{len(report.problems)} things to mend before this content can go live.")
    print("The content is fine.")


@content.command("import")
def content_import() -> None:
    """Publishes the answers of content/entries/ that differ from what is live; the next message gets them."""
    from bot.library.entries import EntriesError, read_entries
    from bot.library.publishing import Publishing
    from bot.storage.database import open_database, upgrade
    from understanding.encoder import SentenceEncoder
    from understanding.encoder_files import ensure_encoder

    settings = Settings()
    try:
        entries = read_entries(settings.content_dir / "entries")
    except EntriesError as error:
        _fail(str(error))
    upgrade(settings)
    live = open_database(settings)
    try:
        encoder = SentenceEncoder(ensure_encoder(settings.models_dir, fetch=False))
        result = Publishing(live, encoder).import_entries(entries.values())
    finally:
        live.close()
    for slug in result.published:
        print(f"Published: {slug}")
    print(f"{len(result.published)} published, {result.unchanged} unchanged.")
    if result.absent:
        print(f"Still live, though not in the folder: {', '.join(result.absent)}.")


@content.command("export")
def content_export(folder: Annotated[Path, typer.Argument(help="Where the Markdown files go.")]) -> None:
    """Writes every published answer as a Markdown file."""
    from bot.library.entries import format_entry
    from bot.library.publishing import published_entries
    from bot.storage.database import open_database

    live = open_database(Settings())
    try:
        with live.transaction() as session:
            entries = published_entries(session)
    finally:
        live.close()
    folder.mkdir(parents=True, exist_ok=True)
    for slug, entry in entries.items():
        (folder / f"{slug}.md").write_text(format_entry(entry), encoding="utf-8")
    print(f"{len(entries)} answers written.")


@database.command("upgrade")
def database_upgrade() -> None:
    """Brings the database's tables to the newest form."""
    from bot.storage.database import upgrade

    upgrade(Settings())


@alerts.command("list")
def alerts_list() -> None:
    """Lists the alerts that nobody has acknowledged, emergencies first, with the contact where one was given."""
    with _alerts() as (service, session, zone):
        waiting = service.open_alerts(session)
    for alert in waiting:
        contact = alert.contact
        reach = f"{contact.name or 'no name'}, {contact.reach}" if contact else "no contact was given"
        when = f"{alert.at.astimezone(zone):%Y-%m-%d %H:%M}"
        print(f"{alert.id}  {when}  {alert.state}  {alert.danger}  {alert.channel}  {alert.times}x  {reach}")
    if not waiting:
        print("No alert waits for anyone.")


@alerts.command("acknowledge")
def alerts_acknowledge(
    alert: Annotated[str, typer.Argument(help="The alert's id, as `kap alerts list` shows it.")],
    by: Annotated[str, typer.Option(help="Who saw to it.")],
) -> None:
    """Notes that somebody has seen to an alert, which ends its reminders."""
    with _alerts() as (service, session, _):
        if not service.acknowledge(session, alert, by):
            _fail("There is no such alert, or somebody has acknowledged it already.")
    print("Acknowledged.")


@contextmanager
def _alerts() -> "Iterator[tuple[Alerts, Session, ZoneInfo]]":
    from sqlalchemy.exc import SQLAlchemyError

    from bot.handoff.alerts import Alerts
    from bot.handoff.notifier import notice_targets
    from bot.handoff.rounds import Rounds
    from bot.library.clinic import Clinic
    from bot.library.yaml_files import read_yaml
    from bot.storage.database import open_database
    from bot.storage.keys import vault

    settings = Settings()
    clinic = read_yaml(settings.content_dir / "clinic.yml", Clinic)
    rounds = Rounds.from_settings(settings, notice_targets(settings, clinic.time_zone))
    try:
        with closing(open_database(settings)) as opened, opened.transaction() as session:
            yield Alerts(vault(settings), rounds), session, ZoneInfo(clinic.time_zone)
    except SQLAlchemyError as error:
        _fail(f"The database cannot be read: {type(error).__name__}.")


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(1)


if __name__ == "__main__":
    main()
